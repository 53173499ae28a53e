//! Into which family somebody comes: a new one, or one that is there.

use kamus::{Daftar as _, Shdk};

use super::super::bidang::{Bentuk, Bidang, boleh, daftar, judul, wajib};
use super::super::jawab::Jawab;
use super::super::keadaan::Keadaan;
use super::super::kejadian::Kejadian;
use super::super::orang_baru::Rumah;
use super::super::temuan::Temuan;
use crate::entitas::Keluarga;

pub(super) const BAGIAN: Bidang = judul("Keluarga dan tempat tinggal di sini");
pub(super) const PILIHAN: Bidang = wajib("keluarga", "Masuk sebagai", Bentuk::Pilih(pilihan));
pub(super) const TUJUAN: Bidang = boleh("tujuan", "Seorang anggota keluarga yang dituju", Bentuk::Orang)
    .petunjuk("Nama atau NIK. Isi bila masuk ke keluarga yang sudah ada.");
pub(super) const HUBUNGAN: Bidang =
    boleh("hubungan", "Hubungan dengan kepala keluarga", Bentuk::Kode(daftar::<Shdk>))
        .petunjuk("Isi bila masuk ke keluarga yang sudah ada.");
pub(super) const NO_KK: Bidang = boleh("no_kk", "Nomor KK", Bentuk::NoKk)
    .petunjuk("Isi bila Dukcapil sudah menerbitkan KK di desa ini. Kosongkan bila masih menunggu.");
pub(super) const TEMPAT: Bidang =
    boleh("tempat", "Dusun, RW, dan RT", Bentuk::Tempat).petunjuk("Isi untuk keluarga baru.");
pub(super) const ALAMAT: Bidang = boleh("alamat", "Alamat", Bentuk::Teks(200));

pub(super) const BARU: &str = "baru";
pub(super) const NUMPANG: &str = "numpang";

fn pilihan() -> Vec<(String, &'static str)> {
    vec![(BARU.to_owned(), "Keluarga baru"), (NUMPANG.to_owned(), "Anggota keluarga yang sudah ada")]
}

/// Where the answers lead: the family (added to the draft where it is new), the address, and how somebody
/// stands to the head.
pub(super) fn rumah(draf: &mut Kejadian, k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<(Rumah, Shdk)> {
    match j.teks("keluarga") {
        BARU => keluarga_baru(draf, k, j, t).map(|rumah| (rumah, Shdk::KepalaKeluarga)),
        NUMPANG => numpang(k, j, t),
        _ => None,
    }
}

pub(super) fn numpang(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<(Rumah, Shdk)> {
    let hubungan = j.kode::<Shdk>("hubungan");
    if hubungan.is_none() {
        t.galat("hubungan", "Pilih hubungan dengan kepala keluarga.");
    }
    Some((tujuan(k, j, t)?, hubungan?))
}

/// The family of whom the answers name.
pub(super) fn tujuan(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Rumah> {
    if j.some("tujuan").is_none() && k.terpilih("tujuan").is_none() {
        t.galat("tujuan", "Isi nama atau NIK seorang anggota keluarga yang dituju.");
    }
    let o = k.terpilih("tujuan")?;
    let keluarga = o.kini.keluarga_id.filter(|_| o.kini.aktif());
    let Some(keluarga) = keluarga.filter(|id| !k.anggota(*id).is_empty()) else {
        t.galat("tujuan", format!("{} tidak tercatat di keluarga yang masih ada.", o.nama()));
        return None;
    };
    Some(Rumah { keluarga_id: Some(keluarga), ..Rumah::dari(&k.anggota(keluarga)[0].kini) })
}

/// A family that waits for its number, unless Dukcapil issued one already.
pub(super) fn keluarga_baru(draf: &mut Kejadian, k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Rumah> {
    let Some(tempat) = j.tempat("tempat") else {
        t.galat("tempat", "Pilih dusun, RW, dan RT untuk keluarga baru.");
        return None;
    };
    let no_kk = j.no_kk("no_kk");
    let pemilik = no_kk.and_then(|no_kk| k.pemilik_kk(no_kk));
    if let Some(pemilik) = pemilik.filter(|id| !k.anggota(*id).is_empty()) {
        let nama = k.anggota(pemilik).first().map(|o| o.nama().to_owned()).unwrap_or_default();
        t.galat(
            "no_kk",
            format!("Nomor KK itu milik keluarga {nama}. Pilih masuk ke keluarga yang sudah ada."),
        );
        return None;
    }
    let alamat = j.milik("alamat");
    // A card that everybody left is used again, with its number.
    let lama = pemilik.and_then(|id| k.keluarga(id)).cloned();
    let mut baru = Keluarga {
        id: lama.as_ref().map_or_else(|| k.id_baru(), |lama| lama.id),
        no_kk_segel: lama.as_ref().and_then(|lama| lama.no_kk_segel.clone()),
        no_kk_kunci: lama.as_ref().and_then(|lama| lama.no_kk_kunci.clone()),
        kepala_id: None,
        alamat: alamat.clone(),
        dusun: tempat.dusun.clone(),
        rw: tempat.rw.clone(),
        rt: tempat.rt.clone(),
        kelas_sosial: lama.as_ref().and_then(|lama| lama.kelas_sosial),
    };
    if lama.is_none() {
        baru.pasang_no_kk(&k.keys, no_kk);
    }
    let id = baru.id;
    draf.keluarga.push((lama, baru));
    Some(Rumah { keluarga_id: Some(id), alamat, tempat })
}

/// The relation's code for a row.
pub(super) fn kode(hubungan: Shdk) -> i16 {
    hubungan.kode()
}
