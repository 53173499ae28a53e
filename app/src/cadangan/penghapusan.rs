//! Erasures kept beside the backups: an older backup knows nothing of them, and must not bring back what
//! somebody had a right to see go (UU 27/2022 art. 8). The list names rows, not people; it is sealed as the
//! backups are.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

use age::secrecy::SecretString;
use anyhow::{Context as _, Result};
use db::{Context, Db, Unit, ledger};
use jiff::Timestamp;
use kependudukan::privasi::{self, PenghapusanData};
use vault::MasterKey;

use crate::os;

/// Two houses may share a folder: each has its own list.
fn nama(key: &MasterKey) -> String {
    format!("penghapusan-{}.age", key.id())
}

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct Catatan {
    unit: Unit,
    penghapusan: PenghapusanData,
}

/// Adds every erasure of this house to the list beside the backups in `folder`.
pub(super) async fn catat(db: &Db, folder: &Path, now: Timestamp) -> Result<()> {
    let mut semua = baca(folder, db.master())?;
    for unit in ledger::units(db).await? {
        let mut tx = db.read(&Context::system("cadangan", unit, now)).await?;
        for penghapusan in kependudukan::store::list_penghapusan(&mut tx).await? {
            if !semua.iter().any(|ada| ada.penghapusan.id == penghapusan.id) {
                semua.push(Catatan { unit, penghapusan });
            }
        }
    }
    if semua.is_empty() {
        return Ok(());
    }
    let recipient = super::arsip::penerima(db.master());
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))?;
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed)?;
    writer.write_all(&serde_json::to_vec(&semua)?)?;
    writer.finish()?;
    os::write_private(&folder.join(nama(db.master())), &sealed)
        .context("Daftar penghapusan data tidak dapat disimpan")
}

/// Erases again whom the list beside an archive names. Tells how many people had come back.
pub(super) async fn ulangi(db: &Db, folder: &Path, key: &MasterKey, now: Timestamp) -> Result<usize> {
    let units = ledger::units(db).await?;
    let lain = crate::layanan::data_orang();
    let mut kembali = 0;
    for Catatan { unit, penghapusan } in baca(folder, key)? {
        if !units.contains(&unit) {
            continue;
        }
        let ctx = Context::system("pemulihan", unit, now);
        let mut tx = db.write(&ctx, "penghapusan_data_pribadi").await?;
        if privasi::ulangi(&mut tx, &penghapusan, &lain.0).await? > 0 {
            kembali += 1;
            tx.commit().await?;
        }
    }
    Ok(kembali)
}

fn baca(folder: &Path, key: &MasterKey) -> Result<Vec<Catatan>> {
    let Ok(file) = File::open(folder.join(nama(key))) else { return Ok(Vec::new()) };
    let rusak = "Daftar penghapusan data di samping cadangan (penghapusan-….age) tidak terbaca. \
                 Pulihkan berkas itu, atau pindahkan dari folder ini";
    let decryptor = age::Decryptor::new(BufReader::new(file)).context(rusak)?;
    let identity = age::scrypt::Identity::new(SecretString::from(key.to_recovery().to_string()));
    let mut plain = Vec::new();
    decryptor
        .decrypt(std::iter::once(&identity as &dyn age::Identity))
        .context(rusak)?
        .read_to_end(&mut plain)
        .context(rusak)?;
    serde_json::from_slice(&plain).context(rusak)
}

#[cfg(test)]
mod tests {
    use db::testing::story_time;
    use jiff::civil::date;
    use kependudukan::contoh::{TANGGAL_SUKAMAJU, sukamaju};
    use kependudukan::pengimporan::{self, Muatan, Perintah};
    use kependudukan::store;

    use crate::cadangan::{buat, pulihkan};
    use crate::config::{Home, Place};

    use super::*;

    const SUKAMAJU: Unit = Unit(3_402_132_099);

    fn home(folder: &Path) -> Home {
        let key = Some(folder.join("induk.kunci"));
        Home::real(&Place { data: Some(folder.join("data")), database: None, key }).unwrap()
    }

    /// Sukamaju, where the first of the register is dead.
    async fn desa(home: &Home) -> (Db, Context) {
        let db = home.open().await.unwrap();
        db::migrate::run(&db, story_time()).await.unwrap();
        db.register_unit(SUKAMAJU, story_time()).await.unwrap();
        let ctx = Context::system("uji", SUKAMAJU, story_time());
        let mut orang = sukamaju();
        orang[0].status_dasar = kamus::StatusDasar::Mati;
        let perintah = Perintah {
            tanggal_data: TANGGAL_SUKAMAJU,
            hari_ini: TANGGAL_SUKAMAJU,
            lewati_salah: false,
            permintaan: None,
        };
        pengimporan::terapkan(&db, &ctx, &Muatan::dari_keluarga(std::iter::once(orang)), perintah)
            .await
            .unwrap();
        (db, ctx)
    }

    async fn nama_nama(db: &Db, ctx: &Context) -> Vec<String> {
        let mut tx = db.read(ctx).await.unwrap();
        store::list_penduduk(&mut tx).await.unwrap().into_iter().map(|p| p.nama).collect()
    }

    #[tokio::test]
    async fn an_older_backup_brings_nobody_back_whom_the_list_beside_it_names() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let from = home(here.path());
        let (db, ctx) = desa(&from).await;
        let older = buat(&from, &db, &from.backups(), story_time()).await.unwrap();
        let mut tx = db.write(&ctx, "penghapusan_data_pribadi").await.unwrap();
        let orang = store::list_penduduk(&mut tx).await.unwrap();
        let mati = orang.iter().find(|p| p.status_dasar() == kamus::StatusDasar::Mati).unwrap().clone();
        privasi::hapus(&mut tx, mati.id, "Permintaan ahli waris.", date(2050, 1, 1), &[]).await.unwrap();
        tx.commit().await.unwrap();
        let later = story_time() + jiff::SignedDuration::from_hours(24);
        buat(&from, &db, &from.backups(), later).await.unwrap();

        let key = || MasterKey::from_recovery(&db.master().to_recovery()).unwrap();
        let entities = crate::entities();
        let to = home(there.path());
        pulihkan(&older.path, key(), &to, &entities, later).await.unwrap();
        let restored = to.open().await.unwrap();
        let kembali = nama_nama(&restored, &ctx).await;
        assert!(
            !kembali.contains(&mati.nama) && kembali.contains(&privasi::DIHAPUS.to_owned()),
            "{kembali:?}"
        );
        assert_eq!(kembali.len(), orang.len());
        let verdict = ledger::verify_unit(&restored, SUKAMAJU, later).await.unwrap();
        assert!(verdict.finding.is_none() && verdict.erased > 0, "{verdict:?}");

        // Without the list, as on a stick that was taken out before, nothing can know of it.
        let stick = there.path().join("flashdisk");
        std::fs::create_dir(&stick).unwrap();
        std::fs::copy(&older.path, stick.join("balai-lama.balai.age")).unwrap();
        let elsewhere = home(&stick);
        pulihkan(&stick.join("balai-lama.balai.age"), key(), &elsewhere, &entities, later).await.unwrap();
        let restored = elsewhere.open().await.unwrap();
        assert!(nama_nama(&restored, &ctx).await.contains(&mati.nama));
    }

    #[tokio::test]
    async fn a_list_that_cannot_be_read_stops_the_restore_with_a_sentence() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let from = home(here.path());
        let (db, _) = desa(&from).await;
        let made = buat(&from, &db, &from.backups(), story_time()).await.unwrap();
        assert!(!from.backups().join(nama(db.master())).exists(), "nobody was erased");
        std::fs::write(from.backups().join(nama(db.master())), b"rusak").unwrap();
        let key = MasterKey::from_recovery(&db.master().to_recovery()).unwrap();
        let to = home(there.path());
        let said = pulihkan(&made.path, key, &to, &crate::entities(), story_time()).await.unwrap_err();
        assert!(said.to_string().contains("Daftar penghapusan data"), "{said}");
        assert!(!to.data.join("balai.db").exists(), "no half village stays");
    }
}
