//! A workbook of 5,000 goes in, and the ledger alone brings every table back, on either engine.

use db::testing::{each_engine, sqlite, story_time};
use db::{Context, Unit, ledger};
use kependudukan::contoh::{self, Resep};
use kependudukan::pengimporan::{self, Perintah};

const PLERET: Unit = Unit(3_402_132_002);

/// The real-format workbook where it is at hand, else one of our own of the same size.
fn workbook(today: jiff::civil::Date) -> Vec<u8> {
    let shared = "../../shared/data/opensid/penduduk-templat-opensid-5000.xlsx";
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(shared)).unwrap_or_else(|_| {
        let resep = Resep { jumlah: 5_000, ..Resep::pleret(today) };
        contoh::buku(&contoh::penduduk(&resep)).unwrap()
    })
}

#[tokio::test]
async fn five_thousand_imported_residents_come_back_from_the_ledger_alone() {
    let (now, today) = (story_time(), jiff::civil::date(2026, 3, 2));
    for db in each_engine().await {
        let baru = wilayah::UnitBaru {
            kode: kamus::KodeWilayah::baru(PLERET.0).unwrap(),
            nama: "Pleret".to_owned(),
            kecamatan: "Pleret".to_owned(),
            kabupaten: String::new(),
        };
        wilayah::daftarkan_unit(&db, &baru, None, now).await.unwrap();
        let ctx = Context::system("impor", PLERET, now);
        let laporan = pengimporan::laporan(&db, &ctx, today, workbook(today)).await.unwrap();
        let perintah =
            Perintah { tanggal_data: today, hari_ini: today, lewati_salah: true, permintaan: None };
        pengimporan::terapkan(&db, &ctx, &laporan.muatan, perintah).await.unwrap();
        let again = sqlite().await;
        again.adopt_unit(PLERET, &db.unit_secret(PLERET).await.unwrap(), now).await.unwrap();
        let lines = ledger::copy_lines(&db, &again, PLERET, now).await.unwrap();
        assert!(lines > 6_000, "residents, families and parts of the village: {lines}");
        let entities = balai::entities();
        ledger::rebuild_unit(&again, PLERET, &entities, now).await.unwrap();
        assert_eq!(ledger::compare(&db, &again, PLERET, &entities, now).await.unwrap(), None);
        let report = pengimporan::laporan(&again, &ctx, today, workbook(today)).await.unwrap();
        assert!(
            !report.ringkasan.ada_perubahan(),
            "the same workbook changes nothing in the rebuilt register"
        );
    }
}
