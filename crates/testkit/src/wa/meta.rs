//! A double of Meta's Cloud API.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use data_encoding::BASE64;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Antaran, Catatan, Kontrak, Nakal};

/// A fixed account; nothing of it exists.
pub const TOKEN: &str = "EAAG-token-uji";
pub const NOMOR_ID: &str = "106540352242922";
pub const RAHASIA: &str = "rahasia-aplikasi-meta-uji";

static TERBITAN: LazyLock<Option<Kontrak>> = LazyLock::new(|| {
    let ada = Kontrak::meta();
    if ada.is_none() {
        eprintln!("skipped: Meta's published contract is not in ../shared/data/contracts");
    }
    ada
});

/// The server. It lives as long as the test's runtime.
#[derive(Clone)]
pub struct Meta {
    alamat: String,
    dalam: Arc<Dalam>,
}

/// A resident's file, and when its address was last asked for.
type Titipan = (Vec<u8>, Option<Timestamp>);

struct Dalam {
    jam: fn() -> Timestamp,
    alamat: String,
    catatan: Mutex<Catatan>,
    /// Uploaded by us, and sent by residents.
    unggahan: Mutex<HashMap<String, Vec<u8>>>,
    media: Mutex<HashMap<String, Titipan>>,
}

impl Meta {
    /// Starts it on a free port of this machine.
    pub async fn mulai(jam: fn() -> Timestamp) -> Self {
        let tempat = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let alamat = format!("http://{}/v23.0", tempat.local_addr().expect("it is bound"));
        let dalam = Arc::new(Dalam {
            jam,
            alamat: alamat.clone(),
            catatan: Mutex::default(),
            unggahan: Mutex::default(),
            media: Mutex::default(),
        });
        let router = Router::new()
            .route("/v23.0/{nomor}/messages", post(pesan))
            .route("/v23.0/{nomor}/media", post(unggah))
            .route("/v23.0/{media}", get(letak).delete(hapus))
            .route("/isi/{media}", get(isi))
            .with_state(Arc::clone(&dalam));
        tokio::spawn(async move { axum::serve(tempat, router).await });
        Self { alamat, dalam }
    }

    /// What stands in the settings as the server's address.
    pub fn alamat(&self) -> &str {
        &self.alamat
    }

    fn catatan(&self) -> MutexGuard<'_, Catatan> {
        self.dalam.catatan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn nakal(&self, nakal: Nakal) {
        self.catatan().nakal.push_back(nakal);
    }

    /// The next times that an attachment is asked for, the server is busy.
    pub fn putuskan_media(&self, kali: usize) {
        self.catatan().media_putus = kali;
    }

    /// What was sent to residents, oldest first.
    pub fn diterima(&self) -> Vec<Value> {
        self.catatan().diterima.clone()
    }

    /// The texts that were sent to one number.
    pub fn teks_untuk(&self, nomor: &str) -> Vec<String> {
        let kepada = |pesan: &&Value| pesan["to"] == nomor;
        self.diterima().iter().filter(kepada).map(teks).collect()
    }

    pub fn pelanggaran(&self) -> Vec<String> {
        self.catatan().pelanggaran.clone()
    }

    /// A file that was uploaded, by the id that a message names.
    pub fn unggahan(&self, id: &str) -> Option<Vec<u8>> {
        self.dalam.unggahan.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// A resident writes: gives the delivery. Opens the 24-hour window.
    pub fn tulisan(&self, dari: &str, pada: Timestamp, bagian: &Value) -> Antaran {
        let urut = self.catatan().nomor();
        let id = format!("wamid.{}", BASE64.encode(format!("{dari}:{urut}").as_bytes()));
        self.tulisan_bernama(&id, dari, pada, bagian)
    }

    /// As [`Self::tulisan`], with an id of one's own: what Meta sends again has the same.
    pub fn tulisan_bernama(&self, id: &str, dari: &str, pada: Timestamp, bagian: &Value) -> Antaran {
        self.catatan().menulis.insert(dari.to_owned(), (self.dalam.jam)());
        let mut pesan = json!({ "from": dari, "id": id, "timestamp": pada.as_second().to_string() });
        gabung(&mut pesan, bagian);
        let kontak = json!([{ "profile": { "name": "Warga" }, "wa_id": dari }]);
        bungkus(json!({ "contacts": kontak, "messages": [pesan] }))
    }

    /// A resident whose number is hidden.
    pub fn tulisan_tanpa_nomor(&self, bsuid: &str, pada: Timestamp, bagian: &Value) -> Antaran {
        let urut = self.catatan().nomor();
        let mut pesan = json!({ "id": format!("wamid.{urut}"), "from_user_id": bsuid,
            "timestamp": pada.as_second().to_string() });
        gabung(&mut pesan, bagian);
        let kontak = json!([{ "profile": { "name": "Warga", "username": "warga" }, "user_id": bsuid }]);
        bungkus(json!({ "contacts": kontak, "messages": [pesan] }))
    }

    /// A receipt for one of ours.
    pub fn status(&self, id: &str, status: &str, pada: Timestamp, galat: Option<i64>) -> Antaran {
        let mut isi = json!({ "id": id, "status": status, "timestamp": pada.as_second().to_string(),
            "recipient_id": "6281200000000" });
        if let Some(kode) = galat {
            isi["errors"] = json!([{ "code": kode, "title": "Message failed" }]);
        }
        bungkus(json!({ "statuses": [isi] }))
    }

    /// A file that a resident sent; gives its part of the message.
    pub fn foto(&self, id: &str, bytes: &[u8]) -> Value {
        let mut media = self.dalam.media.lock().unwrap_or_else(PoisonError::into_inner);
        media.insert(id.to_owned(), (bytes.to_vec(), None));
        let sidik = BASE64.encode(&Sha256::digest(bytes));
        json!({ "type": "image", "image": { "id": id, "mime_type": "image/jpeg", "sha256": sidik } })
    }
}

/// A text as a resident types it.
pub fn ketik(teks: &str) -> Value {
    json!({ "type": "text", "text": { "body": teks } })
}

/// A button or row that was pressed.
pub fn tekan(id: &str) -> Value {
    let jawab = json!({ "type": "button_reply", "button_reply": { "id": id, "title": id } });
    json!({ "type": "interactive", "interactive": jawab })
}

fn gabung(pesan: &mut Value, bagian: &Value) {
    for (nama, nilai) in bagian.as_object().into_iter().flatten() {
        pesan[nama] = nilai.clone();
    }
}

fn bungkus(mut nilai: Value) -> Antaran {
    nilai["messaging_product"] = "whatsapp".into();
    nilai["metadata"] = json!({ "display_phone_number": "62274555000", "phone_number_id": NOMOR_ID });
    let entri = json!([{ "id": "88", "changes": [{ "field": "messages", "value": nilai }] }]);
    Antaran::baru(RAHASIA, &json!({ "object": "whatsapp_business_account", "entry": entri }))
}

/// What a resident reads of a message.
fn teks(pesan: &Value) -> String {
    let jalan = match pesan["type"].as_str().unwrap_or_default() {
        "text" => "/text/body",
        "interactive" => "/interactive/body/text",
        "document" => "/document/caption",
        _ => "/template/name",
    };
    pesan.pointer(jalan).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn galat(status: StatusCode, kode: i64, judul: &str) -> Response {
    let isi = json!({ "error": { "message": judul, "type": "OAuthException", "code": kode,
        "error_data": { "messaging_product": "whatsapp", "details": judul }, "fbtrace_id": "uji" } });
    (status, axum::Json(isi)).into_response()
}

fn tanpa_izin(kepala: &HeaderMap) -> Option<Response> {
    let benar = kepala.get("authorization").is_some_and(|nilai| nilai == &format!("Bearer {TOKEN}"));
    (!benar).then(|| galat(StatusCode::UNAUTHORIZED, 190, "Authentication Error"))
}

type Server = State<Arc<Dalam>>;

async fn pesan(
    State(server): Server,
    Path(nomor): Path<String>,
    kepala: HeaderMap,
    mentah: Bytes,
) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let isi: Value = serde_json::from_slice(&mentah).unwrap_or_default();
    let mut catatan = server.catatan.lock().unwrap_or_else(PoisonError::into_inner);
    let mut temuan = aturan(&isi);
    if nomor != NOMOR_ID {
        temuan.push(format!("phone number id {nomor}"));
    }
    if let Some(terbitan) = TERBITAN.as_ref() {
        temuan.extend(terbitan.periksa("/{Version}/{Phone-Number-ID}/messages", &isi));
    }
    if !temuan.is_empty() {
        let sebab = temuan.join("; ");
        catatan.pelanggaran.extend(temuan);
        return galat(StatusCode::BAD_REQUEST, 100, &sebab);
    }
    let nakal = catatan.nakal.pop_front();
    match &nakal {
        Some(Nakal::Galat(kode)) => return galat(StatusCode::BAD_REQUEST, *kode, "on command"),
        Some(Nakal::Status(status)) => {
            return StatusCode::from_u16(*status).unwrap_or(StatusCode::IM_A_TEAPOT).into_response();
        }
        _ => {}
    }
    let kepada = isi["to"].as_str().unwrap_or_default().to_owned();
    let kini = (server.jam)();
    let sejak = |saat: Option<&Timestamp>| saat.map(|saat| kini.duration_since(*saat));
    let jendela =
        sejak(catatan.menulis.get(&kepada)).is_some_and(|lama| lama < SignedDuration::from_hours(24));
    if !jendela && isi["type"] != "template" {
        return galat(StatusCode::BAD_REQUEST, 131_047, "Re-engagement message");
    }
    if sejak(catatan.dikirimi.get(&kepada)).is_some_and(|lama| lama < SignedDuration::from_secs(6)) {
        return galat(StatusCode::BAD_REQUEST, 131_056, "Pair rate limit hit");
    }
    catatan.dikirimi.insert(kepada.clone(), kini);
    catatan.diterima.push(isi);
    let id = format!("wamid.keluar{}", catatan.nomor());
    match nakal {
        Some(Nakal::TelanJawaban) => StatusCode::BAD_GATEWAY.into_response(),
        Some(Nakal::JawabanRusak) => (StatusCode::OK, "<html>").into_response(),
        _ => {
            let kontak = json!([{ "input": kepada, "wa_id": kepada }]);
            let jawab =
                json!({ "messaging_product": "whatsapp", "contacts": kontak, "messages": [{ "id": id }] });
            axum::Json(jawab).into_response()
        }
    }
}

/// What Meta documents beside its schema. These rules hold where the published contract is not at hand, too.
fn aturan(isi: &Value) -> Vec<String> {
    let mut temuan = Vec::new();
    let mut harus = |benar: bool, sebab: &str| {
        if !benar {
            temuan.push(sebab.to_owned());
        }
    };
    harus(isi["messaging_product"] == "whatsapp", "messaging_product is not whatsapp");
    harus(isi["recipient_type"] == "individual", "recipient_type is not individual");
    let kepada = isi["to"].as_str().unwrap_or_default();
    harus(!kepada.is_empty() && !kepada.starts_with(['+', '0']), "to is no number without plus");
    let panjang = |nilai: &Value| nilai.as_str().map_or(0, |teks| teks.chars().count());
    match isi["type"].as_str().unwrap_or_default() {
        "text" => {
            harus((1..=4_096).contains(&panjang(&isi["text"]["body"])), "text.body is not 1 to 4096 letters");
        }
        "interactive" => {
            let interaktif = &isi["interactive"];
            harus(
                (1..=1_024).contains(&panjang(&interaktif["body"]["text"])),
                "body is not 1 to 1024 letters",
            );
            let tindakan = &interaktif["action"];
            let kosong = Vec::new();
            let bagian = tindakan["sections"].as_array().unwrap_or(&kosong);
            let baris: usize = bagian.iter().map(|b| b["rows"].as_array().map_or(0, Vec::len)).sum();
            harus(baris <= 10, "more than ten rows in all");
            harus(interaktif["type"] != "list" || baris > 0, "a list without rows");
            harus(panjang(&tindakan["button"]) <= 20, "the list's button is longer than 20 letters");
            for tombol in tindakan["buttons"].as_array().unwrap_or(&kosong) {
                harus(
                    (1..=20).contains(&panjang(&tombol["reply"]["title"])),
                    "a button is not 1 to 20 letters",
                );
            }
            for satu in bagian.iter().filter_map(|b| b["rows"].as_array()).flatten() {
                harus((1..=24).contains(&panjang(&satu["title"])), "a row's title is not 1 to 24 letters");
                harus(panjang(&satu["description"]) <= 72, "a row's description is longer than 72 letters");
                harus((1..=200).contains(&panjang(&satu["id"])), "a row's id is not 1 to 200 letters");
            }
        }
        "document" => {
            harus(isi["document"]["link"].is_null(), "a letter goes out as a public link");
            harus(panjang(&isi["document"]["id"]) > 0, "document.id is missing");
        }
        "template" => {
            harus(isi["template"]["language"]["code"].is_string(), "template.language.code is missing");
        }
        lain => temuan.push(format!("type {lain:?}")),
    }
    temuan
}

async fn unggah(
    State(server): Server,
    kepala: HeaderMap,
    mut formulir: axum::extract::Multipart,
) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let (mut produk, mut berkas) = (String::new(), Vec::new());
    while let Ok(Some(bagian)) = formulir.next_field().await {
        let nama = bagian.name().unwrap_or_default().to_owned();
        let bytes = bagian.bytes().await.unwrap_or_default();
        match nama.as_str() {
            "messaging_product" => produk = String::from_utf8_lossy(&bytes).into_owned(),
            "file" => berkas = bytes.to_vec(),
            _ => {}
        }
    }
    let mut catatan = server.catatan.lock().unwrap_or_else(PoisonError::into_inner);
    if produk != "whatsapp" || berkas.is_empty() {
        catatan.pelanggaran.push("an upload without messaging_product or file".to_owned());
        return galat(StatusCode::BAD_REQUEST, 100, "Invalid parameter");
    }
    let id = format!("{}", 9_000 + catatan.nomor());
    server.unggahan.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), berkas);
    axum::Json(json!({ "id": id })).into_response()
}

async fn letak(State(server): Server, Path(media): Path<String>, kepala: HeaderMap) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let mut catatan = server.catatan.lock().unwrap_or_else(PoisonError::into_inner);
    if catatan.media_putus > 0 {
        catatan.media_putus -= 1;
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let mut semua = server.media.lock().unwrap_or_else(PoisonError::into_inner);
    let Some((bytes, sejak)) = semua.get_mut(&media) else {
        return galat(StatusCode::NOT_FOUND, 100, "Unsupported get request");
    };
    *sejak = Some((server.jam)());
    let sidik = data_encoding::HEXLOWER.encode(&Sha256::digest(&*bytes));
    let dasar = server.alamat.trim_end_matches("/v23.0");
    let isi = json!({ "messaging_product": "whatsapp", "url": format!("{dasar}/isi/{media}"),
        "mime_type": "image/jpeg", "sha256": sidik, "file_size": bytes.len().to_string(), "id": media });
    axum::Json(isi).into_response()
}

/// The address lives five minutes and wants the token.
async fn isi(State(server): Server, Path(media): Path<String>, kepala: HeaderMap) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    let semua = server.media.lock().unwrap_or_else(PoisonError::into_inner);
    match semua.get(&media) {
        Some((bytes, Some(sejak)))
            if (server.jam)().duration_since(*sejak) < SignedDuration::from_mins(5) =>
        {
            bytes.clone().into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn hapus(State(server): Server, Path(media): Path<String>, kepala: HeaderMap) -> Response {
    if let Some(tolak) = tanpa_izin(&kepala) {
        return tolak;
    }
    server.media.lock().unwrap_or_else(PoisonError::into_inner).remove(&media);
    axum::Json(json!({ "success": true })).into_response()
}
