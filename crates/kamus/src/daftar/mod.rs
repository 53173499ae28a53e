//! Official code lists. The number is the one that OpenSID and the village workbooks use, and it
//! is what we store; the label is what we print.

mod daftar_kk;
mod daftar_lain;
mod daftar_peristiwa;
mod masa;
mod pekerjaan;
mod pendidikan;

use std::collections::HashMap;

pub use daftar_kk::{Agama, GolonganDarah, JenisKelamin, Kewarganegaraan, Shdk, StatusKawin};
pub use daftar_lain::{
    Asuransi, Cacat, CaraKb, HubunganRtm, Kehamilan, KtpEl, SakitMenahun, StatusDasar, StatusRekam,
};
pub use daftar_peristiwa::{
    AlasanPindah, JenisKelahiran, JenisKepindahan, KlasifikasiPindah, MembacaHuruf, PenolongKelahiran,
    SebabKematian, TempatDilahirkan, YangMenerangkan,
};
use jiff::civil::Date;
pub use masa::{Butir, DaftarKode, Masa, semua_daftar};
pub use pekerjaan::Pekerjaan;
pub use pendidikan::{PendidikanKk, PendidikanSedang};

/// A stored code that this list does not have (a database from a newer Balai, or a typing error).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Kode {kode} tidak ada dalam daftar {daftar}.")]
pub struct KodeTidakDikenal {
    pub daftar: &'static str,
    pub kode: i16,
}

/// What every code list can do.
pub trait Daftar: Copy + Eq + Sized + 'static {
    /// The list's name in the clerk's words.
    const NAMA: &'static str;

    /// The regulation and form that it is taken from, in the clerk's words.
    const SUMBER: &'static str;

    /// All entries, in the order of the official form.
    fn semua() -> &'static [Self];

    /// The stored number.
    fn kode(self) -> i16;

    /// As printed in letters and lists. KK and KTP print it in capitals.
    fn label(self) -> &'static str;

    fn dari_kode(kode: i16) -> Option<Self>;

    /// By label, old spelling or common short form; case, spaces and punctuation do not matter.
    fn dari_teks(teks: &str) -> Option<Self>;

    /// While this code is in force. A code outside of it is not offered, but it is read and shown for ever.
    fn masa(self) -> Masa {
        Masa::SELALU
    }

    /// The codes in force on a day, in the order of the official form.
    fn berlaku_pada(tanggal: Date) -> impl Iterator<Item = Self> {
        Self::semua().iter().copied().filter(move |butir| butir.masa().memuat(tanggal))
    }

    /// What stands in a workbook cell: the number or the label.
    fn dari_isian(teks: &str) -> Option<Self> {
        let polos = teks.trim();
        let dari_angka = polos.parse().ok().and_then(Self::dari_kode);
        dari_angka.or_else(|| Self::dari_teks(polos))
    }
}

/// The comparison key of a label: capitals and digits, with the spellings folded that old papers
/// use (BUDHA, KATHOLIK, KHONGHUCU). A final `+` or `-` counts, for blood types.
pub fn kunci_teks(teks: &str) -> String {
    let polos = teks.trim().trim_matches('\u{a0}');
    let mut kunci = String::with_capacity(polos.len());
    let mut miring = false;
    for c in polos.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '/') {
        if c == '/' {
            miring = true;
            continue;
        }
        let c = c.to_ascii_uppercase();
        let akhir = kunci.chars().next_back();
        // Without its slash, DIPLOMA I/II would read DIPLOMA III.
        if std::mem::take(&mut miring) && akhir == Some('I') && c == 'I' {
            kunci.push('/');
        }
        let bisu = c == 'H' && matches!(akhir, Some('D' | 'K' | 'T'));
        let ganda = akhir == Some(c) && c.is_ascii_alphabetic();
        // Roman numerals and blood types need their doubles; only D, L, S, T are ever doubled idly.
        if !(bisu || ganda && matches!(c, 'D' | 'L' | 'S' | 'T')) {
            kunci.push(c);
        }
    }
    if !kunci.is_empty()
        && let Some(tanda @ ('+' | '-')) = polos.chars().next_back()
    {
        kunci.push(tanda);
    }
    kunci
}

/// Text to entry, built once per list from labels and other spellings.
fn indeks<T: Daftar>(ejaan_lain: &[(T, &[&str])]) -> HashMap<String, T> {
    let label = T::semua().iter().map(|t| (kunci_teks(t.label()), *t));
    let lain = ejaan_lain.iter().flat_map(|(t, e)| e.iter().map(|e| (kunci_teks(e), *t)));
    let mut indeks = HashMap::new();
    for (kunci, t) in label.chain(lain) {
        let lama = indeks.insert(kunci, t);
        debug_assert!(lama.is_none_or(|l| l == t), "two entries of {} read alike", T::NAMA);
    }
    indeks
}

/// Storing and serde, the same for all lists: by code.
macro_rules! sebagai_kode {
    ($tipe:ident) => {
        impl TryFrom<i16> for $tipe {
            type Error = $crate::KodeTidakDikenal;

            fn try_from(kode: i16) -> Result<Self, Self::Error> {
                <Self as $crate::Daftar>::dari_kode(kode)
                    .ok_or($crate::KodeTidakDikenal { daftar: <Self as $crate::Daftar>::NAMA, kode })
            }
        }

        impl From<$tipe> for i16 {
            fn from(nilai: $tipe) -> i16 {
                $crate::Daftar::kode(nilai)
            }
        }

        impl std::fmt::Display for $tipe {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::Daftar::label(*self))
            }
        }
    };
}

/// One list is one table: `code Variant "label" [other spellings] since (y, m, d) until (y, m, d)`, the days where
/// the code was not always in force.
macro_rules! daftar {
    ($(#[$doc:meta])* $tipe:ident, $nama:literal dari $sumber:expr; {
        $($(#[$vdoc:meta])* $kode:literal $varian:ident $label:literal [$($lain:literal),*]
            $(sejak $sejak:tt)? $(sampai $sampai:tt)?;)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "i16", into = "i16")]
        pub enum $tipe {
            $($(#[$vdoc])* $varian = $kode,)+
        }

        impl $crate::Daftar for $tipe {
            const NAMA: &'static str = $nama;
            const SUMBER: &'static str = $sumber;

            fn masa(self) -> $crate::Masa {
                const MASA: &[$crate::Masa] = &[$($crate::Masa {
                    sejak: $crate::daftar::hari!($($sejak)?),
                    sampai: $crate::daftar::hari!($($sampai)?),
                }),+];
                let letak = Self::semua().iter().position(|butir| *butir == self);
                letak.map_or($crate::Masa::SELALU, |letak| MASA[letak])
            }

            fn semua() -> &'static [Self] {
                &[$(Self::$varian),+]
            }

            fn kode(self) -> i16 {
                self as i16
            }

            fn label(self) -> &'static str {
                match self {
                    $(Self::$varian => $label,)+
                }
            }

            fn dari_kode(kode: i16) -> Option<Self> {
                match kode {
                    $($kode => Some(Self::$varian),)+
                    _ => None,
                }
            }

            fn dari_teks(teks: &str) -> Option<Self> {
                static INDEKS: std::sync::LazyLock<std::collections::HashMap<String, $tipe>> =
                    std::sync::LazyLock::new(|| {
                        $crate::daftar::indeks(&[$(($tipe::$varian, &[$($lain),*])),+])
                    });
                INDEKS.get(&$crate::kunci_teks(teks)).copied()
            }
        }

        $crate::daftar::sebagai_kode!($tipe);
    };
}

macro_rules! hari {
    () => {
        None
    };
    ($hari:tt) => {
        Some(jiff::civil::date $hari)
    };
}

use daftar;
use hari;
use sebagai_kode;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn utuh<T: Daftar + std::fmt::Debug>(jumlah: usize) {
        let kode: HashSet<i16> = T::semua().iter().map(|t| t.kode()).collect();
        assert_eq!(kode.len(), T::semua().len(), "{}: a code stands twice", T::NAMA);
        assert_eq!(kode.len(), jumlah, "{}", T::NAMA);
        for t in T::semua() {
            assert_eq!(T::dari_kode(t.kode()), Some(*t), "{}", T::NAMA);
            for teks in [t.label().to_owned(), t.label().to_uppercase(), t.label().replace('/', " / ")] {
                assert_eq!(T::dari_teks(&teks), Some(*t), "{}: {teks}", T::NAMA);
            }
            assert_eq!(T::dari_isian(&format!(" {} ", t.kode())), Some(*t));
        }
        assert_eq!(T::dari_teks(""), None);
        assert_eq!(T::dari_kode(-1), None);
        assert_eq!(T::dari_isian("tidak ada yang begini"), None);
    }

    #[test]
    fn every_list_is_whole() {
        utuh::<JenisKelamin>(2);
        utuh::<Agama>(7);
        utuh::<StatusKawin>(6);
        utuh::<Shdk>(11);
        utuh::<PendidikanKk>(10);
        utuh::<PendidikanSedang>(18);
        utuh::<Pekerjaan>(99);
        utuh::<Kewarganegaraan>(3);
        utuh::<GolonganDarah>(13);
        utuh::<Cacat>(7);
        utuh::<StatusDasar>(6);
        utuh::<KtpEl>(3);
        utuh::<StatusRekam>(8);
        utuh::<HubunganRtm>(2);
        utuh::<CaraKb>(8);
        utuh::<Asuransi>(5);
        utuh::<Kehamilan>(2);
        utuh::<SakitMenahun>(13);
        utuh::<TempatDilahirkan>(5);
        utuh::<JenisKelahiran>(5);
        utuh::<PenolongKelahiran>(4);
        utuh::<SebabKematian>(6);
        utuh::<YangMenerangkan>(4);
        utuh::<AlasanPindah>(7);
        utuh::<KlasifikasiPindah>(5);
        utuh::<JenisKepindahan>(4);
        utuh::<MembacaHuruf>(6);
    }

    #[test]
    fn old_and_loose_spellings() {
        fn sama<T: Daftar + std::fmt::Debug>(kasus: &[(&str, T)]) {
            for (teks, t) in kasus {
                assert_eq!(T::dari_isian(teks), Some(*t), "{teks}");
            }
        }
        sama(&[
            ("BUDHA", Agama::Buddha),
            ("Buddha", Agama::Buddha),
            ("KATHOLIK", Agama::Katolik),
            ("KATOLIK", Agama::Katolik),
            ("Khonghucu", Agama::Khonghucu),
            ("KONGHUCU", Agama::Khonghucu),
            ("islam ", Agama::Islam),
            ("Kristen Protestan", Agama::Kristen),
            ("Kepercayaan Terhadap Tuhan YME / Lainnya", Agama::Kepercayaan),
            ("Kepercayaan terhadap Tuhan Yang Maha Esa", Agama::Kepercayaan),
            ("07", Agama::Kepercayaan),
        ]);
        sama(&[
            ("L", JenisKelamin::LakiLaki),
            ("laki laki", JenisKelamin::LakiLaki),
            ("LK", JenisKelamin::LakiLaki),
            ("Pr", JenisKelamin::Perempuan),
            ("WANITA", JenisKelamin::Perempuan),
        ]);
        sama(&[
            ("KAWIN", StatusKawin::Kawin),
            ("KAWIN TERCATAT", StatusKawin::Kawin),
            ("21", StatusKawin::KawinBelumTercatat),
            ("Cerai Hidup Tercatat", StatusKawin::CeraiHidup),
            ("Belum Menikah", StatusKawin::BelumKawin),
        ]);
        sama(&[
            ("ORANG TUA", Shdk::OrangTua),
            ("ISTERI", Shdk::Istri),
            ("KEPALA", Shdk::KepalaKeluarga),
            ("Lain-lain", Shdk::Lainnya),
        ]);
        sama(&[
            ("A+", GolonganDarah::APlus),
            ("A", GolonganDarah::A),
            ("A-", GolonganDarah::AMinus),
            ("ab +", GolonganDarah::AbPlus),
            ("AB", GolonganDarah::Ab),
            ("0", GolonganDarah::O),
            ("tidak tahu", GolonganDarah::TidakTahu),
        ]);
        sama(&[
            ("SD", PendidikanKk::TamatSd),
            ("SLTA/SEDERAJAT", PendidikanKk::Slta),
            ("SMA", PendidikanKk::Slta),
            ("S1", PendidikanKk::Strata1),
            ("DIPLOMA IV / STRATA I", PendidikanKk::Strata1),
        ]);
        sama(&[("SEDANG  D-1/SEDERAJAT", PendidikanSedang::D1)]);
        sama(&[("4", Asuransi::BpjsDaerah), ("BPJS PBI", Asuransi::BpjsPbi)]);
    }

    #[test]
    fn near_labels_do_not_merge() {
        let kunci: Vec<String> = ["STRATA I", "STRATA II", "STRATA III", "A", "A+", "A-", "AB", "O"]
            .iter()
            .map(|t| kunci_teks(t))
            .collect();
        let beda: HashSet<&String> = kunci.iter().collect();
        assert_eq!(beda.len(), kunci.len(), "{kunci:?}");
    }

    #[test]
    fn codes_are_what_is_stored() {
        assert_eq!(i16::from(StatusDasar::TidakValid), 9);
        assert_eq!(Agama::try_from(3), Ok(Agama::Katolik));
        assert_eq!(Agama::try_from(42).unwrap_err().to_string(), "Kode 42 tidak ada dalam daftar agama.");
        let daftar = (Agama::Katolik, StatusKawin::KawinBelumTercatat, Pekerjaan::LAINNYA);
        assert_eq!(serde_json::to_string(&daftar).unwrap(), "[3,21,89]");
        let dibaca: (Agama, StatusKawin, Pekerjaan) = serde_json::from_str("[3,21,89]").unwrap();
        assert_eq!(dibaca, daftar);
        assert!(serde_json::from_str::<Agama>("42").is_err());
    }

    proptest! {
        #[test]
        fn reading_never_panics(teks in ".{0,30}") {
            let _ = (Agama::dari_isian(&teks), Pekerjaan::dari_isian(&teks), GolonganDarah::dari_isian(&teks));
        }
    }
}
