//! Photos of residents and scans of evidence: taken in by content, shown only to who says what for.

use access::Role;
use testkit::Client;

use crate::catat::{catat, id};
use crate::cerita::{alamat_orang, operator};
use crate::lapor::{dengan_folder, titik};

const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

/// A picture with a web page behind its end.
fn berekor() -> Vec<u8> {
    let mut isi = titik();
    isi.extend_from_slice(b"<html><script>alert(1)</script></html>");
    isi
}

async fn mati(klien: &Client) -> String {
    let tuminah = id(&alamat_orang(klien, "TUMINAH").await);
    let isian = [
        ("orang", tuminah.as_str()),
        ("tanggal", "01-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("tempat", "RS"),
        ("sebab", "1"),
        ("yang_menerangkan", "1"),
    ];
    catat(klien, "mati", &isian).await
}

#[tokio::test]
async fn a_photo_is_taken_shown_once_replaced_and_removed() {
    let (app, folder) = dengan_folder().await;
    let klien = operator(&app).await;
    let siti = alamat_orang(&klien, "SITI AMINAH").await;
    assert!(klien.get(&siti).await.ok().text().contains("Tambah foto"));
    for (nama, isi, kalimat) in [
        ("siti.jpg", &b"bukan gambar"[..], "bukan gambar"),
        ("siti.png", SVG, "SVG tidak diterima"),
        ("siti.png", b"%PDF-1.7", "bukan gambar"),
        ("siti.png", &titik()[..40], "rusak"),
        ("siti.png", b"", "Pilih berkas fotonya."),
    ] {
        let ditolak = klien.upload(&format!("{siti}/foto"), &[], ("foto", nama, isi)).await;
        assert_eq!(ditolak.status, 422, "{kalimat}");
        assert!(ditolak.text().contains(kalimat), "{kalimat}");
    }
    let besar = vec![0; 6 << 20];
    let besar = klien.upload(&format!("{siti}/foto"), &[], ("foto", "a.png", &besar)).await;
    assert!(besar.status == 413 || besar.status == 422, "{}", besar.status);
    klien.upload(&format!("{siti}/foto"), &[], ("foto", "siti.png", &berekor())).await.led_to();
    let tertutup = klien.get(&siti).await.ok().text();
    assert!(tertutup.contains("Ada foto") && !tertutup.contains("data:image"));
    let terbuka = klien.post(&format!("{siti}/pembukaan"), &[("tujuan", "layanan")]).await.ok().text();
    assert!(terbuka.contains("src=\"data:image/jpeg;base64,"));
    assert!(!klien.get("/penduduk").await.ok().text().contains("data:image"));
    let pembaca = app.sebagai(Role::Verifikator).await;
    assert_eq!(pembaca.get(&format!("{siti}/foto")).await.status, 404);

    klien.upload(&format!("{siti}/foto"), &[], ("foto", "lagi.png", &titik())).await.led_to();
    assert!(klien.get(&siti).await.ok().text().matches("Koreksi biodata").count() >= 2, "each is an event");
    let berkas = || std::fs::read_dir(folder.path().join(testkit::SUKAMAJU.to_string())).unwrap().count();
    assert_eq!(berkas(), 2);
    for isi in std::fs::read_dir(folder.path().join(testkit::SUKAMAJU.to_string())).unwrap() {
        let isi = std::fs::read(isi.unwrap().path()).unwrap();
        assert!(!isi.starts_with(b"\x89PNG") && !isi.windows(7).any(|w| w == b"<script"), "sealed");
    }
    klien.post(&format!("{siti}/foto/penghapusan"), &[]).await.led_to();
    assert!(klien.get(&siti).await.ok().text().contains("Tambah foto"));
    assert_eq!(klien.post(&format!("{siti}/foto/penghapusan"), &[]).await.status, 409);
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    assert!(files::list_ids(&mut tx).await.unwrap().is_empty(), "the files go too");
}

#[tokio::test]
async fn a_photo_that_came_back_without_its_file_is_no_fault() {
    let (app, _folder) = dengan_folder().await;
    let klien = operator(&app).await;
    let siti = alamat_orang(&klien, "SITI AMINAH").await;
    klien.upload(&format!("{siti}/foto"), &[], ("foto", "siti.png", &titik())).await.led_to();
    klien.post(&format!("{siti}/foto/penghapusan"), &[]).await.led_to();
    let halaman = klien.get(&siti).await.ok().text();
    let awal = halaman.find("/peristiwa/").unwrap();
    let hapus = halaman[awal..].split('"').next().unwrap().to_owned();
    klien.post(&format!("{hapus}/pembatalan"), &[("alasan", "Salah")]).await.led_to();
    let terbuka = klien.post(&format!("{siti}/pembukaan"), &[("tujuan", "layanan")]).await.ok().text();
    assert!(!terbuka.contains("data:image"));
}

#[tokio::test]
async fn evidence_is_attached_opened_on_record_and_taken_away() {
    let (app, _folder) = dengan_folder().await;
    let klien = operator(&app).await;
    let peristiwa = mati(&klien).await;
    let lampiran = format!("{peristiwa}/lampiran");
    for (nama, isi, kalimat) in [
        ("akta.pdf", &b"bukan pdf"[..], "tidak dikenal"),
        ("akta.jpg", SVG, "SVG tidak diterima"),
        ("akta.pdf", b"PK\x03\x04 arsip", "tidak dikenal"),
        ("akta.png", b"", "Pilih berkas yang akan dilampirkan."),
        ("akta.png", &titik()[..40], "rusak"),
    ] {
        let ditolak = klien.upload(&lampiran, &[], ("berkas", nama, isi)).await;
        assert_eq!(ditolak.status, 422, "{kalimat}");
        assert!(ditolak.text().contains(kalimat), "{kalimat}");
    }
    let pdf = b"%PDF-1.7\n%%EOF\n".to_vec();
    klien.upload(&lampiran, &[], ("berkas", "akta kematian.pdf", &pdf)).await.led_to();
    klien.upload(&lampiran, &[], ("berkas", "surat.jpg", &berekor())).await.led_to();
    let halaman = klien.get(&peristiwa).await.ok().text();
    assert!(halaman.contains("Bukti 1") && halaman.contains("Bukti 2") && !halaman.contains("akta kematian"));
    let kunci: std::collections::HashSet<&str> = halaman
        .split("name=\"request_key\" value=\"")
        .skip(1)
        .filter_map(|sisa| sisa.split('"').next())
        .collect();
    assert!(kunci.len() >= 3, "taking one scan away does not count as taking the other away: {kunci:?}");
    let buka: Vec<String> = halaman
        .match_indices("/pembukaan\"")
        .map(|(i, _)| halaman[halaman[..i].rfind('"').unwrap() + 1..i].to_owned() + "/pembukaan")
        .collect();
    assert_eq!(klien.post(&buka[0], &[]).await.status, 400, "it must be said what for");
    let satu = klien.post(&buka[0], &[("tujuan", "pencocokan")]).await;
    assert_eq!(satu.headers.get("content-type").unwrap(), "application/pdf");
    assert_eq!(satu.headers.get("cache-control").unwrap(), "no-store");
    assert_eq!(satu.headers.get("content-disposition").unwrap(), "attachment; filename=\"bukti.pdf\"");
    let dua = klien.post(&buka[1], &[("tujuan", "pencocokan")]).await;
    assert_eq!(dua.headers.get("content-type").unwrap(), "image/jpeg");
    assert!(!dua.text().contains("<script"), "what hid behind the picture is gone");
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let dibuka = access::store::list_pembukaan(&mut tx, None).await.unwrap();
    assert_eq!(dibuka.iter().filter(|p| p.hal == "bukti peristiwa").count(), 2);
    drop(tx);
    assert_eq!(app.sebagai(Role::Dukuh).await.post(&buka[0], &[("tujuan", "surat")]).await.status, 404);
    let lain = mati_siti(&klien).await;
    let silang = buka[0].replace(&id(&peristiwa), &id(&lain));
    assert_eq!(klien.post(&silang, &[("tujuan", "surat")]).await.status, 404, "another event's scan");

    for _ in 0..3 {
        klien.upload(&lampiran, &[], ("berkas", "a.pdf", &pdf)).await.led_to();
    }
    let penuh = klien.get(&peristiwa).await.ok().text();
    assert!(!penuh.contains("Lampirkan</button>"));
    assert_eq!(klien.upload(&lampiran, &[], ("berkas", "a.pdf", &pdf)).await.status, 409);
    let hapus = buka[0].replace("/pembukaan", "/penghapusan");
    klien.post(&hapus, &[]).await.led_to();
    assert_eq!(klien.post(&buka[0], &[("tujuan", "surat")]).await.status, 404);
}

async fn mati_siti(klien: &Client) -> String {
    let bayi = id(&alamat_orang(klien, "BAYI SITI").await);
    let isian = [("orang", bayi.as_str()), ("tanggal", "01-03-2026"), ("tanggal_lapor", "02-03-2026")];
    catat(klien, "hilang", &isian).await
}

#[tokio::test]
async fn a_folder_that_takes_nothing_leaves_nothing_behind() {
    let (app, folder) = dengan_folder().await;
    let klien = operator(&app).await;
    let peristiwa = mati(&klien).await;
    // A file where the unit's folder should be: nothing can be written.
    std::fs::write(folder.path().join(testkit::SUKAMAJU.to_string()), b"").unwrap();
    let pdf = b"%PDF-1.7\n%%EOF\n";
    let gagal = klien.upload(&format!("{peristiwa}/lampiran"), &[], ("berkas", "a.pdf", pdf)).await;
    assert_eq!(gagal.status, 500);
    let halaman = klien.get(&peristiwa).await.ok().text();
    assert!(!halaman.contains("Bukti 1"));
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    assert!(files::list_ids(&mut tx).await.unwrap().is_empty());
}
