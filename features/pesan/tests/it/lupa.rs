//! What is kept no longer than the notice says.

use db::Bytes;
use testkit::SUKAMAJU;

use crate::Dunia;
use crate::dunia::{HP_ANAK, HP_SITI, detik, jam, maju};

db::statements! {
    LIST_NOMOR = "select telepon_segel, telepon_kunci from kontak where unit = $1 order by dicatat_pada, id";
    LIST_ISI = "select payload from ledger where unit = $1 and entity = 'kontak' order by seq";
    COUNT_ANTRE = "select count(*) from pesan_keluar where unit = $1";
}

async fn sapu(dunia: &Dunia) {
    let app = std::sync::Arc::new(dunia.app.app.clone());
    let antrean = jobs::Runner::new(dunia.app.db.db.clone(), app, pesan::feature().jobs, jam);
    antrean.schedule([pesan::SAPU_HARIAN]).drain().await.unwrap();
}

/// For each contact whether the number is kept, and whether it is still known again.
async fn nomor(dunia: &Dunia) -> Vec<(bool, bool)> {
    let rows: Vec<(Option<Bytes>, Option<Bytes>)> = dunia.baca().await.query(LIST_NOMOR).all().await.unwrap();
    rows.into_iter().map(|(segel, kunci)| (segel.is_some(), kunci.is_some())).collect()
}

#[tokio::test]
async fn what_was_said_is_forgotten_after_ninety_days() {
    let dunia = Dunia::baru().await;
    dunia.setuju(HP_SITI).await;
    maju(detik(91 * 24 * 3_600));
    sapu(&dunia).await;
    let operator = dunia.app.sebagai(access::Role::Operator).await;
    assert!(operator.get("/pesan").await.ok().main().contains("Belum ada pesan"));
    let jawab = dunia.ketik(HP_SITI, "menu").await;
    assert!(jawab.contains("Apakah Anda setuju"), "who is not known any more is asked anew: {jawab}");
}

#[tokio::test]
async fn a_number_is_forgotten_in_the_ledger_too_after_ninety_days_without_a_message() {
    for db in testkit::testing::each_engine().await {
        let dunia = Dunia::di(db, pesan::Jenis::Meta).await;
        dunia.ketik(HP_SITI, "halo").await;
        dunia.ketik(HP_SITI, "tidak").await;
        maju(detik(89 * 24 * 3_600));
        sapu(&dunia).await;
        assert_eq!(nomor(&dunia).await, [(true, true)]);
        maju(detik(2 * 24 * 3_600));
        sapu(&dunia).await;
        assert_eq!(nomor(&dunia).await, [(false, false)]);
        let isi: Vec<(Bytes,)> = dunia.baca().await.query(LIST_ISI).all().await.unwrap();
        let (terakhir, dulu) = isi.split_last().unwrap();
        assert!(!dulu.is_empty() && dulu.iter().all(|(isi,)| isi.0.is_empty()) && !terakhir.0.0.is_empty());
        let buku = db::ledger::verify_unit(&dunia.app.db.db, SUKAMAJU, jam()).await.unwrap();
        assert!(buku.finding.is_none() && buku.erased > 0, "{buku:?}");
        let baris = dunia.baris().await;
        maju(detik(24 * 3_600));
        sapu(&dunia).await;
        assert_eq!(dunia.baris().await, baris, "and once is enough");
    }
}

#[tokio::test]
async fn who_is_bound_is_kept_as_long_as_the_binding_holds() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    maju(detik(80 * 24 * 3_600));
    let kode = dunia.kode_kantor(crate::dunia::siti()).await;
    dunia.ketik(HP_SITI, &format!("IKAT {kode}")).await;
    maju(detik(80 * 24 * 3_600));
    sapu(&dunia).await;
    assert_eq!(nomor(&dunia).await, [(true, true)]);
    maju(detik(11 * 24 * 3_600));
    sapu(&dunia).await;
    assert_eq!(nomor(&dunia).await, [(false, false)]);
    let mut tx = dunia.baca().await;
    assert!(pesan::store::list_ikatan_penduduk(&mut tx, crate::dunia::siti()).await.unwrap().is_empty());
}

/// The number itself is gone, but nothing may be sent there.
#[tokio::test]
async fn who_said_stop_is_not_written_to_when_the_number_is_forgotten() {
    let dunia = Dunia::baru().await;
    dunia.ketik(HP_ANAK, "berhenti").await;
    maju(detik(91 * 24 * 3_600));
    sapu(&dunia).await;
    assert_eq!(nomor(&dunia).await, [(false, true)]);
    let mut tx = dunia.app.db.write(&crate::dunia::ctx(), "uji").await.unwrap();
    let nomor = kamus::Telepon::baru(&format!("+{HP_ANAK}")).unwrap();
    assert!(!pesan::kirim_kode(&mut tx, &nomor, "424242", false).await.unwrap());
    tx.commit().await.unwrap();
    assert!(dunia.ketik(HP_ANAK, "mulai").await.contains("Apakah Anda setuju"));
}

/// The channel was switched off for good: what waits goes with the rest.
#[tokio::test]
async fn what_never_went_out_is_forgotten_too() {
    let dunia = Dunia::baru().await;
    dunia.setuju(HP_SITI).await;
    let admin = dunia.app.sebagai(access::Role::Admin).await;
    dunia.meta.nakal(testkit::wa::Nakal::Galat(190));
    dunia.ketik(HP_SITI, "menu").await;
    admin.post("/pesan/atur", &[("penyedia", "0")]).await.led_to();
    maju(detik(91 * 24 * 3_600));
    sapu(&dunia).await;
    assert_eq!(dunia.baca().await.query(COUNT_ANTRE).count().await.unwrap(), 0);
}
