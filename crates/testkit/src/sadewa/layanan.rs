//! The calls as the service answers them.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use serde_json::{Value, json};

use super::{Dalam, Dokumen, Nakal, PENGGUNA, SANDI};

type Server = State<Arc<Dalam>>;

/// Whether the office's account came with the call; else the answer.
fn tanpa_izin(kepala: &HeaderMap) -> Option<Response> {
    let harap = format!("Basic {}", BASE64.encode(format!("{PENGGUNA}:{SANDI}").as_bytes()));
    let benar = kepala.get("authorization").is_some_and(|nilai| nilai == harap.as_str());
    let tolak = json!({ "status": false, "message": "Unauthorized" });
    (!benar).then(|| (StatusCode::UNAUTHORIZED, axum::Json(tolak)).into_response())
}

fn halaman(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::IM_A_TEAPOT);
    (status, [("content-type", "text/html")], "<html><title>nginx</title></html>").into_response()
}

fn tolak(status: StatusCode, pesan: &str) -> Response {
    (status, axum::Json(json!({ "status": false, "message": pesan }))).into_response()
}

/// Ends the connection without an answer. A panic in its own task is how a server dies; this one says nothing.
fn putus() -> ! {
    std::panic::resume_unwind(Box::new("the connection is cut"));
}

/// What a misbehaving server does before it does anything.
fn sebelum(nakal: Option<&Nakal>) -> Option<Response> {
    match nakal {
        Some(Nakal::PutusSebelum) => putus(),
        Some(Nakal::Status(status)) => Some(halaman(*status)),
        Some(Nakal::GalatDalam200(pesan)) => Some(tolak(StatusCode::OK, pesan)),
        _ => None,
    }
}

/// What it does with an answer that is ready.
async fn sesudah(nakal: Option<Nakal>, jawaban: Response) -> Response {
    match nakal {
        Some(Nakal::Lambat(lama)) => tokio::time::sleep(lama).await,
        Some(Nakal::PutusSesudah) => putus(),
        Some(Nakal::GerbangRusak) => return halaman(502),
        Some(Nakal::Html) => return halaman(200),
        _ => {}
    }
    jawaban
}

async fn baca_formulir(mut formulir: Multipart) -> (BTreeMap<String, Vec<u8>>, Vec<String>) {
    let (mut isian, mut temuan) = (BTreeMap::new(), Vec::new());
    while let Ok(Some(bagian)) = formulir.next_field().await {
        let nama = bagian.name().unwrap_or_default().to_owned();
        if !["file", "name"].contains(&nama.as_str()) {
            temuan.push(format!("{nama} is not known"));
        }
        if (nama == "file") != bagian.file_name().is_some() {
            temuan.push(format!("{nama} is a file where it should not be, or the other way round"));
        }
        let bytes = bagian.bytes().await.unwrap_or_default();
        if isian.insert(nama.clone(), bytes.to_vec()).is_some() {
            temuan.push(format!("{nama} comes twice"));
        }
    }
    (isian, temuan)
}

pub(super) async fn unggah(State(server): Server, kepala: HeaderMap, formulir: Multipart) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let (mut isian, mut temuan) = baca_formulir(formulir).await;
    let asli = isian.remove("file").unwrap_or_default();
    let nama = String::from_utf8_lossy(&isian.remove("name").unwrap_or_default()).into_owned();
    if !asli.starts_with(b"%PDF") {
        temuan.push("file is no PDF".to_owned());
    }
    if nama.trim().is_empty() || nama.lines().count() != 1 {
        temuan.push("name is missing, or more than one line".to_owned());
    }
    if nama.split(|huruf: char| !huruf.is_ascii_digit()).any(|angka| angka.len() >= 16) {
        temuan.push("name carries a number of a person".to_owned());
    }
    let (nakal, isi) = {
        let mut catatan = server.catatan();
        if !temuan.is_empty() {
            let sebab = temuan.join("; ");
            catatan.pelanggaran.append(&mut temuan);
            return tolak(StatusCode::BAD_REQUEST, &sebab);
        }
        let nakal = catatan.nakal_unggah.pop_front();
        if let Some(jawaban) = sebelum(nakal.as_ref()) {
            return jawaban;
        }
        let nomor = catatan.dokumen.keys().next_back().map_or(4_001, |akhir| akhir + 1);
        catatan.dokumen.insert(nomor, Dokumen { nama: nama.clone(), asli, bertanda: None });
        let sebut = match nakal {
            Some(Nakal::JawabanLama) => *catatan.dokumen.keys().next().unwrap_or(&nomor),
            _ => nomor,
        };
        let isi = match &nakal {
            Some(Nakal::TanpaId) => json!({ "status": true, "response": { "name": nama } }),
            Some(Nakal::JalanAsing(lain)) => {
                json!({ "status": true, "response": { "id": sebut, "name": nama, "path": lain } })
            }
            _ => {
                json!({ "status": true, "response": { "id": sebut, "name": nama, "path": format!("{sebut}.pdf") } })
            }
        };
        (nakal, isi)
    };
    sesudah(nakal, axum::Json(isi).into_response()).await
}

/// As version 1 of BSrE's service answers a verification.
fn tanda(dokumen: &Dokumen) -> Value {
    if dokumen.bertanda.is_none() {
        return json!({ "jumlah_signature": 0, "notes": "Dokumen belum ditandatangani", "summary": "NO_SIGNATURE" });
    }
    json!({
        "nama_dokumen": dokumen.nama, "jumlah_signature": 1, "summary": "VALID",
        "notes": "Dokumen valid, Sertifikat yang digunakan terpercaya",
        "details": [{ "signature_field": "Esign", "info_signer": { "signer_name": "SRI LESTARI" } }],
    })
}

pub(super) async fn info(State(server): Server, kepala: HeaderMap, badan: Bytes) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let isi: Value = serde_json::from_slice(&badan).unwrap_or_default();
    let tunggal = isi.as_object().is_some_and(|isi| isi.len() == 1);
    let (nakal, jawaban) = {
        let mut catatan = server.catatan();
        catatan.pertanyaan += 1;
        let Some(acuan) = isi["doc_id"].as_str().filter(|_| tunggal) else {
            catatan.pelanggaran.push("document_info without a doc_id alone".to_owned());
            return tolak(StatusCode::BAD_REQUEST, "doc_id wajib diisi");
        };
        let nakal = catatan.nakal_info.pop_front();
        if let Some(jawaban) = sebelum(nakal.as_ref()) {
            return jawaban;
        }
        let nomor = acuan.parse::<u32>().ok().filter(|nomor| catatan.dokumen.contains_key(nomor));
        let sebut = match &nakal {
            Some(Nakal::JawabanLama) => catatan.dokumen.keys().next().copied(),
            _ => nomor,
        };
        let Some((nomor, dokumen)) = sebut.and_then(|nomor| Some((nomor, catatan.dokumen.get(&nomor)?)))
        else {
            return tolak(StatusCode::OK, "Dokumen tidak ditemukan");
        };
        let jalan = match &nakal {
            Some(Nakal::JalanAsing(lain)) => lain.clone(),
            _ => format!("{nomor}.pdf"),
        };
        let doc_info = json!({ "id": nomor, "name": dokumen.nama, "path": jalan });
        let isi = json!({ "sign_info": tanda(dokumen), "doc_info": doc_info });
        let isi = if catatan.terbungkus { json!({ "status": true, "response": isi }) } else { isi };
        (nakal, axum::Json(isi).into_response())
    };
    sesudah(nakal, jawaban).await
}

pub(super) async fn unduh(State(server): Server, Path(jalan): Path<String>, kepala: HeaderMap) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let (nakal, isi) = {
        let mut catatan = server.catatan();
        let nakal = catatan.nakal_unduh.pop_front();
        if let Some(jawaban) = sebelum(nakal.as_ref()) {
            return jawaban;
        }
        let nomor =
            jalan.strip_suffix(".pdf").and_then(|nomor| nomor.parse::<u32>().ok()).unwrap_or_default();
        let Some(dokumen) = catatan.dokumen.get(&nomor) else {
            return tolak(StatusCode::NOT_FOUND, "Berkas tidak ditemukan");
        };
        let isi = match &nakal {
            Some(Nakal::Berkas(lain)) => lain.clone(),
            _ => dokumen.bertanda.clone().unwrap_or_else(|| dokumen.asli.clone()),
        };
        (nakal, isi)
    };
    sesudah(nakal, ([("content-type", "application/pdf")], isi).into_response()).await
}
