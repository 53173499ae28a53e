//! The unit's time stamping authority.

use askama::Template;
use axum::response::Response;
use db::Once;
use ui::{Field, Flash, Tone};
use web::{Caller, Form, see_other};

use super::layanan_bsre::{alamat_layak, url};
use crate::bsre::Rahasia;
use crate::penandatanganan::teks_rahasia;
use crate::store::stempel as store;

#[derive(Template)]
#[template(path = "tte/stempel.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    action: String,
    menyala: bool,
}

async fn baca(caller: &Caller) -> web::Result<Option<Rahasia>> {
    Ok(store::find_stempel(&mut caller.read().await?).await?.map(|stempel| stempel.rahasia))
}

fn formulir(caller: &Caller, lama: Option<&Rahasia>) -> ui::Form {
    let ada = lama.is_some_and(|lama| !lama.sandi.is_empty());
    let akun = |nama: &str, label: &str| {
        let field = Field::new(nama, label).autocomplete("off").optional();
        if ada { field.hint("Sudah tersimpan. Kosongkan bila tidak berubah.") } else { field }
    };
    caller
        .form()
        .with(
            Field::new("alamat", "Alamat server stempel waktu")
                .value(lama.map(|lama| lama.alamat.clone()).unwrap_or_default())
                .hint("Kosongkan untuk mematikan.")
                .optional(),
        )
        .with(akun("pengguna", "Nama pengguna"))
        .with(akun("sandi", "Kata sandi"))
}

fn halaman(caller: &Caller, form: ui::Form, menyala: bool) -> Halaman {
    let page =
        caller.page("Stempel waktu").back("Sertifikat TTE", caller.href("/tte")).has_error(form.has_error());
    Halaman { page, form, action: caller.href("/tte/stempel"), menyala }
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let lama = baca(&caller).await?;
    web::html(&halaman(&caller, formulir(&caller, lama.as_ref()), lama.is_some()))
}

/// What was typed, over the account that is kept; nothing where no address is given.
fn isian(form: &Form, lama: Option<&Rahasia>) -> Option<Rahasia> {
    let kosong = Rahasia::default();
    let lama = lama.unwrap_or(&kosong);
    let sandi = teks_rahasia(form, "sandi");
    Some(Rahasia {
        alamat: form.some("alamat")?.to_owned(),
        pengguna: form.some("pengguna").unwrap_or(&lama.pengguna).to_owned(),
        sandi: if sandi.is_empty() { lama.sandi.clone() } else { sandi.as_str().to_owned() },
    })
}

fn periksa(form: &Form, lama: Option<&Rahasia>, baru: &Rahasia, shown: &mut ui::Form) {
    if baru.pengguna.is_empty() != baru.sandi.is_empty() {
        shown.refuse("sandi", "Isi nama pengguna dan kata sandi, atau kosongkan keduanya.");
    }
    // Only a hash goes there, so it may go in the clear; an account may not.
    let layak =
        if baru.sandi.is_empty() { url(&baru.alamat).map(|_| ()) } else { alamat_layak(&baru.alamat) };
    if let Err(kalimat) = layak {
        shown.refuse("alamat", kalimat);
    }
    let pindah = lama.is_some_and(|lama| lama.alamat != baru.alamat && !lama.sandi.is_empty());
    if pindah && teks_rahasia(form, "sandi").is_empty() {
        shown.refuse("sandi", "Alamat servernya berubah. Ketik lagi kata sandinya.");
    }
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let lama = baca(&caller).await?;
    let typed = form.typed().filter(|(name, _)| !matches!(*name, "sandi" | "pengguna"));
    let mut shown = formulir(&caller, lama.as_ref()).fill(typed);
    let baru = isian(&form, lama.as_ref());
    if let Some(baru) = &baru {
        periksa(&form, lama.as_ref(), baru, &mut shown);
    }
    if shown.has_error() {
        return web::refused(&halaman(&caller, shown, lama.is_some()));
    }
    let target = caller.href("/tte/stempel");
    let kalimat = match &baru {
        Some(_) => "Disimpan. Tanda tangan yang dibuat di Balai sekarang memakai stempel waktu.",
        None => "Stempel waktu dimatikan.",
    };
    let flash = Flash::new(Tone::Good, kalimat);
    let mut tx = caller.write("pengaturan_stempel").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, Some(flash)));
    }
    store::put_stempel(&mut tx, baru.as_ref()).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}
