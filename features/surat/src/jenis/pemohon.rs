//! Who may ask for a letter, and who says first that it is one of theirs.

use serde::Deserialize;

/// Who may ask for a letter about somebody else without coming. For their minor children parents always may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wakil {
    /// The head of the family card and the spouse, for everybody on it.
    #[default]
    Keluarga,
    /// Nobody: what an adult declares, owns or earns is their own to ask for.
    Sendiri,
}

/// Who of the neighbourhood says that it is one of theirs who asks, before the office works on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Konfirmasi {
    #[default]
    Tanpa,
    Rt,
    Rw,
    Dukuh,
}

impl Konfirmasi {
    pub const SEMUA: [Self; 4] = [Self::Tanpa, Self::Rt, Self::Rw, Self::Dukuh];

    /// As stored.
    pub const fn kode(self) -> i16 {
        match self {
            Self::Tanpa => 0,
            Self::Rt => 1,
            Self::Rw => 2,
            Self::Dukuh => 3,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }

    /// "Ketua RT"; `kepala_dusun` is the village's own word. Nothing where nobody is asked.
    pub fn siapa(self, kepala_dusun: Option<&str>) -> String {
        match self {
            Self::Tanpa => String::new(),
            Self::Rt => "Ketua RT".to_owned(),
            Self::Rw => "Ketua RW".to_owned(),
            Self::Dukuh => kepala_dusun.unwrap_or("Kepala Dusun").to_owned(),
        }
    }
}
