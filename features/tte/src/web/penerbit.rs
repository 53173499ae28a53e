//! The authorities that this unit trusts: adding one takes a look at its fingerprint.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use data_encoding::BASE64;
use db::Once;
use kamus::tanggal_pendek;
use uuid::Uuid;
use web::{Caller, Form, see_other};

use crate::keadaan::Keadaan;
use crate::penerbitan::{OtoritasBaru, baca_otoritas};
use crate::{Otoritas, store};

#[derive(Template)]
#[template(path = "tte/penerbit.html")]
struct Penerbit {
    page: ui::Page,
    form: ui::Form,
    action: String,
    /// Where something is left to download.
    unduh: Option<String>,
    baris: Vec<Baris>,
}

struct Baris {
    nama: String,
    sidik: String,
    sampai: String,
    kata: String,
    tone: ui::Tone,
    sendiri: bool,
    contoh: bool,
    henti: Option<String>,
}

#[derive(Template)]
#[template(path = "tte/penerbit_periksa.html")]
struct Periksa {
    page: ui::Page,
    form: ui::Form,
    action: String,
    kembali: String,
    sertifikat: String,
    nama: String,
    sidik: String,
    masa: String,
}

#[derive(Template)]
#[template(path = "tte/penerbit_henti.html")]
struct Henti {
    page: ui::Page,
    request_key: String,
    action: String,
    kembali: String,
    tanya: String,
}

/// In fours, which wrap on a phone and are easy to compare aloud.
fn sidik(sha256: &str) -> String {
    let letters: Vec<char> = sha256.to_uppercase().chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn hari(caller: &Caller, instant: jiff::Timestamp) -> String {
    tanggal_pendek(caller.unit.zone.tanggal(instant))
}

fn baris(caller: &Caller, row: &Otoritas) -> Baris {
    let (sampai, now) = (row.berlaku_sampai.timestamp(), caller.ctx.now);
    let keadaan = Keadaan::dari(jiff::Timestamp::MIN, sampai, now);
    let dihentikan = row.dihentikan_pada.is_some();
    let ditolak = row.contoh && !caller.app.settings().contoh;
    let (kata, tone) = match keadaan {
        _ if dihentikan => ("Tidak dipercaya lagi".to_owned(), ui::Tone::Plain),
        _ if ditolak => ("Ditolak: hanya contoh".to_owned(), ui::Tone::Bad),
        Keadaan::Berlaku => ("Dipercaya".to_owned(), ui::Tone::Good),
        other => (other.kata(), other.tone()),
    };
    Baris {
        nama: row.nama.clone(),
        sidik: sidik(&row.sha256),
        sampai: hari(caller, sampai),
        kata,
        tone,
        sendiri: row.kunci_segel.is_some(),
        contoh: row.contoh,
        henti: (!dihentikan).then(|| caller.href(&format!("/tte/otoritas/{}/penghentian", row.id))),
    }
}

fn unggah(caller: &Caller) -> ui::Form {
    caller.form().with(
        ui::Field::new("berkas", "Sertifikat penerbit (CA)")
            .hint("Berkas .pem, .crt, .cer atau .der dari situs resmi penerbitnya.")
            .accept(".pem,.crt,.cer,.der"),
    )
}

async fn halaman(caller: &Caller, form: ui::Form) -> web::Result<Penerbit> {
    let mut tx = caller.read().await?;
    let all = store::list_otoritas(&mut tx).await?;
    let ada = !store::list_dipercaya(&mut tx, caller.app.settings().contoh).await?.is_empty();
    drop(tx);
    let page = caller
        .page("Penerbit tepercaya")
        .back("Sertifikat TTE", caller.href("/tte"))
        .has_error(form.has_error());
    Ok(Penerbit {
        page,
        form,
        action: caller.href("/tte/otoritas/pemeriksaan"),
        unduh: ada.then(|| caller.href("/otoritas.pem")),
        baris: all.iter().map(|row| baris(caller, row)).collect(),
    })
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    web::html(&halaman(&caller, unggah(&caller)).await?)
}

fn konfirmasi(caller: &Caller, form: ui::Form, baru: &OtoritasBaru) -> Periksa {
    let page = caller
        .page("Cocokkan sidik jari")
        .back("Penerbit tepercaya", caller.href("/tte/otoritas"))
        .has_error(form.has_error());
    Periksa {
        page,
        form,
        action: caller.href("/tte/otoritas"),
        kembali: caller.href("/tte/otoritas"),
        sertifikat: BASE64.encode(baru.der()),
        nama: baru.nama.clone(),
        sidik: sidik(&baru.sha256),
        masa: format!("{} sampai {}", hari(caller, baru.berlaku_dari), hari(caller, baru.berlaku_sampai)),
    }
}

fn setuju(caller: &Caller) -> ui::Form {
    let yes = ui::Choice::list([("1", "Sidik jari ini sama dengan yang diumumkan penerbitnya")]);
    caller.form().with(ui::Field::new("cocok", "Sudah dicocokkan").choices(yes))
}

/// Shows what an uploaded certificate is; nothing is stored yet.
pub(super) async fn periksa(caller: Caller, form: Form) -> web::Result<Response> {
    let mut shown = unggah(&caller);
    let Some(file) = form.file("berkas") else {
        shown.refuse("berkas", "Pilih berkas sertifikat penerbit.");
        return web::refused(&halaman(&caller, shown).await?);
    };
    match baca_otoritas(&file.bytes, caller.app.settings().contoh, caller.ctx.now) {
        Ok(baru) => web::html(&konfirmasi(&caller, setuju(&caller), &baru)),
        Err(error) => {
            shown.refuse("berkas", error.to_string());
            web::refused(&halaman(&caller, shown).await?)
        }
    }
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let der = BASE64.decode(form.text("sertifikat").as_bytes()).unwrap_or_default();
    let baru = match baca_otoritas(&der, caller.app.settings().contoh, caller.ctx.now) {
        Ok(baru) => baru,
        Err(error) => {
            let mut shown = unggah(&caller);
            shown.refuse("berkas", error.to_string());
            return web::refused(&halaman(&caller, shown).await?);
        }
    };
    if form.text("cocok") != "1" {
        let mut shown = setuju(&caller);
        shown.refuse("cocok", "Cocokkan dulu sidik jarinya, lalu centang kotak ini.");
        return web::refused(&konfirmasi(&caller, shown, &baru));
    }
    let target = caller.href("/tte/otoritas");
    let flash = ui::Flash::new(ui::Tone::Good, format!("{} sekarang dipercaya.", baru.nama));
    let mut tx = caller.write("penambahan_otoritas").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, Some(flash)));
    }
    store::insert_otoritas(&mut tx, &baru).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}

pub(super) async fn tanya_henti(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
) -> web::Result<Response> {
    let row = store::get_otoritas(&mut caller.read().await?, id).await?;
    let kembali = caller.href("/tte/otoritas");
    web::html(&Henti {
        page: caller.page("Berhenti memercayai").back("Penerbit tepercaya", kembali.clone()),
        request_key: caller.request_key(),
        action: caller.href(&format!("/tte/otoritas/{id}/penghentian")),
        kembali,
        tanya: format!("Berhenti memercayai {}?", row.nama),
    })
}

pub(super) async fn hentikan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let target = caller.href("/tte/otoritas");
    let flash = ui::Flash::new(ui::Tone::Good, "Penerbit itu tidak dipercaya lagi.");
    let mut tx = caller.write("penghentian_otoritas").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, Some(flash)));
    }
    if !store::hentikan_otoritas(&mut tx, id).await? {
        return Err(web::Error::Conflict("Penerbit ini sudah tidak dipercaya sebelumnya.".into()));
    }
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_fingerprint_wraps() {
        assert_eq!(super::sidik("ab12cd34ef"), "AB12 CD34 EF");
    }
}
