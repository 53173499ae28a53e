//! What SQLite's planner is told about the size of things.
//!
//! Without statistics it takes a whole unit for ten rows, and rather walks a village in the right order than finds one
//! resident and sorts. `ANALYZE` would tell it of the day on which it ran: an empty village on the first. So it is told
//! of a regency, once, and plans are the same on every installation. PostgreSQL gathers its own.

use std::collections::BTreeMap;

use sqlx::{Executor as _, SqliteConnection};

/// Rows of a table in a regency of two hundred villages.
const ROWS: i64 = 2_000_000;
const UNITS: i64 = 200;

/// Every column of every index, in order: table, index, whether it is unique, column, type.
const INDEXES: &str = r#"select m.name, il.name, il."unique", ii.name, lower(ti.type)
    from sqlite_master m, pragma_index_list(m.name) il, pragma_index_info(il.name) ii, pragma_table_info(m.name) ti
    where m.type = 'table' and m.name not like 'sqlite_%' and ti.name = ii.name
    order by m.name, il.name, ii.seqno"#;

type IndexColumn = (String, String, bool, String, String);

pub(super) async fn write(conn: &mut SqliteConnection) -> sqlx::Result<()> {
    let columns: Vec<IndexColumn> = sqlx::query_as(INDEXES).fetch_all(&mut *conn).await?;
    // Of the smallest table: it makes the place where estimates are kept.
    conn.execute("analyze schema_history").await?;
    conn.execute("delete from sqlite_stat1").await?;
    for ((table, index), estimate) in estimates(&columns) {
        sqlx::query("insert into sqlite_stat1 (tbl, idx, stat) values ($1, $2, $3)")
            .bind(table)
            .bind(index)
            .bind(estimate)
            .execute(&mut *conn)
            .await?;
    }
    conn.execute("analyze sqlite_schema").await?;
    Ok(())
}

/// The rows of a table, then how many of them are alike in the first column of an index, in the first two, and so on.
fn estimates(columns: &[IndexColumn]) -> BTreeMap<(&str, &str), String> {
    let mut indexes: BTreeMap<(&str, &str), Vec<&IndexColumn>> = BTreeMap::new();
    for column in columns {
        indexes.entry((&column.0, &column.1)).or_default().push(column);
    }
    let of_index = |columns: Vec<&IndexColumn>| {
        let mut alike = ROWS;
        let mut words = vec![ROWS.to_string()];
        for (place, (_, _, unique, name, kind)) in columns.iter().enumerate() {
            alike = (alike / different(name, kind)).max(1);
            if *unique && place + 1 == columns.len() {
                alike = 1;
            }
            words.push(alike.to_string());
        }
        words.join(" ")
    };
    indexes.into_iter().map(|(index, columns)| (index, of_index(columns))).collect()
}

/// How many different values stand in a column, among rows that are alike so far.
fn different(column: &str, kind: &str) -> i64 {
    match (column, kind) {
        ("unit", _) => UNITS,
        // Codes and yes or no; parts of a village.
        ("dusun" | "rw" | "rt", _) | (_, "integer") => 5,
        // Ids and keys.
        (_, "blob") => 3_000,
        _ => 200,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_narrows_more_than_a_code_and_a_unique_index_finds_one() {
        let column = |index: &str, unique, name: &str, kind: &str| {
            ("warga".to_owned(), index.to_owned(), unique, name.to_owned(), kind.to_owned())
        };
        let columns = [
            column("a", false, "unit", "integer"),
            column("a", false, "status", "integer"),
            column("a", false, "nama", "text"),
            column("b", true, "unit", "integer"),
            column("b", true, "nomor", "text"),
            column("c", false, "unit", "integer"),
            column("c", false, "kunci", "blob"),
        ];
        let estimates = estimates(&columns);
        assert_eq!(estimates[&("warga", "a")], "2000000 10000 2000 10");
        assert_eq!(estimates[&("warga", "b")], "2000000 10000 1");
        assert_eq!(estimates[&("warga", "c")], "2000000 10000 3");
    }
}
