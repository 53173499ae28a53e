//! Hours to begin with. Perpres 21/2023: 37.5 hours a week beside the rest, 32.5 in Ramadan; a village sets its own.

use jiff::civil::{Date, date};
use kamus::Zona;

use super::{JamHari, Kalender, Masa, Rentang};

/// A usual week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pola {
    LimaHari,
    EnamHari,
}

/// First and last day of the week, opening, closing, rest; in minutes from midnight.
type Baris = (i16, i16, i16, i16, Option<(i16, i16)>);

const fn pukul(jam: i16, menit: i16) -> i16 {
    jam * 60 + menit
}

const LIMA: [Baris; 2] = [
    (1, 4, pukul(7, 30), pukul(16, 0), Some((pukul(12, 0), pukul(13, 0)))),
    (5, 5, pukul(7, 30), pukul(16, 30), Some((pukul(11, 30), pukul(13, 0)))),
];
const LIMA_RAMADAN: [Baris; 2] = [
    (1, 4, pukul(8, 0), pukul(15, 0), Some((pukul(12, 0), pukul(12, 30)))),
    (5, 5, pukul(8, 0), pukul(15, 30), Some((pukul(11, 30), pukul(12, 30)))),
];
const ENAM: [Baris; 3] = [
    (1, 4, pukul(7, 0), pukul(14, 0), None),
    (5, 5, pukul(7, 0), pukul(11, 0), None),
    (6, 6, pukul(7, 0), pukul(12, 30), None),
];
const ENAM_RAMADAN: [Baris; 3] = [
    (1, 4, pukul(7, 30), pukul(13, 30), None),
    (5, 5, pukul(7, 30), pukul(11, 0), None),
    (6, 6, pukul(7, 30), pukul(12, 30), None),
];

impl Pola {
    pub fn dari_kode(kode: &str) -> Option<Self> {
        match kode {
            "5" => Some(Self::LimaHari),
            "6" => Some(Self::EnamHari),
            _ => None,
        }
    }

    /// Every day's hours, ordinary and in Ramadan.
    pub fn jam(self) -> Vec<(Masa, i16, JamHari)> {
        let (biasa, ramadan): (&[Baris], &[Baris]) = match self {
            Self::LimaHari => (&LIMA, &LIMA_RAMADAN),
            Self::EnamHari => (&ENAM, &ENAM_RAMADAN),
        };
        let tabel = [(Masa::Biasa, biasa), (Masa::Ramadan, ramadan)];
        let mut semua = Vec::new();
        for (masa, baris) in tabel {
            for (awal, akhir, buka, tutup, sela) in baris {
                let istirahat = sela.map(|(dari, sampai)| Rentang { dari, sampai });
                let jam = JamHari { buka: *buka, tutup: *tutup, istirahat };
                semua.extend((*awal..=*akhir).map(|hari| (masa, hari, jam)));
            }
        }
        semua
    }
}

impl Kalender {
    /// Five days, no holidays: what holds before an office sets its own.
    pub fn bawaan(zona: Zona) -> Self {
        let jam = Pola::LimaHari.jam().into_iter().map(|(masa, hari, jam)| ((masa, hari), jam)).collect();
        Self {
            zona,
            jam,
            ramadan: Vec::new(),
            libur: std::collections::BTreeMap::new(),
            malam_ramadan: false,
        }
    }
}

/// The holidays that fall on the same day each year (Keppres 24/2013, 24/2016). The others follow moon and sun and
/// are announced each year in a joint decree (SKB 3 Menteri).
pub fn libur_tetap(tahun: i16) -> Vec<(Date, &'static str)> {
    vec![
        (date(tahun, 1, 1), "Tahun Baru Masehi"),
        (date(tahun, 5, 1), "Hari Buruh Internasional"),
        (date(tahun, 6, 1), "Hari Lahir Pancasila"),
        (date(tahun, 8, 17), "Hari Kemerdekaan Republik Indonesia"),
        (date(tahun, 12, 25), "Hari Raya Natal"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usual_week_has_the_hours_of_the_regulation() {
        for pola in [Pola::LimaHari, Pola::EnamHari] {
            for (masa, menit) in [(Masa::Biasa, 2250), (Masa::Ramadan, 1950)] {
                let jam = pola.jam().into_iter().filter(|(m, ..)| *m == masa);
                assert_eq!(
                    jam.map(|(.., jam)| i32::from(jam.menit())).sum::<i32>(),
                    menit,
                    "{pola:?} {masa:?}"
                );
            }
        }
        assert_eq!(Pola::LimaHari.jam().len(), 10);
        assert_eq!(Pola::EnamHari.jam().len(), 12);
        assert_eq!(Pola::dari_kode("7"), None);
    }
}
