//! The letter log. Its letters are kept to be found again; they take no number in the agenda, since OpenSID's begin
//! anew with each kind unless told otherwise.

use kamus::Nik;
use surat::lama::BarisLama;

use super::baca::teks;
use super::orang::{Warga, menurut_id};
use super::{DESA_LAIN, Kerja, Menurut};
use crate::skema::{JenisSuratAsal, LogSurat};
use crate::waktu;

/// A letter, and the place among the residents of whom it is about.
pub struct SuratAsal {
    pub orang: Option<usize>,
    pub surat: BarisLama,
}

/// OpenSID's word for a letter that was begun and not printed.
const KONSEP: &str = "0";

pub(super) fn susun(k: &mut Kerja<'_>, warga: &Warga<'_>) -> Vec<SuratAsal> {
    let mentah = k.mentah;
    let jenis = baca_jenis(k);
    let (tetap, tamu) = (menurut_id(&warga.tetap), menurut_id(&warga.tamu));
    let mut semua = Vec::new();
    for baris in mentah.baris(&LogSurat::TABEL) {
        let asal = LogSurat::dari(baris);
        let alasan = match () {
            () if !k.milik(asal.config_id) => Some(DESA_LAIN),
            () if asal.deleted_at.is_some_and(|saat| !saat.starts_with("0000")) => {
                Some("Sudah dihapus di OpenSID")
            }
            () if asal.status == Some(KONSEP) => Some("Masih konsep, belum menjadi surat"),
            () => None,
        };
        if let Some(alasan) = alasan {
            k.hitung.tinggal(&LogSurat::TABEL, alasan);
            continue;
        }
        let orang = asal.id_pend.and_then(|id| tetap.get(id)).copied();
        let singgah = asal.id_pend.and_then(|id| tamu.get(id)).map(|i| &warga.tamu[*i]);
        let siapa = orang.map(|i| &warga.tetap[i]).or(singgah);
        let nama = siapa.map(|c| c.isian.nama.clone()).or_else(|| teks(asal.nama_non_warga));
        let jenis = asal.id_format_surat.and_then(|id| jenis.get(id)).and_then(|nama| teks(Some(nama)));
        let nik = asal.nik_non_warga.and_then(|nik| Nik::baru(nik).ok());
        let nik = nik.or_else(|| singgah.and_then(|c| c.isian.nik));
        let surat = satu(k, &asal, (jenis, nama, nik));
        if surat.nama.is_empty() && surat.nomor.is_empty() && surat.jenis.is_empty() {
            k.hitung.tinggal(&LogSurat::TABEL, "Tanpa nama, nomor, dan jenis");
            continue;
        }
        k.hitung.ambil(&LogSurat::TABEL);
        semua.push(SuratAsal { orang, surat });
    }
    semua
}

fn baca_jenis<'a>(k: &mut Kerja<'a>) -> Menurut<'a, &'a str> {
    let mut semua = Menurut::new();
    for baris in k.mentah.baris(&JenisSuratAsal::TABEL) {
        let asal = JenisSuratAsal::dari(baris);
        k.hitung.tinggal(&JenisSuratAsal::TABEL, "Daftar jenis; namanya ikut pada suratnya");
        if let (Some(id), Some(nama)) = (asal.id, asal.nama) {
            semua.insert(id, nama);
        }
    }
    semua
}

fn satu(
    k: &mut Kerja<'_>,
    asal: &LogSurat<'_>,
    (jenis, nama, nik): (Option<String>, Option<String>, Option<Nik>),
) -> BarisLama {
    let saat = waktu::hari_utc(asal.tanggal, k.perintah.zona, k.mentah.asal.utc);
    let tanggal = saat.filter(|hari| *hari <= k.perintah.hari_ini);
    if tanggal.is_none() {
        k.hitung.periksa("Surat lama tanpa tanggal yang benar");
    }
    let tertulis =
        || asal.tahun.and_then(|tahun| tahun.parse().ok()).filter(|tahun| (1945..2200).contains(tahun));
    let penandatangan = [teks(asal.nama_pamong), teks(asal.nama_jabatan)];
    BarisLama {
        tahun: tanggal.map(jiff::civil::Date::year).or_else(tertulis).unwrap_or(0),
        tanggal,
        nomor: teks(asal.no_surat).unwrap_or_default(),
        jenis: jenis.unwrap_or_default(),
        perihal: teks(asal.keterangan).unwrap_or_default(),
        nama: nama.unwrap_or_default(),
        nik,
        penandatangan: penandatangan.into_iter().flatten().collect::<Vec<_>>().join(", "),
        lokasi_arsip: teks(asal.lokasi_arsip).unwrap_or_default(),
    }
}
