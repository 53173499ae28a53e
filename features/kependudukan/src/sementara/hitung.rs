//! The counts of the Buku Penduduk Sementara for one month.

use jiff::civil::Date;

use super::JenisTinggal;
use crate::entitas::PendudukSementara;

/// Men and women.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kelompok {
    pub laki_laki: i64,
    pub perempuan: i64,
}

impl Kelompok {
    pub fn jumlah(self) -> i64 {
        self.laki_laki + self.perempuan
    }

    fn tambah(&mut self, orang: &PendudukSementara) {
        if orang.jenis_kelamin == kamus::JenisKelamin::Perempuan.to_string() {
            self.perempuan += 1;
        } else {
            self.laki_laki += 1;
        }
    }
}

/// One month: who was here at its beginning, came, left, and was here at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hitungan {
    pub awal: Kelompok,
    pub datang: Kelompok,
    pub pergi: Kelompok,
    pub akhir: Kelompok,
    /// Foreigners among those at the end.
    pub asing: Kelompok,
    /// Those at the end, by why they stay.
    pub menurut_jenis: Vec<(JenisTinggal, Kelompok)>,
}

/// Counts from the first to the last day of a period. Who left on a day counts as here until the day before.
pub fn hitung(semua: &[PendudukSementara], (awal, akhir): (Date, Date)) -> Hitungan {
    let mut h = Hitungan {
        menurut_jenis: JenisTinggal::TINGGAL.map(|jenis| (jenis, Kelompok::default())).into(),
        ..Hitungan::default()
    };
    for orang in semua {
        let (Some(datang), false) = (orang.datang, orang.jenis() == JenisTinggal::Surat) else { continue };
        let sebelum_pergi = |hari: Date| orang.pergi.is_none_or(|pergi| pergi.0 > hari);
        if datang.0 < awal && orang.pergi.is_none_or(|pergi| pergi.0 >= awal) {
            h.awal.tambah(orang);
        }
        if datang.0 >= awal && datang.0 <= akhir {
            h.datang.tambah(orang);
        }
        if orang.pergi.is_some_and(|pergi| pergi.0 >= awal && pergi.0 <= akhir) {
            h.pergi.tambah(orang);
        }
        if datang.0 <= akhir && sebelum_pergi(akhir) {
            h.akhir.tambah(orang);
            if orang.kewarganegaraan == kamus::Kewarganegaraan::Wna.to_string() {
                h.asing.tambah(orang);
            }
            if let Some((_, kelompok)) = h.menurut_jenis.iter_mut().find(|(jenis, _)| *jenis == orang.jenis())
            {
                kelompok.tambah(orang);
            }
        }
    }
    h
}
