//! The remarks workbook: complete, marked, and importable again.

use calamine::{Data, Reader, Xlsx};

use super::pembuat::{Buku, Isi};
use super::{HARI_INI, baca, hasil, ringkas};
use crate::impor::buku_catatan;

fn kisi(isi: &[u8]) -> calamine::Range<Data> {
    let mut buku: Xlsx<_> = Xlsx::new(std::io::Cursor::new(isi.to_vec())).unwrap();
    buku.worksheet_range("Data Penduduk").unwrap()
}

fn rusak() -> Buku {
    let mut buku = Buku::keluarga_karso()
        .ubah(2, "nik", 3_402_133_112_609_000.0)
        .ubah(3, "tanggallahir", Isi::Tanggal(23_924.0))
        .ubah(3, "agama_id", "99")
        .ubah(4, "nama", "");
    buku.baris.insert(1, vec![Isi::Kosong; 43]);
    buku
}

#[test]
fn remarks_stand_beside_their_rows() {
    let hasil = hasil(&rusak());
    let kisi = kisi(&buku_catatan(&hasil.lembar, &hasil.temuan));
    let sel = |baris: u32, kolom: u32| kisi.get_value((baris - 1, kolom)).unwrap().to_string();
    assert_eq!(sel(1, 43), "Catatan");
    assert!(sel(2, 43).starts_with("Perbaiki nik: NIK tersimpan sebagai angka"));
    assert_eq!(sel(3, 43), "");
    assert!(sel(4, 43).starts_with("Perbaiki agama_id: "));
    assert_eq!(sel(5, 43), "Perbaiki nama: Nama belum diisi.");
    assert_eq!(sel(2, 6), "340213311260900?");
    assert_eq!(sel(4, 9), "01-07-1965");
    for (baris, kolom, data) in kisi.used_cells() {
        assert!(matches!(data, Data::String(_)), "row {baris} column {kolom} is not text");
    }
}

#[test]
fn it_can_be_imported_again_with_the_same_findings() {
    let pertama = hasil(&rusak());
    let kedua = baca(&buku_catatan(&pertama.lembar, &pertama.temuan), HARI_INI).unwrap();
    assert_eq!(kedua.baris, pertama.baris);
    let letak = |h: &super::Hasil| h.temuan.iter().map(|t| (t.baris, t.kolom, t.berat)).collect::<Vec<_>>();
    assert_eq!(letak(&kedua), letak(&pertama));
    // And once more: the remarks column is replaced, not doubled.
    let ketiga = buku_catatan(&kedua.lembar, &kedua.temuan);
    assert_eq!(kisi(&ketiga).end().unwrap().1, 43);
}

#[test]
fn a_clean_sheet_comes_back_unchanged() {
    let mut buku = Buku::keluarga_karso();
    buku.judul.push("email".into());
    buku.baris[0].push("karso@contoh.id".into());
    let pertama = hasil(&buku);
    let isi = buku_catatan(&pertama.lembar, &pertama.temuan);
    let kedua = baca(&isi, HARI_INI).unwrap();
    assert_eq!(kedua.baris, pertama.baris);
    assert_eq!(ringkas(&kedua.temuan), ringkas(&pertama.temuan));
    assert_eq!(kisi(&isi).get_value((1, 43)).unwrap().to_string(), "karso@contoh.id");
}

#[test]
fn a_formula_in_a_name_stays_text() {
    let buku = Buku::keluarga_karso().ubah(2, "alamat", "=HYPERLINK(\"http://contoh\")");
    let pertama = hasil(&buku);
    let kisi = kisi(&buku_catatan(&pertama.lembar, &pertama.temuan));
    assert_eq!(kisi.get_value((1, 0)), Some(&Data::String("=HYPERLINK(\"http://contoh\")".into())));
}
