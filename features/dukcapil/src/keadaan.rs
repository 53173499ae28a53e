//! Where a case stands, and which act leads from one state to the next. Pure rules.

use ui::Tone;

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keadaan {
    /// Forms and requirements are gathered.
    Disiapkan,
    /// Handed over to Dukcapil.
    Dikirim,
    /// Dukcapil gave it back: something is missing.
    Kurang,
    /// The number was issued.
    Terbit,
    Batal,
}

impl Keadaan {
    pub const SEMUA: [Self; 5] = [Self::Disiapkan, Self::Dikirim, Self::Kurang, Self::Terbit, Self::Batal];

    /// As stored. Up to 3 a case is open.
    pub const fn kode(self) -> i16 {
        match self {
            Self::Disiapkan => 1,
            Self::Dikirim => 2,
            Self::Kurang => 3,
            Self::Terbit => 4,
            Self::Batal => 5,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|keadaan| keadaan.kode() == kode)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Disiapkan => "Disiapkan",
            Self::Dikirim => "Dikirim",
            Self::Kurang => "Kurang",
            Self::Terbit => "Terbit",
            Self::Batal => "Batal",
        }
    }

    pub const fn nada(self) -> Tone {
        match self {
            Self::Disiapkan => Tone::Info,
            Self::Dikirim | Self::Kurang => Tone::Wait,
            Self::Terbit => Tone::Good,
            Self::Batal => Tone::Bad,
        }
    }

    pub const fn terbuka(self) -> bool {
        self.kode() <= 3
    }
}

/// What can be done to a case. The noun is the act's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tindakan {
    /// A case begins.
    Pembukaan,
    Penyerahan,
    /// Dukcapil gave it back.
    Kekurangan,
    /// What was missing is there.
    Pelengkapan,
    Penerbitan,
    /// What was written down as issued was wrong.
    Pembetulan,
    Pembatalan,
}

impl Tindakan {
    pub const SEMUA: [Self; 7] = [
        Self::Pembukaan,
        Self::Penyerahan,
        Self::Kekurangan,
        Self::Pelengkapan,
        Self::Penerbitan,
        Self::Pembetulan,
        Self::Pembatalan,
    ];

    pub const fn kode(self) -> &'static str {
        match self {
            Self::Pembukaan => "pembukaan",
            Self::Penyerahan => "penyerahan",
            Self::Kekurangan => "kekurangan",
            Self::Pelengkapan => "pelengkapan",
            Self::Penerbitan => "penerbitan",
            Self::Pembetulan => "pembetulan",
            Self::Pembatalan => "pembatalan",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Pembukaan => "Berkas dimulai",
            Self::Penyerahan => "Diserahkan ke Dukcapil",
            Self::Kekurangan => "Dikembalikan Dukcapil",
            Self::Pelengkapan => "Dilengkapi",
            Self::Penerbitan => "Terbit",
            Self::Pembetulan => "Pencatatan terbit dibatalkan",
            Self::Pembatalan => "Berkas dibatalkan",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|tindakan| tindakan.kode() == kode)
    }

    /// Where it leads from a state; nowhere when it cannot be done there.
    pub const fn dari(self, keadaan: Keadaan) -> Option<Keadaan> {
        use Keadaan::{Batal, Dikirim, Disiapkan, Kurang, Terbit};
        match (self, keadaan) {
            (Self::Penyerahan, Disiapkan) | (Self::Pembetulan, Terbit) => Some(Dikirim),
            (Self::Kekurangan, Dikirim) => Some(Kurang),
            (Self::Pelengkapan, Kurang) => Some(Disiapkan),
            // Some offices issue at the desk, while the clerk waits.
            (Self::Penerbitan, Disiapkan | Dikirim | Kurang) => Some(Terbit),
            (Self::Pembatalan, Disiapkan | Dikirim | Kurang) => Some(Batal),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_lets_only_its_own_acts_pass() {
        use Tindakan::{Kekurangan, Pelengkapan, Pembatalan, Pembetulan, Penerbitan, Penyerahan};
        for (keadaan, boleh) in [
            (Keadaan::Disiapkan, vec![Penyerahan, Penerbitan, Pembatalan]),
            (Keadaan::Dikirim, vec![Kekurangan, Penerbitan, Pembatalan]),
            (Keadaan::Kurang, vec![Pelengkapan, Penerbitan, Pembatalan]),
            (Keadaan::Terbit, vec![Pembetulan]),
            (Keadaan::Batal, vec![]),
        ] {
            let dapat: Vec<Tindakan> =
                Tindakan::SEMUA.into_iter().filter(|t| t.dari(keadaan).is_some()).collect();
            assert_eq!(dapat, boleh, "{}", keadaan.label());
            assert_eq!(Keadaan::dari_kode(keadaan.kode()), Some(keadaan));
        }
        assert_eq!(Keadaan::dari_kode(6), None);
    }
}
