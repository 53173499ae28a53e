//! Events from OpenSID's log. Out of order, impossible or contradicting ones are left, with the reason.

use jiff::civil::Date;
use kamus::{Daftar as _, StatusDasar, Zona};
use kependudukan::entitas::{JenisPeristiwa, Rincian};
use kependudukan::pemindahan::PeristiwaPindahan;

use super::baca::teks;
use super::orang::{Calon, Warga, menurut_id};
use super::{DESA_LAIN, Kerja};
use crate::laporan::Hitung;
use crate::skema::{LogOrang, Orang};
use crate::sumber::Mentah;
use crate::waktu;

pub(super) const PENDAFTARAN: &str =
    "Catatan pendaftaran yang dibuat OpenSID saat impor, bukan peristiwa; orangnya menjadi data awal";

pub(super) const PENDAFTARAN_KELUARGA: &str =
    "Catatan pendaftaran yang dibuat OpenSID saat impor, bukan keluarga baru";

/// What the log says, laid beside the persons.
pub(super) struct Riwayat {
    pub(super) tetap: Vec<Vec<PeristiwaPindahan>>,
    pub(super) tamu: Vec<Singgah>,
    /// When OpenSID wrote each resident down by itself.
    pub(super) terdaftar: Vec<Option<Date>>,
    /// The day on which OpenSID began to be filled.
    pub(super) pembukaan: Option<Date>,
}

/// The stay of somebody who is no resident.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Singgah {
    pub(super) datang: Option<Date>,
    pub(super) pergi: Option<Date>,
    pub(super) dari: String,
    pub(super) maksud: String,
}

pub(super) fn baca<'a>(k: &mut Kerja<'a>, warga: &Warga<'a>) -> Riwayat {
    let mentah = k.mentah;
    let (tetap, tamu) = (menurut_id(&warga.tetap), menurut_id(&warga.tamu));
    let mut riwayat = Riwayat {
        tetap: warga.tetap.iter().map(|_| Vec::new()).collect(),
        tamu: warga.tamu.iter().map(singgah).collect(),
        terdaftar: vec![None; warga.tetap.len()],
        pembukaan: None,
    };
    let mut dicatat: Option<Date> = None;
    let mut pertama: Option<Date> = None;
    for baris in mentah.baris(&LogOrang::TABEL) {
        let log = LogOrang::dari(baris);
        if !k.milik(log.config_id) {
            k.hitung.tinggal(&LogOrang::TABEL, DESA_LAIN);
            continue;
        }
        let pada = waktu::hari_utc(log.created_at.or(log.tgl_lapor), k.perintah.zona, mentah.asal.utc);
        dicatat = dicatat.into_iter().chain(pada).min();
        let id = log.id_pend.unwrap_or_default();
        if let Some(letak) = tamu.get(id) {
            catat_singgah(k, &log, &mut riwayat.tamu[*letak]);
        } else if let Some(letak) = tetap.get(id) {
            let orang = &warga.tetap[*letak];
            if pendaftaran(&log, &orang.asal) {
                let hari = waktu::hari(log.tgl_peristiwa);
                riwayat.terdaftar[*letak] = hari;
                pertama = pertama.into_iter().chain(hari).min();
                k.hitung.tinggal(&LogOrang::TABEL, PENDAFTARAN);
                continue;
            }
            match satu(k, &log, orang) {
                Ok(peristiwa) => riwayat.tetap[*letak].push(peristiwa),
                Err(alasan) => k.hitung.tinggal(&LogOrang::TABEL, alasan),
            }
        } else {
            k.hitung.tinggal(&LogOrang::TABEL, "Orangnya tidak ada lagi di OpenSID atau tidak diambil");
        }
    }
    riwayat.pembukaan = pertama.or(dicatat);
    for (semua, orang) in riwayat.tetap.iter_mut().zip(&warga.tetap) {
        *semua = luruskan(std::mem::take(semua), orang.isian.status_dasar, &mut k.hitung);
        for _ in semua {
            k.hitung.ambil(&LogOrang::TABEL);
        }
    }
    riwayat
}

/// The last day on which OpenSID wrote something down.
pub(super) fn terbaru(mentah: &Mentah, zona: Zona) -> Option<Date> {
    let semua = mentah.baris(&LogOrang::TABEL).iter().map(|b| LogOrang::dari(b).created_at);
    semua.filter_map(|saat| waktu::hari_utc(saat, zona, mentah.asal.utc)).max()
}

/// Whether OpenSID wrote this by itself: an import makes everybody a newcomer of that second.
fn pendaftaran(log: &LogOrang<'_>, orang: &Orang<'_>) -> bool {
    log.kode_peristiwa == Some("5")
        && waktu::serentak(log.tgl_peristiwa, log.tgl_lapor)
        && teks(orang.alamat_sebelumnya).is_none()
        && teks(log.maksud_tujuan_kedatangan).is_none()
}

fn singgah(calon: &Calon<'_>) -> Singgah {
    Singgah { dari: teks(calon.asal.alamat_sebelumnya).unwrap_or_default(), ..Singgah::default() }
}

fn catat_singgah(k: &mut Kerja<'_>, log: &LogOrang<'_>, s: &mut Singgah) {
    let hari = waktu::hari(log.tgl_peristiwa).filter(|hari| *hari <= k.perintah.hari_ini);
    match (log.kode_peristiwa, hari) {
        (Some("5" | "1"), Some(hari)) => {
            s.datang = Some(s.datang.map_or(hari, |lama| lama.min(hari)));
            s.maksud = teks(log.maksud_tujuan_kedatangan).unwrap_or_else(|| std::mem::take(&mut s.maksud));
        }
        (Some("2" | "3" | "4" | "6"), Some(hari)) => {
            s.pergi = Some(s.pergi.map_or(hari, |lama| lama.max(hari)));
        }
        _ => {
            k.hitung.tinggal(&LogOrang::TABEL, "Peristiwa penduduk tidak tetap tanpa tanggal atau kode");
            return;
        }
    }
    k.hitung.ambil(&LogOrang::TABEL);
}

/// One row as an event, if it can have been.
fn satu(k: &mut Kerja<'_>, log: &LogOrang<'_>, orang: &Calon<'_>) -> Result<PeristiwaPindahan, &'static str> {
    let (hari_ini, lahir) = (k.perintah.hari_ini, orang.isian.tanggal_lahir.0);
    let kode = log.kode_peristiwa.and_then(|kode| kode.parse().ok()).filter(|kode| (1..=6).contains(kode));
    let jenis = kode.and_then(JenisPeristiwa::dari_kode).ok_or("Kode peristiwa tidak dikenal")?;
    let mut tanggal = waktu::hari(log.tgl_peristiwa).ok_or("Tanggal peristiwa kosong atau salah")?;
    if jenis == JenisPeristiwa::Lahir && tanggal != lahir {
        k.hitung.periksa("Tanggal kelahiran di catatan peristiwa berbeda; dipakai tanggal lahir orangnya");
        tanggal = lahir;
    }
    if tanggal > hari_ini {
        return Err("Tanggal peristiwa sesudah hari ini");
    }
    if tanggal < lahir {
        return Err("Terjadi sebelum tanggal lahir orangnya");
    }
    let lapor = waktu::hari_utc(log.tgl_lapor, k.perintah.zona, k.mentah.asal.utc).unwrap_or(tanggal);
    if lapor < tanggal {
        k.hitung.periksa("Dilaporkan sebelum terjadi; tanggal lapornya disamakan dengan tanggal peristiwa");
    }
    let tanggal_lapor = lapor.max(tanggal).min(hari_ini);
    Ok(PeristiwaPindahan { jenis, tanggal, tanggal_lapor, rincian: rincian(jenis, log, &orang.asal) })
}

/// The answers of the event's form, by the names that our own forms use.
fn rincian(jenis: JenisPeristiwa, log: &LogOrang<'_>, orang: &Orang<'_>) -> Rincian {
    let klasifikasi =
        log.ref_pindah.and_then(|kode| kode.parse::<u8>().ok()).map(|kode| (kode + 1).to_string());
    let jawaban: Vec<(&str, Option<&str>)> = match jenis {
        JenisPeristiwa::Lahir => vec![
            ("jam", orang.waktu_lahir),
            ("tempat_dilahirkan", orang.tempat_dilahirkan),
            ("jenis_kelahiran", orang.jenis_kelahiran),
            ("anak_ke", orang.kelahiran_anak_ke),
            ("penolong", orang.penolong_kelahiran),
            ("berat", orang.berat_lahir),
            ("panjang", orang.panjang_lahir),
        ],
        JenisPeristiwa::Mati => vec![
            ("tempat", log.meninggal_di),
            ("jam", log.jam_mati),
            ("sebab", log.sebab),
            ("yang_menerangkan", log.penolong_mati),
            ("no_akta", log.akta_mati),
        ],
        JenisPeristiwa::Datang => {
            vec![("asal", orang.alamat_sebelumnya), ("maksud", log.maksud_tujuan_kedatangan)]
        }
        JenisPeristiwa::PindahKeluar => {
            vec![("tujuan_alamat", log.alamat_tujuan), ("klasifikasi", klasifikasi.as_deref())]
        }
        _ => vec![("tujuan_alamat", log.alamat_tujuan)],
    };
    let isian = jawaban.into_iter().filter_map(|(nama, isi)| {
        let isi = teks(isi).filter(|isi| isi != "0")?;
        Some((nama.to_owned(), isi))
    });
    Rincian { isian: isian.collect(), keterangan: teks(log.catatan), ..Rincian::default() }
}

/// The events of one person in an order in which they can have happened, ending in the present status.
fn luruskan(
    mut semua: Vec<PeristiwaPindahan>,
    akhir: StatusDasar,
    hitung: &mut Hitung,
) -> Vec<PeristiwaPindahan> {
    semua.sort_by_key(|p| (p.tanggal, urutan(p.jenis)));
    let mut lurus: Vec<PeristiwaPindahan> = Vec::with_capacity(semua.len());
    let mut status = StatusDasar::Hidup;
    for p in semua {
        let alasan = alasan_tolak(&lurus, status, &p);
        if let Some(alasan) = alasan {
            hitung.tinggal(&LogOrang::TABEL, alasan);
            continue;
        }
        status = p.jenis.status_sesudah().unwrap_or(status);
        lurus.push(p);
    }
    // The person's row is what the village sees; a log that ends otherwise was not cleaned up.
    while status != akhir && !lurus.is_empty() {
        lurus.pop();
        hitung.tinggal(&LogOrang::TABEL, "Bertentangan dengan status penduduk sekarang");
        status = lurus.iter().rev().find_map(|p| p.jenis.status_sesudah()).unwrap_or(StatusDasar::Hidup);
    }
    if status != akhir {
        hitung.periksa(format!("Berstatus {} tanpa catatan tanggalnya", akhir.label()));
    }
    lurus
}

/// Within one day somebody comes before they go, and dies last.
fn urutan(jenis: JenisPeristiwa) -> i16 {
    match jenis {
        JenisPeristiwa::Lahir => 0,
        JenisPeristiwa::Datang => 1,
        JenisPeristiwa::Mati => 9,
        lain => lain.kode(),
    }
}

/// Why an event cannot follow those before it.
fn alasan_tolak(
    sebelum: &[PeristiwaPindahan],
    status: StatusDasar,
    p: &PeristiwaPindahan,
) -> Option<&'static str> {
    if sebelum.iter().any(|q| q.jenis == p.jenis && q.tanggal == p.tanggal) {
        return Some("Tercatat dua kali");
    }
    match (p.jenis, status) {
        (_, StatusDasar::Mati) => Some("Terjadi sesudah kematian orangnya"),
        (JenisPeristiwa::Lahir, _) if !sebelum.is_empty() => Some("Kelahiran sesudah peristiwa lain"),
        (JenisPeristiwa::Datang, StatusDasar::Hidup) if !sebelum.is_empty() => {
            Some("Kedatangan orang yang sudah tercatat hadir")
        }
        (JenisPeristiwa::Lahir | JenisPeristiwa::Datang, _) | (_, StatusDasar::Hidup) => None,
        // Who was lost or gone may be found dead, or heard to have moved.
        (JenisPeristiwa::Mati | JenisPeristiwa::PindahKeluar, StatusDasar::Hilang | StatusDasar::Pergi) => {
            None
        }
        _ => Some("Terjadi sesudah orangnya tidak lagi tercatat hadir"),
    }
}
