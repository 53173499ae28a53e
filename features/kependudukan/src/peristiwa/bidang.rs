//! A form as a table: what is asked for a kind of event, in which shape.

use kamus::{Daftar, Nik, NomorKk, urai_tanggal};

use super::jawab::Jawab;
use super::keadaan::Keadaan;
use super::kejadian::Kejadian;
use super::temuan::Temuan;
use crate::entitas::JenisPeristiwa;

/// A kind of event: its form and what it does.
pub struct Macam {
    /// In the address of its page.
    pub alamat: &'static str,
    pub jenis: JenisPeristiwa,
    pub nama: &'static str,
    pub penjelasan: &'static str,
    pub kelompok: &'static str,
    pub subjek: Subjek,
    pub kepala: Kepala,
    /// Days within which it should be reported; 0 where no law says.
    pub tenggat: i64,
    pub bidang: &'static [Bidang],
    /// Answers that are known beforehand.
    pub awal: fn(&Keadaan, &mut Jawab),
    pub susun: fn(&Keadaan, &Jawab, &mut Temuan) -> Option<Kejadian>,
}

/// Whom the form is about, chosen before it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subjek {
    /// Somebody who lives here.
    Hadir,
    /// Somebody who moved away.
    Pindah,
    /// Somebody lost or gone.
    Pergi,
    /// A parent; may have died or left since.
    OrangTua,
    /// Nobody is registered yet.
    Tiada,
}

/// Whether the form asks at once for a family's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kepala {
    Tidak,
    /// When the subject is the head, who follows them.
    BilaPergi,
    /// Always: another head is what the form is about.
    Ganti,
}

/// One question.
pub struct Bidang {
    pub nama: &'static str,
    pub label: &'static str,
    pub bentuk: Bentuk,
    pub wajib: bool,
    pub petunjuk: &'static str,
}

/// How a question is answered.
#[derive(Clone, Copy)]
pub enum Bentuk {
    /// One line of at most so many letters.
    Teks(usize),
    Uraian,
    Tanggal,
    /// A whole number between two.
    Angka(i64, i64),
    /// One of a list: value and label.
    Pilih(fn() -> Vec<(String, &'static str)>),
    Nik,
    NoKk,
    /// A dusun, RW or RT of the village.
    Tempat,
    /// A resident, by name or NIK; the answer is kept as `{nama}_id`.
    Orang,
    /// Members of the subject's family.
    Anggota,
    /// The same, each with a relation to the subject.
    AnggotaHubungan,
    /// A NIK, or `-` to clear it.
    NikAtauHapus,
    /// Degrees between minus and plus so many.
    Derajat(i32),
    /// A heading.
    Judul,
}

pub(super) const fn wajib(nama: &'static str, label: &'static str, bentuk: Bentuk) -> Bidang {
    Bidang { nama, label, bentuk, wajib: true, petunjuk: "" }
}

pub(super) const fn boleh(nama: &'static str, label: &'static str, bentuk: Bentuk) -> Bidang {
    Bidang { nama, label, bentuk, wajib: false, petunjuk: "" }
}

pub(super) const fn judul(label: &'static str) -> Bidang {
    Bidang { nama: "", label, bentuk: Bentuk::Judul, wajib: false, petunjuk: "" }
}

impl Bidang {
    pub(super) const fn petunjuk(mut self, petunjuk: &'static str) -> Self {
        self.petunjuk = petunjuk;
        self
    }
}

/// What every form asks at its end.
pub(super) const UMUM: &[Bidang] = &[
    judul("Laporan"),
    wajib("tanggal_lapor", "Tanggal dilaporkan", Bentuk::Tanggal),
    boleh("pelapor", "Nama pelapor", Bentuk::Teks(100)),
    boleh("bukti", "Bukti yang ditunjukkan", Bentuk::Teks(200))
        .petunjuk("Misalnya surat keterangan RS, akta, atau surat RT."),
    boleh("keterangan", "Keterangan", Bentuk::Uraian),
];

impl Macam {
    /// All questions: the kind's own, then those that every report has.
    pub fn semua_bidang(&self) -> impl Iterator<Item = &'static Bidang> {
        self.bidang.iter().chain(UMUM)
    }
}

/// The choices of a code list.
pub(super) fn daftar<T: Daftar>() -> Vec<(String, &'static str)> {
    T::semua().iter().map(|t| (t.kode().to_string(), t.label())).collect()
}

/// Whether every answer is there and has its shape.
pub(super) fn periksa(macam: &Macam, k: &Keadaan, j: &Jawab, t: &mut Temuan) {
    for b in macam.semua_bidang() {
        if let Some(kalimat) = satu(b, k, j) {
            t.galat(b.nama, kalimat);
        }
    }
}

fn satu(b: &Bidang, k: &Keadaan, j: &Jawab) -> Option<String> {
    if let Bentuk::Orang = b.bentuk {
        return orang(b, k, j);
    }
    let isi = j.teks(b.nama);
    if isi.is_empty() {
        let kata = match b.bentuk {
            Bentuk::Pilih(_) | Bentuk::Tempat | Bentuk::Anggota | Bentuk::AnggotaHubungan => "Pilih",
            _ => "Isi",
        };
        return b.wajib.then(|| format!("{kata} {}.", b.label.to_lowercase()));
    }
    match b.bentuk {
        Bentuk::Teks(paling) if isi.chars().count() > paling => {
            Some(format!("Paling panjang {paling} huruf."))
        }
        Bentuk::Uraian if isi.chars().count() > 1000 => Some("Paling panjang 1.000 huruf.".to_owned()),
        Bentuk::Tanggal => urai_tanggal(isi).err().map(|galat| galat.to_string()),
        Bentuk::Nik => Nik::baru(isi).err().map(|galat| galat.to_string()),
        Bentuk::NikAtauHapus if isi != "-" => Nik::baru(isi).err().map(|galat| galat.to_string()),
        Bentuk::Derajat(batas) => {
            let sah = j.mikro(b.nama).is_some_and(|mikro| mikro.abs() <= batas * 1_000_000);
            (!sah).then(|| format!("Isi derajat antara -{batas} dan {batas}, misalnya -7.875600."))
        }
        Bentuk::NoKk => NomorKk::baru(isi).err().map(|galat| galat.to_string()),
        Bentuk::Angka(dari, sampai) => {
            let sah = isi.parse::<i64>().is_ok_and(|n| (dari..=sampai).contains(&n));
            (!sah).then(|| format!("Isi dengan angka {dari} sampai {sampai}."))
        }
        Bentuk::Pilih(pilihan) => {
            let sah = pilihan().iter().any(|(nilai, _)| nilai == isi);
            (!sah).then(|| format!("Pilih {} dari daftar.", b.label.to_lowercase()))
        }
        Bentuk::Tempat => {
            let sah = j.tempat(b.nama).is_some_and(|tempat| k.tempat.contains(&tempat));
            (!sah).then(|| "Tempat itu tidak ada dalam daftar dusun, RW, dan RT.".to_owned())
        }
        _ => None,
    }
}

fn orang(b: &Bidang, k: &Keadaan, j: &Jawab) -> Option<String> {
    if k.terpilih(b.nama).is_some() {
        return None;
    }
    let isi = j.teks(b.nama);
    let calon = k.calon(b.nama).len();
    match (isi.is_empty(), calon) {
        (true, _) => b.wajib.then(|| format!("Isi {}.", b.label.to_lowercase())),
        (false, 0) => Some("Tidak ada penduduk dengan nama atau NIK itu.".to_owned()),
        (false, _) => Some(format!("Ada {calon} orang yang cocok. Pilih salah satu.")),
    }
}

/// Nothing is known beforehand.
pub(super) fn tanpa_awal(_: &Keadaan, _: &mut Jawab) {}
