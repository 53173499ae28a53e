//! The ledger alone makes the database again: after random acts on every fact table, on both engines.

mod acts;
mod chance;
mod releases;
mod workbook;

use db::ledger;
use db::testing::{TestDb, each_engine, story_time};
use testkit::SUKAMAJU;

const ACTS: usize = 500;

#[tokio::test]
async fn a_database_is_made_again_from_its_ledger_after_500_random_acts() {
    for (seed, db) in (1_u64..).zip(each_engine().await) {
        db.register_unit(SUKAMAJU, story_time()).await.unwrap();
        let changes = acts::carry_out(&db, seed, ACTS).await;
        let lines = ledger::verify_unit(&db, SUKAMAJU, story_time()).await.unwrap();
        assert_eq!((lines.lines, lines.finding), (changes, None), "{:?}: one line a change", db.engine());
        for again in each_engine().await {
            rebuild(&db, &again).await;
        }
    }
}

/// Rebuilds Sukamaju in another database, on the same engine or the other, and compares.
async fn rebuild(from: &TestDb, to: &TestDb) {
    let (entities, now) = (balai::entities(), story_time());
    to.adopt_unit(SUKAMAJU, &from.unit_secret(SUKAMAJU).await.unwrap(), now).await.unwrap();
    let copied = ledger::copy_lines(from, to, SUKAMAJU, now).await.unwrap();
    ledger::rebuild_unit(to, SUKAMAJU, &entities, now).await.unwrap();
    let difference = ledger::compare(from, to, SUKAMAJU, &entities, now).await.unwrap();
    assert_eq!(difference, None, "from {:?} to {:?}, {copied} lines", from.engine(), to.engine());
    assert_eq!(ledger::verify_unit(to, SUKAMAJU, now).await.unwrap().finding, None);
}

/// The comparison itself must be able to fail.
#[tokio::test]
async fn a_difference_is_seen() {
    for db in each_engine().await {
        db.register_unit(SUKAMAJU, story_time()).await.unwrap();
        acts::carry_out(&db, 7, 150).await;
        let again = db::testing::sqlite().await;
        rebuild(&db, &again).await;
        let sql = "update pengguna set nama = nama || '.' where unit = 3402132099";
        db::testing::vandalise(&again, sql, sql).await;
        let difference =
            ledger::compare(&db, &again, SUKAMAJU, &balai::entities(), story_time()).await.unwrap();
        assert!(difference.is_some_and(|said| said.starts_with("pengguna")));
    }
}
