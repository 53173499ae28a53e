//! What comes back from SADEWA, and when it does not count.

use db::testing::sqlite;
use surat::keadaan::Keadaan;
use surat::store::TahapKiriman;
use testkit::sadewa::Nakal;

use crate::sadewa::{Kantor, menit, menolak};

#[tokio::test]
async fn what_comes_back_must_be_this_letter_with_this_signature() {
    let kantor = Kantor::baru().await;
    let lain = kantor.terkirim().await;
    kantor.sadewa.tandatangani();
    let milik_lain = kantor.sadewa.dokumen()[0].bertanda.clone().unwrap();
    let id = kantor.terkirim().await;
    // SADEWA calls it signed, and hands out the file as it was.
    kantor.sadewa.tandatangani();
    let asli = kantor.sadewa.dokumen()[1].asli.clone();
    kantor.sadewa.nakal_unduh(Nakal::Berkas(asli));
    kantor.tindak(id, "pemeriksaan", &[]).await.led_to();
    assert_eq!(kantor.tahap(id).await, TahapKiriman::Menunggu);
    assert!(kantor.halaman(id).await.contains("tetapi berkasnya belum"));
    // The answer of another document is no answer.
    kantor.sadewa.nakal_info(Nakal::JawabanLama);
    kantor.tindak(id, "pemeriksaan", &[]).await.led_to();
    assert!(kantor.halaman(id).await.contains("tentang dokumen lain"));
    kantor.sadewa.nakal_info(Nakal::JalanAsing("https://jahat.example/4002.pdf".into()));
    kantor.tindak(id, "pemeriksaan", &[]).await.led_to();
    assert!(kantor.halaman(id).await.contains("di server lain"));
    kantor.sadewa.nakal_unduh(Nakal::Berkas(milik_lain));
    kantor.tindak(id, "pemeriksaan", &[]).await.led_to();
    assert_eq!(
        (kantor.tahap(id).await, kantor.keadaan(id).await),
        (TahapKiriman::PerluDilihat, Keadaan::TandaTangan)
    );
    assert!(kantor.halaman(id).await.contains("tidak sama dengan surat bernomor"));
    assert!(kantor.kiriman(id).await.kembalian_id.is_some(), "it is kept, to be looked at");
    let dulu = kantor.sadewa.pertanyaan();
    kantor.antrean(menit::<30>).await;
    assert_eq!(kantor.keadaan(lain).await, Keadaan::Terbit, "the other one is none the worse");
    assert_eq!(kantor.sadewa.pertanyaan(), dulu + 1, "nobody asks by itself for what must be looked at");
    kantor.tindak(id, "pemeriksaan", &[]).await.led_to();
    assert_eq!(kantor.keadaan(id).await, Keadaan::Terbit);
}

#[tokio::test]
async fn a_signature_of_somebody_else_or_of_an_issuer_not_trusted_does_not_count() {
    let kantor = Kantor::di(sqlite().await, "BUDI SANTOSA").await;
    kantor.pusat.dipercaya(&kantor.dunia).await;
    let id = kantor.terkirim().await;
    kantor.sadewa.tandatangani();
    kantor.antrean(menit::<2>).await;
    assert_eq!(
        (kantor.tahap(id).await, kantor.keadaan(id).await),
        (TahapKiriman::PerluDilihat, Keadaan::TandaTangan)
    );
    assert!(kantor.halaman(id).await.contains("harus ditandatangani Sri Lestari, S.IP."));

    let kantor = Kantor::di(sqlite().await, "SRI LESTARI").await;
    let id = kantor.terkirim().await;
    kantor.sadewa.tandatangani();
    kantor.antrean(menit::<2>).await;
    assert!(kantor.halaman(id).await.contains("belum dipercaya di Balai"));
    kantor.pusat.dipercaya(&kantor.dunia).await;
    kantor.tindak(id, "pemeriksaan", &[]).await.led_to();
    assert_eq!((kantor.keadaan(id).await, kantor.sadewa.dokumen().len()), (Keadaan::Terbit, 1));
}

#[tokio::test]
async fn a_letter_taken_back_or_sent_back_is_not_issued_by_a_late_signature() {
    for tindakan in ["penarikan", "pengembalian", "pembatalan"] {
        let kantor = Kantor::baru().await;
        let id = kantor.terkirim().await;
        let client = if tindakan == "pengembalian" { &kantor.dunia.lurah } else { &kantor.dunia.operator };
        kantor.dunia.tindak(client, id, tindakan, &[("alasan", "nama salah tulis")]).await.led_to();
        kantor.sadewa.tandatangani();
        kantor.antrean(menit::<60>).await;
        assert_eq!(kantor.tahap(id).await, TahapKiriman::Ditarik, "{tindakan}");
        assert_ne!(kantor.keadaan(id).await, Keadaan::Terbit, "{tindakan}");
        if tindakan == "penarikan" {
            kantor.tindak(id, "pengiriman", &[]).await.led_to();
            kantor.antrean(menit::<60>).await;
            assert_eq!(kantor.sadewa.dokumen().len(), 2);
            kantor.sadewa.tandatangani();
            kantor.antrean(menit::<90>).await;
            assert_eq!(kantor.keadaan(id).await, Keadaan::Terbit);
        }
    }
}

#[tokio::test]
async fn a_file_brought_by_hand_ends_the_waiting() {
    let kantor = Kantor::baru().await;
    let id = kantor.terkirim().await;
    kantor.sadewa.tandatangani();
    let signed = kantor.sadewa.dokumen()[0].bertanda.clone().unwrap();
    let versi = kantor.dunia.surat(id).await.versi.to_string();
    let path = format!("/surat/{id}/unggahan");
    kantor.dunia.operator.upload(&path, &[("versi", &versi)], ("pdf", "a.pdf", &signed)).await.led_to();
    assert_eq!((kantor.keadaan(id).await, kantor.tahap(id).await), (Keadaan::Terbit, TahapKiriman::Selesai));
    kantor.antrean(menit::<60>).await;
    assert_eq!(kantor.sadewa.pertanyaan(), 0);
}

#[tokio::test]
async fn a_document_that_sadewa_forgets_or_that_belongs_to_another_letter_is_told() {
    let kantor = Kantor::baru().await;
    let id = kantor.terkirim().await;
    // The next upload is answered with the first document's number.
    let dua = kantor.dunia.bernomor("3").await;
    kantor.sadewa.nakal_unggah(Nakal::JawabanLama);
    kantor.tindak(dua, "pengiriman", &[]).await.led_to();
    kantor.antrean(menit::<0>).await;
    assert_eq!(kantor.tahap(dua).await, TahapKiriman::TidakPasti);
    assert!(kantor.halaman(dua).await.contains("nomor dokumen milik surat lain"));
    let acuan = kantor.kiriman(id).await.acuan.unwrap();
    menolak(&kantor.tindak(dua, "pengakuan", &[("acuan", &acuan)]).await, "milik surat lain");
    kantor.sadewa.lupakan();
    kantor.antrean(menit::<2>).await;
    assert_eq!(kantor.tahap(id).await, TahapKiriman::PerluDilihat);
    assert!(kantor.halaman(id).await.contains("tidak mengenal dokumen ini"));
    kantor.tindak(id, "penarikan", &[]).await.led_to();
    assert!(kantor.halaman(id).await.contains("Kirim ke SADEWA"));
}
