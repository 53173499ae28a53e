//! Other layouts of population files, turned into our columns.
//!
//! *Buku Induk Penduduk* as SIAK printed it over the years: a family's card and address, and below them
//! its members in fixed columns. And SIAK's own table. Nothing is filled in that a sheet does not say,
//! and where a sheet is not as it should be, the row and what is wrong with it are told.

pub(super) mod alamat;
mod blok;
mod denah;
mod judul;
mod siak;

use super::Temuan;
use super::berkas::{BATAS_SEL, GalatBerkas};
use super::buku::{BarisMentah, Buku};
use super::kolom::{K, kunci};
use super::lembar::Lembar;
use super::sel::Sel;
use super::{Berat, sel};
use blok::Pengurai;
pub(super) use blok::nilai as singkatan;
use denah::Denah;
pub(super) use judul::huruf_kolom;

/// A sheet tells what it is within this many rows.
const BARIS_INTIP: u32 = 60;

/// A file in another layout, as our own sheet.
pub(super) struct Terbaca {
    pub(super) lembar: Lembar,
    pub(super) temuan: Vec<Temuan>,
    /// The layout's name.
    pub(super) tata: &'static str,
}

/// Rows in our columns on their way, over all sheets of a file.
pub(super) struct Hasil {
    kolom: Vec<K>,
    baris: Vec<BarisMentah>,
    pub(super) temuan: Vec<Temuan>,
    /// What to add to a row's number: sheets are joined end to end.
    geser: u32,
    sel: usize,
}

impl Hasil {
    pub(super) fn baru(kolom: impl IntoIterator<Item = K>) -> Self {
        let mut kolom: Vec<K> = kolom.into_iter().collect();
        kolom.sort_by_key(|k| *k as usize);
        kolom.dedup();
        Self { kolom, baris: Vec::new(), temuan: Vec::new(), geser: 0, sel: 0 }
    }

    fn catat(&mut self, baris: u32, berat: Berat, nilai: &str, kalimat: String) {
        let (baris, nilai) = (baris + self.geser, sel::samarkan(nilai));
        self.temuan.push(Temuan { baris, kolom: "", nilai, berat, kalimat });
    }

    pub(super) fn awas(&mut self, baris: u32, nilai: &str, kalimat: String) {
        self.catat(baris, Berat::Peringatan, nilai, kalimat);
    }

    /// One person.
    pub(super) fn orang(
        &mut self,
        nomor: u32,
        isi: impl IntoIterator<Item = (K, Sel)>,
    ) -> Result<(), GalatBerkas> {
        let mut sel = vec![Sel::Kosong; self.kolom.len()];
        for (k, nilai) in isi {
            if let Some(letak) = self.kolom.iter().position(|kolom| *kolom == k) {
                sel[letak] = nilai;
            }
        }
        self.sel += sel.len();
        if self.sel > BATAS_SEL {
            return Err(GalatBerkas::TerlaluBanyakSel);
        }
        self.baris.push(BarisMentah { nomor: nomor + self.geser, sel });
        Ok(())
    }

    /// A cell of the person written last.
    fn sel_terakhir(&mut self, k: K) -> Option<&mut Sel> {
        let letak = self.kolom.iter().position(|kolom| *kolom == k)?;
        self.baris.last_mut()?.sel.get_mut(letak)
    }

    pub(super) fn jadi(
        mut self,
        tata: &'static str,
        judul: u32,
        epoch_1904: bool,
    ) -> Result<Terbaca, GalatBerkas> {
        if self.baris.is_empty() {
            return Err(GalatBerkas::TataTanpaOrang { tata });
        }
        self.temuan.sort_by_key(|t| t.baris);
        let lembar = Lembar::baku(&self.kolom, judul, self.baris, epoch_1904);
        Ok(Terbaca { lembar, temuan: self.temuan, tata })
    }
}

/// Reads a file in one of the layouts known here; `None` when it is none of them.
pub(super) fn kenali(buku: &mut Buku<'_>) -> Result<Option<Terbaca>, GalatBerkas> {
    let nama = buku.nama();
    for n in &nama {
        let intip = buku.baris(n, BARIS_INTIP)?;
        if let Some(di) = siak::baris_judul(&intip) {
            let epoch = buku.epoch_1904();
            return siak::baca(&buku.baris(n, u32::MAX)?, di, epoch).map(Some);
        }
        if let Some(denah) = denah::kenali(&intip) {
            return baca_blok(buku, &nama, denah).map(Some);
        }
    }
    Ok(None)
}

/// A book in blocks may run over several sheets.
fn baca_blok(buku: &mut Buku<'_>, nama: &[String], denah: &'static Denah) -> Result<Terbaca, GalatBerkas> {
    let mut hasil = Hasil::baru(denah.kolom());
    for n in nama {
        let baris = buku.baris(n, u32::MAX)?;
        sambung(&mut hasil, denah, n, &baris)?;
    }
    hasil.jadi(denah.nama, 1, buku.epoch_1904())
}

fn sambung(
    hasil: &mut Hasil,
    denah: &'static Denah,
    nama: &str,
    baris: &[BarisMentah],
) -> Result<(), GalatBerkas> {
    let (Some(awal), Some(akhir)) = (baris.first(), baris.last()) else { return Ok(()) };
    if hasil.geser > 0 {
        let kalimat = format!(
            "Lembar {} disambung di sini: baris 1 di lembar itu menjadi baris {} di laporan ini.",
            sel::samarkan(nama),
            hasil.geser + 1
        );
        hasil.awas(awal.nomor, "", kalimat);
    }
    let sebelum = hasil.baris.len();
    Pengurai::baru(denah).urai(baris, hasil)?;
    if hasil.baris.len() == sebelum && hasil.geser > 0 {
        let kalimat = format!("Lembar {} tidak memuat orang; dilewati.", sel::samarkan(nama));
        hasil.awas(awal.nomor, "", kalimat);
    }
    hasil.geser = hasil.geser.saturating_add(akhir.nomor);
    Ok(())
}

/// The text of a cell, in letters and digits, for finding labels.
fn label(sel: &Sel) -> String {
    match sel {
        Sel::Teks(teks) => kunci(teks),
        _ => String::new(),
    }
}

/// How many digits a cell holds when it holds a number and nothing else.
pub(super) fn banyak_digit(sel: &Sel) -> usize {
    match sel {
        Sel::Angka(n) if *n >= 0.0 && n.fract() == 0.0 => sel.tampil().len(),
        Sel::Teks(teks)
            if teks
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '\'' | '\u{2019}')) =>
        {
            teks.chars().filter(char::is_ascii_digit).count()
        }
        _ => 0,
    }
}

#[cfg(test)]
mod uji;
