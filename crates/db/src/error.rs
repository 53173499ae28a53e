/// What can go wrong below the rooms.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A row that must exist does not (or belongs to another unit, which is the same to the caller).
    #[error("row not found: {0}")]
    NotFound(&'static str),
    /// A unique rule of this table was broken.
    #[error("unique rule broken in {table}")]
    Unique { table: String, source: sqlx::Error },
    /// The database is locked by another writer for too long, or the disk is full.
    #[error("the database cannot take the write now: {0}")]
    Unavailable(sqlx::Error),
    #[error("{statement}: {source}")]
    Sql { statement: &'static str, source: sqlx::Error },
    #[error(transparent)]
    Sealed(#[from] vault::OpenError),
    #[error("unit {0} is not registered in this database")]
    UnknownUnit(crate::Unit),
    #[error("{0}")]
    Refused(String),
    #[error("ledger: {0}")]
    Ledger(String),
    #[error("payload of {entity}: {source}")]
    Payload { entity: &'static str, source: serde_json::Error },
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// SQLite's primary result codes for "busy", "locked", "I/O error" and "disk full"; PostgreSQL's
/// classes 53 (insufficient resources) and 55 (lock not available).
fn is_unavailable(error: &dyn sqlx::error::DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    let lite = code.parse::<u32>().is_ok_and(|code| code < 10_000 && matches!(code & 0xff, 5 | 6 | 10 | 13));
    lite || (code.len() == 5 && (code.starts_with("53") || code.starts_with("55")))
}

impl Error {
    /// Sorts an engine's error into ours.
    pub(crate) fn from_sqlx(statement: &'static str, error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(inner) = &error {
            if inner.is_unique_violation() {
                let table = inner.table().map_or_else(|| table_in(inner.message()), str::to_owned);
                return Self::Unique { table, source: error };
            }
            if is_unavailable(inner.as_ref()) {
                return Self::Unavailable(error);
            }
        }
        match error {
            sqlx::Error::RowNotFound => Self::NotFound(statement),
            sqlx::Error::PoolTimedOut => Self::Unavailable(error),
            source => Self::Sql { statement, source },
        }
    }

    /// Whether this is the unique rule of `table`.
    pub fn is_unique(&self, table: &str) -> bool {
        matches!(self, Self::Unique { table: broken, .. } if broken == table)
    }
}

/// SQLite names columns, not the table: `UNIQUE constraint failed: penduduk.unit, penduduk.nik_kunci`.
fn table_in(message: &str) -> String {
    message.rsplit(": ").next().and_then(|columns| columns.split('.').next()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_read_from_sqlite_s_message() {
        let message = "UNIQUE constraint failed: penduduk.unit, penduduk.nik_kunci";
        assert_eq!(super::table_in(message), "penduduk");
        assert_eq!(super::table_in("something else"), "something else");
    }
}
