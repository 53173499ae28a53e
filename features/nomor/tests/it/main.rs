//! Numbers without gaps and doubles, on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use db::testing::{TestDb, each_engine, story_time};
use db::{Context, Unit};
use jiff::civil::{Date, date};
use nomor::{
    Error, Lingkup, Nomor, Pengaturan, ambil, berikutnya, get_pengaturan, list_penghitung, set_mulai,
    update_pengaturan,
};

const SUKAMAJU: Unit = Unit(3_402_132_099);
const KEMBARAN: Unit = Unit(3_402_132_098);
const MARET: Date = date(2026, 3, 2);

fn ctx(unit: Unit) -> Context {
    Context::system("uji", unit, story_time())
}

async fn databases() -> Vec<TestDb> {
    let all = each_engine().await;
    for db in &all {
        for unit in [SUKAMAJU, KEMBARAN] {
            db.register_unit(unit, story_time()).await.unwrap();
            set(db, unit, Lingkup::Semua).await;
        }
    }
    all
}

async fn set(db: &TestDb, unit: Unit, lingkup: Lingkup) {
    let mut tx = db.write(&ctx(unit), "pengaturan_nomor").await.unwrap();
    let baru = Pengaturan { kode_unit: " SKM ".to_owned(), lingkup, ..Pengaturan::default() };
    update_pengaturan(&mut tx, &baru).await.unwrap();
    tx.commit().await.unwrap();
}

async fn take_in(db: &TestDb, unit: Unit, tanggal: Date, jenis: &str) -> nomor::Result<Nomor> {
    let mut tx = db.write(&ctx(unit), "penomoran").await.unwrap();
    let nomor = ambil(&mut tx, tanggal, "400.10.2.2", jenis).await?;
    tx.commit().await.unwrap();
    Ok(nomor)
}

async fn take(db: &TestDb, tanggal: Date, jenis: &str) -> i64 {
    take_in(db, SUKAMAJU, tanggal, jenis).await.unwrap().urut
}

async fn start_at(db: &TestDb, lingkup: &str, terakhir: i64) -> nomor::Result<i64> {
    let mut tx = db.write(&ctx(SUKAMAJU), "nomor_mulai").await.unwrap();
    let next = set_mulai(&mut tx, 2026, lingkup, terakhir).await?;
    tx.commit().await.unwrap();
    Ok(next)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_takings_at_once_have_no_gap_and_no_double() {
    for db in databases().await {
        let mut tasks = tokio::task::JoinSet::new();
        for round in 0..50 {
            let db = db.clone();
            tasks.spawn(async move {
                let mut tx = db.write(&ctx(SUKAMAJU), "penomoran").await.unwrap();
                let nomor = ambil(&mut tx, MARET, "470", "domisili").await.unwrap();
                // Every tenth act comes to nothing, while others wait for theirs.
                if round % 10 == 9 {
                    return None;
                }
                tx.commit().await.unwrap();
                Some(nomor)
            });
        }
        let mut kept: Vec<Nomor> = tasks.join_all().await.into_iter().flatten().collect();
        kept.sort_by_key(|nomor| nomor.urut);
        assert_eq!(kept.iter().map(|nomor| nomor.urut).collect::<Vec<_>>(), (1..=45).collect::<Vec<_>>());
        assert_eq!(kept[44].teks, "470/045/SKM/III/2026");
    }
}

#[tokio::test]
async fn an_act_not_kept_gives_its_number_back() {
    for db in databases().await {
        assert_eq!(take(&db, MARET, "umum").await, 1);
        let mut tx = db.write(&ctx(SUKAMAJU), "penomoran").await.unwrap();
        assert_eq!(ambil(&mut tx, MARET, "470", "umum").await.unwrap().urut, 2);
        assert_eq!(ambil(&mut tx, MARET, "470", "umum").await.unwrap().urut, 3);
        drop(tx);
        assert_eq!(take(&db, MARET, "umum").await, 2);
    }
}

#[tokio::test]
async fn each_year_begins_again_by_the_number_s_date() {
    for db in databases().await {
        let taken = [
            take(&db, date(2026, 12, 30), "umum").await,
            take(&db, date(2026, 12, 31), "umum").await,
            take(&db, date(2027, 1, 1), "umum").await,
            // A letter of the old year that comes late.
            take(&db, date(2026, 12, 31), "umum").await,
            take(&db, date(2027, 1, 2), "umum").await,
        ];
        assert_eq!(taken, [1, 2, 1, 3, 2]);
    }
}

#[tokio::test]
async fn a_village_that_starts_in_mid_year_continues_yesterday_s_number() {
    for db in databases().await {
        assert_eq!(start_at(&db, "semua", 500).await.unwrap(), 501);
        assert_eq!(start_at(&db, "semua", 50).await.unwrap(), 51, "a typing mistake may be undone");
        assert_eq!(take_in(&db, SUKAMAJU, MARET, "umum").await.unwrap().teks, "400.10.2.2/051/SKM/III/2026");
        let refused = start_at(&db, "semua", 50).await.unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Nomor 51 tahun 2026 sudah diterbitkan, jadi nomor terakhir tidak dapat diturunkan menjadi 50."
        );
        assert_eq!(start_at(&db, "semua", 60).await.unwrap(), 61, "ten letters were written by hand");
        assert_eq!(take(&db, MARET, "umum").await, 61);
        for beyond in [-1, 1_000_000] {
            assert!(matches!(start_at(&db, "semua", beyond).await, Err(Error::NomorMulai { .. })));
        }
    }
}

#[tokio::test]
async fn kinds_count_for_themselves_where_the_village_wants_it() {
    for db in databases().await {
        set(&db, SUKAMAJU, Lingkup::Jenis).await;
        let mut taken = Vec::new();
        for jenis in ["domisili", "umum", "domisili"] {
            taken.push(take(&db, MARET, jenis).await);
        }
        assert_eq!(taken, [1, 1, 2]);
        assert_eq!(start_at(&db, "umum", 20).await.unwrap(), 21);
        assert_eq!(take(&db, MARET, "umum").await, 21);
        assert_eq!(take(&db, MARET, "domisili").await, 3);

        // One counter for all from now on: above all that was given, and back again as well.
        set(&db, SUKAMAJU, Lingkup::Semua).await;
        assert_eq!(take(&db, MARET, "domisili").await, 22);
        set(&db, SUKAMAJU, Lingkup::Jenis).await;
        assert_eq!(take(&db, MARET, "domisili").await, 23);
        assert_eq!(take(&db, MARET, "umum").await, 23);
        assert!(matches!(start_at(&db, "domisili", 21).await, Err(Error::SudahTerbit { terbit: 23, .. })));
    }
}

#[tokio::test]
async fn a_preview_takes_nothing_and_tells_the_truth() {
    for db in databases().await {
        let look = async || {
            let mut tx = db.read(&ctx(SUKAMAJU)).await.unwrap();
            berikutnya(&mut tx, MARET, "470", "umum").await.unwrap()
        };
        assert_eq!(look().await, look().await);
        let (seen, taken) = (look().await.urut, take(&db, MARET, "umum").await);
        assert_eq!((seen, taken, look().await.urut), (1, 1, 2));
    }
}

#[tokio::test]
async fn villages_count_apart() {
    for db in databases().await {
        assert_eq!(take(&db, MARET, "umum").await, 1);
        assert_eq!(take_in(&db, KEMBARAN, MARET, "umum").await.unwrap().urut, 1);
        let mut tx = db.read(&ctx(KEMBARAN)).await.unwrap();
        let counters = list_penghitung(&mut tx, 2026).await.unwrap();
        assert_eq!(counters.iter().map(|row| (row.terakhir, row.terbit)).collect::<Vec<_>>(), [(1, 1)]);
    }
}

#[tokio::test]
async fn settings_are_kept_and_bad_ones_refused() {
    for db in databases().await {
        let mut tx = db.write(&ctx(SUKAMAJU), "pengaturan_nomor").await.unwrap();
        assert_eq!(get_pengaturan(&mut tx).await.unwrap().kode_unit, "SKM");
        let pola = |teks: &str| teks.parse::<nomor::Pola>().unwrap();
        let good = Pengaturan { pola: pola("{urut}-{tahun}"), ..Pengaturan::default() };
        update_pengaturan(&mut tx, &good).await.unwrap();
        assert_eq!(get_pengaturan(&mut tx).await.unwrap(), good);
        let check = async |tx: &mut db::WriteTx, bad: Pengaturan, start: &str| {
            let sentence = update_pengaturan(tx, &bad).await.unwrap_err().to_string();
            assert!(sentence.starts_with(start), "{sentence}");
        };
        check(&mut tx, Pengaturan::default(), "Pola nomor memakai {unit}, tetapi").await;
        let long = Pengaturan { kode_unit: "X".repeat(31), ..good.clone() };
        check(&mut tx, long, "Kode unit paling banyak 30 huruf, tanpa kurung { }").await;
        let alike = Pengaturan { lingkup: Lingkup::Jenis, ..good.clone() };
        check(&mut tx, alike, "Nomor dihitung sendiri-sendiri").await;
        assert_eq!(get_pengaturan(&mut tx).await.unwrap(), good, "a refusal changes nothing");
    }
}

#[tokio::test]
async fn no_number_is_given_where_its_parts_are_missing() {
    for db in each_engine().await {
        db.register_unit(SUKAMAJU, story_time()).await.unwrap();
        let refused = take_in(&db, SUKAMAJU, MARET, "umum").await.unwrap_err();
        assert!(matches!(refused, Error::UnitKosong) && refused.is_refusal());
        set(&db, SUKAMAJU, Lingkup::Semua).await;
        let mut tx = db.write(&ctx(SUKAMAJU), "penomoran").await.unwrap();
        assert!(matches!(ambil(&mut tx, MARET, " ", "umum").await, Err(Error::KlasifikasiKosong)));
        let wrong = ambil(&mut tx, date(206, 3, 2), "470", "umum").await.unwrap_err();
        assert_eq!(wrong.to_string(), "Tahun 206 tidak wajar untuk nomor surat. Periksa tanggalnya.");
        tx.commit().await.unwrap();
        assert_eq!(take(&db, MARET, "umum").await, 1, "nothing was burned");
    }
}

#[tokio::test]
async fn both_engines_accept_every_statement() {
    for db in each_engine().await {
        for statement in nomor::STATEMENTS.concat() {
            db.describe(statement.sql).await.unwrap();
        }
    }
}
