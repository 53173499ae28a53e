use db::{Bytes, ReadTx, Result, Where};
use kamus::NomorKk;
use uuid::Uuid;

use crate::entitas::{Keluarga, kunci_kk};

db::statements! {
    GET_KELUARGA = "select id, no_kk_segel, no_kk_kunci, kepala_id, alamat, dusun, rw, rt, kelas_sosial
        from keluarga where unit = $1 and id = $2";
    FIND_KELUARGA_KK = "select id, no_kk_segel, no_kk_kunci, kepala_id, alamat, dusun, rw, rt, kelas_sosial
        from keluarga where unit = $1 and no_kk_kunci = $2";
    LIST_KELUARGA = "select id, no_kk_segel, no_kk_kunci, kepala_id, alamat, dusun, rw, rt, kelas_sosial
        from keluarga where unit = $1 order by id";
    /// Through the heads: the list's index has them in the order of their names.
    COUNT_KELUARGA = "select count(*) from penduduk p join keluarga k on k.unit = p.unit and k.id = p.keluarga_id
        where p.unit = $1 and p.status_dasar = 1 and p.shdk = 1 and k.kepala_id = p.id /*where*/";
    DAFTAR_KELUARGA = "select k.id, k.no_kk_segel, k.alamat, k.dusun, k.rw, k.rt, p.nama as kepala,
            (select count(*) from penduduk a where a.unit = k.unit and a.keluarga_id = k.id and a.status_dasar = 1)
                as anggota
        from penduduk p join keluarga k on k.unit = p.unit and k.id = p.keluarga_id
        where p.unit = $1 and p.status_dasar = 1 and p.shdk = 1 and k.kepala_id = p.id /*where*/
        order by p.nama, p.id limit $2 offset $3";
    COUNT_TANPA_KEPALA = "select count(*) from keluarga k where k.unit = $1 and k.kepala_id is null
        and exists (select 1 from penduduk a where a.unit = k.unit and a.keluarga_id = k.id and a.status_dasar = 1)
        /*where*/";
    DAFTAR_TANPA_KEPALA = "select k.id, k.no_kk_segel, k.alamat, k.dusun, k.rw, k.rt, cast(null as text) as kepala,
            (select count(*) from penduduk a where a.unit = k.unit and a.keluarga_id = k.id and a.status_dasar = 1)
                as anggota
        from keluarga k where k.unit = $1 and k.kepala_id is null
        and exists (select 1 from penduduk a where a.unit = k.unit and a.keluarga_id = k.id and a.status_dasar = 1)
        /*where*/ order by k.dusun, k.rw, k.rt, k.id limit $2 offset $3";
}

/// A row of the list of families.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct BarisKeluarga {
    pub id: Uuid,
    pub no_kk_segel: Option<Bytes>,
    pub alamat: Option<String>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    /// Name of the head; absent where nobody is.
    pub kepala: Option<String>,
    pub anggota: i64,
}

pub async fn find_keluarga(tx: &mut ReadTx, id: Uuid) -> Result<Option<Keluarga>> {
    tx.query(GET_KELUARGA).bind(id).optional().await
}

pub async fn find_keluarga_kk(tx: &mut ReadTx, no_kk: NomorKk) -> Result<Option<Keluarga>> {
    let kunci = kunci_kk(tx.keys(), no_kk);
    tx.query(FIND_KELUARGA_KK).bind(kunci).optional().await
}

pub async fn list_keluarga(tx: &mut ReadTx) -> Result<Vec<Keluarga>> {
    tx.query(LIST_KELUARGA).all().await
}

/// Families with a head.
pub async fn count_keluarga(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_KELUARGA).filter(saring).count().await
}

pub async fn daftar_keluarga(
    tx: &mut ReadTx,
    saring: Where,
    (batas, lewati): (i64, i64),
) -> Result<Vec<BarisKeluarga>> {
    tx.query(DAFTAR_KELUARGA).bind(batas).bind(lewati).filter(saring).all().await
}

/// Families with members, but without a head.
pub async fn count_tanpa_kepala(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_TANPA_KEPALA).filter(saring).count().await
}

pub async fn daftar_tanpa_kepala(
    tx: &mut ReadTx,
    saring: Where,
    (batas, lewati): (i64, i64),
) -> Result<Vec<BarisKeluarga>> {
    tx.query(DAFTAR_TANPA_KEPALA).bind(batas).bind(lewati).filter(saring).all().await
}
