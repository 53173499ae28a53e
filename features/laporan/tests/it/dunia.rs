//! Sukamaju from 31 July 2026 on, with a clock that each act sets for itself.

use db::{Context, WriteTx};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use kamus::{Daftar as _, StatusDasar};
use kependudukan::entitas::{JenisPeristiwa, Keluarga, Penduduk, Rincian};
use kependudukan::pengimporan::{self, Perintah};
use kependudukan::peristiwa::Kejadian;
use kependudukan::{contoh, store as register};
use laporan::lampid::{Baris, KOLOM, Kolom, Tabel};
use laporan::pembekuan;
use testkit::{SUKAMAJU, TestApp, testing};
use uuid::Uuid;
use waktu::Bulan;
use web::Feature;

/// The day of which the first workbook speaks.
pub(crate) const AWAL: Date = contoh::TANGGAL_SUKAMAJU;
/// The day on which pages are looked at.
pub(crate) const HARI_INI: Date = date(2026, 9, 15);

pub(crate) fn fitur() -> Vec<Feature> {
    vec![wilayah::feature(), kependudukan::feature(), laporan::feature()]
}

/// Nine in the morning of [`HARI_INI`], in Yogyakarta.
pub(crate) fn jam() -> Timestamp {
    saat(HARI_INI, 0)
}

/// Nine in the morning of a day and some minutes.
pub(crate) fn saat(hari: Date, menit: i16) -> Timestamp {
    let utc = hari.at(2, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
    utc + jiff::SignedDuration::from_mins(i64::from(menit))
}

pub(crate) fn ctx(pada: Timestamp) -> Context {
    Context::system("cerita", SUKAMAJU, pada)
}

pub(crate) fn bulan(nomor: i8) -> Bulan {
    Bulan::baru(2026, nomor).unwrap()
}

/// Sukamaju with its first workbook, on one engine.
pub(crate) async fn sukamaju() -> TestApp {
    isi(testing::sqlite().await).await
}

/// The same on each engine.
pub(crate) async fn tiap_mesin() -> Vec<TestApp> {
    let mut semua = Vec::new();
    for db in testing::each_engine().await {
        semua.push(isi(db).await);
    }
    semua
}

async fn isi(db: testing::TestDb) -> TestApp {
    let app =
        TestApp::on(db, fitur, |builder| builder.clock(jam).provide(documents::Typesetter::in_process()))
            .await;
    daftarkan(&app).await;
    impor(&app, contoh::buku(&contoh::sukamaju()).unwrap(), AWAL).await;
    app
}

/// Kalurahan Sukamaju with its lurah and carik.
async fn daftarkan(app: &TestApp) {
    let unit = wilayah::UnitBaru {
        kode: SUKAMAJU.to_string().parse().unwrap(),
        nama: "Sukamaju".to_owned(),
        kecamatan: "Pleret".to_owned(),
        kabupaten: String::new(),
    };
    wilayah::daftarkan_unit(&app.db, &unit, None, saat(date(2026, 8, 1), 0)).await.unwrap();
    let mut tx = tulis(app, saat(date(2026, 8, 1), 0)).await;
    for (nama, jabatan) in
        [("SRI RAHAYU", wilayah::Jabatan::Kepala), ("SUTARNO", wilayah::Jabatan::Sekretaris)]
    {
        let pejabat = wilayah::Pejabat {
            id: Uuid::new_v4(),
            nama: nama.to_owned(),
            jabatan: jabatan.kode().to_owned(),
            jabatan_lain: None,
            dusun: None,
            jenis: wilayah::JenisPejabat::Definitif.kode().to_owned(),
            nip: None,
            niap: Some("12".to_owned()),
            pangkat: None,
            sk_nomor: None,
            sk_tanggal: None,
            mulai: date(2020, 1, 2).into(),
            selesai: None,
            pengguna_id: None,
        };
        tx.insert(&pejabat).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Takes a first workbook over on 1 August 2026.
pub(crate) async fn impor(app: &TestApp, buku: Vec<u8>, tanggal_data: Date) {
    let hari_ini = date(2026, 8, 1);
    let ctx = ctx(saat(hari_ini, 0));
    let laporan = pengimporan::laporan(&app.db, &ctx, hari_ini, buku).await.unwrap();
    let perintah = Perintah { tanggal_data, hari_ini, lewati_salah: false, permintaan: None };
    pengimporan::terapkan(&app.db, &ctx, &laporan.muatan, perintah).await.unwrap();
}

/// The present residents, oldest row first.
pub(crate) async fn penduduk(app: &TestApp) -> Vec<Penduduk> {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let semua = register::list_penduduk(&mut tx).await.unwrap();
    semua.into_iter().filter(Penduduk::aktif).collect()
}

pub(crate) async fn yang_bernama(app: &TestApp, nama: &str) -> Penduduk {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let semua = register::list_penduduk(&mut tx).await.unwrap();
    semua.into_iter().find(|p| p.nama == nama).unwrap_or_else(|| panic!("{nama} lives in Sukamaju"))
}

/// When something happened, and when it was written down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kapan {
    pub(crate) terjadi: Date,
    pub(crate) dicatat: Timestamp,
}

/// It happened and was written down on one day.
pub(crate) fn hari(tanggal: Date) -> Kapan {
    Kapan { terjadi: tanggal, dicatat: saat(tanggal, 0) }
}

/// It was written down later.
pub(crate) fn telat(terjadi: Date, dicatat: Date) -> Kapan {
    Kapan { terjadi, dicatat: saat(dicatat, 0) }
}

fn lapor(kapan: Kapan) -> Date {
    kamus::Zona::Wib.tanggal(kapan.dicatat)
}

/// Something happens to a resident; tells the event's id.
pub(crate) async fn terjadi(
    app: &TestApp,
    kapan: Kapan,
    jenis: JenisPeristiwa,
    lama: &Penduduk,
    ubah: impl FnOnce(&mut Penduduk),
) -> Uuid {
    let mut baru = lama.clone();
    ubah(&mut baru);
    let kejadian = Kejadian::baru(kapan.terjadi, lapor(kapan), Rincian::default());
    simpan(app, kapan, kejadian.orang(jenis, lama.clone(), baru)).await
}

pub(crate) async fn simpan(app: &TestApp, kapan: Kapan, kejadian: Kejadian) -> Uuid {
    let mut tx = tulis(app, kapan.dicatat).await;
    let ids = kejadian.simpan(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    ids[0]
}

pub(crate) async fn tulis(app: &TestApp, pada: Timestamp) -> WriteTx {
    app.db.write(&ctx(pada), "cerita").await.unwrap()
}

/// Somebody leaves the register.
pub(crate) async fn keluar(app: &TestApp, kapan: Kapan, jenis: JenisPeristiwa, siapa: &Penduduk) -> Uuid {
    let status = jenis.status_sesudah().unwrap_or(StatusDasar::Mati);
    terjadi(app, kapan, jenis, siapa, |p| p.status_dasar = status.kode()).await
}

/// A child or newcomer in the family of `contoh`; nobody has a NIK yet.
pub(crate) async fn masuk(
    app: &TestApp,
    kapan: Kapan,
    jenis: JenisPeristiwa,
    (contoh, nama, kelamin): (&Penduduk, &str, i16),
) -> Uuid {
    let baru = orang_baru(contoh, nama, kelamin, kapan.terjadi);
    let id = baru.id;
    let kejadian = Kejadian::baru(kapan.terjadi, lapor(kapan), Rincian::default());
    simpan(app, kapan, kejadian.orang_baru(jenis, baru)).await;
    id
}

fn orang_baru(contoh: &Penduduk, nama: &str, kelamin: i16, lahir: Date) -> Penduduk {
    Penduduk {
        id: Uuid::new_v4(),
        nik_segel: None,
        nik_kunci: None,
        nama: nama.to_owned(),
        jenis_kelamin: kelamin,
        shdk: 4,
        tanggal_lahir: lahir.into(),
        data_awal: false,
        ..contoh.clone()
    }
}

/// A resident gets a family of their own.
pub(crate) async fn pecah(app: &TestApp, kapan: Kapan, siapa: &Penduduk) {
    let id = Uuid::new_v4();
    let keluarga = Keluarga {
        id,
        no_kk_segel: None,
        no_kk_kunci: None,
        kepala_id: Some(siapa.id),
        alamat: None,
        dusun: siapa.dusun.clone(),
        rw: siapa.rw.clone(),
        rt: siapa.rt.clone(),
        kelas_sosial: None,
    };
    let baru = Penduduk { keluarga_id: Some(id), shdk: 1, ..siapa.clone() };
    let kejadian = Kejadian::baru(kapan.terjadi, lapor(kapan), Rincian::default())
        .keluarga(None, keluarga)
        .orang(JenisPeristiwa::KeluargaBaru, siapa.clone(), baru);
    simpan(app, kapan, kejadian).await;
}

pub(crate) async fn bekukan(app: &TestApp, bulan: Bulan, pada: Timestamp) -> Result<Tabel, pembekuan::Galat> {
    let mut tx = tulis(app, pada).await;
    let laporan = pembekuan::bekukan(&mut tx, bulan, kamus::Zona::Wib.tanggal(pada)).await?;
    tx.commit().await.unwrap();
    Ok(laporan.isi().unwrap().tabel)
}

/// The report of a month as computed now.
pub(crate) async fn hitung(app: &TestApp, bulan: Bulan) -> laporan::lampid::Hasil {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let masa = laporan::masa::masa(&mut tx, bulan).await.unwrap().expect("the books are open");
    laporan::masa::hitung(&mut tx, &masa.rentang).await.unwrap()
}

fn kolom(kode: &str) -> &'static Kolom {
    Kolom::dari_kode(kode).unwrap()
}

/// People and families of a row, as printed.
pub(crate) fn angka(tabel: &Tabel, baris: Baris) -> (i64, i64) {
    (tabel.angka(baris, kolom("jiwa")), tabel.angka(baris, kolom("kk")))
}

/// The rows of change that are not empty: code, people, families.
pub(crate) fn perubahan(tabel: &Tabel) -> Vec<(&'static str, i64, i64)> {
    let isi = |baris: &Baris| {
        let (jiwa, keluarga) = angka(tabel, *baris);
        let kosong = KOLOM.iter().all(|k| tabel.angka(*baris, k) == 0);
        (!kosong).then_some((baris.kode(), jiwa, keluarga))
    };
    Baris::SEMUA[1..9].iter().filter_map(isi).collect()
}
