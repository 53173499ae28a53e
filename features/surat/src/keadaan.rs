//! The states of a letter and which act leads from one to the next. Pure rules.

use crate::jenis::Cara;

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keadaan {
    /// Sent back with a reason; the maker may change it and submit again.
    Dikembalikan,
    /// Waits for the paraf of one step of its chain.
    Paraf,
    /// Has its number and waits for the signature.
    TandaTangan,
    Terbit,
    /// Given up before it was issued; a number it had stands as BATAL in the agenda.
    Batal,
    /// Issued, then revoked with a reason.
    Dicabut,
    /// Issued, then replaced by a letter with a new number.
    Diganti,
}

impl Keadaan {
    pub const SEMUA: [Self; 7] = [
        Self::Dikembalikan,
        Self::Paraf,
        Self::TandaTangan,
        Self::Terbit,
        Self::Batal,
        Self::Dicabut,
        Self::Diganti,
    ];

    /// As stored.
    pub fn kode(self) -> i16 {
        match self {
            Self::Dikembalikan => 1,
            Self::Paraf => 2,
            Self::TandaTangan => 3,
            Self::Terbit => 4,
            Self::Batal => 5,
            Self::Dicabut => 6,
            Self::Diganti => 7,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|keadaan| keadaan.kode() == kode)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Dikembalikan => "Dikembalikan",
            Self::Paraf => "Menunggu paraf",
            Self::TandaTangan => "Menunggu tanda tangan",
            Self::Terbit => "Terbit",
            Self::Batal => "BATAL",
            Self::Dicabut => "Dicabut",
            Self::Diganti => "Diganti",
        }
    }

    /// The same in the width of a list's column.
    pub fn singkat(self) -> &'static str {
        match self {
            Self::Paraf => "Tunggu paraf",
            Self::TandaTangan => "Tunggu ttd",
            lain => lain.label(),
        }
    }

    pub fn nada(self) -> ui::Tone {
        match self {
            Self::Terbit => ui::Tone::Good,
            Self::Paraf | Self::TandaTangan => ui::Tone::Wait,
            Self::Dikembalikan => ui::Tone::Info,
            Self::Batal | Self::Dicabut => ui::Tone::Bad,
            Self::Diganti => ui::Tone::Plain,
        }
    }
}

/// What can be done to a letter. The noun is the act's name in the ledger and in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tindakan {
    Pengajuan,
    Perubahan,
    Paraf,
    Pengembalian,
    Penomoran,
    Penerbitan,
    Penandatanganan,
    Pembatalan,
    Pencabutan,
    Penggantian,
    Pencatatan,
    Pemindaian,
    Pengambilan,
    /// To a service where the signer signs it.
    Pengiriman,
    /// Back from there, unsigned.
    Penarikan,
    /// Passed on to the office above, which signs too.
    Penerusan,
    /// Carried there by hand.
    Pembawaan,
    /// Taken back from there.
    PenarikanCamat,
    /// Signed there.
    Pengukuhan,
    PengembalianCamat,
}

impl Tindakan {
    const SEMUA: [Self; 20] = [
        Self::Pengajuan,
        Self::Perubahan,
        Self::Paraf,
        Self::Pengembalian,
        Self::Penomoran,
        Self::Penerbitan,
        Self::Penandatanganan,
        Self::Pembatalan,
        Self::Pencabutan,
        Self::Penggantian,
        Self::Pencatatan,
        Self::Pemindaian,
        Self::Pengambilan,
        Self::Pengiriman,
        Self::Penarikan,
        Self::Penerusan,
        Self::Pembawaan,
        Self::PenarikanCamat,
        Self::Pengukuhan,
        Self::PengembalianCamat,
    ];

    /// As stored.
    pub fn kode(self) -> &'static str {
        match self {
            Self::Pengajuan => "pengajuan",
            Self::Perubahan => "perubahan",
            Self::Paraf => "paraf",
            Self::Pengembalian => "pengembalian",
            Self::Penomoran => "penomoran",
            Self::Penerbitan => "penerbitan",
            Self::Penandatanganan => "penandatanganan",
            Self::Pembatalan => "pembatalan",
            Self::Pencabutan => "pencabutan",
            Self::Penggantian => "penggantian",
            Self::Pencatatan => "pencatatan",
            Self::Pemindaian => "pemindaian",
            Self::Pengambilan => "pengambilan",
            Self::Pengiriman => "pengiriman",
            Self::Penarikan => "penarikan",
            Self::Penerusan => "penerusan",
            Self::Pembawaan => "pembawaan",
            Self::PenarikanCamat => "penarikan_camat",
            Self::Pengukuhan => "pengukuhan",
            Self::PengembalianCamat => "pengembalian_camat",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|tindakan| tindakan.kode() == kode)
    }

    /// As the history of a letter tells it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pengajuan => "Diajukan",
            Self::Perubahan => "Diubah dan diajukan lagi",
            Self::Paraf => "Diparaf",
            Self::Pengembalian => "Dikembalikan",
            Self::Penomoran => "Diberi nomor",
            Self::Penerbitan => "Dicatat sudah ditandatangani",
            Self::Penandatanganan => "Ditandatangani secara elektronik",
            Self::Pembatalan => "Dibatalkan",
            Self::Pencabutan => "Dicabut",
            Self::Penggantian => "Diganti surat baru",
            Self::Pencatatan => "Dicatat sebagai surat manual",
            Self::Pemindaian => "Hasil pindai disimpan",
            Self::Pengambilan => "Diserahkan",
            Self::Pengiriman => "Dikirim ke SADEWA",
            Self::Penarikan => "Ditarik dari SADEWA",
            Self::Penerusan => "Diteruskan ke kecamatan",
            Self::Pembawaan => "Dibawa sendiri ke kecamatan",
            Self::PenarikanCamat => "Ditarik dari kecamatan",
            Self::Pengukuhan => "Dikukuhkan camat",
            Self::PengembalianCamat => "Dikembalikan kecamatan",
        }
    }

    /// Whether a letter in this state, signed this way, takes the act.
    pub fn boleh(self, keadaan: Keadaan, cara: Cara) -> bool {
        use Keadaan::{Dikembalikan, Paraf, TandaTangan, Terbit};
        match self {
            Self::Perubahan => keadaan == Dikembalikan,
            Self::Paraf => keadaan == Paraf,
            Self::Pengembalian => matches!(keadaan, Paraf | TandaTangan),
            Self::Penerbitan => keadaan == TandaTangan && cara == Cara::Basah,
            Self::Penandatanganan => keadaan == TandaTangan && cara.elektronik(),
            Self::Pengiriman | Self::Penarikan => keadaan == TandaTangan && cara == Cara::DiTempatLain,
            Self::Pembatalan => matches!(keadaan, Dikembalikan | Paraf | TandaTangan),
            // Whether the kind has a place for the camat is asked where that is done.
            Self::Pencabutan
            | Self::Penggantian
            | Self::Pengambilan
            | Self::Penerusan
            | Self::Pembawaan
            | Self::PenarikanCamat => keadaan == Terbit,
            Self::Pemindaian => keadaan == Terbit && cara == Cara::Basah,
            // These begin a letter or follow from another act.
            Self::Pengajuan
            | Self::Penomoran
            | Self::Pencatatan
            | Self::Pengukuhan
            | Self::PengembalianCamat => false,
        }
    }
}

/// Where a submitted letter goes when `langkah` steps of `panjang` have their paraf.
pub fn sesudah_paraf(langkah: usize, panjang: usize) -> Keadaan {
    if langkah < panjang { Keadaan::Paraf } else { Keadaan::TandaTangan }
}

/// What is said when an act comes too late: the state has moved on.
pub fn terlambat(keadaan: Keadaan, nomor: Option<&str>) -> String {
    let surat = nomor.map_or_else(|| "Surat ini".to_owned(), |nomor| format!("Surat {nomor}"));
    let kini = match keadaan {
        Keadaan::Dikembalikan => "sudah dikembalikan untuk diperbaiki",
        Keadaan::Paraf => "masih menunggu paraf",
        Keadaan::TandaTangan => "sudah menunggu tanda tangan",
        Keadaan::Terbit => "sudah terbit",
        Keadaan::Batal => "sudah dibatalkan",
        Keadaan::Dicabut => "sudah dicabut",
        Keadaan::Diganti => "sudah diganti surat baru",
    };
    format!("{surat} {kini}. Buka lagi suratnya untuk melihat keadaan terakhir.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_takes_only_its_acts() {
        use Keadaan::{Batal, Dicabut, Diganti, Dikembalikan, Paraf, TandaTangan, Terbit};
        let allowed = |keadaan, cara| {
            let acts = Tindakan::SEMUA.into_iter().filter(|t| t.boleh(keadaan, cara));
            acts.map(Tindakan::kode).collect::<Vec<_>>().join(" ")
        };
        for (keadaan, cara, expected) in [
            (Dikembalikan, Cara::Basah, "perubahan pembatalan"),
            (Paraf, Cara::Tte, "paraf pengembalian pembatalan"),
            (TandaTangan, Cara::Basah, "pengembalian penerbitan pembatalan"),
            (TandaTangan, Cara::Tte, "pengembalian penandatanganan pembatalan"),
            (TandaTangan, Cara::DiTempatLain, "pengembalian penandatanganan pembatalan pengiriman penarikan"),
            (
                Terbit,
                Cara::Basah,
                "pencabutan penggantian pemindaian pengambilan penerusan pembawaan penarikan_camat",
            ),
            (Terbit, Cara::Tte, "pencabutan penggantian pengambilan penerusan pembawaan penarikan_camat"),
            (Batal, Cara::Basah, ""),
            (Dicabut, Cara::Tte, ""),
            (Diganti, Cara::Basah, ""),
        ] {
            assert_eq!(allowed(keadaan, cara), expected, "{keadaan:?} {cara:?}");
        }
    }

    #[test]
    fn states_and_acts_survive_storage() {
        for keadaan in Keadaan::SEMUA {
            assert_eq!(Keadaan::dari_kode(keadaan.kode()), Some(keadaan));
        }
        for tindakan in Tindakan::SEMUA {
            assert_eq!(Tindakan::dari_kode(tindakan.kode()), Some(tindakan));
        }
        assert_eq!((Keadaan::dari_kode(0), Tindakan::dari_kode("x")), (None, None));
    }

    #[test]
    fn a_chain_of_any_length_ends_at_the_signature() {
        for (langkah, panjang, keadaan) in [
            (0, 0, Keadaan::TandaTangan),
            (0, 3, Keadaan::Paraf),
            (2, 3, Keadaan::Paraf),
            (3, 3, Keadaan::TandaTangan),
        ] {
            assert_eq!(sesudah_paraf(langkah, panjang), keadaan, "{langkah} of {panjang}");
        }
    }

    #[test]
    fn who_comes_too_late_hears_what_is_the_case() {
        assert_eq!(
            terlambat(Keadaan::Terbit, Some("1/2026")),
            "Surat 1/2026 sudah terbit. Buka lagi suratnya untuk melihat keadaan terakhir."
        );
    }
}
