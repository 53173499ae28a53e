use db::{Day, ReadTx, Result};
use jiff::civil::Date;

db::statements! {
    /// Present residents as of a day, from the index of the list alone.
    LIST_ORANG_PUBLIK = "select jenis_kelamin, tanggal_lahir, dusun, agama, pekerjaan, pendidikan_kk from penduduk
        where unit = $1 and status_dasar = 1 and (data_awal = $2 or berlaku_sejak <= $3) and tanggal_lahir <= $3";
    COUNT_KELUARGA_PUBLIK = "select count(distinct keluarga_id) as jumlah from penduduk
        where unit = $1 and status_dasar = 1 and (data_awal = $2 or berlaku_sejak <= $3) and tanggal_lahir <= $3";
    TANGGAL_DATA_AWAL = "select min(tanggal_data) as tanggal from impor where unit = $1 and data_awal = $2";
}

/// A resident as the public figures count one: nothing that names them.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct OrangPublik {
    pub jenis_kelamin: i16,
    pub tanggal_lahir: Day,
    pub dusun: String,
    pub agama: Option<i16>,
    pub pekerjaan: Option<i16>,
    pub pendidikan_kk: Option<i16>,
}

/// Residents as of `pada`. Who came with the first workbook counts as there before: nobody knows since when.
pub async fn list_orang_publik(tx: &mut ReadTx, pada: Date) -> Result<Vec<OrangPublik>> {
    tx.query(LIST_ORANG_PUBLIK).bind(true).bind(pada).all().await
}

/// Families with at least one resident as of `pada`.
pub async fn count_keluarga_publik(tx: &mut ReadTx, pada: Date) -> Result<i64> {
    tx.query(COUNT_KELUARGA_PUBLIK).bind(true).bind(pada).count().await
}

/// The day of which the first workbook speaks; absent while there was none.
pub async fn tanggal_data_awal(tx: &mut ReadTx) -> Result<Option<Date>> {
    let (tanggal,): (Option<Day>,) = tx.query(TANGGAL_DATA_AWAL).bind(true).one().await?;
    Ok(tanggal.map(|tanggal| tanggal.0))
}
