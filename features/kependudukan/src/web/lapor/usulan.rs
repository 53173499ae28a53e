//! One proposal, as its proposer sees it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kamus::tanggal_panjang;
use ui::Tone;
use uuid::Uuid;
use web::Caller;

use super::{keadaan, milik, nama};
use crate::store;
use crate::subjek::alamat_sebaris;
use crate::usulan_warga::{KeadaanUsulan, UsulanWarga};

#[derive(Template)]
#[template(path = "kependudukan/lapor_usulan.html")]
struct Halaman {
    page: ui::Page,
    keadaan: &'static str,
    nada: Tone,
    isi: Vec<(&'static str, String)>,
    jawaban: String,
    foto: String,
    /// Where it is sent again, after it was sent back.
    perbaiki: String,
}

/// Question and answer of a proposal.
pub(super) async fn rincian(
    caller: &Caller,
    tx: &mut db::ReadTx,
    u: &UsulanWarga,
) -> web::Result<Vec<(&'static str, String)>> {
    let isi = u.isi(tx.keys())?;
    let tempat = u.jenis().tempat().map_or("Tempat", |(tanya, _)| tanya);
    Ok(vec![
        ("Siapa", nama(tx, u).await?),
        (u.jenis().tanya_tanggal(), tanggal_panjang(u.tanggal.0)),
        (tempat, isi.tempat),
        ("Wilayah", alamat_sebaris("", &u.dusun, &u.rw, &u.rt)),
        ("Keterangan", isi.catatan),
        ("Dikirim", super::super::waktu(caller, u.diusulkan_pada)),
        ("Diputus", u.diputus_pada.map(|pada| super::super::waktu(caller, pada)).unwrap_or_default()),
    ])
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let u = store::find_usulan_warga(&mut tx, id, milik(&caller)?).await?.ok_or(web::Error::NotFound)?;
    let isi = rincian(&caller, &mut tx, &u).await?;
    let (kata, nada) = keadaan(&u);
    let bila = |ada: bool, href: String| if ada { href } else { String::new() };
    web::html(&Halaman {
        page: caller.page(u.jenis().label()).back("Lapor", caller.href("/lapor")).noindex(),
        keadaan: kata,
        nada,
        isi,
        jawaban: u.jawaban(tx.keys())?,
        foto: bila(u.foto_id.is_some(), caller.href(&format!("/lapor/{id}/foto"))),
        perbaiki: bila(
            u.keadaan() == KeadaanUsulan::Dikembalikan,
            caller.href(&format!("/lapor/baru?dari={id}")),
        ),
    })
}
