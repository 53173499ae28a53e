//! Families. `nik_kepala` holds a person's id, whatever it is called.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use kamus::{NomorKk, Shdk, StatusDasar};
use kependudukan::entitas::{JenisPeristiwa, Rincian};
use kependudukan::pemindahan::{KeluargaPindahan, PeristiwaPindahan};

use super::baca::teks;
use super::orang::{Calon, Warga, menurut_id};
use super::peristiwa::Riwayat;
use super::tempat::PetaTempat;
use super::{DESA_LAIN, Kerja, Menurut};
use crate::skema::{Kk, LogKeluarga};
use crate::waktu;

/// Makes the families, puts their members into them, and adds their events to the heads'.
pub(super) fn susun<'a>(
    k: &mut Kerja<'a>,
    tempat: &PetaTempat<'_>,
    warga: &mut Warga<'a>,
    riwayat: &mut Riwayat,
) -> Vec<KeluargaPindahan> {
    let mentah = k.mentah;
    let anggota = kelompokkan(&warga.tetap);
    let tamu: HashSet<&str> = warga.tamu.iter().filter_map(|c| c.asal.id_kk).collect();
    let menurut_id = menurut_id(&warga.tetap);
    let mut semua: Vec<KeluargaPindahan> = Vec::new();
    let mut letak: Menurut<'a, usize> = HashMap::new();
    let mut nomor_terpakai = HashSet::new();
    for baris in mentah.baris(&Kk::TABEL) {
        let kk = Kk::dari(baris);
        let id = kk.id.unwrap_or_default();
        if !k.milik(kk.config_id) {
            k.hitung.tinggal(&Kk::TABEL, DESA_LAIN);
            continue;
        }
        let Some(milik) = anggota.get(id).filter(|_| !letak.contains_key(id)) else {
            let alasan = if tamu.contains(id) {
                "Semua anggotanya penduduk tidak tetap"
            } else {
                "Tidak punya anggota"
            };
            k.hitung.tinggal(&Kk::TABEL, alasan);
            continue;
        };
        k.hitung.ambil(&Kk::TABEL);
        letak.insert(id, semua.len());
        let no_kk = nomor(k, kk.no_kk, &mut nomor_terpakai);
        let kepala =
            pilih_kepala(k, &mut warga.tetap, milik, kk.nik_kepala.and_then(|id| menurut_id.get(id)));
        let (dusun, rw, rt) = tempat.letak(kk.id_cluster).unwrap_or(&warga.tetap[milik[0]].tempat).clone();
        let alamat = teks(kk.alamat);
        for i in milik {
            let calon = &mut warga.tetap[*i];
            calon.keluarga = Some(semua.len());
            calon.isian.no_kk = no_kk;
            calon.isian.alamat.clone_from(&alamat);
        }
        let kelas_sosial =
            kk.kelas_sosial.and_then(|isi| isi.parse().ok()).filter(|kelas| (1..=5).contains(kelas));
        semua.push(KeluargaPindahan { no_kk, kepala, alamat, dusun, rw, rt, kelas_sosial });
    }
    let tanpa =
        warga.tetap.iter().filter(|c| c.keluarga.is_none() && c.asal.id_kk.is_some_and(|id| id != "0"));
    for _ in tanpa {
        k.hitung.periksa("Keluarganya tidak ada di OpenSID; dicatat tanpa keluarga");
    }
    catat_peristiwa(k, &letak, &semua, (&warga.tetap, riwayat));
    semua
}

fn kelompokkan<'a>(calon: &[Calon<'a>]) -> Menurut<'a, Vec<usize>> {
    let mut anggota: Menurut<'a, Vec<usize>> = HashMap::new();
    for (i, c) in calon.iter().enumerate() {
        if let Some(id) = c.asal.id_kk {
            anggota.entry(id).or_default().push(i);
        }
    }
    anggota
}

fn nomor(k: &mut Kerja<'_>, isi: Option<&str>, terpakai: &mut HashSet<NomorKk>) -> Option<NomorKk> {
    match NomorKk::atau_sementara(isi.unwrap_or_default()) {
        Ok(None) => None,
        Ok(Some(nomor)) if terpakai.insert(nomor) => Some(nomor),
        Ok(Some(_)) => {
            k.hitung.periksa("Nomor KK sama dengan keluarga lain; keluarga kedua dicatat tanpa nomor");
            None
        }
        Err(_) => {
            k.hitung.periksa("Nomor KK tidak benar; keluarganya dicatat menunggu nomor");
            None
        }
    }
}

/// The head is a present member; that OpenSID names one goes before what the members' rows say.
fn pilih_kepala(
    k: &mut Kerja<'_>,
    orang: &mut [Calon<'_>],
    anggota: &[usize],
    tertulis: Option<&usize>,
) -> Option<usize> {
    let hadir = |i: &usize| orang[*i].isian.status_dasar == StatusDasar::Hidup;
    let hadir: Vec<usize> = anggota.iter().copied().filter(hadir).collect();
    let sebagai_kepala: Vec<usize> =
        hadir.iter().copied().filter(|i| orang[*i].isian.shdk == Shdk::KepalaKeluarga).collect();
    let kepala = tertulis.copied().filter(|i| hadir.contains(i));
    let kepala = kepala.or(match sebagai_kepala.as_slice() {
        [satu] => Some(*satu),
        _ => None,
    });
    match kepala {
        None if !hadir.is_empty() => k.hitung.periksa("Keluarga tanpa kepala; tetapkan kepalanya"),
        Some(i) if orang[i].isian.shdk != Shdk::KepalaKeluarga => {
            orang[i].isian.shdk = Shdk::KepalaKeluarga;
            k.hitung.periksa("Hubungan keluarganya disamakan: OpenSID mencatatnya sebagai kepala keluarga");
        }
        _ => {}
    }
    if sebagai_kepala.iter().any(|i| kepala.is_some_and(|kepala| kepala != *i)) {
        k.hitung.periksa("Keluarga dengan lebih dari satu kepala; tetapkan salah satu");
    }
    kepala
}

/// Events of families that no member's event tells already.
fn catat_peristiwa(
    k: &mut Kerja<'_>,
    letak: &Menurut<'_, usize>,
    keluarga: &[KeluargaPindahan],
    (orang, riwayat): (&[Calon<'_>], &mut Riwayat),
) {
    let mentah = k.mentah;
    for baris in mentah.baris(&LogKeluarga::TABEL) {
        let log = LogKeluarga::dari(baris);
        let keluarga = log.id_kk.and_then(|id| letak.get(id)).map(|i| &keluarga[*i]);
        let hari = waktu::hari_utc(log.tgl_peristiwa, k.perintah.zona, mentah.asal.utc);
        let alasan = match (log.id_peristiwa, keluarga, hari) {
            _ if !k.milik(log.config_id) => DESA_LAIN,
            (Some("13"), ..) => "Keluarganya sudah dihapus di OpenSID",
            (_, None, _) => "Keluarganya tidak ada lagi di OpenSID atau tidak diambil",
            (Some("1"), Some(keluarga), Some(hari)) => match keluarga_baru(k, keluarga, hari, orang, riwayat)
            {
                Ok(()) => {
                    k.hitung.ambil(&LogKeluarga::TABEL);
                    continue;
                }
                Err(alasan) => alasan,
            },
            (Some("2" | "3" | "4" | "5" | "6" | "14"), ..) => "Sudah tercakup dalam peristiwa anggotanya",
            (Some("11"), ..) => "Kepala keluarganya berstatus tidak valid; tampak pada orangnya",
            (Some("12"), ..) => "OpenSID tidak mencatat ke keluarga mana anggotanya pindah",
            _ => "Kode atau tanggal peristiwa tidak dikenal",
        };
        k.hitung.tinggal(&LogKeluarga::TABEL, alasan);
    }
}

/// A family that began by itself. One that came in with its head is told by the head's own coming.
fn keluarga_baru(
    k: &Kerja<'_>,
    keluarga: &KeluargaPindahan,
    hari: Date,
    orang: &[Calon<'_>],
    riwayat: &mut Riwayat,
) -> Result<(), &'static str> {
    let kepala = keluarga.kepala.ok_or("Keluarga baru tanpa kepala yang masih hadir")?;
    let dekat = |lain: Option<Date>| lain.is_some_and(|lain| (hari - lain).get_days().abs() <= 1);
    let masuk = riwayat.tetap[kepala].first().filter(|p| super::orang::pembuka(p)).map(|p| p.tanggal);
    if dekat(riwayat.terdaftar[kepala]) {
        return Err(super::peristiwa::PENDAFTARAN_KELUARGA);
    }
    if dekat(masuk) {
        return Err("Sudah tercakup dalam peristiwa anggotanya");
    }
    if hari > k.perintah.hari_ini || hari < orang[kepala].isian.tanggal_lahir.0 {
        return Err("Tanggal peristiwa sebelum kepalanya lahir atau sesudah hari ini");
    }
    let milik = &mut riwayat.tetap[kepala];
    let letak = milik.partition_point(|p| p.tanggal <= hari);
    if letak < milik.len() && super::orang::pembuka(&milik[letak]) {
        return Err("Keluarga baru sebelum kepalanya tercatat hadir");
    }
    let peristiwa = PeristiwaPindahan {
        jenis: JenisPeristiwa::KeluargaBaru,
        tanggal: hari,
        tanggal_lapor: hari,
        rincian: Rincian::default(),
    };
    milik.insert(letak, peristiwa);
    Ok(())
}
