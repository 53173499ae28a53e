//! Clocks over days: started, stopped, reminded of, passed upwards.

use std::sync::atomic::{AtomicUsize, Ordering};

use access::Role;
use db::{Context, Unit};
use jiff::SignedDuration;
use jiff::civil::date;
use testkit::{KEMBARAN, SUKAMAJU, TestApp, each_engine};
use uuid::Uuid;
use waktu::{HariLibur, KeadaanJam, Pendengar, Perihal, Tahap, store};

use super::{di, features, tulis, tulis_di};

const EMPAT_JAM: SignedDuration = SignedDuration::from_hours(4);

fn perihal(id: Uuid) -> Perihal<'static> {
    Perihal { jenis: "permohonan", id, nama: "Keterangan Domisili" }
}

async fn riwayat(app: &TestApp, id: Uuid) -> Vec<String> {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let jam = store::find_jam(&mut tx, "permohonan", id).await.unwrap().unwrap();
    store::list_riwayat(&mut tx, jam.id).await.unwrap().into_iter().map(|p| p.jenis).collect()
}

async fn jam(app: &TestApp, id: Uuid) -> waktu::JamLayanan {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    store::find_jam(&mut tx, "permohonan", id).await.unwrap().unwrap()
}

/// Starts a clock on Tuesday 3 March 2026 at eight.
async fn mulai(app: &TestApp) -> Uuid {
    let mut tx = tulis(app, "2026-03-03T08:00").await;
    let id = tx.ctx().new_id();
    waktu::mulai(&mut tx, perihal(id), EMPAT_JAM).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_clock_stands_while_the_resident_must_act() {
    for app in each_engine(features).await {
        let id = mulai(&app).await;
        assert_eq!(jam(&app, id).await.tenggat_pada, Some(di("2026-03-03T12:00").into()));
        let mut tx = tulis(&app, "2026-03-03T09:00").await;
        waktu::mulai(&mut tx, perihal(id), EMPAT_JAM).await.unwrap();
        waktu::jeda(&mut tx, "permohonan", id, "KK belum ada").await.unwrap();
        waktu::jeda(&mut tx, "permohonan", id, "lagi").await.unwrap();
        tx.commit().await.unwrap();
        let diam = jam(&app, id).await;
        assert_eq!((diam.keadaan(), diam.tenggat_pada), (KeadaanJam::Jeda, None));
        let mut tx = tulis(&app, "2026-03-05T10:00").await;
        waktu::lanjutkan(&mut tx, "permohonan", id).await.unwrap();
        waktu::lanjutkan(&mut tx, "permohonan", id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(jam(&app, id).await.tenggat_pada, Some(di("2026-03-05T14:00").into()));
        let mut tx = tulis(&app, "2026-03-05T16:00").await;
        // Signed at half past eleven; nobody wrote it down until the afternoon.
        waktu::selesaikan(&mut tx, "permohonan", id, di("2026-03-05T11:30")).await.unwrap();
        waktu::selesaikan(&mut tx, "permohonan", id, di("2026-03-05T15:00")).await.unwrap();
        waktu::jeda(&mut tx, "permohonan", id, "").await.unwrap();
        tx.commit().await.unwrap();
        let akhir = jam(&app, id).await;
        assert_eq!(akhir.lama(), Some(SignedDuration::from_mins(150)));
        assert_eq!(riwayat(&app, id).await, ["mulai", "jeda", "lanjut", "selesai"]);
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let maret = (di("2026-03-01T00:00"), di("2026-04-01T00:00"));
        assert_eq!(store::list_selesai(&mut tx, "permohonan", maret.0, maret.1).await.unwrap().len(), 1);
        assert!(store::list_terbuka(&mut tx, "permohonan").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_holiday_declared_today_moves_the_due_time_and_keeps_what_was_counted() {
    for app in each_engine(features).await {
        let id = mulai(&app).await;
        let mut tx = tulis(&app, "2026-03-03T10:00").await;
        waktu::ubah_kalender(&mut tx, async |tx| {
            let libur = HariLibur {
                id: tx.ctx().new_id(),
                tanggal: date(2026, 3, 3).into(),
                jenis: "kantor".into(),
                nama: "Kantor tutup".into(),
            };
            tx.insert(&libur).await
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let sesudah = jam(&app, id).await;
        assert_eq!(sesudah.hitungan().terpakai, SignedDuration::from_hours(2));
        assert_eq!(sesudah.tenggat_pada, Some(di("2026-03-04T09:30").into()));
        assert_eq!(riwayat(&app, id).await, ["mulai", "kalender"]);
    }
}

static TERDENGAR: AtomicUsize = AtomicUsize::new(0);

#[tokio::test]
async fn overdue_work_is_reminded_of_and_goes_up_step_by_step() {
    let pendengar = Pendengar(|_, jam, tahap| {
        Box::pin(async move {
            assert_eq!(jam.tahap(), tahap);
            TERDENGAR.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    });
    let mut kali = 0;
    for app in each_engine(features).await {
        let id = mulai(&app).await;
        for (saat, tahap) in [
            ("2026-03-03T10:59", Tahap::Awal),
            ("2026-03-03T11:00", Tahap::Segera),
            ("2026-03-03T11:30", Tahap::Segera),
            ("2026-03-03T12:00", Tahap::Lewat),
            ("2026-03-04T12:00", Tahap::Kecamatan),
            ("2026-03-07T09:00", Tahap::Dinas),
        ] {
            let ctx = Context::system("waktu.periksa", SUKAMAJU, di(saat));
            let sebelum = jam(&app, id).await.tahap();
            waktu::periksa(&app.db, &ctx, Some(&pendengar)).await.unwrap();
            assert_eq!(
                waktu::periksa(&app.db, &ctx, Some(&pendengar)).await.unwrap(),
                0,
                "a second run finds none"
            );
            assert_eq!(jam(&app, id).await.tahap(), tahap, "{saat}");
            kali += usize::from(tahap > sebelum);
        }
        assert_eq!(TERDENGAR.load(Ordering::SeqCst), kali);
        assert_eq!(riwayat(&app, id).await, ["mulai", "segera", "lewat", "kecamatan", "dinas"]);
    }
}

/// One job looks after all villages; one whose listener fails keeps no other waiting.
#[tokio::test]
async fn the_clocks_of_all_villages_are_looked_after_in_one_run() {
    let pendengar = || {
        Pendengar(|tx, _, _| {
            let rusak = tx.ctx().unit == KEMBARAN;
            Box::pin(async move { if rusak { Err(db::Error::Refused("rusak".into())) } else { Ok(()) } })
        })
    };
    for db in db::testing::each_engine().await {
        let app = TestApp::on(db, features, |builder| builder.provide(pendengar())).await;
        for unit in [KEMBARAN, SUKAMAJU] {
            let mut tx = tulis_di(&app, unit, "2026-03-03T08:00").await;
            let id = tx.ctx().new_id();
            waktu::mulai(&mut tx, perihal(id), EMPAT_JAM).await.unwrap();
            tx.commit().await.unwrap();
        }
        let siang = || di("2026-03-03T12:00");
        let app_job = std::sync::Arc::new(app.app.clone());
        let antrean = jobs::Runner::new(app.db.db.clone(), app_job, waktu::feature().jobs, siang);
        assert_eq!(
            antrean.schedule([waktu::PERIKSA]).drain().await.unwrap(),
            1,
            "one job, however many villages"
        );
        let mut tahap = Vec::new();
        for unit in [KEMBARAN, SUKAMAJU] {
            let mut tx = app.db.read(&Context::system("cerita", unit, siang())).await.unwrap();
            let semua = store::list_terbuka(&mut tx, "permohonan").await.unwrap();
            tahap.push(semua[0].tahap());
        }
        assert_eq!(tahap, [Tahap::Awal, Tahap::Lewat]);
    }
}

#[tokio::test]
async fn a_machine_that_was_off_makes_up_for_every_stage_once() {
    let app = TestApp::new(features).await;
    let id = mulai(&app).await;
    let ctx = Context::system("waktu.periksa", SUKAMAJU, di("2026-03-09T08:00"));
    assert_eq!(waktu::periksa(&app.db, &ctx, None).await.unwrap(), 1);
    assert_eq!(riwayat(&app, id).await, ["mulai", "segera", "lewat", "kecamatan", "dinas"]);
}

#[tokio::test]
async fn the_kecamatan_sees_what_came_up_and_nobody_s_name() {
    for app in each_engine(features).await {
        let kecamatan = Unit(3_402_130_000);
        let kabupaten = Unit(3_402_000_000);
        for unit in [kecamatan, kabupaten] {
            app.db.register_unit(unit, app.app.now()).await.unwrap();
        }
        for unit in [SUKAMAJU, KEMBARAN] {
            let mut tx = tulis_di(&app, unit, "2026-03-03T08:00").await;
            let id = tx.ctx().new_id();
            waktu::mulai(&mut tx, perihal(id), EMPAT_JAM).await.unwrap();
            tx.commit().await.unwrap();
        }
        let naik = async |ujung: (i64, i64), tahap: Tahap| {
            let mut tx = app.db.read(&Context::system("cerita", kecamatan, app.app.now())).await.unwrap();
            let semua = store::list_naik(&mut tx, ujung, tahap.kode()).await.unwrap();
            semua.into_iter().map(|baris| baris.unit).collect::<Vec<_>>()
        };
        let ctx = Context::system("waktu.periksa", SUKAMAJU, di("2026-03-04T12:00"));
        waktu::periksa(&app.db, &ctx, None).await.unwrap();
        assert_eq!(naik((kecamatan.0, 3_402_139_999), Tahap::Kecamatan).await, [SUKAMAJU.0]);
        assert!(naik((kabupaten.0, 3_402_999_999), Tahap::Dinas).await.is_empty());
        let operator = app.sebagai(Role::Operator).await;
        assert_eq!(operator.get("/eskalasi").await.status, 404, "not the village's page");
    }
}
