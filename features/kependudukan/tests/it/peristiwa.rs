//! What happened, what it changes, and how it is undone.

use db::{At, Where};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kamus::{Daftar as _, StatusDasar};
use kependudukan::Penduduk;
use kependudukan::entitas::{JenisPeristiwa, Peristiwa, Rincian};
use kependudukan::peristiwa::{GalatBatal, Kejadian, batalkan};
use kependudukan::store::{self, Pada};
use testkit::TestApp;

use crate::buku;
use crate::cerita::{KINI, fitur, impor};

/// The workbook speaks of 28 February 2026.
const AWAL: Date = date(2026, 2, 28);

async fn yang_bernama(app: &TestApp, nama: &str) -> Penduduk {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    store::list_penduduk(&mut tx).await.unwrap().into_iter().find(|p| p.nama == nama).unwrap()
}

/// Writes an event down `menit` minutes into the story; tells when that was.
async fn terjadi(
    app: &TestApp,
    (jenis, tanggal, menit): (JenisPeristiwa, Date, i64),
    siapa: &str,
    ubah: impl FnOnce(&mut Penduduk),
) -> At {
    let mut ctx = app.ctx();
    ctx.now += menit.minutes();
    let lama = yang_bernama(app, siapa).await;
    let mut baru = lama.clone();
    ubah(&mut baru);
    let mut tx = app.db.write(&ctx, "peristiwa").await.unwrap();
    let kejadian = Kejadian::baru(tanggal, KINI, Rincian::default()).orang(jenis, lama, baru);
    kejadian.simpan(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    ctx.now.into()
}

async fn nama_pada(app: &TestApp, pada: Pada) -> Vec<(String, String)> {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let mut semua: Vec<_> = store::list_potret(&mut tx, pada, Where::new())
        .await
        .unwrap()
        .into_iter()
        .map(|p| (p.nama, p.rt))
        .collect();
    semua.sort_unstable();
    semua
}

fn mati(p: &mut Penduduk) {
    p.status_dasar = StatusDasar::Mati.kode();
}

#[tokio::test]
async fn the_register_of_any_day_is_as_it_was_true() {
    for app in testkit::each_engine(fitur).await {
        impor(&app, &app.ctx(), buku::tulis(&buku::sukamaju())).await;
        let semua = nama_pada(&app, Pada::kini(AWAL)).await;
        assert_eq!(semua.len(), 4, "one of the five has moved away");
        assert!(
            nama_pada(&app, Pada::kini(date(2026, 2, 27))).await.is_empty(),
            "the books open on the 28th"
        );
        terjadi(&app, (JenisPeristiwa::PindahDalam, date(2026, 3, 1), 1), "SITI AMINAH", |p| {
            p.rt = "009".to_owned();
        })
        .await;
        terjadi(&app, (JenisPeristiwa::Mati, date(2026, 3, 2), 2), "BUDI SANTOSO", mati).await;
        assert_eq!(nama_pada(&app, Pada::kini(AWAL)).await, semua, "the past stays");
        let satu = nama_pada(&app, Pada::kini(date(2026, 3, 1))).await;
        assert_eq!((satu.len(), satu.iter().filter(|(_, rt)| rt == "009").count()), (4, 1));
        let dua = nama_pada(&app, Pada::kini(date(2026, 3, 2))).await;
        assert_eq!((dua.len(), dua.iter().any(|(nama, _)| nama == "BUDI SANTOSO")), (3, false));
    }
}

#[tokio::test]
async fn what_was_known_then_is_told_apart_from_what_was_true_then() {
    for app in testkit::each_engine(fitur).await {
        impor(&app, &app.ctx(), buku::tulis(&buku::sukamaju())).await;
        let pindah = terjadi(&app, (JenisPeristiwa::PindahDalam, date(2026, 3, 2), 1), "SITI AMINAH", |p| {
            p.rt = "009".to_owned();
        })
        .await;
        // Budi's death of the first of March is reported only after Siti's move of the second.
        let mati = terjadi(&app, (JenisPeristiwa::Mati, date(2026, 3, 1), 5), "BUDI SANTOSO", mati).await;
        let pada = |diketahui| Pada { tanggal: date(2026, 3, 2), diketahui };
        assert_eq!(nama_pada(&app, pada(pindah)).await.len(), 4);
        assert_eq!(nama_pada(&app, pada(mati)).await.len(), 3);
        assert_eq!(
            nama_pada(&app, pada(At(pindah.0 - 1))).await.iter().filter(|(_, rt)| rt == "009").count(),
            0
        );
    }
}

#[tokio::test]
async fn an_event_is_undone_by_another_and_the_register_is_as_before() {
    for app in testkit::each_engine(fitur).await {
        impor(&app, &app.ctx(), buku::tulis(&buku::sukamaju())).await;
        let dulu = yang_bernama(&app, "BUDI SANTOSO").await;
        terjadi(&app, (JenisPeristiwa::PindahDalam, date(2026, 3, 1), 1), "BUDI SANTOSO", |p| {
            p.rt = "009".to_owned();
        })
        .await;
        terjadi(&app, (JenisPeristiwa::Mati, date(2026, 3, 2), 2), "BUDI SANTOSO", mati).await;
        let mut ctx = app.ctx();
        ctx.now += 9.minutes();
        let mut tx = app.db.write(&ctx, "pembatalan_peristiwa").await.unwrap();
        let semua = store::list_peristiwa_orang(&mut tx, dulu.id).await.unwrap();
        assert_eq!(
            semua.iter().map(Peristiwa::jenis).collect::<Vec<_>>(),
            [JenisPeristiwa::PindahDalam, JenisPeristiwa::Mati]
        );
        // Nothing later changed the status, so the death goes; the move before it stays.
        batalkan(&mut tx, &semua[1], "Salah orang.", KINI).await.unwrap();
        tx.commit().await.unwrap();
        let kini = yang_bernama(&app, "BUDI SANTOSO").await;
        assert_eq!((kini.status_dasar, kini.rt.as_str()), (StatusDasar::Hidup.kode(), "009"));
        assert_eq!(nama_pada(&app, Pada::kini(date(2026, 3, 2))).await.len(), 4);
        let mut tx = app.db.write(&ctx, "pembatalan_peristiwa").await.unwrap();
        let semua = store::list_peristiwa_orang(&mut tx, dulu.id).await.unwrap();
        assert_eq!(semua.len(), 3);
        let mati = semua.iter().find(|p| p.jenis() == JenisPeristiwa::Mati).unwrap();
        assert!(matches!(batalkan(&mut tx, mati, "Lagi.", KINI).await, Err(GalatBatal::Sudah)));
        let batal = semua.iter().find(|p| p.jenis() == JenisPeristiwa::Pembatalan).unwrap();
        assert_eq!(batal.membatalkan_id, Some(mati.id));
        assert!(matches!(batalkan(&mut tx, batal, "Lagi.", KINI).await, Err(GalatBatal::Pembatalan)));
    }
}

#[tokio::test]
async fn what_a_later_event_changed_again_is_undone_in_order() {
    let app = TestApp::new(fitur).await;
    impor(&app, &app.ctx(), buku::tulis(&buku::sukamaju())).await;
    for (menit, rt) in [(1, "009"), (2, "010")] {
        terjadi(&app, (JenisPeristiwa::PindahDalam, date(2026, 3, 1), menit), "SITI AMINAH", |p| {
            rt.clone_into(&mut p.rt);
        })
        .await;
    }
    let siti = yang_bernama(&app, "SITI AMINAH").await;
    let mut tx = app.db.write(&app.ctx(), "pembatalan_peristiwa").await.unwrap();
    let semua = store::list_peristiwa_orang(&mut tx, siti.id).await.unwrap();
    let galat = batalkan(&mut tx, &semua[0], "Salah.", KINI).await.unwrap_err();
    assert!(galat.to_string().contains("Pindah dalam desa"), "{galat}");
}
