//! The old letter log: letters from before Balai, as a workbook or another program listed them.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use db::WriteTx;
use jiff::civil::Date;
use kamus::{Nik, kunci_teks, urai_tanggal};
use kependudukan::impor::{BarisPolos, GalatBerkas, lembar_polos};
use uuid::Uuid;

use crate::store::{Asal, ImporSuratLama, Pelaku, Surat, SuratLama};

/// More than any village wrote in ten years; a longer list comes in parts.
pub(crate) const BATAS_BARIS: u32 = 20_000;
/// The header stands within the first rows.
const INTIP: usize = 20;
const BATAS_HURUF: usize = 300;
/// Letters of before are of no year outside these.
const TAHUN: std::ops::RangeInclusive<i16> = 1945..=2200;

/// One old letter as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BarisLama {
    /// The date's year, or the one that was written; 0 where none was.
    pub tahun: i16,
    pub tanggal: Option<Date>,
    pub nomor: String,
    pub jenis: String,
    pub perihal: String,
    pub nama: String,
    pub nik: Option<Nik>,
    pub penandatangan: String,
    pub lokasi_arsip: String,
}

/// What is wrong, and in which row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keluhan {
    pub(crate) baris: u32,
    pub(crate) kalimat: String,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Terbaca {
    pub(crate) surat: Vec<BarisLama>,
    pub(crate) keluhan: Vec<Keluhan>,
    /// Rows that say the same as one above.
    pub(crate) kembar: usize,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Galat {
    #[error(transparent)]
    Berkas(#[from] GalatBerkas),
    #[error(
        "Judul kolomnya tidak ditemukan. Baris pertama harus memuat judul, paling sedikit Nomor atau Tanggal, dan \
         Nama, Jenis, atau Perihal. Unduh templatnya sebagai contoh."
    )]
    TanpaJudul,
    #[error("Di bawah judul kolom tidak ada satu pun surat.")]
    Kosong,
    #[error("Daftarnya lebih dari 20.000 baris. Bagi menjadi beberapa berkas, misalnya satu per tahun.")]
    TerlaluPanjang,
}

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum K {
    Nomor,
    Tanggal,
    Tahun,
    Jenis,
    Perihal,
    Nama,
    Nik,
    Penandatangan,
    Arsip,
}

/// Headings of the template, with what villages write instead.
const KOLOM: [(K, &str, &[&str]); 9] = [
    (K::Nomor, "Nomor", &["nomor surat", "no surat", "no. surat", "nomor agenda"]),
    (K::Tanggal, "Tanggal", &["tanggal surat", "tgl", "tgl surat", "tgl. surat"]),
    (K::Tahun, "Tahun", &[]),
    (K::Jenis, "Jenis", &["jenis surat", "nama surat", "macam surat"]),
    (K::Perihal, "Perihal", &["keperluan", "isi singkat", "isi surat", "keterangan", "hal"]),
    (K::Nama, "Nama", &["nama pemohon", "pemohon", "nama penduduk", "nama warga"]),
    (K::Nik, "NIK", &["no ktp", "nomor ktp"]),
    (K::Penandatangan, "Penanda tangan", &["penandatangan", "ditandatangani oleh", "pejabat", "ttd"]),
    (K::Arsip, "Lokasi arsip", &["arsip", "map", "letak arsip", "lokasi"]),
];

/// The headings of the template.
pub(crate) fn judul() -> impl Iterator<Item = &'static str> {
    KOLOM.iter().map(|(_, nama, _)| *nama)
}

/// Reads a workbook or table; every bad row is told.
pub(crate) fn baca(isi: &[u8], hari_ini: Date) -> Result<Terbaca, Galat> {
    let lembar = lembar_polos(isi, BATAS_BARIS + 50)?;
    let (baris, kolom) = lembar
        .iter()
        .find_map(|baris| {
            let (letak, kolom) =
                baris.iter().take(INTIP).enumerate().find_map(|(i, b)| Some((i, kenali(b)?)))?;
            Some((&baris[letak + 1..], kolom))
        })
        .ok_or(Galat::TanpaJudul)?;
    if baris.len() > BATAS_BARIS as usize {
        return Err(Galat::TerlaluPanjang);
    }
    let mut hasil = Terbaca::default();
    let mut sudah = HashSet::new();
    for b in baris {
        match satu(b, &kolom, hari_ini) {
            Ok(surat) if sudah.insert(pokok(&surat)) => hasil.surat.push(surat),
            Ok(_) => hasil.kembar += 1,
            Err(semua) => {
                hasil.keluhan.extend(semua.into_iter().map(|kalimat| Keluhan { baris: b.nomor, kalimat }));
            }
        }
    }
    if hasil.surat.is_empty() && hasil.keluhan.is_empty() { Err(Galat::Kosong) } else { Ok(hasil) }
}

/// By what two rows are the same letter.
fn pokok(surat: &BarisLama) -> (i16, Option<Date>, String, String, String) {
    (surat.tahun, surat.tanggal, surat.nomor.clone(), surat.jenis.clone(), surat.nama.clone())
}

/// Which column holds what, where this row is the header.
fn kenali(baris: &BarisPolos) -> Option<Vec<(usize, K)>> {
    let mut kolom: Vec<(usize, K)> = Vec::new();
    for (letak, sel) in baris.sel.iter().enumerate() {
        let kunci = kunci_teks(sel);
        let cocok = KOLOM.iter().find(|(_, nama, lain)| {
            !kunci.is_empty()
                && (kunci_teks(nama) == kunci || lain.iter().any(|satu| kunci_teks(satu) == kunci))
        });
        if let Some((k, ..)) = cocok
            && !kolom.iter().any(|(_, ada)| ada == k)
        {
            kolom.push((letak, *k));
        }
    }
    let ada = |k: K| kolom.iter().any(|(_, satu)| *satu == k);
    let cukup = (ada(K::Nomor) || ada(K::Tanggal)) && (ada(K::Nama) || ada(K::Jenis) || ada(K::Perihal));
    cukup.then_some(kolom)
}

fn satu(baris: &BarisPolos, kolom: &[(usize, K)], hari_ini: Date) -> Result<BarisLama, Vec<String>> {
    let mut surat = BarisLama::default();
    let mut salah = Vec::new();
    for (letak, k) in kolom {
        let teks = baris.di(*letak);
        if teks.chars().count() > BATAS_HURUF {
            salah.push(format!("Isi kolom ke-{} lebih panjang dari {BATAS_HURUF} huruf.", letak + 1));
        } else if !matches!(teks, "" | "-") {
            isi(&mut surat, *k, teks, &mut salah);
        }
    }
    if let Some(tanggal) = surat.tanggal {
        surat.tahun = tanggal.year();
        if tanggal > hari_ini {
            salah.push(format!("Tanggal {} belum terjadi.", kamus::tanggal_panjang(tanggal)));
        }
    }
    if surat.nomor.is_empty() && surat.tanggal.is_none() && salah.is_empty() {
        salah.push("Nomor dan tanggalnya kosong; paling sedikit salah satu harus ada.".to_owned());
    }
    if [&surat.nama, &surat.jenis, &surat.perihal].iter().all(|teks| teks.is_empty()) && salah.is_empty() {
        salah.push("Nama, jenis, dan perihalnya kosong; paling sedikit salah satu harus ada.".to_owned());
    }
    if salah.is_empty() { Ok(surat) } else { Err(salah) }
}

fn isi(surat: &mut BarisLama, k: K, teks: &str, salah: &mut Vec<String>) {
    let apa = match k {
        K::Nomor => &mut surat.nomor,
        K::Jenis => &mut surat.jenis,
        K::Perihal => &mut surat.perihal,
        K::Nama => &mut surat.nama,
        K::Penandatangan => &mut surat.penandatangan,
        K::Arsip => &mut surat.lokasi_arsip,
        K::Tanggal => {
            match urai_tanggal(teks) {
                Ok(hari) => surat.tanggal = Some(hari),
                Err(galat) => salah.push(format!("Tanggal: {galat}")),
            }
            return;
        }
        K::Tahun => {
            match teks.parse() {
                Ok(tahun) if TAHUN.contains(&tahun) => surat.tahun = tahun,
                _ => salah.push("Tahun harus empat angka, misalnya 2021.".to_owned()),
            }
            return;
        }
        K::Nik => {
            match Nik::baru(teks) {
                Ok(nik) => surat.nik = Some(nik),
                Err(galat) => salah.push(format!("NIK: {galat}")),
            }
            return;
        }
    };
    teks.clone_into(apa);
}

/// A letter with its place in the register, where one was found.
pub struct Tersambung {
    pub surat: BarisLama,
    pub penduduk_id: Option<Uuid>,
}

impl From<BarisLama> for Tersambung {
    fn from(surat: BarisLama) -> Self {
        Self { surat, penduduk_id: None }
    }
}

/// Writes a list of old letters as one import.
pub async fn simpan(
    tx: &mut WriteTx,
    asal: Asal,
    sidik: [u8; 32],
    pelaku: &Pelaku,
    semua: Vec<impl Into<Tersambung>>,
) -> db::Result<()> {
    let ctx = *tx.ctx();
    let impor = ImporSuratLama {
        id: ctx.new_id(),
        asal: asal.kode(),
        sidik: sidik.into(),
        jumlah: i64::try_from(semua.len()).unwrap_or(i64::MAX),
        oleh: pelaku.id,
        oleh_nama: pelaku.nama.clone(),
        pada: ctx.now.into(),
    };
    let keys = tx.keys().clone();
    let baris = semua.into_iter().map(|s| {
        let Tersambung { surat: s, penduduk_id } = s.into();
        SuratLama {
            id: ctx.new_id(),
            impor_id: impor.id,
            tahun: s.tahun,
            tanggal: s.tanggal.map(Into::into),
            nomor: s.nomor,
            jenis: s.jenis,
            perihal: s.perihal,
            penduduk_id,
            kunci_nama: kamus::kunci_nama(&s.nama),
            nama: s.nama,
            nik_kunci: s.nik.map(|nik| Surat::kunci_nik(&keys, nik)),
            penandatangan: s.penandatangan,
            lokasi_arsip: s.lokasi_arsip,
        }
    });
    let baris: Vec<SuratLama> = baris.collect();
    tx.insert(&impor).await?;
    tx.insert_all(&baris).await
}
