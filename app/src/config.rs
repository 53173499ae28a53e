//! Where this installation keeps its data and its key. Village matters live in the database.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use db::Db;
use vault::MasterKey;

use crate::os;

/// Options that every command takes.
#[derive(Debug, Clone, clap::Args)]
pub struct Place {
    /// Folder of data, files and backups
    #[arg(long, global = true, value_name = "DIR", env = "BALAI_DATA")]
    pub data: Option<PathBuf>,
    /// Database, such as postgres://user@host/balai; SQLite in the data folder when absent
    #[arg(long, global = true, value_name = "URL", env = "BALAI_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// File with the master key; kept in the user's own settings when absent
    #[arg(long, global = true, value_name = "FILE", env = "BALAI_KEY")]
    pub key: Option<PathBuf>,
}

/// A place made definite.
#[derive(Debug, Clone)]
pub struct Home {
    pub data: PathBuf,
    pub database: String,
    key: Option<PathBuf>,
    /// An example world, kept apart from real ones.
    pub contoh: bool,
}

/// Marks a data folder as an example's, and a real one as real.
pub(crate) const DEMO_MARK: &str = "contoh.balai";
/// Names the key that a data folder needs. No secret.
const KEY_ID: &str = "kunci.id";
/// The database in the data folder, where no other was named.
const FILE: &str = "balai.db";
/// A database that is still being restored.
const HALF: &str = "balai.db.baru";

fn sqlite(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

impl Home {
    /// The home of a real installation.
    pub fn real(place: &Place) -> Result<Self> {
        let home = Self::at(place, "data", false);
        if home.data.join(DEMO_MARK).exists() {
            bail!(
                "Folder {} berisi dunia contoh. Jalankan `balai demo`, atau pilih folder lain dengan --data.",
                home.data.display()
            );
        }
        Ok(home)
    }

    /// The home of an example; refuses a folder that holds a real one.
    pub fn demo(place: &Place) -> Result<Self> {
        let home = Self::at(place, "data-demo", true);
        if home.data.join(KEY_ID).exists() && !home.data.join(DEMO_MARK).exists() {
            bail!(
                "Folder {} berisi data sungguhan. `balai demo` hanya memakai foldernya sendiri.",
                home.data.display()
            );
        }
        Ok(home)
    }

    fn at(place: &Place, default: &str, contoh: bool) -> Self {
        let data = place.data.clone().unwrap_or_else(|| PathBuf::from(default));
        let database = place.database.clone().unwrap_or_else(|| sqlite(&data.join(FILE)));
        Self { data, database, key: place.key.clone(), contoh }
    }

    pub fn files(&self) -> PathBuf {
        self.data.join("berkas")
    }

    pub fn backups(&self) -> PathBuf {
        self.data.join("cadangan")
    }

    /// Opens the database with its key; makes both on the first start.
    pub async fn open(&self) -> Result<Db> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("Folder {} tidak dapat dibuat", self.data.display()))?;
        let master = self.master_key()?;
        Db::open(&self.database, master)
            .await
            .with_context(|| format!("Basis data tidak dapat dibuka: {}", self.shown()))
    }

    /// Whether anybody's data, or what is left of them, lie here already.
    pub(crate) fn has_data(&self) -> bool {
        [KEY_ID, FILE].iter().any(|name| self.data.join(name).exists())
    }

    /// The same home with a database beside its own, which takes its place by [`Self::settle`] when it is
    /// whole. A named database is filled in place.
    pub(crate) fn beside(&self) -> Result<Self> {
        let mut beside = self.clone();
        if self.database == sqlite(&self.data.join(FILE)) {
            std::fs::create_dir_all(&self.data)
                .with_context(|| format!("Folder {} tidak dapat dibuat", self.data.display()))?;
            let file = self.data.join(HALF);
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(self.data.join(format!("{HALF}{ending}")));
            }
            beside.database = sqlite(&file);
        }
        Ok(beside)
    }

    /// Puts the closed database of [`Self::beside`] in place, and `key` to it.
    pub(crate) fn settle(&self, key: MasterKey) -> Result<()> {
        let half = self.data.join(HALF);
        if half.exists() {
            std::fs::rename(half, self.data.join(FILE)).context("Basis data tidak dapat diberi nama")?;
            os::sync_dir(&self.data)?;
        }
        self.adopt_key(key).map(|_| ())
    }

    /// The database's file, where it is one.
    pub(crate) fn database_file(&self) -> Option<PathBuf> {
        let file = self.data.join(FILE);
        (self.database == sqlite(&file)).then_some(file)
    }

    /// The database without the password that its URL may carry.
    fn shown(&self) -> String {
        shown(&self.database)
    }

    /// The key of this data; made only where there are no data yet.
    pub fn master_key(&self) -> Result<MasterKey> {
        if let Some(id) = self.key_id()? {
            return self.read_key(&id);
        }
        if let Some(path) = self.key.as_deref().filter(|path| path.exists()) {
            let key = read_key_file(path)?;
            os::write_private(&self.data.join(KEY_ID), key.id().as_bytes())?;
            return Ok(key);
        }
        if self.data.join(FILE).exists() {
            bail!(
                "Folder {} berisi basis data, tetapi berkas {KEY_ID} tidak ada. Salin folder data seutuhnya, \
                 atau sebutkan berkas kuncinya dengan --key.",
                self.data.display()
            );
        }
        self.adopt_key(MasterKey::generate())
    }

    /// Which key these data need; nothing where there are no data yet.
    fn key_id(&self) -> Result<Option<String>> {
        let path = self.data.join(KEY_ID);
        match std::fs::read_to_string(&path) {
            Ok(id) => Ok(Some(id.trim().to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{} tidak dapat dibaca", path.display())),
        }
    }

    /// Puts back the key that these data need, as from the recovery sheet.
    ///
    /// # Errors
    /// Refuses the key of other data: with it, these could not be opened any more.
    pub fn restore_key(&self, key: MasterKey) -> Result<MasterKey> {
        if let Some(id) = self.key_id()?.filter(|id| *id != key.id()) {
            bail!("Lembar pemulihan ini untuk kunci {}, padahal data ini memerlukan kunci {id}.", key.id());
        }
        self.adopt_key(key)
    }

    /// Makes `key` the one of this data, as when a backup is restored.
    pub fn adopt_key(&self, key: MasterKey) -> Result<MasterKey> {
        os::write_private(&self.key_path(&key.id())?, key.to_recovery().as_bytes())?;
        if self.contoh {
            os::write_private(&self.data.join(DEMO_MARK), b"Dunia contoh Balai.\n")?;
        }
        os::write_private(&self.data.join(KEY_ID), key.id().as_bytes())?;
        Ok(key)
    }

    fn read_key(&self, id: &str) -> Result<MasterKey> {
        let path = self.key_path(id)?;
        if !path.exists() {
            bail!(
                "Kunci induk {id} tidak ditemukan di {}. Tanpa kunci ini data tidak dapat dibaca. \
                 Salin berkas kuncinya ke sana, atau ketik lembar pemulihan: balai kunci pulihkan",
                path.display()
            );
        }
        let key = read_key_file(&path)?;
        if key.id() != id {
            bail!("Kunci di {} bukan kunci data ini (perlu {id}).", path.display());
        }
        Ok(key)
    }

    /// Outside the data folder, so that a copied or stolen folder names nobody. An example has no secrets.
    fn key_path(&self, id: &str) -> Result<PathBuf> {
        if self.contoh {
            return Ok(self.data.join("contoh.kunci"));
        }
        if let Some(path) = &self.key {
            return Ok(path.clone());
        }
        let folder = os::config_dir().context("Folder pengaturan pengguna tidak dikenal; sebutkan --key")?;
        Ok(folder.join("kunci").join(format!("{id}.kunci")))
    }
}

/// A database's URL without the password that it may carry.
pub(crate) fn shown(database: &str) -> String {
    match database.rsplit_once('@') {
        Some((_, host)) => format!("postgres://…@{host}"),
        None => database.to_owned(),
    }
}

pub(crate) fn read_key_file(path: &Path) -> Result<MasterKey> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("Kunci {} tidak dapat dibaca", path.display()))?;
    MasterKey::from_recovery(&text).with_context(|| format!("Isi {} bukan kunci Balai", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(folder: &Path) -> Place {
        Place { data: Some(folder.join("data")), database: None, key: Some(folder.join("induk.kunci")) }
    }

    #[test]
    fn the_key_lies_outside_the_data_and_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::real(&place(folder.path())).unwrap();
        let made = home.master_key().unwrap();
        assert_eq!(home.master_key().unwrap().id(), made.id());
        let inside: Vec<_> = std::fs::read_dir(&home.data).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(inside, ["kunci.id"]);
    }

    #[test]
    fn a_lost_key_is_said_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::real(&place(folder.path())).unwrap();
        home.master_key().unwrap();
        std::fs::remove_file(folder.path().join("induk.kunci")).unwrap();
        let said = home.master_key().unwrap_err().to_string();
        assert!(said.contains("tidak ditemukan") && said.contains("pemulihan"), "{said}");
    }

    #[test]
    fn the_sheet_of_another_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::real(&place(folder.path())).unwrap();
        let right = home.master_key().unwrap();
        let said = home.restore_key(MasterKey::generate()).unwrap_err().to_string();
        assert!(said.contains(&right.id()) && said.contains("memerlukan"), "{said}");
        std::fs::remove_file(folder.path().join("induk.kunci")).unwrap();
        let sheet = right.to_recovery();
        home.restore_key(MasterKey::from_recovery(&sheet).unwrap()).unwrap();
        assert_eq!(home.master_key().unwrap().id(), right.id());
    }

    #[test]
    fn a_database_without_its_key_s_name_gets_no_new_key() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::real(&place(folder.path())).unwrap();
        std::fs::create_dir_all(&home.data).unwrap();
        std::fs::write(home.data.join(FILE), b"salinan").unwrap();
        let said = home.master_key().unwrap_err().to_string();
        assert!(said.contains("kunci.id") && said.contains("--key"), "{said}");
        assert!(!folder.path().join("induk.kunci").exists());
    }

    #[test]
    fn an_example_and_a_real_home_keep_apart() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path());
        Home::demo(&place).unwrap().master_key().unwrap();
        assert!(Home::real(&place).unwrap_err().to_string().contains("contoh"));
        let other = tempfile::tempdir().unwrap();
        let place = super::tests::place(other.path());
        Home::real(&place).unwrap().master_key().unwrap();
        assert!(Home::demo(&place).unwrap_err().to_string().contains("sungguhan"));
    }

    #[test]
    fn a_database_s_password_is_not_shown() {
        let place =
            Place { data: None, database: Some("postgres://balai:rahasia@pg/balai".into()), key: None };
        assert!(!Home::real(&place).unwrap().shown().contains("rahasia"));
    }
}
