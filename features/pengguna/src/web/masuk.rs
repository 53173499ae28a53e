//! The door: sign in and sign out.

use access::{NewSession, Pengguna, Session, Throttle, store};
use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::Response;
use db::{Context, Unit};
use serde::Deserialize;
use web::{Caller, Form, see_other, session_cookie};

use super::{langkah, tunggu};
use crate::lanjut::lanjut_aman;
use crate::tiket::Tiket;

#[derive(Template)]
#[template(path = "pengguna/masuk.html")]
struct Masuk {
    page: ui::Page,
    form: ui::Form,
    lanjut: String,
}

#[derive(Deserialize)]
pub(super) struct Tujuan {
    #[serde(default)]
    lanjut: String,
}

fn formulir(caller: &Caller) -> ui::Form {
    caller
        .form()
        .with(
            ui::Field::new("login", "Nama pengguna")
                .autocomplete("username")
                .attr("autocapitalize", "none")
                .attr("spellcheck", "false"),
        )
        .with(ui::Field::new("sandi", "Kata sandi").autocomplete("current-password"))
}

pub(super) async fn get(caller: Caller, Query(tujuan): Query<Tujuan>) -> web::Result<Response> {
    if let Some(user) = &caller.user {
        let home = beranda(user.unit());
        return Ok(see_other(lanjut_aman(&tujuan.lanjut).unwrap_or(&home), None));
    }
    let lanjut = lanjut_aman(&tujuan.lanjut).unwrap_or_default().to_owned();
    web::html(&Masuk { page: caller.page("Masuk").noindex(), form: formulir(&caller), lanjut })
}

/// Everybody who is refused reads the same words after the same time, whatever was wrong.
const SALAH: &str = "Nama pengguna atau kata sandi salah. Periksa lagi, lalu ketik ulang.";

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let db = caller.app.db();
    let login = form.text("login").to_lowercase();
    // A password may begin or end with a space; only the login is trimmed.
    let typed = form.typed().find(|(name, _)| *name == "sandi").map_or("", |(_, value)| value);
    let mut shown = formulir(&caller).fill([("login", form.text("login"))]);
    if login.is_empty() {
        shown.refuse("login", "Isi nama pengguna.");
    }
    if typed.is_empty() {
        shown.refuse("sandi", "Isi kata sandi.");
    }
    if shown.has_error() {
        return tolak(&caller, &form, shown);
    }
    let throttle = Throttle::new(db, &format!("masuk:{login}"), &caller.address.to_string());
    if let Some(left) = throttle.wait(caller.ctx.now).await? {
        shown.refuse("", tunggu(left));
        return tolak(&caller, &form, shown);
    }
    let Some((unit, pengguna)) = cocokkan(&caller, &login, typed).await? else {
        throttle.fail(caller.ctx.now).await?;
        shown.refuse("", SALAH);
        return tolak(&caller, &form, shown);
    };
    throttle.succeed().await?;
    let mut tiket = Tiket::new(db, unit, &pengguna, caller.ctx.now);
    tiket.lanjut = lanjut_aman(form.text("lanjut")).unwrap_or_default().to_owned();
    langkah::berikut(&caller, &pengguna, tiket).await
}

fn tolak(caller: &Caller, form: &Form, shown: ui::Form) -> web::Result<Response> {
    let lanjut = lanjut_aman(form.text("lanjut")).unwrap_or_default().to_owned();
    web::refused(&Masuk { page: caller.page("Masuk").noindex().has_error(true), form: shown, lanjut })
}

/// The active user of this login and password.
async fn cocokkan(caller: &Caller, login: &str, typed: &str) -> web::Result<Option<(Unit, Pengguna)>> {
    let db = caller.app.db();
    let found = db.peek().await?.find_in_directory(db, "login", login).await?;
    for (unit, id) in found {
        let ctx = Context::system("masuk", unit, caller.ctx.now);
        let pengguna = store::find_pengguna(&mut db.read(&ctx).await?, id).await?;
        if let Some(pengguna) = pengguna {
            let right = access::verify_password(typed.to_owned(), pengguna.sandi.clone()).await;
            return Ok((right && pengguna.aktif).then_some((unit, pengguna)));
        }
    }
    access::spend_a_verification(typed.to_owned()).await;
    Ok(None)
}

pub(super) fn beranda(unit: Unit) -> String {
    format!("/{unit}/beranda")
}

/// Opens the session and leads on.
pub(super) async fn buka_sesi(
    caller: &Caller,
    unit: Unit,
    pengguna: &Pengguna,
    lanjut: &str,
) -> web::Result<Response> {
    let agent = caller.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let new = NewSession {
        id: caller.ctx.new_id(),
        unit,
        pengguna_id: pengguna.id,
        penugasan_id: None,
        perangkat: access::device_words(agent.unwrap_or_default()),
        alamat: caller.address.to_string(),
    };
    let token = Session::start(caller.app.db(), new, caller.ctx.now).await?;
    let home = beranda(unit);
    let mut response = see_other(lanjut_aman(lanjut).unwrap_or(&home), None);
    response.headers_mut().append(header::SET_COOKIE, session_cookie(&caller.app, Some(&token)));
    Ok(response)
}

pub(super) async fn keluar(caller: Caller, _form: Form) -> web::Result<Response> {
    if let Some(user) = &caller.user {
        Session::end(caller.app.db(), user.session.id, user.pengguna.id).await?;
    }
    Ok(pergi(&caller, "Anda sudah keluar."))
}

/// To the door, without a session.
pub(super) fn pergi(caller: &Caller, sentence: &str) -> Response {
    let mut response = see_other("/masuk", Some(ui::Flash::new(ui::Tone::Good, sentence)));
    response.headers_mut().append(header::SET_COOKIE, session_cookie(&caller.app, None));
    response
}
