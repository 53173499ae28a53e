//! One history of the schema for both engines.
//!
//! The files in `migrations/` are written once, in PostgreSQL's type words; [`dialect`] turns them into
//! SQLite's STRICT tables. Migrations only go forward.

mod dialect;
mod estimates;

use sqlx::{AssertSqlSafe, Executor as _};

use crate::error::{Error, Result};
use crate::pool::{Db, Engine};
use crate::query::{Conn, Query, run_generated};
use crate::value::{At, Value};

include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

crate::statements! {
    work LIST_APPLIED = "select version from schema_history order by version";
}

/// What a migration run found and did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The schema's version before (0 for an empty database) and after.
    pub from: i64,
    pub to: i64,
}

/// The newest version this program knows.
pub fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |(version, _, _)| *version)
}

/// The schema's version when it is behind this program's; nothing for an empty or current database.
pub async fn pending(db: &Db) -> Result<Option<i64>> {
    let mut handle = db.begin().await?;
    execute_script(handle.conn(), &dialect::translate(HISTORY_TABLE, db.engine())).await?;
    let applied: Vec<(i64,)> = Query::new(handle.conn(), LIST_APPLIED, Vec::new()).all().await?;
    handle.commit().await.map_err(|error| Error::from_sqlx("commit", error))?;
    Ok(applied.last().map(|(version,)| *version).filter(|version| *version < newest()))
}

/// Brings the schema up to date.
///
/// # Errors
/// Refuses a database that a newer program has migrated further.
pub async fn run(db: &Db, now: jiff::Timestamp) -> Result<Outcome> {
    let mut handle = db.begin().await?;
    execute_script(handle.conn(), &dialect::translate(HISTORY_TABLE, db.engine())).await?;
    let applied: Vec<(i64,)> = Query::new(handle.conn(), LIST_APPLIED, Vec::new()).all().await?;
    let from = applied.last().map_or(0, |(version,)| *version);
    if from > newest() {
        return Err(Error::Refused(format!(
            "Basis data ini sudah dipakai oleh Balai yang lebih baru (skema {from}, program ini mengenal {}). \
             Pasang Balai versi terbaru.",
            newest()
        )));
    }
    for (version, name, script) in MIGRATIONS.iter().filter(|(version, _, _)| *version > from) {
        execute_script(handle.conn(), &dialect::translate(script, db.engine())).await?;
        let values = vec![Value::from(*version), Value::from(*name), Value::from(At::from(now))];
        let sql = "insert into schema_history (version, name, applied_at) values ($1, $2, $3)".to_owned();
        run_generated(handle.conn(), "schema_history", sql, values).await?;
        tracing::info!(version, name, "schema migrated");
    }
    if let (true, Conn::Lite(conn)) = (from < newest(), handle.conn()) {
        estimates::write(conn).await.map_err(|error| Error::from_sqlx("estimates", error))?;
    }
    handle.commit().await.map_err(|error| Error::from_sqlx("commit", error))?;
    Ok(Outcome { from, to: newest() })
}

const HISTORY_TABLE: &str = "create table if not exists schema_history (
    version bigint not null primary key,
    name text not null,
    applied_at bigint not null
);";

async fn execute_script(conn: Conn<'_>, script: &str) -> Result<()> {
    let script = AssertSqlSafe(script.to_owned());
    match conn {
        Conn::Lite(c) => c.execute(sqlx::raw_sql(script)).await.map(|_| ()),
        Conn::Pg(c) => c.execute(sqlx::raw_sql(script)).await.map(|_| ()),
    }
    .map_err(|error| Error::from_sqlx("migrate", error))
}

/// Runs DDL in the migrations' words.
#[cfg(feature = "testing")]
pub(crate) async fn run_script(conn: Conn<'_>, ddl: &str, engine: Engine) -> Result<()> {
    execute_script(conn, &dialect::translate(ddl, engine)).await
}

/// The whole schema as one engine receives it, for tests that read it.
pub fn script(engine: Engine) -> String {
    MIGRATIONS.iter().map(|(_, _, script)| dialect::translate(script, engine)).collect::<Vec<_>>().join("\n")
}
