//! Version 2: JSON, and files in base64.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use data_encoding::BASE64;
use serde_json::Value;

use super::{Dalam, Minta, Versi, galat};

type Server = State<Arc<Dalam>>;

const ISIAN: [&str; 6] = ["nik", "email", "passphrase", "totp", "signatureProperties", "file"];
const SIFAT: [&str; 12] = [
    "tampilan",
    "imageBase64",
    "page",
    "originX",
    "originY",
    "width",
    "height",
    "tag",
    "location",
    "reason",
    "contactInfo",
    "pdfPassword",
];

fn asing(isi: &Value, kenal: &[&str]) -> Vec<String> {
    let nama = isi.as_object().into_iter().flatten().map(|(nama, _)| nama.as_str());
    nama.filter(|nama| !kenal.contains(nama)).map(|nama| format!("{nama} is not known")).collect()
}

/// Exactly one of the two is a text that says something.
fn satu_dari(isi: &Value, satu: &str, dua: &str) -> bool {
    let ada = |nama: &str| isi[nama].as_str().is_some_and(|teks| !teks.is_empty());
    ada(satu) != ada(dua)
}

pub(super) async fn status(State(server): Server, kepala: HeaderMap, mentah: Bytes) -> Response {
    if let Some(tolak) = Dalam::tanpa_izin(&kepala) {
        return tolak;
    }
    let isi: Value = serde_json::from_slice(&mentah).unwrap_or_default();
    let mut temuan = asing(&isi, &["nik", "email"]);
    if !satu_dari(&isi, "nik", "email") {
        temuan.push("a status of nobody".to_owned());
    }
    if !temuan.is_empty() {
        let sebab = temuan.join("; ");
        server.catatan().pelanggaran.extend(temuan);
        return galat(StatusCode::BAD_REQUEST, 1001, &sebab);
    }
    server.status(isi["nik"].as_str().unwrap_or_default())
}

pub(super) async fn tanda_tangani(State(server): Server, kepala: HeaderMap, mentah: Bytes) -> Response {
    if let Some(tolak) = Dalam::tanpa_izin(&kepala) {
        return tolak;
    }
    let isi: Value = serde_json::from_slice(&mentah).unwrap_or_default();
    let mut temuan = asing(&isi, &ISIAN);
    let mut harus = |benar: bool, sebab: &str| {
        if !benar {
            temuan.push(sebab.to_owned());
        }
    };
    harus(kepala.get("content-type").is_some_and(|jenis| jenis == "application/json"), "not sent as JSON");
    harus(satu_dari(&isi, "nik", "email"), "neither nik nor email, or both");
    harus(satu_dari(&isi, "passphrase", "totp"), "neither passphrase nor totp, or both");
    let nik = isi["nik"].as_str().unwrap_or_default().to_owned();
    harus(nik.len() == 16 && nik.bytes().all(|b| b.is_ascii_digit()), "nik is not 16 digits");
    let kosong = Vec::new();
    let sifat = isi["signatureProperties"].as_array().unwrap_or(&kosong);
    harus(!sifat.is_empty(), "signatureProperties is missing");
    for satu in sifat {
        let tampilan = satu["tampilan"].as_str().unwrap_or_default();
        harus(["VISIBLE", "INVISIBLE"].contains(&tampilan), "tampilan is neither VISIBLE nor INVISIBLE");
        harus(asing(satu, &SIFAT).is_empty(), "signatureProperties has a word that is not known");
        let letak = ["originX", "originY", "width", "height"].iter().all(|nama| satu[*nama].is_number());
        harus(tampilan != "VISIBLE" || letak || satu["tag"].is_string(), "VISIBLE without a place");
    }
    let berkas: Vec<Option<Vec<u8>>> = isi["file"]
        .as_array()
        .unwrap_or(&kosong)
        .iter()
        .map(|satu| BASE64.decode(satu.as_str().unwrap_or_default().as_bytes()).ok())
        .collect();
    harus(berkas.len() == 1, "this double takes one file at a time");
    let pdf = berkas.into_iter().next().flatten().unwrap_or_default();
    let passphrase = isi["passphrase"].as_str().unwrap_or_default().to_owned();
    server.terima(Minta { nik, passphrase, pdf, temuan }, Versi::V2).await
}
