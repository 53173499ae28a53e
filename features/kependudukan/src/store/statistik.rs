//! What statistics count beside the residents of one day.

use db::{Bytes, Day, ReadTx, Result, Where};
use jiff::civil::Date;
use uuid::Uuid;

use super::riwayat::Potret;
use crate::entitas::{JenisPeristiwa, SELAMANYA, TIADA_AKHIR};

db::statements! {
    /// Every version that is believed now and was true on some day of the span. Of the present version the
    /// end is absent.
    LIST_POTRET_MASA = concat!(
        "select id, ", potret_kolom!(), ", berlaku_sejak as sejak, cast(null as date) as sampai from penduduk
            where unit = $1 and status_dasar = 1 and berlaku_sejak <= $3 /*where*/
        union all
        select penduduk_id as id, ", potret_kolom!(), ", sejak, sampai from riwayat_penduduk
            where unit = $1 and status_dasar = 1 and sampai > $2 and sejak <= $3 and dicabut_pada = $4 /*where*/");
    LIST_KELAS_SOSIAL = "select id, kelas_sosial from keluarga where unit = $1 and kelas_sosial is not null";
    LIST_KEMATIAN = "select p.id, p.nama, p.jenis_kelamin, p.tanggal_lahir, e.tanggal, e.dusun, e.rw, e.rt, e.isi_segel
        from peristiwa e join penduduk p on p.unit = e.unit and p.id = e.penduduk_id
        where e.unit = $1 and e.jenis = $2 and e.tanggal <= $3 and e.dibatalkan_pada = $4
        order by e.tanggal, p.nama, p.id";
    LIST_TINGGAL_SEMENTARA = "select id, nama, jenis_kelamin, tanggal_lahir, dusun, rw, rt, datang, pergi
        from penduduk_sementara
        where unit = $1 and datang <= $3 and (pergi is null or pergi > $2) order by nama, id";
}

/// A version of a resident with the days on which it was true: from `sejak` until before `sampai`.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct PotretMasa {
    #[sqlx(flatten)]
    pub potret: Potret,
    pub sejak: Day,
    pub sampai: Option<Day>,
}

impl PotretMasa {
    /// Whether it was true at the end of `tanggal`.
    pub fn berlaku(&self, tanggal: Date) -> bool {
        self.sejak.0 <= tanggal && tanggal < self.sampai.map_or(SELAMANYA, |sampai| sampai.0)
    }
}

/// A death that stands.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Kematian {
    pub id: Uuid,
    pub nama: String,
    pub jenis_kelamin: i16,
    pub tanggal_lahir: Day,
    pub tanggal: Day,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub isi_segel: Bytes,
}

/// Somebody who stays for a while, by the days of coming and going.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct TinggalSementara {
    pub id: Uuid,
    pub nama: String,
    pub jenis_kelamin: String,
    pub tanggal_lahir: Option<Day>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub datang: Day,
    pub pergi: Option<Day>,
}

/// The residents of every day from the first to the last, as known now. A resident whose data changed in
/// these days comes once for each version.
pub async fn list_potret_masa(
    tx: &mut ReadTx,
    (dari, sampai): (Date, Date),
    saring: Where,
) -> Result<Vec<PotretMasa>> {
    tx.query(LIST_POTRET_MASA).bind(dari).bind(sampai).bind(TIADA_AKHIR).filter(saring).all().await
}

/// Families of which a class is known.
pub async fn list_kelas_sosial(tx: &mut ReadTx) -> Result<Vec<(Uuid, i16)>> {
    tx.query(LIST_KELAS_SOSIAL).all().await
}

/// Who had died by the end of a day, as known now.
pub async fn list_kematian(tx: &mut ReadTx, sampai: Date) -> Result<Vec<Kematian>> {
    tx.query(LIST_KEMATIAN).bind(JenisPeristiwa::Mati.kode()).bind(sampai).bind(TIADA_AKHIR).all().await
}

/// Who stayed in these days without being a resident. Somebody of whom no day of coming is known only asked
/// for a letter.
pub async fn list_tinggal_sementara(
    tx: &mut ReadTx,
    (dari, sampai): (Date, Date),
) -> Result<Vec<TinggalSementara>> {
    tx.query(LIST_TINGGAL_SEMENTARA).bind(dari).bind(sampai).all().await
}
