//! Marriage and divorce (F-2.01). What has no certificate is *belum tercatat*.

use kamus::{Daftar as _, JenisKelamin, Shdk, StatusKawin};

use super::super::aturan;
use super::super::bidang::{Bentuk, Kepala, Macam, Subjek, boleh, tanpa_awal, wajib};
use super::super::jawab::Jawab;
use super::super::keadaan::{Keadaan, Orang};
use super::super::kejadian::Kejadian;
use super::super::orang_baru::Rumah;
use super::super::temuan::Temuan;
use super::{id_teks, keluarga::tempat_semula, lahir::pasangan_serumah, masuk, mulai, subjek_hadir};
use crate::entitas::JenisPeristiwa;

pub(super) const KAWIN: Macam = Macam {
    alamat: "kawin",
    jenis: JenisPeristiwa::Kawin,
    nama: "Perkawinan",
    penjelasan: "Seorang atau dua orang penduduk kawin. Tanpa akta atau buku nikah: kawin belum tercatat.",
    kelompok: "Kawin dan anak",
    subjek: Subjek::Hadir,
    kepala: Kepala::Tidak,
    tenggat: 60,
    bidang: &[
        wajib("tanggal", "Tanggal kawin", Bentuk::Tanggal),
        boleh("pasangan", "Pasangan yang tercatat di desa ini", Bentuk::Orang).petunjuk("Nama atau NIK."),
        boleh("nama_pasangan", "Atau namanya, bila bukan penduduk sini", Bentuk::Teks(100)),
        boleh("no_akta", "Nomor akta atau buku nikah", Bentuk::Teks(60))
            .petunjuk("Kosongkan bila belum tercatat."),
        boleh("tempat_kawin", "Tempat perkawinan", Bentuk::Teks(100)),
        wajib("tinggal", "Sesudah kawin", Bentuk::Pilih(pilihan)),
        masuk::TEMPAT,
        masuk::ALAMAT,
        masuk::NO_KK,
    ],
    awal: |k, j| {
        j.pasang_bila_kosong("tinggal", "tetap");
        tempat_semula(k, j);
    },
    susun: kawin,
};

pub(super) const CERAI: Macam = Macam {
    alamat: "cerai",
    jenis: JenisPeristiwa::Cerai,
    nama: "Perceraian",
    penjelasan: "Suami istri bercerai. Bila seorang lalu pindah keluarga, catat itu sesudahnya.",
    kelompok: "Kawin dan anak",
    subjek: Subjek::Hadir,
    kepala: Kepala::Tidak,
    tenggat: 60,
    bidang: &[
        wajib("tanggal", "Tanggal cerai", Bentuk::Tanggal),
        boleh("pasangan", "Bekas pasangan yang tercatat di desa ini", Bentuk::Orang)
            .petunjuk("Nama atau NIK."),
        boleh("nama_pasangan", "Atau namanya, bila bukan penduduk sini", Bentuk::Teks(100)),
        boleh("no_akta", "Nomor akta cerai", Bentuk::Teks(60)).petunjuk("Kosongkan bila belum tercatat."),
        boleh("no_penetapan", "Nomor putusan pengadilan", Bentuk::Teks(60)),
    ],
    awal: |k, j| {
        tanpa_awal(k, j);
        if let Some(o) = k.yang_dicatat().and_then(|o| pasangan_serumah(k, o)) {
            j.pasang_bila_kosong("pasangan", o.nama());
            j.pasang_bila_kosong("pasangan_id", id_teks(o.kini.id));
        }
    },
    susun: cerai,
};

fn pilihan() -> Vec<(String, &'static str)> {
    let pilihan = [
        ("tetap", "Masing-masing tetap di keluarganya"),
        ("masuk", "Pasangannya masuk ke keluarga ini"),
        ("ikut", "Ikut masuk ke keluarga pasangannya"),
        ("baru", "Berdua membentuk keluarga baru"),
    ];
    pilihan.map(|(kode, nama)| (kode.to_owned(), nama)).to_vec()
}

fn kawin_kini(o: &Orang) -> bool {
    let status = o.kini.status_kawin.and_then(StatusKawin::dari_kode);
    matches!(status, Some(StatusKawin::Kawin | StatusKawin::KawinBelumTercatat))
}

/// Both, where both live here.
fn berdua<'k>(k: &'k Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Vec<&'k Orang>> {
    let o = subjek_hadir(k, j, t)?;
    let pasangan = k.terpilih("pasangan");
    match (pasangan, j.some("nama_pasangan"), j.some("pasangan")) {
        (None, None, None) => {
            t.galat("pasangan", "Isi pasangannya: penduduk sini, atau namanya bila dari luar.");
        }
        (Some(lain), ..) if lain.kini.id == o.kini.id => {
            t.galat("pasangan", "Pasangan harus orang lain.");
        }
        (Some(lain), ..) if lain.kini.jenis_kelamin == o.kini.jenis_kelamin => {
            t.galat("pasangan", format!("{} dan {} berjenis kelamin sama.", o.nama(), lain.nama()));
        }
        _ => {}
    }
    if let (Some(lain), Some(tanggal)) = (pasangan, j.tanggal("tanggal")) {
        aturan::hadir(lain, tanggal, t);
    }
    Some([Some(o), pasangan].into_iter().flatten().collect())
}

fn kawin(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let semua = berdua(k, j, t)?;
    let mut draf = mulai(j)?;
    for o in &semua {
        aturan::umur_kawin(o.nama(), o.kini.tanggal_lahir.0, draf.tanggal, t);
        match (kawin_kini(o), o.kini.jenis_kelamin()) {
            (true, JenisKelamin::Perempuan) => {
                t.galat(
                    "",
                    format!(
                        "{} masih tercatat kawin. Catat dulu perceraian atau kematian suaminya.",
                        o.nama()
                    ),
                );
            }
            (true, JenisKelamin::LakiLaki) => {
                t.peringatan(
                    format!("sudah_kawin_{}", o.nama()),
                    format!("{} masih tercatat kawin.", o.nama()),
                );
            }
            _ => {}
        }
    }
    let status =
        if j.some("no_akta").is_some() { StatusKawin::Kawin } else { StatusKawin::KawinBelumTercatat };
    let tanggal = draf.tanggal;
    for o in &semua {
        draf.ubah(k, o.kini.id, JenisPeristiwa::Kawin, |p| {
            p.status_kawin = Some(status.kode());
            p.akta_perkawinan = j.milik("no_akta");
            p.tanggal_perkawinan = Some(tanggal.into());
            p.akta_perceraian = None;
            p.tanggal_perceraian = None;
        });
    }
    tinggal(&mut draf, (k, j), &semua, t);
    Some(draf)
}

/// Who moves into whose family.
fn tinggal(draf: &mut Kejadian, (k, j): (&Keadaan, &Jawab), semua: &[&Orang], t: &mut Temuan) {
    let pindah = |draf: &mut Kejadian, o: &Orang, rumah: &Rumah, hubungan: Shdk| {
        draf.ubah(k, o.kini.id, JenisPeristiwa::Kawin, |p| {
            rumah.pasang(p);
            p.shdk = hubungan.kode();
        });
    };
    match (j.teks("tinggal"), semua) {
        ("masuk" | "ikut", [_]) => {
            t.galat(
                "tinggal",
                "Pasangannya bukan penduduk sini. Catat kedatangannya lebih dulu, atau pilih tetap.",
            );
        }
        ("masuk", [tuan, tamu]) | ("ikut", [tamu, tuan]) => {
            if tuan.kini.keluarga_id.is_none() {
                t.galat("tinggal", format!("{} tidak tercatat di sebuah keluarga.", tuan.nama()));
            } else if tuan.kini.keluarga_id == tamu.kini.keluarga_id {
                t.galat("tinggal", "Keduanya sudah satu keluarga. Pilih tetap, atau keluarga baru.");
            }
            pindah(draf, tamu, &Rumah::dari(&tuan.kini), hubungan_pasangan(tuan, tamu));
        }
        ("baru", semua) => {
            let Some(rumah) = masuk::keluarga_baru(draf, k, j, t) else { return };
            let kepala =
                semua.iter().find(|o| o.kini.jenis_kelamin() == JenisKelamin::LakiLaki).or(semua.first());
            for o in semua {
                let memimpin = kepala.is_some_and(|kepala| kepala.kini.id == o.kini.id);
                pindah(draf, o, &rumah, if memimpin { Shdk::KepalaKeluarga } else { sebagai_pasangan(o) });
            }
        }
        _ => {}
    }
}

fn sebagai_pasangan(o: &Orang) -> Shdk {
    if o.kini.jenis_kelamin() == JenisKelamin::LakiLaki { Shdk::Suami } else { Shdk::Istri }
}

/// How somebody who marries into a family stands to its head.
fn hubungan_pasangan(tuan: &Orang, tamu: &Orang) -> Shdk {
    match tuan.kini.shdk() {
        Shdk::KepalaKeluarga => sebagai_pasangan(tamu),
        Shdk::Anak => Shdk::Menantu,
        _ => Shdk::FamiliLain,
    }
}

fn cerai(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let semua = berdua(k, j, t)?;
    for o in semua.iter().filter(|o| !kawin_kini(o)) {
        t.galat("", format!("{} tidak tercatat kawin.", o.nama()));
    }
    let mut draf = mulai(j)?;
    let tercatat = j.some("no_akta").is_some();
    let status = if tercatat { StatusKawin::CeraiHidup } else { StatusKawin::CeraiHidupBelumTercatat };
    let tanggal = draf.tanggal;
    if semua.iter().any(|o| o.kini.tanggal_perkawinan.is_some_and(|kawin| tanggal < kawin.0)) {
        t.galat("tanggal", "Perceraian tidak dapat terjadi sebelum perkawinannya.");
    }
    for o in semua {
        draf.ubah(k, o.kini.id, JenisPeristiwa::Cerai, |p| {
            p.status_kawin = Some(status.kode());
            p.akta_perceraian = j.milik("no_akta");
            p.tanggal_perceraian = Some(tanggal.into());
        });
    }
    Some(draf)
}
