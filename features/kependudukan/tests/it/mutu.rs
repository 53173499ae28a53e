//! The work list of data quality.

use std::io::Cursor;

use access::Role;
use calamine::{Reader as _, Xlsx};
use jiff::civil::date;
use kependudukan::contoh::{self, Resep};
use kependudukan::entitas::Rincian;
use kependudukan::mutu::{self, Jenis};
use kependudukan::store;
use testkit::{Client, TestApp};

use crate::buku::{self, KK_BUDI, NIK_SITI, orang, tulis, ubah};
use crate::cerita::{KINI, fitur, impor, operator};

/// Budi's family, with much that is wrong: a wife written down as a man, a son older than his father, a
/// woman with two rows.
fn janggal() -> Vec<buku::Orang> {
    let mut semua = buku::sukamaju();
    semua[1] = ubah(semua[1].clone(), "sex", "1");
    let anak = orang("ANAK TUA", KK_BUDI, "3402130101709010", "1", "01-01-1970", "4");
    let tutik = |nama: &str, kk: &str, nik: &str| orang(nama, kk, nik, "2", "17-08-1990", "1");
    let satu = tutik("YULI SETYOWATI", "3402130101109011", "3402135708909011");
    let dua = tutik("JULI SETIOWATI", "3402130101109012", "0");
    semua.extend([anak, satu, dua]);
    semua
}

async fn desa(app: &TestApp) {
    impor(app, &app.ctx(), tulis(&janggal())).await;
}

async fn temuan(app: &TestApp) -> Vec<mutu::Temuan> {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    mutu::jalankan(&mut tx, KINI).await.unwrap().temuan
}

async fn satu(app: &TestApp, jenis: Jenis) -> mutu::Temuan {
    temuan(app).await.into_iter().find(|t| t.jenis == jenis).unwrap_or_else(|| panic!("{jenis:?}"))
}

fn baris(main: &str) -> usize {
    main.rsplit("<tbody>").next().unwrap().matches("<tr>").count()
}

#[tokio::test]
async fn the_check_finds_what_a_workbook_brought_on_both_engines() {
    for app in testkit::each_engine(fitur).await {
        desa(&app).await;
        let semua = temuan(&app).await;
        for jenis in [
            Jenis::NikKelamin,
            Jenis::HubunganKelamin,
            Jenis::AnakLebihTua,
            Jenis::GandaBunyi,
            Jenis::TanpaNik,
            Jenis::MenungguKk,
        ] {
            assert!(semua.iter().any(|t| t.jenis == jenis), "{jenis:?}");
        }
        assert!(semua.iter().all(|t| !t.kalimat.contains("3402")), "no sentence holds a number");
        assert_eq!(semua, temuan(&app).await, "the same register gives the same list");
    }
}

#[tokio::test]
async fn the_list_is_filtered_by_kind_and_dusun_and_exported_as_shown() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let klien = operator(&app).await;
    let halaman = klien.get("/mutu").await.ok();
    assert!(!halaman.text().contains(NIK_SITI));
    insta::assert_snapshot!("mutu", halaman.main());
    for (saring, banyak) in
        [("jenis=nik_kelamin", 1), ("jenis=ganda_bunyi&dusun=KAUMAN", 1), ("berat=salah&dusun=KAUMAN", 2)]
    {
        let main = klien.get(&format!("/mutu?{saring}")).await.ok().main();
        assert_eq!(baris(&main), banyak, "{saring}");
        let pasangan: Vec<(&str, &str)> = saring.split('&').filter_map(|p| p.split_once('=')).collect();
        let berkas = klien.post("/mutu/ekspor", &pasangan).await.ok();
        let mut buku: Xlsx<_> = Xlsx::new(Cursor::new(berkas.bytes)).unwrap();
        let lembar = buku.worksheet_range("Mutu data").unwrap();
        assert_eq!(lembar.rows().count(), banyak + 3, "two marks, the headings, and what is shown");
        assert!(!lembar.rows().flatten().any(|sel| sel.to_string().contains(NIK_SITI)));
    }
    let kosong = klien.get("/mutu?jenis=ganda_bunyi&dusun=KRAJAN").await.ok().main();
    assert!(kosong.contains("Tidak ada temuan"));
    assert!(klien.get("/mutu?jenis=entah&hal=-3&berat=x").await.ok().main().contains("Salah"));
    let pemeriksa = app.sebagai(Role::Verifikator).await.get("/mutu").await.ok().main();
    assert!(!pemeriksa.contains("Unduh daftar ini") && !pemeriksa.contains("Periksa<"));
    assert_eq!(app.sebagai(Role::Dukuh).await.get("/mutu").await.status, 404);
    assert_eq!(app.sebagai(Role::Admin).await.get("/mutu").await.status, 404);
}

async fn perbaiki(klien: &Client, t: &mutu::Temuan, pilih: &str) -> testkit::Answer {
    klien.post(&format!("/mutu/{}/perbaikan", t.id), &[("pilih", pilih), ("request_key", pilih)]).await
}

#[tokio::test]
async fn one_tap_sets_the_sex_right_as_a_correction() {
    for app in testkit::each_engine(fitur).await {
        desa(&app).await;
        let klien = operator(&app).await;
        let t = satu(&app, Jenis::NikKelamin).await;
        let entah = perbaiki(&klien, &t, "kelamin-7").await;
        assert_eq!(entah.status, 400);
        let kepala = app.db.head(testkit::SUKAMAJU).await.unwrap();
        assert!(perbaiki(&klien, &t, "kelamin-2").await.led_to().ends_with("/mutu"));
        let sesudah = app.db.head(testkit::SUKAMAJU).await.unwrap();
        assert!(perbaiki(&klien, &t, "kelamin-2").await.led_to().ends_with("/mutu"));
        assert!(kepala < sesudah && sesudah == app.db.head(testkit::SUKAMAJU).await.unwrap(), "once");
        assert!(temuan(&app).await.iter().all(|lain| lain.jenis != Jenis::NikKelamin));
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let siti = store::find_penduduk(&mut tx, t.orang[0]).await.unwrap().unwrap();
        assert_eq!(siti.jenis_kelamin, 2);
        let peristiwa = store::list_peristiwa_orang(&mut tx, siti.id).await.unwrap();
        assert_eq!(peristiwa.len(), 1);
        let rincian = peristiwa[0].rincian(tx.keys()).unwrap();
        assert_eq!(rincian.jawab("alasan"), "Mutu data: Jenis kelamin berbeda dari NIK");
        drop(tx);
        let hilang = klien.get(&format!("/mutu/{}", t.id)).await;
        assert_eq!(hilang.status, 303, "what is no finding any more leads back to the list");
    }
}

#[tokio::test]
async fn of_two_heads_one_stays() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let mut tx = app.db.write(&app.ctx(), "uji").await.unwrap();
    let semua = store::list_penduduk(&mut tx).await.unwrap();
    let siapa = |nama: &str| semua.iter().find(|p| p.nama == nama).unwrap().clone();
    let (budi, siti) = (siapa("BUDI SANTOSO"), siapa("SITI AMINAH"));
    let kejadian = kependudukan::peristiwa::Kejadian::baru(KINI, KINI, Rincian::default());
    let dua = kependudukan::Penduduk { shdk: 1, ..siti.clone() };
    kejadian
        .orang(kependudukan::entitas::JenisPeristiwa::Koreksi, siti.clone(), dua)
        .simpan(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let klien = operator(&app).await;
    let t = satu(&app, Jenis::DuaKepala).await;
    insta::assert_snapshot!("mutu_temuan", klien.get(&format!("/mutu/{}", t.id)).await.ok().main());
    perbaiki(&klien, &t, &format!("kepala-{}", siti.id)).await.led_to();
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let keluarga = store::find_keluarga(&mut tx, budi.keluarga_id.unwrap()).await.unwrap().unwrap();
    assert_eq!(keluarga.kepala_id, Some(siti.id));
    let budi = store::find_penduduk(&mut tx, budi.id).await.unwrap().unwrap();
    assert_eq!(budi.shdk(), kamus::Shdk::FamiliLain);
}

#[tokio::test]
async fn a_checked_oddity_stays_away_until_its_data_change() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let klien = operator(&app).await;
    let t = satu(&app, Jenis::NikKelamin).await;
    let alamat = format!("/mutu/{}", t.id);
    let aksi = format!("{alamat}/pengabaian");
    for (sebab, alasan, kalimat) in [
        ("", "", "Pilih alasannya."),
        ("beda", "", "Pilih alasannya."),
        ("lain", "ya", "paling sedikit 5 huruf"),
        ("dokumen", &"x".repeat(201), "Paling panjang 200 huruf."),
    ] {
        let jawab = klien.post(&aksi, &[("sebab", sebab), ("alasan", alasan)]).await;
        assert_eq!(jawab.status, 422);
        assert!(jawab.text().contains(kalimat), "{sebab}/{alasan}");
    }
    let nilai = |teks: &str| teks.split("Nilai per dusun").next().unwrap().to_owned();
    let sebelum = nilai(&klien.get("/mutu").await.ok().main());
    let isian = [("sebab", "lain"), ("alasan", "NIK memang keliru sejak terbit"), ("request_key", "abai")];
    klien.post(&aksi, &isian).await.led_to();
    klien.post(&aksi, &isian).await.led_to();
    assert!(temuan(&app).await.iter().all(|lain| lain.id != t.id));
    assert_ne!(sebelum, nilai(&klien.get("/mutu").await.ok().main()));
    let diabaikan = klien.get("/mutu?tampil=diabaikan").await.ok().main();
    assert_eq!(baris(&diabaikan), 1);
    let halaman = klien.get(&alamat).await.ok().main();
    assert!(halaman.contains("NIK memang keliru sejak terbit") && halaman.contains("Uji operator"));
    klien.post(&format!("{alamat}/pengembalian"), &[]).await.led_to();
    assert_eq!(satu(&app, Jenis::NikKelamin).await.id, t.id);
    assert_eq!(klien.post(&format!("{alamat}/pengembalian"), &[]).await.status, 303);
}

#[tokio::test]
async fn only_who_may_repair_repairs() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let t = satu(&app, Jenis::NikKelamin).await;
    let pemeriksa = app.sebagai(Role::Verifikator).await;
    let halaman = pemeriksa.get(&format!("/mutu/{}", t.id)).await.ok().main();
    assert!(!halaman.contains("Abaikan temuan ini"));
    for aksi in ["perbaikan", "pengabaian", "pengembalian"] {
        let jawab = pemeriksa.post(&format!("/mutu/{}/{aksi}", t.id), &[("pilih", "kelamin-2")]).await;
        assert_eq!(jawab.status, 404, "{aksi}");
    }
    let kembaran = app.sebagai_di(testkit::KEMBARAN, &[Role::Operator]).await;
    assert_eq!(
        kembaran.get(&format!("/mutu/{}", t.id)).await.status,
        303,
        "another village has no such finding"
    );
}

#[tokio::test]
async fn an_empty_register_has_nothing_to_check() {
    let app = TestApp::new(fitur).await;
    let halaman = operator(&app).await.get("/mutu").await.ok().main();
    assert!(halaman.contains("Belum ada yang diperiksa"));
}

/// Made-up residents by the thousand. The time is told, not judged, for a test build is slow.
#[tokio::test]
async fn a_whole_village_is_checked_in_one_pass() {
    let app = TestApp::new(fitur).await;
    let resep = Resep { jumlah: 1_500, ..Resep::pleret(date(2026, 2, 28)) };
    impor(&app, &app.ctx(), contoh::buku(&contoh::penduduk(&resep)).unwrap()).await;
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let mulai = std::time::Instant::now();
    let hasil = mutu::jalankan(&mut tx, KINI).await.unwrap();
    println!("{} findings among 1,500 residents in {:?}", hasil.temuan.len(), mulai.elapsed());
    let mut banyak = std::collections::BTreeMap::new();
    for t in &hasil.temuan {
        *banyak.entry(t.jenis.kode()).or_insert(0) += 1;
    }
    println!("{banyak:?}");
    assert!(hasil.nilai.iter().map(|n| n.penduduk).sum::<usize>() >= 1_500);
    assert!(hasil.nilai.iter().all(|n| n.per_mil() > 900), "made-up residents are mostly in order");
}
