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
