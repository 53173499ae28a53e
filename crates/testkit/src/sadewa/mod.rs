//! A double of SADEWA Central Sign (upload and wait): a server on this machine that checks our calls against the
//! published part of the contract, keeps what was uploaded, really signs it when the test says so, and misbehaves on
//! command.

mod layanan;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};

/// The office's account; nothing of it exists.
pub const PENGGUNA: &str = "balai-uji";
pub const SANDI: &str = "sandi sadewa uji";

/// How a file is signed there; nothing, when the test has no key.
pub type Pena = Arc<dyn Fn(&[u8]) -> Option<Vec<u8>> + Send + Sync>;

/// What the server does with the next call of one kind instead of its duty. Each is used up once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nakal {
    /// Does its duty, and answers only after this long.
    Lambat(Duration),
    /// Does nothing, and answers with a status and a page.
    Status(u16),
    /// Does its duty, and the gate before it answers with a page.
    GerbangRusak,
    /// Does its duty, and a page comes with status 200.
    Html,
    /// Refuses, with status 200.
    GalatDalam200(String),
    /// Does its duty, and hangs up without a word.
    PutusSesudah,
    /// Hangs up before it does anything.
    PutusSebelum,
    /// Answers an upload without an id.
    TanpaId,
    /// Answers with the first document that it ever took: an answer that comes twice, or out of order.
    JawabanLama,
    /// Hands out other bytes than it keeps.
    Berkas(Vec<u8>),
    /// Names a place on another server.
    JalanAsing(String),
}

/// Something uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dokumen {
    pub nama: String,
    pub asli: Vec<u8>,
    pub bertanda: Option<Vec<u8>>,
}

#[derive(Clone)]
pub struct Sadewa {
    alamat: String,
    dalam: Arc<Dalam>,
}

struct Dalam {
    pena: Pena,
    catatan: Mutex<Catatan>,
}

#[derive(Default)]
struct Catatan {
    /// By number, in the order of the uploads.
    dokumen: BTreeMap<u32, Dokumen>,
    nakal_unggah: VecDeque<Nakal>,
    nakal_info: VecDeque<Nakal>,
    nakal_unduh: VecDeque<Nakal>,
    /// Wraps answers to questions as it wraps those to uploads.
    terbungkus: bool,
    pertanyaan: usize,
    pelanggaran: Vec<String>,
}

impl Sadewa {
    pub async fn mulai(pena: Pena) -> Self {
        let tempat = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let alamat = format!("http://{}", tempat.local_addr().expect("it is bound"));
        let dalam = Arc::new(Dalam { pena, catatan: Mutex::default() });
        let router = Router::new()
            .route("/api/centralsign/document_upload", post(layanan::unggah))
            .route("/api/centralsign/document_info", post(layanan::info))
            .route("/berkas/{*jalan}", get(layanan::unduh))
            .layer(axum::extract::DefaultBodyLimit::max(64 << 20))
            .with_state(Arc::clone(&dalam));
        tokio::spawn(async move { axum::serve(tempat, router).await });
        Self { alamat, dalam }
    }

    /// What the office sets as the service.
    pub fn alamat(&self) -> String {
        format!("{}/api/centralsign", self.alamat)
    }

    /// What the office sets for downloads.
    pub fn unduhan(&self) -> String {
        format!("{}/berkas", self.alamat)
    }

    fn catatan(&self) -> MutexGuard<'_, Catatan> {
        self.dalam.catatan()
    }

    pub fn nakal_unggah(&self, nakal: Nakal) {
        self.catatan().nakal_unggah.push_back(nakal);
    }

    pub fn nakal_info(&self, nakal: Nakal) {
        self.catatan().nakal_info.push_back(nakal);
    }

    pub fn nakal_unduh(&self, nakal: Nakal) {
        self.catatan().nakal_unduh.push_back(nakal);
    }

    pub fn bungkus(&self) {
        self.catatan().terbungkus = true;
    }

    /// What was uploaded, in order.
    pub fn dokumen(&self) -> Vec<Dokumen> {
        self.catatan().dokumen.values().cloned().collect()
    }

    /// The `doc_id` of the last upload.
    pub fn terakhir(&self) -> String {
        self.catatan().dokumen.keys().next_back().map(u32::to_string).unwrap_or_default()
    }

    /// The signer opens SADEWA and signs all that waits. Tells how many.
    pub fn tandatangani(&self) -> usize {
        let mut jadi = 0;
        for dokumen in self.catatan().dokumen.values_mut().filter(|satu| satu.bertanda.is_none()) {
            dokumen.bertanda = (self.dalam.pena)(&dokumen.asli);
            jadi += usize::from(dokumen.bertanda.is_some());
        }
        jadi
    }

    /// Something else lies where the signed letter should.
    pub fn tukar(&self, pdf: &[u8]) {
        for dokumen in self.catatan().dokumen.values_mut() {
            dokumen.bertanda = Some(pdf.to_vec());
        }
    }

    /// It knows no document any more.
    pub fn lupakan(&self) {
        self.catatan().dokumen.clear();
    }

    /// How often somebody asked for a document.
    pub fn pertanyaan(&self) -> usize {
        self.catatan().pertanyaan
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
}
