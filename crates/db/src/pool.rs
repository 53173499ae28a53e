use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, PgPool, SqliteConnection, SqlitePool};
use vault::{MasterKey, UnitKeys, UnitSecret};

use crate::context::{Context, Unit};
use crate::error::{Error, Result};
use crate::keys::{KeyRing, Keys};
use crate::query::{Conn, run_generated};
use crate::read::{Handle, ReadTx};
use crate::value::{At, Value};
use crate::write::{WorkTx, WriteTx};

/// Which engine holds the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Lite,
    Pg,
}

#[derive(Clone)]
enum Pools {
    /// SQLite allows one writer: a pool of one makes writers queue in order instead of retrying.
    Lite {
        read: SqlitePool,
        write: SqlitePool,
    },
    Pg {
        read: PgPool,
        write: PgPool,
    },
}

/// The database of this installation, on either engine.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    keys: Arc<KeyRing>,
}

const READERS: u32 = 6;
const BUSY: Duration = Duration::from_secs(5);

impl Db {
    /// Opens `sqlite:PATH` or `postgres://…`; the schema is brought up to date by [`crate::migrate::run`].
    pub async fn open(url: &str, master: MasterKey) -> Result<Self> {
        let pools = if url.starts_with("postgres") { open_pg(url).await } else { open_lite(url).await };
        let pools = pools.map_err(|error| Error::from_sqlx("open", error))?;
        Ok(Self { pools, keys: Arc::new(KeyRing::new(master)) })
    }

    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Lite { .. } => Engine::Lite,
            Pools::Pg { .. } => Engine::Pg,
        }
    }

    pub fn master(&self) -> &MasterKey {
        &self.keys.master
    }

    /// Registers a unit: its own keys, and the head of its ledger. Again is no error.
    pub async fn register_unit(&self, unit: Unit, now: jiff::Timestamp) -> Result<()> {
        self.adopt_unit(unit, &UnitSecret::generate(), now).await
    }

    /// Registers a unit that brings its secret along, as from a backup.
    pub async fn adopt_unit(&self, unit: Unit, secret: &UnitSecret, now: jiff::Timestamp) -> Result<()> {
        let mut handle = self.begin().await?;
        let wrapped = self.keys.master.wrap(unit.0, secret);
        let key_sql = "insert into unit_key (unit, wrapped, master_id, created_at) values ($1, $2, $3, $4)
            on conflict (unit) do nothing";
        let values = vec![
            Value::from(unit.0),
            Value::Bytes(Some(wrapped.into())),
            Value::from(self.keys.master.id()),
            Value::from(At::from(now)),
        ];
        run_generated(handle.conn(), "insert unit_key", key_sql.to_owned(), values).await?;
        let head_sql = "insert into ledger_head (unit, seq, hash, moved) values ($1, 0, $2, 0)
            on conflict (unit) do nothing";
        let values = vec![Value::from(unit.0), Value::from([0_u8; 32])];
        run_generated(handle.conn(), "insert ledger_head", head_sql.to_owned(), values).await?;
        handle.commit().await.map_err(|error| Error::from_sqlx("commit", error))
    }

    /// The secret of a unit, for a backup that must open elsewhere.
    pub async fn unit_secret(&self, unit: Unit) -> Result<UnitSecret> {
        let mut handle = self.reader().await?;
        let wrapped: Option<(Vec<u8>,)> =
            crate::query::Query::new(handle.conn(), crate::write::GET_UNIT_KEY, vec![Value::from(unit.0)])
                .optional()
                .await?;
        let (wrapped,) = wrapped.ok_or(Error::UnknownUnit(unit))?;
        Ok(self.keys.master.unwrap(unit.0, &wrapped)?)
    }

    /// Reads as `ctx`.
    pub async fn read(&self, ctx: &Context) -> Result<ReadTx> {
        let keys = self.unit_keys(ctx.unit).await?;
        Ok(ReadTx { ctx: *ctx, handle: self.reader().await?, keys })
    }

    /// Writes one act as `ctx`. `act` is the act's noun as the ledger shall say it, such as `penerbitan`.
    ///
    /// Until it ends, every other writer of the same unit waits: numbers and sequences stay gapless.
    pub async fn write(&self, ctx: &Context, act: &'static str) -> Result<WriteTx> {
        let keys = self.unit_keys(ctx.unit).await?;
        let read = ReadTx { ctx: *ctx, handle: self.begin().await?, keys };
        WriteTx::begin(read, act).await
    }

    /// Writes work tables only (sessions, jobs), which are no facts and leave no ledger line.
    pub async fn work(&self) -> Result<WorkTx> {
        Ok(WorkTx::new(self.begin().await?))
    }

    /// Reads work tables and directories, before it is known who calls (as when a session is looked up).
    pub async fn peek(&self) -> Result<WorkTx> {
        Ok(WorkTx::new(self.reader().await?))
    }

    pub(crate) async fn begin(&self) -> Result<Handle> {
        match &self.pools {
            Pools::Lite { write, .. } => write.begin_with("BEGIN IMMEDIATE").await.map(Handle::LiteTx),
            Pools::Pg { write, .. } => write.begin().await.map(Handle::PgTx),
        }
        .map_err(|error| Error::from_sqlx("begin", error))
    }

    pub(crate) async fn reader(&self) -> Result<Handle> {
        match &self.pools {
            Pools::Lite { read, .. } => read.acquire().await.map(Handle::LitePool),
            Pools::Pg { read, .. } => read.acquire().await.map(Handle::PgPool),
        }
        .map_err(|error| Error::from_sqlx("acquire", error))
    }

    async fn unit_keys(&self, unit: Unit) -> Result<Keys> {
        if let Some(keys) = self.keys.find(unit) {
            return Ok(keys);
        }
        let keys: UnitKeys = self.unit_secret(unit).await?.keys();
        Ok(self.keys.remember(unit, keys))
    }

    /// Describes a statement (its column names) without running it: proof that the engine accepts it.
    pub async fn describe(&self, sql: &'static str) -> Result<Vec<String>> {
        use sqlx::{Column as _, Executor as _};
        let mut handle = self.reader().await?;
        let text = sqlx::SqlStr::from_static(sql);
        let names = match handle.conn() {
            Conn::Lite(c) => {
                c.describe(text).await.map(|d| d.columns().iter().map(|c| c.name().to_owned()).collect())
            }
            Conn::Pg(c) => {
                c.describe(text).await.map(|d| d.columns().iter().map(|c| c.name().to_owned()).collect())
            }
        };
        names.map_err(|error| Error::from_sqlx("describe", error))
    }

    /// The number of the unit's last ledger line: it moves with every act, so pages made at one position
    /// stay good until the next.
    pub async fn head(&self, unit: Unit) -> Result<i64> {
        let mut handle = self.reader().await?;
        let values = vec![Value::from(unit.0)];
        let head: Option<(i64, Vec<u8>)> =
            crate::query::Query::new(handle.conn(), crate::ledger::GET_HEAD, values).optional().await?;
        head.map(|(seq, _)| seq).ok_or(Error::UnknownUnit(unit))
    }

    /// Waits for running statements and closes all connections.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Lite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Pg { read, write } => {
                read.close().await;
                write.close().await;
            }
        }
    }
}

async fn open_lite(url: &str) -> sqlx::Result<Pools> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .statement_cache_capacity(300)
        .disable_statement_logging();
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .after_release(|conn, _| Box::pin(is_out_of_transaction(conn)))
        .connect_with(options.clone())
        .await?;
    let readers = options.pragma("query_only", "on").pragma("cache_size", "-4000");
    let read = SqlitePoolOptions::new().max_connections(READERS).connect_with(readers).await?;
    Ok(Pools::Lite { read, write })
}

/// On a full disk SQLite itself rolls back; sqlx then counts on a transaction that is gone, and the
/// connection would begin no other. Such a connection is given up, or nobody could write until a restart.
async fn is_out_of_transaction(conn: &mut SqliteConnection) -> sqlx::Result<bool> {
    // A dropped transaction's rollback is still under way; the answer comes after it.
    conn.ping().await?;
    Ok(!conn.is_in_transaction())
}

async fn open_pg(url: &str) -> sqlx::Result<Pools> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("balai")
        .statement_cache_capacity(300)
        .disable_statement_logging();
    let write = PgPoolOptions::new().max_connections(READERS).connect_with(options.clone()).await?;
    let readers = options.options([("default_transaction_read_only", "on")]);
    let read = PgPoolOptions::new().max_connections(READERS).connect_with(readers).await?;
    Ok(Pools::Pg { read, write })
}
