//! The letterhead: its lines, the emblem, Aksara Jawa, and a preview.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Response};
use db::{Once, WriteTx};
use files::{FileStore, Png};
use uuid::Uuid;
use web::{Caller, Form, see_other};

use super::{muat, tab};
use crate::identitas::{Kop, alamat_logo};
use crate::kop::gambar;
use crate::store::{self, Identitas};

/// Longest side kept, in points: 24 mm at 600 dpi is 567, a line of script 100 mm wide is 2,362.
const SISI_LOGO: u32 = 800;
const SISI_AKSARA: u32 = 2_400;

#[derive(Template)]
#[template(path = "wilayah/kop.html")]
struct Halaman {
    page: ui::Page,
    tabs: Vec<ui::MenuItem>,
    form: ui::Form,
    action: String,
    pratinjau: ui::Markup,
    berlogo: bool,
    beraksara: bool,
}

fn formulir(caller: &Caller, i: &Identitas) -> ui::Form {
    let gambar = ".png,.jpg,.jpeg,.webp";
    let hapus = |name: &str, label: &str| {
        ui::Field::new(name, label).choices(ui::Choice::list([("1", label.to_owned())]))
    };
    caller
        .form()
        .with(
            ui::Field::new("kop", "Baris kepala surat")
                .hint("Satu baris untuk tiap tingkat; baris terakhir tercetak paling besar.")
                .rows(4)
                .value(i.kop().baris.join("\n")),
        )
        .with(
            ui::Field::new("logo", "Lambang")
                .optional()
                .accept(gambar)
                .hint("PNG, JPEG, atau WebP. Latar bening (PNG) tercetak paling rapi."),
        )
        .with(
            ui::Field::new("aksara", "Gambar Aksara Jawa")
                .optional()
                .accept(gambar)
                .hint("Hanya bila kop surat memuat tulisan aksara daerah."),
        )
        .with(hapus("hapus_logo", "Hapus lambang yang sekarang"))
        .with(hapus("hapus_aksara", "Hapus gambar aksara yang sekarang"))
}

fn lukis(caller: &Caller, kop: &Kop) -> ui::Markup {
    let unit = caller.ctx.unit;
    let logo = kop.logo.map(|id| alamat_logo(unit, id));
    let aksara = kop.aksara.map(|id| format!("/{unit}/aksara?v={}", id.simple()));
    gambar(kop, logo.as_deref(), aksara.as_deref())
}

fn halaman(caller: &Caller, i: &Identitas, form: ui::Form) -> Halaman {
    Halaman {
        page: caller.page("Kop surat").has_error(form.has_error()),
        tabs: tab(caller, "/wilayah/kop"),
        form,
        action: caller.href("/wilayah/kop"),
        pratinjau: lukis(caller, &i.kop()),
        berlogo: i.logo.is_some(),
        beraksara: i.aksara.is_some(),
    }
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let (i, _) = muat(&caller).await?;
    web::html(&halaman(&caller, &i, formulir(&caller, &i)))
}

/// The letterhead as typed so far; images appear once they are saved.
pub(super) async fn pratinjau(caller: Caller, form: Form) -> web::Result<Response> {
    let (mut i, _) = muat(&caller).await?;
    i.kop = baris(&i, form.text("kop"));
    let drawing = lukis(&caller, &i.kop());
    Ok(Html(format!("<div id=\"pratinjau-kop\">{drawing}</div>")).into_response())
}

/// Own lines, or none where they are what the unit gets anyway: then they follow its name.
fn baris(i: &Identitas, typed: &str) -> Option<String> {
    let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let usual = i.kop_biasa();
    (!lines.is_empty() && lines != usual).then(|| lines.join("\n"))
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let (mut i, _) = muat(&caller).await?;
    let mut shown = formulir(&caller, &i).fill(form.typed());
    let lines = form.text("kop").lines().filter(|line| !line.trim().is_empty());
    if lines.clone().count() > 6 || lines.clone().any(|line| line.chars().count() > 100) {
        shown.refuse("kop", "Paling banyak 6 baris, tiap baris paling banyak 100 huruf.");
    }
    let logo = unggahan(&form, "logo", SISI_LOGO, &mut shown).await?;
    let aksara = unggahan(&form, "aksara", SISI_AKSARA, &mut shown).await?;
    if shown.has_error() {
        i.kop = baris(&i, form.text("kop"));
        return web::refused(&halaman(&caller, &i, shown));
    }
    let target = caller.href("/wilayah/kop");
    let mut tx = caller.write("perubahan_kop").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, None));
    }
    let mut now = store::get_identitas(&mut tx).await?;
    now.kop = baris(&now, form.text("kop"));
    let (old_logo, old_aksara) = (now.logo, now.aksara);
    now.logo = ganti(&caller, &mut tx, "logo", logo, old_logo.filter(|_| !form.has("hapus_logo"))).await?;
    now.aksara =
        ganti(&caller, &mut tx, "aksara", aksara, old_aksara.filter(|_| !form.has("hapus_aksara"))).await?;
    tx.update(&now).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Good, "Kop surat tersimpan. Periksa pratinjaunya."))))
}

/// An uploaded picture, drawn anew; a refusal is marked on its field.
async fn unggahan(form: &Form, field: &str, sisi: u32, shown: &mut ui::Form) -> web::Result<Option<Png>> {
    let Some(upload) = form.file(field) else { return Ok(None) };
    let bytes = upload.bytes.clone();
    let drawn = tokio::task::spawn_blocking(move || files::gambar(&bytes, sisi)).await;
    match drawn.map_err(anyhow::Error::new)? {
        Ok(png) => Ok(Some(png)),
        Err(error) if error.is_refusal() => {
            shown.refuse(field, error.to_string());
            Ok(None)
        }
        Err(error) => Err(gangguan(error)),
    }
}

/// The new picture's id, or that of the one that stays. Old pictures are kept: issued letters may show them.
async fn ganti(
    caller: &Caller,
    tx: &mut WriteTx,
    jenis: &str,
    new: Option<Png>,
    stays: Option<Uuid>,
) -> web::Result<Option<Uuid>> {
    let Some(png) = new else { return Ok(stays) };
    let store = caller.app.service::<FileStore>();
    let berkas = store.put(tx, jenis, "image/png", &png.bytes).await.map_err(gangguan)?;
    Ok(Some(berkas.id))
}

pub(super) fn gangguan(error: files::Error) -> web::Error {
    match error {
        files::Error::Db(error) => error.into(),
        // The house has one page for a full disk, which says that nothing was saved.
        files::Error::DiskPenuh => db::Error::Io(std::io::ErrorKind::StorageFull.into()).into(),
        other => anyhow::Error::new(other).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_no_fault_of_the_form() {
        let full = || files::Error::from(std::io::Error::from(std::io::ErrorKind::StorageFull));
        for (error, status) in [(full(), 503), (files::Error::Hilang(Uuid::nil()), 500)] {
            assert_eq!(gangguan(error).into_response().status(), status);
        }
        let row_gone = files::Error::Db(db::Error::NotFound("berkas"));
        assert!(matches!(gangguan(row_gone), web::Error::NotFound));
    }
}
