//! Changing one's own password.

use access::{Session, Throttle, store};
use askama::Template;
use axum::response::Response;
use web::{Caller, Form, see_other};

use super::tunggu;

#[derive(Template)]
#[template(path = "pengguna/sandi.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
}

fn formulir(caller: &Caller) -> ui::Form {
    let petunjuk = "Paling sedikit 10 huruf. Beberapa kata yang hanya Anda tahu mudah diingat.";
    caller
        .form()
        .with(ui::Field::new("lama", "Kata sandi sekarang").autocomplete("current-password"))
        .with(ui::Field::new("baru", "Kata sandi baru").hint(petunjuk).autocomplete("new-password"))
        .with(ui::Field::new("ulang", "Ketik sekali lagi").autocomplete("new-password"))
}

fn halaman(caller: &Caller, form: ui::Form) -> Halaman {
    let page = caller.page("Ganti kata sandi").back("Akun saya", "/akun").has_error(form.has_error());
    Halaman { page, form }
}

/// A field exactly as typed: passwords are not trimmed.
pub(super) fn persis<'f>(form: &'f Form, name: &str) -> &'f str {
    form.typed().find(|(field, _)| *field == name).map_or("", |(_, value)| value)
}

/// Reads a new password typed twice and reports what is wrong with it.
pub(super) fn baca_baru(form: &Form, shown: &mut ui::Form) -> String {
    let baru = persis(form, "baru");
    if let Err(error) = access::check_password(baru) {
        shown.refuse("baru", error.to_string());
    }
    if persis(form, "ulang") != baru {
        shown.refuse("ulang", "Kedua kata sandi baru tidak sama. Ketik ulang keduanya.");
    }
    baru.to_owned()
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    web::html(&halaman(&caller, formulir(&caller)))
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let db = caller.app.db();
    let user = caller.signed_in()?;
    let mut shown = formulir(&caller);
    let baru = baca_baru(&form, &mut shown);
    if let Err(sentence) = periksa_sandi(&caller, persis(&form, "lama")).await? {
        shown.refuse("lama", sentence);
    }
    if shown.has_error() {
        return web::refused(&halaman(&caller, shown));
    }
    let hash = access::hash_password(baru).await.map_err(|error| web::Error::Refused(error.to_string()))?;
    let mut tx = caller.write("penggantian_sandi").await?;
    if let db::Once::Again(target) = tx.once(form.request_key()?, "/akun").await? {
        return Ok(see_other(&target, None));
    }
    let mut pengguna = store::get_pengguna(&mut tx, user.pengguna.id).await?;
    pengguna.sandi = hash;
    pengguna.wajib_ganti_sandi = false;
    tx.update(&pengguna).await?;
    tx.commit().await?;
    Session::end_others(db, user.unit(), user.pengguna.id, user.session.id).await?;
    let sentence = "Kata sandi sudah diganti. Perangkat lain harus masuk lagi.";
    Ok(see_other("/akun", Some(ui::Flash::new(ui::Tone::Good, sentence))))
}

/// Asks again for the password of whoever is signed in, with the same slow-down as at the door.
pub(super) async fn periksa_sandi(caller: &Caller, typed: &str) -> web::Result<Result<(), String>> {
    let user = caller.signed_in()?;
    let address = caller.address.to_string();
    let throttle = Throttle::new(caller.app.db(), &format!("masuk:{}", user.pengguna.login), &address);
    if let Some(left) = throttle.wait(caller.ctx.now).await? {
        return Ok(Err(tunggu(left)));
    }
    if !access::verify_password(typed.to_owned(), user.pengguna.sandi.clone()).await {
        throttle.fail(caller.ctx.now).await?;
        return Ok(Err("Kata sandi sekarang salah. Ketik ulang.".to_owned()));
    }
    throttle.succeed().await?;
    Ok(Ok(()))
}
