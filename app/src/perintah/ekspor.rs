use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use db::{Context, clock};
use kependudukan::buku_register::{self, Pilihan};

use super::catatan::parse_unit;
use crate::config::{Home, Place};
use crate::console::say;

#[derive(Debug, Subcommand)]
pub enum Export {
    /// Seluruh register sebagai buku kerja OpenSID (43 kolom, .xlsx), NIK dan nomor KK lengkap
    Penduduk(Penduduk),
}

#[derive(Debug, clap::Args)]
pub struct Penduduk {
    /// Berkas yang ditulis; tidak boleh sudah ada
    pub file: PathBuf,
    /// Kode desa, dengan atau tanpa titik
    #[arg(long)]
    pub desa: String,
    /// Tanpa kelainan, cara KB, dan kehamilan
    #[arg(long)]
    pub tanpa_kesehatan: bool,
}

pub(super) async fn run(place: &Place, command: Export, json: bool) -> Result<()> {
    let Export::Penduduk(options) = command;
    let unit = parse_unit(&options.desa)?;
    let db = Home::real(place)?.open().await?;
    let now = clock::now();
    db::migrate::run(&db, now).await?;
    let name = wilayah::naming(db.clone(), unit, now).await.ok().flatten();
    name.with_context(|| format!("Desa {unit} belum terdaftar: balai desa add {unit} --nama …"))?;
    if options.file.exists() {
        bail!("Berkas {} sudah ada. Pilih nama lain.", options.file.display());
    }
    let ctx = Context::system("ekspor", unit, now);
    let mut tx = db.read(&ctx).await?;
    let pilihan = Pilihan { kesehatan: !options.tanpa_kesehatan };
    let baris = buku_register::baris_register(&mut tx, pilihan).await?;
    drop(tx);
    if baris.is_empty() {
        bail!("Register desa {unit} masih kosong, jadi tidak ada yang diekspor.");
    }
    let isi = buku_register::tulis(&baris)?;
    // On record before anything leaves.
    let mut tx = db.write(&ctx, "ekspor_penduduk").await?;
    let hal = if pilihan.kesehatan { "buku kerja dengan data kesehatan" } else { "buku kerja" };
    access::store::record_pembukaan(&mut tx, None, hal, "Ekspor dengan perintah balai export", None).await?;
    tx.commit().await?;
    db.close().await;
    write_private(&options.file, &isi)
        .with_context(|| format!("{} tidak dapat ditulis", options.file.display()))?;
    if json {
        say(serde_json::json!({ "orang": baris.len(), "berkas": options.file.display().to_string() }));
    } else {
        say(format!(
            "{} orang ditulis ke {}. Berkas ini memuat NIK lengkap; simpan di tempat aman.",
            kamus::angka(i64::try_from(baris.len()).unwrap_or(i64::MAX)),
            options.file.display()
        ));
    }
    Ok(())
}

/// For its owner's eyes only, where the system knows owners.
fn write_private(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
