//! Queue numbers and the kiosk they are drawn at.

use db::{At, Day, ReadTx, Result};
use kamus::{KodeWilayah, Zona};
use uuid::Uuid;

db::entity! {
    /// A number drawn at the kiosk.
    pub struct Antrean in "antrean" version 1 {
        pub id: Uuid,
        pub tanggal: Day,
        /// Counts from 1 each day.
        pub nomor: i32,
        /// The kind of letter; empty for something else.
        pub jenis: String,
        /// 1 waits, 2 called, 3 served, 4 nobody came.
        pub keadaan: i16,
        pub petugas_id: Option<Uuid>,
        pub petugas_nama: String,
        /// The request that came of it.
        pub permohonan_id: Option<Uuid>,
        pub diambil_pada: At,
        pub dipanggil_pada: Option<At>,
    }
}

db::entity! {
    /// The unit's kiosk; one row per unit.
    pub struct AturAnjungan in "atur_anjungan" version 1 {
        pub id: Uuid,
        /// The unguessable part of the kiosk's address: only the screen in the hall draws numbers.
        pub kunci: String,
        pub dibuka: bool,
    }
}

db::statements! {
    LIST_HARI = "select id, tanggal, nomor, jenis, keadaan, petugas_id, petugas_nama, permohonan_id, diambil_pada,
            dipanggil_pada
        from antrean where unit = $1 and tanggal = $2 order by nomor";
    FIND_ATUR = "select id, kunci, dibuka from atur_anjungan where unit = $1 order by id limit 1";
}

/// Today in the unit's zone.
pub(crate) fn hari(tx: &ReadTx) -> jiff::civil::Date {
    let zona = KodeWilayah::baru(tx.ctx().unit.0).map(Zona::dari_provinsi).unwrap_or_default();
    zona.tanggal(tx.ctx().now)
}

/// Today's numbers, in order.
pub async fn list_hari_ini(tx: &mut ReadTx) -> Result<Vec<Antrean>> {
    let hari = hari(tx);
    tx.query(LIST_HARI).bind(hari).all().await
}

pub async fn find_atur(tx: &mut ReadTx) -> Result<Option<AturAnjungan>> {
    tx.query(FIND_ATUR).optional().await
}
