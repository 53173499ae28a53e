//! What a letter's QR code says by itself, read from real paper, and the keys behind it.

use std::path::Path;
use std::process::Command;

use access::Role;
use surat::pernyataan::{Cacat, Pernyataan};
use testkit::TestApp;
use uuid::Uuid;

use crate::Dunia;

/// The text of the QR code on a page set at 300 dots an inch; nothing where a judge is missing.
fn dipindai(pdf: &[u8], folder: &Path) -> Option<String> {
    let at = |name: &str| folder.join(name);
    std::fs::write(at("surat.pdf"), pdf).unwrap();
    let args = ["-r", "300", "-gray", "-png", "-singlefile", "-f", "1", "-l", "1"];
    let halaman = Command::new("pdftoppm").args(args).arg(at("surat.pdf")).arg(at("halaman")).output();
    let dibaca = Command::new("zbarimg").args(["--quiet", "--raw"]).arg(at("halaman.png")).output();
    let (Ok(halaman), Ok(dibaca)) = (halaman, dibaca) else {
        eprintln!("skipped: pdftoppm or zbarimg cannot be run; bin/test installs them");
        return None;
    };
    assert!(halaman.status.success() && dibaca.status.success(), "the code could not be read");
    Some(String::from_utf8(dibaca.stdout).unwrap().trim().to_owned())
}

impl Dunia {
    /// A letter in ink that waits for its signature, and what its printed code says: address and statement.
    async fn tercetak(&self) -> Option<(Uuid, String, String)> {
        let id = self.bernomor("1").await;
        let pdf = self.operator.get(&format!("/surat/{id}/naskah")).await.ok().bytes;
        let folder = tempfile::tempdir().unwrap();
        let teks = dipindai(&pdf, folder.path())?;
        let (alamat, pernyataan) = teks.split_once('#').expect("address and statement");
        Some((id, alamat.to_owned(), pernyataan.to_owned()))
    }

    async fn kunci(&self) -> Vec<tte::KunciPublik> {
        tte::list_kunci_publik(&self.app.db).await.unwrap()
    }

    async fn baca(&self, pernyataan: &str, token: &str) -> Result<Pernyataan, Cacat> {
        let semua = self.kunci().await;
        let cari = |kode: &str| semua.iter().find(|kunci| kunci.kode == kode).map(|k| k.publik.0.clone());
        Pernyataan::baca(pernyataan, token, cari)
    }
}

fn json(answer: &testkit::Answer) -> serde_json::Value {
    serde_json::from_slice(&answer.bytes).unwrap()
}

#[tokio::test]
async fn the_code_on_paper_states_what_the_letter_says() {
    let dunia = Dunia::baru().await;
    let Some((id, alamat, pernyataan)) = dunia.tercetak().await else { return };
    let surat = dunia.surat(id).await;
    let token = surat.token.clone().unwrap();
    assert_eq!(alamat, format!("http://balai.test/v/{token}"));
    let dibaca = dunia.baca(&pernyataan, &token).await.unwrap();
    assert_eq!(
        dibaca,
        Pernyataan {
            unit: testkit::SUKAMAJU,
            tanggal: surat.tanggal.unwrap().0,
            berlaku_sampai: surat.berlaku_sampai.map(|hari| hari.0),
            jenis: "domisili".into(),
            nomor: surat.nomor.clone().unwrap(),
            nama_samar: "S*** A*****".into(),
            selaku: "Lurah Sukamaju".into(),
        }
    );
    // A copy of tomorrow states the same.
    let lagi = dunia.operator.get(&format!("/surat/{id}/cetak?rangkap=1")).await;
    if lagi.status == 200 && lagi.bytes.starts_with(b"%PDF") {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(dipindai(&lagi.bytes, folder.path()), Some(format!("{alamat}#{pernyataan}")));
    }
}

#[tokio::test]
async fn an_electronic_letter_carries_its_statement_too() {
    let dunia = Dunia::baru().await;
    dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
    let id = dunia.bernomor("2").await;
    dunia.tanda_tangan(id, crate::tte::PASSPHRASE).await.led_to();
    let pdf = dunia.operator.get(&format!("/surat/{id}/terbitan")).await.ok().bytes;
    let folder = tempfile::tempdir().unwrap();
    let Some(teks) = dipindai(&pdf, folder.path()) else { return };
    let token = dunia.surat(id).await.token.unwrap();
    let (_, pernyataan) = teks.split_once('#').unwrap();
    assert!(dunia.baca(pernyataan, &token).await.is_ok());
}

#[tokio::test]
async fn a_replaced_key_still_proves_old_letters_and_a_leaked_one_says_so() {
    let dunia = Dunia::baru().await;
    let Some((_, alamat, pernyataan)) = dunia.tercetak().await else { return };
    let token = alamat.rsplit('/').next().unwrap().to_owned();
    let lama = dunia.kunci().await.remove(0).kode;
    let admin = dunia.app.sebagai(Role::Admin).await;
    admin.post("/tte/kunci/penggantian", &[("sebab", "biasa")]).await.led_to();
    assert!(dunia.baca(&pernyataan, &token).await.is_ok());
    let Some((_, alamat, kedua)) = dunia.tercetak().await else { return };
    let token = alamat.rsplit('/').next().unwrap().to_owned();
    assert!(dunia.baca(&kedua, &token).await.is_ok());
    let semua = json(&dunia.app.tamu().get("/pindai/kunci.json").await.ok());
    let keadaan = |kode: &str| {
        let kunci = semua["kunci"].as_array().unwrap().iter().find(|kunci| kunci["kode"] == kode);
        kunci.unwrap()["keadaan"].clone()
    };
    assert_eq!((semua["kunci"].as_array().unwrap().len(), keadaan(&lama)), (2, "diganti".into()));
    admin.post("/tte/kunci/penggantian", &[("sebab", "bocor")]).await.led_to();
    let semua = json(&dunia.app.tamu().get("/kunci.json").await.ok());
    let kata: Vec<&str> =
        semua.as_array().unwrap().iter().map(|kunci| kunci["keadaan"].as_str().unwrap()).collect();
    assert_eq!(kata, ["aktif", "bocor", "diganti"]);
}

#[tokio::test]
async fn the_public_key_is_told_to_people_and_to_programs() {
    let dunia = Dunia::baru().await;
    let kosong = dunia.app.tamu().get("/kunci").await.ok().main();
    assert!(kosong.contains("Belum ada kunci"), "{kosong}");
    dunia.bernomor("1").await;
    let kunci = dunia.kunci().await.remove(0);
    let sidik = tte::sidik_kunci(&kunci.publik.0);
    let page = dunia.app.tamu().get("/kunci").await.ok().main();
    let tanpa_spasi = page.replace(' ', "");
    assert!(tanpa_spasi.contains(&sidik.to_uppercase()), "{page}");
    assert!(page.contains("Kunci publik Kalurahan Sukamaju") && page.contains("http://balai.test/pindai"));
    let daftar = json(&dunia.app.tamu().get("/pindai/kunci.json").await.ok());
    let satu = &daftar["kunci"][0];
    assert_eq!(satu["nama"], "Kalurahan Sukamaju, Kapanewon Pleret, Kabupaten Bantul");
    assert_eq!(satu["publik"], data_encoding::HEXLOWER.encode(&kunci.publik.0));
    assert_eq!(satu["sidik"], sidik);
    assert_eq!(daftar["jenis"]["domisili"], "Keterangan Domisili");
    assert!(!format!("{daftar}").contains("segel"), "nothing but the public half");
}

#[tokio::test]
async fn the_state_of_a_letter_is_one_word() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    let token = dunia.surat(id).await.token.unwrap();
    let alamat = format!("/v/{token}/keadaan");
    let tamu = dunia.app.tamu();
    assert_eq!(json(&tamu.get(&alamat).await.ok())["keadaan"], "belum");
    dunia.tindak(&dunia.operator, id, "penerbitan", &[]).await.led_to();
    assert_eq!(json(&tamu.get(&alamat).await.ok())["keadaan"], "berlaku");
    dunia.tindak(&dunia.lurah, id, "pencabutan", &[("alasan", "Keterangan palsu")]).await.led_to();
    let dicabut = tamu.get(&alamat).await.ok();
    assert_eq!(String::from_utf8(dicabut.bytes).unwrap(), r#"{"keadaan":"dicabut"}"#, "and not why");
    let asing = tamu.get("/v/abcdefghijklmnopqrstuvwxyz234567/keadaan").await;
    assert_eq!((asing.status.as_u16(), json(&asing)["keadaan"].clone()), (404, "tiada".into()));
}

#[tokio::test]
async fn the_scanner_may_use_the_camera_and_its_worker_may_stand_in_for_letters() {
    let dunia = Dunia::baru().await;
    let page = dunia.app.tamu().get("/pindai").await.ok();
    assert!(page.headers["permissions-policy"].to_str().unwrap().contains("camera=(self)"));
    assert!(page.text().contains("/aset/pindai.") && page.main().contains("memerlukan JavaScript"));
    let pekerja = dunia.app.tamu().get("/pindai/pekerja.js").await.ok();
    assert_eq!(pekerja.headers["service-worker-allowed"], "/");
    assert_eq!(pekerja.headers["cache-control"], "no-cache");
    let lain = dunia.app.tamu().get("/kunci").await.ok();
    assert!(lain.headers["permissions-policy"].to_str().unwrap().contains("camera=()"));
}

/// The key store on both engines: made once, replaced, called leaked, sealed, its own unit's alone.
#[tokio::test]
async fn keys_are_kept_alike_on_both_engines() {
    for app in testkit::each_engine(crate::dunia::features).await {
        satu_mesin(&app).await;
    }
}

async fn satu_mesin(app: &TestApp) {
    let ctx = app.ctx();
    let mut tx = app.db.write(&ctx, "uji").await.unwrap();
    let satu = tte::kunci_aktif(&mut tx).await.unwrap();
    assert_eq!(tte::kunci_aktif(&mut tx).await.unwrap().id, satu.id, "made once");
    let tanda = satu.tanda_tangani(tx.keys(), b"kata").unwrap();
    assert!(tte::periksa_pernyataan(&satu.publik.0, b"kata", &tanda));
    let dua = tte::ganti_kunci(&mut tx, true).await.unwrap();
    assert_eq!(tte::kunci_aktif(&mut tx).await.unwrap().id, dua.id);
    tx.commit().await.unwrap();
    let mut tx = app.db.read(&ctx).await.unwrap();
    let semua = tte::list_kunci(&mut tx).await.unwrap();
    assert_eq!(semua.len(), 2);
    let lama = semua.iter().find(|kunci| kunci.id == satu.id).unwrap();
    assert!(lama.bocor_pada.is_some() && lama.diganti_pada.is_some());
    assert!(lama.benih_segel.0.len() > 32 + 16, "sealed");
    drop(tx);
    let lain = db::Context::system("uji", testkit::KEMBARAN, app.app.now());
    let mut tx = app.db.read(&lain).await.unwrap();
    assert!(tte::list_kunci(&mut tx).await.unwrap().is_empty());
    assert!(dua.tanda_tangani(tx.keys(), b"kata").is_err(), "another village's seal does not open");
    drop(tx);
    assert_eq!(tte::list_kunci_publik(&app.db).await.unwrap().len(), 2);
}
