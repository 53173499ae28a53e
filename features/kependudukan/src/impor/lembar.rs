//! Finding the sheet and its header row, and taking the cells out.

use std::fmt;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Ods, OdsError, Range, Reader, Xls, XlsError, Xlsx, XlsxError};

use super::berkas::{BATAS_SEL, GalatBerkas, Jenis, kenali};
use super::kolom::{self, K, KOLOM};
use super::sel::Sel;
use super::{Berat, Temuan};

const NAMA_LEMBAR: &str = "Data Penduduk";
/// Columns beyond this hold nothing of ours.
const BATAS_KOLOM: usize = 256;
/// The header stands within the first rows; some villages put a title above it.
const BARIS_INTIP: u32 = 20;
/// Known headers that make a row a header row.
const JUDUL_CUKUP: usize = 3;
/// Ends the data, when it stands in the first column.
const TANDA_AKHIR: &str = "###";

/// One row as it came.
#[derive(Clone)]
pub(super) struct BarisMentah {
    /// As the spreadsheet numbers it.
    pub(super) nomor: u32,
    pub(super) sel: Vec<Sel>,
}

/// The sheet of residents as it came, with its header understood.
pub struct Lembar {
    pub nama: String,
    pub(super) judul: BarisMentah,
    pub(super) baris: Vec<BarisMentah>,
    /// Where each of [`KOLOM`] stands.
    posisi: [Option<usize>; KOLOM.len()],
    /// Dates count from 1904 (old Macintosh workbooks).
    pub(super) epoch_1904: bool,
}

/// No cells: they hold names and numbers of persons.
impl fmt::Debug for Lembar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lembar({}, {} baris)", self.nama, self.baris.len())
    }
}

impl Lembar {
    pub(super) fn baris_data(&self) -> impl Iterator<Item = &BarisMentah> {
        self.baris.iter()
    }

    pub(super) fn sel<'a>(&self, baris: &'a BarisMentah, kolom: K) -> &'a Sel {
        let posisi = self.posisi[kolom as usize];
        posisi.and_then(|p| baris.sel.get(p)).unwrap_or(&Sel::Kosong)
    }

    /// The sheet column in which a header stands.
    pub(super) fn letak(&self, nama: &str) -> Option<usize> {
        kolom::urutan(nama).and_then(|i| self.posisi[i])
    }

    pub(super) fn kolom_ada(&self) -> Vec<&'static str> {
        let ada = KOLOM.iter().zip(&self.posisi).filter(|(_, p)| p.is_some());
        ada.map(|(k, _)| k.nama).collect()
    }

    /// What to know about the header: columns that are missing or not ours.
    pub(super) fn temuan_judul(&self) -> Vec<Temuan> {
        let kurang: Vec<&str> =
            KOLOM.iter().zip(&self.posisi).filter_map(|(k, p)| p.is_none().then_some(k.nama)).collect();
        let asing: Vec<String> = (0..self.judul.sel.len())
            .filter(|i| !self.posisi.contains(&Some(*i)))
            .map(|i| self.judul.sel[i].tampil())
            .filter(|judul| !judul.is_empty() && !kolom::sama_catatan(judul))
            .collect();
        let temuan = |nilai: String, kalimat: &str| Temuan {
            baris: self.judul.nomor,
            kolom: "",
            nilai,
            berat: Berat::Peringatan,
            kalimat: kalimat.to_owned(),
        };
        let mut hasil = Vec::new();
        if !kurang.is_empty() {
            hasil.push(temuan(
                kurang.join(", "),
                "Kolom ini tidak ada di berkas. Datanya dianggap belum diketahui.",
            ));
        }
        if !asing.is_empty() {
            hasil.push(temuan(
                asing.join(", "),
                "Kolom ini tidak dikenal dan diabaikan. Bila isinya penting, samakan judulnya \
                 dengan templat.",
            ));
        }
        hasil
    }
}

/// Opens a workbook and takes the sheet of residents out of it.
pub(super) fn buka(isi: &[u8]) -> Result<Lembar, GalatBerkas> {
    let jenis = kenali(isi)?;
    // A damaged file may trip an assertion in the reader; that is the file's fault, not a reason
    // to lose the request.
    catch_unwind(AssertUnwindSafe(|| match jenis {
        Jenis::Xlsx => dari_xlsx(isi),
        Jenis::Xls => {
            let mut buku = Xls::new(Cursor::new(isi)).map_err(|e| match e {
                XlsError::Password => GalatBerkas::Terkunci,
                _ => GalatBerkas::Rusak,
            })?;
            let epoch = buku.has_1904_epoch();
            let nama = buku.sheet_names();
            pilih(&nama, |n, _| {
                buku.worksheet_range(n).map_err(|_| GalatBerkas::Rusak).and_then(|k| dari_kisi(&k))
            })
            .and_then(|(nama, baris)| susun(nama, baris, epoch))
        }
        Jenis::Ods => {
            let mut buku = Ods::new(Cursor::new(isi)).map_err(|e| match e {
                OdsError::Password => GalatBerkas::Terkunci,
                OdsError::CellLimitExceeded { .. } => GalatBerkas::TerlaluBanyakSel,
                _ => GalatBerkas::Rusak,
            })?;
            let nama = buku.sheet_names();
            pilih(&nama, |n, _| {
                buku.worksheet_range(n).map_err(|_| GalatBerkas::Rusak).and_then(|k| dari_kisi(&k))
            })
            .and_then(|(nama, baris)| susun(nama, baris, false))
        }
    }))
    .unwrap_or(Err(GalatBerkas::Rusak))
}

fn dari_xlsx(isi: &[u8]) -> Result<Lembar, GalatBerkas> {
    let mut buku: Xlsx<_> = Xlsx::new(Cursor::new(isi)).map_err(|e| match e {
        XlsxError::Password => GalatBerkas::Terkunci,
        _ => GalatBerkas::Rusak,
    })?;
    let epoch = buku.has_1904_epoch();
    let nama = buku.sheet_names();
    let (nama, baris) = pilih(&nama, |n, sampai| baris_xlsx(&mut buku, n, sampai))?;
    susun(nama, baris, epoch)
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

fn dari_kisi(kisi: &Range<Data>) -> Result<Vec<BarisMentah>, GalatBerkas> {
    let (baris0, kolom0) = kisi.start().unwrap_or_default();
    let mut kumpulan = Kumpulan::default();
    for (baris, kolom, data) in kisi.used_cells() {
        let (Ok(b), Ok(k)) = (u32::try_from(baris), u32::try_from(kolom)) else { break };
        kumpulan.tambah((baris0 + b, kolom0 + k), Sel::from(data.clone()))?;
    }
    Ok(kumpulan.baris)
}

/// Gathers cells into rows, skipping what is empty and minding the total.
#[derive(Default)]
struct Kumpulan {
    baris: Vec<BarisMentah>,
    jumlah: usize,
}

impl Kumpulan {
    /// `posisi` counts rows and columns from 0, row by row.
    fn tambah(&mut self, posisi: (u32, u32), nilai: Sel) -> Result<(), GalatBerkas> {
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

/// The sheet named `Data Penduduk`, else the one whose header knows most columns; with its rows.
fn pilih(
    nama: &[String],
    mut ambil: impl FnMut(&str, u32) -> Result<Vec<BarisMentah>, GalatBerkas>,
) -> Result<(String, Vec<BarisMentah>), GalatBerkas> {
    let mut terbaik: Option<(&String, usize)> = None;
    for n in nama {
        let baris = ambil(n, BARIS_INTIP)?;
        let cocok = baris_judul(&baris).map_or(0, |i| dikenal(&baris[i]));
        let resmi = n.trim().eq_ignore_ascii_case(NAMA_LEMBAR);
        if cocok >= JUDUL_CUKUP && (resmi || terbaik.is_none_or(|(_, c)| cocok > c)) {
            terbaik = Some((n, cocok));
        }
        if resmi && cocok >= JUDUL_CUKUP {
            break;
        }
    }
    let Some((terpilih, _)) = terbaik else {
        let ada: Vec<String> = nama.iter().take(5).map(|n| super::sel::samarkan(n)).collect();
        return Err(GalatBerkas::TanpaLembar { ada: ada.join(", ") });
    };
    Ok((terpilih.clone(), ambil(terpilih, u32::MAX)?))
}

/// The row within the first twenty that knows most columns.
fn baris_judul(baris: &[BarisMentah]) -> Option<usize> {
    let intip = baris.iter().take_while(|b| b.nomor <= BARIS_INTIP).enumerate();
    let terbaik = intip.max_by_key(|(i, b)| (dikenal(b), std::cmp::Reverse(*i)))?;
    (dikenal(terbaik.1) >= JUDUL_CUKUP).then_some(terbaik.0)
}

fn dikenal(baris: &BarisMentah) -> usize {
    baris.sel.iter().filter(|s| kolom::dari_judul(&s.tampil()).is_some()).count()
}

fn susun(nama: String, mut baris: Vec<BarisMentah>, epoch_1904: bool) -> Result<Lembar, GalatBerkas> {
    let di = baris_judul(&baris).ok_or(GalatBerkas::Rusak)?;
    let data = baris.split_off(di + 1);
    let judul = baris.pop().ok_or(GalatBerkas::Rusak)?;
    let mut posisi = [None; KOLOM.len()];
    for (letak, sel) in judul.sel.iter().enumerate() {
        if let Some(k) = kolom::dari_judul(&sel.tampil())
            && posisi[k].replace(letak).is_some()
        {
            return Err(GalatBerkas::KolomGanda { kolom: KOLOM[k].nama });
        }
    }
    let kurang: Vec<&str> =
        KOLOM.iter().zip(&posisi).filter(|(k, p)| k.wajib && p.is_none()).map(|(k, _)| k.nama).collect();
    if !kurang.is_empty() {
        return Err(GalatBerkas::KolomKurang { lembar: nama, kurang: kurang.join(", ") });
    }
    let isi = |b: &BarisMentah| posisi.iter().flatten().any(|p| b.sel.get(*p).is_some_and(|s| !s.kosong()));
    let akhir = |b: &BarisMentah| matches!(b.sel.first(), Some(Sel::Teks(t)) if t.starts_with(TANDA_AKHIR));
    let baris: Vec<BarisMentah> = data.into_iter().take_while(|b| !akhir(b)).filter(isi).collect();
    if baris.is_empty() {
        return Err(GalatBerkas::TanpaData { lembar: nama });
    }
    Ok(Lembar { nama, judul, baris, posisi, epoch_1904 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baris(nomor: u32, isi: &[&str]) -> BarisMentah {
        BarisMentah { nomor, sel: isi.iter().map(|t| Sel::from(Data::String((*t).into()))).collect() }
    }

    const WAJIB: [&str; 9] = ["nik", "nama", "no_kk", "dusun", "rw", "rt", "sex", "tanggallahir", "kk_level"];

    #[test]
    fn header_is_found_below_a_title() {
        let isi = vec![
            baris(1, &["DATA PENDUDUK KALURAHAN CONTOH"]),
            baris(4, &WAJIB),
            baris(5, &["", "SITI"]),
            baris(7, &["", "", "", "", "", "", "", "", "", "bukan kolom kita"]),
            baris(8, &["", "BUDI"]),
            baris(9, &["###"]),
            baris(10, &["", "TIDAK DIBACA"]),
        ];
        let lembar = susun("Lembar1".into(), isi, false).unwrap();
        let nomor: Vec<u32> = lembar.baris.iter().map(|b| b.nomor).collect();
        assert_eq!(nomor, [5, 8]);
        assert_eq!(lembar.judul.nomor, 4);
        assert_eq!(lembar.sel(&lembar.baris[0], K::Nama).tampil(), "SITI");
        assert_eq!(lembar.letak("nama"), Some(1));
        assert!(lembar.sel(&lembar.baris[0], K::Suku).kosong());
        assert_eq!(format!("{lembar:?}"), "Lembar(Lembar1, 2 baris)");
    }

    #[test]
    fn missing_and_double_columns_are_named() {
        let galat = susun("L".into(), vec![baris(1, &WAJIB[..7]), baris(2, &["x"])], false);
        assert_eq!(
            galat.unwrap_err().to_string(),
            "Kolom yang wajib tidak ada di lembar L: tanggallahir, kk_level. Tambahkan kolom itu \
             dengan nama yang sama di baris judul, lalu unggah lagi."
        );
        let ganda = [&WAJIB[..], &["NIK"]].concat();
        assert_eq!(
            susun("L".into(), vec![baris(1, &ganda), baris(2, &["x"])], false).unwrap_err(),
            GalatBerkas::KolomGanda { kolom: "nik" }
        );
        assert_eq!(
            susun("L".into(), vec![baris(1, &WAJIB)], false).unwrap_err(),
            GalatBerkas::TanpaData { lembar: "L".into() }
        );
    }

    #[test]
    fn the_sheet_with_most_known_headers_wins() {
        let kode = baris(1, &["agama", "pekerjaan", "hubungan"]);
        let data = baris(1, &WAJIB);
        let ambil = |n: &str, _| {
            Ok(match n {
                "Kode Data" => vec![kode.clone()],
                "Data" | "data penduduk " => vec![data.clone()],
                _ => vec![],
            })
        };
        let nama = |n: &[&str]| n.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        for (daftar, terpilih) in [
            (nama(&["Kode Data", "Data"]), "Data"),
            (nama(&["Kode Data", "Data", "data penduduk "]), "data penduduk "),
            (nama(&["Grafik", "Kode Data"]), "Kode Data"),
        ] {
            assert_eq!(pilih(&daftar, ambil).map(|p| p.0), Ok(terpilih.to_owned()));
        }
        let tanpa = pilih(&nama(&["Lembar1", "Lembar2"]), ambil).map(|p| p.0).unwrap_err();
        assert!(tanpa.to_string().ends_with("Lembar yang ada: Lembar1, Lembar2."), "{tanpa}");
    }

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
