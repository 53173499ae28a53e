//! Cells of one row against each other. Disagreement is common and lawful, so it only warns.

use jiff::civil::Date;
use kamus::{JanggalNik, JenisKelamin, Kehamilan, Shdk, umur};

use super::Draf;
use crate::impor::kolom::K;
use crate::impor::{Berat, Temuan};

/// Older than anyone on record in the country.
const UMUR_TERTUA: i16 = 120;

pub(super) fn periksa(d: &Draf, hari_ini: Date, temuan: &mut Vec<Temuan>) {
    let mut awas = |kolom: K, nilai: &str, kalimat: &str| {
        temuan.push(d.temuan(kolom, Berat::Peringatan, nilai, kalimat.to_owned()));
    };
    nik(d, &mut awas);
    if let Some(lahir) = d.tanggal_lahir
        && d.aktif()
        && umur(lahir, hari_ini) > UMUR_TERTUA
    {
        awas(
            K::TanggalLahir,
            &kamus::tanggal_pendek(lahir),
            "Umurnya lebih dari 120 tahun. Periksa tahun lahir, atau ubah status dasarnya.",
        );
    }
    let (Some(kelamin), r) = (d.jenis_kelamin, &d.rincian) else { return };
    match (d.shdk, kelamin) {
        (Some(Shdk::Istri), JenisKelamin::LakiLaki) => {
            awas(K::Shdk, "Istri", "Hubungannya istri, tetapi jenis kelaminnya laki-laki.");
        }
        (Some(Shdk::Suami), JenisKelamin::Perempuan) => {
            awas(K::Shdk, "Suami", "Hubungannya suami, tetapi jenis kelaminnya perempuan.");
        }
        _ => {}
    }
    if kelamin == JenisKelamin::LakiLaki && r.kehamilan == Some(Kehamilan::Hamil) {
        awas(K::Hamil, "Hamil", "Tercatat hamil, tetapi jenis kelaminnya laki-laki.");
    }
    if let Some(cara) = r.cara_kb
        && !cara.untuk(kelamin)
    {
        awas(K::CaraKb, &cara.to_string(), "Cara KB ini tidak sesuai dengan jenis kelaminnya.");
    }
}

fn nik(d: &Draf, awas: &mut impl FnMut(K, &str, &str)) {
    let Some(nik) = d.nik.ada() else { return };
    let samar = nik.samar();
    if d.kk.ada().is_some_and(|kk| kk.as_str() == nik.as_str()) {
        awas(K::NoKk, &samar, "Nomor KK sama persis dengan NIK. Periksa kolom mana yang keliru.");
    }
    let janggal = nik.kejanggalan();
    for j in janggal.iter().filter(|j| **j != JanggalNik::Wilayah) {
        awas(K::Nik, &samar, &j.to_string());
    }
    if janggal.contains(&JanggalNik::Tanggal) {
        return;
    }
    if let Some(lahir) = d.tanggal_lahir
        && !nik.cocok_lahir(lahir)
    {
        awas(
            K::Nik,
            &samar,
            "Tanggal lahir di NIK berbeda dari kolom tanggallahir. Cocokkan dengan KK; bila KK \
             memang begitu, biarkan.",
        );
    }
    if let (Some(kelamin), Some(menurut_nik)) = (d.jenis_kelamin, nik.jenis_kelamin())
        && kelamin != menurut_nik
    {
        awas(K::Nik, &samar, "Jenis kelamin menurut NIK berbeda dari kolom sex. Cocokkan dengan KK.");
    }
}
