//! Who stays for a while without becoming a resident: boarders, tenants, pupils, guests, foreigners on a permit.
//!
//! They come, prolong and leave as acts with two days: when it happened and when the village heard of it. They
//! stand in no permanent report; they are counted in their own book (Permendagri 47/2016, B.4).

mod hitung;
mod mutasi;

use jiff::civil::Date;

use crate::entitas::PendudukSementara;

pub use hitung::{Hitungan, Kelompok, hitung};
pub use mutasi::{GalatSementara, Jadi, Lapor, datang, jadikan_penduduk, pergi, perpanjang};

/// Why somebody stays. The numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JenisTinggal {
    /// Stays nowhere here: only asked for a letter.
    Surat = 0,
    Kos = 1,
    Kontrak = 2,
    Santri = 3,
    Bekerja = 4,
    Berkunjung = 5,
    /// A foreigner on a limited permit (KITAS) or a visa.
    Asing = 6,
    Lainnya = 7,
}

impl JenisTinggal {
    /// Those who stay.
    pub const TINGGAL: [Self; 7] =
        [Self::Kos, Self::Kontrak, Self::Santri, Self::Bekerja, Self::Berkunjung, Self::Asing, Self::Lainnya];

    pub fn kode(self) -> i16 {
        self as i16
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        std::iter::once(Self::Surat).chain(Self::TINGGAL).find(|jenis| jenis.kode() == kode)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Surat => "Hanya untuk surat",
            Self::Kos => "Kos",
            Self::Kontrak => "Kontrak rumah",
            Self::Santri => "Santri atau pelajar asrama",
            Self::Bekerja => "Bekerja sementara",
            Self::Berkunjung => "Tamu atau keluarga",
            Self::Asing => "WNA dengan izin tinggal",
            Self::Lainnya => "Lainnya",
        }
    }
}

/// What happened. The numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JenisMutasi {
    Datang = 1,
    Perpanjangan = 2,
    Pergi = 3,
    JadiPenduduk = 4,
}

impl JenisMutasi {
    pub fn kode(self) -> i16 {
        self as i16
    }

    pub fn label(kode: i16) -> &'static str {
        match kode {
            1 => "Datang",
            2 => "Masa tinggal diperpanjang",
            3 => "Pergi",
            _ => "Menjadi penduduk",
        }
    }
}

/// How somebody's stay stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeadaanTinggal {
    Surat,
    Tinggal,
    /// Still here, though the stay was to end before this day.
    Habis,
    Pergi,
    JadiPenduduk,
}

impl KeadaanTinggal {
    pub fn label(self) -> &'static str {
        match self {
            Self::Surat => "Hanya untuk surat",
            Self::Tinggal => "Tinggal di sini",
            Self::Habis => "Masa tinggal habis",
            Self::Pergi => "Sudah pergi",
            Self::JadiPenduduk => "Menjadi penduduk",
        }
    }
}

impl PendudukSementara {
    pub fn jenis(&self) -> JenisTinggal {
        JenisTinggal::dari_kode(self.jenis).unwrap_or(JenisTinggal::Lainnya)
    }

    pub fn keadaan(&self, hari: Date) -> KeadaanTinggal {
        if self.penduduk_id.is_some() {
            KeadaanTinggal::JadiPenduduk
        } else if self.jenis() == JenisTinggal::Surat {
            KeadaanTinggal::Surat
        } else if self.pergi.is_some_and(|pergi| pergi.0 <= hari) {
            KeadaanTinggal::Pergi
        } else if self.sampai.is_some_and(|sampai| sampai.0 < hari) {
            KeadaanTinggal::Habis
        } else {
            KeadaanTinggal::Tinggal
        }
    }

    /// Whether they are here on a day, so that they may prolong or leave.
    pub fn masih_di_sini(&self, hari: Date) -> bool {
        matches!(self.keadaan(hari), KeadaanTinggal::Tinggal | KeadaanTinggal::Habis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_by_its_number() {
        for jenis in JenisTinggal::TINGGAL {
            assert_eq!(JenisTinggal::dari_kode(jenis.kode()), Some(jenis));
        }
        assert_eq!(JenisTinggal::dari_kode(0), Some(JenisTinggal::Surat));
        assert_eq!(JenisTinggal::dari_kode(99), None);
        assert_eq!(JenisMutasi::label(JenisMutasi::Pergi.kode()), "Pergi");
    }
}
