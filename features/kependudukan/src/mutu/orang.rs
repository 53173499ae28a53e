//! What one row says against itself.

use jiff::civil::Date;
use kamus::{Daftar as _, JenisKelamin, Kewarganegaraan, KtpEl, Shdk, StatusKawin, umur};

use super::{Bahan, Jenis, Perbaikan, Temuan};
use crate::store::OrangMutu;

/// Older than the oldest people of the country.
const TERTUA: i16 = 115;
/// Nobody is married below this age.
const KAWIN_MUSTAHIL: i16 = 10;
/// The lowest age at which the law ever let a woman marry (UU 1/1974, until 2019).
const KAWIN_TERMUDA: i16 = 16;
/// From here on a KTP-el is due (UU 24/2013 art. 63).
pub(super) const WAJIB_KTP: i16 = 17;

pub(super) fn periksa(o: &OrangMutu, bahan: &Bahan, temuan: &mut Vec<Temuan>) {
    tanggal(o, bahan.hari_ini, temuan);
    nik(o, bahan, temuan);
    pasangan(o, temuan);
    kelengkapan(o, bahan.hari_ini, temuan);
}

fn tanggal(o: &OrangMutu, hari_ini: Date, temuan: &mut Vec<Temuan>) {
    let lahir = o.tanggal_lahir.0;
    let isi = lahir.to_string();
    let tertulis = kamus::tanggal_panjang(lahir);
    if lahir > hari_ini {
        let kalimat = format!("Tanggal lahirnya {tertulis}, padahal hari itu belum tiba.");
        temuan.push(Temuan::orang(Jenis::LahirKelak, o, &isi, kalimat));
        return;
    }
    let usia = umur(lahir, hari_ini);
    if usia > TERTUA {
        let kalimat = format!("Menurut tanggal lahirnya, {tertulis}, umurnya {usia} tahun.");
        temuan.push(Temuan::orang(Jenis::TerlaluTua, o, &isi, kalimat));
    }
    if let Some(kawin) = o.tanggal_perkawinan {
        kawin_pada(o, (lahir, kawin.0), temuan);
    }
    if let Some(cerai) = o.tanggal_perceraian {
        let batas = o.tanggal_perkawinan.map_or(lahir, |kawin| kawin.0.max(lahir));
        if cerai.0 < batas {
            let kalimat = format!(
                "Tanggal cerainya {}, sebelum {}.",
                kamus::tanggal_panjang(cerai.0),
                if batas == lahir { "lahir" } else { "tanggal kawinnya" }
            );
            temuan.push(Temuan::orang(Jenis::CeraiSebelumKawin, o, &format!("{isi}/{}", cerai.0), kalimat));
        }
    }
    if let Some(akta) = o.akta_lahir.as_deref().and_then(tanggal_akta)
        && akta < lahir
    {
        let kalimat = format!(
            "Akta kelahirannya bertanggal {}, sebelum tanggal lahirnya, {tertulis}.",
            kamus::tanggal_panjang(akta)
        );
        temuan.push(Temuan::orang(Jenis::AktaSebelumLahir, o, &format!("{isi}/{akta}"), kalimat));
    }
}

fn kawin_pada(o: &OrangMutu, (lahir, kawin): (Date, Date), temuan: &mut Vec<Temuan>) {
    let usia = umur(lahir, kawin);
    let isi = format!("{lahir}/{kawin}");
    let tertulis = kamus::tanggal_panjang(kawin);
    if kawin < lahir {
        let kalimat = format!("Tanggal kawinnya {tertulis}, sebelum ia lahir.");
        temuan.push(Temuan::orang(Jenis::KawinTerlaluDini, o, &isi, kalimat));
    } else if usia < KAWIN_TERMUDA {
        let jenis = if usia < KAWIN_MUSTAHIL { Jenis::KawinTerlaluDini } else { Jenis::KawinAnak };
        let kalimat = format!("Menurut tanggal kawinnya, {tertulis}, ia kawin pada umur {usia} tahun.");
        temuan.push(Temuan::orang(jenis, o, &isi, kalimat));
    }
}

/// The date in the number of a birth certificate: `3402-LU-17082015-0001`.
fn tanggal_akta(nomor: &str) -> Option<Date> {
    let mut bagian = nomor.split('-').map(str::trim);
    bagian.find(|b| b.eq_ignore_ascii_case("LU") || b.eq_ignore_ascii_case("LT"))?;
    let angka = bagian.next().filter(|b| b.len() == 8 && b.bytes().all(|c| c.is_ascii_digit()))?;
    let dua = |dari: usize| angka[dari..dari + 2].parse::<i8>().ok();
    Date::new(angka[4..].parse().ok()?, dua(2)?, dua(0)?).ok()
}

fn nik(o: &OrangMutu, bahan: &Bahan, temuan: &mut Vec<Temuan>) {
    let Some(nik) = o.nik else {
        temuan.push(Temuan::orang(Jenis::TanpaNik, o, "", "Belum ber-NIK."));
        return;
    };
    let lahir = o.tanggal_lahir.0;
    // A date that is none says nothing about this one.
    if nik.tanggal_lahir(bahan.hari_ini).is_some() && !nik.cocok_lahir(lahir) {
        let kalimat =
            format!("Tanggal lahir di NIK berbeda dari yang tercatat, {}.", kamus::tanggal_panjang(lahir));
        temuan.push(Temuan::orang(Jenis::NikLahir, o, &lahir.to_string(), kalimat));
    }
    if let (Some(menurut_nik), Some(tercatat)) =
        (nik.jenis_kelamin(), JenisKelamin::dari_kode(o.jenis_kelamin))
        && menurut_nik != tercatat
    {
        let kata = |k: JenisKelamin| k.label().to_lowercase();
        let kalimat = format!("NIK menunjukkan {}, tetapi tercatat {}.", kata(menurut_nik), kata(tercatat));
        let usul = Perbaikan::Kelamin { orang: o.id, jadi: menurut_nik };
        let isi = o.jenis_kelamin.to_string();
        temuan.push(Temuan::orang(Jenis::NikKelamin, o, &isi, kalimat).dengan([usul]));
    }
    if nik.kode_kecamatan() != bahan.kecamatan {
        temuan.push(Temuan::orang(Jenis::NikWilayah, o, "", "NIK-nya terbit di kecamatan lain."));
    }
}

fn pasangan(o: &OrangMutu, temuan: &mut Vec<Temuan>) {
    let Some(kelamin) = JenisKelamin::dari_kode(o.jenis_kelamin) else { return };
    let seharusnya = match (Shdk::dari_kode(o.shdk), kelamin) {
        (Some(Shdk::Istri), JenisKelamin::LakiLaki) => Shdk::Suami,
        (Some(Shdk::Suami), JenisKelamin::Perempuan) => Shdk::Istri,
        _ => return,
    };
    let tercatat = if seharusnya == Shdk::Suami { "istri" } else { "suami" };
    let kalimat =
        format!("Hubungannya {tercatat}, tetapi jenis kelaminnya {}.", kelamin.label().to_lowercase());
    let usul = Perbaikan::Hubungan { orang: o.id, jadi: seharusnya };
    temuan.push(Temuan::orang(Jenis::HubunganKelamin, o, tercatat, kalimat).dengan([usul]));
}

fn kelengkapan(o: &OrangMutu, hari_ini: Date, temuan: &mut Vec<Temuan>) {
    let usia = umur(o.tanggal_lahir.0, hari_ini);
    let mut kurang = |jenis: Jenis, ada: bool, kalimat: &str| {
        if !ada {
            temuan.push(Temuan::orang(jenis, o, "", kalimat));
        }
    };
    kurang(Jenis::TanpaKeluarga, o.keluarga_id.is_some(), "Tidak masuk keluarga mana pun.");
    kurang(Jenis::TanpaAgama, o.agama.is_some(), "Agamanya belum diisi.");
    kurang(Jenis::TanpaPendidikan, o.pendidikan_kk.is_some(), "Pendidikannya belum diisi.");
    kurang(Jenis::TanpaPekerjaan, o.pekerjaan.is_some(), "Pekerjaannya belum diisi.");
    let ayah_ibu = match (isi(o.nama_ayah.as_deref()), isi(o.nama_ibu.as_deref())) {
        (false, false) => "Nama ayah dan ibunya belum diisi.",
        (false, true) => "Nama ayahnya belum diisi.",
        (true, false) => "Nama ibunya belum diisi.",
        (true, true) => "",
    };
    kurang(Jenis::TanpaOrangTua, ayah_ibu.is_empty(), ayah_ibu);
    let status = o.status_kawin.and_then(StatusKawin::dari_kode);
    let wajib = usia >= WAJIB_KTP || status.is_some_and(StatusKawin::pernah_kawin);
    let asing = o.kewarganegaraan == Some(Kewarganegaraan::Wna.kode());
    let punya = o.ktp_el == Some(KtpEl::KtpEl.kode());
    kurang(
        Jenis::BelumKtp,
        !wajib || asing || punya,
        "Sudah wajib KTP-el, tetapi tercatat belum memilikinya.",
    );
    let berakta = isi(o.akta_lahir.as_deref());
    kurang(Jenis::TanpaAktaLahir, usia > WAJIB_KTP || asing || berakta, "Belum ada nomor akta kelahirannya.");
    if status.is_none() {
        let usul =
            (usia < KAWIN_TERMUDA).then_some(Perbaikan::Kawin { orang: o.id, jadi: StatusKawin::BelumKawin });
        let kalimat = "Status perkawinannya belum diisi.";
        temuan.push(Temuan::orang(Jenis::TanpaStatusKawin, o, "", kalimat).dengan(usul));
    }
}

/// Whether a field says something; `-` stands for nothing.
fn isi(teks: Option<&str>) -> bool {
    teks.is_some_and(|teks| !matches!(teks.trim(), "" | "-"))
}
