//! Persons: who they are now, and from which day the register has them.

use std::collections::HashSet;

use db::Day;
use jiff::civil::Date;
use kamus::{HubunganRtm, JenisKelamin, Kewarganegaraan, Nik, Shdk, StatusDasar};
use kependudukan::entitas::Isian;
use kependudukan::pemindahan::{OrangPindahan, PeristiwaPindahan, Tambahan};
use kependudukan::sementara::JenisTinggal;
use kependudukan::store::Kedatangan;
use kependudukan::{JenisSubjek, Subjek};

use super::baca::{kode, nik_orang_tua, tanggal, teks, titik};
use super::peristiwa::{Riwayat, Singgah};
use super::tempat::{Letak, PetaTempat};
use super::{DESA_LAIN, Kerja, Menurut, Tamu};
use crate::laporan::Hitung;
use crate::skema::{Orang, Titik};

/// A person who can be taken over.
pub(super) struct Calon<'a> {
    pub(super) asal: Orang<'a>,
    pub(super) isian: Isian,
    pub(super) tambahan: Tambahan,
    pub(super) tempat: Letak,
    /// Place among the families.
    pub(super) keluarga: Option<usize>,
    /// Place among the households.
    pub(super) rumah_tangga: Option<(usize, HubunganRtm)>,
}

/// Residents, and those who only stay for a while (*tidak tetap*).
pub(super) struct Warga<'a> {
    pub(super) tetap: Vec<Calon<'a>>,
    pub(super) tamu: Vec<Calon<'a>>,
}

impl<'a> Warga<'a> {
    pub(super) fn semua(&self) -> impl Iterator<Item = &Calon<'a>> {
        self.tetap.iter().chain(&self.tamu)
    }
}

/// Persons by their id in the source, with their place in the list.
pub(super) fn menurut_id<'a>(calon: &[Calon<'a>]) -> Menurut<'a, usize> {
    calon.iter().enumerate().map(|(i, c)| (c.asal.id.unwrap_or_default(), i)).collect()
}

pub(super) fn baca<'a>(k: &mut Kerja<'a>, tempat: &PetaTempat<'_>) -> Warga<'a> {
    let mentah = k.mentah;
    let peta = baca_titik(k);
    let mut warga = Warga { tetap: Vec::new(), tamu: Vec::new() };
    let mut nik_hidup = HashSet::new();
    let mut ditandai = HashSet::new();
    for baris in mentah.baris(&Orang::TABEL) {
        let asal = Orang::dari(baris);
        if !k.milik(asal.config_id) {
            k.hitung.tinggal(&Orang::TABEL, DESA_LAIN);
            continue;
        }
        let mut calon = match jadi_calon(k, &asal, tempat) {
            Ok(calon) => calon,
            Err(alasan) => {
                k.hitung.tinggal(&Orang::TABEL, alasan);
                continue;
            }
        };
        k.hitung.ambil(&Orang::TABEL);
        if let Some((lintang, bujur)) = asal.id.and_then(|id| peta.get(id)) {
            calon.isian.lintang = Some(*lintang);
            calon.isian.bujur = Some(*bujur);
            ditandai.extend(asal.id);
        }
        if asal.status == Some("2") {
            warga.tamu.push(calon);
            continue;
        }
        let hidup = calon.isian.status_dasar == StatusDasar::Hidup;
        if let Some(nik) = calon.isian.nik.filter(|_| hidup)
            && !nik_hidup.insert(nik)
        {
            calon.isian.nik = None;
            k.hitung.periksa("NIK sama dengan orang lain; orang kedua dicatat tanpa NIK");
        }
        warga.tetap.push(calon);
    }
    hitung_titik(k, &peta, &ditandai);
    warga
}

fn baca_titik<'a>(k: &Kerja<'a>) -> Menurut<'a, (i32, i32)> {
    let semua = k.mentah.baris(&Titik::TABEL).iter().map(|b| Titik::dari(b));
    semua.filter_map(|t| Some((t.id?, titik(t.lat, t.lng)?))).collect()
}

fn hitung_titik(k: &mut Kerja<'_>, peta: &Menurut<'_, (i32, i32)>, ditandai: &HashSet<&str>) {
    let mentah = k.mentah;
    let mut sudah = HashSet::new();
    for baris in mentah.baris(&Titik::TABEL) {
        let id = Titik::dari(baris).id.unwrap_or_default();
        if !peta.contains_key(id) {
            k.hitung.tinggal(&Titik::TABEL, "Titik petanya kosong atau bukan angka");
        } else if ditandai.contains(id) && sudah.insert(id) {
            k.hitung.ambil(&Titik::TABEL);
        } else {
            k.hitung.tinggal(&Titik::TABEL, "Orangnya tidak diambil");
        }
    }
}

/// The person as far as the row can be believed.
fn jadi_calon<'a>(
    k: &mut Kerja<'a>,
    o: &Orang<'a>,
    tempat: &PetaTempat<'_>,
) -> Result<Calon<'a>, &'static str> {
    let hari_ini = k.perintah.hari_ini;
    let h = &mut k.hitung;
    let nama = teks(o.nama).ok_or("Nama kosong")?;
    let kelamin = kode::<JenisKelamin>(o.sex, h).ok_or("Jenis kelamin kosong")?;
    let lahir = tanggal(o.tanggallahir, h, "Tanggal lahir").ok_or("Tanggal lahir kosong atau salah")?;
    if lahir > hari_ini {
        return Err("Tanggal lahir belum terjadi");
    }
    let letak = tempat.letak(o.id_cluster).cloned().unwrap_or_else(|| {
        h.periksa("Dusun, RW, dan RT tidak diketahui");
        ("-".to_owned(), "-".to_owned(), "-".to_owned())
    });
    let tambahan = tambahan(o, h);
    let isian = isian(o, h, (nama, kelamin, lahir), &letak);
    Ok(Calon { asal: *o, isian, tambahan, tempat: letak, keluarga: None, rumah_tangga: None })
}

fn tambahan(o: &Orang<'_>, h: &mut Hitung) -> Tambahan {
    let telepon = teks(o.telepon).filter(|nomor| nomor.chars().any(|c| c.is_ascii_digit()));
    let huruf = o.bahasa_id.and_then(|isi| isi.parse::<i16>().ok()).filter(|kode| (1..=6).contains(kode));
    if huruf.is_none() && o.bahasa_id.is_some_and(|isi| isi != "0") {
        h.periksa("Kode huruf yang dikuasai tidak dikenal, jadi dikosongkan");
    }
    Tambahan {
        telepon,
        huruf,
        bpjs_tk: teks(o.bpjs_ketenagakerjaan).map(|_| true),
        negara: teks(o.negara_asal),
        sakit_menahun: kode(o.sakit_menahun_id, h),
    }
}

fn isian(
    o: &Orang<'_>,
    h: &mut Hitung,
    (nama, kelamin, lahir): (String, JenisKelamin, Date),
    t: &Letak,
) -> Isian {
    let nik = Nik::atau_sementara(o.nik.unwrap_or_default()).unwrap_or_else(|_| {
        h.periksa("NIK tidak benar; orangnya dicatat tanpa NIK");
        None
    });
    let shdk = kode::<Shdk>(o.kk_level, h).unwrap_or_else(|| {
        h.periksa("Hubungan dalam keluarga kosong, jadi dicatat Lainnya");
        Shdk::Lainnya
    });
    Isian {
        nik,
        no_kk: None,
        nama,
        jenis_kelamin: kelamin,
        tempat_lahir: teks(o.tempatlahir),
        tanggal_lahir: lahir.into(),
        shdk,
        status_dasar: kode(o.status_dasar, h).unwrap_or(StatusDasar::Hidup),
        alamat: None,
        dusun: t.0.clone(),
        rw: t.1.clone(),
        rt: t.2.clone(),
        agama: kode(o.agama_id, h),
        pendidikan_kk: kode(o.pendidikan_kk_id, h),
        pendidikan_sedang: kode(o.pendidikan_sedang_id, h),
        pekerjaan: kode(o.pekerjaan_id, h),
        status_kawin: kode(o.status_kawin, h),
        kewarganegaraan: kode(o.warganegara_id, h),
        ayah_nik: nik_orang_tua(o.ayah_nik, h),
        nama_ayah: teks(o.nama_ayah),
        ibu_nik: nik_orang_tua(o.ibu_nik, h),
        nama_ibu: teks(o.nama_ibu),
        golongan_darah: kode(o.golongan_darah_id, h),
        akta_lahir: teks(o.akta_lahir),
        paspor: teks(o.dokumen_pasport),
        paspor_berakhir: tanggal(o.tanggal_akhir_paspor, h, "Tanggal akhir paspor").map(Day),
        kitas: teks(o.dokumen_kitas),
        akta_perkawinan: teks(o.akta_perkawinan),
        tanggal_perkawinan: tanggal(o.tanggalperkawinan, h, "Tanggal perkawinan").map(Day),
        akta_perceraian: teks(o.akta_perceraian),
        tanggal_perceraian: tanggal(o.tanggalperceraian, h, "Tanggal perceraian").map(Day),
        cacat: kode(o.cacat_id, h),
        cara_kb: kode(o.cara_kb_id, h),
        kehamilan: kode(o.hamil, h),
        ktp_el: kode(o.ktp_el, h),
        status_rekam: kode(o.status_rekam, h),
        alamat_sekarang: teks(o.alamat_sekarang),
        suku: teks(o.suku),
        tag_id_card: teks(o.tag_id_card),
        asuransi: kode(o.id_asuransi, h),
        no_asuransi: teks(o.no_asuransi),
        lintang: None,
        bujur: None,
    }
}

/// Puts persons and their events together; those who only stay for a while go to their own book.
pub(super) fn jadikan(
    k: &mut Kerja<'_>,
    warga: Warga<'_>,
    riwayat: Riwayat,
    pembukaan: Date,
) -> (Vec<OrangPindahan>, Vec<Tamu>) {
    let mut orang = Vec::with_capacity(warga.tetap.len());
    for (calon, peristiwa) in warga.tetap.into_iter().zip(riwayat.tetap) {
        let lahir = calon.isian.tanggal_lahir.0;
        let masuk = peristiwa.first().is_some_and(pembuka);
        if lahir > pembukaan && !masuk {
            k.hitung.periksa("Lahir sesudah register dibuka, tetapi tanpa catatan kelahiran atau kedatangan");
        }
        let awal = awal(&calon.isian, &peristiwa, pembukaan);
        orang.push(OrangPindahan {
            isian: calon.isian,
            tambahan: calon.tambahan,
            keluarga: calon.keluarga,
            rumah_tangga: calon.rumah_tangga,
            data_awal: awal.mula,
            sejak: awal.sejak,
            status_awal: awal.status,
            peristiwa,
        });
    }
    let tamu = warga.tamu.iter().zip(riwayat.tamu).map(|(calon, singgah)| tamu(k, calon, singgah)).collect();
    (orang, tamu)
}

fn tamu(k: &mut Kerja<'_>, calon: &Calon<'_>, s: Singgah) -> Tamu {
    if s.datang.is_none() {
        k.hitung.periksa("Penduduk sementara tanpa tanggal datang");
    }
    let hadir = calon.isian.status_dasar == StatusDasar::Hidup;
    let asing = calon.isian.kewarganegaraan == Some(Kewarganegaraan::Wna);
    let kedatangan = Kedatangan {
        datang_dari: s.dari,
        maksud: s.maksud,
        datang: s.datang,
        jenis: if asing { JenisTinggal::Asing } else { JenisTinggal::Lainnya }.kode(),
        negara: calon.tambahan.negara.clone().unwrap_or_default(),
        ..Kedatangan::default()
    };
    let pergi = s.pergi.filter(|pergi| !hadir && s.datang.is_none_or(|datang| datang <= *pergi));
    if !hadir && pergi.is_none() {
        k.hitung.periksa("Penduduk sementara yang sudah tidak di sini, tanpa tanggal perginya");
    }
    Tamu { subjek: subjek(calon), kedatangan, pergi }
}

pub(super) fn pembuka(p: &PeristiwaPindahan) -> bool {
    p.jenis.status_sesudah() == Some(StatusDasar::Hidup)
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Awal {
    /// Was there when the books were opened.
    pub(super) mula: bool,
    pub(super) sejak: Date,
    pub(super) status: StatusDasar,
}

/// From which day the register has somebody, and with which status. Who was there on the day of opening is
/// *data awal*; who came later has been here since then.
pub(super) fn awal(isian: &Isian, peristiwa: &[PeristiwaPindahan], pembukaan: Date) -> Awal {
    let lahir = isian.tanggal_lahir.0;
    let ada_tanggal = peristiwa.iter().rev().find_map(|p| p.jenis.status_sesudah());
    if ada_tanggal.unwrap_or(StatusDasar::Hidup) != isian.status_dasar {
        // Nobody wrote down when: it was so when the books were opened.
        return Awal { mula: true, sejak: pembukaan.max(lahir), status: isian.status_dasar };
    }
    if let Some(masuk) = peristiwa.first().filter(|p| pembuka(p) && p.tanggal >= pembukaan) {
        return Awal { mula: false, sejak: masuk.tanggal, status: StatusDasar::Hidup };
    }
    let mut sebelum = peristiwa.iter().rev().filter(|p| p.tanggal <= pembukaan);
    let terakhir = sebelum.find_map(|p| Some((p.jenis.status_sesudah()?, p.tanggal)));
    match terakhir {
        Some((status, tanggal)) if status != StatusDasar::Hidup => {
            Awal { mula: true, sejak: tanggal, status }
        }
        _ => Awal { mula: true, sejak: pembukaan.max(lahir), status: StatusDasar::Hidup },
    }
}

fn subjek(calon: &Calon<'_>) -> Subjek {
    let i = &calon.isian;
    let label = |isi: Option<&'static str>| isi.unwrap_or_default().to_owned();
    Subjek {
        jenis: JenisSubjek::Sementara,
        id: None,
        nama: i.nama.clone(),
        nik: i.nik,
        no_kk: i.no_kk,
        tempat_lahir: i.tempat_lahir.clone().unwrap_or_default(),
        tanggal_lahir: Some(i.tanggal_lahir.0),
        jenis_kelamin: i.jenis_kelamin.to_string(),
        agama: label(i.agama.map(kamus::Daftar::label)),
        status_kawin: label(i.status_kawin.map(kamus::Daftar::label)),
        pekerjaan: label(i.pekerjaan.map(kamus::Daftar::label)),
        kewarganegaraan: label(i.kewarganegaraan.map(kamus::Daftar::label)),
        alamat: i.alamat_sekarang.clone().or_else(|| i.alamat.clone()).unwrap_or_default(),
        dusun: i.dusun.clone(),
        rw: i.rw.clone(),
        rt: i.rt.clone(),
    }
}
