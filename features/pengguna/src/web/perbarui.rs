//! What an administrator does to an account: new temporary password, lost phone, off and on.

use access::{Pengguna, Session, store};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use uuid::Uuid;
use web::{Caller, Form, see_other};

use super::rinci::{self, harus_ada_pengelola, kembali};
use crate::baru::{parse_nama, sandi_sementara};

/// Shows a temporary password, this once.
#[derive(Template)]
#[template(path = "pengguna/sandi_sementara.html")]
pub(super) struct SandiSementara {
    page: ui::Page,
    nama: String,
    login: String,
    sandi: String,
    daftar: String,
}

impl SandiSementara {
    pub(super) fn new(caller: &Caller, pengguna: &Pengguna, sandi: String, title: &str) -> Self {
        Self {
            page: caller.page(title),
            nama: pengguna.nama.clone(),
            login: pengguna.login.clone(),
            sandi,
            daftar: caller.href("/pengguna"),
        }
    }

    pub(super) fn show(&self) -> web::Result<Response> {
        web::html(self)
    }
}

type Alamat = Path<(String, Uuid)>;

/// Begins an act on a user; a repetition is led back to the user's page.
macro_rules! mulai {
    ($caller:ident, $form:ident, $id:ident, $act:literal) => {{
        let target = $caller.href(&format!("/pengguna/{}", $id));
        let mut tx = $caller.write($act).await?;
        // One page offers several acts with one key, so the act belongs to the key.
        let key = format!("{} {}", $act, $form.request_key()?);
        if let Once::Again(target) = tx.once(&key, &target).await? {
            return Ok(see_other(&target, None));
        }
        let pengguna = store::get_pengguna(&mut tx, $id).await?;
        (tx, pengguna)
    }};
}

pub(super) async fn sandi(caller: Caller, Path((_, id)): Alamat, form: Form) -> web::Result<Response> {
    let baru = sandi_sementara();
    let hash =
        access::hash_password(baru.clone()).await.map_err(|error| web::Error::Refused(error.to_string()))?;
    let (mut tx, mut pengguna) = mulai!(caller, form, id, "pembaruan_sandi");
    pengguna.sandi = hash;
    pengguna.wajib_ganti_sandi = true;
    tx.update(&pengguna).await?;
    tx.commit().await?;
    Session::end_others(caller.app.db(), caller.ctx.unit, id, Uuid::nil()).await?;
    SandiSementara::new(&caller, &pengguna, baru, "Kata sandi sementara").show()
}

/// Corrects a name that was mistyped.
pub(super) async fn nama(caller: Caller, Path((_, id)): Alamat, form: Form) -> web::Result<Response> {
    let baru = match parse_nama(form.text("nama")) {
        Ok(baru) => baru,
        Err(error) => return rinci::nama_ditolak(&caller, id, form.text("nama"), &error).await,
    };
    let (mut tx, mut pengguna) = mulai!(caller, form, id, "perbaikan_nama");
    pengguna.nama = baru;
    tx.update(&pengguna).await?;
    tx.commit().await?;
    Ok(kembali(&caller, id, "Nama tersimpan."))
}

/// For a lost phone. Those who sign set up a new code at their next sign-in.
pub(super) async fn lepas_kode(caller: Caller, Path((_, id)): Alamat, form: Form) -> web::Result<Response> {
    let (mut tx, mut pengguna) = mulai!(caller, form, id, "pelepasan_kode");
    pengguna.totp_segel = None;
    tx.update(&pengguna).await?;
    tx.commit().await?;
    Session::end_others(caller.app.db(), caller.ctx.unit, id, Uuid::nil()).await?;
    Ok(kembali(&caller, id, "Kode sekali pakai dilepas. Pengguna memasang yang baru saat masuk."))
}

pub(super) async fn nonaktifkan(caller: Caller, Path((_, id)): Alamat, form: Form) -> web::Result<Response> {
    let (mut tx, mut pengguna) = mulai!(caller, form, id, "penonaktifan_pengguna");
    harus_ada_pengelola(&caller, &mut tx, None, Some(id)).await?;
    pengguna.aktif = false;
    tx.update(&pengguna).await?;
    tx.commit().await?;
    Session::end_others(caller.app.db(), caller.ctx.unit, id, Uuid::nil()).await?;
    Ok(kembali(&caller, id, "Pengguna dinonaktifkan dan dikeluarkan dari semua perangkat."))
}

pub(super) async fn aktifkan(caller: Caller, Path((_, id)): Alamat, form: Form) -> web::Result<Response> {
    let (mut tx, mut pengguna) = mulai!(caller, form, id, "pengaktifan_pengguna");
    pengguna.aktif = true;
    tx.update(&pengguna).await?;
    tx.commit().await?;
    Ok(kembali(&caller, id, "Pengguna dapat masuk lagi."))
}
