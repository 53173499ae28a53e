//! The made-up residents, and those of them who ask for letters.

use anyhow::{Context as _, Result};
use db::{Context, Db, Where};
use jiff::ToSpan as _;
use jiff::civil::Date;
use kependudukan::contoh::{self, Resep};
use kependudukan::pengimporan::{self, Perintah};
use kependudukan::store::{Urutan, count_penduduk, daftar_penduduk};
use uuid::Uuid;

/// How many residents have come for a letter.
pub(super) const PEMOHON: i64 = 14;

/// The residents go in as a workbook would: checked, then taken over as data awal.
pub(super) async fn buat(db: &Db, ctx: &Context, jumlah: u32) -> Result<()> {
    let today = kamus::Zona::Wib.tanggal(ctx.now);
    let tanggal_data = last_day_of_previous_month(today);
    let resep = Resep { jumlah, ..Resep::pleret(tanggal_data) };
    let workbook = contoh::buku(&contoh::penduduk(&resep)).context("buku kerja contoh")?;
    let laporan = pengimporan::laporan(db, ctx, today, workbook).await?;
    let perintah = Perintah { tanggal_data, hari_ini: today, lewati_salah: false, permintaan: None };
    pengimporan::terapkan(db, ctx, &laporan.muatan, perintah).await?;
    Ok(())
}

fn last_day_of_previous_month(today: Date) -> Date {
    today.first_of_month().yesterday().unwrap_or(today)
}

/// Who will ask for a letter: adults with a NIK, spread over the alphabet. Chosen when all events have happened, for
/// who died or moved away asks for none.
pub(super) async fn pemohon(db: &Db, ctx: &Context) -> Result<Vec<Uuid>> {
    let today = kamus::Zona::Wib.tanggal(ctx.now);
    let dewasa = today.checked_sub(20.years()).unwrap_or(today);
    let saring = || {
        let hadir = Where::new().and("status_dasar = ?", [1_i16.into()]).and("nik_kunci is not null", []);
        hadir.and("tanggal_lahir < ?", [dewasa.into()])
    };
    let mut tx = db.read(ctx).await?;
    let jumlah = count_penduduk(&mut tx, saring(), i64::MAX).await?;
    let mut semua = Vec::new();
    for ke in 0..PEMOHON {
        let lewati = ke * jumlah / PEMOHON;
        let baris = daftar_penduduk(&mut tx, saring(), Urutan::Nama, (1, lewati)).await?;
        semua.push(baris.first().context("terlalu sedikit penduduk contoh")?.id);
    }
    Ok(semua)
}
