//! Messages with the whole house around them: from the resident's page to a phone on record.

use std::sync::Arc;

use access::{Penugasan, Role};
use balai::config::{Home, Place};
use balai::contoh::{self, PLERET};
use db::{Context, clock, testing};
use documents::Typesetter;
use jiff::Timestamp;
use jiff::civil::date;
use jobs::Runner;
use kamus::{Nik, Telepon};
use kependudukan::privasi::{DaftarDataOrang, Serah, susun};
use surat::Verdict;
use surat::keadaan::Keadaan;
use surat::store::{Saring, get_surat, list_surat};
use testkit::{SUKAMAJU, TestApp};
use uuid::Uuid;
use web::Settings;

use crate::world;

async fn kerjakan(app: &TestApp) {
    antrean(app, testing::story_time).await;
}

/// Carries out what is due at this clock.
pub(crate) async fn antrean(app: &TestApp, now: fn() -> Timestamp) {
    let workers = balai::features().into_iter().flat_map(|feature| feature.jobs).collect();
    Runner::new(app.db.db.clone(), Arc::new(app.app.clone()), workers, now).drain().await.unwrap();
}

/// An example village with a family of one, Siti.
async fn desa() -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = files::FileStore::new(folder.path());
    let app = TestApp::with_naming(testing::sqlite().await, balai::features, wilayah::naming, |builder| {
        let contoh = Settings { contoh: true, base_url: "http://balai.test".into(), ..Settings::default() };
        balai::provide(builder.settings(contoh), files)
    })
    .await;
    world::fill(&app, SUKAMAJU).await;
    (app, folder)
}

/// Siti, and the phone on record.
async fn kenal(app: &TestApp) -> (Uuid, Option<Telepon>) {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let nik = Nik::baru("3402134101859777").unwrap();
    kependudukan::find_kenal(&mut tx, nik, date(1985, 1, 1)).await.unwrap().unwrap()
}

/// The clerk sees the KTP, shows a code, and the resident sends it: bound, on record, and counted on the board.
#[tokio::test]
async fn a_code_from_the_counter_binds_a_phone_and_puts_it_on_record() {
    let (app, _folder) = desa().await;
    let (siti, telepon) = kenal(&app).await;
    assert_eq!(telepon, None, "on day one no resident has a phone on record");
    let operator = app.sebagai(Role::Operator).await;
    let board = operator.get("/pesan/jangkauan").await.ok().text();
    assert!(board.contains("0%"), "{board}");

    let ikat = format!("/pesan/ikat/{siti}");
    let orang = operator.get(&format!("/penduduk/{siti}")).await.ok().text();
    assert!(orang.contains(&ikat), "the resident's page leads there");
    let kode = operator.post(&format!("{ikat}/kode"), &[]).await.ok().text();
    let (_, kode) = kode.split_once("IKAT ").expect("the page shows the code");
    let tulis = format!("IKAT {}", &kode[..6]);
    let ponsel = operator.post("/pesan/simulator", &[("nomor", "0812 0000 0001")]).await.led_to();
    operator.post(&format!("{ponsel}/tulisan"), &[("teks", &tulis)]).await.led_to();
    kerjakan(&app).await;
    let obrolan = operator.get(&ponsel).await.ok().text();
    assert!(obrolan.contains("terhubung dengan") && obrolan.contains("Apakah Anda setuju"), "{obrolan}");
    let setuju = [("pilihan", "setuju"), ("judul", "Setuju")];
    operator.post(&format!("{ponsel}/tulisan"), &setuju).await.led_to();
    kerjakan(&app).await;

    assert_eq!(kenal(&app).await, (siti, Telepon::baru("081200000001").ok()));
    let ikatan = operator.get(&ikat).await.ok().text();
    assert!(ikatan.contains("kode dari petugas") && !ikatan.contains("1200000001"), "{ikatan}");
    let board = operator.get("/pesan/jangkauan").await.ok().text();
    assert!(board.contains("100%"), "{board}");
    let riwayat = operator.get(&format!("/penduduk/{siti}/riwayat")).await.ok().text();
    assert!(
        riwayat.contains("Ponsel dihubungkan oleh warga sendiri") || riwayat.contains("Telepon"),
        "{riwayat}"
    );
    dengan_paket(&app, siti).await;
}

/// What the house tells her of herself: her phone, her letters; and whose rooms give up what at an erasure.
async fn dengan_paket(app: &TestApp, siti: Uuid) {
    let lain = app.app.find_service::<DaftarDataOrang>().expect("the house gathers what rooms hold");
    let kata = || "uji".to_owned();
    let serah = Serah { unit: kata(), waktu: kata(), petugas: kata(), penerima: kata() };
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let siti = kependudukan::store::find_penduduk(&mut tx, siti).await.unwrap().unwrap();
    let isi = susun(&mut tx, &siti, &serah, &lain.0).await.unwrap();
    assert_eq!(isi["ponsel_terhubung"][0]["nomor"], "+6281200000001");
    assert!(isi["surat"].is_array(), "{isi}");
    let rows = isi["baris_lain"].to_string();
    assert!(
        !rows.contains("\"ikatan_kontak\"") && !rows.contains("\"surat\""),
        "nothing is told twice: {rows}"
    );
    let melepas: Vec<&str> = lain.0.iter().filter(|ruang| ruang.hapus.is_some()).map(|r| r.nama).collect();
    assert_eq!(
        melepas,
        ["permohonan", "berkas_dukcapil", "bantuan", "ponsel_terhubung"],
        "letters are archives"
    );
}

/// Somebody who looks after a hamlet.
async fn dukuh(app: &TestApp, dusun: &str) -> testkit::Client {
    let baca = async || app.db.read(&app.ctx()).await.unwrap();
    let semua = access::store::list_pengguna(&mut baca().await).await.unwrap();
    let klien = app.sebagai(Role::Dukuh).await;
    let kini = access::store::list_pengguna(&mut baca().await).await.unwrap();
    let baru = kini.iter().find(|orang| semua.iter().all(|lama| lama.id != orang.id)).unwrap();
    let tugas = access::store::list_penugasan(&mut baca().await, baru.id).await.unwrap().remove(0);
    let mut tx = app.db.write(&app.ctx(), "uji").await.unwrap();
    tx.update(&Penugasan { dusun: Some(dusun.to_owned()), ..tugas }).await.unwrap();
    tx.commit().await.unwrap();
    klien
}

#[tokio::test]
async fn a_dukuh_binds_at_the_door_and_only_in_the_own_hamlet() {
    let (app, _folder) = desa().await;
    let (siti, _) = kenal(&app).await;
    let ikat = format!("/pesan/ikat/{siti}");
    let milik = dukuh(&app, &format!("Dusun {}", world::OWN)).await;
    let orang = milik.get(&format!("/lapor/warga/{siti}")).await.ok().text();
    assert!(orang.contains(&ikat), "the resident's page leads there: {orang}");
    let page = milik.get(&ikat).await.ok().text();
    assert!(page.contains(&format!("/lapor/warga/{siti}")), "and back to where a dukuh may look: {page}");
    assert!(milik.post(&format!("{ikat}/kode"), &[]).await.ok().text().contains("IKAT "));
    let lain = dukuh(&app, "Dusun Lain").await;
    assert_eq!(lain.get(&ikat).await.status, 404);
    assert_eq!(lain.post(&format!("{ikat}/kode"), &[]).await.status, 404);
    assert_eq!(milik.get("/pesan").await.status, 404, "who wrote and what failed is the office's");
}

/// The letter that was really signed, with the resident it is about.
async fn surat_bertanda_tangan(app: &TestApp) -> (surat::store::Surat, Uuid) {
    let ctx = Context::system("uji", PLERET, clock::now());
    let mut tx = app.db.read(&ctx).await.unwrap();
    let saring = Saring { keadaan: Some(Keadaan::Terbit), ..Saring::default() };
    for baris in list_surat(&mut tx, &saring, 100, 0).await.unwrap() {
        let surat = get_surat(&mut tx, baris.id).await.unwrap();
        if let (true, false, Some(id)) = (surat.cara().elektronik(), surat.manual, surat.subjek_id) {
            return (surat, id);
        }
    }
    panic!("the example has a letter that was signed electronically");
}

/// The whole example: an office, a certificate, letters in each state.
pub(crate) async fn contoh_utuh() -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let database = testing::sqlite().await;
    let data = Some(folder.path().join("contoh"));
    let place = Place { data, database: Some(database.url.clone()), key: None };
    let home = Home::demo(&place).unwrap();
    let files = files::FileStore::new(home.files());
    let settings = Settings { contoh: true, base_url: "http://balai.test".into(), ..Settings::default() };
    let isi = |builder: web::Builder| {
        let lengkap = balai::provide(builder.settings(settings.clone()), files.clone());
        lengkap.provide(home.clone()).provide(Typesetter::in_process())
    };
    let pembuat =
        web::App::builder(database.db.clone(), settings.clone(), &balai::features(), wilayah::naming);
    let kunci = contoh::siapkan(&home).unwrap();
    assert!(contoh::buat(&home, isi(pembuat), 120, clock::now()).await.unwrap());
    drop(kunci);
    let app = TestApp::with_naming(database, balai::features, wilayah::naming, |builder| {
        isi(builder.clock(clock::now))
    })
    .await;
    (app, folder)
}

#[tokio::test]
async fn a_signed_letter_arrives_in_the_chat_as_it_was_issued() {
    let (app, _folder) = contoh_utuh().await;
    let (surat, warga) = surat_bertanda_tangan(&app).await;

    let operator = app.sebagai_di(PLERET, &[Role::Operator]).await;
    let kode = operator.post(&format!("/pesan/ikat/{warga}/kode"), &[]).await.ok().text();
    let (_, kode) = kode.split_once("IKAT ").expect("the page shows the code");
    let ponsel = operator.post("/pesan/simulator", &[("nomor", "0812 0000 0001")]).await.led_to();
    let tulis = async |isian: &[(&str, &str)]| {
        operator.post(&format!("{ponsel}/tulisan"), isian).await.led_to();
        antrean(&app, clock::now).await;
        operator.get(&ponsel).await.ok().text()
    };
    tulis(&[("teks", &format!("IKAT {}", &kode[..6]))]).await;
    tulis(&[("pilihan", "setuju"), ("judul", "Setuju")]).await;
    let nomor = surat.nomor.clone().unwrap();
    let daftar = tulis(&[("teks", "status")]).await;
    assert!(daftar.contains(&nomor) && daftar.contains("terbit"), "{daftar}");
    let obrolan = tulis(&[("pilihan", &surat.id.to_string()), ("judul", "Surat")]).await;
    let (_, tautan) = obrolan.rsplit_once("/berkas/").expect("the file stands in the chat");
    let alamat = format!("{ponsel}/berkas/{}", &tautan[..36]);
    let diterima = operator.get(&alamat).await.ok().bytes;
    let verdict = surat::verify_pdf(&app.db, &diterima, clock::now()).await.unwrap();
    assert!(matches!(verdict, Verdict::Sah(_)), "byte for byte what was issued");
    let lain = tulis(&[("pilihan", "01900000-0000-7000-8000-000000000009"), ("judul", "Surat")]).await;
    assert!(
        lain.contains("pertanyaan yang sudah lewat"),
        "a letter that was not offered is not given: {lain}"
    );
}
