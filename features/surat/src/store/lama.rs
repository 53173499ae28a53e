//! Letters from before Balai.

use db::{At, Bytes, Day, Where};
use db::{ReadTx, Result, WriteTx};
use kamus::Nik;
use uuid::Uuid;

use super::Surat;
use super::daftar::memuat_nama;

db::entity! {
    /// A list of old letters that was taken in.
    pub struct ImporSuratLama in "impor_surat_lama" version 1 {
        pub id: Uuid,
        /// See [`Asal`].
        pub asal: i16,
        /// SHA-256 of what was taken in: the same list is not taken twice.
        pub sidik: Bytes,
        pub jumlah: i64,
        pub oleh: Option<Uuid>,
        pub oleh_nama: String,
        pub pada: At,
    }
}

db::entity! {
    /// A letter from before Balai. Only what the old list said.
    pub struct SuratLama in "surat_lama" version 1 subjects [penduduk_id] {
        pub id: Uuid,
        pub impor_id: Uuid,
        /// 0 where neither a date nor a year was written.
        pub tahun: i16,
        pub tanggal: Option<Day>,
        /// Empty where none was written.
        pub nomor: String,
        /// In the old list's own words.
        pub jenis: String,
        pub perihal: String,
        /// The resident whom the old program named.
        pub penduduk_id: Option<Uuid>,
        pub nama: String,
        pub kunci_nama: String,
        /// Finds the letters of a NIK; the number itself is not kept.
        pub nik_kunci: Option<Bytes>,
        pub penandatangan: String,
        /// Where the paper lies.
        pub lokasi_arsip: String,
    }
}

/// Where a list came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asal {
    Opensid,
    Buku,
}

impl Asal {
    pub fn kode(self) -> i16 {
        match self {
            Self::Opensid => 1,
            Self::Buku => 2,
        }
    }

    pub fn dari_kode(kode: i16) -> Self {
        if kode == 1 { Self::Opensid } else { Self::Buku }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Opensid => "OpenSID",
            Self::Buku => "Buku kerja",
        }
    }
}

macro_rules! kolom {
    () => {
        "id, impor_id, tahun, tanggal, nomor, jenis, perihal, penduduk_id, nama, kunci_nama, nik_kunci, \
         penandatangan, lokasi_arsip"
    };
}

db::statements! {
    LIST_LAMA = concat!("select ", kolom!(), " from surat_lama where unit = $1 /*where*/
        order by tahun desc, tanggal desc nulls last, nomor desc, id limit $2 offset $3");
    COUNT_LAMA = "select count(*) from surat_lama where unit = $1 /*where*/";
    /// Of one person, by who they are here and by the number of the time before.
    LIST_LAMA_TENTANG = concat!("select ", kolom!(), " from surat_lama
        where unit = $1 and (penduduk_id = $2 or nik_kunci = $3) order by tahun, tanggal nulls first, nomor, id");
    LIST_LAMA_TAHUN = "select distinct tahun from surat_lama where unit = $1 order by tahun desc";
    LIST_LAMA_IMPOR = "select id from surat_lama where unit = $1 and impor_id = $2 order by id";
    LIST_IMPOR_LAMA = "select id, asal, sidik, jumlah, oleh, oleh_nama, pada from impor_surat_lama
        where unit = $1 order by pada desc, id";
    GET_IMPOR_LAMA = "select id, asal, sidik, jumlah, oleh, oleh_nama, pada from impor_surat_lama
        where unit = $1 and id = $2";
    FIND_IMPOR_LAMA = "select id, asal, sidik, jumlah, oleh, oleh_nama, pada from impor_surat_lama
        where unit = $1 and sidik = $2";
}

/// Which old letters a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct SaringLama {
    pub(crate) tahun: Option<i16>,
    /// A name, or part of a number, a kind or a subject.
    pub(crate) cari: Option<String>,
}

impl SaringLama {
    fn syarat(&self) -> Where {
        let saring = Where::new().and_some("tahun = ?", self.tahun);
        let Some(cari) = self.cari.as_deref().map(str::trim).filter(|cari| !cari.is_empty()) else {
            return saring;
        };
        let pola = db::containing(&cari.to_lowercase());
        let tulisan = [pola.clone(), pola.clone(), pola];
        if kamus::kunci_nama(cari).is_empty() {
            return saring.and(
                "(lower(nomor) like ? escape '!' or lower(jenis) like ? escape '!' or lower(perihal) like ? escape '!')",
                tulisan,
            );
        }
        saring.and(
            "(lower(nomor) like ? escape '!' or lower(jenis) like ? escape '!' or lower(perihal) like ? escape '!'
                or kunci_nama like ? escape '!')",
            tulisan.into_iter().chain([memuat_nama(cari)]),
        )
    }
}

pub(crate) async fn list_lama(
    tx: &mut ReadTx,
    saring: &SaringLama,
    batas: i64,
    mulai: i64,
) -> Result<Vec<SuratLama>> {
    tx.query(LIST_LAMA).bind(batas).bind(mulai).filter(saring.syarat()).all().await
}

pub(crate) async fn count_lama(tx: &mut ReadTx, saring: &SaringLama) -> Result<i64> {
    tx.query(COUNT_LAMA).filter(saring.syarat()).count().await
}

/// Every old letter about a person, oldest first.
pub async fn list_lama_tentang(
    tx: &mut ReadTx,
    penduduk_id: Uuid,
    nik: Option<Nik>,
) -> Result<Vec<SuratLama>> {
    let kunci = nik.map(|nik| Surat::kunci_nik(tx.keys(), nik));
    tx.query(LIST_LAMA_TENTANG).bind(penduduk_id).bind(kunci).all().await
}

/// The years in which there are old letters, the last first.
pub(crate) async fn list_lama_tahun(tx: &mut ReadTx) -> Result<Vec<i16>> {
    let semua: Vec<(i16,)> = tx.query(LIST_LAMA_TAHUN).all().await?;
    Ok(semua.into_iter().map(|(tahun,)| tahun).collect())
}

pub(crate) async fn list_impor_lama(tx: &mut ReadTx) -> Result<Vec<ImporSuratLama>> {
    tx.query(LIST_IMPOR_LAMA).all().await
}

pub(crate) async fn get_impor_lama(tx: &mut ReadTx, id: Uuid) -> Result<ImporSuratLama> {
    tx.query(GET_IMPOR_LAMA).bind(id).one().await
}

/// The import that brought the same bytes before.
pub(crate) async fn find_impor_lama(tx: &mut ReadTx, sidik: [u8; 32]) -> Result<Option<ImporSuratLama>> {
    tx.query(FIND_IMPOR_LAMA).bind(Bytes::from(sidik)).optional().await
}

/// An import goes with all that it brought. Tells how many letters went.
pub(crate) async fn delete_impor_lama(tx: &mut WriteTx, id: Uuid) -> Result<usize> {
    let semua: Vec<(Uuid,)> = tx.query(LIST_LAMA_IMPOR).bind(id).all().await?;
    for (surat,) in &semua {
        tx.delete::<SuratLama>(*surat).await?;
    }
    tx.delete::<ImporSuratLama>(id).await?;
    Ok(semua.len())
}
