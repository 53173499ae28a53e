//! "Salin ke SIAK": values field by field in the order of the forms, to be typed or copied by hand. Nothing is written
//! anywhere else.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ui::Choice;
use uuid::Uuid;

use super::alamat;
use crate::formulir::{self, Bagian, Bahan, Nilai, samar};
use crate::store::{self, Berkas};

/// Why somebody asks to see the numbers.
const TUJUAN: [(&str, &str); 3] = [
    ("siak", "Menyalin ke SIAK atau layanan daring Dukcapil"),
    ("loket", "Dibacakan di loket Dukcapil"),
    ("pencocokan", "Mencocokkan dengan KTP atau KK"),
];

#[derive(Template)]
#[template(path = "dukcapil/salinan.html")]
struct Halaman {
    page: ui::Page,
    nomor: String,
    nama: String,
    formulir: Vec<(String, &'static str, Vec<Bidang>)>,
    terbuka: bool,
    aksi: String,
    kunci: String,
    tujuan: Vec<Choice>,
}

/// A part of a form with its lines.
struct Bidang {
    judul: String,
    baris: Vec<(String, String)>,
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let b = store::get_berkas(&mut tx, id).await?;
    let nilai = formulir::nilai(&Bahan::baca(&mut tx, &b).await?)?;
    ::web::html(&halaman(&caller, &b, &nilai, false)?)
}

/// Shows the numbers once, with a purpose that is written down.
pub(super) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let Some((_, keperluan)) = TUJUAN.iter().find(|(kode, _)| *kode == form.text("tujuan")) else {
        return Err(Error::Refused("Pilih dulu untuk apa nomornya ditampilkan.".to_owned()));
    };
    let mut tx = caller.write("pembukaan_data").await?;
    let b = store::get_berkas(&mut tx, id).await?;
    let nilai = formulir::nilai(&Bahan::baca(&mut tx, &b).await?)?;
    access::store::record_pembukaan(&mut tx, Some(b.orang_id), "salinan ke SIAK", keperluan, None).await?;
    tx.commit().await?;
    ::web::html(&halaman(&caller, &b, &nilai, true)?)
}

fn halaman(caller: &Caller, b: &Berkas, nilai: &Nilai, terbuka: bool) -> ::web::Result<Halaman> {
    let jenis = b.jenis().ok_or(Error::NotFound)?;
    let mut semua = Vec::new();
    for kode in &jenis.formulir {
        let Some(f) = formulir::find(kode) else { continue };
        let bagian = f.bagian.iter().filter(|bagian| bagian.berlaku(&jenis.kode));
        let bidang: Vec<Bidang> = bagian.flat_map(|bagian| bidang(bagian, nilai, terbuka)).collect();
        semua.push((kode.clone(), f.judul.as_str(), bidang));
    }
    Ok(Halaman {
        page: caller.page("Salin ke SIAK").back(b.orang_nama.as_str(), alamat(caller, b.id)).noindex(),
        nomor: b.nomor(),
        nama: b.orang_nama.clone(),
        formulir: semua,
        terbuka,
        aksi: format!("{}/salinan", alamat(caller, b.id)),
        kunci: caller.request_key(),
        tujuan: Choice::list(TUJUAN),
    })
}

/// A table becomes one part for each person in it.
fn bidang(bagian: &Bagian, nilai: &Nilai, terbuka: bool) -> Vec<Bidang> {
    let tampil = |isi: &str, rahasia: bool| if rahasia && !terbuka { samar(isi) } else { isi.to_owned() };
    let Some(t) = &bagian.tabel else {
        let baris = bagian.butir.iter().map(|b| {
            let isi = nilai.get(&b.kunci).map_or("", String::as_str);
            let isi = if b.pilihan.is_empty() {
                tampil(isi, b.rahasia() && !isi.is_empty())
            } else {
                let dipilih = b.terpilih(nilai);
                let kata = (1..).zip(&b.pilihan).filter(|(urut, _)| dipilih.contains(urut));
                kata.map(|(_, kata)| kata.as_str()).collect::<Vec<_>>().join(", ")
            };
            (b.label.clone(), isi)
        });
        return vec![Bidang { judul: bagian.judul.clone(), baris: baris.collect() }];
    };
    let satu = |ke: usize| {
        let nama = nilai.get(&format!("{}.{ke}.nama", t.awalan)).map_or("", String::as_str);
        let baris = t.kolom.iter().map(|k| {
            let isi = t.sel(nilai, ke, k).unwrap_or_default();
            (k.judul.clone(), tampil(isi, k.rahasia && !isi.is_empty()))
        });
        Bidang { judul: format!("{}: {nama}", bagian.judul), baris: baris.collect() }
    };
    (1..=t.terisi(nilai)).map(satu).collect()
}
