//! Who stayed for a while becomes a resident.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kamus::{Daftar as _, NomorKk, Shdk, tanggal_pendek};
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::formulir::{baca_nomor, baca_tempat, kirim_tempat, pilihan_tempat};
use super::satu::{baca_lapor, cari, gagal, mulai};
use crate::entitas::KodeTempat;
use crate::sementara::{self, GalatSementara, Jadi};

#[derive(Template)]
#[template(path = "kependudukan/sementara_penetapan.html")]
struct Halaman {
    page: ui::Page,
    nama: String,
    form: ui::Form,
    aksi: String,
}

async fn halaman(caller: &Caller, id: Uuid, isi: impl FnOnce(ui::Form) -> ui::Form) -> web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let p = cari(caller, &mut tx, id).await?;
    let hari = |nama: &str, label: &str| Field::new(nama, label).hint("Misalnya 17-08-2026");
    let hubungan = Choice::list(Shdk::semua().iter().map(|h| (h.kode().to_string(), h.label())));
    let no_kk = Field::new("no_kk", "Nomor KK yang baru").numeric().width(16).autocomplete("off").optional();
    let form = caller
        .form()
        .with(hari("tanggal", "Menjadi penduduk sejak"))
        .with(hari("tanggal_lapor", "Tanggal lapor").value(tanggal_pendek(caller.today())))
        .with(
            no_kk.hint("16 angka dari Dukcapil. Kosongkan bila belum terbit: keluarganya menunggu nomor KK."),
        )
        .with(Field::new("hubungan", "Hubungan dalam keluarga").choices(hubungan).value("1"))
        .with(Field::new("alamat", "Alamat di sini").autocomplete("off"))
        .with(
            Field::new("tinggal", "Wilayah")
                .choices(pilihan_tempat(&mut tx).await?)
                .value(kirim_tempat(&p.dusun, &p.rw, &p.rt)),
        )
        .with(Field::new("keterangan", "Keterangan").autocomplete("off").optional());
    let form = isi(form);
    let alamat = caller.href(&format!("/penduduk-sementara/{id}"));
    let page = caller.page("Jadikan penduduk").back(p.nama.as_str(), alamat.as_str()).noindex();
    Ok(Halaman {
        page: page.has_error(form.has_error()),
        nama: p.nama,
        form,
        aksi: format!("{alamat}/penetapan"),
    })
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    web::html(&halaman(&caller, id, |form| form).await?)
}

pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut jadi = None;
    let mut tampil = halaman(&caller, id, |kosong| {
        let mut tampil = kosong.fill(form.typed());
        jadi = baca(&caller, &form, &mut tampil);
        tampil
    })
    .await?;
    let (Some(jadi), false) = (jadi, tampil.form.has_error()) else { return web::refused(&tampil) };
    let (mut tx, tujuan) = match mulai(&caller, id, &form, "penetapan_penduduk").await? {
        Ok(mulai) => mulai,
        Err(ulang) => return Ok(ulang),
    };
    match sementara::jadikan_penduduk(&mut tx, id, &jadi).await {
        Ok(_) => tx.commit().await?,
        Err(galat @ (GalatSementara::KepalaDua | GalatSementara::SebelumDatang)) => {
            let bidang = if matches!(galat, GalatSementara::KepalaDua) { "hubungan" } else { "tanggal" };
            tampil.form.refuse(bidang, galat.to_string());
            return web::refused(&tampil);
        }
        Err(lain) => return Err(gagal(lain)),
    }
    Ok(web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Orang ini sekarang penduduk."))))
}

fn baca(caller: &Caller, form: &Form, tampil: &mut ui::Form) -> Option<Jadi> {
    let lapor = baca_lapor(form, "tanggal", caller.today(), tampil);
    let no_kk = baca_nomor(form, "no_kk", tampil, NomorKk::baru);
    let hubungan = form.text("hubungan").parse().ok().and_then(Shdk::dari_kode);
    if hubungan.is_none() {
        tampil.refuse("hubungan", "Pilih hubungannya dalam keluarga.");
    }
    if form.some("alamat").is_none() {
        tampil.refuse("alamat", "Isi alamatnya di sini.");
    } else if form.text("alamat").chars().count() > 200 {
        tampil.refuse("alamat", "Paling panjang 200 huruf.");
    }
    let tempat = baca_tempat(form.text("tinggal"));
    if tempat.is_none() {
        tampil.refuse("tinggal", "Pilih wilayahnya.");
    }
    let (dusun, rw, rt) = tempat?;
    Some(Jadi {
        no_kk,
        hubungan: hubungan?,
        alamat: form.text("alamat").to_owned(),
        tempat: KodeTempat { dusun, rw, rt },
        lapor: lapor?,
    })
}
