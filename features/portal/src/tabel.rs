//! The public figures as charts and tables.

use std::borrow::Borrow;

use kependudukan::publik::{AngkaPublik, Baris};
use ui::chart::{self, AgeGroup, Chart};

use crate::halaman::akhir_bulan;

pub(crate) const TERSEMBUNYI: &str = "“–” berarti disembunyikan, agar tidak ada warga yang dikenali: isinya kurang dari lima \
                           orang, atau dapat membuka isi baris lain.";

/// A figure as it is read: "14.023", or a dash where it is hidden.
pub(crate) fn sebut(jumlah: impl Borrow<Option<i64>>) -> String {
    jumlah.borrow().map_or_else(|| "–".to_owned(), kamus::angka)
}

/// The sentence under a table with hidden rows.
pub(crate) fn catatan(baris: &[Baris]) -> Option<&'static str> {
    baris.iter().any(|b| b.jumlah.is_none()).then_some(TERSEMBUNYI)
}

pub(crate) fn piramida(angka: &AngkaPublik) -> Option<Chart> {
    let umur = angka.umur.as_ref()?;
    let kelompok: Vec<AgeGroup> = umur
        .iter()
        .map(|b| AgeGroup { label: b.label.clone(), laki_laki: b.laki_laki, perempuan: b.perempuan })
        .collect();
    let judul = format!("Penduduk menurut umur, {}", akhir_bulan(angka));
    let grafik = chart::pyramid(&judul, &kelompok);
    let catatan = catatan(umur);
    Some(match catatan {
        Some(catatan) => grafik.note(format!("{catatan} Jumlah di atas gambar tidak menghitungnya.")),
        None => grafik,
    })
}

/// Bars for a table without sexes, the most people on top; those of whom nothing is known stay last.
pub(crate) fn batang(judul: &str, kepala: &str, tabel: Option<&Vec<Baris>>, urutkan: bool) -> Option<Chart> {
    let tabel = tabel?;
    let mut butir: Vec<(String, Option<i64>)> = tabel.iter().map(|b| (ringkas(&b.label), b.jumlah)).collect();
    if urutkan {
        butir.sort_by_key(|(label, jumlah)| {
            (label == "Belum tercatat", std::cmp::Reverse(jumlah.unwrap_or(0)))
        });
    }
    let grafik = chart::bars(judul, kepala, "Orang", &butir);
    Some(match catatan(tabel) {
        Some(catatan) => grafik.note(catatan),
        None => grafik,
    })
}

/// The one label that is too long for a phone.
fn ringkas(label: &str) -> String {
    label.replace("Tuhan Yang Maha Esa", "Tuhan YME")
}
