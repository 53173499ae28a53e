//! Searching the residents of many villages, for who holds the permission of that name.
//!
//! Each village is asked by itself, under its own keys, so that no statement reaches across: a NIK by its keyed hash,
//! a name by an index. Who is shown is written down in their village and in the unit that asks, before it is shown.

use std::collections::BTreeSet;

use db::{Context, Db, ReadTx, Result, Unit, Where};
use kamus::{CariNama, Daftar as _, Nik, StatusDasar};
use uuid::Uuid;

use crate::store::{self, Berjarak};

/// Who reads and writes in the villages.
const SISTEM: &str = "pencarian lintas desa";
/// As many people as one search shows.
pub const TAMPIL: usize = 10;
/// In so many villages, about a kecamatan, a name is looked for in each by all its words and parts. In more of them
/// it is found by how it sounds from the first word on.
pub const SEMPIT: usize = 20;

/// Somebody found: enough to tell whether it is the one, and where to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrangLintas {
    pub unit: Unit,
    pub id: Uuid,
    pub nama: String,
    pub nik_samar: String,
    pub tahun_lahir: i16,
}

#[derive(Debug, Clone, Default)]
pub struct Hasil {
    /// The nearest first.
    pub orang: Vec<OrangLintas>,
    /// More were found than are shown.
    pub lebih: bool,
}

/// The villages below a unit of this installation.
pub async fn desa_bawahan(db: &Db, unit: Unit) -> Result<Vec<wilayah::UnitTerdaftar>> {
    let mut semua = wilayah::list_unit(db).await?;
    semua.retain(|u| u.unit != unit.0 && unit.contains(Unit(u.unit)) && u.unit % 10_000 != 0);
    Ok(semua)
}

/// Present residents of these villages with this NIK or name.
pub async fn cari(db: &Db, ctx: &Context, desa: &[Unit], teks: &str) -> Result<Hasil> {
    let nama = CariNama::baru(teks);
    let cara = match Nik::baru(teks) {
        Ok(nik) => Cara::Nik(nik),
        Err(_) if nama.kosong() => return Ok(Hasil::default()),
        Err(_) if desa.len() <= SEMPIT => Cara::Kata(&nama),
        Err(_) => Cara::Bunyi(&nama),
    };
    let mut calon = tanya(db, ctx, desa, &cara).await?;
    if calon.is_empty() && matches!(cara, Cara::Bunyi(_)) {
        calon = tanya(db, ctx, desa, &Cara::Awal(&nama)).await?;
    }
    calon.sort_unstable();
    let lebih = calon.len() > TAMPIL;
    let mut orang = Vec::new();
    for (_, unit, id) in calon.into_iter().take(TAMPIL) {
        let mut tx = db.read(&Context::system(SISTEM, unit, ctx.now)).await?;
        let Some(p) = store::find_penduduk(&mut tx, id).await?.filter(crate::Penduduk::aktif) else {
            continue;
        };
        let nik_samar = p.nik(tx.keys())?.map(|nik| nik.samar()).unwrap_or_default();
        orang.push(OrangLintas { unit, id, nama: p.nama, nik_samar, tahun_lahir: p.tanggal_lahir.0.year() });
    }
    Ok(Hasil { orang, lebih })
}

/// How a village is asked.
enum Cara<'n> {
    Nik(Nik),
    /// All words, as spelled and as sounded, and what comes near.
    Kata(&'n CariNama),
    /// How the whole name begins to sound.
    Bunyi(&'n CariNama),
    /// How its first letters sound.
    Awal(&'n CariNama),
}

async fn tanya(db: &Db, ctx: &Context, desa: &[Unit], cara: &Cara<'_>) -> Result<Vec<(u32, Unit, Uuid)>> {
    let mut calon = Vec::new();
    for unit in desa {
        let mut tx = db.read(&Context::system(SISTEM, *unit, ctx.now)).await?;
        let sedesa = match cara {
            Cara::Nik(nik) => {
                store::find_aktif_nik(&mut tx, *nik).await?.map(|id| (0, id)).into_iter().collect()
            }
            Cara::Kata(nama) => cari_kata(&mut tx, nama).await?,
            Cara::Bunyi(nama) => store::cari_sebunyi(&mut tx, nama).await?,
            Cara::Awal(nama) => store::cari_seawal(&mut tx, nama).await?,
        };
        calon.extend(sedesa.into_iter().map(|(jarak, id)| (jarak, *unit, id)));
    }
    Ok(calon)
}

async fn cari_kata(tx: &mut ReadTx, nama: &CariNama) -> Result<Vec<Berjarak>> {
    let hidup = Where::new().and("status_dasar = ?", [StatusDasar::Hidup.kode().into()]);
    let (tepat, mirip, _) = store::cari_berjarak(tx, hidup, nama).await?;
    // Who only resembles it follows who matches, in whichever village.
    let jauh = |(jarak, id): Berjarak| (jarak.saturating_add(1_000_000), id);
    Ok(tepat.into_iter().chain(mirip.into_iter().map(jauh)).take(TAMPIL + 1).collect())
}

/// Writes the search down: in the asking unit, and at each person in their own village. `peminta` says there who asked.
pub async fn catat(
    db: &Db,
    ctx: &Context,
    orang: &[OrangLintas],
    (keperluan, peminta): (&str, &str),
) -> Result<()> {
    const HAL: &str = "pencarian_lintas";
    let mut tx = db.write(ctx, HAL).await?;
    access::store::record_pembukaan(&mut tx, None, HAL, keperluan, None).await?;
    tx.commit().await?;
    let units: BTreeSet<Unit> = orang.iter().map(|o| o.unit).collect();
    for unit in units {
        let mut tx = db.write(&Context::system(SISTEM, unit, ctx.now), HAL).await?;
        for o in orang.iter().filter(|o| o.unit == unit) {
            access::store::record_pembukaan(&mut tx, Some(o.id), HAL, keperluan, Some(peminta)).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
