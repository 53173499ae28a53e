//! Households. A person's `id_rtm` is the household's number, `nik_kepala` a person's id.

use std::collections::HashSet;

use jiff::civil::Date;
use kamus::{HubunganRtm, StatusDasar};
use kependudukan::pemindahan::RumahPindahan;

use super::baca::teks;
use super::orang::{Calon, Warga};
use super::{DESA_LAIN, Kerja, Menurut};
use crate::skema::Rtm;
use crate::waktu;

/// Makes the households of residents of now, and puts into them also whom OpenSID still names there though they
/// died or moved: they kept house there as long as they were here.
pub(super) fn susun<'a>(k: &mut Kerja<'a>, warga: &mut Warga<'a>, pembukaan: Date) -> Vec<RumahPindahan> {
    let mentah = k.mentah;
    let anggota = kelompokkan(&warga.tetap);
    let mut nomor_warga: HashSet<String> = HashSet::new();
    for i in warga.tetap.iter().map(|c| &c.isian) {
        nomor_warga.extend(i.nik.map(|nik| nik.as_str().to_owned()));
        nomor_warga.extend(i.no_kk.map(|kk| kk.as_str().to_owned()));
    }
    let mut semua: Vec<RumahPindahan> = Vec::new();
    let mut terpakai: HashSet<&str> = HashSet::new();
    for baris in mentah.baris(&Rtm::TABEL) {
        let rtm = Rtm::dari(baris);
        if !k.milik(rtm.config_id) {
            k.hitung.tinggal(&Rtm::TABEL, DESA_LAIN);
            continue;
        }
        let Some(tulisan) = rtm.no_kk.filter(|nomor| terpakai.insert(nomor)) else {
            k.hitung.tinggal(&Rtm::TABEL, "Nomornya kosong atau sama dengan rumah tangga lain");
            continue;
        };
        let tercatat = anggota.get(tulisan).map_or(&[][..], Vec::as_slice);
        let milik: Vec<usize> = tercatat.iter().copied().filter(|i| hadir(&warga.tetap[*i])).collect();
        if milik.is_empty() {
            k.hitung.tinggal(&Rtm::TABEL, "Tidak punya anggota yang masih menjadi penduduk");
            continue;
        }
        k.hitung.ambil(&Rtm::TABEL);
        let kepala = pilih_kepala(k, &warga.tetap, &milik, rtm.nik_kepala);
        for i in tercatat {
            let hubungan = if Some(*i) == kepala { HubunganRtm::Kepala } else { HubunganRtm::Anggota };
            warga.tetap[*i].rumah_tangga = Some((semua.len(), hubungan));
        }
        let wakil = &warga.tetap[kepala.unwrap_or(milik[0])];
        let terdaftar = waktu::hari_utc(rtm.tgl_daftar, k.perintah.zona, mentah.asal.utc);
        let (dusun, rw, rt) = wakil.tempat.clone();
        semua.push(RumahPindahan {
            nomor: tulisan.to_owned(),
            alamat: wakil.isian.alamat.clone(),
            dusun,
            rw,
            rt,
            terdaftar: terdaftar.filter(|hari| *hari <= k.perintah.hari_ini).unwrap_or(pembukaan),
            kelas_sosial: rtm.kelas_sosial.and_then(|isi| isi.parse().ok()).filter(|kelas| *kelas > 0),
            id_bdt: teks(rtm.bdt),
        });
    }
    ganti_nomor(k, &mut semua, &nomor_warga);
    let tanpa = warga.tetap.iter().filter(|c| hadir(c) && c.rumah_tangga.is_none());
    for _ in tanpa.filter(|c| c.asal.id_rtm.is_some_and(|nomor| nomor != "0")) {
        k.hitung.periksa("Rumah tangganya tidak ada di OpenSID; dicatat tanpa rumah tangga");
    }
    semua
}

fn hadir(c: &Calon<'_>) -> bool {
    c.isian.status_dasar == StatusDasar::Hidup
}

fn kelompokkan<'a>(calon: &[Calon<'a>]) -> Menurut<'a, Vec<usize>> {
    let mut anggota: Menurut<'a, Vec<usize>> = Menurut::new();
    for (i, c) in calon.iter().enumerate() {
        if let Some(nomor) = c.asal.id_rtm {
            anggota.entry(nomor).or_default().push(i);
        }
    }
    anggota
}

/// Whom the household's row names, or the only member that says so.
fn pilih_kepala(
    k: &mut Kerja<'_>,
    orang: &[Calon<'_>],
    anggota: &[usize],
    tertulis: Option<&str>,
) -> Option<usize> {
    let tertulis = anggota.iter().copied().find(|i| tertulis.is_some() && orang[*i].asal.id == tertulis);
    let sebagai_kepala: Vec<usize> =
        anggota.iter().copied().filter(|i| orang[*i].asal.rtm_level == Some("1")).collect();
    let kepala = tertulis.or(match sebagai_kepala.as_slice() {
        [satu] => Some(*satu),
        _ => None,
    });
    match kepala {
        None => k.hitung.periksa("Rumah tangga tanpa kepala; tetapkan kepalanya"),
        Some(i) if sebagai_kepala.iter().any(|lain| *lain != i) => {
            k.hitung.periksa("Rumah tangga dengan lebih dari satu kepala; yang lain menjadi anggota");
        }
        Some(_) => {}
    }
    kepala
}

/// A household's number stands in the open: one that is somebody's NIK or card number gives way to another.
fn ganti_nomor(k: &mut Kerja<'_>, semua: &mut [RumahPindahan], nomor_warga: &HashSet<String>) {
    let mut ada: HashSet<String> = semua.iter().map(|r| r.nomor.clone()).collect();
    let mut urut = 0_usize;
    for r in semua.iter_mut().filter(|r| nomor_warga.contains(&r.nomor)) {
        loop {
            urut += 1;
            let nomor = format!("{urut:05}");
            if ada.insert(nomor.clone()) {
                r.nomor = nomor;
                break;
            }
        }
        k.hitung.periksa("Nomor rumah tangga sama dengan NIK atau nomor KK; diberi nomor urut");
    }
}
