use anyhow::Result;
use db::{Db, EntityDef, ledger};
use jiff::Timestamp;
use vault::MasterKey;

use super::{arsip, pemulihan};
use crate::config::{Home, Place};

/// What a restore drill found, line by line.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Latihan {
    pub baris: Vec<String>,
    pub lulus: bool,
}

/// Backs up, restores into a throw-away home, and compares chain, tables and files with the original.
pub async fn latihan(home: &Home, db: &Db, entities: &[EntityDef], now: Timestamp) -> Result<Latihan> {
    let folder = tempfile::tempdir()?;
    let made = arsip::buat(home, db, folder.path(), now).await?;
    let place = Place {
        data: Some(folder.path().join("data")),
        database: None,
        key: Some(folder.path().join("induk.kunci")),
    };
    let other = Home::real(&place)?;
    let key = MasterKey::from_recovery(&db.master().to_recovery())?;
    pemulihan::pulihkan(&made.path, key, &other, entities, now).await?;
    let restored = other.open().await?;
    let mut report = Latihan { baris: vec![format!("Cadangan dibuat: {} byte.", made.ukuran)], lulus: true };
    for unit in &made.manifest.unit {
        let verdict = ledger::verify_unit(&restored, unit.unit, now).await?;
        let difference = ledger::compare(db, &restored, unit.unit, entities, now).await?;
        let wrong = verdict
            .finding
            .map(|finding| format!("baris {}: {}", finding.seq, finding.sentence))
            .or(difference);
        report.lulus &= wrong.is_none();
        report.baris.push(match wrong {
            None => format!(
                "Desa {}: {} baris catatan dan {} berkas pulih sama.",
                unit.unit, unit.baris, unit.berkas
            ),
            Some(wrong) => format!("Desa {}: TIDAK SAMA. {wrong}", unit.unit),
        });
    }
    restored.close().await;
    Ok(report)
}
