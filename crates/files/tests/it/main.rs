//! Attachments on a real folder, their rows on both engines.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use db::testing::{TestDb, each_engine, story_time};
use db::{Context, Unit};
use files::{Error, FileStore, list_ids};
use jiff::ToSpan as _;

const SUKAMAJU: Unit = Unit(3_402_132_099);
const KEMBARAN: Unit = Unit(3_402_132_098);
const PDF: &[u8] = b"%PDF-1.7\nSurat Keterangan untuk Budi Contoh\n%%EOF";

fn ctx(unit: Unit) -> Context {
    Context::system("uji", unit, story_time())
}

struct World {
    db: TestDb,
    store: FileStore,
    folder: tempfile::TempDir,
}

async fn worlds() -> Vec<World> {
    let mut all = Vec::new();
    for db in each_engine().await {
        for unit in [SUKAMAJU, KEMBARAN] {
            db.register_unit(unit, story_time()).await.unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        all.push(World { db, store: FileStore::new(folder.path().join("berkas")), folder });
    }
    all
}

impl World {
    async fn put(&self, bytes: &[u8]) -> files::Berkas {
        let mut tx = self.db.write(&ctx(SUKAMAJU), "unggah").await.unwrap();
        let nama = Some("surat Budi 3402134101859001.pdf");
        let berkas =
            self.store.put_named(&mut tx, "surat.pdf", "application/pdf", nama, bytes).await.unwrap();
        tx.commit().await.unwrap();
        berkas
    }

    async fn get(&self, unit: Unit, id: uuid::Uuid) -> files::Result<(files::Berkas, Vec<u8>)> {
        let mut tx = self.db.read(&ctx(unit)).await.unwrap();
        self.store.get(&mut tx, id).await
    }
}

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found
}

#[tokio::test]
async fn what_is_put_in_comes_back_and_lies_sealed() {
    for world in worlds().await {
        let berkas = world.put(PDF).await;
        let (found, bytes) = world.get(SUKAMAJU, berkas.id).await.unwrap();
        assert_eq!((bytes.as_slice(), &found), (PDF, &berkas));
        assert_eq!(found.ukuran, i64::try_from(PDF.len()).unwrap());
        let tx = world.db.read(&ctx(SUKAMAJU)).await.unwrap();
        assert_eq!(found.nama(&tx).unwrap().as_deref(), Some("surat Budi 3402134101859001.pdf"));

        let lying = files_below(world.folder.path());
        assert_eq!(lying, [world.store.path(SUKAMAJU, berkas.id)], "one file, and no half one");
        let sealed = fs::read(&lying[0]).unwrap();
        assert!(!sealed.windows(4).any(|window| window == b"Budi" || window == b"%PDF"));
    }
}

#[tokio::test]
async fn the_twin_village_finds_nothing() {
    for world in worlds().await {
        let berkas = world.put(PDF).await;
        let refused = world.get(KEMBARAN, berkas.id).await.unwrap_err();
        assert!(matches!(refused, Error::Db(db::Error::NotFound(_))), "{refused}");
    }
}

#[tokio::test]
async fn a_changed_exchanged_or_missing_file_is_noticed() {
    for world in worlds().await {
        let (one, two) = (world.put(PDF).await, world.put(b"%PDF-1.7 lain").await);
        let path = |berkas: &files::Berkas| world.store.path(SUKAMAJU, berkas.id);
        let sealed = fs::read(path(&one)).unwrap();

        fs::copy(path(&two), path(&one)).unwrap();
        assert!(matches!(world.get(SUKAMAJU, one.id).await, Err(Error::Berubah(id)) if id == one.id));

        let mut flipped = sealed.clone();
        flipped[20] ^= 1;
        fs::write(path(&one), flipped).unwrap();
        assert!(matches!(world.get(SUKAMAJU, one.id).await, Err(Error::Berubah(_))));

        fs::write(path(&one), &sealed[..10]).unwrap();
        assert!(matches!(world.get(SUKAMAJU, one.id).await, Err(Error::Berubah(_))));

        fs::remove_file(path(&one)).unwrap();
        assert!(matches!(world.get(SUKAMAJU, one.id).await, Err(Error::Hilang(id)) if id == one.id));

        world.store.write_sealed(SUKAMAJU, one.id, sealed).await.unwrap();
        assert_eq!(world.get(SUKAMAJU, one.id).await.unwrap().1, PDF);
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_leaves_no_row() {
    for world in worlds().await {
        let blocked = world.folder.path().join("bukan_folder");
        fs::write(&blocked, b"x").unwrap();
        let store = FileStore::new(&blocked);
        let mut tx = world.db.write(&ctx(SUKAMAJU), "unggah").await.unwrap();
        let refused = store.put(&mut tx, "surat.pdf", "application/pdf", PDF).await.unwrap_err();
        assert!(matches!(refused, Error::Folder(_)) && !refused.is_refusal(), "{refused}");
        tx.commit().await.unwrap();
        let mut tx = world.db.read(&ctx(SUKAMAJU)).await.unwrap();
        assert!(list_ids(&mut tx).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_act_not_kept_leaves_a_file_that_is_swept_a_day_later() {
    for world in worlds().await {
        let kept = world.put(PDF).await;
        let mut tx = world.db.write(&ctx(SUKAMAJU), "unggah").await.unwrap();
        let lost = world.store.put(&mut tx, "surat.pdf", "application/pdf", PDF).await.unwrap();
        drop(tx);
        let path = world.store.path(SUKAMAJU, lost.id);
        let half = path.with_extension("baru");
        fs::write(&half, b"half").unwrap();
        let foreign = path.with_file_name("catatan.txt");
        fs::write(&foreign, b"by hand").unwrap();

        for (hours, swept) in [(23, 0), (25, 2), (26, 0)] {
            let later = Context::system("rapikan", SUKAMAJU, story_time() + hours.hours());
            let mut tx = world.db.read(&later).await.unwrap();
            assert_eq!(world.store.tidy(&mut tx).await.unwrap(), swept, "after {hours} hours");
        }
        assert!(!path.exists() && !half.exists() && foreign.exists());
        assert_eq!(world.get(SUKAMAJU, kept.id).await.unwrap().1, PDF);
    }
}

#[tokio::test]
async fn tidying_a_unit_without_files_is_nothing() {
    for world in worlds().await {
        let mut tx = world.db.read(&ctx(KEMBARAN)).await.unwrap();
        assert_eq!(world.store.tidy(&mut tx).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_removed_file_goes_with_the_next_tidying() {
    for world in worlds().await {
        let berkas = world.put(PDF).await;
        let mut tx = world.db.write(&ctx(SUKAMAJU), "hapus").await.unwrap();
        world.store.remove(&mut tx, berkas.id).await.unwrap();
        tx.commit().await.unwrap();
        let later = Context::system("rapikan", SUKAMAJU, story_time() + 48.hours());
        let mut tx = world.db.read(&later).await.unwrap();
        assert_eq!(world.store.tidy(&mut tx).await.unwrap(), 1);
        assert_eq!(files_below(world.folder.path()), Vec::<std::path::PathBuf>::new());
    }
}

#[tokio::test]
async fn a_copy_opens_where_the_unit_s_key_is() {
    for world in worlds().await {
        let berkas = world.put(PDF).await;
        let other = FileStore::new(world.folder.path().join("cadangan"));
        let mut tx = world.db.read(&ctx(SUKAMAJU)).await.unwrap();
        let ids = list_ids(&mut tx).await.unwrap();
        assert!(world.store.copy_to(&other, SUKAMAJU, &ids).await.unwrap() > PDF.len() as u64);
        assert_eq!(other.get(&mut tx, berkas.id).await.unwrap().1, PDF);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_reads_the_folder() {
    use std::os::unix::fs::PermissionsExt as _;
    for world in worlds().await {
        let path = world.store.path(SUKAMAJU, world.put(PDF).await.id);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }
}

#[tokio::test]
async fn both_engines_accept_every_statement() {
    for world in worlds().await {
        for statement in files::STATEMENTS.concat() {
            world.db.describe(statement.sql).await.unwrap();
        }
    }
}
