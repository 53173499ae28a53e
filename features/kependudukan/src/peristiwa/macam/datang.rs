//! Coming to live here: new to the register, or back after moving away.

use kamus::{
    Agama, AlasanPindah, Daftar as _, GolonganDarah, JenisKelamin, Kewarganegaraan, Pekerjaan, PendidikanKk,
    StatusDasar, StatusKawin,
};

use super::super::bidang::{Bentuk, Kepala, Macam, Subjek, boleh, daftar, judul, tanpa_awal, wajib};
use super::super::jawab::Jawab;
use super::super::keadaan::{Keadaan, Orang};
use super::super::kejadian::{Kejadian, Perubahan};
use super::super::orang_baru::{Rumah, baris, isian_kosong, nama_besar};
use super::super::temuan::Temuan;
use super::hadir::sesudah_pergi;
use super::{asing, masuk, mulai, pilih_subjek, pindah, yang_dipilih};
use crate::entitas::{Isian, JenisPeristiwa, Penduduk};

pub(super) const BARU: Macam = Macam {
    alamat: "datang",
    jenis: JenisPeristiwa::Datang,
    nama: "Kedatangan orang baru",
    penjelasan: "Orang dari luar desa menetap di sini. Bila NIK-nya pernah tercatat, catatan lamanya dipakai lagi.",
    kelompok: "Pindah dan datang",
    subjek: Subjek::Tiada,
    kepala: Kepala::Tidak,
    tenggat: 0,
    bidang: &[
        judul("Orangnya"),
        boleh("nik", "NIK", Bentuk::Nik).petunjuk("16 angka. Kosongkan bila belum ber-NIK."),
        wajib("nama", "Nama lengkap", Bentuk::Teks(100)),
        wajib("kelamin", "Jenis kelamin", Bentuk::Kode(daftar::<JenisKelamin>)),
        wajib("tempat_lahir", "Tempat lahir", Bentuk::Teks(60)),
        wajib("tanggal_lahir", "Tanggal lahir", Bentuk::Tanggal),
        wajib("agama", "Agama", Bentuk::Kode(daftar::<Agama>)),
        asing::ORGANISASI.petunjuk("Untuk penghayat kepercayaan."),
        wajib("status_kawin", "Status perkawinan", Bentuk::Kode(daftar::<StatusKawin>)),
        boleh("akta_perkawinan", "Nomor akta perkawinan", Bentuk::Teks(60))
            .petunjuk("Wajib untuk Kawin. Tanpa akta: pilih Kawin Belum Tercatat."),
        wajib("pendidikan", "Pendidikan", Bentuk::Kode(daftar::<PendidikanKk>)),
        wajib("pekerjaan", "Pekerjaan", Bentuk::Kode(daftar::<Pekerjaan>)),
        wajib("kewarganegaraan", "Kewarganegaraan", Bentuk::Kode(daftar::<Kewarganegaraan>)),
        boleh("golongan_darah", "Golongan darah", Bentuk::Kode(daftar::<GolonganDarah>)),
        boleh("nama_ayah", "Nama ayah", Bentuk::Teks(100)),
        boleh("nama_ibu", "Nama ibu", Bentuk::Teks(100)),
        asing::TELEPON,
        judul("Orang asing"),
        boleh("negara", "Negara asal", Bentuk::Teks(60)),
        boleh("paspor", "Nomor paspor", Bentuk::Rahasia(30)),
        boleh("paspor_berakhir", "Paspor berlaku sampai", Bentuk::Tanggal),
        boleh("kitas", "Nomor ITAS/ITAP", Bentuk::Rahasia(30)),
        asing::KITAS_TEMPAT,
        asing::KITAS_TERBIT,
        boleh("kitas_berakhir", "ITAS/ITAP berlaku sampai", Bentuk::Tanggal),
        asing::SPONSOR,
        asing::TIPE.petunjuk("Misalnya perusahaan, pemerintah, atau perorangan."),
        asing::ALAMAT,
        asing::DATANG_TEMPAT,
        asing::DATANG_TANGGAL,
        asing::SK_WNI.petunjuk("Bila dulu orang asing."),
        judul("Kedatangannya"),
        wajib("tanggal", "Tanggal datang", Bentuk::Tanggal),
        wajib("asal", "Datang dari", Bentuk::Teks(200))
            .petunjuk("Desa, kecamatan, kabupaten, provinsi; atau negara."),
        wajib("klasifikasi", "Klasifikasi kepindahan", Bentuk::Kode(pindah::ke_luar)),
        wajib("alasan", "Alasan pindah", Bentuk::Kode(daftar::<AlasanPindah>)),
        boleh("no_surat", "Nomor surat pindah (SKPWNI)", Bentuk::Teks(60)),
        masuk::BAGIAN,
        masuk::PILIHAN,
        masuk::TUJUAN,
        masuk::HUBUNGAN,
        masuk::NO_KK,
        masuk::TEMPAT,
        masuk::ALAMAT,
    ],
    awal: |_, j| j.pasang_bila_kosong("kewarganegaraan", Kewarganegaraan::Wni.kode().to_string()),
    susun: baru,
};

pub(super) const KEMBALI: Macam = Macam {
    alamat: "datang-kembali",
    jenis: JenisPeristiwa::Datang,
    nama: "Kedatangan kembali",
    penjelasan: "Orang yang dulu pindah keluar menetap lagi di sini.",
    kelompok: "Pindah dan datang",
    subjek: Subjek::Pindah,
    kepala: Kepala::Tidak,
    tenggat: 0,
    bidang: &[
        wajib("siapa", "Siapa yang datang kembali", Bentuk::Anggota),
        wajib("tanggal", "Tanggal datang", Bentuk::Tanggal),
        wajib("asal", "Datang dari", Bentuk::Teks(200))
            .petunjuk("Desa, kecamatan, kabupaten, provinsi; atau negara."),
        wajib("klasifikasi", "Klasifikasi kepindahan", Bentuk::Kode(pindah::ke_luar)),
        wajib("alasan", "Alasan pindah", Bentuk::Kode(daftar::<AlasanPindah>)),
        boleh("no_surat", "Nomor surat pindah (SKPWNI)", Bentuk::Teks(60)),
        masuk::BAGIAN,
        masuk::PILIHAN,
        masuk::TUJUAN,
        masuk::HUBUNGAN,
        masuk::NO_KK,
        masuk::TEMPAT,
        masuk::ALAMAT,
    ],
    awal: |k, j| {
        pilih_subjek(k, j);
        tanpa_awal(k, j);
    },
    susun: kembali,
};

fn baru(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let draf = mulai(j);
    periksa_orang(j, t);
    let mut draf = draf?;
    let rumah = masuk::rumah(&mut draf, k, j, t);
    let isian = isian(j, &rumah.as_ref()?.0)?;
    let (rumah, hubungan) = rumah?;
    if isian.tanggal_lahir.0 > draf.tanggal {
        t.galat("tanggal_lahir", "Tanggal lahir sesudah tanggal datang.");
    }
    let isian = Isian { shdk: hubungan, ..isian };
    let pernah = isian.nik.and_then(|nik| k.pemilik_nik(nik).into_iter().find(|o| !o.kini.aktif()));
    let lama = pernah.map(|o| o.kini.clone());
    if let Some(o) = pernah {
        tolak_yang_meninggal(o, "nik", t);
        sesudah_pergi(o, draf.tanggal, t);
    }
    let mut orang = match &lama {
        Some(lama) => {
            let no_kk = None;
            let dulu = lama.isian(no_kk, &k.keys).ok()?;
            lama.dengan_isian(&lengkapi(isian, dulu), rumah.keluarga_id, &k.keys)
        }
        None => baris(k, &isian, &rumah),
    };
    orang.negara = j.milik("negara").or(orang.negara);
    orang.kitas_berakhir = j.tanggal("kitas_berakhir").map(db::Day).or(orang.kitas_berakhir);
    orang.paspor_berakhir = j.tanggal("paspor_berakhir").map(db::Day).or(orang.paspor_berakhir);
    asing::isi(k, j, &mut orang);
    draf.orang.push(Perubahan { jenis: JenisPeristiwa::Datang, lama, baru: orang });
    Some(draf)
}

/// What the form does not ask stays as it was known.
fn lengkapi(baru: Isian, dulu: Isian) -> Isian {
    Isian {
        nik: baru.nik,
        nama: baru.nama,
        jenis_kelamin: baru.jenis_kelamin,
        tempat_lahir: baru.tempat_lahir.or(dulu.tempat_lahir),
        tanggal_lahir: baru.tanggal_lahir,
        shdk: baru.shdk,
        status_dasar: StatusDasar::Hidup,
        alamat: baru.alamat,
        dusun: baru.dusun,
        rw: baru.rw,
        rt: baru.rt,
        agama: baru.agama,
        pendidikan_kk: baru.pendidikan_kk,
        pekerjaan: baru.pekerjaan,
        status_kawin: baru.status_kawin,
        akta_perkawinan: baru.akta_perkawinan.or(dulu.akta_perkawinan),
        kewarganegaraan: baru.kewarganegaraan,
        golongan_darah: baru.golongan_darah.or(dulu.golongan_darah),
        nama_ayah: baru.nama_ayah.or(dulu.nama_ayah),
        nama_ibu: baru.nama_ibu.or(dulu.nama_ibu),
        paspor: baru.paspor.or(dulu.paspor),
        kitas: baru.kitas.or(dulu.kitas),
        ..dulu
    }
}

fn isian(j: &Jawab, rumah: &Rumah) -> Option<Isian> {
    let (nama, kelamin) = (nama_besar(j, "nama")?, j.kode::<JenisKelamin>("kelamin")?);
    let kosong = isian_kosong(nama, kelamin, j.tanggal("tanggal_lahir")?, rumah);
    Some(Isian {
        nik: j.nik("nik"),
        tempat_lahir: nama_besar(j, "tempat_lahir"),
        agama: j.kode("agama"),
        status_kawin: j.kode("status_kawin"),
        akta_perkawinan: j.milik("akta_perkawinan"),
        pendidikan_kk: j.kode("pendidikan"),
        pekerjaan: j.kode("pekerjaan"),
        kewarganegaraan: j.kode("kewarganegaraan"),
        golongan_darah: j.kode("golongan_darah"),
        nama_ayah: nama_besar(j, "nama_ayah"),
        nama_ibu: nama_besar(j, "nama_ibu"),
        paspor: j.milik("paspor"),
        kitas: j.milik("kitas"),
        ..kosong
    })
}

fn periksa_orang(j: &Jawab, t: &mut Temuan) {
    if j.kode::<StatusKawin>("status_kawin") == Some(StatusKawin::Kawin)
        && j.some("akta_perkawinan").is_none()
    {
        t.galat("akta_perkawinan", "Isi nomor akta perkawinan, atau pilih Kawin Belum Tercatat.");
    }
    asing::periksa(j, j.tanggal("tanggal_lahir"), t);
    let wna = j.kode::<Kewarganegaraan>("kewarganegaraan") == Some(Kewarganegaraan::Wna);
    if wna && j.some("negara").is_none() {
        t.galat("negara", "Isi negara asal orang asing.");
    }
}

/// The dead do not come back; a mistake is undone.
fn tolak_yang_meninggal(o: &Orang, bidang: &str, t: &mut Temuan) {
    if o.kini.status_dasar() == StatusDasar::Mati {
        t.galat(
            bidang,
            format!("{} tercatat meninggal. Bila keliru, batalkan peristiwa kematiannya.", o.nama()),
        );
    }
}

fn kembali(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let semua = yang_dipilih(k, j, t);
    for o in &semua {
        if o.kini.status_dasar() != StatusDasar::Pindah {
            t.galat("siapa", format!("{} tidak tercatat pindah keluar.", o.nama()));
        }
    }
    let mut draf = mulai(j)?;
    let rumah = masuk::rumah(&mut draf, k, j, t);
    if j.teks("keluarga") == masuk::NUMPANG && semua.len() > 1 {
        t.galat("siapa", "Untuk masuk ke keluarga yang sudah ada, catat satu orang setiap kali.");
    }
    let (rumah, hubungan) = rumah?;
    let berkepala = semua.iter().any(|o| o.kini.shdk == 1);
    for o in semua {
        sesudah_pergi(o, draf.tanggal, t);
        let sendiri = j.teks("keluarga") == masuk::NUMPANG || !berkepala && Some(o.kini.id) == k.subjek;
        draf.ubah(k, o.kini.id, JenisPeristiwa::Datang, |p: &mut Penduduk| {
            p.status_dasar = StatusDasar::Hidup.kode();
            rumah.pasang(p);
            if sendiri {
                p.shdk = masuk::kode(hubungan);
            }
        });
    }
    Some(draf)
}
