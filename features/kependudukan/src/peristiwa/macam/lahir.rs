//! Births (F-2.01). A newborn has no NIK until Dukcapil issues one.

use kamus::{
    Agama, Daftar as _, GolonganDarah, JenisKelahiran, JenisKelamin, Kewarganegaraan, Pekerjaan,
    PendidikanKk, PenolongKelahiran, Shdk, StatusDasar, StatusKawin, TempatDilahirkan, YangMenerangkan,
};

use super::super::aturan;
use super::super::bidang::{Bentuk, Bidang, Kepala, Macam, Subjek, boleh, daftar, judul, wajib};
use super::super::jawab::Jawab;
use super::super::keadaan::{Keadaan, Orang};
use super::super::kejadian::{Kejadian, Perubahan};
use super::super::orang_baru::{Rumah, baris, isian_kosong, nama_besar};
use super::super::temuan::Temuan;
use super::{id_teks, mulai};
use crate::entitas::{Isian, JenisPeristiwa};

const TANGGAL: Bidang = wajib("tanggal", "Tanggal lahir", Bentuk::Tanggal);
const JAM: Bidang = boleh("jam", "Pukul", Bentuk::Teks(10));
const KELAMIN: Bidang = wajib("kelamin", "Jenis kelamin", Bentuk::Kode(daftar::<JenisKelamin>));
const TEMPAT: Bidang =
    wajib("tempat_dilahirkan", "Tempat dilahirkan", Bentuk::Kode(daftar::<TempatDilahirkan>));
const KOTA: Bidang = wajib("tempat_lahir", "Kota atau kabupaten kelahiran", Bentuk::Teks(60));
const KELAHIRAN: Bidang = wajib("jenis_kelahiran", "Jenis kelahiran", Bentuk::Kode(daftar::<JenisKelahiran>));
const ANAK_KE: Bidang = boleh("anak_ke", "Anak ke-", Bentuk::Angka(1, 25));
const PENOLONG: Bidang = wajib("penolong", "Penolong kelahiran", Bentuk::Kode(daftar::<PenolongKelahiran>));

pub(super) const LAHIR: Macam = Macam {
    alamat: "lahir",
    jenis: JenisPeristiwa::Lahir,
    nama: "Kelahiran",
    penjelasan: "Anak lahir hidup. Pilih ibunya; bila ibunya bukan penduduk sini, pilih ayahnya. Bayi kembar dicatat satu per satu.",
    kelompok: "Lahir dan mati",
    subjek: Subjek::OrangTua,
    kepala: Kepala::Tidak,
    tenggat: 60,
    bidang: &[
        wajib("nama", "Nama anak", Bentuk::Teks(100)),
        KELAMIN,
        TANGGAL,
        JAM,
        TEMPAT,
        KOTA,
        KELAHIRAN,
        ANAK_KE,
        PENOLONG,
        boleh("berat", "Berat (gram)", Bentuk::Angka(300, 8000)),
        boleh("panjang", "Panjang (cm)", Bentuk::Angka(20, 80)),
        wajib("hubungan", "Hubungan dengan kepala keluarga", Bentuk::Kode(daftar::<Shdk>)),
        wajib("agama", "Agama", Bentuk::Kode(daftar::<Agama>)),
        wajib("kewarganegaraan", "Kewarganegaraan", Bentuk::Kode(daftar::<Kewarganegaraan>)),
        boleh("golongan_darah", "Golongan darah", Bentuk::Kode(daftar::<GolonganDarah>)),
        boleh("no_akta", "Nomor akta kelahiran", Bentuk::Teks(60))
            .petunjuk("Kosongkan bila Dukcapil belum menerbitkan."),
        judul("Orang tua yang lain"),
        boleh("orang_tua", "Ayah (atau ibu) yang tercatat di desa ini", Bentuk::Orang)
            .petunjuk("Nama atau NIK."),
        boleh("nama_orang_tua", "Atau namanya, bila bukan penduduk sini", Bentuk::Teks(100)),
        boleh("nik_orang_tua", "NIK-nya, bila diketahui", Bentuk::Nik),
    ],
    awal,
    susun: lahir,
};

pub(super) const LAHIR_MATI: Macam = Macam {
    alamat: "lahir-mati",
    jenis: JenisPeristiwa::LahirMati,
    nama: "Lahir mati",
    penjelasan: "Bayi lahir tanpa tanda kehidupan. Tidak masuk daftar penduduk.",
    kelompok: "Lahir dan mati",
    subjek: Subjek::OrangTua,
    kepala: Kepala::Tidak,
    tenggat: 30,
    bidang: &[
        TANGGAL,
        KELAMIN,
        wajib("lama_kandungan", "Lama dalam kandungan (minggu)", Bentuk::Angka(20, 45)),
        TEMPAT,
        KOTA,
        KELAHIRAN,
        ANAK_KE,
        PENOLONG,
        boleh("sebab", "Sebab lahir mati", Bentuk::Teks(200)),
        wajib("yang_menerangkan", "Yang menentukan", Bentuk::Kode(daftar::<YangMenerangkan>)),
    ],
    awal: |_, _| {},
    susun: lahir_mati,
};

fn awal(k: &Keadaan, j: &mut Jawab) {
    j.pasang_bila_kosong("jenis_kelahiran", JenisKelahiran::Tunggal.kode().to_string());
    let Some(o) = k.yang_dicatat() else { return };
    j.pasang_bila_kosong("hubungan", hubungan_anak(o).kode().to_string());
    for (bidang, kode) in [("agama", o.kini.agama), ("kewarganegaraan", o.kini.kewarganegaraan)] {
        if let Some(kode) = kode {
            j.pasang_bila_kosong(bidang, kode.to_string());
        }
    }
    if let Some(pasangan) = pasangan_serumah(k, o) {
        j.pasang_bila_kosong("orang_tua", pasangan.nama().to_owned());
        j.pasang_bila_kosong("orang_tua_id", id_teks(pasangan.kini.id));
    }
}

/// How a child stands to the head, from how its parent does.
fn hubungan_anak(orang_tua: &Orang) -> Shdk {
    match orang_tua.kini.shdk() {
        Shdk::KepalaKeluarga | Shdk::Suami | Shdk::Istri => Shdk::Anak,
        Shdk::Anak | Shdk::Menantu => Shdk::Cucu,
        _ => Shdk::FamiliLain,
    }
}

/// Head and spouse, or child and child-in-law when there is one couple of that kind.
pub(super) fn pasangan_serumah<'k>(k: &'k Keadaan, o: &Orang) -> Option<&'k Orang> {
    use Shdk::{Anak, Istri, KepalaKeluarga, Menantu, Suami};
    let cocok = |lain: Shdk| match o.kini.shdk() {
        KepalaKeluarga => matches!(lain, Suami | Istri),
        Suami | Istri => lain == KepalaKeluarga,
        Anak => lain == Menantu,
        Menantu => lain == Anak,
        _ => false,
    };
    let kawin = |p: &Orang| p.kini.status_kawin.is_some_and(|kode| matches!(kode, 2 | 21));
    let beda = |p: &Orang| p.kini.jenis_kelamin != o.kini.jenis_kelamin;
    let anggota = k.anggota(o.kini.keluarga_id?);
    let calon: Vec<&Orang> =
        anggota.into_iter().filter(|p| cocok(p.kini.shdk()) && kawin(p) && beda(p)).collect();
    Some(calon).filter(|calon| calon.len() == 1).map(|calon| calon[0])
}

/// Father and mother of a report.
struct OrangTua<'k> {
    ibu: Option<&'k Orang>,
    ayah: Option<&'k Orang>,
}

fn orang_tua<'k>(k: &'k Keadaan, j: &Jawab, t: &mut Temuan) -> Option<OrangTua<'k>> {
    let subjek = k.yang_dicatat()?;
    let lain = k.terpilih("orang_tua");
    if let Some(lain) = lain.filter(|lain| lain.kini.jenis_kelamin == subjek.kini.jenis_kelamin) {
        t.galat("orang_tua", format!("{} dan {} berjenis kelamin sama.", subjek.nama(), lain.nama()));
        return None;
    }
    let perempuan = subjek.kini.jenis_kelamin() == JenisKelamin::Perempuan;
    let (ibu, ayah) = if perempuan { (Some(subjek), lain) } else { (lain, Some(subjek)) };
    let lahir = j.tanggal("tanggal")?;
    // The one whose family the child joins must live here on that day.
    if ayah.is_none_or(|ayah| ayah.kini.id != subjek.kini.id) {
        aturan::hadir(subjek, lahir, t);
    }
    if let Some(ibu) = ibu {
        aturan::umur_ibu(ibu.kini.tanggal_lahir.0, lahir, t);
        if ibu.status_pada(lahir) == Some(StatusDasar::Mati) {
            t.galat("tanggal", format!("{} sudah tercatat meninggal pada tanggal itu.", ibu.nama()));
        }
    }
    if let Some(ayah) = ayah {
        let wafat = ayah.tercatat.iter().rev().find(|c| c.jenis == JenisPeristiwa::Mati);
        if let Some(wafat) = wafat {
            aturan::ayah_wafat(wafat.tanggal, lahir, t);
        }
        if lahir <= ayah.kini.tanggal_lahir.0 {
            t.galat("tanggal", "Anak tidak dapat lahir sebelum ayahnya.");
        }
    }
    Some(OrangTua { ibu, ayah })
}

fn lahir(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let orang_tua = orang_tua(k, j, t);
    let subjek = k.yang_dicatat()?;
    let keluarga = subjek.kini.keluarga_id.filter(|id| !k.anggota(*id).is_empty());
    if keluarga.is_none() {
        t.galat(
            "",
            format!(
                "Keluarga {} sudah tidak ada di desa ini, jadi anaknya tidak dapat dicatat di situ.",
                subjek.nama()
            ),
        );
    }
    if j.kode::<Shdk>("hubungan") == Some(Shdk::KepalaKeluarga) {
        t.galat("hubungan", "Bayi tidak dapat menjadi kepala keluarga.");
    }
    let OrangTua { ibu, ayah } = orang_tua?;
    let mut draf = mulai(j)?;
    let wakil = k.anggota(keluarga?).first().map_or(&subjek.kini, |o| &o.kini).clone();
    let rumah = Rumah {
        keluarga_id: keluarga,
        ..Rumah::dari(if subjek.kini.aktif() { &subjek.kini } else { &wakil })
    };
    let kosong = isian_kosong(nama_besar(j, "nama")?, j.kode("kelamin")?, draf.tanggal, &rumah);
    let nama = |o: Option<&Orang>| o.map(|o| o.nama().to_owned()).or_else(|| nama_besar(j, "nama_orang_tua"));
    let nik = |o: Option<&Orang>| o.map_or_else(|| j.nik("nik_orang_tua"), |o| o.nik);
    let isian = Isian {
        tempat_lahir: nama_besar(j, "tempat_lahir"),
        shdk: j.kode("hubungan")?,
        agama: j.kode("agama"),
        kewarganegaraan: j.kode("kewarganegaraan"),
        golongan_darah: j.kode("golongan_darah"),
        akta_lahir: j.milik("no_akta"),
        status_kawin: Some(StatusKawin::BelumKawin),
        pendidikan_kk: Some(PendidikanKk::BelumSekolah),
        pekerjaan: Pekerjaan::dari_kode(1),
        nama_ayah: nama(ayah),
        ayah_nik: nik(ayah),
        nama_ibu: nama(ibu),
        ibu_nik: nik(ibu),
        ..kosong
    };
    kembar(k, &isian, keluarga?, t);
    draf.orang.push(Perubahan { jenis: JenisPeristiwa::Lahir, lama: None, baru: baris(k, &isian, &rumah) });
    Some(draf)
}

/// A child of the same name and day in the family is probably the same child.
fn kembar(k: &Keadaan, isian: &Isian, keluarga: uuid::Uuid, t: &mut Temuan) {
    let sama = |o: &&Orang| o.kini.tanggal_lahir == isian.tanggal_lahir && o.nama() == isian.nama;
    if k.anggota(keluarga).iter().any(sama) {
        t.peringatan(
            "sudah_ada",
            format!("Di keluarga ini sudah ada {} yang lahir pada hari itu.", isian.nama),
        );
    }
}

fn lahir_mati(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    orang_tua(k, j, t)?;
    let subjek = k.yang_dicatat()?;
    let Some(keluarga) = subjek.kini.keluarga_id.and_then(|id| k.keluarga(id)) else {
        t.galat("", format!("{} tidak tercatat di sebuah keluarga.", subjek.nama()));
        return None;
    };
    Some(mulai(j)?.tanpa_orang(JenisPeristiwa::LahirMati, keluarga.clone()))
}
