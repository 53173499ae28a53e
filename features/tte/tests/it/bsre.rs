//! The client of BSrE against its double, and the double against broken clients.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use data_encoding::BASE64;
use kamus::Nik;
use serde_json::{Value, json};
use testkit::bsre::{Bsre, Nakal, Orang, PENGGUNA, Pena, SANDI};
use tte::bsre::{Galat, Kembalian, Klien, Permintaan, Rahasia, Sebab, Status, Versi};
use tte::pades::{Conclusion, Verdict, same_content};
use zeroize::Zeroizing;

use super::contoh::{Shape, check, pdf, signed};

const NIK: &str = "3402134101859001";
const PASSPHRASE: &str = "kunci \"rumah\" & sawah";

fn pena() -> Pena {
    Arc::new(|_, pdf| Some(signed(pdf, "Bsre")))
}

async fn mulai() -> Bsre {
    let bsre = Bsre::mulai(pena()).await;
    bsre.daftarkan(NIK, Orang::siap(PASSPHRASE));
    bsre
}

fn rahasia(alamat: &str) -> Rahasia {
    let mut rahasia = Rahasia::default();
    alamat.clone_into(&mut rahasia.alamat);
    PENGGUNA.clone_into(&mut rahasia.pengguna);
    SANDI.clone_into(&mut rahasia.sandi);
    rahasia
}

fn nik() -> Nik {
    Nik::baru(NIK).unwrap()
}

fn klien(bsre: &Bsre, versi: Versi) -> Klien {
    Klien::new(versi, rahasia(bsre.alamat())).batas(Duration::from_secs(6))
}

async fn bubuhkan(klien: &Klien, asli: &[u8], passphrase: &str) -> Result<Kembalian, Galat> {
    let status = klien.status(nik()).await?;
    assert!(status.boleh(), "{status:?}");
    let minta =
        Permintaan { nik: nik(), pdf: asli, alasan: "Menandatangani surat 470/1", lokasi: "Sukamaju" };
    klien.tanda_tangani(&minta, Zeroizing::new(passphrase.to_owned())).await
}

#[tokio::test]
async fn both_versions_keep_to_the_contract_and_bring_a_signature() {
    let asli = pdf(Shape::Classic);
    for versi in [Versi::V1, Versi::V2] {
        let bsre = mulai().await;
        let kembali = bubuhkan(&klien(&bsre, versi), &asli, PASSPHRASE).await.unwrap();
        assert_eq!(bsre.pelanggaran(), Vec::<String>::new(), "{versi:?}");
        assert_eq!(check(&kembali.pdf).conclusion(), Conclusion::Valid, "{versi:?}");
        assert_eq!(same_content(&kembali.pdf, &asli), Verdict::Unchanged);
        assert_eq!(bsre.kali(&asli), 1, "the very bytes of the letter were signed");
        assert_eq!(kembali.acuan.is_some(), versi == Versi::V1);
    }
}

#[tokio::test]
async fn each_error_of_the_service_has_its_name() {
    for versi in [Versi::V1, Versi::V2] {
        let bsre = mulai().await;
        let klien = klien(&bsre, versi);
        let asli = pdf(Shape::Classic);
        assert_eq!(bubuhkan(&klien, &asli, "salah").await, Err(Galat::PassphraseSalah));
        let menolak = |kode, pesan: &str| Galat::Menolak { kode: Some(kode), pesan: pesan.to_owned() };
        for (nakal, harap) in [
            (Nakal::Galat(2031, "Passphrase anda salah".into()), Galat::PassphraseSalah),
            (Nakal::GalatDalam200(2031, "Passphrase anda salah".into()), Galat::PassphraseSalah),
            (Nakal::Galat(2011, "User belum terdaftar".into()), Galat::Penanda(Status::TidakTerdaftar)),
            (Nakal::GalatDalam200(2011, "x".into()), Galat::Penanda(Status::TidakTerdaftar)),
            (Nakal::Galat(2021, "x".into()), Galat::Penanda(Status::TanpaSertifikat)),
            (
                Nakal::GalatDalam200(2090, format!("Gagal untuk {NIK} {PASSPHRASE}")),
                menolak(2090, "Gagal untuk ••• •••"),
            ),
            (
                Nakal::Status(404),
                menolak(404, "server ini tidak melayani versi API yang dipilih. Minta admin memeriksanya"),
            ),
            (
                Nakal::Status(302),
                menolak(302, "alamat server mengalihkan ke tempat lain. Minta admin memperbaiki alamatnya"),
            ),
            (Nakal::Status(401), Galat::KlienDitolak),
        ] {
            bsre.nakal(nakal.clone());
            let galat = bubuhkan(&klien, &asli, PASSPHRASE).await.unwrap_err();
            assert_eq!(galat, harap, "{versi:?} {nakal:?}");
            assert!(galat.pasti() && !galat.to_string().contains(PASSPHRASE), "{galat}");
        }
        assert_eq!(bsre.jumlah(), 0, "nothing was signed by any of these");
    }
}

#[tokio::test]
async fn every_status_is_understood_and_only_one_may_sign() {
    for versi in [Versi::V1, Versi::V2] {
        let bsre = mulai().await;
        let klien = klien(&bsre, versi);
        for kata in [
            "ISSUE",
            "EXPIRED",
            "RENEW",
            "NEW",
            "WAITING_FOR_VERIFICATION",
            "NO_CERTIFICATE",
            "SUSPEND",
            "REVOKE",
        ] {
            bsre.daftarkan(NIK, Orang { passphrase: String::new(), status: kata.to_owned() });
            let status = klien.status(nik()).await.unwrap();
            assert_eq!((status.kata(), status.boleh()), (kata, kata == "ISSUE"));
        }
        let asing = Nik::baru("3402134101859002").unwrap();
        assert_eq!(klien.status(asing).await, Ok(Status::TidakTerdaftar));
        bsre.nakal_status(500);
        let galat = klien.status(nik()).await.unwrap_err();
        assert_eq!(galat, Galat::TidakTerbaca { sebab: Sebab::Gangguan(500) });
        bsre.nakal_status(200);
        assert!(matches!(klien.status(nik()).await, Err(Galat::TidakTerbaca { .. })));
        let mut salah = rahasia(bsre.alamat());
        salah.sandi = "lain".to_owned();
        assert_eq!(Klien::new(versi, salah).status(nik()).await, Err(Galat::KlienDitolak));
    }
}

/// Whatever may have happened after a signature is unknown, and nothing is signed a second time by itself.
#[tokio::test]
async fn a_lost_answer_is_unknown_and_never_signed_twice() {
    let asli = pdf(Shape::Classic);
    for (nakal, v1_finds, ditandatangani) in [
        (Nakal::Lambat(Duration::from_secs(9)), false, 1),
        (Nakal::PutusSesudah, false, 1),
        (Nakal::GerbangRusak, false, 1),
        (Nakal::Html, false, 1),
        (Nakal::PutusDiTengah, true, 1),
        (Nakal::Status(500), false, 0),
        (Nakal::PutusSebelum, false, 0),
    ] {
        for versi in [Versi::V1, Versi::V2] {
            let bsre = mulai().await;
            bsre.nakal(nakal.clone());
            let hasil = bubuhkan(&klien(&bsre, versi), &asli, PASSPHRASE).await;
            assert_eq!(bsre.kali(&asli), ditandatangani, "{versi:?} {nakal:?}");
            if v1_finds && versi == Versi::V1 {
                // The reference had come before the line broke, and to fetch is no signature.
                assert_eq!(check(&hasil.unwrap().pdf).conclusion(), Conclusion::Valid);
                assert_eq!(bsre.unduhan(), 1);
                continue;
            }
            let galat = hasil.unwrap_err();
            assert!(!galat.pasti(), "{versi:?} {nakal:?}: {galat}");
            assert!(galat.to_string().contains("Jangan langsung mengulang"), "{galat}");
        }
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_has_surely_not_signed() {
    let tutup = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let alamat = format!("http://{}", tutup.local_addr().unwrap());
    drop(tutup);
    for versi in [Versi::V1, Versi::V2] {
        let klien = Klien::new(versi, rahasia(&alamat));
        assert_eq!(klien.status(nik()).await, Err(Galat::TidakTersambung));
        let asli = pdf(Shape::Classic);
        let minta = Permintaan { nik: nik(), pdf: &asli, alasan: "x", lokasi: "y" };
        let galat = klien.tanda_tangani(&minta, Zeroizing::new("x".to_owned())).await.unwrap_err();
        assert!(galat == Galat::TidakTersambung && galat.pasti());
    }
}

#[tokio::test]
async fn what_was_signed_is_fetched_by_its_reference() {
    let bsre = mulai().await;
    let asli = pdf(Shape::Streams);
    let (satu, dua) = (klien(&bsre, Versi::V1), klien(&bsre, Versi::V2));
    let kembali = bubuhkan(&satu, &asli, PASSPHRASE).await.unwrap();
    let acuan = kembali.acuan.unwrap();
    assert_eq!(satu.ambil(&acuan).await.unwrap(), kembali.pdf);
    assert_eq!(dua.ambil(&acuan).await, Err(Galat::TidakDisimpan), "version 2 keeps nothing");
    for asing in ["dok99999999", "../../user/status/1", ""] {
        assert_eq!(satu.ambil(asing).await, Err(Galat::TidakDisimpan), "{asing}");
    }
    bsre.lupakan();
    assert_eq!(satu.ambil(&acuan).await, Err(Galat::TidakDisimpan));
}

fn http() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

/// A client that is broken in each of these ways is refused: so the double is worth something.
#[tokio::test]
async fn the_double_refuses_a_broken_client_of_version_2() {
    let bsre = mulai().await;
    let pdf = BASE64.encode(&pdf(Shape::Classic));
    let baik = json!({ "nik": NIK, "passphrase": PASSPHRASE, "file": [pdf],
        "signatureProperties": [{ "tampilan": "INVISIBLE", "reason": "x", "location": "y" }] });
    let kirim = async |isi: &Value, jalan: &str, sandi: &str| {
        let minta =
            http().post(format!("{}{jalan}", bsre.alamat())).basic_auth(PENGGUNA, Some(sandi)).json(isi);
        minta.send().await.unwrap().status().as_u16()
    };
    let tanya = async || kirim(&json!({ "nik": NIK }), "/api/v2/user/check/status", SANDI).await;
    let ubah = |nama: &str, nilai: Value| {
        let mut isi = baik.clone();
        isi[nama] = nilai;
        isi
    };
    let rusak = [
        ubah("nik", "34021341".into()),
        ubah("nik", Value::Null),
        ubah("email", "a@b.example".into()),
        ubah("passphrase", Value::Null),
        ubah("totp", "123456".into()),
        ubah("signatureProperties", json!([])),
        ubah("signatureProperties", json!([{ "tampilan": "invisible" }])),
        ubah("signatureProperties", json!([{ "tampilan": "VISIBLE" }])),
        ubah("signatureProperties", json!([{ "tampilan": "INVISIBLE", "warna": 1 }])),
        ubah("file", json!([])),
        ubah("file", json!(["bukan base64"])),
        ubah("file", json!([BASE64.encode(b"bukan pdf")])),
        ubah("catatan", "x".into()),
    ];
    for isi in rusak {
        assert_eq!(tanya().await, 200);
        let dulu = bsre.pelanggaran().len();
        assert_eq!(kirim(&isi, "/api/v2/sign/pdf", SANDI).await, 400);
        assert!(bsre.pelanggaran().len() > dulu, "{}", isi["signatureProperties"]);
    }
    assert_eq!(kirim(&baik, "/api/v2/sign/pdf", "lain").await, 401);
    assert_eq!(kirim(&json!({ "nama": "x" }), "/api/v2/user/check/status", SANDI).await, 400);
    assert_eq!(tanya().await, 200);
    assert_eq!(kirim(&baik, "/api/v2/sign/pdf", SANDI).await, 200, "as it should be");
    assert_eq!(kirim(&baik, "/api/v2/sign/pdf", SANDI).await, 400, "the status was not asked again");
    assert_eq!(bsre.jumlah(), 1);
}

#[tokio::test]
async fn the_double_refuses_a_broken_client_of_version_1() {
    let bsre = mulai().await;
    let berkas = pdf(Shape::Classic);
    let kirim = async |isian: &[(&str, &str)], nama: &str, sandi: &str| {
        let mut badan = Vec::new();
        for (nama, nilai) in isian {
            badan.extend(
                format!("--b\r\nContent-Disposition: form-data; name=\"{nama}\"\r\n\r\n{nilai}\r\n").bytes(),
            );
        }
        let kepala =
            format!("--b\r\nContent-Disposition: form-data; name=\"{nama}\"; filename=\"a.pdf\"\r\n\r\n");
        badan.extend(kepala.bytes());
        badan.extend(&berkas);
        badan.extend(b"\r\n--b--\r\n");
        let tanya = http().get(format!("{}/api/user/status/{NIK}", bsre.alamat()));
        assert_eq!(tanya.basic_auth(PENGGUNA, Some(SANDI)).send().await.unwrap().status(), StatusCode::OK);
        let minta = http().post(format!("{}/api/sign/pdf", bsre.alamat())).basic_auth(PENGGUNA, Some(sandi));
        let minta = minta.header("content-type", "multipart/form-data; boundary=b").body(badan);
        minta.send().await.unwrap().status().as_u16()
    };
    let baik = [("nik", NIK), ("passphrase", PASSPHRASE), ("tampilan", "invisible")];
    for (isian, nama) in [
        (vec![("nik", NIK), ("passphrase", PASSPHRASE)], "file"),
        (vec![("nik", "3402"), ("passphrase", PASSPHRASE), ("tampilan", "invisible")], "file"),
        (vec![("nik", NIK), ("tampilan", "invisible")], "file"),
        (vec![("nik", NIK), ("passphrase", PASSPHRASE), ("tampilan", "INVISIBLE")], "file"),
        (vec![("nik", NIK), ("passphrase", PASSPHRASE), ("tampilan", "visible")], "file"),
        ([&baik[..], &[("tampilan", "invisible")]].concat(), "file"),
        ([&baik[..], &[("sandi", "x")]].concat(), "file"),
        (baik.to_vec(), "berkas"),
    ] {
        let dulu = bsre.pelanggaran().len();
        assert_eq!(kirim(&isian, nama, SANDI).await, 400, "{isian:?}");
        assert!(bsre.pelanggaran().len() > dulu, "{isian:?}");
    }
    assert_eq!(kirim(&baik, "file", "lain").await, 401);
    assert_eq!(kirim(&baik, "file", SANDI).await, 200, "as it should be");
    assert_eq!(bsre.jumlah(), 1);
}
