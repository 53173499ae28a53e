//! Appointing a member, and ending a term.

use ::web::{Caller, Form};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::{Once, ReadTx};
use jiff::civil::Date;
use kependudukan::{JenisSubjek, store as register};
use serde::Deserialize;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;

use super::{alamat, baca_hari, batasi};
use crate::jenis::JABATAN;
use crate::store::{self, Anggota};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    cari: String,
    orang: String,
}

#[derive(Template)]
#[template(path = "lembaga/anggota.html")]
struct Halaman {
    page: ui::Page,
    cari: Field,
    dicari: bool,
    /// Address, name, where they live.
    hasil: Vec<(String, String, String)>,
    ini: String,
    orang: Option<String>,
    form: ui::Form,
    aksi: String,
}

fn formulir(caller: &Caller, orang: Option<Uuid>) -> ui::Form {
    let hari = |nama: &str, label: &str| Field::new(nama, label).hint("Misalnya 17-08-2026");
    caller
        .form()
        .with(Field::new("orang", "").value(orang.map(|id| id.to_string()).unwrap_or_default()))
        .with(Field::new("nama", "Nama").hint("Hanya untuk orang dari luar").autocomplete("off"))
        .with(Field::new("jabatan", "Jabatan").choices(Choice::list(JABATAN)).value("anggota"))
        .with(Field::new("sk_nomor", "Nomor SK").autocomplete("off").optional())
        .with(hari("sk_tanggal", "Tanggal SK").optional())
        .with(hari("mulai", "Mulai"))
        .with(hari("sampai", "Sampai").optional())
}

pub(super) async fn baru(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    Query(pinta): Query<Pinta>,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let form = formulir(&caller, pinta.orang.parse().ok());
    ::web::html(&halaman(&caller, &mut tx, id, &pinta, form).await?)
}

async fn halaman(
    caller: &Caller,
    tx: &mut ReadTx,
    id: Uuid,
    pinta: &Pinta,
    form: ui::Form,
) -> ::web::Result<Halaman> {
    let l = store::find_lembaga(tx, id).await?.ok_or(::web::Error::NotFound)?;
    let ini = format!("{}/anggota/baru", alamat(caller, id));
    // A number never stands in an address, so it is no search here.
    let bernomor = pinta.cari.bytes().filter(u8::is_ascii_digit).count() >= 3;
    let cari = if bernomor { "" } else { pinta.cari.trim() };
    let mut hasil = Vec::new();
    for r in kependudukan::cari_ringkas(tx, cari, 20).await? {
        if r.jenis == JenisSubjek::Penduduk {
            hasil.push((format!("{ini}?orang={}", r.id), r.nama, r.alamat));
        }
    }
    let orang = match form.field("orang").value.parse::<Uuid>() {
        Ok(id) => register::find_penduduk(tx, id).await?.map(|p| p.nama),
        Err(_) => None,
    };
    Ok(Halaman {
        page: caller
            .page("Anggota baru")
            .back(l.nama.as_str(), alamat(caller, id))
            .noindex()
            .has_error(form.has_error()),
        cari: Field::new("cari", "Cari nama penduduk").value(cari).autocomplete("off"),
        dicari: !cari.is_empty(),
        hasil,
        ini,
        orang,
        form,
        aksi: format!("{}/anggota", alamat(caller, id)),
    })
}

pub(super) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let orang_id = form.text("orang").parse::<Uuid>().ok();
    let mut tampil = formulir(&caller, orang_id).fill(form.typed());
    let mut tx = caller.write("pengangkatan_anggota").await?;
    let l = store::find_lembaga(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    let tujuan = alamat(&caller, id);
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    let orang = match orang_id {
        Some(id) => Some(register::find_penduduk(&mut tx, id).await?.ok_or(::web::Error::NotFound)?),
        None => None,
    };
    if orang.is_none() && form.some("nama").is_none() {
        tampil.refuse("nama", "Pilih penduduknya, atau isi nama orang dari luar.");
    }
    if orang.as_ref().is_some_and(|p| !p.aktif()) {
        tampil.refuse("", "Orang ini bukan penduduk lagi. Pilih orang lain.");
    }
    batasi(&form, &["nama", "sk_nomor"], &mut tampil);
    if !JABATAN.iter().any(|(kode, _)| *kode == form.text("jabatan")) {
        tampil.refuse("jabatan", "Pilih jabatannya.");
    }
    let sk_tanggal = baca_hari(&form, "sk_tanggal", false, &mut tampil);
    let (mulai, sampai) = masa(&form, l.mulai.0, &mut tampil);
    let semua = store::list_anggota(&mut tx, id).await?;
    if orang_id.is_some() && semua.iter().any(|a| a.penduduk_id == orang_id && a.selesai.is_none()) {
        tampil.refuse("", "Orang ini sudah menjadi anggota. Akhiri dulu jabatan yang lama.");
    }
    let (Some(mulai), false) = (mulai, tampil.has_error()) else {
        drop(tx);
        let mut tx = caller.read().await?;
        return ::web::refused(&halaman(&caller, &mut tx, id, &Pinta::default(), tampil).await?);
    };
    let ctx = *tx.ctx();
    tx.insert(&Anggota {
        id: ctx.new_id(),
        lembaga_id: id,
        penduduk_id: orang_id,
        nama: orang.map_or_else(|| form.text("nama").to_owned(), |p| p.nama),
        jabatan: form.text("jabatan").to_owned(),
        sk_nomor: form.text("sk_nomor").to_owned(),
        sk_tanggal: sk_tanggal.map(Into::into),
        mulai: mulai.into(),
        sampai: sampai.map(Into::into),
        selesai: None,
        alasan: String::new(),
        dicatat_pada: ctx.now.into(),
    })
    .await?;
    tx.commit().await?;
    Ok(::web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Anggota sudah dicatat."))))
}

/// First and last day of a term; what cannot be is marked.
fn masa(form: &Form, berdiri: Date, tampil: &mut ui::Form) -> (Option<Date>, Option<Date>) {
    let mulai = baca_hari(form, "mulai", true, tampil);
    let sampai = baca_hari(form, "sampai", false, tampil);
    if let (Some(mulai), Some(sampai)) = (mulai, sampai)
        && sampai < mulai
    {
        tampil.refuse("sampai", "Masa bakti tidak boleh berakhir sebelum dimulai.");
    }
    if mulai.is_some_and(|mulai| mulai < berdiri) {
        tampil.refuse("mulai", "Tanggal itu sebelum lembaganya berdiri.");
    }
    (mulai, sampai)
}

/// Ends a member's term; the row stays as history.
pub(super) async fn akhiri(
    caller: Caller,
    Path((_, id, anggota)): Path<(String, Uuid, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let mut tampil = super::satu::formulir(&caller).fill(form.typed());
    let selesai = baca_hari(&form, "selesai", true, &mut tampil);
    if form.some("alasan").is_none() {
        tampil.refuse("alasan", "Tulis alasannya, misalnya masa bakti habis.");
    }
    batasi(&form, &["alasan"], &mut tampil);
    let mut tx = caller.write("pengakhiran_anggota").await?;
    let a = store::find_anggota(&mut tx, id, anggota).await?.ok_or(::web::Error::NotFound)?;
    if selesai.is_some_and(|selesai| selesai < a.mulai.0) {
        tampil.refuse("selesai", "Tanggal itu sebelum masa baktinya dimulai.");
    }
    let (Some(selesai), false) = (selesai, tampil.has_error()) else {
        drop(tx);
        return super::satu::tampilkan(&caller, id, tampil, true).await;
    };
    let tujuan = alamat(&caller, id);
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    if a.selesai.is_some() {
        return Err(::web::Error::Conflict("Masa baktinya sudah diakhiri.".to_owned()));
    }
    let alasan = form.text("alasan").to_owned();
    tx.update(&Anggota { selesai: Some(selesai.into()), alasan, ..a }).await?;
    tx.commit().await?;
    Ok(::web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Masa baktinya sudah diakhiri."))))
}
