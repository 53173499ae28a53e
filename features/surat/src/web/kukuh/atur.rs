//! How much working time this kecamatan gives itself for a letter, and what it was before.

use std::collections::HashMap;

use ::web::{Caller, Form, Result};
use askama::Template;
use axum::response::Response;
use db::ReadTx;
use ui::{Field, Flash, Tone};
use uuid::Uuid;

use super::super::saat;
use super::di_kecamatan;
use crate::kukuh;
use crate::store;

/// How many versions are told.
const TAMPIL: i64 = 20;

#[derive(Template)]
#[template(path = "surat/kukuh_atur.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    kalender: String,
    pengingat: String,
    dahulu: Vec<Versi>,
}

struct Versi {
    sejak: String,
    lama: String,
    oleh: String,
}

fn formulir(caller: &Caller, jam: i32) -> ui::Form {
    let bidang = Field::new("jam", "Waktu untuk setiap surat")
        .hint("Dalam jam kerja, angka saja. Bila belum pernah diatur: 4 jam.")
        .numeric()
        .width(4)
        .value(jam.to_string());
    caller.form().with(bidang)
}

async fn halaman(caller: &Caller, tx: &mut ReadTx, form: ui::Form) -> Result<Halaman> {
    let orang = access::store::list_pengguna(tx).await?;
    let orang: HashMap<Uuid, String> = orang.into_iter().map(|satu| (satu.id, satu.nama)).collect();
    let semua = store::list_atur_pengukuhan(tx, TAMPIL).await?;
    let dahulu = semua.into_iter().map(|versi| Versi {
        sejak: saat(caller, versi.ditetapkan_pada),
        lama: format!("{} jam kerja", versi.jatah_menit / 60),
        oleh: versi.oleh.and_then(|id| orang.get(&id)).cloned().unwrap_or_default(),
    });
    Ok(Halaman {
        page: caller
            .page("Waktu pengukuhan")
            .back("Pengukuhan camat", caller.href("/pengukuhan"))
            .has_error(form.has_error()),
        form,
        aksi: caller.href("/atur-pengukuhan"),
        kalender: caller.href("/kalender"),
        pengingat: caller.href("/kalender/pengingat"),
        dahulu: dahulu.collect(),
    })
}

pub(super) async fn get(caller: Caller) -> Result<Response> {
    di_kecamatan(&caller)?;
    let mut tx = caller.read().await?;
    let kini = kukuh::jatah(&mut tx).await?;
    let form = formulir(&caller, i32::try_from(kini.as_hours()).unwrap_or(i32::MAX));
    ::web::html(&halaman(&caller, &mut tx, form).await?)
}

pub(super) async fn post(caller: Caller, form: Form) -> Result<Response> {
    di_kecamatan(&caller)?;
    let jam = form.text("jam").parse::<i32>().ok().filter(|jam| kukuh::JAM_JATAH.contains(jam));
    let Some(jam) = jam else {
        let mut tampil = formulir(&caller, 0).fill(form.typed());
        tampil.refuse("jam", "Tulis jamnya dengan angka saja, 1 sampai 40, misalnya 4.");
        let mut tx = caller.read().await?;
        return ::web::refused(&halaman(&caller, &mut tx, tampil).await?);
    };
    let target = caller.href("/atur-pengukuhan");
    let mut tx = match caller.begin("penetapan_waktu_pengukuhan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    kukuh::tetapkan_jatah(&mut tx, jam).await?;
    tx.commit().await?;
    let kalimat = "Waktu pengukuhan disimpan. Berlaku untuk surat yang masuk sesudah ini.";
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, kalimat))))
}
