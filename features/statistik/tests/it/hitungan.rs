//! The figures themselves, on both engines.

use jiff::civil::{Date, date};
use kependudukan::contoh::{self, Resep};
use statistik::hitung::{Pasang, Rekap, Tabel, rekap, semua, tambah};
use statistik::jenis::{JENIS, Jenis};
use statistik::{Tempat, muat};
use testkit::TestApp;

use crate::cerita::{KINI, app, ctx, fitur, mati, semua_penduduk};

async fn hitung(app: &TestApp, per: Date, tempat: &Tempat) -> Rekap {
    let mut tx = app.db.read(&ctx()).await.unwrap();
    let bahan = muat(&mut tx, (per, per), tempat).await.unwrap();
    rekap(&bahan, per, JENIS, Some(tx.keys())).unwrap()
}

fn jumlahkan(isi: &[(String, Pasang)]) -> Pasang {
    isi.iter().fold([0; 2], |jumlah, (_, isi)| tambah(jumlah, *isi))
}

/// Each breakdown adds up, in both sexes, over its groups and over its places.
fn periksa(kini: &Rekap) {
    for jenis in JENIS {
        let tabel = kini.cari(jenis.kode).unwrap();
        assert_eq!(tambah(jumlahkan(&tabel.kelompok), tabel.belum), tabel.total(), "{}", jenis.kode);
        assert_eq!(jumlahkan(&tabel.tempat), tabel.total(), "{} by place", jenis.kode);
        if jenis.dasar.starts_with("semua penduduk") || jenis.kode == "cacat" {
            assert_eq!(tabel.total(), kini.penduduk, "{} counts everybody once", jenis.kode);
        } else if !matches!(jenis.kode, "akta-kematian" | "penduduk-sementara") {
            assert!((0..2).all(|k| tabel.total()[k] <= kini.penduduk[k]), "{}", jenis.kode);
        }
    }
    let di = |kode: &str| kini.cari(kode).unwrap();
    assert_eq!(di("jenis-kelamin").kelompok[0].1, [kini.penduduk[0], 0]);
    assert_eq!(di("kepemilikan-ktp").total(), tambah(kini.penduduk, balik(di("kia").total())));
    assert_eq!(di("hamil").total(), [0, kini.penduduk[1]]);
    for umur in ["umur-rentang", "umur-kategori", "umur-lima-tahun", "umur-rentan"] {
        assert_eq!(di(umur).total(), di("umur-tunggal").total());
    }
}

fn balik(isi: Pasang) -> Pasang {
    isi.map(|n| -n)
}

#[tokio::test]
async fn every_breakdown_of_sukamaju_adds_up_on_both_engines() {
    let mut lalu: Option<Rekap> = None;
    for db in db::testing::each_engine().await {
        let app = app(db, &contoh::sukamaju(), contoh::TANGGAL_SUKAMAJU, fitur).await;
        let kini = hitung(&app, KINI, &Tempat::default()).await;
        assert_eq!(semua(kini.penduduk), 33);
        assert_eq!(kini.keluarga, 9);
        periksa(&kini);
        assert!(lalu.replace(kini.clone()).is_none_or(|lalu| lalu == kini), "both engines count alike");
    }
}

#[tokio::test]
async fn generated_villages_add_up_whatever_they_hold() {
    for (benih, jumlah) in [(1, 300), (2, 137), (77, 60)] {
        for db in db::testing::each_engine().await {
            let resep = Resep { jumlah, benih, ..Resep::pleret(date(2026, 7, 31)) };
            let app = app(db, &contoh::penduduk(&resep), date(2026, 7, 31), fitur).await;
            let kini = hitung(&app, KINI, &Tempat::default()).await;
            assert!(semua(kini.penduduk) >= i64::from(jumlah));
            periksa(&kini);
            // The parts make up the whole.
            let mut agama = [0; 2];
            for (dusun, _) in &kini.cari("dusun").unwrap().kelompok {
                let tempat = Tempat { dusun: dusun.clone(), ..Tempat::default() };
                let bagian = hitung(&app, KINI, &tempat).await;
                periksa(&bagian);
                agama = tambah(agama, bagian.cari("agama").unwrap().total());
            }
            assert_eq!(agama, kini.penduduk);
        }
    }
}

fn banyak(tabel: &Tabel, label: &str) -> i64 {
    tabel.kelompok.iter().find(|(nama, _)| nama == label).map_or(0, |(_, isi)| semua(*isi))
}

#[tokio::test]
async fn a_past_day_is_counted_as_it_was_and_deaths_by_their_certificates() {
    for db in db::testing::each_engine().await {
        let app = app(db, &contoh::sukamaju(), contoh::TANGGAL_SUKAMAJU, fitur).await;
        let orang = semua_penduduk(&app).await;
        mati(&app, &orang[0], date(2026, 8, 20), Some("3402-KM-01082026-9001")).await;
        mati(&app, &orang[1], date(2026, 9, 1), None).await;
        for (hari, penduduk, berakta, tanpa) in [
            (date(2026, 7, 30), 0, 0, 0),
            (date(2026, 8, 19), 33, 0, 0),
            (date(2026, 8, 20), 32, 1, 0),
            (date(2026, 8, 31), 32, 1, 0),
            (KINI, 31, 1, 1),
        ] {
            let kini = hitung(&app, hari, &Tempat::default()).await;
            let akta = kini.cari("akta-kematian").unwrap();
            let isi = (semua(kini.penduduk), banyak(akta, "Punya akta kematian"), semua(akta.belum));
            assert_eq!(isi, (penduduk, berakta, tanpa), "{hari}");
            periksa(&kini);
        }
    }
}

#[tokio::test]
async fn voters_are_those_of_age_on_election_day_without_soldiers_and_police() {
    let mut orang = contoh::sukamaju();
    let dewasa: Vec<usize> =
        (0..orang.len()).filter(|i| kamus::umur(orang[*i].tanggal_lahir, KINI) >= 20).collect();
    let pekerjaan = |kode| kamus::Daftar::dari_kode(kode);
    orang[dewasa[0]].rincian.pekerjaan = pekerjaan(6);
    orang[dewasa[1]].rincian.pekerjaan = pekerjaan(7);
    let app = app(db::testing::sqlite().await, &orang, contoh::TANGGAL_SUKAMAJU, fitur).await;
    let pemilih = |hari: Date| {
        let orang = &orang;
        orang
            .iter()
            .filter(|o| {
                let asing = o.rincian.kewarganegaraan == Some(kamus::Kewarganegaraan::Wna);
                let senjata = [pekerjaan(6), pekerjaan(7)].contains(&o.rincian.pekerjaan);
                let kawin = o.rincian.status_kawin.is_some_and(kamus::StatusKawin::pernah_kawin);
                !asing && !senjata && (kamus::umur(o.tanggal_lahir, hari) >= 17 || kawin)
            })
            .count()
    };
    for hari in [KINI, date(2029, 2, 14), date(2035, 1, 1)] {
        let kini = hitung(&app, hari, &Tempat::default()).await;
        let tabel = kini.cari("pemilih").unwrap();
        assert_eq!(usize::try_from(semua(tabel.total())).unwrap(), pemilih(hari), "{hari}");
    }
    assert!(pemilih(date(2035, 1, 1)) > pemilih(KINI), "children grow up until a later election");
}

#[test]
fn all_kinds_of_the_peer_are_there() {
    for kode in [
        "umur-rentang",
        "umur-kategori",
        "pendidikan-kk",
        "pendidikan-sedang",
        "pekerjaan",
        "status-perkawinan",
        "agama",
        "jenis-kelamin",
        "hubungan-kk",
        "kewarganegaraan",
        "golongan-darah",
        "cacat",
        "sakit-menahun",
        "akseptor-kb",
        "akta-kelahiran",
        "kepemilikan-ktp",
        "asuransi-kesehatan",
        "suku",
        "bpjs-ketenagakerjaan",
        "hamil",
        "buku-nikah",
        "kia",
        "akta-kematian",
        "kelas-sosial",
        "penduduk-sementara",
    ] {
        assert!(Jenis::cari(kode).is_some(), "{kode}");
    }
}
