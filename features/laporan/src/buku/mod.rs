//! Books B.1 to B.5 of Permendagri 47/2016, filled from the register of a day, a period or a month.

mod hari;
mod kolom;
mod mutasi;
mod rekap;
mod sementara;

use db::{ReadTx, Result};
use jiff::civil::Date;
use kamus::{Daftar, Nik, NomorKk};
use register::Kolom;
use waktu::Bulan;

pub use rekap::BarisRekap;

/// A book of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Buku {
    Induk,
    Mutasi,
    Rekap,
    Sementara,
    KtpKk,
}

impl Buku {
    pub const SEMUA: [Self; 5] = [Self::Induk, Self::Mutasi, Self::Rekap, Self::Sementara, Self::KtpKk];

    pub fn kode(self) -> &'static str {
        match self {
            Self::Induk => "b1",
            Self::Mutasi => "b2",
            Self::Rekap => "b3",
            Self::Sementara => "b4",
            Self::KtpKk => "b5",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|buku| buku.kode() == kode)
    }

    /// The law's number.
    pub fn nomor(self) -> String {
        self.kode().to_uppercase().replace('B', "B.")
    }

    pub fn judul(self) -> &'static str {
        match self {
            Self::Induk => "Buku Induk Penduduk",
            Self::Mutasi => "Buku Mutasi Penduduk",
            Self::Rekap => "Buku Rekapitulasi Jumlah Penduduk",
            Self::Sementara => "Buku Penduduk Sementara",
            Self::KtpKk => "Buku KTP dan Buku KK",
        }
    }

    pub fn guna(self) -> &'static str {
        match self {
            Self::Induk => "Semua penduduk pada satu hari.",
            Self::Mutasi => "Siapa lahir, datang, pindah, dan meninggal dalam satu masa.",
            Self::Rekap => "Jumlah penduduk dan perubahannya tiap dusun dalam satu bulan.",
            Self::Sementara => "Siapa tinggal sementara dalam satu masa.",
            Self::KtpKk => "Semua penduduk menurut keluarganya, pada satu hari.",
        }
    }

    pub fn kolom(self) -> &'static [Kolom] {
        match self {
            Self::Induk => &kolom::INDUK,
            Self::Mutasi => &kolom::MUTASI,
            Self::Rekap => &kolom::REKAP,
            Self::Sementara => &kolom::SEMENTARA,
            Self::KtpKk => &kolom::KTP_KK,
        }
    }

    /// Whether it holds numbers of persons, which are masked unless somebody says what for.
    pub fn bernomor(self) -> bool {
        matches!(self, Self::Induk | Self::Sementara | Self::KtpKk)
    }
}

/// Of which time a book speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waktu {
    Hari(Date),
    /// Both days included.
    Masa(Date, Date),
    Bulan(Bulan),
}

impl Waktu {
    pub fn kata(self) -> String {
        match self {
            Self::Hari(hari) => format!("Keadaan tanggal {}", kamus::tanggal_panjang(hari)),
            Self::Masa(dari, sampai) => {
                format!("Masa {} sampai {}", kamus::tanggal_panjang(dari), kamus::tanggal_panjang(sampai))
            }
            Self::Bulan(bulan) => format!("Bulan {bulan}"),
        }
    }
}

/// What somebody wants to see of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permintaan {
    pub buku: Buku,
    pub waktu: Waktu,
    /// Only this dusun.
    pub dusun: Option<String>,
    /// Whether NIK and card numbers stand in the open.
    pub terbuka: bool,
}

/// Which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Potongan {
    pub lewati: usize,
    pub batas: usize,
}

/// Rows of a book, each with a cell for every column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Isi {
    pub baris: Vec<Vec<String>>,
    /// How many rows the whole book has.
    pub total: usize,
}

/// Fills a part of a book.
pub async fn isi(tx: &mut ReadTx, minta: &Permintaan, potongan: Potongan) -> Result<Isi> {
    match (minta.buku, minta.waktu) {
        (Buku::Induk | Buku::KtpKk, Waktu::Hari(hari)) => hari::isi(tx, minta, hari, potongan).await,
        (Buku::Mutasi, Waktu::Masa(dari, sampai)) => mutasi::isi(tx, minta, (dari, sampai), potongan).await,
        (Buku::Sementara, Waktu::Masa(dari, sampai)) => {
            sementara::isi(tx, minta, (dari, sampai), potongan).await
        }
        (Buku::Rekap, Waktu::Bulan(bulan)) => {
            let baris = rekap(tx, bulan).await?;
            let baris: Vec<Vec<String>> = baris.iter().enumerate().map(|(i, b)| b.sel(i + 1)).collect();
            let total = baris.len();
            Ok(Isi { baris: baris.into_iter().skip(potongan.lewati).take(potongan.batas).collect(), total })
        }
        _ => Ok(Isi::default()),
    }
}

/// The rows of B.3: one for each dusun, then their sum. Empty before the books open.
pub async fn rekap(tx: &mut ReadTx, bulan: Bulan) -> Result<Vec<BarisRekap>> {
    let Some(masa) = crate::masa::masa(tx, bulan).await? else { return Ok(Vec::new()) };
    let bahan = crate::masa::baca(tx, &masa.rentang).await?;
    Ok(rekap::susun(&bahan.awal, &bahan.akhir, &bahan.hasil()))
}

/// A number as a book prints it.
fn nik(nik: Option<Nik>, terbuka: bool) -> String {
    nik.map(|nik| if terbuka { nik.as_str().to_owned() } else { nik.samar() }).unwrap_or_default()
}

fn no_kk(kk: Option<NomorKk>, terbuka: bool) -> String {
    kk.map(|kk| if terbuka { kk.as_str().to_owned() } else { kk.samar() }).unwrap_or_default()
}

/// The word of a code; empty for none.
fn label<T: Daftar>(kode: Option<i16>) -> String {
    kode.and_then(T::dari_kode).map(|t| t.label().to_owned()).unwrap_or_default()
}

fn kelamin(kode: i16) -> &'static str {
    if kode == kamus::JenisKelamin::Perempuan.kode() { "P" } else { "L" }
}

/// `Jl. Melati 3, RT 002 RW 001, Kauman`, leaving out what there is not.
fn alamat(jalan: &str, dusun: &str, rw: &str, rt: &str) -> String {
    let ada = |isi: &str| !matches!(isi, "" | "-");
    let mut bagian = Vec::new();
    if ada(jalan) {
        bagian.push(jalan.to_owned());
    }
    let rt_rw: Vec<String> = [("RT", rt), ("RW", rw)]
        .iter()
        .filter(|(_, isi)| ada(isi))
        .map(|(kata, isi)| format!("{kata} {isi}"))
        .collect();
    if !rt_rw.is_empty() {
        bagian.push(rt_rw.join(" "));
    }
    if ada(dusun) {
        bagian.push(dusun.to_owned());
    }
    bagian.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_book_has_the_law_s_columns() {
        for (buku, nomor, banyak) in [
            (Buku::Induk, "B.1", 16),
            (Buku::Mutasi, "B.2", 13),
            (Buku::Rekap, "B.3", 33),
            (Buku::Sementara, "B.4", 15),
            (Buku::KtpKk, "B.5", 19),
        ] {
            assert_eq!((buku.nomor().as_str(), buku.kolom().len()), (nomor, banyak));
            assert_eq!(Buku::dari_kode(buku.kode()), Some(buku));
            assert!(buku.kolom()[0].nama == "Nomor urut" && buku.kolom()[banyak - 1].nama == "Ket.");
        }
        assert_eq!(Buku::dari_kode("b9"), None);
    }

    #[test]
    fn an_address_leaves_out_what_there_is_not() {
        assert_eq!(alamat("Jl. Melati 3", "Kauman", "001", "002"), "Jl. Melati 3, RT 002 RW 001, Kauman");
        assert_eq!(alamat("", "Kauman", "-", "002"), "RT 002, Kauman");
        assert_eq!(alamat("", "-", "-", "-"), "");
    }
}
