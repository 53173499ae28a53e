//! SIAK's own table: one line per person, the address with the dusun in one column.

use super::judul;
use super::{Hasil, Terbaca, alamat, blok, label};
use crate::impor::berkas::GalatBerkas;
use crate::impor::buku::BarisMentah;
use crate::impor::kolom::K;
use crate::impor::sel::Sel;

const NAMA: &str = "SIAK";

/// Columns that are taken over, counted from 0.
const KOLOM: &[(K, usize)] = &[
    (K::NoKk, 0),
    (K::Nik, 1),
    (K::Nama, 2),
    (K::StatusDasar, 3),
    (K::TempatLahir, 4),
    (K::TanggalLahir, 5),
    (K::Sex, 6),
    (K::AyahNik, 7),
    (K::NamaAyah, 8),
    (K::IbuNik, 9),
    (K::NamaIbu, 10),
    (K::StatusKawin, 11),
    (K::Shdk, 12),
    (K::Agama, 13),
    (K::Alamat, 16),
    (K::Rw, 17),
    (K::Rt, 18),
    (K::PendidikanKk, 19),
    (K::Pekerjaan, 20),
    (K::GolonganDarah, 22),
    (K::Cacat, 23),
    (K::Paspor, 27),
    (K::AktaLahir, 28),
    (K::AktaPerkawinan, 29),
    (K::TanggalPerkawinan, 30),
    (K::AktaPerceraian, 31),
    (K::TanggalPerceraian, 32),
];

/// The row that begins with *nomor kk* and holds *petugas registrasi*.
pub(super) fn baris_judul(baris: &[BarisMentah]) -> Option<u32> {
    let judul = baris.iter().find(|b| {
        let petugas = b.sel.iter().any(|s| label(s) == "petugasregistrasi");
        petugas && b.sel.iter().any(|s| matches!(label(s).as_str(), "nomorkk" | "nokk"))
    });
    judul.map(|b| b.nomor)
}

pub(super) fn baca(semua: &[BarisMentah], judul: u32, epoch_1904: bool) -> Result<Terbaca, GalatBerkas> {
    let mut hasil = Hasil::baru(KOLOM.iter().map(|(k, _)| *k).chain([K::Dusun]));
    let mut letak = judul::Letak::baku(KOLOM);
    for baris in semua.iter().filter(|b| b.nomor >= judul) {
        if let Some(baru) = judul::baca(baris, KOLOM) {
            if baru.bergeser && baru != letak {
                hasil.awas(baris.nomor, "", judul::kalimat(&baru, NAMA, KOLOM));
            }
            if baris.nomor > judul {
                hasil.awas(baris.nomor, "", "Baris judul berulang; dilewati.".to_owned());
            }
            letak = baru;
        } else if baris.nomor > judul {
            orang(baris, &letak, &mut hasil)?;
        }
    }
    hasil.jadi(NAMA, judul, epoch_1904)
}

fn orang(baris: &BarisMentah, letak: &judul::Letak, hasil: &mut Hasil) -> Result<(), GalatBerkas> {
    let sel = |k: K| letak.di(k).map_or(&Sel::Kosong, |di| baris.di(di));
    if [K::NoKk, K::Nik, K::Nama].into_iter().all(|k| sel(k).kosong()) {
        let isi: Vec<String> = baris.sel.iter().filter(|s| !s.kosong()).take(3).map(Sel::tampil).collect();
        let kalimat = "Baris ini tidak memuat nomor KK, NIK, dan nama, jadi dilewati.";
        hasil.awas(baris.nomor, &isi.join(" "), kalimat.to_owned());
        return Ok(());
    }
    let teks = |isi: Option<String>| isi.map_or(Sel::Kosong, Sel::Teks);
    let alamat = alamat::urai(&sel(K::Alamat).tampil());
    let mut isi: Vec<(K, Sel)> =
        letak.kolom.iter().map(|(k, di)| (*k, blok::nilai(*k, baris.di(*di)))).collect();
    isi.push((K::Alamat, teks(alamat.jalan)));
    isi.push((K::Dusun, teks(alamat.dusun)));
    if sel(K::Rt).kosong() {
        isi.push((K::Rt, teks(alamat.rt)));
    }
    if sel(K::Rw).kosong() {
        isi.push((K::Rw, teks(alamat.rw)));
    }
    hasil.orang(baris.nomor, isi)
}
