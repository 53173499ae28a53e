//! The scanner: checks a letter's QR code in the browser, also where there is no network.

use std::collections::BTreeMap;

use askama::Template;
use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use web::{Caller, Error, Result};

use crate::keadaan::Keadaan;
use crate::periksa::find_temuan;

#[derive(Template)]
#[template(path = "surat/pindai.html")]
struct Halaman {
    page: ui::Page,
}

/// The same for everybody: a worker keeps it. It is its own home, as nothing else is there without a network.
pub(crate) async fn get(caller: Caller) -> Result<Response> {
    let page =
        ui::Page::new("Pindai kode QR surat").contoh(caller.app.settings().contoh).unit("", "", "/pindai");
    let mut response = web::html(&Halaman { page })?;
    let policy = HeaderName::from_static("permissions-policy");
    response
        .headers_mut()
        .insert(policy, HeaderValue::from_static("camera=(self), microphone=(), geolocation=()"));
    Ok(response)
}

/// The worker has an address that never changes, or no browser would find its next version.
pub(crate) async fn pekerja(_caller: Caller) -> Result<Response> {
    let url = ui::asset_url("pekerja.js");
    let aset = ui::asset(url.trim_start_matches("/aset/")).ok_or(Error::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, aset.content_type),
        (header::CACHE_CONTROL, "no-cache"),
        (header::ETAG, aset.etag),
        // It also answers for the letters' own addresses when nobody else does.
        (HeaderName::from_static("service-worker-allowed"), "/"),
    ];
    Ok((headers, aset.bytes).into_response())
}

/// A public key, as programs read it.
#[derive(Debug, Serialize)]
pub(super) struct KunciJson {
    unit: i64,
    nama: String,
    kode: String,
    /// Ed25519, hexadecimal.
    publik: String,
    sidik: String,
    keadaan: &'static str,
    sejak: String,
    sampai: Option<String>,
}

impl KunciJson {
    pub(super) fn baru(nama: String, kunci: &tte::KunciPublik) -> Self {
        Self {
            unit: kunci.unit,
            nama,
            kode: kunci.kode.clone(),
            publik: data_encoding::HEXLOWER.encode(&kunci.publik.0),
            sidik: tte::sidik_kunci(&kunci.publik.0),
            keadaan: keadaan_kunci(kunci),
            sejak: kunci.dibuat_pada.timestamp().to_string(),
            sampai: kunci.diganti_pada.map(|pada| pada.timestamp().to_string()),
        }
    }
}

pub(super) fn keadaan_kunci(kunci: &tte::KunciPublik) -> &'static str {
    match (kunci.bocor_pada, kunci.diganti_pada) {
        (Some(_), _) => "bocor",
        (None, Some(_)) => "diganti",
        (None, None) => "aktif",
    }
}

/// "Kalurahan Sukamaju, Kapanewon Pleret, Kabupaten Bantul": some villages share a name.
fn nama_kantor(identitas: &wilayah::Identitas) -> String {
    let bagian = [identitas.nama_lengkap(), identitas.induk()];
    bagian.into_iter().filter(|teks| !teks.is_empty()).collect::<Vec<_>>().join(", ")
}

#[derive(Serialize)]
struct Buku {
    kunci: Vec<KunciJson>,
    /// What the kinds that come with Balai are called; their titles on paper may follow the answers.
    jenis: BTreeMap<String, String>,
}

/// The public keys of every village here, and what the kinds of letters are called.
pub(crate) async fn kunci(caller: Caller) -> Result<Response> {
    let db = caller.app.db();
    let unit = wilayah::list_unit(db).await?;
    let nama: BTreeMap<i64, String> =
        unit.iter().map(|satu| (satu.unit, nama_kantor(&satu.identitas))).collect();
    let semua = tte::list_kunci_publik(db).await?;
    let kunci = semua.iter().map(|kunci| {
        let nama = nama.get(&kunci.unit).cloned().unwrap_or_else(|| kunci.unit.to_string());
        KunciJson::baru(nama, kunci)
    });
    let jenis = crate::jenis::semua().iter().map(|jenis| (jenis.kode.clone(), jenis.nama.clone()));
    Ok(Json(Buku { kunci: kunci.collect(), jenis: jenis.collect() }).into_response())
}

#[derive(Serialize)]
struct Sekarang {
    keadaan: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pengganti: Option<String>,
}

/// Where a letter stands now, in one word.
pub(crate) async fn keadaan(caller: Caller, Path(token): Path<String>) -> Result<Response> {
    let temuan = find_temuan(caller.app.db(), &token, caller.ctx.now).await?;
    let (status, keadaan) = match &temuan {
        None => (StatusCode::NOT_FOUND, "tiada"),
        Some(temuan) => (StatusCode::OK, kata(temuan.keadaan, temuan.lewat)),
    };
    let pengganti = temuan
        .filter(|temuan| temuan.keadaan == Keadaan::Diganti)
        .and_then(|temuan| temuan.pengganti.map(|(_, nomor)| nomor));
    let simpan = [(header::CACHE_CONTROL, "no-store")];
    Ok((status, simpan, Json(Sekarang { keadaan, pengganti })).into_response())
}

fn kata(keadaan: Keadaan, lewat: bool) -> &'static str {
    match keadaan {
        Keadaan::Terbit if lewat => "habis",
        Keadaan::Terbit => "berlaku",
        Keadaan::Diganti => "diganti",
        Keadaan::Dicabut => "dicabut",
        Keadaan::Batal => "batal",
        _ => "belum",
    }
}
