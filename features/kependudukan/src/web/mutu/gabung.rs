use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::{Once, ReadTx};
use kamus::{
    Agama, Asuransi, Daftar, GolonganDarah, JenisKelamin, Kewarganegaraan, KtpEl, Pekerjaan, PendidikanKk,
    PendidikanSedang, Shdk, StatusKawin, tanggal_panjang,
};
use serde::Deserialize;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use crate::entitas::{JenisPeristiwa, Penduduk, Peristiwa};
use crate::mutu::gabung::{BIDANG, Bidang, GalatGabung, Pilihan, Sisi, gabungkan};
use crate::peristiwa::{GalatBatal, batalkan};
use crate::store;
use crate::subjek::{alamat_sebaris, label};

#[derive(Debug, Deserialize)]
pub(crate) struct Pasangan {
    a: Uuid,
    b: Uuid,
}

#[derive(Template)]
#[template(path = "kependudukan/mutu_gabung.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    a: Uuid,
    b: Uuid,
    nama: [String; 2],
    href: [String; 2],
    beda: Vec<Beda>,
    sama: Vec<(&'static str, String)>,
    aksi: String,
}

/// A field in which the rows differ.
struct Beda {
    nama: String,
    label: &'static str,
    isi: [String; 2],
    /// The first one is chosen, else the second.
    pertama: bool,
}

pub(crate) async fn get(caller: Caller, Query(pasangan): Query<Pasangan>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let dua = cari(&mut tx, &pasangan).await?;
    let form = formulir(&caller, &dua);
    web::html(&halaman(&caller, &tx, &dua, form, None)?)
}

async fn cari(tx: &mut ReadTx, pasangan: &Pasangan) -> web::Result<[Penduduk; 2]> {
    let a = store::find_penduduk(tx, pasangan.a).await?.ok_or(web::Error::NotFound)?;
    let b = store::find_penduduk(tx, pasangan.b).await?.ok_or(web::Error::NotFound)?;
    if a.id == b.id {
        return Err(web::Error::Refused(GalatGabung::Sama.to_string()));
    }
    Ok([a, b])
}

/// The row with a NIK is the better one to keep.
fn anjuran([a, b]: &[Penduduk; 2]) -> Sisi {
    if a.nik_kunci.is_none() && b.nik_kunci.is_some() { Sisi::B } else { Sisi::A }
}

fn formulir(caller: &Caller, dua: &[Penduduk; 2]) -> ui::Form {
    let sejak = |p: &Penduduk| format!("{}, tercatat sejak {}", p.nama, tanggal_panjang(p.berlaku_sejak.0));
    let baris = Choice::list([("a", sejak(&dua[0])), ("b", sejak(&dua[1]))]);
    let yakin =
        Choice::list([("1", "Saya sudah mencocokkan dengan KTP, KK, atau akta: keduanya satu orang")]);
    caller
        .form()
        .with(Field::new("tinggal", "Baris mana yang tetap?").choices(baris).value(anjuran(dua).kode()))
        .with(Field::new("alasan", "Mengapa keduanya satu orang?").attr("maxlength", "200"))
        .with(Field::new("yakin", "Kepastian").choices(yakin))
}

fn halaman(
    caller: &Caller,
    tx: &ReadTx,
    dua: &[Penduduk; 2],
    form: ui::Form,
    terketik: Option<&Form>,
) -> web::Result<Halaman> {
    let [a, b] = dua;
    let (mut beda, mut sama) = (Vec::new(), Vec::new());
    for bidang in BIDANG {
        let isi = [tulis(bidang, a, tx)?, tulis(bidang, b, tx)?];
        if !bidang.sama(a, b, tx.keys())? {
            let nama = format!("nilai_{}", bidang.nama);
            let pilih = terketik.and_then(|form| Sisi::dari_kode(form.text(&nama)));
            let pertama = pilih.unwrap_or_else(|| usul(bidang, dua)) == Sisi::A;
            beda.push(Beda { nama, label: bidang.label, isi, pertama });
        } else if !bidang.kosong(a) {
            let [isi, _] = isi;
            sama.push((bidang.label, isi));
        }
    }
    let page = caller.page("Gabungkan dua data").back("Mutu data", caller.href("/mutu")).noindex();
    Ok(Halaman {
        page: page.has_error(form.has_error()),
        form,
        a: a.id,
        b: b.id,
        nama: [a.nama.clone(), b.nama.clone()],
        href: [a.id, b.id].map(|id| caller.href(&format!("/penduduk/{id}"))),
        beda,
        sama,
        aksi: caller.href("/mutu/gabung"),
    })
}

/// The value of the better row, unless it has none.
fn usul(bidang: &Bidang, dua: &[Penduduk; 2]) -> Sisi {
    let (utama, lain) = match anjuran(dua) {
        Sisi::A => (Sisi::A, &dua[0]),
        Sisi::B => (Sisi::B, &dua[1]),
    };
    match (bidang.kosong(lain), utama) {
        (false, utama) => utama,
        (true, Sisi::A) => Sisi::B,
        (true, Sisi::B) => Sisi::A,
    }
}

fn kata<T: Daftar>(kode: Option<i16>) -> String {
    label::<T>(kode)
}

/// A field in words. Numbers stay masked, and what is sealed is not opened for this.
fn tulis(bidang: &Bidang, p: &Penduduk, tx: &ReadTx) -> db::Result<String> {
    let teks = |isi: &Option<String>| isi.clone().unwrap_or_default();
    let hari = |hari: Option<db::Day>| hari.map(|hari| tanggal_panjang(hari.0)).unwrap_or_default();
    let dua = |a: String, b: String| {
        [a, b].iter().filter(|s| !s.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    };
    let ada = |ada: bool| if ada { "Ada (tersegel)" } else { "" }.to_owned();
    Ok(match bidang.nama {
        "nik" => p.nik(tx.keys())?.map_or_else(|| "Belum ber-NIK".to_owned(), |nik| nik.samar()),
        "nama" => p.nama.clone(),
        "gelar" => dua(teks(&p.gelar_depan), teks(&p.gelar_belakang)),
        "jenis_kelamin" => kata::<JenisKelamin>(Some(p.jenis_kelamin)),
        "tempat_lahir" => teks(&p.tempat_lahir),
        "tanggal_lahir" => tanggal_panjang(p.tanggal_lahir.0),
        "keluarga" => {
            dua(kata::<Shdk>(Some(p.shdk)), alamat_sebaris(&teks(&p.alamat), &p.dusun, &p.rw, &p.rt))
        }
        "agama" => kata::<Agama>(p.agama),
        "status_kawin" => kata::<StatusKawin>(p.status_kawin),
        "perkawinan" => dua(teks(&p.akta_perkawinan), hari(p.tanggal_perkawinan)),
        "perceraian" => dua(teks(&p.akta_perceraian), hari(p.tanggal_perceraian)),
        "pendidikan_kk" => kata::<PendidikanKk>(p.pendidikan_kk),
        "pendidikan_sedang" => kata::<PendidikanSedang>(p.pendidikan_sedang),
        "pekerjaan" => kata::<Pekerjaan>(p.pekerjaan),
        "kewarganegaraan" => dua(kata::<Kewarganegaraan>(p.kewarganegaraan), teks(&p.negara)),
        "nama_ayah" => teks(&p.nama_ayah),
        "nama_ibu" => teks(&p.nama_ibu),
        "golongan_darah" => kata::<GolonganDarah>(p.golongan_darah),
        "akta_lahir" => teks(&p.akta_lahir),
        "ktp" => kata::<KtpEl>(p.ktp_el),
        "suku" => teks(&p.suku),
        "alamat_sekarang" => teks(&p.alamat_sekarang),
        "asuransi" => kata::<Asuransi>(p.asuransi),
        _ => ada(!bidang.kosong(p)),
    })
}

/// Merges after a last look; leads to what became of it.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let (Ok(a), Ok(b)) = (form.text("a").parse(), form.text("b").parse()) else {
        return Err(web::Error::NotFound);
    };
    let hilang = if Sisi::dari_kode(form.text("tinggal")) == Some(Sisi::B) { a } else { b };
    let hasilnya = caller.href(&format!("/mutu/gabung/{hilang}"));
    let mut tx = caller.write("penggabungan_penduduk").await?;
    if let Once::Again(hasilnya) = tx.once(form.request_key()?, &hasilnya).await? {
        return Ok(web::see_other(&hasilnya, None));
    }
    let dua = cari(&mut tx, &Pasangan { a, b }).await?;
    let mut tampil = formulir(&caller, &dua).fill(form.typed());
    let pilihan = baca(&form, &mut tampil);
    let hasil = match pilihan {
        Some(pilihan) => gabungkan(&mut tx, (&dua[0], &dua[1]), &pilihan, caller.today()).await,
        None => return web::refused(&halaman(&caller, &tx, &dua, tampil, Some(&form))?),
    };
    match hasil {
        Ok(_) => {
            tx.commit().await?;
            let kabar = Flash::new(Tone::Good, "Kedua data sudah digabungkan.");
            Ok(web::see_other(&hasilnya, Some(kabar)))
        }
        Err(GalatGabung::Db(galat)) => Err(galat.into()),
        Err(galat) => {
            tampil.refuse("tinggal", galat.to_string());
            web::refused(&halaman(&caller, &tx, &dua, tampil, Some(&form))?)
        }
    }
}

fn baca(form: &Form, tampil: &mut ui::Form) -> Option<Pilihan> {
    let tinggal = Sisi::dari_kode(form.text("tinggal"));
    if tinggal.is_none() {
        tampil.refuse("tinggal", "Pilih baris yang tetap.");
    }
    let alasan = form.text("alasan");
    match alasan.chars().count() {
        0..5 => tampil.refuse("alasan", "Tulis alasannya, paling sedikit 5 huruf."),
        5..=200 => {}
        _ => tampil.refuse("alasan", "Paling panjang 200 huruf."),
    }
    if form.text("yakin") != "1" {
        tampil.refuse("yakin", "Cocokkan dulu dengan dokumennya, lalu centang kotak ini.");
    }
    if tampil.has_error() {
        return None;
    }
    let nilai = BIDANG
        .iter()
        .filter_map(|b| Some((b.nama, Sisi::dari_kode(form.text(&format!("nilai_{}", b.nama)))?)))
        .collect();
    Some(Pilihan { tinggal: tinggal?, nilai, alasan: alasan.to_owned() })
}

#[derive(Template)]
#[template(path = "kependudukan/mutu_gabung_hasil.html")]
struct Hasil {
    page: ui::Page,
    form: ui::Form,
    tutup: (String, String),
    tinggal: (String, String),
    pada: String,
    alasan: String,
    berlaku: bool,
    perbaiki: bool,
    aksi: String,
}

pub(crate) async fn hasil(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let form = form_batal(&caller);
    web::html(&halaman_hasil(&caller, &mut tx, id, form).await?)
}

fn form_batal(caller: &Caller) -> ui::Form {
    caller.form().with(Field::new("alasan", "Mengapa dibatalkan?").attr("maxlength", "200"))
}

/// The last merging in which this row ended.
async fn cari_peristiwa(tx: &mut ReadTx, penduduk_id: Uuid) -> web::Result<Peristiwa> {
    let semua = store::list_peristiwa_orang(tx, penduduk_id).await?;
    let mut gabungan = semua.into_iter().filter(|p| p.jenis() == JenisPeristiwa::Penggabungan);
    let pertama = gabungan.next().ok_or(web::Error::NotFound)?;
    Ok(gabungan.fold(pertama, |a, b| {
        if (b.berlaku(), b.dicatat_pada) > (a.berlaku(), a.dicatat_pada) { b } else { a }
    }))
}

async fn halaman_hasil(caller: &Caller, tx: &mut ReadTx, id: Uuid, form: ui::Form) -> web::Result<Hasil> {
    let peristiwa = cari_peristiwa(tx, id).await?;
    let rincian = peristiwa.rincian(tx.keys())?;
    let mut siapa = Vec::new();
    for kolom in ["dari", "ke"] {
        let id: Uuid = rincian.jawab(kolom).parse().map_err(|_| web::Error::NotFound)?;
        let p = store::find_penduduk(tx, id).await?.ok_or(web::Error::NotFound)?;
        siapa.push((p.nama, caller.href(&format!("/penduduk/{id}"))));
    }
    let (Some(tinggal), Some(tutup)) = (siapa.pop(), siapa.pop()) else { return Err(web::Error::NotFound) };
    let page = caller.page("Penggabungan data").back("Mutu data", caller.href("/mutu")).noindex();
    Ok(Hasil {
        page: page.has_error(form.has_error()),
        form,
        tutup,
        tinggal,
        pada: super::super::waktu(caller, peristiwa.dicatat_pada),
        alasan: rincian.jawab("alasan").to_owned(),
        berlaku: peristiwa.berlaku(),
        perbaiki: caller.can(crate::PERBAIKI),
        aksi: caller.href(&format!("/mutu/gabung/{id}/pembatalan")),
    })
}

/// Gives both rows back.
pub(crate) async fn pembatalan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let alamat = caller.href(&format!("/mutu/gabung/{id}"));
    let selesai = |kata: &str| Ok(web::see_other(&alamat, Some(Flash::new(Tone::Good, kata))));
    let mut tx = caller.write("pembatalan_peristiwa").await?;
    if tx.once(form.request_key()?, "").await? != Once::First {
        return selesai("Pembatalan itu sudah disimpan.");
    }
    let peristiwa = cari_peristiwa(&mut tx, id).await?;
    let mut tampil = form_batal(&caller).fill(form.typed());
    let alasan = form.text("alasan");
    if !(5..=200).contains(&alasan.chars().count()) {
        tampil.refuse("alasan", "Tulis alasannya, 5 sampai 200 huruf.");
        return web::refused(&halaman_hasil(&caller, &mut tx, id, tampil).await?);
    }
    match batalkan(&mut tx, &peristiwa, alasan, caller.today()).await {
        Ok(_) => {
            tx.commit().await?;
            selesai("Penggabungan dibatalkan. Kedua data kembali seperti semula.")
        }
        Err(GalatBatal::Db(galat)) => Err(galat.into()),
        Err(galat) => {
            // What the attempt wrote so far goes with its transaction.
            drop(tx);
            let mut tx = caller.read().await?;
            tampil.refuse("alasan", galat.to_string());
            web::refused(&halaman_hasil(&caller, &mut tx, id, tampil).await?)
        }
    }
}
