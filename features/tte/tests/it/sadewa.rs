//! The client of SADEWA against its double, and the double against broken clients.

use std::sync::Arc;
use std::time::Duration;

use access::Role;
use serde_json::{Value, json};
use testkit::TestApp;
use testkit::sadewa::{Nakal, PENGGUNA, SANDI, Sadewa};
use tte::bsre::Rahasia;
use tte::pades::{Conclusion, Verdict, same_content};
use tte::sadewa::{Galat, Keadaan, Klien, Pengaturan, Sebab};
use web::Feature;

use super::contoh::{Shape, check, pdf, signed};

const NAMA: &str = "470/1/SKM/2026 Surat Keterangan Domisili (1a2b3c4d)";

async fn mulai() -> Sadewa {
    Sadewa::mulai(Arc::new(|pdf: &[u8]| Some(signed(pdf, "Esign")))).await
}

fn akun(alamat: &str, sandi: &str) -> Rahasia {
    let mut akun = Rahasia::default();
    alamat.clone_into(&mut akun.alamat);
    PENGGUNA.clone_into(&mut akun.pengguna);
    sandi.clone_into(&mut akun.sandi);
    akun
}

fn klien_dengan(sadewa: &Sadewa, sandi: &str) -> Klien {
    let pengaturan = Pengaturan { akun: akun(&sadewa.alamat(), sandi), unduhan: sadewa.unduhan() };
    Klien::new(pengaturan).batas(Duration::from_secs(4))
}

fn klien(sadewa: &Sadewa) -> Klien {
    klien_dengan(sadewa, SANDI)
}

#[tokio::test]
async fn a_letter_is_sent_waits_and_comes_back_signed() {
    for terbungkus in [false, true] {
        let sadewa = mulai().await;
        if terbungkus {
            sadewa.bungkus();
        }
        let klien = klien(&sadewa);
        let asli = pdf(Shape::Classic);
        let diunggah = klien.unggah(&asli, NAMA).await.unwrap();
        assert_eq!(diunggah.acuan, sadewa.terakhir());
        let semua = sadewa.dokumen();
        let [dokumen] = &semua[..] else { panic!("one document") };
        assert_eq!((dokumen.nama.as_str(), &dokumen.asli), (NAMA, &asli), "the very bytes of the letter");
        assert_eq!(klien.keadaan(&diunggah.acuan).await, Ok(Keadaan::Menunggu));
        assert_eq!(sadewa.tandatangani(), 1);
        let Ok(Keadaan::Bertanda { jalan }) = klien.keadaan(&diunggah.acuan).await else { panic!("signed") };
        let kembali = klien.ambil(&jalan.or(diunggah.jalan).unwrap()).await.unwrap();
        assert_eq!(check(&kembali).conclusion(), Conclusion::Valid);
        assert_eq!(same_content(&kembali, &asli), Verdict::Unchanged);
        assert_eq!(sadewa.pelanggaran(), Vec::<String>::new());
    }
}

/// Only an answer that may have got lost after the upload is unknown; all others are sure.
#[tokio::test]
async fn what_becomes_of_an_upload_is_sure_or_said_to_be_unknown() {
    let asli = pdf(Shape::Classic);
    let ragu = |sebab| Galat::TidakPasti { sebab };
    for (nakal, harap, tersimpan) in [
        (Nakal::Lambat(Duration::from_secs(6)), ragu(Sebab::TidakMenjawab(4)), 1),
        (Nakal::PutusSesudah, ragu(Sebab::Terputus), 1),
        (Nakal::GerbangRusak, ragu(Sebab::Gangguan(502)), 1),
        (Nakal::Html, ragu(Sebab::BukanJawaban), 1),
        (Nakal::TanpaId, ragu(Sebab::BukanJawaban), 1),
        (Nakal::PutusSebelum, ragu(Sebab::Terputus), 0),
        (Nakal::Status(500), ragu(Sebab::Gangguan(500)), 0),
        (Nakal::Status(401), Galat::KlienDitolak, 0),
        (Nakal::GalatDalam200("Kuota habis".into()), Galat::Menolak { pesan: "Kuota habis".into() }, 0),
    ] {
        let sadewa = mulai().await;
        sadewa.nakal_unggah(nakal.clone());
        assert_eq!(klien(&sadewa).unggah(&asli, NAMA).await, Err(harap), "{nakal:?}");
        assert_eq!(sadewa.dokumen().len(), tersimpan, "{nakal:?}");
    }
    let sadewa = mulai().await;
    assert_eq!(klien_dengan(&sadewa, "salah").unggah(&asli, NAMA).await, Err(Galat::KlienDitolak));
    let tutup = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let alamat = format!("http://{}", tutup.local_addr().unwrap());
    drop(tutup);
    let mati = Klien::new(Pengaturan { akun: akun(&alamat, SANDI), unduhan: alamat.clone() });
    assert_eq!(mati.unggah(&asli, NAMA).await, Err(Galat::TidakTersambung));
}

#[tokio::test]
async fn a_question_that_fails_changes_nothing_and_is_never_taken_for_a_signature() {
    let sadewa = mulai().await;
    let klien = klien(&sadewa);
    let lain = klien.unggah(&pdf(Shape::Streams), NAMA).await.unwrap();
    let satu = klien.unggah(&pdf(Shape::Classic), NAMA).await.unwrap();
    sadewa.tandatangani();
    let kabur = |sebab| Galat::TidakTerbaca { sebab };
    for (nakal, harap) in [
        (Nakal::Lambat(Duration::from_secs(6)), kabur(Sebab::TidakMenjawab(4))),
        (Nakal::PutusSesudah, kabur(Sebab::Terputus)),
        (Nakal::Status(503), kabur(Sebab::Gangguan(503))),
        (Nakal::Html, kabur(Sebab::BukanJawaban)),
        (Nakal::JawabanLama, kabur(Sebab::DokumenLain)),
        (Nakal::GalatDalam200("tidak ada".into()), Galat::TidakDikenal { pesan: "tidak ada".into() }),
        (Nakal::Status(401), Galat::KlienDitolak),
    ] {
        sadewa.nakal_info(nakal.clone());
        assert_eq!(klien.keadaan(&satu.acuan).await, Err(harap), "{nakal:?}");
    }
    let jalan = satu.jalan.unwrap();
    for (nakal, harap) in [
        (Nakal::Html, kabur(Sebab::BukanPdf)),
        (Nakal::Status(500), kabur(Sebab::Gangguan(500))),
        (Nakal::Status(403), Galat::KlienDitolak),
    ] {
        sadewa.nakal_unduh(nakal.clone());
        assert_eq!(klien.ambil(&jalan).await, Err(harap), "{nakal:?}");
    }
    assert_eq!(klien.ambil("https://jahat.example/a.pdf").await, Err(Galat::JalanAsing));
    sadewa.lupakan();
    assert!(matches!(klien.keadaan(&lain.acuan).await, Err(Galat::TidakDikenal { .. })));
    assert!(matches!(klien.ambil(&jalan).await, Err(Galat::TidakDikenal { .. })));
}

/// A client that is broken in each of these ways is refused: so the double is worth something.
#[tokio::test]
async fn the_double_refuses_a_broken_client() {
    let sadewa = mulai().await;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::new();
    let berkas = pdf(Shape::Classic);
    let kirim = async |bagian: &[(&str, Option<&str>, &[u8])], sandi: &str| {
        let mut badan = Vec::new();
        for (nama, file, isi) in bagian {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            badan.extend(
                format!("--b\r\nContent-Disposition: form-data; name=\"{nama}\"{file}\r\n\r\n").bytes(),
            );
            badan.extend_from_slice(isi);
            badan.extend(b"\r\n");
        }
        badan.extend(b"--b--\r\n");
        let minta =
            http.post(format!("{}/document_upload", sadewa.alamat())).basic_auth(PENGGUNA, Some(sandi));
        let minta = minta.header("content-type", "multipart/form-data; boundary=b").body(badan);
        minta.send().await.unwrap().status().as_u16()
    };
    let (nama, file) = (("name", None, NAMA.as_bytes()), ("file", Some("a.pdf"), &berkas[..]));
    for bagian in [
        vec![file],
        vec![nama],
        vec![nama, ("file", None, &berkas[..])],
        vec![nama, ("file", Some("a.pdf"), b"bukan pdf")],
        vec![nama, nama, file],
        vec![nama, file, ("nik", None, b"1")],
        vec![("name", None, b"Siti 3402134101859001"), file],
        vec![("name", None, b"satu\r\ndua"), file],
    ] {
        let dulu = sadewa.pelanggaran().len();
        assert_eq!(kirim(&bagian, SANDI).await, 400);
        assert!(sadewa.pelanggaran().len() > dulu);
    }
    assert_eq!(kirim(&[nama, file], "lain").await, 401);
    assert_eq!(kirim(&[nama, file], SANDI).await, 200, "as it should be");
    let tanya = async |isi: &Value| {
        let minta = http.post(format!("{}/document_info", sadewa.alamat())).basic_auth(PENGGUNA, Some(SANDI));
        minta.json(isi).send().await.unwrap().status().as_u16()
    };
    for isi in
        [json!({}), json!({ "id": "4001" }), json!({ "doc_id": 4001 }), json!({ "doc_id": "4001", "x": 1 })]
    {
        assert_eq!(tanya(&isi).await, 400, "{isi}");
    }
    assert_eq!(tanya(&json!({ "doc_id": sadewa.terakhir() })).await, 200);
}

fn features() -> Vec<Feature> {
    vec![tte::feature()]
}

#[tokio::test]
async fn an_administrator_sets_the_account_and_it_is_never_shown_again() {
    for app in testkit::each_engine(features).await {
        let (admin, sadewa) = (app.sebagai(Role::Admin).await, mulai().await);
        let (alamat, unduhan) = (sadewa.alamat(), sadewa.unduhan());
        let simpan = async |lain: &[(&str, &str)]| {
            let mut fields = vec![
                ("alamat", alamat.as_str()),
                ("unduhan", &unduhan),
                ("pengguna", PENGGUNA),
                ("sandi", SANDI),
            ];
            fields.retain(|(nama, _)| !lain.iter().any(|(other, _)| other == nama));
            fields.extend_from_slice(lain);
            admin.post("/tte/sadewa", &fields).await
        };
        assert!(ada(&app).await.is_none(), "nobody is called before");
        simpan(&[]).await.led_to();
        let page = admin.get("/tte/sadewa").await.ok().text();
        assert!(page.contains(&alamat) && page.contains(&unduhan), "{page}");
        assert!(!page.contains(PENGGUNA) && !page.contains(SANDI), "{page}");
        // Empty boxes keep the account, but it follows nowhere else.
        simpan(&[("pengguna", ""), ("sandi", "")]).await.led_to();
        for (lain, said) in [
            (&[("alamat", "https://jahat.example"), ("sandi", "")][..], "Alamatnya berubah"),
            (&[("unduhan", "https://jahat.example"), ("sandi", "")], "Alamatnya berubah"),
            (&[("alamat", "http://sadewa.example")], "tidak boleh lewat internet tanpa enkripsi"),
            (&[("unduhan", "http://sadewa.example")], "tidak boleh lewat internet tanpa enkripsi"),
            (&[("pengguna", "a:b")], "tanpa titik dua"),
        ] {
            let refused = simpan(lain).await;
            assert!(refused.status == 422 && refused.main().contains(said), "{said} in {}", refused.main());
            assert!(!refused.text().contains(SANDI), "never sent back");
        }
        let klien = ada(&app).await.unwrap();
        assert_eq!(klien.alamat(), alamat, "nothing was changed");
        klien.unggah(&pdf(Shape::Classic), NAMA).await.unwrap();
        simpan(&[("alamat", "")]).await.led_to();
        assert!(ada(&app).await.is_none());
        for role in [Role::Operator, Role::Penandatangan] {
            let siapa = app.sebagai(role).await;
            assert_eq!(siapa.get("/tte/sadewa").await.status, 404);
            assert_eq!(siapa.post("/tte/sadewa", &[("alamat", "https://jahat.example")]).await.status, 404);
        }
    }
}

async fn ada(app: &TestApp) -> Option<Klien> {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    tte::find_sadewa(&mut tx, Klien::BATAS).await.unwrap()
}
