//! The screens of this room.

mod atur;
mod borang;
mod buku;
mod disposisi;
mod ekspedisi;
mod isian;
mod keluar;
mod masuk;
mod masuk_baru;
mod masuk_satu;
mod musnah;
mod peluncuran;
mod retensi;

use ::web::{Caller, Form, Guard, Menu, Route, Tile, TileData, get, post};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use uuid::Uuid;

use crate::masuk::Terlihat;
use crate::pindai::TERBESAR;
use crate::store::Pelaku;
use crate::{ATUR, CATAT, DISPOSISI, LIHAT, MUSNAHKAN, TERIMA};

/// The largest form with a scan in it: the scan and its fields.
const UNGGAHAN: usize = TERBESAR + (64 << 10);

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = masuk_routes();
    routes.extend(keluar_routes());
    routes.extend(arsip_routes());
    routes.extend(peluncuran::routes());
    routes
}

fn masuk_routes() -> Vec<Route> {
    let needs = Guard::Needs;
    vec![
        get("/{kode}/surat-masuk", needs(LIHAT), masuk::get),
        get("/{kode}/surat-masuk/baru", needs(CATAT), masuk_baru::get),
        post("/{kode}/surat-masuk/baru", needs(CATAT), masuk_baru::post).upload(UNGGAHAN),
        get("/{kode}/surat-masuk/{id}", needs(TERIMA), masuk_satu::get),
        get("/{kode}/surat-masuk/{id}/koreksi", needs(CATAT), masuk_baru::koreksi),
        post("/{kode}/surat-masuk/{id}/koreksi", needs(CATAT), masuk_baru::perbaiki),
        get("/{kode}/surat-masuk/{id}/pembatalan", needs(CATAT), masuk_satu::pembatalan),
        post("/{kode}/surat-masuk/{id}/pembatalan", needs(CATAT), masuk_satu::batalkan),
        get("/{kode}/surat-masuk/{id}/pengarsipan", needs(CATAT), masuk_satu::pengarsipan),
        post("/{kode}/surat-masuk/{id}/pengarsipan", needs(CATAT), masuk_satu::arsipkan),
        post("/{kode}/surat-masuk/{id}/pindaian", needs(CATAT), masuk_satu::pindai).upload(UNGGAHAN),
        get("/{kode}/surat-masuk/{id}/pindaian/{berkas}", needs(TERIMA), masuk_satu::pindaian),
        get("/{kode}/surat-masuk/{id}/disposisi", needs(DISPOSISI), disposisi::get),
        post("/{kode}/surat-masuk/{id}/disposisi", needs(DISPOSISI), disposisi::post),
        get("/{kode}/surat-masuk/{id}/lembar", needs(TERIMA), disposisi::lembar).limited(30),
        get("/{kode}/disposisi", needs(TERIMA), disposisi::tugas),
        post("/{kode}/disposisi/{id}/pembacaan", needs(TERIMA), disposisi::pembacaan),
        post("/{kode}/disposisi/{id}/penyelesaian", needs(TERIMA), disposisi::penyelesaian),
    ]
}

fn keluar_routes() -> Vec<Route> {
    let needs = Guard::Needs;
    vec![
        get("/{kode}/surat-keluar", needs(LIHAT), keluar::get),
        get("/{kode}/surat-keluar/baru", needs(CATAT), keluar::baru),
        post("/{kode}/surat-keluar/baru", needs(CATAT), keluar::catat).upload(UNGGAHAN),
        get("/{kode}/surat-keluar/{id}", needs(LIHAT), keluar::satu),
        get("/{kode}/surat-keluar/{id}/pembatalan", needs(CATAT), keluar::pembatalan),
        post("/{kode}/surat-keluar/{id}/pembatalan", needs(CATAT), keluar::batalkan),
        post("/{kode}/surat-keluar/{id}/pindaian", needs(CATAT), keluar::pindai).upload(UNGGAHAN),
        get("/{kode}/surat-keluar/{id}/pindaian/{berkas}", needs(LIHAT), keluar::pindaian),
        get("/{kode}/ekspedisi", needs(LIHAT), ekspedisi::get),
        get("/{kode}/ekspedisi/baru", needs(CATAT), ekspedisi::baru),
        post("/{kode}/ekspedisi/baru", needs(CATAT), ekspedisi::kirim),
        get("/{kode}/ekspedisi/{id}/penerimaan", needs(CATAT), ekspedisi::penerimaan),
        post("/{kode}/ekspedisi/{id}/penerimaan", needs(CATAT), ekspedisi::terima).upload(UNGGAHAN),
        get("/{kode}/ekspedisi/{id}/pembatalan", needs(CATAT), ekspedisi::pembatalan),
        post("/{kode}/ekspedisi/{id}/pembatalan", needs(CATAT), ekspedisi::batalkan),
        get("/{kode}/ekspedisi/{id}/bukti/{berkas}", needs(LIHAT), ekspedisi::bukti),
        get("/{kode}/buku-surat/{buku}", needs(LIHAT), buku::get),
        get("/{kode}/buku-surat/{buku}/unduhan", needs(LIHAT), buku::unduhan).limited(30),
    ]
}

fn arsip_routes() -> Vec<Route> {
    let needs = Guard::Needs;
    vec![
        get("/{kode}/retensi", needs(LIHAT), retensi::get),
        get("/{kode}/retensi/jadwal", needs(LIHAT), retensi::jadwal),
        post("/{kode}/retensi/jadwal", needs(ATUR), retensi::atur),
        post("/{kode}/retensi/pemusnahan", needs(CATAT), musnah::usulkan),
        get("/{kode}/retensi/pemusnahan/{id}", needs(LIHAT), musnah::get),
        get("/{kode}/retensi/pemusnahan/{id}/berita-acara", needs(LIHAT), musnah::berita_acara).limited(30),
        post("/{kode}/retensi/pemusnahan/{id}/pelaksanaan", needs(MUSNAHKAN), musnah::laksanakan),
        post("/{kode}/retensi/pemusnahan/{id}/penarikan", needs(LIHAT), musnah::tarik),
        get("/{kode}/atur-sekretariat", needs(ATUR), atur::get),
        post("/{kode}/atur-sekretariat", needs(ATUR), atur::post),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    let entry = |label, path, icon, guard, order| Menu {
        label,
        path,
        icon,
        group: "Sekretariat",
        guard: Guard::Needs(guard),
        order,
    };
    vec![
        entry("Surat masuk", "/surat-masuk", "surat", LIHAT, 210),
        entry("Disposisi saya", "/disposisi", "centang", TERIMA, 211),
        entry("Surat keluar", "/surat-keluar", "surat", LIHAT, 212),
        entry("Ekspedisi", "/ekspedisi", "unggah", LIHAT, 213),
        entry("Retensi arsip", "/retensi", "jam", LIHAT, 214),
        Menu { group: "Pengaturan", ..entry("Sekretariat", "/atur-sekretariat", "atur", ATUR, 905) },
        peluncuran::menu(),
    ]
}

pub(crate) fn tiles() -> Vec<Tile> {
    vec![Tile { guard: Guard::Needs(TERIMA), order: 16, load: |caller| Box::pin(ubin(caller)) }]
}

/// How many dispositions wait for whoever looks.
async fn ubin(caller: &Caller) -> ::web::Result<Option<TileData>> {
    let Some(saya) = caller.ctx.user() else { return Ok(None) };
    let banyak = crate::store::count_tugas(&mut caller.read().await?, saya).await?;
    Ok((banyak > 0).then(|| TileData {
        figure: banyak.to_string(),
        label: "disposisi untuk Anda".to_owned(),
        note: "belum selesai".to_owned(),
        href: caller.href("/disposisi"),
        tone: ui::Tone::Wait,
    }))
}

fn pelaku(caller: &Caller) -> ::web::Result<Pelaku> {
    let pengguna = &caller.signed_in()?.pengguna;
    Ok(Pelaku { id: Some(pengguna.id), nama: pengguna.nama.clone() })
}

/// The letter as the sender of this form saw it.
fn terlihat(id: Uuid, form: &Form) -> ::web::Result<Terlihat> {
    let kalimat = "Formulir tidak lengkap. Buka lagi suratnya, lalu ulangi.";
    let versi = form.text("versi").parse().map_err(|_| ::web::Error::Refused(kalimat.to_owned()))?;
    Ok(Terlihat { id, versi })
}

/// The sentence of a refusal, to stand in the form that was refused. Whatever else went wrong ends the
/// request.
fn kalimat(error: crate::Error) -> ::web::Result<String> {
    match error.into() {
        ::web::Error::Refused(kalimat) => Ok(kalimat),
        lain => Err(lain),
    }
}

fn berhasil(target: &str, kalimat: impl Into<String>) -> Response {
    ::web::see_other(target, Some(ui::Flash::new(ui::Tone::Good, kalimat)))
}

/// "2 Maret 2026 pukul 09.05 WIB"
fn saat(caller: &Caller, at: db::At) -> String {
    let (zona, saat) = (caller.unit.zone, at.timestamp());
    format!("{} pukul {}", kamus::tanggal_panjang(zona.tanggal(saat)), zona.jam_menit(saat))
}

/// A scan, to be looked at and kept nowhere. Its name says nothing about anybody.
fn kirim_pindaian(jenis: &str, bytes: Vec<u8>) -> Response {
    let akhiran = if jenis == "application/pdf" { "pdf" } else { "jpg" };
    kirim(jenis, &format!("inline; filename=\"pindaian.{akhiran}\""), bytes)
}

/// A paper or sheet made here.
fn kirim_unduhan(jenis: &str, nama: &str, bytes: Vec<u8>) -> Response {
    kirim(jenis, &format!("attachment; filename=\"{nama}\""), bytes)
}

fn kirim(jenis: &str, cara: &str, bytes: Vec<u8>) -> Response {
    let text = |text: &str| HeaderValue::from_str(text).expect("kinds and file names are plain letters");
    let kepala = [
        (header::CONTENT_TYPE, text(jenis)),
        (header::CONTENT_DISPOSITION, text(cara)),
        (header::CACHE_CONTROL, text("no-store")),
    ];
    (kepala, bytes).into_response()
}

/// Sets a page; what the typesetter refuses says what to do.
async fn susun(caller: &Caller, job: documents::Job) -> ::web::Result<Vec<u8>> {
    use documents::Error::{Busy, TooBig, TooSlow};
    match caller.app.service::<documents::Typesetter>().typeset(job).await {
        Ok(pdf) => Ok(pdf.bytes),
        Err(galat @ (Busy | TooSlow { .. } | TooBig { .. })) => {
            Err(::web::Error::Refused(format!("PDF tidak jadi dibuat. {galat} Coba lagi sebentar.")))
        }
        Err(galat) => Err(anyhow::Error::from(galat).into()),
    }
}

/// A part of a list that a page shows.
fn sepotong<T>(semua: Vec<T>, paging: &ui::Paging) -> Vec<T> {
    let lewati = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    semua.into_iter().skip(lewati).take(usize::try_from(ui::PAGE_SIZE).unwrap_or(25)).collect()
}

/// This room's parts, for the strip on top of its lists.
fn tab(caller: &Caller, kini: usize) -> Vec<ui::MenuItem> {
    let bagian = [
        ("Surat masuk", "/surat-masuk"),
        ("Surat keluar", "/surat-keluar"),
        ("Ekspedisi", "/ekspedisi"),
        ("Buku Agenda (A.7)", "/buku-surat/agenda"),
        ("Buku Ekspedisi (A.8)", "/buku-surat/ekspedisi"),
    ];
    let satu = |(ke, (label, path)): (usize, (&str, &str))| {
        ui::MenuItem::new(label, caller.href(path)).active(ke == kini)
    };
    bagian.into_iter().enumerate().map(satu).collect()
}
