//! One's own account.

use access::{Role, Session};
use testkit::{SANDI, SUKAMAJU};

use crate::bantu::{bidang, desa, kode, kunci, masuk, orang, tetap, tunggu};

#[tokio::test]
async fn the_account_shows_roles_and_devices() {
    let app = desa().await;
    orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator, Role::Verifikator]).await;
    let sri = masuk(&app, "sri.lestari").await;
    insta::assert_snapshot!(sri.get("/akun").await.ok().main());
}

#[tokio::test]
async fn another_device_can_be_sent_away() {
    let app = desa().await;
    let sri = orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let budi = orang(&app, "budi", "Budi", &[Role::Operator]).await;
    let kantor = masuk(&app, "sri.lestari").await;
    tunggu(60);
    let ponsel = masuk(&app, "sri.lestari").await;
    let budi_di_sini = masuk(&app, "budi").await;
    let sessions = Session::list(&app.db, SUKAMAJU, sri.id, app.app.now()).await.unwrap();
    let kantor_id = sessions.last().unwrap().id;

    // Nobody ends another person's session.
    budi_di_sini.post(&format!("/akun/sesi/{kantor_id}/pengakhiran"), &[]).await.led_to();
    let _ = kantor.get("/akun").await.ok();
    let page = ponsel.get("/akun").await.ok();
    assert_eq!(
        page.text().matches(">Keluarkan<").count(),
        1,
        "the present one cannot be sent away by that link"
    );
    ponsel.post(&format!("/akun/sesi/{kantor_id}/pengakhiran"), &[]).await.led_to();
    assert_eq!(kantor.get("/akun").await.status, 303);
    let _ = ponsel.get("/akun").await.ok();

    let third = masuk(&app, "sri.lestari").await;
    assert_eq!(third.post("/akun/sesi/pengakhiran", &[]).await.led_to(), "/masuk");
    for client in [&third, &ponsel] {
        assert_eq!(client.get("/akun").await.status, 303);
    }
    assert_eq!(Session::list(&app.db, SUKAMAJU, budi.id, app.app.now()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it() {
    let app = desa().await;
    orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let (kantor, ponsel) = (masuk(&app, "sri.lestari").await, masuk(&app, "sri.lestari").await);
    let _ = kantor.get("/akun/sandi").await.ok();
    let baru = "sawah luas di selatan";
    let bad = kantor.post("/akun/sandi", &[("lama", "salah"), ("baru", "padi"), ("ulang", "sawah")]).await;
    assert_eq!(bad.status, 422);
    for sentence in ["Kata sandi sekarang salah.", "paling sedikit 10 huruf", "tidak sama"] {
        assert!(bad.text().contains(sentence), "all errors at once: {sentence}");
    }
    let fields = [("lama", SANDI), ("baru", baru), ("ulang", baru)];
    assert_eq!(kantor.post_raw("/akun/sandi", &fields).await.status, 400, "without the form's token");
    assert_eq!(kantor.post("/akun/sandi", &fields).await.led_to(), "/akun");
    let _ = kantor.get("/akun").await.ok();
    assert_eq!(ponsel.get("/akun").await.status, 303, "other devices must sign in again");
    let fields = [("login", "sri.lestari"), ("sandi", baru)];
    assert_eq!(app.tamu().post("/masuk", &fields).await.led_to(), "/3402132099/beranda");
}

#[tokio::test]
async fn a_one_time_code_is_set_up_with_password_and_phone() {
    let app = desa().await;
    orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let sri = masuk(&app, "sri.lestari").await;
    let page = sri.get("/akun/kode").await.ok();
    insta::assert_snapshot!(tetap(&page));
    let (secret, tiket) = (kunci(&page), bidang(&page, "tiket"));
    let bad = sri.post("/akun/kode", &[("tiket", &tiket), ("kode", "1"), ("sandi", "salah")]).await;
    assert_eq!(bad.status, 422);
    assert!(bad.text().contains("tidak cocok") && bad.text().contains("Kata sandi sekarang salah."));
    let fields = [("tiket", tiket.as_str()), ("kode", &kode(&secret)), ("sandi", SANDI)];
    assert_eq!(sri.post("/akun/kode", &fields).await.led_to(), "/akun");
    assert!(sri.get("/akun").await.ok().text().contains("Terpasang"));
    tunggu(30);
    let ask = app.tamu().post("/masuk", &[("login", "sri.lestari"), ("sandi", SANDI)]).await.ok();
    let fields = [("tiket", bidang(&ask, "tiket")), ("kode", kode(&secret))];
    let answer = app.tamu().post("/masuk/kode", &fields.each_ref().map(|(n, v)| (*n, v.as_str()))).await;
    assert_eq!(answer.led_to(), "/3402132099/beranda");
}

#[tokio::test]
async fn another_person_s_ticket_sets_up_nothing() {
    let app = desa().await;
    orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    orang(&app, "budi", "Budi", &[Role::Operator]).await;
    let sri = masuk(&app, "sri.lestari").await;
    let budi = masuk(&app, "budi").await;
    let page = sri.get("/akun/kode").await.ok();
    let fields =
        [("tiket", bidang(&page, "tiket")), ("kode", kode(&kunci(&page))), ("sandi", SANDI.to_owned())];
    let answer = budi.post("/akun/kode", &fields.each_ref().map(|(n, v)| (*n, v.as_str()))).await;
    assert_eq!(answer.led_to(), "/akun/kode");
    assert!(budi.get("/akun").await.ok().text().contains("Belum dipasang"));
}

#[tokio::test]
async fn a_ticket_of_the_account_opens_no_door() {
    let app = desa().await;
    orang(&app, "sri.lestari", "Sri Lestari", &[Role::Operator]).await;
    let sri = masuk(&app, "sri.lestari").await;
    let page = sri.get("/akun/kode").await.ok();
    let (secret, tiket) = (kunci(&page), bidang(&page, "tiket"));
    // At the door no password is asked for any more: whoever finds an open screen must not get there.
    let answer = sri.post("/masuk/kode-baru", &[("tiket", &tiket), ("kode", &kode(&secret))]).await;
    assert_eq!(answer.led_to(), "/masuk");
    assert!(sri.get("/akun").await.ok().text().contains("Belum dipasang"));
    // Nor does the door's ticket serve in the account.
    orang(&app, "lurah", "Siti Aminah", &[Role::Penandatangan]).await;
    let setup = app.tamu().post("/masuk", &[("login", "lurah"), ("sandi", SANDI)]).await.ok();
    let (secret, tiket) = (kunci(&setup), bidang(&setup, "tiket"));
    let fields = [("tiket", tiket.as_str()), ("kode", &kode(&secret)), ("sandi", SANDI)];
    assert_eq!(sri.post("/akun/kode", &fields).await.led_to(), "/akun/kode");
}
