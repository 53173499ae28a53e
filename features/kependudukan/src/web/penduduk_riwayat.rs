//! What was true of a resident on any day, and what happened to them.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use kamus::{tanggal_panjang, tanggal_pendek, urai_tanggal};
use serde::Deserialize;
use serde_json::Value;
use ui::Field;
use uuid::Uuid;
use web::Caller;

use super::penduduk::{Bagian, bagian, cari};
use super::peristiwa::{BarisPeristiwa, baris_peristiwa};
use crate::entitas::{Penduduk, SELAMANYA, TIADA_AKHIR, Ubahan};
use crate::peristiwa::tulis_ubahan;
use crate::{riwayat, store};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Tanya {
    tanggal: String,
}

#[derive(Template)]
#[template(path = "kependudukan/penduduk_riwayat.html")]
struct Halaman {
    page: ui::Page,
    nama: String,
    form: ui::Form,
    alamat: String,
    /// How things stood on the day that was asked for.
    pada: Option<(String, Vec<Bagian>)>,
    versi: Vec<Versi>,
    peristiwa: Vec<BarisPeristiwa>,
}

/// What was true for a while, and how it differs from before.
struct Versi {
    masa: String,
    ubahan: Vec<(&'static str, String, String)>,
}

pub(crate) async fn get(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    Query(tanya): Query<Tanya>,
) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let kini = cari(&caller, &mut tx, id).await?;
    let mut garis: Vec<(Date, Date, Penduduk)> = Vec::new();
    for r in store::list_riwayat(&mut tx, id).await? {
        if r.dicabut_pada == TIADA_AKHIR {
            garis.push((r.sejak.0, r.sampai.0, r.isi(tx.keys())?));
        }
    }
    garis.push((kini.berlaku_sejak.0, SELAMANYA, kini.clone()));
    garis.sort_by_key(|(sejak, ..)| *sejak);
    let alamat = caller.href(&format!("/penduduk/{id}/riwayat"));
    let mut form = caller.form().with(Field::new("tanggal", "Keadaan per tanggal").value(&tanya.tanggal));
    let mut pada = None;
    if !tanya.tanggal.trim().is_empty() {
        match urai_tanggal(&tanya.tanggal) {
            Ok(hari) => pada = Some(keadaan(&garis, hari)),
            Err(galat) => form.refuse("tanggal", galat.to_string()),
        }
    }
    let mut peristiwa = Vec::new();
    for p in store::list_peristiwa_orang(&mut tx, id).await? {
        peristiwa.push(baris_peristiwa(&caller, &mut tx, &p).await?);
    }
    let orang = caller.href(&format!("/penduduk/{id}"));
    let page = caller.page(format!("Riwayat {}", kini.nama)).back(kini.nama.as_str(), orang).noindex();
    web::html(&Halaman {
        page: page.has_error(form.has_error()),
        versi: versi(&garis),
        nama: kini.nama,
        form,
        alamat,
        pada,
        peristiwa,
    })
}

/// The person as of the end of a day.
fn keadaan(garis: &[(Date, Date, Penduduk)], hari: Date) -> (String, Vec<Bagian>) {
    match garis.iter().find(|(sejak, sampai, _)| *sejak <= hari && hari < *sampai) {
        Some((.., p)) => {
            let judul = format!("Per {}: {}", tanggal_panjang(hari), p.status_dasar());
            (judul, bagian(p))
        }
        None => (format!("Per {}: belum tercatat", tanggal_panjang(hari)), Vec::new()),
    }
}

/// The newest first.
fn versi(garis: &[(Date, Date, Penduduk)]) -> Vec<Versi> {
    let mut semua = Vec::with_capacity(garis.len());
    let mut dulu: Option<&Penduduk> = None;
    for (sejak, sampai, p) in garis {
        let akhir = if *sampai == SELAMANYA { "sekarang".to_owned() } else { tanggal_pendek(*sampai) };
        let ubahan = dulu.map(|dulu| ubahan(dulu, p)).unwrap_or_default();
        semua.push(Versi { masa: format!("{} sampai {akhir}", tanggal_pendek(*sejak)), ubahan });
        dulu = Some(p);
    }
    semua.reverse();
    semua
}

fn ubahan(dulu: &Penduduk, kini: &Penduduk) -> Vec<(&'static str, String, String)> {
    let lama = riwayat::peta(dulu);
    let beda = riwayat::beda(dulu, kini).into_iter().map(|(kolom, baru)| Ubahan {
        lama: lama.get(&kolom).cloned().unwrap_or(Value::Null),
        baru,
        kolom,
    });
    beda.filter_map(|u| tulis_ubahan(&u)).collect()
}
