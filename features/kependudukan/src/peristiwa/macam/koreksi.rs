//! Correcting the biodata, field by field (F-1.06).

use kamus::{
    Agama, Asuransi, Cacat, CaraKb, Daftar, GolonganDarah, JenisKelamin, Kehamilan, KtpEl, MembacaHuruf, Nik,
    Pekerjaan, PendidikanKk, PendidikanSedang, SakitMenahun, Shdk, StatusKawin, StatusRekam,
};

use super::super::bidang::{Bentuk, Kepala, Macam, Subjek, boleh, daftar, judul, wajib};
use super::super::jawab::Jawab;
use super::super::keadaan::{Keadaan, Orang};
use super::super::kejadian::Kejadian;
use super::super::orang_baru::nama_besar;
use super::super::temuan::Temuan;
use super::{anak, asing, mulai, subjek_hadir};
use crate::entitas::{Dokumen, JenisPeristiwa, Penduduk, kunci_cari};

const RAHASIA: &str = "Tersegel. Kosongkan bila tidak berubah; ketik - untuk menghapus.";

const TERSEGEL: &str = "Tersegel. Biarkan bila tidak berubah.";

pub(super) const KOREKSI: Macam = Macam {
    alamat: "koreksi",
    jenis: JenisPeristiwa::Koreksi,
    nama: "Koreksi biodata",
    penjelasan: "Ubah hanya yang keliru atau sudah berubah. Yang lain biarkan.",
    kelompok: "Biodata",
    subjek: Subjek::Hadir,
    kepala: Kepala::Tidak,
    tenggat: 0,
    bidang: &[
        wajib("tanggal", "Berlaku sejak", Bentuk::Tanggal),
        wajib("alasan_koreksi", "Alasan koreksi", Bentuk::Teks(200)),
        judul("Diri"),
        wajib("nama", "Nama", Bentuk::Teks(100)),
        boleh("gelar_depan", "Gelar depan", Bentuk::Teks(30)),
        boleh("gelar_belakang", "Gelar belakang", Bentuk::Teks(30)),
        wajib("jenis_kelamin", "Jenis kelamin", Bentuk::Kode(daftar::<JenisKelamin>)),
        boleh("tempat_lahir", "Tempat lahir", Bentuk::Teks(60)),
        wajib("tanggal_lahir", "Tanggal lahir", Bentuk::Tanggal),
        boleh("agama", "Agama", Bentuk::Kode(daftar::<Agama>)),
        asing::ORGANISASI.petunjuk(RAHASIA),
        boleh("golongan_darah", "Golongan darah", Bentuk::Kode(daftar::<GolonganDarah>)),
        boleh("suku", "Suku", Bentuk::Teks(60)),
        boleh("status_kawin", "Status perkawinan", Bentuk::Kode(daftar::<StatusKawin>)),
        boleh("pendidikan_kk", "Pendidikan", Bentuk::Kode(daftar::<PendidikanKk>)),
        boleh("pendidikan_sedang", "Sedang bersekolah", Bentuk::Kode(daftar::<PendidikanSedang>)),
        boleh("huruf", "Dapat membaca huruf", Bentuk::Kode(daftar::<MembacaHuruf>)),
        boleh("pekerjaan", "Pekerjaan", Bentuk::Kode(daftar::<Pekerjaan>)),
        boleh("nama_ayah", "Nama ayah", Bentuk::Teks(100)),
        boleh("nama_ibu", "Nama ibu", Bentuk::Teks(100)),
        boleh("alamat_sekarang", "Alamat sekarang", Bentuk::Teks(200)),
        boleh("lintang", "Lintang", Bentuk::Derajat(90)),
        boleh("bujur", "Bujur", Bentuk::Derajat(180)),
        judul("Keluarga"),
        boleh("hubungan", "Hubungan dalam keluarga", Bentuk::Kode(daftar::<Shdk>))
            .petunjuk("Keluarga selalu punya satu kepala: bila kepalanya diganti, penggantinya ditanyakan."),
        boleh("alamat", "Alamat KK", Bentuk::Teks(200))
            .petunjuk("Berlaku untuk seluruh keluarga. Tidak dapat dikosongkan."),
        boleh("tempat", "Dusun, RW, dan RT KK", Bentuk::Tempat)
            .petunjuk("Kosongkan bila tidak keliru. Berlaku untuk seluruh keluarga. Pindah rumah dicatat sebagai pindah."),
        judul("Dokumen"),
        boleh("akta_lahir", "Nomor akta kelahiran", Bentuk::Teks(60)),
        boleh("akta_perkawinan", "Nomor akta perkawinan", Bentuk::Teks(60)),
        boleh("tanggal_perkawinan", "Tanggal perkawinan", Bentuk::Tanggal),
        boleh("akta_perceraian", "Nomor akta perceraian", Bentuk::Teks(60)),
        boleh("tanggal_perceraian", "Tanggal perceraian", Bentuk::Tanggal),
        boleh("ktp_el", "Jenis KTP", Bentuk::Kode(daftar::<KtpEl>)),
        boleh("status_rekam", "Perekaman KTP", Bentuk::Kode(daftar::<StatusRekam>)),
        boleh("asuransi", "Asuransi kesehatan", Bentuk::Kode(daftar::<Asuransi>)),
        boleh("bpjs_tk", "BPJS Ketenagakerjaan", Bentuk::Pilih(ya_tidak)),
        judul("Nomor yang disegel"),
        boleh("nik", "NIK", Bentuk::Nik).petunjuk("Kosongkan bila tidak berubah."),
        boleh("ayah_nik", "NIK ayah", Bentuk::NikAtauHapus).petunjuk(RAHASIA),
        boleh("ibu_nik", "NIK ibu", Bentuk::NikAtauHapus).petunjuk(RAHASIA),
        asing::TELEPON.petunjuk(RAHASIA),
        boleh("paspor", "Nomor paspor", Bentuk::Rahasia(30)).petunjuk(RAHASIA),
        boleh("tag_id_card", "Nomor tag kartu", Bentuk::Rahasia(30)).petunjuk(RAHASIA),
        boleh("no_asuransi", "Nomor asuransi", Bentuk::Rahasia(30)).petunjuk(RAHASIA),
        judul("Orang asing dan yang menjadi WNI"),
        boleh("negara", "Negara asal", Bentuk::Teks(60)),
        boleh("paspor_berakhir", "Paspor berlaku sampai", Bentuk::Tanggal),
        boleh("kitas", "Nomor ITAS/ITAP", Bentuk::Rahasia(30)).petunjuk(RAHASIA),
        asing::KITAS_TEMPAT.petunjuk(RAHASIA),
        asing::KITAS_TERBIT.petunjuk(RAHASIA),
        boleh("kitas_berakhir", "ITAS/ITAP berlaku sampai", Bentuk::Tanggal),
        asing::SPONSOR.petunjuk(RAHASIA),
        asing::TIPE.petunjuk(RAHASIA),
        asing::ALAMAT.petunjuk(RAHASIA),
        asing::DATANG_TEMPAT.petunjuk(RAHASIA),
        asing::DATANG_TANGGAL.petunjuk(RAHASIA),
        asing::SK_WNI.petunjuk(RAHASIA),
        judul("Data kesehatan").kesehatan(),
        boleh("cacat", "Kelainan fisik/mental", Bentuk::Pilih(atau_hapus::<Cacat>)).petunjuk(TERSEGEL).kesehatan(),
        boleh("cara_kb", "Cara KB", Bentuk::Pilih(atau_hapus::<CaraKb>)).petunjuk(TERSEGEL).kesehatan(),
        boleh("kehamilan", "Kehamilan", Bentuk::Pilih(atau_hapus::<Kehamilan>)).petunjuk(TERSEGEL).kesehatan(),
        boleh("sakit_menahun", "Penyakit menahun", Bentuk::Pilih(atau_hapus::<SakitMenahun>)).petunjuk(TERSEGEL).kesehatan(),
    ],
    awal,
    susun,
};

/// A list whose entry may also be cleared: the form does not show what is there now.
fn atau_hapus<T: Daftar>() -> Vec<(String, &'static str)> {
    [("-".to_owned(), "Hapus isinya")]
        .into_iter()
        .chain(daftar::<T>().into_iter().map(|butir| (butir.kode.to_string(), butir.label)))
        .collect()
}

fn ya_tidak() -> Vec<(String, &'static str)> {
    vec![("1".to_owned(), "Ya"), ("0".to_owned(), "Tidak")]
}

/// Columns of text, with how they are written.
type Teks = (&'static str, fn(&mut Penduduk) -> &mut Option<String>, bool);

const TEKS: &[Teks] = &[
    ("gelar_depan", |p| &mut p.gelar_depan, false),
    ("gelar_belakang", |p| &mut p.gelar_belakang, false),
    ("tempat_lahir", |p| &mut p.tempat_lahir, true),
    ("suku", |p| &mut p.suku, false),
    ("nama_ayah", |p| &mut p.nama_ayah, true),
    ("nama_ibu", |p| &mut p.nama_ibu, true),
    ("alamat_sekarang", |p| &mut p.alamat_sekarang, false),
    ("akta_lahir", |p| &mut p.akta_lahir, false),
    ("akta_perkawinan", |p| &mut p.akta_perkawinan, false),
    ("akta_perceraian", |p| &mut p.akta_perceraian, false),
    ("negara", |p| &mut p.negara, false),
];

/// Columns with a code.
type Kode = (&'static str, fn(&mut Penduduk) -> &mut Option<i16>);

const KODE: &[Kode] = &[
    ("agama", |p| &mut p.agama),
    ("golongan_darah", |p| &mut p.golongan_darah),
    ("status_kawin", |p| &mut p.status_kawin),
    ("pendidikan_kk", |p| &mut p.pendidikan_kk),
    ("pendidikan_sedang", |p| &mut p.pendidikan_sedang),
    ("huruf", |p| &mut p.huruf),
    ("pekerjaan", |p| &mut p.pekerjaan),
    ("ktp_el", |p| &mut p.ktp_el),
    ("status_rekam", |p| &mut p.status_rekam),
    ("asuransi", |p| &mut p.asuransi),
];

type Hari = (&'static str, fn(&mut Penduduk) -> &mut Option<db::Day>);

const HARI: &[Hari] = &[
    ("tanggal_perkawinan", |p| &mut p.tanggal_perkawinan),
    ("tanggal_perceraian", |p| &mut p.tanggal_perceraian),
    ("paspor_berakhir", |p| &mut p.paspor_berakhir),
    ("kitas_berakhir", |p| &mut p.kitas_berakhir),
];

/// Micro-degrees as they are typed.
pub fn derajat(mikro: i32) -> String {
    let tanda = if mikro < 0 { "-" } else { "" };
    format!("{tanda}{}.{:06}", mikro.abs() / 1_000_000, mikro.abs() % 1_000_000)
}

/// Only before anything was typed: an emptied field stays empty.
fn awal(k: &Keadaan, j: &mut Jawab) {
    let Some(o) = k.yang_dicatat() else { return };
    let mut p = o.kini.clone();
    j.pasang("tanggal", kamus::tanggal_pendek(k.hari_ini));
    j.pasang("nama", p.nama.clone());
    j.pasang("jenis_kelamin", p.jenis_kelamin.to_string());
    j.pasang("tanggal_lahir", kamus::tanggal_pendek(p.tanggal_lahir.0));
    for (bidang, kolom, _) in TEKS {
        j.pasang(bidang, kolom(&mut p).clone().unwrap_or_default());
    }
    for (bidang, kolom) in KODE {
        j.pasang(bidang, kolom(&mut p).map(|kode| kode.to_string()).unwrap_or_default());
    }
    for (bidang, kolom) in HARI {
        j.pasang(bidang, kolom(&mut p).map(|hari| kamus::tanggal_pendek(hari.0)).unwrap_or_default());
    }
    j.pasang("hubungan", p.shdk.to_string());
    j.pasang("alamat", p.alamat.clone().unwrap_or_default());
    j.pasang("bpjs_tk", p.bpjs_tk.map(|ya| i16::from(ya).to_string()).unwrap_or_default());
    j.pasang("lintang", p.lintang.map(derajat).unwrap_or_default());
    j.pasang("bujur", p.bujur.map(derajat).unwrap_or_default());
}

fn susun(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let o = subjek_hadir(k, j, t)?;
    if j.some("bukti").is_none() {
        t.galat("bukti", "Isi bukti yang ditunjukkan.");
    }
    periksa(k, j, o, t);
    let mut draf = mulai(j)?;
    let nama = nama_besar(j, "nama")?;
    let kelamin = j.kode::<JenisKelamin>("jenis_kelamin")?;
    let lahir = j.tanggal("tanggal_lahir")?;
    draf.ubah(k, o.kini.id, JenisPeristiwa::Koreksi, |p| {
        p.kunci_nama = kunci_cari(&nama);
        p.nama = nama;
        p.jenis_kelamin = kelamin.kode();
        p.tanggal_lahir = lahir.into();
        isi(j, p);
        if let Some(nik) = j.nik("nik").filter(|nik| Some(*nik) != o.nik) {
            p.pasang_nik(&k.keys, Some(nik));
        }
        anak::ganti_dokumen(k, p, |d| dokumen(j, d));
        asing::isi(k, j, p);
        p.shdk = j.kode::<Shdk>("hubungan").map_or(p.shdk, Daftar::kode);
        if k.boleh_kesehatan() {
            kesehatan(k, j, p);
        }
    });
    alamat_kk(&mut draf, (k, j), o);
    if draf.orang.is_empty() && !t.ada_galat() {
        t.galat("", "Belum ada isian yang diubah.");
    }
    // The event need not repeat what did not change.
    draf.rincian.isian.retain(|bidang, _| matches!(bidang.as_str(), "alasan_koreksi" | "pelapor"));
    Some(draf)
}

/// The card's address is that of all its members; who has no family has their own. What is not said anew stays
/// with each of them as it is.
fn alamat_kk(draf: &mut Kejadian, (k, j): (&Keadaan, &Jawab), o: &Orang) {
    let tempat = j.tempat("tempat");
    let alamat = j.milik("alamat").filter(|alamat| Some(alamat) != o.kini.alamat.as_ref());
    let anggota = o.kini.keluarga_id.map_or_else(|| vec![o], |id| k.anggota(id));
    if tempat.is_none() && alamat.is_none() {
        return;
    }
    for satu in anggota {
        draf.ubah(k, satu.kini.id, JenisPeristiwa::Koreksi, |p| {
            if alamat.is_some() {
                p.alamat.clone_from(&alamat);
            }
            if let Some(t) = &tempat {
                p.dusun.clone_from(&t.dusun);
                p.rw.clone_from(&t.rw);
                p.rt.clone_from(&t.rt);
            }
        });
    }
}

fn kesehatan(k: &Keadaan, j: &Jawab, p: &mut Penduduk) {
    let Ok(mut isi) = p.kesehatan(&k.keys) else { return };
    pilih(j, "cacat", &mut isi.cacat);
    pilih(j, "cara_kb", &mut isi.cara_kb);
    pilih(j, "kehamilan", &mut isi.kehamilan);
    pilih(j, "sakit_menahun", &mut isi.sakit_menahun);
    p.pasang_kesehatan(&k.keys, isi);
}

fn pilih<T: Daftar>(j: &Jawab, bidang: &str, isi: &mut Option<T>) {
    match j.teks(bidang) {
        "" => {}
        "-" => *isi = None,
        _ => *isi = j.kode(bidang),
    }
}

fn isi(j: &Jawab, p: &mut Penduduk) {
    for (bidang, kolom, besar) in TEKS {
        let baru = if *besar { nama_besar(j, bidang) } else { j.milik(bidang) };
        let lama = kolom(p);
        // The register may spell it in small letters; that is no correction.
        let sama = *besar && lama.as_ref().map(|teks| teks.to_uppercase()) == baru;
        if !sama {
            *lama = baru;
        }
    }
    for (bidang, kolom) in KODE {
        *kolom(p) = j.some(bidang).and_then(|kode| kode.parse().ok());
    }
    for (bidang, kolom) in HARI {
        *kolom(p) = j.tanggal(bidang).map(db::Day);
    }
    p.bpjs_tk = j.some("bpjs_tk").map(|kode| kode == "1");
    p.lintang = j.mikro("lintang");
    p.bujur = j.mikro("bujur");
}

fn dokumen(j: &Jawab, d: &mut Dokumen) {
    let nik = |bidang: &str, lama: Option<Nik>| match j.teks(bidang) {
        "" => lama,
        "-" => None,
        _ => j.nik(bidang),
    };
    let teks = |bidang: &str, lama: Option<String>| match j.teks(bidang) {
        "" => lama,
        "-" => None,
        _ => j.milik(bidang),
    };
    d.ayah_nik = nik("ayah_nik", d.ayah_nik);
    d.ibu_nik = nik("ibu_nik", d.ibu_nik);
    d.paspor = teks("paspor", d.paspor.take());
    d.kitas = teks("kitas", d.kitas.take());
    d.tag_id_card = teks("tag_id_card", d.tag_id_card.take());
    d.no_asuransi = teks("no_asuransi", d.no_asuransi.take());
}

fn periksa(k: &Keadaan, j: &Jawab, o: &Orang, t: &mut Temuan) {
    let kawin = j.kode::<StatusKawin>("status_kawin") == Some(StatusKawin::Kawin);
    let berubah = o.kini.status_kawin != Some(StatusKawin::Kawin.kode());
    if kawin && berubah && j.some("akta_perkawinan").is_none() {
        t.galat("akta_perkawinan", "Isi nomor akta perkawinan, atau pilih Kawin Belum Tercatat.");
    }
    if j.tanggal("tanggal_lahir").is_some_and(|lahir| lahir > k.hari_ini) {
        t.galat("tanggal_lahir", "Tanggal lahir belum terjadi.");
    }
    let (kelamin, hubungan) = (j.kode::<JenisKelamin>("jenis_kelamin"), j.kode::<Shdk>("hubungan"));
    let sama = kelamin == Some(o.kini.jenis_kelamin()) && hubungan == Some(o.kini.shdk());
    let janggal = matches!(
        (hubungan, kelamin),
        (Some(Shdk::Istri), Some(JenisKelamin::LakiLaki))
            | (Some(Shdk::Suami), Some(JenisKelamin::Perempuan))
    );
    if janggal && !sama {
        t.galat("hubungan", "Istri perempuan dan suami laki-laki. Periksa hubungan dan jenis kelaminnya.");
    }
    asing::periksa(j, j.tanggal("tanggal_lahir"), t);
    let hamil = j.kode::<Kehamilan>("kehamilan") == Some(Kehamilan::Hamil);
    if k.boleh_kesehatan() && hamil && kelamin == Some(JenisKelamin::LakiLaki) {
        t.galat("kehamilan", "Laki-laki tidak dapat tercatat hamil.");
    }
    for bidang in ["ayah_nik", "ibu_nik"] {
        anak::tolak_lingkaran(k, o, j.nik(bidang), bidang, t);
    }
    if j.nik("ayah_nik").is_some() && j.nik("ayah_nik") == j.nik("ibu_nik") {
        t.galat("ibu_nik", "NIK ayah dan NIK ibu sama.");
    }
}
