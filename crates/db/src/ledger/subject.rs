//! What a unit's ledger says about one person, and taking it away by right (UU 27/2022 art. 7 and 8).

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::PAYLOAD;
use crate::entity::EntityDef;
use crate::error::{Error, Result};
use crate::query::run_generated;
use crate::read::ReadTx;
use crate::value::{Bytes, Value};
use crate::write::WriteTx;

crate::statements! {
    /// The chain without its payloads, for finding whom each line tells about.
    LIST_SUBJECTS = "select seq, entity, entity_id, op, subjects from ledger
        where unit = $1 and seq > $2 order by seq limit $3";
    GET_PAYLOAD = "select payload from ledger where unit = $1 and seq = $2";
    LAST_OP = "select op from ledger where unit = $1 and entity_id = $2 and entity = $3 order by seq desc limit 1";
}

const BATCH: i64 = 10_000;

/// A row that tells about somebody, as its last ledger line left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The table.
    pub entity: String,
    pub id: Uuid,
    /// The whole row; null where its payload was erased.
    pub row: serde_json::Value,
}

/// A line as far as it stands open.
#[derive(sqlx::FromRow)]
struct Trace {
    seq: i64,
    entity: String,
    entity_id: Uuid,
    op: String,
    subjects: Bytes,
}

impl Trace {
    fn tells_about(&self, subject: Uuid) -> bool {
        self.subjects.0.chunks_exact(16).any(|id| id == subject.as_bytes())
    }
}

async fn traces(tx: &mut ReadTx) -> Result<Vec<Trace>> {
    let (mut all, mut seq) = (Vec::new(), 0);
    loop {
        let part: Vec<Trace> = tx.query(LIST_SUBJECTS).bind(seq).bind(BATCH).all().await?;
        let Some(last) = part.last() else { return Ok(all) };
        seq = last.seq;
        all.extend(part.into_iter().filter(|trace| !trace.subjects.0.is_empty() || trace.op == "removal"));
    }
}

/// Every row of the unit that tells about `subject`, by table: what a person may ask to see.
///
/// It reads the unit's chain from its beginning, without payloads: some milliseconds for a thousand lines.
pub async fn mentions(tx: &mut ReadTx, subject: Uuid) -> Result<Vec<Mention>> {
    let mut rows: BTreeMap<(String, Uuid), Option<i64>> = BTreeMap::new();
    for trace in traces(tx).await? {
        let key = (trace.entity.clone(), trace.entity_id);
        if trace.op == "removal" || !trace.tells_about(subject) {
            // What was removed, or is about somebody else by now, is told no more.
            if let Some(last) = rows.get_mut(&key) {
                *last = None;
            }
        } else {
            rows.insert(key, Some(trace.seq));
        }
    }
    let mut found = Vec::new();
    for ((entity, id), seq) in rows {
        let Some(seq) = seq else { continue };
        let (payload,): (Bytes,) = tx.query(GET_PAYLOAD).bind(seq).one().await?;
        let row = if payload.0.is_empty() {
            serde_json::Value::Null
        } else {
            let plain = tx.keys().open(PAYLOAD, &payload.0)?;
            serde_json::from_slice(&plain).map_err(|error| Error::Ledger(format!("line {seq}: {error}")))?
        };
        found.push(Mention { entity, id, row });
    }
    Ok(found)
}

/// Takes payload and salt from every line of these tables that tells about `subject`; tells how many.
///
/// The rows themselves must be written anew or removed in the same act, which `commit` checks: a rebuild
/// puts a row's next line in the place of an erased one, so what the tables hold must stand in a line.
pub async fn erase(tx: &mut WriteTx, subject: Uuid, tables: &[EntityDef]) -> Result<i64> {
    let unit = tx.ctx().unit;
    let (mut lines, mut rows) = (0, BTreeSet::new());
    for trace in traces(tx).await? {
        let Some(def) = tables.iter().find(|def| def.table == trace.entity) else { continue };
        if trace.op == "removal" || !trace.tells_about(subject) {
            continue;
        }
        let sql = "update ledger set payload = $3, salt = $3 where unit = $1 and seq = $2".to_owned();
        let values = vec![Value::from(unit.0), Value::from(trace.seq), Value::from(Bytes::default())];
        lines += i64::try_from(run_generated(tx.conn(), "erase ledger", sql, values).await?).unwrap_or(0);
        rows.insert((def.table, trace.entity_id));
    }
    for (table, id) in rows {
        let last: (String,) = tx.query(LAST_OP).bind(id).bind(table).one().await?;
        if last.0 != "removal" {
            tx.must_rewrite(table, id);
        }
    }
    Ok(lines)
}
