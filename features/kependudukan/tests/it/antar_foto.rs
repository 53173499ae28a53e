//! A photo moves with its person between two villages, sealed for whoever holds it.

use std::path::Path;

use files::FileStore;
use kependudukan::pindah_antar::KeadaanKiriman;
use testkit::testing::TestDb;
use testkit::{Answer, KEMBARAN, SUKAMAJU, TestApp};

use crate::cerita::{alamat_orang, fitur};
use crate::dua_desa::{Dunia, dunia};
use crate::lapor::titik;

const KELUARGA: [&str; 3] = ["BUDI SANTOSO", "SITI AMINAH", "BAYI SITI"];

/// Siti has a photo, and her family was sent to Kembaran.
async fn dikirim(db: TestDb, folder: &Path) -> (Dunia, FileStore) {
    let files = FileStore::new(folder);
    let simpanan = files.clone();
    let d = dunia(TestApp::on(db, fitur, |builder| builder.provide(simpanan)).await).await;
    let siti = alamat_orang(&d.sini, "SITI AMINAH").await;
    d.sini.upload(&format!("{siti}/foto"), &[], ("foto", "siti.png", &titik())).await.led_to();
    let peristiwa = d.pindah(&KELUARGA).await;
    d.kirim(&peristiwa).await.led_to();
    (d, files)
}

/// Everything that lies in a unit's folder.
fn isi_folder(folder: &Path, unit: db::Unit) -> Vec<Vec<u8>> {
    let Ok(semua) = std::fs::read_dir(folder.join(unit.to_string())) else { return Vec::new() };
    semua.map(|berkas| std::fs::read(berkas.unwrap().path()).unwrap()).collect()
}

/// What the next page will tell.
fn kabar(jawab: &Answer) -> String {
    let cookies = jawab.headers.get_all("set-cookie").iter().filter_map(|isi| isi.to_str().ok());
    let mut kabar = cookies.filter_map(|isi| isi.strip_prefix("balai_kabar=")?.split(';').next());
    let isi = data_encoding::BASE64URL_NOPAD.decode(kabar.next().unwrap().as_bytes()).unwrap();
    String::from_utf8(isi).unwrap()
}

#[tokio::test]
async fn a_photo_moves_along_under_the_receivers_own_seal() {
    for db in testkit::testing::each_engine().await {
        let folder = tempfile::tempdir().unwrap();
        let (d, files) = dikirim(db, folder.path()).await;
        let kiriman = d.satu_masuk().await.kiriman.id;
        let isian = d.sekeluarga().await;
        let _ = d.periksa(kiriman, &isian).await.ok();
        assert!(isi_folder(folder.path(), KEMBARAN).is_empty(), "checking keeps nothing");
        d.terima(kiriman, &isian).await.led_to();

        let dulu = d.bernama(SUKAMAJU, "SITI AMINAH").await[0].foto_id.unwrap();
        let kini = d.bernama(KEMBARAN, "SITI AMINAH").await[0].foto_id.unwrap();
        assert_ne!(dulu, kini);
        assert!(d.bernama(KEMBARAN, "BUDI SANTOSO").await[0].foto_id.is_none(), "nobody else's");
        let mut sini = d.app.db.read(&d.app.ctx()).await.unwrap();
        let mut sana = d.app.db.read(&d.kembaran).await.unwrap();
        let (_, asal) = files.get(&mut sini, dulu).await.unwrap();
        let (berkas, isi) = files.get(&mut sana, kini).await.unwrap();
        assert_eq!((isi, &*berkas.jenis, &*berkas.content_type), (asal, "foto_penduduk", "image/jpeg"));
        assert!(files::find_berkas(&mut sini, kini).await.unwrap().is_none(), "a row of Kembaran alone");
        let tersegel = files.read_sealed(KEMBARAN, kini).await.unwrap();
        assert!(sini.keys().open("berkas", &tersegel).is_err(), "sealed for Kembaran alone");
        assert!(sana.keys().open("berkas", &tersegel).is_ok());
        for unit in [SUKAMAJU, KEMBARAN] {
            let semua = isi_folder(folder.path(), unit);
            assert_eq!(semua.len(), 1);
            assert!(
                !semua[0].windows(4).any(|w| w == b"\xff\xd8\xff\xe0" || w == b"JFIF"),
                "nothing in clear"
            );
        }
        let di_sana = alamat_orang(&d.sana, "SITI AMINAH").await;
        let terbuka =
            d.sana.post(&format!("{di_sana}/pembukaan"), &[("tujuan", "layanan")]).await.ok().text();
        assert!(terbuka.contains("src=\"data:image/jpeg;base64,"));
        for ctx in [d.app.ctx(), d.kembaran] {
            let buku = db::ledger::verify_unit(&d.app.db, ctx.unit, ctx.now).await.unwrap();
            assert_eq!(buku.finding, None);
        }
    }
}

#[tokio::test]
async fn a_photo_that_is_lost_there_holds_nobody_up() {
    let folder = tempfile::tempdir().unwrap();
    let (d, files) = dikirim(testkit::testing::sqlite().await, folder.path()).await;
    let dulu = d.bernama(SUKAMAJU, "SITI AMINAH").await[0].foto_id.unwrap();
    std::fs::remove_file(files.path(SUKAMAJU, dulu)).unwrap();
    let kiriman = d.satu_masuk().await.kiriman.id;
    let jawab = d.terima(kiriman, &d.sekeluarga().await).await;
    jawab.led_to();
    let kabar = kabar(&jawab);
    assert!(kabar.contains("Foto 1 orang rusak di sana dan tidak ikut."), "{kabar}");
    assert!(d.bernama(KEMBARAN, "SITI AMINAH").await[0].foto_id.is_none());
}

#[tokio::test]
async fn nobody_is_taken_in_while_their_photo_cannot_be_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (d, _files) = dikirim(testkit::testing::sqlite().await, folder.path()).await;
    let kiriman = d.satu_masuk().await.kiriman.id;
    let isian = d.sekeluarga().await;
    // A file where Kembaran's folder should be: nothing can be written.
    let halangan = folder.path().join(KEMBARAN.to_string());
    std::fs::write(&halangan, b"").unwrap();
    assert_eq!(d.terima(kiriman, &isian).await.status, 500);
    assert_eq!(d.terhitung("SITI AMINAH").await, 0, "all of the act or nothing");
    assert_eq!(d.keadaan().await, KeadaanKiriman::DiJalan);
    std::fs::remove_file(&halangan).unwrap();
    d.terima(kiriman, &isian).await.led_to();
    assert!(d.bernama(KEMBARAN, "SITI AMINAH").await[0].foto_id.is_some());
}
