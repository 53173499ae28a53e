//! Kinds of cases, as data: which forms and requirements a kind has, and what Dukcapil issues for it.

use std::sync::LazyLock;

use kependudukan::entitas::JenisPeristiwa;
use serde::Deserialize;

const DATA: &str = include_str!("../data/jenis.json");

/// A kind of case.
#[derive(Debug, Deserialize)]
pub struct Jenis {
    pub kode: String,
    pub nama: String,
    pub penjelasan: String,
    pub pokok: Pokok,
    /// Kinds of events that lead here.
    #[serde(default)]
    peristiwa: Vec<i16>,
    /// Somebody of the register waits for the number.
    #[serde(default)]
    pub tunggu: bool,
    /// "F-2.01", in the order in which they are laid together.
    pub formulir: Vec<String>,
    /// Which report F-2.01 is, counted from 1.
    #[serde(default)]
    pub pelaporan: Option<usize>,
    /// What F-1.02 asks for.
    pub permohonan: Vec<String>,
    pub syarat: Vec<Syarat>,
    pub terbit: Vec<Terbit>,
}

/// What a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pokok {
    Orang,
    Keluarga,
    Peristiwa,
}

/// What is to be laid with the forms.
#[derive(Debug, Deserialize)]
pub struct Syarat {
    pub kode: String,
    pub nama: String,
    /// Not everybody has it.
    #[serde(default)]
    pub boleh: bool,
}

/// A number that Dukcapil issues.
#[derive(Debug, Deserialize)]
pub struct Terbit {
    pub kode: String,
    #[serde(default)]
    pub wajib: bool,
}

impl Terbit {
    pub fn label(&self) -> &'static str {
        match self.kode.as_str() {
            "nik" => "NIK",
            "no_kk" => "Nomor KK",
            "akta_lahir" => "Nomor akta kelahiran",
            "akta_perkawinan" => "Nomor akta perkawinan",
            "akta_perceraian" => "Nomor akta perceraian",
            "akta_kematian" => "Nomor akta kematian",
            "skpwni" => "Nomor SKPWNI",
            _ => "Nomor surat keterangan lahir mati",
        }
    }

    /// The paper that carries it.
    pub fn dokumen(&self) -> &'static str {
        match self.kode.as_str() {
            "nik" => "NIK",
            "no_kk" => "KK",
            "akta_lahir" => "Akta kelahiran",
            "akta_perkawinan" => "Akta perkawinan",
            "akta_perceraian" => "Akta perceraian",
            "akta_kematian" => "Akta kematian",
            "skpwni" => "SKPWNI",
            _ => "Surat keterangan lahir mati",
        }
    }

    /// Whether it belongs to an event whose people are residents no more.
    pub fn milik_peristiwa(&self) -> bool {
        matches!(self.kode.as_str(), "akta_kematian" | "skpwni" | "surat_lahir_mati")
    }

    /// A number of 16 digits.
    pub fn enam_belas(&self) -> bool {
        matches!(self.kode.as_str(), "nik" | "no_kk")
    }
}

impl Jenis {
    pub fn dari_peristiwa(&self, jenis: JenisPeristiwa) -> bool {
        self.peristiwa.contains(&jenis.kode())
    }

    /// Requirements without which a case is not complete, that are not among these.
    pub fn kurang(&self, ada: &[&str]) -> Vec<&Syarat> {
        self.syarat.iter().filter(|s| !s.boleh && !ada.contains(&s.kode.as_str())).collect()
    }

    pub fn find_syarat(&self, kode: &str) -> Option<&Syarat> {
        self.syarat.iter().find(|s| s.kode == kode)
    }
}

static SEMUA: LazyLock<Vec<Jenis>> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("the shipped kinds are well formed"));

pub fn semua() -> &'static [Jenis] {
    &SEMUA
}

pub fn find(kode: &str) -> Option<&'static Jenis> {
    SEMUA.iter().find(|jenis| jenis.kode == kode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_whole_and_says_something_of_its_own() {
        for jenis in semua() {
            assert!(!jenis.formulir.is_empty() && !jenis.syarat.is_empty() && !jenis.terbit.is_empty());
            assert!(jenis.syarat.iter().any(|s| !s.boleh), "{}", jenis.kode);
            let berbagai = |t: &Terbit| t.milik_peristiwa() == (jenis.pokok == Pokok::Peristiwa);
            assert!(jenis.terbit.iter().all(berbagai), "{}", jenis.kode);
            assert_eq!(jenis.formulir.iter().any(|f| f == "F-2.01"), jenis.pelaporan.is_some());
            assert_eq!(semua().iter().filter(|lain| lain.kode == jenis.kode).count(), 1);
            assert_eq!(semua().iter().filter(|lain| lain.nama == jenis.nama).count(), 1);
        }
        assert!(find("kelahiran").is_some_and(|j| j.dari_peristiwa(JenisPeristiwa::Lahir)));
        assert!(find("karangan").is_none());
    }

    #[test]
    fn only_what_nobody_can_do_without_is_missing() {
        let kelahiran = find("kelahiran").unwrap();
        let kurang = |ada: &[&str]| kelahiran.kurang(ada).iter().map(|s| s.kode.clone()).collect::<Vec<_>>();
        assert_eq!(kurang(&[]), ["ket_lahir", "nikah", "kk", "ktp_ortu"]);
        assert_eq!(kurang(&["kk", "nikah", "ket_lahir"]), ["ktp_ortu"]);
        assert!(kurang(&["kk", "nikah", "ket_lahir", "ktp_ortu"]).is_empty());
    }
}
