use std::collections::HashSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use db::{At, Bytes, ReadTx, Unit, WriteTx};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::isi::kenali;
use crate::os;

db::entity! {
    /// An attachment. Its bytes lie sealed in the unit's folder under the same id.
    pub struct Berkas in "berkas" version 1 {
        pub id: Uuid,
        /// What it is to the room that put it in, such as `surat.pdf` or `logo`.
        pub jenis: String,
        pub content_type: String,
        /// The name it had at its sender, sealed: people write names and NIKs into file names.
        pub nama_segel: Option<Bytes>,
        /// Of the plain bytes.
        pub ukuran: i64,
        /// SHA-256 of the plain bytes.
        pub sha256: Bytes,
        pub dibuat_pada: At,
    }
}

db::statements! {
    GET_BERKAS = "select id, jenis, content_type, nama_segel, ukuran, sha256, dibuat_pada
        from berkas where unit = $1 and id = $2";
    LIST_BERKAS_IDS = "select id from berkas where unit = $1 order by id";
}

/// The largest file taken, in bytes.
pub const MAX_BYTES: usize = 50 << 20;

/// The purpose under which bytes are sealed.
const SEAL: &str = "berkas";
const NAME_SEAL: &str = "berkas.nama";
/// The ending of a file that is still being written.
const HALF: &str = "baru";
/// A file without a row may belong to an act that has not yet committed; after this time it does not.
const ORPHAN_AGE: Duration = Duration::from_hours(24);

impl Berkas {
    /// The name it had at its sender.
    pub fn nama(&self, tx: &ReadTx) -> Result<Option<String>> {
        let Some(sealed) = &self.nama_segel else { return Ok(None) };
        let plain = tx.keys().open(NAME_SEAL, &sealed.0).map_err(db::Error::from)?;
        Ok(Some(String::from_utf8_lossy(&plain).into_owned()))
    }
}

/// The folder with all units' files. Cheap to clone.
#[derive(Debug, Clone)]
pub struct FileStore {
    dir: Arc<Path>,
}

impl FileStore {
    /// Keeps files below `dir`, which is created when the first file comes.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into().into() }
    }

    /// Takes a file in, as part of the caller's act. When this returns the bytes are on the disk.
    ///
    /// # Errors
    /// A sentence for an empty, too large or unknown file, or one that is not the declared `content_type`.
    pub async fn put(
        &self,
        tx: &mut WriteTx,
        jenis: &str,
        content_type: &str,
        bytes: &[u8],
    ) -> Result<Berkas> {
        self.put_named(tx, jenis, content_type, None, bytes).await
    }

    /// As [`put`](Self::put), keeping the name it had at its sender (sealed).
    pub async fn put_named(
        &self,
        tx: &mut WriteTx,
        jenis: &str,
        content_type: &str,
        nama: Option<&str>,
        bytes: &[u8],
    ) -> Result<Berkas> {
        let nama_segel = nama.map(|nama| tx.keys().seal(NAME_SEAL, nama.as_bytes()).into());
        let id = tx.ctx().new_id();
        let berkas = Berkas { nama_segel, ..row(tx, id, (jenis, content_type), bytes)? };
        self.keep(tx, berkas, bytes).await
    }

    /// As [`put`](Self::put), under an id that was given out before: a row may point at it already.
    pub async fn put_as(
        &self,
        tx: &mut WriteTx,
        id: Uuid,
        (jenis, content_type): (&str, &str),
        bytes: &[u8],
    ) -> Result<Berkas> {
        let berkas = row(tx, id, (jenis, content_type), bytes)?;
        self.keep(tx, berkas, bytes).await
    }

    async fn keep(&self, tx: &mut WriteTx, berkas: Berkas, bytes: &[u8]) -> Result<Berkas> {
        let sealed = tx.keys().seal(SEAL, bytes);
        self.write_sealed(tx.ctx().unit, berkas.id, sealed).await?;
        tx.insert(&berkas).await?;
        Ok(berkas)
    }

    /// Gives a file back, whole and as it was put in.
    ///
    /// # Errors
    /// [`Error::Hilang`] or [`Error::Berubah`] when the folder no longer holds it so.
    pub async fn get(&self, tx: &mut ReadTx, id: Uuid) -> Result<(Berkas, Vec<u8>)> {
        let berkas: Berkas = tx.query(GET_BERKAS).bind(id).one().await?;
        let sealed = self.read_sealed(tx.ctx().unit, id).await?;
        let plain = tx.keys().open(SEAL, &sealed).map_err(|_| Error::Berubah(id))?;
        // Sealing alone would not notice two of the unit's files exchanged for each other.
        if Sha256::digest(&plain)[..] != berkas.sha256.0[..] {
            return Err(Error::Berubah(id));
        }
        Ok((berkas, plain))
    }

    /// Removes a file's row; the bytes go with the next [`tidy`](Self::tidy).
    pub async fn remove(&self, tx: &mut WriteTx, id: Uuid) -> Result<()> {
        Ok(tx.delete::<Berkas>(id).await?)
    }

    /// Sweeps the unit's folder: files that no row knows and that are older than a day, by the time in
    /// their id. Tells how many went.
    pub async fn tidy(&self, tx: &mut ReadTx) -> Result<usize> {
        let ctx = *tx.ctx();
        // The folder is listed before the rows: a file that comes in between has its row counted.
        let folder = self.folder(ctx.unit);
        let names = blocking(move || names_in(&folder)).await?;
        let known: HashSet<Uuid> = list_ids(tx).await?.into_iter().collect();
        let now = u64::try_from(ctx.now.as_second()).unwrap_or(0);
        let oldest = now.saturating_sub(ORPHAN_AGE.as_secs());
        let folder = self.folder(ctx.unit);
        let orphans: Vec<PathBuf> = names
            .into_iter()
            .filter(|name| is_orphan(name, oldest, &known))
            .map(|name| folder.join(name))
            .collect();
        let swept = orphans.len();
        blocking(move || orphans.iter().try_for_each(std::fs::remove_file)).await?;
        if swept > 0 {
            tracing::info!(unit = %ctx.unit, swept, "files without a row removed");
        }
        Ok(swept)
    }

    /// Where a file's sealed bytes lie.
    pub fn path(&self, unit: Unit, id: Uuid) -> PathBuf {
        self.folder(unit).join(id.to_string())
    }

    /// A file's bytes as they lie there, for a backup.
    pub async fn read_sealed(&self, unit: Unit, id: Uuid) -> Result<Vec<u8>> {
        let path = self.path(unit, id);
        blocking(move || std::fs::read(path)).await.map_err(|error| match error {
            Error::Folder(inner) if inner.kind() == io::ErrorKind::NotFound => Error::Hilang(id),
            other => other,
        })
    }

    /// Writes a file's sealed bytes, for a restore; replaces what lies there. They last when this returns.
    pub async fn write_sealed(&self, unit: Unit, id: Uuid, sealed: Vec<u8>) -> Result<()> {
        let (folder, path) = (self.folder(unit), self.path(unit, id));
        blocking(move || write_whole(&folder, &path, &sealed)).await
    }

    /// Copies one unit's files with these ids to another store, as they are; tells how many bytes.
    pub async fn copy_to(&self, other: &Self, unit: Unit, ids: &[Uuid]) -> Result<u64> {
        let mut copied = 0;
        for id in ids {
            let sealed = self.read_sealed(unit, *id).await?;
            copied += sealed.len() as u64;
            other.write_sealed(unit, *id, sealed).await?;
        }
        Ok(copied)
    }

    fn folder(&self, unit: Unit) -> PathBuf {
        self.dir.join(unit.to_string())
    }
}

/// One file's row, without its bytes.
pub async fn find_berkas(tx: &mut ReadTx, id: Uuid) -> Result<Option<Berkas>> {
    Ok(tx.query(GET_BERKAS).bind(id).optional().await?)
}

/// The ids of all files of the transaction's unit.
pub async fn list_ids(tx: &mut ReadTx) -> Result<Vec<Uuid>> {
    let ids: Vec<(Uuid,)> = tx.query(LIST_BERKAS_IDS).all().await?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}

/// The row of a file without a name, once its bytes are what they are said to be.
fn row(tx: &WriteTx, id: Uuid, (jenis, content_type): (&str, &str), bytes: &[u8]) -> Result<Berkas> {
    check(content_type, bytes)?;
    Ok(Berkas {
        id,
        jenis: jenis.to_owned(),
        content_type: content_type.to_owned(),
        nama_segel: None,
        ukuran: i64::try_from(bytes.len()).expect("a checked file is below 50 MB"),
        sha256: Sha256::digest(bytes).to_vec().into(),
        dibuat_pada: tx.ctx().now.into(),
    })
}

fn check(content_type: &str, bytes: &[u8]) -> Result<()> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TerlaluBesar { ukuran: bytes.len(), batas: MAX_BYTES });
    }
    let isi = kenali(bytes)?.content_type();
    if isi == content_type {
        Ok(())
    } else {
        Err(Error::BerbedaIsi { dinyatakan: content_type.to_owned(), isi })
    }
}

/// Leaves the whole file or none under `path`, whenever the power goes.
fn write_whole(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    if !folder.is_dir() {
        os::create_private_dir(folder)?;
        folder.parent().map_or(Ok(()), os::sync_dir)?;
    }
    let half = path.with_extension(HALF);
    let written = os::create_private(&half)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&half, path));
    if written.is_err() {
        // On a full disk the half file is what fills it; if even this fails, tidy gets it.
        let _ = std::fs::remove_file(&half);
    }
    written?;
    os::sync_dir(folder)
}

fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
}

/// Whether this is a file of ours, old enough, that no row knows. What others put there is left alone.
fn is_orphan(name: &str, oldest: u64, known: &HashSet<Uuid>) -> bool {
    let (stem, half) = match name.strip_suffix(HALF).and_then(|stem| stem.strip_suffix('.')) {
        Some(stem) => (stem, true),
        None => (name, false),
    };
    let Ok(id) = Uuid::try_parse(stem) else { return false };
    let Some(made) = id.get_timestamp() else { return false };
    made.to_unix().0 < oldest && (half || !known.contains(&id))
}

/// Runs file work where it may block.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(error) => Err(Error::Folder(io::Error::other(error))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_old_files_of_ours_without_a_row_are_orphans() {
        let id = |millis| uuid::Builder::from_unix_timestamp_millis(millis, &[7; 10]).into_uuid();
        let (old, young) = (id(1_000_000), id(3_000_000));
        let known = HashSet::from([old]);
        for (name, known, expected) in [
            (old.to_string(), &HashSet::new(), true),
            (old.to_string(), &known, false),
            (format!("{old}.baru"), &known, true),
            (young.to_string(), &HashSet::new(), false),
            ("catatan.txt".to_owned(), &HashSet::new(), false),
            (Uuid::nil().to_string(), &HashSet::new(), false),
        ] {
            assert_eq!(is_orphan(&name, 2_000, known), expected, "{name}");
        }
    }

    #[test]
    fn what_is_declared_must_be_what_it_is() {
        assert!(check("application/pdf", b"%PDF-1.7").is_ok());
        let error = check("image/png", b"%PDF-1.7").unwrap_err();
        assert_eq!(
            error.to_string(),
            "Isi berkas bukan seperti yang dinyatakan: dinyatakan image/png, isinya application/pdf. \
             Unggah lagi berkas yang benar."
        );
        let large = vec![b'%'; MAX_BYTES + 1];
        assert!(matches!(check("application/pdf", &large), Err(Error::TerlaluBesar { .. })));
    }
}
