//! Numbers that are nobody's and never meet, without remembering those already given.
//!
//! A family owns one serial (9001 to 9999, which Dukcapil does not reach) and every Q-th day. Where
//! there are more families than serials, those that share a serial own different days. So two people
//! of different families can share a serial or a birthday, never both, and any family can be made
//! alone. Days are counted as a NIK writes them, with two digits for the year.

use jiff::civil::Date;
use kamus::{JenisKelamin, KodeWilayah, Nik, NomorKk};

/// Serials 9001 to 9999.
const NOMOR_URUT: u32 = 999;
const SEBULAN: i32 = 31;
const SETAHUN: i32 = 12 * SEBULAN;
const SEABAD: i32 = 100 * SETAHUN;
/// A family whose days lie further apart could not be given birthdays that fit.
const SELANG_TERPANJANG: u32 = 600;
/// Fewest persons per family that a recipe is ready for, as families per hundred persons.
const KELUARGA_PER_SERATUS: u64 = 34;

/// A village's share of the serials of its kecamatan, and of the days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lajur {
    awal: u32,
    lebar: u32,
    /// Every how many days; divides a century of days, so that 1926 and 2026 agree on them.
    selang: u32,
}

impl Lajur {
    /// `(ke, dari)`: the how-manieth village of how many that share the kecamatan's numbers.
    pub(super) fn baru(jumlah: u32, (ke, dari): (u32, u32)) -> Self {
        let dari = dari.clamp(1, NOMOR_URUT);
        let lebar = NOMOR_URUT / dari;
        let keluarga = u64::from(jumlah) * KELUARGA_PER_SERATUS / 100 + 1;
        let perlu = u32::try_from(keluarga.div_ceil(u64::from(lebar))).unwrap_or(u32::MAX);
        let cukup = |q: &u32| SEABAD.unsigned_abs().is_multiple_of(*q);
        let selang = (perlu..=SELANG_TERPANJANG).find(cukup).unwrap_or(SELANG_TERPANJANG);
        Self { awal: 9001 + ke % dari * lebar, lebar, selang }
    }

    /// Families that can be numbered.
    pub(super) fn kapasitas(self) -> u32 {
        self.lebar.saturating_mul(self.selang)
    }
}

/// Numbers the members of one family.
#[derive(Debug)]
pub(super) struct Penomor {
    kecamatan: i64,
    urut: u32,
    selang: i32,
    /// Which of every `selang` days.
    sisa: i32,
    terpakai: Vec<i32>,
}

impl Penomor {
    pub(super) fn baru(kode: KodeWilayah, lajur: Lajur, keluarga: u32) -> Self {
        let hari = |n: u32| i32::try_from(n).expect("at most a century of days");
        Self {
            kecamatan: kode.angka() / 10_000,
            urut: lajur.awal + keluarga % lajur.lebar,
            selang: hari(lajur.selang),
            sisa: hari(keluarga / lajur.lebar % lajur.selang),
            terpakai: Vec::with_capacity(8),
        }
    }

    /// The day of this family nearest to `sasaran`, within the bounds; nobody else of the family
    /// with the same sex has it.
    pub(super) fn lahir(&mut self, sasaran: Date, batas: (Date, Date), jk: JenisKelamin) -> Option<Date> {
        self.hari(sasaran, batas, jk == JenisKelamin::Perempuan)
    }

    /// A day for the family card. Members' days are passed over, so that no card number is a NIK.
    pub(super) fn terbit(&mut self, sasaran: Date, batas: (Date, Date)) -> Option<Date> {
        self.hari(sasaran, batas, false)
    }

    fn hari(&mut self, sasaran: Date, (dari, sampai): (Date, Date), perempuan: bool) -> Option<Date> {
        let tengah = ke_petak(sasaran.clamp(dari, sampai.max(dari)));
        let awal = tengah - (tengah - self.sisa).rem_euclid(self.selang);
        let jauh = (sampai.duration_since(dari).as_hours() / 24 / i64::from(self.selang)).min(4000);
        for n in 0..=i32::try_from(jauh).unwrap_or(0) + 2 {
            for petak in [awal + n * self.selang, awal - n * self.selang] {
                let kunci = petak.rem_euclid(SEABAD) * 2 + i32::from(perempuan);
                let Some(hari) = dari_petak(petak).filter(|h| (dari..=sampai).contains(h)) else { continue };
                if !self.terpakai.contains(&kunci) {
                    self.terpakai.push(kunci);
                    return Some(hari);
                }
            }
        }
        None
    }

    pub(super) fn nik(&self, lahir: Date, jk: JenisKelamin) -> Nik {
        let tambahan = if jk == JenisKelamin::Perempuan { 40 } else { 0 };
        self.digit(lahir, tambahan).parse().expect("sixteen digits that begin with a province")
    }

    pub(super) fn kk(&self, terbit: Date) -> NomorKk {
        self.digit(terbit, 0).parse().expect("sixteen digits that begin with a province")
    }

    fn digit(&self, hari: Date, tambahan: i8) -> String {
        let (h, b, t) = (hari.day() + tambahan, hari.month(), hari.year().rem_euclid(100));
        format!("{}{h:02}{b:02}{t:02}{}", self.kecamatan, self.urut)
    }

    pub(super) fn urut(&self) -> u32 {
        self.urut
    }
}

/// Every month takes 31 places, so that a place tells the digits of a date.
fn ke_petak(hari: Date) -> i32 {
    i32::from(hari.year()) * SETAHUN + (i32::from(hari.month()) - 1) * SEBULAN + i32::from(hari.day()) - 1
}

/// `None` for places such as 30 February.
fn dari_petak(petak: i32) -> Option<Date> {
    let tahun = i16::try_from(petak.div_euclid(SETAHUN)).ok()?;
    let dalam = petak.rem_euclid(SETAHUN);
    let bulan = i8::try_from(dalam / SEBULAN + 1).ok()?;
    let hari = i8::try_from(dalam % SEBULAN + 1).ok()?;
    Date::new(tahun, bulan, hari).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn lanes_hold_what_was_asked() {
        for (jumlah, jalur, awal, selang) in [
            (40, (0, 1), 9001, 1),
            (14_000, (0, 1), 9001, 5),
            (14_000, (1, 3), 9334, 15),
            (1_500_000, (0, 1), 9001, 600),
            (u32::MAX, (0, 1), 9001, 600),
            (7_000, (15, 16), 9931, 40),
        ] {
            let lajur = Lajur::baru(jumlah, jalur);
            assert_eq!((lajur.awal, lajur.selang), (awal, selang), "{jumlah} {jalur:?}");
            let cukup = u64::from(lajur.kapasitas()) * 100 > u64::from(jumlah) * KELUARGA_PER_SERATUS;
            assert_eq!(cukup, jumlah < u32::MAX);
            assert!(lajur.awal + lajur.lebar <= 10_000);
        }
    }

    #[test]
    fn places_and_dates_are_the_same_thing() {
        for hari in [date(1926, 1, 1), date(2000, 2, 29), date(2026, 12, 31)] {
            assert_eq!(dari_petak(ke_petak(hari)), Some(hari));
        }
        assert_eq!(dari_petak(ke_petak(date(2026, 2, 28)) + 1), None);
    }

    #[test]
    fn a_family_stays_on_its_own_days() {
        let kode = KodeWilayah::baru(3_402_132_002).unwrap();
        let lajur = Lajur::baru(14_000, (0, 1));
        let batas = (date(1990, 1, 1), date(1990, 12, 31));
        let mut pernah = std::collections::HashSet::new();
        // Families 0, 999, 1998 … share serial 9001; together they may use up every day once.
        for keluarga in (0..5).map(|n| n * 999) {
            let mut nomor = Penomor::baru(kode, lajur, keluarga);
            while let Some(hari) = nomor.lahir(date(1990, 7, 1), batas, JenisKelamin::Perempuan) {
                let nik = nomor.nik(hari, JenisKelamin::Perempuan);
                assert!(nik.cocok_lahir(hari) && nik.as_str().ends_with("9001"));
                assert!(pernah.insert(nik));
            }
        }
        assert_eq!(pernah.len(), 365);
    }

    #[test]
    fn no_day_is_left_in_an_empty_span() {
        let kode = KodeWilayah::baru(3_402_132_002).unwrap();
        let mut nomor = Penomor::baru(kode, Lajur::baru(40, (0, 1)), 0);
        let (awal, akhir) = (date(2026, 7, 2), date(2026, 7, 1));
        assert_eq!(nomor.lahir(awal, (awal, akhir), JenisKelamin::LakiLaki), None);
        assert_eq!(nomor.terbit(akhir, (akhir, akhir)), Some(akhir));
        assert_eq!(nomor.terbit(akhir, (akhir, akhir)), None);
    }
}
