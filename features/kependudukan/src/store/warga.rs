//! What a dukuh, RW or RT may see of the residents of their area: these columns and no others. The conditions
//! of the area come with every call.

use db::{Day, ReadTx, Result, Where};
use uuid::Uuid;

db::statements! {
    LIST_DUSUN = "select id, dusun from penduduk where unit = $1 order by id";
    GET_WARGA = "select id, nama, jenis_kelamin, tanggal_lahir, shdk, alamat, dusun, rw, rt, keluarga_id
        from penduduk where unit = $1 and id = $2 and status_dasar = 1 /*where*/";
    COUNT_WARGA = "select count(*) from penduduk where unit = $1 and status_dasar = 1 /*where*/";
    DAFTAR_WARGA = "select id, nama, jenis_kelamin, tanggal_lahir, shdk, alamat, dusun, rw, rt, keluarga_id
        from penduduk where unit = $1 and status_dasar = 1 /*where*/ order by nama, id limit $2 offset $3";
    LIST_SERUMAH = "select id, nama, jenis_kelamin, tanggal_lahir, shdk, alamat, dusun, rw, rt, keluarga_id
        from penduduk where unit = $1 and keluarga_id = $2 and status_dasar = 1 /*where*/
        order by shdk, tanggal_lahir, id";
    LIST_WARGA_KELUARGA = "select id, keluarga_id, dusun from penduduk
        where unit = $1 and status_dasar = 1 and keluarga_id is not null order by keluarga_id, shdk, id";
    LIST_TEMPAT_WARGA = "select distinct dusun, rw, rt from penduduk where unit = $1 and status_dasar = 1 /*where*/
        order by dusun, rw, rt";
}

/// A resident as their neighbourhood sees them: name, sex, age, address and family.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Warga {
    pub id: Uuid,
    pub nama: String,
    pub jenis_kelamin: i16,
    pub tanggal_lahir: Day,
    pub shdk: i16,
    pub alamat: Option<String>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub keluarga_id: Option<Uuid>,
}

pub async fn find_warga(tx: &mut ReadTx, id: Uuid, lingkup: Where) -> Result<Option<Warga>> {
    tx.query(GET_WARGA).bind(id).filter(lingkup).optional().await
}

pub async fn count_warga(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_WARGA).filter(saring).count().await
}

pub async fn daftar_warga(tx: &mut ReadTx, saring: Where, (batas, lewati): (i64, i64)) -> Result<Vec<Warga>> {
    tx.query(DAFTAR_WARGA).bind(batas).bind(lewati).filter(saring).all().await
}

/// The members of a family who live within the area, the head on top.
pub async fn list_serumah(tx: &mut ReadTx, keluarga_id: Uuid, lingkup: Where) -> Result<Vec<Warga>> {
    tx.query(LIST_SERUMAH).bind(keluarga_id).filter(lingkup).all().await
}

/// Dusun, RW and RT in which residents of the area live.
pub async fn list_tempat_warga(tx: &mut ReadTx, lingkup: Where) -> Result<Vec<(String, String, String)>> {
    tx.query(LIST_TEMPAT_WARGA).filter(lingkup).all().await
}

/// Everybody who lives here in a family: the resident, the family, and the hamlet; the head first.
pub async fn list_warga_keluarga(tx: &mut ReadTx) -> Result<Vec<(Uuid, Uuid, String)>> {
    tx.query(LIST_WARGA_KELUARGA).all().await
}

/// In which hamlet everybody stands who was ever in the register.
pub async fn list_dusun(tx: &mut ReadTx) -> Result<Vec<(Uuid, String)>> {
    tx.query(LIST_DUSUN).all().await
}
