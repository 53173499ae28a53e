//! The keys that sign the words in letters' QR codes: which there are, taking another, calling one leaked.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::{At, Once};
use kamus::tanggal_pendek;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Error, Form, see_other};

use super::LAYANAN;
use crate::pernyataan::sidik_kunci;
use crate::store::pernyataan as store;

#[derive(Template)]
#[template(path = "tte/kunci.html")]
struct Daftar {
    page: ui::Page,
    publik: String,
    pindai: String,
    ganti: Option<String>,
    baris: Vec<Baris>,
}

struct Baris {
    kode: String,
    sidik: String,
    masa: String,
    kata: &'static str,
    tone: Tone,
    bocor: Option<String>,
}

fn baris(caller: &Caller, kunci: &store::KunciPernyataan) -> Baris {
    let hari = |pada: At| tanggal_pendek(caller.unit.zone.tanggal(pada.timestamp()));
    let (kata, tone) = match (kunci.bocor_pada, kunci.diganti_pada) {
        (Some(_), _) => ("Bocor, tidak dipercaya", Tone::Bad),
        (None, Some(_)) => ("Sudah diganti", Tone::Plain),
        (None, None) => ("Dipakai", Tone::Good),
    };
    let sampai = kunci.diganti_pada.map(|pada| format!(" sampai {}", hari(pada))).unwrap_or_default();
    let dapat = caller.can(LAYANAN) && kunci.diganti_pada.is_some() && kunci.bocor_pada.is_none();
    let sidik = sidik_kunci(&kunci.publik.0).to_uppercase();
    let empat: Vec<&str> =
        sidik.as_bytes().chunks(4).filter_map(|bagian| str::from_utf8(bagian).ok()).collect();
    Baris {
        kode: kunci.kode.clone(),
        sidik: empat.join(" "),
        masa: format!("sejak {}{sampai}", hari(kunci.dibuat_pada)),
        kata,
        tone,
        bocor: dapat.then(|| caller.href(&format!("/tte/kunci/{}/kebocoran", kunci.id))),
    }
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let semua = store::list_kunci(&mut caller.read().await?).await?;
    let dapat = caller.can(LAYANAN) && !semua.is_empty();
    web::html(&Daftar {
        page: caller.page("Kunci kode QR surat").back("Sertifikat TTE", caller.href("/tte")),
        publik: caller.href("/kunci"),
        pindai: "/pindai".to_owned(),
        ganti: dapat.then(|| caller.href("/tte/kunci/penggantian")),
        baris: semua.iter().map(|kunci| baris(&caller, kunci)).collect(),
    })
}

#[derive(Template)]
#[template(path = "tte/kunci_ganti.html")]
struct Ganti {
    page: ui::Page,
    form: ui::Form,
    action: String,
    kembali: String,
}

fn ganti(caller: &Caller) -> Ganti {
    let pilihan = [
        ("biasa", "Penggantian biasa. Surat yang sudah dicetak tetap terbukti asli.".to_owned()),
        (
            "bocor",
            "Kunci lama mungkin diketahui orang lain. Surat yang sudah dicetak hanya dapat diperiksa lewat internet."
                .to_owned(),
        ),
    ];
    let kembali = caller.href("/tte/kunci");
    Ganti {
        page: caller.page("Ganti kunci kode QR").back("Kunci kode QR surat", kembali.clone()),
        form: caller.form().with(Field::new("sebab", "Mengapa diganti?").choices(Choice::list(pilihan))),
        action: caller.href("/tte/kunci/penggantian"),
        kembali,
    }
}

pub(super) async fn tanya_ganti(caller: Caller) -> web::Result<Response> {
    web::html(&ganti(&caller))
}

pub(super) async fn ganti_post(caller: Caller, form: Form) -> web::Result<Response> {
    let bocor = match form.text("sebab") {
        "biasa" => false,
        "bocor" => true,
        _ => {
            let mut halaman = ganti(&caller);
            halaman.form.refuse("sebab", "Pilih dulu mengapa kuncinya diganti.");
            halaman.page = halaman.page.has_error(true);
            return web::refused(&halaman);
        }
    };
    let target = caller.href("/tte/kunci");
    let flash = Flash::new(
        Tone::Good,
        "Kunci diganti. Surat yang diberi nomor sesudah ini memakai kunci baru. Cetak ulang lembar kuncinya.",
    );
    let mut tx = caller.write("penggantian_kunci").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, Some(flash)));
    }
    store::ganti_kunci(&mut tx, bocor).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}

#[derive(Template)]
#[template(path = "tte/kunci_bocor.html")]
struct Bocor {
    page: ui::Page,
    request_key: String,
    action: String,
    kembali: String,
}

pub(super) async fn tanya_bocor(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
) -> web::Result<Response> {
    let semua = store::list_kunci(&mut caller.read().await?).await?;
    if !semua.iter().any(|kunci| kunci.id == id && kunci.diganti_pada.is_some()) {
        return Err(Error::NotFound);
    }
    let kembali = caller.href("/tte/kunci");
    web::html(&Bocor {
        page: caller.page("Kunci bocor").back("Kunci kode QR surat", kembali.clone()),
        request_key: caller.request_key(),
        action: caller.href(&format!("/tte/kunci/{id}/kebocoran")),
        kembali,
    })
}

pub(super) async fn bocor(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let target = caller.href("/tte/kunci");
    let flash = Flash::new(Tone::Good, "Kunci itu tidak dipercaya lagi oleh pemindai yang tersambung.");
    let mut tx = caller.write("kebocoran_kunci").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, Some(flash)));
    }
    if !store::nyatakan_bocor(&mut tx, id).await? {
        return Err(Error::Conflict("Kunci ini sudah dinyatakan bocor sebelumnya.".into()));
    }
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}
