//! Stories of institutions and their members, on throw-away databases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Cursor;

use access::Role;
use calamine::{Data, Reader as _};
use db::Context;
use jiff::civil::date;
use kamus::{Daftar as _, StatusDasar};
use kependudukan::entitas::{JenisPeristiwa, Penduduk, Rincian};
use kependudukan::pengimporan::{self, Perintah};
use kependudukan::peristiwa::Kejadian;
use kependudukan::{contoh, store as register};
use testkit::{Client, KEMBARAN, TestApp};
use web::Feature;

fn fitur() -> Vec<Feature> {
    vec![wilayah::feature(), kependudukan::feature(), lembaga::feature()]
}

/// Sukamaju with its 33 people.
async fn isi(app: &TestApp) {
    let orang = contoh::sukamaju();
    let bytes = contoh::buku(&orang).unwrap();
    let hari_ini = date(2026, 8, 1);
    let ctx = app.ctx();
    let laporan = pengimporan::laporan(&app.db, &ctx, hari_ini, bytes).await.unwrap();
    let perintah =
        Perintah { tanggal_data: date(2026, 2, 28), hari_ini, lewati_salah: true, permintaan: None };
    pengimporan::terapkan(&app.db, &ctx, &laporan.muatan, perintah).await.unwrap();
}

async fn dua_orang(app: &TestApp) -> (Penduduk, Penduduk) {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let mut semua = register::list_penduduk(&mut tx).await.unwrap();
    semua.retain(|p| p.aktif() && p.tanggal_lahir.0 < date(2000, 1, 1));
    (semua[0].clone(), semua[1].clone())
}

async fn karang_taruna(klien: &Client) -> String {
    let isian = [
        ("jenis", "karang-taruna"),
        ("nama", "Tunas Muda"),
        ("sk_nomor", "12/KEP/2025"),
        ("sk_tanggal", "01-01-2025"),
        ("mulai", "01-01-2025"),
        ("request_key", "tunas"),
    ];
    let alamat = klien.post("/lembaga", &isian).await.led_to();
    assert_eq!(klien.post("/lembaga", &isian).await.led_to(), alamat, "a repeated submit writes one");
    alamat
}

#[tokio::test]
async fn members_come_and_go_and_their_history_stays() {
    for app in testkit::each_engine(fitur).await {
        isi(&app).await;
        let klien = app.sebagai(Role::Operator).await;
        let alamat = karang_taruna(&klien).await;
        let (ketua, wakil) = dua_orang(&app).await;
        let (ketua_id, wakil_id) = (ketua.id.to_string(), wakil.id.to_string());
        let angkat = |orang, jabatan| {
            vec![("orang", orang), ("jabatan", jabatan), ("mulai", "01-02-2025"), ("sampai", "31-01-2026")]
        };
        let anggota = format!("{alamat}/anggota");
        klien.post(&anggota, &angkat(ketua_id.as_str(), "ketua")).await.led_to();
        klien.post(&anggota, &angkat(wakil_id.as_str(), "wakil")).await.led_to();
        let luar = [("nama", "Pelatih Contoh"), ("jabatan", "pembina"), ("mulai", "01-02-2025")];
        klien.post(&anggota, &luar).await.led_to();
        let dua_kali = klien.post(&anggota, &angkat(ketua_id.as_str(), "anggota")).await;
        assert_eq!(dua_kali.status, 422);
        assert!(dua_kali.text().contains("sudah menjadi anggota"));
        let halaman = klien.get(&alamat).await.ok().main();
        for kata in
            [ketua.nama.as_str(), wakil.nama.as_str(), "Pelatih Contoh", "Dari luar", "Masa bakti habis"]
        {
            assert!(halaman.contains(kata), "{kata}");
        }
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let id: uuid::Uuid = alamat.rsplit('/').next().unwrap().parse().unwrap();
        let semua = lembaga::store::list_anggota(&mut tx, id).await.unwrap();
        let baris = semua.iter().find(|a| a.penduduk_id == Some(ketua.id)).unwrap().id;
        drop(tx);
        let akhiri = format!("{anggota}/{baris}/pengakhiran");
        let tanpa = klien.post(&akhiri, &[("selesai", "01-01-2024"), ("alasan", "")]).await;
        assert_eq!(tanpa.status, 422);
        assert!(
            tanpa.text().contains("Tulis alasannya")
                && tanpa.text().contains("sebelum masa baktinya dimulai")
        );
        let isian = [("selesai", "01-02-2026"), ("alasan", "Masa bakti habis, diganti")];
        klien.post(&akhiri, &isian).await.led_to();
        assert_eq!(klien.post(&akhiri, &isian).await.status, 409);
        let halaman = klien.get(&alamat).await.ok().main();
        assert!(halaman.contains("Anggota sebelumnya") && halaman.contains("Masa bakti habis, diganti"));
        klien.post(&format!("{alamat}/pembubaran"), &[("selesai", "28-02-2026")]).await.led_to();
        assert!(!klien.get("/lembaga").await.ok().main().contains("Tunas Muda"));
        assert!(klien.get("/lembaga?keadaan=semua").await.ok().main().contains("Tunas Muda"));
        assert_eq!(
            klien.post(&format!("{alamat}/pembubaran"), &[("selesai", "28-02-2026")]).await.status,
            409
        );
    }
}

#[tokio::test]
async fn who_died_is_shown_as_a_resident_no_more() {
    let app = TestApp::new(fitur).await;
    isi(&app).await;
    let klien = app.sebagai(Role::Operator).await;
    let alamat = karang_taruna(&klien).await;
    let (ketua, _) = dua_orang(&app).await;
    let orang = ketua.id.to_string();
    let isian = [("orang", orang.as_str()), ("jabatan", "ketua"), ("mulai", "01-02-2025")];
    klien.post(&format!("{alamat}/anggota"), &isian).await.led_to();
    assert!(!klien.get(&alamat).await.ok().main().contains("Bukan penduduk lagi"));
    let mut tx = app.db.write(&app.ctx(), "peristiwa").await.unwrap();
    let mati = Penduduk { status_dasar: StatusDasar::Mati.kode(), ..ketua.clone() };
    let kejadian = Kejadian::baru(date(2026, 3, 1), date(2026, 3, 1), Rincian::default());
    kejadian.orang(JenisPeristiwa::Mati, ketua.clone(), mati).simpan(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert!(klien.get(&alamat).await.ok().main().contains("Bukan penduduk lagi"));
    let lagi = klien.post(&format!("{alamat}/anggota"), &isian).await;
    assert_eq!(lagi.status, 422);
    assert!(lagi.text().contains("bukan penduduk lagi"));
}

#[tokio::test]
async fn a_form_tells_all_its_errors_and_the_workbook_holds_what_the_page_shows() {
    let app = TestApp::new(fitur).await;
    isi(&app).await;
    let klien = app.sebagai(Role::Operator).await;
    let salah =
        klien.post("/lembaga", &[("jenis", "x"), ("mulai", "31-02-2025"), ("keterangan", "Catatan")]).await;
    assert_eq!(salah.status, 422);
    for kata in ["Pilih jenis lembaganya.", "Isi nama lembaganya.", "tidak ada di kalender", "Catatan"] {
        assert!(salah.text().contains(kata), "{kata}");
    }
    let alamat = karang_taruna(&klien).await;
    let (ketua, _) = dua_orang(&app).await;
    let kata = ketua.nama.split(' ').next().unwrap();
    let cari = klien.get(&format!("{alamat}/anggota/baru?cari={kata}")).await.ok().main();
    assert!(cari.contains(&format!("?orang={}", ketua.id).replace(&ketua.id.to_string(), "(id)")));
    let orang = ketua.id.to_string();
    let isian = [("orang", orang.as_str()), ("jabatan", "ketua"), ("mulai", "01-02-2025")];
    klien.post(&format!("{alamat}/anggota"), &isian).await.led_to();
    let ubah = klien.get(&format!("{alamat}/ubah")).await.ok().text();
    assert!(ubah.contains("value=\"Tunas Muda\"") && ubah.contains("value=\"01-01-2025\""));
    let baru = [("jenis", "karang-taruna"), ("nama", "Tunas Baru"), ("mulai", "01-01-2025")];
    klien.post(&format!("{alamat}/perubahan"), &baru).await.led_to();
    let berkas = klien.get(&format!("{alamat}/unduh")).await.ok();
    let mut buku: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(berkas.bytes)).unwrap();
    let lembar = buku.worksheet_range("Anggota").unwrap();
    let sel: Vec<String> = lembar
        .used_cells()
        .filter_map(|(_, _, s)| match s {
            Data::String(teks) => Some(teks.clone()),
            _ => None,
        })
        .collect();
    assert!(sel.contains(&"Daftar anggota Tunas Baru".to_owned()) && sel.contains(&ketua.nama));
}

#[tokio::test]
async fn the_neighbour_and_the_neighbourhood_see_nothing() {
    let app = TestApp::new(fitur).await;
    isi(&app).await;
    let klien = app.sebagai(Role::Operator).await;
    let alamat = karang_taruna(&klien).await;
    let id = alamat.rsplit('/').next().unwrap();
    let tetangga = app.sebagai_di(KEMBARAN, &[Role::Operator]).await;
    for halaman in ["", "/ubah", "/unduh", "/anggota/baru"] {
        assert_eq!(tetangga.get(&format!("/lembaga/{id}{halaman}")).await.status, 404, "{halaman}");
    }
    let luar = [("nama", "Orang Luar"), ("jabatan", "ketua"), ("mulai", "01-02-2025")];
    assert_eq!(tetangga.post(&format!("/lembaga/{id}/anggota"), &luar).await.status, 404);
    for role in [Role::Rt, Role::Admin, Role::Camat] {
        assert_eq!(app.sebagai(role).await.get("/lembaga").await.status, 404, "{role:?}");
    }
    let pemeriksa = app.sebagai(Role::Verifikator).await;
    assert_eq!(pemeriksa.get(&format!("/lembaga/{id}")).await.status, 200);
    assert_eq!(pemeriksa.get("/lembaga/baru").await.status, 404);
}

#[tokio::test]
async fn both_engines_accept_every_statement_and_rebuild_every_row() {
    for app in testkit::each_engine(fitur).await {
        for statement in lembaga::feature().statements.concat() {
            let hasil = app.db.describe(statement.sql).await;
            hasil.unwrap_or_else(|galat| panic!("{}: {galat}", statement.name));
        }
        isi(&app).await;
        karang_taruna(&app.sebagai(Role::Operator).await).await;
        let ctx = Context::system("cerita", testkit::SUKAMAJU, app.ctx().now);
        let verdict = db::ledger::verify_unit(&app.db, ctx.unit, ctx.now).await.unwrap();
        assert_eq!(verdict.finding, None);
    }
}
