use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::QueryAs;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow, PgConnection, Postgres, Sqlite, SqliteConnection};
use uuid::Uuid;

use crate::entity::{Column, EntityDef};
use crate::error::{Error, Result};
use crate::statement::{Statement, Where};
use crate::value::{Kind, Value};

/// A row type that both engines can fill: any struct that derives `sqlx::FromRow`, or a tuple.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A connection of either engine.
pub(crate) enum Conn<'c> {
    Lite(&'c mut SqliteConnection),
    Pg(&'c mut PgConnection),
}

/// A statement with its values, ready to run.
pub struct Query<'c> {
    conn: Conn<'c>,
    statement: Statement,
    values: Vec<Value>,
    filter: Option<Where>,
}

macro_rules! bind_all {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Int(v) => query.bind(v),
                Value::Bool(v) => query.bind(v),
                Value::Text(v) => query.bind(v),
                Value::Bytes(v) => query.bind(v.map(|bytes| bytes.0)),
                Value::Uuid(v) => query.bind(v),
                Value::Day(v) => query.bind(v),
            };
        }
        query
    }};
}

/// Runs a text on whichever engine the connection is of; `$how` is sqlx's word for how many rows.
macro_rules! fetch {
    ($how:ident, $conn:expr, $name:expr, $sql:expr, $values:expr) => {
        match $conn {
            Conn::Lite(c) => lite($sql, $values).$how(c).await,
            Conn::Pg(c) => pg($sql, $values).$how(c).await,
        }
        .map_err(|error| Error::from_sqlx($name, error))
    };
}

impl<'c> Query<'c> {
    pub(crate) fn new(conn: Conn<'c>, statement: Statement, values: Vec<Value>) -> Self {
        Self { conn, statement, values, filter: None }
    }

    /// Binds the next `$n`.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Adds run-time conditions where the statement says `/*where*/`.
    #[must_use]
    pub fn filter(mut self, filter: Where) -> Self {
        self.filter = Some(filter);
        self
    }

    pub async fn all<T: Row>(self) -> Result<Vec<T>> {
        let (conn, name, sql, values) = self.ready();
        fetch!(fetch_all, conn, name, sql, values)
    }

    pub async fn optional<T: Row>(self) -> Result<Option<T>> {
        let (conn, name, sql, values) = self.ready();
        fetch!(fetch_optional, conn, name, sql, values)
    }

    /// Exactly one row; [`Error::NotFound`] when there is none.
    pub async fn one<T: Row>(self) -> Result<T> {
        let name = self.statement.name;
        self.optional().await?.ok_or(Error::NotFound(name))
    }

    /// The number in the single column of a single row, as from `count(*)`.
    pub async fn count(self) -> Result<i64> {
        Ok(self.one::<(i64,)>().await?.0)
    }

    /// Runs without rows and tells how many were touched.
    pub(crate) async fn execute(self) -> Result<u64> {
        let (conn, name, sql, values) = self.ready();
        run_generated(conn, name, sql, values).await
    }

    fn ready(self) -> (Conn<'c>, &'static str, String, Vec<Value>) {
        let Self { conn, statement, mut values, filter } = self;
        let sql = match filter {
            Some(filter) => filter.apply(statement.sql, &mut values),
            None => statement.sql.to_owned(),
        };
        (conn, statement.name, sql, values)
    }
}

fn lite<T: Row>(sql: String, values: Vec<Value>) -> QueryAs<'static, Sqlite, T, SqliteArguments> {
    bind_all!(sqlx::query_as(AssertSqlSafe(sql)), values)
}

fn pg<T: Row>(sql: String, values: Vec<Value>) -> QueryAs<'static, Postgres, T, PgArguments> {
    bind_all!(sqlx::query_as(AssertSqlSafe(sql)), values)
}

/// Every row of a unit's table as its id and one text of all its values, ordered by id.
pub(crate) async fn table_text(conn: Conn<'_>, def: &EntityDef, unit: i64) -> Result<Vec<(Uuid, String)>> {
    let texts: Vec<String> = def.columns.iter().map(|column| column_text(&conn, column)).collect();
    let sql =
        format!("select id, {} from {} where unit = $1 order by id", texts.join(" || '|' || "), def.table);
    let values = vec![Value::from(unit)];
    fetch!(fetch_all, conn, "table text", sql, values)
}

/// A column's value as text that both engines write alike.
fn column_text(conn: &Conn<'_>, column: &Column) -> String {
    let name = column.name;
    let text = match (conn, column.kind) {
        (_, Kind::Bool) => format!("case when {name} then '1' else '0' end"),
        (Conn::Lite(_), Kind::Uuid | Kind::Bytes) => format!("lower(hex({name}))"),
        (Conn::Pg(_), Kind::Uuid) => format!("replace(cast({name} as text), '-', '')"),
        (Conn::Pg(_), Kind::Bytes) => format!("encode({name}, 'hex')"),
        (_, Kind::Int | Kind::Text | Kind::Day) => format!("cast({name} as text)"),
    };
    format!("case when {name} is null then '∅' else {text} end")
}

/// Runs a generated text (bulk insert, DDL) whose only variable parts are names from our own code.
pub(crate) async fn run_generated(
    conn: Conn<'_>,
    name: &'static str,
    sql: String,
    values: Vec<Value>,
) -> Result<u64> {
    let touched = match conn {
        Conn::Lite(c) => {
            bind_all!(sqlx::query(AssertSqlSafe(sql)), values).execute(c).await.map(|r| r.rows_affected())
        }
        Conn::Pg(c) => {
            bind_all!(sqlx::query(AssertSqlSafe(sql)), values).execute(c).await.map(|r| r.rows_affected())
        }
    };
    touched.map_err(|error| Error::from_sqlx(name, error))
}

/// Runs a generated insert of many rows, whose places `$1`, `$2`… stand in order.
///
/// SQLite looks each numbered place up among all before it, which takes quadratic time for thousands of
/// them, so there they go without a number.
pub(crate) async fn run_insert(
    conn: Conn<'_>,
    name: &'static str,
    sql: String,
    values: Vec<Value>,
) -> Result<u64> {
    let sql = match conn {
        Conn::Lite(_) => unnumbered(&sql),
        Conn::Pg(_) => sql,
    };
    run_generated(conn, name, sql, values).await
}

/// `($1, $2), ($3, $4)` for two rows of two values.
pub(crate) fn tuples(rows: usize, width: usize) -> String {
    let tuple = |row: usize| {
        let places: Vec<String> = (1..=width).map(|place| format!("${}", row * width + place)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(tuple).collect::<Vec<_>>().join(", ")
}

fn unnumbered(sql: &str) -> String {
    let mut pieces = sql.split('$');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push('?');
        text.push_str(piece.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn places_are_numbered_through_all_rows() {
        assert_eq!(super::tuples(2, 3), "($1, $2, $3), ($4, $5, $6)");
        assert_eq!(super::tuples(1, 1), "($1)");
    }

    #[test]
    fn a_bulk_insert_needs_no_numbers() {
        assert_eq!(
            super::unnumbered("insert into t (a, b) values ($1, $2), ($13, $14)"),
            "insert into t (a, b) values (?, ?), (?, ?)"
        );
    }
}
