//! When somebody hears of a service that takes long.

use ::web::{Caller, Form};
use askama::Template;
use axum::response::Response;
use kamus::{KodeWilayah, Tingkat};
use ui::{Choice, Field, Flash, Tone};

use crate::atur::{get_atur, simpan_atur, ubah_kalender};
use crate::kalender::urai_jam;
use crate::store::AturWaktu;

#[derive(Template)]
#[template(path = "waktu/pengingat.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    /// Its own work passes no kecamatan.
    di_kecamatan: bool,
}

fn di_kecamatan(caller: &Caller) -> bool {
    KodeWilayah::baru(caller.ctx.unit.0).is_ok_and(|kode| kode.tingkat() == Tingkat::Kecamatan)
}

fn formulir(caller: &Caller, atur: &AturWaktu) -> ui::Form {
    let jam = |menit: Option<i32>| menit.map(lama).unwrap_or_default();
    let kosong = "Dalam jam kerja sesudah tenggat, misalnya 7.30. Kosongkan bila tidak naik.";
    let malam = Choice::list([("1", "Loket malam tetap buka di bulan Ramadan")]);
    caller
        .form()
        .with(
            Field::new("segera", "Ingatkan petugas sebelum tenggat")
                .hint("Dalam jam kerja, misalnya 1.00")
                .value(jam(Some(atur.segera_menit)))
                .width(8),
        )
        .with(
            Field::new("kecamatan", "Tampak di kecamatan")
                .hint(kosong)
                .value(jam(atur.kecamatan_menit))
                .width(8)
                .optional(),
        )
        .with(
            Field::new("dinas", "Tampak di kabupaten")
                .hint(kosong)
                .value(jam(atur.dinas_menit))
                .width(8)
                .optional(),
        )
        .with(
            Field::new("malam_ramadan", "Loket malam")
                .choices(malam)
                .values(atur.malam_ramadan.then_some("1"))
                .optional(),
        )
}

/// `7.30`: more than a day's hours are written on.
fn lama(menit: i32) -> String {
    format!("{}.{:02}", menit / 60, menit % 60)
}

/// Working minutes of `7.30`; up to 99 hours.
fn urai_lama(teks: &str) -> Result<i32, String> {
    let salah = || "Tulis lamanya seperti 7.30, paling lama 99 jam kerja.".to_owned();
    let (jam, menit) = teks.split_once(['.', ':']).unwrap_or((teks, "00"));
    let jam: i32 = jam.parse().map_err(|_| salah())?;
    let menit = urai_jam(&format!("00.{menit}")).map_err(|_| salah())?;
    if (0..=99).contains(&jam) { Ok(jam * 60 + i32::from(menit)) } else { Err(salah()) }
}

fn halaman(caller: &Caller, form: ui::Form) -> Halaman {
    Halaman {
        page: caller
            .page("Pengingat dan eskalasi")
            .back("Hari dan jam kerja", caller.href("/kalender"))
            .has_error(form.has_error()),
        form,
        aksi: caller.href("/kalender/pengingat"),
        di_kecamatan: di_kecamatan(caller),
    }
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    let atur = get_atur(&mut caller.read().await?).await?;
    let form = formulir(&caller, &atur);
    ::web::html(&halaman(&caller, form))
}

pub(super) async fn post(caller: Caller, form: Form) -> ::web::Result<Response> {
    let lama = get_atur(&mut caller.read().await?).await?;
    let mut tampil = formulir(&caller, &AturWaktu { malam_ramadan: false, ..lama }).fill(form.typed());
    let mut baca = |nama: &str| match form.some(nama).map(urai_lama) {
        Some(Ok(menit)) => Some(menit),
        Some(Err(kalimat)) => {
            tampil.refuse(nama, kalimat);
            None
        }
        None => None,
    };
    let (segera, kecamatan, dinas) = (baca("segera"), baca("kecamatan"), baca("dinas"));
    let kecamatan = kecamatan.filter(|_| !di_kecamatan(&caller));
    if form.some("segera").is_none() {
        tampil.refuse("segera", "Isi kapan petugas diingatkan, misalnya 1.00.");
    }
    if let (Some(kecamatan), Some(dinas)) = (kecamatan, dinas)
        && dinas < kecamatan
    {
        tampil.refuse("dinas", "Kabupaten tidak boleh lebih dulu daripada kecamatan.");
    }
    let (Some(segera_menit), false) = (segera, tampil.has_error()) else {
        return ::web::refused(&halaman(&caller, tampil));
    };
    let target = caller.href("/kalender");
    let mut tx = match caller.begin("perubahan_pengingat", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let baru = AturWaktu {
        id: uuid::Uuid::nil(),
        malam_ramadan: form.text("malam_ramadan") == "1",
        segera_menit,
        kecamatan_menit: kecamatan,
        dinas_menit: dinas,
    };
    ubah_kalender(&mut tx, async |tx| simpan_atur(tx, baru).await).await?;
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, "Pengingat sudah disimpan."))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_and_written() {
        for (teks, menit) in [
            ("1", Some(60)),
            ("7.30", Some(450)),
            ("22:30", Some(1350)),
            ("99", Some(5940)),
            ("100", None),
            ("-1", None),
            ("1.75", None),
            ("sehari", None),
        ] {
            assert_eq!(urai_lama(teks).ok(), menit, "{teks}");
        }
        for menit in [0, 45, 60, 450, 1350, 5940] {
            assert_eq!(urai_lama(&lama(menit)), Ok(menit), "what the page shows can be sent back as it is");
        }
        assert_eq!((lama(45), lama(450)), ("0.45".to_owned(), "7.30".to_owned()));
    }
}
