//! Workbooks of Sukamaju: made-up people in the layout that villages exchange.

use rust_xlsxwriter::Workbook;

pub(crate) const KOLOM: [&str; 20] = [
    "alamat",
    "dusun",
    "rw",
    "rt",
    "nama",
    "no_kk",
    "nik",
    "sex",
    "tempatlahir",
    "tanggallahir",
    "agama_id",
    "pendidikan_kk_id",
    "pekerjaan_id",
    "status_kawin",
    "kk_level",
    "warganegara_id",
    "ibu_nik",
    "nama_ibu",
    "hamil",
    "status_dasar",
];

pub(crate) const NIK_SITI: &str = "3402134101859001";
pub(crate) const NIK_BUDI: &str = "3402133112809002";
pub(crate) const KK_BUDI: &str = "3402130101109001";

/// One person as cells, in the order of [`KOLOM`].
pub(crate) type Orang = [String; 20];

/// A person of Kauman; the rest can be changed with [`ubah`].
pub(crate) fn orang(nama: &str, kk: &str, nik: &str, sex: &str, lahir: &str, level: &str) -> Orang {
    [
        "JL. MELATI 3",
        "KAUMAN",
        "1",
        "2",
        nama,
        kk,
        nik,
        sex,
        "BANTUL",
        lahir,
        "1",
        "5",
        "88",
        "2",
        level,
        "1",
        "",
        "TUMINAH",
        "",
        "1",
    ]
    .map(str::to_owned)
}

pub(crate) fn ubah(mut orang: Orang, kolom: &str, isi: &str) -> Orang {
    let letak = KOLOM.iter().position(|k| *k == kolom).unwrap();
    isi.clone_into(&mut orang[letak]);
    orang
}

/// Budi's family of three, an old woman alone, a newborn without a NIK, and a dead man of Budi's card.
pub(crate) fn sukamaju() -> Vec<Orang> {
    let budi = orang("BUDI SANTOSO", KK_BUDI, NIK_BUDI, "1", "31-12-1980", "1");
    let siti = ubah(orang("SITI AMINAH", KK_BUDI, NIK_SITI, "2", "01-01-1985", "3"), "hamil", "1");
    let bayi = orang("BAYI SITI", KK_BUDI, "0", "2", "10-02-2026", "4");
    let karso =
        ubah(orang("KARSO", KK_BUDI, "3402130107409004", "1", "01-07-1940", "7"), "status_dasar", "2");
    let tuminah = orang("TUMINAH", "0", "3402134107459005", "2", "01-07-1945", "1");
    let tuminah = ubah(ubah(tuminah, "dusun", "KRAJAN"), "rt", "5");
    vec![budi, siti, bayi, karso, tuminah]
}

pub(crate) fn tulis(orang: &[Orang]) -> Vec<u8> {
    let mut buku = Workbook::new();
    let lembar = buku.add_worksheet().set_name("Data Penduduk").unwrap();
    for (kolom, judul) in (0_u16..).zip(KOLOM) {
        lembar.write_string(0, kolom, judul).unwrap();
    }
    for (baris, isi) in (1_u32..).zip(orang) {
        for (kolom, sel) in (0_u16..).zip(isi) {
            lembar.write_string(baris, kolom, sel).unwrap();
        }
    }
    buku.save_to_buffer().unwrap()
}
