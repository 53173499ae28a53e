//! The unit's server of BSrE's Esign Client Service. Whoever chooses it sees every passphrase pass, so only an
//! administrator does; the account is sealed and never shown again.

use askama::Template;
use axum::response::Response;
use db::Once;
use ui::{Choice, Field, Flash, Tone};
use web::{Caller, Form, see_other};

use crate::bsre::{Rahasia, Versi};
use crate::penandatanganan::teks_rahasia;
use crate::store::bsre as store;

#[derive(Template)]
#[template(path = "tte/bsre_layanan.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    action: String,
}

const TERSIMPAN: &str = "Sudah tersimpan. Kosongkan bila tidak berubah.";

/// What is kept now.
async fn baca(caller: &Caller) -> web::Result<(Option<Versi>, Rahasia)> {
    let mut tx = caller.read().await?;
    let layanan = store::find_layanan(&mut tx).await?;
    let versi = layanan.as_ref().and_then(store::LayananBsre::versi);
    let rahasia = layanan.map(|layanan| layanan.rahasia(tx.keys())).unwrap_or_default();
    Ok((versi, rahasia))
}

fn formulir(caller: &Caller, versi: Option<Versi>, lama: &Rahasia) -> ui::Form {
    let akun = |nama: &str, label: &str, ada: bool| {
        let field = Field::new(nama, label).autocomplete("off").optional();
        if ada { field.hint(TERSIMPAN) } else { field }
    };
    let pilihan = [
        ("0", "Tidak dipakai".to_owned()),
        ("1", Versi::V1.label().to_owned()),
        ("2", Versi::V2.label().to_owned()),
    ];
    caller
        .form()
        .with(
            Field::new("versi", "Layanan yang dipakai")
                .choices(Choice::list(pilihan))
                .value(versi.map_or(0, Versi::kode).to_string()),
        )
        .with(
            Field::new("alamat", "Alamat server Esign Client")
                .value(&lama.alamat)
                .hint("Dari Kominfo kabupaten, misalnya https://esign.kabupaten.go.id")
                .optional(),
        )
        .with(akun("pengguna", "Nama pengguna kantor", !lama.pengguna.is_empty()))
        .with(akun("sandi", "Kata sandi kantor", !lama.sandi.is_empty()))
}

fn halaman(caller: &Caller, form: ui::Form) -> Halaman {
    let page = caller
        .page("Server BSrE")
        .back("Tanda tangan lewat BSrE", caller.href("/tte/bsre"))
        .has_error(form.has_error());
    Halaman { page, form, action: caller.href("/tte/bsre/layanan") }
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let (versi, lama) = baca(&caller).await?;
    web::html(&halaman(&caller, formulir(&caller, versi, &lama)))
}

/// What was typed, over what is kept: an empty box means that it stays.
fn isian(form: &Form, lama: &Rahasia) -> Rahasia {
    let sandi = teks_rahasia(form, "sandi");
    Rahasia {
        alamat: form.text("alamat").trim_end_matches('/').to_owned(),
        pengguna: form.some("pengguna").unwrap_or(&lama.pengguna).to_owned(),
        sandi: if sandi.is_empty() { lama.sandi.clone() } else { sandi.as_str().to_owned() },
    }
}

fn periksa(form: &Form, lama: &Rahasia, baru: &Rahasia, shown: &mut ui::Form) {
    if let Err(kalimat) = alamat_layak(&baru.alamat) {
        shown.refuse("alamat", kalimat);
    }
    if baru.pengguna.is_empty() || baru.pengguna.contains(':') {
        shown.refuse("pengguna", "Isi nama pengguna dari Kominfo kabupaten, tanpa titik dua.");
    }
    if baru.sandi.is_empty() {
        shown.refuse("sandi", "Isi kata sandi dari Kominfo kabupaten.");
    } else if baru.alamat != lama.alamat && !lama.sandi.is_empty() && teks_rahasia(form, "sandi").is_empty() {
        // Or the account kept for one server could be sent to another.
        shown.refuse("sandi", "Alamat servernya berubah. Ketik lagi kata sandinya.");
    }
}

const BENTUK: &str = "Isi alamat server, diawali https://, tanpa nama pengguna dan tanda tanya.";

/// An address of a server, and nothing else in it.
pub(super) fn url(alamat: &str) -> Result<reqwest::Url, &'static str> {
    let url = reqwest::Url::parse(alamat).map_err(|_| BENTUK)?;
    let bersih = url.username().is_empty() && url.password().is_none();
    let utuh = url.query().is_none() && url.fragment().is_none() && url.host_str().is_some();
    if bersih && utuh && ["http", "https"].contains(&url.scheme()) { Ok(url) } else { Err(BENTUK) }
}

/// Secrets go there: encrypted, or not further than the office's own network.
pub(super) fn alamat_layak(alamat: &str) -> Result<(), &'static str> {
    let url = url(alamat)?;
    if url.scheme() == "https" || di_dalam(url.host_str().unwrap_or_default()) {
        return Ok(());
    }
    Err(
        "Passphrase dan kata sandi tidak boleh lewat internet tanpa enkripsi. Pakai alamat https://, atau alamat IP \
         di jaringan kantor sendiri.",
    )
}

/// Whether a host is this machine or an address that is not reachable from outside.
fn di_dalam(host: &str) -> bool {
    match host.trim_matches(['[', ']']).parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private(),
        Ok(std::net::IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local(),
        Err(_) => host == "localhost",
    }
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let (kini, lama) = baca(&caller).await?;
    let versi = form.text("versi").parse().ok().and_then(Versi::dari_kode);
    let typed = form.typed().filter(|(name, _)| !matches!(*name, "sandi" | "pengguna"));
    let mut shown = formulir(&caller, kini, &lama).fill(typed);
    let baru = if versi.is_some() { isian(&form, &lama) } else { Rahasia::default() };
    if versi.is_some() {
        periksa(&form, &lama, &baru, &mut shown);
    }
    if shown.has_error() {
        return web::refused(&halaman(&caller, shown));
    }
    let target = caller.href("/tte/bsre");
    let kalimat = match versi {
        Some(_) => "Server BSrE disimpan. Periksa sekarang keadaan tiap pejabat.",
        None => "Layanan BSrE dimatikan. Alamat dan akun kantor sudah dihapus.",
    };
    let flash = Flash::new(Tone::Good, kalimat);
    let mut tx = caller.write("pengaturan_bsre").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, Some(flash)));
    }
    store::put_layanan(&mut tx, versi, &baru).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_passphrase_does_not_travel_in_the_clear() {
        for (alamat, layak) in [
            ("https://esign.kabupaten.example", true),
            ("https://esign.kabupaten.example:8443/esign", true),
            ("http://192.168.10.4:8080", true),
            ("http://10.1.2.3", true),
            ("http://127.0.0.1:9", true),
            ("http://localhost:9", true),
            ("http://[::1]:9", true),
            ("http://esign.kabupaten.example", false),
            ("http://203.0.113.7", false),
            ("http://127.0.0.1.evil.example", false),
            ("https://nama:sandi@esign.example", false),
            ("https://esign.example/?a=b", false),
            ("ftp://192.168.1.1", false),
            ("", false),
            ("esign.example", false),
        ] {
            assert_eq!(super::alamat_layak(alamat).is_ok(), layak, "{alamat}");
        }
    }
}
