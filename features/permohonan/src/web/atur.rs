//! How long each kind of letter may take.

use ::web::{Caller, Form};
use askama::Template;
use axum::response::Response;
use surat::Katalog;
use ui::{Field, Flash, Tone};

use crate::atur::{JATAH_BIASA, simpan_jatah};
use crate::store::{self, AturPermohonan};

#[derive(Template)]
#[template(path = "permohonan/atur.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    jenis: Vec<String>,
    aksi: String,
    kalender: String,
}

const UMUM: &str = "umum";

fn nama(kode: &str) -> String {
    format!("j_{kode}")
}

/// Hours with half hours: `4`, `4,5`.
fn tulis(menit: i32) -> String {
    if menit % 60 == 0 { (menit / 60).to_string() } else { format!("{},5", menit / 60) }
}

/// Working minutes of `4` or `4,5` hours.
fn urai(teks: &str) -> Result<i32, String> {
    let (jam, setengah) = match teks.split_once([',', '.']) {
        Some((jam, "5")) => (jam, 30),
        Some((jam, "0")) => (jam, 0),
        Some(_) => ("", 0),
        None => (teks, 0),
    };
    let jam: Option<i32> = jam.parse().ok().filter(|jam| (0..=400).contains(jam));
    match jam.map(|jam| jam * 60 + setengah).filter(|menit| *menit > 0) {
        Some(menit) => Ok(menit),
        None => Err("Tulis lamanya dalam jam kerja, misalnya 4 atau 4,5; paling lama 400.".to_owned()),
    }
}

fn formulir(caller: &Caller, katalog: &Katalog, ada: &[AturPermohonan]) -> ui::Form {
    let cari = |kode: &str| ada.iter().find(|atur| atur.jenis == kode).map(|atur| atur.jatah_menit);
    let umum = cari("").unwrap_or(JATAH_BIASA);
    let mut form = caller.form().with(
        Field::new(UMUM, "Semua jenis surat")
            .hint("Dalam jam kerja. Yang umum: 4 jam.")
            .value(tulis(umum))
            .width(8),
    );
    for jenis in katalog.ditawarkan() {
        let isi = cari(&jenis.kode).map(tulis).unwrap_or_default();
        form = form.with(Field::new(nama(&jenis.kode), &jenis.nama).value(isi).width(8).optional());
    }
    form
}

fn halaman(caller: &Caller, katalog: &Katalog, form: ui::Form) -> Halaman {
    Halaman {
        page: caller.page("Waktu layanan surat").has_error(form.has_error()),
        form,
        jenis: katalog.ditawarkan().map(|jenis| nama(&jenis.kode)).collect(),
        aksi: caller.href("/atur-permohonan"),
        kalender: caller.href("/kalender"),
    }
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let (ada, katalog) = (store::list_atur(&mut tx).await?, Katalog::baca(&mut tx).await?);
    drop(tx);
    let form = formulir(&caller, &katalog, &ada);
    ::web::html(&halaman(&caller, &katalog, form))
}

pub(super) async fn post(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let (ada, katalog) = (store::list_atur(&mut tx).await?, Katalog::baca(&mut tx).await?);
    drop(tx);
    let mut tampil = formulir(&caller, &katalog, &ada).fill(form.typed());
    let mut semua: Vec<(String, Option<i32>)> = Vec::new();
    let bidang = std::iter::once((String::new(), UMUM.to_owned()))
        .chain(katalog.ditawarkan().map(|jenis| (jenis.kode.clone(), nama(&jenis.kode))));
    for (kode, nama) in bidang {
        match form.some(&nama).map(urai) {
            Some(Ok(menit)) => semua.push((kode, Some(menit))),
            Some(Err(kalimat)) => tampil.refuse(&nama, kalimat),
            None if kode.is_empty() => tampil.refuse(&nama, "Isi waktu untuk semua jenis surat."),
            None => semua.push((kode, None)),
        }
    }
    if tampil.has_error() {
        return ::web::refused(&halaman(&caller, &katalog, tampil));
    }
    let target = caller.href("/atur-permohonan");
    let mut tx = match caller.begin("perubahan_waktu_layanan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    for (kode, menit) in semua {
        simpan_jatah(&mut tx, &kode, menit).await?;
    }
    tx.commit().await?;
    let kalimat = "Waktu layanan disimpan. Berlaku untuk permohonan yang masuk sesudah ini.";
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, kalimat))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_and_written() {
        for (teks, menit) in [
            ("4", Some(240)),
            ("4,5", Some(270)),
            ("4.5", Some(270)),
            ("0,5", Some(30)),
            ("400", Some(24_000)),
            ("0", None),
            ("401", None),
            ("-4", None),
            ("4,25", None),
            ("sehari", None),
        ] {
            assert_eq!(urai(teks).ok(), menit, "{teks}");
            if let Some(menit) = menit {
                assert_eq!(urai(&tulis(menit)), Ok(menit));
            }
        }
    }
}
