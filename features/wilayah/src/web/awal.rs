//! The very first page of an installation: which unit is this, and who administers it.

use access::{NewSession, Session, Throttle};
use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::Response;
use db::Unit;
use jiff::SignedDuration;
use kamus::KodeWilayah;
use serde::Deserialize;
use web::{Caller, Form, see_other, session_cookie};

use super::periksa::tanpa_jenis;
use crate::pendaftaran::{GalatPendaftaran, PengelolaBaru, UnitBaru, daftarkan_unit};
use crate::store::count_unit;

/// The one-time code that the server prints when it starts without any unit: proof that whoever fills the
/// first form sits at that machine. Without this service the page does not exist.
pub struct KodeAwal(pub String);

#[derive(Template)]
#[template(path = "wilayah/awal.html")]
struct Awal {
    page: ui::Page,
    form: ui::Form,
}

#[derive(Deserialize)]
pub(super) struct Undangan {
    #[serde(default)]
    kode: String,
}

fn formulir(caller: &Caller) -> ui::Form {
    let orang = "Huruf kecil tanpa spasi, misalnya sri.lestari.";
    let sandi = "Paling sedikit 10 huruf. Beberapa kata yang hanya Anda tahu mudah diingat.";
    caller
        .form()
        .with(
            ui::Field::new("kode_awal", "Kode penyiapan")
                .hint("Tampil di layar komputer tempat Balai dijalankan.")
                .width(20)
                .autocomplete("off"),
        )
        .with(
            ui::Field::new("kode", "Kode wilayah")
                .hint("10 angka, misalnya 34.02.13.2002. Desa atau kelurahan ditentukan dari kode ini.")
                .numeric()
                .width(16)
                .autocomplete("off"),
        )
        .with(ui::Field::new("nama", "Nama desa, kalurahan, atau kelurahan").width(30).autocomplete("off"))
        .with(ui::Field::new("kecamatan", "Nama kecamatan atau kapanewon").width(30).autocomplete("off"))
        .with(
            ui::Field::new("kabupaten", "Nama kabupaten atau kota")
                .optional()
                .hint("Bila kosong, Balai mengisinya dari kode wilayah.")
                .width(30)
                .autocomplete("off"),
        )
        .with(ui::Field::new("orang", "Nama lengkap Anda").width(30).autocomplete("name"))
        .with(
            ui::Field::new("login", "Nama pengguna untuk masuk")
                .hint(orang)
                .width(20)
                .autocomplete("username"),
        )
        .with(ui::Field::new("sandi", "Kata sandi").hint(sandi).autocomplete("new-password"))
        .with(ui::Field::new("ulang", "Ketik kata sandi sekali lagi").autocomplete("new-password"))
}

fn halaman(caller: &Caller, form: ui::Form) -> Awal {
    Awal { page: caller.page("Siapkan Balai").noindex().has_error(form.has_error()), form }
}

/// The code to be typed, while nobody has set up anything.
async fn kode_awal(caller: &Caller) -> web::Result<Option<&str>> {
    let Some(KodeAwal(kode)) = caller.app.find_service::<KodeAwal>() else { return Ok(None) };
    Ok((count_unit(caller.app.db()).await? == 0).then_some(kode))
}

pub(super) async fn get(caller: Caller, Query(undangan): Query<Undangan>) -> web::Result<Response> {
    if kode_awal(&caller).await?.is_none() {
        return Err(web::Error::NotFound);
    }
    let form = formulir(&caller).fill([("kode_awal", undangan.kode.as_str())]);
    web::html(&halaman(&caller, form))
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let Some(kode) = kode_awal(&caller).await? else {
        // The form was sent twice, and the first time did it.
        let sentence = "Balai ini sudah disiapkan. Silakan masuk.";
        return Ok(see_other("/masuk", Some(ui::Flash::new(ui::Tone::Info, sentence))));
    };
    let mut shown = formulir(&caller).fill(form.typed());
    periksa_kode(&caller, kode, form.text("kode_awal"), &mut shown).await?;
    let baru = baca(&form, &mut shown);
    let Some((unit, pengelola)) = baru.filter(|_| !shown.has_error()) else {
        return web::refused(&halaman(&caller, shown));
    };
    match daftarkan_unit(caller.app.db(), &unit, Some(pengelola), caller.ctx.now).await {
        Ok(Some(pengguna_id)) => buka(&caller, Unit(unit.kode.angka()), pengguna_id).await,
        Ok(None) => Err(web::Error::NotFound),
        Err(GalatPendaftaran::Db(error)) => Err(error.into()),
        Err(error) => {
            let field = match error {
                GalatPendaftaran::SudahAda(_) => "kode",
                GalatPendaftaran::TanpaNama(_) => "nama",
                GalatPendaftaran::Sandi(_) => "sandi",
                _ => "login",
            };
            shown.refuse(field, error.to_string());
            web::refused(&halaman(&caller, shown))
        }
    }
}

async fn periksa_kode(caller: &Caller, kode: &str, typed: &str, shown: &mut ui::Form) -> web::Result<()> {
    let db = caller.app.db();
    let throttle = Throttle::new(db, "mulai", &caller.address.to_string());
    if let Some(left) = throttle.wait(caller.ctx.now).await? {
        let seconds = (left + SignedDuration::from_millis(999)).as_secs();
        shown.refuse("kode_awal", format!("Terlalu banyak percobaan. Tunggu {seconds} detik lagi."));
        return Ok(());
    }
    // Compared by keyed hash, so that the time taken tells nothing about the code.
    let mark = |text: &str| db.master().directory_hash("mulai", text.to_lowercase().as_bytes());
    if mark(typed) != mark(kode) {
        throttle.fail(caller.ctx.now).await?;
        shown.refuse("kode_awal", "Kode penyiapan salah. Salin dari layar komputer tempat Balai dijalankan.");
    }
    Ok(())
}

fn baca(form: &Form, shown: &mut ui::Form) -> Option<(UnitBaru, PengelolaBaru)> {
    let kode: Option<KodeWilayah> = match form.text("kode").parse() {
        Ok(kode) => Some(kode),
        Err(error) => {
            shown.refuse("kode", format!("{error}"));
            None
        }
    };
    let (nama, kecamatan) = (tanpa_jenis(form.text("nama")), tanpa_jenis(form.text("kecamatan")));
    if nama.is_empty() {
        shown.refuse("nama", "Isi namanya saja, misalnya Pleret.");
    }
    if kecamatan.is_empty() && kode.is_none_or(KodeWilayah::setingkat_desa) {
        shown.refuse("kecamatan", "Isi namanya saja, misalnya Pleret.");
    }
    if form.text("orang").is_empty() {
        shown.refuse("orang", "Isi nama lengkap Anda.");
    }
    if let Err(error) = access::parse_login(form.text("login")) {
        shown.refuse("login", error.to_string());
    }
    let exact = |name: &str| form.typed().find(|(field, _)| *field == name).map_or("", |(_, value)| value);
    if let Err(error) = access::check_password(exact("sandi")) {
        shown.refuse("sandi", error.to_string());
    }
    if exact("ulang") != exact("sandi") {
        shown.refuse("ulang", "Kedua kata sandi tidak sama. Ketik ulang keduanya.");
    }
    let unit = UnitBaru { kode: kode?, nama, kecamatan, kabupaten: form.text("kabupaten").to_owned() };
    let pengelola = PengelolaBaru {
        login: form.text("login").to_owned(),
        nama: form.text("orang").to_owned(),
        sandi: exact("sandi").to_owned(),
    };
    Some((unit, pengelola))
}

/// Signs the first user in and leads to the first hour.
async fn buka(caller: &Caller, unit: Unit, pengguna_id: uuid::Uuid) -> web::Result<Response> {
    let agent = caller.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let new = NewSession {
        id: caller.ctx.new_id(),
        unit,
        pengguna_id,
        penugasan_id: None,
        perangkat: access::device_words(agent.unwrap_or_default()),
        alamat: caller.address.to_string(),
    };
    let token = Session::start(caller.app.db(), new, caller.ctx.now).await?;
    let message = ui::Flash::new(ui::Tone::Good, "Balai siap. Ikuti langkah di bawah ini satu per satu.");
    let mut response = see_other(&format!("/{unit}/mulai"), Some(message));
    response.headers_mut().append(header::SET_COOKIE, session_cookie(&caller.app, Some(&token)));
    Ok(response)
}
