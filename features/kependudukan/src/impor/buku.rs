//! Opening a workbook of any kind, and its rows sheet by sheet.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Ods, OdsError, Range, Reader, Xls, XlsError, Xlsx, XlsxError};

use super::berkas::{BATAS_SEL, GalatBerkas, Jenis, kenali};
use super::csv;
use super::sel::Sel;

/// Columns beyond this hold nothing of ours.
const BATAS_KOLOM: usize = 256;

/// One row as it came.
#[derive(Clone)]
pub(super) struct BarisMentah {
    /// As the spreadsheet numbers it.
    pub(super) nomor: u32,
    pub(super) sel: Vec<Sel>,
}

impl BarisMentah {
    /// The cell of a column, counted from 0.
    pub(super) fn di(&self, kolom: usize) -> &Sel {
        self.sel.get(kolom).unwrap_or(&Sel::Kosong)
    }
}

/// An opened workbook; sheets are read one at a time.
pub(super) enum Buku<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    Xls(Box<Xls<Cursor<&'a [u8]>>>),
    Ods(Box<Ods<Cursor<&'a [u8]>>>),
    Csv(csv::Terbaca),
}

/// Runs what reads a foreign file. A damaged file may trip an assertion in the reader; that is the
/// file's fault, not a reason to lose the request.
pub(super) fn aman<T>(kerja: impl FnOnce() -> Result<T, GalatBerkas>) -> Result<T, GalatBerkas> {
    catch_unwind(AssertUnwindSafe(kerja)).unwrap_or(Err(GalatBerkas::Rusak))
}

impl<'a> Buku<'a> {
    /// Decides the kind by content and opens it. Call it within [`aman`].
    pub(super) fn buka(isi: &'a [u8]) -> Result<Self, GalatBerkas> {
        match kenali(isi)? {
            Jenis::Xlsx => {
                Xlsx::new(Cursor::new(isi)).map(|b| Self::Xlsx(Box::new(b))).map_err(|e| match e {
                    XlsxError::Password => GalatBerkas::Terkunci,
                    _ => GalatBerkas::Rusak,
                })
            }
            Jenis::Xls => Xls::new(Cursor::new(isi)).map(|b| Self::Xls(Box::new(b))).map_err(|e| match e {
                XlsError::Password => GalatBerkas::Terkunci,
                _ => GalatBerkas::Rusak,
            }),
            Jenis::Ods => Ods::new(Cursor::new(isi)).map(|b| Self::Ods(Box::new(b))).map_err(|e| match e {
                OdsError::Password => GalatBerkas::Terkunci,
                OdsError::CellLimitExceeded { .. } => GalatBerkas::TerlaluBanyakSel,
                _ => GalatBerkas::Rusak,
            }),
            Jenis::Csv => csv::baca(isi).map(Self::Csv),
        }
    }

    pub(super) fn nama(&self) -> Vec<String> {
        match self {
            Self::Xlsx(buku) => buku.sheet_names(),
            Self::Xls(buku) => buku.sheet_names(),
            Self::Ods(buku) => buku.sheet_names(),
            Self::Csv(_) => vec!["CSV".to_owned()],
        }
    }

    /// Dates count from 1904 (old Macintosh workbooks).
    pub(super) fn epoch_1904(&self) -> bool {
        match self {
            Self::Xlsx(buku) => buku.has_1904_epoch(),
            Self::Xls(buku) => buku.has_1904_epoch(),
            Self::Ods(_) | Self::Csv(_) => false,
        }
    }

    /// A table as text, of which the letters were guessed.
    pub(super) fn huruf_ditebak(&self) -> bool {
        matches!(self, Self::Csv(csv) if csv.ditebak)
    }

    /// Rows with content of one sheet, up to the row numbered `sampai`.
    pub(super) fn baris(&mut self, nama: &str, sampai: u32) -> Result<Vec<BarisMentah>, GalatBerkas> {
        let kisi = match self {
            Self::Xlsx(buku) => return baris_xlsx(buku, nama, sampai),
            Self::Xls(buku) => buku.worksheet_range(nama).map_err(|_| GalatBerkas::Rusak)?,
            Self::Ods(buku) => buku.worksheet_range(nama).map_err(|_| GalatBerkas::Rusak)?,
            Self::Csv(csv) => {
                return Ok(csv.baris.iter().take_while(|b| b.nomor <= sampai).cloned().collect());
            }
        };
        dari_kisi(&kisi, sampai)
    }
}

/// Streams a sheet. The reader's own grid is not used: two cells in opposite corners would make
/// it allocate the whole sheet.
fn baris_xlsx(
    buku: &mut Xlsx<Cursor<&[u8]>>,
    nama: &str,
    sampai: u32,
) -> Result<Vec<BarisMentah>, GalatBerkas> {
    let mut pembaca = match buku.worksheet_cells_reader(nama) {
        Ok(pembaca) => pembaca,
        // A sheet that is only a chart.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(_) => return Err(GalatBerkas::Rusak),
    };
    let mut kumpulan = Kumpulan::default();
    while let Some(sel) = pembaca.next_cell_with_formula_metadata().map_err(galat_sel)? {
        if sel.pos.0 >= sampai {
            break;
        }
        let nilai = match Sel::from(Data::from(sel.value)) {
            Sel::Kosong if sel.formula.is_some() => Sel::Rumus,
            nilai => nilai,
        };
        kumpulan.tambah(sel.pos, nilai)?;
    }
    Ok(kumpulan.baris)
}

/// The reader stops at an error sign that it does not know (`#SPILL!` and its younger kin).
fn galat_sel(galat: XlsxError) -> GalatBerkas {
    match galat {
        XlsxError::CellError(tanda) if tanda.starts_with('#') && tanda.len() < 20 => {
            GalatBerkas::RumusGalat { tanda }
        }
        _ => GalatBerkas::Rusak,
    }
}

fn dari_kisi(kisi: &Range<Data>, sampai: u32) -> Result<Vec<BarisMentah>, GalatBerkas> {
    let (baris0, kolom0) = kisi.start().unwrap_or_default();
    let mut kumpulan = Kumpulan::default();
    for (baris, kolom, data) in kisi.used_cells() {
        let (Ok(b), Ok(k)) = (u32::try_from(baris), u32::try_from(kolom)) else { break };
        if baris0 + b >= sampai {
            break;
        }
        kumpulan.tambah((baris0 + b, kolom0 + k), Sel::from(data.clone()))?;
    }
    Ok(kumpulan.baris)
}

/// Gathers cells into rows, skipping what is empty and minding the total.
#[derive(Default)]
pub(super) struct Kumpulan {
    pub(super) baris: Vec<BarisMentah>,
    jumlah: usize,
}

impl Kumpulan {
    /// `posisi` counts rows and columns from 0, row by row.
    pub(super) fn tambah(&mut self, posisi: (u32, u32), nilai: Sel) -> Result<(), GalatBerkas> {
        let nomor = posisi.0.saturating_add(1);
        let kolom = usize::try_from(posisi.1).unwrap_or(usize::MAX);
        if nilai.kosong() || kolom >= BATAS_KOLOM {
            return Ok(());
        }
        // Rows come in order in every file that a spreadsheet wrote.
        if self.baris.last().is_some_and(|b| b.nomor > nomor) {
            return Err(GalatBerkas::Rusak);
        }
        if self.baris.last().is_none_or(|b| b.nomor != nomor) {
            self.baris.push(BarisMentah { nomor, sel: Vec::new() });
        }
        let Some(baris) = self.baris.last_mut() else { return Ok(()) };
        if baris.sel.len() <= kolom {
            self.jumlah += kolom + 1 - baris.sel.len();
            baris.sel.resize(kolom + 1, Sel::Kosong);
        }
        baris.sel[kolom] = nilai;
        if self.jumlah > BATAS_SEL { Err(GalatBerkas::TerlaluBanyakSel) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gathering_minds_the_total() {
        let mut k = Kumpulan::default();
        k.tambah((0, 5000), Sel::Rumus).unwrap();
        assert!(k.baris.is_empty());
        k.tambah((3, 2), Sel::Rumus).unwrap();
        assert_eq!((k.jumlah, k.baris[0].nomor), (3, 4));
        assert_eq!(k.tambah((2, 0), Sel::Rumus), Err(GalatBerkas::Rusak));
        let mut penuh = Kumpulan::default();
        let hasil = (0..).find_map(|b| penuh.tambah((b, 255), Sel::Rumus).err());
        assert_eq!(hasil, Some(GalatBerkas::TerlaluBanyakSel));
    }
}
