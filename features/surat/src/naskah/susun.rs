//! From a letter's facts to what it says.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::jawaban::{TITIK, jawaban};
use super::{BlokPejabat, BlokTtd, Kop, Milik, Naskah};
use crate::jenis::{Cara, Jenis, JenisPokok, Kepala, Nilai, Penanda, Tipe, Ttd};
use crate::orang::{Orang, Tercatat};
use crate::penandatangan::Penandatangan;

/// The offices that a letter names, in the words of this region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instansi {
    /// "Kalurahan Sukamaju"
    pub unit: String,
    /// "Lurah Sukamaju"
    pub kepala: String,
    /// "Kapanewon Pleret"
    pub atasan: String,
    /// "Pleret": what KUA, Polsek and Koramil are called after.
    pub kecamatan: String,
    /// "Panewu Pleret"
    pub kepala_atasan: String,
    pub kabupaten: String,
    pub provinsi: String,
    /// "Padukuhan"
    pub dusun: String,
    /// "Dukuh"
    pub kepala_dusun: String,
}

/// Who heads the parts of the village in which somebody lives. Where nobody is written down, dots stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ketua {
    pub rt: String,
    pub rw: String,
    pub dukuh: String,
}

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
    pub instansi: Instansi,
    pub ketua: Ketua,
    pub verifikasi: String,
}

/// Puts the letter's words together. Pure.
pub fn susun(bahan: Bahan<'_>) -> Naskah {
    let Bahan { jenis, orang, nilai, penandatangan, .. } = bahan;
    let ttd = ttd(&bahan);
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
            Tercatat::Lembaga if orang.diketik() => "lembaga_luar",
            Tercatat::Lembaga => "lembaga",
        }
        .to_owned(),
        subjek: subjek(jenis, orang, &bahan.instansi.dusun),
        orang: fakta(orang, &bahan.instansi.dusun, bahan.tanggal),
        isian: jawaban(jenis, orang.lembaga(), nilai),
        pejabat: BlokPejabat {
            baris: penandatangan.baris(),
            nama: penandatangan.nama.clone(),
            nomor_induk: penandatangan.nomor_induk.clone(),
            selaku: penandatangan.selaku(),
        },
        ttd,
        berlaku: bahan.berlaku_sampai.map(kamus::tanggal_panjang),
        elektronik: bahan.cara.elektronik(),
        verifikasi: bahan.verifikasi,
        pernyataan: String::new(),
        kop: bahan.kop,
        instansi: bahan.instansi,
    }
}

/// The lines about a person or body; what is unknown is left out rather than printed empty.
fn subjek(jenis: &Jenis, orang: &Orang, sebutan_dusun: &str) -> Vec<(String, String)> {
    let bernama = matches!(jenis.pokok.jenis, JenisPokok::Lembaga | JenisPokok::Dituju);
    if orang.lembaga() || bernama {
        let baris = [("Nama", titik(&orang.nama)), ("Alamat", orang.alamat_lengkap(sebutan_dusun))];
        let ada = baris.into_iter().filter(|(_, nilai)| !nilai.is_empty());
        return ada.map(|(label, nilai)| (label.to_owned(), nilai)).collect();
    }
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

/// The person's facts by name. What is unknown prints as a dash, so that no template breaks on it.
fn fakta(orang: &Orang, sebutan_dusun: &str, tanggal: Date) -> BTreeMap<String, String> {
    let umur = orang.tanggal_lahir.map(|lahir| kamus::umur(lahir, tanggal).to_string());
    let isi = [
        ("nama", orang.nama.clone()),
        ("nik", orang.nik.map(|nik| nik.as_str().to_owned()).unwrap_or_default()),
        ("no_kk", orang.no_kk.map(|kk| kk.as_str().to_owned()).unwrap_or_default()),
        ("lahir", orang.lahir()),
        ("umur", umur.unwrap_or_default()),
        ("jenis_kelamin", orang.jenis_kelamin.clone()),
        ("agama", orang.agama.clone()),
        ("status_kawin", orang.status_kawin.clone()),
        ("pekerjaan", orang.pekerjaan.clone()),
        ("kewarganegaraan", orang.kewarganegaraan.clone()),
        ("alamat", orang.alamat_lengkap(sebutan_dusun)),
        ("rt", orang.rt.clone()),
        ("rw", orang.rw.clone()),
    ];
    let isi = isi
        .into_iter()
        .map(|(nama, teks)| (nama.to_owned(), if teks.trim().is_empty() { "-".to_owned() } else { teks }));
    isi.collect()
}

/// Every block in print. Persons who were not named have none.
fn ttd(bahan: &Bahan<'_>) -> Vec<BlokTtd> {
    let mut semua = Vec::new();
    let mut penulis = None;
    for ttd in &bahan.jenis.ttd {
        if ttd.oleh == penulis_surat(bahan.jenis) {
            penulis = Some(semua.len());
        }
        semua.extend(blok(ttd, bahan));
    }
    // Where the writer has no block of their own, the date stands far right in the first row.
    let baris = semua.first().map_or(0, |blok| blok.baris);
    let kanan = semua.iter().take_while(|blok| blok.baris == baris).take(SEBARIS).count();
    if let Some(blok) = semua.get_mut(penulis.unwrap_or(kanan.saturating_sub(1))) {
        blok.tanggal = true;
    }
    semua
}

/// How many blocks `surat.typ` sets side by side before it begins another line.
const SEBARIS: usize = 3;

/// Whose paper it is: the office's, or the resident's.
fn penulis_surat(jenis: &Jenis) -> Penanda {
    let pejabat = jenis.ttd.iter().any(|ttd| ttd.oleh == Penanda::Pejabat);
    if pejabat && jenis.kepala != Kepala::Polos { Penanda::Pejabat } else { Penanda::Pokok }
}

fn blok(ttd: &Ttd, bahan: &Bahan<'_>) -> Vec<BlokTtd> {
    let Bahan { orang, penandatangan, instansi, ketua, .. } = bahan;
    let satu = |jabatan: Vec<String>, nama: String| {
        let atas = ttd.atas.iter().cloned().chain(jabatan).collect();
        BlokTtd { baris: ttd.baris, atas, nama, meterai: ttd.meterai, ..BlokTtd::default() }
    };
    let sebagai = |biasa: String| vec![ttd.sebagai.clone().unwrap_or(biasa)];
    let wilayah = |kata: &str, nomor: &str| {
        let nomor = if nomor.trim().is_empty() { "……" } else { nomor };
        format!("Ketua {kata} {nomor},")
    };
    match ttd.oleh {
        Penanda::Pejabat => vec![BlokTtd {
            nomor_induk: penandatangan.nomor_induk.clone(),
            milik: Milik::Pejabat,
            ..satu(penandatangan.baris(), penandatangan.nama.clone())
        }],
        Penanda::Pokok if orang.lembaga() => {
            let mut atas = sebagai("Penanggung jawab,".to_owned());
            atas.push(orang.nama.clone());
            let isian = bahan.jenis.penanggung_jawab().map(|isian| format!("{}-nama", isian.nama));
            vec![satu(atas, titik(isian.map_or("", |nama| bahan.nilai.teks(&nama))))]
        }
        Penanda::Pokok => vec![satu(sebagai("Yang bersangkutan,".to_owned()), titik(&orang.nama))],
        Penanda::Isian => dari_isian(ttd, bahan),
        Penanda::Rt => vec![satu(sebagai(wilayah("RT", &orang.rt)), ketua.rt.clone())],
        Penanda::Rw => vec![satu(sebagai(wilayah("RW", &orang.rw)), ketua.rw.clone())],
        Penanda::Dukuh => {
            let dusun = if orang.dusun.trim().is_empty() { "……" } else { orang.dusun.as_str() };
            vec![satu(sebagai(format!("{} {dusun},", instansi.kepala_dusun)), ketua.dukuh.clone())]
        }
        Penanda::Camat => {
            let jabatan = sebagai(format!("{},", instansi.kepala_atasan));
            vec![BlokTtd { milik: Milik::KantorLain, ..satu(jabatan, String::new()) }]
        }
        Penanda::Lain => vec![satu(sebagai("Yang menerima,".to_owned()), String::new())],
    }
}

fn titik(nama: &str) -> String {
    if nama.trim().is_empty() { TITIK.to_owned() } else { nama.to_owned() }
}

/// A named person's block, or one for each row of a table.
fn dari_isian(ttd: &Ttd, bahan: &Bahan<'_>) -> Vec<BlokTtd> {
    let nama_isian = ttd.isian.as_deref().unwrap_or_default();
    let mut semua = bahan.jenis.isian_untuk(bahan.orang.lembaga());
    let Some(isian) = semua.find(|isian| isian.nama == nama_isian) else {
        return Vec::new();
    };
    let sebagai = ttd.sebagai.clone().unwrap_or_else(|| format!("{},", isian.label));
    // One paper bears one meterai, however many persons declare it (UU 10/2020).
    let blok = |sebagai: String, nama: &str, pertama: bool| BlokTtd {
        baris: ttd.baris,
        atas: ttd.atas.iter().cloned().chain([sebagai]).collect(),
        nama: titik(nama),
        meterai: ttd.meterai && pertama,
        ..BlokTtd::default()
    };
    if isian.tipe != Tipe::Tabel {
        let ada = isian.wajib || bahan.nilai.ada(&isian.nama);
        let nama = bahan.nilai.teks(&format!("{}-nama", isian.nama));
        return if ada { vec![blok(sebagai, nama, true)] } else { Vec::new() };
    }
    let ada = |nama: &str| !bahan.nilai.teks(nama).is_empty();
    let banyak = isian.baris_terisi(&ada).max(usize::from(isian.wajib));
    let nama = |ke: usize| {
        isian.kolom.first().map(|kolom| bahan.nilai.teks(&isian.sel(ke, kolom).nama)).unwrap_or_default()
    };
    let dasar = sebagai.trim_end_matches(',');
    (1..=banyak).map(|ke| blok(format!("{dasar} {ke},"), nama(ke), ke == 1)).collect()
}
