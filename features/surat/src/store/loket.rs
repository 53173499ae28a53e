//! The counter register: work on other people's papers.

use db::{At, Day, ReadTx, Result, WriteTx};
use uuid::Uuid;

db::entity! {
    /// One piece of work at the counter.
    pub struct Loket in "surat_loket" version 1 {
        pub id: Uuid,
        pub tahun: i16,
        pub urut: i64,
        pub tanggal: Day,
        pub pekerjaan: i16,
        pub pemohon: String,
        pub perihal: String,
        /// Whose form it is.
        pub asal: Option<String>,
        /// How many sheets were signed or stamped.
        pub lembar: i16,
        pub pejabat_id: Uuid,
        pub catatan: Option<String>,
        /// Why the entry does not count.
        pub dibatalkan: Option<String>,
        pub oleh: Option<Uuid>,
        pub oleh_nama: String,
        pub pada: At,
    }
}

/// What was done with the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pekerjaan {
    /// Signed below somebody's statement or form.
    Mengetahui,
    /// A proposal or report of a body within the village.
    Pengesahan,
    /// A copy that agrees with the original.
    Legalisir,
    Lain,
}

impl Pekerjaan {
    pub const SEMUA: [Self; 4] = [Self::Mengetahui, Self::Pengesahan, Self::Legalisir, Self::Lain];

    /// As stored.
    pub fn kode(self) -> i16 {
        match self {
            Self::Mengetahui => 1,
            Self::Pengesahan => 2,
            Self::Legalisir => 3,
            Self::Lain => 4,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Mengetahui => "Mengetahui pada formulir atau pernyataan",
            Self::Pengesahan => "Pengesahan proposal atau laporan",
            Self::Legalisir => "Legalisir salinan",
            Self::Lain => "Lainnya",
        }
    }

    pub fn singkat(self) -> &'static str {
        match self {
            Self::Mengetahui => "Mengetahui",
            Self::Pengesahan => "Pengesahan",
            Self::Legalisir => "Legalisir",
            Self::Lain => "Lainnya",
        }
    }
}

macro_rules! kolom {
    () => {
        "id, tahun, urut, tanggal, pekerjaan, pemohon, perihal, asal, lembar, pejabat_id, catatan, dibatalkan, \
         oleh, oleh_nama, pada"
    };
}

db::statements! {
    GET_LOKET = concat!("select ", kolom!(), " from surat_loket where unit = $1 and id = $2");
    LIST_LOKET = concat!("select ", kolom!(), " from surat_loket
        where unit = $1 and tahun = $2 order by urut desc limit $3 offset $4");
    COUNT_LOKET = "select count(*) from surat_loket where unit = $1 and tahun = $2";
}

pub(crate) async fn get_loket(tx: &mut ReadTx, id: Uuid) -> Result<Loket> {
    tx.query(GET_LOKET).bind(id).one().await
}

pub(crate) async fn list_loket(tx: &mut ReadTx, tahun: i16, batas: i64, mulai: i64) -> Result<Vec<Loket>> {
    tx.query(LIST_LOKET).bind(tahun).bind(batas).bind(mulai).all().await
}

pub(crate) async fn count_loket(tx: &mut ReadTx, tahun: i16) -> Result<i64> {
    tx.query(COUNT_LOKET).bind(tahun).count().await
}

/// Writes an entry under the year's next number. Entries are never removed, so their count is the last one.
pub(crate) async fn insert_loket(tx: &mut WriteTx, mut loket: Loket) -> Result<i64> {
    loket.urut = count_loket(tx, loket.tahun).await? + 1;
    tx.insert(&loket).await?;
    Ok(loket.urut)
}
