//! Throw-away databases for tests. Every store test runs once on each engine.

use std::sync::Arc;

use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};
use vault::MasterKey;

use crate::migrate;
use crate::pool::{Db, Engine};

/// A database that lives as long as this value.
#[derive(Clone)]
pub struct TestDb {
    pub db: Db,
    pub url: String,
    /// The SQLite file goes with its folder; PostgreSQL's whole cluster is thrown away after the run.
    _folder: Option<Arc<tempfile::TempDir>>,
}

impl std::ops::Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// The moment at which stories begin: 2 March 2026, 09:00 in Yogyakarta.
pub fn story_time() -> Timestamp {
    "2026-03-02T02:00:00Z".parse().expect("a written instant")
}

/// An empty, migrated database on each engine. PostgreSQL is the server named by `BALAI_TEST_PG`;
/// without it that half is skipped with a message (`bin/test` always names one).
pub async fn each_engine() -> Vec<TestDb> {
    let mut all = vec![sqlite().await];
    match postgres().await {
        Some(db) => all.push(db),
        None => skipped("PostgreSQL half", "BALAI_TEST_PG names no server"),
    }
    all
}

/// An empty, migrated SQLite database.
pub async fn sqlite() -> TestDb {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("balai.db").display());
    ready(url, Some(Arc::new(folder))).await
}

/// An empty, migrated schema on the test server, where there is one.
pub async fn postgres() -> Option<TestDb> {
    let server = std::env::var_os("BALAI_TEST_PG")?.into_string().ok()?;
    let schema = format!("t_{}", vault::token::<10>());
    let mut conn = sqlx::PgConnection::connect(&server).await.expect("the server of BALAI_TEST_PG answers");
    conn.execute(sqlx::raw_sql(AssertSqlSafe(format!("create schema {schema}"))))
        .await
        .expect("a new schema");
    conn.close().await.expect("an idle connection closes");
    let joint = if server.contains('?') { '&' } else { '?' };
    Some(ready(format!("{server}{joint}options[search_path]={schema}"), None).await)
}

async fn ready(url: String, folder: Option<Arc<tempfile::TempDir>>) -> TestDb {
    let db = Db::open(&url, MasterKey::generate()).await.expect("a fresh database opens");
    migrate::run(&db, story_time()).await.expect("a fresh database takes the schema");
    TestDb { db, url, _folder: folder }
}

/// Runs DDL in the migrations' words, for tests that need a table of their own.
pub async fn run_script(db: &Db, script: &str) {
    let mut handle = db.begin().await.expect("a writer");
    migrate::run_script(handle.conn(), script, db.engine()).await.expect("the script runs");
    handle.commit().await.expect("the script commits");
}

/// Runs raw SQL that only a vandal would: to test that tampering is noticed.
pub async fn vandalise(db: &Db, lite: &str, pg: &str) {
    let mut handle = db.begin().await.expect("a writer");
    let sql = if db.engine() == Engine::Lite { lite } else { pg };
    crate::query::run_generated(handle.conn(), "vandalise", sql.to_owned(), vec![]).await.expect("it runs");
    handle.commit().await.expect("it commits");
}

/// Says that a test, or half of it, cannot run here. `bin/test` counts what is said in `BALAI_SKIPPED`.
pub fn skipped(what: &str, reason: &str) {
    use std::io::Write as _;
    eprintln!("skipped: {what}: {reason}");
    let name = std::thread::current().name().unwrap_or("test").to_owned();
    let list = std::env::var_os("BALAI_SKIPPED").map(std::path::PathBuf::from);
    let file = list.and_then(|path| std::fs::File::options().create(true).append(true).open(path).ok());
    if let Some(mut file) = file {
        let _ = writeln!(file, "{name}\t{what}: {reason}");
    }
}
