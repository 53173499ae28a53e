//! One cell as a typed value; what cannot be used is counted, never guessed.

use jiff::civil::Date;
use kamus::{Daftar, Nik};

use crate::laporan::Hitung;
use crate::waktu;

const BATAS_TEKS: usize = 200;

/// Text; a dash says "none". Spaces are made single.
pub(super) fn teks(isi: Option<&str>) -> Option<String> {
    let rapi = isi?.split_whitespace().collect::<Vec<_>>().join(" ");
    let potong: String = rapi.chars().take(BATAS_TEKS).collect();
    (!potong.is_empty() && potong.chars().any(|c| c != '-')).then_some(potong)
}

/// A code of one of our lists; zero says "none".
pub(super) fn kode<T: Daftar>(isi: Option<&str>, hitung: &mut Hitung) -> Option<T> {
    let isi = isi.filter(|isi| *isi != "0")?;
    let kode = isi.parse().ok().and_then(T::dari_kode);
    if kode.is_none() {
        hitung.periksa(format!("Kode {} tidak dikenal, jadi dikosongkan", T::NAMA));
    }
    kode
}

/// A day of the calendar, not to come.
pub(super) fn tanggal(isi: Option<&str>, hitung: &mut Hitung, nama: &str) -> Option<Date> {
    let isi = isi.filter(|isi| !isi.starts_with("0000"))?;
    let hari = waktu::hari(Some(isi));
    if hari.is_none() {
        hitung.periksa(format!("{nama} bukan tanggal yang benar, jadi dikosongkan"));
    }
    hari
}

/// A parent's NIK: a help for linking.
pub(super) fn nik_orang_tua(isi: Option<&str>, hitung: &mut Hitung) -> Option<Nik> {
    Nik::atau_sementara(isi?).unwrap_or_else(|_| {
        hitung.periksa("NIK orang tua tidak benar, jadi dikosongkan");
        None
    })
}

/// Degrees as whole micro-degrees; none for what is no place on earth, or 0,0.
pub(super) fn titik(lintang: Option<&str>, bujur: Option<&str>) -> Option<(i32, i32)> {
    let baca = |isi: Option<&str>, batas: f64| -> Option<i32> {
        let derajat: f64 = isi?.replace(',', ".").parse().ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "at most 180 million")]
        (derajat.abs() <= batas).then(|| (derajat * 1e6).round() as i32)
    };
    let titik = (baca(lintang, 90.0)?, baca(bujur, 180.0)?);
    (titik != (0, 0)).then_some(titik)
}

/// Sixty-four hexadecimal digits as bytes.
pub(super) fn heksa(teks: &str) -> [u8; 32] {
    let bita = data_encoding::HEXLOWER.decode(teks.as_bytes()).ok();
    bita.and_then(|bita| bita.try_into().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use kamus::Agama;

    use super::*;

    #[test]
    fn cells_are_read_or_counted() {
        let mut hitung = Hitung::default();
        assert_eq!(teks(Some("  Jl.  Melati 3 ")).as_deref(), Some("Jl. Melati 3"));
        assert_eq!((teks(Some("-")), teks(Some("---")), teks(None)), (None, None, None));
        assert_eq!(kode::<Agama>(Some("4"), &mut hitung), Some(Agama::Hindu));
        assert_eq!(kode::<Agama>(Some("0"), &mut hitung), None);
        assert!(hitung.catatan().is_empty());
        assert_eq!(kode::<Agama>(Some("77"), &mut hitung), None);
        assert_eq!(tanggal(Some("0000-00-00"), &mut hitung, "Tanggal"), None);
        assert_eq!(tanggal(Some("2024-13-01"), &mut hitung, "Tanggal"), None);
        assert_eq!(nik_orang_tua(Some("0"), &mut hitung), None);
        assert_eq!(nik_orang_tua(Some("123"), &mut hitung), None);
        assert_eq!(hitung.catatan().len(), 3);
        assert_eq!(titik(Some("-7.8756"), Some("110,40725")), Some((-7_875_600, 110_407_250)));
        assert_eq!(
            (titik(Some("0"), Some("0")), titik(Some("91"), Some("1")), titik(None, None)),
            (None, None, None)
        );
        assert_eq!(heksa(&"0f".repeat(32)), [15; 32]);
    }
}
