//! The screens: who sees what, what is refused and how, and that nothing happens twice.

use access::Role;
use axum::http::StatusCode;
use db::ReadTx;
use testkit::{Answer, Client, SUKAMAJU, TestApp};
use tte::{BoxFuture, DaftarPejabat, PejabatSaya};
use uuid::Uuid;
use web::{Builder, Feature};

use super::contoh::OFFICE;
use super::store::{LURAH, SANDI, sandi};

const CARIK: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002);

fn features() -> Vec<Feature> {
    vec![tte::feature()]
}

fn pejabat(_: &mut ReadTx) -> BoxFuture<'_, db::Result<Vec<(Uuid, String)>>> {
    Box::pin(async { Ok(vec![(LURAH, "Siti Rahayu, S.IP.".into()), (CARIK, "Budi Santosa".into())]) })
}

/// Everyone who asks is the carik.
fn carik_itu_saya(_: &mut ReadTx) -> BoxFuture<'_, db::Result<Vec<Uuid>>> {
    Box::pin(async { Ok(vec![CARIK]) })
}

fn services(builder: Builder) -> Builder {
    builder.provide(DaftarPejabat(pejabat)).provide(PejabatSaya(carik_itu_saya))
}

/// An office of its own authority, as a village has it: no example world.
struct Kantor {
    app: TestApp,
    operator: Client,
    p12: Vec<u8>,
    pem: String,
}

impl Kantor {
    async fn buka() -> Self {
        let app = TestApp::on(db::testing::sqlite().await, features, services).await;
        let operator = app.sebagai(Role::Operator).await;
        let masa = super::contoh::masa();
        let ca = tte::sertifikat::Penerbit::sendiri("CA Kabupaten Contoh", "Kabupaten Contoh", masa).unwrap();
        let siti = tte::Pemegang { nama: "Siti Rahayu, S.IP.", nomor: "SK-1", unit: "Kalurahan Sukamaju" };
        let p12 = ca.terbitkan(&siti, masa, &super::contoh::passphrase()).unwrap();
        Self { app, operator, p12, pem: ca.certificate_pem() }
    }

    async fn percayai(&self) -> String {
        let shown =
            self.operator.upload("/tte/otoritas/pemeriksaan", &[], ("berkas", "ca.pem", self.pem.as_bytes()));
        let shown = shown.await.ok().text();
        let (_, rest) = shown.split_once("name=\"sertifikat\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    async fn siap() -> Self {
        let kantor = Self::buka().await;
        let hidden = kantor.percayai().await;
        let fields = [("sertifikat", hidden.as_str()), ("cocok", "1")];
        kantor.operator.post("/tte/otoritas", &fields).await.led_to();
        kantor
    }

    async fn pasang(&self, siapa: &Client, pejabat: Uuid, passphrase: &str) -> Answer {
        let pejabat = pejabat.to_string();
        let fields = [("pejabat", pejabat.as_str()), ("passphrase", passphrase)];
        siapa.upload("/tte/pemasangan", &fields, ("berkas", "siti.p12", &self.p12)).await
    }

    async fn rows(&self) -> Vec<tte::SertifikatPejabat> {
        tte::list_sertifikat(&mut self.app.db.read(&self.app.ctx()).await.unwrap()).await.unwrap()
    }
}

/// The page without the fingerprint, which differs from run to run; it must be there.
fn tanpa_sidik(page: &str, sha256: &str) -> String {
    let letters: Vec<char> = sha256.to_uppercase().chars().collect();
    let fours: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    assert!(page.contains(&fours.join(" ")), "{page}");
    page.replace(&fours.join(" "), "(sidik)")
}

#[track_caller]
fn refuses(answer: &Answer, sentence: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    assert!(answer.text().contains(sentence), "{}", answer.main());
}

#[tokio::test]
async fn an_operator_trusts_an_authority_and_installs_a_certificate() {
    let kantor = Kantor::siap().await;
    assert_eq!(kantor.pasang(&kantor.operator, LURAH, SANDI).await.led_to(), "/3402132099/tte");
    let rows = kantor.rows().await;
    assert_eq!((rows.len(), rows[0].pejabat_id), (1, LURAH));
    assert_eq!(rows[0].sumber, "impor");
    insta::assert_snapshot!("panduan", kantor.operator.get("/tte/panduan").await.ok().main());
    insta::assert_snapshot!("daftar", kantor.operator.get("/tte").await.ok().main());
    let sent = kantor.operator.get("/tte/otoritas").await.ok().main();
    assert!(sent.contains("CA Kabupaten Contoh") && sent.contains("Dipercaya"), "{sent}");
}

#[tokio::test]
async fn an_installed_certificate_signs_with_its_passphrase() {
    let kantor = Kantor::siap().await;
    kantor.pasang(&kantor.operator, LURAH, SANDI).await.led_to();
    let mut tx = kantor.app.db.read(&kantor.app.ctx()).await.unwrap();
    let row = tte::find_keystore(&mut tx, LURAH).await.unwrap().unwrap();
    let kunci = tte::Kunci::new(tx.keys(), false);
    let anchors = tte::trust_anchors(&mut tx, false).await.unwrap();
    let now = kantor.app.app.now();
    let about = tte::Keterangan {
        nama: row.nama.clone(),
        alasan: String::new(),
        lokasi: String::new(),
        pada: now,
        halaman: 0,
        kotak: tte::Rect::INVISIBLE,
    };
    let pdf = super::contoh::pdf(super::contoh::Shape::Tagged);
    let signed = tte::tanda_tangani(&row, &kunci, sandi(SANDI), &pdf, &about, now).unwrap();
    assert_eq!(tte::periksa(&signed, &anchors, now).unwrap().conclusion(), tte::Conclusion::Valid);
}

#[tokio::test]
async fn every_bad_upload_gets_its_own_sentence() {
    let kantor = Kantor::buka().await;
    let operator = &kantor.operator;
    let empty = operator.post("/tte/pemasangan", &[]).await;
    for sentence in ["Pilih pejabat pemilik", "Pilih berkas sertifikat", "Ketik passphrase"] {
        refuses(&empty, sentence);
    }
    insta::assert_snapshot!("pemasangan_kosong", empty.main());
    let unknown = kantor.pasang(operator, LURAH, SANDI).await;
    refuses(&unknown, "Penerbit sertifikat ini, CA Kabupaten Contoh, belum dipercaya.");
    let kantor = Kantor::siap().await;
    let wrong = kantor.pasang(&kantor.operator, LURAH, "salah sekali").await;
    refuses(&wrong, "Passphrase salah.");
    assert!(!wrong.text().contains("salah sekali"), "a passphrase is never shown again");
    assert!(wrong.main().contains("selected"), "the official stays chosen");
    let pejabat = LURAH.to_string();
    let fields = [("pejabat", pejabat.as_str()), ("passphrase", SANDI)];
    for (bytes, sentence) in [
        (&b"%PDF-1.7 bukan sertifikat"[..], "Berkas sertifikat tidak terbaca."),
        (&vec![b'0'; 300 * 1024], "Berkas sertifikat terlalu besar: paling besar 256 KB."),
        (&OFFICE.p12, "Sertifikat ini hanya untuk contoh dan tidak sah sebagai TTE."),
    ] {
        let file = ("berkas", "x.p12", bytes);
        refuses(&kantor.operator.upload("/tte/pemasangan", &fields, file).await, sentence);
    }
    let nobody = kantor.pasang(&kantor.operator, Uuid::from_u128(9), SANDI).await;
    refuses(&nobody, "Pilih pejabat pemilik");
    assert!(kantor.rows().await.is_empty());
}

#[tokio::test]
async fn an_expired_file_is_refused_with_its_date() {
    let kantor = Kantor::buka().await;
    let masa = tte::sertifikat::Masa {
        from: super::contoh::masa().from,
        until: super::contoh::at("2026-03-01T00:00:00Z"),
    };
    let ca = tte::sertifikat::Penerbit::sendiri("CA Lama", "Kabupaten Contoh", masa).unwrap();
    let siti = tte::Pemegang { nama: "Siti", nomor: "SK-1", unit: "Kalurahan Sukamaju" };
    let p12 = ca.terbitkan(&siti, masa, &super::contoh::passphrase()).unwrap();
    let pejabat = LURAH.to_string();
    let fields = [("pejabat", pejabat.as_str()), ("passphrase", SANDI)];
    let answer = kantor.operator.upload("/tte/pemasangan", &fields, ("berkas", "x.p12", &p12)).await;
    refuses(&answer, "Masa berlaku sertifikat habis pada 1 Maret 2026 (WIB).");
    let pem = ca.certificate_pem();
    let file = ("berkas", "ca.pem", pem.as_bytes());
    let answer = kantor.operator.upload("/tte/otoritas/pemeriksaan", &[], file).await;
    refuses(&answer, "Masa berlaku sertifikat habis pada 1 Maret 2026 (WIB).");
}

#[tokio::test]
async fn a_repeated_submit_installs_one_certificate() {
    let kantor = Kantor::siap().await;
    let pejabat = LURAH.to_string();
    let fields = [("pejabat", pejabat.as_str()), ("passphrase", SANDI), ("request_key", "sekali-saja")];
    for _ in 0..2 {
        let file = ("berkas", "siti.p12", kantor.p12.as_slice());
        kantor.operator.upload("/tte/pemasangan", &fields, file).await.led_to();
    }
    assert_eq!(kantor.rows().await.len(), 1);
    let again = kantor.pasang(&kantor.operator, CARIK, SANDI).await;
    refuses(&again, "Sertifikat ini sudah terpasang atas nama Siti Rahayu, S.IP.");
}

#[tokio::test]
async fn revoking_needs_a_reason_and_is_for_good() {
    let kantor = Kantor::siap().await;
    kantor.pasang(&kantor.operator, LURAH, SANDI).await.led_to();
    let path = format!("/tte/{}/pencabutan", kantor.rows().await[0].id);
    insta::assert_snapshot!("pencabutan", kantor.operator.get(&path).await.ok().main());
    refuses(&kantor.operator.post(&path, &[("alasan", "  ")]).await, "Tulis alasan pencabutan.");
    let long = "a".repeat(201);
    refuses(&kantor.operator.post(&path, &[("alasan", &long)]).await, "Alasan terlalu panjang");
    let fields = [("alasan", "Passphrase diketahui orang lain"), ("request_key", "cabut-sekali")];
    for _ in 0..2 {
        assert_eq!(kantor.operator.post(&path, &fields).await.led_to(), "/3402132099/tte");
    }
    let other = kantor.operator.post(&path, &[("alasan", "Lagi")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    let shown = kantor.operator.get("/tte").await.ok().main();
    assert!(shown.contains("Dicabut") && shown.contains("Passphrase diketahui orang lain"), "{shown}");
    let back = kantor.pasang(&kantor.operator, LURAH, SANDI).await;
    refuses(&back, "pernah dicabut di Balai dan tidak dapat dipasang lagi");
}

#[tokio::test]
async fn an_authority_is_trusted_only_after_its_fingerprint_was_compared() {
    let kantor = Kantor::buka().await;
    let operator = &kantor.operator;
    let none = operator.post("/tte/otoritas/pemeriksaan", &[]).await;
    refuses(&none, "Pilih berkas sertifikat penerbit.");
    let junk = operator.upload("/tte/otoritas/pemeriksaan", &[], ("berkas", "x.pem", b"halo")).await;
    refuses(&junk, "Pilih berkas .pem, .crt, .cer atau .der yang utuh.");
    let leaf = &OFFICE.lurah.chain().to_der()[0];
    let leaf = operator.upload("/tte/otoritas/pemeriksaan", &[], ("berkas", "x.cer", leaf)).await;
    refuses(&leaf, "bukan sertifikat penerbit (CA)");
    let hidden = kantor.percayai().await;
    let shown =
        operator.upload("/tte/otoritas/pemeriksaan", &[], ("berkas", "ca.pem", kantor.pem.as_bytes()));
    let shown = shown.await.ok().main().replace(&hidden, "(sertifikat)");
    let read = tte::baca_otoritas(kantor.pem.as_bytes(), false, kantor.app.app.now()).unwrap();
    insta::assert_snapshot!("penerbit_periksa", tanpa_sidik(&shown, &read.sha256));
    let hasty = operator.post("/tte/otoritas", &[("sertifikat", &hidden)]).await;
    refuses(&hasty, "Cocokkan dulu sidik jarinya");
    let forged = operator.post("/tte/otoritas", &[("sertifikat", "!!"), ("cocok", "1")]).await;
    refuses(&forged, "Sertifikat penerbit tidak terbaca.");
    assert_eq!(kantor.app.tamu().get("/otoritas.pem").await.status, StatusCode::NOT_FOUND);

    let fields = [("sertifikat", hidden.as_str()), ("cocok", "1")];
    for _ in 0..2 {
        operator.post("/tte/otoritas", &fields).await.led_to();
    }
    let mut tx = kantor.app.db.read(&kantor.app.ctx()).await.unwrap();
    let all = tte::list_otoritas(&mut tx).await.unwrap();
    assert_eq!(all.len(), 1, "trusting twice is trusting");
    drop(tx);
    let given = kantor.app.tamu().get("/otoritas.pem").await.ok();
    assert!(given.headers["content-disposition"].to_str().unwrap().contains("otoritas-3402132099.pem"));
    assert_eq!(tte::TrustAnchors::from_pem(&given.text()).unwrap().len(), 1);
    assert!(given.text().contains(&kantor.pem), "the very certificate");

    let end = format!("/tte/otoritas/{}/penghentian", all[0].id);
    assert!(operator.get(&end).await.ok().main().contains("Berhenti memercayai CA Kabupaten Contoh?"));
    operator.post(&end, &[]).await.led_to();
    assert_eq!(operator.post(&end, &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(kantor.app.tamu().get("/otoritas.pem").await.status, StatusCode::NOT_FOUND);
    let shown = operator.get("/tte/otoritas").await.ok().main();
    insta::assert_snapshot!("penerbit_dihentikan", tanpa_sidik(&shown, &all[0].sha256));
}

#[tokio::test]
async fn a_signer_keeps_only_the_own_certificate() {
    let kantor = Kantor::siap().await;
    kantor.pasang(&kantor.operator, LURAH, SANDI).await.led_to();
    let other = kantor.rows().await[0].id;
    let signer = kantor.app.sebagai(Role::Penandatangan).await;
    let shown = signer.get("/tte").await.ok().main();
    assert!(!shown.contains("Siti"), "another's certificate does not exist: {shown}");
    let path = format!("/tte/{other}/pencabutan");
    assert_eq!(signer.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(signer.post(&path, &[("alasan", "x")]).await.status, StatusCode::NOT_FOUND);
    assert!(kantor.rows().await[0].dicabut_pada.is_none());
    refuses(&kantor.pasang(&signer, LURAH, SANDI).await, "Pilih pejabat pemilik");
    assert_eq!(signer.get("/tte/otoritas").await.status, StatusCode::NOT_FOUND);
    assert_eq!(signer.post("/tte/otoritas", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_signer_makes_a_certificate_of_the_unit_s_own_authority() {
    let kantor = Kantor::buka().await;
    let signer = kantor.app.sebagai(Role::Penandatangan).await;
    assert_eq!(signer.get("/tte/penerbitan").await.status, StatusCode::NOT_FOUND, "no authority yet");
    let ctx = kantor.app.ctx();
    tte::perintah_ca(&kantor.app.db, &ctx, Some("CA Kalurahan Sukamaju"), "Kalurahan Sukamaju")
        .await
        .unwrap();
    let twice = tte::perintah_ca(&kantor.app.db, &ctx, Some("CA Dua"), "Kalurahan Sukamaju").await;
    assert!(matches!(twice, Err(tte::GalatPerintah::SudahAda(_))));
    insta::assert_snapshot!("penerbitan", signer.get("/tte/penerbitan").await.ok().main());
    let (lurah, carik) = (LURAH.to_string(), CARIK.to_string());
    let post = async |pejabat: &str, nomor: &str, one: &str, two: &str| {
        let fields = [("pejabat", pejabat), ("nomor", nomor), ("passphrase", one), ("ulangi", two)];
        signer.post("/tte/penerbitan", &fields).await
    };
    refuses(&post(&lurah, "SK-2", SANDI, SANDI).await, "Pilih jabatan Anda.");
    refuses(&post(&carik, "", SANDI, SANDI).await, "Isi nomor SK");
    refuses(&post(&carik, "SK-2", "pendek", "pendek").await, "paling sedikit 8 huruf");
    refuses(&post(&carik, "SK-2", SANDI, "lain sekali").await, "Kedua passphrase tidak sama");
    refuses(&post(&carik, "3402134101859001", SANDI, SANDI).await, "NIK tidak boleh ada di sertifikat");
    assert!(kantor.rows().await.is_empty());
    post(&carik, "SK-2/2025", SANDI, SANDI).await.led_to();
    let rows = kantor.rows().await;
    assert_eq!((rows.len(), rows[0].sumber.as_str(), rows[0].pejabat_id), (1, "sendiri", CARIK));
    assert_eq!((rows[0].nama.as_str(), rows[0].penerbit.as_str()), ("Budi Santosa", "CA Kalurahan Sukamaju"));
    assert_eq!(kantor.operator.get("/tte/penerbitan").await.status, StatusCode::NOT_FOUND, "not for another");
}

#[tokio::test]
async fn without_permission_nothing_of_this_exists() {
    let kantor = Kantor::buka().await;
    for role in [Role::Verifikator, Role::Dukuh, Role::Rt] {
        let client = kantor.app.sebagai(role).await;
        for path in ["/tte", "/tte/panduan", "/tte/pemasangan", "/tte/penerbitan", "/tte/otoritas"] {
            assert_eq!(client.get(path).await.status, StatusCode::NOT_FOUND, "{role:?} {path}");
        }
        assert_eq!(client.post("/tte/pemasangan", &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert!(kantor.app.tamu().get("/tte").await.led_to().starts_with("/masuk"));
    let other = kantor.app.sebagai_di(testkit::KEMBARAN, &[Role::Operator]).await;
    assert!(other.get(&format!("/{SUKAMAJU}/tte")).await.status != StatusCode::OK, "another village");
    let empty = kantor.operator.get("/tte").await.ok().main();
    assert!(empty.contains("Belum ada sertifikat"), "{empty}");
    assert!(kantor.operator.get("/tte/panduan").await.ok().main().contains("tidak tersertifikasi"));
}

#[tokio::test]
async fn the_command_line_trusts_and_installs_like_the_browser() {
    let kantor = Kantor::buka().await;
    let (db, ctx) = (&kantor.app.db, kantor.app.ctx());
    let import = |passphrase: &str| {
        tte::perintah_import(db, &ctx, LURAH, kantor.p12.clone(), sandi(passphrase), false)
    };
    let unknown = import(SANDI).await.unwrap_err();
    assert!(unknown.to_string().contains("belum dipercaya"), "{unknown}");
    tte::perintah_percaya(db, &ctx, kantor.pem.as_bytes(), false).await.unwrap();
    assert!(import("salah").await.unwrap_err().to_string().starts_with("Passphrase salah."));
    assert_eq!(import(SANDI).await.unwrap().pejabat_id, LURAH);
    assert!(import(SANDI).await.unwrap_err().to_string().contains("sudah terpasang"));
    let demo = tte::perintah_ca(db, &ctx, None, "Kalurahan Sukamaju").await.unwrap();
    assert!(demo.contoh);
    let mut tx = db.read(&ctx).await.unwrap();
    assert_eq!(
        tte::trust_anchors(&mut tx, false).await.unwrap().len(),
        1,
        "the demonstration is not trusted"
    );
}
