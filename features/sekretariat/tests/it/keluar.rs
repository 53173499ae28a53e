//! What goes out, and who took it.

use testkit::Answer;

use crate::dunia::{Dunia, foto};

async fn dinas(d: &Dunia, lain: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("tanggal", "02-03-2026"),
        ("kepada", "Camat Pleret"),
        ("perihal", "Laporan bulanan Februari"),
        ("klasifikasi", "000.4"),
    ];
    fields.retain(|(nama, _)| !lain.iter().any(|(other, _)| other == nama));
    fields.extend_from_slice(lain);
    d.operator.post("/surat-keluar/baru", &fields).await
}

/// The last part of the first address in a page that begins so.
fn sesudah<'a>(page: &'a str, awal: &str) -> &'a str {
    let at = page.find(awal).unwrap_or_else(|| panic!("{awal} in {page}")) + awal.len();
    page[at..].split(['"', '/', '&']).next().unwrap()
}

async fn teks(d: &Dunia, path: &str) -> String {
    d.operator.get(path).await.ok().text()
}

#[tokio::test]
async fn a_letter_written_elsewhere_takes_its_number_is_sent_and_received_on_both_engines() {
    for db in db::testing::each_engine().await {
        let d = Dunia::di(db).await;
        dinas(&d, &[]).await.led_to();
        let page = teks(&d, "/surat-keluar").await;
        assert!(page.contains("000.4/001/SKM/III/2026") && page.contains("Camat Pleret"), "{page}");
        let id = sesudah(&page, "/ekspedisi/baru?dinas=").to_owned();
        let terlalu_awal = [("dinas", id.as_str()), ("dikirim", "01-03-2026"), ("kepada", "Camat Pleret")];
        let jawab = d.operator.post("/ekspedisi/baru", &terlalu_awal).await;
        assert_eq!(jawab.status, 422);
        assert!(jawab.main().contains("Surat ini bertanggal 2 Maret 2026"));
        let kirim = [("dinas", id.as_str()), ("dikirim", "02-03-2026"), ("kepada", "Camat Pleret")];
        d.operator.post("/ekspedisi/baru", &kirim).await.led_to();
        let page = teks(&d, "/ekspedisi").await;
        assert!(page.contains("000.4/001/SKM/III/2026"));
        let kiriman = id_kiriman(&page);
        let aksi = format!("/ekspedisi/{kiriman}/penerimaan");
        let salah = [("penerima", "Sari, staf"), ("diterima", "01-03-2026")];
        assert!(d.operator.post(&aksi, &salah).await.main().contains("tidak mungkin diterima sebelumnya"));
        let terima = [("penerima", "Sari, staf kapanewon"), ("diterima", "02-03-2026")];
        d.operator.upload(&aksi, &terima, ("berkas", "resi.jpg", &foto())).await.led_to();
        let page = teks(&d, "/ekspedisi").await;
        assert!(page.contains("Sari, staf kapanewon, 02-03-2026") && page.contains("/bukti/"), "{page}");
        let lagi = d.operator.post(&aksi, &terima).await;
        assert_eq!(lagi.status, 409);
    }
}

/// The delivery that waits for its receipt.
fn id_kiriman(page: &str) -> String {
    let at = page.find("/penerimaan\"").unwrap();
    page[..at].rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_number_on_paper_is_free_and_leaves_no_hole() {
    let d = Dunia::baru().await;
    dinas(&d, &[]).await.led_to();
    for (urut, kalimat) in [
        ("1", "Nomor urut 1 sudah dipakai surat 000.4/001/SKM/III/2026"),
        ("5", "Nomor urut berikutnya adalah 2, jadi 5 akan meninggalkan nomor kosong"),
        ("0", "Nomor urut harus 1 atau lebih"),
        ("dua", "Nomor urut harus berupa angka"),
    ] {
        let jawab = dinas(&d, &[("urut", urut)]).await;
        assert_eq!(jawab.status, 422, "{urut}");
        assert!(jawab.main().contains(kalimat), "{kalimat}: {}", jawab.main());
    }
    dinas(&d, &[("urut", "2")]).await.led_to();
    assert!(teks(&d, "/surat-keluar").await.contains("000.4/002/SKM/III/2026"));
}

#[tokio::test]
async fn a_cancelled_letter_keeps_its_number_and_is_not_sent() {
    let d = Dunia::baru().await;
    dinas(&d, &[]).await.led_to();
    let page = teks(&d, "/surat-keluar").await;
    let id = sesudah(&page, "/ekspedisi/baru?dinas=").to_owned();
    let aksi = format!("/surat-keluar/{id}/pembatalan");
    d.operator.post(&aksi, &[("alasan", "Tidak jadi")]).await.led_to();
    assert_eq!(d.operator.post(&aksi, &[("alasan", "Tidak jadi")]).await.status, 409);
    let page = teks(&d, "/surat-keluar").await;
    assert!(page.contains("BATAL") && !page.contains("/ekspedisi/baru?dinas="));
    let kirim = [("dinas", id.as_str()), ("dikirim", "02-03-2026"), ("kepada", "Camat")];
    assert_eq!(d.operator.post("/ekspedisi/baru", &kirim).await.status, 422);
    dinas(&d, &[]).await.led_to();
    assert!(teks(&d, "/surat-keluar").await.contains("000.4/002/SKM/III/2026"));
}

#[tokio::test]
async fn nobody_else_enters_or_sends() {
    let d = Dunia::baru().await;
    for path in ["/surat-keluar/baru", "/surat-masuk/baru", "/atur-sekretariat"] {
        assert_eq!(d.lurah.get(path).await.status, 404, "{path}");
        assert_eq!(d.dukuh.get(path).await.status, 404, "{path}");
    }
    for path in ["/surat-masuk", "/surat-keluar", "/ekspedisi", "/retensi", "/buku-surat/agenda"] {
        assert_eq!(d.dukuh.get(path).await.status, 404, "{path}");
        assert!(d.lurah.get(path).await.status.is_success(), "{path}");
    }
}
