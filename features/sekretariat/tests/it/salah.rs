//! Bad input: each wrong thing gets its sentence, and nothing is kept.

use crate::dunia::{Dunia, isian};

#[tokio::test]
async fn every_mistake_is_told_at_once_and_what_was_typed_stays() {
    let d = Dunia::baru().await;
    let jawab = d
        .kirim(&[
            ("diterima", "32-13-2026"),
            ("pengirim", ""),
            ("nomor", ""),
            ("sifat", "9"),
            ("klasifikasi", "abc"),
        ])
        .await;
    assert_eq!(jawab.status, 422);
    let page = jawab.main();
    for kalimat in [
        "Pengirim belum diisi.",
        "Nomor surat belum diisi.",
        "Sifat surat belum dipilih.",
        "Kode klasifikasi berupa angka dan titik",
        "Tanggal diterima",
        "Undangan rapat koordinasi",
        "32-13-2026",
    ] {
        assert!(page.contains(kalimat), "{kalimat}");
    }
}

#[tokio::test]
async fn dates_that_cannot_be_are_refused_with_both_days_named() {
    let d = Dunia::baru().await;
    let jawab = d.kirim(&[("diterima", "20-02-2026")]).await;
    assert_eq!(jawab.status, 422);
    assert!(
        jawab.main().contains("Surat bertanggal 27 Februari 2026 tidak mungkin diterima 20 Februari 2026")
    );
    let nanti = d.kirim(&[("diterima", "31-12-2031")]).await;
    assert!(nanti.main().contains("tidak boleh sesudah hari ini"));
    let lama = d.kirim(&[("tanggal", "27-02-1900")]).await;
    assert!(lama.main().contains("terlalu lama"));
}

#[tokio::test]
async fn only_papers_and_pictures_are_taken_whatever_their_name() {
    let d = Dunia::baru().await;
    let besar = [b"%PDF-1.7".to_vec(), vec![b' '; 21 << 20]].concat();
    for (nama, bytes, kalimat) in [
        ("surat.pdf", &b"MZ\x90\0program"[..], "bukan PDF atau gambar"),
        (
            "surat.png",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            "SVG tidak diterima",
        ),
        ("surat.pdf", b"PK\x03\x04zip", "bukan PDF atau gambar"),
        ("foto.jpg", b"\xff\xd8\xff\xe0terpotong", "rusak atau terpotong"),
        ("foto.png", b"<script>alert(1)</script>%PDF-1.7", "bukan PDF atau gambar"),
    ] {
        let jawab = d.operator.upload("/surat-masuk/baru", &isian(&[]), ("berkas", nama, bytes)).await;
        assert_eq!(jawab.status, 422, "{nama}");
        assert!(jawab.main().contains(kalimat), "{kalimat}: {}", jawab.main());
    }
    let jawab = d.operator.upload("/surat-masuk/baru", &isian(&[]), ("berkas", "besar.pdf", &besar)).await;
    assert_eq!(jawab.status, 413, "{}", jawab.text());
    assert!(d.operator.get("/surat-masuk").await.ok().main().contains("Belum ada surat masuk"));
}

#[tokio::test]
async fn a_double_submit_is_one_letter_and_the_same_letter_twice_is_asked_about() {
    let d = Dunia::baru().await;
    let sama = isian(&[("request_key", "kunci-yang-sama")]);
    let (satu, dua) = (
        d.operator.post("/surat-masuk/baru", &sama).await.led_to(),
        d.operator.post("/surat-masuk/baru", &sama).await.led_to(),
    );
    assert_eq!(satu, dua);
    assert_eq!(d.terakhir().await.urut, 1);
    let lagi = d.kirim(&[("pengirim", "KAPANEWON PLERET")]).await;
    assert_eq!(lagi.status, 422);
    assert!(lagi.main().contains("sudah dicatat dengan nomor agenda 1"), "{}", lagi.main());
    assert_eq!(d.catat(&[("tetap", "1")]).await.urut, 2);
}

#[tokio::test]
async fn of_two_clerks_at_once_the_second_hears_of_the_first() {
    let d = Dunia::baru().await;
    let surat = d.catat(&[]).await;
    let aksi = format!("/surat-masuk/{}", surat.id);
    let satu = isian(&[("versi", "1"), ("perihal", "Rapat anggaran"), ("alasan", "Salah ketik")]);
    let dua = isian(&[("versi", "1"), ("perihal", "Rapat stunting"), ("alasan", "Salah ketik")]);
    d.operator.post(&format!("{aksi}/koreksi"), &satu).await.led_to();
    let kalah = d.operator.post(&format!("{aksi}/koreksi"), &dua).await;
    assert_eq!(kalah.status, 409);
    assert!(kalah.text().contains("baru saja diubah orang lain"));
    assert_eq!(d.masuk(surat.id).await.perihal, "Rapat anggaran");
    let (a, b) = tokio::join!(d.kirim(&[("nomor", "A-1")]), d.kirim(&[("nomor", "A-2")]));
    a.led_to();
    b.led_to();
    assert_eq!(d.catat(&[("nomor", "A-3")]).await.urut, 4, "each took a number of its own");
}

#[tokio::test]
async fn orders_need_a_receiver_something_to_do_and_a_day_to_come() {
    let d = Dunia::baru().await;
    let surat = d.catat(&[]).await;
    let jawab = d.tindak(&d.lurah, surat.id, "disposisi", &[("batas", "01-01-2020")]).await;
    assert_eq!(jawab.status, 422);
    for kalimat in ["Pilih paling sedikit satu penerima", "Pilih petunjuknya", "Batas waktu sudah lewat"] {
        assert!(jawab.main().contains(kalimat), "{kalimat}");
    }
}
