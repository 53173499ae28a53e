//! What the source becomes: a plan, made without touching anything.

mod baca;
mod bantuan;
mod kelompok;
mod keluarga;
mod orang;
mod pejabat;
mod peristiwa;
mod rumah_tangga;
mod surat;
mod tempat;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::civil::Date;
use kamus::{StatusDasar, Zona};
use kependudukan::Subjek;
use kependudukan::pemindahan::Pindahan;
use kependudukan::store::Kedatangan;
use wilayah::Pejabat;

use crate::laporan::{Hitung, Laporan, Ringkas};
use crate::skema::{Desa, JabatanAsal, Migrasi, Orang};
use crate::sumber::Mentah;
pub use bantuan::{BantuanAsal, PenerimaAsal};
pub use kelompok::LembagaAsal;
pub use surat::SuratAsal;
use tempat::PetaTempat;

/// For whom and as of when the plan is made.
#[derive(Debug, Clone, Copy)]
pub struct Perintah {
    /// The unit's code.
    pub kode: i64,
    pub hari_ini: Date,
    pub zona: Zona,
    /// The day on which the register opens; none lets the source decide.
    pub pembukaan: Option<Date>,
}

/// Why no plan can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GalatRencana {
    #[error("Basis data ini memuat {jumlah} desa, dan tidak satu pun berkode {kode}. Periksa kode desanya.")]
    DesaTidakAda { jumlah: usize, kode: String },
    #[error("Tidak ada satu pun orang yang dapat diambil dari cadangan ini.")]
    TanpaOrang,
    #[error("Tanggal pembukaan tidak boleh sesudah hari ini.")]
    PembukaanNanti,
}

/// A part of the village with its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bagian {
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub kepala: Option<String>,
}

/// Somebody who stays for a while.
pub struct Tamu {
    pub subjek: Subjek,
    pub kedatangan: Kedatangan,
    /// When they left, if they did.
    pub pergi: Option<Date>,
}

pub struct Rencana {
    pub pindahan: Pindahan,
    pub sementara: Vec<Tamu>,
    pub bagian: Vec<Bagian>,
    /// Their ids are nil: the act gives them.
    pub pejabat: Vec<Pejabat>,
    pub lembaga: Vec<LembagaAsal>,
    pub bantuan: Vec<BantuanAsal>,
    pub surat: Vec<SuratAsal>,
    pub laporan: Laporan,
}

/// What all parts of the plan look at.
struct Kerja<'a> {
    mentah: &'a Mentah,
    perintah: Perintah,
    /// The village among several in one database.
    config_id: Option<&'a str>,
    hitung: Hitung,
}

impl Kerja<'_> {
    /// Whether a row belongs to this village.
    fn milik(&self, config_id: Option<&str>) -> bool {
        self.config_id.is_none() || config_id.is_none() || self.config_id == config_id
    }
}

const DESA_LAIN: &str = "Milik desa lain dalam basis data gabungan";

/// Makes the plan for a village that has these officials already.
pub fn susun(mentah: &Mentah, asal: Perintah, pejabat_ada: &[Pejabat]) -> Result<Rencana, GalatRencana> {
    let (desa, config_id) = pilih_desa(mentah, asal.kode)?;
    // A computer whose clock is behind must not throw away what has happened.
    let hari_ini = asal.hari_ini.max(peristiwa::terbaru(mentah, asal.zona).unwrap_or(asal.hari_ini));
    let perintah = Perintah { hari_ini, ..asal };
    let mut k = Kerja { mentah, perintah, config_id, hitung: Hitung::default() };
    hitung_rujukan(&mut k, desa);
    let tempat = PetaTempat::baca(&mut k);
    let mut warga = orang::baca(&mut k, &tempat);
    let mut riwayat = peristiwa::baca(&mut k, &warga);
    let pembukaan = pembukaan(&asal, riwayat.pembukaan)?;
    let keluarga = keluarga::susun(&mut k, &tempat, &mut warga, &mut riwayat);
    let rumah_tangga = rumah_tangga::susun(&mut k, &mut warga, pembukaan);
    let bagian = tempat.bagian(&mut k, &warga);
    let pejabat = pejabat::susun(&mut k, &warga, pejabat_ada);
    let lembaga = kelompok::susun(&mut k, &warga, pembukaan);
    let bantuan = bantuan::susun(&mut k, &warga, &keluarga, &lembaga);
    let surat = surat::susun(&mut k, &warga);
    let (orang, sementara) = orang::jadikan(&mut k, warga, riwayat, pembukaan);
    if orang.is_empty() {
        return Err(GalatRencana::TanpaOrang);
    }
    let ringkas = Ringkas {
        orang: orang.len() as u64,
        hidup: orang.iter().filter(|o| o.isian.status_dasar == StatusDasar::Hidup).count() as u64,
        keluarga: keluarga.len() as u64,
        rumah_tangga: rumah_tangga.len() as u64,
        peristiwa: orang.iter().map(|o| o.peristiwa.len() as u64).sum(),
        sementara: sementara.len() as u64,
        wilayah: bagian.len() as u64,
        pejabat: pejabat.len() as u64,
        lembaga: lembaga.len() as u64,
        bantuan: bantuan.len() as u64,
        penerima: bantuan.iter().map(|b| b.penerima.len() as u64).sum(),
        surat: surat.len() as u64,
    };
    let laporan = lapor(&k, desa, (pembukaan, asal.hari_ini), ringkas);
    let ditolak = i64::try_from(k.hitung.jumlah_tinggal(&Orang::TABEL)).unwrap_or(i64::MAX);
    let sidik = baca::heksa(&mentah.asal.sidik);
    let pindahan = Pindahan { pembukaan, sidik, keluarga, rumah_tangga, orang, ditolak };
    Ok(Rencana { pindahan, sementara, bagian, pejabat, lembaga, bantuan, surat, laporan })
}

/// The village that is meant, and its number where there are several.
fn pilih_desa(mentah: &Mentah, kode: i64) -> Result<(Option<Desa<'_>>, Option<&str>), GalatRencana> {
    let semua: Vec<Desa<'_>> = mentah.baris(&Desa::TABEL).iter().map(|b| Desa::dari(b)).collect();
    let cocok = semua.iter().find(|d| kode_desa(d) == Some(kode)).copied();
    match (semua.as_slice(), cocok) {
        ([], _) => Ok((None, None)),
        ([satu], _) => Ok((Some(*satu), None)),
        (_, Some(desa)) => Ok((Some(desa), desa.id)),
        (banyak, None) => {
            Err(GalatRencana::DesaTidakAda { jumlah: banyak.len(), kode: db::Unit(kode).to_string() })
        }
    }
}

fn kode_desa(desa: &Desa<'_>) -> Option<i64> {
    let angka: String = desa.kode_desa?.chars().filter(char::is_ascii_digit).collect();
    angka.parse().ok()
}

/// Tables that only help to understand the others.
fn hitung_rujukan(k: &mut Kerja<'_>, desa: Option<Desa<'_>>) {
    for baris in k.mentah.baris(&Desa::TABEL) {
        let sama = desa.is_some_and(|d| d.id == Desa::dari(baris).id);
        let alasan =
            if sama { "Dipakai mencocokkan desanya; identitas desa diatur di Balai" } else { DESA_LAIN };
        k.hitung.tinggal(&Desa::TABEL, alasan);
    }
    for _ in k.mentah.baris(&JabatanAsal::TABEL) {
        k.hitung.tinggal(&JabatanAsal::TABEL, "Daftar jabatan; namanya ikut pada pejabatnya");
    }
    for _ in k.mentah.baris(&Migrasi::TABEL) {
        k.hitung.tinggal(&Migrasi::TABEL, "Hanya penanda versi basis data");
    }
}

/// The chosen day, or the day on which OpenSID itself began to be filled.
fn pembukaan(perintah: &Perintah, usulan: Option<Date>) -> Result<Date, GalatRencana> {
    let hari_ini = perintah.hari_ini;
    if let Some(pilihan) = perintah.pembukaan {
        return if pilihan > hari_ini { Err(GalatRencana::PembukaanNanti) } else { Ok(pilihan) };
    }
    Ok(usulan.unwrap_or(hari_ini).min(hari_ini))
}

fn lapor(
    k: &Kerja<'_>,
    desa: Option<Desa<'_>>,
    (pembukaan, hari_ini): (Date, Date),
    ringkas: Ringkas,
) -> Laporan {
    let asal = &k.mentah.asal;
    let kode = desa.as_ref().and_then(kode_desa);
    let desa_lain = kode.is_some_and(|kode| kode != k.perintah.kode);
    let mut peringatan = Vec::new();
    if desa_lain {
        peringatan.push(format!(
            "Kode desa di cadangan ({}) bukan kode desa ini ({}). Pastikan ini memang data desa Anda.",
            desa.and_then(|d| d.kode_desa).unwrap_or_default(),
            db::Unit(k.perintah.kode)
        ));
    }
    if k.perintah.hari_ini > hari_ini {
        peringatan.push(format!(
            "Jam komputer ini menunjukkan {}, padahal cadangan memuat catatan tanggal {}. Betulkan jam komputer.",
            kamus::tanggal_panjang(hari_ini),
            kamus::tanggal_panjang(k.perintah.hari_ini)
        ));
    }
    if !asal.utuh {
        peringatan.push(
            "Baris penutup \"Dump completed\" tidak ada. Semua tabel kependudukan lengkap, tetapi tabel sesudahnya \
             mungkin hilang."
                .to_owned(),
        );
    }
    let versi = k.mentah.baris(&Migrasi::TABEL).iter().filter_map(|b| Migrasi::dari(b).versi_database).max();
    Laporan {
        program: asal.program.clone(),
        selesai: asal.selesai.clone(),
        versi: versi.map(str::to_owned),
        kode_desa: desa.and_then(|d| d.kode_desa).map(str::to_owned),
        nama_desa: desa.and_then(|d| d.nama_desa).unwrap_or("tanpa nama").to_owned(),
        desa_lain,
        pembukaan,
        ringkas,
        tabel: k.hitung.tabel(k.mentah),
        kolom: Hitung::kolom(k.mentah),
        periksa: k.hitung.catatan(),
        peringatan,
    }
}

/// Rows by their id.
type Menurut<'a, T> = HashMap<&'a str, T>;
