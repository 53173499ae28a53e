//! Erasing the data of who died or moved away long ago.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use crate::privasi::{self, GalatHapus, boleh_dihapus};
use crate::store;

#[derive(Template)]
#[template(path = "kependudukan/privasi_hapus.html")]
struct Halaman {
    page: ui::Page,
    nama: String,
    /// Why it cannot be.
    halangan: Option<String>,
    form: ui::Form,
    aksi: String,
}

fn formulir(caller: &Caller) -> ui::Form {
    let yakin = Choice::list([("1", "Saya mengerti bahwa data ini tidak dapat dikembalikan")]);
    caller
        .form()
        .with(
            Field::new("alasan", "Alasan")
                .rows(3)
                .hint("Misalnya permintaan ahli waris, tanpa nama dan nomor"),
        )
        .with(Field::new("yakin", "Kepastian").choices(yakin))
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let form = formulir(&caller);
    web::html(&halaman(&caller, id, form).await?)
}

async fn halaman(caller: &Caller, id: Uuid, form: ui::Form) -> web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let p = store::find_penduduk(&mut tx, id).await?.ok_or(web::Error::NotFound)?;
    let tahun = privasi::tahun_simpan(&mut tx).await?;
    let halangan = boleh_dihapus(&p, tahun, caller.today()).err().map(|galat| galat.to_string());
    let alamat = caller.href(&format!("/penduduk/{id}"));
    let page = caller.page("Hapus data pribadi").back(p.nama.as_str(), alamat.as_str()).noindex();
    Ok(Halaman {
        page: page.has_error(form.has_error()),
        nama: p.nama,
        halangan,
        form,
        aksi: format!("{alamat}/penghapusan-data"),
    })
}

pub(super) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tampil = formulir(&caller).fill(form.typed());
    if !(3..=500).contains(&form.text("alasan").chars().count()) {
        tampil.refuse("alasan", "Tulis alasannya, 3 sampai 500 huruf.");
    }
    if form.text("alasan").split(|c: char| !c.is_ascii_digit()).any(|angka| angka.len() >= 10) {
        tampil.refuse("alasan", "Jangan menulis NIK, nomor KK, atau telepon di sini.");
    }
    if form.text("yakin") != "1" {
        tampil.refuse("yakin", "Centang bila Anda sudah yakin.");
    }
    if tampil.has_error() {
        return web::refused(&halaman(&caller, id, tampil).await?);
    }
    let tujuan = caller.href("/privasi");
    let mut tx = caller.write("penghapusan_data_pribadi").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    let lain = privasi::lain::semua(&caller.app);
    match privasi::hapus(&mut tx, id, form.text("alasan"), caller.today(), lain).await {
        Ok(_) => tx.commit().await?,
        Err(GalatHapus::Db(db::Error::NotFound(_))) => return Err(web::Error::NotFound),
        Err(GalatHapus::Db(galat)) => return Err(galat.into()),
        Err(lain) => return Err(web::Error::Conflict(lain.to_string())),
    }
    Ok(web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Data pribadi itu sudah dihapus."))))
}
