//! Small workbooks of fictional residents, in each file format.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::impor::kolom::KOLOM;

#[derive(Clone)]
pub(in crate::impor) enum Isi {
    Teks(String),
    Angka(f64),
    /// A serial number shown as a date.
    Tanggal(f64),
    /// A formula and the value that stands in the file for it.
    Rumus(&'static str, &'static str),
    Kosong,
}

impl From<&str> for Isi {
    fn from(teks: &str) -> Self {
        if teks.is_empty() { Self::Kosong } else { Self::Teks(teks.to_owned()) }
    }
}

impl From<f64> for Isi {
    fn from(n: f64) -> Self {
        Self::Angka(n)
    }
}

#[derive(Clone)]
pub(in crate::impor) struct Buku {
    pub(in crate::impor) lembar: String,
    pub(in crate::impor) judul: Vec<String>,
    pub(in crate::impor) baris: Vec<Vec<Isi>>,
}

/// A correct head of family; other rows differ from it.
const KARSO: [(&str, &str); 27] = [
    ("alamat", "Jl. Melati 5"),
    ("dusun", "Krajan"),
    ("rw", "001"),
    ("rt", "002"),
    ("nama", "KARSO WIYONO"),
    ("no_kk", "3402130101109001"),
    ("nik", "3402133112609001"),
    ("sex", "1"),
    ("tempatlahir", "BANTUL"),
    ("tanggallahir", "31-12-1960"),
    ("agama_id", "1"),
    ("pendidikan_kk_id", "3"),
    ("pendidikan_sedang_id", "18"),
    ("pekerjaan_id", "9"),
    ("status_kawin", "2"),
    ("kk_level", "1"),
    ("warganegara_id", "1"),
    ("nama_ayah", "WIYONO"),
    ("nama_ibu", "SAMINAH"),
    ("golongan_darah_id", "13"),
    ("ktp_el", "2"),
    ("status_rekam", "8"),
    ("status_dasar", "1"),
    ("suku", "Jawa"),
    ("id_asuransi", "2"),
    ("lat", "-7.8756"),
    ("lng", "110,4057"),
];

impl Buku {
    pub(in crate::impor) fn kosong() -> Self {
        let judul = KOLOM.iter().map(|k| k.nama.to_owned()).collect();
        Self { lembar: "Data Penduduk".into(), judul, baris: Vec::new() }
    }

    /// Adds Karso with some cells changed.
    pub(in crate::impor) fn orang(mut self, beda: &[(&str, &str)]) -> Self {
        let mut baris = vec![Isi::Kosong; self.judul.len()];
        for (kolom, isi) in KARSO.iter().chain(beda) {
            if let Some(letak) = self.judul.iter().position(|j| j == kolom) {
                baris[letak] = (*isi).into();
            }
        }
        self.baris.push(baris);
        self
    }

    /// Karso, Saminem his wife and Tini their daughter: rows 2 to 4.
    pub(in crate::impor) fn keluarga_karso() -> Self {
        Self::kosong()
            .orang(&[])
            .orang(&[
                ("nama", "SAMINEM"),
                ("nik", "3402134107659002"),
                ("sex", "2"),
                ("tanggallahir", "01-07-1965"),
                ("kk_level", "3"),
                ("pekerjaan_id", "2"),
            ])
            .orang(&[
                ("nama", "TINI LESTARI"),
                ("nik", "3402135502909003"),
                ("sex", "2"),
                ("tanggallahir", "15-02-1990"),
                ("kk_level", "4"),
                ("status_kawin", "1"),
            ])
    }

    /// Changes one cell; rows count as the spreadsheet does.
    pub(in crate::impor) fn ubah(mut self, baris: usize, kolom: &str, isi: impl Into<Isi>) -> Self {
        let letak = self.judul.iter().position(|j| j == kolom).unwrap();
        self.baris[baris - 2][letak] = isi.into();
        self
    }

    pub(in crate::impor) fn xlsx(&self) -> Vec<u8> {
        let mut buku = Workbook::new();
        let lembar = buku.add_worksheet().set_name(&self.lembar).unwrap();
        let bertanggal = Format::new().set_num_format("dd/mm/yyyy");
        for (kolom, judul) in (0_u16..).zip(&self.judul) {
            lembar.write_string(0, kolom, judul).unwrap();
        }
        for (nomor, baris) in (1_u32..).zip(&self.baris) {
            for (kolom, isi) in (0_u16..).zip(baris) {
                match isi {
                    Isi::Teks(teks) => lembar.write_string(nomor, kolom, teks),
                    Isi::Angka(n) => lembar.write_number(nomor, kolom, *n),
                    Isi::Tanggal(n) => lembar.write_number_with_format(nomor, kolom, *n, &bertanggal),
                    Isi::Rumus(rumus, nilai) => {
                        lembar.write_formula(nomor, kolom, Formula::new(*rumus).set_result(*nilai))
                    }
                    Isi::Kosong => continue,
                }
                .unwrap();
            }
        }
        buku.save_to_buffer().unwrap()
    }

    fn teks(isi: &Isi) -> String {
        match isi {
            Isi::Teks(teks) => teks.clone(),
            Isi::Angka(n) | Isi::Tanggal(n) => n.to_string(),
            Isi::Rumus(_, nilai) => (*nilai).to_owned(),
            Isi::Kosong => String::new(),
        }
    }

    /// Rows as sheet XML, with `ganti` in place of the cell of row 2 under `kolom`.
    pub(in crate::impor) fn xml(&self, kolom: &str, ganti: &str) -> String {
        let mut xml = String::new();
        for (nomor, baris) in self.sebagai_teks().iter().enumerate() {
            xml.push_str("<row>");
            for (sel, judul) in baris.iter().zip(&self.judul) {
                let teks = format!(r#"<c t="inlineStr"><is><t>{sel}</t></is></c>"#);
                xml.push_str(if nomor == 1 && judul == kolom { ganti } else { &teks });
            }
            xml.push_str("</row>");
        }
        xml
    }

    fn sebagai_teks(&self) -> Vec<Vec<String>> {
        let isi = self.baris.iter().map(|b| b.iter().map(Self::teks).collect());
        std::iter::once(self.judul.clone()).chain(isi).collect()
    }

    pub(in crate::impor) fn ods(&self) -> Vec<u8> {
        let mut tabel = String::new();
        for baris in self.sebagai_teks() {
            tabel.push_str("<table:table-row>");
            for sel in baris {
                let isi = match sel.as_str() {
                    "" => "<table:table-cell/>".to_owned(),
                    isi => format!(
                        r#"<table:table-cell office:value-type="string"><text:p>{isi}</text:p></table:table-cell>"#
                    ),
                };
                tabel.push_str(&isi);
            }
            tabel.push_str("</table:table-row>");
        }
        let ekor = r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
        ods(&format!(r#"<table:table table:name="{}">{tabel}{ekor}</table:table>"#, self.lembar), "")
    }

    /// An Excel 97 file: the least BIFF8 that holds text cells.
    pub(in crate::impor) fn xls(&self) -> Vec<u8> {
        let baris = self.sebagai_teks();
        let sel = baris
            .iter()
            .enumerate()
            .flat_map(|(b, baris)| baris.iter().enumerate().map(move |(k, teks)| (b, k, teks.as_str())));
        cfb("Workbook", &biff(&self.lembar, sel))
    }
}

/// An OpenDocument spreadsheet around a table; `sandi` goes into the manifest's entry.
pub(in crate::impor) fn ods(tabel: &str, sandi: &str) -> Vec<u8> {
    let content = format!(
        r"<office:document-content><office:body><office:spreadsheet>{tabel}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = format!(
        r#"<manifest:manifest><manifest:file-entry manifest:full-path="content.xml">{sandi}</manifest:file-entry></manifest:manifest>"#
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

/// An `.xlsx` of one sheet from its raw rows: for what no well-behaved program writes.
pub(in crate::impor) fn xlsx_mentah(baris: &str, epoch_1904: bool) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const RELS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let rels = |jenis: &str, tujuan: &str| {
        format!(
            r#"<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/{jenis}" Target="{tujuan}"/></Relationships>"#
        )
    };
    let buku = format!(
        r#"<workbook xmlns:r="{OFFICE}"><workbookPr date1904="{}"/><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        u8::from(epoch_1904)
    );
    let lembar = format!("<worksheet><sheetData>{baris}</sheetData></worksheet>");
    zip(&[
        ("_rels/.rels", rels("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", buku.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", lembar.as_bytes()),
    ])
}

pub(in crate::impor) fn zip(bagian: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tulis = ZipWriter::new(Cursor::new(Vec::new()));
    for (nama, isi) in bagian {
        tulis.start_file(*nama, SimpleFileOptions::default()).unwrap();
        tulis.write_all(isi).unwrap();
    }
    tulis.finish().unwrap().into_inner()
}

pub(in crate::impor) fn rekaman(jenis: u16, data: &[u8]) -> Vec<u8> {
    let panjang = u16::try_from(data.len()).unwrap();
    [&jenis.to_le_bytes(), &panjang.to_le_bytes(), data].concat()
}

fn u16_le(n: usize) -> [u8; 2] {
    u16::try_from(n).unwrap().to_le_bytes()
}

/// A workbook stream with one sheet of text cells.
pub(in crate::impor) fn biff<'a>(
    lembar: &str,
    sel: impl Iterator<Item = (usize, usize, &'a str)>,
) -> Vec<u8> {
    let awal = |jenis: u8| rekaman(0x0809, &[0, 6, jenis, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0]);
    let nama = |posisi: usize| {
        let posisi = u32::try_from(posisi).unwrap().to_le_bytes();
        let panjang = u8::try_from(lembar.len()).unwrap();
        rekaman(0x0085, &[&posisi[..], &[0, 0, panjang, 0], lembar.as_bytes()].concat())
    };
    let depan = awal(5).len() + nama(0).len() + 4;
    let mut alur = [awal(5), nama(depan), rekaman(0x000A, &[]), awal(16)].concat();
    for (baris, kolom, teks) in sel.filter(|s| !s.2.is_empty()) {
        let isi = [&u16_le(baris)[..], &u16_le(kolom), &[0, 0], &u16_le(teks.len()), &[0], teks.as_bytes()];
        alur.extend(rekaman(0x0204, &isi.concat()));
    }
    alur.extend(rekaman(0x000A, &[]));
    alur
}

/// A compound file with one stream of at least 4096 bytes, padded with zeros.
pub(in crate::impor) fn cfb(nama: &str, alur: &[u8]) -> Vec<u8> {
    const SEKTOR: usize = 512;
    let panjang = alur.len().max(4096).next_multiple_of(SEKTOR);
    let banyak = panjang / SEKTOR;
    // Sector 0 is the directory, the stream follows, and then the allocation table.
    let banyak_fat = (banyak + 2).div_ceil(127) + 1;
    let mut fat: Vec<u32> = vec![0xFFFF_FFFE];
    fat.extend((2..=banyak).map(|n| u32::try_from(n).unwrap()));
    fat.push(0xFFFF_FFFE);
    fat.extend(std::iter::repeat_n(0xFFFF_FFFD, banyak_fat));
    fat.resize(banyak_fat * SEKTOR / 4, 0xFFFF_FFFF);
    let mut kepala = crate::impor::berkas::TANDA_CFB.to_vec();
    kepala.resize(24, 0);
    for n in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        kepala.extend(n.to_le_bytes());
    }
    kepala.resize(44, 0);
    let banyak_fat32 = u32::try_from(banyak_fat).unwrap();
    for n in [banyak_fat32, 0, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0] {
        kepala.extend(n.to_le_bytes());
    }
    let fat_pertama = u32::try_from(banyak + 1).unwrap();
    for n in 0..109 {
        let nomor = if n < banyak_fat32 { fat_pertama + n } else { 0xFFFF_FFFF };
        kepala.extend(nomor.to_le_bytes());
    }
    let mut direktori = entri("Root Entry", 5, 0xFFFF_FFFE, 0);
    direktori.extend(entri(nama, 2, 1, u32::try_from(panjang).unwrap()));
    direktori.resize(SEKTOR, 0);
    let mut isi = alur.to_vec();
    isi.resize(panjang, 0);
    [kepala, direktori, isi, fat.iter().flat_map(|n| n.to_le_bytes()).collect()].concat()
}

fn entri(nama: &str, jenis: u8, awal: u32, panjang: u32) -> Vec<u8> {
    let mut isi: Vec<u8> = nama.encode_utf16().flat_map(u16::to_le_bytes).collect();
    isi.resize(64, 0);
    isi.extend(u16_le((nama.len() + 1) * 2));
    isi.extend([jenis, 1]);
    isi.extend([0xFF; 12]);
    isi.resize(116, 0);
    isi.extend(awal.to_le_bytes());
    isi.extend(panjang.to_le_bytes());
    isi.resize(128, 0);
    isi
}
