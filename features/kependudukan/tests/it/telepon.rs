//! The phone on record: written by the clerk, or proved by the resident, and never in the open.

use db::ReadTx;
use jiff::civil::date;
use kamus::{Nik, Telepon};
use kependudukan::{catat_telepon, find_kenal};
use testkit::TestApp;
use uuid::Uuid;

use crate::buku::{NIK_SITI, tulis};
use crate::catat::{id, konfirmasi};
use crate::cerita::{KINI, alamat_orang, fitur, impor, operator, sukamaju};

const LAHIR: jiff::civil::Date = date(1985, 1, 1);

fn siti() -> Nik {
    Nik::baru(NIK_SITI).unwrap()
}

async fn baca(app: &TestApp) -> ReadTx {
    app.db.read(&app.ctx()).await.unwrap()
}

fn nomor(teks: &str) -> Telepon {
    Telepon::baru(teks).unwrap()
}

#[tokio::test]
async fn a_clerk_writes_the_phone_of_a_resident_and_takes_it_away() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let id = id(&alamat_orang(&klien, "SITI AMINAH").await);
    let isian = |telepon: &'static str| {
        vec![
            ("orang", id.as_str()),
            ("tanggal", "02-03-2026"),
            ("tanggal_lapor", "02-03-2026"),
            ("nama", "SITI AMINAH"),
            ("jenis_kelamin", "2"),
            ("tempat_lahir", "BANTUL"),
            ("tanggal_lahir", "01-01-1985"),
            ("alasan_koreksi", "Nomor baru"),
            ("bukti", "KTP"),
            ("telepon", telepon),
        ]
    };
    let salah = klien.post("/peristiwa/baru/koreksi", &isian("0812")).await;
    assert_eq!(salah.status, 422);
    assert!(salah.text().contains("terlalu pendek"), "{}", salah.main());
    for (diketik, harap) in [("0812-0000-0001", Some("+6281200000001")), ("-", None)] {
        let periksa = klien.post("/peristiwa/baru/koreksi", &isian(diketik)).await.ok().text();
        assert!(periksa.contains("Telepon") && periksa.contains("(disegel)"), "{periksa}");
        konfirmasi(&klien, "koreksi", &periksa).await.led_to();
        let mut tx = baca(&app).await;
        let (kenal, telepon) = find_kenal(&mut tx, siti(), LAHIR).await.unwrap().unwrap();
        assert_eq!((kenal, telepon), (id.parse::<Uuid>().unwrap(), harap.map(nomor)));
    }
    let halaman = klien.get(&format!("/penduduk/{id}")).await.ok().text();
    assert!(!halaman.contains("1200000001"), "the phone is not on the page");
}

#[tokio::test]
async fn a_phone_that_was_proved_is_put_on_record_once_on_both_engines() {
    for app in testkit::each_engine(fitur).await {
        impor(&app, &app.ctx(), tulis(&crate::buku::sukamaju())).await;
        let (id, sebelum) =
            find_kenal(&mut baca(&app).await, siti(), LAHIR).await.unwrap().expect("she lives here");
        assert_eq!(sebelum, None, "a workbook brings no phone");
        for (telepon, ditulis) in
            [("081200000001", true), ("+62 812 0000 0001", false), ("081200000002", true)]
        {
            let mut tx = app.db.write(&app.ctx(), "percakapan").await.unwrap();
            assert_eq!(
                catat_telepon(&mut tx, id, &nomor(telepon), KINI).await.unwrap(),
                ditulis,
                "{telepon}"
            );
            tx.commit().await.unwrap();
        }
        let mut tx = baca(&app).await;
        let kini = find_kenal(&mut tx, siti(), LAHIR).await.unwrap();
        assert_eq!(kini, Some((id, Some(nomor("081200000002")))));
        let salah = find_kenal(&mut tx, siti(), date(1985, 1, 2)).await.unwrap();
        assert_eq!(salah, None, "another day of birth is another person");
        drop(tx);
        let mut tx = app.db.write(&app.ctx(), "percakapan").await.unwrap();
        let tiada = catat_telepon(&mut tx, Uuid::from_bytes([9; 16]), &nomor("081200000003"), KINI).await;
        assert!(!tiada.unwrap(), "nobody lives here under this id");
    }
}
