//! A ledger saved at each release still folds into today's tables: upcasters are kept for ever.

use std::path::{Path, PathBuf};

use db::testing::{TestDb, sqlite, story_time};
use db::{Bytes, ledger};
use serde::{Deserialize, Serialize};
use testkit::SUKAMAJU;
use vault::MasterKey;

use super::acts;

/// A saved ledger: everything needed to open it, since nobody's data are in it.
#[derive(Serialize, Deserialize)]
struct Saved {
    versi: String,
    /// The master key, as on a recovery sheet.
    kunci: String,
    /// The unit's secret, wrapped by it.
    rahasia: Bytes,
    baris: Vec<ledger::Row>,
}

fn folder() -> PathBuf {
    crate::repo::root().join("app/tests/it/rilis")
}

async fn save(path: &Path) {
    let db = sqlite().await;
    db.register_unit(SUKAMAJU, story_time()).await.unwrap();
    acts::carry_out(&db, 2026, 120).await;
    let secret = db.unit_secret(SUKAMAJU).await.unwrap();
    let saved = Saved {
        versi: env!("CARGO_PKG_VERSION").to_owned(),
        kunci: db.master().to_recovery().to_string(),
        rahasia: db.master().wrap(SUKAMAJU.0, &secret).into(),
        baris: ledger::lines_after(&db, SUKAMAJU, 0, story_time()).await.unwrap(),
    };
    std::fs::write(path, serde_json::to_string(&saved).unwrap()).unwrap();
}

/// Folds a saved ledger into a fresh database.
async fn fold(path: &Path) -> TestDb {
    let saved: Saved = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let master = MasterKey::from_recovery(&saved.kunci).unwrap();
    let secret = master.unwrap(SUKAMAJU.0, &saved.rahasia.0).unwrap();
    let (db, now) = (sqlite().await, story_time());
    db.adopt_unit(SUKAMAJU, &secret, now).await.unwrap();
    ledger::append_lines(&db, SUKAMAJU, &saved.baris).await.unwrap();
    let folded = ledger::rebuild_unit(&db, SUKAMAJU, &balai::entities(), now).await;
    assert!(folded.is_ok(), "{} no longer folds: {folded:?}", saved.versi);
    let verdict = ledger::verify_unit(&db, SUKAMAJU, now).await.unwrap();
    assert_eq!(verdict.finding, None, "{}", saved.versi);
    db
}

#[tokio::test]
async fn the_ledger_of_every_release_still_folds() {
    let saved = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    for path in saved.filter(|path| path.extension().is_some_and(|ending| ending == "json")) {
        fold(&path).await;
    }
}

/// Saving and folding must fit each other before the first release needs them.
/// With `BALAI_SIMPAN_RILIS` set, the saved ledger is kept.
#[tokio::test]
async fn a_ledger_saved_today_folds_today() {
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("kini.json");
    save(&path).await;
    let db = fold(&path).await;
    assert!(db.head(SUKAMAJU).await.unwrap() >= 120);
    if std::env::var_os("BALAI_SIMPAN_RILIS").is_some() {
        std::fs::copy(&path, folder().join(format!("{}.json", env!("CARGO_PKG_VERSION")))).unwrap();
    }
}
