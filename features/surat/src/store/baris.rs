//! The rows of this room, and what is sealed in them.

use db::{At, Bytes, Day, ReadTx, Result};
use jiff::{SignedDuration, Timestamp};
use kamus::Nik;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vault::UnitKeys;

use crate::jenis::{self, Cara, Jenis, Nilai};
use crate::keadaan::Keadaan;
use crate::naskah::{Kertas, Naskah};
use crate::orang::{Orang, Tercatat};
use crate::penandatangan::Bentuk;

db::entity! {
    /// A letter from the moment it was submitted.
    pub struct Surat in "surat" version 1
        subjects [subjek_id]
        directory ["verifikasi" => token, "surat_sidik" => terbit_sidik, "surat_pdf" => pdf_id]
    {
        pub id: Uuid,
        pub jenis: String,
        /// The version of a kind that the village wrote itself.
        pub jenis_id: Option<Uuid>,
        pub keadaan: i16,
        /// Rises with each act.
        pub versi: i64,
        pub klasifikasi: String,
        pub cara: i16,
        pub kertas: String,
        pub rangkap: i16,
        pub subjek_jenis: i16,
        pub subjek_id: Option<Uuid>,
        pub subjek_nama: String,
        pub subjek_kunci: String,
        /// See [`Surat::kunci_nik`].
        pub subjek_nik: Option<Bytes>,
        pub subjek_segel: Bytes,
        pub isian_segel: Bytes,
        /// JSON of [`LangkahParaf`]s.
        pub rantai: String,
        pub langkah: i16,
        pub penandatangan_id: Uuid,
        pub bentuk: String,
        pub tanggal: Option<Day>,
        pub nomor: Option<String>,
        pub nomor_urut: Option<i64>,
        pub nomor_tahun: Option<i16>,
        pub naskah_segel: Option<Bytes>,
        pub ttd_nama: Option<String>,
        pub ttd_selaku: Option<String>,
        pub berlaku_sampai: Option<Day>,
        pub token: Option<String>,
        pub asli_id: Option<Uuid>,
        pub asli_sidik: Option<String>,
        pub terbit_id: Option<Uuid>,
        pub terbit_sidik: Option<String>,
        pub pdf_id: Option<String>,
        pub pindai_id: Option<Uuid>,
        pub terbit_pada: Option<At>,
        pub mengganti_id: Option<Uuid>,
        pub pengganti_id: Option<Uuid>,
        pub alasan: Option<String>,
        pub manual: bool,
        pub dibuat_oleh: Option<Uuid>,
        pub dibuat_pada: At,
    }
}

db::entity! {
    /// One line of a letter's history.
    pub struct Peristiwa in "surat_peristiwa" version 1 {
        pub id: Uuid,
        pub surat_id: Uuid,
        pub urutan: i64,
        pub tindakan: String,
        pub langkah: Option<i16>,
        pub oleh: Option<Uuid>,
        /// The name of the day.
        pub oleh_nama: String,
        pub catatan: Option<String>,
        pub pada: At,
    }
}

db::entity! {
    /// An electronic signature that was begun.
    pub struct Penandatanganan in "surat_penandatanganan" version 1 {
        pub id: Uuid,
        pub surat_id: Uuid,
        pub pejabat_id: Uuid,
        pub oleh: Option<Uuid>,
        /// 1 a certificate of one's own, 2 BSrE.
        pub layanan: i16,
        /// 1 begun, 2 done, 3 refused, 4 cut off or given up, 5 nobody knows.
        pub keadaan: i16,
        pub sebab: Option<String>,
        /// By which BSrE finds what it signed.
        pub acuan: Option<String>,
        /// A file that came back and was not taken.
        pub kembalian_id: Option<Uuid>,
        pub mulai_pada: At,
        pub selesai_pada: Option<At>,
    }
}

impl Penandatanganan {
    pub(crate) const DIMULAI: i16 = 1;
    pub(crate) const SELESAI: i16 = 2;
    pub(crate) const GAGAL: i16 = 3;
    pub(crate) const TERPUTUS: i16 = 4;
    pub(crate) const TIDAK_PASTI: i16 = 5;
    pub(crate) const DI_SINI: i16 = 1;
    pub(crate) const DI_BSRE: i16 = 2;
    /// Longer than any answer of BSrE is waited for.
    pub(super) const TUNGGU: SignedDuration = SignedDuration::from_mins(3);

    /// BSrE is at it right now.
    pub(crate) fn berjalan(&self, now: Timestamp) -> bool {
        let lama = now.duration_since(self.mulai_pada.timestamp());
        self.layanan == Self::DI_BSRE && self.keadaan == Self::DIMULAI && lama < Self::TUNGGU
    }

    /// BSrE may have signed, and nobody knows: an answer was lost, or the power went while it was awaited.
    pub(crate) fn tidak_pasti(&self, now: Timestamp) -> bool {
        let putus = self.layanan == Self::DI_BSRE && self.keadaan == Self::DIMULAI && !self.berjalan(now);
        putus || self.keadaan == Self::TIDAK_PASTI
    }

    /// Something is known by which the outcome may be found.
    pub(crate) fn dapat_ditelusuri(&self) -> bool {
        self.keadaan == Self::TIDAK_PASTI && (self.acuan.is_some() || self.kembalian_id.is_some())
    }
}

db::entity! {
    /// The village's own choices for a kind of letter.
    pub struct AturSurat in "surat_atur" version 1 {
        pub id: Uuid,
        pub jenis: String,
        pub versi: i32,
        /// Offered to residents.
        pub aktif: bool,
        /// JSON of the village's own requirements; none for those of the kind.
        pub syarat: Option<String>,
        pub klasifikasi: String,
        pub cara: i16,
        /// Codes of jabatan, in order, separated by spaces.
        pub rantai: String,
        pub penandatangan_id: Option<Uuid>,
        pub bentuk: String,
        pub kertas: String,
        pub rangkap: i16,
        pub masa_hari: Option<i32>,
        pub konfirmasi: i16,
        pub oleh: Option<Uuid>,
        pub pada: At,
    }
}

/// One step of a letter's chain, as resolved when it was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LangkahParaf {
    /// "Carik"
    pub jabatan: String,
    /// Who held the office; nobody when it was vacant.
    pub pejabat_id: Option<Uuid>,
}

/// What was typed for a letter: answers, and the requirements that were there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Isi {
    pub nilai: Nilai,
    pub syarat: Vec<String>,
}

const SUBJEK: &str = "surat.subjek";
const NIK: &str = "surat.nik";
const ISIAN: &str = "surat.isian";
const NASKAH: &str = "surat.naskah";

fn segel<T: Serialize>(keys: &UnitKeys, purpose: &str, value: &T) -> Bytes {
    let json = serde_json::to_vec(value).expect("our own plain structs have a JSON form");
    keys.seal(purpose, &json).into()
}

fn buka<T: for<'de> Deserialize<'de>>(
    tx: &ReadTx,
    purpose: &str,
    entity: &'static str,
    sealed: &Bytes,
) -> Result<T> {
    let plain = tx.keys().open(purpose, &sealed.0)?;
    serde_json::from_slice(&plain).map_err(|source| db::Error::Payload { entity, source })
}

impl Surat {
    /// What a NIK is found by.
    pub(crate) fn kunci_nik(keys: &UnitKeys, nik: Nik) -> Bytes {
        keys.hash(NIK, nik.as_str().as_bytes()).into()
    }

    /// Writes down who the letter speaks of.
    pub(crate) fn tentang(&mut self, keys: &UnitKeys, orang: &Orang) {
        self.subjek_jenis = orang.tercatat.kode();
        self.subjek_id = orang.id;
        self.subjek_nama.clone_from(&orang.nama);
        self.subjek_kunci = kamus::kunci_nama(&orang.nama);
        self.subjek_nik = orang.nik.map(|nik| Self::kunci_nik(keys, nik));
        self.subjek_segel = segel(keys, SUBJEK, orang);
    }

    pub fn segel_isi(keys: &UnitKeys, isi: &Isi) -> Bytes {
        segel(keys, ISIAN, isi)
    }

    pub fn segel_naskah(keys: &UnitKeys, naskah: &Naskah) -> Bytes {
        segel(keys, NASKAH, naskah)
    }

    pub fn orang(&self, tx: &ReadTx) -> Result<Orang> {
        buka(tx, SUBJEK, "surat", &self.subjek_segel)
    }

    /// It is about a body.
    pub fn lembaga(&self) -> bool {
        self.subjek_jenis == Tercatat::Lembaga.kode()
    }

    pub fn isi(&self, tx: &ReadTx) -> Result<Isi> {
        buka(tx, ISIAN, "surat", &self.isian_segel)
    }

    /// The letter's words; absent before it has a number, and for letters written by hand.
    pub fn naskah(&self, tx: &ReadTx) -> Result<Option<Naskah>> {
        self.naskah_segel.as_ref().map(|sealed| buka(tx, NASKAH, "surat", sealed)).transpose()
    }

    /// A row without content, to be filled in.
    pub(crate) fn kosong() -> Self {
        Self {
            id: Uuid::nil(),
            jenis: String::new(),
            jenis_id: None,
            keadaan: Keadaan::Paraf.kode(),
            versi: 0,
            klasifikasi: String::new(),
            cara: Cara::Basah.kode(),
            kertas: Kertas::F4.kode().to_owned(),
            rangkap: 1,
            subjek_jenis: 1,
            subjek_id: None,
            subjek_nama: String::new(),
            subjek_kunci: String::new(),
            subjek_nik: None,
            subjek_segel: Bytes::default(),
            isian_segel: Bytes::default(),
            rantai: "[]".to_owned(),
            langkah: 0,
            penandatangan_id: Uuid::nil(),
            bentuk: Bentuk::Definitif.kode().to_owned(),
            tanggal: None,
            nomor: None,
            nomor_urut: None,
            nomor_tahun: None,
            naskah_segel: None,
            ttd_nama: None,
            ttd_selaku: None,
            berlaku_sampai: None,
            token: None,
            asli_id: None,
            asli_sidik: None,
            terbit_id: None,
            terbit_sidik: None,
            pdf_id: None,
            pindai_id: None,
            terbit_pada: None,
            mengganti_id: None,
            pengganti_id: None,
            alasan: None,
            manual: false,
            dibuat_oleh: None,
            dibuat_pada: At(0),
        }
    }

    /// The kind as it was when the letter was made.
    pub fn jenis(&self) -> &'static Jenis {
        let milik_desa = self.jenis_id.and_then(jenis::versi);
        milik_desa
            .or_else(|| jenis::find(&self.jenis))
            .expect("versions are read with their letters, and shipped kinds never go")
    }

    pub fn keadaan(&self) -> Keadaan {
        Keadaan::dari_kode(self.keadaan).expect("the table takes only known states")
    }

    pub fn cara(&self) -> Cara {
        Cara::dari_kode(self.cara).expect("the table takes only known ways of signing")
    }

    pub fn kertas(&self) -> Kertas {
        Kertas::dari_kode(&self.kertas).unwrap_or_default()
    }

    pub fn bentuk(&self) -> Bentuk {
        Bentuk::dari_kode(&self.bentuk).unwrap_or(Bentuk::Definitif)
    }

    pub fn rantai(&self) -> Vec<LangkahParaf> {
        serde_json::from_str(&self.rantai).unwrap_or_default()
    }

    /// The step whose paraf is awaited.
    pub fn giliran(&self) -> Option<LangkahParaf> {
        let langkah = usize::try_from(self.langkah).ok()?;
        self.rantai().into_iter().nth(langkah)
    }

    /// What was fixed with the number holds no longer: nobody may print it.
    pub(crate) fn lepas_naskah(&mut self) {
        self.naskah_segel = None;
        self.asli_id = None;
        self.asli_sidik = None;
    }

    /// Moves to another state.
    pub(crate) fn jadi(&mut self, keadaan: Keadaan) {
        self.keadaan = keadaan.kode();
        self.versi += 1;
    }
}
