//! What a clock brings about as it runs: reminded, overdue, and upwards.

use jiff::{SignedDuration, Timestamp};

use super::hitungan::Hitungan;
use crate::kalender::Kalender;

/// How far a clock has come. It never goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tahap {
    Awal,
    /// Due soon.
    Segera,
    /// Past its due time.
    Lewat,
    /// Seen by the kecamatan.
    Kecamatan,
    /// Seen by the regency.
    Dinas,
}

impl Tahap {
    pub const SEMUA: [Self; 5] = [Self::Awal, Self::Segera, Self::Lewat, Self::Kecamatan, Self::Dinas];

    pub const fn kode(self) -> i16 {
        match self {
            Self::Awal => 0,
            Self::Segera => 1,
            Self::Lewat => 2,
            Self::Kecamatan => 3,
            Self::Dinas => 4,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|tahap| tahap.kode() == kode)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Awal => "Dalam waktu",
            Self::Segera => "Segera jatuh tempo",
            Self::Lewat => "Lewat waktu",
            Self::Kecamatan => "Naik ke kecamatan",
            Self::Dinas => "Naik ke kabupaten",
        }
    }

    pub const fn nada(self) -> ui::Tone {
        match self {
            Self::Awal => ui::Tone::Good,
            Self::Segera => ui::Tone::Wait,
            Self::Lewat | Self::Kecamatan | Self::Dinas => ui::Tone::Bad,
        }
    }
}

/// When somebody hears of it, in working time. What is absent does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ambang {
    /// So long before the due time.
    pub segera: SignedDuration,
    /// So long after it.
    pub kecamatan: Option<SignedDuration>,
    pub dinas: Option<SignedDuration>,
}

impl Default for Ambang {
    /// An hour before; one usual working day after; three.
    fn default() -> Self {
        let hari = SignedDuration::from_mins(450);
        Self { segera: SignedDuration::from_hours(1), kecamatan: Some(hari), dinas: Some(hari * 3) }
    }
}

impl Ambang {
    /// Of a kecamatan's own work: after one usual working day the regency sees it.
    pub fn kecamatan() -> Self {
        let biasa = Self::default();
        Self { kecamatan: None, dinas: biasa.kecamatan, ..biasa }
    }
}

/// The next stage of a clock and when it comes.
pub fn berikutnya(
    hitungan: &Hitungan,
    kalender: &Kalender,
    ambang: &Ambang,
    tahap: Tahap,
) -> Option<(Tahap, Timestamp)> {
    let jatah = hitungan.jatah;
    let sesudah = |lewat: Option<SignedDuration>| lewat.map(|lewat| jatah + lewat);
    let pakai = [
        // A short service is reminded of half-way at the latest.
        (Tahap::Segera, Some((jatah - ambang.segera).max(jatah / 2))),
        (Tahap::Lewat, Some(jatah)),
        (Tahap::Kecamatan, sesudah(ambang.kecamatan)),
        (Tahap::Dinas, sesudah(ambang.dinas)),
    ];
    let (tahap, pakai) = pakai.into_iter().find_map(|(t, pakai)| Some((t, pakai.filter(|_| t > tahap)?)))?;
    Some((tahap, hitungan.mencapai(kalender, pakai)?))
}

#[cfg(test)]
mod tests {
    use kamus::Zona;

    use super::*;

    fn di(teks: &str) -> Timestamp {
        Zona::Wib.offset().to_timestamp(teks.parse().unwrap()).unwrap()
    }

    #[test]
    fn stages_come_one_after_another() {
        let kalender = Kalender::bawaan(Zona::Wib);
        let hitungan = Hitungan::mulai(SignedDuration::from_hours(4), di("2026-01-06T07:30"));
        let lanjut = |ambang: &Ambang, tahap| berikutnya(&hitungan, &kalender, ambang, tahap);
        let biasa = Ambang::default();
        for (tahap, harapan) in [
            (Tahap::Awal, Some((Tahap::Segera, "2026-01-06T10:30"))),
            (Tahap::Segera, Some((Tahap::Lewat, "2026-01-06T11:30"))),
            (Tahap::Lewat, Some((Tahap::Kecamatan, "2026-01-07T11:30"))),
            (Tahap::Kecamatan, Some((Tahap::Dinas, "2026-01-09T11:30"))),
            (Tahap::Dinas, None),
        ] {
            assert_eq!(lanjut(&biasa, tahap), harapan.map(|(t, saat)| (t, di(saat))), "{tahap:?}");
            assert_eq!(Tahap::dari_kode(tahap.kode()), Some(tahap));
        }
        let sendiri = Ambang { kecamatan: None, dinas: None, ..biasa };
        assert_eq!(lanjut(&sendiri, Tahap::Lewat), None);
        let langsung = Ambang { kecamatan: None, ..biasa };
        assert_eq!(lanjut(&langsung, Tahap::Lewat).unwrap().0, Tahap::Dinas);
        let lama = Ambang { segera: SignedDuration::from_hours(40), ..biasa };
        assert_eq!(lanjut(&lama, Tahap::Awal), Some((Tahap::Segera, di("2026-01-06T09:30"))));
        assert_eq!(
            berikutnya(&hitungan.jeda(&kalender, di("2026-01-06T08:00")), &kalender, &biasa, Tahap::Awal),
            None
        );
    }
}
