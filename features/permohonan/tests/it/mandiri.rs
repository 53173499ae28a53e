//! A resident at home: a code, a request, a photo, the letter.

use std::sync::{Arc, Mutex};

use access::Role;
use db::Context;
use image::{DynamicImage, ImageFormat};
use permohonan::{Keadaan, KodeDiLoket, Pengirim, PengirimKode, Pintu, Terkirim, foto, store};
use testkit::{Answer, Client, SUKAMAJU};
use uuid::Uuid;
use web::App;

use super::dunia::{Dunia, Tokoh, di};

/// Keeps what it was given instead of sending it.
#[derive(Default)]
pub(crate) struct Ganda(Mutex<Vec<(Uuid, String)>>);

impl Pengirim for Ganda {
    fn kirim_kode(&self, _app: App, _ctx: Context, penduduk_id: Uuid, kode: String) -> Terkirim {
        self.0.lock().unwrap().push((penduduk_id, kode));
        Box::pin(async { Ok(true) })
    }
}

impl Ganda {
    fn kode(&self) -> Option<(Uuid, String)> {
        self.0.lock().unwrap().last().cloned()
    }
}

/// The id under which a code is tried, from the page that asks for it.
fn permintaan(jawab: &Answer) -> String {
    let text = jawab.text();
    let sesudah = text.split("name=\"permintaan\" value=\"").nth(1).unwrap();
    sesudah.split('"').next().unwrap().to_owned()
}

fn kue(jawab: &Answer) -> String {
    let kue = jawab
        .headers
        .get_all("set-cookie")
        .iter()
        .find_map(|isi| isi.to_str().ok()?.strip_prefix("balai_warga="));
    let kue = kue.unwrap();
    assert!(
        kue.contains("HttpOnly")
            && kue.contains("Path=/3402132099/mandiri")
            && kue.contains("SameSite=Strict")
    );
    kue.split(';').next().unwrap().to_owned()
}

/// A village whose codes are heard, with its residents.
pub(crate) async fn dunia() -> (Dunia, Arc<Ganda>, Vec<Tokoh>) {
    let ganda = Arc::new(Ganda::default());
    let pengirim = PengirimKode(ganda.clone());
    let dunia = Dunia::dengan(db::testing::sqlite().await, |builder, _| builder.provide(pengirim)).await;
    let semua = dunia.semua_warga().await;
    (dunia, ganda, semua)
}

async fn dunia_satu() -> (Dunia, Arc<Ganda>, Uuid, String) {
    let (dunia, ganda, semua) = dunia().await;
    (dunia, ganda, semua[0].id, semua[0].nik.clone())
}

#[tokio::test]
async fn a_code_opens_one_s_own_pages_and_nobody_else_s() {
    let (dunia, ganda, id, nik) = dunia_satu().await;
    let tamu = dunia.app.tamu();
    let depan = tamu.get("/mandiri").await.ok().main();
    assert!(depan.contains("Kirim kode"));
    let jawab = tamu.post("/mandiri/masuk", &[("nik", &nik)]).await.ok();
    assert!(!jawab.text().contains(&nik), "a typed number is not written back");
    let (kepada, kode) = ganda.kode().unwrap();
    assert_eq!(kepada, id);
    let permintaan = permintaan(&jawab);
    let salah = tamu.post("/mandiri/kode", &[("permintaan", &permintaan), ("kode", "abc")]).await;
    assert_eq!(salah.status, 422);
    let buka = tamu.post("/mandiri/kode", &[("permintaan", &permintaan), ("kode", &kode)]).await;
    buka.led_to();
    let warga = dunia.app.tamu().dengan_kue("balai_warga", &kue(&buka));
    let lagi = tamu.post("/mandiri/kode", &[("permintaan", &permintaan), ("kode", &kode)]).await;
    assert_eq!(lagi.status, 422, "a code opens once");
    assert!(warga.get("/mandiri").await.ok().main().contains("Minta surat"));
    let isi = [("i_keperluan", "melamar kerja"), ("ambil", "3"), ("request_key", "mandiri-1")];
    let ke = warga.post("/mandiri/surat/domisili", &isi).await.led_to();
    assert_eq!(warga.post("/mandiri/surat/domisili", &isi).await.led_to(), ke);
    let p = dunia.satu().await;
    assert_eq!((p.pintu(), p.keadaan(), p.orang_id), (Pintu::Mandiri, Keadaan::Diajukan, id));
    let satu = warga.get(&format!("/mandiri/permohonan/{}", p.id)).await.ok();
    assert!(satu.main().contains("2026-0001"), "{}", satu.main());
    assert_eq!(satu.headers["cache-control"], "no-store", "the next who takes the phone sees nothing");
    let orang_lain = dunia.ajukan(Pintu::Loket, "2026-03-02T08:00").await;
    assert_eq!(warga.get(&format!("/mandiri/permohonan/{}", orang_lain.id)).await.status, 404);
    assert_eq!(tamu.get(&format!("/mandiri/permohonan/{}", p.id)).await.status, 400, "no visit, no page");
    warga.post("/mandiri/keluar", &[]).await.led_to();
    assert!(warga.get("/mandiri").await.ok().main().contains("Kirim kode"));
}

#[tokio::test]
async fn a_nik_that_nobody_has_is_answered_alike() {
    let (dunia, ganda, _, nik) = dunia_satu().await;
    let tamu = dunia.app.tamu();
    let ada = tamu.post("/mandiri/masuk", &[("nik", &nik)]).await.ok();
    let tiada = tamu.post("/mandiri/masuk", &[("nik", "3402134101859777")]).await.ok();
    let tanpa_id = |jawab: &Answer| jawab.main().replace(&permintaan(jawab), "");
    assert_eq!(tanpa_id(&ada), tanpa_id(&tiada));
    assert_eq!(ganda.0.lock().unwrap().len(), 1, "nobody gets nobody's code");
    let kode = ganda.kode().unwrap().1;
    let salah = tamu.post("/mandiri/kode", &[("permintaan", &permintaan(&tiada)), ("kode", &kode)]).await;
    assert_eq!(salah.status, 422);
}

#[tokio::test]
async fn a_code_is_tried_five_times() {
    let (dunia, ganda, _, nik) = dunia_satu().await;
    let tamu = dunia.app.tamu();
    let jawab = tamu.post("/mandiri/masuk", &[("nik", &nik)]).await.ok();
    let (permintaan, kode) = (permintaan(&jawab), ganda.kode().unwrap().1);
    let salah = if kode == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let coba = tamu.post("/mandiri/kode", &[("permintaan", &permintaan), ("kode", salah)]).await;
        assert_eq!(coba.status, 422);
    }
    let benar = tamu.post("/mandiri/kode", &[("permintaan", &permintaan), ("kode", &kode)]).await;
    assert_eq!(benar.status, 422, "the right code comes too late");
}

#[tokio::test]
async fn bad_input_gets_a_sentence() {
    let (dunia, _, _, _) = dunia_satu().await;
    let tamu = dunia.app.tamu();
    let pendek = tamu.post("/mandiri/masuk", &[("nik", "12345")]).await;
    assert!(pendek.status == 422 && pendek.text().contains("16 angka"), "{}", pendek.text());
    assert_eq!(tamu.post("/mandiri/kode", &[("permintaan", "apa"), ("kode", "1")]).await.status, 404);
    let tutup = Dunia::baru().await;
    let belum = tutup.app.tamu().post("/mandiri/masuk", &[("nik", "3402134101859777")]).await;
    assert!(belum.status == 422 && belum.text().contains("belum dibuka"));
}

#[tokio::test]
async fn who_has_no_phone_on_record_hears_the_code_at_the_counter_and_that_is_written_down() {
    let loket = KodeDiLoket::default();
    let pengirim = PengirimKode(Arc::new(loket.clone()));
    let dunia =
        Dunia::dengan(db::testing::sqlite().await, |builder, _| builder.provide(pengirim).provide(loket))
            .await;
    let (id, nik) = dunia.warga().await;
    let tamu = dunia.app.tamu();
    assert!(dunia.operator.get("/kode-mandiri").await.ok().main().contains("Tidak ada kode"));
    let jawab = tamu.post("/mandiri/masuk", &[("nik", &nik)]).await.ok();
    let daftar = dunia.operator.get("/kode-mandiri").await.ok().text();
    assert!(daftar.contains("KTP sudah dilihat"), "{daftar}");
    let lurah = dunia.app.sebagai(Role::Penandatangan).await;
    assert_eq!(lurah.post(&format!("/kode-mandiri/{id}"), &[]).await.status, 404, "only for the counter");
    let tampak = dunia.operator.post(&format!("/kode-mandiri/{id}"), &[]).await.ok().main();
    let (_, sisa) = tampak.split_once("<p class=\"govuk-heading-l\">").unwrap();
    let kode = &sisa[..6];
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let dilihat = access::store::list_pembukaan(&mut tx, Some(id)).await.unwrap();
    drop(tx);
    assert_eq!(dilihat.len(), 1);
    assert!(!daftar.contains(kode), "the list alone tells no code");
    let buka = tamu.post("/mandiri/kode", &[("permintaan", &permintaan(&jawab)), ("kode", kode)]).await;
    buka.led_to();
    let bukan = dunia.operator.post(&format!("/kode-mandiri/{}", dunia.siti), &[]).await;
    assert!(bukan.status == 400 && bukan.text().contains("kedaluwarsa"));
}

/// A resident's visit.
pub(crate) async fn masuk(dunia: &Dunia, ganda: &Ganda, nik: &str) -> Client {
    let tamu = dunia.app.tamu();
    let jawab = tamu.post("/mandiri/masuk", &[("nik", nik)]).await.ok();
    let kode = ganda.kode().unwrap().1;
    let buka = tamu.post("/mandiri/kode", &[("permintaan", &permintaan(&jawab)), ("kode", &kode)]).await;
    dunia.app.tamu().dengan_kue("balai_warga", &kue(&buka))
}

#[tokio::test]
async fn a_letter_is_downloaded_where_its_signature_is_electronic_and_while_it_holds() {
    use surat::jenis::Cara;
    use surat::keadaan::Keadaan as KeadaanSurat;
    let (dunia, ganda, id, nik) = dunia_satu().await;
    let warga = masuk(&dunia, &ganda, &nik).await;
    warga.post("/mandiri/surat/domisili", &[("ambil", "3")]).await.led_to();
    let p = dunia.satu().await;
    dunia.tindak(p.id, "pemrosesan", &[]).await.led_to();
    let files = files::FileStore::new(dunia.folder());
    let mut tx = dunia.tulis("2026-03-05T09:00").await;
    let orang = kependudukan::find_subjek(&mut tx, id).await.unwrap().unwrap();
    let surat_id = super::alur::surat_di(&mut tx, orang, dunia.lurah_id).await;
    let isi = b"%PDF-1.7\nsurat\n%%EOF\n";
    let pdf = files.put(&mut tx, "surat.pdf", "application/pdf", isi).await.unwrap();
    tx.commit().await.unwrap();
    let halaman = format!("/mandiri/permohonan/{}", p.id);
    let berkas = format!("{halaman}/berkas");
    for (cara, keadaan, dapat) in [
        (Cara::Basah, KeadaanSurat::Terbit, false),
        (Cara::Tte, KeadaanSurat::Terbit, true),
        (Cara::Tte, KeadaanSurat::Dicabut, false),
    ] {
        let mut tx = dunia.tulis("2026-03-05T10:00").await;
        let mut surat = surat::store::get_surat(&mut tx, surat_id).await.unwrap();
        surat.keadaan = keadaan.kode();
        surat.cara = cara.kode();
        surat.terbit_id = Some(pdf.id);
        surat.terbit_pada = Some(tx.ctx().now.into());
        tx.update(&surat).await.unwrap();
        tx.commit().await.unwrap();
        let ctx = Context::system("permohonan.selaras", SUKAMAJU, di("2026-03-05T10:02"));
        permohonan::selaraskan_semua(&dunia.app.db, &ctx).await.unwrap();
        let tampak = warga.get(&halaman).await.ok().text();
        assert_eq!(tampak.contains(&berkas), dapat, "{cara:?} {keadaan:?}: {tampak}");
        let diunduh = warga.get(&berkas).await;
        assert_eq!(diunduh.status == 200, dapat, "{cara:?} {keadaan:?}");
        assert!(!dapat || diunduh.bytes == isi);
    }
    assert_eq!(dunia.app.tamu().get(&berkas).await.status, 400, "no visit, no letter");
}

#[tokio::test]
async fn the_last_photo_that_was_asked_for_lets_the_clock_go_on() {
    let (dunia, ganda, _, nik) = dunia_satu().await;
    let warga = masuk(&dunia, &ganda, &nik).await;
    warga.post("/mandiri/surat/domisili", &[("ambil", "1")]).await.led_to();
    let p = dunia.satu().await;
    dunia.tindak(p.id, "pemeriksaan", &[]).await.led_to();
    dunia.tindak(p.id, "permintaan", &[("kurang", "pengantar"), ("kurang", "kk")]).await.led_to();
    let ke = format!("/mandiri/permohonan/{}/foto", p.id);
    warga.upload(&ke, &[("syarat", "kk")], ("foto", "a.png", &gambar(30, 20))).await.led_to();
    assert_eq!(dunia.satu().await.keadaan(), Keadaan::Kurang, "one is still missing");
    warga.upload(&ke, &[("syarat", "pengantar")], ("foto", "a.png", &gambar(30, 20))).await.led_to();
    let lengkap = dunia.satu().await;
    assert_eq!((lengkap.keadaan(), lengkap.syarat.as_str()), (Keadaan::Diperiksa, "kk pengantar"));
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let jam = waktu::store::find_jam(&mut tx, permohonan::JAM, p.id).await.unwrap().unwrap();
    assert_eq!(jam.keadaan(), waktu::KeadaanJam::Berjalan);
    drop(tx);
    let dilihat = dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
    assert!(dilihat.contains("Ada fotonya"), "{dilihat}");
}

pub(crate) fn gambar(lebar: u32, tinggi: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::new_rgb8(lebar, tinggi).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_photo_is_shrunk_sealed_shown_to_the_office_and_gone_after_thirty_days() {
    let (dunia, ganda, _, nik) = dunia_satu().await;
    let warga = masuk(&dunia, &ganda, &nik).await;
    warga.post("/mandiri/surat/domisili", &[("ambil", "1")]).await.led_to();
    let p = dunia.satu().await;
    let ke = format!("/mandiri/permohonan/{}/foto", p.id);
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (isi, kalimat) in [
        (&svg[..], "SVG tidak diterima"),
        (&b"%PDF-1.7 bukan gambar"[..], "bukan gambar"),
        (&b"\x89PNG\r\n\x1a\nrusak"[..], "rusak"),
    ] {
        let ditolak = warga.upload(&ke, &[("syarat", "pengantar")], ("foto", "ktp.png", isi)).await;
        assert!(ditolak.status == 422 && ditolak.text().contains(kalimat), "{}", ditolak.text());
    }
    let terlalu =
        warga.upload(&ke, &[("syarat", "pengantar")], ("foto", "ktp.png", &vec![0; 100 << 20])).await;
    assert!(
        terlalu.status == 413 && terlalu.text().contains("Kiriman paling besar 15 MB"),
        "{}",
        terlalu.text()
    );
    let besar = gambar(1800, 1200);
    let asing = warga.upload(&ke, &[("syarat", "karangan")], ("foto", "a.png", &besar)).await;
    assert!(asing.status == 422 && asing.text().contains("syarat yang mana"));
    warga.upload(&ke, &[("syarat", "pengantar")], ("foto", "3402134101859001.png", &besar)).await.led_to();
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let semua = store::list_foto(&mut tx, p.id).await.unwrap();
    drop(tx);
    assert_eq!(semua.len(), 1);
    let alamat = format!("/permohonan/{}/foto/{}/pembukaan", p.id, semua[0].id);
    let dilihat = dunia.operator.post(&alamat, &[]).await.ok();
    assert_eq!(dilihat.headers["cache-control"], "no-store");
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let oleh = access::store::list_pembukaan(&mut tx, Some(p.orang_id)).await.unwrap();
    drop(tx);
    assert_eq!(oleh.len(), 1, "it is written down who looked");
    let terbaca = image::load_from_memory_with_format(&dilihat.bytes, ImageFormat::Jpeg).unwrap();
    assert_eq!((terbaca.width(), terbaca.height()), (1600, 1067));
    assert!(dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().text().contains(&alamat));
    let di_disk =
        std::fs::read(dunia.folder().join(SUKAMAJU.to_string()).join(semua[0].berkas_id.to_string()));
    assert_ne!(di_disk.unwrap()[..3], dilihat.bytes[..3], "it lies there sealed");
    let mut tx = dunia.tulis("2026-03-03T08:00").await;
    let terlihat = permohonan::Terlihat { id: p.id, versi: p.versi };
    permohonan::alur::batalkan(&mut tx, terlihat, "tidak jadi", &super::dunia::petugas()).await.unwrap();
    tx.commit().await.unwrap();
    let files = files::FileStore::new(dunia.folder());
    for (saat, hilang) in [("2026-04-02T07:00", 0), ("2026-04-03T08:00", 1), ("2026-04-03T09:00", 0)] {
        let ctx = Context::system("permohonan.sapu", SUKAMAJU, di(saat));
        assert_eq!(foto::sapu(&dunia.app.db, &ctx, &files).await.unwrap(), hilang, "{saat}");
    }
    assert_eq!(dunia.operator.post(&alamat, &[]).await.status, 404);
}
