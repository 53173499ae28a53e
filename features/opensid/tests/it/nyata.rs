//! The real dump of 10,020 residents, where the folder with it stands beside the repository.

use std::path::PathBuf;
use std::time::Instant;

use db::{Context, Where};
use jiff::civil::date;
use kependudukan::store;
use opensid::pengambilan;
use opensid::rencana::Perintah;
use opensid::sumber;
use testkit::{SUKAMAJU, each_engine};

use crate::cerita::{fitur, perintah};

fn berkas() -> Option<PathBuf> {
    let akar = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let letak = akar.join("../shared/data/opensid/opensid-v2410-10k.sql.gz");
    if !letak.exists() {
        eprintln!("skipped: the OpenSID dump is not in ../shared/data/opensid");
        return None;
    }
    Some(letak)
}

#[tokio::test]
async fn ten_thousand_residents_come_over() {
    let Some(letak) = berkas() else { return };
    for app in each_engine(fitur).await {
        let mulai = Instant::now();
        let mentah = sumber::baca_berkas(&letak, &mut |_| {}).unwrap();
        let dibaca = mulai.elapsed();
        let ctx = Context::system("impor", SUKAMAJU, "2026-12-01T03:00:00Z".parse().unwrap());
        let perintah = Perintah { hari_ini: date(2026, 12, 1), ..perintah() };
        let mut langkah = Vec::new();
        let mut maju = |n: usize, total: usize| langkah.push((n, total));
        let hasil = pengambilan::terapkan(&app.db, &ctx, &mentah, perintah, None, &mut maju).await.unwrap();
        eprintln!("read in {dibaca:?}, kept after {:?}", mulai.elapsed());
        assert_eq!((langkah.len(), langkah.last()), (11, Some(&(10_020, 10_020))));
        assert!(hasil.laporan.cocok());
        let mut tx = app.db.read(&ctx).await.unwrap();
        assert_eq!(store::count_penduduk(&mut tx, Where::new(), 100_000).await.unwrap(), 10_020);
        assert_eq!(store::count_keluarga(&mut tx, Where::new()).await.unwrap(), 3_058);
        assert_eq!(store::count_peristiwa(&mut tx, Where::new()).await.unwrap(), 0);
        drop(tx);
        let lagi =
            pengambilan::terapkan(&app.db, &ctx, &mentah, perintah, None, &mut |_, _| {}).await.unwrap();
        assert!(lagi.terulang);
    }
}
