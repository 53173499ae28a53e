//! The rights of residents over their own data: who looked, what is held, and its erasure.

use std::io::{Cursor, Read as _};

use access::Role;
use db::{Where, ledger};
use jiff::civil::date;
use kependudukan::Penduduk;
use kependudukan::entitas::{JenisPeristiwa, Rincian, UsulanKoreksi};
use kependudukan::pengimporan::{self, Perintah};
use kependudukan::peristiwa::Kejadian;
use kependudukan::privasi::{self, DIHAPUS, GalatHapus};
use kependudukan::store;
use testkit::{KEMBARAN, SUKAMAJU, TestApp};

use crate::buku::{self, KK_BUDI, NIK_SITI};
use crate::cerita::{KINI, alamat_orang, fitur, operator, sukamaju};

const NIK_KARSO: &str = "3402130107409004";

/// The village of 2010: Karso is dead since then, the others live.
async fn sejak_2010(app: &TestApp) {
    let mut orang = buku::sukamaju();
    orang.retain(|isi| isi[4] != "BAYI SITI");
    let isi = buku::tulis(&orang);
    let ctx = app.ctx();
    let laporan = pengimporan::laporan(&app.db, &ctx, KINI, isi).await.unwrap();
    let perintah =
        Perintah { tanggal_data: date(2010, 1, 1), hari_ini: KINI, lewati_salah: true, permintaan: None };
    pengimporan::terapkan(&app.db, &ctx, &laporan.muatan, perintah).await.unwrap();
}

async fn bernama(app: &TestApp, nama: &str) -> Penduduk {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    store::list_penduduk(&mut tx).await.unwrap().into_iter().find(|p| p.nama == nama).unwrap()
}

/// Karso with a past version, an event and a proposal.
async fn karso(app: &TestApp) -> Penduduk {
    let lama = bernama(app, "KARSO").await;
    let mut tx = app.db.write(&app.ctx(), "peristiwa").await.unwrap();
    let baru = Penduduk { nama_ibu: Some("IBU KARSO".to_owned()), ..lama.clone() };
    let rincian = Rincian { keterangan: Some("Ibu KARSO salah tulis".to_owned()), ..Rincian::default() };
    let kejadian = Kejadian::baru(date(2012, 5, 1), date(2012, 5, 2), rincian);
    kejadian.orang(JenisPeristiwa::Koreksi, lama.clone(), baru).simpan(&mut tx).await.unwrap();
    tx.insert(&UsulanKoreksi {
        id: tx.ctx().new_id(),
        impor_id: lama.impor_id.unwrap(),
        penduduk_id: Some(lama.id),
        kolom: "nama".to_owned(),
        lama_segel: None,
        baru_segel: vec![1].into(),
        sidik: vec![2].into(),
        nama: "KARSO".to_owned(),
        keadaan: 1,
        diputus_oleh: None,
        diputus_pada: None,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    bernama(app, "KARSO").await
}

async fn hapus(app: &TestApp, p: &Penduduk) -> privasi::PenghapusanData {
    let mut tx = app.db.write(&app.ctx(), "penghapusan_data_pribadi").await.unwrap();
    let hasil = privasi::hapus(&mut tx, p.id, "Permintaan ahli waris.", KINI, &[]).await.unwrap();
    tx.commit().await.unwrap();
    hasil
}

/// Every ledger line that still opens, as text.
async fn terbaca(db: &db::Db, ctx: &db::Context, id: uuid::Uuid) -> String {
    let mut tx = db.read(ctx).await.unwrap();
    format!("{:?}", ledger::mentions(&mut tx, id).await.unwrap())
}

#[tokio::test]
async fn an_erased_person_is_nowhere_to_be_read_and_the_chain_is_whole() {
    for app in testkit::each_engine(fitur).await {
        sejak_2010(&app).await;
        let p = karso(&app).await;
        let dulu = ledger::verify_unit(&app.db, SUKAMAJU, app.ctx().now).await.unwrap();
        assert!(terbaca(&app.db, &app.ctx(), p.id).await.contains("KARSO"));
        let catatan = hapus(&app, &p).await;
        assert!(catatan.baris >= 5, "{} lines: person, two versions, event, proposal", catatan.baris);
        let verdict = ledger::verify_unit(&app.db, SUKAMAJU, app.ctx().now).await.unwrap();
        assert_eq!((verdict.finding, verdict.erased), (None, dulu.erased + catatan.baris));
        let sesudah = terbaca(&app.db, &app.ctx(), p.id).await;
        assert!(!sesudah.contains("KARSO") && sesudah.contains(DIHAPUS), "{sesudah}");
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let kini = store::find_penduduk(&mut tx, p.id).await.unwrap().unwrap();
        assert_eq!(
            (kini.nama.as_str(), kini.nik_kunci.is_some(), kini.kunci_nama.as_str()),
            (DIHAPUS, false, "")
        );
        assert_eq!(kini.tanggal_lahir.0, date(1940, 7, 1), "the year of birth stays");
        assert!(store::cari_id_nomor(&mut tx, NIK_KARSO).await.unwrap().is_empty());
        for r in store::list_riwayat(&mut tx, p.id).await.unwrap() {
            assert_eq!((r.nama.as_str(), r.isi(tx.keys()).unwrap().nama.as_str()), (DIHAPUS, DIHAPUS));
        }
        let peristiwa = store::list_peristiwa_orang(&mut tx, p.id).await.unwrap();
        assert_eq!(peristiwa.len(), 1, "that something happened stays");
        assert_eq!(peristiwa[0].rincian(tx.keys()).unwrap(), Rincian::default());
        assert!(store::list_koreksi_orang(&mut tx, p.id).await.unwrap().is_empty());
        drop(tx);
        assert_eq!(bernama(&app, "BUDI SANTOSO").await.nama, "BUDI SANTOSO", "others stay whole");
        let mut tx = app.db.write(&app.ctx(), "penghapusan_data_pribadi").await.unwrap();
        let lagi = privasi::hapus(&mut tx, p.id, "Lagi.", KINI, &[]).await;
        assert!(matches!(lagi, Err(GalatHapus::Sudah)));
    }
}

#[tokio::test]
async fn a_restore_brings_nobody_back_who_was_erased() {
    for app in testkit::each_engine(fitur).await {
        sejak_2010(&app).await;
        let p = karso(&app).await;
        let ctx = app.ctx();
        let rooms = fitur().into_iter().flat_map(|f| f.entities);
        let entities: Vec<db::EntityDef> = rooms.chain(access::ENTITIES.iter().copied()).collect();
        let rahasia = app.db.unit_secret(SUKAMAJU).await.unwrap();
        // A backup from before the erasure.
        let lama = db::testing::sqlite().await;
        lama.adopt_unit(SUKAMAJU, &rahasia, ctx.now).await.unwrap();
        ledger::copy_lines(&app.db, &lama, SUKAMAJU, ctx.now).await.unwrap();
        let catatan = hapus(&app, &p).await;
        // One from after it.
        let baru = db::testing::sqlite().await;
        baru.adopt_unit(SUKAMAJU, &rahasia, ctx.now).await.unwrap();
        ledger::copy_lines(&app.db, &baru, SUKAMAJU, ctx.now).await.unwrap();
        ledger::rebuild_unit(&baru, SUKAMAJU, &entities, ctx.now).await.unwrap();
        let beda = ledger::compare(&app.db, &baru, SUKAMAJU, &entities, ctx.now).await.unwrap();
        assert_eq!(beda, None, "the newer backup brings back what is there");
        ledger::rebuild_unit(&lama, SUKAMAJU, &entities, ctx.now).await.unwrap();
        assert!(terbaca(&lama, &ctx, p.id).await.contains("KARSO"), "the older one knows him");
        let mut tx = lama.write(&ctx, "penghapusan_data_pribadi").await.unwrap();
        assert_eq!(privasi::ulangi(&mut tx, &catatan, &[]).await.unwrap(), catatan.baris);
        tx.commit().await.unwrap();
        assert!(!terbaca(&lama, &ctx, p.id).await.contains("KARSO"));
        let verdict = ledger::verify_unit(&lama, SUKAMAJU, ctx.now).await.unwrap();
        assert_eq!((verdict.finding, verdict.erased), (None, catatan.baris));
        let mut tx = lama.write(&ctx, "penghapusan_data_pribadi").await.unwrap();
        assert_eq!(
            privasi::ulangi(&mut tx, &catatan, &[]).await.unwrap(),
            0,
            "a second time changes nothing"
        );
        assert_eq!(store::list_penghapusan(&mut tx).await.unwrap(), [catatan]);
    }
}

#[tokio::test]
async fn only_who_died_or_left_long_ago_is_erased_and_only_by_who_answers() {
    let app = TestApp::new(fitur).await;
    sejak_2010(&app).await;
    let (karso, budi) = (karso(&app).await, bernama(&app, "BUDI SANTOSO").await);
    let lurah = app.sebagai(Role::Penandatangan).await;
    let alamat = |p: &Penduduk| format!("/penduduk/{}/penghapusan-data", p.id);
    assert_eq!(operator(&app).await.get(&alamat(&karso)).await.status, 404);
    assert!(
        lurah.get(&alamat(&budi)).await.ok().main().contains("masih tinggal di sini tidak boleh dihapus")
    );
    let isian = [("alasan", "Permintaan ahli waris"), ("yakin", "1")];
    assert_eq!(lurah.post(&alamat(&budi), &isian).await.status, 409);
    assert_eq!(lurah.post("/privasi/pengaturan", &[("tahun", "0")]).await.status, 422);
    lurah.post("/privasi/pengaturan", &[("tahun", "30")]).await.led_to();
    let dini = lurah.post(&alamat(&karso), &isian).await;
    assert_eq!(dini.status, 409);
    assert!(dini.text().contains("30 tahun") && dini.text().contains("1 Mei 2042"), "{}", dini.text());
    lurah.post("/privasi/pengaturan", &[("tahun", "5")]).await.led_to();
    let tanpa = lurah.post(&alamat(&karso), &[("alasan", "NIK 3402130107409004")]).await;
    assert_eq!(tanpa.status, 422);
    assert!(
        tanpa.text().contains("Jangan menulis NIK")
            && tanpa.text().contains("Centang bila Anda sudah yakin.")
    );
    lurah.post(&alamat(&karso), &isian).await.led_to();
    let halaman = lurah.get("/privasi").await.ok().main();
    assert!(halaman.contains("Data yang sudah dihapus") && halaman.contains("Permintaan ahli waris"));
}

#[tokio::test]
async fn the_lurah_sees_who_looked_at_whom_and_the_resident_too() {
    let app = sukamaju().await;
    let petugas = operator(&app).await;
    let siti = alamat_orang(&petugas, "SITI AMINAH").await;
    let _ = petugas.post(&format!("{siti}/pembukaan"), &[("tujuan", "surat")]).await.ok();
    assert_eq!(petugas.get("/privasi").await.status, 404, "not for who looks");
    let lurah = app.sebagai(Role::Penandatangan).await;
    let semua = lurah.get("/privasi").await.ok().main();
    assert!(
        semua.contains("SITI AMINAH") && semua.contains("Uji operator") && semua.contains("Membuat surat")
    );
    let id = siti.rsplit('/').next().unwrap();
    for (saring, ada) in [
        (format!("orang={id}"), true),
        ("bulan=2026-03".to_owned(), true),
        ("bulan=2026-02".to_owned(), false),
        (format!("pengguna={id}"), false),
        ("bulan=entah&hal=x".to_owned(), true),
    ] {
        let halaman = lurah.get(&format!("/privasi?{saring}")).await.ok().main();
        assert_eq!(halaman.contains("Membuat surat"), ada, "{saring}");
    }
    let lembar = petugas.get(&format!("{siti}/privasi")).await.ok();
    assert!(
        lembar.text().contains("Siapa yang melihat data Anda") && lembar.text().contains("Membuat surat")
    );
    insta::assert_snapshot!("privasi_orang", lembar.main());
    let berkas = lurah.post("/privasi/ekspor", &[("orang", id)]).await.ok().text();
    assert!(berkas.contains("\"SITI AMINAH\"") && !berkas.contains(NIK_SITI));
    assert!(lurah.get("/privasi").await.ok().main().contains("Unduh catatan siapa melihat data siapa"));
    let tetangga = app.sebagai_di(KEMBARAN, &[Role::Penandatangan]).await;
    assert!(!tetangga.get("/privasi").await.ok().main().contains("SITI AMINAH"));
    assert_eq!(tetangga.get(&format!("/penduduk/{id}/privasi")).await.status, 404);
    let paket = [("penerima", "Siti"), ("periksa", "ktp")];
    assert_eq!(tetangga.post(&format!("/penduduk/{id}/paket-data"), &paket).await.status, 404);
}

#[tokio::test]
async fn a_resident_is_handed_everything_that_is_held_about_them() {
    let app = sukamaju().await;
    let petugas = operator(&app).await;
    let siti = alamat_orang(&petugas, "SITI AMINAH").await;
    let aksi = format!("{siti}/paket-data");
    let tanpa = petugas.post(&aksi, &[("penerima", "")]).await;
    assert_eq!(tanpa.status, 422);
    assert!(
        tanpa.text().contains("Tulis nama yang menerima.")
            && tanpa.text().contains("Periksa dulu identitasnya")
    );
    let isian = [("penerima", "Siti Aminah"), ("periksa", "ktp"), ("request_key", "paket")];
    let berkas = petugas.post(&aksi, &isian).await.ok();
    let nama = berkas.headers.get("content-disposition").unwrap().to_str().unwrap().to_owned();
    assert!(!nama.contains("SITI") && nama.ends_with(".zip\""), "{nama}");
    let mut arsip = zip::ZipArchive::new(Cursor::new(berkas.bytes)).unwrap();
    let mut baca = |nama: &str| {
        let mut isi = String::new();
        arsip.by_name(nama).unwrap().read_to_string(&mut isi).unwrap();
        isi
    };
    let (json, teks) = (baca("data.json"), baca("baca.txt"));
    for isi in [NIK_SITI, KK_BUDI, "SITI AMINAH", "TUMINAH", "UU 27/2022", "Hak akses data pribadi"] {
        assert!(json.contains(isi) && teks.contains(isi), "{isi}");
    }
    assert!(!json.contains("BUDI SANTOSO"), "others are not in it");
    let isi: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(isi["keterangan"]["penerima"], "Siti Aminah");
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let id: uuid::Uuid = siti.rsplit('/').next().unwrap().parse().unwrap();
    let syarat = Where::new().and("subjek_id = ?", [id.into()]);
    let catatan = access::store::daftar_pembukaan(&mut tx, syarat, (9, 0)).await.unwrap();
    assert_eq!(catatan.len(), 1);
    assert_eq!(catatan[0].penerima.as_deref(), Some("Siti Aminah"));
    assert!(catatan[0].keperluan.contains("KTP-el pemohon sudah diperiksa"));
}
