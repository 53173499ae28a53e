//! Whole residents as of any day, and the day on which the books open.

use db::{At, Day, ReadTx, Result, Where};
use jiff::civil::Date;
use uuid::Uuid;

use super::riwayat::{Pada, find_riwayat_pada};
use crate::entitas::{Penduduk, RiwayatPenduduk};

db::statements! {
    /// The present versions that held on a day already, as known at an instant.
    LIST_KINI_PADA = concat!("select ", penduduk_kolom!(), " from penduduk
        where unit = $1 and status_dasar = 1 and berlaku_sejak <= $2 and dicatat_pada <= $3 /*where*/");
    /// The past versions that held on a day, as known at an instant.
    LIST_RIWAYAT_PADA = concat!("select ", riwayat_kolom!(), " from riwayat_penduduk
        where unit = $1 and status_dasar = 1 and sampai > $2 and sejak <= $2 and dicatat_pada <= $3
            and dicabut_pada > $3 /*where*/");
    DATA_AWAL = "select tanggal_data, pada from impor where unit = $1 and data_awal = $2
        order by tanggal_data, id limit 1";
    AWAL_VERSI = "select min(sejak) from (
            select min(berlaku_sejak) as sejak from penduduk where unit = $1
            union all select min(sejak) as sejak from riwayat_penduduk where unit = $1
        ) as semua";
}

/// When the books of a village open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pembukaan {
    /// The day of which the first workbook speaks, or on which the first resident was entered.
    pub tanggal: Date,
    /// When the first workbook was taken over; absent where there was none.
    pub diketahui: Option<At>,
}

/// When the books open; absent while nobody was ever registered.
pub async fn pembukaan(tx: &mut ReadTx) -> Result<Option<Pembukaan>> {
    let awal: Option<(Day, At)> = tx.query(DATA_AWAL).bind(true).optional().await?;
    if let Some((tanggal, pada)) = awal {
        return Ok(Some(Pembukaan { tanggal: tanggal.0, diketahui: Some(pada) }));
    }
    let (sejak,): (Option<Day>,) = tx.query(AWAL_VERSI).one().await?;
    Ok(sejak.map(|sejak| Pembukaan { tanggal: sejak.0, diketahui: None }))
}

/// The residents of a day with all their columns, in no order; `saring` speaks of columns that
/// [`Potret`](super::Potret) has.
pub async fn list_penduduk_pada(tx: &mut ReadTx, pada: Pada, saring: Where) -> Result<Vec<Penduduk>> {
    let kini = tx.query(LIST_KINI_PADA).bind(pada.tanggal).bind(pada.diketahui).filter(saring.clone());
    let mut semua: Vec<Penduduk> = kini.all().await?;
    let lalu = tx.query(LIST_RIWAYAT_PADA).bind(pada.tanggal).bind(pada.diketahui).filter(saring);
    let lalu: Vec<RiwayatPenduduk> = lalu.all().await?;
    for versi in lalu {
        semua.push(versi.isi(tx.keys())?);
    }
    Ok(semua)
}

/// Somebody as they were on a day, whatever their status; the present version where that day knows none.
pub async fn find_penduduk_pada(tx: &mut ReadTx, id: Uuid, pada: Pada) -> Result<Option<Penduduk>> {
    match find_riwayat_pada(tx, id, pada).await? {
        Some(versi) => versi.isi(tx.keys()).map(Some),
        None => super::find_penduduk(tx, id).await,
    }
}
