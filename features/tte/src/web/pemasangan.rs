//! Installing a PKCS#12 file brought from elsewhere.

use askama::Template;
use axum::response::Response;
use db::Once;
use uuid::Uuid;
use web::{Caller, Form, Upload, see_other};

use super::pejabat::Jangkauan;
use crate::penandatanganan::{Kunci, passphrase_dari};
use crate::penerbitan::{SertifikatBaru, baca_p12};
use crate::{Error, store};

#[derive(Template)]
#[template(path = "tte/pemasangan.html")]
struct Pemasangan {
    page: ui::Page,
    form: ui::Form,
    action: String,
}

fn formulir(caller: &Caller, jangkauan: &Jangkauan) -> ui::Form {
    caller
        .form()
        .with(jangkauan.bidang())
        .with(
            ui::Field::new("berkas", "Berkas sertifikat")
                .hint("Berkas .p12 atau .pfx milik pejabat itu.")
                .accept(".p12,.pfx"),
        )
        .with(
            ui::Field::new("passphrase", "Passphrase berkas itu")
                .hint("Diketik oleh pejabatnya sendiri. Dipakai sekali untuk memeriksa, tidak disimpan.")
                .autocomplete("off"),
        )
}

fn halaman(caller: &Caller, form: ui::Form) -> Pemasangan {
    let page = caller
        .page("Pasang sertifikat")
        .back("Sertifikat TTE", caller.href("/tte"))
        .has_error(form.has_error());
    Pemasangan { page, form, action: caller.href("/tte/pemasangan") }
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let jangkauan = Jangkauan::baca(&caller, &mut caller.read().await?).await?;
    web::html(&halaman(&caller, formulir(&caller, &jangkauan)))
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let jangkauan = Jangkauan::baca(&caller, &mut caller.read().await?).await?;
    let shown = form.typed().filter(|(name, _)| *name != "passphrase");
    let mut shown = formulir(&caller, &jangkauan).fill(shown);
    let pejabat = jangkauan.pilih(form.text("pejabat"));
    if pejabat.is_none() {
        shown.refuse("pejabat", "Pilih pejabat pemilik sertifikat ini.");
    }
    if form.file("berkas").is_none() {
        shown.refuse("berkas", "Pilih berkas sertifikat (.p12 atau .pfx).");
    }
    if passphrase_dari(&form).is_empty() {
        shown.refuse("passphrase", "Ketik passphrase berkas itu.");
    }
    let (Some((pejabat_id, _)), Some(file), false) = (pejabat, form.file("berkas"), shown.has_error()) else {
        return web::refused(&halaman(&caller, shown));
    };
    let installed = match baca(&caller, &form, file).await? {
        Ok(baru) => pasang(&caller, &form, *pejabat_id, &baru).await?,
        Err(error) => Err(error),
    };
    match installed {
        Ok(flash) => Ok(see_other(&caller.href("/tte"), Some(flash))),
        Err(error) => {
            let field = if error == Error::PassphraseSalah { "passphrase" } else { "berkas" };
            shown.refuse(field, error.to_string());
            web::refused(&halaman(&caller, shown))
        }
    }
}

async fn baca(caller: &Caller, form: &Form, file: &Upload) -> web::Result<Result<SertifikatBaru, Error>> {
    let contoh = caller.app.settings().contoh;
    let mut tx = caller.read().await?;
    let anchors = store::trust_anchors(&mut tx, contoh).await?;
    let kunci = Kunci::new(tx.keys(), contoh);
    drop(tx);
    let (bytes, passphrase, now) = (file.bytes.clone(), passphrase_dari(form), caller.ctx.now);
    let read = move || baca_p12(&bytes, passphrase, &kunci, &anchors, now);
    Ok(tokio::task::spawn_blocking(read).await.map_err(anyhow::Error::from)?)
}

/// Stores it once: a repeated submit says the same again.
pub(super) async fn pasang(
    caller: &Caller,
    form: &Form,
    pejabat_id: Uuid,
    baru: &SertifikatBaru,
) -> web::Result<Result<ui::Flash, Error>> {
    let mut tx = caller.write("pemasangan_sertifikat").await?;
    let said = terpasang(caller, baru);
    if let Once::Again(_) = tx.once(form.request_key()?, &caller.href("/tte")).await? {
        return Ok(Ok(said));
    }
    if let Some(known) = store::find_serupa(&mut tx, &baru.pemilik.cert_sha256).await? {
        return Ok(Err(Error::serupa(&known)));
    }
    store::insert_sertifikat(&mut tx, pejabat_id, baru).await?;
    tx.commit().await?;
    Ok(Ok(said))
}

fn terpasang(caller: &Caller, baru: &SertifikatBaru) -> ui::Flash {
    let sampai = kamus::tanggal_panjang(caller.unit.zone.tanggal(baru.pemilik.valid_until));
    let nama = &baru.pemilik.common_name;
    ui::Flash::new(ui::Tone::Good, format!("Sertifikat {nama} terpasang, berlaku sampai {sampai}."))
}
