//! The pages of Layanan Mandiri: coming in, what one has asked for, and what there is to ask for.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use db::ReadTx;
use kamus::Nik;
use serde::Deserialize;
use surat::Katalog;
use surat::jenis::Jenis;
use ui::{Field, Flash, Tone};
use uuid::Uuid;

use super::{PERCOBAAN, PengirimKode, akhiri_sesi, find_sesi, minta_kode, mulai_sesi, tukar_kode};
use crate::keadaan::Keadaan;
use crate::keluarga::{self, Pihak};
use crate::{alur, store};

/// A page that no browser and nobody on the way keeps: a phone in the family is used by many.
pub(super) fn pribadi(halaman: &impl Template, ditolak: bool) -> ::web::Result<Response> {
    let mut jawab = if ditolak { ::web::refused(halaman)? } else { ::web::html(halaman)? };
    jawab.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(jawab)
}

/// The same frame for whoever visits.
pub(super) fn halaman(caller: &Caller, judul: impl Into<String>) -> ui::Page {
    caller.page(judul).noindex()
}

#[derive(Template)]
#[template(path = "permohonan/mandiri_masuk.html")]
struct Masuk {
    page: ui::Page,
    form: ui::Form,
    /// Asked for a code; the second step follows.
    kode: Option<String>,
    buka: bool,
    dasar: String,
}

fn formulir(caller: &Caller) -> ui::Form {
    caller
        .form()
        .with(Field::new("nik", "NIK").numeric().width(16).hint("16 angka di KTP").autocomplete("off"))
        .with(
            Field::new("kode", "Kode 6 angka")
                .numeric()
                .width(8)
                .hint("Dikirim ke nomor telepon Anda yang tercatat di kantor")
                .attr("autocomplete", "one-time-code"),
        )
}

fn masuk(caller: &Caller, form: ui::Form, kode: Option<String>) -> ::web::Result<Response> {
    let halaman = Masuk {
        page: halaman(caller, "Layanan Mandiri").has_error(form.has_error()),
        kode,
        buka: caller.app.find_service::<PengirimKode>().is_some(),
        dasar: caller.href("/mandiri"),
        form,
    };
    pribadi(&halaman, halaman.form.has_error())
}

#[derive(Template)]
#[template(path = "permohonan/mandiri.html")]
struct Depan {
    page: ui::Page,
    nama: String,
    milik: Vec<Milik>,
    /// For whom a letter can be asked: oneself first. Empty where there is nobody else.
    untuk: Vec<Untuk>,
    /// Another member of the family who is chosen.
    anggota: Option<String>,
    pilihan: Vec<(String, &'static Jenis, String)>,
    keluar: String,
    csrf: String,
    kunci: String,
}

struct Milik {
    href: String,
    judul: String,
    /// Whom it is about, where that is somebody else.
    untuk: Option<String>,
    keadaan: Keadaan,
}

/// Somebody of the own family card.
struct Untuk {
    href: String,
    nama: String,
    dipilih: bool,
}

/// For whom it is, in an address: never a name or a number.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pinta {
    #[serde(default)]
    pub(super) untuk: String,
}

pub(crate) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> ::web::Result<Response> {
    let Some(id) = find_sesi(&caller).await? else {
        let form = formulir(&caller);
        return masuk(&caller, form, None);
    };
    let mut tx = caller.read().await?;
    let pihak = pihak(&mut tx, id, &pinta.untuk).await?;
    let dasar = caller.href("/mandiri");
    let milik = store::list_orang(&mut tx, id).await?.into_iter().map(|p| Milik {
        href: format!("{dasar}/permohonan/{}", p.id),
        judul: format!("{} {}", p.nomor(), p.jenis_nama),
        untuk: (p.orang_id != id).then(|| p.orang_nama.clone()),
        keadaan: p.keadaan(),
    });
    let dipilih = pihak.untuk().map(|(id, _)| id);
    let mut untuk =
        vec![Untuk { href: dasar.clone(), nama: "Saya sendiri".to_owned(), dipilih: dipilih.is_none() }];
    untuk.extend(keluarga::list_anggota(&mut tx, id).await?.into_iter().map(|anggota| Untuk {
        href: format!("{dasar}?untuk={}", anggota.id),
        dipilih: dipilih == Some(anggota.id),
        nama: anggota.nama,
    }));
    if untuk.len() == 1 {
        untuk.clear();
    }
    let katalog = Katalog::baca(&mut tx).await?;
    let mut pilihan = Vec::new();
    for jenis in katalog.ditawarkan().filter(|jenis| pihak.boleh(jenis, caller.today())) {
        let kurang = alur::kurang_dalam_kata(&mut tx, jenis, pihak.subjek()).await?;
        let siapa = dipilih.map(|id| format!("?untuk={id}")).unwrap_or_default();
        pilihan.push((format!("{dasar}/surat/{}{siapa}", jenis.kode), jenis, kurang));
    }
    let depan = Depan {
        page: halaman(&caller, "Layanan Mandiri"),
        nama: pihak.pemohon.nama.clone(),
        anggota: pihak.untuk().map(|(_, nama)| nama.to_owned()),
        milik: milik.collect(),
        untuk,
        pilihan,
        csrf: caller.csrf().to_owned(),
        kunci: caller.request_key(),
        keluar: format!("{dasar}/keluar"),
    };
    pribadi(&depan, false)
}

/// Who visits and for whom they ask; whom they may not ask for does not exist.
pub(super) async fn pihak(tx: &mut ReadTx, tamu: Uuid, untuk: &str) -> ::web::Result<Pihak> {
    let untuk = match untuk {
        "" => None,
        id => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    let pemohon = kependudukan::find_subjek(tx, tamu).await?.ok_or(Error::NotFound)?;
    keluarga::find_pihak(tx, pemohon, untuk).await?.ok_or(Error::NotFound)
}

/// Whose pages these are; who is nobody's guest asks for a code first.
pub(super) async fn tamu(caller: &Caller) -> ::web::Result<Uuid> {
    let kalimat = "Waktu kunjungan Anda habis. Buka lagi Layanan Mandiri dan minta kode baru.";
    find_sesi(caller).await?.ok_or_else(|| Error::Refused(kalimat.to_owned()))
}

/// Asks for a code. A NIK that nobody has is answered like one that somebody has.
pub(crate) async fn minta(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut tampil = formulir(&caller);
    let Some(pengirim) = caller.app.find_service::<PengirimKode>() else {
        tampil.refuse("", "Layanan Mandiri belum dibuka di kantor ini. Silakan datang atau hubungi kantor.");
        return masuk(&caller, tampil, None);
    };
    let nik = match Nik::baru(form.text("nik")) {
        Ok(nik) => nik,
        Err(galat) => {
            tampil.refuse("nik", galat.to_string());
            return masuk(&caller, tampil, None);
        }
    };
    let alamat = caller.address.to_string();
    let rem = access::Throttle::new(caller.app.db(), &format!("mandiri {}", nik.as_str()), &alamat);
    if let Some(tunggu) = rem.wait(caller.ctx.now).await? {
        tampil.refuse(
            "nik",
            format!("Terlalu sering meminta kode. Coba lagi {} detik lagi.", tunggu.as_secs() + 1),
        );
        return masuk(&caller, tampil, None);
    }
    // Counted also when it is right: nobody needs many codes.
    rem.fail(caller.ctx.now).await?;
    let penduduk = kependudukan::store::find_aktif_nik(&mut caller.read().await?, nik).await?;
    let id = minta_kode(&caller.app, &caller.ctx, penduduk, pengirim).await?;
    masuk(&caller, tampil, Some(id.to_string()))
}

pub(crate) async fn tukar(caller: Caller, form: Form) -> ::web::Result<Response> {
    let id: Uuid = form.text("permintaan").parse().map_err(|_| Error::NotFound)?;
    let kode: String = form.text("kode").chars().filter(char::is_ascii_digit).collect();
    let Some(penduduk) = tukar_kode(caller.app.db(), &caller.ctx, id, &kode).await? else {
        let mut tampil = formulir(&caller);
        let kalimat = format!(
            "Kode itu tidak cocok atau sudah kedaluwarsa. Satu kode dapat dicoba {PERCOBAAN} kali dalam 15 menit."
        );
        tampil.refuse("kode", kalimat);
        return masuk(&caller, tampil, Some(id.to_string()));
    };
    let kue = mulai_sesi(&caller, penduduk).await?;
    let mut jawab = ::web::see_other(&caller.href("/mandiri"), None);
    jawab.headers_mut().append(header::SET_COOKIE, kue);
    Ok(jawab)
}

pub(crate) async fn keluar(caller: Caller, _form: Form) -> ::web::Result<Response> {
    let kue = akhiri_sesi(&caller).await?;
    let mut jawab =
        ::web::see_other(&caller.href("/mandiri"), Some(Flash::new(Tone::Good, "Anda sudah keluar.")));
    jawab.headers_mut().append(header::SET_COOKIE, kue);
    Ok(jawab)
}
