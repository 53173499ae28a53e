//! Nobody looks across the border, and every statement runs on both engines.

use access::Role;
use db::Context;
use testkit::{KEMBARAN, TestApp, each_engine};

use crate::buku::{KK_BUDI, NIK_SITI, sukamaju, tulis};
use crate::cerita::{alamat_orang, fitur, impor, operator};

#[tokio::test]
async fn the_twin_village_has_the_same_people_and_neither_sees_the_other() {
    for app in each_engine(fitur).await {
        let kembaran = Context::system("cerita", KEMBARAN, app.ctx().now);
        impor(&app, &kembaran, tulis(&sukamaju())).await;
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        assert!(kependudukan::store::list_penduduk(&mut tx).await.unwrap().is_empty());
        assert!(kependudukan::store::cari_id_nomor(&mut tx, NIK_SITI).await.unwrap().is_empty());
        assert!(kependudukan::store::cari_id_nomor(&mut tx, KK_BUDI).await.unwrap().is_empty());
        assert!(kependudukan::cari_ringkas(&mut tx, "siti", 9).await.unwrap().is_empty());
        drop(tx);
        let hasil = impor(&app, &app.ctx(), tulis(&sukamaju())).await;
        assert!(hasil.ringkasan.data_awal, "a NIK may stand in both");
    }
}

#[tokio::test]
async fn a_page_of_the_neighbour_does_not_exist() {
    let app: TestApp = crate::cerita::sukamaju().await;
    let di_sini = operator(&app).await;
    let siti = alamat_orang(&di_sini, "SITI AMINAH").await;
    let tetangga = app.sebagai_di(KEMBARAN, &[Role::Operator]).await;
    let sana = siti.replace(&testkit::SUKAMAJU.to_string(), &KEMBARAN.to_string());
    assert_eq!(tetangga.get(&sana).await.status, 404);
    assert_eq!(tetangga.get(&siti).await.status, 404, "at home elsewhere");
    assert_eq!(tetangga.post(&format!("{sana}/pembukaan"), &[("tujuan", "surat")]).await.status, 404);
}

#[tokio::test]
async fn both_engines_accept_every_statement() {
    for app in each_engine(fitur).await {
        for statement in kependudukan::feature().statements.concat() {
            app.db
                .describe(statement.sql)
                .await
                .unwrap_or_else(|galat| panic!("{}: {galat}", statement.name));
        }
    }
}
