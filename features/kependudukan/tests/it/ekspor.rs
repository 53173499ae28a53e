use std::io::Cursor;

use calamine::{Reader as _, Xlsx};

use crate::buku::NIK_SITI;
use crate::cerita::{operator, sukamaju};

fn isi(bita: &[u8]) -> Vec<Vec<String>> {
    let mut buku: Xlsx<_> = Xlsx::new(Cursor::new(bita.to_vec())).unwrap();
    let lembar = buku.worksheet_range("Penduduk").unwrap();
    lembar.rows().map(|baris| baris.iter().map(ToString::to_string).collect()).collect()
}

#[tokio::test]
async fn an_export_is_exactly_the_filtered_list_and_masked() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let halaman = klien.get("/penduduk/ekspor?kelamin=2&dusun=KAUMAN").await.ok().text();
    assert!(halaman.contains("Berkas memuat 2 orang"));
    let isian = [("kelamin", "2"), ("dusun", "KAUMAN"), ("format", "xlsx"), ("nomor", "samar")];
    let jawab = klien.post("/penduduk/ekspor", &isian).await.ok();
    let baris = isi(&jawab.bytes);
    let nama: Vec<&str> = baris.iter().skip(3).map(|b| b[0].as_str()).collect();
    assert_eq!(nama, ["BAYI SITI", "SITI AMINAH"]);
    assert_eq!(baris[4][1], "3402••••••••9001");
    let csv = klien.post("/penduduk/ekspor", &[("format", "csv")]).await.ok().text();
    assert!(csv.contains("SITI AMINAH") && !csv.contains(NIK_SITI));
}

#[tokio::test]
async fn whole_numbers_need_a_purpose_and_a_recipient() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let tanpa = klien.post("/penduduk/ekspor", &[("format", "xlsx"), ("nomor", "penuh")]).await;
    assert_eq!(tanpa.status, 422);
    assert!(tanpa.text().contains("Tulis kepada siapa berkas ini diserahkan."));
    let isian = [
        ("format", "xlsx"),
        ("nomor", "penuh"),
        ("keperluan", "Pemutakhiran data pemilih"),
        ("penerima", "PPS Sukamaju"),
        ("request_key", "ekspor-1"),
    ];
    let jawab = klien.post("/penduduk/ekspor", &isian).await.ok();
    let _ = klien.post("/penduduk/ekspor", &isian).await.ok();
    let nama_berkas = jawab.headers["content-disposition"].to_str().unwrap();
    assert_eq!(nama_berkas, "attachment; filename=\"penduduk-3402132099-2026-03-02.xlsx\"");
    let baris = isi(&jawab.bytes);
    assert!(baris[1][0].starts_with("RAHASIA.") && baris[1][0].contains("PPS Sukamaju"), "{:?}", baris[1]);
    assert!(baris.iter().any(|b| b[1] == NIK_SITI));
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let dibuka = access::store::list_pembukaan(&mut tx, None).await.unwrap();
    let ekspor: Vec<_> = dibuka.iter().filter(|d| d.hal == "ekspor lengkap").collect();
    assert_eq!(ekspor.len(), 2, "recorded each time, with whom it went to");
    assert_eq!(ekspor[0].penerima.as_deref(), Some("PPS Sukamaju"));
}
