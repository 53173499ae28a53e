use db::{Day, ReadTx, Result, Where};
use uuid::Uuid;

use crate::entitas::{Penduduk, RumahTangga};

/// Households with their head; `k` is the household, as a family is in its list.
macro_rules! rumah {
    ($kolom:literal, $sisa:literal) => {
        concat!(
            "select ",
            $kolom,
            " from rumah_tangga k left join penduduk p on p.unit = k.unit and p.rumah_tangga_id = k.id
                and p.status_dasar = 1 and p.hubungan_rtm = 1
            where k.unit = $1 /*where*/ ",
            $sisa
        )
    };
}

db::statements! {
    GET_RUMAH_TANGGA = concat!("select ", rumah_tangga_kolom!(), " from rumah_tangga where unit = $1 and id = $2");
    FIND_RUMAH_TANGGA_NOMOR = concat!("select ", rumah_tangga_kolom!(),
        " from rumah_tangga where unit = $1 and nomor = $2");
    LIST_RUMAH_TANGGA = concat!("select ", rumah_tangga_kolom!(), " from rumah_tangga where unit = $1 order by id");
    LIST_ANGGOTA_RUMAH = concat!("select ", penduduk_kolom!(), " from penduduk
        where unit = $1 and rumah_tangga_id = $2 and status_dasar = 1
        order by hubungan_rtm, shdk, tanggal_lahir, id");
    NOMOR_TERAKHIR = "select nomor from rumah_tangga where unit = $1 order by length(nomor) desc, nomor desc limit 1";
    COUNT_RUMAH_TANGGA = rumah!("count(*)", "");
    DAFTAR_RUMAH_TANGGA = rumah!("k.id, k.nomor, k.alamat, k.dusun, k.rw, k.rt, k.bubar, p.nama as kepala,
            (select count(*) from penduduk a where a.unit = k.unit and a.rumah_tangga_id = k.id and a.status_dasar = 1)
                as anggota,
            (select count(distinct a.keluarga_id) from penduduk a where a.unit = k.unit and a.rumah_tangga_id = k.id
                and a.status_dasar = 1) as keluarga",
        "order by k.nomor, k.id limit $2 offset $3");
    /// Who keeps house in which household now, with NIK: what OpenSID takes back.
    LIST_HUBUNGAN_RUMAH = "select k.nomor, p.nik_segel, p.hubungan_rtm from rumah_tangga k
        join penduduk p on p.unit = k.unit and p.rumah_tangga_id = k.id and p.status_dasar = 1
        where k.unit = $1 order by k.nomor, p.hubungan_rtm, p.nama, p.id";
}

/// A row of the list of households.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct BarisRumahTangga {
    pub id: Uuid,
    pub nomor: String,
    pub alamat: Option<String>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub bubar: Option<Day>,
    /// Name of the head; absent where nobody is.
    pub kepala: Option<String>,
    pub anggota: i64,
    /// How many families its members belong to.
    pub keluarga: i64,
}

pub async fn find_rumah_tangga(tx: &mut ReadTx, id: Uuid) -> Result<Option<RumahTangga>> {
    tx.query(GET_RUMAH_TANGGA).bind(id).optional().await
}

pub async fn find_rumah_tangga_nomor(tx: &mut ReadTx, nomor: &str) -> Result<Option<RumahTangga>> {
    tx.query(FIND_RUMAH_TANGGA_NOMOR).bind(nomor).optional().await
}

pub async fn list_rumah_tangga(tx: &mut ReadTx) -> Result<Vec<RumahTangga>> {
    tx.query(LIST_RUMAH_TANGGA).all().await
}

/// The present members of a household, the head on top.
pub async fn list_anggota_rumah(tx: &mut ReadTx, id: Uuid) -> Result<Vec<Penduduk>> {
    tx.query(LIST_ANGGOTA_RUMAH).bind(id).all().await
}

/// The highest number; none while there is no household.
pub async fn find_nomor_rumah_terakhir(tx: &mut ReadTx) -> Result<Option<String>> {
    let baris: Option<(String,)> = tx.query(NOMOR_TERAKHIR).optional().await?;
    Ok(baris.map(|(nomor,)| nomor))
}

/// Which households a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeadaanRumah {
    Ada,
    TanpaKepala,
    Bubar,
}

impl KeadaanRumah {
    pub fn saring(self, saring: Where) -> Where {
        match self {
            Self::Ada => saring.and("k.bubar is null", []),
            Self::TanpaKepala => saring.and(
                "k.bubar is null and p.id is null and exists (select 1 from penduduk a where a.unit = k.unit \
                 and a.rumah_tangga_id = k.id and a.status_dasar = 1)",
                [],
            ),
            Self::Bubar => saring.and("k.bubar is not null", []),
        }
    }
}

pub async fn count_rumah_tangga(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_RUMAH_TANGGA).filter(saring).count().await
}

pub async fn daftar_rumah_tangga(
    tx: &mut ReadTx,
    saring: Where,
    (batas, lewati): (i64, i64),
) -> Result<Vec<BarisRumahTangga>> {
    tx.query(DAFTAR_RUMAH_TANGGA).bind(batas).bind(lewati).filter(saring).all().await
}

/// Number of the household, NIK and relation of everybody who keeps house with somebody.
pub async fn list_hubungan_rumah(tx: &mut ReadTx) -> Result<Vec<(String, Option<kamus::Nik>, Option<i16>)>> {
    let semua: Vec<(String, Option<db::Bytes>, Option<i16>)> = tx.query(LIST_HUBUNGAN_RUMAH).all().await?;
    let keys = tx.keys().clone();
    let buka = |(nomor, nik, hubungan): (String, Option<db::Bytes>, Option<i16>)| {
        Ok((nomor, crate::entitas::buka_nik(&keys, nik.as_ref())?, hubungan))
    };
    semua.into_iter().map(buka).collect()
}
