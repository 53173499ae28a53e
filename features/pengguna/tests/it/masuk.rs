//! The door.

use access::{Role, Session};
use testkit::{KEMBARAN, SANDI, SUKAMAJU};

use crate::bantu::{bidang, desa, desa_contoh, kode, kunci, masuk, orang, orang_di, tetap, tunggu};

const SALAH: &str = "Nama pengguna atau kata sandi salah.";

#[tokio::test]
async fn the_right_password_leads_in_and_to_where_one_wanted_to_go() {
    let app = desa().await;
    orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    insta::assert_snapshot!(tetap(&app.tamu().get("/masuk?lanjut=/3402132099/surat").await.ok()));
    let tamu = app.tamu();
    let home = tamu.post("/masuk", &[("login", " Sri.Lestari "), ("sandi", SANDI)]).await;
    assert_eq!(home.led_to(), "/3402132099/beranda");
    let cookie = home.headers.get("set-cookie").unwrap().to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    for (lanjut, led_to) in [
        ("/3402132099/surat?hal=2", "/3402132099/surat?hal=2"),
        ("//jahat.example", "/3402132099/beranda"),
        ("https://jahat.example", "/3402132099/beranda"),
    ] {
        let answer =
            tamu.post("/masuk", &[("login", "sri.lestari"), ("sandi", SANDI), ("lanjut", lanjut)]).await;
        assert_eq!(answer.led_to(), led_to, "{lanjut}");
    }
    // Someone already inside is not asked again.
    assert_eq!(app.sesudah(&home).get("/masuk").await.led_to(), "/3402132099/beranda");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let app = desa().await;
    let budi = orang(&app, "budi", "Budi", &[Role::Operator]).await;
    let mut off = budi.clone();
    off.aktif = false;
    let mut tx = app.db.write(&app.ctx(), "penonaktifan").await.unwrap();
    tx.update(&off).await.unwrap();
    tx.commit().await.unwrap();
    orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let mut answers = Vec::new();
    for (login, sandi) in [("sri.lestari", "padi menguning"), ("siapa", SANDI), ("budi", SANDI)] {
        let answer = app.tamu().post("/masuk", &[("login", login), ("sandi", sandi)]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.headers.get("set-cookie").is_none());
        assert!(!answer.text().contains(sandi), "a password is never sent back");
        answers.push(answer.main().replace(login, "(login)"));
    }
    assert!(answers[0].contains(SALAH), "{}", answers[0]);
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    let empty = app.tamu().post("/masuk", &[("login", ""), ("sandi", "")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.text().contains("Isi nama pengguna.") && empty.text().contains("Isi kata sandi."));
}

#[tokio::test]
async fn guessing_gets_slower_but_never_locks() {
    let app = desa().await;
    orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let guess =
        async |sandi: &str| app.tamu().post("/masuk", &[("login", "sri.lestari"), ("sandi", sandi)]).await;
    for _ in 0..5 {
        assert!(guess("salah sekali").await.text().contains(SALAH));
    }
    // Five are free; from then on even the right one must wait.
    let sixth = guess(SANDI).await;
    assert_eq!(sixth.status, 422);
    assert!(sixth.text().contains("Tunggu 5 detik lagi."), "{}", sixth.main());
    tunggu(6);
    assert!(guess("salah sekali").await.text().contains(SALAH));
    assert!(guess(SANDI).await.text().contains("Tunggu 10 detik lagi."));
    tunggu(11);
    assert_eq!(guess(SANDI).await.led_to(), "/3402132099/beranda");
    // The count is gone.
    assert!(guess("salah sekali").await.text().contains(SALAH));
}

#[tokio::test]
async fn a_code_opens_one_session_only() {
    let app = desa().await;
    orang(&app, "lurah", "Siti Aminah", &[Role::Penandatangan]).await;
    let tamu = app.tamu();
    let setup = tamu.post("/masuk", &[("login", "lurah"), ("sandi", SANDI)]).await.ok();
    assert!(setup.headers.get("set-cookie").is_none(), "no session before the code is set up");
    insta::assert_snapshot!(tetap(&setup));
    let secret = kunci(&setup);
    let tiket = bidang(&setup, "tiket");
    let wrong = tamu.post("/masuk/kode-baru", &[("tiket", &tiket), ("kode", "12")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("Kode itu tidak cocok."));
    assert_eq!(kunci(&wrong), secret, "the phone has already read this one");
    let first = tamu.post("/masuk/kode-baru", &[("tiket", &tiket), ("kode", &kode(&secret))]).await;
    assert_eq!(first.led_to(), "/3402132099/beranda");
    // The same ticket again: the code is set up now, so nobody may set another.
    let again = tamu.post("/masuk/kode-baru", &[("tiket", &tiket), ("kode", &kode(&secret))]).await;
    assert_eq!(again.led_to(), "/masuk");

    tunggu(30);
    let ask = tamu.post("/masuk", &[("login", "lurah"), ("sandi", SANDI)]).await.ok();
    assert!(ask.headers.get("set-cookie").is_none());
    insta::assert_snapshot!(tetap(&ask));
    let tiket = bidang(&ask, "tiket");
    let fields = [("tiket", tiket.as_str()), ("kode", &kode(&secret))];
    assert_eq!(tamu.post("/masuk/kode", &fields).await.led_to(), "/3402132099/beranda");
    let replay = tamu.post("/masuk/kode", &fields).await;
    assert_eq!(replay.status, 422);
    assert!(replay.text().contains("sudah dipakai"), "{}", replay.main());
}

#[tokio::test]
async fn codes_cannot_be_guessed_fast() {
    let app = desa().await;
    orang(&app, "lurah", "Siti Aminah", &[Role::Penandatangan]).await;
    let tamu = app.tamu();
    let setup = tamu.post("/masuk", &[("login", "lurah"), ("sandi", SANDI)]).await.ok();
    let secret = kunci(&setup);
    let fields = [("tiket", bidang(&setup, "tiket")), ("kode", kode(&secret))];
    tamu.post("/masuk/kode-baru", &fields.each_ref().map(|(n, v)| (*n, v.as_str()))).await.led_to();
    tunggu(30);
    let ask = tamu.post("/masuk", &[("login", "lurah"), ("sandi", SANDI)]).await.ok();
    let tiket = bidang(&ask, "tiket");
    for _ in 0..5 {
        let answer = tamu.post("/masuk/kode", &[("tiket", &tiket), ("kode", "000000")]).await;
        assert!(answer.text().contains("Kode itu salah"), "{}", answer.main());
    }
    let slowed = tamu.post("/masuk/kode", &[("tiket", &tiket), ("kode", &kode(&secret))]).await;
    assert!(slowed.text().contains("Tunggu 5 detik lagi."), "{}", slowed.main());
}

#[tokio::test]
async fn a_temporary_password_must_be_changed_before_anything_else() {
    let app = desa().await;
    let mut siti = orang(&app, "siti", "Siti", &[Role::Operator]).await;
    siti.wajib_ganti_sandi = true;
    let mut tx = app.db.write(&app.ctx(), "pembaruan_sandi").await.unwrap();
    tx.update(&siti).await.unwrap();
    tx.commit().await.unwrap();
    let tamu = app.tamu();
    let ask = tamu.post("/masuk", &[("login", "siti"), ("sandi", SANDI)]).await.ok();
    assert!(ask.headers.get("set-cookie").is_none());
    insta::assert_snapshot!(tetap(&ask));
    let tiket = bidang(&ask, "tiket");
    let baru = "sawah luas di selatan";
    for (pertama, kedua, kalimat) in [
        ("padi", "padi", "paling sedikit 10 huruf"),
        (baru, "lain lagi", "tidak sama"),
        (SANDI, SANDI, "Itu kata sandi sementara tadi."),
    ] {
        let fields = [("tiket", tiket.as_str()), ("baru", pertama), ("ulang", kedua)];
        let answer = tamu.post("/masuk/sandi", &fields).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(kalimat), "{}", answer.main());
    }
    let fields = [("tiket", tiket.as_str()), ("baru", baru), ("ulang", baru)];
    assert_eq!(tamu.post("/masuk/sandi", &fields).await.led_to(), "/3402132099/beranda");
    // The ticket died with the password it was given for.
    assert_eq!(tamu.post("/masuk/sandi", &fields).await.led_to(), "/masuk");
    assert_eq!(tamu.post("/masuk", &[("login", "siti"), ("sandi", SANDI)]).await.status, 422);
}

#[tokio::test]
async fn a_ticket_is_ours_and_soon_over() {
    let app = desa().await;
    orang(&app, "lurah", "Siti Aminah", &[Role::Penandatangan]).await;
    let tamu = app.tamu();
    let setup = tamu.post("/masuk", &[("login", "lurah"), ("sandi", SANDI)]).await.ok();
    let (secret, tiket) = (kunci(&setup), bidang(&setup, "tiket"));
    let mut forged = tiket.clone();
    forged.replace_range(4..6, "zz");
    for tiket in ["", "abc", forged.as_str()] {
        let answer = tamu.post("/masuk/kode-baru", &[("tiket", tiket), ("kode", &kode(&secret))]).await;
        assert_eq!(answer.led_to(), "/masuk", "{tiket}");
    }
    tunggu(16 * 60);
    let late = tamu.post("/masuk/kode-baru", &[("tiket", &tiket), ("kode", &kode(&secret))]).await;
    assert_eq!(late.led_to(), "/masuk");
    assert_eq!(tamu.get("/masuk/kode").await.led_to(), "/masuk", "a reload begins again");
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let app = desa().await;
    let sri = orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let sri_di_sini = masuk(&app, "sri.lestari").await;
    let _ = sri_di_sini.get("/akun").await.ok();
    // Without the token of the form nothing happens.
    let forged = sri_di_sini.post_raw("/keluar", &[("csrf", "salah")]).await;
    assert_eq!(forged.status, 400);
    let _ = sri_di_sini.get("/akun").await.ok();
    let out = sri_di_sini.post("/keluar", &[]).await;
    assert_eq!(out.led_to(), "/masuk");
    assert_eq!(sri_di_sini.get("/akun").await.led_to(), "/masuk?lanjut=%2Fakun");
    let sessions = Session::list(&app.db, SUKAMAJU, sri.id, app.app.now()).await.unwrap();
    assert!(sessions.is_empty());
    // Signing out twice, or after the session ended by itself, is no error.
    assert_eq!(sri_di_sini.post("/keluar", &[]).await.led_to(), "/masuk");
}

#[tokio::test]
async fn the_twin_village_s_people_cannot_enter() {
    let app = desa().await;
    orang_di(&app, &app.ctx().for_unit(KEMBARAN), "admin.kembar", "Admin Kembaran", &[Role::Admin]).await;
    let sri = orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let admin = masuk(&app, "admin.kembar").await;
    let _ = admin.get("/3402132098/pengguna").await.ok();
    let list = admin.get("/3402132099/pengguna").await;
    assert_eq!(list.status, 404, "a visitor there, whom the sign-in page would only send back");
    // Nor does the own list reach across the border.
    assert_eq!(admin.get(&format!("/3402132098/pengguna/{}", sri.id)).await.status, 404);
    let reset = admin.post(&format!("/3402132098/pengguna/{}/sandi", sri.id), &[]).await;
    assert_eq!(reset.status, 404);
    let _ = masuk(&app, "sri.lestari").await.get("/akun").await.ok();
}

/// The code that the sign-in page of an example world shows.
fn kode_tampil(answer: &testkit::Answer) -> Option<String> {
    let text = answer.text();
    let after = text.split("Kode saat ini <strong class=\"b-kode\">").nth(1)?;
    after.split('<').next().map(str::to_owned)
}

#[tokio::test]
async fn only_an_example_world_shows_the_code_of_the_phone() {
    for contoh in [false, true] {
        let app = if contoh { desa_contoh().await } else { desa().await };
        orang(&app, "lurah", "Hadi", &[Role::Penandatangan]).await;
        let tamu = app.tamu();
        let setup = tamu.post("/masuk", &[("login", "lurah"), ("sandi", SANDI)]).await.ok();
        assert_eq!(kode_tampil(&setup).is_some(), contoh, "setting up");
        let code = kode_tampil(&setup).unwrap_or_else(|| kode(&kunci(&setup)));
        let fields = [("tiket", bidang(&setup, "tiket")), ("kode", code)];
        tamu.post("/masuk/kode-baru", &fields.each_ref().map(|(n, v)| (*n, v.as_str()))).await.led_to();
        // Within the same half minute, so that the code just used is not shown again.
        let later = tamu.post("/masuk", &[("login", "lurah"), ("sandi", SANDI)]).await.ok();
        assert_eq!(kode_tampil(&later).is_some(), contoh, "signing in");
        let Some(code) = kode_tampil(&later) else { continue };
        let fields = [("tiket", bidang(&later, "tiket")), ("kode", code)];
        let led = tamu.post("/masuk/kode", &fields.each_ref().map(|(n, v)| (*n, v.as_str()))).await.led_to();
        assert_eq!(led, "/3402132099/beranda");
    }
}
