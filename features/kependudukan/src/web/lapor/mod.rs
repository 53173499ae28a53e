//! The phone of a dukuh, RW or RT: the people of their area, and what has happened to them.
//!
//! They see name, sex, age, address and family link, and nothing else; the statements select no more.

mod formulir;
mod foto;
mod putusan;
mod usulan;
mod warga;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::Where;
use kamus::tanggal_panjang;
use serde::Deserialize;
use ui::Tone;
use web::{Caller, Guard, Route, TileData, TileFuture, get, post};

use super::lingkup::Lingkup;
use crate::store;
use crate::usulan_warga::{JenisUsulan, KeadaanUsulan, UsulanWarga};
use crate::{LAPOR, PUTUS};

/// A photo of up to 10 MB, and what the form around it weighs.
const FOTO: usize = 11 << 20;

pub(super) fn routes() -> Vec<Route> {
    let lapor = Guard::Needs(LAPOR);
    let putus = Guard::Needs(PUTUS);
    vec![
        get("/{kode}/lapor", lapor, beranda),
        post("/{kode}/lapor", lapor, formulir::post).upload(FOTO).limited(30),
        get("/{kode}/lapor/baru", lapor, formulir::get),
        get("/{kode}/lapor/warga", lapor, warga::daftar),
        get("/{kode}/lapor/warga/{id}", lapor, warga::get),
        get("/{kode}/lapor/{id}", lapor, usulan::get),
        get("/{kode}/lapor/{id}/foto", lapor, foto::milik_sendiri),
        get("/{kode}/usulan-warga", putus, putusan::daftar),
        get("/{kode}/usulan-warga/{id}", putus, putusan::get),
        get("/{kode}/usulan-warga/{id}/foto", putus, foto::semua),
        post("/{kode}/usulan-warga/{id}/putusan", putus, putusan::post),
        post("/{kode}/usulan-warga/{id}/penyelesaian", putus, putusan::selesai),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    hal: String,
}

#[derive(Template)]
#[template(path = "kependudukan/lapor.html")]
struct Beranda {
    page: ui::Page,
    /// "RT 002 RW 001, Kauman", and until when.
    wilayah: Vec<String>,
    jenis: Vec<(String, &'static str)>,
    warga: String,
    usulan: Vec<BarisUsulan>,
    paging: ui::Paging,
}

/// A proposal in a list.
struct BarisUsulan {
    href: String,
    judul: String,
    tanggal: String,
    keadaan: &'static str,
    nada: Tone,
}

async fn beranda(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let milik = milik(&caller)?;
    let total = store::count_usulan_warga(&mut tx, milik.clone()).await?;
    let alamat = caller.href("/lapor");
    let paging = ui::Paging::new(alamat.as_str(), super::halaman(&saring.hal), super::jumlah(total));
    let semua = store::daftar_usulan_warga(&mut tx, milik, true, super::potongan(&paging)).await?;
    let mut usulan = Vec::with_capacity(semua.len());
    for satu in &semua {
        let href = caller.href(&format!("/lapor/{}", satu.id));
        usulan.push(baris(&mut tx, satu, href).await?);
    }
    let jenis = JenisUsulan::SEMUA.map(|j| (format!("{alamat}/baru?jenis={}", j.kata()), j.label()));
    web::html(&Beranda {
        page: caller.page("Lapor").noindex(),
        wilayah: wilayah(&caller),
        jenis: jenis.into(),
        warga: format!("{alamat}/warga"),
        usulan,
        paging,
    })
}

/// The caller's own proposals, as far as they lie in what is theirs today.
fn milik(caller: &Caller) -> web::Result<Where> {
    let pengguna_id = caller.signed_in()?.pengguna.id;
    Ok(store::filter_pengusul(Lingkup::dari(caller).saring(Where::new()), pengguna_id))
}

async fn baris(tx: &mut db::ReadTx, u: &UsulanWarga, href: String) -> db::Result<BarisUsulan> {
    let siapa = nama(tx, u).await?;
    let (keadaan, nada) = keadaan(u);
    let judul = if siapa.is_empty() {
        u.jenis().label().to_owned()
    } else {
        format!("{}: {siapa}", u.jenis().label())
    };
    Ok(BarisUsulan { href, judul, tanggal: tanggal_panjang(u.tanggal.0), keadaan, nada })
}

/// Whom a proposal is about: the resident, else the name that was typed.
async fn nama(tx: &mut db::ReadTx, u: &UsulanWarga) -> db::Result<String> {
    let terdaftar = match u.penduduk_id {
        Some(id) => store::find_penduduk(tx, id).await?.map(|p| p.nama),
        None => None,
    };
    let ditulis = u.isi(tx.keys())?.nama;
    Ok(match terdaftar {
        Some(nama) if u.jenis() == JenisUsulan::Lahir && !ditulis.is_empty() => {
            format!("{ditulis}, keluarga {nama}")
        }
        Some(nama) => nama,
        None => ditulis,
    })
}

fn keadaan(u: &UsulanWarga) -> (&'static str, Tone) {
    match u.keadaan() {
        KeadaanUsulan::Menunggu => ("Menunggu", Tone::Wait),
        KeadaanUsulan::Diterima if u.sedang_dicatat() => ("Diterima, sedang dicatat", Tone::Info),
        KeadaanUsulan::Diterima => ("Sudah dicatat", Tone::Good),
        KeadaanUsulan::Dikembalikan => ("Dikembalikan", Tone::Wait),
        KeadaanUsulan::Ditolak => ("Ditolak", Tone::Bad),
    }
}

/// The caller's areas in words, with the last day of each task.
fn wilayah(caller: &Caller) -> Vec<String> {
    let penugasan = caller.user.iter().flat_map(|user| &user.penugasan);
    let mut semua = Vec::new();
    for p in penugasan {
        let Some(dusun) = &p.dusun else { continue };
        let rt = p.rt.as_deref().unwrap_or("");
        let tempat = crate::subjek::alamat_sebaris("", dusun, p.rw.as_deref().unwrap_or(""), rt);
        let akhir = p.selesai.map(|akhir| format!(", sampai {}", tanggal_panjang(akhir.0)));
        semua.push(format!("{tempat}{}", akhir.unwrap_or_default()));
    }
    semua
}

/// On the first page of who decides: how many proposals wait.
pub(super) fn tile(caller: &Caller) -> TileFuture<'_> {
    Box::pin(async move {
        let mut tx = caller.read().await?;
        let menunggu = store::filter_keadaan_usulan(Where::new(), KeadaanUsulan::Menunggu);
        let jumlah = store::count_usulan_warga(&mut tx, menunggu).await?;
        Ok((jumlah > 0).then(|| TileData {
            figure: jumlah.to_string(),
            label: "usulan dari wilayah".to_owned(),
            note: "menunggu putusan".to_owned(),
            href: caller.href("/usulan-warga"),
            tone: Tone::Wait,
        }))
    })
}
