//! Codes of administrative areas (Kepmendagri 300.2.2-2138/2025): `PP.KK.CC.DDDD`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const KECAMATAN: i64 = 10_000;
const KABUPATEN: i64 = 1_000_000;
const PROVINSI: i64 = 100_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GalatKodeWilayah {
    #[error("Kode wilayah hanya berisi angka dan titik, misalnya 34.02.13.2002.")]
    BukanAngka,
    #[error("Kode wilayah desa harus 10 angka, misalnya 34.02.13.2002. Anda mengetik {0}.")]
    JumlahAngka(usize),
    #[error(
        "Kode wilayah tidak mungkin. Tulis provinsi, kabupaten, kecamatan, lalu desa, misalnya 34.02.13.2002."
    )]
    TidakMungkin,
}

/// The level of an area. A kelurahan is not a village: its head is a civil servant, it has no
/// APBDes and no BPD; the code alone tells (7th digit 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tingkat {
    Provinsi,
    /// Kabupaten or kota.
    Kabupaten,
    Kecamatan,
    Desa,
    Kelurahan,
}

/// A ten-digit area code, as a number: desa `3402132002`, kecamatan `3402130000`. As the `unit`
/// of a row it is the code at registration and never changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct KodeWilayah(i64);

impl KodeWilayah {
    /// From the number kept in the database.
    pub const fn baru(angka: i64) -> Result<Self, GalatKodeWilayah> {
        let provinsi = angka / PROVINSI;
        let kabupaten = angka / KABUPATEN % 100;
        let kecamatan = angka / KECAMATAN % 100;
        let desa = angka % KECAMATAN;
        let lubang = (kabupaten == 0 && kecamatan != 0) || (kecamatan == 0 && desa != 0);
        // Village numbers are 1001 and up: 1xxx kelurahan, 2xxx desa, 3xxx desa adat.
        if provinsi < 11 || provinsi > 99 || lubang || (desa != 0 && desa <= 1000) {
            return Err(GalatKodeWilayah::TidakMungkin);
        }
        Ok(Self(angka))
    }

    /// The number kept in the database.
    pub const fn angka(self) -> i64 {
        self.0
    }

    pub const fn tingkat(self) -> Tingkat {
        if self.0 % PROVINSI == 0 {
            Tingkat::Provinsi
        } else if self.0 % KABUPATEN == 0 {
            Tingkat::Kabupaten
        } else if self.0 % KECAMATAN == 0 {
            Tingkat::Kecamatan
        } else if self.0 % KECAMATAN / 1000 == 1 {
            Tingkat::Kelurahan
        } else {
            Tingkat::Desa
        }
    }

    /// Desa or kelurahan: the units that keep a register of residents.
    pub const fn setingkat_desa(self) -> bool {
        matches!(self.tingkat(), Tingkat::Desa | Tingkat::Kelurahan)
    }

    /// The area one level up; a province has none.
    pub const fn induk(self) -> Option<Self> {
        match self.tingkat() {
            Tingkat::Provinsi => None,
            Tingkat::Kabupaten => Some(Self(self.0 / PROVINSI * PROVINSI)),
            Tingkat::Kecamatan => Some(Self(self.0 / KABUPATEN * KABUPATEN)),
            Tingkat::Desa | Tingkat::Kelurahan => Some(Self(self.0 / KECAMATAN * KECAMATAN)),
        }
    }

    /// All areas above this one, nearest first.
    pub fn leluhur(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.induk(), |k| k.induk())
    }

    /// The province's two digits.
    pub const fn provinsi(self) -> i64 {
        self.0 / PROVINSI
    }

    /// First and last code of this subtree, both inclusive, for `unit between $2 and $3`.
    pub const fn rentang(self) -> (i64, i64) {
        let lebar = match self.tingkat() {
            Tingkat::Provinsi => PROVINSI,
            Tingkat::Kabupaten => KABUPATEN,
            Tingkat::Kecamatan => KECAMATAN,
            Tingkat::Desa | Tingkat::Kelurahan => 1,
        };
        (self.0, self.0 + lebar - 1)
    }

    /// Whether `lain` is this area or lies in it.
    pub const fn memuat(self, lain: Self) -> bool {
        let (awal, akhir) = self.rentang();
        awal <= lain.0 && lain.0 <= akhir
    }

    /// Ten digits without dots, as URLs carry it.
    pub fn tanpa_titik(self) -> String {
        self.0.to_string()
    }
}

impl fmt::Display for KodeWilayah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let teks = self.0.to_string();
        let (p, kab, kec, desa) = (&teks[..2], &teks[2..4], &teks[4..6], &teks[6..]);
        match self.tingkat() {
            Tingkat::Provinsi => f.write_str(p),
            Tingkat::Kabupaten => write!(f, "{p}.{kab}"),
            Tingkat::Kecamatan => write!(f, "{p}.{kab}.{kec}"),
            Tingkat::Desa | Tingkat::Kelurahan => write!(f, "{p}.{kab}.{kec}.{desa}"),
        }
    }
}

impl fmt::Debug for KodeWilayah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KodeWilayah({self})")
    }
}

impl FromStr for KodeWilayah {
    type Err = GalatKodeWilayah;

    /// With or without dots; a shorter code names the kecamatan, kabupaten or province.
    fn from_str(teks: &str) -> Result<Self, GalatKodeWilayah> {
        let mut angka = 0_i64;
        let mut jumlah = 0;
        for c in teks.trim().chars() {
            match (c, c.to_digit(10)) {
                (_, Some(d)) if jumlah < 10 => angka = angka * 10 + i64::from(d),
                (_, Some(_)) | ('.' | ' ', None) => {}
                _ => return Err(GalatKodeWilayah::BukanAngka),
            }
            jumlah += usize::from(c.is_ascii_digit());
        }
        let kali = match jumlah {
            2 => PROVINSI,
            4 => KABUPATEN,
            6 => KECAMATAN,
            10 => 1,
            lain => return Err(GalatKodeWilayah::JumlahAngka(lain)),
        };
        Self::baru(angka * kali)
    }
}

impl TryFrom<i64> for KodeWilayah {
    type Error = GalatKodeWilayah;

    fn try_from(angka: i64) -> Result<Self, GalatKodeWilayah> {
        Self::baru(angka)
    }
}

impl From<KodeWilayah> for i64 {
    fn from(kode: KodeWilayah) -> Self {
        kode.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kode(teks: &str) -> KodeWilayah {
        teks.parse().unwrap()
    }

    #[test]
    fn reads_what_people_write() {
        for (teks, angka, tampil, tingkat) in [
            ("34.02.13.2002", 3_402_132_002, "34.02.13.2002", Tingkat::Desa),
            ("3402132002", 3_402_132_002, "34.02.13.2002", Tingkat::Desa),
            (" 34 02 13 2002 ", 3_402_132_002, "34.02.13.2002", Tingkat::Desa),
            ("35.10.16.1003", 3_510_161_003, "35.10.16.1003", Tingkat::Kelurahan),
            ("9103013001", 9_103_013_001, "91.03.01.3001", Tingkat::Desa),
            ("340213", 3_402_130_000, "34.02.13", Tingkat::Kecamatan),
            ("3402130000", 3_402_130_000, "34.02.13", Tingkat::Kecamatan),
            ("34.02", 3_402_000_000, "34.02", Tingkat::Kabupaten),
            ("34.71", 3_471_000_000, "34.71", Tingkat::Kabupaten),
            ("34", 3_400_000_000, "34", Tingkat::Provinsi),
        ] {
            let k = kode(teks);
            assert_eq!((k.angka(), k.to_string().as_str(), k.tingkat()), (angka, tampil, tingkat));
        }
    }

    #[test]
    fn refusals() {
        use GalatKodeWilayah::{BukanAngka, JumlahAngka, TidakMungkin};
        for (teks, galat) in [
            ("", JumlahAngka(0)),
            ("34021", JumlahAngka(5)),
            ("34.02.13.20020", JumlahAngka(11)),
            ("34-02", BukanAngka),
            ("Pleret", BukanAngka),
            ("０４", BukanAngka),
            ("00", TidakMungkin),
            ("3400132002", TidakMungkin),
            ("3402002002", TidakMungkin),
            ("3402130002", TidakMungkin),
        ] {
            assert_eq!(teks.parse::<KodeWilayah>(), Err(galat), "{teks}");
        }
        for angka in [0, -3_402_132_002, 34, i64::MAX, i64::MIN] {
            assert_eq!(KodeWilayah::baru(angka), Err(TidakMungkin));
        }
    }

    #[test]
    fn travels_as_a_number() {
        assert_eq!(serde_json::to_string(&kode("34.02.13")).unwrap(), "3402130000");
        assert_eq!(serde_json::from_str::<KodeWilayah>("3402130000").unwrap(), kode("34.02.13"));
        assert!(serde_json::from_str::<KodeWilayah>("7").is_err());
    }

    #[test]
    fn knows_the_tree() {
        let desa = kode("34.02.13.2002");
        let leluhur: Vec<String> = desa.leluhur().map(|k| k.to_string()).collect();
        assert_eq!(leluhur, ["34.02.13", "34.02", "34"]);
        assert!(desa.setingkat_desa() && !kode("34").setingkat_desa());
        assert_eq!(desa.provinsi(), 34);
        for atas in desa.leluhur().chain([desa]) {
            assert!(atas.memuat(desa), "{atas}");
        }
        assert!(!desa.memuat(kode("34.02.13")));
        assert!(!kode("34.02.12").memuat(desa));
        assert!(!kode("35").memuat(desa));
        assert_eq!(kode("34.02.13").rentang(), (3_402_130_000, 3_402_139_999));
    }

    proptest! {
        #[test]
        fn display_and_parse_agree(angka in 0_i64..10_000_000_000) {
            if let Ok(k) = KodeWilayah::baru(angka) {
                prop_assert_eq!(k.to_string().parse(), Ok(k));
                prop_assert_eq!(k.tanpa_titik().parse(), Ok(k));
                prop_assert!(k.leluhur().count() <= 3);
            }
        }

        #[test]
        fn parsing_never_panics(teks in ".{0,20}") {
            let _ = teks.parse::<KodeWilayah>();
        }
    }
}
