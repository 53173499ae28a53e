/// What may be reported, in the words of who reports it. The numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JenisUsulan {
    Lahir = 1,
    Mati = 2,
    PindahKeluar = 3,
    Datang = 4,
    PindahDalam = 5,
    /// Lives elsewhere in the same neighbourhood than the register says.
    Alamat = 6,
    Hilang = 7,
    Kembali = 8,
    /// A boarder, a tenant, a pupil of a boarding school, a guest.
    Sementara = 9,
    Kawin = 10,
    /// Left without a moving letter.
    Pergi = 11,
    Lainnya = 12,
}

/// Whether a proposal names somebody of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orangnya {
    /// Somebody of the register.
    Terdaftar,
    /// Either somebody of the register, or a name.
    Bebas,
    /// Somebody who is not registered yet: a name.
    Baru,
}

impl JenisUsulan {
    /// In the order in which they are offered: the frequent ones first.
    pub const SEMUA: [Self; 12] = [
        Self::Lahir,
        Self::Mati,
        Self::Datang,
        Self::PindahKeluar,
        Self::PindahDalam,
        Self::Sementara,
        Self::Alamat,
        Self::Kawin,
        Self::Pergi,
        Self::Hilang,
        Self::Kembali,
        Self::Lainnya,
    ];

    pub fn kode(self) -> i16 {
        self as i16
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|jenis| jenis.kode() == kode)
    }

    /// The word in an address; the same as the event's form has, where there is one.
    pub fn kata(self) -> &'static str {
        match self {
            Self::Lahir => "lahir",
            Self::Mati => "mati",
            Self::PindahKeluar => "pindah-keluar",
            Self::Datang => "datang",
            Self::PindahDalam => "pindah-dalam",
            Self::Alamat => "alamat",
            Self::Hilang => "hilang",
            Self::Kembali => "kembali",
            Self::Sementara => "sementara",
            Self::Kawin => "kawin",
            Self::Pergi => "pergi",
            Self::Lainnya => "lainnya",
        }
    }

    pub fn dari_kata(kata: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|jenis| jenis.kata() == kata)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Lahir => "Bayi lahir",
            Self::Mati => "Warga meninggal",
            Self::PindahKeluar => "Warga pindah keluar",
            Self::Datang => "Warga datang menetap",
            Self::PindahDalam => "Pindah rumah, masih di sini",
            Self::Alamat => "Alamat perlu dibetulkan",
            Self::Hilang => "Warga hilang",
            Self::Kembali => "Warga kembali",
            Self::Sementara => "Kos, kontrak, atau tamu",
            Self::Kawin => "Warga menikah",
            Self::Pergi => "Pergi tanpa surat pindah",
            Self::Lainnya => "Lainnya",
        }
    }

    pub fn orangnya(self) -> Orangnya {
        match self {
            Self::Mati
            | Self::PindahKeluar
            | Self::PindahDalam
            | Self::Alamat
            | Self::Hilang
            | Self::Kawin
            | Self::Pergi => Orangnya::Terdaftar,
            Self::Lahir | Self::Kembali | Self::Lainnya => Orangnya::Bebas,
            Self::Datang | Self::Sementara => Orangnya::Baru,
        }
    }

    /// The question about a place, and whether it must be answered.
    pub fn tempat(self) -> Option<(&'static str, bool)> {
        match self {
            Self::PindahKeluar | Self::Pergi => Some(("Pindah ke mana", false)),
            Self::PindahDalam => Some(("Alamat yang baru", true)),
            Self::Datang => Some(("Datang dari mana", true)),
            Self::Alamat => Some(("Alamat yang benar", true)),
            Self::Sementara => Some(("Tinggal di rumah siapa", true)),
            _ => None,
        }
    }

    /// The question about the day.
    pub fn tanya_tanggal(self) -> &'static str {
        match self {
            Self::Lahir => "Tanggal lahir",
            Self::Mati => "Tanggal meninggal",
            Self::PindahKeluar | Self::PindahDalam => "Tanggal pindah",
            Self::Datang | Self::Sementara => "Tanggal datang",
            Self::Kawin => "Tanggal menikah",
            Self::Alamat => "Sejak tanggal",
            _ => "Tanggal kejadian",
        }
    }

    /// The word of the event's form that acceptance leads to.
    pub fn peristiwa(self) -> Option<&'static str> {
        match self {
            Self::Alamat | Self::Sementara | Self::Lainnya => None,
            lain => Some(lain.kata()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_by_number_and_word() {
        let mut nomor: Vec<i16> = JenisUsulan::SEMUA.iter().map(|jenis| jenis.kode()).collect();
        nomor.sort_unstable();
        assert_eq!(nomor, (1..=12).collect::<Vec<i16>>());
        for jenis in JenisUsulan::SEMUA {
            assert_eq!(JenisUsulan::dari_kode(jenis.kode()), Some(jenis));
            assert_eq!(JenisUsulan::dari_kata(jenis.kata()), Some(jenis));
            assert!(!jenis.label().is_empty() && !jenis.tanya_tanggal().is_empty());
        }
        assert_eq!((JenisUsulan::dari_kode(0), JenisUsulan::dari_kata("x")), (None, None));
        assert_eq!(JenisUsulan::Mati.peristiwa(), Some("mati"));
        assert_eq!(JenisUsulan::Alamat.peristiwa(), None, "an address is corrected at once");
    }
}
