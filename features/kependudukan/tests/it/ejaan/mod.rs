//! Names as people type them find the person, on both engines.

mod pasangan;

use std::time::Duration;

use db::Where;
use jiff::civil::date;
use kependudukan::Penduduk;
use kependudukan::contoh::{self, Resep};
use kependudukan::entitas::{Asal, Isian};
use kependudukan::impor::BarisPenduduk;
use kependudukan::store;
use testkit::TestApp;

use crate::cerita::{KINI, fitur};
pub(crate) use pasangan::PASANGAN;

/// Beyond this the person counts as not found.
const TERATAS: usize = 10;

/// A village of some seven thousand, with everybody of the list among them.
async fn desa(app: &TestApp) {
    let resep = Resep { jumlah: 7_000, ..Resep::pleret(date(2026, 2, 28)) };
    let mut baris: Vec<BarisPenduduk> = contoh::penduduk(&resep);
    let pola: Vec<BarisPenduduk> = baris.iter().take(PASANGAN.len()).cloned().collect();
    for ((nama, _), pola) in PASANGAN.iter().zip(pola) {
        baris.push(BarisPenduduk { nama: (*nama).to_owned(), nik: None, no_kk: None, ..pola });
    }
    let ctx = app.ctx();
    let mut tx = app.db.write(&ctx, "contoh").await.unwrap();
    let asal = || Asal {
        id: ctx.new_id(),
        keluarga_id: None,
        data_awal: true,
        berlaku_sejak: KINI.into(),
        dicatat_pada: ctx.now.into(),
        impor_id: None,
    };
    let semua: Vec<Penduduk> =
        baris.iter().map(|b| Penduduk::dari_isian(&Isian::from(b), asal(), tx.keys())).collect();
    tx.insert_all(&semua).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn the_list_of_misspellings_is_long_and_without_repeats() {
    let mut nama: Vec<&str> = PASANGAN.iter().map(|(nama, _)| *nama).collect();
    assert!(nama.len() >= 200, "{}", nama.len());
    nama.sort_unstable();
    nama.dedup();
    assert_eq!(nama.len(), PASANGAN.len());
    assert!(PASANGAN.iter().all(|(nama, ketikan)| *nama != ketikan.to_uppercase()));
}

#[tokio::test]
async fn nineteen_of_twenty_misspelt_names_are_found_among_the_first_ten() {
    let mut daftar = Vec::new();
    for app in testkit::each_engine(fitur).await {
        desa(&app).await;
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let (mut gagal, mut terlama, mut semua) = (Vec::new(), Duration::ZERO, Duration::ZERO);
        for (nama, ketikan) in PASANGAN {
            let mulai = std::time::Instant::now();
            let saring = Where::new().and("status_dasar = ?", [1_i16.into()]);
            let hasil = store::cari_cocok(&mut tx, saring, ketikan).await.unwrap();
            terlama = terlama.max(mulai.elapsed());
            semua += mulai.elapsed();
            let ids: Vec<_> = hasil.semua().into_iter().take(TERATAS).collect();
            let baris = store::daftar_menurut_id(&mut tx, &ids).await.unwrap();
            if !baris.iter().any(|b| b.nama == *nama) {
                gagal.push(format!("{ketikan} → {nama}"));
            }
        }
        let bagian = u32::try_from(PASANGAN.len()).unwrap();
        println!(
            "{} of {bagian} not found; {:?} each, {terlama:?} at most: {gagal:#?}",
            gagal.len(),
            semua / bagian
        );
        assert!(gagal.len() * 20 <= PASANGAN.len(), "{gagal:#?}");
        daftar.push(gagal);
    }
    assert!(daftar.windows(2).all(|dua| dua[0] == dua[1]), "both engines find the same people");
}

#[tokio::test]
async fn the_nearest_name_stands_first() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    for (ketikan, pertama) in [
        ("djoko pitojo", "DJOKO PITOJO"),
        ("joko pitoyo", "DJOKO PITOJO"),
        ("yuli setyowati", "YULI SETYOWATI"),
        ("yuly setyowty", "YULI SETYOWATI"),
        ("kridowasono", "KRIDOWASONO"),
    ] {
        let hasil = kependudukan::cari_ringkas(&mut tx, ketikan, 5).await.unwrap();
        assert_eq!(hasil.first().map(|r| r.nama.as_str()), Some(pertama), "{ketikan}");
    }
}

#[tokio::test]
async fn names_in_memory_find_the_people_that_the_database_finds() {
    for app in testkit::each_engine(fitur).await {
        desa(&app).await;
        let hadir = || Where::new().and("status_dasar = ?", [1_i16.into()]);
        // The same people in other words, which the database answers.
        let tersimpan = || hadir().and("shdk >= ?", [0_i16.into()]);
        let ketikan = PASANGAN.iter().step_by(4).map(|(_, ketikan)| *ketikan);
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        for ketikan in ketikan.chain(["siti", "a", "sri mul", "muh", "bu tri", "%", "xyzzy"]) {
            let (dari_ingatan, dari_basis) = (
                store::cari_cocok(&mut tx, hadir(), ketikan).await.unwrap(),
                store::cari_cocok(&mut tx, tersimpan(), ketikan).await.unwrap(),
            );
            assert_eq!(dari_ingatan, dari_basis, "{ketikan}");
        }
    }
}

#[tokio::test]
async fn who_came_a_moment_ago_is_found() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let cari = async |nama: &str| {
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let hadir = Where::new().and("status_dasar = ?", [1_i16.into()]);
        store::cari_cocok(&mut tx, hadir, nama).await.unwrap().tepat
    };
    for _ in 0..4 {
        assert!(cari("wiratmaja contoh").await.is_empty());
    }
    let mut tx = app.db.write(&app.ctx(), "contoh").await.unwrap();
    let semua = store::list_penduduk(&mut tx).await.unwrap();
    let baru = Penduduk {
        id: app.ctx().new_id(),
        nama: "WIRATMAJA CONTOH".to_owned(),
        kunci_nama: " WIRATMAJA CONTOH / WIRATMAJA CONTOH".to_owned(),
        nik_segel: None,
        nik_kunci: None,
        ..semua[0].clone()
    };
    let id = baru.id;
    tx.insert(&baru).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..4 {
        assert_eq!(cari("wiratmaja contoh").await, [id]);
    }
}
