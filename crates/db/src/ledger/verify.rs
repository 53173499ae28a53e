use super::{GET_HEAD, Head, LINES_AFTER, PAYLOAD, Row, commitment};
use crate::context::{Context, Unit};
use crate::error::Result;
use crate::pool::Db;

/// A line that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The line's number within its unit.
    pub seq: i64,
    /// What is wrong with it, in Indonesian.
    pub sentence: String,
}

/// The outcome of checking a unit's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub unit: Unit,
    /// How many lines were read.
    pub lines: i64,
    /// Lines whose payload was erased by right (UU 27/2022 art. 8).
    pub erased: i64,
    /// The first line that is wrong; everything behind it is in doubt.
    pub finding: Option<Finding>,
}

const BATCH: usize = 2_000;
const BATCH_LIMIT: i64 = 2_000;

/// Reads a unit's chain from its first line and names the first line that was changed.
pub async fn verify_unit(db: &Db, unit: Unit, now: jiff::Timestamp) -> Result<Verdict> {
    let mut tx = db.read(&Context::system("verify", unit, now)).await?;
    let mut head = Head { seq: 0, hash: vec![0; 32] };
    let mut verdict = Verdict { unit, lines: 0, erased: 0, finding: None };
    loop {
        let rows: Vec<Row> =
            tx.query(LINES_AFTER).bind(unit.0).bind(head.seq).bind(BATCH_LIMIT).all().await?;
        let full = rows.len() == BATCH;
        for row in rows {
            if let Some(sentence) = check(&row, &head, tx.keys()) {
                verdict.finding = Some(Finding { seq: row.seq.min(head.seq + 1), sentence });
                return Ok(verdict);
            }
            verdict.lines += 1;
            verdict.erased += i64::from(row.is_erased());
            head = Head { seq: row.seq, hash: row.hash.0 };
        }
        if !full {
            break;
        }
    }
    let stored: (i64, Vec<u8>) = tx.query(GET_HEAD).bind(unit.0).one().await?;
    if stored != (head.seq, head.hash) {
        let sentence =
            format!("kepala catatan menunjuk baris {}, padahal baris terakhir {}", stored.0, head.seq);
        verdict.finding = Some(Finding { seq: head.seq + 1, sentence });
    }
    Ok(verdict)
}

fn check(row: &Row, head: &Head, keys: &vault::UnitKeys) -> Option<String> {
    if row.seq != head.seq + 1 {
        return Some(format!("baris {} hilang", head.seq + 1));
    }
    if row.prev_hash.0 != head.hash {
        return Some("tidak menyambung dengan baris sebelumnya".to_owned());
    }
    if row.hash.0 != row.expected_hash() {
        return Some("keterangan baris diubah (hash tidak cocok)".to_owned());
    }
    if row.is_erased() {
        return None;
    }
    let Ok(payload) = keys.open(PAYLOAD, &row.payload.0) else {
        return Some("isi baris diubah (segel tidak dapat dibuka)".to_owned());
    };
    (commitment(&row.salt.0, &payload) != row.commitment.0.as_slice())
        .then(|| "isi baris tidak cocok dengan komitmennya".to_owned())
}
