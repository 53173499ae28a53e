//! Social aid: programmes, and who is in them.

mod paket;
pub mod store;
mod web;

use ::web::{Feature, Grant, Permission, Role};

pub use paket::DATA_ORANG;
pub use store::{Bantuan, Penerima};

/// See programmes and who is in them.
pub const LIHAT: Permission = Permission("kesejahteraan.lihat");

/// Whom a programme is for (OpenSID's *sasaran*, as ministries use the words).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sasaran {
    Penduduk,
    Keluarga,
    RumahTangga,
    Kelompok,
}

impl Sasaran {
    pub const SEMUA: [Self; 4] = [Self::Penduduk, Self::Keluarga, Self::RumahTangga, Self::Kelompok];

    /// As stored.
    pub fn kode(self) -> i16 {
        match self {
            Self::Penduduk => 1,
            Self::Keluarga => 2,
            Self::RumahTangga => 3,
            Self::Kelompok => 4,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Penduduk => "Perorangan",
            Self::Keluarga => "Keluarga",
            Self::RumahTangga => "Rumah tangga",
            Self::Kelompok => "Kelompok",
        }
    }
}

pub fn feature() -> Feature {
    let mut f = Feature::new("kesejahteraan");
    f.roles = vec![
        Grant { role: Role::Operator, permissions: &[LIHAT] },
        Grant { role: Role::Verifikator, permissions: &[LIHAT] },
        Grant { role: Role::Penandatangan, permissions: &[LIHAT] },
    ];
    f.routes = web::routes();
    f.menu = web::menu();
    f.entities = vec![<Bantuan as db::Entity>::DEF, <Penerima as db::Entity>::DEF];
    f.statements = vec![store::STATEMENTS];
    f
}

#[cfg(test)]
mod tests {
    use super::Sasaran;

    #[test]
    fn whom_it_is_for_is_kept_by_its_code() {
        for satu in Sasaran::SEMUA {
            assert_eq!(Sasaran::dari_kode(satu.kode()), Some(satu));
        }
        assert_eq!(Sasaran::dari_kode(0), None);
    }
}
