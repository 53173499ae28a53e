//! Workbooks of other rooms: the same careful reading, without knowing what stands in the columns.

use super::berkas::GalatBerkas;
use super::buku::{Buku, aman};
use super::sel::Sel;

/// One row with content, as a person sees it. A number of which Excel lost the last digit ends with `?`.
pub struct BarisPolos {
    /// As the spreadsheet numbers it.
    pub nomor: u32,
    pub sel: Vec<String>,
}

impl BarisPolos {
    /// The text of a column, counted from 0; empty where there is none.
    pub fn di(&self, kolom: usize) -> &str {
        self.sel.get(kolom).map_or("", String::as_str)
    }
}

/// All sheets of a workbook or table as text, each with its rows up to `batas`.
pub fn lembar_polos(isi: &[u8], batas: u32) -> Result<Vec<Vec<BarisPolos>>, GalatBerkas> {
    aman(|| {
        let mut buku = Buku::buka(isi)?;
        let mut semua = Vec::new();
        for nama in buku.nama() {
            let baris = buku.baris(&nama, batas)?.into_iter();
            semua.push(
                baris
                    .map(|b| BarisPolos {
                        nomor: b.nomor,
                        sel: b.sel.iter().map(Sel::untuk_perbaikan).collect(),
                    })
                    .collect(),
            );
        }
        Ok(semua)
    })
}
