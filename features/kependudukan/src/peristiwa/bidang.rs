//! A form as a table: what is asked for a kind of event, in which shape.

use jiff::civil::Date;
use kamus::{Butir, Daftar, Nik, NomorKk, Telepon, tanggal_panjang, urai_tanggal};

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
    /// Asked only from who may know of health (UU 27/2022 art. 4).
    pub kesehatan: bool,
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
    /// A code of an official list, of those in force on the day of the event.
    Kode(fn() -> Vec<Butir>),
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
    /// A day, or `-` to clear it.
    TanggalAtauHapus,
    /// One line of at most so many letters that is sealed, so that no page about the event repeats it.
    Rahasia(usize),
    /// A phone number, or `-` to clear it.
    Telepon,
    /// Of each who comes from another village, how they stand to the head here.
    Bawaan,
    /// Degrees between minus and plus so many.
    Derajat(i32),
    /// A heading.
    Judul,
}

pub(super) const fn wajib(nama: &'static str, label: &'static str, bentuk: Bentuk) -> Bidang {
    Bidang { nama, label, bentuk, wajib: true, petunjuk: "", kesehatan: false }
}

pub(super) const fn boleh(nama: &'static str, label: &'static str, bentuk: Bentuk) -> Bidang {
    Bidang { nama, label, bentuk, wajib: false, petunjuk: "", kesehatan: false }
}

pub(super) const fn judul(label: &'static str) -> Bidang {
    Bidang { nama: "", label, bentuk: Bentuk::Judul, wajib: false, petunjuk: "", kesehatan: false }
}

impl Bidang {
    pub(super) const fn kesehatan(mut self) -> Self {
        self.kesehatan = true;
        self
    }

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

/// A code list with the days of its codes.
pub(super) fn daftar<T: Daftar>() -> Vec<Butir> {
    T::semua().iter().map(|t| Butir { kode: t.kode(), label: t.label(), masa: t.masa() }).collect()
}

/// What a code field offers: the codes in force on the day of the event, and beside them what is answered already,
/// so that an old code stays readable.
pub fn tawaran(semua: Vec<Butir>, pada: Date, terisi: &str) -> Vec<(String, &'static str)> {
    let semua = semua.into_iter().map(|butir| (butir.kode.to_string(), butir));
    let tampil = semua.filter(|(kode, butir)| butir.masa.memuat(pada) || kode == terisi);
    tampil.map(|(kode, butir)| (kode, butir.label)).collect()
}

/// A code must be of the list, and in force on the day of the event. What a person has already may stay.
fn kode(b: &Bidang, (k, j): (&Keadaan, &Jawab), semua: &[Butir]) -> Option<String> {
    let isi = j.teks(b.nama);
    let Some(butir) = semua.iter().find(|butir| butir.kode.to_string() == isi) else {
        return Some(format!("Pilih {} dari daftar.", b.label.to_lowercase()));
    };
    let pada = j.tanggal("tanggal").unwrap_or(k.hari_ini);
    let dimiliki = k.yang_dicatat().is_some_and(|o| {
        crate::riwayat::peta(&o.kini).get(b.nama).and_then(serde_json::Value::as_i64)
            == Some(i64::from(butir.kode))
    });
    let berlaku = butir.masa.memuat(pada) || dimiliki;
    (!berlaku)
        .then(|| format!("{} tidak berlaku pada {}. Pilih yang lain.", butir.label, tanggal_panjang(pada)))
}

/// Whether every answer is there and has its shape.
pub(super) fn periksa(macam: &Macam, k: &Keadaan, j: &Jawab, t: &mut Temuan) {
    for b in macam.semua_bidang().filter(|b| !b.kesehatan || k.boleh_kesehatan()) {
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
            Bentuk::Pilih(_)
            | Bentuk::Kode(_)
            | Bentuk::Tempat
            | Bentuk::Anggota
            | Bentuk::AnggotaHubungan => "Pilih",
            _ => "Isi",
        };
        return b.wajib.then(|| format!("{kata} {}.", b.label.to_lowercase()));
    }
    match b.bentuk {
        Bentuk::Teks(paling) | Bentuk::Rahasia(paling) if isi.chars().count() > paling => {
            Some(format!("Paling panjang {paling} huruf."))
        }
        Bentuk::Uraian if isi.chars().count() > 1000 => Some("Paling panjang 1.000 huruf.".to_owned()),
        Bentuk::Tanggal => urai_tanggal(isi).err().map(|galat| galat.to_string()),
        Bentuk::Nik => Nik::baru(isi).err().map(|galat| galat.to_string()),
        Bentuk::NikAtauHapus if isi != "-" => Nik::baru(isi).err().map(|galat| galat.to_string()),
        Bentuk::TanggalAtauHapus if isi != "-" => urai_tanggal(isi).err().map(|galat| galat.to_string()),
        Bentuk::Telepon if isi != "-" => Telepon::baru(isi).err().map(|galat| galat.to_string()),
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
        Bentuk::Kode(semua) => kode(b, (k, j), &semua()),
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kamus::{Agama, Masa};

    use super::*;

    #[test]
    fn a_code_that_ended_is_not_offered_but_still_shown() {
        let lama = Masa { sejak: None, sampai: Some(date(2019, 12, 31)) };
        let semua = || {
            vec![
                Butir { kode: 1, label: "Lama", masa: lama },
                Butir { kode: 2, label: "Kini", masa: Masa::SELALU },
            ]
        };
        let ditawarkan =
            |pada, terisi| tawaran(semua(), pada, terisi).into_iter().map(|(_, l)| l).collect::<Vec<_>>();
        assert_eq!(ditawarkan(date(2019, 12, 31), ""), ["Lama", "Kini"]);
        assert_eq!(ditawarkan(date(2020, 1, 1), ""), ["Kini"]);
        assert_eq!(ditawarkan(date(2020, 1, 1), "1"), ["Lama", "Kini"], "what somebody has stays readable");
        let agama = tawaran(daftar::<Agama>(), date(2016, 5, 1), "");
        assert_eq!(agama.len(), 6, "belief came later");
    }
}
