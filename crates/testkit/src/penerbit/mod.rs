//! A double of an authority that issues certificates, and says which it took back: by a list (CRL) and by a responder
//! (OCSP), on this machine. It really signs both, and misbehaves on command.

mod jawaban;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, CrlDistributionPoint, CustomExtension, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, SerialNumber,
};

/// Where a certificate says that it can be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sebut {
    TanpaAlamat,
    Daftar,
    Responder,
    Keduanya,
}

/// What the server does with the next question instead of its duty. Each is used up once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nakal {
    Lambat(Duration),
    Status(u16),
    Html,
    /// So many bytes.
    Besar(usize),
    /// Somebody else signs the answer.
    TandaSalah,
    /// The answer of last year.
    Basi,
    /// The responder does not know the certificate.
    TidakDikenal,
    /// The responder answers for another certificate.
    NomorLain,
    /// A deputy signs, whom the authority appointed.
    Wakil,
    /// One signs whom it appointed for something else.
    WakilPalsu,
}

/// A certificate with its key.
pub struct Dipegang {
    /// Under [`SANDI`].
    pub p12: Vec<u8>,
    pub der: Vec<u8>,
    pub nomor: u64,
}

/// The passphrase of every PKCS#12 file from here.
pub const SANDI: &str = "kunci lemari besi 9";

#[derive(Clone)]
pub struct Penerbit {
    alamat: String,
    dalam: Arc<Dalam>,
}

struct Dalam {
    /// The story's time.
    kini: Timestamp,
    kunci: KeyPair,
    params: CertificateParams,
    der: Vec<u8>,
    catatan: Mutex<Catatan>,
}

#[derive(Default)]
struct Catatan {
    terakhir: u64,
    dicabut: BTreeMap<u64, Timestamp>,
    nakal: VecDeque<Nakal>,
    pertanyaan: usize,
    pelanggaran: Vec<String>,
}

fn waktu(kini: Timestamp, hari: i64) -> Duration {
    let detik = kini.as_second() + hari * 86_400;
    Duration::from_secs(u64::try_from(detik).expect("after 1970"))
}

fn params(nama: &str, kini: Timestamp, nomor: u64) -> CertificateParams {
    let awal = rcgen::date_time_ymd(1970, 1, 1);
    let mut params = CertificateParams::default();
    params.not_before = awal + waktu(kini, -400);
    params.not_after = awal + waktu(kini, 400);
    params.serial_number = Some(SerialNumber::from(nomor));
    params.distinguished_name.push(DnType::OrganizationName, "Badan Contoh");
    params.distinguished_name.push(DnType::CommonName, nama);
    params
}

impl Penerbit {
    pub async fn mulai(kini: Timestamp) -> Self {
        let tempat = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let alamat = format!("http://{}", tempat.local_addr().expect("it is bound"));
        let kunci = KeyPair::generate().expect("a key");
        let mut params = params("PENERBIT UJI", kini, 1);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let der = params.self_signed(&kunci).expect("an authority").der().to_vec();
        let catatan = Mutex::new(Catatan { terakhir: 9_000, ..Catatan::default() });
        let dalam = Arc::new(Dalam { kini, kunci, params, der, catatan });
        let router = Router::new()
            .route("/daftar.crl", get(beri_daftar))
            .route("/ocsp", post(jawab_ocsp))
            .with_state(Arc::clone(&dalam));
        tokio::spawn(async move { axum::serve(tempat, router).await });
        Self { alamat, dalam }
    }

    /// The authority's own certificate.
    pub fn der(&self) -> &[u8] {
        &self.dalam.der
    }

    /// A certificate for somebody.
    pub fn terbitkan(&self, nama: &str, sebut: Sebut) -> Dipegang {
        let nomor = self.dalam.nomor_baru();
        let mut params = params(nama, self.dalam.kini, nomor);
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::ContentCommitment];
        if matches!(sebut, Sebut::Daftar | Sebut::Keduanya) {
            let uris = vec![format!("{}/daftar.crl", self.alamat)];
            params.crl_distribution_points = vec![CrlDistributionPoint { uris }];
        }
        if matches!(sebut, Sebut::Responder | Sebut::Keduanya) {
            let isi = jawaban::alamat_responder(&format!("{}/ocsp", self.alamat));
            let oid = [1, 3, 6, 1, 5, 5, 7, 1, 1];
            params.custom_extensions.push(CustomExtension::from_oid_content(&oid, isi));
        }
        let kunci = KeyPair::generate().expect("a key");
        let der = params.signed_by(&kunci, &self.dalam.penerbit()).expect("a certificate").der().to_vec();
        let p12 = jawaban::pkcs12(&kunci.serialize_der(), &[&der, &self.dalam.der], SANDI);
        Dipegang { p12, der, nomor }
    }

    /// Takes a certificate back.
    pub fn cabut(&self, nomor: u64, pada: Timestamp) {
        self.dalam.catatan().dicabut.insert(nomor, pada);
    }

    /// The list as it is today, for those who carry it by hand; `hari` old.
    pub fn daftar(&self, hari: i64) -> Vec<u8> {
        self.dalam.daftar(&self.dalam.kunci, hari)
    }

    pub fn nakal(&self, nakal: Nakal) {
        self.dalam.catatan().nakal.push_back(nakal);
    }

    /// How often somebody asked.
    pub fn pertanyaan(&self) -> usize {
        self.dalam.catatan().pertanyaan
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

    fn nomor_baru(&self) -> u64 {
        let mut catatan = self.catatan();
        catatan.terakhir += 1;
        catatan.terakhir
    }

    fn penerbit(&self) -> Issuer<'_, &KeyPair> {
        Issuer::from_params(&self.params, &self.kunci)
    }

    fn nakal(&self) -> Option<Nakal> {
        let mut catatan = self.catatan();
        catatan.pertanyaan += 1;
        catatan.nakal.pop_front()
    }

    fn salah(&self, sebab: &str) -> Response {
        self.catatan().pelanggaran.push(sebab.to_owned());
        (StatusCode::BAD_REQUEST, sebab.to_owned()).into_response()
    }

    /// A deputy's key and certificate; one appointed for something else answers for nobody.
    fn wakil(&self, benar: bool) -> (KeyPair, Vec<u8>) {
        let mut params = params("WAKIL UJI", self.kini, self.nomor_baru());
        params.is_ca = IsCa::ExplicitNoCa;
        let untuk =
            if benar { ExtendedKeyUsagePurpose::OcspSigning } else { ExtendedKeyUsagePurpose::CodeSigning };
        params.extended_key_usages = vec![untuk];
        let kunci = KeyPair::generate().expect("a key");
        let der = params.signed_by(&kunci, &self.penerbit()).expect("a certificate").der().to_vec();
        (kunci, der)
    }
}

/// What a misbehaving server answers whatever it was asked.
async fn sebelum(nakal: Option<&Nakal>) -> Option<Response> {
    match nakal {
        Some(Nakal::Status(status)) => {
            Some(StatusCode::from_u16(*status).unwrap_or(StatusCode::IM_A_TEAPOT).into_response())
        }
        Some(Nakal::Html) => Some("<html><title>nginx</title></html>".into_response()),
        Some(Nakal::Besar(banyak)) => Some(vec![0x30_u8; *banyak].into_response()),
        Some(Nakal::Lambat(lama)) => {
            tokio::time::sleep(*lama).await;
            None
        }
        _ => None,
    }
}

async fn beri_daftar(State(server): State<Arc<Dalam>>) -> Response {
    let nakal = server.nakal();
    if let Some(jawaban) = sebelum(nakal.as_ref()).await {
        return jawaban;
    }
    let isi = match nakal {
        Some(Nakal::TandaSalah) => server.daftar(&KeyPair::generate().expect("a key"), 0),
        Some(Nakal::Basi) => server.daftar(&server.kunci, 365),
        _ => server.daftar(&server.kunci, 0),
    };
    ([("content-type", "application/pkix-crl")], isi).into_response()
}

async fn jawab_ocsp(State(server): State<Arc<Dalam>>, kepala: HeaderMap, badan: Bytes) -> Response {
    if kepala.get("content-type").is_none_or(|jenis| jenis != "application/ocsp-request") {
        return server.salah("not the content type of RFC 6960");
    }
    let nakal = server.nakal();
    if let Some(jawaban) = sebelum(nakal.as_ref()).await {
        return jawaban;
    }
    match server.ocsp(&badan, nakal.as_ref()) {
        Ok(isi) => ([("content-type", "application/ocsp-response")], isi).into_response(),
        Err(sebab) => server.salah(sebab),
    }
}
