use db::testing::{self, run_script};
use db::{Once, Where};
use jiff::ToSpan as _;

use crate::{KEMBARAN, Orang, SUKAMAJU, TABLE, ctx, databases, orang};

db::statements! {
    LIST = "select id, nama, umur, lahir, aktif, nik_segel, dibuat_pada from orang where unit = $1 /*where*/ order by nama";
    COUNT = "select count(*) from orang where unit = $1";
}

#[tokio::test]
async fn a_row_comes_back_as_it_went_in() {
    for db in databases().await {
        let ctx = ctx(SUKAMAJU);
        let siti = orang(&ctx, "Siti");
        let nobody = Orang { umur: None, lahir: None, nik_segel: None, aktif: false, ..orang(&ctx, "Tanpa") };
        let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
        tx.insert_all(&[siti.clone(), nobody.clone()]).await.unwrap();
        tx.commit().await.unwrap();
        let all: Vec<Orang> = db.read(&ctx).await.unwrap().query(LIST).all().await.unwrap();
        assert_eq!(all, [siti, nobody], "{:?}", db.engine());
    }
}

#[tokio::test]
async fn what_is_not_committed_never_was() {
    for db in databases().await {
        let ctx = ctx(SUKAMAJU);
        let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
        tx.insert(&orang(&ctx, "Siti")).await.unwrap();
        drop(tx);
        assert_eq!(db.read(&ctx).await.unwrap().query(COUNT).count().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_village_does_not_see_its_twin() {
    for db in databases().await {
        let (here, there) = (ctx(SUKAMAJU), ctx(KEMBARAN));
        let siti = orang(&here, "Siti");
        for ctx in [&here, &there] {
            let mut tx = db.write(ctx, "pendaftaran").await.unwrap();
            tx.insert(&siti).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = db.write(&here, "penghapusan").await.unwrap();
        tx.delete::<Orang>(siti.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(db.read(&here).await.unwrap().query(COUNT).count().await.unwrap(), 0);
        assert_eq!(db.read(&there).await.unwrap().query(COUNT).count().await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_broken_unique_rule_names_its_table() {
    for db in databases().await {
        let ctx = ctx(SUKAMAJU);
        let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
        tx.insert(&orang(&ctx, "Siti")).await.unwrap();
        let error = tx.insert(&orang(&ctx, "Siti")).await.unwrap_err();
        assert!(error.is_unique("orang"), "{:?}: {error:?}", db.engine());
    }
}

#[tokio::test]
async fn a_repeated_key_is_led_to_the_first_result() {
    for db in databases().await {
        let ctx = ctx(SUKAMAJU);
        let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
        assert_eq!(tx.once("kunci-1", "/orang/1").await.unwrap(), Once::First);
        tx.commit().await.unwrap();
        let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
        assert_eq!(tx.once("kunci-1", "/orang/2").await.unwrap(), Once::Again("/orang/1".into()));
        assert_eq!(tx.once("kunci-2", "/orang/2").await.unwrap(), Once::First);
    }
}

#[tokio::test]
async fn a_key_is_forgotten_when_it_is_old() {
    for db in databases().await {
        let ctx = ctx(SUKAMAJU);
        let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
        tx.once("kunci-1", "/orang/1").await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.write(&db::Context { now: ctx.now + 1.hours(), ..ctx }, "pendaftaran").await.unwrap();
        tx.once("kunci-2", "/orang/2").await.unwrap();
        tx.commit().await.unwrap();
        for (before, gone) in [(ctx.now, 0), (ctx.now + 1.hours(), 1), (ctx.now + 1.hours(), 0)] {
            let mut work = db.work().await.unwrap();
            assert_eq!(work.forget_requests(before).await.unwrap(), gone, "{:?}", db.engine());
            work.commit().await.unwrap();
        }
        let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
        assert_eq!(tx.once("kunci-1", "/orang/3").await.unwrap(), Once::First);
        assert_eq!(tx.once("kunci-2", "/orang/3").await.unwrap(), Once::Again("/orang/2".into()));
    }
}

#[tokio::test]
async fn conditions_narrow_a_list() {
    for db in databases().await {
        let ctx = ctx(SUKAMAJU);
        let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
        let young = Orang { umur: Some(9), ..orang(&ctx, "Budi") };
        tx.insert_all(&[orang(&ctx, "Siti"), young.clone()]).await.unwrap();
        tx.commit().await.unwrap();
        let children = Where::new().and_some("umur < ?", Some(17_i64)).and_some("nama = ?", None::<&str>);
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(tx.query(LIST).filter(children).all::<Orang>().await.unwrap(), [young]);
    }
}

#[tokio::test]
async fn the_directory_finds_a_village_by_text_and_forgets_the_old_text() {
    for db in databases().await {
        let ctx = ctx(SUKAMAJU);
        let siti = orang(&ctx, "Siti");
        let mut tx = db.write(&ctx, "pendaftaran").await.unwrap();
        tx.insert(&siti).await.unwrap();
        tx.update(&Orang { nama: "Siti Aminah".into(), ..siti.clone() }).await.unwrap();
        tx.commit().await.unwrap();
        let mut peek = db.peek().await.unwrap();
        let found = peek.find_in_directory(&db, "orang.nama", "Siti Aminah").await.unwrap();
        assert_eq!(found, [(SUKAMAJU, siti.id)]);
        assert!(peek.find_in_directory(&db, "orang.nama", "Siti").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_unit_that_is_not_registered_is_refused() {
    for db in databases().await {
        let stranger = ctx(db::Unit(1));
        assert!(matches!(db.read(&stranger).await, Err(db::Error::UnknownUnit(_))));
    }
}

#[tokio::test]
async fn every_statement_of_the_platform_is_accepted_by_its_engine() {
    for db in databases().await {
        for statement in db::STATEMENTS.iter().copied().flatten() {
            db.describe(statement.sql).await.unwrap_or_else(|error| panic!("{}: {error}", statement.name));
        }
    }
}

#[tokio::test]
async fn the_writer_is_well_again_after_a_full_disk() {
    let db = testing::sqlite().await;
    run_script(&db, TABLE).await;
    db.register_unit(SUKAMAJU, testing::story_time()).await.unwrap();
    let ctx = ctx(SUKAMAJU);
    let large = "x".repeat(1 << 20);
    // This connection's file may not grow any more; SQLite says so as it does of a full disk.
    testing::vandalise(&db, "pragma max_page_count = 1", "").await;
    let mut tx = db.write(&ctx, "pencatatan").await.unwrap();
    let refused = tx.insert(&orang(&ctx, &large)).await.unwrap_err();
    assert!(matches!(refused, db::Error::Unavailable(_)), "{refused}");
    drop(tx);
    let mut tx = db.write(&ctx, "pencatatan").await.unwrap();
    tx.insert(&orang(&ctx, &large)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(db.head(SUKAMAJU).await.unwrap(), 1, "one act was kept, and one only");
}
