//! A double of a time stamping authority (RFC 3161 over HTTP): checks the call, stamps with whatever the test hands
//! it, and misbehaves on command.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;

/// How a question is answered: a `TimeStampReq` in, a `TimeStampResp` out.
pub type Stempel = Arc<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

/// What it does with the next question instead. Each is used up once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nakal {
    Lambat(Duration),
    Status(u16),
    Html,
    /// Exactly these bytes: another answer, one without a token …
    Jawab(Vec<u8>),
    /// The right answer with one byte of its token changed.
    Rusak,
}

#[derive(Clone)]
pub struct Tsa {
    alamat: String,
    dalam: Arc<Dalam>,
}

struct Dalam {
    stempel: Stempel,
    catatan: Mutex<Catatan>,
}

#[derive(Default)]
struct Catatan {
    nakal: VecDeque<Nakal>,
    jawaban: Vec<Vec<u8>>,
    pelanggaran: Vec<String>,
}

impl Tsa {
    pub async fn mulai(stempel: Stempel) -> Self {
        let tempat = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let alamat = format!("http://{}/tsa", tempat.local_addr().expect("it is bound"));
        let dalam = Arc::new(Dalam { stempel, catatan: Mutex::default() });
        let router = Router::new().route("/tsa", post(jawab)).with_state(Arc::clone(&dalam));
        tokio::spawn(async move { axum::serve(tempat, router).await });
        Self { alamat, dalam }
    }

    pub fn alamat(&self) -> &str {
        &self.alamat
    }

    pub fn nakal(&self, nakal: Nakal) {
        self.dalam.catatan().nakal.push_back(nakal);
    }

    /// What it answered, in order.
    pub fn jawaban(&self) -> Vec<Vec<u8>> {
        self.dalam.catatan().jawaban.clone()
    }

    /// What broke the contract. A test that expects none says so.
    pub fn pelanggaran(&self) -> Vec<String> {
        self.dalam.catatan().pelanggaran.clone()
    }
}

impl Dalam {
    fn catatan(&self) -> MutexGuard<'_, Catatan> {
        self.catatan.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn jawab(State(server): State<Arc<Dalam>>, kepala: HeaderMap, isi: Bytes) -> Response {
    let mut temuan = Vec::new();
    if kepala.get("content-type").is_none_or(|jenis| jenis != "application/timestamp-query") {
        temuan.push("not sent as application/timestamp-query".to_owned());
    }
    // A SEQUENCE that begins with version 1, and is short: a hash goes there, never a letter.
    if isi.len() > 200 || isi.first() != Some(&0x30) || isi.get(2..5) != Some(&[0x02, 0x01, 0x01]) {
        temuan.push(format!("{} bytes that are no TimeStampReq", isi.len()));
    }
    if !temuan.is_empty() {
        server.catatan().pelanggaran.extend(temuan);
        return StatusCode::BAD_REQUEST.into_response();
    }
    let mut jadi = (server.stempel)(&isi);
    server.catatan().jawaban.push(jadi.clone());
    let nakal = server.catatan().nakal.pop_front();
    match nakal {
        Some(Nakal::Lambat(lama)) => tokio::time::sleep(lama).await,
        Some(Nakal::Status(status)) => {
            return StatusCode::from_u16(status).unwrap_or(StatusCode::IM_A_TEAPOT).into_response();
        }
        Some(Nakal::Html) => return "<html>".into_response(),
        Some(Nakal::Jawab(lain)) => jadi = lain,
        Some(Nakal::Rusak) => {
            if let Some(akhir) = jadi.last_mut() {
                *akhir ^= 1;
            }
        }
        None => {}
    }
    ([("content-type", "application/timestamp-reply")], jadi).into_response()
}
