use std::path::Path;

use anyhow::{Context as _, Result, bail};
use db::clock;

use crate::cadangan;
use crate::config::{Home, Place};
use crate::console::{complain, say};

pub(super) async fn backup(place: &Place, folder: &Path, json: bool) -> Result<()> {
    let home = Home::real(place)?;
    let db = home.open().await?;
    db::migrate::run(&db, clock::now()).await?;
    let made = cadangan::buat(&home, &db, folder, clock::now()).await?;
    if json {
        say(serde_json::json!({ "berkas": made.path, "ukuran": made.ukuran, "isi": made.manifest }));
    } else {
        say(format!("Cadangan {} desa tersimpan di {}.", made.manifest.unit.len(), made.path.display()));
    }
    Ok(())
}

pub(super) async fn restore(place: &Place, from: &Path) -> Result<()> {
    let home = Home::real(place)?;
    let arsip = if from.is_dir() {
        let newest = cadangan::daftar(from).into_iter().next();
        newest.map(|(path, _)| path).with_context(|| format!("Tidak ada cadangan di {}", from.display()))?
    } else {
        from.to_owned()
    };
    let key = super::kunci::ask_recovery(place)?;
    let manifest = cadangan::pulihkan(&arsip, key, &home, &crate::entities(), clock::now()).await?;
    say(format!("{} desa pulih dari cadangan {}.", manifest.unit.len(), manifest.dibuat_pada));
    Ok(())
}

pub(super) async fn drill(place: &Place, json: bool) -> Result<()> {
    let home = Home::real(place)?;
    let db = home.open().await?;
    db::migrate::run(&db, clock::now()).await?;
    let report = cadangan::latihan(&home, &db, &crate::entities(), clock::now()).await?;
    if json {
        say(serde_json::to_string(&report)?);
    } else {
        report.baris.iter().for_each(say);
    }
    if !report.lulus {
        complain("Latihan pemulihan TIDAK lulus. Jangan hapus data asli; hubungi pengelola.");
        bail!("latihan pemulihan tidak lulus");
    }
    Ok(())
}
