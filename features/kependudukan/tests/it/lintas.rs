//! Somebody is looked for in all villages of a kecamatan or a regency.

use access::Role;
use db::{Context, Unit};
use kependudukan::entitas::{Asal, Isian};
use kependudukan::impor::BarisPenduduk;
use kependudukan::{Penduduk, contoh, lintas};
use testkit::{Client, KEMBARAN, SUKAMAJU, TestApp, testing};

use crate::buku::{NIK_BUDI, NIK_SITI, sukamaju, tulis};
use crate::cerita::{KINI, fitur, impor};
use crate::ejaan::PASANGAN;

const KECAMATAN: Unit = Unit(3_402_130_000);
const KABUPATEN: Unit = Unit(3_402_000_000);
/// In the next kecamatan of the same regency.
const SEBERANG: Unit = Unit(3_402_142_001);
/// In another regency.
const JAUH: Unit = Unit(3_404_142_001);

/// Units above the village have names of their own here.
async fn aplikasi(db: testing::TestDb) -> TestApp {
    TestApp::with_naming(db, fitur, wilayah::naming, |builder| builder).await
}

async fn daftarkan(app: &TestApp, unit: Unit, nama: &str) -> Context {
    let ctx = Context::system("cerita", unit, app.app.now());
    app.db.register_unit(unit, ctx.now).await.unwrap();
    let mut tx = app.db.write(&ctx, "pendaftaran").await.unwrap();
    let identitas = wilayah::Identitas {
        id: ctx.new_id(),
        kode: unit.0,
        nama: nama.into(),
        set_kata: "umum".into(),
        kecamatan: "Contoh".into(),
        kabupaten: "Kabupaten Contoh".into(),
        provinsi: "Contoh".into(),
        alamat: None,
        kodepos: None,
        telepon: None,
        surel: None,
        situs: None,
        logo: None,
        aksara: None,
        kop: None,
    };
    tx.insert(&identitas).await.unwrap();
    tx.commit().await.unwrap();
    ctx
}

/// The same people in four villages: two of one kecamatan, one of the next, one of another regency.
async fn dunia(app: &TestApp) {
    for (unit, nama) in [(KECAMATAN, "Contoh"), (KABUPATEN, "Contoh")] {
        daftarkan(app, unit, nama).await;
    }
    for (unit, nama) in
        [(SUKAMAJU, "Sukamaju"), (KEMBARAN, "Kembaran"), (SEBERANG, "Seberang"), (JAUH, "Jauh")]
    {
        let ctx = daftarkan(app, unit, nama).await;
        impor(app, &ctx, tulis(&sukamaju())).await;
    }
}

async fn cari(klien: &Client, kata: &str) -> String {
    let isian = [("kata", kata), ("keperluan", "Mencocokkan penerima bantuan")];
    klien.post("/pencarian-lintas", &isian).await.ok().main()
}

async fn pandangan(app: &TestApp, unit: Unit) -> Vec<access::store::PembukaanData> {
    let mut tx = app.db.read(&Context::system("cerita", unit, app.app.now())).await.unwrap();
    access::store::list_pembukaan(&mut tx, None).await.unwrap()
}

#[tokio::test]
async fn a_camat_finds_somebody_in_the_villages_of_the_kecamatan_and_each_of_them_knows() {
    for db in testing::each_engine().await {
        let app = aplikasi(db).await;
        dunia(&app).await;
        let camat = app.sebagai_di(KECAMATAN, &[Role::Camat, Role::Lintas]).await;
        assert!(camat.get("/pencarian-lintas").await.ok().text().contains("di 2 desa"));
        for kata in [NIK_SITI, "siti aminnah", "Sity Aminah"] {
            let halaman = cari(&camat, kata).await;
            assert_eq!(halaman.matches("SITI AMINAH").count(), 2, "{kata}: {halaman}");
            for ada in ["Sukamaju", "Kembaran", "1985"] {
                assert!(halaman.contains(ada), "{kata}: {ada}");
            }
            for rahasia in ["Seberang", "Jauh", "01-01-1985", "MELATI", "KAUMAN"] {
                assert!(!halaman.contains(rahasia), "{kata}: {rahasia}");
            }
            assert!(!halaman.contains(NIK_SITI), "masked, and not sent back");
        }
        for unit in [SUKAMAJU, KEMBARAN] {
            let semua = pandangan(&app, unit).await;
            assert!(semua.len() >= 3, "{unit}: {}", semua.len());
            for p in semua {
                assert_eq!(p.hal, "pencarian_lintas");
                assert_eq!(p.keperluan, "Mencocokkan penerima bantuan");
                assert!(p.subjek_id.is_some() && p.penerima.unwrap().contains("Uji"));
            }
        }
        assert_eq!(pandangan(&app, KECAMATAN).await.len(), 3, "in the asking unit, too");
        assert!(pandangan(&app, SEBERANG).await.is_empty(), "who was not shown was not looked at");
        assert!(cari(&camat, "zzyzx").await.contains("Tidak ditemukan"));
        assert_eq!(pandangan(&app, KECAMATAN).await.len(), 4, "a search without a hit is one");
        assert!(!cari(&camat, "KARSO").await.contains("KARSO</th>"), "the dead are not shown");
    }
}

#[tokio::test]
async fn a_regency_reaches_all_its_villages_and_no_other() {
    let app = aplikasi(testing::sqlite().await).await;
    dunia(&app).await;
    let pencari = app.sebagai_di(KABUPATEN, &[Role::Lintas]).await;
    let halaman = cari(&pencari, NIK_BUDI).await;
    assert_eq!(halaman.matches("BUDI SANTOSO").count(), 3);
    assert!(halaman.contains("Seberang") && !halaman.contains("Jauh"));
}

#[tokio::test]
async fn without_the_permission_or_a_purpose_nothing_is_looked_at() {
    let app = aplikasi(testing::sqlite().await).await;
    dunia(&app).await;
    for (unit, peran) in [
        (KECAMATAN, Role::Camat),
        (KECAMATAN, Role::Operator),
        (KECAMATAN, Role::Admin),
        (SUKAMAJU, Role::Operator),
        (SUKAMAJU, Role::Penandatangan),
    ] {
        let klien = app.sebagai_di(unit, &[peran]).await;
        assert_eq!(klien.get("/pencarian-lintas").await.status, 404, "{peran:?}");
        assert_eq!(klien.post("/pencarian-lintas", &[("kata", "siti")]).await.status, 404, "{peran:?}");
    }
    let camat = app.sebagai_di(KECAMATAN, &[Role::Lintas]).await;
    for (kata, keperluan, kalimat) in [
        ("siti", "", "Tulis untuk apa"),
        ("siti", "NIK 3402134101859001", "Jangan menulis NIK"),
        ("si", "Bantuan sosial", "paling sedikit 3 huruf"),
        ("34021341018590", "Bantuan sosial", "16 angka"),
    ] {
        let jawab = camat.post("/pencarian-lintas", &[("kata", kata), ("keperluan", keperluan)]).await;
        assert_eq!(jawab.status, 422, "{kalimat}");
        assert!(jawab.text().contains(kalimat), "{kalimat}: {}", jawab.main());
        assert!(!jawab.text().contains("SITI AMINAH"));
    }
    assert_eq!(pandangan(&app, SUKAMAJU).await.len() + pandangan(&app, KECAMATAN).await.len(), 0);
    let desa = app.sebagai_di(SUKAMAJU, &[Role::Lintas]).await;
    assert!(desa.get("/pencarian-lintas").await.ok().text().contains("Tidak ada desa di bawah unit ini"));
    assert!(!cari(&desa, NIK_SITI).await.contains("SITI AMINAH"), "not even at home");
}

/// More villages than a kecamatan has, with everybody of the list of misspellings in one of them.
#[tokio::test]
async fn in_many_villages_most_misspelt_names_are_found_by_their_sound() {
    for db in testing::each_engine().await {
        let app = aplikasi(db).await;
        let mut desa = Vec::new();
        let contoh = contoh::penduduk(&contoh::Resep {
            jumlah: u32::try_from(PASANGAN.len()).unwrap(),
            ..contoh::Resep::pleret(KINI)
        });
        for nomor in 0..=lintas::SEMPIT {
            let unit = Unit(3_402_140_000 + 1_000 + i64::try_from(nomor).unwrap());
            let ctx = daftarkan(&app, unit, "Contoh").await;
            let baris = contoh.iter().zip(PASANGAN).skip(nomor).step_by(lintas::SEMPIT + 1);
            let baris = baris.map(|(pola, (nama, _))| BarisPenduduk {
                nama: (*nama).to_owned(),
                nik: None,
                no_kk: None,
                ..pola.clone()
            });
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
                baris.map(|b| Penduduk::dari_isian(&Isian::from(&b), asal(), tx.keys())).collect();
            tx.insert_all(&semua).await.unwrap();
            tx.commit().await.unwrap();
            desa.push(unit);
        }
        let mut gagal = Vec::new();
        for (nama, ketikan) in PASANGAN {
            let hasil = lintas::cari(&app.db, &app.ctx(), &desa, ketikan).await.unwrap();
            if hasil.orang.iter().all(|o| o.nama != *nama) {
                gagal.push(*ketikan);
            }
        }
        println!("{} of {} not found: {gagal:?}", gagal.len(), PASANGAN.len());
        assert!(gagal.len() * 2 <= PASANGAN.len(), "every second one at least: {gagal:?}");
    }
}
