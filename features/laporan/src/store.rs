//! All SQL of this room.

use db::{At, Day, ReadTx, Result};
use jiff::civil::Date;
use kependudukan::entitas::TIADA_AKHIR;
use uuid::Uuid;

db::entity! {
    /// A month as it was handed in. It never changes.
    pub struct LaporanBulanan in "laporan_bulanan" version 1 {
        pub id: Uuid,
        /// Its first day.
        pub bulan: Day,
        /// JSON of [`Isi`](crate::pembekuan::Isi).
        pub isi: String,
        /// What had been written down by then counts; also when the report was frozen.
        pub diketahui: At,
        pub oleh: Option<Uuid>,
        pub dikirim_pada: Option<At>,
        pub dikirim_oleh: Option<Uuid>,
        /// [`TIADA_AKHIR`] while it stands.
        pub ditarik_pada: At,
        pub ditarik_oleh: Option<Uuid>,
        pub alasan: Option<String>,
    }
}

db::statements! {
    FIND_LAPORAN = "select id, bulan, isi, diketahui, oleh, dikirim_pada, dikirim_oleh, ditarik_pada, ditarik_oleh,
        alasan from laporan_bulanan where unit = $1 and bulan = $2 and ditarik_pada = $3";
    LIST_LAPORAN = "select id, bulan, isi, diketahui, oleh, dikirim_pada, dikirim_oleh, ditarik_pada, ditarik_oleh,
        alasan from laporan_bulanan where unit = $1 and ditarik_pada = $2 order by bulan desc";
    LIST_DITARIK = "select id, bulan, isi, diketahui, oleh, dikirim_pada, dikirim_oleh, ditarik_pada, ditarik_oleh,
        alasan from laporan_bulanan where unit = $1 and bulan = $2 and ditarik_pada < $3 order by ditarik_pada desc";
    BEKU_TERAKHIR = "select max(bulan) as bulan from laporan_bulanan where unit = $1 and ditarik_pada = $2";
}

/// The frozen report of a month that begins on this day.
pub async fn find_laporan(tx: &mut ReadTx, bulan: Date) -> Result<Option<LaporanBulanan>> {
    tx.query(FIND_LAPORAN).bind(bulan).bind(TIADA_AKHIR).optional().await
}

/// All frozen reports, the newest month first.
pub async fn list_laporan(tx: &mut ReadTx) -> Result<Vec<LaporanBulanan>> {
    tx.query(LIST_LAPORAN).bind(TIADA_AKHIR).all().await
}

/// Reports of a month that were withdrawn, the newest first.
pub async fn list_ditarik(tx: &mut ReadTx, bulan: Date) -> Result<Vec<LaporanBulanan>> {
    tx.query(LIST_DITARIK).bind(bulan).bind(TIADA_AKHIR).all().await
}

/// The first day of the last frozen month.
pub async fn beku_terakhir(tx: &mut ReadTx) -> Result<Option<Date>> {
    let (bulan,): (Option<Day>,) = tx.query(BEKU_TERAKHIR).bind(TIADA_AKHIR).one().await?;
    Ok(bulan.map(|bulan| bulan.0))
}
