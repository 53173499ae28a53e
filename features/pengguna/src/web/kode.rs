//! Setting up or replacing one's own one-time code.

use access::{Session, store};
use askama::Template;
use axum::response::Response;
use web::{Caller, Form, see_other};

use super::langkah::form_kode;
use super::sandi::{periksa_sandi, persis};
use crate::qr;
use crate::tiket::{Guna, Tiket};

#[derive(Template)]
#[template(path = "pengguna/kode.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    tiket: String,
    gambar: ui::Markup,
    kunci: String,
    mengganti: bool,
}

/// The QR drawing and the key to type by hand.
pub(super) fn undangan(secret: &[u8], login: &str, unit: &str) -> (ui::Markup, String) {
    (qr::drawing(&access::provisioning_uri(secret, login, unit)), qr::typed_key(secret))
}

fn formulir(caller: &Caller) -> ui::Form {
    form_kode(caller).with(
        ui::Field::new("sandi", "Kata sandi Anda")
            .hint("Agar orang lain tidak dapat memasang kode di ponselnya.")
            .autocomplete("current-password"),
    )
}

fn halaman(caller: &Caller, form: ui::Form, tiket: &Tiket) -> web::Result<Halaman> {
    let user = caller.signed_in()?;
    let secret = tiket.rahasia.as_deref().unwrap_or_default();
    let (gambar, kunci) = undangan(secret, &user.pengguna.login, &caller.unit.name);
    let mengganti = user.pengguna.totp_segel.is_some();
    let title = if mengganti { "Ganti kode sekali pakai" } else { "Pasang kode sekali pakai" };
    let page = caller.page(title).back("Akun saya", "/akun").has_error(form.has_error());
    Ok(Halaman { page, form, tiket: tiket.seal(caller.app.db(), Guna::GantiKode), gambar, kunci, mengganti })
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let user = caller.signed_in()?;
    let mut tiket = Tiket::new(caller.app.db(), user.unit(), &user.pengguna, caller.ctx.now);
    tiket.rahasia = Some(access::new_secret().to_vec());
    web::html(&halaman(&caller, formulir(&caller), &tiket)?)
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let db = caller.app.db();
    let user = caller.signed_in()?;
    let tiket = Tiket::open(db, form.text("tiket"), Guna::GantiKode, caller.ctx.now)
        .filter(|tiket| tiket.id == user.pengguna.id && tiket.fits(db, &user.pengguna));
    let Some((tiket, secret)) = tiket.and_then(|tiket| tiket.rahasia.clone().map(|s| (tiket, s))) else {
        let sentence = "Halaman itu terlalu lama terbuka. Pindai kode QR yang baru.";
        return Ok(see_other("/akun/kode", Some(ui::Flash::new(ui::Tone::Wait, sentence))));
    };
    let mut shown = formulir(&caller);
    let step = access::verify_code(&secret, form.text("kode"), caller.ctx.now, 0);
    if step.is_none() {
        shown
            .refuse("kode", "Kode itu tidak cocok. Pindai kode QR di bawah, lalu ketik 6 angka yang tampil.");
    }
    if let Err(sentence) = periksa_sandi(&caller, persis(&form, "sandi")).await? {
        shown.refuse("sandi", sentence);
    }
    let Some(step) = step.filter(|_| !shown.has_error()) else {
        return web::refused(&halaman(&caller, shown, &tiket)?);
    };
    let mut tx = caller.write("pemasangan_kode").await?;
    if let db::Once::Again(target) = tx.once(form.request_key()?, "/akun").await? {
        return Ok(see_other(&target, None));
    }
    let mut pengguna = store::get_pengguna(&mut tx, user.pengguna.id).await?;
    pengguna.set_totp_secret(&tx, &secret);
    pengguna.totp_langkah = step;
    tx.update(&pengguna).await?;
    tx.commit().await?;
    Session::end_others(db, user.unit(), user.pengguna.id, user.session.id).await?;
    let sentence = "Kode sekali pakai terpasang. Mulai sekarang setiap masuk meminta kode itu.";
    Ok(see_other("/akun", Some(ui::Flash::new(ui::Tone::Good, sentence))))
}
