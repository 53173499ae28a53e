//! One institution with its members of today and before.

use std::collections::HashMap;

use ::web::{Caller, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::{Once, ReadTx};
use jiff::civil::Date;
use kamus::{Daftar as _, StatusDasar, tanggal_pendek};
use kependudukan::store as register;
use ui::{Field, Flash, Tone};
use uuid::Uuid;

use super::{alamat, baca_hari, hari, tempat};
use crate::jenis::urutan;
use crate::store::{self, Anggota, Lembaga};
use crate::{KELOLA, label_jabatan, label_jenis};

#[derive(Template)]
#[template(path = "lembaga/satu.html")]
struct Halaman {
    page: ui::Page,
    bubar: bool,
    isi: Vec<(&'static str, String)>,
    kini: Vec<Baris>,
    lalu: Vec<Baris>,
    unduh: String,
    /// What rooms above offer.
    tautan: Vec<(String, &'static str)>,
    /// For those who may.
    kelola: Option<Kelola>,
    /// The end of a member's term, or of all, asks for a day.
    form: ui::Form,
}

struct Kelola {
    ubah: String,
    anggota: String,
    pembubaran: String,
}

pub(super) struct Baris {
    pub(super) id: Uuid,
    pub(super) nama: String,
    pub(super) href: String,
    pub(super) jabatan: &'static str,
    pub(super) sk: String,
    pub(super) masa: String,
    /// Why they stand there no more, or should not.
    pub(super) catatan: String,
    pub(super) nada: Tone,
    pub(super) pengakhiran: String,
    pub(super) kunci: String,
}

pub(super) fn formulir(caller: &Caller) -> ui::Form {
    let hari_ini = tanggal_pendek(caller.today());
    caller
        .form()
        .with(Field::new("selesai", "Berakhir pada").hint("Misalnya 17-08-2026").value(hari_ini))
        .with(Field::new("alasan", "Alasan").autocomplete("off"))
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let form = formulir(&caller);
    tampilkan(&caller, id, form, false).await
}

/// The page; after a refused form with what was typed.
pub(super) async fn tampilkan(
    caller: &Caller,
    id: Uuid,
    form: ui::Form,
    ditolak: bool,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let l = store::find_lembaga(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    let hari_ini = caller.today();
    let (kini, lalu) = anggota(caller, &mut tx, id).await?;
    let bubar = !l.aktif(hari_ini);
    let dasar = alamat(caller, id);
    let isi = vec![
        ("Jenis", label_jenis(&l.jenis).to_owned()),
        ("Wilayah kerja", tempat(&l.dusun, &l.rw, &l.rt)),
        ("SK pembentukan", sk(&l.sk_nomor, l.sk_tanggal)),
        ("Berdiri sejak", hari(Some(l.mulai))),
        ("Bubar pada", hari(l.selesai)),
        ("Keterangan", l.keterangan),
    ];
    let page = caller.page(l.nama).back("Lembaga dan kelompok", caller.href("/lembaga"));
    let halaman = Halaman {
        page: page.noindex().has_error(form.has_error()),
        bubar,
        isi,
        kini,
        lalu,
        unduh: format!("{dasar}/unduh"),
        tautan: crate::tautan::untuk(caller, id),
        kelola: (caller.can(KELOLA) && !bubar).then(|| Kelola {
            ubah: format!("{dasar}/ubah"),
            anggota: format!("{dasar}/anggota/baru"),
            pembubaran: format!("{dasar}/pembubaran"),
        }),
        form,
    };
    if ditolak { ::web::refused(&halaman) } else { ::web::html(&halaman) }
}

pub(super) fn sk(nomor: &str, tanggal: Option<db::Day>) -> String {
    match tanggal {
        Some(tanggal) if !nomor.is_empty() => format!("{nomor}, {}", tanggal_pendek(tanggal.0)),
        _ => nomor.to_owned(),
    }
}

/// Members of today by their place, and those before, newest end first.
pub(super) async fn anggota(
    caller: &Caller,
    tx: &mut ReadTx,
    lembaga_id: Uuid,
) -> ::web::Result<(Vec<Baris>, Vec<Baris>)> {
    let hari_ini = caller.today();
    let mut semua = store::list_anggota(tx, lembaga_id).await?;
    let ids: Vec<Uuid> = semua.iter().filter_map(|a| a.penduduk_id).collect();
    let orang = register::daftar_menurut_id(tx, &ids).await?;
    let orang: HashMap<Uuid, (String, i16)> =
        orang.into_iter().map(|b| (b.id, (b.nama, b.status_dasar))).collect();
    semua.sort_by_key(|a| (urutan(&a.jabatan), a.mulai.0));
    let (kini, mut lalu): (Vec<Anggota>, Vec<Anggota>) =
        semua.into_iter().partition(|a| a.selesai.is_none_or(|selesai| selesai.0 > hari_ini));
    lalu.sort_by_key(|a| std::cmp::Reverse(a.selesai.map(|hari| hari.0)));
    let jadi = |a: Anggota| baris(caller, a, &orang, hari_ini);
    Ok((kini.into_iter().map(jadi).collect(), lalu.into_iter().map(jadi).collect()))
}

fn baris(caller: &Caller, a: Anggota, orang: &HashMap<Uuid, (String, i16)>, hari_ini: Date) -> Baris {
    let terdaftar = a.penduduk_id.and_then(|id| orang.get(&id).map(|(nama, status)| (id, nama, *status)));
    let (catatan, nada) = match (&terdaftar, a.selesai, a.sampai) {
        (_, Some(selesai), _) if selesai.0 <= hari_ini => (a.alasan.clone(), Tone::Plain),
        (Some((_, _, status)), ..) if *status != StatusDasar::Hidup.kode() => {
            ("Bukan penduduk lagi".to_owned(), Tone::Wait)
        }
        (_, _, Some(sampai)) if sampai.0 < hari_ini => ("Masa bakti habis".to_owned(), Tone::Wait),
        (None, ..) if a.penduduk_id.is_none() => ("Dari luar".to_owned(), Tone::Plain),
        _ => (String::new(), Tone::Plain),
    };
    let akhir = a.selesai.or(a.sampai).map(|akhir| tanggal_pendek(akhir.0));
    Baris {
        id: a.id,
        href: terdaftar.as_ref().map(|(id, ..)| caller.href(&format!("/penduduk/{id}"))).unwrap_or_default(),
        nama: terdaftar.map_or(a.nama, |(_, nama, _)| nama.clone()),
        jabatan: label_jabatan(&a.jabatan),
        sk: sk(&a.sk_nomor, a.sk_tanggal),
        masa: format!("{} – {}", tanggal_pendek(a.mulai.0), akhir.unwrap_or_else(|| "sekarang".to_owned())),
        catatan,
        nada,
        pengakhiran: format!("{}/anggota/{}/pengakhiran", alamat(caller, a.lembaga_id), a.id),
        kunci: caller.request_key(),
    }
}

/// Dissolves an institution: it stays, with all who were in it.
pub(super) async fn bubar(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let mut tampil = formulir(&caller).fill(form.typed());
    let selesai = baca_hari(&form, "selesai", true, &mut tampil);
    let mut tx = caller.write("pembubaran_lembaga").await?;
    let l = store::find_lembaga(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    if selesai.is_some_and(|selesai| selesai < l.mulai.0) {
        tampil.refuse("selesai", "Tanggal itu sebelum lembaganya berdiri.");
    }
    let (Some(selesai), false) = (selesai, tampil.has_error()) else {
        drop(tx);
        return tampilkan(&caller, id, tampil, true).await;
    };
    let tujuan = alamat(&caller, id);
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    if l.selesai.is_some() {
        return Err(::web::Error::Conflict("Lembaga ini sudah dibubarkan.".to_owned()));
    }
    for a in store::list_anggota(&mut tx, id).await? {
        if a.selesai.is_none() {
            let selesai = Some(selesai.max(a.mulai.0).into());
            tx.update(&Anggota { selesai, alasan: "Lembaga bubar".to_owned(), ..a }).await?;
        }
    }
    tx.update(&Lembaga { selesai: Some(selesai.into()), ..l }).await?;
    tx.commit().await?;
    Ok(::web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Lembaga sudah dibubarkan."))))
}
