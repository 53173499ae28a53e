//! Stories of social aid in Sukamaju, on throw-away databases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use access::Role;
use db::{At, Entity as _};
use jiff::civil::{Date, date};
use kamus::{Daftar as _, StatusDasar};
use kependudukan::entitas::{JenisPeristiwa, Rincian};
use kependudukan::pengimporan::{self, Perintah};
use kependudukan::peristiwa::Kejadian;
use kependudukan::{Penduduk, contoh, privasi, store as register};
use kesejahteraan::{Bantuan, DATA_ORANG, Penerima, Sasaran, store};
use testkit::{KEMBARAN, TestApp};
use uuid::Uuid;
use web::Feature;

const KARTU: &str = "6013-CONTOH-0042";

fn fitur() -> Vec<Feature> {
    vec![kependudukan::feature(), kesejahteraan::feature()]
}

async fn isi(app: &TestApp) -> Penduduk {
    let bytes = contoh::buku(&contoh::sukamaju()).unwrap();
    let (ctx, hari_ini) = (app.ctx(), date(2026, 8, 1));
    let laporan = pengimporan::laporan(&app.db, &ctx, hari_ini, bytes).await.unwrap();
    let perintah =
        Perintah { tanggal_data: date(2015, 1, 1), hari_ini, lewati_salah: true, permintaan: None };
    pengimporan::terapkan(&app.db, &ctx, &laporan.muatan, perintah).await.unwrap();
    let mut tx = app.db.read(&ctx).await.unwrap();
    let semua = register::list_penduduk(&mut tx).await.unwrap();
    semua.into_iter().find(|p| p.aktif() && p.tanggal_lahir.0 < date(1990, 1, 1)).unwrap()
}

fn bantuan(id: Uuid, nama: &str, selesai: Option<Date>) -> Bantuan {
    Bantuan {
        id,
        nama: nama.to_owned(),
        sasaran: Sasaran::Keluarga.kode(),
        asal_dana: "Dana Desa".to_owned(),
        keterangan: String::new(),
        mulai: Some(date(2014, 1, 1).into()),
        selesai: selesai.map(Into::into),
        dicatat_pada: At(0),
    }
}

/// A programme that runs with a resident and somebody unknown, and one that has ended.
async fn program(app: &TestApp, orang: &Penduduk) -> Uuid {
    let mut tx = app.db.write(&app.ctx(), "pengambilan").await.unwrap();
    let ctx = *tx.ctx();
    let (blt, lama) = (ctx.new_id(), ctx.new_id());
    let semua = [bantuan(blt, "BLT Dana Desa", None), bantuan(lama, "Raskin", Some(date(2015, 12, 31)))];
    tx.insert_all(&semua).await.unwrap();
    let penerima = |penduduk_id, nama: &str, kartu_segel| Penerima {
        id: ctx.new_id(),
        bantuan_id: blt,
        penduduk_id,
        lembaga_id: None,
        nama: nama.to_owned(),
        kunci_nama: kamus::kunci_nama(nama),
        kartu_segel,
        dicatat_pada: ctx.now.into(),
    };
    let kartu = Some(Penerima::segel(tx.keys(), KARTU));
    let semua = [penerima(Some(orang.id), &orang.nama, kartu), penerima(None, "Orang Lama", None)];
    tx.insert_all(&semua).await.unwrap();
    tx.commit().await.unwrap();
    blt
}

#[tokio::test]
async fn a_programme_shows_who_is_in_it_and_a_resident_what_they_get() {
    for app in testkit::each_engine(fitur).await {
        let orang = isi(&app).await;
        let klien = app.sebagai(Role::Operator).await;
        let blt = program(&app, &orang).await;
        let daftar = klien.get("/bantuan").await.ok().main();
        assert!(daftar.contains("BLT Dana Desa") && !daftar.contains("Raskin"), "only what runs");
        let semua = klien.get("/bantuan?keadaan=semua&cari=rask").await.ok().main();
        assert!(semua.contains("Raskin") && semua.contains("Tidak berjalan") && !semua.contains("BLT"));
        let satu = klien.get(&format!("/bantuan/{blt}")).await.ok().main();
        for kata in [orang.nama.as_str(), "Orang Lama", "Tidak ada di data penduduk", "0042", "Dana Desa"] {
            assert!(satu.contains(kata), "{kata}: {satu}");
        }
        assert!(!satu.contains(KARTU), "of a card only its end");
        let cari = klien.get(&format!("/bantuan/{blt}?cari=orang+lamma")).await.ok().main();
        assert!(cari.contains("Orang Lama") && !cari.contains(&orang.nama));
        let milik = klien.get(&format!("/bantuan/orang/{}", orang.id)).await.ok().main();
        assert!(milik.contains("BLT Dana Desa") && milik.contains("Berjalan"));
        let unduhan = klien.get(&format!("/bantuan/{blt}/unduh")).await.ok();
        assert!(unduhan.bytes.starts_with(b"PK"));
        // The twin village and whoever has no permission find nothing.
        let kembar = app.sebagai_di(KEMBARAN, &[Role::Operator]).await;
        assert_eq!(kembar.get(&format!("/bantuan/{blt}")).await.status, 404);
        assert_eq!(kembar.get(&format!("/bantuan/orang/{}", orang.id)).await.status, 404);
        assert_eq!(app.sebagai(Role::Dukuh).await.get("/bantuan").await.status, 404);
    }
}

#[tokio::test]
async fn a_resident_is_told_of_their_aid_and_erasing_them_keeps_only_the_count() {
    for app in testkit::each_engine(fitur).await {
        let orang = isi(&app).await;
        let blt = program(&app, &orang).await;
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let isi = (DATA_ORANG.isi)(&mut tx, orang.id, None).await.unwrap();
        assert_eq!((&isi[0]["program"], &isi[0]["nomor_kartu"]), (&"BLT Dana Desa".into(), &KARTU.into()));
        drop(tx);
        let mut tx = app.db.write(&app.ctx(), "peristiwa").await.unwrap();
        let mati = Penduduk { status_dasar: StatusDasar::Mati.kode(), ..orang.clone() };
        let kejadian = Kejadian::baru(date(2015, 3, 1), date(2015, 3, 1), Rincian::default());
        kejadian.orang(JenisPeristiwa::Mati, orang.clone(), mati).simpan(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = app.db.write(&app.ctx(), "penghapusan").await.unwrap();
        privasi::hapus(&mut tx, orang.id, "Diminta keluarga", date(2026, 8, 1), &[DATA_ORANG]).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let semua = store::list_penerima(&mut tx, blt, "", (10, 0)).await.unwrap();
        let nama: Vec<&str> = semua.iter().map(|p| &*p.nama).collect();
        assert_eq!(nama, ["(dihapus)", "Orang Lama"], "the count stays");
        assert!(semua[0].kartu_segel.is_none() && semua[0].penduduk_id.is_none());
        let sisa = db::ledger::mentions(&mut tx, orang.id).await.unwrap();
        let sisa: Vec<_> = sisa.iter().filter(|m| m.entity == Penerima::DEF.table).collect();
        assert!(sisa.iter().all(|m| m.row.is_null()), "no line tells of it: {sisa:?}");
    }
}
