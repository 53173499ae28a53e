//! Since when and until when a code is in force, and all lists in one shape to be printed.
//!
//! A list changes by a regulation: a code gets a first or a last day here, and is never taken away. Days are named
//! only where the source names them; a code without a day is in force as long as anybody remembers.

use jiff::civil::Date;

use super::{
    Agama, AlasanPindah, Asuransi, Cacat, CaraKb, Daftar, GolonganDarah, HubunganRtm, JenisKelahiran,
    JenisKelamin, JenisKepindahan, Kehamilan, Kewarganegaraan, KlasifikasiPindah, KtpEl, MembacaHuruf,
    Pekerjaan, PendidikanKk, PendidikanSedang, PenolongKelahiran, SakitMenahun, SebabKematian, Shdk,
    StatusDasar, StatusKawin, StatusRekam, TempatDilahirkan, YangMenerangkan,
};

pub(super) const F101: &str = "Permendagri 109/2019, F-1.01";
pub(super) const F103: &str = "Permendagri 109/2019, F-1.03";
pub(super) const F201: &str = "Permendagri 109/2019, F-2.01";
pub(super) const BUKU_INDUK: &str = "Permendagri 47/2016, Buku Induk Penduduk";
/// What no regulation lists, but the workbooks that villages exchange do.
pub(super) const BUKU: &str = "Format isian data desa OpenSID";

/// From the first to the last day on which a code is in force, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Masa {
    pub sejak: Option<Date>,
    pub sampai: Option<Date>,
}

impl Masa {
    pub const SELALU: Self = Self { sejak: None, sampai: None };

    pub fn memuat(self, tanggal: Date) -> bool {
        self.sejak.is_none_or(|sejak| sejak <= tanggal) && self.sampai.is_none_or(|sampai| tanggal <= sampai)
    }
}

/// One list, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaftarKode {
    pub nama: &'static str,
    pub sumber: &'static str,
    pub butir: Vec<Butir>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Butir {
    pub kode: i16,
    pub label: &'static str,
    pub masa: Masa,
}

fn satu<T: Daftar>() -> DaftarKode {
    let butir = T::semua().iter().map(|t| Butir { kode: t.kode(), label: t.label(), masa: t.masa() });
    DaftarKode { nama: T::NAMA, sumber: T::SUMBER, butir: butir.collect() }
}

macro_rules! semua {
    ($($tipe:ident),+ $(,)?) => {
        vec![$(satu::<$tipe>()),+]
    };
}

/// Every list of this program, in the order in which a family card and then the forms ask for them.
pub fn semua_daftar() -> Vec<DaftarKode> {
    semua![
        JenisKelamin,
        Agama,
        StatusKawin,
        Shdk,
        HubunganRtm,
        PendidikanKk,
        Pekerjaan,
        Kewarganegaraan,
        GolonganDarah,
        PendidikanSedang,
        MembacaHuruf,
        StatusDasar,
        KtpEl,
        StatusRekam,
        Asuransi,
        Cacat,
        CaraKb,
        Kehamilan,
        SakitMenahun,
        TempatDilahirkan,
        JenisKelahiran,
        PenolongKelahiran,
        SebabKematian,
        YangMenerangkan,
        AlasanPindah,
        KlasifikasiPindah,
        JenisKepindahan,
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_code_is_in_force_from_its_first_to_its_last_day() {
        let masa = Masa { sejak: Some(date(2010, 1, 1)), sampai: Some(date(2019, 12, 31)) };
        for (hari, memuat) in [
            (date(2009, 12, 31), false),
            (date(2010, 1, 1), true),
            (date(2019, 12, 31), true),
            (date(2020, 1, 1), false),
        ] {
            assert_eq!(masa.memuat(hari), memuat, "{hari}");
            assert!(Masa::SELALU.memuat(hari));
        }
    }

    #[test]
    fn belief_is_offered_since_the_court_s_ruling_and_read_always() {
        let agama = |hari| Agama::berlaku_pada(hari).collect::<Vec<_>>();
        assert_eq!(agama(date(2017, 11, 6)).len(), 6);
        assert_eq!(agama(date(2017, 11, 7)).last(), Some(&Agama::Kepercayaan));
        assert_eq!(Agama::dari_kode(7), Some(Agama::Kepercayaan));
    }

    #[test]
    fn every_list_has_a_source_and_is_printed_once() {
        let semua = semua_daftar();
        assert_eq!(semua.len(), 27, "the lists of `every_list_is_whole`");
        let nama: std::collections::BTreeSet<&str> = semua.iter().map(|d| d.nama).collect();
        assert_eq!(nama.len(), semua.len());
        for daftar in semua {
            assert!(!daftar.sumber.is_empty() && !daftar.butir.is_empty(), "{}", daftar.nama);
            for butir in daftar.butir {
                let Masa { sejak, sampai } = butir.masa;
                assert!(sejak.zip(sampai).is_none_or(|(sejak, sampai)| sejak <= sampai), "{}", butir.label);
            }
        }
    }
}
