//! A village's workbook of residents, read and checked without touching anything.
//!
//! The layout is the one OpenSID villages exchange (43 columns, `FormatImporExcel`): one row per
//! person, families told by the family card number. Other layouts are turned into that one first (see
//! `tata`), so that everything behind it is the same for all. [`baca`] is a pure function from bytes to
//! typed rows, derived families and findings; whether and how they become residents is decided elsewhere.
//!
//! Every bad row is reported with all its errors at once, in sentences for the clerk, and
//! [`buku_catatan`] writes them back beside the rows, so that the same file can be mended and sent
//! again.

mod baris;
mod berkas;
mod buku;
mod catatan;
mod csv;
mod keluarga;
mod kolom;
mod lembar;
mod padanan;
mod periksa;
mod peta;
mod polos;
mod sel;
mod tata;
mod tulis;
#[cfg(test)]
mod uji;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use baris::{BarisPenduduk, Rincian};
pub use berkas::{BATAS_UKURAN, GalatBerkas};
pub use catatan::buku_catatan;
pub use keluarga::KeluargaBaru;
use kolom::K;
pub use kolom::{KOLOM, Kolom};
pub use lembar::Lembar;
pub use peta::{Ingatan, Keluhan, KolomAsing, NilaiAsing, Pemetaan, Tabel, pilihan as pilihan_kolom};
pub use polos::{BarisPolos, lembar_polos};
pub use tulis::buku;
#[cfg(test)]
pub(crate) use tulis::sel_semua;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Berat {
    /// The row is not accepted.
    Galat,
    /// The row is accepted; someone should look.
    Peringatan,
}

/// One finding about one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Temuan {
    /// The row's number as the spreadsheet shows it.
    pub baris: u32,
    /// The column's header; empty when the finding is about the whole row or sheet.
    pub kolom: &'static str,
    /// What stands there; long numbers are masked, whatever the column.
    pub nilai: String,
    pub berat: Berat,
    /// What is wrong and what to do, for the clerk.
    pub kalimat: String,
}

/// What a workbook says, as far as it can be believed.
#[derive(Debug)]
pub struct Hasil {
    /// The sheet as it came, for [`buku_catatan`].
    pub lembar: Lembar,
    /// Rows without errors, in sheet order.
    pub baris: Vec<BarisPenduduk>,
    /// Families among those rows.
    pub keluarga: Vec<KeluargaBaru>,
    /// By row, then by column.
    pub temuan: Vec<Temuan>,
    /// Rows with data, good and bad.
    pub jumlah_baris: usize,
    /// Headers that the sheet has. A column that is absent says nothing, an empty cell does.
    pub kolom_ada: Vec<&'static str>,
    /// The layout, when it is not our own.
    pub tata: Option<&'static str>,
    /// Rows that do not say where somebody lives, before the clerk's answer was put in.
    pub belum: Belum,
}

/// The clerk's one answer for all rows that do not say where somebody lives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pelengkap {
    pub dusun: Option<String>,
    pub rw: Option<String>,
    pub rt: Option<String>,
}

/// Rows in which the part of the village is blank or `-`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Belum {
    pub dusun: usize,
    pub rw: usize,
    pub rt: usize,
}

impl Pelengkap {
    fn lengkapi(&self, lembar: &mut Lembar) -> Belum {
        let belum =
            Belum { dusun: lembar.kosong(K::Dusun), rw: lembar.kosong(K::Rw), rt: lembar.kosong(K::Rt) };
        for (kolom, isi) in [(K::Dusun, &self.dusun), (K::Rw, &self.rw), (K::Rt, &self.rt)] {
            if let Some(isi) = isi {
                lembar.lengkapi(kolom, isi);
            }
        }
        belum
    }
}

impl Hasil {
    /// Rows that were refused.
    pub fn jumlah_ditolak(&self) -> usize {
        self.jumlah_baris - self.baris.len()
    }

    pub fn ada_galat(&self) -> bool {
        self.temuan.iter().any(|t| t.berat == Berat::Galat)
    }

    /// The distinct dusun, RW and RT of the accepted rows, sorted.
    pub fn wilayah(&self) -> Vec<(&str, &str, &str)> {
        let mut daftar: Vec<_> = self.baris.iter().map(|b| (&*b.dusun, &*b.rw, &*b.rt)).collect();
        daftar.sort_unstable();
        daftar.dedup();
        daftar
    }
}

/// Reads and checks a workbook (`.xlsx .xlsm .xls .ods`). `hari_ini` is the date in the village's
/// zone: nobody is born after it.
///
/// # Errors
/// Only when nothing can be said about rows: not a workbook, locked, too large, no sheet with
/// residents, necessary columns missing. Everything else is a finding.
pub fn baca(isi: &[u8], hari_ini: Date) -> Result<Hasil, GalatBerkas> {
    baca_dengan(isi, hari_ini, &Pelengkap::default())
}

/// As [`baca`], with what the clerk said about the whole file.
///
/// # Errors
/// As [`baca`].
pub fn baca_dengan(isi: &[u8], hari_ini: Date, pelengkap: &Pelengkap) -> Result<Hasil, GalatBerkas> {
    buku::aman(|| buka(isi)).map(|terbuka| periksa(terbuka, hari_ini, pelengkap))
}

/// Reads and checks a table with headings of its own, mapped to our columns.
///
/// # Errors
/// As [`baca`].
pub fn baca_terpetakan(
    isi: &[u8],
    hari_ini: Date,
    pemetaan: &Pemetaan,
    pelengkap: &Pelengkap,
) -> Result<Hasil, GalatBerkas> {
    let terbaca = Tabel::buka(isi)?.jadi(pemetaan)?;
    let terbuka = Terbuka { lembar: terbaca.lembar, temuan: terbaca.temuan, tata: Some(terbaca.tata) };
    Ok(periksa(terbuka, hari_ini, pelengkap))
}

/// A sheet in our columns, wherever it came from.
struct Terbuka {
    lembar: Lembar,
    temuan: Vec<Temuan>,
    tata: Option<&'static str>,
}

/// Our own layout first, then the others. Where none fits, what is wrong with our own is told.
fn buka(isi: &[u8]) -> Result<Terbuka, GalatBerkas> {
    let mut buku = buku::Buku::buka(isi)?;
    let galat = match lembar::ambil(&mut buku) {
        Ok(lembar) => {
            let temuan = buku.huruf_ditebak().then(|| peta::huruf_ditebak(lembar.judul.nomor));
            return Ok(Terbuka { lembar, temuan: temuan.into_iter().collect(), tata: None });
        }
        Err(GalatBerkas::TanpaLembar { .. }) if matches!(buku, buku::Buku::Csv(_)) => GalatBerkas::TanpaJudul,
        Err(galat) if galat.lain_tata() => galat,
        Err(galat) => return Err(galat),
    };
    let terbaca = tata::kenali(&mut buku)?.ok_or(galat)?;
    Ok(Terbuka { lembar: terbaca.lembar, temuan: terbaca.temuan, tata: Some(terbaca.tata) })
}

fn periksa(terbuka: Terbuka, hari_ini: Date, pelengkap: &Pelengkap) -> Hasil {
    let Terbuka { mut lembar, mut temuan, tata } = terbuka;
    let belum = pelengkap.lengkapi(&mut lembar);
    temuan.extend(lembar.temuan_judul());
    let mut draf: Vec<baris::Draf> =
        lembar.baris_data().map(|b| baris::urai(&lembar, b, hari_ini, &mut temuan)).collect();
    periksa::satukan_ejaan_dusun(&mut draf);
    periksa::antarbaris(&draf, &mut temuan);
    let kelompok = keluarga::kelompokkan(&draf);
    keluarga::periksa(&draf, &kelompok, &mut temuan);
    temuan.sort_by_key(|t| (t.baris, kolom::urutan(t.kolom), t.berat));
    baris::tandai_galat(&mut draf, &temuan);
    let jumlah_baris = draf.len();
    let (baris, keluarga) = keluarga::jadikan(draf, kelompok);
    let kolom_ada = lembar.kolom_ada();
    Hasil { lembar, baris, keluarga, temuan, jumlah_baris, kolom_ada, tata, belum }
}
