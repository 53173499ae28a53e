//! Versions of residents, and the register as of any day.

use db::{At, Bytes, Day, ReadTx, Result, Where};
use jiff::civil::Date;
use uuid::Uuid;
use vault::UnitKeys;

use crate::entitas::{Kesehatan, RiwayatPenduduk, TIADA_AKHIR, buka_kesehatan};

/// The present versions and the past ones of one day, as known at one instant.
macro_rules! pada_hari {
    ($kolom:expr, $akhir:literal) => {
        concat!(
            "select id, ",
            $kolom,
            " from penduduk
            where unit = $1 and status_dasar = 1 and berlaku_sejak <= $2 and dicatat_pada <= $3 /*where*/
            union all
            select penduduk_id as id, ",
            $kolom,
            " from riwayat_penduduk
            where unit = $1 and status_dasar = 1 and sampai > $2 and sejak <= $2 and dicatat_pada <= $3
                and dicabut_pada > $3 /*where*/ ",
            $akhir
        )
    };
}

db::statements! {
    LIST_RIWAYAT_BERLAKU = concat!("select ", riwayat_kolom!(), " from riwayat_penduduk
        where unit = $1 and penduduk_id = $2 and dicabut_pada = $3 order by sejak, id");
    LIST_RIWAYAT = concat!("select ", riwayat_kolom!(), " from riwayat_penduduk
        where unit = $1 and penduduk_id = $2 order by dicatat_pada, sejak, id");
    LIST_POTRET = pada_hari!(potret_kolom!(), "");
    /// Narrow: who was there, and as what they count.
    LIST_HADIR = pada_hari!("jenis_kelamin, tanggal_lahir, kewarganegaraan, keluarga_id, shdk, dusun, rw, rt", "");
    /// The version of one person on one day, as known at one instant, whatever its status.
    RIWAYAT_PADA = concat!("select ", riwayat_kolom!(), " from riwayat_penduduk
        where unit = $1 and penduduk_id = $2 and sejak <= $3 and sampai > $3 and dicatat_pada <= $4 and dicabut_pada > $4");
}

/// Which day is asked for, and how much was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pada {
    /// The end of this day.
    pub tanggal: Date,
    /// What had been written down by this instant.
    pub diketahui: At,
}

impl Pada {
    /// As it is known today.
    pub fn kini(tanggal: Date) -> Self {
        Self { tanggal, diketahui: At(TIADA_AKHIR.0 - 1) }
    }
}

/// A resident as statistics count one.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Potret {
    pub id: Uuid,
    pub nama: String,
    pub jenis_kelamin: i16,
    pub tanggal_lahir: Day,
    pub keluarga_id: Option<Uuid>,
    pub shdk: i16,
    pub agama: Option<i16>,
    pub pendidikan_kk: Option<i16>,
    pub pendidikan_sedang: Option<i16>,
    pub pekerjaan: Option<i16>,
    pub status_kawin: Option<i16>,
    pub kewarganegaraan: Option<i16>,
    pub golongan_darah: Option<i16>,
    pub ktp_el: Option<i16>,
    pub status_rekam: Option<i16>,
    pub asuransi: Option<i16>,
    pub bpjs_tk: Option<bool>,
    pub suku: Option<String>,
    pub akta_lahir: Option<String>,
    pub akta_perkawinan: Option<String>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub rumah_tangga_id: Option<Uuid>,
    pub hubungan_rtm: Option<i16>,
    pub kesehatan_segel: Option<Bytes>,
}

impl Potret {
    /// What is known of this resident's health, opened.
    pub fn kesehatan(&self, keys: &UnitKeys) -> Result<Kesehatan> {
        buka_kesehatan(keys, self.kesehatan_segel.as_ref())
    }
}

/// A resident as the monthly report counts one.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Hadir {
    pub id: Uuid,
    pub jenis_kelamin: i16,
    pub tanggal_lahir: Day,
    pub kewarganegaraan: Option<i16>,
    pub keluarga_id: Option<Uuid>,
    pub shdk: i16,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
}

/// The past versions of a resident that are still believed, oldest first.
pub(crate) async fn list_riwayat_berlaku(tx: &mut ReadTx, id: Uuid) -> Result<Vec<RiwayatPenduduk>> {
    tx.query(LIST_RIWAYAT_BERLAKU).bind(id).bind(TIADA_AKHIR).all().await
}

/// All past versions of a resident, also those that are no longer believed, by when they were written.
pub async fn list_riwayat(tx: &mut ReadTx, id: Uuid) -> Result<Vec<RiwayatPenduduk>> {
    tx.query(LIST_RIWAYAT).bind(id).all().await
}

/// The residents of a day; `saring` speaks of columns that [`Potret`] has.
pub async fn list_potret(tx: &mut ReadTx, pada: Pada, saring: Where) -> Result<Vec<Potret>> {
    tx.query(LIST_POTRET).bind(pada.tanggal).bind(pada.diketahui).filter(saring).all().await
}

/// Who belonged to the village on a day.
pub async fn list_hadir(tx: &mut ReadTx, pada: Pada, saring: Where) -> Result<Vec<Hadir>> {
    tx.query(LIST_HADIR).bind(pada.tanggal).bind(pada.diketahui).filter(saring).all().await
}

/// The past version of a resident that held on a day; none when it is the present one or there was none.
pub async fn find_riwayat_pada(tx: &mut ReadTx, id: Uuid, pada: Pada) -> Result<Option<RiwayatPenduduk>> {
    tx.query(RIWAYAT_PADA).bind(id).bind(pada.tanggal).bind(pada.diketahui).optional().await
}
