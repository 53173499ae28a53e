//! What dukuh, RW and RT see and propose, and what the office does with it.

use access::{Penugasan, Role};
use db::{Context, Unit, Where};
use files::FileStore;
use jiff::civil::{Date, date};
use kependudukan::entitas::JenisPeristiwa;
use kependudukan::store;
use kependudukan::usulan_warga::KeadaanUsulan;
use testkit::{Client, KEMBARAN, SUKAMAJU, TestApp};

use crate::buku::{self, NIK_BUDI, NIK_SITI};
use crate::catat::catat;
use crate::cerita::{alamat_orang, fitur, impor, operator};

pub(crate) type Tempat = (&'static str, Option<&'static str>, Option<&'static str>);

/// Budi's family lives here, Tuminah in RT 005 of Krajan.
pub(crate) const RT_BUDI: Tempat = ("KAUMAN", Some("001"), Some("002"));

/// Somebody who looks after a part of the village, until a day.
pub(crate) async fn ketua(
    app: &TestApp,
    unit: Unit,
    role: Role,
    tempat: Tempat,
    selesai: Option<Date>,
) -> Client {
    let ctx = Context::system("cerita", unit, app.ctx().now);
    let mut tx = app.db.read(&ctx).await.unwrap();
    let dulu: Vec<_> = access::store::list_pengguna(&mut tx).await.unwrap().iter().map(|p| p.id).collect();
    drop(tx);
    let klien = app.sebagai_di(unit, &[role]).await;
    let mut tx = app.db.write(&ctx, "uji").await.unwrap();
    let semua = access::store::list_pengguna(&mut tx).await.unwrap();
    let pengguna = semua.iter().find(|p| !dulu.contains(&p.id)).unwrap();
    let lama = access::store::list_penugasan(&mut tx, pengguna.id).await.unwrap().remove(0);
    let teks = |isi: Option<&str>| isi.map(str::to_owned);
    let (dusun, rw, rt) = (Some(tempat.0.to_owned()), teks(tempat.1), teks(tempat.2));
    tx.update(&Penugasan { dusun, rw, rt, selesai: selesai.map(Into::into), ..lama }).await.unwrap();
    tx.commit().await.unwrap();
    klien
}

/// The village with a folder for photos.
async fn desa(db: testkit::testing::TestDb) -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let simpanan = FileStore::new(folder.path());
    let app = TestApp::on(db, fitur, |builder| builder.provide(simpanan)).await;
    impor(&app, &app.ctx(), buku::tulis(&buku::sukamaju())).await;
    (app, folder)
}

async fn sukamaju() -> (TestApp, tempfile::TempDir) {
    dengan_folder().await
}

pub(crate) async fn dengan_folder() -> (TestApp, tempfile::TempDir) {
    desa(testkit::testing::sqlite().await).await
}

/// The id at the end of a resident's address.
async fn id_orang(app: &TestApp, nama: &str) -> String {
    let alamat = alamat_orang(&operator(app).await, nama).await;
    alamat.rsplit('/').next().unwrap().to_owned()
}

async fn lapor(klien: &Client, isian: &[(&str, &str)]) -> String {
    klien.post("/lapor", isian).await.led_to()
}

#[tokio::test]
async fn a_neighbourhood_head_sees_their_own_area_and_no_other() {
    for db in testkit::testing::each_engine().await {
        let (app, _folder) = desa(db).await;
        let (siti, tuminah) = (id_orang(&app, "SITI AMINAH").await, id_orang(&app, "TUMINAH").await);
        for (role, tempat) in [
            (Role::Rt, RT_BUDI),
            (Role::Rw, ("KAUMAN", Some("001"), None)),
            (Role::Dukuh, ("KAUMAN", None, None)),
        ] {
            let klien = ketua(&app, SUKAMAJU, role, tempat, None).await;
            let daftar = klien.get("/lapor/warga").await.ok().main();
            assert!(daftar.contains("SITI AMINAH") && !daftar.contains("TUMINAH<"), "{role:?}");
            assert_eq!(klien.get(&format!("/lapor/warga/{siti}")).await.status, 200, "{role:?}");
            assert_eq!(klien.get(&format!("/lapor/warga/{tuminah}")).await.status, 404, "{role:?}");
            let lewat_formulir = format!("/lapor/baru?jenis=mati&penduduk={tuminah}");
            assert_eq!(klien.get(&lewat_formulir).await.status, 404, "{role:?}");
            let kiriman = [("jenis", "mati"), ("penduduk", tuminah.as_str()), ("tanggal", "01-03-2026")];
            assert_eq!(klien.post("/lapor", &kiriman).await.status, 404, "{role:?}");
        }
        for tempat in [("KAUMAN", Some("001"), Some("009")), ("KRAJAN", Some("001"), None)] {
            let lain = ketua(&app, SUKAMAJU, Role::Rt, tempat, None).await;
            assert_eq!(lain.get(&format!("/lapor/warga/{siti}")).await.status, 404, "{tempat:?}");
        }
        let tanpa = app.sebagai(Role::Rt).await;
        assert!(
            !tanpa.get("/lapor/warga").await.ok().main().contains("SITI"),
            "without an area there is nobody"
        );
        assert!(tanpa.get("/lapor").await.ok().main().contains("belum diisi"));
    }
}

#[tokio::test]
async fn a_neighbourhood_head_sees_name_sex_age_address_and_family_and_nothing_else() {
    let (app, _folder) = sukamaju().await;
    let siti = id_orang(&app, "SITI AMINAH").await;
    let klien = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, None).await;
    let halaman = klien.get(&format!("/lapor/warga/{siti}")).await.ok();
    let teks = halaman.text();
    assert!(teks.contains("41 tahun") && teks.contains("JL. MELATI 3") && teks.contains("BUDI SANTOSO"));
    for rahasia in [NIK_SITI, "3402••", "01-01-1985", "1 Januari 1985", "Islam", "BANTUL", "TUMINAH", "Hamil"]
    {
        assert!(!teks.contains(rahasia), "{rahasia} is not for the neighbourhood");
    }
    insta::assert_snapshot!("lapor_orang", halaman.main());
    insta::assert_snapshot!("lapor_warga", klien.get("/lapor/warga").await.ok().main());
    for tertutup in [
        "/penduduk".to_owned(),
        format!("/penduduk/{siti}"),
        "/penduduk/ekspor".to_owned(),
        format!("/{SUKAMAJU}/keluarga"),
        "/penduduk-sementara".to_owned(),
        "/usulan-warga".to_owned(),
    ] {
        assert_eq!(klien.get(&tertutup).await.status, 404, "{tertutup}");
    }
    let buka = klien.post(&format!("/penduduk/{siti}/pembukaan"), &[("tujuan", "surat")]).await;
    assert_eq!(buka.status, 404);
    let nomor = klien.get(&format!("/lapor/warga?cari={NIK_BUDI}")).await.ok().main();
    assert!(nomor.contains("SITI AMINAH"), "a number is no search here, so it tells nothing");
}

#[tokio::test]
async fn a_task_that_has_ended_opens_nothing() {
    let (app, _folder) = sukamaju().await;
    let siti = id_orang(&app, "SITI AMINAH").await;
    for (selesai, status) in [(date(2026, 3, 1), 404), (date(2026, 3, 2), 200)] {
        let klien = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, Some(selesai)).await;
        assert_eq!(klien.get("/lapor").await.status, status, "{selesai}");
        assert_eq!(klien.get(&format!("/lapor/warga/{siti}")).await.status, status, "{selesai}");
    }
    let masih = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, Some(date(2026, 12, 31))).await;
    assert!(masih.get("/lapor").await.ok().main().contains("RT 002 RW 001, KAUMAN, sampai 31 Desember 2026"));
}

#[tokio::test]
async fn the_same_area_of_the_twin_village_is_another() {
    let (app, _folder) = sukamaju().await;
    let siti = id_orang(&app, "SITI AMINAH").await;
    let kembaran = Context::system("cerita", KEMBARAN, app.ctx().now);
    impor(&app, &kembaran, buku::tulis(&buku::sukamaju())).await;
    let sana = ketua(&app, KEMBARAN, Role::Rt, RT_BUDI, None).await;
    assert!(sana.get("/lapor/warga").await.ok().main().contains("SITI AMINAH"));
    assert_eq!(sana.get(&format!("/lapor/warga/{siti}")).await.status, 404);
    let di_sini = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, None).await;
    let usulan = [("jenis", "mati"), ("penduduk", siti.as_str()), ("tanggal", "01-03-2026")];
    let alamat = lapor(&di_sini, &usulan).await;
    let id = alamat.rsplit('/').next().unwrap();
    assert_eq!(sana.get(&format!("/lapor/{id}")).await.status, 404);
    let petugas_sana = app.sebagai_di(KEMBARAN, &[Role::Operator]).await;
    assert_eq!(petugas_sana.get(&format!("/usulan-warga/{id}")).await.status, 404);
    let putusan = [("putusan", "terima")];
    assert_eq!(petugas_sana.post(&format!("/usulan-warga/{id}/putusan"), &putusan).await.status, 404);
}

#[tokio::test]
async fn a_proposal_is_accepted_and_leads_to_the_form_of_its_event() {
    let (app, _folder) = sukamaju().await;
    let budi = id_orang(&app, "BUDI SANTOSO").await;
    let rt = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, None).await;
    let isian = [
        ("jenis", "mati"),
        ("penduduk", budi.as_str()),
        ("tanggal", "01-03-2026"),
        ("catatan", "Meninggal di rumah"),
        ("request_key", "mati-1"),
    ];
    let alamat = lapor(&rt, &isian).await;
    assert_eq!(lapor(&rt, &isian).await, alamat, "a repeated submit makes one proposal");
    let id = alamat.rsplit('/').next().unwrap().to_owned();
    assert!(rt.get("/lapor").await.ok().main().contains("Warga meninggal: BUDI SANTOSO"));
    let tetangga = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, None).await;
    assert_eq!(tetangga.get(&format!("/lapor/{id}")).await.status, 404, "a proposal is its proposer's");

    let petugas = operator(&app).await;
    let daftar = petugas.get("/usulan-warga").await.ok();
    assert_eq!(daftar.text().matches("Warga meninggal: BUDI SANTOSO").count(), 1);
    insta::assert_snapshot!("usulan_warga", daftar.main());
    let satu = petugas.get(&format!("/usulan-warga/{id}")).await.ok();
    insta::assert_snapshot!("usulan_warga_satu", satu.main());
    let lanjut =
        petugas.post(&format!("/usulan-warga/{id}/putusan"), &[("putusan", "terima")]).await.led_to();
    assert_eq!(lanjut, format!("/{SUKAMAJU}/peristiwa/baru/mati?orang={budi}&usulan={id}"));
    let formulir = petugas.get(&lanjut).await.ok().text();
    assert!(formulir.contains("BUDI SANTOSO") && formulir.contains("01-03-2026"));
    assert!(formulir.contains(&format!("name=\"usulan\" value=\"{id}\"")), "the form knows what it answers");
    let putusan = format!("/usulan-warga/{id}/putusan");
    let lagi = petugas.post(&putusan, &[("putusan", "tolak"), ("alasan", "Salah")]).await;
    assert_eq!(lagi.status, 409, "it was decided already");
    assert!(rt.get(&format!("/lapor/{id}")).await.ok().text().contains("Diterima, sedang dicatat"));
    petugas.post(&format!("/usulan-warga/{id}/penyelesaian"), &[]).await.led_to();
    assert!(rt.get(&format!("/lapor/{id}")).await.ok().text().contains("Sudah dicatat"));
    assert_eq!(petugas.post(&format!("/usulan-warga/{id}/penyelesaian"), &[]).await.status, 409);
}

#[tokio::test]
async fn an_event_recorded_for_a_proposal_closes_it() {
    let (app, _folder) = sukamaju().await;
    let siti = id_orang(&app, "SITI AMINAH").await;
    let rt = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, None).await;
    let isian = [("jenis", "mati"), ("penduduk", siti.as_str()), ("tanggal", "01-03-2026")];
    let alamat = lapor(&rt, &isian).await;
    let usulan = alamat.rsplit('/').next().unwrap();
    let petugas = operator(&app).await;
    petugas.post(&format!("/usulan-warga/{usulan}/putusan"), &[("putusan", "terima")]).await.led_to();
    let isian = [
        ("orang", siti.as_str()),
        ("usulan", usulan),
        ("tanggal", "01-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("tempat", "Rumah"),
        ("sebab", "1"),
        ("yang_menerangkan", "1"),
    ];
    let peristiwa = catat(&petugas, "mati", &isian).await;
    assert!(petugas.get(&peristiwa).await.ok().text().contains("SITI AMINAH"));
    assert!(rt.get(&format!("/lapor/{usulan}")).await.ok().text().contains("Sudah dicatat"));
    let lagi = petugas.post(&format!("/usulan-warga/{usulan}/penyelesaian"), &[]).await;
    assert_eq!(lagi.status, 409, "it is closed already");
}

#[tokio::test]
async fn a_proposal_sent_back_is_mended_and_sent_again() {
    let (app, _folder) = sukamaju().await;
    let rt = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, None).await;
    let alamat = lapor(&rt, &[("jenis", "lahir"), ("nama", "Bayi Contoh"), ("tanggal", "28-02-2026")]).await;
    let id = alamat.rsplit('/').next().unwrap().to_owned();
    let petugas = operator(&app).await;
    let putusan = format!("/usulan-warga/{id}/putusan");
    let tanpa = petugas.post(&putusan, &[("putusan", "kembalikan"), ("alasan", "")]).await;
    assert_eq!(tanpa.status, 422);
    assert!(tanpa.text().contains("Tulis alasannya supaya pengusul tahu apa yang kurang."));
    let alasan = [("putusan", "kembalikan"), ("alasan", "Siapa ibunya?")];
    petugas.post(&putusan, &alasan).await.led_to();
    let halaman = rt.get(&format!("/lapor/{id}")).await.ok().text();
    assert!(halaman.contains("Siapa ibunya?") && halaman.contains("Perbaiki dan kirim lagi"));
    let formulir = rt.get(&format!("/lapor/baru?dari={id}")).await.ok().text();
    assert!(formulir.contains("value=\"Bayi Contoh\"") && formulir.contains("value=\"28-02-2026\""));
    let ulang = [
        ("jenis", "lahir"),
        ("dari", id.as_str()),
        ("nama", "Bayi Contoh"),
        ("tanggal", "27-02-2026"),
        ("catatan", "Ibunya Siti Aminah"),
    ];
    assert_eq!(lapor(&rt, &ulang).await, alamat, "it is the same proposal");
    assert!(rt.get(&alamat).await.ok().text().contains("Menunggu"));
    petugas.post(&putusan, &[("putusan", "tolak"), ("alasan", "Sudah tercatat.")]).await.led_to();
    assert!(rt.get(&alamat).await.ok().text().contains("Ditolak"));
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let ditolak = store::filter_keadaan_usulan(Where::new(), KeadaanUsulan::Ditolak);
    assert_eq!(store::count_usulan_warga(&mut tx, ditolak).await.unwrap(), 1);
}

#[tokio::test]
async fn a_corrected_address_is_an_event_at_once() {
    for db in testkit::testing::each_engine().await {
        let (app, _folder) = desa(db).await;
        let siti = id_orang(&app, "SITI AMINAH").await;
        let rt = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, None).await;
        let isian = [
            ("jenis", "alamat"),
            ("penduduk", siti.as_str()),
            ("tanggal", "01-03-2026"),
            ("tempat", "Jl. Mawar 9"),
        ];
        let alamat = lapor(&rt, &isian).await;
        let id = alamat.rsplit('/').next().unwrap();
        let petugas = operator(&app).await;
        petugas.post(&format!("/usulan-warga/{id}/putusan"), &[("putusan", "terima")]).await.led_to();
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let siti: uuid::Uuid = siti.parse().unwrap();
        let kini = store::find_penduduk(&mut tx, siti).await.unwrap().unwrap();
        assert_eq!(kini.alamat_sekarang.as_deref(), Some("Jl. Mawar 9"));
        assert_eq!(kini.alamat.as_deref(), Some("JL. MELATI 3"), "the family card's address is Dukcapil's");
        let semua = store::list_peristiwa_orang(&mut tx, siti).await.unwrap();
        assert_eq!(semua.len(), 1);
        assert_eq!((semua[0].jenis(), semua[0].tanggal.0), (JenisPeristiwa::Koreksi, date(2026, 3, 1)));
        let usulan =
            store::find_usulan_warga(&mut tx, id.parse().unwrap(), Where::new()).await.unwrap().unwrap();
        assert_eq!(usulan.peristiwa_id, Some(semua[0].id));
        assert!(usulan.selesai_pada.is_some());
    }
}

#[tokio::test]
async fn a_report_tells_all_its_errors_and_keeps_what_was_typed() {
    let (app, _folder) = sukamaju().await;
    let dukuh = ketua(&app, SUKAMAJU, Role::Dukuh, ("KAUMAN", None, None), None).await;
    let isian = [("jenis", "datang"), ("nama", ""), ("tanggal", "01-03-2030"), ("catatan", "Dari Sleman")];
    let jawab = dukuh.upload("/lapor", &isian, ("foto", "surat.jpg", b"bukan gambar")).await;
    assert_eq!(jawab.status, 422);
    let teks = jawab.text();
    for kalimat in
        ["Isi nama orangnya", "Tanggal itu belum terjadi.", "Isi bagian ini.", "Dari Sleman", "gambar"]
    {
        assert!(teks.contains(kalimat), "{kalimat}");
    }
    assert_eq!(dukuh.get("/lapor/baru?jenis=entah").await.status, 404);
    let pilih = dukuh.get("/lapor/baru?jenis=mati").await.led_to();
    assert!(pilih.ends_with("/lapor/warga?jenis=mati"), "first the person is chosen");
}

#[tokio::test]
async fn a_photo_comes_along_and_is_for_the_proposer_and_the_office() {
    let (app, _folder) = sukamaju().await;
    let rt = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, None).await;
    let png = titik();
    let isian = [
        ("jenis", "lainnya"),
        ("nama", "Pak Contoh"),
        ("tanggal", "01-03-2026"),
        ("catatan", "Rumah kosong"),
    ];
    let alamat = rt.upload("/lapor", &isian, ("foto", "rumah.png", &png)).await.led_to();
    let foto = rt.get(&format!("{alamat}/foto")).await.ok();
    assert_eq!(foto.headers.get("content-type").unwrap(), "image/jpeg");
    let id = alamat.rsplit('/').next().unwrap();
    assert_eq!(operator(&app).await.get(&format!("/usulan-warga/{id}/foto")).await.status, 200);
    let lain = ketua(&app, SUKAMAJU, Role::Rt, RT_BUDI, None).await;
    assert_eq!(lain.get(&format!("/lapor/{id}/foto")).await.status, 404);
}

/// The smallest picture: one black point.
pub(crate) fn titik() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (jenis, isi, crc) in [
        (b"IHDR", &b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"[..], 0x3a7e_9b55_u32),
        (b"IDAT", &b"\x78\x9c\x63\x60\x00\x00\x00\x02\x00\x01"[..], 0x48af_a471),
        (b"IEND", &b""[..], 0xae42_6082),
    ] {
        png.extend_from_slice(&u32::try_from(isi.len()).unwrap().to_be_bytes());
        png.extend_from_slice(jenis);
        png.extend_from_slice(isi);
        png.extend_from_slice(&crc.to_be_bytes());
    }
    png
}
