//! Letters on their way to the office above and back: the village's rows, and those of the kecamatan.

use db::{At, Bytes, Day, ReadTx, Result, Where};
use jiff::Timestamp;
use uuid::Uuid;

use super::baris::Penandatanganan;
use crate::kukuh::KeadaanKukuh;

db::entity! {
    /// A letter that the village passed on to the office above.
    pub struct Penerusan in "surat_penerusan" version 1 directory ["surat_awal" => sidik_awal] {
        pub id: Uuid,
        pub surat_id: Uuid,
        pub tujuan: i64,
        /// See [`KeadaanKukuh`].
        pub keadaan: i16,
        /// The file as the village issued it, where a twice-signed one took its place.
        pub awal_id: Option<Uuid>,
        pub sidik_awal: Option<String>,
        pub camat_nama: Option<String>,
        pub camat_selaku: Option<String>,
        /// "12/2026", in the kecamatan's own register.
        pub register: Option<String>,
        /// When the camat signed.
        pub tanggal: Option<Day>,
        pub elektronik: bool,
        pub alasan: Option<String>,
        pub oleh: Option<Uuid>,
        pub diteruskan_pada: At,
        pub berubah_pada: At,
    }
}

db::entity! {
    /// A village's letter that this office is asked to sign too. Its id is that of the village's row.
    pub struct Pengukuhan in "surat_pengukuhan" version 1 {
        pub id: Uuid,
        pub asal: i64,
        pub asal_nama: String,
        /// The letter, in the village.
        pub surat_id: Uuid,
        /// The kind's name.
        pub jenis: String,
        pub nomor: Option<String>,
        pub tanggal_surat: Option<Day>,
        /// See [`KeadaanKukuh`].
        pub keadaan: i16,
        /// Whom the letter is about, once it stands in the register here.
        pub nama_segel: Option<Bytes>,
        pub penanda_id: Option<Uuid>,
        pub camat_nama: Option<String>,
        pub camat_selaku: Option<String>,
        pub register_tahun: Option<i16>,
        pub register_urut: Option<i64>,
        pub tanggal: Option<Day>,
        pub elektronik: bool,
        /// The twice-signed file.
        pub berkas_id: Option<Uuid>,
        pub alasan: Option<String>,
        pub oleh: Option<Uuid>,
        /// When an electronic signature was begun.
        pub niat_pada: Option<At>,
        /// Of an attempt at BSrE: 1 begun, 2 nobody knows how it ended.
        pub niat_keadaan: Option<i16>,
        pub niat_sebab: Option<String>,
        /// By which BSrE finds what it signed.
        pub niat_acuan: Option<String>,
        /// A file that came back and was not taken.
        pub niat_kembalian_id: Option<Uuid>,
        /// What is to be known of the camat's certificate.
        pub catatan: Option<String>,
        pub masuk_pada: At,
        pub dijawab_pada: Option<At>,
    }
}

db::entity! {
    /// How much working time this kecamatan gives itself for a letter, from then on. Never changed: a new one follows.
    pub struct AturPengukuhan in "atur_pengukuhan" version 1 {
        pub id: Uuid,
        pub jatah_menit: i32,
        pub oleh: Option<Uuid>,
        pub ditetapkan_pada: At,
    }
}

/// Seals a name in the kecamatan's register.
const NAMA: &str = "surat.pengukuhan";

impl Penerusan {
    pub fn keadaan(&self) -> KeadaanKukuh {
        KeadaanKukuh::dari_kode(self.keadaan)
    }
}

impl Pengukuhan {
    pub fn keadaan(&self) -> KeadaanKukuh {
        KeadaanKukuh::dari_kode(self.keadaan)
    }

    /// "12/2026"
    pub fn register(&self) -> Option<String> {
        Some(format!("{}/{}", self.register_urut?, self.register_tahun?))
    }

    pub(crate) const NIAT_DI_BSRE: i16 = 1;
    pub(crate) const NIAT_TIDAK_PASTI: i16 = 2;

    /// BSrE is at it right now.
    pub(crate) fn berjalan(&self, now: Timestamp) -> bool {
        let lama = self.niat_pada.map(|mulai| now.duration_since(mulai.timestamp()));
        self.niat_keadaan == Some(Self::NIAT_DI_BSRE)
            && lama.is_some_and(|lama| lama < Penandatanganan::TUNGGU)
    }

    /// BSrE may have signed, and nobody knows: an answer was lost, or the power went while it was awaited.
    pub(crate) fn tidak_pasti(&self, now: Timestamp) -> bool {
        self.niat_keadaan.is_some() && !self.berjalan(now)
    }

    /// Something is known by which the outcome may be found.
    pub(crate) fn dapat_ditelusuri(&self) -> bool {
        let ada = self.niat_acuan.is_some() || self.niat_kembalian_id.is_some();
        self.niat_keadaan == Some(Self::NIAT_TIDAK_PASTI) && ada
    }

    /// Without what is known of the last attempt.
    #[must_use]
    pub(crate) fn tanpa_kabar(self) -> Self {
        Self { niat_sebab: None, niat_acuan: None, niat_kembalian_id: None, ..self }
    }

    pub(crate) fn segel_nama(tx: &ReadTx, nama: &str) -> Bytes {
        tx.keys().seal(NAMA, nama.as_bytes()).into()
    }

    /// Whom the letter was about, as the register here has it.
    pub fn nama(&self, tx: &ReadTx) -> Result<Option<String>> {
        let Some(segel) = &self.nama_segel else { return Ok(None) };
        Ok(Some(String::from_utf8_lossy(&tx.keys().open(NAMA, &segel.0)?).into_owned()))
    }
}

macro_rules! kolom_penerusan {
    () => {
        "id, surat_id, tujuan, keadaan, awal_id, sidik_awal, camat_nama, camat_selaku, register, tanggal, elektronik, \
         alasan, oleh, diteruskan_pada, berubah_pada"
    };
}

macro_rules! kolom_pengukuhan {
    () => {
        "id, asal, asal_nama, surat_id, jenis, nomor, tanggal_surat, keadaan, nama_segel, penanda_id, camat_nama, \
         camat_selaku, register_tahun, register_urut, tanggal, elektronik, berkas_id, alasan, oleh, niat_pada, niat_keadaan, \
         niat_sebab, niat_acuan, niat_kembalian_id, catatan, masuk_pada, dijawab_pada"
    };
}

db::statements! {
    GET_PENERUSAN = concat!("select ", kolom_penerusan!(), " from surat_penerusan where unit = $1 and id = $2");
    FIND_PENERUSAN_SURAT = concat!("select ", kolom_penerusan!(), " from surat_penerusan
        where unit = $1 and surat_id = $2 order by diteruskan_pada desc, id desc limit 1");
    LIST_PENERUSAN = "select p.id, p.surat_id, s.jenis, s.nomor, s.subjek_nama, p.keadaan, p.diteruskan_pada,
        p.register, p.alasan from surat_penerusan p join surat s on s.unit = p.unit and s.id = p.surat_id
        where p.unit = $1 /*where*/ order by p.diteruskan_pada desc, p.id desc limit $2 offset $3";
    COUNT_PENERUSAN = "select count(*) from surat_penerusan p join surat s on s.unit = p.unit and s.id = p.surat_id
        where p.unit = $1 /*where*/";
    GET_PENGUKUHAN = concat!("select ", kolom_pengukuhan!(), " from surat_pengukuhan where unit = $1 and id = $2");
    /// What waits: the oldest first.
    LIST_PENGUKUHAN = concat!("select ", kolom_pengukuhan!(), " from surat_pengukuhan
        where unit = $1 /*where*/ order by case when keadaan = 1 then 0 else 1 end, masuk_pada, id limit $2 offset $3");
    /// What was answered: the newest first.
    LIST_DIJAWAB = concat!("select ", kolom_pengukuhan!(), " from surat_pengukuhan
        where unit = $1 /*where*/ order by dijawab_pada desc nulls last, id desc limit $2 offset $3");
    COUNT_PENGUKUHAN = "select count(*) from surat_pengukuhan where unit = $1 /*where*/";
    LIST_ASAL = "select distinct asal, asal_nama from surat_pengukuhan where unit = $1 order by asal_nama, asal";
    LAST_REGISTER = "select coalesce(max(register_urut), 0) from surat_pengukuhan where unit = $1 and register_tahun = $2";
    /// The newest first.
    LIST_ATUR_PENGUKUHAN = "select id, jatah_menit, oleh, ditetapkan_pada from atur_pengukuhan
        where unit = $1 order by ditetapkan_pada desc, id desc limit $2";
    COUNT_REGISTER = "select count(*) from surat_pengukuhan
        where unit = $1 and register_tahun = $2 and register_urut = $3";
}

/// A line of what the village passed on.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct BarisPenerusan {
    pub(crate) surat_id: Uuid,
    pub(crate) jenis: String,
    pub(crate) nomor: Option<String>,
    pub(crate) subjek_nama: String,
    pub(crate) keadaan: i16,
    pub(crate) diteruskan_pada: At,
    pub(crate) register: Option<String>,
    pub(crate) alasan: Option<String>,
}

/// What a list of these is narrowed to.
#[derive(Debug, Clone, Default)]
pub(crate) struct SaringKukuh {
    pub(crate) keadaan: Option<KeadaanKukuh>,
    pub(crate) cari: Option<String>,
    pub(crate) asal: Option<i64>,
}

impl SaringKukuh {
    fn desa(&self) -> Where {
        let mut syarat = Where::new().and_some("p.keadaan = ?", self.keadaan.map(KeadaanKukuh::kode));
        if let Some(cari) = &self.cari {
            syarat = syarat.and(
                "(lower(s.subjek_nama) like lower(?) escape '!' or lower(coalesce(s.nomor, '')) like lower(?) escape '!')",
                [db::containing(cari), db::containing(cari)],
            );
        }
        syarat
    }

    fn kecamatan(&self) -> Where {
        let mut syarat = Where::new()
            .and_some("keadaan = ?", self.keadaan.map(KeadaanKukuh::kode))
            .and_some("asal = ?", self.asal);
        if let Some(cari) = &self.cari {
            syarat = syarat.and(
                "(lower(jenis) like lower(?) escape '!' or lower(coalesce(nomor, '')) like lower(?) escape '!' \
                 or lower(asal_nama) like lower(?) escape '!')",
                [db::containing(cari), db::containing(cari), db::containing(cari)],
            );
        }
        syarat
    }
}

pub async fn find_penerusan(tx: &mut ReadTx, id: Uuid) -> Result<Option<Penerusan>> {
    tx.query(GET_PENERUSAN).bind(id).optional().await
}

/// The last time that a letter was passed on.
pub async fn find_penerusan_surat(tx: &mut ReadTx, surat_id: Uuid) -> Result<Option<Penerusan>> {
    tx.query(FIND_PENERUSAN_SURAT).bind(surat_id).optional().await
}

pub(crate) async fn list_penerusan(
    tx: &mut ReadTx,
    saring: &SaringKukuh,
    (batas, lewati): (i64, i64),
) -> Result<Vec<BarisPenerusan>> {
    tx.query(LIST_PENERUSAN).bind(batas).bind(lewati).filter(saring.desa()).all().await
}

pub(crate) async fn count_penerusan(tx: &mut ReadTx, saring: &SaringKukuh) -> Result<i64> {
    tx.query(COUNT_PENERUSAN).filter(saring.desa()).count().await
}

pub async fn find_pengukuhan(tx: &mut ReadTx, id: Uuid) -> Result<Option<Pengukuhan>> {
    tx.query(GET_PENGUKUHAN).bind(id).optional().await
}

/// What waits comes oldest first, what was answered newest first.
pub(crate) async fn list_pengukuhan(
    tx: &mut ReadTx,
    saring: &SaringKukuh,
    (batas, lewati): (i64, i64),
) -> Result<Vec<Pengukuhan>> {
    let statement = match saring.keadaan {
        None | Some(KeadaanKukuh::Menunggu) => LIST_PENGUKUHAN,
        Some(_) => LIST_DIJAWAB,
    };
    tx.query(statement).bind(batas).bind(lewati).filter(saring.kecamatan()).all().await
}

pub(crate) async fn count_pengukuhan(tx: &mut ReadTx, saring: &SaringKukuh) -> Result<i64> {
    tx.query(COUNT_PENGUKUHAN).filter(saring.kecamatan()).count().await
}

/// The villages from which anything ever came.
pub(crate) async fn list_asal(tx: &mut ReadTx) -> Result<Vec<(i64, String)>> {
    tx.query(LIST_ASAL).all().await
}

/// The next free number of a year's register.
pub(crate) async fn register_berikut(tx: &mut ReadTx, tahun: i16) -> Result<i64> {
    Ok(tx.query(LAST_REGISTER).bind(tahun).count().await? + 1)
}

pub(crate) async fn register_dipakai(tx: &mut ReadTx, tahun: i16, urut: i64) -> Result<bool> {
    Ok(tx.query(COUNT_REGISTER).bind(tahun).bind(urut).count().await? > 0)
}

/// What this kecamatan set for itself, the newest first.
pub(crate) async fn list_atur_pengukuhan(tx: &mut ReadTx, batas: i64) -> Result<Vec<AturPengukuhan>> {
    tx.query(LIST_ATUR_PENGUKUHAN).bind(batas).all().await
}
