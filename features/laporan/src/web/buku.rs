//! The books on screen.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use ui::Field;
use web::Caller;

use super::saring::Saring;
use crate::buku::{self, Buku, Isi, Permintaan, Potongan};

#[derive(Template)]
#[template(path = "laporan/buku_daftar.html")]
struct Daftar {
    page: ui::Page,
    buku: Vec<(Buku, String)>,
}

pub(crate) async fn daftar(caller: Caller) -> web::Result<Response> {
    let buku = Buku::SEMUA.map(|buku| (buku, caller.href(&format!("/buku/{}", buku.kode()))));
    web::html(&Daftar { page: caller.page("Buku administrasi penduduk"), buku: buku.into() })
}

#[derive(Template)]
#[template(path = "laporan/buku.html")]
struct Halaman {
    page: ui::Page,
    buku: Buku,
    waktu: String,
    kolom: Vec<Field>,
    paging: ui::Paging,
    isi: Isi,
    alamat: String,
    /// For those who may.
    unduh: Option<String>,
}

/// The book of an address such as `b1`.
pub(super) fn buku(kode: &str) -> web::Result<Buku> {
    Buku::dari_kode(kode).ok_or(web::Error::NotFound)
}

pub(crate) async fn get(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(saring): Query<Saring>,
) -> web::Result<Response> {
    let buku = buku(&kode)?;
    let (minta, salah) = saring.permintaan(buku, caller.today());
    let mut tx = caller.read().await?;
    let alamat = caller.href(&format!("/buku/{kode}"));
    let kolom = saring.kolom(&mut tx, &minta, &salah).await?;
    let hal = super::halaman(&saring.hal);
    let mut isi = baca(&mut tx, &minta, hal).await?;
    let paging = ui::Paging::new(alamat.as_str(), hal, isi.total as u64).query(saring.pasangan());
    if paging.page != hal.max(1) {
        // Asked for a page beyond the last.
        isi = baca(&mut tx, &minta, paging.page).await?;
    }
    let bawa = ui::Paging::new(format!("{alamat}/unduhan"), 1, 0).query(saring.pasangan()).url(1);
    web::html(&Halaman {
        page: caller
            .page(format!("{} {}", buku.nomor(), buku.judul()))
            .back("Buku administrasi penduduk", caller.href("/buku"))
            .has_error(!salah.is_empty())
            .noindex(),
        buku,
        waktu: minta.waktu.kata(),
        kolom,
        paging,
        isi,
        alamat,
        unduh: caller.can(crate::UNDUH).then_some(bawa),
    })
}

async fn baca(tx: &mut db::ReadTx, minta: &Permintaan, hal: u32) -> db::Result<Isi> {
    let batas = ui::PAGE_SIZE as usize;
    let lewati = (hal.max(1) as usize - 1).saturating_mul(batas);
    buku::isi(tx, minta, Potongan { lewati, batas }).await
}
