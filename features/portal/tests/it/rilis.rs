//! The monthly release, on both engines.

use db::Db;
use db::testing::{each_engine, story_time};
use jiff::Timestamp;
use jiff::civil::date;
use kamus::Zona;
use kependudukan::publik::{AngkaPublik, kecil};
use portal::angka_bulan_tutup;
use testkit::{KEMBARAN, SUKAMAJU};

use crate::bantu::{AKHIR_FEBRUARI, ctx, daftarkan, desa_hidup, isi_penduduk};

async fn angka(db: &Db, now: Timestamp) -> Option<AngkaPublik> {
    angka_bulan_tutup(db, SUKAMAJU, Zona::Wib, now).await.unwrap()
}

fn april() -> Timestamp {
    "2026-04-02T02:00:00Z".parse().unwrap()
}

/// Fifty residents move away.
async fn lima_puluh_pindah(db: &Db) {
    let mut tx = db.write(&ctx(SUKAMAJU), "cerita_pindah").await.unwrap();
    let semua = kependudukan::store::list_penduduk(&mut tx).await.unwrap();
    for mut orang in semua.into_iter().filter(kependudukan::Penduduk::aktif).take(50) {
        orang.status_dasar = 3;
        tx.update(&orang).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_published_month_does_not_change_with_the_register() {
    for db in each_engine().await {
        desa_hidup(&db).await;
        let terbit = angka(&db, story_time()).await.unwrap();
        assert_eq!(terbit.per, AKHIR_FEBRUARI);
        let jumlah = terbit.penduduk.unwrap();
        assert!(jumlah >= 800 && terbit.keluarga.unwrap() > 100);
        assert_eq!(terbit.laki_laki.unwrap() + terbit.perempuan.unwrap(), jumlah);

        lima_puluh_pindah(&db).await;
        assert_eq!(angka(&db, story_time()).await.unwrap(), terbit, "February stays as it was shown");
        let maret = angka(&db, april()).await.unwrap();
        assert_eq!((maret.per, maret.penduduk), (date(2026, 3, 31), Some(jumlah - 50)));
    }
}

#[tokio::test]
async fn a_register_of_this_month_has_no_closed_month_yet() {
    for db in each_engine().await {
        daftarkan(&db, SUKAMAJU, "Sukamaju").await;
        assert_eq!(angka(&db, story_time()).await, None, "nobody is registered");
        isi_penduduk(&db, SUKAMAJU, 120, date(2026, 3, 1)).await;
        assert_eq!(angka(&db, story_time()).await, None, "the workbook speaks of March");
        assert!(angka(&db, april()).await.unwrap().penduduk >= Some(120));
    }
}

#[tokio::test]
async fn visitors_at_the_same_moment_make_one_release() {
    for db in each_engine().await {
        desa_hidup(&db).await;
        let sebelum = db.head(SUKAMAJU).await.unwrap();
        let sekaligus: Vec<_> = (0..4)
            .map(|_| {
                let db = db.db.clone();
                tokio::spawn(async move { angka(&db, story_time()).await })
            })
            .collect();
        for satu in sekaligus {
            assert!(satu.await.unwrap().is_some());
        }
        assert_eq!(db.head(SUKAMAJU).await.unwrap(), sebelum + 1, "one line in the ledger");
    }
}

#[tokio::test]
async fn each_village_has_its_own() {
    for db in each_engine().await {
        desa_hidup(&db).await;
        daftarkan(&db, KEMBARAN, "Kembaran").await;
        assert!(angka(&db, story_time()).await.is_some());
        assert_eq!(angka_bulan_tutup(&db, KEMBARAN, Zona::Wib, story_time()).await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_is_published_holds_no_small_count() {
    let db = db::testing::sqlite().await;
    for (unit, nama, jumlah) in [(SUKAMAJU, "Sukamaju", 90), (KEMBARAN, "Kembaran", 1_500)] {
        daftarkan(&db, unit, nama).await;
        isi_penduduk(&db, unit, jumlah, AKHIR_FEBRUARI).await;
        let angka = angka_bulan_tutup(&db, unit, Zona::Wib, story_time()).await.unwrap().unwrap();
        let total = [angka.penduduk, angka.laki_laki, angka.perempuan, angka.keluarga];
        assert!(total.into_iter().flatten().all(|n| !kecil(n)));
        let sel =
            angka.per_dusun.iter().flat_map(|t| t.baris.iter().filter_map(|b| b.isi.as_ref())).flatten();
        assert!(sel.into_iter().all(|n| !kecil(*n)));
        let lain: Vec<_> = angka.lain.into_iter().map(|t| Some(t.baris)).collect();
        for tabel in lain.iter().flatten() {
            assert!(tabel.iter().all(|b| !b.jumlah.is_some_and(kecil)), "{tabel:?}");
        }
        for tabel in
            [angka.umur, angka.dusun, angka.pendidikan, angka.pekerjaan, angka.agama].iter().flatten()
        {
            let angka = tabel.iter().flat_map(|b| [b.laki_laki, b.perempuan, b.jumlah]);
            assert!(angka.flatten().all(|n| !kecil(n)), "{tabel:?}");
            assert_ne!(tabel.iter().filter(|b| b.jumlah.is_none()).count(), 1, "{tabel:?}");
        }
    }
}
