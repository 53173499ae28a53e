//! The ledger: one line per changed row, gapless per unit, hash-chained, sealed.
//!
//! A line's payload is the row after the act, as JSON in the entity's column order. The commitment is
//! SHA-256(salt ‖ payload), so that a payload withheld or erased leaks nothing while the chain stays
//! whole. The hash covers the previous hash and every field but payload and salt.

mod rebuild;
mod subject;
mod verify;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use vault::UnitKeys;

use crate::context::{Actor, Unit};
use crate::entity::EntityDef;
use crate::value::{At, Bytes, Value};

pub use rebuild::{append_lines, compare, copy_lines, lines_after, rebuild_unit, units};
pub(crate) use subject::STATEMENTS as SUBJECT_STATEMENTS;
pub use subject::{Mention, erase, mentions};
pub use verify::{Finding, Verdict, verify_unit};

/// The purpose under which payloads are sealed.
const PAYLOAD: &str = "ledger.payload";

/// What happened to the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    /// It now looks like the payload.
    Put,
    /// It is gone.
    Removal,
}

impl Op {
    fn word(self) -> &'static str {
        match self {
            Self::Put => "put",
            Self::Removal => "removal",
        }
    }
}

/// A change waiting for its place in the chain.
pub(crate) struct Line {
    pub(crate) def: EntityDef,
    pub(crate) id: Uuid,
    pub(crate) op: Op,
    pub(crate) payload: Vec<u8>,
    pub(crate) subjects: Vec<Uuid>,
}

impl Line {
    pub(crate) fn removal(def: &EntityDef, id: Uuid) -> Self {
        Self { def: *def, id, op: Op::Removal, payload: b"null".to_vec(), subjects: Vec::new() }
    }
}

/// Where a unit's chain ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: Vec<u8>,
}

/// What all lines of one act share.
pub(crate) struct Stamp {
    pub(crate) unit: Unit,
    pub(crate) act_id: Uuid,
    pub(crate) at: At,
    pub(crate) actor: Actor,
    pub(crate) act: &'static str,
}

/// A ledger line as stored and as carried in a backup.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow, serde::Serialize, serde::Deserialize)]
pub struct Row {
    pub(crate) unit: i64,
    /// Its place in the unit's chain, from 1.
    pub seq: i64,
    pub(crate) act_id: Uuid,
    pub(crate) at: At,
    pub(crate) actor: String,
    pub(crate) act: String,
    pub(crate) entity: String,
    pub(crate) version: i16,
    pub(crate) entity_id: Uuid,
    pub(crate) op: String,
    /// Sealed; empty when erased.
    pub(crate) payload: Bytes,
    /// Sealed together with the payload's fate: gone when erased.
    pub(crate) salt: Bytes,
    pub(crate) commitment: Bytes,
    pub(crate) subjects: Bytes,
    pub(crate) prev_hash: Bytes,
    pub(crate) hash: Bytes,
}

/// How many columns a ledger line has.
pub(crate) const WIDTH: usize = 16;

crate::statements! {
    across "a unit's own chain, read whole by verify, rebuild and backup" LINES_AFTER =
        "select unit, seq, act_id, at, actor, act, entity, version, entity_id, op, payload, salt,
            commitment, subjects, prev_hash, hash
        from ledger where unit = $1 and seq > $2 order by seq limit $3";
    /// Which tables have moved since a place of the chain.
    LIST_TOUCHED = "select entity from ledger where unit = $1 and seq > $2 group by entity order by entity";
    /// The next line of a row that still says something.
    NEXT_PAYLOAD = "select version, payload from ledger
        where unit = $1 and entity_id = $2 and seq > $3 and entity = $4 and op = 'put' and length(payload) > 0
        order by seq limit 1";
    work GET_HEAD = "select seq, hash from ledger_head where unit = $1";
    work LIST_UNITS = "select unit from ledger_head order by unit";
}

impl Row {
    pub(crate) fn into_values(self) -> [Value; WIDTH] {
        [
            Value::from(self.unit),
            Value::from(self.seq),
            Value::from(self.act_id),
            Value::from(self.at),
            Value::Text(Some(self.actor)),
            Value::Text(Some(self.act)),
            Value::Text(Some(self.entity)),
            Value::from(self.version),
            Value::from(self.entity_id),
            Value::Text(Some(self.op)),
            Value::Bytes(Some(self.payload)),
            Value::Bytes(Some(self.salt)),
            Value::Bytes(Some(self.commitment)),
            Value::Bytes(Some(self.subjects)),
            Value::Bytes(Some(self.prev_hash)),
            Value::Bytes(Some(self.hash)),
        ]
    }

    /// The hash this line must carry, from everything it says but payload and salt.
    fn expected_hash(&self) -> [u8; 32] {
        let mut sha = Sha256::new();
        let mut field = |bytes: &[u8]| {
            sha.update((bytes.len() as u64).to_be_bytes());
            sha.update(bytes);
        };
        field(&self.prev_hash.0);
        field(&self.unit.to_be_bytes());
        field(&self.seq.to_be_bytes());
        field(self.act_id.as_bytes());
        field(&self.at.0.to_be_bytes());
        field(self.actor.as_bytes());
        field(self.act.as_bytes());
        field(self.entity.as_bytes());
        field(&self.version.to_be_bytes());
        field(self.entity_id.as_bytes());
        field(self.op.as_bytes());
        field(&self.commitment.0);
        field(&self.subjects.0);
        sha.finalize().into()
    }

    /// Whether payload and salt were erased by right of the person concerned.
    fn is_erased(&self) -> bool {
        self.payload.0.is_empty() && self.salt.0.is_empty()
    }
}

fn commitment(salt: &[u8], payload: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(payload).finalize().into()
}

/// Gives the waiting lines their places behind `head`, and moves it.
pub(crate) fn chain(
    stamp: &Stamp,
    head: &mut Head,
    lines: impl Iterator<Item = Line>,
    keys: &UnitKeys,
) -> Vec<Row> {
    let mut rows = Vec::with_capacity(lines.size_hint().0);
    for line in lines {
        let salt: [u8; 16] = vault::random();
        let mut row = Row {
            unit: stamp.unit.0,
            seq: head.seq + 1,
            act_id: stamp.act_id,
            at: stamp.at,
            actor: stamp.actor.to_string(),
            act: stamp.act.to_owned(),
            entity: line.def.table.to_owned(),
            version: line.def.version,
            entity_id: line.id,
            op: line.op.word().to_owned(),
            commitment: commitment(&salt, &line.payload).into(),
            payload: keys.seal(PAYLOAD, &line.payload).into(),
            salt: salt.into(),
            subjects: line.subjects.iter().flat_map(|id| *id.as_bytes()).collect::<Vec<u8>>().into(),
            prev_hash: head.hash.clone().into(),
            hash: Bytes::default(),
        };
        row.hash = row.expected_hash().into();
        *head = Head { seq: row.seq, hash: row.hash.0.clone() };
        rows.push(row);
    }
    rows
}

pub(crate) fn insert_sql(rows: usize) -> String {
    let tuples = crate::query::tuples(rows, WIDTH);
    format!(
        "insert into ledger (unit, seq, act_id, at, actor, act, entity, version, entity_id, op, payload, salt,
            commitment, subjects, prev_hash, hash) values {tuples}"
    )
}
