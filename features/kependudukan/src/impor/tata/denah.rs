//! The layouts in blocks: which columns persons have, and how a family's head lines look.

use super::alamat::{self, Alamat};
use super::{banyak_digit, label};
use crate::impor::buku::BarisMentah;
use crate::impor::kolom::K;
use crate::impor::padanan::Tujuan;
use crate::impor::sel::Sel;

/// One layout.
pub(super) struct Denah {
    pub(super) nama: &'static str,
    /// Columns of a person, counted from 0.
    pub(super) orang: &'static [(K, usize)],
    /// Where a person's number within the family stands.
    pub(super) urut: usize,
    /// Columns that run on in the next line.
    pub(super) lanjutan: Option<K>,
    /// The first line of a family at this place, and how far its head lines go.
    pub(super) kepala: fn(&[BarisMentah], usize) -> Option<Kepala>,
    /// Whether a sheet that begins so has this layout.
    cocok: fn(&[BarisMentah]) -> bool,
}

/// What stands above a family.
pub(super) struct Kepala {
    /// The card's number as it stands there; `Kosong` when there is none.
    pub(super) kk: Sel,
    pub(super) alamat: Alamat,
    /// Rows that belong to it, the first one included.
    pub(super) panjang: usize,
}

impl Denah {
    /// What this layout can fill.
    pub(super) fn kolom(&self) -> impl Iterator<Item = K> {
        let keluarga = [K::NoKk, K::Alamat, K::Dusun, K::Rw, K::Rt];
        self.orang.iter().map(|(k, _)| *k).chain(keluarga)
    }
}

const SEMUA: &[Denah] = &[
    Denah {
        nama: "BIP 2016",
        orang: &[
            (K::Nama, 1),
            (K::Nik, 2),
            (K::TempatLahir, 3),
            (K::TanggalLahir, 4),
            (K::Sex, 5),
            (K::Shdk, 6),
            (K::Agama, 7),
            (K::PendidikanKk, 8),
            (K::Pekerjaan, 9),
            (K::NamaIbu, 10),
            (K::NamaAyah, 11),
        ],
        urut: 0,
        lanjutan: None,
        kepala: kepala_2016,
        cocok: |b| ada(b, |l| l.starts_with("bukuindukpendudukwni")) || ada_kepala(b, kepala_2016),
    },
    Denah {
        nama: "BIP 2016 Luwu Timur",
        orang: &[
            (K::Nik, 2),
            (K::Nama, 3),
            (K::Sex, 4),
            (K::TempatLahir, 5),
            (K::TanggalLahir, 6),
            (K::GolonganDarah, 7),
            (K::Agama, 8),
            (K::StatusKawin, 9),
            (K::Shdk, 10),
            (K::PendidikanKk, 11),
            (K::Pekerjaan, 12),
            (K::NamaIbu, 13),
            (K::NamaAyah, 14),
        ],
        urut: 1,
        lanjutan: None,
        kepala: kepala_luwu_timur,
        cocok: |b| ada(b, judul_luwu_timur),
    },
    Denah {
        nama: "BIP KTP-el",
        orang: &[
            (K::Nama, 1),
            (K::Nik, 2),
            (K::TempatLahir, 3),
            (K::TanggalLahir, 4),
            (K::Sex, 5),
            (K::StatusKawin, 6),
            (K::GolonganDarah, 7),
            (K::Shdk, 8),
            (K::Agama, 9),
            (K::PendidikanKk, 10),
            (K::AktaLahir, 11),
            (K::Pekerjaan, 12),
            (K::NamaIbu, 13),
            (K::NamaAyah, 14),
            (K::KtpEl, 16),
            (K::StatusRekam, 18),
        ],
        urut: 0,
        lanjutan: Some(K::StatusRekam),
        kepala: kepala_ktp_el,
        cocok: |b| b.iter().any(|b| memuat(b, "wjbktp") && memuat(b, "ktpel")),
    },
    Denah {
        nama: "BIP 2012",
        orang: &[
            (K::Nik, 2),
            (K::Nama, 3),
            (K::Sex, 4),
            (K::TempatLahir, 5),
            (K::TanggalLahir, 6),
            (K::Agama, 8),
            (K::StatusKawin, 9),
            (K::Shdk, 10),
            (K::PendidikanKk, 11),
            (K::Pekerjaan, 12),
            (K::NamaIbu, 13),
            (K::NamaAyah, 14),
            (K::AktaLahir, 15),
        ],
        urut: 1,
        lanjutan: None,
        kepala: kepala_2012,
        cocok: |b| ada_kepala(b, kepala_2012),
    },
];

/// The layout of a sheet that begins with these rows.
pub(super) fn kenali(baris: &[BarisMentah]) -> Option<&'static Denah> {
    SEMUA.iter().find(|denah| (denah.cocok)(baris))
}

fn ada(baris: &[BarisMentah], cocok: fn(&str) -> bool) -> bool {
    baris.iter().any(|b| b.sel.iter().any(|s| cocok(&label(s))))
}

fn ada_kepala(baris: &[BarisMentah], kepala: fn(&[BarisMentah], usize) -> Option<Kepala>) -> bool {
    (0..baris.len()).any(|i| kepala(baris, i).is_some_and(|k| banyak_digit(&k.kk) > 0))
}

fn memuat(baris: &BarisMentah, dicari: &str) -> bool {
    baris.sel.iter().any(|s| label(s) == dicari)
}

/// The text behind the colon, else the next filled cell that is no label itself.
fn nilai(baris: &BarisMentah, di: usize) -> Sel {
    if let Sel::Teks(teks) = baris.di(di)
        && let Some((_, isi)) = teks.split_once(':')
        && !isi.trim().is_empty()
    {
        return Sel::Teks(isi.trim().to_owned());
    }
    let berikut = baris.sel.iter().skip(di + 1).find(|s| !s.kosong() && s.tampil() != ":");
    match berikut {
        Some(Sel::Teks(teks)) if teks.trim_end().ends_with(':') => Sel::Kosong,
        Some(sel) => sel.clone(),
        None => Sel::Kosong,
    }
}

/// The column of the first cell whose letters begin so.
fn letak(baris: &BarisMentah, awal: &str) -> Option<usize> {
    baris.sel.iter().position(|s| label(s).starts_with(awal))
}

/// The first cell that reads like an address with RT and RW.
fn alamat_di(baris: &BarisMentah) -> Alamat {
    let seperti = |s: &&Sel| {
        let l = label(s);
        l.contains("rtrw") || l.contains("dusun") || l.starts_with("alamat")
    };
    baris.sel.iter().find(seperti).map(|s| alamat::urai(&s.tampil())).unwrap_or_default()
}

/// `No. KK : 3402…` and behind it `Alamat : …, Nama Dusun : …, RT/RW : …/…`.
fn kepala_2016(baris: &[BarisMentah], i: usize) -> Option<Kepala> {
    let b = &baris[i];
    let di = letak(b, "nokk").filter(|di| *di < 3)?;
    // Without a colon it is a heading.
    if !b.di(di).tampil().contains(':') && banyak_digit(&nilai(b, di)) == 0 {
        return None;
    }
    let kk = Some(nilai(b, di)).filter(|s| banyak_digit(s) > 0).unwrap_or(Sel::Kosong);
    Some(Kepala { kk, alamat: alamat_di(b), panjang: 1 })
}

fn judul_luwu_timur(label: &str) -> bool {
    label.starts_with("bukuindukkependudukan") && label.contains("daftarkeluarga")
}

/// A title, and within six rows the labels `NO. KK`, `ALAMAT` and `NO.RT/RW` with what belongs to them.
fn kepala_luwu_timur(baris: &[BarisMentah], i: usize) -> Option<Kepala> {
    let awal = &baris[i];
    awal.sel.iter().find(|s| label(s).starts_with("bukuindukkependudukan"))?;
    let mut kepala = Kepala { kk: Sel::Kosong, alamat: Alamat::default(), panjang: 1 };
    for b in baris[i + 1..].iter().take_while(|b| b.nomor <= awal.nomor + 6) {
        let mut milik = false;
        if let Some(di) = letak(b, "nokk") {
            kepala.kk = Some(nilai(b, di)).filter(|s| banyak_digit(s) > 0).unwrap_or(Sel::Kosong);
            milik = true;
        }
        if let Some(di) = letak(b, "alamat") {
            let terurai = alamat::urai(&nilai(b, di).tampil());
            kepala.alamat.jalan = terurai.jalan;
            kepala.alamat.dusun = terurai.dusun;
            milik = true;
        }
        if let Some(di) = letak(b, "nortrw").or_else(|| letak(b, "rtrw")) {
            (kepala.alamat.rt, kepala.alamat.rw) = alamat::pasangan(&nilai(b, di).tampil());
            milik = true;
        }
        if milik || letak(b, "namakk").is_some() || letak(b, "provinsi").is_some() {
            kepala.panjang = usize::try_from(b.nomor - awal.nomor).map_or(1, |n| n + 1);
        }
    }
    // Blank rows do not stand among the rows.
    kepala.panjang = baris[i..].iter().take_while(|b| rentang(awal, b) < kepala.panjang).count();
    Some(kepala)
}

fn rentang(awal: &BarisMentah, b: &BarisMentah) -> usize {
    usize::try_from(b.nomor - awal.nomor).unwrap_or(usize::MAX)
}

/// Sixteen digits before all else in the line, nothing beside them, and the address far to the right.
fn kepala_ktp_el(baris: &[BarisMentah], i: usize) -> Option<Kepala> {
    let b = &baris[i];
    let di = b.sel.iter().position(|s| !s.kosong()).filter(|di| *di < 3)?;
    if !(8..=24).contains(&banyak_digit(b.di(di))) || !b.di(di + 1).kosong() || banyak_digit(b.di(di + 2)) > 8
    {
        return None;
    }
    Some(Kepala { kk: b.di(di).clone(), alamat: alamat_di(b), panjang: 1 })
}

/// A line of labels with `NO.KK` and `ALAMAT`, and what belongs to them in the line below.
fn kepala_2012(baris: &[BarisMentah], i: usize) -> Option<Kepala> {
    let judul = &baris[i];
    let di = judul.sel.iter().position(|s| matches!(label(s).as_str(), "nokk" | "nomorkk"))?;
    // A table with one line per person has the person's headings beside it.
    let orang = |s: &Sel| match Tujuan::tebak(&s.tampil()) {
        Some(Tujuan::Kolom(k)) => !matches!(k, K::NoKk | K::Alamat | K::Dusun | K::Rw | K::Rt),
        Some(Tujuan::TempatTanggalLahir) => true,
        _ => false,
    };
    if judul.sel.iter().any(orang) {
        return None;
    }
    let isi = baris.get(i + 1).filter(|b| b.nomor <= judul.nomor + 2 && banyak_digit(b.di(di)) > 0);
    let Some(isi) = isi else {
        return Some(Kepala { kk: Sel::Kosong, alamat: Alamat::default(), panjang: 1 });
    };
    let di_alamat = letak(judul, "alamat").unwrap_or(6);
    let alamat = alamat::urai(&isi.di(di_alamat).tampil());
    Some(Kepala { kk: isi.di(di).clone(), alamat, panjang: 2 })
}
