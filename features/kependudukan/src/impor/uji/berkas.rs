//! Files that are not, or not only, what they seem.

use jiff::civil::date;

use super::pembuat::{Buku, Isi, biff, cfb, ods, rekaman, xlsx_mentah, zip};
use super::{GalatBerkas, HARI_INI, baca, galat, hasil, ringkas};

fn tolak(isi: &[u8]) -> GalatBerkas {
    baca(isi, HARI_INI).unwrap_err()
}

#[test]
fn all_formats_read_alike() {
    let buku = Buku::keluarga_karso();
    let xlsx = hasil(&buku);
    for (nama, isi) in [("ods", buku.ods()), ("xls", buku.xls())] {
        let lain = baca(&isi, HARI_INI).unwrap_or_else(|e| panic!("{nama}: {e}"));
        assert_eq!(ringkas(&lain.temuan), ringkas(&xlsx.temuan), "{nama}");
        assert_eq!(lain.baris, xlsx.baris, "{nama}");
        assert_eq!(lain.keluarga, xlsx.keluarga, "{nama}");
    }
}

#[test]
fn locked_files() {
    assert_eq!(tolak(&cfb("EncryptedPackage", b"x")), GalatBerkas::Terkunci);
    let sandi = rekaman(0x002F, &[1, 0, 1, 0, 1, 0]);
    let alur = [biff("x", std::iter::empty())[..20].to_vec(), sandi].concat();
    assert_eq!(tolak(&cfb("Workbook", &alur)), GalatBerkas::Terkunci);
    let terkunci = ods("<table:table/>", "<manifest:encryption-data/>");
    assert_eq!(tolak(&terkunci), GalatBerkas::Terkunci);
}

#[test]
fn other_documents() {
    assert_eq!(tolak(&cfb("WordDocument", b"x")), GalatBerkas::BukanBuku);
    assert_eq!(tolak(&zip(&[("word/document.xml", b"<x/>")])), GalatBerkas::BukanBuku);
    assert_eq!(tolak(&zip(&[("xl/workbook.bin", b"x")])), GalatBerkas::Xlsb);
    assert_eq!(tolak(&zip(&[("xl/workbook.xml", b"<x/>")])), GalatBerkas::Rusak);
    assert_eq!(tolak(b"<html><table><tr><td>nik"), GalatBerkas::TeksPolos);
}

#[test]
fn far_corners_allocate_nothing() {
    let jauh = [(0, 0, "nik"), (65_535, 255, "x")];
    assert_eq!(tolak(&cfb("Workbook", &biff("x", jauh.into_iter()))), GalatBerkas::TerlaluBanyakSel);
    let sel = r#"<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>"#;
    let penuh = format!(
        r#"<table:table table:name="x"><table:table-row table:number-rows-repeated="1000000">{}</table:table-row></table:table>"#,
        sel.repeat(10)
    );
    assert_eq!(tolak(&ods(&penuh, "")), GalatBerkas::TerlaluBanyakSel);
    let mut buku = rust_xlsxwriter::Workbook::new();
    let lembar = buku.add_worksheet();
    lembar.write_string(0, 0, "nik").unwrap();
    lembar.write_string(1_048_575, 16_383, "x").unwrap();
    assert!(matches!(tolak(&buku.save_to_buffer().unwrap()), GalatBerkas::TanpaLembar { .. }));
}

#[test]
fn a_cut_off_upload_is_broken_not_half_read() {
    for isi in [Buku::keluarga_karso().xlsx(), Buku::keluarga_karso().ods()] {
        for bagian in 1..10 {
            assert_eq!(tolak(&isi[..isi.len() * bagian / 10]), GalatBerkas::Rusak);
        }
    }
    let xls = Buku::keluarga_karso().xls();
    for bagian in 1..10 {
        assert!(baca(&xls[..xls.len() * bagian / 10], HARI_INI).is_err());
    }
}

#[test]
fn flipped_bytes_never_panic() {
    for asli in [Buku::keluarga_karso().xlsx(), Buku::keluarga_karso().xls(), Buku::keluarga_karso().ods()] {
        let langkah = asli.len() / 150 + 1;
        for di in (0..asli.len()).step_by(langkah) {
            let mut isi = asli.clone();
            isi[di] ^= 0xFF;
            let _ = baca(&isi, HARI_INI);
        }
    }
}

#[test]
fn columns_in_any_order_and_spelling() {
    let mut buku = Buku::keluarga_karso();
    let biasa = hasil(&buku);
    buku.judul.reverse();
    for baris in &mut buku.baris {
        baris.reverse();
    }
    buku.lembar = "Sheet1".into();
    let letak = buku.judul.iter().position(|j| j == "no_kk").unwrap();
    buku.judul[letak] = " No. KK ".into();
    let terbalik = hasil(&buku);
    assert_eq!(ringkas(&terbalik.temuan), ringkas(&biasa.temuan));
    assert_eq!(terbalik.baris, biasa.baris);
    assert_eq!(terbalik.lembar.nama, "Sheet1");
}

#[test]
fn missing_columns_are_named() {
    let mut buku = Buku::keluarga_karso();
    buku.judul[6] = "nomor induk".into();
    assert_eq!(
        baca(&buku.xlsx(), HARI_INI).unwrap_err().to_string(),
        "Kolom yang wajib tidak ada di lembar Data Penduduk: nik. Tambahkan kolom itu dengan nama \
         yang sama di baris judul, lalu unggah lagi."
    );
    let mut buku = Buku::keluarga_karso();
    buku.judul[37] = "email".into();
    let hasil = hasil(&buku);
    assert_eq!(
        ringkas(&hasil.temuan),
        [
            "1  awas: Kolom ini tidak ada di berkas. Datanya dianggap belum diketahui.",
            "1  awas: Kolom ini tidak dikenal dan diabaikan. Bila isinya penting, samakan \
             judulnya dengan templat.",
        ]
    );
    assert_eq!((hasil.temuan[0].nilai.as_str(), hasil.temuan[1].nilai.as_str()), ("suku", "email"));
    assert!(!hasil.kolom_ada.contains(&"suku"));
}

#[test]
fn end_mark_and_empty_rows() {
    let mut buku = Buku::keluarga_karso();
    buku.baris.insert(1, vec![Isi::Kosong; 43]);
    buku.baris.push(vec!["###".into()]);
    buku = buku.orang(&[("nama", "TIDAK DIBACA 1")]);
    let hasil = hasil(&buku);
    let nomor: Vec<u32> = hasil.baris.iter().map(|b| b.baris).collect();
    assert_eq!(nomor, [2, 4, 5]);
    assert_eq!(galat(&hasil), Vec::<String>::new());
}

#[test]
fn sheets_without_residents() {
    let mut buku = Buku::kosong();
    assert_eq!(
        baca(&buku.xlsx(), HARI_INI).unwrap_err(),
        GalatBerkas::TanpaData { lembar: "Data Penduduk".into() }
    );
    buku.judul = vec!["tanggal".into(), "uraian".into(), "jumlah".into()];
    assert!(matches!(tolak(&buku.xlsx()), GalatBerkas::TanpaLembar { .. }));
}

#[test]
fn odd_cells_of_other_programs() {
    let buku = Buku::keluarga_karso();
    let baca_mentah =
        |ganti: &str, epoch| baca(&xlsx_mentah(&buku.xml("tanggallahir", ganti), epoch), HARI_INI);
    let belum = baca_mentah("<c><f>TODAY()</f></c>", false).unwrap();
    assert_eq!(
        galat(&belum),
        ["2 tanggallahir galat: Rumus di sel ini belum dihitung. Buka berkas di Excel, simpan, \
          lalu unggah lagi; atau ganti rumus dengan isinya."]
    );
    // 31 December 1960 is 22,281 days after 1899 and 20,819 after 1904.
    for (serial, epoch) in [(22_281, false), (20_819, true)] {
        let hasil = baca_mentah(&format!("<c><v>{serial}</v></c>"), epoch).unwrap();
        assert_eq!(hasil.baris[0].tanggal_lahir, date(1960, 12, 31));
    }
    assert_eq!(
        baca_mentah(r#"<c t="e"><v>#FIELD!</v></c>"#, false).unwrap_err(),
        GalatBerkas::RumusGalat { tanda: "#FIELD!".into() }
    );
    assert_eq!(baca_mentah("<c><v>", false).unwrap_err(), GalatBerkas::Rusak);
}

#[test]
fn a_bomb_is_refused_before_it_is_read() {
    let kosong = " ".repeat(20 * 1024 * 1024);
    assert_eq!(tolak(&xlsx_mentah(&kosong, false)), GalatBerkas::Membengkak);
}
