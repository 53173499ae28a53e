//! Who waits for a number that Dukcapil issues.

use db::{Day, ReadTx, Result};
use uuid::Uuid;

use crate::entitas::Peristiwa;

/// As many rows as a list of who waits reads.
pub const BATAS_TUNGGU: i64 = 1000;

db::statements! {
    /// Present residents without a NIK.
    LIST_TANPA_NIK = "select id, nama, tanggal_lahir, dusun, berlaku_sejak, keluarga_id from penduduk
        where unit = $1 and status_dasar = 1 and nik_kunci is null order by berlaku_sejak, nama, id limit $2";
    /// Families with present members whose card has no number, by their head or eldest member.
    LIST_TANPA_KK = "select p.id, p.nama, p.tanggal_lahir, p.dusun, p.berlaku_sejak, p.keluarga_id
        from keluarga k join penduduk p on p.unit = k.unit and p.keluarga_id = k.id and p.status_dasar = 1
        where k.unit = $1 and k.no_kk_kunci is null and p.id = (select a.id from penduduk a where a.unit = k.unit
            and a.keluarga_id = k.id and a.status_dasar = 1 order by a.shdk, a.tanggal_lahir, a.id limit 1)
        order by p.berlaku_sejak, p.nama, p.id limit $2";
    /// Numbers that were issued to a family, for a child who never lived.
    LIST_NOMOR_KELUARGA = concat!("select ", peristiwa_kolom!(), " from peristiwa
        where unit = $1 and jenis = 20 and penduduk_id is null and keluarga_id = $2 order by dicatat_pada, id");
}

/// Somebody who waits, alone or for their family.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct BarisTunggu {
    pub id: Uuid,
    pub nama: String,
    pub tanggal_lahir: Day,
    pub dusun: String,
    pub berlaku_sejak: Day,
    pub keluarga_id: Option<Uuid>,
}

pub async fn list_tanpa_nik(tx: &mut ReadTx) -> Result<Vec<BarisTunggu>> {
    tx.query(LIST_TANPA_NIK).bind(BATAS_TUNGGU).all().await
}

pub async fn list_tanpa_kk(tx: &mut ReadTx) -> Result<Vec<BarisTunggu>> {
    tx.query(LIST_TANPA_KK).bind(BATAS_TUNGGU).all().await
}

pub(crate) async fn list_nomor_keluarga(tx: &mut ReadTx, keluarga_id: Uuid) -> Result<Vec<Peristiwa>> {
    tx.query(LIST_NOMOR_KELUARGA).bind(keluarga_id).all().await
}
