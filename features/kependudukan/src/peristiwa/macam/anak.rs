//! Adopting a child, and acknowledging one (F-2.01).

use kamus::{Daftar as _, Nik, Shdk};

use super::super::aturan;
use super::super::bidang::{Bentuk, Kepala, Macam, Subjek, boleh, daftar, tanpa_awal, wajib};
use super::super::jawab::Jawab;
use super::super::keadaan::{Keadaan, Orang};
use super::super::kejadian::Kejadian;
use super::super::orang_baru::{Rumah, nama_besar};
use super::super::temuan::Temuan;
use super::{mulai, subjek_hadir};
use crate::entitas::{JenisPeristiwa, Penduduk};

pub(super) const ANGKAT: Macam = Macam {
    alamat: "pengangkatan-anak",
    jenis: JenisPeristiwa::PengangkatanAnak,
    nama: "Pengangkatan anak",
    penjelasan: "Anak diangkat oleh orang tua di desa ini. Pilih anaknya. Nama orang tua kandung tetap tercatat.",
    kelompok: "Kawin dan anak",
    subjek: Subjek::Hadir,
    kepala: Kepala::BilaPergi,
    tenggat: 30,
    bidang: &[
        wajib("tanggal", "Tanggal penetapan", Bentuk::Tanggal),
        wajib("no_penetapan", "Nomor penetapan pengadilan", Bentuk::Teks(60)),
        wajib("orang_tua", "Orang tua angkat", Bentuk::Orang).petunjuk("Nama atau NIK."),
        wajib("hubungan", "Hubungan dengan kepala keluarganya", Bentuk::Kode(daftar::<Shdk>)),
    ],
    awal: |_, j| j.pasang_bila_kosong("hubungan", Shdk::Anak.kode().to_string()),
    susun: angkat,
};

pub(super) const AKUI: Macam = Macam {
    alamat: "pengakuan-anak",
    jenis: JenisPeristiwa::PengakuanAnak,
    nama: "Pengakuan anak",
    penjelasan: "Ayah mengakui anaknya. Pilih anaknya.",
    kelompok: "Kawin dan anak",
    subjek: Subjek::Hadir,
    kepala: Kepala::Tidak,
    tenggat: 30,
    bidang: &[
        wajib("tanggal", "Tanggal pengakuan", Bentuk::Tanggal),
        boleh("ayah", "Ayah yang tercatat di desa ini", Bentuk::Orang).petunjuk("Nama atau NIK."),
        boleh("nama_ayah", "Atau namanya, bila bukan penduduk sini", Bentuk::Teks(100)),
        boleh("nik_ayah", "NIK-nya, bila diketahui", Bentuk::Nik),
        boleh("no_akta", "Nomor akta pengakuan", Bentuk::Teks(60)),
    ],
    awal: tanpa_awal,
    susun: akui,
};

fn angkat(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let anak = subjek_hadir(k, j, t)?;
    let orang_tua = k.terpilih("orang_tua");
    if let Some(orang_tua) = orang_tua {
        lebih_tua(anak, orang_tua, "orang_tua", t);
        if let Some(tanggal) = j.tanggal("tanggal") {
            aturan::hadir(orang_tua, tanggal, t);
        }
        if orang_tua.kini.keluarga_id.is_none() {
            t.galat("orang_tua", format!("{} tidak tercatat di sebuah keluarga.", orang_tua.nama()));
        }
    }
    let (orang_tua, hubungan) = (orang_tua?, j.kode::<Shdk>("hubungan")?);
    let mut draf = mulai(j)?;
    draf.ubah(k, anak.kini.id, JenisPeristiwa::PengangkatanAnak, |p| {
        if p.keluarga_id != orang_tua.kini.keluarga_id {
            Rumah::dari(&orang_tua.kini).pasang(p);
        }
        p.shdk = hubungan.kode();
    });
    draf.tetap(k, anak.kini.id, JenisPeristiwa::PengangkatanAnak);
    Some(draf)
}

fn akui(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let anak = subjek_hadir(k, j, t)?;
    let ayah = k.terpilih("ayah");
    if ayah.is_none() && j.some("ayah").is_none() && j.some("nama_ayah").is_none() {
        t.galat("ayah", "Isi ayahnya: penduduk sini, atau namanya bila dari luar.");
    }
    if let Some(ayah) = ayah {
        lebih_tua(anak, ayah, "ayah", t);
        if ayah.kini.jenis_kelamin() == kamus::JenisKelamin::Perempuan {
            t.galat("ayah", format!("{} tercatat perempuan.", ayah.nama()));
        }
    }
    let nik = ayah.map_or_else(|| j.nik("nik_ayah"), |ayah| ayah.nik);
    tolak_lingkaran(k, anak, nik, "ayah", t);
    let mut draf = mulai(j)?;
    let nama = ayah.map(|ayah| ayah.nama().to_owned()).or_else(|| nama_besar(j, "nama_ayah"));
    draf.ubah(k, anak.kini.id, JenisPeristiwa::PengakuanAnak, |p| {
        p.nama_ayah = nama;
        ganti_dokumen(k, p, |d| d.ayah_nik = nik);
    });
    draf.tetap(k, anak.kini.id, JenisPeristiwa::PengakuanAnak);
    Some(draf)
}

fn lebih_tua(anak: &Orang, orang_tua: &Orang, bidang: &str, t: &mut Temuan) {
    if orang_tua.kini.tanggal_lahir >= anak.kini.tanggal_lahir {
        t.galat(bidang, format!("{} tidak lebih tua daripada {}.", orang_tua.nama(), anak.nama()));
    }
}

/// Nobody is their own parent, nor their parent's parent.
pub(super) fn tolak_lingkaran(
    k: &Keadaan,
    anak: &Orang,
    orang_tua: Option<Nik>,
    bidang: &str,
    t: &mut Temuan,
) {
    let (Some(nik), Some(anak_nik)) = (orang_tua, anak.nik) else { return };
    if nik == anak_nik {
        t.galat(bidang, "Seseorang tidak dapat menjadi orang tuanya sendiri.");
    }
    for tua in k.pemilik_nik(nik) {
        let dokumen = tua.kini.dokumen(&k.keys).unwrap_or_default();
        if [dokumen.ayah_nik, dokumen.ibu_nik].contains(&Some(anak_nik)) {
            t.galat(bidang, format!("{} tercatat sebagai anak dari {}.", tua.nama(), anak.nama()));
        }
        if tua.kini.tanggal_lahir >= anak.kini.tanggal_lahir {
            t.galat(bidang, format!("{} tidak lebih tua daripada {}.", tua.nama(), anak.nama()));
        }
    }
}

/// Changes the sealed papers; what stays the same keeps its seal.
pub(super) fn ganti_dokumen(k: &Keadaan, p: &mut Penduduk, ubah: impl FnOnce(&mut crate::entitas::Dokumen)) {
    let Ok(lama) = p.dokumen(&k.keys) else { return };
    let mut baru = lama.clone();
    ubah(&mut baru);
    if baru != lama {
        p.pasang_dokumen(&k.keys, &baru);
    }
}
