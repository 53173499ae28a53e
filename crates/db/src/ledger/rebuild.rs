use std::collections::HashMap;

use uuid::Uuid;

use super::{LINES_AFTER, LIST_UNITS, NEXT_PAYLOAD, PAYLOAD, Row, WIDTH, insert_sql};
use crate::context::{Context, Unit};
use crate::entity::EntityDef;
use crate::error::{Error, Result};
use crate::pool::Db;
use crate::query::{run_generated, run_insert};
use crate::value::Value;
use crate::write;

const BATCH: i64 = 1_000;

/// A unit's ledger lines behind `seq`, at most 1,000 of them, as they stand.
pub async fn lines_after(db: &Db, unit: Unit, seq: i64, now: jiff::Timestamp) -> Result<Vec<Row>> {
    let mut source = db.read(&Context::system("salin-catatan", unit, now)).await?;
    source.query(LINES_AFTER).bind(unit.0).bind(seq).bind(BATCH).all().await
}

/// Appends lines taken from elsewhere, unchanged, and moves the unit's head behind them.
///
/// The unit must be known here by the same secret, else nothing opens.
pub async fn append_lines(db: &Db, unit: Unit, rows: &[Row]) -> Result<()> {
    let Some(last) = rows.last() else { return Ok(()) };
    let mut handle = db.begin().await?;
    for chunk in rows.chunks(write::MAX_VALUES / WIDTH) {
        let values = chunk.iter().cloned().flat_map(Row::into_values).collect::<Vec<_>>();
        debug_assert_eq!(values.len(), chunk.len() * WIDTH);
        run_insert(handle.conn(), "append ledger", insert_sql(chunk.len()), values).await?;
    }
    let sql = "update ledger_head set seq = $2, hash = $3 where unit = $1".to_owned();
    let values = vec![Value::from(unit.0), Value::from(last.seq), Value::from(last.hash.clone())];
    run_generated(handle.conn(), "append head", sql, values).await?;
    handle.commit().await.map_err(|error| Error::from_sqlx("commit", error))
}

/// Copies a unit's whole chain into another database; tells how many lines went over.
pub async fn copy_lines(from: &Db, to: &Db, unit: Unit, now: jiff::Timestamp) -> Result<i64> {
    let mut seq = 0;
    loop {
        let rows = lines_after(from, unit, seq, now).await?;
        let Some(last) = rows.last() else { return Ok(seq) };
        seq = last.seq;
        append_lines(to, unit, &rows).await?;
    }
}

/// Makes a unit's fact tables from its ledger alone. The tables must be empty for this unit.
pub async fn rebuild_unit(db: &Db, unit: Unit, entities: &[EntityDef], now: jiff::Timestamp) -> Result<i64> {
    let by_table: HashMap<&str, &EntityDef> = entities.iter().map(|def| (def.table, def)).collect();
    let mut source = db.read(&Context::system("bangun-ulang", unit, now)).await?;
    let mut handle = db.begin().await?;
    let mut seq = 0;
    loop {
        let mut rows: Vec<Row> = source.query(LINES_AFTER).bind(unit.0).bind(seq).bind(BATCH).all().await?;
        let Some(last) = rows.last() else { break };
        seq = last.seq;
        for row in rows.iter_mut().filter(|row| row.op == "put" && row.is_erased()) {
            stand_in(&mut source, row).await?;
        }
        for run in runs(&rows) {
            let Some(def) = by_table.get(run[0].entity.as_str()) else {
                return Err(Error::Ledger(format!(
                    "unknown entity {} at line {}",
                    run[0].entity, run[0].seq
                )));
            };
            apply(&mut handle, unit, def, run, source.keys(), db).await?;
        }
    }
    handle.commit().await.map_err(|error| Error::from_sqlx("commit", error))?;
    Ok(seq)
}

/// Lets the row's next line speak for an erased one, so that rows which point at it find it. Where there is
/// none, the row was removed later, and nothing stands in.
async fn stand_in(source: &mut crate::ReadTx, row: &mut Row) -> Result<()> {
    let query = source.query(NEXT_PAYLOAD).bind(row.entity_id).bind(row.seq);
    let next: Option<(i16, crate::Bytes)> = query.bind(row.entity.as_str()).optional().await?;
    if let Some((version, payload)) = next {
        row.version = version;
        row.payload = payload;
    }
    Ok(())
}

/// Cuts lines into runs of one entity and one operation without a repeated id, so that each run is one statement.
fn runs(rows: &[Row]) -> Vec<&[Row]> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut ids = std::collections::HashSet::new();
    for (at, row) in rows.iter().enumerate() {
        let first = &rows[start];
        let fits = row.entity == first.entity && row.op == first.op && !ids.contains(&row.entity_id);
        if !fits && at > start {
            runs.push(&rows[start..at]);
            start = at;
            ids.clear();
        }
        ids.insert(row.entity_id);
    }
    runs.push(&rows[start..]);
    runs
}

async fn apply(
    handle: &mut crate::read::Handle,
    unit: Unit,
    def: &EntityDef,
    run: &[Row],
    keys: &vault::UnitKeys,
    db: &Db,
) -> Result<()> {
    if run[0].op == "removal" {
        for row in run {
            let sql = format!("delete from {} where unit = $1 and id = $2", def.table);
            run_generated(
                handle.conn(),
                def.table,
                sql,
                vec![Value::from(unit.0), Value::from(row.entity_id)],
            )
            .await?;
            relist(handle, unit, def, row.entity_id, None, db).await?;
        }
        return Ok(());
    }
    let mut rows = Vec::with_capacity(run.len());
    for row in run.iter().filter(|row| !row.is_erased()) {
        rows.push((row.entity_id, values_of(def, row, keys)?));
    }
    let width = def.columns.len() + 1;
    for chunk in rows.chunks((write::MAX_VALUES / width).max(1)) {
        let mut values = Vec::with_capacity(chunk.len() * width);
        for (_, row) in chunk {
            values.push(Value::from(unit.0));
            values.extend(row.iter().cloned());
        }
        run_insert(handle.conn(), def.table, upsert_sql(def, chunk.len()), values).await?;
    }
    for (id, row) in &rows {
        relist(handle, unit, def, *id, Some(row), db).await?;
    }
    Ok(())
}

/// Opens a payload and brings it to the entity's present shape.
fn values_of(def: &EntityDef, row: &Row, keys: &vault::UnitKeys) -> Result<Vec<Value>> {
    let plain = keys.open(PAYLOAD, &row.payload.0)?;
    let entity = def.table;
    let mut json: serde_json::Value =
        serde_json::from_slice(&plain).map_err(|source| Error::Payload { entity, source })?;
    for version in row.version..def.version {
        json = (def.upcast)(version, json);
    }
    def.columns
        .iter()
        .map(|column| {
            Value::from_json(column.kind, json.get(column.name).unwrap_or(&serde_json::Value::Null))
        })
        .collect::<Result<_, _>>()
        .map_err(|source| Error::Payload { entity, source })
}

fn upsert_sql(def: &EntityDef, rows: usize) -> String {
    let sets: Vec<String> = def
        .columns
        .iter()
        .filter(|column| column.name != "id")
        .map(|column| format!("{0} = excluded.{0}", column.name))
        .collect();
    format!("{} on conflict (unit, id) do update set {}", write::insert_sql(def, rows), sets.join(", "))
}

async fn relist(
    handle: &mut crate::read::Handle,
    unit: Unit,
    def: &EntityDef,
    id: Uuid,
    row: Option<&Vec<Value>>,
    db: &Db,
) -> Result<()> {
    for (kind, _) in def.directory {
        let sql = "delete from directory where kind = $1 and unit = $2 and id = $3".to_owned();
        let values = vec![Value::from(*kind), Value::from(unit.0), Value::from(id)];
        run_generated(handle.conn(), "directory", sql, values).await?;
    }
    for (kind, plain) in row.map(|row| write::directory_texts(def, row)).unwrap_or_default() {
        let hash = db.master().directory_hash(kind, plain.as_bytes());
        let sql = "insert into directory (kind, hash, unit, id) values ($1, $2, $3, $4)".to_owned();
        let values = vec![Value::from(kind), Value::from(hash), Value::from(unit.0), Value::from(id)];
        run_generated(handle.conn(), "directory", sql, values).await?;
    }
    Ok(())
}

/// Compares the fact tables of a unit in two databases, row for row. Tells the first difference.
pub async fn compare(
    one: &Db,
    other: &Db,
    unit: Unit,
    entities: &[EntityDef],
    now: jiff::Timestamp,
) -> Result<Option<String>> {
    for def in entities {
        let (here, there) =
            (fingerprints(one, unit, def, now).await?, fingerprints(other, unit, def, now).await?);
        if here.len() != there.len() {
            return Ok(Some(format!("{}: {} baris, seharusnya {}", def.table, there.len(), here.len())));
        }
        if let Some((id, _)) = here.iter().zip(&there).find_map(|(a, b)| (a != b).then_some(a)) {
            return Ok(Some(format!("{}: baris {id} berbeda", def.table)));
        }
    }
    Ok(None)
}

/// Every row of a table as `(id, all its values)`, in order of id.
async fn fingerprints(
    db: &Db,
    unit: Unit,
    def: &EntityDef,
    now: jiff::Timestamp,
) -> Result<Vec<(Uuid, String)>> {
    let mut tx = db.read(&Context::system("banding", unit, now)).await?;
    crate::query::table_text(tx.handle.conn(), def, unit.0).await
}

/// Every unit registered in this database.
pub async fn units(db: &Db) -> Result<Vec<Unit>> {
    let mut work = db.peek().await?;
    let units: Vec<(i64,)> = work.query(LIST_UNITS).all().await?;
    Ok(units.into_iter().map(|(unit,)| Unit(unit)).collect())
}
