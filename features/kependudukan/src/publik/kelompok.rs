//! Groups under which the public figures count people: wide enough that most hold many.

/// Occupations of the national list, gathered for readers; each label fits beside its figure on a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KelompokPekerjaan {
    BelumBekerja,
    RumahTangga,
    Pelajar,
    Pensiunan,
    Tani,
    Buruh,
    Dagang,
    Karyawan,
    Aparatur,
    Pendidikan,
    Kesehatan,
    Tukang,
    Angkutan,
    Lain,
    BelumTercatat,
}

impl KelompokPekerjaan {
    pub const SEMUA: [Self; 15] = [
        Self::BelumBekerja,
        Self::RumahTangga,
        Self::Pelajar,
        Self::Pensiunan,
        Self::Tani,
        Self::Buruh,
        Self::Dagang,
        Self::Karyawan,
        Self::Aparatur,
        Self::Pendidikan,
        Self::Kesehatan,
        Self::Tukang,
        Self::Angkutan,
        Self::Lain,
        Self::BelumTercatat,
    ];

    /// By the code of [`kamus::Pekerjaan`].
    pub fn dari_kode(kode: Option<i16>) -> Self {
        match kode {
            None => Self::BelumTercatat,
            Some(1) => Self::BelumBekerja,
            Some(2) => Self::RumahTangga,
            Some(3) => Self::Pelajar,
            Some(4) => Self::Pensiunan,
            Some(9..=11 | 20..=22) => Self::Tani,
            Some(19 | 23) => Self::Buruh,
            Some(8 | 84 | 88) => Self::Dagang,
            Some(15..=18 | 93..=95 | 98) => Self::Karyawan,
            Some(5..=7 | 48..=63 | 85 | 86 | 189) => Self::Aparatur,
            Some(64 | 65 | 80) => Self::Pendidikan,
            Some(37 | 38 | 72..=76) => Self::Kesehatan,
            Some(12 | 13 | 24..=31 | 33 | 35 | 96 | 97) => Self::Tukang,
            Some(14 | 66 | 79 | 81) => Self::Angkutan,
            Some(_) => Self::Lain,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::BelumBekerja => "Belum atau tidak bekerja",
            Self::RumahTangga => "Mengurus rumah tangga",
            Self::Pelajar => "Pelajar dan mahasiswa",
            Self::Pensiunan => "Pensiunan",
            Self::Tani => "Petani, peternak, nelayan",
            Self::Buruh => "Buruh harian lepas",
            Self::Dagang => "Pedagang dan wiraswasta",
            Self::Karyawan => "Karyawan dan honorer",
            Self::Aparatur => "PNS, TNI, Polri, dan pejabat",
            Self::Pendidikan => "Guru, dosen, dan peneliti",
            Self::Kesehatan => "Tenaga kesehatan",
            Self::Tukang => "Tukang, industri, dan konstruksi",
            Self::Angkutan => "Sopir dan transportasi",
            Self::Lain => "Pekerjaan lain",
            Self::BelumTercatat => BELUM_TERCATAT,
        }
    }
}

pub(super) const BELUM_TERCATAT: &str = "Belum tercatat";

/// How many age groups there are: five years each, the last one open.
pub(super) const KELOMPOK_UMUR: usize = 16;

/// The age group of somebody of so many years.
pub(super) fn kelompok_umur(umur: i16) -> usize {
    usize::try_from(umur / 5).unwrap_or(0).min(KELOMPOK_UMUR - 1)
}

/// Broad ages, by their first group of five years: too young to work, of working age, too old (BPS).
pub(super) const KELOMPOK_BESAR: [(usize, &str); 3] = [(0, "0–14"), (3, "15–64"), (13, "65+")];

/// The broad group that five years belong to.
pub(super) fn kelompok_besar(kelompok: usize) -> usize {
    KELOMPOK_BESAR.partition_point(|(mulai, _)| *mulai <= kelompok) - 1
}

/// "20–24"; the last is "75+".
pub(super) fn label_umur(kelompok: usize) -> String {
    let mulai = kelompok * 5;
    if kelompok + 1 == KELOMPOK_UMUR { format!("{mulai}+") } else { format!("{mulai}–{}", mulai + 4) }
}

#[cfg(test)]
mod tests {
    use kamus::{Daftar as _, Pekerjaan};

    use super::*;

    #[test]
    fn every_occupation_stands_where_a_reader_looks() {
        let kelompok =
            |teks: &str| KelompokPekerjaan::dari_kode(Some(Pekerjaan::dari_teks(teks).unwrap().kode()));
        for (teks, harap) in [
            ("Petani", KelompokPekerjaan::Tani),
            ("Buruh Tani", KelompokPekerjaan::Tani),
            ("Buruh Harian Lepas", KelompokPekerjaan::Buruh),
            ("PNS", KelompokPekerjaan::Aparatur),
            ("Perangkat Desa", KelompokPekerjaan::Aparatur),
            ("Guru", KelompokPekerjaan::Pendidikan),
            ("Bidan", KelompokPekerjaan::Kesehatan),
            ("Tukang Kayu", KelompokPekerjaan::Tukang),
            ("Sopir", KelompokPekerjaan::Angkutan),
            ("Wiraswasta", KelompokPekerjaan::Dagang),
            ("Karyawan BUMN", KelompokPekerjaan::Karyawan),
            ("Seniman", KelompokPekerjaan::Lain),
            ("Lainnya", KelompokPekerjaan::Lain),
        ] {
            assert_eq!(kelompok(teks), harap, "{teks}");
        }
        assert_eq!(KelompokPekerjaan::dari_kode(None), KelompokPekerjaan::BelumTercatat);
        let terpakai = |k: &KelompokPekerjaan| {
            *k == KelompokPekerjaan::BelumTercatat
                || Pekerjaan::semua().iter().any(|p| KelompokPekerjaan::dari_kode(Some(p.kode())) == *k)
        };
        assert!(KelompokPekerjaan::SEMUA.iter().all(terpakai));
    }

    #[test]
    fn ages_fall_into_their_five_years() {
        for (umur, harap) in
            [(0, "0–4"), (4, "0–4"), (5, "5–9"), (74, "70–74"), (75, "75+"), (130, "75+"), (-1, "0–4")]
        {
            assert_eq!(label_umur(kelompok_umur(umur)), harap, "{umur}");
        }
        for (umur, harap) in
            [(0, "0–14"), (14, "0–14"), (15, "15–64"), (64, "15–64"), (65, "65+"), (99, "65+")]
        {
            assert_eq!(KELOMPOK_BESAR[kelompok_besar(kelompok_umur(umur))].1, harap, "{umur}");
        }
    }
}
