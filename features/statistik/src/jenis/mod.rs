//! The kinds of breakdown, as one table of data.

mod letak;

use kamus::{
    Agama, Asuransi, Cacat, CaraKb, Daftar, GolonganDarah, Kehamilan, Kewarganegaraan, Pekerjaan,
    PendidikanKk, PendidikanSedang, SakitMenahun, Shdk, StatusKawin,
};
use kependudukan::entitas::Kesehatan;
use kependudukan::store::Potret;

use letak::{
    akta_kelahiran, buku_nikah, kategori, kia, ktp, label, label_usia, letak_kode, lima_tahunan, pemilih,
    pita, rentan, rentang, ya,
};

/// Where a person stands in a breakdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letak {
    /// The group, by its place among the labels.
    Di(usize),
    /// Nothing is filled in.
    Belum,
    /// The question does not concern this person.
    Luar,
}

/// A resident on the day that is counted.
#[derive(Clone, Copy)]
pub struct Orang<'p> {
    pub p: &'p Potret,
    /// In whole years on that day.
    pub umur: i16,
    /// Of the resident's family, 1 to 5.
    pub kelas_sosial: Option<i16>,
    /// Empty unless it was opened.
    pub kesehatan: Kesehatan,
}

/// Where a breakdown stands in the list of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bagian {
    Umur,
    Diri,
    Keluarga,
    Dokumen,
    Jaminan,
    /// Needs a permission and a purpose.
    Kesehatan,
    Lain,
}

impl Bagian {
    pub const SEMUA: [Self; 7] =
        [Self::Umur, Self::Diri, Self::Keluarga, Self::Dokumen, Self::Jaminan, Self::Lain, Self::Kesehatan];

    pub fn judul(self) -> &'static str {
        match self {
            Self::Umur => "Umur dan tempat tinggal",
            Self::Diri => "Diri",
            Self::Keluarga => "Keluarga",
            Self::Dokumen => "Dokumen",
            Self::Jaminan => "Jaminan sosial",
            Self::Kesehatan => "Kesehatan",
            Self::Lain => "Lain-lain",
        }
    }
}

/// Who is counted, and by what.
#[derive(Clone, Copy)]
pub enum Isi {
    /// Residents by a fixed list of groups.
    Kelompok { label: fn() -> Vec<String>, letak: fn(&Orang<'_>) -> Letak },
    /// Residents by what somebody wrote.
    Teks(fn(&Potret) -> Option<&str>),
    /// The dead, by whether there is a death certificate.
    Kematian,
    /// Penduduk sementara, by where they stay.
    Sementara,
}

/// A filter of the resident list, and its value for a group.
pub type Saringan = (&'static str, fn(usize) -> String);

/// One breakdown.
#[derive(Clone, Copy)]
pub struct Jenis {
    /// As it stands in addresses.
    pub kode: &'static str,
    pub judul: &'static str,
    pub bagian: Bagian,
    pub isi: Isi,
    /// Whom the table counts.
    pub dasar: &'static str,
    /// Shows the same people in the resident list.
    pub daftar: Option<Saringan>,
}

impl Jenis {
    const fn orang(
        kode: &'static str,
        judul: &'static str,
        bagian: Bagian,
        label: fn() -> Vec<String>,
        letak: fn(&Orang<'_>) -> Letak,
    ) -> Self {
        let isi = Isi::Kelompok { label, letak };
        Self { kode, judul, bagian, isi, dasar: "semua penduduk", daftar: None }
    }

    const fn lain(kode: &'static str, judul: &'static str, bagian: Bagian, isi: Isi) -> Self {
        Self { kode, judul, bagian, isi, dasar: "semua penduduk", daftar: None }
    }

    const fn dari(mut self, dasar: &'static str) -> Self {
        self.dasar = dasar;
        self
    }

    const fn daftar(mut self, saringan: &'static str, nilai: fn(usize) -> String) -> Self {
        self.daftar = Some((saringan, nilai));
        self
    }

    /// Specific personal data: never stored as a figure, shown only with a permission and a purpose.
    pub fn rahasia(&self) -> bool {
        self.bagian == Bagian::Kesehatan
    }

    pub fn cari(kode: &str) -> Option<&'static Self> {
        JENIS.iter().find(|jenis| jenis.kode == kode)
    }

    /// Those whose figures may be kept.
    pub fn terbuka() -> impl Iterator<Item = &'static Self> {
        JENIS.iter().filter(|jenis| !jenis.rahasia())
    }
}

fn kode_ke<T: Daftar>(urut: usize) -> String {
    T::semua().get(urut).map(|butir| butir.kode().to_string()).unwrap_or_default()
}

use Bagian::{Diri, Dokumen, Jaminan, Keluarga, Lain, Umur};

/// Every breakdown. A new one is a new line.
pub static JENIS: &[Jenis] = &[
    Jenis::orang("umur-rentang", "Umur (rentang)", Umur, || pita(rentang::BATAS), |o| rentang::letak(o.umur)),
    Jenis::orang("umur-kategori", "Umur (kategori)", Umur, kategori::label, |o| kategori::letak(o.umur)),
    Jenis::orang(
        "umur-lima-tahun",
        "Umur lima tahunan",
        Umur,
        || pita(lima_tahunan::BATAS),
        |o| lima_tahunan::letak(o.umur),
    ),
    Jenis::orang("umur-tunggal", "Umur tunggal", Umur, label_usia, |o| letak::tunggal(o.umur)),
    Jenis::orang(
        "umur-rentan",
        "Umur menurut Lampiran A-9",
        Umur,
        || pita(rentan::BATAS),
        |o| rentan::letak(o.umur),
    ),
    Jenis::lain("dusun", "Tempat tinggal", Umur, Isi::Teks(|p| Some(&p.dusun))),
    Jenis::orang("jenis-kelamin", "Jenis kelamin", Diri, label::<kamus::JenisKelamin>, |o| {
        letak_kode::<kamus::JenisKelamin>(Some(o.p.jenis_kelamin))
    })
    .daftar("kelamin", kode_ke::<kamus::JenisKelamin>),
    Jenis::orang("agama", "Agama", Diri, label::<Agama>, |o| letak_kode::<Agama>(o.p.agama))
        .daftar("agama", kode_ke::<Agama>),
    Jenis::lain("suku", "Suku", Diri, Isi::Teks(|p| p.suku.as_deref())),
    Jenis::orang("kewarganegaraan", "Kewarganegaraan", Diri, label::<Kewarganegaraan>, |o| {
        letak_kode::<Kewarganegaraan>(o.p.kewarganegaraan)
    }),
    Jenis::orang("golongan-darah", "Golongan darah", Diri, label::<GolonganDarah>, |o| {
        letak_kode::<GolonganDarah>(o.p.golongan_darah)
    }),
    Jenis::orang("pendidikan-kk", "Pendidikan dalam KK", Diri, label::<PendidikanKk>, |o| {
        letak_kode::<PendidikanKk>(o.p.pendidikan_kk)
    })
    .daftar("pendidikan", kode_ke::<PendidikanKk>),
    Jenis::orang("pendidikan-sedang", "Pendidikan sedang ditempuh", Diri, label::<PendidikanSedang>, |o| {
        letak_kode::<PendidikanSedang>(o.p.pendidikan_sedang)
    }),
    Jenis::orang("pekerjaan", "Pekerjaan", Diri, label::<Pekerjaan>, |o| {
        letak_kode::<Pekerjaan>(o.p.pekerjaan)
    }),
    Jenis::orang("status-perkawinan", "Status perkawinan", Keluarga, label::<StatusKawin>, |o| {
        letak_kode::<StatusKawin>(o.p.status_kawin)
    })
    .daftar("kawin", kode_ke::<StatusKawin>),
    Jenis::orang("hubungan-kk", "Hubungan dalam KK", Keluarga, label::<Shdk>, |o| {
        letak_kode::<Shdk>(Some(o.p.shdk))
    })
    .daftar("hubungan", kode_ke::<Shdk>),
    Jenis::orang("kelas-sosial", "Kelas sosial keluarga", Keluarga, letak::label_kelas, letak::kelas)
        .dari("keluarga, menurut jenis kelamin kepalanya"),
    Jenis::orang("akta-kelahiran", "Akta kelahiran", Dokumen, || pita(rentang::BATAS), akta_kelahiran)
        .dari("semua penduduk; kelompok umur menghitung yang punya akta"),
    Jenis::orang("kepemilikan-ktp", "Kepemilikan KTP", Dokumen, ktp::label, ktp::letak)
        .dari("wajib KTP: 17 tahun ke atas atau pernah kawin"),
    Jenis::orang("kia", "Kepemilikan KIA", Dokumen, kia::label, kia::letak)
        .dari("anak di bawah 17 tahun yang belum pernah kawin"),
    Jenis::orang(
        "buku-nikah",
        "Buku nikah",
        Dokumen,
        || ya("Punya buku nikah atau akta perkawinan"),
        buku_nikah,
    )
    .dari("penduduk berstatus kawin"),
    Jenis::lain("akta-kematian", "Akta kematian", Dokumen, Isi::Kematian)
        .dari("kematian yang tercatat di sini"),
    Jenis::orang("asuransi-kesehatan", "Asuransi kesehatan", Jaminan, label::<Asuransi>, |o| {
        letak_kode::<Asuransi>(o.p.asuransi)
    }),
    Jenis::orang("bpjs-ketenagakerjaan", "BPJS Ketenagakerjaan", Jaminan, letak::label_bpjs, letak::bpjs),
    Jenis::lain("penduduk-sementara", "Penduduk sementara", Lain, Isi::Sementara)
        .dari("penduduk sementara, yang tidak termasuk penduduk"),
    Jenis::orang("pemilih", "Pemilih (perkiraan)", Lain, pemilih::label, pemilih::letak)
        .dari("WNI berumur 17 tahun atau pernah kawin, tanpa TNI dan Polri"),
    Jenis::orang("cacat", "Penyandang cacat", Bagian::Kesehatan, label::<Cacat>, |o| {
        letak::butir(o.kesehatan.cacat)
    }),
    Jenis::orang("sakit-menahun", "Penyakit menahun", Bagian::Kesehatan, label::<SakitMenahun>, |o| {
        letak::butir(o.kesehatan.sakit_menahun)
    }),
    Jenis::orang("akseptor-kb", "Akseptor KB", Bagian::Kesehatan, label::<CaraKb>, letak::kb)
        .dari("penduduk kawin dan yang tercatat memakai alat KB"),
    Jenis::orang("hamil", "Kehamilan", Bagian::Kesehatan, label::<Kehamilan>, letak::hamil).dari("perempuan"),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_kind_has_its_own_address_and_groups() {
        let kode: HashSet<&str> = JENIS.iter().map(|jenis| jenis.kode).collect();
        assert_eq!(kode.len(), JENIS.len());
        for jenis in JENIS {
            assert!(
                kode.contains(jenis.kode) && jenis.kode.bytes().all(|b| b == b'-' || b.is_ascii_lowercase())
            );
            assert!(std::ptr::eq(Jenis::cari(jenis.kode).unwrap(), jenis));
            if let Isi::Kelompok { label, .. } = jenis.isi {
                let label = label();
                let beda: HashSet<&String> = label.iter().collect();
                assert_eq!(beda.len(), label.len(), "{}", jenis.kode);
            }
        }
        assert!(Jenis::cari("tidak-ada").is_none());
    }

    #[test]
    fn health_is_never_among_what_is_kept() {
        let rahasia: Vec<&str> = JENIS.iter().filter(|j| j.rahasia()).map(|j| j.kode).collect();
        assert_eq!(rahasia, ["cacat", "sakit-menahun", "akseptor-kb", "hamil"]);
        assert!(Jenis::terbuka().all(|jenis| !rahasia.contains(&jenis.kode)));
    }
}
