//! Holidays and Ramadan: one by one, from a file, and away again.

use std::collections::HashSet;

use ::web::{Caller, Form};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use db::WriteTx;
use jiff::ToSpan as _;
use jiff::civil::Date;
use ui::{Flash, Tone};
use uuid::Uuid;

use super::baca_hari;
use super::kalender::{Borang, setahun, tahun, tampilkan};
use crate::atur::ubah_kalender;
use crate::kalender::libur_tetap;
use crate::libur::{CONTOH, JENIS_LIBUR, baca_libur, periksa_nama};
use crate::store::{self, HariLibur, MasaRamadan};

fn alamat(caller: &Caller, tahun: i16) -> String {
    caller.href(&format!("/kalender?tahun={tahun}"))
}

fn baik(target: &str, kalimat: impl Into<String>) -> Response {
    ::web::see_other(target, Some(Flash::new(Tone::Good, kalimat)))
}

pub(super) async fn tambah(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut borang = Borang::baru(&caller);
    let mut tampil = borang.libur.fill(form.typed());
    let tanggal = baca_hari(&form, "tanggal", &mut tampil);
    let jenis = JENIS_LIBUR.iter().map(|(kode, _)| *kode).find(|kode| *kode == form.text("jenis"));
    if jenis.is_none() {
        tampil.refuse("jenis", "Pilih jenis liburnya.");
    }
    let nama = periksa_nama(form.text("nama"));
    if let Err(kalimat) = &nama {
        tampil.refuse("nama", huruf_besar(kalimat));
    }
    let (Some(tanggal), Some(jenis), Ok(nama), false) = (tanggal, jenis, nama, tampil.has_error()) else {
        borang.libur = tampil;
        return tampilkan(&caller, tanggal.map_or_else(|| caller.today().year(), Date::year), borang).await;
    };
    let target = alamat(&caller, tanggal.year());
    let mut tx = match caller.begin("penetapan_libur", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let ada = store::list_libur(&mut tx).await?;
    if let Some(lama) = ada.iter().find(|libur| libur.tanggal.0 == tanggal) {
        drop(tx);
        tampil.refuse("tanggal", format!("Tanggal itu sudah libur: {}. Hapus dulu yang lama.", lama.nama));
        borang.libur = tampil;
        return tampilkan(&caller, tanggal.year(), borang).await;
    }
    ubah_kalender(&mut tx, async |tx| {
        let id = tx.ctx().new_id();
        tx.insert(&HariLibur { id, tanggal: tanggal.into(), jenis: jenis.to_owned(), nama }).await
    })
    .await?;
    tx.commit().await?;
    Ok(baik(&target, "Hari libur sudah dicatat."))
}

fn huruf_besar(kalimat: &str) -> String {
    let mut huruf = kalimat.chars();
    huruf.next().map(|awal| awal.to_uppercase().chain(huruf).collect()).unwrap_or_default()
}

/// Adds the days of a list that are not yet free; tells how many.
async fn tambahkan(tx: &mut WriteTx, semua: Vec<(Date, &'static str, String)>) -> db::Result<usize> {
    let ada: HashSet<Date> = store::list_libur(tx).await?.into_iter().map(|libur| libur.tanggal.0).collect();
    let ctx = *tx.ctx();
    let baru: Vec<HariLibur> = semua
        .into_iter()
        .filter(|(tanggal, ..)| !ada.contains(tanggal))
        .map(|(tanggal, jenis, nama)| HariLibur {
            id: ctx.new_id(),
            tanggal: tanggal.into(),
            jenis: jenis.to_owned(),
            nama,
        })
        .collect();
    tx.insert_all(&baru).await?;
    Ok(baru.len())
}

async fn simpan_daftar(
    caller: &Caller,
    form: &Form,
    semua: Vec<(Date, &'static str, String)>,
) -> ::web::Result<Response> {
    let tahun = setahun(semua.iter().map(|(hari, ..)| hari)).unwrap_or_else(|| caller.today().year());
    let (target, jumlah) = (alamat(caller, tahun), semua.len());
    let mut tx = match caller.begin("penetapan_libur", form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let mut masuk = 0;
    ubah_kalender(&mut tx, async |tx| {
        masuk = tambahkan(tx, semua).await?;
        Ok(())
    })
    .await?;
    tx.commit().await?;
    let lewat = jumlah - masuk;
    let sisa = if lewat == 0 { String::new() } else { format!(" {lewat} sudah ada, dibiarkan.") };
    Ok(baik(&target, format!("{masuk} hari libur ditambahkan.{sisa}")))
}

pub(super) async fn unggah(caller: Caller, form: Form) -> ::web::Result<Response> {
    let baca = match form.file("berkas") {
        Some(berkas) => baca_libur(&berkas.bytes),
        None => Err(vec!["Pilih dulu berkas CSV-nya.".to_owned()]),
    };
    match baca {
        Ok(semua) => {
            let semua = semua.into_iter().map(|baris| (baris.tanggal, baris.jenis, baris.nama)).collect();
            simpan_daftar(&caller, &form, semua).await
        }
        Err(salah_berkas) => {
            let borang = Borang { salah_berkas, ..Borang::baru(&caller) };
            tampilkan(&caller, caller.today().year(), borang).await
        }
    }
}

/// Fills in the holidays that fall on the same day each year.
pub(super) async fn tetap(caller: Caller, form: Form) -> ::web::Result<Response> {
    let tahun = tahun(&caller, form.text("tahun"));
    let semua = libur_tetap(tahun).into_iter().map(|(hari, nama)| (hari, "nasional", nama.to_owned()));
    simpan_daftar(&caller, &form, semua.collect()).await
}

pub(super) async fn hapus(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let ada = store::list_libur(&mut caller.read().await?).await?;
    let tahun = ada.iter().find(|libur| libur.id == id).map(|libur| libur.tanggal.0.year());
    let target = alamat(&caller, tahun.unwrap_or_else(|| caller.today().year()));
    let mut tx = match caller.begin("pencabutan_libur", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    ubah_kalender(&mut tx, async |tx| tx.delete::<HariLibur>(id).await).await?;
    tx.commit().await?;
    Ok(baik(&target, "Hari itu menjadi hari kerja lagi."))
}

pub(super) async fn ramadan(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut borang = Borang::baru(&caller);
    let mut tampil = borang.ramadan.fill(form.typed());
    let mulai = baca_hari(&form, "mulai", &mut tampil);
    let selesai = baca_hari(&form, "selesai", &mut tampil);
    if let (Some(mulai), Some(selesai)) = (mulai, selesai) {
        let pada = |hari: i32| mulai.checked_add(hari.days()).ok();
        if ![pada(28), pada(29)].contains(&Some(selesai)) {
            tampil.refuse("selesai", "Ramadan 29 atau 30 hari. Periksa lagi kedua tanggalnya.");
        }
    }
    let (Some(mulai), Some(selesai), false) = (mulai, selesai, tampil.has_error()) else {
        borang.ramadan = tampil;
        return tampilkan(&caller, mulai.map_or_else(|| caller.today().year(), Date::year), borang).await;
    };
    let target = alamat(&caller, mulai.year());
    let mut tx = match caller.begin("penetapan_ramadan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let ada = store::list_ramadan(&mut tx).await?;
    if ada.iter().any(|lama| lama.mulai.0 <= selesai && mulai <= lama.selesai.0) {
        drop(tx);
        tampil.refuse("mulai", "Ramadan pada tanggal itu sudah dicatat. Hapus dulu yang lama.");
        borang.ramadan = tampil;
        return tampilkan(&caller, mulai.year(), borang).await;
    }
    ubah_kalender(&mut tx, async |tx| {
        let id = tx.ctx().new_id();
        tx.insert(&MasaRamadan { id, mulai: mulai.into(), selesai: selesai.into() }).await
    })
    .await?;
    tx.commit().await?;
    Ok(baik(&target, "Masa Ramadan sudah dicatat."))
}

pub(super) async fn hapus_ramadan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let target = caller.href("/kalender");
    let mut tx = match caller.begin("pencabutan_ramadan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    ubah_kalender(&mut tx, async |tx| tx.delete::<MasaRamadan>(id).await).await?;
    tx.commit().await?;
    Ok(baik(&target, "Masa Ramadan itu sudah dihapus."))
}

/// A list to fill in.
pub(super) async fn contoh(_caller: Caller) -> Response {
    let kepala = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"hari-libur.csv\""),
    ];
    (kepala, CONTOH).into_response()
}
