//! What the stories share: a village with known people, a clock that can be moved, codes as a phone shows them.

use std::cell::Cell;

use access::{Pengguna, Role};
use db::Context;
use jiff::{SignedDuration, Timestamp};
use pengguna::{PenggunaBaru, Tugas, tambah_pengguna};
use testkit::{Answer, Client, SANDI, TestApp};

thread_local! {
    static LATER: Cell<i64> = const { Cell::new(0) };
}

fn clock() -> Timestamp {
    testkit::testing::story_time() + SignedDuration::from_secs(LATER.get())
}

/// Lets time pass. Each test has its own thread, and so its own clock.
pub(crate) fn tunggu(seconds: i64) {
    LATER.set(LATER.get() + seconds);
}

pub(crate) fn fitur() -> Vec<web::Feature> {
    vec![pengguna::feature()]
}

pub(crate) async fn desa() -> TestApp {
    TestApp::on(testkit::testing::sqlite().await, fitur, |builder| builder.clock(clock)).await
}

/// The same village as an example world.
pub(crate) async fn desa_contoh() -> TestApp {
    let settings =
        web::Settings { contoh: true, base_url: "http://balai.test".to_owned(), ..web::Settings::default() };
    let extend = |builder: web::Builder| builder.clock(clock).settings(settings);
    TestApp::on(testkit::testing::sqlite().await, fitur, extend).await
}

pub(crate) async fn orang(app: &TestApp, login: &str, nama: &str, peran: &[Role]) -> Pengguna {
    orang_di(app, &app.ctx(), login, nama, peran).await
}

pub(crate) async fn orang_di(
    app: &TestApp,
    ctx: &Context,
    login: &str,
    nama: &str,
    peran: &[Role],
) -> Pengguna {
    let mulai = jiff::civil::date(2026, 1, 2);
    let baru = PenggunaBaru {
        login: login.into(),
        nama: nama.into(),
        sandi: SANDI.into(),
        wajib_ganti_sandi: false,
        tugas: peran.iter().map(|role| Tugas::seluruhnya(*role, mulai)).collect(),
    };
    tambah_pengguna(&app.db, ctx, baru).await.unwrap()
}

pub(crate) async fn masuk(app: &TestApp, login: &str) -> Client {
    app.sesudah(&app.tamu().post("/masuk", &[("login", login), ("sandi", SANDI)]).await)
}

/// What the authenticator app shows now.
pub(crate) fn kode(secret: &[u8]) -> String {
    let secret = <[u8; 20]>::try_from(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(clock().as_second()).unwrap()).to_string()
}

/// The secret as the page offers it for typing by hand.
pub(crate) fn kunci(answer: &Answer) -> Vec<u8> {
    let text = answer.text();
    let after = text.split("<strong class=\"b-kode\">").nth(1).unwrap();
    let key: String = after.split('<').next().unwrap().split(' ').collect();
    data_encoding::BASE32_NOPAD.decode(key.as_bytes()).unwrap()
}

/// A hidden field's value.
pub(crate) fn bidang(answer: &Answer, name: &str) -> String {
    let text = answer.text();
    let after = text.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

/// `<main>` without what chance made: sealed tickets, QR drawings, typed keys.
pub(crate) fn tetap(answer: &Answer) -> String {
    let mut main = answer.main();
    for (start, end) in [("name=\"tiket\" value=\"", "\""), ("<svg width=", "</svg>"), ("b-kode\">", "<")] {
        let parts: Vec<&str> = main.split(start).collect();
        let rest = parts[1..].iter().map(|part| {
            let after = part.split_once(end).map_or("", |(_, after)| after);
            format!("{start}(…){end}{after}")
        });
        main = parts[0].to_owned() + &rest.collect::<String>();
    }
    main
}
