//! What other rooms hold about a resident goes with the data pack and with the erasure.

use access::Role;
use db::Where;
use kependudukan::entitas::UsulanKoreksi;
use kependudukan::privasi::{self, DaftarDataOrang, DataOrang, Serah};
use kependudukan::store;
use serde_json::json;
use testkit::testing::TestDb;
use testkit::{SUKAMAJU, TestApp};
use uuid::Uuid;

use crate::buku::{self, NIK_SITI};
use crate::cerita::{alamat_orang, fitur, impor, operator};

/// A room that tells what it was asked for, and keeps its notes as proposals.
const RUANG: DataOrang = DataOrang {
    nama: "ruang_uji",
    tabel: &["usulan_koreksi"],
    isi: |_tx, id, nik| {
        Box::pin(async move { Ok(json!({ "id": id, "nik": nik.map(|nik| nik.as_str().to_owned()) })) })
    },
    hapus: Some(|tx, id| {
        Box::pin(async move {
            let semua = store::list_koreksi_orang(tx, id).await?;
            assert!(semua.is_empty(), "this room's own rows went before");
            Ok(40)
        })
    }),
};

async fn desa(db: TestDb) -> TestApp {
    let ruang = DaftarDataOrang(vec![RUANG, DataOrang { nama: "arsip", tabel: &[], hapus: None, ..RUANG }]);
    let app = TestApp::on(db, fitur, |builder| builder.provide(ruang)).await;
    impor(&app, &app.ctx(), buku::tulis(&buku::sukamaju())).await;
    app
}

async fn usulkan(app: &TestApp, p: &kependudukan::Penduduk) {
    let mut tx = app.db.write(&app.ctx(), "uji").await.unwrap();
    let usulan = UsulanKoreksi {
        id: tx.ctx().new_id(),
        impor_id: p.impor_id.unwrap(),
        penduduk_id: Some(p.id),
        kolom: "nama".to_owned(),
        lama_segel: None,
        baru_segel: vec![1].into(),
        sidik: vec![2].into(),
        nama: p.nama.clone(),
        keadaan: 1,
        diputus_oleh: None,
        diputus_pada: None,
    };
    tx.insert(&usulan).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_pack_holds_what_other_rooms_tell_and_no_row_twice() {
    for db in testkit::testing::each_engine().await {
        let app = desa(db).await;
        let alamat = alamat_orang(&operator(&app).await, "SITI AMINAH").await;
        let id: Uuid = alamat.rsplit('/').next().unwrap().parse().unwrap();
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let siti = store::find_penduduk(&mut tx, id).await.unwrap().unwrap();
        drop(tx);
        usulkan(&app, &siti).await;
        let serah = Serah {
            unit: "Kalurahan Sukamaju".to_owned(),
            waktu: "2 Maret 2026".to_owned(),
            petugas: "Uji operator".to_owned(),
            penerima: "Siti Aminah".to_owned(),
        };
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let sendiri = privasi::susun(&mut tx, &siti, &serah, &[]).await.unwrap();
        assert!(
            sendiri["ruang_uji"].is_null() && sendiri["baris_lain"].to_string().contains("usulan_koreksi")
        );
        let isi = privasi::susun(&mut tx, &siti, &serah, &[RUANG]).await.unwrap();
        assert_eq!(isi["ruang_uji"], json!({ "id": id, "nik": NIK_SITI }));
        assert!(!isi["baris_lain"].to_string().contains("usulan_koreksi"), "told in words, so not as a row");
        assert!(privasi::teks(&isi).contains("ruang uji:\r\n"));
    }
}

#[tokio::test]
async fn an_erasure_takes_along_what_other_rooms_need_no_longer() {
    let app = desa(testkit::testing::sqlite().await).await;
    let mut tx = app.db.write(&app.ctx(), "uji").await.unwrap();
    let semua = store::list_penduduk(&mut tx).await.unwrap();
    let karso = semua.into_iter().find(|p| p.nama == "KARSO").unwrap();
    let karso = kependudukan::Penduduk { berlaku_sejak: jiff::civil::date(2010, 5, 1).into(), ..karso };
    tx.update(&karso).await.unwrap();
    tx.commit().await.unwrap();
    let lurah = app.sebagai(Role::Penandatangan).await;
    let isian = [("alasan", "Permintaan ahli waris"), ("yakin", "1")];
    lurah.post(&format!("/penduduk/{}/penghapusan-data", karso.id), &isian).await.led_to();
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let catatan = store::list_penghapusan(&mut tx).await.unwrap().remove(0);
    let buku = db::ledger::verify_unit(&app.db, SUKAMAJU, app.ctx().now).await.unwrap();
    assert_eq!(
        (buku.finding, catatan.baris),
        (None, buku.erased + 40),
        "what the other room told is counted"
    );
    assert_eq!(store::count_penduduk(&mut tx, Where::new(), 100).await.unwrap(), 5);
}
