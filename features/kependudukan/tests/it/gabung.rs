//! Two rows of one person, merged and parted again.

use access::Role;
use db::Where;
use jiff::ToSpan as _;
use kamus::{Daftar as _, StatusDasar};
use kependudukan::entitas::{JenisPeristiwa, Peristiwa};
use kependudukan::mutu::gabung::{GalatGabung, Pilihan, Sisi, gabungkan};
use kependudukan::peristiwa::batalkan;
use kependudukan::store::{self, Pada};
use kependudukan::{Keluarga, Penduduk};
use testkit::TestApp;

use crate::buku::{self, orang, tulis, ubah};
use crate::catat::catat;
use crate::cerita::{KINI, fitur, impor, operator};

const NIK_YULI: &str = "3402135708909011";
const KK_YULI: &str = "3402130101109011";

/// Budi's family; and one woman twice: with a NIK as a head of her own, without one as a relative of Budi's.
async fn desa(app: &TestApp) {
    let mut semua = buku::sukamaju();
    semua.push(ubah(orang("YULI SETYOWATI", KK_YULI, NIK_YULI, "2", "17-08-1990", "1"), "nama_ibu", ""));
    semua.push(ubah(orang("JULI SETIOWATI", buku::KK_BUDI, "0", "2", "17-08-1990", "9"), "agama_id", "3"));
    impor(app, &app.ctx(), tulis(&semua)).await;
}

async fn yang_bernama(app: &TestApp, nama: &str) -> Penduduk {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    store::list_penduduk(&mut tx).await.unwrap().into_iter().find(|p| p.nama == nama).unwrap()
}

async fn keluarga(app: &TestApp, p: &Penduduk) -> Keluarga {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    store::find_keluarga(&mut tx, p.keluarga_id.unwrap()).await.unwrap().unwrap()
}

async fn hidup(app: &TestApp) -> usize {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    store::list_hadir(&mut tx, Pada::kini(KINI), Where::new()).await.unwrap().len()
}

fn pilihan(tinggal: Sisi, dari_b: &[&'static str]) -> Pilihan {
    Pilihan {
        tinggal,
        nilai: dari_b.iter().map(|nama| (*nama, Sisi::B)).collect(),
        alasan: "Satu orang menurut KTP.".to_owned(),
    }
}

/// What a row says, apart from when it was written.
fn isi(p: &Penduduk) -> Penduduk {
    Penduduk { berlaku_sejak: KINI.into(), dicatat_pada: db::At(0), ..p.clone() }
}

#[tokio::test]
async fn one_row_stays_with_the_chosen_values_and_the_other_ends() {
    for app in testkit::each_engine(fitur).await {
        desa(&app).await;
        let semula = hidup(&app).await;
        let (yuli, juli) =
            (yang_bernama(&app, "YULI SETYOWATI").await, yang_bernama(&app, "JULI SETIOWATI").await);
        // Juli's row stays, in Budi's family, but with Yuli's NIK and name.
        let mut tx = app.db.write(&app.ctx(), "penggabungan_penduduk").await.unwrap();
        let memilih = pilihan(Sisi::A, &["nik", "nama"]);
        let id = gabungkan(&mut tx, (&juli, &yuli), &memilih, KINI).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(hidup(&app).await, semula - 1);
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let tinggal = store::find_penduduk(&mut tx, juli.id).await.unwrap().unwrap();
        assert_eq!((tinggal.nama.as_str(), tinggal.agama), ("YULI SETYOWATI", Some(3)));
        assert_eq!(tinggal.nik(tx.keys()).unwrap().unwrap().as_str(), NIK_YULI);
        assert_eq!(tinggal.nama_ibu.as_deref(), Some("TUMINAH"), "what is not chosen stays");
        let tutup = store::find_penduduk(&mut tx, yuli.id).await.unwrap().unwrap();
        assert_eq!(tutup.status_dasar(), StatusDasar::TidakValid);
        let peristiwa = store::find_peristiwa(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((peristiwa.jenis(), peristiwa.penduduk_id), (JenisPeristiwa::Penggabungan, Some(yuli.id)));
        assert_eq!(peristiwa.rincian(tx.keys()).unwrap().jawab("ke"), juli.id.to_string());
        let kartu = store::find_keluarga(&mut tx, yuli.keluarga_id.unwrap()).await.unwrap().unwrap();
        assert_eq!(kartu.kepala_id, None, "a family without members has no head");
        let subjek = kependudukan::find_subjek(&mut tx, yuli.id).await.unwrap().unwrap();
        assert_eq!(subjek.nama, "YULI SETYOWATI", "letters of the row that ended still find it");
    }
}

#[tokio::test]
async fn parting_gives_both_rows_back_with_their_nik_and_their_families() {
    for app in testkit::each_engine(fitur).await {
        desa(&app).await;
        let semula = hidup(&app).await;
        let (yuli, juli) =
            (yang_bernama(&app, "YULI SETYOWATI").await, yang_bernama(&app, "JULI SETIOWATI").await);
        let kartu = keluarga(&app, &yuli).await;
        // The events of one report are undone in an order of chance, so once would prove little.
        for kali in 0..6 {
            let mut ctx = app.ctx();
            ctx.now += (10 * kali + 1).minutes();
            let mut tx = app.db.write(&ctx, "penggabungan_penduduk").await.unwrap();
            let (a, b) = (
                store::find_penduduk(&mut tx, juli.id).await.unwrap().unwrap(),
                store::find_penduduk(&mut tx, yuli.id).await.unwrap().unwrap(),
            );
            let memilih = pilihan(Sisi::A, &["nik", "nama", "keluarga"]);
            let id = gabungkan(&mut tx, (&a, &b), &memilih, KINI).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(keluarga(&app, &yuli).await.kepala_id, Some(juli.id), "who stays heads the family on");
            ctx.now += 5.minutes();
            let mut tx = app.db.write(&ctx, "pembatalan_peristiwa").await.unwrap();
            let peristiwa = store::find_peristiwa(&mut tx, id).await.unwrap().unwrap();
            batalkan(&mut tx, &peristiwa, "Ternyata dua orang.", KINI).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(isi(&yang_bernama(&app, "YULI SETYOWATI").await), isi(&yuli));
            assert_eq!(isi(&yang_bernama(&app, "JULI SETIOWATI").await), isi(&juli));
            assert_eq!(keluarga(&app, &yuli).await, kartu);
            assert_eq!(hidup(&app).await, semula);
        }
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let semua = store::list_peristiwa_orang(&mut tx, yuli.id).await.unwrap();
        assert_eq!(semua.iter().filter(|p| p.jenis() == JenisPeristiwa::Pembatalan).count(), 6);
        assert!(semua.iter().filter(|p| p.jenis() == JenisPeristiwa::Penggabungan).all(|p| !p.berlaku()));
    }
}

#[tokio::test]
async fn a_head_with_members_does_not_vanish() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let (yuli, budi) = (yang_bernama(&app, "YULI SETYOWATI").await, yang_bernama(&app, "BUDI SANTOSO").await);
    let mut tx = app.db.write(&app.ctx(), "penggabungan_penduduk").await.unwrap();
    let galat = gabungkan(&mut tx, (&yuli, &budi), &pilihan(Sisi::A, &[]), KINI).await.unwrap_err();
    assert!(galat.to_string().starts_with("BUDI SANTOSO adalah kepala keluarga"), "{galat}");
    let sama = gabungkan(&mut tx, (&yuli, &yuli), &pilihan(Sisi::A, &[]), KINI).await.unwrap_err();
    assert!(matches!(sama, GalatGabung::Sama));
    let mati = yang_bernama(&app, "KARSO").await;
    let galat = gabungkan(&mut tx, (&yuli, &mati), &pilihan(Sisi::A, &[]), KINI).await.unwrap_err();
    assert!(galat.to_string().starts_with("KARSO sudah tidak tercatat"));
}

#[tokio::test]
async fn the_page_lays_both_side_by_side_and_merges_once() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let klien = operator(&app).await;
    let (yuli, juli) =
        (yang_bernama(&app, "YULI SETYOWATI").await, yang_bernama(&app, "JULI SETIOWATI").await);
    let (a, b) = (yuli.id.to_string(), juli.id.to_string());
    let halaman = klien.get(&format!("/mutu/gabung?a={a}&b={b}")).await.ok();
    assert!(!halaman.text().contains(NIK_YULI));
    insta::assert_snapshot!("mutu_gabung", halaman.main());

    let kurang = klien.post("/mutu/gabung", &[("a", &a), ("b", &b), ("nilai_nama", "b")]).await;
    assert_eq!(kurang.status, 422);
    for kalimat in ["Pilih baris yang tetap.", "Tulis alasannya", "Cocokkan dulu dengan dokumennya"] {
        assert!(kurang.text().contains(kalimat), "{kalimat}");
    }
    assert!(kurang.text().contains(r#"name="nilai_nama" value="b" checked"#), "what was chosen is kept");
    let isian = [
        ("a", a.as_str()),
        ("b", b.as_str()),
        ("tinggal", "a"),
        ("nilai_nama", "b"),
        ("nilai_keluarga", "a"),
        ("alasan", "Satu orang menurut KTP"),
        ("yakin", "1"),
        ("request_key", "gabung"),
    ];
    let hasil = klien.post("/mutu/gabung", &isian).await.led_to();
    assert!(hasil.ends_with(&format!("/mutu/gabung/{b}")), "{hasil}");
    let kepala = app.db.head(testkit::SUKAMAJU).await.unwrap();
    assert_eq!(klien.post("/mutu/gabung", &isian).await.led_to(), hasil);
    assert_eq!(app.db.head(testkit::SUKAMAJU).await.unwrap(), kepala, "a repeated submit adds nothing");
    let halaman = klien.get(&hasil).await.ok().main();
    assert!(halaman.contains("Satu orang menurut KTP") && halaman.contains("JULI SETIOWATI"));

    let aksi = format!("{hasil}/pembatalan");
    assert_eq!(klien.post(&aksi, &[("alasan", "x")]).await.status, 422);
    let batal = [("alasan", "Ternyata dua orang"), ("request_key", "batal")];
    assert_eq!(klien.post(&aksi, &batal).await.led_to(), hasil);
    assert_eq!(klien.post(&aksi, &batal).await.led_to(), hasil);
    let halaman = klien.get(&hasil).await.ok().main();
    assert!(halaman.contains("Dibatalkan") && !halaman.contains("Batalkan penggabungan"));
    let sekali_lagi = klien.post(&aksi, &[("alasan", "Ternyata dua orang")]).await;
    assert_eq!(sekali_lagi.status, 422);
    assert!(sekali_lagi.text().contains("sudah dibatalkan"));
    assert_eq!(yang_bernama(&app, "YULI SETYOWATI").await.status_dasar, StatusDasar::Hidup.kode());
}

/// Forms a household of Yuli's, and takes in whoever else is named.
async fn rumah_yuli(app: &TestApp, lain: Option<&str>) {
    let klien = operator(app).await;
    let yuli = yang_bernama(app, "YULI SETYOWATI").await.id.to_string();
    let hari = [("tanggal", "01-03-2026"), ("tanggal_lapor", "02-03-2026")];
    let baru = [("orang", &*yuli), ("siapa", &*yuli), ("tempat", "KAUMAN|001|002")];
    catat(&klien, "rumah-tangga-baru", &[&hari[..], &baru[..]].concat()).await;
    if let Some(nama) = lain {
        let id = yang_bernama(app, nama).await.id.to_string();
        let masuk = [("orang", &*id), ("siapa", &*id), ("tujuan", "YULI SETYOWATI")];
        catat(&klien, "masuk-rumah-tangga", &[&hari[..], &masuk[..]].concat()).await;
    }
}

#[tokio::test]
async fn a_household_loses_no_head_and_keeps_no_ghost_by_a_merge() {
    for app in testkit::each_engine(fitur).await {
        desa(&app).await;
        rumah_yuli(&app, None).await;
        let (yuli, juli) =
            (yang_bernama(&app, "YULI SETYOWATI").await, yang_bernama(&app, "JULI SETIOWATI").await);
        let rumah = yuli.rumah_tangga_id.unwrap();
        let mut tx = app.db.write(&app.ctx(), "penggabungan_penduduk").await.unwrap();
        let id = gabungkan(&mut tx, (&juli, &yuli), &pilihan(Sisi::A, &["nik"]), KINI).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let kosong = store::find_rumah_tangga(&mut tx, rumah).await.unwrap().unwrap();
        assert_eq!(kosong.bubar, Some(KINI.into()), "its only member was merged away");
        assert_eq!(store::find_penduduk(&mut tx, yuli.id).await.unwrap().unwrap().rumah_tangga_id, None);
        drop(tx);
        let mut tx = app.db.write(&app.ctx(), "pembatalan").await.unwrap();
        let peristiwa = store::find_peristiwa(&mut tx, id).await.unwrap().unwrap();
        batalkan(&mut tx, &peristiwa, "Ternyata dua orang", KINI).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let lagi = store::find_rumah_tangga(&mut tx, rumah).await.unwrap().unwrap();
        assert_eq!((lagi.bubar, store::list_anggota_rumah(&mut tx, rumah).await.unwrap().len()), (None, 1));
    }
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    rumah_yuli(&app, Some("TUMINAH")).await;
    let (yuli, juli) =
        (yang_bernama(&app, "YULI SETYOWATI").await, yang_bernama(&app, "JULI SETIOWATI").await);
    let mut tx = app.db.write(&app.ctx(), "penggabungan_penduduk").await.unwrap();
    let galat = gabungkan(&mut tx, (&juli, &yuli), &pilihan(Sisi::A, &["nik"]), KINI).await.unwrap_err();
    assert!(matches!(galat, GalatGabung::KepalaRumah(_)), "{galat}");
    let ids = gabungkan(&mut tx, (&juli, &yuli), &pilihan(Sisi::A, &["nik", "keluarga"]), KINI).await;
    tx.commit().await.unwrap();
    assert!(ids.is_ok(), "who takes the household over heads it on");
    let juli = yang_bernama(&app, "JULI SETIOWATI").await;
    assert_eq!((juli.rumah_tangga_id, juli.hubungan_rtm), (yuli.rumah_tangga_id, Some(1)));
}

/// The row that was merged away still has the number: whoever comes back by it comes back as the one who stayed.
#[tokio::test]
async fn who_comes_back_comes_back_to_the_row_that_stayed() {
    for app in testkit::each_engine(fitur).await {
        desa(&app).await;
        let klien = operator(&app).await;
        let (yuli, juli) =
            (yang_bernama(&app, "YULI SETYOWATI").await, yang_bernama(&app, "JULI SETIOWATI").await);
        let mut tx = app.db.write(&app.ctx(), "penggabungan_penduduk").await.unwrap();
        gabungkan(&mut tx, (&juli, &yuli), &pilihan(Sisi::A, &["nik"]), KINI).await.unwrap();
        tx.commit().await.unwrap();
        let id = juli.id.to_string();
        let pindah = [
            ("orang", &*id),
            ("siapa", &*id),
            ("tanggal", "02-03-2026"),
            ("tanggal_lapor", "02-03-2026"),
            ("klasifikasi", "4"),
            ("alasan", "1"),
            ("tujuan_alamat", "Sleman"),
        ];
        catat(&klien, "pindah-keluar", &pindah).await;
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let nik = kamus::Nik::baru(NIK_YULI).unwrap();
        let ids = store::list_id_nik(&mut tx, nik).await.unwrap();
        assert_eq!(ids.len(), 2, "both rows have it");
        drop(tx);
        let datang = [
            ("nik", NIK_YULI),
            ("nama", "JULI SETIOWATI"),
            ("kelamin", "2"),
            ("tempat_lahir", "BANTUL"),
            ("tanggal_lahir", "17-08-1990"),
            ("agama", "1"),
            ("pendidikan", "5"),
            ("kewarganegaraan", "1"),
            ("pekerjaan", "88"),
            ("status_kawin", "1"),
            ("nama_ayah", "KARSO"),
            ("nama_ibu", "TUMINAH"),
            ("tanggal", "02-03-2026"),
            ("tanggal_lapor", "02-03-2026"),
            ("asal", "Sleman"),
            ("klasifikasi", "4"),
            ("alasan", "6"),
            ("keluarga", "baru"),
            ("tempat", "KAUMAN|001|002"),
        ];
        catat(&klien, "datang", &datang).await;
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let tinggal = store::find_penduduk(&mut tx, juli.id).await.unwrap().unwrap();
        let tutup = store::find_penduduk(&mut tx, yuli.id).await.unwrap().unwrap();
        assert_eq!(
            (tinggal.status_dasar(), tutup.status_dasar()),
            (StatusDasar::Hidup, StatusDasar::TidakValid)
        );
    }
}

#[tokio::test]
async fn merging_asks_for_the_right_people_and_the_right_person() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let klien = operator(&app).await;
    let yuli = yang_bernama(&app, "YULI SETYOWATI").await.id;
    let asing = app.ctx().new_id();
    assert_eq!(klien.get(&format!("/mutu/gabung?a={yuli}&b={asing}")).await.status, 404);
    assert_eq!(klien.get(&format!("/mutu/gabung?a={yuli}&b={yuli}")).await.status, 400);
    assert_eq!(klien.get("/mutu/gabung?a=x").await.status, 404);
    assert_eq!(klien.get(&format!("/mutu/gabung/{yuli}")).await.status, 404, "never merged");
    let pemeriksa = app.sebagai(Role::Verifikator).await;
    assert_eq!(pemeriksa.get(&format!("/mutu/gabung?a={yuli}&b={yuli}")).await.status, 404);
    let (a, b) = (yuli.to_string(), asing.to_string());
    assert_eq!(pemeriksa.post("/mutu/gabung", &[("a", &a), ("b", &b)]).await.status, 404);
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let peristiwa: Vec<Peristiwa> = store::list_peristiwa_orang(&mut tx, yuli).await.unwrap();
    assert!(peristiwa.is_empty());
}
