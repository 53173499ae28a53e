use access::Role;
use db::Where;
use kependudukan::pengimporan::{self, GalatImpor, Perintah};
use kependudukan::store;
use testkit::{TestApp, each_engine};

use crate::buku::{self, KK_BUDI, NIK_SITI, orang, tulis, ubah};
use crate::cerita::{KINI, alamat_orang, fitur, impor, jalankan, operator, perintah, sukamaju};

async fn jumlah(app: &TestApp) -> (i64, usize) {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let penduduk = store::count_penduduk(&mut tx, Where::new(), 100_000).await.unwrap();
    (penduduk, store::list_keluarga(&mut tx).await.unwrap().len())
}

#[tokio::test]
async fn the_first_workbook_becomes_the_register() {
    for app in each_engine(fitur).await {
        let hasil = impor(&app, &app.ctx(), tulis(&buku::sukamaju())).await;
        assert!(hasil.ringkasan.data_awal);
        assert_eq!((hasil.ringkasan.baru, hasil.ringkasan.ditolak), (5, 0));
        assert_eq!(jumlah(&app).await, (5, 2));
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let kk = kamus::NomorKk::baru(KK_BUDI).unwrap();
        let keluarga = store::find_keluarga_kk(&mut tx, kk).await.unwrap().unwrap();
        let anggota = store::list_anggota(&mut tx, keluarga.id).await.unwrap();
        let nama: Vec<&str> = anggota.iter().map(|p| p.nama.as_str()).collect();
        assert_eq!(nama, ["BUDI SANTOSO", "SITI AMINAH", "BAYI SITI", "KARSO"], "the dead stand last");
        assert_eq!(keluarga.kepala_id, Some(anggota[0].id));
        assert!(anggota.iter().all(|p| p.data_awal && p.berlaku_sejak.0 == jiff::civil::date(2026, 2, 28)));
        assert!(anggota[2].nik_kunci.is_none(), "a zero is no NIK");
        let bagian = wilayah::list_bagian(&mut tx).await.unwrap();
        assert!(bagian.iter().any(|b| (&*b.dusun, &*b.rw, &*b.rt) == ("KRAJAN", "001", "005")));
        let kesehatan = anggota[1].kesehatan(tx.keys()).unwrap();
        assert_eq!(kesehatan.kehamilan, Some(kamus::Kehamilan::Hamil));
    }
}

#[tokio::test]
async fn the_same_workbook_again_changes_nothing() {
    for app in each_engine(fitur).await {
        let isi = tulis(&buku::sukamaju());
        impor(&app, &app.ctx(), isi.clone()).await;
        let sebelum = app.db.head(testkit::SUKAMAJU).await.unwrap();
        let lagi = impor(&app, &app.ctx(), isi).await;
        assert_eq!((lagi.ringkasan.sama, lagi.ringkasan.baru, lagi.ringkasan.berubah), (5, 0, 0));
        assert!(!lagi.ringkasan.ada_perubahan());
        assert_eq!(app.db.head(testkit::SUKAMAJU).await.unwrap(), sebelum, "no line in the ledger");
    }
}

#[tokio::test]
async fn the_register_can_be_rebuilt_from_the_ledger() {
    let app = sukamaju().await;
    let lain = db::testing::sqlite().await;
    let rahasia = app.db.unit_secret(testkit::SUKAMAJU).await.unwrap();
    lain.adopt_unit(testkit::SUKAMAJU, &rahasia, app.ctx().now).await.unwrap();
    let now = app.ctx().now;
    db::ledger::copy_lines(&app.db, &lain, testkit::SUKAMAJU, now).await.unwrap();
    let entities: Vec<db::EntityDef> =
        fitur().into_iter().flat_map(|f| f.entities).chain(access::ENTITIES.iter().copied()).collect();
    db::ledger::rebuild_unit(&lain, testkit::SUKAMAJU, &entities, now).await.unwrap();
    let beda = db::ledger::compare(&app.db, &lain, testkit::SUKAMAJU, &entities, now).await.unwrap();
    assert_eq!(beda, None);
}

#[tokio::test]
async fn bad_rows_stop_the_workbook_unless_they_are_skipped() {
    let app = TestApp::new(fitur).await;
    let mut semua = buku::sukamaju();
    semua[4] = ubah(semua[4].clone(), "tanggallahir", "31-02-1945");
    let laporan = pengimporan::laporan(&app.db, &app.ctx(), KINI, tulis(&semua)).await.unwrap();
    assert_eq!(laporan.ringkasan.ditolak, 1);
    assert!(laporan.catatan.is_some());
    let galat = pengimporan::terapkan(&app.db, &app.ctx(), &laporan.muatan, perintah()).await.unwrap_err();
    assert!(matches!(galat, GalatImpor::AdaBarisSalah(1)), "{galat}");
    assert_eq!(jumlah(&app).await, (0, 0), "nothing is half imported");
    let lewati = Perintah { lewati_salah: true, ..perintah() };
    pengimporan::terapkan(&app.db, &app.ctx(), &laporan.muatan, lewati).await.unwrap();
    assert_eq!(jumlah(&app).await, (4, 1));
}

#[tokio::test]
async fn a_date_to_come_is_refused() {
    let app = TestApp::new(fitur).await;
    let laporan = pengimporan::laporan(&app.db, &app.ctx(), KINI, tulis(&buku::sukamaju())).await.unwrap();
    let nanti = Perintah { tanggal_data: KINI.tomorrow().unwrap(), ..perintah() };
    let galat = pengimporan::terapkan(&app.db, &app.ctx(), &laporan.muatan, nanti).await.unwrap_err();
    assert_eq!(galat.to_string(), "Tanggal data tidak boleh sesudah hari ini.");
}

/// Uploads, and tells the path of the report.
async fn unggah(app: &TestApp, isi: &[u8]) -> (testkit::Client, String) {
    let klien = operator(app).await;
    let jawab = klien.upload("/impor", &[], ("berkas", "penduduk.xlsx", isi)).await;
    let laporan = jawab.led_to();
    (klien, laporan)
}

#[tokio::test]
async fn a_clerk_uploads_reads_the_report_and_saves() {
    let app = TestApp::new(fitur).await;
    let mut semua = buku::sukamaju();
    semua.push(orang("TONO", KK_BUDI, "340213", "1", "01-01-2000", "4"));
    let (klien, laporan) = unggah(&app, &tulis(&semua)).await;
    let halaman = klien.get(&laporan).await.ok();
    insta::assert_snapshot!("laporan", halaman.main());
    assert_eq!(jumlah(&app).await, (0, 0), "a report saves nothing");

    let tanpa_pilihan = klien.post(&format!("{laporan}/penerapan"), &[("tanggal_data", "28-02-2026")]).await;
    assert_eq!(tanpa_pilihan.status, 422);
    assert!(tanpa_pilihan.text().contains("Ada 1 baris yang salah."), "{}", tanpa_pilihan.main());

    let isian = [("tanggal_data", "28-02-2026"), ("lewati", "1"), ("request_key", "sekali-saja")];
    let kemajuan = klien.post(&format!("{laporan}/penerapan"), &isian).await.led_to();
    assert!(klien.get(&kemajuan).await.ok().text().contains("data-poll"));
    assert_eq!(jalankan(&app).await, 1);
    assert!(klien.get(&kemajuan).await.ok().text().contains("data-lanjut"));
    assert_eq!(jumlah(&app).await, (5, 2));

    // The same button once more: nothing happens twice.
    klien.post(&format!("{laporan}/penerapan"), &isian).await.led_to();
    assert_eq!(jalankan(&app).await, 0);
    assert_eq!(jumlah(&app).await, (5, 2));

    let selesai = klien.get(&laporan).await.led_to();
    insta::assert_snapshot!("selesai", klien.get(&selesai).await.ok().main());
    assert!(klien.get("/impor").await.ok().text().contains("Data awal"));
}

#[tokio::test]
async fn the_workbook_with_remarks_can_be_fetched_and_goes_with_the_decision() {
    let app = TestApp::new(fitur).await;
    let mut semua = buku::sukamaju();
    semua[0] = ubah(semua[0].clone(), "agama_id", "42");
    let (klien, laporan) = unggah(&app, &tulis(&semua)).await;
    let catatan = klien.get(&format!("{laporan}/catatan")).await.ok();
    assert!(catatan.bytes.starts_with(b"PK"));
    klien.post(&format!("{laporan}/pembatalan"), &[]).await.led_to();
    assert_eq!(klien.get(&format!("{laporan}/catatan")).await.status, 404);
    assert_eq!(klien.get(&laporan).await.led_to(), format!("/{}/impor", testkit::SUKAMAJU));
}

#[tokio::test]
async fn two_clerks_confirm_and_one_act_happens() {
    let app = TestApp::new(fitur).await;
    let (klien, laporan) = unggah(&app, &tulis(&buku::sukamaju())).await;
    let lain = operator(&app).await;
    let isian = [("tanggal_data", "28-02-2026")];
    klien.post(&format!("{laporan}/penerapan"), &isian).await.led_to();
    lain.post(&format!("{laporan}/penerapan"), &isian).await.led_to();
    jalankan(&app).await;
    assert_eq!(jumlah(&app).await, (5, 2));
}

#[tokio::test]
async fn what_is_no_workbook_is_refused_in_a_sentence() {
    let app = TestApp::new(fitur).await;
    let klien = operator(&app).await;
    for (isi, kalimat) in [
        (&b"%PDF-1.7 bukan buku"[..], "Ini bukan berkas Excel atau LibreOffice."),
        (b"<html><table><td>nik", "halaman web atau teks, bukan Excel"),
        (b"nik;nama\n1;2", "Baris judul tidak ditemukan."),
        (b"", "Berkas yang kosong tidak dapat dibaca."),
    ] {
        let jawab = klien.upload("/impor", &[], ("berkas", "x.xlsx", isi)).await;
        assert_eq!(jawab.status, 422);
        assert!(jawab.text().contains(kalimat), "{}", jawab.main());
    }
}

#[tokio::test]
async fn nobody_but_the_operator_imports() {
    let app = sukamaju().await;
    for peran in [Role::Admin, Role::Verifikator, Role::Penandatangan, Role::Camat, Role::Rt] {
        let klien = app.sebagai(peran).await;
        assert_eq!(klien.get("/impor").await.status, 404, "{peran:?}");
        assert_eq!(klien.get("/impor/usulan").await.status, 404, "{peran:?}");
    }
}

#[tokio::test]
async fn numbers_are_sealed_at_rest() {
    let app = sukamaju().await;
    let letak = app.db.url.trim_start_matches("sqlite:").to_owned();
    let klien = operator(&app).await;
    let alamat = alamat_orang(&klien, "SITI AMINAH").await;
    klien.post(&format!("{alamat}/pembukaan"), &[("tujuan", "layanan")]).await;
    for akhiran in ["", "-wal"] {
        let isi = std::fs::read(format!("{letak}{akhiran}")).unwrap_or_default();
        let teks = String::from_utf8_lossy(&isi);
        assert!(!teks.contains(NIK_SITI) && !teks.contains(KK_BUDI), "no number stands in {akhiran}");
    }
}

/// All that an import writes: people, families, workbooks, parts of the village, and the lines of the ledger, of which
/// every row has one. Read behind whatever a broken-off act still has to undo.
async fn jejak(app: &TestApp) -> (i64, usize, usize, usize, i64) {
    let mut tx = app.db.write(&app.ctx(), "uji").await.unwrap();
    let penduduk = store::count_penduduk(&mut tx, Where::new(), 100_000).await.unwrap();
    let keluarga = store::list_keluarga(&mut tx).await.unwrap().len();
    let impor = store::list_impor(&mut tx).await.unwrap().len();
    let bagian = wilayah::list_bagian(&mut tx).await.unwrap().len();
    drop(tx);
    (penduduk, keluarga, impor, bagian, app.db.head(testkit::SUKAMAJU).await.unwrap())
}

/// An act that is broken off at any point at which it waits leaves nothing; a whole one leaves everything.
#[tokio::test]
async fn an_import_that_is_cut_leaves_nothing_half_done() {
    let orang = |i: i32| {
        let (nik, kk) = (format!("340213010190{:04}", 9000 + i), format!("340213010110{:04}", 9000 + i));
        orang("WARGA SUKAMAJU", &kk, &nik, "1", "01-01-1990", "1")
    };
    let isi = tulis(&(0..40).map(orang).collect::<Vec<_>>());
    // Where every core is busy the engine may answer before anybody waits: such a round cuts at few places.
    for _ in 0..5 {
        let mut paling_sedikit = usize::MAX;
        for (app, lain) in each_engine(fitur).await.into_iter().zip(each_engine(fitur).await) {
            paling_sedikit = paling_sedikit.min(putus_di_mana_pun(&app, &lain, &isi).await);
        }
        if paling_sedikit > 2 {
            return;
        }
    }
    panic!("the act was never cut at several places");
}

/// Cuts the act at its first wait, at its second and so on, until it is whole as in `lain`; tells how many were cut.
async fn putus_di_mana_pun(app: &TestApp, lain: &TestApp, isi: &[u8]) -> usize {
    impor(lain, &lain.ctx(), isi.to_vec()).await;
    let (kosong, utuh) = (jejak(app).await, jejak(lain).await);
    assert!((kosong.0, kosong.1, kosong.2) == (0, 0, 0) && (utuh.0, utuh.1, utuh.2) == (40, 40, 1));
    let laporan = pengimporan::laporan(&app.db, &app.ctx(), KINI, isi.to_vec()).await.unwrap();
    let mut terputus = 0;
    loop {
        let ctx = app.ctx();
        let kerja = pengimporan::terapkan(&app.db, &ctx, &laporan.muatan, perintah());
        let selesai = testkit::cut_after(terputus + 1, kerja).await;
        let kini = jejak(app).await;
        // Cut while the engine already commits: only the answer is lost, the act is whole.
        if selesai.is_some() || kini != kosong {
            assert_eq!(kini, utuh, "cut at wait {terputus}, finished: {}", selesai.is_some());
            break;
        }
        terputus += 1;
    }
    let buku = db::ledger::verify_unit(&app.db, testkit::SUKAMAJU, app.ctx().now).await.unwrap();
    assert_eq!(buku.finding, None);
    terputus
}
