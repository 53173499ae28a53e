//! The administrator's list of users.

use access::{Role, store};
use pengguna::{Area, PilihanArea};
use testkit::{SANDI, TestApp};

use crate::bantu::{desa, fitur, masuk, orang};

const BARU: [(&str, &str); 4] =
    [("nama", "Budi Santosa"), ("login", "budi"), ("peran", "operator"), ("mulai", "02-03-2026")];

async fn pengguna_di(app: &TestApp) -> Vec<access::Pengguna> {
    store::list_pengguna(&mut app.db.read(&app.ctx()).await.unwrap()).await.unwrap()
}

/// The temporary password on the page.
fn sandi_di(answer: &testkit::Answer) -> String {
    let text = answer.text();
    text.split("<strong class=\"b-kode\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn only_administrators_see_the_users() {
    let app = desa().await;
    orang(&app, "admin", "Tini", &[Role::Admin]).await;
    orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let admin = masuk(&app, "admin").await;
    insta::assert_snapshot!(admin.get("/pengguna").await.ok().main());
    let operator = masuk(&app, "sri.lestari").await;
    for path in ["/pengguna", "/pengguna/baru"] {
        assert_eq!(operator.get(path).await.status, 404, "{path}");
        assert_eq!(app.tamu().get(path).await.status, 303, "{path}");
    }
    assert_eq!(operator.post("/pengguna", &BARU).await.status, 404);
    assert_eq!(pengguna_di(&app).await.len(), 2);
}

#[tokio::test]
async fn a_new_user_gets_a_password_that_is_shown_once() {
    let app = desa().await;
    orang(&app, "admin", "Tini", &[Role::Admin]).await;
    let admin = masuk(&app, "admin").await;
    insta::assert_snapshot!(admin.get("/pengguna/baru").await.ok().main());
    assert_eq!(admin.post_raw("/pengguna", &BARU).await.status, 400, "without the form's token");
    let mut fields = BARU.to_vec();
    fields.push(("request_key", "kunci-sekali"));
    let made = admin.post("/pengguna", &fields).await.ok();
    let sandi = sandi_di(&made);
    assert_eq!(made.headers.get("cache-control").unwrap(), "no-store");
    // A repeated submit makes no second user and shows no second password.
    let again = admin.post("/pengguna", &fields).await;
    let page = again.led_to();
    assert_eq!(pengguna_di(&app).await.len(), 2);
    assert!(!admin.get(&page).await.ok().text().contains(&sandi));
    // Another one of the same login is refused, with what was typed.
    let taken = admin.post("/pengguna", &BARU).await;
    assert_eq!(taken.status, 422);
    assert!(taken.text().contains("sudah dipakai") && taken.text().contains("Budi Santosa"));
    let step = app.tamu().post("/masuk", &[("login", "budi"), ("sandi", &sandi)]).await.ok();
    assert!(step.text().contains("Buat kata sandi baru"));
}

#[tokio::test]
async fn a_bad_form_says_all_that_is_wrong() {
    let app = desa().await;
    orang(&app, "admin", "Tini", &[Role::Admin]).await;
    let admin = masuk(&app, "admin").await;
    let check = async |fields: &[(&str, &str)], sentences: &[&str]| {
        let answer = admin.post("/pengguna", fields).await;
        assert_eq!(answer.status, 422);
        for sentence in sentences {
            assert!(answer.text().contains(sentence), "{sentence}\n{}", answer.main());
        }
    };
    check(
        &[("nama", ""), ("login", "Sri Lestari"), ("mulai", "31-02-2026"), ("selesai", "besok")],
        &[
            "Isi nama lengkap",
            "Nama pengguna hanya berisi huruf",
            "paling sedikit satu peran",
            "tidak ada di kalender",
            "Tulis tanggal",
        ],
    )
    .await;
    check(
        &[("nama", "Karso"), ("login", "karso"), ("peran", "dukuh"), ("peran", "rt"), ("mulai", "2-3-2026")],
        &["Pilih dusun yang dipimpinnya.", "Isi nomor RT"],
    )
    .await;
    check(
        &[
            ("nama", "Karso"),
            ("login", "3402134101859001"),
            ("peran", "operator"),
            ("dusun", "Krajan"),
            ("mulai", "02-03-2026"),
            ("selesai", "01-03-2026"),
        ],
        &["Jangan memakai NIK", "berlaku untuk seluruh wilayah", "mendahului tanggal mulai"],
    )
    .await;
    assert_eq!(pengguna_di(&app).await.len(), 1);
}

#[tokio::test]
async fn areas_are_picked_where_the_app_knows_them() {
    let services = |builder: web::Builder| {
        builder.provide(PilihanArea(|_| {
            let area = Area { dusun: Some("Krajan".into()), rw: Some("001".into()), rt: Some("002".into()) };
            Box::pin(async move { Ok(vec![area]) })
        }))
    };
    let app = TestApp::on(testkit::testing::sqlite().await, fitur, services).await;
    let admin = app.sebagai(Role::Admin).await;
    assert!(admin.get("/pengguna/baru").await.ok().text().contains("<option value=\"Krajan\">"));
    let rt = |nomor: &'static str| {
        [
            ("nama", "Karso"),
            ("login", "karso"),
            ("peran", "rt"),
            ("dusun", "Krajan"),
            ("rt", nomor),
            ("mulai", "02-03-2026"),
        ]
    };
    let unknown = admin.post("/pengguna", &rt("9")).await;
    assert!(unknown.text().contains("belum ada di daftar dusun"), "{}", unknown.main());
    let _ = admin.post("/pengguna", &rt("2")).await.ok();
    let karso = pengguna_di(&app).await.into_iter().find(|p| p.login == "karso").unwrap();
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let tugas = store::list_penugasan(&mut tx, karso.id).await.unwrap();
    assert_eq!((tugas[0].dusun.as_deref(), tugas[0].rt.as_deref()), (Some("Krajan"), Some("002")));
}

#[tokio::test]
async fn roles_come_and_go() {
    let app = desa().await;
    orang(&app, "admin", "Tini", &[Role::Admin]).await;
    let sri = orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let admin = masuk(&app, "admin").await;
    let operator = masuk(&app, "sri.lestari").await;
    let path = format!("/pengguna/{}", sri.id);
    insta::assert_snapshot!(admin.get(&path).await.ok().main());
    let bad = admin.post(&format!("{path}/penugasan"), &[("mulai", "x")]).await;
    assert_eq!(bad.status, 422);
    assert!(bad.text().contains("paling sedikit satu peran"));
    let fields = [("peran", "penandatangan"), ("sk", "12/KPTS/2026"), ("mulai", "02-03-2026")];
    admin.post(&format!("{path}/penugasan"), &fields).await.led_to();
    // Who may sign must first set up a code, so the open session ends.
    assert_eq!(operator.get("/akun").await.status, 303);
    let setup = app.tamu().post("/masuk", &[("login", "sri.lestari"), ("sandi", SANDI)]).await.ok();
    assert!(setup.text().contains("Pasang kode sekali pakai"));

    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let tugas = store::list_penugasan(&mut tx, sri.id).await.unwrap();
    drop(tx);
    for tugas in &tugas {
        admin.post(&format!("{path}/penugasan/{}/pengakhiran", tugas.id), &[]).await.led_to();
    }
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let ended = store::list_penugasan(&mut tx, sri.id).await.unwrap();
    let today = jiff::civil::date(2026, 3, 2);
    assert_eq!(ended.len(), 2, "ended, not removed");
    assert!(ended.iter().all(|t| !t.is_current(today)));
    assert!(admin.get("/pengguna").await.ok().text().contains("Tanpa tugas"));
}

#[tokio::test]
async fn a_reset_and_a_deactivation_end_the_open_sessions() {
    let app = desa().await;
    orang(&app, "admin", "Tini", &[Role::Admin]).await;
    let sri = orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let admin = masuk(&app, "admin").await;
    let operator = masuk(&app, "sri.lestari").await;
    let path = format!("/pengguna/{}", sri.id);
    let shown = admin.post(&format!("{path}/sandi"), &[("request_key", "sekali")]).await.ok();
    assert_eq!(operator.get("/akun").await.status, 303);
    assert_eq!(app.tamu().post("/masuk", &[("login", "sri.lestari"), ("sandi", SANDI)]).await.status, 422);
    let sandi = sandi_di(&shown);
    // The button pressed twice leaves the password that was shown.
    admin.post(&format!("{path}/sandi"), &[("request_key", "sekali")]).await.led_to();
    let _ = app.tamu().post("/masuk", &[("login", "sri.lestari"), ("sandi", &sandi)]).await.ok();

    // Another act from the same page, with the same key, is another act.
    admin.post(&format!("{path}/penonaktifan"), &[("request_key", "sekali")]).await.led_to();
    assert_eq!(app.tamu().post("/masuk", &[("login", "sri.lestari"), ("sandi", &sandi)]).await.status, 422);
    admin.post(&format!("{path}/pengaktifan"), &[]).await.led_to();
    let _ = app.tamu().post("/masuk", &[("login", "sri.lestari"), ("sandi", &sandi)]).await.ok();
}

#[tokio::test]
async fn a_mistyped_name_is_corrected() {
    let app = desa().await;
    orang(&app, "admin", "Tini", &[Role::Admin]).await;
    let sri = orang(&app, "sri.lestari", "Sri Lestri", &[Role::Operator]).await;
    let admin = masuk(&app, "admin").await;
    let path = format!("/pengguna/{}/nama", sri.id);
    let empty = admin.post(&path, &[("nama", "  ")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.text().contains("Isi nama lengkap"));
    let long = admin.post(&path, &[("nama", &"a".repeat(101))]).await;
    assert!(long.text().contains("paling banyak 100 huruf"), "{}", long.main());
    admin.post(&path, &[("nama", " Sri  Lestari ")]).await.led_to();
    let found = pengguna_di(&app).await.into_iter().find(|p| p.id == sri.id).unwrap();
    assert_eq!((found.nama.as_str(), found.login.as_str()), ("Sri Lestari", "sri.lestari"));
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let app = desa().await;
    let tini = orang(&app, "admin", "Tini", &[Role::Admin]).await;
    let admin = masuk(&app, "admin").await;
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let tugas = store::list_penugasan(&mut tx, tini.id).await.unwrap()[0].id;
    drop(tx);
    let path = format!("/pengguna/{}", tini.id);
    for act in [format!("{path}/penonaktifan"), format!("{path}/penugasan/{tugas}/pengakhiran")] {
        let answer = admin.post(&act, &[]).await;
        assert_eq!(answer.status, 409, "{act}");
        assert!(answer.text().contains("satu-satunya pengelola"));
    }
    orang(&app, "admin.dua", "Karso", &[Role::Admin]).await;
    admin.post(&format!("{path}/penugasan/{tugas}/pengakhiran"), &[]).await.led_to();
    assert_eq!(admin.get("/pengguna").await.status, 404, "no longer an administrator");
}

#[tokio::test]
async fn who_heads_a_dusun_and_an_rt_keeps_the_whole_dusun() {
    let app = desa().await;
    let admin = app.sebagai(Role::Admin).await;
    let fields = [
        ("nama", "Karso"),
        ("login", "karso"),
        ("peran", "dukuh"),
        ("peran", "rt"),
        ("dusun", "Krajan"),
        ("rw", "1"),
        ("rt", "2"),
        ("mulai", "02-03-2026"),
    ];
    let _ = admin.post("/pengguna", &fields).await.ok();
    let karso = pengguna_di(&app).await.into_iter().find(|p| p.login == "karso").unwrap();
    let tugas = store::list_penugasan(&mut app.db.read(&app.ctx()).await.unwrap(), karso.id).await.unwrap();
    let area = |role| {
        let tugas = tugas.iter().find(|t| t.role() == Some(role)).unwrap();
        [&tugas.dusun, &tugas.rw, &tugas.rt].map(|part| part.clone().unwrap_or_default())
    };
    assert_eq!(area(Role::Dukuh), ["Krajan", "", ""]);
    assert_eq!(area(Role::Rt), ["Krajan", "001", "002"]);
}

#[tokio::test]
async fn an_area_that_would_be_dropped_is_refused() {
    let app = desa().await;
    let admin = app.sebagai(Role::Admin).await;
    for (fields, sentence) in [
        ([("peran", "dukuh"), ("dusun", "Krajan"), ("rw", "1"), ("rt", "")], "Kosongkan nomor RW."),
        ([("peran", "dukuh"), ("dusun", "Krajan"), ("rw", ""), ("rt", "2")], "hanya untuk ketua RT"),
        ([("peran", "rw"), ("dusun", "Krajan"), ("rw", "1"), ("rt", "2")], "hanya untuk ketua RT"),
        ([("peran", "rw"), ("dusun", "Krajan"), ("rw", "satu"), ("rt", "")], "paling banyak 3 angka"),
        ([("peran", "rt"), ("dusun", "Krajan"), ("rw", "1"), ("rt", "0012")], "paling banyak 3 angka"),
    ] {
        let fields =
            [&[("nama", "Karso"), ("login", "karso"), ("mulai", "02-03-2026")], &fields[..]].concat();
        let answer = admin.post("/pengguna", &fields).await;
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(answer.text().contains(sentence), "{sentence}\n{}", answer.main());
    }
    assert_eq!(pengguna_di(&app).await.len(), 1);
}

#[tokio::test]
async fn a_role_that_begins_tomorrow_needs_its_code_today() {
    let app = desa().await;
    let admin = app.sebagai(Role::Admin).await;
    let sri = orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let fields = [("peran", "penandatangan"), ("mulai", "03-03-2026")];
    admin.post(&format!("/pengguna/{}/penugasan", sri.id), &fields).await.led_to();
    // A session opened today may live until the role begins, and must not carry it without a code.
    let setup = app.tamu().post("/masuk", &[("login", "sri.lestari"), ("sandi", SANDI)]).await.ok();
    assert!(setup.text().contains("Pasang kode sekali pakai"), "{}", setup.main());
}

#[tokio::test]
async fn a_unit_that_is_looked_after_from_above_can_send_people_away() {
    let app = desa().await;
    let kecamatan = db::Unit(3_402_130_000);
    app.db.register_unit(kecamatan, app.app.now()).await.unwrap();
    let camat = app.sebagai_di(kecamatan, &[Role::Admin]).await;
    let sri = orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let path = format!("/3402132099/pengguna/{}", sri.id);
    camat.post(&format!("{path}/penonaktifan"), &[]).await.led_to();
    assert!(!pengguna_di(&app).await[0].aktif);
}
