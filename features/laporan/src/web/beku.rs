//! Freezing a month, sending it, withdrawing it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use ui::{Field, Flash, Tone};
use waktu::Bulan;
use web::{Caller, Form};

use super::bulanan::muat;
use crate::lampid::{Baris, KOLOM};
use crate::pembekuan;

#[derive(Template)]
#[template(path = "laporan/pembekuan.html")]
struct Tanya {
    page: ui::Page,
    bulan: Bulan,
    jiwa: String,
    keluarga: String,
    aksi: String,
    kunci: String,
    kembali: String,
}

pub(crate) async fn pembekuan(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
) -> web::Result<Response> {
    let bulan = super::bulan(&kode)?;
    let mut tx = caller.read().await?;
    let b = muat(&caller, &mut tx, bulan).await?;
    pembekuan::periksa(&mut tx, bulan, caller.today()).await.map_err(super::galat)?;
    let kembali = caller.href(&format!("/laporan/{kode}"));
    let angka = |kolom: usize| kamus::angka(b.tabel().angka(Baris::Akhir, &KOLOM[kolom]));
    web::html(&Tanya {
        page: caller
            .page(format!("Bekukan laporan {bulan}"))
            .back(format!("Laporan {bulan}"), kembali.as_str()),
        bulan,
        jiwa: angka(6),
        keluarga: angka(9),
        aksi: format!("{kembali}/pembekuan"),
        kunci: caller.request_key(),
        kembali,
    })
}

pub(crate) async fn bekukan(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: Form,
) -> web::Result<Response> {
    let bulan = super::bulan(&kode)?;
    let tujuan = caller.href(&format!("/laporan/{kode}"));
    let mut tx = caller.write("pembekuan_laporan").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    pembekuan::bekukan(&mut tx, bulan, caller.today()).await.map_err(super::galat)?;
    tx.commit().await?;
    Ok(berhasil(&tujuan, format!("Laporan {bulan} dibekukan.")))
}

pub(crate) async fn kirim(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: Form,
) -> web::Result<Response> {
    let bulan = super::bulan(&kode)?;
    let tujuan = caller.href(&format!("/laporan/{kode}"));
    let mut tx = caller.write("pengiriman_laporan").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    pembekuan::kirim(&mut tx, bulan).await.map_err(super::galat)?;
    tx.commit().await?;
    Ok(berhasil(&tujuan, format!("Laporan {bulan} dicatat sudah dikirim.")))
}

#[derive(Template)]
#[template(path = "laporan/penarikan.html")]
struct Tarik {
    page: ui::Page,
    form: ui::Form,
    bulan: Bulan,
    aksi: String,
    kembali: String,
}

fn halaman_tarik(caller: &Caller, bulan: Bulan, form: ui::Form) -> Tarik {
    let kembali = caller.href(&format!("/laporan/{}", bulan.kode()));
    Tarik {
        page: caller
            .page(format!("Tarik laporan {bulan}"))
            .back(format!("Laporan {bulan}"), kembali.as_str())
            .has_error(form.has_error()),
        form,
        bulan,
        aksi: format!("{kembali}/penarikan"),
        kembali,
    }
}

fn formulir(caller: &Caller) -> ui::Form {
    caller.form().with(Field::new("alasan", "Alasan").rows(3).hint("Misalnya: dua kelahiran belum dicatat."))
}

pub(crate) async fn penarikan(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
) -> web::Result<Response> {
    let bulan = super::bulan(&kode)?;
    let mut tx = caller.read().await?;
    pembekuan::boleh_ditarik(&mut tx, bulan).await.map_err(super::galat)?;
    web::html(&halaman_tarik(&caller, bulan, formulir(&caller)))
}

pub(crate) async fn tarik(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: Form,
) -> web::Result<Response> {
    let bulan = super::bulan(&kode)?;
    let alasan = form.text("alasan");
    let mut tampil = formulir(&caller).fill(form.typed());
    match alasan.chars().count() {
        0..5 => tampil.refuse("alasan", "Tulis mengapa laporan ini ditarik, paling sedikit 5 huruf."),
        501.. => tampil.refuse("alasan", "Paling panjang 500 huruf."),
        _ => {}
    }
    if tampil.has_error() {
        return web::refused(&halaman_tarik(&caller, bulan, tampil));
    }
    let tujuan = caller.href(&format!("/laporan/{kode}"));
    let mut tx = caller.write("penarikan_laporan").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    pembekuan::tarik(&mut tx, bulan, alasan).await.map_err(super::galat)?;
    tx.commit().await?;
    Ok(berhasil(&tujuan, format!("Laporan {bulan} ditarik. Perbaiki datanya, lalu bekukan lagi.")))
}

fn berhasil(tujuan: &str, kalimat: String) -> Response {
    web::see_other(tujuan, Some(Flash::new(Tone::Good, kalimat)))
}
