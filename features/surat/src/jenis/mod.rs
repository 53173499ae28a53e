//! Kinds of letters as data: each is a file in `jenis/` and a Typst template in `naskah/`.
//!
//! Nothing else in this room knows a single kind by name.

mod isian;

use std::sync::LazyLock;

use serde::Deserialize;

pub use isian::{Nilai, Temuan, periksa_isian};

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

/// What kind of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tipe {
    Teks,
    Area,
    Tanggal,
    Angka,
    Pilihan,
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
    /// Where the first answer comes from: `alamat` is the person's address here.
    #[serde(default)]
    pub awal: Option<String>,
    /// A date that cannot lie after today.
    #[serde(default)]
    pub lampau: bool,
    /// A date that cannot lie before today.
    #[serde(default)]
    pub mendatang: bool,
}

/// Which fact of the register fulfils a requirement by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Periksa {
    Nik,
    NoKk,
}

/// Something the person must bring.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Syarat {
    pub kode: String,
    pub nama: String,
    #[serde(default)]
    pub wajib: bool,
    #[serde(default)]
    pub periksa: Option<Periksa>,
}

/// A kind of letter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jenis {
    pub kode: String,
    /// As lists show it.
    pub nama: String,
    /// As the letter prints it.
    pub judul: String,
    /// One sentence for those who choose.
    pub tentang: String,
    /// Archive classification, Permendagri 83/2022, annex for local government.
    pub klasifikasi: String,
    /// For how many days after its date the letter is valid; for ever when absent.
    #[serde(default)]
    pub masa_hari: Option<i32>,
    pub cara: Cara,
    /// The default chain of paraf, as kinds of jabatan.
    pub paraf: Vec<String>,
    pub isian: Vec<Isian>,
    pub syarat: Vec<Syarat>,
    #[serde(skip)]
    pub naskah: &'static str,
}

static SEMUA: LazyLock<Vec<Jenis>> = LazyLock::new(|| {
    let baca = |toml: &str, naskah: &'static str| {
        let mut jenis: Jenis = toml::from_str(toml).expect("embedded kinds are read by a test");
        jenis.naskah = naskah;
        jenis
    };
    vec![
        baca(include_str!("../../jenis/domisili.toml"), include_str!("../../naskah/domisili.typ")),
        baca(include_str!("../../jenis/keterangan.toml"), include_str!("../../naskah/keterangan.typ")),
    ]
});

/// Every kind, in the order of the choice.
pub fn semua() -> &'static [Jenis] {
    &SEMUA
}

pub fn find(kode: &str) -> Option<&'static Jenis> {
    semua().iter().find(|jenis| jenis.kode == kode)
}

impl Jenis {
    /// The title to print: a picked answer may give another one.
    pub fn judul_untuk(&self, nilai: &Nilai) -> &str {
        let mut picked = self.isian.iter().flat_map(|isian| {
            let kode = nilai.teks(&isian.nama);
            isian.pilihan.iter().filter(move |pilihan| pilihan.kode == kode)
        });
        picked.find_map(|pilihan| pilihan.judul.as_deref()).unwrap_or(&self.judul)
    }

    /// Requirements not fulfilled: neither ticked nor known from the register.
    pub fn syarat_kurang<'j>(
        &'j self,
        tersedia: &[String],
        diketahui: impl Fn(Periksa) -> bool,
    ) -> Vec<&'j Syarat> {
        let ada =
            |syarat: &&Syarat| tersedia.contains(&syarat.kode) || syarat.periksa.is_some_and(&diketahui);
        self.syarat.iter().filter(|syarat| syarat.wajib && !ada(syarat)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_kinds_are_whole() {
        assert_eq!(semua().len(), 2);
        for jenis in semua() {
            assert!(
                jenis.klasifikasi.split('.').all(|bagian| bagian.parse::<u16>().is_ok()),
                "{}",
                jenis.kode
            );
            assert!(jenis.naskah.contains("surat.typ"), "{}", jenis.kode);
            let mut nama: Vec<&str> = jenis.isian.iter().map(|isian| isian.nama.as_str()).collect();
            nama.sort_unstable();
            nama.dedup();
            assert_eq!(nama.len(), jenis.isian.len(), "{}: a field stands twice", jenis.kode);
            for isian in &jenis.isian {
                assert_eq!(isian.tipe == Tipe::Pilihan, !isian.pilihan.is_empty(), "{}", isian.nama);
            }
        }
        assert!(find("domisili").is_some() && find("raja").is_none());
    }

    #[test]
    fn classification_codes_stand_in_the_regulation() {
        let list =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/klasifikasi_arsip_83_2022_pemda.csv");
        let Ok(text) = std::fs::read_to_string(list) else {
            println!("SKIPPED: {list} is not there");
            return;
        };
        for jenis in semua() {
            let row = format!("{},", jenis.klasifikasi);
            assert!(text.lines().any(|line| line.starts_with(&row)), "{}", jenis.klasifikasi);
        }
    }

    #[test]
    fn missing_requirements_are_named() {
        let domisili = find("domisili").unwrap();
        let check = |ticked: &[&str], nik: bool, expected: &[&str]| {
            let ticked: Vec<String> = ticked.iter().map(|kode| (*kode).to_owned()).collect();
            let missing = domisili.syarat_kurang(&ticked, |periksa| periksa == Periksa::Nik && nik);
            assert_eq!(missing.iter().map(|s| s.kode.as_str()).collect::<Vec<_>>(), expected);
        };
        check(&[], false, &["identitas", "pengantar"]);
        check(&[], true, &["pengantar"]);
        check(&["pengantar"], true, &[]);
        check(&["pengantar", "identitas"], false, &[]);
    }

    #[test]
    fn a_choice_may_change_the_title() {
        let jenis = find("keterangan").unwrap();
        let judul = |kode: &str| jenis.judul_untuk(&Nilai::dari([("bentuk", kode)])).to_owned();
        assert_eq!(judul("pengantar"), "SURAT PENGANTAR");
        assert_eq!(judul("lain"), "SURAT KETERANGAN");
    }

    #[test]
    fn ways_of_signing_survive_storage() {
        for cara in Cara::SEMUA {
            assert_eq!(Cara::dari_kode(cara.kode()), Some(cara));
        }
        assert_eq!(Cara::dari_kode(9), None);
        assert!(!Cara::Basah.elektronik() && Cara::DiTempatLain.elektronik());
    }
}
