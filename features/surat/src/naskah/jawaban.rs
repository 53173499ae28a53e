//! Answers as a template reads them: dates, sums and choices in words, persons and tables taken apart.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::terbilang;
use crate::jenis::{Isian, Jenis, Nilai, Tipe};

/// What stands where an obligatory answer is still missing.
pub(super) const TITIK: &str = "……………";

pub(super) fn jawaban(jenis: &Jenis, lembaga: bool, nilai: &Nilai) -> BTreeMap<String, Value> {
    let mut semua: BTreeMap<String, Value> = jenis
        .isian_untuk(lembaga)
        .filter_map(|isian| Some((isian.nama.clone(), satu(isian, nilai)?)))
        .collect();
    for isian in jenis.isian.iter().filter(|isian| isian.tipe == Tipe::Tanggal) {
        if semua.contains_key(&isian.nama) {
            let hari = nilai.tanggal(&isian.nama).map_or(TITIK, kamus::nama_hari);
            semua.insert(format!("{}_hari", isian.nama), hari.into());
        }
    }
    semua
}

fn satu(isian: &Isian, nilai: &Nilai) -> Option<Value> {
    match isian.tipe {
        Tipe::Orang | Tipe::Lembaga => (isian.wajib || nilai.ada(&isian.nama)).then(|| majemuk(isian, nilai)),
        Tipe::Tabel => (isian.wajib || nilai.ada(&isian.nama)).then(|| tabel(isian, nilai)),
        _ => {
            let teks = kata(isian, nilai.teks(&isian.nama));
            // A preview of a half-typed form: an obligatory answer that is missing prints as dots.
            match (teks.is_empty(), isian.wajib) {
                (true, false) => None,
                (true, true) => Some(TITIK.into()),
                (false, _) => Some(teks.into()),
            }
        }
    }
}

/// One answer in words; empty when there is none.
pub(super) fn kata(isian: &Isian, teks: &str) -> String {
    match isian.tipe {
        Tipe::Tanggal => teks.parse().map(kamus::tanggal_panjang).unwrap_or_default(),
        Tipe::Pilihan => {
            let picked = isian.pilihan.iter().find(|pilihan| pilihan.kode == teks);
            picked.map(|pilihan| pilihan.nama.clone()).unwrap_or_default()
        }
        Tipe::Rupiah => teks.parse::<u64>().map_or_else(
            |_| String::new(),
            |angka| {
                let tulis = kamus::angka(i64::try_from(angka).unwrap_or(i64::MAX));
                format!("Rp{tulis},00 ({} rupiah)", terbilang(angka))
            },
        ),
        Tipe::Angka => match (teks.parse::<i64>(), &isian.satuan) {
            (Ok(angka), Some(satuan)) => format!("{} {satuan}", kamus::angka(angka)),
            _ => teks.to_owned(),
        },
        // The sentence around it ends with its own full stop.
        _ => teks.trim_end_matches('.').to_owned(),
    }
}

/// The parts of a person or body: each by its name, and as lines with their labels.
fn majemuk(isian: &Isian, nilai: &Nilai) -> Value {
    let mut isi = serde_json::Map::new();
    let mut baris: Vec<(String, String)> = Vec::new();
    let daun = isian.daun(0);
    let teks = |kode: &str| {
        let nama = format!("{}-{kode}", isian.nama);
        daun.iter()
            .find(|satu| satu.nama == nama)
            .map(|satu| kata(satu, nilai.teks(&nama)))
            .unwrap_or_default()
    };
    for (kode, label, _) in isian.bagian_bagian() {
        let jawab = teks(kode);
        isi.insert(kode.to_owned(), if jawab.is_empty() { "-".into() } else { jawab.clone().into() });
        match kode {
            "nama" => {
                let nama = if jawab.is_empty() { TITIK.to_owned() } else { jawab };
                isi.insert("nama".to_owned(), nama.clone().into());
                let nama = if isian.tipe == Tipe::Orang { nama.to_uppercase() } else { nama };
                baris.push((if isian.tipe == Tipe::Orang { "Nama" } else { label }.to_owned(), nama));
            }
            "tempat_lahir" => {
                let lahir = [jawab, teks("tanggal_lahir")];
                let lahir: Vec<String> = lahir.into_iter().filter(|kata| !kata.is_empty()).collect();
                isi.insert("lahir".to_owned(), lahir.join(", ").into());
                baris.push(("Tempat, tanggal lahir".to_owned(), lahir.join(", ")));
            }
            "tanggal_lahir" => {}
            _ => baris.push((label.to_owned(), jawab)),
        }
    }
    baris.retain(|(_, nilai)| !nilai.is_empty());
    isi.insert("baris".to_owned(), json!(baris));
    isi.into()
}

/// Heads, cells in words, and each row by the names of its columns.
fn tabel(isian: &Isian, nilai: &Nilai) -> Value {
    let kepala: Vec<&str> = isian.kolom.iter().map(|kolom| kolom.label.as_str()).collect();
    let mut baris = Vec::new();
    let mut isi = Vec::new();
    let ada = |nama: &str| !nilai.teks(nama).is_empty();
    for ke in 1..=isian.baris_terisi(&ada).max(1) {
        let sel = |kolom: &Isian| {
            let jawab = kata(kolom, nilai.teks(&isian.sel(ke, kolom).nama));
            if jawab.is_empty() { "-".to_owned() } else { jawab }
        };
        let kata: Vec<String> = isian.kolom.iter().map(sel).collect();
        let menurut: BTreeMap<&str, &String> =
            isian.kolom.iter().map(|kolom| kolom.nama.as_str()).zip(&kata).collect();
        isi.push(json!(menurut));
        baris.push(kata);
    }
    json!({ "kepala": kepala, "baris": baris, "isi": isi })
}
