//! The phone on a page.

use access::Role;
use testkit::Client;

use crate::Dunia;
use crate::percakapan::PNG;

async fn buka(dunia: &Dunia) -> (Client, String) {
    let operator = dunia.app.sebagai(Role::Operator).await;
    let ponsel = operator.post("/pesan/simulator", &[("nomor", "0812 0000 0001")]).await.led_to();
    (operator, ponsel)
}

async fn tulis(dunia: &Dunia, operator: &Client, ponsel: &str, isian: &[(&str, &str)]) -> String {
    operator.post(&format!("{ponsel}/tulisan"), isian).await.led_to();
    dunia.sebentar().await;
    operator.get(ponsel).await.ok().main()
}

#[tokio::test]
async fn anybody_plays_the_resident_from_notice_to_photo() {
    let dunia = Dunia::di(testkit::testing::sqlite().await, pesan::Jenis::Simulator).await;
    let (operator, ponsel) = buka(&dunia).await;
    let page = tulis(&dunia, &operator, &ponsel, &[("teks", "halo")]).await;
    assert!(page.contains("Apakah Anda setuju") && page.contains("value=\"setuju\""), "{page}");
    let page = tulis(&dunia, &operator, &ponsel, &[("pilihan", "setuju"), ("judul", "Setuju")]).await;
    assert!(page.contains("Minta surat"), "{page}");
    let page = tulis(&dunia, &operator, &ponsel, &[("pilihan", "surat"), ("judul", "Minta surat")]).await;
    assert!(page.contains("Ketik NIK Anda"), "{page}");
    tulis(&dunia, &operator, &ponsel, &[("teks", crate::dunia::NIK_SITI)]).await;
    let page = tulis(&dunia, &operator, &ponsel, &[("teks", "01-01-1985")]).await;
    let (_, sisa) = page.split_once("Kode Anda ").expect("the number on record is this very phone");
    let kode: String = sisa.chars().take(6).collect();
    let page = tulis(&dunia, &operator, &ponsel, &[("teks", &kode)]).await;
    assert!(page.contains("Untuk keperluan apa?"), "{page}");
    let page = tulis(&dunia, &operator, &ponsel, &[("jenis", "suara"), ("teks", "")]).await;
    assert!(page.contains("pesan suara tidak dapat"), "{page}");
    tulis(&dunia, &operator, &ponsel, &[("teks", "kuliah")]).await;
    operator
        .upload(&format!("{ponsel}/tulisan"), &[("teks", "ini KK")], ("berkas", "kk.png", PNG))
        .await
        .led_to();
    dunia.sebentar().await;
    assert!(operator.get(&ponsel).await.ok().main().contains("Diterima, nomor 7."));
    assert!(dunia.meta.diterima().is_empty(), "nothing left the house");
}

#[tokio::test]
async fn a_document_arrives_on_the_page() {
    let dunia = Dunia::di(testkit::testing::sqlite().await, pesan::Jenis::Simulator).await;
    let (operator, ponsel) = buka(&dunia).await;
    let kontak_id = ponsel.rsplit('/').next().unwrap().parse().unwrap();
    let simpanan = dunia.app.app.service::<files::FileStore>();
    let mut tx = dunia.app.db.write(&crate::dunia::ctx(), "uji").await.unwrap();
    let berkas = simpanan.put(&mut tx, "uji", "application/pdf", b"%PDF-1.7 uji").await.unwrap();
    let isi = pesan::Isi::Dokumen { berkas: berkas.id, nama: "surat.pdf".into(), teks: "Surat Anda".into() };
    pesan::kirim(&mut tx, kontak_id, &isi.into()).await.unwrap();
    tx.commit().await.unwrap();
    dunia.sebentar().await;
    let page = operator.get(&ponsel).await.ok().text();
    let (depan, _) = page.split_once("\">surat.pdf").expect("the attachment is named");
    let alamat = depan.rsplit_once("href=\"").unwrap().1;
    assert_eq!(operator.get(alamat).await.ok().bytes, b"%PDF-1.7 uji");
}

#[tokio::test]
async fn bad_input_on_the_page_is_named_and_a_form_sent_twice_is_one_message() {
    let dunia = Dunia::di(testkit::testing::sqlite().await, pesan::Jenis::Simulator).await;
    let (operator, ponsel) = buka(&dunia).await;
    let tulisan = format!("{ponsel}/tulisan");
    assert_eq!(operator.post(&tulisan, &[("teks", "  ")]).await.status, 422);
    assert_eq!(operator.post(&tulisan, &[("teks", &"x".repeat(4_097))]).await.status, 422);
    let salah = operator.post("/pesan/simulator", &[("nomor", "12")]).await;
    assert_eq!(salah.status, 422);
    for _ in 0..2 {
        operator.post(&tulisan, &[("teks", "halo"), ("request_key", "sekali")]).await.led_to();
    }
    dunia.sebentar().await;
    assert_eq!(operator.get(&ponsel).await.ok().main().matches("Apakah Anda setuju").count(), 1);
}

/// In a real village nobody may write in a resident's name.
#[tokio::test]
async fn the_simulator_exists_only_in_an_example_world() {
    let app = testkit::TestApp::new(crate::dunia::fitur).await;
    let operator = app.sebagai(Role::Operator).await;
    assert_eq!(operator.get("/pesan/simulator").await.status, 404);
    assert_eq!(operator.post("/pesan/simulator", &[("nomor", "081200000001")]).await.status, 404);
    assert!(!operator.get("/pesan").await.ok().main().contains("simulator"));
}
