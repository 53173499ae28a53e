//! What the analysis adds up: two statements, each over a period.

use db::{At, ReadTx, Result};
use jiff::Timestamp;
use uuid::Uuid;

db::statements! {
    LIST_SIAP_RINCI = "select id, jenis, orang_id, petugas_id, petugas_nama, siap_pada from permohonan
        where unit = $1 and siap_pada >= $2 and siap_pada < $3 order by siap_pada, id";
    REKAP_NILAI = "select p.jenis, p.petugas_id, p.petugas_nama, n.nilai, count(*) as banyak
        from permohonan_nilai n join permohonan p on p.unit = n.unit and p.id = n.permohonan_id
        where n.unit = $1 and n.pada >= $2 and n.pada < $3
        group by p.jenis, p.petugas_id, p.petugas_nama, n.nilai
        order by p.jenis, p.petugas_nama, p.petugas_id, n.nilai";
}

/// A request whose letter was there.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct SuratSiap {
    pub(crate) id: Uuid,
    pub(crate) jenis: String,
    pub(crate) orang_id: Uuid,
    pub(crate) petugas_id: Option<Uuid>,
    pub(crate) petugas_nama: String,
    pub(crate) siap_pada: At,
}

/// How often one rating was given for a kind and an officer.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct RekapNilai {
    pub(crate) jenis: String,
    pub(crate) petugas_id: Option<Uuid>,
    pub(crate) petugas_nama: String,
    pub(crate) nilai: i16,
    pub(crate) banyak: i64,
}

/// Requests whose letter was there in `dari..sampai`.
pub(crate) async fn list_siap_rinci(
    tx: &mut ReadTx,
    dari: Timestamp,
    sampai: Timestamp,
) -> Result<Vec<SuratSiap>> {
    tx.query(LIST_SIAP_RINCI).bind(dari).bind(sampai).all().await
}

/// Ratings given in `dari..sampai`.
pub(crate) async fn rekap_nilai(
    tx: &mut ReadTx,
    dari: Timestamp,
    sampai: Timestamp,
) -> Result<Vec<RekapNilai>> {
    tx.query(REKAP_NILAI).bind(dari).bind(sampai).all().await
}
