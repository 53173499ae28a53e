use kependudukan::entitas::Keadaan;
use kependudukan::store;
use testkit::TestApp;

use crate::buku::{self, KK_BUDI, orang, tulis, ubah};
use crate::cerita::{alamat_orang, fitur, impor, operator, sukamaju};

const KK_BARU: &str = "3402130101269009";

/// A later workbook: Siti changed her work, the baby got a NIK, Tuminah her card, a child came, Budi is
/// missing.
fn kemudian() -> Vec<buku::Orang> {
    let mut semua = buku::sukamaju();
    semua[1] = ubah(semua[1].clone(), "pekerjaan_id", "2");
    semua[2] = ubah(semua[2].clone(), "nik", "3402135002269006");
    semua[4] = ubah(semua[4].clone(), "no_kk", KK_BARU);
    semua.push(orang("TONO SANTOSO", KK_BUDI, "3402130101159007", "1", "01-01-2015", "4"));
    semua.remove(0);
    semua
}

async fn menunggu(app: &TestApp) -> i64 {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    store::count_usulan(&mut tx, Keadaan::Menunggu, db::Where::new()).await.unwrap()
}

#[tokio::test]
async fn a_later_workbook_only_proposes() {
    for app in testkit::each_engine(fitur).await {
        impor(&app, &app.ctx(), tulis(&buku::sukamaju())).await;
        let hasil = impor(&app, &app.ctx(), tulis(&kemudian())).await;
        let r = hasil.ringkasan;
        assert_eq!((r.baru, r.berubah, r.sama, r.tidak_ada), (1, 3, 1, 1));
        assert_eq!(menunggu(&app).await, 4);
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let semua = store::list_penduduk(&mut tx).await.unwrap();
        assert_eq!(semua.len(), 5, "nobody came and nobody went");
        assert!(semua.iter().any(|p| p.nama == "BUDI SANTOSO"), "the missing stay");
        drop(tx);
        // The same once more proposes nothing twice.
        let lagi = impor(&app, &app.ctx(), tulis(&kemudian())).await;
        assert_eq!((lagi.ringkasan.sudah_diusulkan, lagi.ringkasan.ada_perubahan()), (4, false));
        assert_eq!(menunggu(&app).await, 4);
    }
}

#[tokio::test]
async fn accepted_proposals_change_the_register() {
    let app = sukamaju().await;
    impor(&app, &app.ctx(), tulis(&kemudian())).await;
    let klien = operator(&app).await;
    insta::assert_snapshot!("usulan_koreksi", klien.get("/impor/usulan").await.ok().main());
    insta::assert_snapshot!("usulan_baru", klien.get("/impor/usulan?jenis=baru").await.ok().main());
    for jenis in ["koreksi", "baru"] {
        let isian = [("putusan", "terima_semua"), ("jenis", jenis)];
        klien.post("/impor/usulan/putusan", &isian).await.led_to();
    }
    assert_eq!(menunggu(&app).await, 0);
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let semua = store::list_penduduk(&mut tx).await.unwrap();
    assert_eq!(semua.len(), 6);
    let cari = |nama: &str| semua.iter().find(|p| p.nama == nama).unwrap();
    assert_eq!(cari("SITI AMINAH").pekerjaan, Some(2));
    assert!(cari("BAYI SITI").nik_kunci.is_some());
    let tono = cari("TONO SANTOSO");
    assert_eq!(tono.keluarga_id, cari("BUDI SANTOSO").keluarga_id);
    assert!(!tono.data_awal);
    let kk = kamus::NomorKk::baru(KK_BARU).unwrap();
    let keluarga = store::find_keluarga_kk(&mut tx, kk).await.unwrap().unwrap();
    assert_eq!(keluarga.kepala_id, Some(cari("TUMINAH").id), "the family got its number and kept its head");
    drop(tx);
    // Now the register says what the workbook says.
    let lagi = impor(&app, &app.ctx(), tulis(&kemudian())).await;
    assert_eq!((lagi.ringkasan.sama, lagi.ringkasan.ada_perubahan()), (5, false));
}

#[tokio::test]
async fn refused_proposals_leave_the_register_and_do_not_come_back() {
    let app = sukamaju().await;
    impor(&app, &app.ctx(), tulis(&kemudian())).await;
    let klien = operator(&app).await;
    let isian = [("putusan", "tolak_semua"), ("jenis", "koreksi")];
    klien.post("/impor/usulan/putusan", &isian).await.led_to();
    assert_eq!(menunggu(&app).await, 1);
    let lagi = impor(&app, &app.ctx(), tulis(&kemudian())).await;
    assert!(!lagi.ringkasan.ada_perubahan());
    let siti = alamat_orang(&klien, "SITI AMINAH").await;
    assert!(!klien.get(&siti).await.ok().text().contains("usulan koreksi yang menunggu"));
}

#[tokio::test]
async fn one_proposal_can_be_accepted_alone_and_only_once() {
    let app = sukamaju().await;
    impor(&app, &app.ctx(), tulis(&kemudian())).await;
    let klien = operator(&app).await;
    let halaman = klien.get("/impor/usulan").await.ok().text();
    let awal = halaman.find("id=\"u-").unwrap() + 6;
    let id = &halaman[awal..awal + 36];
    let isian = [("putusan", "terima"), ("usulan", id), ("request_key", "satu")];
    klien.post("/impor/usulan/putusan", &isian).await.led_to();
    assert_eq!(menunggu(&app).await, 3);
    klien.post("/impor/usulan/putusan", &isian).await.led_to();
    assert_eq!(menunggu(&app).await, 3);
    let tanpa = klien.post("/impor/usulan/putusan", &[("putusan", "terima")]).await;
    assert_eq!(tanpa.status, 303);
    assert_eq!(klien.post("/impor/usulan/putusan", &[]).await.status, 400);
}

#[tokio::test]
async fn a_nik_that_somebody_holds_is_not_given_again() {
    let app = sukamaju().await;
    // The baby is said to have her mother's NIK, while the mother is left out.
    let mut semua = buku::sukamaju();
    semua[2] = ubah(semua[2].clone(), "nik", buku::NIK_SITI);
    semua[2] = ubah(semua[2].clone(), "tanggallahir", "10-02-2026");
    semua.remove(1);
    impor(&app, &app.ctx(), tulis(&semua)).await;
    let klien = operator(&app).await;
    let isian = [("putusan", "terima_semua"), ("jenis", "koreksi")];
    klien.post("/impor/usulan/putusan", &isian).await.led_to();
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let nik = kamus::Nik::baru(buku::NIK_SITI).unwrap();
    assert!(store::find_aktif_nik(&mut tx, nik).await.unwrap().is_some());
    assert_eq!(store::list_penduduk(&mut tx).await.unwrap().len(), 5);
}

#[tokio::test]
async fn the_missing_are_listed_and_a_stranger_s_workbook_is_noticed() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let laporan = klien.upload("/impor", &[], ("berkas", "b.xlsx", &tulis(&kemudian()))).await.led_to();
    let tiada = klien.get(&format!("{laporan}?jenis=tiada")).await.ok().main();
    assert!(tiada.contains(">BUDI SANTOSO</a>") && !tiada.contains(">SITI AMINAH</a>"));
    assert!(!tiada.contains("Tidak satu pun orang"));
    let asing = [orang("WARGA LAIN", "3302010101109001", "3302011505909008", "1", "15-05-1990", "1")];
    let laporan = klien.upload("/impor", &[], ("berkas", "b.xlsx", &tulis(&asing))).await.led_to();
    assert!(
        klien.get(&laporan).await.ok().text().contains("Tidak satu pun orang di berkas ini sudah tercatat.")
    );
}
