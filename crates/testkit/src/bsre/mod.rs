//! A double of BSrE's Esign Client Service, versions 1 and 2: a server on this machine that checks our calls against
//! the published contract, really signs (with whatever the test hands it), and misbehaves on command.

mod v1;
mod v2;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use data_encoding::BASE64;
use http_body_util::{BodyExt as _, Full};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// The office's account; nothing of it exists.
pub const PENGGUNA: &str = "balai-uji";
pub const SANDI: &str = "sandi layanan uji";

/// Somebody whom the service knows.
#[derive(Debug, Clone)]
pub struct Orang {
    pub passphrase: String,
    /// `ISSUE`, `EXPIRED`, `SUSPEND` …
    pub status: String,
}

impl Orang {
    /// Whose certificate is in order.
    pub fn siap(passphrase: &str) -> Self {
        Self { passphrase: passphrase.to_owned(), status: "ISSUE".to_owned() }
    }
}

/// How a file is signed as one of them; nothing, when the test has no key for that NIK.
pub type Pena = Arc<dyn Fn(&str, &[u8]) -> Option<Vec<u8>> + Send + Sync>;

/// What the server does with the next signature instead of its duty. Each is used up once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nakal {
    /// Does its duty: for a batch of which only a later one goes wrong.
    Patuh,
    /// Signs, and answers only after this long.
    Lambat(Duration),
    /// Breaks down before it signs, with a status and nothing in it.
    Status(u16),
    /// Signs, and the gate before it answers with a page.
    GerbangRusak,
    /// Signs, and a page comes with status 200.
    Html,
    /// Signs another document and gives that back.
    DokumenLain(Vec<u8>),
    /// Gives the file back as it came.
    TanpaTandaTangan,
    /// Refuses, with status 200.
    GalatDalam200(i64, String),
    /// Refuses as it should, with 400 and a number of its own.
    Galat(i64, String),
    /// Signs, and hangs up without a word.
    PutusSesudah,
    /// Signs, and hangs up in the middle of the file.
    PutusDiTengah,
    /// Hangs up before it signs.
    PutusSebelum,
}

#[derive(Clone)]
pub struct Bsre {
    alamat: String,
    dalam: Arc<Dalam>,
}

struct Dalam {
    pena: Pena,
    catatan: Mutex<Catatan>,
}

#[derive(Default)]
struct Catatan {
    orang: HashMap<String, Orang>,
    nakal: VecDeque<Nakal>,
    nakal_status: VecDeque<u16>,
    /// Whose status was asked since their last signature.
    ditanya: HashMap<String, bool>,
    /// SHA-256 of each document that was signed, in order.
    ditandatangani: Vec<String>,
    /// What was signed, by its reference; version 1 keeps it.
    simpanan: HashMap<String, Vec<u8>>,
    pelanggaran: Vec<String>,
    unduhan: usize,
}

impl Bsre {
    pub async fn mulai(pena: Pena) -> Self {
        let tempat = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let alamat = format!("http://{}", tempat.local_addr().expect("it is bound"));
        let dalam = Arc::new(Dalam { pena, catatan: Mutex::default() });
        let router = Router::new()
            .route("/api/user/status/{nik}", get(v1::status))
            .route("/api/sign/pdf", post(v1::tanda_tangani))
            .route("/api/sign/download/{id}", get(v1::unduh))
            .route("/api/v2/user/check/status", post(v2::status))
            .route("/api/v2/sign/pdf", post(v2::tanda_tangani))
            .layer(axum::extract::DefaultBodyLimit::max(64 << 20))
            .with_state(Arc::clone(&dalam));
        tokio::spawn(async move { axum::serve(tempat, router).await });
        Self { alamat, dalam }
    }

    pub fn alamat(&self) -> &str {
        &self.alamat
    }

    fn catatan(&self) -> MutexGuard<'_, Catatan> {
        self.dalam.catatan()
    }

    pub fn daftarkan(&self, nik: &str, orang: Orang) {
        self.catatan().orang.insert(nik.to_owned(), orang);
    }

    pub fn nakal(&self, nakal: Nakal) {
        self.catatan().nakal.push_back(nakal);
    }

    /// The next question of a status is answered with this HTTP status and a page.
    pub fn nakal_status(&self, status: u16) {
        self.catatan().nakal_status.push_back(status);
    }

    /// How many documents were signed.
    pub fn jumlah(&self) -> usize {
        self.catatan().ditandatangani.len()
    }

    /// How often this document was signed.
    pub fn kali(&self, pdf: &[u8]) -> usize {
        let sidik = sidik(pdf);
        self.catatan().ditandatangani.iter().filter(|satu| **satu == sidik).count()
    }

    /// How often something signed was fetched again.
    pub fn unduhan(&self) -> usize {
        self.catatan().unduhan
    }

    /// What it forgets: as if the service kept nothing.
    pub fn lupakan(&self) {
        self.catatan().simpanan.clear();
    }

    /// What broke the contract. A test that expects none says so.
    pub fn pelanggaran(&self) -> Vec<String> {
        self.catatan().pelanggaran.clone()
    }
}

impl Dalam {
    fn catatan(&self) -> MutexGuard<'_, Catatan> {
        self.catatan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the office's account came with the call; else the answer.
    fn tanpa_izin(kepala: &HeaderMap) -> Option<Response> {
        let harap = format!("Basic {}", BASE64.encode(format!("{PENGGUNA}:{SANDI}").as_bytes()));
        let benar = kepala.get("authorization").is_some_and(|nilai| nilai == harap.as_str());
        let tolak = json!({ "status": 401, "error": "Unauthorized", "message": "Bad credentials" });
        (!benar).then(|| (StatusCode::UNAUTHORIZED, axum::Json(tolak)).into_response())
    }

    /// The answer to the question of a status, in the words that both versions share.
    fn status(&self, nik: &str) -> Response {
        let mut catatan = self.catatan();
        if let Some(status) = catatan.nakal_status.pop_front() {
            return halaman(StatusCode::from_u16(status).unwrap_or(StatusCode::IM_A_TEAPOT));
        }
        catatan.ditanya.insert(nik.to_owned(), true);
        match catatan.orang.get(nik) {
            Some(orang) => {
                axum::Json(json!({ "status_code": 1111, "message": "Berhasil", "status": orang.status }))
                    .into_response()
            }
            None => galat(StatusCode::BAD_REQUEST, 2011, "User belum terdaftar"),
        }
    }

    /// Judges a call that was read, then signs or misbehaves.
    async fn terima(&self, minta: Minta, versi: Versi) -> Response {
        let Minta { nik, passphrase, pdf, mut temuan } = minta;
        if !pdf.starts_with(b"%PDF") {
            temuan.push("file is no PDF".to_owned());
        }
        let nakal = {
            let mut catatan = self.catatan();
            if !catatan.ditanya.insert(nik.clone(), false).unwrap_or_default() {
                temuan.push("a signature without asking for the status first".to_owned());
            }
            if !temuan.is_empty() {
                let sebab = temuan.join("; ");
                catatan.pelanggaran.append(&mut temuan);
                return galat(StatusCode::BAD_REQUEST, 1001, &sebab);
            }
            let nakal = catatan.nakal.pop_front();
            match (&nakal, catatan.orang.get(&nik)) {
                (Some(Nakal::PutusSebelum), _) => putus(),
                (Some(Nakal::Status(status)), _) => {
                    return StatusCode::from_u16(*status).unwrap_or(StatusCode::IM_A_TEAPOT).into_response();
                }
                (Some(Nakal::GalatDalam200(kode, pesan)), _) => return galat(StatusCode::OK, *kode, pesan),
                (Some(Nakal::Galat(kode, pesan)), _) => return galat(StatusCode::BAD_REQUEST, *kode, pesan),
                (_, None) => return galat(StatusCode::BAD_REQUEST, 2011, "User belum terdaftar"),
                (_, Some(orang)) if orang.status == "NO_CERTIFICATE" => {
                    return galat(StatusCode::BAD_REQUEST, 2021, "User tidak memiliki sertifikat");
                }
                (_, Some(orang)) if orang.status != "ISSUE" => {
                    return galat(StatusCode::BAD_REQUEST, 2041, "Sertifikat tidak aktif");
                }
                (_, Some(orang)) if orang.passphrase != passphrase => {
                    return galat(StatusCode::BAD_REQUEST, 2031, "Passphrase anda salah");
                }
                _ => {}
            }
            nakal
        };
        let yang = match &nakal {
            Some(Nakal::DokumenLain(lain)) => lain.clone(),
            _ => pdf.clone(),
        };
        let jadi = match &nakal {
            Some(Nakal::TanpaTandaTangan) => pdf,
            _ => match (self.pena)(&nik, &yang) {
                Some(jadi) => jadi,
                None => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            },
        };
        self.jawab(nakal, &yang, jadi, versi).await
    }

    async fn jawab(&self, nakal: Option<Nakal>, yang: &[u8], jadi: Vec<u8>, versi: Versi) -> Response {
        let acuan = {
            let mut catatan = self.catatan();
            catatan.ditandatangani.push(sidik(yang));
            let acuan = format!("dok{:08}", catatan.ditandatangani.len());
            if versi == Versi::V1 {
                catatan.simpanan.insert(acuan.clone(), jadi.clone());
            }
            acuan
        };
        match nakal {
            Some(Nakal::Lambat(lama)) => tokio::time::sleep(lama).await,
            Some(Nakal::PutusSesudah) => putus(),
            Some(Nakal::GerbangRusak) => return halaman(StatusCode::BAD_GATEWAY),
            Some(Nakal::Html) => return halaman(StatusCode::OK),
            _ => {}
        }
        let (jenis, isi) = match versi {
            Versi::V1 => ("application/pdf", jadi),
            Versi::V2 => {
                let isi = json!({ "time": 412, "file": [BASE64.encode(&jadi)] });
                ("application/json", isi.to_string().into_bytes())
            }
        };
        let panjang = isi.len();
        let badan = if nakal == Some(Nakal::PutusDiTengah) {
            // Shorter than its header says, and of no length that anybody could see before: the line breaks.
            Body::new(Full::<Bytes>::from(isi[..panjang / 2].to_vec()).map_frame(|bingkai| bingkai))
        } else {
            Body::from(isi)
        };
        let mut jawaban = Response::new(badan);
        let kepala = jawaban.headers_mut();
        kepala.insert("content-type", jenis.parse().expect("a header"));
        kepala.insert("content-length", panjang.into());
        if versi == Versi::V1 {
            kepala.insert("id_dokumen", acuan.parse().expect("a header"));
        }
        jawaban
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Versi {
    V1,
    V2,
}

/// A call for a signature, as it was read.
#[derive(Default)]
struct Minta {
    nik: String,
    passphrase: String,
    pdf: Vec<u8>,
    temuan: Vec<String>,
}

fn galat(status: StatusCode, kode: i64, pesan: &str) -> Response {
    (status, axum::Json(json!({ "error": pesan, "status_code": kode }))).into_response()
}

fn halaman(status: StatusCode) -> Response {
    (status, [("content-type", "text/html")], "<html><title>nginx</title></html>").into_response()
}

/// Ends the connection without an answer. A panic in its own task is how a server dies; this one says nothing.
fn putus() -> ! {
    std::panic::resume_unwind(Box::new("the connection is cut"));
}

fn sidik(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}
