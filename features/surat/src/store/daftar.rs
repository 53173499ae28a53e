//! Lists of letters: the working list, what waits for somebody, the agenda.

use db::{At, Day, ReadTx, Result, Value, Where};
use jiff::civil::Date;
use uuid::Uuid;

use crate::keadaan::Keadaan;
use crate::store::LangkahParaf;

db::statements! {
    LIST_SURAT = "select id, jenis, keadaan, cara, subjek_nama, nomor, tanggal, manual, dibuat_pada from surat
        where unit = $1 /*where*/ order by dibuat_pada desc, id desc limit $2 offset $3";
    REKAP_TERBIT = "select jenis, tanggal, dibuat_oleh, subjek_jenis, subjek_id, count(*) as banyak from surat
        where unit = $1 and tanggal >= $2 and tanggal <= $3 and terbit_pada is not null
        group by jenis, tanggal, dibuat_oleh, subjek_jenis, subjek_id
        order by tanggal, jenis, dibuat_oleh, subjek_jenis, subjek_id";
    COUNT_SURAT = "select count(*) from surat where unit = $1 /*where*/";
    LIST_MENUNGGU = "select id, jenis, rantai, langkah, penandatangan_id, cara, subjek_nama, nomor, dibuat_pada, versi
        from surat where unit = $1 and keadaan = $2 order by dibuat_pada, id";
    LIST_AGENDA = "select id, jenis, keadaan, nomor, nomor_urut, tanggal, subjek_nama, klasifikasi, ttd_nama, alasan, manual
        from surat where unit = $1 and nomor_tahun = $2 and nomor is not null order by tanggal, nomor_urut, nomor, id
        limit $3 offset $4";
    LIST_KELUAR = "select id, jenis, keadaan, nomor, nomor_urut, tanggal, subjek_nama, klasifikasi, ttd_nama, alasan, manual
        from surat where unit = $1 and tanggal >= $2 and tanggal <= $3 and nomor is not null
        order by tanggal, nomor_urut, nomor, id";
    FIND_KELUAR = "select id, jenis, keadaan, nomor, nomor_urut, tanggal, subjek_nama, klasifikasi, ttd_nama, alasan, manual
        from surat where unit = $1 and id = $2 and nomor is not null";
    COUNT_AGENDA = "select count(*) from surat where unit = $1 and nomor_tahun = $2 and nomor is not null";
}

/// A line of the working list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct BarisSurat {
    pub id: Uuid,
    pub jenis: String,
    pub keadaan: i16,
    pub cara: i16,
    pub subjek_nama: String,
    pub nomor: Option<String>,
    pub tanggal: Option<Day>,
    pub manual: bool,
    pub dibuat_pada: At,
}

/// A letter that waits for a paraf or a signature.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Menunggu {
    pub(crate) id: Uuid,
    pub(crate) jenis: String,
    pub(crate) rantai: String,
    pub(crate) langkah: i16,
    pub(crate) penandatangan_id: Uuid,
    pub(crate) cara: i16,
    pub(crate) subjek_nama: String,
    pub(crate) nomor: Option<String>,
    pub(crate) dibuat_pada: At,
    pub(crate) versi: i64,
}

impl Menunggu {
    /// All steps of paraf, in order.
    pub(crate) fn rantai(&self) -> Vec<LangkahParaf> {
        serde_json::from_str(&self.rantai).unwrap_or_default()
    }

    /// The step of paraf that it waits for.
    pub(crate) fn giliran(&self) -> Option<LangkahParaf> {
        self.rantai().into_iter().nth(usize::try_from(self.langkah).ok()?)
    }
}

/// A line of the agenda: every number of the year, BATAL included.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct BarisAgenda {
    pub id: Uuid,
    pub jenis: String,
    pub keadaan: i16,
    pub nomor: String,
    pub nomor_urut: Option<i64>,
    pub tanggal: Option<Day>,
    pub subjek_nama: String,
    pub klasifikasi: String,
    pub ttd_nama: Option<String>,
    pub alasan: Option<String>,
    pub manual: bool,
}

/// One page of the agenda.
#[derive(Debug, Clone)]
pub struct Agenda {
    pub baris: Vec<BarisAgenda>,
    pub jumlah: i64,
}

/// How many letters of one day, kind, maker and subject were issued.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RekapTerbit {
    pub jenis: String,
    pub tanggal: Day,
    pub dibuat_oleh: Option<Uuid>,
    pub subjek_jenis: i16,
    pub subjek_id: Option<Uuid>,
    pub banyak: i64,
}

impl RekapTerbit {
    /// They are about bodies, which live in no hamlet.
    pub fn lembaga(&self) -> bool {
        self.subjek_jenis == crate::orang::Tercatat::Lembaga.kode()
    }
}

/// What a list shows.
#[derive(Debug, Clone, Default)]
pub struct Saring {
    pub keadaan: Option<Keadaan>,
    pub jenis: Option<String>,
    /// A name or part of a number.
    pub cari: Option<String>,
    /// Issued, and dated from the first to the second of these days.
    pub terbit: Option<(jiff::civil::Date, jiff::civil::Date)>,
    /// Who made it.
    pub oleh: Option<Uuid>,
}

impl Saring {
    fn syarat(&self) -> Where {
        let filter = Where::new()
            .and_some("keadaan = ?", self.keadaan.map(Keadaan::kode))
            .and_some("jenis = ?", self.jenis.as_deref())
            .and_some("dibuat_oleh = ?", self.oleh);
        let filter = match self.terbit {
            Some((dari, sampai)) => filter.and(
                "terbit_pada is not null and tanggal >= ? and tanggal <= ?",
                [dari.into(), sampai.into()],
            ),
            None => filter,
        };
        let Some(cari) = self.cari.as_deref().map(str::trim).filter(|cari| !cari.is_empty()) else {
            return filter;
        };
        // The key of a name tolerates spellings; a number is found as it is printed.
        let kunci = memuat_nama(cari);
        let nomor = db::containing(&cari.to_lowercase());
        if kamus::kunci_nama(cari).is_empty() {
            return filter.and("lower(nomor) like ? escape '!'", [nomor]);
        }
        filter.and("(subjek_kunci like ? escape '!' or lower(nomor) like ? escape '!')", [kunci, nomor])
    }
}

/// A pattern for names that sound like this, or hold it. The key of a name is not empty.
pub(super) fn memuat_nama(teks: &str) -> Value {
    db::containing(&kamus::kunci_nama(teks))
}

pub async fn list_surat(tx: &mut ReadTx, saring: &Saring, batas: i64, mulai: i64) -> Result<Vec<BarisSurat>> {
    tx.query(LIST_SURAT).bind(batas).bind(mulai).filter(saring.syarat()).all().await
}

pub async fn count_surat(tx: &mut ReadTx, saring: &Saring) -> Result<i64> {
    tx.query(COUNT_SURAT).filter(saring.syarat()).count().await
}

/// What was issued, by the day that stands on it, from the first to the second of these days.
pub async fn rekap_terbit(
    tx: &mut ReadTx,
    dari: jiff::civil::Date,
    sampai: jiff::civil::Date,
) -> Result<Vec<RekapTerbit>> {
    tx.query(REKAP_TERBIT).bind(Day(dari)).bind(Day(sampai)).all().await
}

/// Letters in a state, the oldest first.
pub(crate) async fn list_menunggu(tx: &mut ReadTx, keadaan: Keadaan) -> Result<Vec<Menunggu>> {
    tx.query(LIST_MENUNGGU).bind(keadaan.kode()).all().await
}

/// How many letters wait for (paraf, signature).
pub async fn count_menunggu(tx: &mut ReadTx) -> Result<(i64, i64)> {
    let count = |keadaan| Saring { keadaan: Some(keadaan), ..Saring::default() };
    let paraf = count_surat(tx, &count(Keadaan::Paraf)).await?;
    Ok((paraf, count_surat(tx, &count(Keadaan::TandaTangan)).await?))
}

/// A page of the year's agenda.
pub async fn list_agenda(tx: &mut ReadTx, tahun: i16, batas: i64, mulai: i64) -> Result<Agenda> {
    let baris = tx.query(LIST_AGENDA).bind(tahun).bind(batas).bind(mulai).all().await?;
    let jumlah = tx.query(COUNT_AGENDA).bind(tahun).count().await?;
    Ok(Agenda { baris, jumlah })
}

/// Numbered letters dated within these days, both included: what room `sekretariat` puts into its books.
pub async fn list_keluar(tx: &mut ReadTx, (dari, sampai): (Date, Date)) -> Result<Vec<BarisAgenda>> {
    tx.query(LIST_KELUAR).bind(Day(dari)).bind(Day(sampai)).all().await
}

/// One numbered letter as a line of the agenda.
pub async fn find_keluar(tx: &mut ReadTx, id: Uuid) -> Result<Option<BarisAgenda>> {
    tx.query(FIND_KELUAR).bind(id).optional().await
}
