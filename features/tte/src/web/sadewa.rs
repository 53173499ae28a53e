//! The unit's account at SADEWA; sealed and never shown again.

use askama::Template;
use axum::response::Response;
use ui::{Field, Flash, Tone};
use web::{Caller, Form, see_other};

use super::layanan_bsre::{alamat_layak, url};
use crate::bsre::Rahasia;
use crate::penandatanganan::teks_rahasia;
use crate::sadewa::Pengaturan;
use crate::store::sadewa as store;

#[derive(Template)]
#[template(path = "tte/sadewa.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    action: String,
    menyala: bool,
}

async fn baca(caller: &Caller) -> web::Result<Option<Pengaturan>> {
    Ok(store::find_pengaturan(&mut caller.read().await?).await?)
}

fn formulir(caller: &Caller, lama: Option<&Pengaturan>) -> ui::Form {
    let akun = |nama: &str, label: &str| {
        let field = Field::new(nama, label).autocomplete("off").optional();
        if lama.is_some() { field.hint("Sudah tersimpan. Kosongkan bila tidak berubah.") } else { field }
    };
    let kini = lama.cloned().unwrap_or_default();
    caller
        .form()
        .with(
            Field::new("alamat", "Alamat layanan")
                .value(&kini.akun.alamat)
                .hint("Misalnya https://sadewa.jogjaprov.go.id/api/centralsign. Kosongkan untuk mematikan.")
                .optional(),
        )
        .with(
            Field::new("unduhan", "Alamat unduhan")
                .value(&kini.unduhan)
                .hint("Tempat berkas yang sudah ditandatangani diambil. Kosongkan bila di server yang sama.")
                .optional(),
        )
        .with(akun("pengguna", "Nama pengguna kantor"))
        .with(akun("sandi", "Kata sandi kantor"))
}

fn halaman(caller: &Caller, form: ui::Form, menyala: bool) -> Halaman {
    let page = caller
        .page("Tanda tangan lewat SADEWA")
        .back("Sertifikat TTE", caller.href("/tte"))
        .has_error(form.has_error());
    Halaman { page, form, action: caller.href("/tte/sadewa"), menyala }
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let lama = baca(&caller).await?;
    web::html(&halaman(&caller, formulir(&caller, lama.as_ref()), lama.is_some()))
}

/// What was typed, over the account that is kept; nothing where no address is given.
fn isian(form: &Form, lama: &Pengaturan) -> Option<Pengaturan> {
    let alamat = form.some("alamat")?.trim_end_matches('/').to_owned();
    let sandi = teks_rahasia(form, "sandi");
    let unduhan = form.some("unduhan").map(|alamat| alamat.trim_end_matches('/').to_owned());
    Some(Pengaturan {
        unduhan: unduhan.unwrap_or_else(|| pangkal(&alamat)),
        akun: Rahasia {
            alamat,
            pengguna: form.some("pengguna").unwrap_or(&lama.akun.pengguna).to_owned(),
            sandi: if sandi.is_empty() { lama.akun.sandi.clone() } else { sandi.as_str().to_owned() },
        },
    })
}

/// The server of an address, without its path.
fn pangkal(alamat: &str) -> String {
    url(alamat).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

fn periksa(form: &Form, lama: &Pengaturan, baru: &Pengaturan, shown: &mut ui::Form) {
    if let Err(kalimat) = alamat_layak(&baru.akun.alamat) {
        shown.refuse("alamat", kalimat);
    } else if let Err(kalimat) = alamat_layak(&baru.unduhan) {
        shown.refuse("unduhan", kalimat);
    }
    if baru.akun.pengguna.is_empty() || baru.akun.pengguna.contains(':') {
        shown.refuse("pengguna", "Isi nama pengguna dari pengelola SADEWA, tanpa titik dua.");
    }
    let pindah = (&baru.akun.alamat, &baru.unduhan) != (&lama.akun.alamat, &lama.unduhan);
    if baru.akun.sandi.is_empty() {
        shown.refuse("sandi", "Isi kata sandi dari pengelola SADEWA.");
    } else if pindah && teks_rahasia(form, "sandi").is_empty() {
        // Or the account kept for one server could be sent to another.
        shown.refuse("sandi", "Alamatnya berubah. Ketik lagi kata sandinya.");
    }
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let ada = baca(&caller).await?;
    let menyala = ada.is_some();
    let typed = form.typed().filter(|(name, _)| !matches!(*name, "sandi" | "pengguna"));
    let mut shown = formulir(&caller, ada.as_ref()).fill(typed);
    let lama = ada.unwrap_or_default();
    let baru = isian(&form, &lama);
    if let Some(baru) = &baru {
        periksa(&form, &lama, baru, &mut shown);
    }
    if shown.has_error() {
        return web::refused(&halaman(&caller, shown, menyala));
    }
    let target = caller.href("/tte");
    let kalimat = match &baru {
        Some(_) => {
            "SADEWA disimpan. Surat yang ditandatangani di aplikasi lain sekarang dapat dikirim ke sana."
        }
        None => "SADEWA dimatikan. Alamat dan akun kantor sudah dihapus.",
    };
    let flash = Flash::new(Tone::Good, kalimat);
    let mut tx = match caller.begin("pengaturan_sadewa", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(see_other(&target, Some(flash))),
    };
    store::put_sadewa(&mut tx, baru.as_ref()).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}
