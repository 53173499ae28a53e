//! A double of GOWA.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use data_encoding::BASE64;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Antaran, Catatan, Kontrak, Nakal};

/// A fixed account; nothing of it exists.
pub const SANDI: &str = "balai:sandi-gowa-uji";
pub const RAHASIA: &str = "rahasia-webhook-gowa-uji";

static TERBITAN: LazyLock<Option<Kontrak>> = LazyLock::new(|| {
    let ada = Kontrak::gowa();
    if ada.is_none() {
        eprintln!("skipped: GOWA's published contract is not in ../shared/data/contracts");
    }
    ada
});

#[derive(Clone)]
pub struct Gowa {
    alamat: String,
    dalam: Arc<Dalam>,
}

#[derive(Default)]
struct Dalam {
    catatan: Mutex<Catatan>,
    /// All that residents wrote, as its archive of chats keeps it.
    arsip: Mutex<Vec<Value>>,
    media: Mutex<HashMap<String, Vec<u8>>>,
}

impl Gowa {
    pub async fn mulai() -> Self {
        let tempat = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let alamat = format!("http://{}", tempat.local_addr().expect("it is bound"));
        let dalam = Arc::new(Dalam::default());
        let router = Router::new()
            .route("/send/message", post(pesan))
            .route("/send/file", post(berkas))
            .route("/chats", get(obrolan))
            .route("/chat/{jid}/messages", get(arsip))
            .route("/message/{id}/download", get(unduh))
            .route("/statics/media/{id}", get(isi))
            .with_state(Arc::clone(&dalam));
        tokio::spawn(async move { axum::serve(tempat, router).await });
        Self { alamat, dalam }
    }

    pub fn alamat(&self) -> &str {
        &self.alamat
    }

    fn catatan(&self) -> MutexGuard<'_, Catatan> {
        self.dalam.catatan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn nakal(&self, nakal: Nakal) {
        self.catatan().nakal.push_back(nakal);
    }

    pub fn diterima(&self) -> Vec<Value> {
        self.catatan().diterima.clone()
    }

    pub fn teks_untuk(&self, nomor: &str) -> Vec<String> {
        let jid = format!("{nomor}@s.whatsapp.net");
        let semua = self.diterima();
        let kepada = semua.iter().filter(|pesan| pesan["phone"] == *jid);
        kepada.map(|pesan| pesan["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    pub fn pelanggaran(&self) -> Vec<String> {
        self.catatan().pelanggaran.clone()
    }

    /// A resident writes: gives the delivery, and keeps it in the archive, too.
    pub fn tulisan(&self, dari: &str, pada: Timestamp, bagian: &Value) -> Antaran {
        let urut = self.catatan().nomor();
        let id = format!("3EB0{urut:016X}");
        let jid = format!("{dari}@s.whatsapp.net");
        let mut muatan = json!({ "id": id, "chat_id": jid, "from": jid, "from_name": "Warga",
            "timestamp": pada.to_string(), "is_from_me": false });
        for (nama, nilai) in bagian.as_object().into_iter().flatten() {
            muatan[nama] = nilai.clone();
        }
        let jenis = ["image", "document", "audio", "sticker", "video"]
            .into_iter()
            .find(|nama| !bagian[*nama].is_null());
        let catat = json!({ "id": id, "chat_jid": muatan["chat_id"], "sender_jid": jid, "content": bagian["body"],
            "timestamp": pada.to_string(), "is_from_me": false, "media_type": jenis });
        self.dalam.arsip.lock().unwrap_or_else(PoisonError::into_inner).push(catat);
        let isi = json!({ "event": "message", "device_id": "62274555000@s.whatsapp.net", "payload": muatan });
        Antaran::baru(RAHASIA, &isi)
    }

    pub fn tanda_terima(&self, id: &str, jenis: &str, pada: Timestamp) -> Antaran {
        let muatan = json!({ "ids": [id], "receipt_type": jenis, "timestamp": pada.to_string() });
        Antaran::baru(RAHASIA, &json!({ "event": "message.ack", "payload": muatan }))
    }

    /// A file that a resident sent; gives its part of the message.
    pub fn foto(&self, nama: &str, bytes: &[u8]) -> Value {
        let mut media = self.dalam.media.lock().unwrap_or_else(PoisonError::into_inner);
        media.insert(nama.to_owned(), bytes.to_vec());
        json!({ "image": { "path": format!("statics/media/{nama}"), "caption": "" } })
    }
}

type Server = State<Arc<Dalam>>;

fn galat(status: StatusCode, judul: &str) -> Response {
    let isi = json!({ "code": status.as_u16().to_string(), "message": judul, "results": null });
    (status, axum::Json(isi)).into_response()
}

fn berhasil(results: &Value) -> Response {
    axum::Json(json!({ "code": "SUCCESS", "message": "Success", "results": results })).into_response()
}

fn tanpa_izin(kepala: &HeaderMap) -> Option<Response> {
    let harap = format!("Basic {}", BASE64.encode(SANDI.as_bytes()));
    let benar = kepala.get("authorization").is_some_and(|nilai| nilai == harap.as_str());
    (!benar).then(|| galat(StatusCode::UNAUTHORIZED, "Unauthorized access"))
}

/// Takes a message that keeps to the contract, unless told to do otherwise.
fn terima(server: &Dalam, isi: Value, mut temuan: Vec<String>) -> Response {
    let mut catatan = server.catatan.lock().unwrap_or_else(PoisonError::into_inner);
    let kepada = isi["phone"].as_str().unwrap_or_default();
    if !(kepada.ends_with("@s.whatsapp.net") || kepada.ends_with("@lid")) {
        temuan.push(format!("phone is no address: {} letters", kepada.len()));
    }
    if isi["file"].is_null() && isi["message"].as_str().unwrap_or_default().is_empty() {
        temuan.push("message: cannot be blank.".to_owned());
    }
    if !temuan.is_empty() {
        let sebab = temuan.join("; ");
        catatan.pelanggaran.extend(temuan);
        return galat(StatusCode::BAD_REQUEST, &sebab);
    }
    let nakal = catatan.nakal.pop_front();
    match &nakal {
        Some(Nakal::Status(status)) => {
            return galat(StatusCode::from_u16(*status).unwrap_or(StatusCode::IM_A_TEAPOT), "on command");
        }
        // It knows no numbers of its own; its words say that it lost its account.
        Some(Nakal::Galat(_)) => return galat(StatusCode::INTERNAL_SERVER_ERROR, "you are not loggin"),
        _ => {}
    }
    catatan.diterima.push(isi);
    let id = format!("3EB0KELUAR{:04}", catatan.nomor());
    match nakal {
        Some(Nakal::TelanJawaban) => StatusCode::BAD_GATEWAY.into_response(),
        Some(Nakal::JawabanRusak) => (StatusCode::OK, "<html>").into_response(),
        _ => berhasil(&json!({ "message_id": id, "status": "sent" })),
    }
}

async fn pesan(State(server): Server, kepala: HeaderMap, mentah: Bytes) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let isi: Value = serde_json::from_slice(&mentah).unwrap_or_default();
    let kenal = ["phone", "message", "reply_message_id", "is_forwarded", "duration", "mentions"];
    let asing = isi.as_object().into_iter().flatten().filter(|(nama, _)| !kenal.contains(&nama.as_str()));
    let mut temuan: Vec<String> = asing.map(|(nama, _)| format!("{nama} is not known")).collect();
    if let Some(terbitan) = TERBITAN.as_ref() {
        temuan.extend(terbitan.periksa("/send/message", &isi));
    }
    terima(&server, isi, temuan)
}

async fn berkas(
    State(server): Server,
    kepala: HeaderMap,
    mut formulir: axum::extract::Multipart,
) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let (mut isi, mut temuan) = (json!({}), Vec::new());
    let kenal = TERBITAN.as_ref().map(|terbitan| terbitan.isian("/send/file")).unwrap_or_default();
    while let Ok(Some(bagian)) = formulir.next_field().await {
        let nama = bagian.name().unwrap_or_default().to_owned();
        let berkas = bagian.file_name().map(str::to_owned);
        let bytes = bagian.bytes().await.unwrap_or_default();
        if !kenal.is_empty() && !kenal.contains(&nama) {
            temuan.push(format!("{nama} is not known"));
        }
        isi[&nama] = match berkas {
            Some(berkas) => json!({ "nama": berkas, "isi": BASE64.encode(&bytes) }),
            None => String::from_utf8_lossy(&bytes).into_owned().into(),
        };
    }
    if isi["file"].is_null() {
        temuan.push("file is missing".to_owned());
    }
    terima(&server, isi, temuan)
}

/// The part of a list that is asked for, with its default and most as the contract names them.
fn sehalaman(semua: &[Value], q: &HashMap<String, String>, biasa: usize) -> Response {
    let angka = |nama: &str, lain: usize| q.get(nama).and_then(|teks| teks.parse().ok()).unwrap_or(lain);
    let (batas, lewat) = (angka("limit", biasa).min(100), angka("offset", 0));
    let data: Vec<&Value> = semua.iter().skip(lewat).take(batas).collect();
    let letak = json!({ "limit": batas, "offset": lewat, "total": semua.len() });
    berhasil(&json!({ "data": data, "pagination": letak }))
}

async fn obrolan(
    State(server): Server,
    Query(q): Query<HashMap<String, String>>,
    kepala: HeaderMap,
) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let semua = server.arsip.lock().unwrap_or_else(PoisonError::into_inner);
    let mut terakhir: HashMap<String, String> = HashMap::new();
    for pesan in semua.iter() {
        let jid = pesan["chat_jid"].as_str().unwrap_or_default().to_owned();
        let pada = pesan["timestamp"].as_str().unwrap_or_default().to_owned();
        let ada = terakhir.entry(jid).or_default();
        *ada = pada.max(std::mem::take(ada));
    }
    let mut urut: Vec<(String, String)> = terakhir.into_iter().map(|(jid, pada)| (pada, jid)).collect();
    urut.sort_unstable_by(|satu, lain| lain.cmp(satu));
    let semua: Vec<Value> =
        urut.into_iter().map(|(pada, jid)| json!({ "jid": jid, "last_message_time": pada })).collect();
    sehalaman(&semua, &q, 25)
}

async fn arsip(
    State(server): Server,
    Path(jid): Path<String>,
    Query(q): Query<HashMap<String, String>>,
    kepala: HeaderMap,
) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let sejak: Option<Timestamp> = q.get("start_time").and_then(|teks| teks.parse().ok());
    let semua = server.arsip.lock().unwrap_or_else(PoisonError::into_inner);
    let cocok = |pesan: &&Value| {
        let pada: Option<Timestamp> = pesan["timestamp"].as_str().and_then(|teks| teks.parse().ok());
        pesan["chat_jid"] == *jid && (sejak.is_none() || pada >= sejak)
    };
    // The archive gives the newest first.
    let data: Vec<Value> = semua.iter().filter(cocok).rev().cloned().collect();
    sehalaman(&data, &q, 50)
}

async fn unduh(State(server): Server, Path(id): Path<String>, kepala: HeaderMap) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    if !server.media.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&id) {
        return galat(StatusCode::NOT_FOUND, "message not found");
    }
    berhasil(&json!({ "message_id": id, "file_path": format!("statics/media/{id}"),
        "file_url": "http://203.0.113.1/elsewhere" }))
}

async fn isi(State(server): Server, Path(id): Path<String>, kepala: HeaderMap) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let semua = server.media.lock().unwrap_or_else(PoisonError::into_inner);
    semua
        .get(&id)
        .map_or_else(|| StatusCode::NOT_FOUND.into_response(), |bytes| bytes.clone().into_response())
}
