use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use anyhow::{Context as _, Result};
use db::{Db, Unit, ledger};
use jiff::Timestamp;

use super::{FORMAT, Manifest, UnitManifest};
use crate::config::Home;
use crate::os;

/// A finished backup.
#[derive(Debug, Clone)]
pub struct Ringkasan {
    pub path: PathBuf,
    pub manifest: Manifest,
    /// Size in bytes.
    pub ukuran: u64,
}

const ENDING: &str = "balai.age";

/// Writes a backup of everything into `folder`; it appears under its name only when it is whole.
pub async fn buat(home: &Home, db: &Db, folder: &Path, now: Timestamp) -> Result<Ringkasan> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("Folder {} tidak dapat dibuat", folder.display()))?;
    let part = tempfile::Builder::new()
        .prefix(".cadangan-")
        .tempfile_in(folder)
        .context("Folder tidak dapat ditulisi")?;
    let recipient = {
        let mut recipient =
            age::scrypt::Recipient::new(SecretString::from(db.master().to_recovery().to_string()));
        // The passphrase has 256 bits; stretching it further would only cost time.
        recipient.set_work_factor(10);
        recipient
    };
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))?;
    let sealed = encryptor.wrap_output(BufWriter::new(part.as_file().try_clone()?))?;
    let mut tar = tar::Builder::new(sealed);
    let manifest = write_entries(&mut tar, home, db, now).await?;
    let mut inner = tar.into_inner()?.finish()?;
    inner.flush().context("Cadangan tidak dapat disimpan: periksa sisa ruang")?;
    part.as_file().sync_all()?;
    let path = folder.join(format!("{}.{ENDING}", now.strftime("balai-%Y%m%d-%H%M%S")));
    part.persist(&path).map_err(|error| error.error).context("Cadangan tidak dapat diberi nama")?;
    os::sync_dir(folder)?;
    let ukuran = std::fs::metadata(&path)?.len();
    Ok(Ringkasan { path, manifest, ukuran })
}

async fn write_entries<W: Write>(
    tar: &mut tar::Builder<W>,
    home: &Home,
    db: &Db,
    now: Timestamp,
) -> Result<Manifest> {
    let mut manifest = Manifest {
        format: FORMAT,
        skema: db::migrate::newest(),
        dibuat_pada: now,
        kunci: db.master().id(),
        unit: Vec::new(),
    };
    for unit in ledger::units(db).await? {
        let secret = db.master().wrap(unit.0, &db.unit_secret(unit).await?);
        add(tar, &format!("{unit}/rahasia"), &secret, now)?;
        let baris = add_ledger(tar, db, unit, now).await?;
        let berkas = add_files(tar, &home.files().join(unit.to_string()), unit)?;
        manifest.unit.push(UnitManifest { unit, baris, berkas });
    }
    for name in ["kantor.pem", "kantor.kunci"] {
        if let Ok(bytes) = std::fs::read(home.data.join("tls").join(name)) {
            add(tar, &format!("tls/{name}"), &bytes, now)?;
        }
    }
    add(tar, "manifest.json", &serde_json::to_vec_pretty(&manifest)?, now)?;
    Ok(manifest)
}

/// The ledger goes in parts, so that memory does not grow with the village.
async fn add_ledger<W: Write>(tar: &mut tar::Builder<W>, db: &Db, unit: Unit, now: Timestamp) -> Result<i64> {
    let mut seq = 0;
    loop {
        let rows = ledger::lines_after(db, unit, seq, now).await?;
        let Some(last) = rows.last() else { return Ok(seq) };
        let mut text = Vec::new();
        for row in &rows {
            serde_json::to_writer(&mut text, row)?;
            text.push(b'\n');
        }
        add(tar, &format!("{unit}/catatan/{seq:010}.ndjson"), &text, now)?;
        seq = last.seq;
    }
}

fn add_files<W: Write>(tar: &mut tar::Builder<W>, folder: &Path, unit: Unit) -> Result<u64> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(0) };
    let mut count = 0;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        if !entry.file_type()?.is_file() || name.to_string_lossy().starts_with('.') {
            continue;
        }
        let mut file = File::open(entry.path())?;
        tar.append_file(format!("{unit}/berkas/{}", name.to_string_lossy()), &mut file)?;
        count += 1;
    }
    Ok(count)
}

fn add<W: Write>(tar: &mut tar::Builder<W>, name: &str, bytes: &[u8], now: Timestamp) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_mtime(u64::try_from(now.as_second()).unwrap_or(0));
    tar.append_data(&mut header, name, bytes)
}

/// The backups in a folder, newest first.
pub fn daftar(folder: &Path) -> Vec<(PathBuf, u64)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<(PathBuf, u64)> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_string_lossy().ends_with(ENDING))
        .filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.len())))
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0));
    found
}

/// When the newest backup in a folder was made, told by its name.
pub fn terbaru(folder: &Path) -> Option<Timestamp> {
    let (path, _) = daftar(folder).into_iter().next()?;
    let name = path.file_name()?.to_str()?;
    let time = jiff::civil::DateTime::strptime("balai-%Y%m%d-%H%M%S", name.split('.').next()?).ok()?;
    jiff::tz::TimeZone::UTC.to_timestamp(time).ok()
}
