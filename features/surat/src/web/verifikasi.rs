//! Anyone may check a letter: the page behind its QR code.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use ui::Field;
use web::{Caller, Error, Result};

use crate::keadaan::Keadaan;
use crate::periksa::{Camat, Temuan, Verdict, find_temuan, verify_pdf};

/// What became of a file that was sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hasil {
    Sama,
    Berbeda,
    Lain,
    TanpaBerkas,
}

#[derive(Template)]
#[template(path = "surat/verifikasi.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    temuan: Option<Box<Temuan>>,
    aksi: String,
    hasil: Option<Hasil>,
}

impl Halaman {
    /// The verdict in one line.
    fn judul(&self) -> &'static str {
        match self.temuan.as_ref().map(|temuan| temuan.keadaan) {
            Some(Keadaan::Terbit) if !self.dalam_masa() => {
                "Surat ini sah, tetapi masa berlakunya sudah habis"
            }
            Some(Keadaan::Terbit) if self.menunggu_camat() => {
                "Surat ini diterbitkan desa, tetapi camat belum menandatanganinya"
            }
            Some(Keadaan::Terbit) => "Surat ini sah dan berlaku",
            Some(Keadaan::Diganti) => "Surat ini sudah diganti",
            Some(Keadaan::Dicabut) => "Surat ini sudah dicabut",
            Some(Keadaan::Batal) => "Surat ini dibatalkan",
            Some(_) => "Surat ini belum terbit",
            None => "Surat ini tidak ada di Balai",
        }
    }

    fn berlaku(&self) -> bool {
        self.dalam_masa() && !self.menunggu_camat()
    }

    fn dalam_masa(&self) -> bool {
        self.temuan.as_ref().is_some_and(|temuan| temuan.keadaan == Keadaan::Terbit && !temuan.lewat)
    }

    fn menunggu_camat(&self) -> bool {
        self.temuan.as_ref().is_some_and(|temuan| temuan.camat == Some(Camat::Menunggu))
    }
}

/// The frame carries the name of the office that issued the letter.
async fn bingkai(caller: &Caller, temuan: Option<&Temuan>) -> Result<ui::Page> {
    let page = ui::Page::new("Periksa surat").noindex().contoh(caller.app.settings().contoh);
    let Some(temuan) = temuan else { return Ok(page) };
    let Some(unit) = caller.app.unit_name(temuan.unit, caller.ctx.now).await? else { return Ok(page) };
    Ok(page.unit(unit.kind_word, unit.name, format!("/{}", temuan.unit)).parent(unit.parent).logo(unit.logo))
}

async fn halaman(
    caller: &Caller,
    token: &str,
    temuan: Option<Temuan>,
    hasil: Option<Hasil>,
) -> Result<Response> {
    let ada = temuan.is_some();
    let mut form =
        caller.form().with(Field::new("pdf", "Pilih atau seret berkas PDF").accept("application/pdf,.pdf"));
    if hasil == Some(Hasil::TanpaBerkas) {
        form.refuse("pdf", "Pilih dulu berkas PDF yang ingin diperiksa.");
    }
    let halaman = Halaman {
        page: bingkai(caller, temuan.as_ref()).await?.has_error(form.has_error()),
        form,
        temuan: temuan.map(Box::new),
        // Whatever was asked for is not written back unless it is one of ours.
        aksi: if ada { format!("/v/{token}") } else { String::new() },
        hasil,
    };
    let status = match (ada, hasil) {
        (false, _) => StatusCode::NOT_FOUND,
        (true, Some(Hasil::TanpaBerkas)) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, _) => StatusCode::OK,
    };
    Ok((status, Html(askama::Template::render(&halaman)?)).into_response())
}

pub(crate) async fn get(caller: Caller, Path(token): Path<String>) -> Result<Response> {
    let temuan = find_temuan(caller.app.db(), &token, caller.ctx.now).await?;
    halaman(&caller, &token, temuan, None).await
}

/// The same check for browsers without scripts: the file is looked at and forgotten.
pub(crate) async fn post(caller: Caller, Path(token): Path<String>, form: web::Form) -> Result<Response> {
    let db = caller.app.db();
    let temuan = find_temuan(db, &token, caller.ctx.now).await?.ok_or(Error::NotFound)?;
    let Some(berkas) = form.file("pdf") else {
        return halaman(&caller, &token, Some(temuan), Some(Hasil::TanpaBerkas)).await;
    };
    let hasil = match verify_pdf(db, &berkas.bytes, caller.ctx.now).await? {
        // Not by the number: where its pattern has no year, the next year's letter has the same.
        Verdict::Sah(lain) if lain.sidik == temuan.sidik => Hasil::Sama,
        Verdict::Sah(_) => Hasil::Lain,
        Verdict::Berubah(_) | Verdict::TidakDikenal => Hasil::Berbeda,
    };
    halaman(&caller, &token, Some(temuan), Some(hasil)).await
}
