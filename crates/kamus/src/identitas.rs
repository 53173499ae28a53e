//! NIK and family card numbers: sixteen digits that name a person or a family.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::JenisKelamin;

/// Why a typed NIK or family card number was refused. The sentence is for the clerk; it never
/// repeats the number itself, because it may end up in a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GalatNomor {
    #[error("{nama} belum diisi.")]
    Kosong { nama: &'static str },
    #[error("{nama} harus 16 angka. Anda mengetik {jumlah}.")]
    JumlahAngka { nama: &'static str, jumlah: usize },
    #[error("{nama} hanya boleh berisi angka, tanpa huruf dan tanda lain.")]
    BukanAngka { nama: &'static str },
    #[error("{nama} yang diawali 0 adalah nomor sementara, bukan {nama} dari Dukcapil.")]
    Sementara { nama: &'static str },
    #[error("{nama} tidak mungkin terdiri atas satu angka yang diulang. Periksa kembali.")]
    SatuAngka { nama: &'static str },
}

/// Something in a NIK that does not look like other NIKs. Only ever a warning: officials have
/// issued such numbers, and a NIK stays valid for life once issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JanggalNik {
    #[error("Kode wilayah di awal NIK tidak dikenal.")]
    Wilayah,
    #[error("Bagian tanggal lahir dalam NIK bukan tanggal yang benar.")]
    Tanggal,
    #[error("Empat angka terakhir NIK tidak boleh 0000.")]
    Urutan,
}

/// A number that must not appear in a URL, file name, log, QR or public page.
pub trait NomorRahasia: FromStr {
    /// The clear text. Every call is a place where privacy must be argued.
    fn buka(&self) -> &str;
}

/// Whether what was typed stands for "has no number yet": empty, `-`, `0` or digits that begin
/// with `0` (OpenSID writes temporary numbers that way; no province code begins with 0).
pub fn nomor_sementara(teks: &str) -> bool {
    match bersihkan(teks) {
        None => false,
        Some(angka) => angka.is_empty() || angka.starts_with('0'),
    }
}

/// Digits only, after dropping what people put between them; `None` when anything else is there.
fn bersihkan(teks: &str) -> Option<String> {
    let mut angka = String::with_capacity(16);
    for c in teks.chars() {
        match c {
            '0'..='9' => angka.push(c),
            '.' | '-' | '\'' | '\u{2019}' => {}
            c if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' => {}
            _ => return None,
        }
    }
    Some(angka)
}

fn urai(nama: &'static str, teks: &str) -> Result<[u8; 16], GalatNomor> {
    let angka = bersihkan(teks).ok_or(GalatNomor::BukanAngka { nama })?;
    if angka.is_empty() {
        return Err(GalatNomor::Kosong { nama });
    }
    let digit: [u8; 16] =
        angka.as_bytes().try_into().map_err(|_| GalatNomor::JumlahAngka { nama, jumlah: angka.len() })?;
    if digit[0] == b'0' {
        return Err(GalatNomor::Sementara { nama });
    }
    if digit.iter().all(|d| *d == digit[0]) {
        return Err(GalatNomor::SatuAngka { nama });
    }
    Ok(digit)
}

macro_rules! nomor_16 {
    ($(#[$doc:meta])* $tipe:ident, $nama:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $tipe([u8; 16]);

        impl $tipe {
            /// The word a clerk uses for this number.
            pub const NAMA: &'static str = $nama;

            /// Reads sixteen digits; spaces, dots and dashes between them are ignored.
            pub fn baru(teks: &str) -> Result<Self, GalatNomor> {
                urai($nama, teks).map(Self)
            }

            /// As [`Self::baru`], but what [`nomor_sementara`] recognises gives `None`.
            pub fn atau_sementara(teks: &str) -> Result<Option<Self>, GalatNomor> {
                if nomor_sementara(teks) {
                    return Ok(None);
                }
                Self::baru(teks).map(Some)
            }

            /// The clear text. Every call is a place where privacy must be argued.
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).expect("only ASCII digits are stored")
            }

            /// First and last four digits: enough for a clerk to recognise, too little to use.
            pub fn samar(&self) -> String {
                let teks = self.as_str();
                format!("{}••••••••{}", &teks[..4], &teks[12..])
            }

            /// The kecamatan that issued the number (`PPKKCC`): where it was first recorded, which
            /// need not be where the holder lives now.
            pub fn kode_kecamatan(&self) -> &str {
                &self.as_str()[..6]
            }
        }

        impl NomorRahasia for $tipe {
            fn buka(&self) -> &str {
                self.as_str()
            }
        }

        impl FromStr for $tipe {
            type Err = GalatNomor;

            fn from_str(teks: &str) -> Result<Self, GalatNomor> {
                Self::baru(teks)
            }
        }

        /// Masked, so that a stray `{:?}` in a log names nobody.
        impl fmt::Debug for $tipe {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($tipe), "({})"), self.samar())
            }
        }
    };
}

nomor_16! {
    /// Nomor Induk Kependudukan (UU 24/2013 art. 13): `PPKKCC DDMMYY SSSS`, for life. Women's day
    /// has 40 added. There is no `Display`: printing one is a choice, see [`Nik::as_str`].
    Nik, "NIK"
}

nomor_16! {
    /// Nomor Kartu Keluarga: `PPKKCC`, date of recording `DDMMYY`, serial.
    NomorKk, "Nomor KK"
}

impl Nik {
    fn dua(&self, awal: usize) -> i8 {
        let (a, b) = (self.0[awal] - b'0', self.0[awal + 1] - b'0');
        i8::try_from(a * 10 + b).expect("two digits are at most 99")
    }

    /// Day (1–31), month and two-digit year as written in the NIK; `None` when they cannot be one.
    fn lahir(&self) -> Option<(i8, i8, i8)> {
        let (hari, bulan, tahun) = (self.dua(6), self.dua(8), self.dua(10));
        let hari = if hari > 40 { hari - 40 } else { hari };
        // 2000 is a leap year, so 29 February passes whatever the century.
        let masuk_akal = Date::new(2000, bulan, hari).is_ok();
        masuk_akal.then_some((hari, bulan, tahun))
    }

    /// Sex as written in the NIK; `None` when the day part is neither 01–31 nor 41–71.
    pub fn jenis_kelamin(&self) -> Option<JenisKelamin> {
        match self.dua(6) {
            1..=31 => Some(JenisKelamin::LakiLaki),
            41..=71 => Some(JenisKelamin::Perempuan),
            _ => None,
        }
    }

    /// Birth date as written in the NIK. The year has two digits, so the latest year not after
    /// `hari_ini` is taken: someone over a hundred seems a child.
    pub fn tanggal_lahir(&self, hari_ini: Date) -> Option<Date> {
        let (hari, bulan, tahun) = self.lahir()?;
        let abad = hari_ini.year() / 100 * 100;
        let kini = Date::new(abad + i16::from(tahun), bulan, hari).ok();
        kini.filter(|t| *t <= hari_ini).or_else(|| Date::new(abad - 100 + i16::from(tahun), bulan, hari).ok())
    }

    /// Whether the NIK's date part agrees with `lahir`. Disagreement is legal (the NIK never
    /// changes, a birth date may be corrected), so callers only warn.
    pub fn cocok_lahir(&self, lahir: Date) -> bool {
        self.lahir() == Some((lahir.day(), lahir.month(), tahun_dua(lahir)))
    }

    /// What looks odd in this NIK; warnings, never a reason to refuse it.
    pub fn kejanggalan(&self) -> Vec<JanggalNik> {
        let mut hasil = Vec::new();
        if !(11..=97).contains(&self.dua(0)) || self.dua(2) == 0 || self.dua(4) == 0 {
            hasil.push(JanggalNik::Wilayah);
        }
        if self.lahir().is_none() || self.jenis_kelamin().is_none() {
            hasil.push(JanggalNik::Tanggal);
        }
        if &self.0[12..] == b"0000" {
            hasil.push(JanggalNik::Urutan);
        }
        hasil
    }
}

fn tahun_dua(tanggal: Date) -> i8 {
    i8::try_from(tanggal.year().rem_euclid(100)).expect("below 100")
}

/// Serde in clear text, only for what is sealed afterwards (ledger payloads, archives):
/// `#[serde(with = "kamus::terbuka")]`. The types themselves have no serde, so that deriving it on
/// a page's data cannot leak them.
pub mod terbuka {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::NomorRahasia;

    pub fn serialize<T: NomorRahasia, S: Serializer>(nilai: &T, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(nilai.buka())
    }

    pub fn deserialize<'de, T: NomorRahasia, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
        let teks = String::deserialize(d)?;
        teks.parse().map_err(|_| D::Error::custom("nomor tidak sah"))
    }

    /// The same for `Option<T>`: `#[serde(with = "kamus::terbuka::opsi")]`.
    pub mod opsi {
        use serde::{Deserialize, Deserializer, Serializer, de::Error};

        use super::super::NomorRahasia;

        pub fn serialize<T: NomorRahasia, S: Serializer>(nilai: &Option<T>, s: S) -> Result<S::Ok, S::Error> {
            match nilai {
                Some(nilai) => s.serialize_some(nilai.buka()),
                None => s.serialize_none(),
            }
        }

        pub fn deserialize<'de, T: NomorRahasia, D: Deserializer<'de>>(d: D) -> Result<Option<T>, D::Error> {
            let teks = Option::<String>::deserialize(d)?;
            teks.map(|t| t.parse().map_err(|_| D::Error::custom("nomor tidak sah"))).transpose()
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const SITI: &str = "3402134101859001";
    const BUDI: &str = "3402133112809002";

    #[test]
    fn refusals_say_what_to_do() {
        let kasus = [
            ("340213410185900", "NIK harus 16 angka. Anda mengetik 15."),
            ("34021341018590011", "NIK harus 16 angka. Anda mengetik 17."),
            ("", "NIK belum diisi."),
            ("  - ", "NIK belum diisi."),
            ("34021341O1859001", "NIK hanya boleh berisi angka, tanpa huruf dan tanda lain."),
            ("3.402134101859E+15", "NIK hanya boleh berisi angka, tanpa huruf dan tanda lain."),
            ("0340213200200001", "NIK yang diawali 0 adalah nomor sementara, bukan NIK dari Dukcapil."),
            ("1111111111111111", "NIK tidak mungkin terdiri atas satu angka yang diulang. Periksa kembali."),
        ];
        for (teks, kalimat) in kasus {
            assert_eq!(Nik::baru(teks).unwrap_err().to_string(), kalimat, "{teks}");
        }
        assert_eq!(
            NomorKk::baru("123").unwrap_err().to_string(),
            "Nomor KK harus 16 angka. Anda mengetik 3."
        );
    }

    #[test]
    fn what_people_put_between_digits_is_ignored() {
        for teks in
            [SITI, " 3402134101859001 ", "3402 1341 0185 9001", "34.02.13.410185.9001", "'3402134101859001"]
        {
            assert_eq!(Nik::baru(teks).unwrap().as_str(), SITI, "{teks}");
        }
    }

    #[test]
    fn debug_masks() {
        let nik = Nik::baru(SITI).unwrap();
        assert_eq!(nik.samar(), "3402••••••••9001");
        assert_eq!(format!("{nik:?}"), "Nik(3402••••••••9001)");
        let kk = NomorKk::baru("3402130101109003").unwrap();
        assert_eq!(format!("{:?}", Some(kk)), "Some(NomorKk(3402••••••••9003))");
    }

    #[test]
    fn opens_only_where_asked() {
        #[derive(serde::Serialize, serde::Deserialize)]
        struct Isi {
            #[serde(with = "super::terbuka")]
            nik: Nik,
            #[serde(with = "super::terbuka::opsi")]
            kk: Option<NomorKk>,
        }
        let teks = r#"{"nik":"3402134101859001","kk":null}"#;
        let isi: Isi = serde_json::from_str(teks).unwrap();
        assert_eq!(isi.nik.as_str(), SITI);
        assert_eq!(serde_json::to_string(&isi).unwrap(), teks);
        let galat = serde_json::from_str::<Isi>(&teks.replace("9001", "90X1")).err().unwrap();
        assert!(!galat.to_string().contains("34021341"), "{galat}");
    }

    #[test]
    fn temporary_is_told_from_wrong() {
        for (teks, sementara) in [
            ("", true),
            ("-", true),
            ("0", true),
            ("0000000000000000", true),
            ("0340213200200001", true),
            (" 0 ", true),
            ("3402134101859001", false),
            ("340213", false),
            ("TIDAK ADA", false),
            ("O", false),
        ] {
            assert_eq!(nomor_sementara(teks), sementara, "{teks:?}");
        }
        assert_eq!(Nik::atau_sementara("0"), Ok(None));
        assert!(Nik::atau_sementara("12").is_err());
        assert!(Nik::atau_sementara(SITI).unwrap().is_some());
    }

    #[test]
    fn reads_birth_and_sex() {
        let (siti, budi) = (Nik::baru(SITI).unwrap(), Nik::baru(BUDI).unwrap());
        let kini = date(2025, 6, 1);
        assert_eq!(siti.jenis_kelamin(), Some(JenisKelamin::Perempuan));
        assert_eq!(siti.tanggal_lahir(kini), Some(date(1985, 1, 1)));
        assert!(siti.cocok_lahir(date(1985, 1, 1)));
        assert!(!siti.cocok_lahir(date(1985, 1, 2)));
        assert_eq!(budi.jenis_kelamin(), Some(JenisKelamin::LakiLaki));
        assert_eq!(budi.tanggal_lahir(kini), Some(date(1980, 12, 31)));
        assert_eq!(budi.kode_kecamatan(), "340213");
        let bayi = Nik::baru("3402130101259003").unwrap();
        assert_eq!(bayi.tanggal_lahir(kini), Some(date(2025, 1, 1)));
        assert_eq!(bayi.tanggal_lahir(date(2024, 1, 1)), Some(date(1925, 1, 1)));
        let kabisat = Nik::baru("3402132902009003").unwrap();
        assert_eq!(kabisat.tanggal_lahir(kini), Some(date(2000, 2, 29)));
    }

    #[test]
    fn oddities_are_warnings() {
        use JanggalNik::{Tanggal, Urutan, Wilayah};
        for (teks, harapan) in [
            (SITI, vec![]),
            ("9999014101859001", vec![Wilayah]),
            ("3400134101859001", vec![Wilayah]),
            ("3402133502859001", vec![Tanggal]),
            ("3402133102859001", vec![Tanggal]),
            ("3402134101850000", vec![Urutan]),
            ("3402138013990000", vec![Tanggal, Urutan]),
        ] {
            assert_eq!(Nik::baru(teks).unwrap().kejanggalan(), harapan, "{teks}");
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics_nor_echoes(teks in ".{0,24}") {
            if let Err(galat) = Nik::baru(&teks) {
                let kalimat = galat.to_string();
                prop_assert!(teks.trim().len() < 5 || !kalimat.contains(teks.trim()));
            }
        }

        #[test]
        fn any_sixteen_digits_come_back(angka in "[1-9][0-9]{15}") {
            if let Ok(nik) = Nik::baru(&angka) {
                prop_assert_eq!(nik.as_str(), &angka);
                let tampil = format!("{nik:?}");
                prop_assert!(!tampil.contains(&angka[4..12]));
                let _ = nik.tanggal_lahir(date(2025, 1, 1));
                let _ = nik.kejanggalan();
            }
        }
    }
}
