//! Scans: known by content, shrunk, sealed, looked at on record, gone in time; and what an erasure takes.

use std::io::Cursor;

use db::Context;
use dukcapil::{Keadaan, pindaian, store};
use image::{ImageFormat, RgbImage};
use jiff::SignedDuration;
use testkit::{Answer, SUKAMAJU};
use uuid::Uuid;

use super::dunia::Dunia;

fn gambar(sisi: u32, jenis: ImageFormat) -> Vec<u8> {
    let mut isi = Cursor::new(Vec::new());
    RgbImage::new(sisi, sisi).write_to(&mut isi, jenis).unwrap();
    isi.into_inner()
}

async fn unggah(dunia: &Dunia, id: Uuid, syarat: &str, nama: &str, isi: &[u8]) -> Answer {
    let versi = dunia.berkas(id).await.versi.to_string();
    let alamat = format!("/dukcapil/{id}/pindaian");
    dunia.operator.upload(&alamat, &[("versi", &versi), ("untuk", syarat)], ("pindaian", nama, isi)).await
}

async fn semua(dunia: &Dunia, id: Uuid) -> Vec<dukcapil::Pindaian> {
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    store::list_pindaian(&mut tx, id).await.unwrap()
}

#[tokio::test]
async fn a_scan_is_shrunk_sealed_looked_at_on_record_and_gone_after_the_number() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let bayi = dunia.bayi().await;
        let id = dunia.mulai("kelahiran", ("orang", bayi)).await;
        unggah(&dunia, id, "kk", "kk.png", &gambar(2400, ImageFormat::Png)).await.led_to();
        assert_eq!(dunia.berkas(id).await.syarat(), ["kk"], "its requirement is ticked");
        let satu = semua(&dunia, id).await[0].id;
        let buka = dunia.operator.post(&format!("/dukcapil/{id}/pindaian/{satu}/pembukaan"), &[]).await.ok();
        let dilihat = image::load_from_memory(&buka.bytes).unwrap();
        assert_eq!(dilihat.width(), 1600, "drawn anew and smaller");
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let catatan = access::store::list_pembukaan(&mut tx, Some(bayi)).await.unwrap();
        assert_eq!(catatan[0].hal, "pindaian syarat");
        drop(tx);
        let isian = [("nik", "3402130508269901"), ("tanggal", "09-08-2026")];
        dunia.tindak(id, "penerbitan", &isian).await.led_to();
        let berkas = dunia.berkas(id).await;
        let akhir = berkas.berakhir_pada.unwrap().timestamp();
        for (hari, sisa) in [(29, 1), (31, 0)] {
            let saat = akhir + SignedDuration::from_hours(24 * hari);
            let ctx = Context::system("dukcapil.sapu", SUKAMAJU, saat);
            pindaian::sapu(&dunia.app.db, &ctx, &dunia.files).await.unwrap();
            assert_eq!(semua(&dunia, id).await.len(), sisa, "after {hari} days");
        }
        assert_eq!(dunia.keadaan(id).await, Keadaan::Terbit, "the case itself stays");
    }
}

#[tokio::test]
async fn what_is_no_scan_or_too_large_gets_a_sentence_and_nothing_is_kept() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
    for (syarat, nama, isi) in [
        ("kk", "kk.pdf", b"MZ\x90\x00 bukan pdf".to_vec()),
        ("kk", "kk.jpg", b"<svg onload=alert(1)></svg>".to_vec()),
        ("kk", "kk.jpg", Vec::new()),
        ("kk", "kk.pdf", [b"%PDF-1.7\n".as_slice(), &vec![b' '; 5 << 20]].concat()),
        ("karangan", "kk.png", gambar(20, ImageFormat::Png)),
    ] {
        let jawab = unggah(&dunia, id, syarat, nama, &isi).await;
        assert_eq!(jawab.status, 303, "{nama}");
        assert!(semua(&dunia, id).await.is_empty(), "{nama}");
    }
    let kelewat = unggah(&dunia, id, "kk", "kk.pdf", &vec![0; 7 << 20]).await;
    assert_eq!(kelewat.status, 413);
    dunia.tindak(id, "pembatalan", &[("alasan", "tidak jadi")]).await.led_to();
    unggah(&dunia, id, "kk", "kk.png", &gambar(20, ImageFormat::Png)).await.led_to();
    assert!(semua(&dunia, id).await.is_empty(), "an ended case takes none");
}

#[tokio::test]
async fn the_office_says_for_how_long_scans_stay() {
    let dunia = Dunia::baru().await;
    let salah = dunia.operator.post("/atur-dukcapil", &[("hari", "0"), ("tujuan", "x")]).await;
    assert_eq!(salah.status, 422);
    let isian = [("hari", "5"), ("tujuan", "Disdukcapil Bantul")];
    dunia.operator.post("/atur-dukcapil", &isian).await.led_to();
    let id = dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
    unggah(&dunia, id, "kk", "kk.png", &gambar(50, ImageFormat::Png)).await.led_to();
    dunia.tindak(id, "pembatalan", &[("alasan", "tidak jadi")]).await.led_to();
    let saat = dunia.berkas(id).await.berakhir_pada.unwrap().timestamp() + SignedDuration::from_hours(24 * 6);
    let ctx = Context::system("dukcapil.sapu", SUKAMAJU, saat);
    assert_eq!(pindaian::sapu(&dunia.app.db, &ctx, &dunia.files).await.unwrap(), 1);
    assert!(semua(&dunia, id).await.is_empty());
}

#[tokio::test]
async fn the_pack_tells_what_is_held_and_an_erasure_takes_it() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let karso = dunia.orang("KARSO WIYONO").await.id;
        let id = dunia.mulai("kematian", ("peristiwa", dunia.mati("KARSO WIYONO").await)).await;
        unggah(&dunia, id, "kk", "kk.png", &gambar(50, ImageFormat::Png)).await.led_to();
        let tanya = [("pelapor_nama", "Sri Lestari"), ("saksi1_nik", "3402130310889011")];
        dunia.tindak(id, "isian", &tanya).await.led_to();
        dunia.tindak(id, "pembatalan", &[("alasan", "Keluarga Karso mengurus sendiri")]).await.led_to();
        let ctx = dunia.app.ctx();
        let mut tx = dunia.app.db.read(&ctx).await.unwrap();
        let isi = (dukcapil::DATA_ORANG.isi)(&mut tx, karso, None).await.unwrap();
        let teks = isi.to_string();
        assert!(teks.contains("D-2026-0001") && teks.contains("mengurus sendiri"), "{teks}");
        assert!(!teks.contains("Sri Lestari") && !teks.contains("889011"), "others stay out: {teks}");
        drop(tx);
        let mut tx = dunia.app.db.write(&ctx, "penghapusan_data").await.unwrap();
        let hapus = dukcapil::DATA_ORANG.hapus.unwrap();
        assert!(hapus(&mut tx, karso).await.unwrap() > 0);
        tx.commit().await.unwrap();
        let berkas = dunia.berkas(id).await;
        let mut tx = dunia.app.db.read(&ctx).await.unwrap();
        assert!(berkas.isian(&tx).unwrap().is_empty());
        assert_eq!((berkas.orang_nama.as_str(), berkas.catatan.as_str()), ("(dihapus)", ""));
        let langkah = store::list_langkah(&mut tx, id).await.unwrap();
        assert!(!langkah.is_empty() && langkah.iter().all(|l| l.catatan.is_empty()));
        assert!(store::list_pindaian(&mut tx, id).await.unwrap().is_empty());
    }
}
