//! A clock of working time, as plain figures: how much is allowed, how much is used, since when it runs.

use jiff::{SignedDuration, Timestamp};

use crate::kalender::Kalender;

/// A clock. It runs while `sejak` is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hitungan {
    /// Working time allowed.
    pub jatah: SignedDuration,
    /// Working time used until it was last stopped or settled.
    pub terpakai: SignedDuration,
    pub sejak: Option<Timestamp>,
}

impl Hitungan {
    pub fn mulai(jatah: SignedDuration, saat: Timestamp) -> Self {
        Self { jatah, terpakai: SignedDuration::ZERO, sejak: Some(saat) }
    }

    /// Working time used at an instant.
    pub fn pakai(&self, kalender: &Kalender, saat: Timestamp) -> SignedDuration {
        self.sejak.map_or(self.terpakai, |sejak| self.terpakai + kalender.lama_kerja(sejak, saat))
    }

    /// What is left; below zero once it is overdue.
    pub fn sisa(&self, kalender: &Kalender, saat: Timestamp) -> SignedDuration {
        self.jatah - self.pakai(kalender, saat)
    }

    /// When so much will have been used. `None` while it stands still or the office never works.
    pub fn mencapai(&self, kalender: &Kalender, pakai: SignedDuration) -> Option<Timestamp> {
        kalender.tenggat(self.sejak?, pakai - self.terpakai)
    }

    pub fn tenggat(&self, kalender: &Kalender) -> Option<Timestamp> {
        self.mencapai(kalender, self.jatah)
    }

    /// Stops counting.
    #[must_use]
    pub fn jeda(self, kalender: &Kalender, saat: Timestamp) -> Self {
        Self { terpakai: self.pakai(kalender, saat), sejak: None, ..self }
    }

    /// Goes on counting; a running clock runs on.
    #[must_use]
    pub fn lanjut(self, saat: Timestamp) -> Self {
        Self { sejak: self.sejak.or(Some(saat)), ..self }
    }

    /// Settles what was used under a calendar that ends now. What was counted stays counted.
    #[must_use]
    pub fn tutup_buku(self, lama: &Kalender, saat: Timestamp) -> Self {
        match self.sejak {
            Some(_) => self.jeda(lama, saat).lanjut(saat),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kamus::Zona;
    use proptest::prelude::*;

    use super::*;
    use crate::kalender::Pola;

    fn di(teks: &str) -> Timestamp {
        Zona::Wib.offset().to_timestamp(teks.parse().unwrap()).unwrap()
    }

    fn jam(jam: i64) -> SignedDuration {
        SignedDuration::from_hours(jam)
    }

    #[test]
    fn a_pause_moves_the_due_time_by_the_work_it_covers() {
        let kalender = Kalender::bawaan(Zona::Wib);
        let hitungan = Hitungan::mulai(jam(4), di("2026-01-06T08:00"));
        assert_eq!(hitungan.tenggat(&kalender), Some(di("2026-01-06T12:00")));
        let jeda = hitungan.jeda(&kalender, di("2026-01-06T09:00"));
        assert_eq!((jeda.terpakai, jeda.tenggat(&kalender)), (jam(1), None));
        assert_eq!(jeda.sisa(&kalender, di("2026-01-08T09:00")), jam(3), "days pass, nothing is used");
        let lanjut = jeda.lanjut(di("2026-01-08T07:30"));
        assert_eq!(lanjut.tenggat(&kalender), Some(di("2026-01-08T10:30")));
        assert_eq!(lanjut.sisa(&kalender, di("2026-01-08T11:30")), -jam(1), "overdue");
    }

    #[test]
    fn a_calendar_that_changes_keeps_what_was_counted() {
        let lima = Kalender::bawaan(Zona::Wib);
        let mut libur = lima.clone();
        libur.libur.insert(date(2026, 1, 6), "Libur mendadak".into());
        libur.libur.insert(date(2026, 1, 7), "Libur mendadak".into());
        let hitungan = Hitungan::mulai(jam(8), di("2026-01-06T08:00"));
        assert_eq!(hitungan.tenggat(&lima), Some(di("2026-01-07T08:30")));
        // Declared at ten: the two hours of this morning stay counted, the rest of the day does not.
        let sesudah = hitungan.tutup_buku(&lima, di("2026-01-06T10:00"));
        assert_eq!(sesudah.terpakai, jam(2));
        assert_eq!(sesudah.tenggat(&libur), Some(di("2026-01-08T14:30")));
        assert_eq!(sesudah.tutup_buku(&libur, di("2026-01-06T15:00")).terpakai, jam(2));
        let diam = hitungan.jeda(&lima, di("2026-01-06T09:00"));
        assert_eq!(diam.tutup_buku(&lima, di("2026-01-06T10:00")), diam);
    }

    fn menit() -> impl Strategy<Value = Timestamp> {
        (0_i64..60_000).prop_map(|m| di("2026-01-01T00:00") + SignedDuration::from_mins(m))
    }

    proptest! {
        #[test]
        fn a_pause_never_shortens(mut saat in proptest::collection::vec(menit(), 3), jatah in 1_i64..4_000) {
            saat.sort_unstable();
            let kalender = Kalender::bawaan(Zona::Wib);
            let tanpa = Hitungan::mulai(SignedDuration::from_mins(jatah), saat[0]);
            let dengan = tanpa.jeda(&kalender, saat[1]).lanjut(saat[2]);
            // Who was overdue before the pause stays so: the due time is then the instant of going on.
            prop_assert!(dengan.tenggat(&kalender) >= tanpa.tenggat(&kalender));
            prop_assert!(dengan.pakai(&kalender, saat[2]) <= tanpa.pakai(&kalender, saat[2]));
        }

        #[test]
        fn settling_under_the_same_calendar_changes_nothing(mulai in menit(), kini in menit(), jatah in 1_i64..4_000) {
            let (mulai, kini) = (mulai.min(kini), mulai.max(kini));
            let kalender = Kalender::bawaan(Zona::Wib);
            let hitungan = Hitungan::mulai(SignedDuration::from_mins(jatah), mulai);
            let tutup = hitungan.tutup_buku(&kalender, kini);
            prop_assert_eq!(hitungan.sisa(&kalender, kini), tutup.sisa(&kalender, kini));
            if hitungan.tenggat(&kalender) >= Some(kini) {
                prop_assert_eq!(hitungan.tenggat(&kalender), tutup.tenggat(&kalender));
            }
        }
    }

    #[test]
    fn a_six_day_week_is_another_calendar() {
        let mut enam = Kalender::bawaan(Zona::Wib);
        enam.jam = Pola::EnamHari.jam().into_iter().map(|(m, h, j)| ((m, h), j)).collect();
        let hitungan = Hitungan::mulai(jam(4), di("2026-01-09T10:00"));
        assert_eq!(
            hitungan.tenggat(&enam),
            Some(di("2026-01-10T10:00")),
            "Friday ends at eleven, Saturday works"
        );
    }
}
