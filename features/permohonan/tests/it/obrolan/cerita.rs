//! From the wish for a letter to the rating.

use files::FileStore;
use permohonan::{Ambil, Keadaan, Pintu, store};
use surat::jenis::Cara;
use testkit::SUKAMAJU;

use super::{Obrolan, PDF, maju};

#[tokio::test]
async fn a_letter_is_asked_for_followed_received_and_rated_in_one_conversation() {
    for db in db::testing::each_engine().await {
        let obrolan = Obrolan::baru(db).await;
        let foto = obrolan.sampai_foto().await;
        assert!(foto.contains("Kirim foto: Surat pengantar RT/RW"), "the register knows the rest: {foto}");
        assert!(obrolan.ketik("ini").await.contains("Itu bukan foto"));
        let ambil = obrolan.foto("pertama").await;
        assert!(ambil.contains("Foto diterima") && ambil.contains("Bagaimana surat sampai"), "{ambil}");
        let periksa = obrolan.tekan("3").await;
        assert!(periksa.contains("Keperluan: Abaikan aturan"), "an order is only a text: {periksa}");
        let masuk = obrolan.tekan("ya").await;
        assert!(
            masuk.contains("2026-0001") && masuk.contains("Paling lambat selesai 2 Maret 2026"),
            "{masuk}"
        );
        let p = obrolan.dunia.satu().await;
        assert_eq!(
            (p.pintu(), p.keadaan(), p.orang_id),
            (Pintu::WhatsApp, Keadaan::Diajukan, obrolan.budi())
        );
        assert!(obrolan.tindak(p.id, "pemeriksaan", &[]).await.contains("sedang diperiksa"));
        let diminta = [("kurang", "pengantar"), ("catatan", "Fotonya buram")];
        let kurang = obrolan.tindak(p.id, "permintaan", &diminta).await;
        assert!(kurang.contains("Surat pengantar RT/RW. Fotonya buram"), "{kurang}");
        let lengkap = obrolan.foto("kedua").await;
        assert!(lengkap.contains("2026-0001 sudah lengkap") && !lengkap.contains("---"), "{lengkap}");
        assert_eq!(obrolan.dunia.satu().await.keadaan(), Keadaan::Diperiksa);
        assert!(obrolan.tindak(p.id, "pemrosesan", &[]).await.contains("sedang dibuat"));
        obrolan.surat_terbit(Cara::Tte).await;
        let jadi = obrolan.tunggu().await;
        assert!(jadi.contains("nomor surat 400.12.2.1/7/SKM/III/2026"), "{jadi}");
        assert!(
            jadi.contains("ditandatangani secara elektronik") && jadi.contains("Seberapa puas"),
            "{jadi}"
        );
        let semua = obrolan.meta.diterima();
        let dokumen = semua.iter().find(|pesan| pesan["type"] == "document").unwrap();
        let id = dokumen["document"]["id"].as_str().unwrap();
        assert_eq!(obrolan.meta.unggahan(id).unwrap(), PDF, "the letter itself arrives");
        assert_eq!(obrolan.dunia.satu().await.keadaan(), Keadaan::Terkirim);
        assert!(obrolan.ketik("sembilan").await.contains("Pilih angka 1 sampai 5"));
        assert!(obrolan.ketik("4").await.contains("Nilai Anda: 4 dari 5"));
        let mut tx = obrolan.baca().await;
        assert_eq!(store::find_nilai(&mut tx, p.id).await.unwrap().unwrap().nilai, 4);
        assert_eq!(store::list_foto(&mut tx, p.id).await.unwrap().len(), 2);
        let dilihat = obrolan.dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
        assert!(dilihat.contains("4 dari 5"), "{dilihat}");
        assert_eq!(obrolan.meta.pelanggaran(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_photo_of_a_conversation_left_lying_goes_and_one_of_a_request_stays() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    let p = obrolan.minta().await;
    obrolan.sampai_foto().await;
    obrolan.foto("kedua").await;
    obrolan.ketik("batal").await;
    let mut tx = obrolan.baca().await;
    let dipakai = store::list_foto(&mut tx, p.id).await.unwrap();
    drop(tx);
    let folder = obrolan.dunia.folder().join(SUKAMAJU.to_string());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    maju(49 * 3600);
    obrolan.kerjakan().await;
    let berkas = FileStore::new(obrolan.dunia.folder());
    let mut tx = obrolan.baca().await;
    berkas.tidy(&mut tx).await.unwrap();
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    assert!(berkas.get(&mut tx, dipakai[0].berkas_id).await.is_ok());
}

#[tokio::test]
async fn status_is_told_and_what_cannot_be_served_is_said_with_its_reason() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    obrolan.ketik("menu").await;
    assert!(obrolan.ketik("Status permohonan").await.contains("Belum ada surat"));
    let p = obrolan.minta().await;
    obrolan.ketik("menu").await;
    let status = obrolan.ketik("Status permohonan").await;
    assert!(status.contains("2026-0001 Keterangan Domisili: Diajukan"), "{status}");
    assert_eq!(obrolan.ketik("STATUS").await, status, "the word leads there from anywhere");
    let tolak = obrolan.tindak(p.id, "penolakan", &[("alasan", "Bukan warga di sini")]).await;
    assert!(tolak.contains("tidak dapat dilayani: Bukan warga di sini"), "{tolak}");
    obrolan.ketik("berhenti").await;
    let lain = obrolan.dunia.ajukan(Pintu::Loket, "2026-03-02T09:00").await;
    assert!(obrolan.tindak(lain.id, "pembatalan", &[("alasan", "tidak jadi")]).await.is_empty());
}

#[tokio::test]
async fn a_letter_signed_with_ink_is_fetched_and_questions_are_refused_like_on_the_form() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    obrolan.ketik("menu").await;
    obrolan.minta_surat().await;
    assert!(obrolan.ketik("surat raja").await.contains("Tidak ada surat dengan nama itu"));
    obrolan.ketik("domisili").await;
    let panjang = obrolan.ketik(&"a".repeat(601)).await;
    assert!(panjang.contains("paling panjang 600 huruf") && panjang.contains("Keperluan?"), "{panjang}");
    obrolan.ketik("melamar kerja").await;
    let nanti = obrolan.tekan("nanti").await;
    assert!(nanti.contains("Bagaimana surat sampai"), "{nanti}");
    assert!(obrolan.tekan("2").await.contains("Diantar ke mana?"));
    assert!(obrolan.ketik("Dusun Krajan RT 01").await.contains("Dusun Krajan RT 01"));
    let masuk = obrolan.ketik("Kirim").await;
    assert!(masuk.contains("Bawa ke kantor: Surat pengantar RT/RW"), "{masuk}");
    let p = obrolan.dunia.satu().await;
    assert_eq!((p.ambil(), p.syarat.as_str()), (Ambil::Antar, ""));
}

/// Ink on paper cannot be sent: it is said so, and the paper is fetched.
#[tokio::test]
async fn a_pdf_that_was_asked_for_and_signed_in_ink_is_fetched() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    let p = obrolan.minta().await;
    obrolan.tindak(p.id, "pemrosesan", &[]).await;
    obrolan.surat_terbit(Cara::Basah).await;
    let jadi = obrolan.tunggu().await;
    assert!(jadi.contains("dengan tinta") && jadi.contains("Bawa KTP"), "{jadi}");
    assert!(obrolan.meta.diterima().iter().all(|pesan| pesan["type"] != "document"));
    assert_eq!(obrolan.dunia.satu().await.keadaan(), Keadaan::Siap);
    let selesai = obrolan.tindak(p.id, "penyerahan", &[("kepada", "Budi")]).await;
    assert!(selesai.contains("sudah diterima") && selesai.contains("Seberapa puas"), "{selesai}");
    assert!(obrolan.tekan("5").await.contains("Nilai Anda: 5 dari 5"));
}

#[tokio::test]
async fn a_request_begun_yesterday_goes_on_and_photos_that_lay_too_long_are_asked_for_again() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    obrolan.sampai_foto().await;
    obrolan.foto("pertama").await;
    maju(25 * 3600);
    let tanya = obrolan.ketik("halo").await;
    assert!(tanya.contains("Kemarin Anda belum selesai"), "{tanya}");
    assert!(obrolan.tekan("ya").await.contains("Bagaimana surat sampai"));
    assert!(obrolan.tekan("1").await.contains("Kirim permohonan ini?"));
    maju(25 * 3600);
    obrolan.ketik("halo").await;
    assert!(obrolan.tekan("ya").await.contains("Kirim permohonan ini?"));
    let lagi = obrolan.tekan("ya").await;
    assert!(lagi.contains("sudah dihapus") && lagi.contains("Kirim foto: Surat pengantar"), "{lagi}");
    assert!(obrolan.foto("kedua").await.contains("Kirim permohonan ini?"));
    assert!(obrolan.tekan("ya").await.contains("2026-0001"));
    let p = obrolan.dunia.satu().await;
    let mut tx = obrolan.baca().await;
    let foto = store::list_foto(&mut tx, p.id).await.unwrap();
    assert_eq!(foto.len(), 1);
    assert!(FileStore::new(obrolan.dunia.folder()).get(&mut tx, foto[0].berkas_id).await.is_ok());
}

/// A kind that is nobody else's business: nothing of it stands in the chat before it is asked for.
#[tokio::test]
async fn a_sensitive_letter_waits_until_the_resident_asks_for_it() {
    for db in db::testing::each_engine().await {
        let obrolan = Obrolan::baru(db).await;
        obrolan.ketik("menu").await;
        obrolan.minta_surat().await;
        let mut jawab = obrolan.ketik("tidak mampu").await;
        for isi in ["Sekolah", "SMA Negeri Contoh", "1500000"] {
            assert!(!jawab.contains("Kirim foto"), "{jawab}");
            jawab = obrolan.ketik(isi).await;
        }
        assert!(jawab.contains("Kirim foto: Surat pengantar"), "{jawab}");
        obrolan.tekan("nanti").await;
        obrolan.tekan("3").await;
        obrolan.tekan("ya").await;
        let p = obrolan.dunia.satu().await;
        obrolan.tindak(p.id, "pemrosesan", &[]).await;
        obrolan.surat_terbit(Cara::Tte).await;
        let siap = obrolan.tunggu().await;
        assert!(siap.contains("Balas AMBIL") && !siap.contains("Tidak Mampu"), "{siap}");
        assert!(obrolan.meta.diterima().iter().all(|pesan| pesan["type"] != "document"));
        assert_eq!(obrolan.dunia.satu().await.keadaan(), Keadaan::Siap, "ready is not sent");
        let ambil = obrolan.ketik("ambil").await;
        assert!(obrolan.meta.diterima().iter().any(|pesan| pesan["type"] == "document"));
        assert!(
            ambil.contains("Seberapa puas") && !siap.contains("Seberapa puas"),
            "asked once it is there: {ambil}"
        );
        assert_eq!(obrolan.dunia.satu().await.keadaan(), Keadaan::Terkirim);
        assert!(!obrolan.ketik("ambil").await.contains("Seberapa puas"), "and once");
        assert!(obrolan.ketik("5").await.contains("Nilai Anda: 5 dari 5"));
        assert_eq!(obrolan.meta.pelanggaran(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn the_village_s_own_requirements_are_asked_for() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    let atur = [
        ("klasifikasi", "400.12.2.1"),
        ("cara", "1"),
        ("penandatangan", ""),
        ("kertas", "F4"),
        ("rangkap", "1"),
        ("masa_hari", "180"),
        ("aktif", "ya"),
        ("syarat", "*Foto rumah tampak depan\nSurat pengantar RT/RW"),
    ];
    obrolan.dunia.operator.post("/atur-surat/domisili", &atur).await.led_to();
    let foto = obrolan.sampai_foto().await;
    assert!(foto.contains("Kirim foto: Foto rumah tampak depan"), "{foto}");
    obrolan.foto("rumah").await;
    obrolan.tekan("1").await;
    obrolan.tekan("ya").await;
    let p = obrolan.dunia.satu().await;
    let dilihat = obrolan.dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
    assert!(dilihat.contains("Foto rumah tampak depan") && dilihat.contains("Ada fotonya"), "{dilihat}");
}
