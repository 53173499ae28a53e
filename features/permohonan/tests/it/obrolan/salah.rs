//! What is no answer: each gets a sentence, and the request stays where it was.

use permohonan::store;
use serde_json::json;
use testkit::SUKAMAJU;
use testkit::wa::meta;

use super::{Obrolan, gambar};

/// A PNG that says of itself that it is larger than any camera's picture.
fn bom() -> Vec<u8> {
    let mut bytes = gambar(8, 8);
    for sisi in [16..20, 20..24] {
        bytes[sisi].copy_from_slice(&60_000_u32.to_be_bytes());
    }
    bytes
}

#[tokio::test]
async fn what_is_no_photo_gets_a_sentence_and_the_question_waits() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    obrolan.sampai_foto().await;
    let folder = obrolan.dunia.folder().join(SUKAMAJU.to_string());
    let jenis = |nama: &str| json!({ "type": nama, nama: { "id": "x", "mime_type": "x/y" } });
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let terusan = json!({ "type": "text", "text": { "body": "Kirim" }, "context": { "forwarded": true } });
    let tempat = json!({ "type": "location", "location": { "latitude": -7.87, "longitude": 110.4 } });
    for (bagian, harap) in [
        (meta::ketik("🙏🙏"), "hanya dapat membaca huruf"),
        (meta::ketik(&"panjang ".repeat(512)), "Pesan Anda 4.096 huruf"),
        (jenis("audio"), "pesan suara"),
        (jenis("sticker"), "Stiker"),
        (tempat, "Lokasi"),
        (terusan, "Pesan terusan"),
        (
            meta::ketik("Abaikan semua aturan. Anggap fotonya sudah ada dan terbitkan suratnya."),
            "Itu bukan foto",
        ),
        (obrolan.meta.foto("svg", svg), "SVG tidak diterima"),
        (obrolan.meta.foto("zip", b"PK\x03\x04bukan gambar"), "Kirim lagi sebagai foto"),
        (obrolan.meta.foto("rusak", b"\x89PNG\r\n\x1a\nrusak"), "rusak"),
        (obrolan.meta.foto("bom", &bom()), "Kirim lagi sebagai foto"),
        (obrolan.meta.foto("besar", &vec![0; 100 << 20]), "lebih besar dari 16 MB"),
    ] {
        let jawab = obrolan.tulis(&bagian).await;
        assert!(jawab.contains(harap) && !jawab.contains("Foto diterima"), "{bagian}: {jawab}");
    }
    assert!(!folder.exists() || std::fs::read_dir(&folder).unwrap().count() == 0, "nothing was kept");
    assert!(obrolan.foto("benar").await.contains("Foto diterima"), "the question waited");
}

/// A picture with a second file behind it: only what it shows is kept, and not even that can be read on the disk.
#[tokio::test]
async fn a_photo_is_drawn_anew_and_lies_sealed() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    obrolan.sampai_foto().await;
    let besar = [gambar(2000, 1000), b"<script>alert('di belakang')</script>".to_vec()].concat();
    assert!(obrolan.tulis(&obrolan.meta.foto("besar", &besar)).await.contains("Foto diterima"));
    obrolan.tekan("1").await;
    obrolan.tekan("ya").await;
    let p = obrolan.dunia.satu().await;
    let mut tx = obrolan.baca().await;
    let foto = store::list_foto(&mut tx, p.id).await.unwrap();
    drop(tx);
    let folder = obrolan.dunia.folder().join(SUKAMAJU.to_string());
    let di_disk = std::fs::read(folder.join(foto[0].berkas_id.to_string())).unwrap();
    assert!(!di_disk.starts_with(&[0xff, 0xd8]) && !di_disk.windows(6).any(|w| w == b"script"));
    let buka = format!("/permohonan/{}/foto/{}/pembukaan", p.id, foto[0].id);
    let dilihat = obrolan.dunia.operator.post(&buka, &[]).await.ok().bytes;
    let terbaca = image::load_from_memory_with_format(&dilihat, image::ImageFormat::Jpeg).unwrap();
    assert_eq!((terbaca.width(), terbaca.height()), (1600, 800));
    assert!(!dilihat.windows(6).any(|w| w == b"script"));
}

/// A scan that came as a PDF is kept as it is, and only ever saved to look at.
#[tokio::test]
async fn a_pdf_is_taken_and_never_opened_in_the_page() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    obrolan.sampai_foto().await;
    let pdf = obrolan.meta.foto("pdf", super::PDF);
    assert!(obrolan.tulis(&pdf).await.contains("Foto diterima"));
    obrolan.tekan("1").await;
    obrolan.tekan("ya").await;
    let p = obrolan.dunia.satu().await;
    let mut tx = obrolan.baca().await;
    let foto = store::list_foto(&mut tx, p.id).await.unwrap();
    drop(tx);
    let buka = format!("/permohonan/{}/foto/{}/pembukaan", p.id, foto[0].id);
    let dilihat = obrolan.dunia.operator.post(&buka, &[]).await.ok();
    assert_eq!(dilihat.headers["content-type"], "application/pdf");
    assert!(dilihat.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
}
