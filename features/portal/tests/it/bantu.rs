//! A village for stories, filled by the rooms' own acts.

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use db::testing::{TestDb, story_time};
use db::{Context, Db, Unit};
use http_body_util::BodyExt as _;
use jiff::civil::{Date, date};
use kependudukan::contoh::{self, Resep};
use kependudukan::pengimporan::{self, Perintah};
use testkit::TestApp;
use tower::ServiceExt as _;
use wilayah::{Jabatan, Pejabat, UnitBaru};

/// The last day of the month that is closed when stories begin.
pub(crate) const AKHIR_FEBRUARI: Date = date(2026, 2, 28);

pub(crate) fn ctx(unit: Unit) -> Context {
    Context::system("cerita", unit, story_time())
}

pub(crate) async fn daftarkan(db: &Db, unit: Unit, nama: &str) {
    let baru = UnitBaru {
        kode: kamus::KodeWilayah::baru(unit.0).unwrap(),
        nama: nama.to_owned(),
        kecamatan: "Pleret".to_owned(),
        kabupaten: String::new(),
    };
    wilayah::daftarkan_unit(db, &baru, None, story_time()).await.unwrap();
}

/// Residents of a workbook that speaks of `tanggal_data`, as data awal.
pub(crate) async fn isi_penduduk(db: &Db, unit: Unit, jumlah: u32, tanggal_data: Date) {
    let ctx = ctx(unit);
    let resep = Resep { jumlah, ..Resep::pleret(tanggal_data) };
    let buku = contoh::buku(&contoh::penduduk(&resep)).unwrap();
    let hari_ini = date(2026, 3, 2);
    let laporan = pengimporan::laporan(db, &ctx, hari_ini, buku).await.unwrap();
    let perintah = Perintah { tanggal_data, hari_ini, lewati_salah: false, permintaan: None };
    pengimporan::terapkan(db, &ctx, &laporan.muatan, perintah).await.unwrap();
}

pub(crate) fn pejabat(ctx: &Context, nama: &str, jabatan: Jabatan) -> Pejabat {
    Pejabat {
        id: ctx.new_id(),
        nama: nama.to_owned(),
        jabatan: jabatan.kode().to_owned(),
        jabatan_lain: None,
        dusun: (jabatan == Jabatan::KepalaDusun).then(|| "Kauman".to_owned()),
        jenis: "definitif".to_owned(),
        nip: Some("198501012010011001".to_owned()),
        niap: None,
        pangkat: None,
        sk_nomor: None,
        sk_tanggal: None,
        mulai: date(2024, 1, 1).into(),
        selesai: None,
        pengguna_id: None,
    }
}

/// The village of most stories: officials, an address, and 800 residents since the end of February.
pub(crate) async fn desa_hidup(db: &Db) {
    let unit = testkit::SUKAMAJU;
    daftarkan(db, unit, "Sukamaju").await;
    let ctx = ctx(unit);
    let mut tx = db.write(&ctx, "penetapan").await.unwrap();
    let mut identitas = wilayah::get_identitas(&mut tx).await.unwrap();
    identitas.alamat = Some("Jalan Contoh Nomor 1".to_owned());
    identitas.kodepos = Some("55791".to_owned());
    identitas.surel = Some("balai@sukamaju.contoh".to_owned());
    tx.update(&identitas).await.unwrap();
    for (nama, jabatan) in [
        ("Hadi Contoh, S.IP.", Jabatan::Kepala),
        ("Sri Lestari Contoh", Jabatan::Sekretaris),
        ("Tumijan Contoh", Jabatan::KepalaDusun),
    ] {
        tx.insert(&pejabat(&ctx, nama, jabatan)).await.unwrap();
    }
    tx.commit().await.unwrap();
    isi_penduduk(db, unit, 800, AKHIR_FEBRUARI).await;
}

pub(crate) async fn app(db: TestDb) -> TestApp {
    TestApp::with_naming(db, || vec![portal::feature()], wilayah::naming, |builder| builder).await
}

/// An app in front of a village that lives.
pub(crate) async fn app_hidup() -> TestApp {
    let app = app(db::testing::sqlite().await).await;
    desa_hidup(&app.db).await;
    app
}

pub(crate) struct Jawaban {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) isi: Vec<u8>,
}

impl Jawaban {
    pub(crate) fn teks(&self) -> String {
        String::from_utf8_lossy(&self.isi).into_owned()
    }

    pub(crate) fn header(&self, nama: &str) -> &str {
        self.headers.get(nama).map_or("", |nilai| nilai.to_str().unwrap())
    }
}

/// Opens an address of the installation itself, with any headers.
pub(crate) async fn buka(app: &TestApp, alamat: &str, headers: &[(&str, &str)]) -> Jawaban {
    let mut request = Request::get(alamat).header("host", "balai.test");
    for (nama, nilai) in headers {
        request = request.header(*nama, *nilai);
    }
    jawaban(app, request.body(Body::empty()).unwrap()).await
}

/// Sends a public form.
pub(crate) async fn kirim(app: &TestApp, alamat: &str, isian: &str) -> Jawaban {
    let request = Request::post(alamat)
        .header("host", "balai.test")
        .header("origin", "http://balai.test")
        .header("content-type", "application/x-www-form-urlencoded");
    jawaban(app, request.body(Body::from(isian.to_owned())).unwrap()).await
}

async fn jawaban(app: &TestApp, request: Request<Body>) -> Jawaban {
    let router = web::router(app.app.clone(), vec![portal::feature()]);
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let isi = body.collect().await.unwrap().to_bytes().to_vec();
    Jawaban { status: parts.status, headers: parts.headers, isi }
}
