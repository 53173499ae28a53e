//! What a resident is told of their phones, and what an erasure leaves of them.

use db::{ReadTx, ledger};
use pesan::{Jenis, store};
use testkit::SUKAMAJU;
use uuid::Uuid;

use crate::Dunia;
use crate::dunia::{HP_ANAK, HP_SITI, budi, ctx, fitur, siti};

db::statements! {
    COUNT_MASUK = "select count(*) from pesan_masuk where unit = $1 and kontak_id = $2";
    COUNT_KELUAR = "select count(*) from pesan_keluar where unit = $1 and kontak_id = $2";
    COUNT_PERCAKAPAN = "select count(*) from pesan_percakapan where unit = $1 and kontak_id = $2";
}

/// Messages that came in, messages that went out, conversations.
async fn terucap(tx: &mut ReadTx, kontak: Uuid) -> [bool; 3] {
    let mut ada = [false; 3];
    for (ada, hitung) in ada.iter_mut().zip([COUNT_MASUK, COUNT_KELUAR, COUNT_PERCAKAPAN]) {
        *ada = tx.query(hitung).bind(kontak).count().await.unwrap() > 0;
    }
    ada
}

/// Siti speaks from her own phone, and from her child's, which is Budi's too.
async fn sekeluarga(db: testkit::testing::TestDb) -> (Dunia, [Uuid; 2]) {
    let dunia = Dunia::di(db, Jenis::Meta).await;
    dunia.terikat(HP_SITI).await;
    dunia.terikat(HP_ANAK).await;
    let kode = dunia.kode_kantor(budi()).await;
    assert!(dunia.ketik(HP_ANAK, &format!("IKAT {kode}")).await.contains("terhubung"));
    let mut tx = dunia.baca().await;
    let ikatan = store::list_ikatan_penduduk(&mut tx, siti()).await.unwrap();
    drop(tx);
    (dunia, [ikatan[0].kontak_id, ikatan[1].kontak_id])
}

async fn lupakan(dunia: &Dunia) -> i64 {
    let mut tx = dunia.app.db.write(&ctx(), "penghapusan_data_pribadi").await.unwrap();
    let baris = pesan::lupakan(&mut tx, siti()).await.unwrap();
    tx.commit().await.unwrap();
    baris
}

#[tokio::test]
async fn a_resident_is_told_their_phones_while_they_are_theirs() {
    for db in testkit::testing::each_engine().await {
        let (dunia, [sendiri, _]) = sekeluarga(db).await;
        let mut tx = dunia.baca().await;
        let isi = pesan::data_orang(&mut tx, siti()).await.unwrap();
        assert_eq!(isi[0]["nomor"], format!("+{HP_SITI}"));
        assert_eq!(isi[1]["nomor"], format!("+{HP_ANAK}"));
        assert_eq!(isi[0]["cara"], "kode dari petugas");
        assert!(isi[0]["persetujuan_utc"].is_string() && isi[0]["selesai_utc"].is_null(), "{isi}");
        let milik_budi = pesan::data_orang(&mut tx, budi()).await.unwrap();
        assert_eq!(milik_budi.as_array().unwrap().len(), 1);
        assert!(!milik_budi.to_string().contains(HP_SITI), "of others nothing");
        let ikatan = store::list_ikatan_kontak(&mut tx, sendiri).await.unwrap().remove(0);
        drop(tx);
        let operator = dunia.app.sebagai(access::Role::Operator).await;
        operator.post(&format!("/pesan/ikat/{}/{}/pengakhiran", siti(), ikatan.id), &[]).await.led_to();
        let mut tx = dunia.baca().await;
        let isi = pesan::data_orang(&mut tx, siti()).await.unwrap();
        assert!(isi[0]["nomor"].is_null() && isi[0]["sebab_selesai"] == "Dilepas petugas.", "{isi}");
        assert!(!isi.to_string().contains(HP_SITI), "a number that was given up may be somebody else's");
    }
}

#[tokio::test]
async fn an_erasure_forgets_the_phone_and_all_that_was_said_with_it() {
    for db in testkit::testing::each_engine().await {
        let (dunia, [sendiri, bersama]) = sekeluarga(db).await;
        let mut tx = dunia.baca().await;
        assert_eq!(terucap(&mut tx, sendiri).await, [true; 3], "there is something to forget");
        drop(tx);
        let baris = lupakan(&dunia).await;
        assert!(baris >= 4, "two bindings, her contact and its changes: {baris}");

        let mut tx = dunia.baca().await;
        assert!(store::list_ikatan_semua(&mut tx, siti()).await.unwrap().is_empty());
        assert!(store::find_kontak(&mut tx, sendiri).await.unwrap().is_none());
        assert_eq!(terucap(&mut tx, sendiri).await, [false; 3]);
        assert!(store::find_kontak(&mut tx, bersama).await.unwrap().is_some(), "Budi speaks from it too");
        assert_eq!(terucap(&mut tx, bersama).await, [true; 3]);
        assert_eq!(store::list_ikatan_penduduk(&mut tx, budi()).await.unwrap().len(), 1);
        for subjek in [siti(), sendiri] {
            assert!(ledger::mentions(&mut tx, subjek).await.unwrap().is_empty(), "no line tells of her");
        }
        drop(tx);
        let now = ctx().now;
        let buku = ledger::verify_unit(&dunia.app.db, SUKAMAJU, now).await.unwrap();
        assert_eq!((buku.finding, buku.erased), (None, baris), "the chain is whole");
        let kepala = dunia.baris().await;
        lupakan(&dunia).await;
        assert_eq!(dunia.baris().await, kepala, "a second time there is nothing to write");
        dibangun_ulang(&dunia).await;

        assert!(dunia.ketik(HP_SITI, "status").await.contains("setuju"), "whoever writes from there is new");
        assert!(!dunia.ketik(HP_ANAK, "status").await.contains("Siti"), "and Budi goes on without her");
    }
}

/// The ledger alone makes the same tables.
async fn dibangun_ulang(dunia: &Dunia) {
    let (db, now) = (&dunia.app.db, ctx().now);
    let lain = db::testing::sqlite().await;
    lain.adopt_unit(SUKAMAJU, &db.unit_secret(SUKAMAJU).await.unwrap(), now).await.unwrap();
    ledger::copy_lines(db, &lain, SUKAMAJU, now).await.unwrap();
    let rooms = fitur().into_iter().flat_map(|f| f.entities);
    let entities: Vec<db::EntityDef> = rooms.chain(access::ENTITIES.iter().copied()).collect();
    ledger::rebuild_unit(&lain, SUKAMAJU, &entities, now).await.unwrap();
    assert_eq!(ledger::compare(db, &lain, SUKAMAJU, &entities, now).await.unwrap(), None);
}
