use sqlx::pool::PoolConnection;
use sqlx::{Postgres, Sqlite, Transaction};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::keys::Keys;
use crate::ledger::{GET_HEAD, LIST_TOUCHED};
use crate::query::{Conn, Query};
use crate::statement::{Reach, Statement};
use crate::value::Value;

/// The four ways a connection is held.
pub(crate) enum Handle {
    LitePool(PoolConnection<Sqlite>),
    PgPool(PoolConnection<Postgres>),
    LiteTx(Transaction<'static, Sqlite>),
    PgTx(Transaction<'static, Postgres>),
}

impl Handle {
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::LitePool(conn) => Conn::Lite(conn),
            Self::LiteTx(tx) => Conn::Lite(tx),
            Self::PgPool(conn) => Conn::Pg(conn),
            Self::PgTx(tx) => Conn::Pg(tx),
        }
    }

    pub(crate) async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::LiteTx(tx) => tx.commit().await,
            Self::PgTx(tx) => tx.commit().await,
            Self::LitePool(_) | Self::PgPool(_) => Ok(()),
        }
    }
}

/// Reading within one unit, on behalf of one caller.
pub struct ReadTx {
    pub(crate) ctx: Context,
    pub(crate) handle: Handle,
    pub(crate) keys: Keys,
}

impl ReadTx {
    pub fn ctx(&self) -> &Context {
        &self.ctx
    }

    /// What seals, opens and finds this unit's secrets.
    pub fn keys(&self) -> &vault::UnitKeys {
        &self.keys.unit
    }

    /// The keyed hash under which the directory lists `plain`.
    pub fn directory_hash(&self, kind: &str, plain: &str) -> [u8; 32] {
        self.keys.master.directory_hash(kind, plain.as_bytes())
    }

    /// The number of the unit's last ledger line, as seen by this transaction.
    pub async fn head(&mut self) -> Result<i64> {
        let unit = self.ctx.unit;
        let head: Option<(i64, Vec<u8>)> = self.query(GET_HEAD).bind(unit.0).optional().await?;
        head.map(|(seq, _)| seq).ok_or(Error::UnknownUnit(unit))
    }

    /// The fact tables of which a row was written behind line `seq` of the unit's ledger: what was worked out
    /// at that line from other tables still holds.
    pub async fn touched_since(&mut self, seq: i64) -> Result<Vec<String>> {
        let rows: Vec<(String,)> = self.query(LIST_TOUCHED).bind(seq).all().await?;
        Ok(rows.into_iter().map(|(entity,)| entity).collect())
    }

    /// Whether a row of one of these fact tables was written behind line `seq`: if not, what was worked out from
    /// them at that line still holds.
    pub async fn moved_since(&mut self, seq: i64, tables: &[&str]) -> Result<bool> {
        let touched = self.touched_since(seq).await?;
        Ok(touched.iter().any(|table| tables.contains(&table.as_str())))
    }

    /// Prepares a registered statement; statements within the unit get it bound as `$1`.
    pub fn query(&mut self, statement: Statement) -> Query<'_> {
        let values = match statement.reach {
            Reach::Unit => vec![Value::from(self.ctx.unit.0)],
            Reach::Across(_) | Reach::Work => Vec::new(),
        };
        Query::new(self.handle.conn(), statement, values)
    }
}
