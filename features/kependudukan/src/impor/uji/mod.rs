//! Whole workbooks through [`super::baca`]: small ones built here, and the real-format file.

mod berkas;
mod catatan;
mod isi;
mod keluarga;
pub(super) mod pembuat;
mod templat;

use jiff::civil::{Date, date};

use super::{Berat, GalatBerkas, Hasil, Temuan, baca};
pub(super) use pembuat::Buku;

pub(super) const HARI_INI: Date = date(2026, 7, 31);

pub(super) fn hasil(buku: &Buku) -> Hasil {
    baca(&buku.xlsx(), HARI_INI).unwrap()
}

/// Findings as `row column severity: sentence`, for comparing.
pub(super) fn ringkas(temuan: &[Temuan]) -> Vec<String> {
    let satu = |t: &Temuan| {
        let berat = match t.berat {
            Berat::Galat => "galat",
            Berat::Peringatan => "awas",
        };
        format!("{} {} {berat}: {}", t.baris, t.kolom, t.kalimat)
    };
    temuan.iter().map(satu).collect()
}

/// Errors only.
pub(super) fn galat(hasil: &Hasil) -> Vec<String> {
    let galat: Vec<Temuan> = hasil.temuan.iter().filter(|t| t.berat == Berat::Galat).cloned().collect();
    ringkas(&galat)
}

#[test]
fn a_clean_family_passes_whole() {
    let hasil = hasil(&Buku::keluarga_karso());
    assert_eq!(ringkas(&hasil.temuan), Vec::<String>::new());
    assert_eq!((hasil.jumlah_baris, hasil.jumlah_ditolak()), (3, 0));
    assert_eq!(hasil.kolom_ada.len(), 43);
    assert_eq!(hasil.wilayah(), [("Krajan", "001", "002")]);
    let karso = &hasil.baris[0];
    assert_eq!((karso.baris, karso.nama.as_str()), (2, "KARSO WIYONO"));
    assert_eq!(karso.tanggal_lahir, date(1960, 12, 31));
    assert_eq!(karso.rincian.pekerjaan, kamus::Daftar::dari_kode(9));
    assert_eq!(karso.rincian.lintang, Some(-7.8756));
    assert_eq!(hasil.keluarga.len(), 1);
    let keluarga = &hasil.keluarga[0];
    assert_eq!((keluarga.kepala, &keluarga.anggota[..], keluarga.utuh), (Some(0), &[0, 1, 2][..], true));
    assert_eq!(keluarga.alamat.as_deref(), Some("Jl. Melati 5"));
}

#[test]
fn nothing_shown_names_a_person() {
    let buku = Buku::keluarga_karso().ubah(2, "nik", "3402134112619002").ubah(3, "kk_level", "99");
    let hasil = hasil(&buku);
    assert!(hasil.ada_galat());
    let tampil = format!("{hasil:?}");
    for rahasia in ["3402133112609001", "3402134112619002", "3402130101109001"] {
        assert!(!tampil.contains(rahasia), "{tampil}");
    }
}

#[test]
fn accepted_rows_survive_being_kept() {
    let hasil = hasil(&Buku::keluarga_karso().ubah(3, "nik", "0").ubah(4, "no_kk", "0"));
    let teks = serde_json::to_string(&(&hasil.baris, &hasil.keluarga)).unwrap();
    let (baris, keluarga): (Vec<super::BarisPenduduk>, Vec<super::KeluargaBaru>) =
        serde_json::from_str(&teks).unwrap();
    assert_eq!((baris, keluarga), (hasil.baris, hasil.keluarga));
}
