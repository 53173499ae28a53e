//! Between which states the report of a month stands, and its computing from the register.

use std::collections::{HashMap, HashSet};

use db::{ReadTx, Result, Where};
use kependudukan::entitas::Peristiwa;
use kependudukan::store::{self as register, Hadir, Pada, Pembukaan};
use uuid::Uuid;
use waktu::Bulan;

use crate::lampid::{self, Bahan, Hasil, Letak, Rentang, Sel};
use crate::store::{self, LaporanBulanan};

/// A month of the books.
#[derive(Debug, Clone)]
pub struct Masa {
    pub bulan: Bulan,
    pub rentang: Rentang,
    /// The month in which the books open: it begins with the first workbook, not with a month before.
    pub pertama: bool,
    pub beku: Option<LaporanBulanan>,
}

impl Masa {
    /// What the first row says it counts.
    pub fn awal_kata(&self) -> String {
        let tanggal = kamus::tanggal_panjang(self.rentang.awal.tanggal);
        if self.pertama { format!("Data awal, {tanggal}") } else { format!("Akhir {tanggal}") }
    }
}

/// The month in which the books open; absent while nobody was ever registered.
pub async fn bulan_pertama(tx: &mut ReadTx) -> Result<Option<Bulan>> {
    Ok(register::pembukaan(tx).await?.map(|buka| Bulan::dari(buka.tanggal)))
}

/// The states between which a month lies; none before the books open.
pub async fn masa(tx: &mut ReadTx, bulan: Bulan) -> Result<Option<Masa>> {
    let Some(buka) = register::pembukaan(tx).await? else { return Ok(None) };
    let pertama = Bulan::dari(buka.tanggal);
    if bulan < pertama {
        return Ok(None);
    }
    let beku = store::find_laporan(tx, bulan.awal()).await?;
    let diketahui = beku.as_ref().map_or(lampid::kini(), |laporan| laporan.diketahui);
    let akhir = Pada { tanggal: bulan.akhir(), diketahui };
    let awal = awal(tx, bulan, (bulan == pertama).then_some(buka)).await?;
    Ok(Some(Masa { bulan, rentang: Rentang { awal, akhir }, pertama: bulan == pertama, beku }))
}

async fn awal(tx: &mut ReadTx, bulan: Bulan, buka: Option<Pembukaan>) -> Result<Pada> {
    if let Some(Pembukaan { tanggal, diketahui: Some(diketahui) }) = buka {
        return Ok(Pada { tanggal, diketahui });
    }
    let lalu = bulan.sebelumnya();
    let beku = store::find_laporan(tx, lalu.awal()).await?;
    let diketahui = beku.map_or(lampid::kini(), |laporan| laporan.diketahui);
    Ok(Pada { tanggal: lalu.akhir(), diketahui })
}

/// What a report is computed from.
#[derive(Debug, Clone, Default)]
pub struct Terbaca {
    pub awal: Vec<Hadir>,
    pub akhir: Vec<Hadir>,
    pub peristiwa: Vec<Peristiwa>,
    /// People with events who stand in neither state.
    pub lain: HashMap<Uuid, Letak>,
}

impl Terbaca {
    pub fn hasil(&self) -> Hasil {
        let Self { awal, akhir, peristiwa, lain } = self;
        lampid::susun(&Bahan { awal, akhir, peristiwa, lain })
    }
}

/// Computes a report from the register as it is now.
pub async fn hitung(tx: &mut ReadTx, rentang: &Rentang) -> Result<Hasil> {
    Ok(baca(tx, rentang).await?.hasil())
}

/// Reads both states and what happened between them.
pub async fn baca(tx: &mut ReadTx, rentang: &Rentang) -> Result<Terbaca> {
    let awal = register::list_hadir(tx, rentang.awal, Where::new()).await?;
    let akhir = register::list_hadir(tx, rentang.akhir, Where::new()).await?;
    let peristiwa = list_peristiwa(tx, rentang).await?;
    let ada: HashSet<Uuid> = awal.iter().chain(&akhir).map(|h| h.id).collect();
    let mut lain = HashMap::new();
    for id in peristiwa.iter().filter_map(|p| p.penduduk_id).filter(|id| !ada.contains(id)) {
        if lain.contains_key(&id) {
            continue;
        }
        if let Some(p) = register::find_penduduk_pada(tx, id, rentang.akhir).await? {
            lain.insert(id, Letak { sel: Sel::baru(p.jenis_kelamin, p.kewarganegaraan), dusun: p.dusun });
        }
    }
    Ok(Terbaca { awal, akhir, peristiwa, lain })
}

/// The events that belong to a report: those of its days, and older ones of which the start did not know.
pub async fn list_peristiwa(tx: &mut ReadTx, rentang: &Rentang) -> Result<Vec<Peristiwa>> {
    let (awal, akhir) = (rentang.awal, rentang.akhir);
    let hari_ini = awal.tanggal.tomorrow().unwrap_or(awal.tanggal);
    let mut semua = register::list_peristiwa_masa(tx, (hari_ini, akhir.tanggal), Where::new()).await?;
    let lama = Where::new().and("tanggal <= ?", [awal.tanggal.into()]);
    semua.extend(register::list_peristiwa_dicatat(tx, (awal.diketahui, akhir.diketahui), lama).await?);
    semua.retain(|p| rentang.memuat(p));
    Ok(semua)
}
