use db::testing::{each_engine, run_script, story_time, vandalise};
use db::{Entity as _, ledger};

use crate::{Orang, SUKAMAJU, TABLE, ctx, databases, orang};

async fn some_acts(db: &db::Db) {
    let ctx = ctx(SUKAMAJU);
    let (siti, budi) = (orang(&ctx, "Siti"), orang(&ctx, "Budi"));
    let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
    tx.insert_all(&[siti.clone(), budi.clone()]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.write(&ctx, "perubahan").await.unwrap();
    tx.update(&Orang { umur: None, ..siti }).await.unwrap();
    tx.delete::<Orang>(budi.id).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_untouched_chain_is_whole() {
    for db in databases().await {
        some_acts(&db).await;
        let verdict = ledger::verify_unit(&db, SUKAMAJU, story_time()).await.unwrap();
        assert_eq!((verdict.lines, verdict.finding), (4, None));
    }
}

#[tokio::test]
async fn what_moved_since_a_line_is_told_by_its_table() {
    for db in databases().await {
        let mut tx = db.read(&ctx(SUKAMAJU)).await.unwrap();
        let awal = tx.head().await.unwrap();
        drop(tx);
        some_acts(&db).await;
        let mut tx = db.read(&ctx(SUKAMAJU)).await.unwrap();
        let head = tx.head().await.unwrap();
        assert_eq!(head, awal + 4, "{:?}", db.engine());
        assert_eq!(tx.touched_since(awal).await.unwrap(), [Orang::DEF.table]);
        assert_eq!(tx.touched_since(head - 1).await.unwrap(), [Orang::DEF.table]);
        assert!(tx.touched_since(head).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn fifty_writers_at_once_leave_no_gap() {
    for db in databases().await {
        let writers: Vec<_> = (0..50)
            .map(|n| {
                let db = db.clone();
                tokio::spawn(async move {
                    let ctx = ctx(SUKAMAJU);
                    let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
                    tx.insert(&orang(&ctx, &format!("Orang {n}"))).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let verdict = ledger::verify_unit(&db, SUKAMAJU, story_time()).await.unwrap();
        assert_eq!((verdict.lines, verdict.finding), (50, None), "{:?}", db.engine());
    }
}

/// Each kind of tampering is named by its line.
#[tokio::test]
async fn a_flipped_byte_is_named_by_its_line() {
    let hex = [
        (
            "payload",
            "cast(substr(payload, 1, 20) || x'00' || substr(payload, 22) as blob)",
            "overlay(payload placing '\\x00' from 21)",
        ),
        ("salt", "x'00112233445566778899aabbccddeeff'", "'\\x00112233445566778899aabbccddeeff'"),
        ("actor", "'pengguna:lain'", "'pengguna:lain'"),
        ("at", "at + 1", "at + 1"),
        ("prev_hash", "zeroblob(32)", "decode(repeat('00', 32), 'hex')"),
    ];
    for (column, lite, pg) in hex {
        for db in databases().await {
            some_acts(&db).await;
            let update = |new: &str| format!("update ledger set {column} = {new} where seq = 3");
            vandalise(&db, &update(lite), &update(pg)).await;
            let finding = ledger::verify_unit(&db, SUKAMAJU, story_time()).await.unwrap().finding;
            assert_eq!(finding.map(|f| f.seq), Some(3), "{column} on {:?}", db.engine());
        }
    }
}

#[tokio::test]
async fn a_removed_or_cut_line_is_noticed() {
    for (seq, named) in [(2, 2), (4, 4)] {
        for db in databases().await {
            some_acts(&db).await;
            let sql = format!("delete from ledger where seq = {seq}");
            vandalise(&db, &sql, &sql).await;
            let finding = ledger::verify_unit(&db, SUKAMAJU, story_time()).await.unwrap().finding;
            assert_eq!(finding.map(|f| f.seq), Some(named));
        }
    }
}

#[tokio::test]
async fn the_ledger_alone_brings_the_tables_back_on_either_engine() {
    for from in databases().await {
        some_acts(&from).await;
        for to in each_engine().await {
            run_script(&to, TABLE).await;
            to.adopt_unit(SUKAMAJU, &from.unit_secret(SUKAMAJU).await.unwrap(), story_time()).await.unwrap();
            assert_eq!(ledger::copy_lines(&from, &to, SUKAMAJU, story_time()).await.unwrap(), 4);
            ledger::rebuild_unit(&to, SUKAMAJU, &[Orang::DEF], story_time()).await.unwrap();
            let difference =
                ledger::compare(&from, &to, SUKAMAJU, &[Orang::DEF], story_time()).await.unwrap();
            assert_eq!(difference, None, "{:?} to {:?}", from.engine(), to.engine());
            assert_eq!(ledger::verify_unit(&to, SUKAMAJU, story_time()).await.unwrap().finding, None);
            let mut peek = to.peek().await.unwrap();
            assert_eq!(peek.find_in_directory(&to, "orang.nama", "Siti").await.unwrap().len(), 1);
        }
    }
}

#[tokio::test]
async fn a_difference_between_tables_and_ledger_is_told() {
    for db in databases().await {
        some_acts(&db).await;
        let to = db::testing::sqlite().await;
        run_script(&to, TABLE).await;
        to.adopt_unit(SUKAMAJU, &db.unit_secret(SUKAMAJU).await.unwrap(), story_time()).await.unwrap();
        ledger::copy_lines(&db, &to, SUKAMAJU, story_time()).await.unwrap();
        ledger::rebuild_unit(&to, SUKAMAJU, &[Orang::DEF], story_time()).await.unwrap();
        let sql = "update orang set nama = 'Palsu'";
        vandalise(&to, sql, sql).await;
        let difference = ledger::compare(&db, &to, SUKAMAJU, &[Orang::DEF], story_time()).await.unwrap();
        assert!(difference.is_some_and(|text| text.starts_with("orang: baris")));
    }
}

/// Siti is registered twice over, changed, and Budi beside her; then Siti's lines are erased.
async fn siti_erased(db: &db::Db) -> (Orang, Orang) {
    let ctx = ctx(SUKAMAJU);
    let (siti, budi) = (orang(&ctx, "Siti"), orang(&ctx, "Budi"));
    let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
    tx.insert_all(&[siti.clone(), budi.clone()]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.write(&ctx, "perubahan").await.unwrap();
    tx.update(&Orang { umur: Some(37), ..siti.clone() }).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.write(&ctx, "penghapusan").await.unwrap();
    assert_eq!(ledger::erase(&mut tx, siti.id, &[Orang::DEF]).await.unwrap(), 2);
    let kosong = Orang { nama: "(dihapus)".to_owned(), nik_segel: None, ..siti };
    tx.update(&kosong).await.unwrap();
    tx.commit().await.unwrap();
    (kosong, budi)
}

#[tokio::test]
async fn an_erased_person_is_gone_and_the_chain_is_whole() {
    for db in databases().await {
        let (siti, budi) = siti_erased(&db).await;
        let verdict = ledger::verify_unit(&db, SUKAMAJU, story_time()).await.unwrap();
        assert_eq!((verdict.lines, verdict.erased, verdict.finding), (4, 2, None), "{:?}", db.engine());
        let rows = ledger::lines_after(&db, SUKAMAJU, 0, story_time()).await.unwrap();
        let open = serde_json::to_string(&rows).unwrap();
        assert_eq!(open.matches("\"payload\":\"\"").count(), 2);
        let mut tx = db.read(&ctx(SUKAMAJU)).await.unwrap();
        let tentang = ledger::mentions(&mut tx, siti.id).await.unwrap();
        assert_eq!(tentang.len(), 1);
        assert_eq!(
            (tentang[0].entity.as_str(), tentang[0].row["nama"].as_str()),
            ("orang", Some("(dihapus)"))
        );
        assert_eq!(ledger::mentions(&mut tx, budi.id).await.unwrap()[0].row["nama"].as_str(), Some("Budi"));
    }
}

/// What a backup taken after the erasure brings back, on either engine, is what is there: nothing of her.
#[tokio::test]
async fn a_rebuild_brings_an_erased_person_back_as_erased() {
    for from in databases().await {
        siti_erased(&from).await;
        for to in each_engine().await {
            run_script(&to, TABLE).await;
            to.adopt_unit(SUKAMAJU, &from.unit_secret(SUKAMAJU).await.unwrap(), story_time()).await.unwrap();
            ledger::copy_lines(&from, &to, SUKAMAJU, story_time()).await.unwrap();
            ledger::rebuild_unit(&to, SUKAMAJU, &[Orang::DEF], story_time()).await.unwrap();
            let beda = ledger::compare(&from, &to, SUKAMAJU, &[Orang::DEF], story_time()).await.unwrap();
            assert_eq!(beda, None, "{:?} to {:?}", from.engine(), to.engine());
            let verdict = ledger::verify_unit(&to, SUKAMAJU, story_time()).await.unwrap();
            assert_eq!((verdict.erased, verdict.finding), (2, None));
            let mut peek = to.peek().await.unwrap();
            assert!(peek.find_in_directory(&to, "orang.nama", "Siti").await.unwrap().is_empty());
        }
    }
}

#[tokio::test]
async fn an_erasure_that_leaves_the_row_as_it_was_is_refused() {
    for db in databases().await {
        let ctx = ctx(SUKAMAJU);
        let siti = orang(&ctx, "Siti");
        let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
        tx.insert(&siti).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.write(&ctx, "penghapusan").await.unwrap();
        assert_eq!(ledger::erase(&mut tx, siti.id, &[Orang::DEF]).await.unwrap(), 1);
        let galat = tx.commit().await.unwrap_err();
        assert!(galat.to_string().contains("not written anew"), "{galat}");
        let verdict = ledger::verify_unit(&db, SUKAMAJU, story_time()).await.unwrap();
        assert_eq!((verdict.lines, verdict.erased, verdict.finding), (1, 0, None), "nothing was kept");
        let mut tx = db.write(&ctx, "penghapusan").await.unwrap();
        ledger::erase(&mut tx, siti.id, &[Orang::DEF]).await.unwrap();
        tx.delete::<Orang>(siti.id).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert!(ledger::mentions(&mut tx, siti.id).await.unwrap().is_empty(), "a removed row tells nothing");
    }
}
