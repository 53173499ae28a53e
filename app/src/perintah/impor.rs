use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use db::{Context, Unit, clock};
use jiff::civil::Date;
use kependudukan::pengimporan::{self, Perintah, Ringkasan};

use super::catatan::parse_unit;
use crate::config::{Home, Place};
use crate::console::{ask, say};

#[derive(Debug, Subcommand)]
pub enum Import {
    /// Buku kerja penduduk (.xlsx .xlsm .xls .ods); tanpa --commit hanya laporan
    Penduduk(Penduduk),
    /// Basis data OpenSID, dari cadangan atau servernya; tanpa --commit hanya laporan
    Opensid(super::opensid::Opensid),
}

#[derive(Debug, clap::Args)]
pub struct Penduduk {
    pub file: PathBuf,
    /// Kode desa, dengan atau tanpa titik
    #[arg(long)]
    pub desa: String,
    /// Menyimpan; tanpa ini hanya laporan
    #[arg(long)]
    pub commit: bool,
    /// Tanggal keadaan data (hari ini bila kosong), misalnya 31-12-2025
    #[arg(long, value_name = "TANGGAL")]
    pub tanggal: Option<String>,
    /// Menyimpan baris yang benar walau ada yang salah
    #[arg(long)]
    pub lewati_salah: bool,
    /// Menulis buku kerja dengan kolom Catatan
    #[arg(long, value_name = "FILE")]
    pub catatan: Option<PathBuf>,
}

pub(super) async fn run(place: &Place, command: Import, json: bool) -> Result<()> {
    match command {
        Import::Penduduk(options) => penduduk(place, options, json).await,
        Import::Opensid(options) => super::opensid::run(place, options, json).await,
    }
}

async fn penduduk(place: &Place, options: Penduduk, json: bool) -> Result<()> {
    let home = Home::real(place)?;
    let db = home.open().await?;
    db::migrate::run(&db, clock::now()).await?;
    let unit = parse_unit(&options.desa)?;
    let now = clock::now();
    let name = wilayah::naming(db.clone(), unit, now)
        .await?
        .with_context(|| format!("Desa {unit} belum terdaftar: balai desa add {unit} --nama …"))?;
    let today = name.zone.tanggal(now);
    let bytes = std::fs::read(&options.file)
        .with_context(|| format!("Berkas {} tidak dapat dibaca", options.file.display()))?;
    let ctx = Context::system("impor", unit, now);
    let laporan = pengimporan::laporan(&db, &ctx, today, bytes).await?;
    report(&laporan.ringkasan, &laporan.muatan.temuan, json);
    if let Some((path, isi)) = options.catatan.as_ref().zip(laporan.catatan.as_ref()) {
        std::fs::write(path, isi).with_context(|| format!("{} tidak dapat ditulis", path.display()))?;
    }
    if !options.commit {
        return Ok(());
    }
    let tanggal_data = data_day(options.tanggal.as_deref(), today)?;
    let lewati_salah = options.lewati_salah;
    let perintah = Perintah { tanggal_data, hari_ini: today, lewati_salah, permintaan: None };
    let hasil = pengimporan::terapkan(&db, &ctx, &laporan.muatan, perintah).await?;
    db.close().await;
    if !json {
        say(if !hasil.ringkasan.ada_perubahan() {
            "Tidak ada yang berubah: semua baris sudah ada di register."
        } else if hasil.ringkasan.data_awal {
            "Tersimpan sebagai data awal."
        } else {
            "Tersimpan sebagai usulan; putuskan di halaman Usulan."
        });
    }
    Ok(())
}

fn data_day(text: Option<&str>, today: Date) -> Result<Date> {
    match text {
        None => Ok(today),
        Some(text) => kamus::urai_tanggal(text)
            .with_context(|| format!("Tanggal {text} tidak dikenal; contoh: 31-12-2025")),
    }
}

fn report(r: &Ringkasan, temuan: &[pengimporan::TemuanSimpan], json: bool) {
    if json {
        let baris: Vec<_> = temuan
            .iter()
            .map(|t| serde_json::json!({ "baris": t.baris, "kolom": t.kolom, "galat": t.galat, "kalimat": t.kalimat }))
            .collect();
        say(serde_json::json!({
            "data_awal": r.data_awal, "baris": r.jumlah_baris, "baru": r.baru, "berubah": r.berubah,
            "sama": r.sama, "ditolak": r.ditolak, "tidak_ada_di_berkas": r.tidak_ada, "keluarga": r.keluarga,
            "temuan": baris,
        }));
        return;
    }
    say(format!(
        "{} baris: {} baru, {} berubah, {} sama, {} salah; {} keluarga.",
        r.jumlah_baris, r.baru, r.berubah, r.sama, r.ditolak, r.keluarga
    ));
    for t in temuan.iter().filter(|t| t.galat).take(50) {
        say(format!("  baris {}, kolom {}: {}", t.baris, t.kolom, t.kalimat));
    }
}

/// Set-up without a browser.
#[derive(Debug, Subcommand)]
pub enum Desa {
    /// Mendaftarkan desa, kalurahan, atau kelurahan
    Add {
        /// Kode Kemendagri, misalnya 34.02.13.2002
        kode: String,
        #[arg(long)]
        nama: String,
        #[arg(long, default_value = "")]
        kecamatan: String,
        #[arg(long, default_value = "")]
        kabupaten: String,
    },
}

pub(super) async fn desa(place: &Place, command: Desa) -> Result<()> {
    let Desa::Add { kode, nama, kecamatan, kabupaten } = command;
    let kode: kamus::KodeWilayah = kode.parse().with_context(|| format!("Kode {kode} tidak dikenal"))?;
    let db = Home::real(place)?.open().await?;
    db::migrate::run(&db, clock::now()).await?;
    let baru = wilayah::UnitBaru { kode, nama, kecamatan, kabupaten };
    wilayah::daftarkan_unit(&db, &baru, None, clock::now()).await?;
    db.close().await;
    say(format!("{} terdaftar. Buat pengguna pertamanya: balai user add", Unit(kode.angka())));
    Ok(())
}

/// Users without a browser.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Menambah pengguna; kata sandi dibaca dari berkas atau papan ketik
    Add {
        login: String,
        #[arg(long)]
        nama: String,
        #[arg(long)]
        desa: String,
        /// admin, operator, verifikator, penandatangan, dukuh, rw, rt, camat; boleh berulang
        #[arg(long, required = true)]
        peran: Vec<String>,
        #[arg(long, value_name = "FILE")]
        sandi: Option<PathBuf>,
    },
}

pub(super) async fn user(place: &Place, command: User) -> Result<()> {
    let User::Add { login, nama, desa, peran, sandi } = command;
    let unit = parse_unit(&desa)?;
    let roles = peran
        .iter()
        .map(|kode| access::Role::from_code(kode).with_context(|| format!("Peran {kode} tidak dikenal")))
        .collect::<Result<Vec<_>>>()?;
    let db = Home::real(place)?.open().await?;
    db::migrate::run(&db, clock::now()).await?;
    let sandi = read_password(sandi.as_deref())?;
    add_user(&db, unit, (&login, &nama), &roles, sandi, clock::now()).await?;
    db.close().await;
    say(format!("Pengguna {login} ditambahkan di {unit}."));
    Ok(())
}

/// Adds a user with roles from today on.
pub(crate) async fn add_user(
    db: &db::Db,
    unit: Unit,
    (login, nama): (&str, &str),
    roles: &[access::Role],
    sandi: String,
    now: jiff::Timestamp,
) -> Result<uuid::Uuid> {
    let login = access::parse_login(login)?;
    if !access::login_is_free(db, &login).await? {
        bail!("Nama pengguna {login} sudah dipakai.");
    }
    let sandi = access::hash_password(sandi).await?;
    let name = wilayah::naming(db.clone(), unit, now)
        .await?
        .with_context(|| format!("Desa {unit} belum terdaftar"))?;
    let ctx = Context::system("pengguna", unit, now);
    let pengguna = access::Pengguna::new(&ctx, login, nama.to_owned(), sandi);
    let mut tx = db.write(&ctx, "pendaftaran_pengguna").await?;
    tx.insert(&pengguna).await?;
    for role in roles {
        tx.insert(&access::Penugasan::new(&ctx, pengguna.id, *role, name.zone.tanggal(now))).await?;
    }
    tx.commit().await?;
    Ok(pengguna.id)
}

fn read_password(file: Option<&Path>) -> Result<String> {
    let Some(path) = file else { return Ok(ask("Ketik kata sandinya, lalu Enter:")?.to_string()) };
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("Berkas {} tidak dapat dibaca", path.display()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
