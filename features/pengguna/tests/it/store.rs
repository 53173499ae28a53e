//! Users in the database, on both engines.

use access::{Role, store};
use db::testing::{each_engine, story_time};
use db::{Context, Unit};
use pengguna::{Area, GalatPengguna, PenggunaBaru, Tugas, tambah_pengguna};
use testkit::{KEMBARAN, SANDI, SUKAMAJU};

fn baru(login: &str) -> PenggunaBaru {
    let mulai = jiff::civil::date(2026, 1, 2);
    let area = Area { dusun: Some("Krajan".into()), rw: None, rt: Some("002".into()) };
    PenggunaBaru {
        login: login.into(),
        nama: "Karso".into(),
        sandi: SANDI.into(),
        wajib_ganti_sandi: false,
        tugas: vec![
            Tugas { area, sk: Some("3/2026".into()), ..Tugas::seluruhnya(Role::Rt, mulai) },
            Tugas::seluruhnya(Role::Operator, mulai),
        ],
    }
}

fn ctx(unit: Unit) -> Context {
    Context::system("uji", unit, story_time())
}

#[tokio::test]
async fn a_user_is_found_with_all_roles_and_only_in_its_unit() {
    for db in each_engine().await {
        for unit in [SUKAMAJU, KEMBARAN] {
            db.register_unit(unit, story_time()).await.unwrap();
        }
        let karso = tambah_pengguna(&db, &ctx(SUKAMAJU), baru("Karso")).await.unwrap();
        assert_eq!(karso.login, "karso");
        let found = db.peek().await.unwrap().find_in_directory(&db, "login", "karso").await.unwrap();
        assert_eq!(found, [(SUKAMAJU, karso.id)]);
        let mut tx = db.read(&ctx(SUKAMAJU)).await.unwrap();
        assert_eq!(store::get_pengguna(&mut tx, karso.id).await.unwrap(), karso);
        let tugas = store::list_penugasan(&mut tx, karso.id).await.unwrap();
        let rt = tugas.iter().find(|t| t.role() == Some(Role::Rt)).unwrap();
        assert_eq!((rt.rt.as_deref(), rt.sk.as_deref()), (Some("002"), Some("3/2026")));
        assert_eq!(tugas.len(), 2);
        let mut twin = db.read(&ctx(KEMBARAN)).await.unwrap();
        assert!(store::find_pengguna(&mut twin, karso.id).await.unwrap().is_none());
        assert!(store::list_pengguna(&mut twin).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn two_units_that_choose_one_login_at_the_same_moment_do_not_both_get_it() {
    for db in each_engine().await {
        for unit in [SUKAMAJU, KEMBARAN] {
            db.register_unit(unit, story_time()).await.unwrap();
        }
        // Both looked and found it free; now both write.
        let karso = |unit| access::Pengguna::new(&ctx(unit), "karso".into(), "Karso".into(), "-".into());
        let mut first = db.write(&ctx(SUKAMAJU), "pendaftaran_pengguna").await.unwrap();
        first.insert(&karso(SUKAMAJU)).await.unwrap();
        let other = db.db.clone();
        let second = tokio::spawn(async move {
            let mut second = other.write(&ctx(KEMBARAN), "pendaftaran_pengguna").await.unwrap();
            second.insert(&karso(KEMBARAN)).await.map(|()| second)
        });
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        first.commit().await.unwrap();
        let refused = second.await.unwrap().err().unwrap();
        assert!(refused.is_unique("directory"), "{refused}");

        let both = [SUKAMAJU, KEMBARAN].map(|unit| (db.db.clone(), ctx(unit)));
        let [one, other] = both.map(|(db, ctx)| {
            tokio::spawn(async move { tambah_pengguna(&db, &ctx, baru("tini")).await.map(|_| ()) })
        });
        let (one, other) = (one.await.unwrap(), other.await.unwrap());
        let refused = if one.is_ok() { other } else { one };
        assert!(matches!(refused, Err(GalatPengguna::LoginDipakai)), "{refused:?}");
        let found = db.peek().await.unwrap().find_in_directory(&db, "login", "tini").await.unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        // Whoever has a login keeps it through a change of the row.
        let mut tx = db.write(&ctx(SUKAMAJU), "perbaikan_nama").await.unwrap();
        let mut karso = store::list_pengguna(&mut tx).await.unwrap().remove(0);
        karso.nama = "Karsono".into();
        tx.update(&karso).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_login_is_unique_in_the_whole_installation() {
    for db in each_engine().await {
        for unit in [SUKAMAJU, KEMBARAN] {
            db.register_unit(unit, story_time()).await.unwrap();
        }
        tambah_pengguna(&db, &ctx(SUKAMAJU), baru("karso")).await.unwrap();
        for unit in [SUKAMAJU, KEMBARAN] {
            let taken = tambah_pengguna(&db, &ctx(unit), baru("KARSO")).await;
            assert!(matches!(taken, Err(GalatPengguna::LoginDipakai)));
        }
        let mut weak = baru("tini");
        weak.sandi = "padi".into();
        assert!(matches!(tambah_pengguna(&db, &ctx(SUKAMAJU), weak).await, Err(GalatPengguna::Sandi(_))));
        let unnamed = PenggunaBaru { nama: " ".into(), ..baru("tini") };
        assert!(matches!(tambah_pengguna(&db, &ctx(SUKAMAJU), unnamed).await, Err(GalatPengguna::TanpaNama)));
    }
}
