//! Rows against each other.

use std::collections::HashMap;

use kamus::{JanggalNik, Nik, normal_nama};

use super::baris::Draf;
use super::kolom::K;
use super::{Berat, Temuan};

/// Row numbers named in one sentence; more help nobody.
const BANYAK_DISEBUT: usize = 5;
/// NIK by which a habit of the whole column is told from chance.
const CUKUP_BANYAK: usize = 10;

/// Gives one dusun one spelling, the first that the sheet uses (`Krajan`, `KRAJAN`, `Dusun Krajan`).
pub(super) fn satukan_ejaan_dusun(draf: &mut [Draf]) {
    let mut ejaan: HashMap<String, String> = HashMap::new();
    for dusun in draf.iter_mut().filter_map(|d| d.dusun.as_mut()) {
        let normal = normal_nama(dusun);
        let kunci = normal.strip_prefix("DUSUN ").unwrap_or(&normal).to_owned();
        *dusun = ejaan.entry(kunci).or_insert_with(|| dusun.clone()).clone();
    }
}

pub(super) fn antarbaris(draf: &[Draf], temuan: &mut Vec<Temuan>) {
    nik_ganda(draf, temuan);
    nik_dibulatkan(draf, temuan);
    nik_wilayah_asing(draf, temuan);
}

/// One NIK, one person: among residents an error; a former resident may have come back, so that
/// only warns.
fn nik_ganda(draf: &[Draf], temuan: &mut Vec<Temuan>) {
    let mut pemakai: HashMap<Nik, Vec<&Draf>> = HashMap::new();
    for d in draf {
        if let Some(nik) = d.nik.ada() {
            pemakai.entry(nik).or_default().push(d);
        }
    }
    for (nik, pemakai) in pemakai.into_iter().filter(|(_, p)| p.len() > 1) {
        let aktif = pemakai.iter().filter(|d| d.aktif()).count();
        for d in &pemakai {
            let berat = if aktif > 1 && d.aktif() { Berat::Galat } else { Berat::Peringatan };
            let kembar: Vec<&Draf> = pemakai.iter().copied().filter(|l| l.baris != d.baris).collect();
            temuan.push(d.temuan(K::Nik, berat, &nik.samar(), kalimat_ganda(d, &kembar)));
        }
    }
}

fn kalimat_ganda(d: &Draf, kembar: &[&Draf]) -> String {
    let baris = sebut_baris(kembar.iter().map(|l| l.baris));
    let sekeluarga = kembar.iter().all(|l| l.kk == d.kk);
    if sekeluarga {
        format!("NIK ini juga dipakai di {baris}. Betulkan atau hapus salah satunya.")
    } else {
        format!(
            "NIK ini ada di dua keluarga: baris ini dan {baris}. Tetapkan satu keluarga, lalu \
             hapus baris yang lain."
        )
    }
}

/// `baris 3`, `baris 3 dan 8`, `baris 3, 8 dan 12`; long lists end with how many more there are.
pub(super) fn sebut_baris(baris: impl Iterator<Item = u32>) -> String {
    let semua: Vec<u32> = baris.collect();
    let mut disebut: Vec<String> = semua.iter().take(BANYAK_DISEBUT).map(ToString::to_string).collect();
    if semua.len() > BANYAK_DISEBUT {
        disebut.push(format!("{} baris lain", semua.len() - BANYAK_DISEBUT));
    }
    match disebut.split_last() {
        None => String::new(),
        Some((satu, [])) => format!("baris {satu}"),
        Some((akhir, depan)) => format!("baris {} dan {akhir}", depan.join(", ")),
    }
}

/// A spreadsheet that kept a column of NIK as numbers has rounded the last digit to 0 before it wrote the text.
fn nik_dibulatkan(draf: &[Draf], temuan: &mut Vec<Temuan>) {
    let semua: Vec<(&Draf, Nik)> = draf.iter().filter_map(|d| d.nik.ada().map(|nik| (d, nik))).collect();
    let bulat: Vec<&(&Draf, Nik)> = semua.iter().filter(|(_, nik)| nik.as_str().ends_with('0')).collect();
    if semua.len() < CUKUP_BANYAK || bulat.len() * 20 < semua.len() * 19 {
        return;
    }
    for (d, nik) in bulat {
        let kalimat = "Hampir semua NIK di berkas ini berakhiran 0: angka terakhirnya hilang saat disimpan sebagai \
                       angka di Excel. Ambil lagi dari berkas asalnya dengan kolom NIK berjenis Teks.";
        temuan.push(d.temuan(K::Nik, Berat::Galat, &nik.samar(), kalimat.to_owned()));
    }
}

/// Said once for the sheet: a wrong area code usually runs through the whole column.
fn nik_wilayah_asing(draf: &[Draf], temuan: &mut Vec<Temuan>) {
    let asing: Vec<(&Draf, Nik)> = draf
        .iter()
        .filter_map(|d| d.nik.ada().map(|nik| (d, nik)))
        .filter(|(_, nik)| nik.kejanggalan().contains(&JanggalNik::Wilayah))
        .collect();
    let Some((d, nik)) = asing.first() else { return };
    let kalimat = match asing.len() - 1 {
        0 => "Kode wilayah di awal NIK ini tidak dikenal. Cocokkan dengan KK.".to_owned(),
        lain => format!(
            "Kode wilayah di awal NIK ini dan {} NIK lain tidak dikenal. Cocokkan dengan KK.",
            kamus::angka(i64::try_from(lain).unwrap_or(i64::MAX))
        ),
    };
    temuan.push(d.temuan(K::Nik, Berat::Peringatan, &nik.samar(), kalimat));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_briefly() {
        for (baris, kalimat) in [
            (vec![], ""),
            (vec![3], "baris 3"),
            (vec![3, 8], "baris 3 dan 8"),
            (vec![3, 8, 12], "baris 3, 8 dan 12"),
            ((1..=9).collect(), "baris 1, 2, 3, 4, 5 dan 4 baris lain"),
        ] {
            assert_eq!(sebut_baris(baris.into_iter()), kalimat);
        }
    }
}
