//! Revoking a certificate: it never signs here again.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use uuid::Uuid;
use web::{Caller, Form, see_other};

use super::pejabat::Jangkauan;
use crate::{SertifikatPejabat, store};

const ALASAN_TERPANJANG: usize = 200;

#[derive(Template)]
#[template(path = "tte/pencabutan.html")]
struct Pencabutan {
    page: ui::Page,
    form: ui::Form,
    action: String,
    kembali: String,
    pejabat: String,
    nama: String,
    penerbit: String,
}

/// The certificate, if the caller keeps it; another's does not exist for them.
async fn baca(caller: &Caller, id: Uuid) -> web::Result<(SertifikatPejabat, String)> {
    let mut tx = caller.read().await?;
    let row = store::get_sertifikat(&mut tx, id).await?;
    let jangkauan = Jangkauan::baca(caller, &mut tx).await?;
    if !jangkauan.meliputi(row.pejabat_id) {
        return Err(web::Error::NotFound);
    }
    let pejabat = jangkauan.nama(row.pejabat_id).unwrap_or(&row.nama).to_owned();
    Ok((row, pejabat))
}

fn formulir(caller: &Caller) -> ui::Form {
    let hint = "Misalnya: berganti pejabat, passphrase diketahui orang lain, berkas hilang.";
    caller.form().with(ui::Field::new("alasan", "Alasan").hint(hint))
}

fn halaman(caller: &Caller, form: ui::Form, row: &SertifikatPejabat, pejabat: String) -> Pencabutan {
    let page = caller
        .page("Cabut sertifikat")
        .back("Sertifikat TTE", caller.href("/tte"))
        .has_error(form.has_error());
    Pencabutan {
        page,
        form,
        action: caller.href(&format!("/tte/{}/pencabutan", row.id)),
        kembali: caller.href("/tte"),
        pejabat,
        nama: row.nama.clone(),
        penerbit: row.penerbit.clone(),
    }
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let (row, pejabat) = baca(&caller, id).await?;
    web::html(&halaman(&caller, formulir(&caller), &row, pejabat))
}

pub(super) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let (row, pejabat) = baca(&caller, id).await?;
    let alasan = form.text("alasan");
    let mut shown = formulir(&caller).fill(form.typed());
    if alasan.is_empty() {
        shown.refuse("alasan", "Tulis alasan pencabutan.");
    } else if alasan.chars().count() > ALASAN_TERPANJANG {
        shown.refuse("alasan", "Alasan terlalu panjang: paling banyak 200 huruf.");
    }
    if shown.has_error() {
        return web::refused(&halaman(&caller, shown, &row, pejabat));
    }
    let target = caller.href("/tte");
    let flash = ui::Flash::new(ui::Tone::Good, format!("Sertifikat {pejabat} sudah dicabut."));
    let mut tx = caller.write("pencabutan_sertifikat").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, Some(flash)));
    }
    if !store::cabut_sertifikat(&mut tx, id, alasan).await? {
        return Err(web::Error::Conflict("Sertifikat ini sudah dicabut sebelumnya.".into()));
    }
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}
