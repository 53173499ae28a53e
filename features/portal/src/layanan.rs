//! What can be asked for at the office: each kind of letter, what to bring, and who signs.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::ReadTx;
use surat::atur::{Kantor, get_atur};
use surat::jenis::{Jenis, Kelompok};
use surat::{Katalog, find_jenis};
use web::{Caller, Error};

use crate::halaman::{halaman, kunci, melayani};

/// A kind of letter as a resident reads of it.
pub(crate) struct Layanan {
    pub(crate) href: String,
    pub(crate) nama: String,
    pub(crate) tentang: String,
    /// What must be brought.
    pub(crate) syarat: Vec<Syarat>,
    /// Offices that look at it first: "Carik".
    pub(crate) paraf: Vec<String>,
    /// The office that signs: "Lurah".
    pub(crate) penandatangan: String,
    pub(crate) cara: &'static str,
    /// "180 hari sejak tanggal surat"
    pub(crate) masa: Option<String>,
    /// What the form will ask, beyond the person.
    pub(crate) ditanya: Vec<String>,
}

pub(crate) struct Syarat {
    pub(crate) nama: String,
    pub(crate) wajib: bool,
}

impl Layanan {
    async fn baca(tx: &mut ReadTx, kantor: &Kantor, caller: &Caller, jenis: &Jenis) -> db::Result<Self> {
        let atur = get_atur(tx, jenis).await?;
        let ditunjuk = atur.penandatangan_id.and_then(|id| kantor.find(id)).or_else(|| kantor.kepala());
        let paraf = kantor.rantai(&atur.rantai).into_iter().map(|langkah| langkah.jabatan);
        Ok(Self {
            href: caller.href(&format!("/layanan/{}", jenis.kode)),
            nama: jenis.nama.clone(),
            tentang: jenis.tentang.clone(),
            syarat: atur.syarat.iter().map(|s| Syarat { nama: s.nama.clone(), wajib: s.wajib }).collect(),
            paraf: paraf.collect(),
            penandatangan: ditunjuk.map_or_else(
                || kantor.sebutan.kepala.to_owned(),
                |p| wilayah::jabatan_label(p, kantor.sebutan),
            ),
            cara: atur.cara.label(),
            masa: atur.masa_hari.map(|hari| format!("{hari} hari sejak tanggal surat")),
            ditanya: jenis.isian.iter().filter(|i| i.wajib).map(|i| i.label.clone()).collect(),
        })
    }

    pub(crate) fn wajib(&self) -> impl Iterator<Item = &Syarat> {
        self.syarat.iter().filter(|syarat| syarat.wajib)
    }
}

/// Every kind of letter of this office.
pub(crate) async fn daftar_layanan(tx: &mut ReadTx, caller: &Caller) -> db::Result<Vec<Layanan>> {
    if !melayani(caller.ctx.unit) {
        return Ok(Vec::new());
    }
    let kantor = Kantor::baca(tx).await?;
    let mut semua = Vec::new();
    // Orders and invitations are the office's own business.
    for jenis in Katalog::baca(tx).await?.ditawarkan().filter(|jenis| jenis.kelompok != Kelompok::Dinas) {
        semua.push(Layanan::baca(tx, &kantor, caller, jenis).await?);
    }
    Ok(semua)
}

#[derive(Template)]
#[template(path = "portal/layanan.html")]
struct Daftar {
    page: ui::Page,
    layanan: Vec<Layanan>,
}

#[derive(Template)]
#[template(path = "portal/layanan_jenis.html")]
struct Satu {
    page: ui::Page,
    layanan: Layanan,
}

pub(crate) async fn get(caller: Caller) -> web::Result<Response> {
    if !melayani(caller.ctx.unit) {
        return Err(Error::NotFound);
    }
    let render = async || {
        let mut tx = caller.read().await?;
        let layanan = daftar_layanan(&mut tx, &caller).await?;
        Ok(Daftar { page: halaman(&caller, "Layanan", "/layanan"), layanan }.render()?)
    };
    caller.cached(&kunci(&caller, "layanan"), render).await
}

pub(crate) async fn jenis(caller: Caller, Path((_, kode)): Path<(String, String)>) -> web::Result<Response> {
    // Looked up before the page's name is made of it: no visitor can fill the cache.
    let mut tx = caller.read().await?;
    let jenis = find_jenis(&mut tx, &kode).await?.ok_or(Error::NotFound)?;
    let ditawarkan = melayani(caller.ctx.unit) && get_atur(&mut tx, jenis).await?.aktif;
    if jenis.kelompok == Kelompok::Dinas || !ditawarkan {
        return Err(Error::NotFound);
    }
    drop(tx);
    let render = async || {
        let mut tx = caller.read().await?;
        let kantor = Kantor::baca(&mut tx).await?;
        let layanan = Layanan::baca(&mut tx, &kantor, &caller, jenis).await?;
        let page =
            halaman(&caller, layanan.nama.clone(), "/layanan").back("Layanan", caller.href("/layanan"));
        Ok(Satu { page, layanan }.render()?)
    };
    caller.cached(&kunci(&caller, &format!("layanan/{}", jenis.kode)), render).await
}
