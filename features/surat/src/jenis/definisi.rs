//! The words in which a kind of letter is written down.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a letter gets its signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cara {
    /// Ink and stamp on paper.
    Basah,
    /// Electronically, here, with the signer's own certificate.
    Tte,
    /// Electronically, in another system (BeSign, SADEWA, a provincial portal).
    DiTempatLain,
}

impl Cara {
    pub const SEMUA: [Self; 3] = [Self::Basah, Self::Tte, Self::DiTempatLain];

    /// As stored.
    pub fn kode(self) -> i16 {
        match self {
            Self::Basah => 1,
            Self::Tte => 2,
            Self::DiTempatLain => 3,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|cara| cara.kode() == kode)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Basah => "Tanda tangan basah dan stempel",
            Self::Tte => "Tanda tangan elektronik di Balai",
            Self::DiTempatLain => "Tanda tangan elektronik di aplikasi lain",
        }
    }

    pub fn elektronik(self) -> bool {
        self != Self::Basah
    }
}

/// Where a kind stands in the list of choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kelompok {
    Umum,
    Kependudukan,
    KelahiranKematian,
    Nikah,
    Kesejahteraan,
    Usaha,
    TanahHarta,
    Pernyataan,
    Dinas,
}

impl Kelompok {
    pub const SEMUA: [Self; 9] = [
        Self::Umum,
        Self::Kependudukan,
        Self::KelahiranKematian,
        Self::Nikah,
        Self::Kesejahteraan,
        Self::Usaha,
        Self::TanahHarta,
        Self::Pernyataan,
        Self::Dinas,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Umum => "Umum dan keamanan",
            Self::Kependudukan => "Kependudukan",
            Self::KelahiranKematian => "Kelahiran dan kematian",
            Self::Nikah => "Nikah, rujuk, dan cerai",
            Self::Kesejahteraan => "Kesejahteraan dan penghasilan",
            Self::Usaha => "Usaha dan lembaga",
            Self::TanahHarta => "Tanah dan harta",
            Self::Pernyataan => "Kuasa, izin, dan pernyataan",
            Self::Dinas => "Surat dinas",
        }
    }
}

/// What kind of answer a field takes. The last three are made of several boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tipe {
    Teks,
    Area,
    Tanggal,
    Jam,
    Angka,
    /// Whole rupiah; printed with its words.
    Rupiah,
    Nik,
    Pilihan,
    /// A person beside the one whom the letter is about, registered or not.
    Orang,
    Lembaga,
    /// Several persons or things, one in each row.
    Tabel,
}

impl Tipe {
    pub fn majemuk(self) -> bool {
        matches!(self, Self::Orang | Self::Lembaga | Self::Tabel)
    }
}

/// One thing that can be picked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pilihan {
    pub kode: String,
    pub nama: String,
    /// Picking it gives the letter this title.
    #[serde(default)]
    pub judul: Option<String>,
}

/// Whom a person in a letter stands for. One person may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Peran {
    /// Asks for the letter.
    Pemohon,
    /// The letter speaks of them; may be dead or have moved away.
    Subjek,
    Pelapor,
    /// Acts for somebody else.
    Kuasa,
    Saksi,
    Keluarga,
    /// The other side of a contract.
    Pihak,
}

/// Which letters a field belongs to, of a kind about persons and bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Khusus {
    Lembaga,
}

/// A field of the form, beyond the person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Isian {
    pub nama: String,
    pub label: String,
    pub tipe: Tipe,
    #[serde(default)]
    pub wajib: bool,
    #[serde(default)]
    pub petunjuk: Option<String>,
    #[serde(default)]
    pub pilihan: Vec<Pilihan>,
    /// Where the first answer comes from: `alamat` is the address here; `ketua` and others are what the register
    /// knows of a body.
    #[serde(default)]
    pub awal: Option<String>,
    /// Asked only where the letter is about these.
    #[serde(default)]
    pub khusus: Option<Khusus>,
    /// A date that cannot lie after today.
    #[serde(default)]
    pub lampau: bool,
    /// A date that cannot lie before today.
    #[serde(default)]
    pub mendatang: bool,
    /// A date that cannot lie before the date in this other field.
    #[serde(default)]
    pub sesudah: Option<String>,
    /// Smallest and largest number.
    #[serde(default)]
    pub min: Option<i64>,
    #[serde(default)]
    pub maks: Option<i64>,
    /// Printed behind a number: "m²".
    #[serde(default)]
    pub satuan: Option<String>,
    /// What is asked of a person or body; the name always is.
    #[serde(default)]
    pub bagian: Vec<String>,
    #[serde(default)]
    pub peran: Option<Peran>,
    /// Columns of a table.
    #[serde(default)]
    pub kolom: Vec<Isian>,
    /// The fewest and the most rows of a table.
    #[serde(default)]
    pub baris_min: usize,
    #[serde(default)]
    pub baris_maks: Option<usize>,
    /// The longest text, in characters.
    #[serde(default)]
    pub panjang: Option<usize>,
    /// The field that this box is part of, for messages; made, never written down.
    #[serde(skip)]
    pub induk: Option<String>,
}

/// Which fact of the register fulfils a requirement by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Periksa {
    Nik,
    NoKk,
    /// The neighbourhood's word on paper: not asked for where its head confirms the request instead.
    Konfirmasi,
}

/// Something the person must bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Syarat {
    pub kode: String,
    pub nama: String,
    #[serde(default)]
    pub wajib: bool,
    #[serde(default)]
    pub periksa: Option<Periksa>,
}

/// What stands above the title.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kepala {
    /// The office's letterhead.
    #[default]
    Kop,
    /// Letterhead, then number, enclosure and subject left and the date right, as of a letter to somebody.
    Dinas,
    /// A form of another office: its model's name and where ours is.
    Formulir,
    /// Nothing: the paper is the resident's, not the office's.
    Polos,
}

/// Where the number stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetakNomor {
    /// Below the title.
    #[default]
    Judul,
    /// Beside the office's own signature, on a resident's paper: "Nomor register".
    Register,
    /// The office issues nothing: it only fills the form in. Takes no number of the agenda.
    Tanpa,
}

/// Whom the letter is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JenisPokok {
    #[default]
    Orang,
    /// A body: an institution, a group, a foundation.
    Lembaga,
    /// Either. A body has somebody beside it who answers for it.
    OrangAtauLembaga,
    /// Nobody: the letter is addressed to somebody, person or body, by name and place.
    Dituju,
}

impl JenisPokok {
    pub fn menerima_orang(self) -> bool {
        self != Self::Lembaga
    }

    pub fn menerima_lembaga(self) -> bool {
        self != Self::Orang
    }
}

/// What must be true of the one whom the letter is about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pokok {
    #[serde(default)]
    pub jenis: JenisPokok,
    /// "Calon suami"; "Orangnya" when absent.
    #[serde(default)]
    pub label: Option<String>,
    #[serde(default)]
    pub peran: Option<Peran>,
    #[serde(default)]
    pub jenis_kelamin: Option<String>,
    #[serde(default)]
    pub status_kawin: Vec<String>,
    #[serde(default)]
    pub agama: Vec<String>,
    /// Completed years on the day of the letter.
    #[serde(default)]
    pub umur_min: Option<i16>,
    #[serde(default)]
    pub umur_maks: Option<i16>,
    /// Must stand in the register of residents.
    #[serde(default)]
    pub penduduk: bool,
    /// May also be about a former resident of these kinds: "Mati", "Pindah"; or a body that is "Dibubarkan".
    #[serde(default)]
    pub bekas: Vec<String>,
}

/// The event in the register that a letter tells of.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KaitanPeristiwa {
    /// The event's form: "mati".
    pub macam: String,
    /// The field that names whom the event is about; without it, the one whom the letter is about.
    #[serde(default)]
    pub orang: Option<String>,
    /// Fields of the event's form, and the answer of the letter that each takes.
    pub isian: BTreeMap<String, String>,
}

/// Who signs in one block of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Penanda {
    /// The village's official: the only block that can be signed electronically.
    Pejabat,
    /// Whom the letter is about.
    Pokok,
    /// A person, or each row of a table, of the answers.
    Isian,
    Rt,
    Rw,
    Dukuh,
    Camat,
    /// Somebody of another office, who writes their own name: KUA, school, hospital.
    Lain,
}

/// One signature block. All but the official's are signed in ink, on paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ttd {
    pub oleh: Penanda,
    /// Which field, for [`Penanda::Isian`].
    #[serde(default)]
    pub isian: Option<String>,
    /// In what capacity: "Yang membuat pernyataan,".
    #[serde(default)]
    pub sebagai: Option<String>,
    /// Above it: "Mengetahui,".
    #[serde(default)]
    pub atas: Option<String>,
    #[serde(default)]
    pub meterai: bool,
    /// Blocks of one row stand side by side, in the order of the list.
    #[serde(default = "satu")]
    pub baris: u8,
}

fn satu() -> u8 {
    1
}

pub(super) fn pejabat_saja() -> Vec<Ttd> {
    vec![Ttd { oleh: Penanda::Pejabat, isian: None, sebagai: None, atas: None, meterai: false, baris: 1 }]
}

/// A change to the example that must be refused, with the sentence for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tolak {
    /// Field names and what is typed there; `pokok-…` changes the person, `pokok-lembaga` makes it a body.
    pub ketik: BTreeMap<String, String>,
    pub kalimat: String,
}
