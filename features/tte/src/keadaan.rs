//! How an installed certificate stands today.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::SertifikatPejabat;

/// How long before its end a certificate is spoken of: a new one takes weeks to get.
const INGATKAN: SignedDuration = SignedDuration::from_hours(30 * 24);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keadaan {
    Berlaku,
    /// Ends within 30 days; so many full days are left.
    SegeraHabis(i64),
    Habis,
    BelumMulai,
    Dicabut,
}

impl Keadaan {
    pub(crate) fn dari(dari: Timestamp, sampai: Timestamp, now: Timestamp) -> Self {
        let left = sampai.duration_since(now);
        if left.is_negative() {
            Self::Habis
        } else if now < dari {
            Self::BelumMulai
        } else if left <= INGATKAN {
            Self::SegeraHabis(left.as_hours() / 24)
        } else {
            Self::Berlaku
        }
    }

    pub(crate) fn sertifikat(row: &SertifikatPejabat, now: Timestamp) -> Self {
        if row.dicabut_pada.is_some() {
            return Self::Dicabut;
        }
        Self::dari(row.berlaku_dari.timestamp(), row.berlaku_sampai.timestamp(), now)
    }

    pub(crate) fn kata(self) -> String {
        match self {
            Self::Berlaku => "Berlaku".to_owned(),
            Self::SegeraHabis(0) => "Habis hari ini".to_owned(),
            Self::SegeraHabis(days) => format!("Habis {days} hari lagi"),
            Self::Habis => "Habis masa berlaku".to_owned(),
            Self::BelumMulai => "Belum mulai".to_owned(),
            Self::Dicabut => "Dicabut".to_owned(),
        }
    }

    pub(crate) fn tone(self) -> ui::Tone {
        match self {
            Self::Berlaku => ui::Tone::Good,
            Self::SegeraHabis(_) | Self::BelumMulai => ui::Tone::Wait,
            Self::Habis => ui::Tone::Bad,
            Self::Dicabut => ui::Tone::Plain,
        }
    }

    pub(crate) fn menandatangani(self) -> bool {
        matches!(self, Self::Berlaku | Self::SegeraHabis(_))
    }
}

/// The certificates that need somebody: the one that signs for its official ends soon, or the newest
/// has ended and none took its place. `all` is newest first, as [`crate::list_sertifikat`] gives it.
pub(crate) fn perlu_diganti(all: &[SertifikatPejabat], now: Timestamp) -> Vec<(&SertifikatPejabat, Keadaan)> {
    let mut pejabat: Vec<Uuid> = Vec::new();
    for row in all.iter().filter(|row| row.dicabut_pada.is_none()) {
        if !pejabat.contains(&row.pejabat_id) {
            pejabat.push(row.pejabat_id);
        }
    }
    let mut found = Vec::new();
    for id in pejabat {
        let own = || all.iter().filter(move |row| row.pejabat_id == id && row.dicabut_pada.is_none());
        let signs = own().find(|row| Keadaan::sertifikat(row, now).menandatangani());
        let Some(row) = signs.or_else(|| own().next()) else { continue };
        let keadaan = Keadaan::sertifikat(row, now);
        if matches!(keadaan, Keadaan::SegeraHabis(_) | Keadaan::Habis) {
            found.push((row, keadaan));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + day * 86_400).unwrap()
    }

    fn row(pejabat: u128, dari: i64, sampai: i64) -> SertifikatPejabat {
        SertifikatPejabat {
            id: Uuid::from_u128(u128::from(dari.unsigned_abs()) + 1),
            pejabat_id: Uuid::from_u128(pejabat),
            nama: "Siti".into(),
            penerbit: "CA".into(),
            p12: Vec::new().into(),
            serial: "01".into(),
            cert_sha256: String::new(),
            berlaku_dari: at(dari).into(),
            berlaku_sampai: at(sampai).into(),
            sumber: "impor".into(),
            dicabut_pada: None,
            alasan_cabut: None,
            dibuat_pada: at(dari).into(),
        }
    }

    #[test]
    fn a_certificate_is_spoken_of_thirty_days_before_its_end() {
        for (now, expected) in [
            (-1, Keadaan::BelumMulai),
            (0, Keadaan::Berlaku),
            (69, Keadaan::Berlaku),
            (70, Keadaan::SegeraHabis(30)),
            (99, Keadaan::SegeraHabis(1)),
            (100, Keadaan::SegeraHabis(0)),
            (101, Keadaan::Habis),
        ] {
            assert_eq!(Keadaan::sertifikat(&row(1, 0, 100), at(now)), expected, "day {now}");
        }
        let mut revoked = row(1, 0, 100);
        revoked.dicabut_pada = Some(at(1).into());
        assert_eq!(Keadaan::sertifikat(&revoked, at(2)), Keadaan::Dicabut);
        assert!(!Keadaan::Dicabut.menandatangani());
    }

    #[test]
    fn a_successor_silences_the_warning_and_a_revoked_one_does_not() {
        let (old, new) = (row(1, 0, 100), row(1, 80, 800));
        let check = |rows: &[SertifikatPejabat], now, expected: usize| {
            assert_eq!(perlu_diganti(rows, at(now)).len(), expected, "{} rows, day {now}", rows.len());
        };
        check(std::slice::from_ref(&old), 50, 0);
        check(std::slice::from_ref(&old), 90, 1);
        check(std::slice::from_ref(&old), 120, 1);
        check(&[new.clone(), old.clone()], 90, 0);
        check(&[new.clone(), old.clone(), row(2, 0, 100)], 90, 1);
        let mut revoked = new;
        revoked.dicabut_pada = Some(at(85).into());
        check(&[revoked.clone(), old], 90, 1);
        check(&[revoked], 90, 0);
    }
}
