//! A certificate made here by the unit's own authority, only by the official who will sign with it.

use askama::Template;
use axum::response::Response;
use web::{Caller, Form, see_other};

use super::pejabat::Jangkauan;
use super::pemasangan::pasang;
use crate::penandatanganan::{Kunci, passphrase_dari, teks_rahasia};
use crate::penerbitan::{SertifikatBaru, siapkan_sertifikat};
use crate::{Error, Otoritas, Pemegang, sertifikat, store};

#[derive(Template)]
#[template(path = "tte/penerbitan.html")]
struct Penerbitan {
    page: ui::Page,
    form: ui::Form,
    action: String,
    penerbit: String,
    contoh: bool,
}

fn formulir(caller: &Caller, jangkauan: &Jangkauan) -> ui::Form {
    caller
        .form()
        .with(jangkauan.bidang())
        .with(
            ui::Field::new("nomor", "Nomor SK pengangkatan")
                .hint("Tertulis di sertifikat. Bukan NIK.")
                .width(30),
        )
        .with(
            ui::Field::new("passphrase", "Passphrase baru")
                .hint("Dipilih dan diketik oleh pejabatnya sendiri, paling sedikit 8 huruf. Balai tidak menyimpannya: bila lupa, buat sertifikat baru.")
                .autocomplete("new-password"),
        )
        .with(ui::Field::new("ulangi", "Ketik passphrase sekali lagi").autocomplete("new-password"))
}

fn halaman(caller: &Caller, form: ui::Form, otoritas: &Otoritas) -> Penerbitan {
    let page = caller
        .page("Buat sertifikat")
        .back("Sertifikat TTE", caller.href("/tte"))
        .has_error(form.has_error());
    let action = caller.href("/tte/penerbitan");
    Penerbitan { page, form, action, penerbit: otoritas.nama.clone(), contoh: otoritas.contoh }
}

/// The unit's own authority and the officials that the caller is; without an authority this page does not exist.
async fn baca(caller: &Caller) -> web::Result<(Otoritas, Jangkauan, Kunci)> {
    let contoh = caller.app.settings().contoh;
    let mut tx = caller.read().await?;
    let own = store::find_otoritas_sendiri(&mut tx, contoh).await?.ok_or(web::Error::NotFound)?;
    let jangkauan = Jangkauan::sendiri(caller, &mut tx).await?;
    let kunci = Kunci::new(tx.keys(), contoh);
    Ok((own, jangkauan, kunci))
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let (own, jangkauan, _) = baca(&caller).await?;
    web::html(&halaman(&caller, formulir(&caller, &jangkauan), &own))
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let (own, jangkauan, kunci) = baca(&caller).await?;
    let typed = form.typed().filter(|(name, _)| !matches!(*name, "passphrase" | "ulangi"));
    let mut shown = formulir(&caller, &jangkauan).fill(typed);
    let pejabat = jangkauan.pilih(form.text("pejabat")).cloned();
    if pejabat.is_none() {
        shown.refuse("pejabat", "Pilih jabatan Anda.");
    }
    if form.text("nomor").is_empty() {
        shown.refuse("nomor", "Isi nomor SK pengangkatan pejabat ini.");
    }
    if passphrase_dari(&form).chars().count() < 8 {
        shown.refuse("passphrase", "Passphrase terlalu pendek: paling sedikit 8 huruf.");
    } else if passphrase_dari(&form) != teks_rahasia(&form, "ulangi") {
        shown.refuse("ulangi", "Kedua passphrase tidak sama. Ketik ulang keduanya.");
    }
    let (Some((pejabat_id, nama)), false) = (pejabat, shown.has_error()) else {
        return web::refused(&halaman(&caller, shown, &own));
    };
    let made = match buat(&caller, &form, (own.clone(), kunci), nama).await? {
        Ok(baru) => pasang(&caller, &form, pejabat_id, &baru).await?,
        Err(error) => Err(error),
    };
    match made {
        Ok(flash) => Ok(see_other(&caller.href("/tte"), Some(flash))),
        Err(error) => {
            shown.refuse(bidang_dari(&error), error.to_string());
            web::refused(&halaman(&caller, shown, &own))
        }
    }
}

async fn buat(
    caller: &Caller,
    form: &Form,
    (own, kunci): (Otoritas, Kunci),
    nama: String,
) -> web::Result<Result<SertifikatBaru, Error>> {
    let unit = format!("{} {}", caller.unit.kind_word, caller.unit.name);
    let (nomor, passphrase, now) = (form.text("nomor").to_owned(), passphrase_dari(form), caller.ctx.now);
    let make = move || {
        let pemegang = Pemegang { nama: &nama, nomor: &nomor, unit: &unit };
        siapkan_sertifikat(&own, &kunci, &pemegang, passphrase, now)
    };
    Ok(tokio::task::spawn_blocking(make).await.map_err(anyhow::Error::from)?)
}

fn bidang_dari(error: &Error) -> &'static str {
    match error {
        Error::Sertifikat(
            sertifikat::Error::IsianTidakSah("Nomor pejabat") | sertifikat::Error::MemuatNik("Nomor pejabat"),
        ) => "nomor",
        Error::Sertifikat(sertifikat::Error::PassphrasePendek(_)) => "passphrase",
        _ => "pejabat",
    }
}
