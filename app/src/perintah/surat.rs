use std::path::{Path, PathBuf};

use ::surat::{Temuan, Verdict};
use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use db::{Context, clock};

use super::catatan::parse_unit;
use crate::config::{Home, Place};
use crate::console::{ask, say};

#[derive(Debug, Subcommand)]
pub enum Surat {
    /// Memeriksa sebuah PDF: sah, berubah, atau tidak dikenal
    Verify { file: PathBuf },
}

pub(super) async fn run(place: &Place, command: Surat, json: bool) -> Result<()> {
    let Surat::Verify { file } = command;
    let bytes = read(&file)?;
    let db = Home::real(place)?.open().await?;
    db::migrate::run(&db, clock::now()).await?;
    let verdict = ::surat::verify_pdf(&db, &bytes, clock::now()).await?;
    let (word, found) = match &verdict {
        Verdict::Sah(found) => ("sah", Some(found)),
        Verdict::Berubah(found) => ("berubah", Some(found)),
        Verdict::TidakDikenal => ("tidak dikenal", None),
    };
    if json {
        say(
            serde_json::json!({ "hasil": word, "nomor": found.map(|f| &f.nomor), "keadaan": found.map(|f| f.keadaan.label()) }),
        );
    } else {
        say(sentence(word, found.map(Box::as_ref)));
    }
    match verdict {
        Verdict::Sah(_) => Ok(()),
        Verdict::Berubah(_) => bail!("Berkas ini bukan lagi berkas yang diterbitkan."),
        Verdict::TidakDikenal => bail!("Berkas ini tidak dikenal oleh Balai ini."),
    }
}

fn sentence(word: &str, found: Option<&Temuan>) -> String {
    match found {
        None => "Tidak dikenal.".to_owned(),
        Some(found) => {
            format!("{word}: {} nomor {}, keadaan {}.", found.judul, found.nomor, found.keadaan.label())
        }
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("Berkas {} tidak dapat dibaca", file.display()))
}

#[derive(Debug, Subcommand)]
pub enum Tte {
    /// Membuat penerbit sertifikat milik desa sendiri
    Ca {
        #[arg(long)]
        desa: String,
        /// Nama penerbit, misalnya "Penerbit Kalurahan Sukamaju"
        #[arg(long)]
        nama: String,
    },
    /// Mempercayai penerbit sertifikat (PEM atau DER)
    Percaya {
        file: PathBuf,
        #[arg(long)]
        desa: String,
    },
    /// Memasang berkas PKCS#12 untuk seorang pejabat; passphrase dibaca dari papan ketik
    Import {
        file: PathBuf,
        #[arg(long)]
        desa: String,
        /// Nama pejabat seperti tertulis di daftar pejabat
        #[arg(long)]
        pejabat: String,
    },
}

pub(super) async fn tte(place: &Place, command: Tte) -> Result<()> {
    let db = Home::real(place)?.open().await?;
    let now = clock::now();
    db::migrate::run(&db, now).await?;
    let (Tte::Ca { desa, .. } | Tte::Percaya { desa, .. } | Tte::Import { desa, .. }) = &command;
    let unit = parse_unit(desa)?;
    let ctx = Context::system("tte", unit, now);
    let sentence = match command {
        Tte::Ca { nama, .. } => {
            let name = wilayah::naming(db.clone(), unit, now).await?.context("Desa belum terdaftar")?;
            let label = format!("{} {}", name.kind_word, name.name);
            format!("Penerbit {} dibuat.", ::tte::perintah_ca(&db, &ctx, Some(&nama), &label).await?.nama)
        }
        Tte::Percaya { file, .. } => {
            let otoritas = ::tte::perintah_percaya(&db, &ctx, &read(&file)?, false).await?;
            format!("Penerbit {} dipercaya; sidik jari {}.", otoritas.nama, otoritas.sha256)
        }
        Tte::Import { file, pejabat, .. } => {
            let mut tx = db.read(&ctx).await?;
            let all = wilayah::list_pejabat(&mut tx).await?;
            drop(tx);
            let found = all.iter().find(|p| p.nama.eq_ignore_ascii_case(pejabat.trim()));
            let found = found.with_context(|| format!("Pejabat {pejabat} tidak ada dalam daftar pejabat"))?;
            let passphrase = ask("Ketik passphrase berkas sertifikat ini, lalu Enter:")?;
            let row = ::tte::perintah_import(&db, &ctx, found.id, read(&file)?, passphrase, false).await?;
            format!("Sertifikat {} terpasang.", row.nama)
        }
    };
    db.close().await;
    say(sentence);
    Ok(())
}
