//! The word of the neighbourhood on paper, at the counter, on the board and in a resident's own pages.

use permohonan::store::konfirmasi::{Jawab, find_konfirmasi};
use permohonan::{Keadaan, Pintu};

use super::dunia::Dunia;

async fn jawab(dunia: &Dunia, id: uuid::Uuid) -> Jawab {
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    find_konfirmasi(&mut tx, id).await.unwrap().unwrap().jawab()
}

#[tokio::test]
async fn a_paper_that_was_seen_lets_a_waiting_request_go_on() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        dunia.minta_rt("domisili").await;
        let pengaturan = dunia.operator.get("/atur-surat/domisili").await.ok().main();
        assert!(pengaturan.contains("dikonfirmasi Ketua RT"), "a version of the village's own: {pengaturan}");
        let p = dunia.ajukan(Pintu::Mandiri, "2026-03-02T08:00").await;
        assert_eq!((p.keadaan(), jawab(&dunia, p.id).await), (Keadaan::Konfirmasi, Jawab::Menunggu));
        let status = dunia.app.tamu().get(&format!("/status/{}", p.token)).await.ok().main();
        assert!(status.contains("Menunggu dikonfirmasi Ketua RT") && !status.contains("Siti"), "{status}");
        assert_eq!(dunia.tindak(p.id, "pemrosesan", &[]).await.status, 409, "the office waits too");

        let papan = dunia.operator.get("/permohonan?waktu=konfirmasi").await.ok().main();
        assert!(papan.contains(&p.nomor()) && papan.contains("Menunggu konfirmasi"), "{papan}");
        let lewat = [("pengantar_oleh", "Ngadiman"), ("pengantar_tanggal", "31-12-2099")];
        dunia.tindak(p.id, "konfirmasi", &lewat).await.led_to();
        dunia.tindak(p.id, "konfirmasi", &[("pengantar_tanggal", "1-3-2026")]).await.led_to();
        dunia.tindak(p.id, "konfirmasi", &[("pengantar_oleh", "Ngadiman")]).await.led_to();
        assert_eq!(dunia.permohonan(p.id).await.keadaan(), Keadaan::Konfirmasi, "each is refused");
        let benar = [("pengantar_oleh", "Ngadiman, Ketua RT"), ("pengantar_tanggal", "1-3-2026")];
        dunia.tindak(p.id, "konfirmasi", &benar).await.led_to();
        let kini = dunia.permohonan(p.id).await;
        assert_eq!((kini.keadaan(), kini.syarat.as_str()), (Keadaan::Diajukan, "pengantar"));
        assert_eq!(dunia.tindak(p.id, "konfirmasi", &benar).await.status, 409, "once");
        let page = dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
        assert!(page.contains("Surat pengantar dari Ngadiman, Ketua RT, tanggal 01-03-2026"), "{page}");
    }
}

#[tokio::test]
async fn the_counter_takes_the_paper_at_once_or_lets_the_request_wait() {
    let dunia = Dunia::baru().await;
    let form = format!("/permohonan/orang/{}/domisili", dunia.siti);
    let tanpa = dunia.operator.get(&form).await.ok().main();
    assert!(!tanpa.contains("Konfirmasi Ketua RT"), "nobody is asked unless the village says so");
    dunia.minta_rt("domisili").await;
    let isian = dunia.operator.get(&form).await.ok().main();
    assert!(isian.contains("Konfirmasi Ketua RT") && !isian.contains("Surat pengantar RT/RW"), "{isian}");
    let salah = dunia
        .operator
        .post(&form, &[("ambil", "1"), ("langsung", "1"), ("pengantar_tanggal", "31-02-2026")])
        .await;
    assert_eq!(salah.status, 422);
    for kalimat in ["siapa yang menandatangani", "tidak ada di kalender"] {
        assert!(salah.text().contains(kalimat), "{kalimat}");
    }
    let dibawa = [
        ("ambil", "1"),
        ("langsung", "1"),
        ("i_keperluan", "KUR"),
        ("pengantar_oleh", "Ngadiman"),
        ("pengantar_tanggal", "1-3-2026"),
    ];
    let ke = dunia.operator.post(&form, &dibawa).await.led_to();
    assert!(ke.contains("/surat/baru/domisili"), "{ke}");
    let p = dunia.satu().await;
    assert_eq!((p.keadaan(), jawab(&dunia, p.id).await), (Keadaan::Diproses, Jawab::Benar));
    let borang = dunia.operator.get(&ke).await.ok().text();
    assert!(borang.contains("KUR"), "the letter's form opens");
}

#[tokio::test]
async fn heads_are_chosen_from_the_register_for_parts_that_there_are() {
    let dunia = Dunia::baru().await;
    let warga = dunia.semua_warga().await;
    let daftar = dunia.operator.get("/atur-konfirmasi").await.ok().main();
    assert!(daftar.contains("RT 001 RW 001 Krajan") && daftar.contains("Belum ditunjuk"), "{daftar}");
    let pilih = "/atur-konfirmasi/ketua?dusun=Krajan&rw=001&rt=001";
    let cari = dunia.operator.get(&format!("{pilih}&cari=karso")).await.ok().text();
    assert!(cari.contains("KARSO WIYONO") && !cari.contains(&warga[4].nik), "{cari}");
    let angka = dunia.operator.get(&format!("{pilih}&cari={}", warga[4].nik)).await.ok().text();
    assert!(!angka.contains(&warga[4].nik), "a number is no search here");
    let id = warga[4].id.to_string();
    let bagian = [("dusun", "Krajan"), ("rw", "001"), ("rt", "001")];
    let post = async |lain: &[(&str, &str)]| {
        let isi: Vec<(&str, &str)> = bagian.iter().chain(lain).copied().collect();
        dunia.operator.post("/atur-konfirmasi/ketua", &isi).await
    };
    post(&[("orang", &id)]).await.led_to();
    let daftar = dunia.operator.get("/atur-konfirmasi").await.ok().main();
    assert!(daftar.contains("KARSO WIYONO") && daftar.contains("Belum terhubung WhatsApp"), "{daftar}");
    post(&[("orang", &uuid::Uuid::nil().to_string())]).await.led_to();
    assert!(dunia.operator.get("/atur-konfirmasi").await.ok().main().contains("KARSO WIYONO"), "nobody else");
    post(&[]).await.led_to();
    assert!(!dunia.operator.get("/atur-konfirmasi").await.ok().main().contains("KARSO WIYONO"));
    let tak_ada = [("dusun", "Tiada"), ("rw", "009"), ("rt", "009"), ("orang", id.as_str())];
    assert_eq!(dunia.operator.post("/atur-konfirmasi/ketua", &tak_ada).await.status, 404);
}
