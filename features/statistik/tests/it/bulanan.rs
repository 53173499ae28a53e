//! Closed months are kept, and counted anew when the register moves.

use db::{At, Db};
use jiff::ToSpan as _;
use jiff::civil::date;
use kependudukan::contoh;
use statistik::deret;
use statistik::hitung::semua;
use testkit::SUKAMAJU;
use waktu::Bulan;

use crate::cerita::{app, ctx, fitur, mati, semua_penduduk};

db::statements! {
    work KAPAN = "select dihitung_pada from statistik_bulanan where unit = $1 order by bulan";
}

async fn kapan(db: &Db) -> Vec<At> {
    let mut tx = db.read(&ctx()).await.unwrap();
    let baris: Vec<(At,)> = tx.query(KAPAN).bind(SUKAMAJU.0).all().await.unwrap();
    baris.into_iter().map(|(pada,)| pada).collect()
}

fn bulan() -> Vec<Bulan> {
    [(2026, 6), (2026, 7), (2026, 8)].map(|(tahun, bulan)| Bulan::baru(tahun, bulan).unwrap()).into()
}

/// Residents at each month's end, as asked `menit` minutes into the story.
async fn penduduk(db: &Db, menit: i64) -> Vec<i64> {
    let mut ctx = ctx();
    ctx.now += menit.minutes();
    let mut tx = db.read(&ctx).await.unwrap();
    let semua_bulan = deret(db, &mut tx, &bulan()).await.unwrap();
    assert!(semua_bulan.iter().all(|rekap| rekap.cari("cacat").is_none()), "health is not kept");
    semua_bulan.iter().map(|rekap| semua(rekap.penduduk)).collect()
}

#[tokio::test]
async fn months_are_read_from_where_they_are_kept_until_the_register_moves() {
    for db in db::testing::each_engine().await {
        let app = app(db, &contoh::sukamaju(), contoh::TANGGAL_SUKAMAJU, fitur).await;
        assert!(kapan(&app.db).await.is_empty());
        assert_eq!(penduduk(&app.db, 1).await, [0, 33, 33], "the books open on the last of July");
        let pertama = kapan(&app.db).await;
        assert_eq!(pertama.len(), 3);
        // Acts of others do not count it anew.
        let mut tx = app.db.write(&ctx(), "pembukaan_data").await.unwrap();
        access::store::record_pembukaan(&mut tx, None, "uji", "uji", None).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(penduduk(&app.db, 2).await, [0, 33, 33]);
        assert_eq!(kapan(&app.db).await, pertama);
        // A death of August that is reported in September changes August.
        let orang = semua_penduduk(&app).await;
        mati(&app, &orang[0], date(2026, 8, 20), None).await;
        assert_eq!(penduduk(&app.db, 3).await, [0, 33, 32]);
        let lagi = kapan(&app.db).await;
        assert!(lagi.iter().all(|pada| *pada > pertama[0]), "all months were counted in one walk");
    }
}

#[tokio::test]
async fn what_stands_in_the_table_cannot_break_a_page() {
    let app = app(db::testing::sqlite().await, &contoh::sukamaju(), contoh::TANGGAL_SUKAMAJU, fitur).await;
    penduduk(&app.db, 1).await;
    let mut kerja = app.db.work().await.unwrap();
    let rusak = db::Statement {
        name: "RUSAK",
        sql: "update statistik_bulanan set isi = '{' where unit = $1",
        reach: db::Reach::Work,
    };
    assert_eq!(kerja.execute(rusak, vec![SUKAMAJU.0.into()]).await.unwrap(), 3);
    kerja.commit().await.unwrap();
    assert_eq!(penduduk(&app.db, 2).await, [0, 33, 33], "it is counted again");
}
