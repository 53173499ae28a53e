//! What each engine says of its own tables.

use std::collections::{BTreeMap, BTreeSet};

use db::testing::TestDb;
use db::{Engine, Kind};
use sqlx::{PgPool, SqlitePool};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub name: String,
    /// In the engine's own word.
    pub kind: String,
    pub not_null: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Index {
    pub columns: Vec<String>,
    pub unique: bool,
    pub partial: bool,
}

/// A foreign key: own columns, the table and columns it points at.
type Foreign = (Vec<String>, String, Vec<String>);

/// As PostgreSQL says it: table, kind, target, own columns, the target's columns.
type Constraint = (String, String, Option<String>, Vec<String>, Vec<String>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub columns: Vec<Column>,
    pub key: Vec<String>,
    /// Without the primary key's own.
    pub indexes: BTreeSet<Index>,
    pub foreign: BTreeSet<Foreign>,
    pub checks: i64,
}

/// Every table of a test database.
pub(crate) async fn tables_of(db: &TestDb) -> BTreeMap<String, Table> {
    match db.engine() {
        Engine::Lite => lite(&SqlitePool::connect(&db.url).await.unwrap()).await,
        Engine::Pg => pg(&PgPool::connect(&db.url).await.unwrap()).await,
    }
}

/// How SQLite stores what PostgreSQL calls so.
pub(crate) fn storage(pg: &str) -> &'static str {
    match pg {
        "bigint" | "integer" | "smallint" | "boolean" => "INTEGER",
        "uuid" | "bytea" => "BLOB",
        "text" | "date" => "TEXT",
        _ => "a type outside the common words",
    }
}

/// Whether an entity's column may lie in a column of this type, on either engine.
pub(crate) fn fits(kind: Kind, column: &str) -> bool {
    match kind {
        Kind::Int => matches!(column, "INTEGER" | "bigint" | "integer" | "smallint"),
        Kind::Bool => matches!(column, "INTEGER" | "boolean"),
        Kind::Text => matches!(column, "TEXT" | "text"),
        Kind::Bytes => matches!(column, "BLOB" | "bytea"),
        Kind::Uuid => matches!(column, "BLOB" | "uuid"),
        Kind::Day => matches!(column, "TEXT" | "date"),
    }
}

async fn lite(pool: &SqlitePool) -> BTreeMap<String, Table> {
    let names: Vec<(String, String)> = sqlx::query_as(
        "select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut all = BTreeMap::new();
    for (name, sql) in names {
        let mut table = Table { checks: count(&sql, "check ("), ..Table::default() };
        let columns: Vec<(String, String, bool, i64)> =
            sqlx::query_as("select name, type, \"notnull\", pk from pragma_table_info($1) order by cid")
                .bind(&name)
                .fetch_all(pool)
                .await
                .unwrap();
        let mut key: Vec<(i64, String)> =
            columns.iter().filter(|column| column.3 > 0).map(|column| (column.3, column.0.clone())).collect();
        key.sort();
        table.key = key.into_iter().map(|(_, name)| name).collect();
        table.columns = columns
            .into_iter()
            .map(|(name, kind, not_null, _)| Column { name, kind: kind.to_uppercase(), not_null })
            .collect();
        table.indexes = lite_indexes(pool, &name).await;
        table.foreign = lite_foreign(pool, &name).await;
        all.insert(name, table);
    }
    all
}

fn count(text: &str, word: &str) -> i64 {
    i64::try_from(text.to_lowercase().matches(word).count()).unwrap()
}

async fn lite_indexes(pool: &SqlitePool, table: &str) -> BTreeSet<Index> {
    let found: Vec<(String, bool, bool)> =
        sqlx::query_as("select name, \"unique\", partial from pragma_index_list($1) where origin <> 'pk'")
            .bind(table)
            .fetch_all(pool)
            .await
            .unwrap();
    let mut all = BTreeSet::new();
    for (name, unique, partial) in found {
        let columns: Vec<(String,)> = sqlx::query_as("select name from pragma_index_info($1) order by seqno")
            .bind(name)
            .fetch_all(pool)
            .await
            .unwrap();
        all.insert(Index { columns: columns.into_iter().map(|(name,)| name).collect(), unique, partial });
    }
    all
}

async fn lite_foreign(pool: &SqlitePool, table: &str) -> BTreeSet<Foreign> {
    let found: Vec<(i64, String, String, String)> = sqlx::query_as(
        "select id, \"table\", \"from\", \"to\" from pragma_foreign_key_list($1) order by id, seq",
    )
    .bind(table)
    .fetch_all(pool)
    .await
    .unwrap();
    let mut keys: BTreeMap<i64, Foreign> = BTreeMap::new();
    for (id, target, from, to) in found {
        let key = keys.entry(id).or_insert_with(|| (Vec::new(), target, Vec::new()));
        key.0.push(from);
        key.2.push(to);
    }
    keys.into_values().collect()
}

async fn pg(pool: &PgPool) -> BTreeMap<String, Table> {
    let columns: Vec<(String, String, String, bool)> = sqlx::query_as(
        "select c.relname::text, a.attname::text, format_type(a.atttypid, null), a.attnotnull
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace order by c.relname, a.attnum",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut all: BTreeMap<String, Table> = BTreeMap::new();
    for (table, name, kind, not_null) in columns {
        all.entry(table).or_default().columns.push(Column { name, kind, not_null });
    }
    let indexes: Vec<(String, bool, bool, bool, Vec<String>)> = sqlx::query_as(
        "select t.relname::text, i.indisprimary, i.indisunique, i.indpred is not null,
            array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k(n, o)
                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by k.o)
        from pg_index i join pg_class t on t.oid = i.indrelid
        where t.relnamespace = current_schema()::regnamespace",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    for (table, primary, unique, partial, columns) in indexes {
        let table = all.get_mut(&table).unwrap();
        if primary {
            table.key = columns;
        } else {
            table.indexes.insert(Index { columns, unique, partial });
        }
    }
    pg_constraints(pool, &mut all).await;
    all
}

async fn pg_constraints(pool: &PgPool, all: &mut BTreeMap<String, Table>) {
    let found: Vec<Constraint> = sqlx::query_as(
        "select t.relname::text, c.contype::text, f.relname::text,
            array(select a.attname::text from unnest(c.conkey) with ordinality k(n, o)
                join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.o),
            array(select a.attname::text from unnest(c.confkey) with ordinality k(n, o)
                join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by k.o)
        from pg_constraint c join pg_class t on t.oid = c.conrelid left join pg_class f on f.oid = c.confrelid
        where t.relnamespace = current_schema()::regnamespace",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    for (table, kind, target, columns, at) in found {
        let table = all.get_mut(&table).unwrap();
        match kind.as_str() {
            "c" => table.checks += 1,
            "f" => {
                table.foreign.insert((columns, target.unwrap(), at));
            }
            _ => {}
        }
    }
}

/// Text columns of a PostgreSQL database that sort by a language.
pub(crate) async fn other_collations(db: &TestDb) -> Vec<String> {
    let pool = PgPool::connect(&db.url).await.unwrap();
    let found: Vec<(String,)> = sqlx::query_as(
        "select table_name || '.' || column_name from information_schema.columns
        where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    found.into_iter().map(|(name,)| name).collect()
}
