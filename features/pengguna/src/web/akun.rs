//! One's own account: who I am here, what I may do, where I am signed in.

use access::{Penugasan, Session, store};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kamus::tanggal_pendek;
use uuid::Uuid;
use web::{Caller, Form, see_other};

use super::masuk::pergi;
use super::saat;

#[derive(Template)]
#[template(path = "pengguna/akun.html")]
struct Akun {
    page: ui::Page,
    key: String,
    nama: String,
    login: String,
    kode_terpasang: bool,
    tugas: Vec<BarisTugas>,
    sesi: Vec<BarisSesi>,
}

struct BarisSesi {
    perangkat: String,
    alamat: String,
    masuk: String,
    terakhir: String,
    /// Ends it; none for the one that looks.
    akhiri: Option<String>,
}

/// A role with its area and time, in words.
pub(super) struct BarisTugas {
    pub(super) id: Uuid,
    pub(super) peran: &'static str,
    pub(super) area: String,
    pub(super) sk: String,
    pub(super) masa: String,
    pub(super) berlaku: bool,
}

impl BarisTugas {
    pub(super) fn new(tugas: &Penugasan, hari_ini: jiff::civil::Date) -> Self {
        let mulai = tanggal_pendek(tugas.mulai.0);
        let masa = match tugas.selesai {
            Some(selesai) => format!("{mulai} sampai {}", tanggal_pendek(selesai.0)),
            None => format!("sejak {mulai}"),
        };
        let part = |label: &str, value: &Option<String>| value.as_ref().map(|v| format!("{label} {v}"));
        let parts = [tugas.dusun.clone(), part("RW", &tugas.rw), part("RT", &tugas.rt)];
        let area = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        Self {
            id: tugas.id,
            peran: tugas.role().map_or("Peran lama", access::Role::label),
            area: if area.is_empty() { "Seluruh wilayah".to_owned() } else { area },
            sk: tugas.sk.clone().unwrap_or_else(|| "–".to_owned()),
            masa,
            berlaku: tugas.is_current(hari_ini),
        }
    }
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let user = caller.signed_in()?;
    let mut tugas = store::list_penugasan(&mut caller.read().await?, user.pengguna.id).await?;
    tugas.sort_by_key(|t| (!t.is_current(caller.today()), t.role(), std::cmp::Reverse(t.mulai)));
    let sessions = Session::list(caller.app.db(), user.unit(), user.pengguna.id, caller.ctx.now).await?;
    let zona = caller.unit.zone;
    let baris = |session: &Session| BarisSesi {
        perangkat: session.perangkat.clone(),
        alamat: session.alamat.clone(),
        masuk: saat(zona, session.dibuat_pada.timestamp()),
        terakhir: saat(zona, session.terakhir_pada.timestamp()),
        akhiri: (session.id != user.session.id).then(|| format!("/akun/sesi/{}/pengakhiran", session.id)),
    };
    web::html(&Akun {
        page: caller.page("Akun saya"),
        key: caller.request_key(),
        nama: user.pengguna.nama.clone(),
        login: user.pengguna.login.clone(),
        kode_terpasang: user.pengguna.totp_segel.is_some(),
        tugas: tugas.iter().map(|t| BarisTugas::new(t, caller.today())).collect(),
        sesi: sessions.iter().map(baris).collect(),
    })
}

/// Ends one session of one's own. Ending it twice changes nothing.
pub(super) async fn akhiri(caller: Caller, Path(id): Path<Uuid>, _form: Form) -> web::Result<Response> {
    let user = caller.signed_in()?;
    Session::end(caller.app.db(), id, user.pengguna.id).await?;
    if id == user.session.id {
        return Ok(pergi(&caller, "Anda sudah keluar."));
    }
    Ok(see_other("/akun", Some(ui::Flash::new(ui::Tone::Good, "Perangkat itu sudah dikeluarkan."))))
}

pub(super) async fn akhiri_semua(caller: Caller, _form: Form) -> web::Result<Response> {
    let user = caller.signed_in()?;
    Session::end_others(caller.app.db(), user.unit(), user.pengguna.id, Uuid::nil()).await?;
    Ok(pergi(&caller, "Semua perangkat sudah dikeluarkan. Masuk lagi di perangkat ini."))
}
