//! What one resident may ask for: who looked at them, and everything that is held about them.

use std::io::{Cursor, Write as _};

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use db::Where;
use ui::{Choice, Field};
use uuid::Uuid;
use web::{Caller, Form};
use zip::write::SimpleFileOptions;

use super::super::waktu;
use super::semua::{Baris, baris};
use crate::HAPUS;
use crate::entitas::Penduduk;
use crate::privasi::{self, Serah, boleh_dihapus};
use crate::store;

/// How the clerk made sure who asks.
const PERIKSA: [(&str, &str); 4] = [
    ("ktp", "KTP-el pemohon sudah diperiksa"),
    ("kk", "Kartu Keluarga pemohon sudah diperiksa"),
    ("kuasa", "Surat kuasa dan KTP-el penerima kuasa sudah diperiksa"),
    ("wali", "Orang tua atau wali, KTP-el dan KK sudah diperiksa"),
];

#[derive(Template)]
#[template(path = "kependudukan/privasi_orang.html")]
struct Halaman {
    page: ui::Page,
    nama: String,
    dicetak: String,
    baris: Vec<Baris>,
    form: ui::Form,
    paket: String,
    hapus: Option<String>,
}

fn formulir(caller: &Caller) -> ui::Form {
    caller
        .form()
        .with(Field::new("penerima", "Diserahkan kepada").autocomplete("off"))
        .with(Field::new("periksa", "Pemeriksaan identitas").choices(Choice::list(PERIKSA)))
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let form = formulir(&caller);
    web::html(&halaman(&caller, id, form).await?)
}

async fn halaman(caller: &Caller, id: Uuid, form: ui::Form) -> web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let p = store::find_penduduk(&mut tx, id).await?.ok_or(web::Error::NotFound)?;
    let syarat = Where::new().and("subjek_id = ?", [id.into()]);
    let baris = baris(caller, &mut tx, syarat, (500, 0)).await?;
    let tahun = privasi::tahun_simpan(&mut tx).await?;
    let boleh = caller.can(HAPUS) && boleh_dihapus(&p, tahun, caller.today()).is_ok();
    let alamat = caller.href(&format!("/penduduk/{id}"));
    Ok(Halaman {
        page: caller
            .page("Siapa yang melihat data Anda")
            .back(p.nama.as_str(), alamat.as_str())
            .noindex()
            .has_error(form.has_error()),
        nama: p.nama,
        dicetak: waktu(caller, caller.ctx.now.into()),
        baris,
        form,
        paket: format!("{alamat}/paket-data"),
        hapus: boleh.then(|| format!("{alamat}/penghapusan-data")),
    })
}

/// Hands a resident everything that is held about them; to whom, and how that was checked, is written down.
pub(super) async fn serahkan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tampil = formulir(&caller).fill(form.typed());
    let penerima = form.text("penerima");
    if !(3..=200).contains(&penerima.chars().count()) {
        tampil.refuse("penerima", "Tulis nama yang menerima.");
    }
    let periksa = PERIKSA.iter().find(|(kode, _)| *kode == form.text("periksa")).map(|(_, kata)| *kata);
    if periksa.is_none() {
        tampil.refuse("periksa", "Periksa dulu identitasnya, lalu pilih apa yang diperiksa.");
    }
    let (Some(periksa), false) = (periksa, tampil.has_error()) else {
        return web::refused(&halaman(&caller, id, tampil).await?);
    };
    let mut tx = caller.write("penyerahan_data_pribadi").await?;
    let p = store::find_penduduk(&mut tx, id).await?.ok_or(web::Error::NotFound)?;
    let keperluan = format!("Hak akses data pribadi. {periksa}");
    access::store::record_pembukaan(&mut tx, Some(id), "paket data", &keperluan, Some(penerima)).await?;
    tx.commit().await?;
    let isi = paket(&caller, &p, penerima).await?;
    let nama = format!("attachment; filename=\"data-pribadi-{}.zip\"", caller.today());
    let kepala = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, nama),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, isi).into_response())
}

async fn paket(caller: &Caller, p: &Penduduk, penerima: &str) -> web::Result<Vec<u8>> {
    let serah = Serah {
        unit: format!("{} {}", caller.unit.kind_word, caller.unit.name),
        waktu: waktu(caller, caller.ctx.now.into()),
        petugas: caller.signed_in()?.pengguna.nama.clone(),
        penerima: penerima.to_owned(),
    };
    let mut tx = caller.read().await?;
    let isi = privasi::susun(&mut tx, p, &serah, privasi::lain::semua(&caller.app)).await?;
    drop(tx);
    let teks = privasi::teks(&isi);
    let json = serde_json::to_vec_pretty(&isi).map_err(anyhow::Error::from)?;
    let hasil = tokio::task::spawn_blocking(move || bungkus(&json, &teks)).await;
    Ok(hasil.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?)
}

fn bungkus(json: &[u8], teks: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut arsip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (nama, isi) in [("baca.txt", teks.as_bytes()), ("data.json", json)] {
        arsip.start_file(nama, SimpleFileOptions::default())?;
        arsip.write_all(isi)?;
    }
    Ok(arsip.finish()?.into_inner())
}
