//! Many at once: no number twice, none left out.

use std::collections::BTreeSet;

use surat::alur::{self, Meja, Pengajuan};
use surat::jenis::{self, Cara, Nilai};
use surat::naskah::Kertas;
use surat::penandatangan::Bentuk;
use surat::store::{Isi, Pelaku};

use crate::Dunia;

const BANYAK: i64 = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_issues_at_once_have_fifty_numbers() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let kind = jenis::find("keterangan").unwrap();
        let ctx = dunia.app.ctx();
        let mut tx = dunia.app.db.write(&ctx, "pengaturan").await.unwrap();
        let mut atur = surat::atur::get_atur(&mut tx, kind).await.unwrap();
        atur.rantai.clear();
        surat::atur::simpan_atur(&mut tx, kind, &atur).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = dunia.app.db.read(&ctx).await.unwrap();
        let orang = kependudukan::find_subjek(&mut tx, dunia.siti).await.unwrap().unwrap();
        drop(tx);
        let pengajuan = Pengajuan {
            jenis: kind,
            orang: orang.into(),
            isi: Isi { nilai: Nilai::dari([("bentuk", "keterangan"), ("keperluan", "uji")]), syarat: vec![] },
            cara: Cara::Basah,
            penandatangan_id: dunia.lurah_id,
            bentuk: Bentuk::Definitif,
            kertas: Kertas::F4,
            rangkap: 1,
            mengganti: None,
            simpan_sementara: false,
        };
        let meja = Meja { pelaku: Pelaku { id: None, nama: "Uji".into() }, base_url: String::new() };
        let mut tasks = Vec::new();
        for _ in 0..BANYAK {
            let (db, pengajuan, meja) = (dunia.app.db.db.clone(), pengajuan.clone(), meja.clone());
            tasks.push(tokio::spawn(async move {
                let mut tx = db.write(&ctx, "pengajuan").await.unwrap();
                let id = alur::ajukan(&mut tx, pengajuan, &meja).await.unwrap();
                tx.commit().await.unwrap();
                id
            }));
        }
        let mut urut = BTreeSet::new();
        for task in tasks {
            urut.insert(dunia.surat(task.await.unwrap()).await.nomor_urut.unwrap());
        }
        assert_eq!(urut, (1..=BANYAK).collect());
    }
}
