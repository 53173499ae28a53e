//! The states of a request and which act leads from one to the next. Pure rules.

use surat::keadaan::Keadaan as KeadaanSurat;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keadaan {
    /// The neighbourhood is asked first; the clock goes on.
    Konfirmasi,
    Diajukan,
    Diperiksa,
    /// Something is missing: the resident must act, and the clock stands.
    Kurang,
    /// The letter is being made or goes through its paraf.
    Diproses,
    /// The letter has its number and waits for the signature.
    Disetujui,
    Ditandatangani,
    /// Can be fetched, at the office or in one's own pages.
    Siap,
    Diantar,
    /// The PDF went out over a channel.
    Terkirim,
    Selesai,
    Ditolak,
    Batal,
}

impl Keadaan {
    pub const SEMUA: [Self; 13] = [
        Self::Konfirmasi,
        Self::Diajukan,
        Self::Diperiksa,
        Self::Kurang,
        Self::Diproses,
        Self::Disetujui,
        Self::Ditandatangani,
        Self::Siap,
        Self::Diantar,
        Self::Terkirim,
        Self::Selesai,
        Self::Ditolak,
        Self::Batal,
    ];

    /// As stored. Those from 10 on are the end.
    pub const fn kode(self) -> i16 {
        match self {
            Self::Konfirmasi => 0,
            Self::Diajukan => 1,
            Self::Diperiksa => 2,
            Self::Kurang => 3,
            Self::Diproses => 4,
            Self::Disetujui => 5,
            Self::Ditandatangani => 6,
            Self::Siap => 7,
            Self::Diantar => 8,
            Self::Terkirim => 9,
            Self::Selesai => 10,
            Self::Ditolak => 11,
            Self::Batal => 12,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|keadaan| keadaan.kode() == kode)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Konfirmasi => "Menunggu konfirmasi",
            Self::Diajukan => "Diajukan",
            Self::Diperiksa => "Diperiksa",
            Self::Kurang => "Menunggu dilengkapi",
            Self::Diproses => "Diproses",
            Self::Disetujui => "Menunggu tanda tangan",
            Self::Ditandatangani => "Ditandatangani",
            Self::Siap => "Siap diambil",
            Self::Diantar => "Diantar",
            Self::Terkirim => "Terkirim",
            Self::Selesai => "Selesai",
            Self::Ditolak => "Ditolak",
            Self::Batal => "Dibatalkan",
        }
    }

    pub const fn nada(self) -> ui::Tone {
        match self {
            Self::Siap | Self::Diantar | Self::Terkirim | Self::Selesai => ui::Tone::Good,
            Self::Konfirmasi | Self::Kurang => ui::Tone::Wait,
            Self::Ditolak | Self::Batal => ui::Tone::Bad,
            _ => ui::Tone::Info,
        }
    }

    /// Whether nothing more will happen.
    pub const fn berakhir(self) -> bool {
        self.kode() >= 10
    }

    /// Where a request goes because of its letter; nowhere when it stands there already.
    pub fn mengikuti(self, surat: KeadaanSurat) -> Option<Self> {
        if !matches!(self, Self::Diproses | Self::Disetujui) {
            return None;
        }
        let jadi = match surat {
            KeadaanSurat::Paraf | KeadaanSurat::Dikembalikan => Self::Diproses,
            KeadaanSurat::TandaTangan => Self::Disetujui,
            KeadaanSurat::Terbit | KeadaanSurat::Dicabut | KeadaanSurat::Diganti => Self::Ditandatangani,
            KeadaanSurat::Batal => Self::Diperiksa,
        };
        (jadi != self).then_some(jadi)
    }
}

/// What can be done to a request. The noun is the act's name in the ledger and in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tindakan {
    Pengajuan,
    /// The neighbourhood says that it is one of theirs.
    Konfirmasi,
    /// The neighbourhood says that it is not.
    Penyangkalan,
    Pemeriksaan,
    /// The resident is asked for what is missing.
    Permintaan,
    /// What was missing is there.
    Kelengkapan,
    Pemrosesan,
    /// The letter moved.
    Kemajuan,
    Pengantaran,
    Penyerahan,
    Penolakan,
    Pembatalan,
}

impl Tindakan {
    pub const SEMUA: [Self; 12] = [
        Self::Pengajuan,
        Self::Konfirmasi,
        Self::Penyangkalan,
        Self::Pemeriksaan,
        Self::Permintaan,
        Self::Kelengkapan,
        Self::Pemrosesan,
        Self::Kemajuan,
        Self::Pengantaran,
        Self::Penyerahan,
        Self::Penolakan,
        Self::Pembatalan,
    ];

    /// As stored.
    pub const fn kode(self) -> &'static str {
        match self {
            Self::Pengajuan => "pengajuan",
            Self::Konfirmasi => "konfirmasi",
            Self::Penyangkalan => "penyangkalan",
            Self::Pemeriksaan => "pemeriksaan",
            Self::Permintaan => "permintaan",
            Self::Kelengkapan => "kelengkapan",
            Self::Pemrosesan => "pemrosesan",
            Self::Kemajuan => "kemajuan",
            Self::Pengantaran => "pengantaran",
            Self::Penyerahan => "penyerahan",
            Self::Penolakan => "penolakan",
            Self::Pembatalan => "pembatalan",
        }
    }

    /// Whether a request in this state takes the act.
    pub fn boleh(self, keadaan: Keadaan) -> bool {
        use Keadaan::{
            Diajukan, Diantar, Diperiksa, Diproses, Disetujui, Ditandatangani, Konfirmasi, Kurang, Siap,
            Terkirim,
        };
        match self {
            Self::Pengajuan => false,
            Self::Konfirmasi | Self::Penyangkalan => keadaan == Konfirmasi,
            Self::Pemeriksaan => keadaan == Diajukan,
            Self::Permintaan => matches!(keadaan, Diajukan | Diperiksa),
            Self::Kelengkapan => keadaan == Kurang,
            // Somebody else may take it over while there is no letter yet.
            Self::Pemrosesan => matches!(keadaan, Diajukan | Diperiksa | Diproses),
            Self::Kemajuan => matches!(keadaan, Diproses | Disetujui),
            Self::Pengantaran => matches!(keadaan, Ditandatangani | Siap),
            Self::Penyerahan => matches!(keadaan, Siap | Diantar | Terkirim),
            Self::Penolakan => matches!(keadaan, Konfirmasi | Diajukan | Diperiksa | Kurang),
            Self::Pembatalan => matches!(keadaan, Konfirmasi | Diajukan | Diperiksa | Kurang | Diproses),
        }
    }
}

/// Through which door a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pintu {
    Loket,
    WhatsApp,
    Mandiri,
    Anjungan,
}

impl Pintu {
    pub const SEMUA: [Self; 4] = [Self::Loket, Self::WhatsApp, Self::Mandiri, Self::Anjungan];

    pub const fn kode(self) -> i16 {
        match self {
            Self::Loket => 1,
            Self::WhatsApp => 2,
            Self::Mandiri => 3,
            Self::Anjungan => 4,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|pintu| pintu.kode() == kode)
    }

    /// Where a request of this door begins for the office: at the counter it is looked at in the same moment.
    pub const fn awal(self) -> Keadaan {
        match self {
            Self::Loket | Self::Anjungan => Keadaan::Diperiksa,
            Self::WhatsApp | Self::Mandiri => Keadaan::Diajukan,
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Loket => "Loket",
            Self::WhatsApp => "WhatsApp",
            Self::Mandiri => "Layanan Mandiri",
            Self::Anjungan => "Anjungan",
        }
    }
}

/// How the letter reaches the resident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ambil {
    Kantor,
    Antar,
    Pdf,
}

impl Ambil {
    pub const SEMUA: [Self; 3] = [Self::Kantor, Self::Antar, Self::Pdf];

    pub const fn kode(self) -> i16 {
        match self {
            Self::Kantor => 1,
            Self::Antar => 2,
            Self::Pdf => 3,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|ambil| ambil.kode() == kode)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Kantor => "Diambil di kantor",
            Self::Antar => "Diantar ke rumah",
            Self::Pdf => "Berkas PDF",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for keadaan in Keadaan::SEMUA {
            assert_eq!(Keadaan::dari_kode(keadaan.kode()), Some(keadaan));
        }
        for (pintu, ambil) in Pintu::SEMUA.into_iter().zip(Ambil::SEMUA) {
            assert_eq!(Pintu::dari_kode(pintu.kode()), Some(pintu));
            assert_eq!(Ambil::dari_kode(ambil.kode()), Some(ambil));
        }
        assert_eq!((Keadaan::dari_kode(13), Pintu::dari_kode(5), Ambil::dari_kode(4)), (None, None, None));
    }

    #[test]
    fn a_request_follows_its_letter() {
        use Keadaan as K;
        for (kini, surat, jadi) in [
            (K::Diproses, KeadaanSurat::Paraf, None),
            (K::Diproses, KeadaanSurat::TandaTangan, Some(K::Disetujui)),
            (K::Diproses, KeadaanSurat::Terbit, Some(K::Ditandatangani)),
            (K::Disetujui, KeadaanSurat::Dikembalikan, Some(K::Diproses)),
            (K::Disetujui, KeadaanSurat::Terbit, Some(K::Ditandatangani)),
            (K::Disetujui, KeadaanSurat::Batal, Some(K::Diperiksa)),
            (K::Siap, KeadaanSurat::Dicabut, None),
            (K::Ditolak, KeadaanSurat::Terbit, None),
        ] {
            assert_eq!(kini.mengikuti(surat), jadi, "{kini:?} {surat:?}");
        }
    }

    #[test]
    fn what_has_ended_takes_no_act() {
        for keadaan in Keadaan::SEMUA {
            let boleh = Tindakan::SEMUA.into_iter().filter(|t| t.boleh(keadaan)).count();
            assert_eq!(boleh == 0, keadaan.berakhir(), "{keadaan:?}");
        }
        assert!(!Tindakan::Penolakan.boleh(Keadaan::Disetujui), "the letter is refused, not the request");
    }
}
