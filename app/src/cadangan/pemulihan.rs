use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use age::secrecy::SecretString;
use anyhow::{Context as _, Result, bail};
use db::{Db, EntityDef, Unit, ledger};
use jiff::Timestamp;
use vault::MasterKey;

use super::{FORMAT, Manifest};
use crate::config::Home;
use crate::os;

/// Brings a backup back into an empty home, on either engine.
///
/// # Errors
/// Refuses a home that has data, a key that does not open the file, and a damaged file; each with a
/// sentence. Whoever was erased after the backup was made is erased again. A restore that does not come to its end, also by a power cut, leaves a home that no command
/// takes for a whole one; a named database must then be emptied by hand.
pub async fn pulihkan(
    arsip: &Path,
    key: MasterKey,
    home: &Home,
    entities: &[EntityDef],
    now: Timestamp,
) -> Result<Manifest> {
    if home.has_data() {
        bail!("Folder {} sudah berisi data. Pulihkan ke folder kosong dengan --data.", home.data.display());
    }
    let staging = tempfile::tempdir().context("Folder sementara tidak dapat dibuat")?;
    unpack(arsip, &key, staging.path())?;
    let manifest: Manifest = serde_json::from_slice(
        &std::fs::read(staging.path().join("manifest.json"))
            .context("Cadangan ini terpotong: daftarnya tidak ada")?,
    )?;
    if manifest.format > FORMAT || manifest.skema > db::migrate::newest() {
        bail!("Cadangan ini dibuat oleh Balai yang lebih baru. Pasang versi terbaru, lalu pulihkan lagi.");
    }
    let beside = home.beside()?;
    let db = Db::open(&beside.database, key.clone()).await.context("Basis data tujuan tidak dapat dibuka")?;
    let mut filled = fill(&db, staging.path(), home, &manifest, entities, now).await;
    if filled.is_ok() {
        let beside = arsip.parent().unwrap_or(Path::new("."));
        filled = super::penghapusan::ulangi(&db, beside, &key, now).await.map(drop);
    }
    db.close().await;
    filled?;
    home.settle(key)?;
    Ok(manifest)
}

async fn fill(
    db: &Db,
    from: &Path,
    home: &Home,
    manifest: &Manifest,
    entities: &[EntityDef],
    now: Timestamp,
) -> Result<()> {
    db::migrate::run(db, now).await?;
    if !ledger::units(db).await?.is_empty() {
        bail!("Basis data tujuan sudah berisi desa. Pulihkan ke basis data kosong.");
    }
    for unit in &manifest.unit {
        bring_unit(db, from, home, unit.unit, unit.baris, now).await?;
        ledger::rebuild_unit(db, unit.unit, entities, now).await?;
    }
    bring_tls(from, home)
}

fn unpack(arsip: &Path, key: &MasterKey, into: &Path) -> Result<()> {
    let file =
        File::open(arsip).with_context(|| format!("Cadangan {} tidak dapat dibuka", arsip.display()))?;
    let decryptor = age::Decryptor::new(BufReader::new(file)).context("Berkas ini bukan cadangan Balai")?;
    let identity = age::scrypt::Identity::new(SecretString::from(key.to_recovery().to_string()));
    let plain = decryptor
        .decrypt(std::iter::once(&identity as &dyn age::Identity))
        .context("Kunci pemulihan ini tidak membuka cadangan tersebut")?;
    let mut tar = tar::Archive::new(plain);
    for entry in tar.entries()? {
        let mut entry = entry.context("Cadangan rusak di tengah")?;
        let inside = entry.unpack_in(into).context("Cadangan rusak di tengah")?;
        if !inside {
            bail!("Cadangan berisi nama berkas yang tidak wajar; pemulihan dihentikan.");
        }
    }
    Ok(())
}

async fn bring_unit(db: &Db, from: &Path, home: &Home, unit: Unit, lines: i64, now: Timestamp) -> Result<()> {
    let folder = from.join(unit.to_string());
    let secret = db.master().unwrap(unit.0, &std::fs::read(folder.join("rahasia"))?)?;
    db.adopt_unit(unit, &secret, now).await?;
    let mut parts: Vec<_> = std::fs::read_dir(folder.join("catatan"))
        .map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
        .unwrap_or_default();
    parts.sort();
    let mut seq = 0;
    for part in parts {
        let mut text = String::new();
        File::open(&part)?.read_to_string(&mut text)?;
        let rows: Vec<ledger::Row> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        seq = rows.last().map_or(seq, |row| row.seq);
        ledger::append_lines(db, unit, &rows).await?;
    }
    if seq != lines {
        bail!("Cadangan terpotong: desa {unit} seharusnya {lines} baris catatan, ternyata {seq}.");
    }
    let Ok(files) = std::fs::read_dir(folder.join("berkas")) else { return Ok(()) };
    for file in files {
        let file = file?;
        let bytes = std::fs::read(file.path())?;
        os::write_private(&home.files().join(unit.to_string()).join(file.file_name()), &bytes)?;
    }
    Ok(())
}

fn bring_tls(from: &Path, home: &Home) -> Result<()> {
    for name in ["kantor.pem", "kantor.kunci"] {
        if let Ok(bytes) = std::fs::read(from.join("tls").join(name)) {
            os::write_private(&home.data.join("tls").join(name), &bytes)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use db::testing::story_time;
    use db::{Context, Entity as _};

    use super::*;
    use crate::cadangan::arsip;
    use crate::config::Place;

    const SUKAMAJU: Unit = Unit(3_402_132_099);

    fn home(folder: &Path) -> Home {
        let key = Some(folder.join("induk.kunci"));
        Home::real(&Place { data: Some(folder.join("data")), database: None, key }).unwrap()
    }

    /// A home with one village, one user in it, and one sealed file.
    async fn a_village(folder: &Path) -> (Home, Db) {
        let home = home(folder);
        let db = home.open().await.unwrap();
        db::migrate::run(&db, story_time()).await.unwrap();
        db.register_unit(SUKAMAJU, story_time()).await.unwrap();
        let ctx = Context::system("uji", SUKAMAJU, story_time());
        testkit::add_user(&db, &ctx, &[access::Role::Operator]).await;
        os::write_private(&home.files().join("3402132099/berkas-1"), b"isi tersegel").unwrap();
        (home, db)
    }

    #[tokio::test]
    async fn a_village_comes_back_whole_with_its_key() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (from, db) = a_village(here.path()).await;
        let made = arsip::buat(&from, &db, &from.backups(), story_time()).await.unwrap();
        let to = home(there.path());
        let key = MasterKey::from_recovery(&db.master().to_recovery()).unwrap();
        let entities = [access::Pengguna::DEF, access::Penugasan::DEF];
        let manifest = pulihkan(&made.path, key, &to, &entities, story_time()).await.unwrap();
        assert_eq!((manifest.unit[0].baris, manifest.unit[0].berkas), (2, 1));
        let restored = to.open().await.unwrap();
        assert_eq!(ledger::compare(&db, &restored, SUKAMAJU, &entities, story_time()).await.unwrap(), None);
        assert_eq!(std::fs::read(to.files().join("3402132099/berkas-1")).unwrap(), b"isi tersegel");
        assert_eq!(arsip::terbaru(&from.backups()), Some(story_time()));
    }

    #[tokio::test]
    async fn another_key_a_cut_file_and_a_full_home_are_refused_with_a_sentence() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (from, db) = a_village(here.path()).await;
        let made = arsip::buat(&from, &db, &from.backups(), story_time()).await.unwrap();
        let right = || MasterKey::from_recovery(&db.master().to_recovery()).unwrap();
        let refused = async |arsip: &Path, key, home: &Home| {
            pulihkan(arsip, key, home, &[], story_time()).await.unwrap_err().to_string()
        };
        let to = home(there.path());
        let said = refused(&made.path, MasterKey::generate(), &to).await;
        assert!(said.contains("tidak membuka"), "{said}");
        let whole = std::fs::read(&made.path).unwrap();
        let cut = there.path().join("potong.balai.age");
        std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
        let said = refused(&cut, right(), &to).await;
        assert!(said.contains("rusak") || said.contains("terpotong"), "{said}");
        std::fs::write(&cut, b"PK bukan cadangan").unwrap();
        let said = refused(&cut, right(), &to).await;
        assert!(said.contains("bukan cadangan"), "{said}");
        let said = refused(&made.path, right(), &from).await;
        assert!(said.contains("sudah berisi data"), "{said}");
    }

    #[tokio::test]
    async fn a_restore_that_breaks_off_leaves_no_half_village_and_can_be_repeated() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (from, db) = a_village(here.path()).await;
        let made = arsip::buat(&from, &db, &from.backups(), story_time()).await.unwrap();
        let key = || MasterKey::from_recovery(&db.master().to_recovery()).unwrap();
        let to = home(there.path());
        // Lines are there, and then an entity turns up that nobody knows.
        pulihkan(&made.path, key(), &to, &[access::Pengguna::DEF], story_time()).await.unwrap_err();
        assert!(!to.data.join("balai.db").exists() && !to.data.join("kunci.id").exists());
        let entities = [access::Pengguna::DEF, access::Penugasan::DEF];
        pulihkan(&made.path, key(), &to, &entities, story_time()).await.unwrap();
        let restored = to.open().await.unwrap();
        assert_eq!(ledger::compare(&db, &restored, SUKAMAJU, &entities, story_time()).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_drill_compares_what_came_back() {
        let here = tempfile::tempdir().unwrap();
        let (from, db) = a_village(here.path()).await;
        let entities = [access::Pengguna::DEF, access::Penugasan::DEF];
        let report = crate::cadangan::latihan(&from, &db, &entities, story_time()).await.unwrap();
        assert!(report.lulus && report.baris[1].contains("2 baris catatan dan 1 berkas"), "{report:?}");
        let broken = crate::cadangan::latihan(&from, &db, &[access::Pengguna::DEF], story_time()).await;
        assert!(broken.is_err(), "an entity that no room knows cannot be rebuilt");
    }
}
