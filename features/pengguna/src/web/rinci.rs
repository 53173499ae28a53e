//! One user: roles and what an administrator may do.

use access::{Pengguna, Role, store};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::ReadTx;
use uuid::Uuid;
use web::{Caller, see_other};

use super::akun::BarisTugas;
use super::tugas;
use crate::baru::GalatPengguna;

#[derive(Template)]
#[template(path = "pengguna/rinci.html")]
struct Rinci {
    page: ui::Page,
    form: ui::Form,
    path: String,
    login: String,
    keadaan: &'static str,
    tone: ui::Tone,
    aktif: bool,
    kode_terpasang: bool,
    diri_sendiri: bool,
    tugas: Vec<BarisTugas>,
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let pengguna = store::get_pengguna(&mut tx, id).await?;
    let area = tugas::daftar_area(&caller, &mut tx).await?;
    let form = tugas::bidang(&caller, caller.form(), &tugas::dusun_dalam(&area));
    web::html(&halaman(&caller, &mut tx, &pengguna, form).await?)
}

/// The same page with a refused form for a new role.
pub(super) async fn dengan_galat(caller: &Caller, id: Uuid, form: ui::Form) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let pengguna = store::get_pengguna(&mut tx, id).await?;
    web::refused(&halaman(caller, &mut tx, &pengguna, form).await?)
}

/// The same page with a name that was refused.
pub(super) async fn nama_ditolak(
    caller: &Caller,
    id: Uuid,
    typed: &str,
    error: &GalatPengguna,
) -> web::Result<Response> {
    let area = tugas::daftar_area(caller, &mut caller.read().await?).await?;
    let form = tugas::bidang(caller, caller.form(), &tugas::dusun_dalam(&area));
    let mut form = form.with(bidang_nama(typed));
    form.refuse("nama", error.to_string());
    dengan_galat(caller, id, form).await
}

fn bidang_nama(nama: &str) -> ui::Field {
    ui::Field::new("nama", "Nama lengkap").width(30).autocomplete("off").value(nama)
}

async fn halaman(
    caller: &Caller,
    tx: &mut ReadTx,
    pengguna: &Pengguna,
    form: ui::Form,
) -> web::Result<Rinci> {
    let mut tugas = store::list_penugasan(tx, pengguna.id).await?;
    tugas.sort_by_key(|t| (!t.is_current(caller.today()), t.role(), std::cmp::Reverse(t.mulai)));
    let named = form.fields().iter().any(|field| field.name == "nama");
    let form = if named { form } else { form.with(bidang_nama(&pengguna.nama)) };
    let (keadaan, tone) = match (pengguna.aktif, pengguna.wajib_ganti_sandi) {
        (false, _) => ("Nonaktif", ui::Tone::Plain),
        (true, true) => ("Belum ganti kata sandi sementara", ui::Tone::Wait),
        (true, false) => ("Aktif", ui::Tone::Good),
    };
    let page = caller
        .page(pengguna.nama.clone())
        .back("Pengguna", caller.href("/pengguna"))
        .has_error(form.has_error());
    Ok(Rinci {
        page,
        form,
        path: caller.href(&format!("/pengguna/{}", pengguna.id)),
        login: pengguna.login.clone(),
        keadaan,
        tone,
        aktif: pengguna.aktif,
        kode_terpasang: pengguna.totp_segel.is_some(),
        diri_sendiri: caller.ctx.user() == Some(pengguna.id),
        tugas: tugas.iter().map(|t| BarisTugas::new(t, caller.today())).collect(),
    })
}

/// Refuses an act that would leave the unit without an active administrator. The assignment or the user
/// named is the one about to go.
pub(super) async fn harus_ada_pengelola(
    caller: &Caller,
    tx: &mut ReadTx,
    tugas: Option<Uuid>,
    pengguna: Option<Uuid>,
) -> web::Result<()> {
    let aktif: Vec<Uuid> =
        store::list_pengguna(tx).await?.into_iter().filter(|p| p.aktif).map(|p| p.id).collect();
    let admins = store::list_all_penugasan(tx).await?.into_iter().filter(|t| {
        t.role() == Some(Role::Admin) && t.is_current(caller.today()) && aktif.contains(&t.pengguna_id)
    });
    let (goes, stays): (Vec<_>, Vec<_>) =
        admins.partition(|t| Some(t.id) == tugas || Some(t.pengguna_id) == pengguna);
    // A unit that is looked after from above may have no administrator of its own to lose.
    if goes.is_empty() || !stays.is_empty() {
        return Ok(());
    }
    Err(web::Error::Conflict(
        "Ini satu-satunya pengelola sistem. Beri peran itu kepada orang lain dahulu, lalu ulangi.".to_owned(),
    ))
}

/// Back to the user's page with a message.
pub(super) fn kembali(caller: &Caller, id: Uuid, sentence: &str) -> Response {
    let target = caller.href(&format!("/pengguna/{id}"));
    see_other(&target, Some(ui::Flash::new(ui::Tone::Good, sentence)))
}
