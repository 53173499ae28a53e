//! The example world: Kalurahan Pleret and the kapanewon above it, with made-up people and letters, made through the
//! rooms' own acts.
//!
//! It begins some weeks before today, so that letters have plausible dates. A mark in its folder says that it
//! is whole; a world without the mark is taken away and made anew.

mod dukcapil;
mod jam;
mod kapanewon;
mod kisah;
mod lama;
mod lambang;
mod lembaga;
mod lingkungan;
mod pamong;
mod penduduk;
mod peramban;
mod peristiwa;
mod permohonan;
mod sekretariat;
mod surat;

use std::fs::File;

use anyhow::{Context as _, Result, bail};
use db::{Context, Unit};
use files::FileStore;
use jiff::Timestamp;
use kependudukan::store::{Pada, list_potret};
use web::Builder;

use crate::config::{DEMO_MARK, Home};
use crate::console::say;
use crate::os;

/// Kalurahan Pleret, Kapanewon Pleret, Kabupaten Bantul.
pub const PLERET: Unit = Unit(3_402_132_002);
/// The kapanewon above it, which signs some of its letters too.
pub const KAPANEWON: Unit = Unit(3_402_130_000);
/// The password of everyone in the example. It guards nothing.
pub const SANDI: &str = "padi menguning di sawah";
/// The passphrase of the lurah's certificate and of the panewu's, which the example's own authorities issued.
pub const PASSPHRASE: &str = "padi menguning";

/// In the data folder of a world that was made to the end.
const SELESAI: &str = "selesai";
/// Held by the process that makes the world.
const PEMBUATAN: &str = "pembuatan.kunci";
/// How many working days ago the village began with Balai.
const AWAL: usize = 30;

/// Whether this folder's world was made to the end. Where it was not, what an interrupted start left is
/// taken away, and the answer keeps others from making it at the same time.
pub fn siapkan(home: &Home) -> Result<Option<File>> {
    if home.data.join(SELESAI).exists() {
        return Ok(None);
    }
    std::fs::create_dir_all(&home.data)?;
    let kunci = File::create(home.data.join(PEMBUATAN))?;
    if kunci.try_lock().is_err() {
        bail!(
            "Balai lain sedang menyiapkan dunia contoh di {}. Tunggu sampai selesai, lalu ulangi.",
            home.data.display()
        );
    }
    // Nothing is ever removed from a folder that does not say it is an example's.
    if home.contoh && home.data.join(DEMO_MARK).exists() {
        for name in ["balai.db", "balai.db-wal", "balai.db-shm"] {
            let path = home.data.join(name);
            if path.exists() {
                std::fs::remove_file(&path)
                    .with_context(|| format!("{} tidak dapat dihapus", path.display()))?;
            }
        }
        if home.files().exists() {
            std::fs::remove_dir_all(home.files())?;
        }
    }
    Ok(Some(kunci))
}

/// Makes the world where there is none yet; tells whether it did. `builder` is the application as it will
/// serve: letters are made through its pages, at the clock of the story.
pub async fn buat(home: &Home, builder: Builder, jumlah: u32, now: Timestamp) -> Result<bool> {
    let app = builder.clock(jam::kini).build();
    let db = app.db();
    let ada = wilayah::count_unit(db).await? > 0;
    if ada && home.data.join(SELESAI).exists() {
        return Ok(false);
    }
    if ada {
        bail!("Dunia contoh di basis data ini tidak selesai dibuat. Kosongkan basis datanya, lalu ulangi.");
    }
    say("Menyiapkan dunia contoh (sekali saja, kurang dari satu menit) …");
    let mulai = jam::Kalender::sampai(now).saat(AWAL, 8, 0);
    let kode = kamus::KodeWilayah::baru(PLERET.0).context("kode Pleret")?;
    let baru = wilayah::UnitBaru {
        kode,
        nama: "Pleret".to_owned(),
        kecamatan: "Pleret".to_owned(),
        kabupaten: String::new(),
    };
    wilayah::daftarkan_unit(db, &baru, None, mulai).await?;
    let ctx = Context::system("contoh", PLERET, mulai);
    let kantor = pamong::buat(db, app.service::<FileStore>(), &ctx).await?;
    let kapanewon = kapanewon::buat(db, mulai).await?;
    say(format!("  {jumlah} penduduk rekaan …"));
    penduduk::buat(db, &ctx, jumlah).await?;
    say("  kelahiran, kematian, dan kepindahan …");
    peristiwa::buat(db, &ctx, kantor.pengguna("carik").ok(), now).await?;
    let pemohon = penduduk::pemohon(db, &ctx).await?;
    say("  surat dalam setiap keadaan …");
    surat::buat(&app, (&kantor, &kapanewon), &pemohon, now).await?;
    permohonan::buat(&app, &kantor, &pemohon, now).await?;
    dukcapil::buat(&app, &kantor, now).await?;
    let warga = {
        let mut tx = db.read(&ctx).await?;
        list_potret(&mut tx, Pada::kini(kamus::Zona::Wib.tanggal(now)), db::Where::new()).await?
    };
    lingkungan::buat(&app, &ctx, &kantor, &warga, now).await?;
    lembaga::buat(&app, &kantor, &warga, now).await?;
    lama::buat(db, &ctx, &warga).await?;
    say("  surat masuk dan disposisi …");
    sekretariat::buat(&app, &kantor, now).await?;
    tandai_selesai(home)?;
    Ok(true)
}

/// Says that the made-up world in this folder is whole.
pub fn tandai_selesai(home: &Home) -> Result<()> {
    os::write_private(&home.data.join(SELESAI), b"Dunia contoh ini utuh.\n")?;
    Ok(())
}
