use db::Where;
use jiff::civil::date;
use kependudukan::entitas::JenisPeristiwa;
use kependudukan::store::{self, Pada};
use opensid::pengambilan::Galat;
use opensid::testing::{self as contoh, KK_BUDI, NIK_BUDI};
use testkit::{TestApp, each_engine};

use crate::cerita::{ambil, fitur};

async fn hadir(app: &TestApp, hari: jiff::civil::Date) -> Vec<String> {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let potret = store::list_potret(&mut tx, Pada::kini(hari), Where::new()).await.unwrap();
    let mut nama: Vec<String> = potret.into_iter().map(|p| p.nama).collect();
    nama.sort();
    nama
}

#[tokio::test]
async fn a_village_comes_over_with_its_history() {
    for app in each_engine(fitur).await {
        let hasil = ambil(&app, &contoh::sukamaju()).await.unwrap();
        assert!(!hasil.terulang && hasil.laporan.cocok());
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let nik = kamus::Nik::baru(NIK_BUDI).unwrap();
        let budi = store::find_aktif_nik(&mut tx, nik).await.unwrap().unwrap();
        let budi = store::find_penduduk(&mut tx, budi).await.unwrap().unwrap();
        assert!(budi.data_awal && budi.berlaku_sejak.0 == date(2024, 1, 10));
        assert!(budi.telepon_segel.is_some() && budi.huruf == Some(2));
        let kk = kamus::NomorKk::baru(KK_BUDI).unwrap();
        let keluarga = store::find_keluarga_kk(&mut tx, kk).await.unwrap().unwrap();
        assert_eq!(keluarga.kepala_id, Some(budi.id));
        let anggota = store::list_anggota(&mut tx, keluarga.id).await.unwrap();
        let karso = anggota.iter().find(|p| p.nama == "KARSO").unwrap();
        assert_eq!((karso.status_dasar, karso.berlaku_sejak.0), (2, date(2025, 6, 15)));
        let rumah = budi.rumah_tangga_id.unwrap();
        let serumah = store::list_anggota_rumah(&mut tx, rumah).await.unwrap();
        let serumah: Vec<&str> = serumah.iter().map(|p| &*p.nama).collect();
        assert_eq!(serumah, ["BUDI SANTOSO", "TUMINAH", "SITI AMINAH"]);
        let dulu = Where::new().and("rumah_tangga_id = ?", [rumah.into()]);
        let dulu = store::list_potret(&mut tx, Pada::kini(date(2025, 6, 1)), dulu).await.unwrap();
        assert!(dulu.iter().any(|p| p.nama == "KARSO"), "he kept house there until he died");
        let peristiwa = store::list_peristiwa_orang(&mut tx, karso.id).await.unwrap();
        assert_eq!(peristiwa.len(), 1);
        assert_eq!(
            (peristiwa[0].jenis(), peristiwa[0].tanggal_lapor.0),
            (JenisPeristiwa::Mati, date(2025, 6, 20))
        );
        assert_eq!(peristiwa[0].rincian(tx.keys()).unwrap().jawab("tempat"), "RSUD");
        let siti = anggota.iter().find(|p| p.nama == "SITI AMINAH").unwrap();
        assert!(siti.kesehatan_segel.is_some(), "health is sealed");
        let kesehatan = siti.kesehatan(tx.keys()).unwrap();
        assert_eq!(kesehatan.sakit_menahun, Some(kamus::SakitMenahun::Asma));
        let kesehatan = budi.kesehatan(tx.keys()).unwrap();
        assert_eq!(kesehatan.sakit_menahun, None, "whether somebody has HIV is stored nowhere");
        assert_eq!(store::count_sementara(&mut tx, Where::new()).await.unwrap(), 1);
        let bagian = wilayah::list_bagian(&mut tx).await.unwrap();
        let rt = bagian.iter().find(|b| b.rt == "002").unwrap();
        assert_eq!((&*rt.dusun, rt.kepala.as_deref()), ("KAUMAN", Some("SITI AMINAH")));
        let lurah = &wilayah::list_pejabat(&mut tx).await.unwrap()[0];
        assert_eq!((&*lurah.nama, lurah.mulai.0), ("SUTRISNO, S.IP", date(2020, 1, 1)));
    }
}

#[tokio::test]
async fn the_register_is_right_on_any_past_day() {
    for app in each_engine(fitur).await {
        ambil(&app, &contoh::sukamaju()).await.unwrap();
        let semula = ["BUDI SANTOSO", "KARSO", "RUDI SANTOSO", "SITI AMINAH"];
        assert!(hadir(&app, date(2024, 1, 9)).await.is_empty(), "the books were not open");
        assert_eq!(hadir(&app, date(2024, 1, 10)).await, semula);
        let juni = ["BAYI SITI", "BUDI SANTOSO", "KARSO", "RUDI SANTOSO", "SITI AMINAH", "TUMINAH"];
        assert_eq!(hadir(&app, date(2025, 6, 14)).await, juni);
        let sesudah = ["BAYI SITI", "BUDI SANTOSO", "SITI AMINAH", "TUMINAH"];
        assert_eq!(hadir(&app, date(2025, 8, 1)).await, sesudah);
        assert_eq!(hadir(&app, date(2026, 3, 2)).await, sesudah);
    }
}

#[tokio::test]
async fn an_imported_death_can_be_undone() {
    let app = TestApp::new(fitur).await;
    ambil(&app, &contoh::sukamaju()).await.unwrap();
    let mut tx = app.db.write(&app.ctx(), "uji").await.unwrap();
    let mati =
        store::list_peristiwa_masa(&mut tx, (date(2025, 6, 15), date(2025, 6, 15)), Where::new()).await;
    let mati = mati.unwrap().remove(0);
    kependudukan::peristiwa::batalkan(&mut tx, &mati, "Salah orang", date(2026, 3, 2)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(hadir(&app, date(2026, 1, 1)).await.contains(&"KARSO".to_owned()));
}

#[tokio::test]
async fn the_same_dump_again_changes_nothing_and_another_is_refused() {
    for app in each_engine(fitur).await {
        let dulu = ambil(&app, &contoh::sukamaju()).await.unwrap();
        let kepala = app.db.head(testkit::SUKAMAJU).await.unwrap();
        let lagi = ambil(&app, &contoh::sukamaju()).await.unwrap();
        assert!(lagi.terulang && lagi.id == dulu.id && lagi.laporan == dulu.laporan);
        let lain = contoh::sukamaju().sisip("artikel", &[("id", "1")]);
        let galat = ambil(&app, &lain).await.unwrap_err();
        assert!(matches!(galat, Galat::RegisterBerisi));
        assert!(galat.to_string().contains("pakai Impor data"), "{galat}");
        assert_eq!(app.db.head(testkit::SUKAMAJU).await.unwrap(), kepala, "no line in the ledger");
    }
}

/// Residents, families and lines of the ledger, of which every row has one; read behind whatever a broken-off act still
/// has to undo.
async fn jejak(app: &TestApp) -> (i64, i64, i64) {
    let mut tx = app.db.write(&app.ctx(), "uji").await.unwrap();
    let orang = store::count_penduduk(&mut tx, Where::new(), 100_000).await.unwrap();
    let keluarga = store::count_keluarga(&mut tx, Where::new()).await.unwrap();
    drop(tx);
    (orang, keluarga, app.db.head(testkit::SUKAMAJU).await.unwrap())
}

#[tokio::test]
async fn a_take_over_that_is_cut_at_any_point_leaves_all_or_nothing() {
    // Where every core is busy the engine may answer before anybody waits: such a round cuts at few places.
    for _ in 0..5 {
        let mut paling_sedikit = usize::MAX;
        for (app, lain) in each_engine(fitur).await.into_iter().zip(each_engine(fitur).await) {
            paling_sedikit = paling_sedikit.min(putus_di_mana_pun(&app, &lain).await);
        }
        if paling_sedikit > 2 {
            return;
        }
    }
    panic!("the act was never cut at several places");
}

/// Cuts the act at its first wait, at its second and so on, until it is whole as in `lain`; tells how many were cut.
async fn putus_di_mana_pun(app: &TestApp, lain: &TestApp) -> usize {
    let cadangan = contoh::berkelompok();
    ambil(lain, &cadangan).await.unwrap();
    let (kosong, utuh) = (jejak(app).await, jejak(lain).await);
    assert!(kosong.0 == 0 && utuh.0 > 0 && utuh.2 > kosong.2);
    let mut terputus = 0;
    loop {
        let selesai = testkit::cut_after(terputus + 1, ambil(app, &cadangan)).await;
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

/// Every byte that the database file and its log hold.
#[tokio::test]
async fn no_credential_reaches_the_database() {
    let app = TestApp::new(fitur).await;
    let letak = app.db.url.trim_start_matches("sqlite:").to_owned();
    let mentah = crate::cerita::baca(&contoh::sukamaju());
    // Also not on the way, while the report waits for its decision.
    opensid::pengambilan::simpan(&app.db, &app.ctx(), &mentah).await.unwrap();
    ambil(&app, &contoh::sukamaju()).await.unwrap();
    let mut semua = Vec::new();
    for akhiran in ["", "-wal"] {
        semua.extend(std::fs::read(format!("{letak}{akhiran}")).unwrap_or_default());
    }
    let ada = |kata: &str| semua.windows(kata.len()).any(|w| w == kata.as_bytes());
    assert!(ada("SUTRISNO, S.IP"), "the search works");
    for rahasia in contoh::RAHASIA.into_iter().chain([NIK_BUDI, KK_BUDI, "081234500001"]) {
        assert!(!ada(rahasia), "{rahasia}");
    }
}

#[tokio::test]
async fn the_taken_over_register_can_be_rebuilt_from_the_ledger() {
    let app = TestApp::new(fitur).await;
    ambil(&app, &contoh::sukamaju()).await.unwrap();
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
async fn groups_come_over_with_their_members_as_residents() {
    for app in each_engine(fitur).await {
        let hasil = ambil(&app, &contoh::berkelompok()).await.unwrap();
        assert!(hasil.laporan.cocok());
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let semua = lembaga::store::daftar_lembaga(&mut tx, Where::new(), (10, 0)).await.unwrap();
        let nama: Vec<(&str, i64)> = semua.iter().map(|l| (&*l.nama, l.anggota)).collect();
        assert_eq!(nama, [("Karang Taruna Bhakti", 1), ("Subur Makmur", 2)]);
        let anggota = lembaga::store::list_anggota(&mut tx, semua[1].id).await.unwrap();
        let nik = kamus::Nik::baru(NIK_BUDI).unwrap();
        let budi = store::find_aktif_nik(&mut tx, nik).await.unwrap();
        assert_eq!(anggota.iter().find(|a| a.jabatan == "ketua").unwrap().penduduk_id, budi);
    }
}

#[tokio::test]
async fn aid_and_letters_of_before_come_over_to_whom_they_belong() {
    for app in each_engine(fitur).await {
        let c = contoh::dengan_riwayat_layanan();
        let hasil = ambil(&app, &c).await.unwrap();
        assert!(hasil.laporan.cocok());
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let nik = kamus::Nik::baru(NIK_BUDI).unwrap();
        let budi = store::find_aktif_nik(&mut tx, nik).await.unwrap().unwrap();
        let bantuan = kesejahteraan::store::list_milik(&mut tx, budi).await.unwrap();
        let [blt] = bantuan.as_slice() else { panic!("one programme") };
        assert_eq!((&*blt.bantuan, blt.selesai.map(|s| s.0)), ("BLT Dana Desa", Some(date(2025, 12, 31))));
        assert_eq!(blt.penerima.kartu(tx.keys()).unwrap().as_deref(), Some("KARTU-CONTOH-0001"));
        let surat = surat::store::list_lama_tentang(&mut tx, budi, None).await.unwrap();
        let [usaha] = surat.as_slice() else { panic!("one letter") };
        assert_eq!((&*usaha.jenis, &*usaha.nomor, usaha.tahun), ("Keterangan Usaha", "12", 2024));
        let luar = kamus::Nik::baru("3302011505909008").ok();
        let surat = surat::store::list_lama_tentang(&mut tx, uuid::Uuid::nil(), luar).await.unwrap();
        assert_eq!(surat.len(), 1, "an outsider's is found by the number");
        drop(tx);
        assert!(ambil(&app, &c).await.unwrap().terulang, "the same source changes nothing");
    }
}
