use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use db::{Db, Unit, clock, ledger};

use crate::config::{Home, Place, shown};
use crate::console::say;

#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// Memeriksa rantai catatan; menyebut baris pertama yang berubah
    Verify {
        /// Kode desa; semua desa bila kosong
        #[arg(long)]
        desa: Option<String>,
    },
    /// Membangun basis data baru hanya dari catatan, lalu membandingkannya
    Rebuild {
        /// Basis data tujuan yang kosong, misalnya sqlite:baru.db
        #[arg(long)]
        ke: String,
        #[arg(long)]
        desa: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum DbCommand {
    /// Memperbarui skema
    Migrate,
}

pub(super) async fn db(place: &Place, command: DbCommand) -> Result<()> {
    let DbCommand::Migrate = command;
    let db = Home::real(place)?.open().await?;
    let outcome = db::migrate::run(&db, clock::now()).await?;
    say(format!("Skema {} menjadi {}.", outcome.from, outcome.to));
    Ok(())
}

pub(super) async fn ledger(place: &Place, command: Ledger, json: bool) -> Result<()> {
    let home = Home::real(place)?;
    let db = home.open().await?;
    db::migrate::run(&db, clock::now()).await?;
    match command {
        Ledger::Verify { desa } => verify(&db, desa, json).await,
        Ledger::Rebuild { ke, desa } => rebuild(&home, &db, &ke, desa).await,
    }
}

async fn verify(db: &Db, desa: Option<String>, json: bool) -> Result<()> {
    let mut wrong = 0;
    for unit in units(db, desa).await? {
        let verdict = ledger::verify_unit(db, unit, clock::now()).await?;
        wrong += u32::from(verdict.finding.is_some());
        let finding = verdict.finding.as_ref();
        if json {
            let line = finding.map(|f| serde_json::json!({ "baris": f.seq, "keterangan": f.sentence }));
            say(
                serde_json::json!({ "desa": unit, "diperiksa": verdict.lines, "terhapus": verdict.erased, "temuan": line }),
            );
        } else {
            say(match finding {
                None => format!("Desa {unit}: {} baris utuh.", verdict.lines),
                Some(f) => format!("Desa {unit}: baris {} rusak: {}.", f.seq, f.sentence),
            });
        }
    }
    if wrong > 0 {
        bail!(
            "Catatan {wrong} desa tidak utuh. Jangan lanjutkan pekerjaan; pulihkan dari cadangan terakhir."
        );
    }
    Ok(())
}

async fn rebuild(home: &Home, db: &Db, target: &str, desa: Option<String>) -> Result<()> {
    let now = clock::now();
    let other = Db::open(target, home.master_key()?).await;
    let other = other.with_context(|| format!("{} tidak dapat dibuka", shown(target)))?;
    db::migrate::run(&other, now).await?;
    if !ledger::units(&other).await?.is_empty() {
        bail!("Basis data tujuan harus kosong.");
    }
    let entities = crate::entities();
    for unit in units(db, desa).await? {
        other.adopt_unit(unit, &db.unit_secret(unit).await?, now).await?;
        let lines = ledger::copy_lines(db, &other, unit, now).await?;
        ledger::rebuild_unit(&other, unit, &entities, now).await?;
        if let Some(difference) = ledger::compare(db, &other, unit, &entities, now).await? {
            bail!("Desa {unit}: hasil bangun ulang berbeda: {difference}");
        }
        say(format!("Desa {unit}: {lines} baris catatan dibangun ulang, semua tabel sama."));
    }
    other.close().await;
    Ok(())
}

async fn units(db: &Db, desa: Option<String>) -> Result<Vec<Unit>> {
    let all = ledger::units(db).await?;
    let Some(desa) = desa else { return Ok(all) };
    let unit = parse_unit(&desa)?;
    if !all.contains(&unit) {
        bail!("Desa {unit} tidak ada di basis data ini.");
    }
    Ok(vec![unit])
}

/// A unit's code, with or without dots.
pub(super) fn parse_unit(text: &str) -> Result<Unit> {
    let code: kamus::KodeWilayah = text.parse().with_context(|| format!("Kode desa {text} tidak dikenal"))?;
    Ok(Unit(code.angka()))
}
