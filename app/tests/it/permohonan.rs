//! Requests with the whole house around them: from a resident's first message to the signed letter in the chat.

use access::Role;
use balai::contoh::{PASSPHRASE, PLERET};
use db::{Context, Where, clock};
use jiff::civil::Date;
use kamus::Telepon;
use kependudukan::Subjek;
use kependudukan::store::{Urutan, daftar_penduduk};
use permohonan::Keadaan;
use surat::Verdict;
use surat::orang::Orang;
use testkit::{Client, TestApp};
use uuid::Uuid;
use wilayah::Jabatan;

use crate::pesan::{antrean, contoh_utuh};

fn ctx() -> Context {
    Context::system("uji", PLERET, clock::now())
}

/// An adult with a NIK, whose phone the office has on record.
async fn warga(app: &TestApp) -> Subjek {
    let dewasa = Date::constant(2000, 1, 1);
    let saring = Where::new().and("status_dasar = ?", [1_i16.into()]).and("nik_kunci is not null", []);
    let saring = saring.and("tanggal_lahir < ?", [dewasa.into()]);
    let mut tx = app.db.write(&ctx(), "uji").await.unwrap();
    let id = daftar_penduduk(&mut tx, saring, Urutan::Nama, (1, 1)).await.unwrap()[0].id;
    let hari = kamus::Zona::Wib.tanggal(clock::now());
    let telepon = Telepon::baru("081200000001").unwrap();
    assert!(kependudukan::catat_telepon(&mut tx, id, &telepon, hari).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = app.db.read(&ctx()).await.unwrap();
    kependudukan::find_subjek(&mut tx, id).await.unwrap().unwrap()
}

/// The phone on the simulator's page.
struct Ponsel<'a> {
    app: &'a TestApp,
    operator: Client,
    alamat: String,
}

impl Ponsel<'_> {
    async fn tulis(&self, isian: &[(&str, &str)]) -> String {
        self.operator.post(&format!("{}/tulisan", self.alamat), isian).await.led_to();
        self.lihat().await
    }

    async fn ketik(&self, teks: &str) -> String {
        self.tulis(&[("teks", teks)]).await
    }

    async fn lihat(&self) -> String {
        antrean(self.app, clock::now).await;
        self.operator.get(&self.alamat).await.ok().text()
    }
}

/// Who has this login in the example.
async fn akun(app: &TestApp, login: &str) -> Client {
    let mut tx = app.db.read(&ctx()).await.unwrap();
    let semua = access::store::list_pengguna(&mut tx).await.unwrap();
    let id = semua.iter().find(|pengguna| pengguna.login == login).unwrap().id;
    drop(tx);
    app.sebagai_pengguna(PLERET, id).await
}

async fn surat(app: &TestApp, id: Uuid) -> surat::store::Surat {
    let mut tx = app.db.read(&ctx()).await.unwrap();
    surat::store::get_surat(&mut tx, id).await.unwrap()
}

/// The clerk makes the letter, the officials give their paraf, the lurah signs with key and passphrase.
async fn buat_dan_tandatangani(app: &TestApp, warga: &Subjek) -> Uuid {
    let mut tx = app.db.read(&ctx()).await.unwrap();
    let hari = kamus::Zona::Wib.tanggal(clock::now());
    let pejabat = wilayah::pejabat_pada(&mut tx, hari).await.unwrap();
    drop(tx);
    let kepala = pejabat.iter().find(|pejabat| pejabat.jabatan == Jabatan::Kepala.kode()).unwrap();
    let orang = warga.id.unwrap().to_string();
    let alamat = Orang::from(warga.clone()).alamat_lengkap("Padukuhan");
    let penandatangan = format!("{}:definitif", kepala.id);
    let isian = [
        ("orang", orang.as_str()),
        ("i_keperluan", "membuka rekening"),
        ("i_alamat_tinggal", &alamat),
        ("syarat", "pengantar"),
        ("cara", "2"),
        ("penandatangan", &penandatangan),
        ("kertas", "F4"),
        ("rangkap", "1"),
    ];
    let ke = akun(app, "kamituwa").await.post("/surat/baru/domisili", &isian).await.led_to();
    let id: Uuid = ke.rsplit('/').next().unwrap().parse().unwrap();
    for (login, tindakan, lain) in [
        ("jagabaya", "paraf", None),
        ("carik", "paraf", None),
        ("lurah", "penandatanganan", Some(("passphrase", PASSPHRASE))),
    ] {
        let versi = surat(app, id).await.versi.to_string();
        let mut isian = vec![("versi", versi.as_str())];
        isian.extend(lain);
        akun(app, login).await.post(&format!("/surat/{id}/{tindakan}"), &isian).await.led_to();
    }
    assert_eq!(surat(app, id).await.keadaan(), surat::keadaan::Keadaan::Terbit);
    id
}

fn gambar() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(60, 80).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_letter_asked_for_by_message_comes_back_signed() {
    let (app, _folder) = contoh_utuh().await;
    let warga = warga(&app).await;
    let operator = app.sebagai_di(PLERET, &[Role::Operator]).await;
    let alamat = operator.post("/pesan/simulator", &[("nomor", "0812 0000 0001")]).await.led_to();
    let ponsel = Ponsel { app: &app, operator, alamat };
    ponsel.ketik("selamat siang").await;
    ponsel.tulis(&[("pilihan", "setuju"), ("judul", "Setuju")]).await;
    assert!(ponsel.ketik("Minta surat").await.contains("Ketik NIK Anda"));
    ponsel.ketik(warga.nik.unwrap().as_str()).await;
    let lahir = warga.tanggal_lahir.unwrap();
    let tanya = ponsel.ketik(&format!("{:02}-{:02}-{}", lahir.day(), lahir.month(), lahir.year())).await;
    let (_, kode) = tanya.split_once("Kode Anda ").expect("a code goes to the phone on record");
    let jenis = ponsel.ketik(&kode[..6]).await;
    assert!(jenis.contains("Surat ini untuk siapa?"), "{jenis}");
    assert!(ponsel.ketik("Saya sendiri").await.contains("Surat apa yang Anda perlukan?"));
    ponsel.ketik("keterangan domisili").await;
    let foto = ponsel.ketik("membuka rekening").await;
    assert!(foto.contains("Kirim foto: Surat pengantar RT/RW"), "{foto}");
    let tulisan = format!("{}/tulisan", ponsel.alamat);
    ponsel.operator.upload(&tulisan, &[("teks", "")], ("berkas", "a.png", &gambar())).await.led_to();
    assert!(ponsel.lihat().await.contains("Bagaimana surat sampai kepada Anda?"));
    ponsel.ketik("PDF di pesan ini").await;
    assert!(ponsel.ketik("Kirim").await.contains("sudah masuk"));

    let mut tx = app.db.read(&ctx()).await.unwrap();
    let p = permohonan::store::list_orang(&mut tx, warga.id.unwrap()).await.unwrap().remove(0);
    drop(tx);
    let proses = format!("/permohonan/{}/pemrosesan", p.id);
    let borang = akun(&app, "kamituwa").await.post(&proses, &[("versi", "1")]).await.led_to();
    assert!(borang.contains("/surat/baru/domisili?draf="), "the letter's form opens filled in: {borang}");
    let id = buat_dan_tandatangani(&app, &warga).await;
    assert_eq!(permohonan::selaraskan_semua(&app.db, &ctx()).await.unwrap(), 1);
    let jadi = ponsel.lihat().await;
    let nomor = surat(&app, id).await.nomor.unwrap();
    assert!(jadi.contains(&nomor) && jadi.contains("Seberapa puas"), "{jadi}");
    let (_, tautan) = jadi.rsplit_once("/berkas/").expect("the letter stands in the chat");
    let berkas = format!("{}/berkas/{}", ponsel.alamat, &tautan[..36]);
    let pdf = ponsel.operator.get(&berkas).await.ok().bytes;
    let putusan = surat::verify_pdf(&app.db, &pdf, clock::now()).await.unwrap();
    assert!(matches!(putusan, Verdict::Sah(_)), "byte for byte what was signed");
    assert!(ponsel.ketik("5").await.contains("Nilai Anda: 5 dari 5"));
    let mut tx = app.db.read(&ctx()).await.unwrap();
    let selesai = permohonan::store::get_permohonan(&mut tx, p.id).await.unwrap();
    assert_eq!((selesai.keadaan(), selesai.surat_id), (Keadaan::Terkirim, Some(id)));
}
