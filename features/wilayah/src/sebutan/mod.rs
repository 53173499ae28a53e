//! The local words for an office, its titles, institutions and documents.

mod set;

use kamus::{KodeWilayah, Tingkat};

use crate::jabatan::Jabatan;

/// All words of one kind of unit in one set. What a unit does not have (a kelurahan has no APBDes and
/// no BPD) is absent.
#[derive(Debug, PartialEq, Eq)]
pub struct Sebutan {
    /// The unit's kind: "Kalurahan".
    pub unit: &'static str,
    pub kepala: &'static str,
    pub sekretaris: Option<&'static str>,
    pub kaur_tata_usaha: Option<&'static str>,
    pub kaur_keuangan: Option<&'static str>,
    pub kaur_perencanaan: Option<&'static str>,
    pub kasi_pemerintahan: Option<&'static str>,
    pub kasi_kesejahteraan: Option<&'static str>,
    pub kasi_pelayanan: Option<&'static str>,
    pub kepala_dusun: Option<&'static str>,
    /// The hamlet itself: "Padukuhan".
    pub dusun: Option<&'static str>,
    /// All officials together: "Pamong Kalurahan".
    pub perangkat: &'static str,
    /// The government in a letterhead: "Pemerintah Kalurahan".
    pub pemerintah: &'static str,
    /// The kind of unit above: "Kapanewon".
    pub atasan: &'static str,
    pub kepala_atasan: &'static str,
    pub bpd: Option<&'static str>,
    pub bpd_singkat: Option<&'static str>,
    pub musyawarah: Option<&'static str>,
    pub musyawarah_singkat: Option<&'static str>,
    pub anggaran: Option<&'static str>,
    pub anggaran_singkat: Option<&'static str>,
    pub rpjm: Option<&'static str>,
    pub rkp: Option<&'static str>,
    pub peraturan: Option<&'static str>,
    pub peraturan_kepala: Option<&'static str>,
    pub keputusan_kepala: &'static str,
    /// The kind of number that an official carries: "NIAP", "NIP".
    pub nomor_pegawai: &'static str,
}

impl Sebutan {
    /// The word for an office; absent where this kind of unit has none.
    pub fn jabatan(&self, jabatan: Jabatan) -> Option<&'static str> {
        match jabatan {
            Jabatan::Kepala => Some(self.kepala),
            Jabatan::Sekretaris => self.sekretaris,
            Jabatan::KaurTataUsaha => self.kaur_tata_usaha,
            Jabatan::KaurKeuangan => self.kaur_keuangan,
            Jabatan::KaurPerencanaan => self.kaur_perencanaan,
            Jabatan::KasiPemerintahan => self.kasi_pemerintahan,
            Jabatan::KasiKesejahteraan => self.kasi_kesejahteraan,
            Jabatan::KasiPelayanan => self.kasi_pelayanan,
            Jabatan::KepalaDusun => self.kepala_dusun,
            Jabatan::Staf => Some("Staf"),
            Jabatan::Lain => Some("Jabatan lain"),
        }
    }
}

/// A set of words that a unit may choose. Stored by its code; another region is one more variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetKata {
    Nasional,
    /// Daerah Istimewa Yogyakarta (Pergub DIY 25/2019).
    Diy,
}

impl SetKata {
    pub const ALL: [Self; 2] = [Self::Nasional, Self::Diy];

    pub fn kode(self) -> &'static str {
        match self {
            Self::Nasional => "nasional",
            Self::Diy => "diy",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.kode() == kode)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Nasional => "Nasional",
            Self::Diy => "Daerah Istimewa Yogyakarta",
        }
    }

    /// The set a unit begins with, by its province.
    pub fn awal(kode: KodeWilayah) -> Self {
        if kode.provinsi() == 34 { Self::Diy } else { Self::Nasional }
    }
}

/// The words of a unit, by its code and chosen set.
pub(crate) fn untuk(kode: KodeWilayah, set: SetKata) -> &'static Sebutan {
    let diy = set == SetKata::Diy;
    match kode.tingkat() {
        Tingkat::Desa if diy => &set::KALURAHAN,
        Tingkat::Desa => &set::DESA,
        Tingkat::Kelurahan if diy => &set::KELURAHAN_DIY,
        Tingkat::Kelurahan => &set::KELURAHAN,
        Tingkat::Kecamatan if diy && is_kota(kode) => &set::KEMANTREN,
        Tingkat::Kecamatan if diy => &set::KAPANEWON,
        Tingkat::Kecamatan => &set::KECAMATAN,
        Tingkat::Kabupaten if is_kota(kode) => &set::KOTA,
        Tingkat::Kabupaten => &set::KABUPATEN,
        Tingkat::Provinsi => &set::PROVINSI,
    }
}

/// Cities carry the numbers 71 and up within their province.
pub(crate) fn is_kota(kode: KodeWilayah) -> bool {
    kode.angka() / 1_000_000 % 100 >= 71
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kata(kode: &str, set: SetKata) -> &'static Sebutan {
        untuk(kode.parse().unwrap(), set)
    }

    #[test]
    fn the_code_and_the_set_choose_the_words() {
        for (kode, set, unit, kepala, atasan) in [
            ("34.02.13.2002", SetKata::Diy, "Kalurahan", "Lurah", "Kapanewon"),
            ("34.02.13.2002", SetKata::Nasional, "Desa", "Kepala Desa", "Kecamatan"),
            ("33.27.03.2004", SetKata::Nasional, "Desa", "Kepala Desa", "Kecamatan"),
            ("35.10.16.1003", SetKata::Nasional, "Kelurahan", "Lurah", "Kecamatan"),
            ("34.71.01.1001", SetKata::Diy, "Kelurahan", "Lurah", "Kemantren"),
            ("34.02.13", SetKata::Diy, "Kapanewon", "Panewu", "Kabupaten"),
            ("34.71.01", SetKata::Diy, "Kemantren", "Mantri Pamong Praja", "Kota"),
            ("33.27.03", SetKata::Nasional, "Kecamatan", "Camat", "Kabupaten"),
            ("34.02", SetKata::Diy, "Kabupaten", "Bupati", "Provinsi"),
            ("34.71", SetKata::Diy, "Kota", "Wali Kota", "Provinsi"),
            ("34", SetKata::Diy, "Provinsi", "Gubernur", ""),
        ] {
            let kata = kata(kode, set);
            assert_eq!((kata.unit, kata.kepala, kata.atasan), (unit, kepala, atasan), "{kode}");
        }
    }

    #[test]
    fn a_kalurahan_has_every_word_of_a_desa_and_a_kelurahan_lacks_its_institutions() {
        let (desa, kalurahan) =
            (kata("33.27.03.2004", SetKata::Nasional), kata("34.02.13.2002", SetKata::Diy));
        for jabatan in Jabatan::ALL {
            assert!(desa.jabatan(jabatan).is_some() && kalurahan.jabatan(jabatan).is_some(), "{jabatan:?}");
        }
        assert_eq!(
            (kalurahan.bpd_singkat, kalurahan.musyawarah_singkat, kalurahan.anggaran_singkat),
            (Some("Bamuskal"), Some("Muskal"), Some("APBKal"))
        );
        let kelurahan = kata("35.10.16.1003", SetKata::Nasional);
        assert_eq!((kelurahan.bpd, kelurahan.anggaran, kelurahan.peraturan), (None, None, None));
        assert_eq!(kelurahan.nomor_pegawai, "NIP");
    }

    #[test]
    fn the_province_proposes_the_set() {
        assert_eq!(SetKata::awal("34.02.13.2002".parse().unwrap()), SetKata::Diy);
        assert_eq!(SetKata::awal("33.27.03.2004".parse().unwrap()), SetKata::Nasional);
        for set in SetKata::ALL {
            assert_eq!(SetKata::dari_kode(set.kode()), Some(set));
        }
        assert_eq!(SetKata::dari_kode("mars"), None);
    }
}
