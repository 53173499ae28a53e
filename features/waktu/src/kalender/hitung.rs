//! Counting working time.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::Kalender;

/// An office that does not work for so many days has no due times.
const TANPA_KERJA: u32 = 400;

impl Kalender {
    /// The stretches of work of a day, as instants.
    fn saat(&self, hari: Date) -> Vec<(Timestamp, Timestamp)> {
        let Some(awal) = self.zona.awal_hari(hari) else { return Vec::new() };
        let menit = |menit: i16| awal + SignedDuration::from_mins(i64::from(menit));
        self.rentang(hari).iter().map(|r| (menit(r.dari), menit(r.sampai))).collect()
    }

    /// How much working time lies between two instants; none where the second is not later.
    pub fn lama_kerja(&self, dari: Timestamp, sampai: Timestamp) -> SignedDuration {
        let mut jumlah = SignedDuration::ZERO;
        if sampai <= dari {
            return jumlah;
        }
        let akhir = self.zona.tanggal(sampai);
        let mut hari = self.zona.tanggal(dari);
        while hari <= akhir {
            for (buka, tutup) in self.saat(hari) {
                let (buka, tutup) = (buka.max(dari), tutup.min(sampai));
                if tutup > buka {
                    jumlah += tutup.duration_since(buka);
                }
            }
            let Ok(besok) = hari.tomorrow() else { break };
            hari = besok;
        }
        jumlah
    }

    /// The first instant at which so much working time has passed since `mulai`. `None` where the office has
    /// no working hours left.
    pub fn tenggat(&self, mulai: Timestamp, lama: SignedDuration) -> Option<Timestamp> {
        if lama <= SignedDuration::ZERO {
            return Some(mulai);
        }
        let mut sisa = lama;
        let mut hari = self.zona.tanggal(mulai);
        let mut tanpa_kerja = 0;
        while tanpa_kerja < TANPA_KERJA {
            let rentang = self.saat(hari);
            tanpa_kerja = if rentang.is_empty() { tanpa_kerja + 1 } else { 0 };
            for (buka, tutup) in rentang {
                let buka = buka.max(mulai);
                if tutup <= buka {
                    continue;
                }
                let ada = tutup.duration_since(buka);
                if ada >= sisa {
                    return buka.checked_add(sisa).ok();
                }
                sisa -= ada;
            }
            hari = hari.tomorrow().ok()?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kamus::Zona;
    use proptest::prelude::*;

    use super::*;
    use crate::kalender::{JamHari, Masa};

    /// Holidays: Thursday 1 January, Tuesday 17 March 2026. Ramadan 18 February to 19 March. Night counter on Mondays.
    fn kantor(zona: Zona) -> Kalender {
        let mut kalender = Kalender::bawaan(zona);
        kalender.libur.insert(date(2026, 1, 1), "Tahun Baru".into());
        kalender.libur.insert(date(2026, 3, 17), "Libur".into());
        kalender.ramadan.push((date(2026, 2, 18), date(2026, 3, 19)));
        kalender.jam.insert((Masa::Malam, 1), JamHari { buka: 1080, tutup: 1260, istirahat: None });
        kalender
    }

    fn jam(jam: i64, menit: i64) -> SignedDuration {
        SignedDuration::from_mins(jam * 60 + menit)
    }

    /// `2026-01-05T08:00` on the wall clock of the zone.
    fn di(zona: Zona, teks: &str) -> Timestamp {
        zona.offset().to_timestamp(teks.parse().unwrap()).unwrap()
    }

    #[test]
    fn four_working_hours_end_where_the_table_says() {
        for (mulai, tenggat, sebab) in [
            ("2026-01-06T07:30", "2026-01-06T11:30", "a morning"),
            ("2026-01-06T08:00", "2026-01-06T12:00", "just before the rest"),
            ("2026-01-06T08:30", "2026-01-06T13:30", "over the rest"),
            ("2026-01-06T12:30", "2026-01-07T08:30", "begun in the rest"),
            ("2026-01-06T15:00", "2026-01-07T10:30", "over the night"),
            ("2026-01-06T23:59", "2026-01-07T11:30", "just before midnight"),
            ("2026-01-07T00:00", "2026-01-07T11:30", "midnight"),
            ("2026-01-09T10:00", "2026-01-09T15:30", "Friday's longer rest"),
            ("2026-01-09T16:00", "2026-01-12T11:00", "over the weekend"),
            ("2026-01-10T09:00", "2026-01-12T11:30", "on a Saturday"),
            ("2025-12-31T15:00", "2026-01-02T10:30", "a holiday in the middle, over New Year"),
            ("2026-01-12T15:00", "2026-01-12T21:00", "the night counter helps"),
            ("2026-02-17T15:00", "2026-02-18T11:00", "into Ramadan"),
            ("2026-03-16T14:00", "2026-03-18T11:00", "Ramadan and a holiday; no night counter"),
        ] {
            let kantor = kantor(Zona::Wib);
            let saat = kantor.tenggat(di(Zona::Wib, mulai), jam(4, 0)).unwrap();
            assert_eq!(Zona::Wib.waktu(saat).to_string(), format!("{tenggat}:00"), "{sebab}");
        }
    }

    #[test]
    fn every_zone_counts_on_its_own_wall_clock() {
        for zona in [Zona::Wib, Zona::Wita, Zona::Wit] {
            let kantor = kantor(zona);
            let tenggat = kantor.tenggat(di(zona, "2026-01-06T08:30"), jam(4, 0));
            assert_eq!(tenggat, Some(di(zona, "2026-01-06T13:30")), "{zona}");
            assert_eq!(
                kantor.lama_kerja(di(zona, "2026-01-05T00:00"), di(zona, "2026-01-12T00:00")),
                jam(40, 30),
                "{zona}"
            );
        }
        // The same instant is Friday evening in the west and already Saturday in the east.
        let saat = di(Zona::Wib, "2026-01-09T22:30");
        assert_eq!(Zona::Wit.tanggal(saat), date(2026, 1, 10));
    }

    #[test]
    fn an_office_that_never_works_has_no_due_time() {
        let mut tutup = Kalender::bawaan(Zona::Wib);
        tutup.jam.clear();
        let mulai = di(Zona::Wib, "2026-01-05T08:00");
        assert_eq!(tutup.tenggat(mulai, jam(4, 0)), None);
        assert_eq!(tutup.tenggat(mulai, SignedDuration::ZERO), Some(mulai));
        assert_eq!(tutup.lama_kerja(mulai, mulai + jam(10_000, 0)), SignedDuration::ZERO);
    }

    /// Minutes since 1 January 2026, 00.00 WIB, over four months.
    fn menit() -> impl Strategy<Value = Timestamp> {
        (0_i64..170_000).prop_map(|m| di(Zona::Wib, "2026-01-01T00:00") + SignedDuration::from_mins(m))
    }

    proptest! {
        #[test]
        fn working_time_adds_up(mut saat in proptest::collection::vec(menit(), 3)) {
            saat.sort_unstable();
            let kantor = kantor(Zona::Wib);
            prop_assert_eq!(
                kantor.lama_kerja(saat[0], saat[1]) + kantor.lama_kerja(saat[1], saat[2]),
                kantor.lama_kerja(saat[0], saat[2])
            );
            prop_assert_eq!(kantor.lama_kerja(saat[2], saat[0]), SignedDuration::ZERO);
        }

        #[test]
        fn a_due_time_is_the_first_instant_with_so_much_work(mulai in menit(), lama in 1_i64..5_000) {
            let kantor = kantor(Zona::Wib);
            let lama = SignedDuration::from_mins(lama);
            let tenggat = kantor.tenggat(mulai, lama).unwrap();
            prop_assert_eq!(kantor.lama_kerja(mulai, tenggat), lama);
            let sebelum = tenggat - SignedDuration::from_secs(1);
            prop_assert!(kantor.lama_kerja(mulai, sebelum) < lama);
        }

        #[test]
        fn later_and_longer_never_end_earlier(a in menit(), b in menit(), x in 0_i64..3_000, y in 0_i64..3_000) {
            let kantor = kantor(Zona::Wib);
            let (x, y) = (SignedDuration::from_mins(x.min(y)), SignedDuration::from_mins(x.max(y)));
            prop_assert!(kantor.tenggat(a.min(b), x) <= kantor.tenggat(a.max(b), x));
            prop_assert!(kantor.tenggat(a, x) <= kantor.tenggat(a, y));
        }
    }
}
