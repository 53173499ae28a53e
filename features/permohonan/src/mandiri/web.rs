//! The pages of Layanan Mandiri: coming in, what one has asked for, and asking for more.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use db::{Once, ReadTx};
use kamus::Nik;
use kependudukan::Subjek;
use surat::Katalog;
use surat::jenis::{Jenis, Syarat};
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;

use super::{PERCOBAAN, PengirimKode, akhiri_sesi, find_sesi, minta_kode, mulai_sesi, tukar_kode};
use crate::alur::{self, Berlaku, Pengajuan};
use crate::bidang::{self, Rupa};
use crate::keadaan::{Ambil, Keadaan, Pintu};
use crate::store::{self, Isi, Pelaku};

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
    pilihan: Vec<(String, &'static Jenis, String)>,
    keluar: String,
    csrf: String,
    kunci: String,
}

struct Milik {
    href: String,
    judul: String,
    keadaan: Keadaan,
}

pub(crate) async fn get(caller: Caller) -> ::web::Result<Response> {
    let Some(id) = find_sesi(&caller).await? else {
        let form = formulir(&caller);
        return masuk(&caller, form, None);
    };
    let mut tx = caller.read().await?;
    let orang = orang(&mut tx, id).await?;
    let dasar = caller.href("/mandiri");
    let milik = store::list_orang(&mut tx, id).await?.into_iter().map(|p| Milik {
        href: format!("{dasar}/permohonan/{}", p.id),
        judul: format!("{} {}", p.nomor(), p.jenis_nama),
        keadaan: p.keadaan(),
    });
    let katalog = Katalog::baca(&mut tx).await?;
    let mut pilihan = Vec::new();
    for jenis in katalog.ditawarkan().filter(|jenis| jenis.mandiri) {
        let kurang = alur::kurang_dalam_kata(&mut tx, jenis, &orang).await?;
        pilihan.push((format!("{dasar}/surat/{}", jenis.kode), jenis, kurang));
    }
    let depan = Depan {
        page: halaman(&caller, "Layanan Mandiri"),
        nama: orang.nama.clone(),
        milik: milik.collect(),
        pilihan,
        csrf: caller.csrf().to_owned(),
        kunci: caller.request_key(),
        keluar: format!("{dasar}/keluar"),
    };
    pribadi(&depan, false)
}

async fn orang(tx: &mut ReadTx, id: Uuid) -> ::web::Result<Subjek> {
    kependudukan::find_subjek(tx, id).await?.ok_or(Error::NotFound)
}

/// A kind that residents may ask for without coming.
async fn jenis(tx: &mut ReadTx, kode: &str) -> ::web::Result<&'static Jenis> {
    let jenis = Katalog::baca(tx).await?.ditawarkan().find(|jenis| jenis.kode == kode);
    jenis.filter(|jenis| jenis.mandiri).ok_or(Error::NotFound)
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

#[derive(Template)]
#[template(path = "permohonan/mandiri_isi.html")]
struct HalamanIsi {
    page: ui::Page,
    form: ui::Form,
    bidang: Vec<(String, Rupa)>,
    kurang: Vec<String>,
    aksi: String,
    dasar: String,
}

fn form_isi(caller: &Caller, jenis: &Jenis) -> (ui::Form, Vec<(String, Rupa)>) {
    let (form, bidang) = bidang::tambah(caller.form(), jenis);
    let ambil = Ambil::SEMUA.map(|ambil| Choice::new(ambil.kode().to_string(), ambil.label()));
    let form = form
        .with(Field::new("ambil", "Suratnya").choices(ambil.to_vec()).value("1"))
        .with(Field::new("alamat", "Diantar ke").rows(2).optional());
    (form, bidang)
}

fn halaman_isi(
    caller: &Caller,
    (jenis, syarat): (&'static Jenis, &[Syarat]),
    orang: &Subjek,
    (form, bidang): (ui::Form, Vec<(String, Rupa)>),
) -> HalamanIsi {
    let dasar = caller.href("/mandiri");
    let kurang = alur::syarat_kurang(syarat, orang, &[]).iter().map(|s| s.nama.clone()).collect();
    HalamanIsi {
        page: halaman(caller, jenis.nama.clone())
            .back("Layanan Mandiri", dasar.clone())
            .has_error(form.has_error()),
        form,
        bidang,
        kurang,
        aksi: format!("{dasar}/surat/{}", jenis.kode),
        dasar,
    }
}

pub(crate) async fn isi(caller: Caller, Path((_, kode)): Path<(String, String)>) -> ::web::Result<Response> {
    let id = tamu(&caller).await?;
    let mut tx = caller.read().await?;
    let (jenis, orang) = (jenis(&mut tx, &kode).await?, orang(&mut tx, id).await?);
    let syarat = Berlaku::baca(&mut tx, jenis).await?.syarat;
    drop(tx);
    let borang = form_isi(&caller, jenis);
    pribadi(&halaman_isi(&caller, (jenis, &syarat), &orang, borang), false)
}

pub(crate) async fn ajukan(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: Form,
) -> ::web::Result<Response> {
    let id = tamu(&caller).await?;
    let mut tx = caller.read().await?;
    let (jenis, orang) = (jenis(&mut tx, &kode).await?, orang(&mut tx, id).await?);
    let syarat = Berlaku::baca(&mut tx, jenis).await?.syarat;
    drop(tx);
    let (borang, bidang) = form_isi(&caller, jenis);
    let mut tampil = borang.fill(form.typed());
    let ketikan = bidang::baca(jenis, caller.today(), &form, &mut tampil);
    let ambil = form.text("ambil").parse().ok().and_then(Ambil::dari_kode);
    let alamat = alur::rapikan(form.text("alamat"), 300);
    if ambil.is_none() {
        tampil.refuse("ambil", "Pilih bagaimana surat sampai kepada Anda.");
    }
    if ambil == Some(Ambil::Antar) && alamat.is_empty() {
        tampil.refuse("alamat", "Tulis ke mana surat diantar.");
    }
    let (Some(ambil), false) = (ambil, tampil.has_error()) else {
        return pribadi(&halaman_isi(&caller, (jenis, &syarat), &orang, (tampil, bidang)), true);
    };
    let target = caller.href("/mandiri");
    let mut tx = caller.write("pengajuan_permohonan").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(::web::see_other(&target, None));
    }
    let isi = Isi { ketikan, alamat, catatan: String::new() };
    let (pintu, pemohon, dilihat) = (Pintu::Mandiri, String::new(), Vec::new());
    let pengajuan = Pengajuan {
        pintu,
        jenis,
        orang,
        pemohon,
        pemohon_id: None,
        isi,
        syarat: dilihat,
        ambil,
        pengantar: None,
    };
    let p = alur::ajukan(&mut tx, pengajuan, &Pelaku::default()).await?;
    tx.commit().await?;
    let kabar = Flash::new(Tone::Good, format!("Permohonan {} sudah masuk.", p.nomor()));
    Ok(::web::see_other(&target, Some(kabar)))
}
