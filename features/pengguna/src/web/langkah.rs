//! The further steps of signing in: one-time code, a password that must be changed, a code to be set up.
//! Until all are done there is no session, so none can be skipped.

use access::{Pengguna, Penugasan, Role, Throttle, store};
use askama::Template;
use axum::response::Response;
use db::{Context, Unit};
use web::{Caller, Form, see_other};

use super::masuk::buka_sesi;
use super::{kode, tunggu};
use crate::tiket::{Guna, Tiket};

#[derive(Template)]
#[template(path = "pengguna/masuk_kode.html")]
struct Kode {
    page: ui::Page,
    form: ui::Form,
    tiket: String,
    /// In an example world, where nobody has the phone: the code that is taken now.
    contoh: Option<String>,
}

#[derive(Template)]
#[template(path = "pengguna/masuk_sandi.html")]
struct SandiBaru {
    page: ui::Page,
    form: ui::Form,
    tiket: String,
}

#[derive(Template)]
#[template(path = "pengguna/masuk_kode_baru.html")]
struct KodeBaru {
    page: ui::Page,
    form: ui::Form,
    tiket: String,
    gambar: ui::Markup,
    kunci: String,
    /// As in [`Kode`].
    contoh: Option<String>,
}

/// Someone who reloads a step, or comes back to it later, begins again at the door.
pub(super) async fn kembali() -> Response {
    see_other("/masuk", None)
}

fn kedaluwarsa() -> Response {
    let sentence = "Waktu masuk habis. Ketik nama pengguna dan kata sandi sekali lagi.";
    see_other("/masuk", Some(ui::Flash::new(ui::Tone::Wait, sentence)))
}

/// Shows the step that is still missing, or opens the session.
pub(super) async fn berikut(caller: &Caller, pengguna: &Pengguna, mut tiket: Tiket) -> web::Result<Response> {
    let db = caller.app.db();
    let unit = Unit(tiket.unit);
    if pengguna.totp_segel.is_some() && !tiket.kode {
        return web::html(&halaman_kode(caller, form_kode(caller), &tiket, pengguna).await?);
    }
    if pengguna.wajib_ganti_sandi {
        return web::html(&halaman_sandi(caller, form_sandi(caller), &tiket, false));
    }
    let ctx = Context::system("masuk", unit, caller.ctx.now);
    let zone = caller.app.unit_name(unit, caller.ctx.now).await?.map(|name| name.zone).unwrap_or_default();
    let tugas = store::list_penugasan(&mut db.read(&ctx).await?, pengguna.id).await?;
    let today = zone.tanggal(caller.ctx.now);
    // A role that begins tomorrow counts already: a session may well live until then.
    let ahead = tugas.iter().filter(|tugas| tugas.selesai.is_none_or(|end| today <= end.0));
    let roles = ahead.filter_map(Penugasan::role);
    if pengguna.totp_segel.is_none() && roles.into_iter().any(Role::needs_totp) {
        tiket.rahasia = Some(access::new_secret().to_vec());
        return web::html(&halaman_kode_baru(caller, form_kode(caller), &tiket, pengguna).await?);
    }
    buka_sesi(caller, unit, pengguna, &tiket.lanjut).await
}

pub(super) fn form_kode(caller: &Caller) -> ui::Form {
    caller.form().with(
        ui::Field::new("kode", "Kode 6 angka")
            .hint("Buka aplikasi autentikator di ponsel Anda.")
            .numeric()
            .width(8)
            .autocomplete("one-time-code"),
    )
}

fn form_sandi(caller: &Caller) -> ui::Form {
    let petunjuk = "Paling sedikit 10 huruf. Beberapa kata yang hanya Anda tahu mudah diingat.";
    caller
        .form()
        .with(ui::Field::new("baru", "Kata sandi baru").hint(petunjuk).autocomplete("new-password"))
        .with(ui::Field::new("ulang", "Ketik sekali lagi").autocomplete("new-password"))
}

async fn halaman_kode(
    caller: &Caller,
    form: ui::Form,
    tiket: &Tiket,
    pengguna: &Pengguna,
) -> web::Result<Kode> {
    let page =
        caller.page("Kode sekali pakai").noindex().has_error(form.has_error()).back("Kembali", "/masuk");
    let contoh = if caller.app.settings().contoh {
        let tx = caller.app.db().read(&ctx_of(caller, tiket)).await?;
        let secret = pengguna.totp_secret(&tx)?.unwrap_or_default();
        kode_contoh(caller, &secret, pengguna.totp_langkah)
    } else {
        None
    };
    Ok(Kode { page, form, tiket: tiket.seal(caller.app.db(), Guna::Masuk), contoh })
}

/// What the phone would show, in an example world and nowhere else.
fn kode_contoh(caller: &Caller, secret: &[u8], last_step: i64) -> Option<String> {
    if !caller.app.settings().contoh {
        return None;
    }
    access::code_at(secret, caller.ctx.now, last_step)
}

fn halaman_sandi(caller: &Caller, form: ui::Form, tiket: &Tiket, salah: bool) -> SandiBaru {
    let page = caller.page("Buat kata sandi baru").noindex().has_error(salah);
    SandiBaru { page, form, tiket: tiket.seal(caller.app.db(), Guna::Masuk) }
}

async fn halaman_kode_baru(
    caller: &Caller,
    form: ui::Form,
    tiket: &Tiket,
    pengguna: &Pengguna,
) -> web::Result<KodeBaru> {
    let unit = caller.app.unit_name(Unit(tiket.unit), caller.ctx.now).await?.unwrap_or_default();
    let secret = tiket.rahasia.as_deref().unwrap_or_default();
    let (gambar, kunci) = kode::undangan(secret, &pengguna.login, &unit.name);
    let page = caller.page("Pasang kode sekali pakai").noindex().has_error(form.has_error());
    let contoh = kode_contoh(caller, secret, 0);
    Ok(KodeBaru { page, form, tiket: tiket.seal(caller.app.db(), Guna::Masuk), gambar, kunci, contoh })
}

/// The ticket and its user, while both are good.
async fn pembawa(caller: &Caller, form: &Form) -> web::Result<Option<(Tiket, Pengguna)>> {
    let db = caller.app.db();
    let Some(tiket) = Tiket::open(db, form.text("tiket"), Guna::Masuk, caller.ctx.now) else {
        return Ok(None);
    };
    let ctx = Context::system("masuk", Unit(tiket.unit), caller.ctx.now);
    let pengguna = store::find_pengguna(&mut db.read(&ctx).await?, tiket.id).await?;
    Ok(pengguna.filter(|p| p.aktif && tiket.fits(db, p)).map(|pengguna| (tiket, pengguna)))
}

fn ctx_of(caller: &Caller, tiket: &Tiket) -> Context {
    Context::new(db::Actor::User(tiket.id), Unit(tiket.unit), caller.ctx.now)
}

const SALAH_KODE: &str = "Kode itu salah atau sudah dipakai. Tunggu kode berikutnya, lalu ketik 6 angkanya.";

pub(super) async fn kode(caller: Caller, form: Form) -> web::Result<Response> {
    let db = caller.app.db();
    let Some((mut tiket, pengguna)) = pembawa(&caller, &form).await? else { return Ok(kedaluwarsa()) };
    let throttle = Throttle::new(db, &format!("kode:{}", tiket.id), &caller.address.to_string());
    if let Some(left) = throttle.wait(caller.ctx.now).await? {
        let mut shown = form_kode(&caller);
        shown.refuse("kode", tunggu(left));
        return web::refused(&halaman_kode(&caller, shown, &tiket, &pengguna).await?);
    }
    // Inside the unit's writer queue, so that one code cannot open two sessions at once.
    let mut tx = db.write(&ctx_of(&caller, &tiket), "masuk").await?;
    let mut fresh = store::get_pengguna(&mut tx, pengguna.id).await?;
    if !fresh.aktif || !tiket.fits(db, &fresh) {
        return Ok(kedaluwarsa());
    }
    let secret = fresh.totp_secret(&tx)?.unwrap_or_default();
    let step = access::verify_code(&secret, form.text("kode"), caller.ctx.now, fresh.totp_langkah);
    let Some(step) = step else {
        drop(tx);
        throttle.fail(caller.ctx.now).await?;
        let mut shown = form_kode(&caller);
        shown.refuse("kode", SALAH_KODE);
        return web::refused(&halaman_kode(&caller, shown, &tiket, &pengguna).await?);
    };
    fresh.totp_langkah = step;
    tx.update(&fresh).await?;
    tx.commit().await?;
    throttle.succeed().await?;
    tiket.kode = true;
    berikut(&caller, &fresh, tiket).await
}

pub(super) async fn sandi(caller: Caller, form: Form) -> web::Result<Response> {
    let db = caller.app.db();
    let Some((mut tiket, mut pengguna)) = pembawa(&caller, &form).await? else { return Ok(kedaluwarsa()) };
    // A ticket alone does not stand for the one-time code, and serves only those who must change.
    if !pengguna.wajib_ganti_sandi || (pengguna.totp_segel.is_some() && !tiket.kode) {
        return Ok(kedaluwarsa());
    }
    let mut shown = form_sandi(&caller);
    let baru = super::sandi::baca_baru(&form, &mut shown);
    if access::verify_password(baru.clone(), pengguna.sandi.clone()).await {
        shown.refuse("baru", "Itu kata sandi sementara tadi. Buat yang baru.");
    }
    if shown.has_error() {
        return web::refused(&halaman_sandi(&caller, shown, &tiket, true));
    }
    let hash = access::hash_password(baru).await.map_err(|error| web::Error::Refused(error.to_string()))?;
    let mut tx = db.write(&ctx_of(&caller, &tiket), "penggantian_sandi").await?;
    pengguna = store::get_pengguna(&mut tx, pengguna.id).await?;
    if !tiket.fits(db, &pengguna) {
        return Ok(kedaluwarsa());
    }
    pengguna.sandi = hash;
    pengguna.wajib_ganti_sandi = false;
    tx.update(&pengguna).await?;
    tx.commit().await?;
    tiket.renew(db, &pengguna);
    berikut(&caller, &pengguna, tiket).await
}

pub(super) async fn kode_baru(caller: Caller, form: Form) -> web::Result<Response> {
    let db = caller.app.db();
    let Some((mut tiket, pengguna)) = pembawa(&caller, &form).await? else { return Ok(kedaluwarsa()) };
    let Some(secret) = tiket.rahasia.clone() else { return Ok(kedaluwarsa()) };
    let Some(step) = access::verify_code(&secret, form.text("kode"), caller.ctx.now, 0) else {
        let mut shown = form_kode(&caller);
        shown
            .refuse("kode", "Kode itu tidak cocok. Pindai kode QR di bawah, lalu ketik 6 angka yang tampil.");
        return web::refused(&halaman_kode_baru(&caller, shown, &tiket, &pengguna).await?);
    };
    let mut tx = db.write(&ctx_of(&caller, &tiket), "pemasangan_kode").await?;
    let mut fresh = store::get_pengguna(&mut tx, pengguna.id).await?;
    if fresh.totp_segel.is_some() || fresh.wajib_ganti_sandi || !tiket.fits(db, &fresh) {
        return Ok(kedaluwarsa());
    }
    fresh.set_totp_secret(&tx, &secret);
    fresh.totp_langkah = step;
    tx.update(&fresh).await?;
    tx.commit().await?;
    tiket.kode = true;
    berikut(&caller, &fresh, tiket).await
}
