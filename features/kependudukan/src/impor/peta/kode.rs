//! Coded columns: whether a list knows a value, and what can be chosen for one that it does not know.

use kamus::{
    Agama, Asuransi, Cacat, CaraKb, Daftar, GolonganDarah, JenisKelamin, Kehamilan, Kewarganegaraan, KtpEl,
    Pekerjaan, PendidikanKk, PendidikanSedang, Shdk, StatusDasar, StatusKawin, StatusRekam,
};

use crate::impor::kolom::K;

/// A code list behind its column.
pub(super) struct Kode {
    pub(super) dikenal: fn(&str) -> bool,
    pub(super) pilihan: fn() -> Vec<(i16, &'static str)>,
}

fn dikenal<T: Daftar>(teks: &str) -> bool {
    T::dari_isian(teks).is_some()
}

fn pilihan<T: Daftar>() -> Vec<(i16, &'static str)> {
    T::semua().iter().map(|t| (t.kode(), t.label())).collect()
}

fn kode<T: Daftar>() -> Kode {
    Kode { dikenal: dikenal::<T>, pilihan: pilihan::<T> }
}

/// The code list of a column; none for columns of plain text.
pub(super) fn daftar(kolom: K) -> Option<Kode> {
    Some(match kolom {
        K::Sex => kode::<JenisKelamin>(),
        K::Agama => kode::<Agama>(),
        K::PendidikanKk => kode::<PendidikanKk>(),
        K::PendidikanSedang => kode::<PendidikanSedang>(),
        K::Pekerjaan => kode::<Pekerjaan>(),
        K::StatusKawin => kode::<StatusKawin>(),
        K::Shdk => kode::<Shdk>(),
        K::Warganegara => kode::<Kewarganegaraan>(),
        K::GolonganDarah => kode::<GolonganDarah>(),
        K::Cacat => kode::<Cacat>(),
        K::CaraKb => kode::<CaraKb>(),
        K::Hamil => kode::<Kehamilan>(),
        K::KtpEl => kode::<KtpEl>(),
        K::StatusRekam => kode::<StatusRekam>(),
        K::StatusDasar => kode::<StatusDasar>(),
        K::Asuransi => kode::<Asuransi>(),
        _ => return None,
    })
}
