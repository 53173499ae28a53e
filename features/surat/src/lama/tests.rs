use jiff::civil::date;

use super::*;

fn dibaca(teks: &str) -> std::result::Result<Terbaca, Galat> {
    baca(teks.as_bytes(), date(2026, 3, 2))
}

#[test]
fn headings_are_known_in_the_words_that_villages_use_and_a_title_may_stand_above() {
    let teks = "BUKU SURAT KELUAR;;;\nNo. Surat;Tgl Surat;Nama Pemohon;Keperluan\n\
                470/12/2019;5 Maret 2019;Budi Santoso;Membuka rekening\n";
    let hasil = dibaca(teks).unwrap();
    assert_eq!(hasil.keluhan, []);
    let [surat] = &hasil.surat[..] else { panic!("one letter") };
    assert_eq!((surat.tahun, surat.tanggal), (2019, Some(date(2019, 3, 5))));
    assert_eq!((surat.nomor.as_str(), surat.nama.as_str()), ("470/12/2019", "Budi Santoso"));
    assert_eq!((surat.perihal.as_str(), surat.jenis.as_str()), ("Membuka rekening", ""));
}

#[test]
fn every_bad_row_is_told_with_its_number() {
    let teks = "Nomor;Tanggal;Tahun;Jenis;Nama;NIK\n\
                1;31-02-2020;;Domisili;Siti;\n\
                2;;dulu;Domisili;Budi;\n\
                3;1-1-2027;;Usaha;Tono;\n\
                ;;;Usaha;Tini;\n\
                5;2-3-2020;;;;\n\
                6;2-3-2020;;Usaha;Tono;340213\n\
                7;2-3-2020;;Usaha;Tono;-\n";
    let hasil = dibaca(teks).unwrap();
    let semua: Vec<(u32, &str)> = hasil.keluhan.iter().map(|k| (k.baris, k.kalimat.as_str())).collect();
    let baris: Vec<u32> = semua.iter().map(|(baris, _)| *baris).collect();
    assert_eq!(baris, [2, 3, 4, 5, 6, 7], "{semua:?}");
    assert!(semua[0].1.starts_with("Tanggal: "), "{semua:?}");
    assert_eq!(semua[1].1, "Tahun harus empat angka, misalnya 2021.");
    assert_eq!(semua[2].1, "Tanggal 1 Januari 2027 belum terjadi.");
    assert!(semua[3].1.starts_with("Nomor dan tanggalnya kosong"));
    assert!(semua[4].1.starts_with("Nama, jenis, dan perihalnya kosong"));
    assert!(semua[5].1.starts_with("NIK: ") && !semua[5].1.contains("340213"), "a number is not repeated");
    assert_eq!(hasil.surat.len(), 1, "the row without a fault is read");
}

#[test]
fn the_same_row_twice_counts_once() {
    let hasil = dibaca("Nomor;Nama;Jenis\n1;Siti;Domisili\n1;Siti;Domisili\n1;Siti;Usaha\n").unwrap();
    assert_eq!((hasil.surat.len(), hasil.kembar), (2, 1));
    assert_eq!(hasil.surat[0].tahun, 0, "no year is made up");
}

#[test]
fn what_is_no_list_of_letters_is_refused_with_what_to_do() {
    assert_eq!(dibaca("NIK;Agama;Pekerjaan\n1;2;3\n"), Err(Galat::TanpaJudul));
    assert_eq!(dibaca("Nomor;Tanggal;Nama\n"), Err(Galat::Kosong));
    assert!(matches!(dibaca("%PDF-1.7"), Err(Galat::Berkas(_))));
    let panjang = format!("Nomor;Nama\n1;{}\n", "a".repeat(301));
    assert_eq!(dibaca(&panjang).unwrap().keluhan[0].kalimat, "Isi kolom ke-2 lebih panjang dari 300 huruf.");
    let banyak: String = (0..20_002).fold("Nomor;Nama\n".to_owned(), |teks, n| format!("{teks}{n};Siti\n"));
    assert_eq!(dibaca(&banyak), Err(Galat::TerlaluPanjang));
}
