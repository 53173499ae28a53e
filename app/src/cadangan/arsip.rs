use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use anyhow::{Context as _, Result};
use db::{Db, Unit, ledger};
use jiff::{SignedDuration, Timestamp};
use vault::MasterKey;

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
/// How a backup begins to be called while it is written.
const HALF: &str = ".cadangan-";

/// Writes a backup of everything into `folder`; it appears under its name only when it is whole.
pub async fn buat(home: &Home, db: &Db, folder: &Path, now: Timestamp) -> Result<Ringkasan> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("Folder {} tidak dapat dibuat", folder.display()))?;
    let part =
        tempfile::Builder::new().prefix(HALF).tempfile_in(folder).context("Folder tidak dapat ditulisi")?;
    super::penghapusan::catat(db, folder, now).await?;
    let recipient = penerima(db.master());
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

/// Whoever has the recovery text may read.
pub(super) fn penerima(key: &MasterKey) -> age::scrypt::Recipient {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(key.to_recovery().to_string()));
    // The passphrase has 256 bits; stretching it further would only cost time.
    recipient.set_work_factor(10);
    recipient
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
    daftar(folder).iter().find_map(|(path, _)| dibuat_pada(path))
}

/// When a backup was made; nothing for a file that has another name than ours.
fn dibuat_pada(path: &Path) -> Option<Timestamp> {
    let name = path.file_name()?.to_str()?.strip_suffix(ENDING)?.strip_suffix('.')?;
    let time = jiff::civil::DateTime::strptime("balai-%Y%m%d-%H%M%S", name).ok()?;
    jiff::tz::TimeZone::UTC.to_timestamp(time).ok()
}

/// How many of the newest backups stay, and of how many months one each.
const TERBARU: usize = 31;
const BULAN: usize = 12;
/// After this time nobody writes at a half backup any more.
const HALF_AGE: SignedDuration = SignedDuration::from_hours(24);

/// Makes room in the folder of daily backups: keeps the newest, and the last one of each month for a year;
/// takes away what an interrupted backup left. Files that are not named by us stay. Tells how many went.
pub fn sisihkan(folder: &Path, now: Timestamp) -> io::Result<usize> {
    let ours: Vec<(PathBuf, Timestamp)> =
        daftar(folder).into_iter().filter_map(|(path, _)| dibuat_pada(&path).map(|at| (path, at))).collect();

    let month = |at: Timestamp| at.strftime("%Y%m").to_string();
    let mut months: Vec<String> = Vec::new();
    let mut gone = half_written(folder, now);
    for (place, (path, at)) in ours.into_iter().enumerate() {
        let is_first = !months.contains(&month(at));
        if is_first {
            months.push(month(at));
        }
        if place >= TERBARU && !(is_first && months.len() <= BULAN) {
            gone.push(path);
        }
    }
    gone.iter().try_for_each(std::fs::remove_file)?;
    Ok(gone.len())
}

fn half_written(folder: &Path, now: Timestamp) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_left = |entry: &std::fs::DirEntry| {
        let written = entry.metadata().and_then(|data| data.modified()).ok();
        let written = written.and_then(|time| Timestamp::try_from(time).ok());
        entry.file_name().to_string_lossy().starts_with(HALF)
            && written.is_some_and(|written| now.duration_since(written) > HALF_AGE)
    };
    entries.filter_map(Result::ok).filter(is_left).map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_of_days_and_a_year_of_months_stay() {
        let folder = tempfile::tempdir().unwrap();
        let first: Timestamp = "2025-01-01T18:30:00Z".parse().unwrap();
        let day = |n: i64| first + SignedDuration::from_hours(24 * n);
        let path =
            |at: Timestamp| folder.path().join(at.strftime("balai-%Y%m%d-%H%M%S.balai.age").to_string());
        for n in 0..500 {
            std::fs::write(path(day(n)), b"x").unwrap();
        }
        for foreign in ["zzz.balai.age", "catatan.txt", ".cadangan-abc"] {
            std::fs::write(folder.path().join(foreign), b"x").unwrap();
        }
        // The last is 15 May 2026: 31 days down to 15 April, then the ends of 10 months from March down.
        assert_eq!(sisihkan(folder.path(), day(500)).unwrap(), 500 - 31 - 10);
        let has = |text: &str| path(text.parse().unwrap()).exists();
        assert!(has("2026-05-15T18:30:00Z") && has("2026-04-15T18:30:00Z") && has("2026-03-31T18:30:00Z"));
        assert!(!has("2026-04-14T18:30:00Z") && !has("2026-03-30T18:30:00Z"));
        assert!(has("2025-06-30T18:30:00Z") && !has("2025-05-31T18:30:00Z"));
        assert_eq!(terbaru(folder.path()), Some(day(499)), "a foreign name does not hide the newest");
        assert!(folder.path().join("zzz.balai.age").exists() && folder.path().join("catatan.txt").exists());
        assert!(folder.path().join(".cadangan-abc").exists(), "somebody may still write it");
        let later = Timestamp::try_from(std::fs::metadata(folder.path()).unwrap().modified().unwrap())
            .unwrap()
            + SignedDuration::from_hours(25);
        sisihkan(folder.path(), later).unwrap();
        assert!(!folder.path().join(".cadangan-abc").exists());
    }
}
