//! One member of a family, as the columns of F-1.01, F-1.03 and F-1.06 ask.

use db::{Day, Result};
use kamus::{
    Agama, Daftar, GolonganDarah, Kewarganegaraan, Pekerjaan, PendidikanKk, StatusKawin, tanggal_pendek,
};
use kependudukan::Penduduk;

use super::Nilai;
use super::bahan::Bahan;

/// The word of a code.
pub(super) fn kata<T: Daftar>(kode: Option<i16>) -> Option<String> {
    kode.and_then(T::dari_kode).map(|t| t.label().to_owned())
}

pub(super) fn hari(hari: Option<Day>) -> Option<String> {
    hari.map(|hari| tanggal_pendek(hari.0))
}

/// `1` for a citizen, `2` for a foreigner.
pub(super) fn warga(p: &Penduduk) -> Option<String> {
    let warga = p.kewarganegaraan.and_then(Kewarganegaraan::dari_kode)?;
    Some(if warga == Kewarganegaraan::Wni { "1" } else { "2" }.to_owned())
}

pub(super) fn nik(b: &Bahan, p: &Penduduk) -> Result<Option<String>> {
    Ok(p.nik(&b.keys)?.map(|nik| nik.as_str().to_owned()))
}

/// Sets every column of a row that is known.
pub(super) fn baris(b: &Bahan, nilai: &mut Nilai, awalan: &str, ke: usize, p: &Penduduk) -> Result<()> {
    let d = p.dokumen(&b.keys)?;
    let ada = |isi: &Option<String>| Some(if isi.is_some() { "Ada" } else { "Tidak ada" }.to_owned());
    let pernah_kawin = p.status_kawin.and_then(StatusKawin::dari_kode).is_some_and(StatusKawin::pernah_kawin);
    let nomor = |nik: Option<kamus::Nik>| nik.map(|nik| nik.as_str().to_owned());
    let l = d.pelengkap.clone();
    let semua = [
        ("nama", Some(p.nama.clone())),
        ("nik", nik(b, p)?),
        ("gelar_depan", p.gelar_depan.clone()),
        ("gelar_belakang", p.gelar_belakang.clone()),
        ("paspor", d.paspor.clone()),
        ("paspor_berakhir", hari(p.paspor_berakhir)),
        ("sponsor", l.sponsor),
        ("sponsor_tipe", l.sponsor_tipe),
        ("sponsor_alamat", l.sponsor_alamat),
        ("kelamin", Some(p.jenis_kelamin().label().to_owned())),
        ("tempat_lahir", p.tempat_lahir.clone()),
        ("tanggal_lahir", Some(tanggal_pendek(p.tanggal_lahir.0))),
        ("warga", kata::<Kewarganegaraan>(p.kewarganegaraan)),
        ("sk_wni", l.sk_wni),
        ("akta_lahir_ada", ada(&p.akta_lahir)),
        ("akta_lahir", p.akta_lahir.clone()),
        ("darah", kata::<GolonganDarah>(p.golongan_darah)),
        ("agama", kata::<Agama>(p.agama)),
        ("organisasi", l.organisasi_kepercayaan),
        ("kawin", kata::<StatusKawin>(p.status_kawin)),
        ("akta_kawin_ada", ada(&p.akta_perkawinan).filter(|_| pernah_kawin)),
        ("akta_kawin", p.akta_perkawinan.clone()),
        ("tanggal_kawin", hari(p.tanggal_perkawinan)),
        ("akta_cerai_ada", p.akta_perceraian.as_ref().map(|_| "Ada".to_owned())),
        ("akta_cerai", p.akta_perceraian.clone()),
        ("tanggal_cerai", hari(p.tanggal_perceraian)),
        ("shdk", Some(p.shdk().label().to_owned())),
        ("pendidikan", kata::<PendidikanKk>(p.pendidikan_kk)),
        ("pekerjaan", kata::<Pekerjaan>(p.pekerjaan)),
        ("kitas", d.kitas.clone()),
        ("kitas_tempat", l.kitas_tempat),
        ("kitas_terbit", hari(l.kitas_terbit)),
        ("kitas_berakhir", hari(p.kitas_berakhir)),
        ("datang_tempat", l.datang_tempat),
        ("datang_tanggal", hari(l.datang_tanggal)),
        ("ibu_nik", nomor(d.ibu_nik)),
        ("ibu", p.nama_ibu.clone()),
        ("ayah_nik", nomor(d.ayah_nik)),
        ("ayah", p.nama_ayah.clone()),
    ];
    for (kunci, isi) in semua {
        if let Some(isi) = isi.filter(|isi| !isi.is_empty()) {
            nilai.insert(format!("{awalan}.{ke}.{kunci}"), isi);
        }
    }
    Ok(())
}
