//! The working calendar of an office: which minutes of which day count. Pure.

mod bawaan;
mod hitung;
mod jam_menit;

use std::collections::BTreeMap;

use jiff::civil::Date;
use kamus::Zona;

pub use bawaan::{Pola, libur_tetap};
pub use jam_menit::{tulis_jam, urai_jam};

/// Minutes of a day, counted from midnight: from `dari` until just before `sampai`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rentang {
    pub dari: i16,
    pub sampai: i16,
}

impl Rentang {
    pub const fn menit(self) -> i16 {
        self.sampai - self.dari
    }
}

/// The hours of one day, in minutes from midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JamHari {
    pub buka: i16,
    pub tutup: i16,
    pub istirahat: Option<Rentang>,
}

impl JamHari {
    fn rentang(self) -> impl Iterator<Item = Rentang> {
        let sela = self.istirahat.unwrap_or(Rentang { dari: self.tutup, sampai: self.tutup });
        let bagian = [
            Rentang { dari: self.buka, sampai: sela.dari },
            Rentang { dari: sela.sampai, sampai: self.tutup },
        ];
        bagian.into_iter().filter(|rentang| rentang.menit() > 0)
    }

    /// Working minutes of the day.
    pub fn menit(self) -> i16 {
        self.rentang().map(Rentang::menit).sum()
    }
}

/// Which table of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Masa {
    Biasa,
    Ramadan,
    /// The night counter: beside the ordinary hours.
    Malam,
}

impl Masa {
    pub const SEMUA: [Self; 3] = [Self::Biasa, Self::Ramadan, Self::Malam];

    /// As stored and as it stands in addresses.
    pub const fn kode(self) -> &'static str {
        match self {
            Self::Biasa => "biasa",
            Self::Ramadan => "ramadan",
            Self::Malam => "malam",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|masa| masa.kode() == kode)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Biasa => "Hari biasa",
            Self::Ramadan => "Bulan Ramadan",
            Self::Malam => "Loket malam",
        }
    }
}

/// Monday to Sunday as 1 to 7, with their names.
pub const HARI: [(i16, &str); 7] =
    [(1, "Senin"), (2, "Selasa"), (3, "Rabu"), (4, "Kamis"), (5, "Jumat"), (6, "Sabtu"), (7, "Minggu")];

/// When an office works. A day without hours is free; a holiday is free with its night counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kalender {
    pub zona: Zona,
    /// By table and day of the week (Monday is 1).
    pub jam: BTreeMap<(Masa, i16), JamHari>,
    /// First and last day of each Ramadan.
    pub ramadan: Vec<(Date, Date)>,
    pub libur: BTreeMap<Date, String>,
    /// Whether the night counter opens in Ramadan too.
    pub malam_ramadan: bool,
}

impl Kalender {
    pub fn ramadan(&self, hari: Date) -> bool {
        self.ramadan.iter().any(|(mulai, selesai)| (*mulai..=*selesai).contains(&hari))
    }

    /// The stretches of work of a day, in order and apart from each other.
    pub fn rentang(&self, hari: Date) -> Vec<Rentang> {
        if self.libur.contains_key(&hari) {
            return Vec::new();
        }
        let ramadan = self.ramadan(hari);
        // An office that set no hours for Ramadan keeps its ordinary ones.
        let khusus = ramadan && self.jam.keys().any(|(masa, _)| *masa == Masa::Ramadan);
        let masa = if khusus { Masa::Ramadan } else { Masa::Biasa };
        let nomor = i16::from(hari.weekday().to_monday_one_offset());
        let siang = self.jam.get(&(masa, nomor));
        let malam = self.jam.get(&(Masa::Malam, nomor)).filter(|_| !ramadan || self.malam_ramadan);
        let mut semua: Vec<Rentang> =
            [siang, malam].into_iter().flatten().flat_map(|jam| jam.rentang()).collect();
        semua.sort_unstable();
        gabung(semua)
    }

    /// Working minutes of a week of this table.
    pub fn menit_seminggu(&self, masa: Masa) -> i32 {
        self.jam.iter().filter(|((m, _), _)| *m == masa).map(|(_, jam)| i32::from(jam.menit())).sum()
    }
}

/// Joins stretches that touch or overlap; they come in order.
fn gabung(urut: Vec<Rentang>) -> Vec<Rentang> {
    let mut hasil: Vec<Rentang> = Vec::with_capacity(urut.len());
    for satu in urut {
        match hasil.last_mut() {
            Some(akhir) if satu.dari <= akhir.sampai => akhir.sampai = akhir.sampai.max(satu.sampai),
            _ => hasil.push(satu),
        }
    }
    hasil
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn tertulis(kalender: &Kalender, hari: Date) -> String {
        let satu = |r: &Rentang| format!("{}-{}", tulis_jam(r.dari), tulis_jam(r.sampai));
        kalender.rentang(hari).iter().map(satu).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_day_has_its_hours() {
        let mut lima = Kalender::bawaan(Zona::Wib);
        lima.ramadan.push((date(2026, 2, 18), date(2026, 3, 19)));
        lima.libur.insert(date(2026, 1, 1), "Tahun Baru".into());
        lima.jam.insert((Masa::Malam, 1), JamHari { buka: 18 * 60, tutup: 21 * 60, istirahat: None });
        for (hari, jam) in [
            (date(2026, 1, 5), "07.30-12.00 13.00-16.00 18.00-21.00"),
            (date(2026, 1, 6), "07.30-12.00 13.00-16.00"),
            (date(2026, 1, 9), "07.30-11.30 13.00-16.30"),
            (date(2026, 1, 10), ""),
            (date(2026, 1, 1), ""),
            (date(2026, 2, 23), "08.00-12.00 12.30-15.00"),
            (date(2026, 2, 20), "08.00-11.30 12.30-15.30"),
            (date(2026, 3, 20), "07.30-11.30 13.00-16.30"),
        ] {
            assert_eq!(tertulis(&lima, hari), jam, "{hari}");
        }
        lima.malam_ramadan = true;
        assert_eq!(tertulis(&lima, date(2026, 2, 23)), "08.00-12.00 12.30-15.00 18.00-21.00");
        lima.jam.retain(|(masa, _), _| *masa != Masa::Ramadan);
        assert_eq!(tertulis(&lima, date(2026, 2, 20)), "07.30-11.30 13.00-16.30", "no hours of its own");
    }

    #[test]
    fn hours_that_overlap_count_once() {
        let mut kalender = Kalender::bawaan(Zona::Wib);
        kalender.jam.insert((Masa::Malam, 1), JamHari { buka: 15 * 60, tutup: 1440, istirahat: None });
        assert_eq!(tertulis(&kalender, date(2026, 1, 5)), "07.30-12.00 13.00-24.00");
    }

    #[test]
    fn tables_are_known_by_their_code() {
        for masa in Masa::SEMUA {
            assert_eq!(Masa::dari_kode(masa.kode()), Some(masa));
        }
        assert_eq!(Masa::dari_kode("subuh"), None);
    }
}
