//! Offices, and the ways of holding one.

use jiff::civil::Date;

use crate::sebutan::Sebutan;
use crate::store::Pejabat;

/// An office as such. The word for it comes from the unit's [`Sebutan`]. The order is that of rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Jabatan {
    Kepala,
    Sekretaris,
    KaurTataUsaha,
    KaurKeuangan,
    KaurPerencanaan,
    KasiPemerintahan,
    KasiKesejahteraan,
    KasiPelayanan,
    KepalaDusun,
    Staf,
    /// Named in the official's own words.
    Lain,
}

impl Jabatan {
    pub const ALL: [Self; 11] = [
        Self::Kepala,
        Self::Sekretaris,
        Self::KaurTataUsaha,
        Self::KaurKeuangan,
        Self::KaurPerencanaan,
        Self::KasiPemerintahan,
        Self::KasiKesejahteraan,
        Self::KasiPelayanan,
        Self::KepalaDusun,
        Self::Staf,
        Self::Lain,
    ];

    pub fn kode(self) -> &'static str {
        match self {
            Self::Kepala => "kepala",
            Self::Sekretaris => "sekretaris",
            Self::KaurTataUsaha => "kaur_tata_usaha",
            Self::KaurKeuangan => "kaur_keuangan",
            Self::KaurPerencanaan => "kaur_perencanaan",
            Self::KasiPemerintahan => "kasi_pemerintahan",
            Self::KasiKesejahteraan => "kasi_kesejahteraan",
            Self::KasiPelayanan => "kasi_pelayanan",
            Self::KepalaDusun => "kepala_dusun",
            Self::Staf => "staf",
            Self::Lain => "lain",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|jabatan| jabatan.kode() == kode)
    }

    /// Whether only one person at a time may hold it in full.
    pub fn tunggal(self) -> bool {
        !matches!(self, Self::KepalaDusun | Self::Staf | Self::Lain)
    }
}

/// How an office is held (UU 30/2014 art. 14; UU 6/2014 for Pj.).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JenisPejabat {
    Definitif,
    Plh,
    Plt,
    Pj,
}

impl JenisPejabat {
    pub const ALL: [Self; 4] = [Self::Definitif, Self::Plh, Self::Plt, Self::Pj];

    pub fn kode(self) -> &'static str {
        match self {
            Self::Definitif => "definitif",
            Self::Plh => "plh",
            Self::Plt => "plt",
            Self::Pj => "pj",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|jenis| jenis.kode() == kode)
    }

    /// What stands before the title: nothing, "Plh.", "Plt." or "Pj.".
    pub fn singkatan(self) -> Option<&'static str> {
        match self {
            Self::Definitif => None,
            Self::Plh => Some("Plh."),
            Self::Plt => Some("Plt."),
            Self::Pj => Some("Pj."),
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Definitif => "Definitif",
            Self::Plh => "Plh. (pelaksana harian)",
            Self::Plt => "Plt. (pelaksana tugas)",
            Self::Pj => "Pj. (penjabat)",
        }
    }
}

impl Pejabat {
    /// The office; an unknown code counts as one in its own words.
    pub fn jabatan(&self) -> Jabatan {
        Jabatan::dari_kode(&self.jabatan).unwrap_or(Jabatan::Lain)
    }

    pub fn jenis(&self) -> JenisPejabat {
        JenisPejabat::dari_kode(&self.jenis).unwrap_or(JenisPejabat::Definitif)
    }

    /// Whether the office is held on `tanggal`; the last day counts.
    pub fn menjabat(&self, tanggal: Date) -> bool {
        self.mulai.0 <= tanggal && self.selesai.is_none_or(|selesai| tanggal <= selesai.0)
    }

    /// The number under the name in a signature block, with its kind: NIP, or else NIAP.
    pub fn nomor_pegawai(&self) -> Option<String> {
        let nip = self.nip.as_ref().map(|nip| format!("NIP. {nip}"));
        nip.or_else(|| self.niap.as_ref().map(|niap| format!("NIAP. {niap}")))
    }
}

/// The office in words, without how it is held: "Lurah", "Dukuh Kauman".
pub fn jabatan_kata(pejabat: &Pejabat, sebutan: &Sebutan) -> String {
    let jabatan = pejabat.jabatan();
    match (jabatan, &pejabat.jabatan_lain, &pejabat.dusun) {
        (Jabatan::Lain, Some(lain), _) => lain.clone(),
        (Jabatan::KepalaDusun, _, Some(dusun)) => {
            format!("{} {dusun}", sebutan.kepala_dusun.unwrap_or("Kepala Dusun"))
        }
        // A unit that changed its kind keeps its old officials, whose office it no longer has.
        _ => sebutan.jabatan(jabatan).unwrap_or("Perangkat").to_owned(),
    }
}

/// As [`jabatan_kata`], with how it is held: "Plt. Lurah".
pub fn jabatan_label(pejabat: &Pejabat, sebutan: &Sebutan) -> String {
    let kata = jabatan_kata(pejabat, sebutan);
    pejabat.jenis().singkatan().map_or_else(|| kata.clone(), |awal| format!("{awal} {kata}"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::sebutan::{SetKata, untuk};

    fn pejabat(jabatan: Jabatan, jenis: JenisPejabat) -> Pejabat {
        Pejabat {
            id: uuid::Uuid::nil(),
            nama: "Sri Rahayu".into(),
            jabatan: jabatan.kode().into(),
            jabatan_lain: (jabatan == Jabatan::Lain).then(|| "Bendahara BUMKal".into()),
            dusun: (jabatan == Jabatan::KepalaDusun).then(|| "Kauman".into()),
            jenis: jenis.kode().into(),
            nip: None,
            niap: None,
            pangkat: None,
            sk_nomor: None,
            sk_tanggal: None,
            mulai: date(2024, 1, 2).into(),
            selesai: Some(date(2025, 12, 31).into()),
            pengguna_id: None,
        }
    }

    #[test]
    fn an_office_is_said_in_the_unit_s_words() {
        let kode = "34.02.13.2002".parse().unwrap();
        for (set, jabatan, jenis, harap) in [
            (SetKata::Diy, Jabatan::Kepala, JenisPejabat::Definitif, "Lurah"),
            (SetKata::Diy, Jabatan::Kepala, JenisPejabat::Plt, "Plt. Lurah"),
            (SetKata::Nasional, Jabatan::Kepala, JenisPejabat::Pj, "Pj. Kepala Desa"),
            (SetKata::Diy, Jabatan::Sekretaris, JenisPejabat::Plh, "Plh. Carik"),
            (SetKata::Diy, Jabatan::KepalaDusun, JenisPejabat::Definitif, "Dukuh Kauman"),
            (SetKata::Nasional, Jabatan::KepalaDusun, JenisPejabat::Definitif, "Kepala Dusun Kauman"),
            (SetKata::Diy, Jabatan::Lain, JenisPejabat::Definitif, "Bendahara BUMKal"),
        ] {
            assert_eq!(jabatan_label(&pejabat(jabatan, jenis), untuk(kode, set)), harap);
        }
    }

    #[test]
    fn the_first_and_the_last_day_count() {
        let lurah = pejabat(Jabatan::Kepala, JenisPejabat::Definitif);
        for (hari, harap) in [
            (date(2024, 1, 1), false),
            (date(2024, 1, 2), true),
            (date(2025, 12, 31), true),
            (date(2026, 1, 1), false),
        ] {
            assert_eq!(lurah.menjabat(hari), harap, "{hari}");
        }
    }

    #[test]
    fn codes_are_read_back() {
        for jabatan in Jabatan::ALL {
            assert_eq!(Jabatan::dari_kode(jabatan.kode()), Some(jabatan));
        }
        for jenis in JenisPejabat::ALL {
            assert_eq!(JenisPejabat::dari_kode(jenis.kode()), Some(jenis));
        }
        assert_eq!(Jabatan::dari_kode("raja"), None);
    }
}
