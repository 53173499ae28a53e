//! Households: who keeps house together, and who heads them.

use kamus::Daftar as _;
use uuid::Uuid;

use super::super::aturan;
use super::super::bidang::{Bentuk, Bidang, Kepala, Macam, Subjek, boleh, tanpa_awal, wajib};
use super::super::jawab::{Jawab, kirim_tempat};
use super::super::keadaan::{Keadaan, NOMOR_RUMAH, Orang};
use super::super::kejadian::Kejadian;
use super::super::rumah::{kepalai, lepas, masukkan};
use super::super::temuan::Temuan;
use super::{keluarga, mulai, subjek_hadir, yang_dipilih};
use crate::entitas::{JenisPeristiwa, KodeTempat, RumahTangga};

const SEJAK: Bidang = wajib("tanggal", "Sejak tanggal", Bentuk::Tanggal);
const ALASAN: Bidang = boleh("alasan_rtm", "Alasan", Bentuk::Teks(200));
const TEMPAT: Bidang = wajib("tempat", "Dusun, RW, dan RT", Bentuk::Tempat);
const ALAMAT: Bidang = boleh("alamat", "Alamat rumah", Bentuk::Teks(200));

/// What all six have in common.
const fn macam(
    (alamat, nama): (&'static str, &'static str),
    jenis: JenisPeristiwa,
    penjelasan: &'static str,
    bidang: &'static [Bidang],
    awal: fn(&Keadaan, &mut Jawab),
    susun: fn(&Keadaan, &Jawab, &mut Temuan) -> Option<Kejadian>,
) -> Macam {
    Macam {
        alamat,
        jenis,
        nama,
        penjelasan,
        kelompok: "Rumah tangga",
        subjek: Subjek::Hadir,
        kepala: Kepala::Tidak,
        tenggat: 0,
        bidang,
        awal,
        susun,
    }
}

pub(super) const BARU: Macam = macam(
    ("rumah-tangga-baru", "Rumah tangga baru"),
    JenisPeristiwa::RumahTanggaBaru,
    "Orang yang tinggal serumah dan makan dari satu dapur, dari satu keluarga atau lebih. Pilih dulu kepala rumah \
     tangganya. Keluarga lain dimasukkan sesudahnya, lewat Masuk rumah tangga.",
    &[
        wajib("siapa", "Siapa yang tinggal dan makan bersama", Bentuk::Anggota),
        SEJAK,
        boleh(NOMOR_RUMAH, "Nomor rumah tangga", Bentuk::Teks(30))
            .petunjuk("Bukan nomor KK. Kosongkan supaya diberi nomor urut."),
        TEMPAT,
        ALAMAT,
    ],
    |k, j| {
        pilih_sekeluarga(k, j);
        keluarga::tempat_semula(k, j);
    },
    baru,
);

pub(super) const MASUK: Macam = macam(
    ("masuk-rumah-tangga", "Masuk rumah tangga"),
    JenisPeristiwa::MasukRumahTangga,
    "Seorang atau sekeluarga ikut tinggal dan makan di rumah tangga yang sudah ada.",
    &[
        wajib("siapa", "Siapa yang masuk", Bentuk::Anggota),
        SEJAK,
        wajib("tujuan", "Seorang anggota rumah tangga yang dituju", Bentuk::Orang).petunjuk("Nama atau NIK."),
        ALASAN,
    ],
    pilih_sekeluarga,
    masuk,
);

pub(super) const KELUAR: Macam = macam(
    ("keluar-rumah-tangga", "Keluar dari rumah tangga"),
    JenisPeristiwa::KeluarRumahTangga,
    "Seorang atau beberapa anggota tidak lagi tinggal dan makan bersama. Keluarga dan KK-nya tidak berubah.",
    &[wajib("siapa", "Siapa yang keluar", Bentuk::Anggota), SEJAK, ALASAN],
    super::pilih_subjek,
    keluar,
);

pub(super) const GANTI_KEPALA: Macam = macam(
    ("ganti-kepala-rumah-tangga", "Ganti kepala rumah tangga"),
    JenisPeristiwa::GantiKepalaRumahTangga,
    "Orang yang dipilih menjadi kepala rumah tangganya. Kepala yang lama menjadi anggota.",
    &[SEJAK, ALASAN],
    tanpa_awal,
    ganti_kepala,
);

pub(super) const UBAH: Macam = macam(
    ("ubah-rumah-tangga", "Ubah nomor atau alamat rumah tangga"),
    JenisPeristiwa::UbahRumahTangga,
    "Nomor atau alamat rumah tangga keliru atau berubah. Alamat KK anggotanya tidak ikut berubah.",
    &[
        SEJAK,
        wajib(NOMOR_RUMAH, "Nomor rumah tangga", Bentuk::Teks(30)).petunjuk("Bukan nomor KK."),
        TEMPAT,
        ALAMAT,
    ],
    |k, j| {
        let Some(r) = rumah_subjek(k) else { return };
        j.pasang_bila_kosong(NOMOR_RUMAH, r.nomor.clone());
        let tempat = KodeTempat { dusun: r.dusun.clone(), rw: r.rw.clone(), rt: r.rt.clone() };
        j.pasang_bila_kosong("tempat", kirim_tempat(&tempat));
        j.pasang_bila_kosong("alamat", r.alamat.clone().unwrap_or_default());
    },
    ubah,
);

pub(super) const BUBAR: Macam = macam(
    ("bubar-rumah-tangga", "Rumah tangga bubar"),
    JenisPeristiwa::RumahTanggaBubar,
    "Semua anggota berhenti tinggal dan makan bersama. Keluarga dan KK mereka tidak berubah.",
    &[SEJAK, ALASAN],
    tanpa_awal,
    bubar,
);

/// The whole family of the subject is ticked from the beginning.
fn pilih_sekeluarga(k: &Keadaan, j: &mut Jawab) {
    let Some(o) = k.yang_dicatat() else { return };
    let semua = o.kini.keluarga_id.map_or_else(|| vec![o], |id| k.anggota(id));
    if j.semua("siapa").is_empty() {
        j.pasang_semua("siapa", semua.into_iter().map(|o| o.kini.id.to_string()));
    }
}

fn rumah_subjek(k: &Keadaan) -> Option<&RumahTangga> {
    k.yang_dicatat().and_then(|o| o.kini.rumah_tangga_id).and_then(|id| k.rumah_tangga(id))
}

/// The household that the subject belongs to.
fn rumahnya(k: &Keadaan, t: &mut Temuan) -> Option<Uuid> {
    let rumah = rumah_subjek(k).map(|r| r.id);
    if rumah.is_none() {
        let nama = k.yang_dicatat().map_or("Orang ini", Orang::nama);
        t.galat("", format!("{nama} tidak tercatat di rumah tangga mana pun."));
    }
    rumah
}

/// A typed number nobody else has, or the next one.
fn nomor(k: &Keadaan, j: &Jawab, milik: Option<Uuid>, t: &mut Temuan) -> Option<String> {
    let ada = k.nomor_rumah();
    if ada.nomor_warga {
        t.galat(NOMOR_RUMAH, "Itu NIK atau nomor KK. Nomor rumah tangga harus lain.");
        return None;
    }
    if ada.pemilik.is_some() && ada.pemilik != milik {
        t.galat(NOMOR_RUMAH, "Nomor itu sudah dipakai rumah tangga lain.");
        return None;
    }
    let nomor = j.milik(NOMOR_RUMAH).or_else(|| ada.berikut.clone());
    if nomor.is_none() {
        t.galat(
            NOMOR_RUMAH,
            "Isi nomor rumah tangga; nomor terakhir bukan angka, jadi tidak dapat diteruskan.",
        );
    }
    nomor
}

fn baru(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let kepala = k.yang_dicatat()?;
    let semua = yang_dipilih(k, j, t);
    if semua.iter().all(|o| o.kini.id != kepala.kini.id) {
        t.galat("siapa", format!("{} menjadi kepala rumah tangga, jadi ikut dipilih.", kepala.nama()));
    }
    // The number of a household that ended is given again, with its row, but not with what was said of those people.
    let lama = k.nomor_rumah().pemilik.and_then(|id| k.rumah_tangga(id)).filter(|r| r.bubar.is_some());
    let nomor = nomor(k, j, lama.map(|r| r.id), t);
    let mut draf = mulai(j)?;
    let (nomor, tempat) = (nomor?, j.tempat("tempat")?);
    let rumah = RumahTangga {
        id: lama.map_or_else(|| k.id_baru(), |r| r.id),
        nomor,
        alamat: j.milik("alamat"),
        dusun: tempat.dusun,
        rw: tempat.rw,
        rt: tempat.rt,
        terdaftar: draf.tanggal.into(),
        bubar: None,
        kelas_sosial: None,
        id_bdt: None,
    };
    let id = rumah.id;
    draf.rumah_tangga.push((lama.cloned(), rumah));
    for o in semua {
        aturan::hadir(o, draf.tanggal, t);
        peringatkan_pindah(k, o, t);
        draf.ubah(k, o.kini.id, JenisPeristiwa::RumahTanggaBaru, |p| {
            if o.kini.id == kepala.kini.id { kepalai(p, id) } else { masukkan(p, id) }
        });
    }
    Some(draf)
}

/// Somebody belongs to one household at a time.
fn peringatkan_pindah(k: &Keadaan, o: &Orang, t: &mut Temuan) {
    if let Some(lama) = o.kini.rumah_tangga_id.and_then(|id| k.rumah_tangga(id)) {
        t.peringatan(
            format!("pindah_rtm_{}", o.kini.id),
            format!("{} keluar dari rumah tangga {}.", o.nama(), lama.nomor),
        );
    }
}

fn masuk(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let semua = yang_dipilih(k, j, t);
    let tujuan = k.terpilih("tujuan")?;
    let Some(rumah) = tujuan.kini.rumah_tangga_id.filter(|_| tujuan.kini.aktif()) else {
        t.galat("tujuan", format!("{} tidak tercatat di rumah tangga mana pun.", tujuan.nama()));
        return None;
    };
    let mut draf = mulai(j)?;
    let yang_baru: Vec<&Orang> =
        semua.into_iter().filter(|o| o.kini.rumah_tangga_id != Some(rumah)).collect();
    if yang_baru.is_empty() {
        t.galat("siapa", "Yang dipilih sudah tercatat di rumah tangga itu.");
    }
    for o in yang_baru {
        aturan::hadir(o, draf.tanggal, t);
        peringatkan_pindah(k, o, t);
        draf.ubah(k, o.kini.id, JenisPeristiwa::MasukRumahTangga, |p| masukkan(p, rumah));
    }
    Some(draf)
}

fn keluar(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let rumah = rumahnya(k, t)?;
    let semua = yang_dipilih(k, j, t);
    let mut draf = mulai(j)?;
    for o in semua {
        aturan::hadir(o, draf.tanggal, t);
        if o.kini.rumah_tangga_id != Some(rumah) {
            t.galat("siapa", format!("{} tidak tercatat di rumah tangga itu.", o.nama()));
        }
        draf.ubah(k, o.kini.id, JenisPeristiwa::KeluarRumahTangga, lepas);
    }
    Some(draf)
}

fn ganti_kepala(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let o = subjek_hadir(k, j, t)?;
    let rumah = rumahnya(k, t)?;
    if o.kini.hubungan_rtm == Some(kamus::HubunganRtm::Kepala.kode()) {
        t.galat("", format!("{} sudah menjadi kepala rumah tangga. Pilih anggota lain.", o.nama()));
    }
    let mut draf = mulai(j)?;
    draf.ubah(k, o.kini.id, JenisPeristiwa::GantiKepalaRumahTangga, |p| kepalai(p, rumah));
    for lain in k.anggota_rumah(rumah).into_iter().filter(|lain| lain.kini.id != o.kini.id) {
        draf.ubah(k, lain.kini.id, JenisPeristiwa::GantiKepalaRumahTangga, |p| masukkan(p, rumah));
    }
    Some(draf)
}

fn ubah(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let o = subjek_hadir(k, j, t)?;
    let rumah = rumahnya(k, t)?;
    let nomor = nomor(k, j, Some(rumah), t);
    let mut draf = mulai(j)?;
    let (nomor, tempat) = (nomor?, j.tempat("tempat")?);
    draf.ubah_rumah(k, rumah, |r| {
        r.nomor = nomor;
        r.alamat = j.milik("alamat");
        (r.dusun, r.rw, r.rt) = (tempat.dusun, tempat.rw, tempat.rt);
    });
    if draf.rumah_tangga.is_empty() {
        t.galat("", "Belum ada isian yang diubah.");
    }
    draf.tetap(k, o.kini.id, JenisPeristiwa::UbahRumahTangga);
    Some(draf)
}

fn bubar(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    subjek_hadir(k, j, t)?;
    let rumah = rumahnya(k, t)?;
    let mut draf = mulai(j)?;
    for o in k.anggota_rumah(rumah) {
        draf.ubah(k, o.kini.id, JenisPeristiwa::RumahTanggaBubar, lepas);
    }
    Some(draf)
}
