//! Version 1: forms and plain PDFs.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{Dalam, Minta, Versi, galat};

type Server = State<Arc<Dalam>>;

/// The fields that the published contract has.
const BIDANG: [&str; 16] = [
    "file",
    "nik",
    "passphrase",
    "tampilan",
    "image",
    "imageTTD",
    "linkQR",
    "page",
    "xAxis",
    "yAxis",
    "width",
    "height",
    "tag_koordinat",
    "reason",
    "location",
    "text",
];

pub(super) async fn status(State(server): Server, Path(nik): Path<String>, kepala: HeaderMap) -> Response {
    Dalam::tanpa_izin(&kepala).unwrap_or_else(|| server.status(&nik))
}

pub(super) async fn tanda_tangani(
    State(server): Server,
    kepala: HeaderMap,
    mut formulir: Multipart,
) -> Response {
    if let Some(tolak) = Dalam::tanpa_izin(&kepala) {
        return tolak;
    }
    let mut isian: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut temuan = Vec::new();
    while let Ok(Some(bagian)) = formulir.next_field().await {
        let nama = bagian.name().unwrap_or_default().to_owned();
        if !BIDANG.contains(&nama.as_str()) {
            temuan.push(format!("{nama} is not known"));
        }
        if ["file", "imageTTD"].contains(&nama.as_str()) != bagian.file_name().is_some() {
            temuan.push(format!("{nama} is a file where it should not be, or the other way round"));
        }
        let bytes = bagian.bytes().await.unwrap_or_default();
        if isian.insert(nama.clone(), bytes.to_vec()).is_some() {
            temuan.push(format!("{nama} comes twice"));
        }
    }
    let teks =
        |nama: &str| String::from_utf8_lossy(isian.get(nama).map_or(&[][..], Vec::as_slice)).into_owned();
    temuan.extend(aturan(&isian, &teks));
    let minta = Minta {
        nik: teks("nik"),
        passphrase: teks("passphrase"),
        pdf: isian.get("file").cloned().unwrap_or_default(),
        temuan,
    };
    server.terima(minta, Versi::V1).await
}

fn aturan(isian: &BTreeMap<String, Vec<u8>>, teks: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut temuan = Vec::new();
    let mut harus = |benar: bool, sebab: &str| {
        if !benar {
            temuan.push(sebab.to_owned());
        }
    };
    let ada = |nama: &str| isian.get(nama).is_some_and(|isi| !isi.is_empty());
    for wajib in ["file", "nik", "passphrase", "tampilan"] {
        harus(ada(wajib), &format!("{wajib} is missing"));
    }
    let nik = teks("nik");
    harus(nik.len() == 16 && nik.bytes().all(|b| b.is_ascii_digit()), "nik is not 16 digits");
    match teks("tampilan").as_str() {
        "invisible" => {}
        "visible" => {
            let letak = ["page", "xAxis", "yAxis", "width", "height"].iter().all(|nama| ada(nama));
            harus(letak || ada("tag_koordinat"), "visible without a place");
            match teks("image").as_str() {
                "true" => harus(ada("imageTTD"), "image without imageTTD"),
                "false" => harus(ada("linkQR"), "no image and no linkQR"),
                _ => harus(false, "image is neither true nor false"),
            }
        }
        _ => harus(false, "tampilan is neither invisible nor visible"),
    }
    temuan
}

pub(super) async fn unduh(State(server): Server, Path(id): Path<String>, kepala: HeaderMap) -> Response {
    if let Some(tolak) = Dalam::tanpa_izin(&kepala) {
        return tolak;
    }
    let mut catatan = server.catatan();
    catatan.unduhan += 1;
    match catatan.simpanan.get(&id) {
        Some(pdf) => ([("content-type", "application/pdf")], pdf.clone()).into_response(),
        None => galat(StatusCode::BAD_REQUEST, 2101, "Dokumen tidak ditemukan"),
    }
}
