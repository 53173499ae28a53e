//! From a letter's facts to what it says.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{BlokPejabat, Kop, Naskah};
use crate::jenis::{Cara, Jenis, Nilai, Tipe};
use crate::orang::{Orang, Tercatat};
use crate::penandatangan::Penandatangan;

/// The facts of one letter.
#[derive(Debug)]
pub struct Bahan<'a> {
    pub jenis: &'a Jenis,
    pub orang: &'a Orang,
    pub nilai: &'a Nilai,
    pub penandatangan: &'a Penandatangan,
    pub cara: Cara,
    pub nomor: &'a str,
    pub tanggal: Date,
    /// None for ever.
    pub berlaku_sampai: Option<Date>,
    pub kop: Kop,
    /// "Sukamaju": where the letter is signed.
    pub tempat: &'a str,
    pub wilayah: &'a str,
    /// "Padukuhan", "Dusun"
    pub sebutan_dusun: &'a str,
    pub verifikasi: String,
}

/// Puts the letter's words together. Pure.
pub fn susun(bahan: Bahan<'_>) -> Naskah {
    let Bahan { jenis, orang, nilai, penandatangan, .. } = bahan;
    Naskah {
        jenis: jenis.kode.clone(),
        judul: jenis.judul_untuk(nilai).to_owned(),
        nomor: bahan.nomor.to_owned(),
        tempat: bahan.tempat.to_owned(),
        tanggal: kamus::tanggal_panjang(bahan.tanggal),
        wilayah: bahan.wilayah.to_owned(),
        tercatat: match orang.tercatat {
            Tercatat::Penduduk => "penduduk",
            Tercatat::Sementara => "sementara",
            Tercatat::Luar => "luar",
        }
        .to_owned(),
        subjek: subjek(orang, bahan.sebutan_dusun),
        isian: isian(jenis, nilai),
        pejabat: BlokPejabat {
            baris: penandatangan.baris(),
            nama: penandatangan.nama.clone(),
            nomor_induk: penandatangan.nomor_induk.clone(),
            selaku: penandatangan.selaku(),
        },
        berlaku: bahan.berlaku_sampai.map(kamus::tanggal_panjang),
        elektronik: bahan.cara.elektronik(),
        verifikasi: bahan.verifikasi,
        kop: bahan.kop,
    }
}

/// The lines about a person; what is unknown is left out rather than printed empty.
fn subjek(orang: &Orang, sebutan_dusun: &str) -> Vec<(String, String)> {
    let baris = [
        ("Nama", orang.nama.to_uppercase()),
        ("NIK", orang.nik.map(|nik| nik.as_str().to_owned()).unwrap_or_default()),
        ("Tempat, tanggal lahir", orang.lahir()),
        ("Jenis kelamin", orang.jenis_kelamin.clone()),
        ("Agama", orang.agama.clone()),
        ("Status perkawinan", orang.status_kawin.clone()),
        ("Pekerjaan", orang.pekerjaan.clone()),
        ("Kewarganegaraan", orang.kewarganegaraan.clone()),
        (
            if orang.tercatat == Tercatat::Penduduk { "Alamat" } else { "Alamat menurut KTP-el" },
            orang.alamat_lengkap(if orang.tercatat == Tercatat::Penduduk { sebutan_dusun } else { "" }),
        ),
    ];
    let ada = baris.into_iter().filter(|(_, nilai)| !nilai.trim().is_empty());
    ada.map(|(label, nilai)| (label.to_owned(), nilai)).collect()
}

fn isian(jenis: &Jenis, nilai: &Nilai) -> BTreeMap<String, String> {
    let dalam_kata = |isian: &crate::jenis::Isian| {
        let teks = nilai.teks(&isian.nama);
        match isian.tipe {
            Tipe::Tanggal => nilai.tanggal(&isian.nama).map(kamus::tanggal_panjang),
            Tipe::Pilihan => {
                isian.pilihan.iter().find(|pilihan| pilihan.kode == teks).map(|pilihan| pilihan.nama.clone())
            }
            // The sentence around it ends with its own full stop.
            Tipe::Teks | Tipe::Area => Some(teks.trim_end_matches('.').to_owned()),
            Tipe::Angka => Some(teks.to_owned()),
        }
        .filter(|teks| !teks.is_empty() || isian.wajib)
    };
    // A preview of a half-typed form: an obligatory answer that is missing prints as dots.
    let isi = |isian: &crate::jenis::Isian| {
        let kata = dalam_kata(isian).or_else(|| isian.wajib.then(String::new))?;
        let kata = if kata.is_empty() { "……………".to_owned() } else { kata };
        Some((isian.nama.clone(), kata))
    };
    jenis.isian.iter().filter_map(isi).collect()
}
