//! What a resident is told of their requests, and what erasing them takes.

use db::Entity as _;
use permohonan::{DATA_ORANG, Permohonan, Pintu, store};
use uuid::Uuid;

use super::dunia::Dunia;

#[tokio::test]
async fn a_request_is_told_and_forgotten_with_its_resident() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let p = dunia.ajukan(Pintu::Loket, "2026-03-02T09:00:00+07:00").await;
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let isi = (DATA_ORANG.isi)(&mut tx, p.orang_id, None).await.unwrap();
        assert_eq!(isi.as_array().map(Vec::len), Some(1), "{isi}");
        assert_eq!((&isi[0]["nomor"], &isi[0]["jenis"]), (&p.nomor().into(), &p.jenis_nama.clone().into()));
        assert_eq!((&isi[0]["foto_tersimpan"], &isi[0]["nilai"]), (&0.into(), &serde_json::Value::Null));
        let lain = (DATA_ORANG.isi)(&mut tx, Uuid::nil(), None).await.unwrap();
        assert_eq!(lain.as_array().map(Vec::len), Some(0), "of others nothing");
        drop(tx);

        let mut tx = dunia.app.db.write(&dunia.app.ctx(), "penghapusan").await.unwrap();
        let baris = (DATA_ORANG.hapus.unwrap())(&mut tx, p.orang_id).await.unwrap();
        tx.commit().await.unwrap();
        assert!(baris >= 1);
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let sisa = store::get_permohonan(&mut tx, p.id).await.unwrap();
        assert_eq!((sisa.orang_nama.as_str(), sisa.pemohon_nama.as_str()), ("(dihapus)", ""));
        assert!(sisa.isi(&tx).unwrap() == store::Isi::default(), "no answer stays");
        assert_eq!((sisa.nomor(), sisa.keadaan), (p.nomor(), p.keadaan), "the figures stay what they were");
        let jejak = db::ledger::mentions(&mut tx, p.orang_id).await.unwrap();
        let jejak = jejak.iter().filter(|m| m.entity == Permohonan::DEF.table);
        assert!(
            jejak.into_iter().all(|m| !m.row.to_string().contains(&p.orang_nama)),
            "nor a line of the ledger"
        );
    }
}
