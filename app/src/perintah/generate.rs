//! A whole regency of made-up villages, for measuring.

use std::time::Instant;

use access::Role;
use anyhow::{Context as _, Result, bail};
use db::{Context, Db, Unit, clock};
use kamus::KodeWilayah;
use kependudukan::contoh::{self, Resep};
use kependudukan::pengimporan::{self, Muatan, Perintah};
use tokio::sync::mpsc;

use crate::config::{Home, Place};
use crate::console::say;
use crate::contoh as dunia;

/// Kabupaten Pemalang: fourteen kecamatan.
const KABUPATEN: i64 = 3_327_000_000;
const DESA_PER_KECAMATAN: u32 = 16;
/// A kecamatan has no more serials for made-up people than this.
const TERBANYAK: u32 = 90 * DESA_PER_KECAMATAN;

#[derive(Debug, clap::Args)]
pub struct Generate {
    /// Banyaknya desa rekaan
    #[arg(long, default_value_t = 1)]
    pub villages: u32,
    /// Banyaknya penduduk rekaan di semua desa
    #[arg(long, default_value_t = 7_000)]
    pub penduduk: u32,
    /// Benih acak; benih yang sama menghasilkan desa yang sama
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

pub(super) async fn generate(place: &Place, options: &Generate) -> Result<()> {
    if options.villages == 0 || options.villages > TERBANYAK {
        bail!("Banyaknya desa harus 1 sampai {TERBANYAK}.");
    }
    if options.penduduk < options.villages {
        bail!("Penduduknya kurang: tiap desa perlu paling sedikit seorang.");
    }
    let home = Home::demo(place)?;
    let db = home.open().await?;
    db::migrate::run(&db, clock::now()).await?;
    if wilayah::count_unit(&db).await? > 0 {
        bail!(
            "Basis data ini sudah berisi desa. Pilih folder lain dengan --data, atau basis data yang kosong."
        );
    }
    let started = Instant::now();
    let people = fill(&db, options).await?;
    dunia::tandai_selesai(&home)?;
    let seconds = started.elapsed().as_secs_f64();
    db.close().await;
    let bytes = home.database_file().and_then(|file| std::fs::metadata(file).ok()).map(|meta| meta.len());
    say(format!(
        "{} penduduk rekaan di {} desa dalam {seconds:.1} detik: {:.0} orang per detik.",
        kamus::angka(i64::try_from(people).unwrap_or(i64::MAX)),
        options.villages,
        f64::from(u32::try_from(people).unwrap_or(u32::MAX)) / seconds
    ));
    if let Some(bytes) = bytes {
        say(format!(
            "{} byte per orang.",
            kamus::angka(i64::try_from(bytes / people.max(1)).unwrap_or(i64::MAX))
        ));
    }
    say(format!("Masuk sebagai operator di desa {}. Kata sandi: {}", unit_of(0), dunia::SANDI));
    Ok(())
}

/// The n-th made-up village.
fn unit_of(n: u32) -> Unit {
    let (kecamatan, desa) = (n / DESA_PER_KECAMATAN + 1, n % DESA_PER_KECAMATAN + 1);
    Unit(KABUPATEN + i64::from(kecamatan) * 10_000 + 2_000 + i64::from(desa))
}

/// Makes one village while the one before is written, so that no more than two are in memory.
async fn fill(db: &Db, options: &Generate) -> Result<u64> {
    let (villages, people, seed) = (options.villages, options.penduduk, options.seed);
    let today = kamus::Zona::Wib.tanggal(clock::now());
    // The books open with the year, so that there are months to report and past days to look at.
    let tanggal_data = today.first_of_year().yesterday().unwrap_or(today);
    let (send, mut receive) = mpsc::channel(1);
    let maker = tokio::task::spawn_blocking(move || -> Result<()> {
        for n in 0..villages {
            let share = people / villages + u32::from(n < people % villages);
            let kode = KodeWilayah::baru(unit_of(n).0).context("kode desa rekaan")?;
            let jalur = (n % DESA_PER_KECAMATAN, DESA_PER_KECAMATAN);
            let resep = Resep {
                kode,
                jumlah: share,
                benih: seed.wrapping_add(n.into()),
                jalur,
                ..Resep::pleret(tanggal_data)
            };
            let muatan = Muatan::dari_keluarga(contoh::keluarga(&resep));
            if send.blocking_send((n, muatan)).is_err() {
                break;
            }
        }
        Ok(())
    });
    let mut written = 0;
    while let Some((n, muatan)) = receive.recv().await {
        written += muatan.orang.len() as u64;
        village(db, n, &muatan, (tanggal_data, today)).await?;
        if (n + 1) % 10 == 0 || n + 1 == villages {
            say(format!(
                "  {} desa, {} penduduk",
                n + 1,
                kamus::angka(i64::try_from(written).unwrap_or(i64::MAX))
            ));
        }
    }
    maker.await??;
    if villages > 1 {
        regency(db).await?;
    }
    Ok(written)
}

/// The regency above the villages, with who may search all of them.
async fn regency(db: &Db) -> Result<()> {
    let (unit, now) = (Unit(KABUPATEN), clock::now());
    let baru = wilayah::UnitBaru {
        kode: KodeWilayah::baru(unit.0).context("kode kabupaten rekaan")?,
        nama: "Contoh".to_owned(),
        kecamatan: String::new(),
        kabupaten: "Contoh".to_owned(),
    };
    wilayah::daftarkan_unit(db, &baru, None, now).await?;
    let sandi = dunia::SANDI.to_owned();
    super::add_user(db, unit, ("pencari", "Pencari Contoh"), &[Role::Lintas], sandi, now).await?;
    Ok(())
}

async fn village(
    db: &Db,
    n: u32,
    muatan: &Muatan,
    (tanggal_data, hari_ini): (jiff::civil::Date, jiff::civil::Date),
) -> Result<()> {
    let (unit, now) = (unit_of(n), clock::now());
    let baru = wilayah::UnitBaru {
        kode: KodeWilayah::baru(unit.0).context("kode desa rekaan")?,
        nama: format!("Sukamaju {}", n + 1),
        kecamatan: format!("Contoh {}", n / DESA_PER_KECAMATAN + 1),
        kabupaten: String::new(),
    };
    wilayah::daftarkan_unit(db, &baru, None, now).await?;
    let ctx = Context::system("contoh", unit, now);
    if n == 0 {
        let sandi = dunia::SANDI.to_owned();
        super::add_user(db, unit, ("operator", "Operator Contoh"), &[Role::Operator], sandi, now).await?;
    }
    let perintah = Perintah { tanggal_data, hari_ini, lewati_salah: false, permintaan: None };
    pengimporan::terapkan(db, &ctx, muatan, perintah).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn villages_have_codes_of_their_own() {
        assert_eq!(unit_of(0), Unit(3_327_012_001));
        assert_eq!(unit_of(15), Unit(3_327_012_016));
        assert_eq!(unit_of(16), Unit(3_327_022_001));
        let semua: std::collections::HashSet<Unit> = (0..TERBANYAK).map(unit_of).collect();
        assert_eq!(semua.len(), TERBANYAK as usize);
        assert!(semua.iter().all(|unit| KodeWilayah::baru(unit.0).is_ok()));
    }

    #[tokio::test]
    async fn a_regency_has_its_own_unit_above_the_villages() {
        let db = db::testing::sqlite().await;
        let options = Generate { villages: 2, penduduk: 80, seed: 1 };
        assert!(fill(&db, &options).await.unwrap() >= 80);
        let bawahan = kependudukan::lintas::desa_bawahan(&db, Unit(KABUPATEN)).await.unwrap();
        let bawahan: Vec<Unit> = bawahan.iter().map(|desa| Unit(desa.unit)).collect();
        assert_eq!(bawahan, [unit_of(0), unit_of(1)]);
        let semua = wilayah::list_unit(&db).await.unwrap();
        assert!(semua.iter().any(|unit| unit.unit == KABUPATEN), "{semua:?}");
    }
}
