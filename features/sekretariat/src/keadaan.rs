//! The words of this room, as stored and as shown.

use ui::Tone;

macro_rules! kode {
    ($(#[$doc:meta])* $nama:ident { $($varian:ident = $kode:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $nama { $($varian,)* }

        impl $nama {
            pub const SEMUA: &[Self] = &[$(Self::$varian,)*];

            /// As stored.
            pub fn kode(self) -> i16 {
                match self { $(Self::$varian => $kode,)* }
            }

            pub fn dari_kode(kode: i16) -> Option<Self> {
                Self::SEMUA.iter().copied().find(|satu| satu.kode() == kode)
            }

            pub fn label(self) -> &'static str {
                match self { $(Self::$varian => $label,)* }
            }
        }
    };
}

kode! {
    /// How a letter that came in is to be handled (Permendagri 1/2023).
    Sifat { Biasa = 1, "Biasa"; Penting = 2, "Penting"; Segera = 3, "Segera"; Rahasia = 4, "Rahasia"; }
}

kode! {
    /// Where a letter that came in stands.
    Keadaan {
        Baru = 1, "Baru";
        Didisposisikan = 2, "Didisposisikan";
        Ditindaklanjuti = 3, "Ditindaklanjuti";
        Diarsipkan = 4, "Diarsipkan";
    }
}

kode! {
    /// What was done with a letter that came in.
    Tindakan {
        Pencatatan = 1, "Dicatat";
        Koreksi = 2, "Dikoreksi";
        Pembatalan = 3, "Dibatalkan";
        Pemindaian = 4, "Pindaian ditambah";
        Disposisi = 5, "Didisposisikan";
        Pembacaan = 6, "Dibaca";
        Penyelesaian = 7, "Selesai dikerjakan";
        Pengarsipan = 8, "Diarsipkan";
        Pemusnahan = 9, "Dimusnahkan";
    }
}

kode! {
    /// What becomes of an archive in the end (UU 43/2009).
    Nasib { Musnah = 1, "Musnah"; Permanen = 2, "Permanen"; }
}

kode! {
    /// Where a destruction stands.
    KeadaanMusnah { Diusulkan = 1, "Menunggu keputusan"; Dilaksanakan = 2, "Dilaksanakan"; Ditarik = 3, "Ditarik"; }
}

kode! {
    /// What is destroyed.
    Arsip { Masuk = 1, "Surat masuk"; Dinas = 2, "Surat keluar"; }
}

impl Sifat {
    pub fn nada(self) -> Tone {
        match self {
            Self::Biasa => Tone::Plain,
            Self::Penting => Tone::Info,
            Self::Segera => Tone::Wait,
            Self::Rahasia => Tone::Bad,
        }
    }
}

impl Keadaan {
    pub fn nada(self) -> Tone {
        match self {
            Self::Baru => Tone::Wait,
            Self::Didisposisikan => Tone::Info,
            Self::Ditindaklanjuti => Tone::Good,
            Self::Diarsipkan => Tone::Plain,
        }
    }
}

/// The usual orders on a disposition sheet, by their stored code. Habit of offices, no law.
pub const PETUNJUK: [(&str, &str); 9] = [
    ("tindaklanjut", "Tindak lanjuti"),
    ("ketahui", "Untuk diketahui"),
    ("jawab", "Siapkan jawaban"),
    ("hadiri", "Hadiri atau wakili"),
    ("koordinasi", "Koordinasikan dengan pihak terkait"),
    ("telaah", "Beri telaah dan saran"),
    ("umumkan", "Umumkan kepada warga"),
    ("bicara", "Bicarakan dengan saya"),
    ("arsip", "Simpan sebagai arsip"),
];

/// The orders behind stored codes, in the sheet's order.
pub fn petunjuk(kode: &str) -> Vec<&'static str> {
    let ada = |satu: &str| kode.split_whitespace().any(|lain| lain == satu);
    PETUNJUK.iter().filter(|(kode, _)| ada(kode)).map(|(_, label)| *label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_there_and_back() {
        for sifat in Sifat::SEMUA {
            assert_eq!(Sifat::dari_kode(sifat.kode()), Some(*sifat));
        }
        for keadaan in Keadaan::SEMUA {
            assert_eq!(Keadaan::dari_kode(keadaan.kode()), Some(*keadaan));
        }
        assert_eq!(Sifat::dari_kode(9), None);
    }

    #[test]
    fn orders_are_told_in_the_order_of_the_sheet() {
        assert_eq!(petunjuk("arsip jawab tak_ada"), ["Siapkan jawaban", "Simpan sebagai arsip"]);
    }
}
