//! Social aid: programmes, and who was in them. OpenSID names a recipient by text: a NIK, the number of a family card
//! or household, or a group's id, and beside it whoever holds the card.

use std::collections::HashSet;

use jiff::civil::Date;
use kependudukan::pemindahan::KeluargaPindahan;
use kesejahteraan::Sasaran;

use super::baca::teks;
use super::kelompok::LembagaAsal;
use super::orang::{Calon, Warga, menurut_id};
use super::{DESA_LAIN, Kerja, Menurut};
use crate::skema::{Peserta, Program};
use crate::waktu;

/// A programme and its recipients. The act gives the ids.
pub struct BantuanAsal {
    pub nama: String,
    pub sasaran: Sasaran,
    pub asal_dana: String,
    pub keterangan: String,
    pub mulai: Option<Date>,
    pub selesai: Option<Date>,
    pub penerima: Vec<PenerimaAsal>,
}

/// A recipient: their place among the residents or the institutions, where they are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PenerimaAsal {
    pub orang: Option<usize>,
    pub lembaga: Option<usize>,
    pub nama: String,
    pub kartu: Option<String>,
}

/// By what a recipient's text may be found.
struct Cari<'a> {
    id: Menurut<'a, usize>,
    nik: Menurut<'a, usize>,
    kk: Menurut<'a, usize>,
    rtm: Menurut<'a, usize>,
    kelompok: Menurut<'a, usize>,
}

pub(super) fn susun(
    k: &mut Kerja<'_>,
    warga: &Warga<'_>,
    keluarga: &[KeluargaPindahan],
    lembaga: &[LembagaAsal],
) -> Vec<BantuanAsal> {
    let mentah = k.mentah;
    let mut semua: Vec<BantuanAsal> = Vec::new();
    let mut letak: Menurut<'_, usize> = Menurut::new();
    for baris in mentah.baris(&Program::TABEL) {
        let asal = Program::dari(baris);
        match (k.milik(asal.config_id), asal.id, teks(asal.nama)) {
            (false, ..) => k.hitung.tinggal(&Program::TABEL, DESA_LAIN),
            (true, Some(id), Some(nama)) => {
                k.hitung.ambil(&Program::TABEL);
                letak.insert(id, semua.len());
                let program = program(k, &asal, nama);
                semua.push(program);
            }
            _ => k.hitung.tinggal(&Program::TABEL, "Tidak bernama"),
        }
    }
    let cari = Cari::baru(&warga.tetap, keluarga, lembaga);
    baca_peserta(k, (warga, lembaga, &cari), &letak, &mut semua);
    semua
}

fn program(k: &mut Kerja<'_>, asal: &Program<'_>, nama: String) -> BantuanAsal {
    let sasaran = asal.sasaran.and_then(|kode| kode.parse().ok()).and_then(Sasaran::dari_kode);
    if sasaran.is_none() {
        k.hitung.periksa("Sasaran program bantuan tidak dikenal; dicatat untuk perorangan");
    }
    let mulai = waktu::hari(asal.sdate);
    let selesai = waktu::hari(asal.edate);
    let terbalik = mulai.is_some() && selesai < mulai && selesai.is_some();
    if terbalik {
        k.hitung.periksa("Program bantuan berakhir sebelum mulai; hari akhirnya dikosongkan");
    }
    BantuanAsal {
        nama,
        sasaran: sasaran.unwrap_or(Sasaran::Penduduk),
        asal_dana: teks(asal.asaldana).unwrap_or_default(),
        keterangan: teks(asal.ndesc).unwrap_or_default(),
        mulai,
        selesai: selesai.filter(|_| !terbalik),
        penerima: Vec::new(),
    }
}

impl<'a> Cari<'a> {
    fn baru(tetap: &'a [Calon<'a>], keluarga: &'a [KeluargaPindahan], lembaga: &'a [LembagaAsal]) -> Self {
        let mut cari = Self {
            id: menurut_id(tetap),
            nik: Menurut::new(),
            kk: Menurut::new(),
            rtm: Menurut::new(),
            kelompok: Menurut::new(),
        };
        for (i, calon) in tetap.iter().enumerate() {
            if let Some(nik) = &calon.isian.nik {
                cari.nik.insert(nik.as_str(), i);
            }
            let kepala = matches!(calon.rumah_tangga, Some((_, kamus::HubunganRtm::Kepala)));
            if let Some(nomor) = calon.asal.id_rtm.filter(|_| kepala) {
                cari.rtm.insert(nomor, i);
            }
        }
        for satu in keluarga {
            if let (Some(no_kk), Some(kepala)) = (&satu.no_kk, satu.kepala) {
                cari.kk.insert(no_kk.as_str(), kepala);
            }
        }
        for (i, satu) in lembaga.iter().enumerate() {
            for kunci in [&satu.id_asal, &satu.kode_asal] {
                cari.kelompok.entry(kunci.as_str()).or_insert(i);
            }
        }
        cari
    }

    fn orang(&self, asal: &Peserta<'_>, sasaran: Sasaran) -> Option<usize> {
        let pemegang = asal.kartu_id_pend.and_then(|id| self.id.get(id));
        let sebutan = match sasaran {
            Sasaran::Penduduk => asal.peserta.and_then(|nik| self.nik.get(nik)),
            Sasaran::Keluarga => asal.peserta.and_then(|kk| self.kk.get(kk)),
            Sasaran::RumahTangga => asal.peserta.and_then(|rtm| self.rtm.get(rtm)),
            Sasaran::Kelompok => None,
        };
        pemegang.or(sebutan).or_else(|| self.nik.get(asal.kartu_nik?)).copied()
    }
}

fn baca_peserta(
    k: &mut Kerja<'_>,
    (warga, lembaga, cari): (&Warga<'_>, &[LembagaAsal], &Cari<'_>),
    letak: &Menurut<'_, usize>,
    semua: &mut [BantuanAsal],
) {
    let tabel = &Peserta::TABEL;
    let mut sudah = HashSet::new();
    for baris in k.mentah.baris(tabel) {
        let asal = Peserta::dari(baris);
        if !k.milik(asal.config_id) {
            k.hitung.tinggal(tabel, DESA_LAIN);
            continue;
        }
        let Some(program) = asal.program_id.and_then(|id| letak.get(id)).copied() else {
            k.hitung.tinggal(tabel, "Programnya tidak diambil");
            continue;
        };
        let sasaran = semua[program].sasaran;
        let kelompok = asal.peserta.filter(|_| sasaran == Sasaran::Kelompok);
        let kelompok = kelompok.and_then(|kunci| cari.kelompok.get(kunci)).copied();
        let orang = cari.orang(&asal, sasaran);
        let tercatat = orang.map(|i| warga.tetap[i].isian.nama.clone());
        let nama =
            kelompok.map(|i| lembaga[i].lembaga.nama.clone()).or_else(|| teks(asal.kartu_nama)).or(tercatat);
        let Some(nama) = nama else {
            k.hitung.tinggal(tabel, "Nama penerimanya kosong, dan orangnya tidak ada");
            continue;
        };
        let penerima = PenerimaAsal { orang, lembaga: kelompok, nama, kartu: teks(asal.no_id_kartu) };
        if !sudah.insert((program, penerima.orang, penerima.lembaga, penerima.nama.clone())) {
            k.hitung.tinggal(tabel, "Tercatat dua kali dalam program yang sama");
            continue;
        }
        if penerima.orang.is_none() && penerima.lembaga.is_none() {
            k.hitung.periksa("Penerima bantuan tidak ada di data penduduk; dicatat dengan namanya saja");
        }
        k.hitung.ambil(tabel);
        semua[program].penerima.push(penerima);
    }
}
