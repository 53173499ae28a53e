use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use db::{Context, clock};
use opensid::laporan::Laporan;
use opensid::pengambilan;
use opensid::rencana::Perintah;
use opensid::sumber::{self, Mentah};

use super::catatan::parse_unit;
use crate::config::{Home, Place};
use crate::console::say;

#[derive(Debug, clap::Args)]
pub struct Opensid {
    /// Berkas cadangan (.sql, .sql.gz) atau mysql://pengguna@server/basisdata, dengan sandi di `MYSQL_PWD`
    pub sumber: String,
    /// Kode desa, dengan atau tanpa titik
    #[arg(long)]
    pub desa: String,
    /// Menyimpan; tanpa ini hanya laporan
    #[arg(long)]
    pub commit: bool,
    /// Register dibuka per tanggal ini (hari pertama OpenSID diisi bila kosong), misalnya 31-12-2025
    #[arg(long, value_name = "TANGGAL")]
    pub tanggal: Option<String>,
    /// Sandi server; lebih aman di lingkungan daripada di baris perintah
    #[arg(long, value_name = "SANDI", env = "MYSQL_PWD", hide_env_values = true)]
    pub sandi: Option<String>,
}

pub(super) async fn run(place: &Place, options: Opensid, json: bool) -> Result<()> {
    let unit = parse_unit(&options.desa)?;
    let pembukaan = pengambilan::baca_pembukaan(options.tanggal.as_deref().unwrap_or_default())
        .map_err(|galat| anyhow::anyhow!("Tanggal pembukaan: {galat}"))?;
    let home = Home::real(place)?;
    let db = home.open().await?;
    let now = clock::now();
    db::migrate::run(&db, now).await?;
    let name = wilayah::naming(db.clone(), unit, now).await.ok().flatten();
    let name =
        name.with_context(|| format!("Desa {unit} belum terdaftar: balai desa add {unit} --nama …"))?;
    let today = name.zone.tanggal(now);
    let mentah = read(options.sumber, options.sandi, json).await?;
    let perintah = Perintah { kode: unit.0, hari_ini: today, zona: name.zone, pembukaan };
    let ctx = Context::system("opensid", unit, now);
    if !options.commit {
        let laporan = pengambilan::laporan(&db, &ctx, &mentah, perintah).await?;
        report(&laporan, (false, false), json)?;
        if !json {
            say("Belum ada yang disimpan. Tambahkan --commit untuk mengambilnya.");
        }
        return Ok(());
    }
    let mut shown = progress(json, "orang");
    let mut step = |done: usize, total: usize| shown(done as u64, Some(total as u64));
    let hasil = pengambilan::terapkan(&db, &ctx, &mentah, perintah, None, &mut step).await?;
    db.close().await;
    report(&hasil.laporan, (true, hasil.terulang), json)?;
    if !json {
        say(if hasil.terulang {
            "Cadangan ini sudah pernah diambil; tidak ada yang berubah."
        } else {
            "Tersimpan sebagai data awal beserta riwayatnya."
        });
    }
    Ok(())
}

async fn read(source: String, password: Option<String>, json: bool) -> Result<Mentah> {
    if sumber::alamat_server(&source) {
        let mut shown = progress(json, "baris dibaca");
        let mut maju = |rows: u64| {
            if rows.is_multiple_of(10_000) {
                shown(rows, None);
            }
        };
        return Ok(sumber::baca_server(&source, password.as_deref(), &mut maju).await?);
    }
    let mentah = tokio::task::spawn_blocking(move || {
        let mut shown = progress(json, "KB dibaca");
        let mut last = 0;
        sumber::baca_berkas(Path::new(&source), &mut |bytes| {
            // Every 8 MB is often enough.
            if bytes - last > 8 << 20 {
                last = bytes;
                shown(bytes >> 10, None);
            }
        })
    });
    Ok(mentah.await??)
}

/// Says on stderr how far it is, so that stdout stays clean for the report.
fn progress(json: bool, unit: &'static str) -> impl FnMut(u64, Option<u64>) + Send {
    move |done, total| {
        if json {
            return;
        }
        let angka = |n: u64| kamus::angka(i64::try_from(n).unwrap_or(i64::MAX));
        let total = total.map(|total| format!(" dari {}", angka(total))).unwrap_or_default();
        // A closed stderr is no reason to stop.
        let _ = writeln!(std::io::stderr(), "{}{total} {unit}", angka(done));
    }
}

fn report(laporan: &Laporan, (tersimpan, terulang): (bool, bool), json: bool) -> Result<()> {
    if !json {
        say(laporan.teks());
        return Ok(());
    }
    let mut isi = serde_json::to_value(laporan)?;
    isi["tersimpan"] = (tersimpan && !terulang).into();
    isi["terulang"] = terulang.into();
    isi["masuk"] = laporan.masuk().into();
    isi["diambil"] = laporan.diambil().into();
    say(isi);
    Ok(())
}
