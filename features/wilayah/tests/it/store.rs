use db::testing::{each_engine, story_time};
use db::{Context, Unit};
use jiff::civil::date;
use testkit::{KEMBARAN, SUKAMAJU};
use wilayah::{GalatPendaftaran, PengelolaBaru, UnitBaru, daftarkan_unit};

fn unit(kode: &str, nama: &str) -> UnitBaru {
    UnitBaru {
        kode: kode.parse().unwrap(),
        nama: nama.into(),
        kecamatan: "Pleret".into(),
        kabupaten: String::new(),
    }
}

fn pengelola(login: &str) -> PengelolaBaru {
    PengelolaBaru { login: login.into(), nama: "Sri Lestari".into(), sandi: testkit::SANDI.into() }
}

fn pejabat(ctx: &Context, nama: &str, jabatan: &str, mulai: jiff::civil::Date) -> wilayah::Pejabat {
    wilayah::Pejabat {
        id: ctx.new_id(),
        nama: nama.into(),
        jabatan: jabatan.into(),
        jabatan_lain: None,
        dusun: None,
        jenis: "definitif".into(),
        nip: None,
        niap: None,
        pangkat: None,
        sk_nomor: Some("12/2024".into()),
        sk_tanggal: Some(date(2024, 1, 1).into()),
        mulai: mulai.into(),
        selesai: None,
        pengguna_id: None,
    }
}

#[tokio::test]
async fn a_unit_is_registered_once_and_called_by_its_name() {
    for db in each_engine().await {
        assert_eq!(wilayah::count_unit(&db).await.unwrap(), 0);
        let baru = unit("34.02.13.2099", "Sukamaju");
        let admin = daftarkan_unit(&db, &baru, Some(pengelola("sri")), story_time()).await.unwrap();
        assert!(admin.is_some());
        assert_eq!(wilayah::count_unit(&db).await.unwrap(), 1);
        let name = wilayah::naming(db.db.clone(), SUKAMAJU, story_time()).await.unwrap().unwrap();
        assert_eq!((name.kind_word.as_str(), name.name.as_str()), ("Kalurahan", "Sukamaju"));
        assert_eq!(name.parent, "Kapanewon Pleret, Kabupaten Bantul");
        assert!(wilayah::naming(db.db.clone(), KEMBARAN, story_time()).await.unwrap().is_none());

        let again = daftarkan_unit(&db, &baru, None, story_time()).await;
        assert!(matches!(again, Err(GalatPendaftaran::SudahAda(_))), "{again:?}");
        let twin = unit("34.02.13.2098", "Kembaran");
        let taken = daftarkan_unit(&db, &twin, Some(pengelola("sri")), story_time()).await;
        assert!(matches!(taken, Err(GalatPendaftaran::LoginDipakai)), "{taken:?}");
        let unnamed = daftarkan_unit(&db, &unit("34.02.13.2098", " "), None, story_time()).await;
        assert_eq!(unnamed.unwrap_err().to_string(), "Isi nama Kalurahan, misalnya Pleret.");
    }
}

#[tokio::test]
async fn the_first_user_may_administer_and_operate() {
    for db in each_engine().await {
        let baru = unit("34.02.13.2099", "Sukamaju");
        let id = daftarkan_unit(&db, &baru, Some(pengelola("sri")), story_time()).await.unwrap().unwrap();
        let mut tx = db.read(&Context::system("uji", SUKAMAJU, story_time())).await.unwrap();
        let tugas = access::store::list_penugasan(&mut tx, id).await.unwrap();
        let mut peran: Vec<&str> = tugas.iter().map(|p| p.peran.as_str()).collect();
        peran.sort_unstable();
        assert_eq!(peran, ["admin", "operator"]);
        assert!(tugas.iter().all(|p| p.is_current(date(2026, 3, 2))));
    }
}

#[tokio::test]
async fn officials_are_found_by_the_day_and_ordered_by_rank() {
    for db in each_engine().await {
        daftarkan_unit(&db, &unit("34.02.13.2099", "Sukamaju"), None, story_time()).await.unwrap();
        let ctx = Context::system("uji", SUKAMAJU, story_time());
        let mut tx = db.write(&ctx, "pengangkatan").await.unwrap();
        let mut lama = pejabat(&ctx, "Budi", "kepala", date(2019, 1, 1));
        lama.selesai = Some(date(2024, 12, 31).into());
        tx.insert(&pejabat(&ctx, "Tini", "sekretaris", date(2020, 1, 1))).await.unwrap();
        tx.insert(&lama).await.unwrap();
        tx.insert(&pejabat(&ctx, "Siti", "kepala", date(2025, 1, 1))).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = db.read(&ctx).await.unwrap();
        for (hari, harap) in [
            (date(2018, 12, 31), vec![]),
            (date(2024, 12, 31), vec!["Budi", "Tini"]),
            (date(2025, 1, 1), vec!["Siti", "Tini"]),
        ] {
            let pada = wilayah::pejabat_pada(&mut tx, hari).await.unwrap();
            assert_eq!(pada.iter().map(|p| p.nama.as_str()).collect::<Vec<_>>(), harap, "{hari}");
        }
        let semua = wilayah::list_pejabat(&mut tx).await.unwrap();
        assert_eq!(semua.iter().map(|p| p.nama.as_str()).collect::<Vec<_>>(), ["Siti", "Budi", "Tini"]);
        assert_eq!(wilayah::get_pejabat(&mut tx, semua[1].id).await.unwrap(), lama);
    }
}

#[tokio::test]
async fn missing_parts_are_added_once_with_the_levels_above() {
    for db in each_engine().await {
        daftarkan_unit(&db, &unit("34.02.13.2099", "Sukamaju"), None, story_time()).await.unwrap();
        let ctx = Context::system("uji", SUKAMAJU, story_time());
        let part = |d: &str, w: &str, t: &str| (d.to_owned(), w.to_owned(), t.to_owned());
        let parts = [part("Kauman", "001", "001"), part("Kauman", "001", "002"), part("Krajan", "", "")];
        for expected in [5, 0] {
            let mut tx = db.write(&ctx, "impor").await.unwrap();
            assert_eq!(wilayah::lengkapi_bagian(&mut tx, parts.clone()).await.unwrap(), expected);
            tx.commit().await.unwrap();
        }
        let mut tx = db.read(&ctx).await.unwrap();
        let all = wilayah::list_bagian(&mut tx).await.unwrap();
        let said: Vec<String> = all.iter().map(|b| format!("{}/{}/{}", b.dusun, b.rw, b.rt)).collect();
        assert_eq!(said, ["Kauman//", "Kauman/001/", "Kauman/001/001", "Kauman/001/002", "Krajan//"]);
    }
}

/// Every statement run as the twin must show nothing of Sukamaju.
#[tokio::test]
async fn the_twin_sees_nothing() {
    for db in each_engine().await {
        daftarkan_unit(&db, &unit("34.02.13.2099", "Sukamaju"), None, story_time()).await.unwrap();
        db.register_unit(KEMBARAN, story_time()).await.unwrap();
        let ctx = Context::system("uji", SUKAMAJU, story_time());
        let mut tx = db.write(&ctx, "pengangkatan").await.unwrap();
        let lurah = pejabat(&ctx, "Siti", "kepala", date(2025, 1, 1));
        tx.insert(&lurah).await.unwrap();
        wilayah::lengkapi_bagian(&mut tx, [("Kauman".into(), String::new(), String::new())]).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = db.read(&ctx.for_unit(KEMBARAN)).await.unwrap();
        assert!(wilayah::find_identitas(&mut tx).await.unwrap().is_none());
        assert!(wilayah::list_pejabat(&mut tx).await.unwrap().is_empty());
        assert!(wilayah::list_bagian(&mut tx).await.unwrap().is_empty());
        assert!(wilayah::get_pejabat(&mut tx, lurah.id).await.is_err());
        assert_eq!(db.head(Unit(KEMBARAN.0)).await.unwrap(), 0);
    }
}
