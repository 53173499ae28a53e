//! The board as a file for a spreadsheet. It carries no number of a person.

use ::web::{Caller, Form};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kamus::tanggal_pendek;
use kependudukan::{XLSX, lembar_xlsx};

use super::papan::Saring;
use super::{hari, lama};
use crate::store::{self, Berkas};

/// As many rows as one file takes.
const BATAS: i64 = 10_000;

const JUDUL: [&str; 9] =
    ["Nomor", "Nama", "Jenis", "Dusun", "Keadaan", "Dimulai", "Lama", "Yang terbit", "Catatan"];

fn baris(caller: &Caller, b: Berkas) -> [String; 9] {
    let sejak = hari(caller, b.dimulai_pada);
    let akhir = b.berakhir_pada.map_or_else(|| caller.today(), |pada| hari(caller, pada));
    let terbit = b.terbit_tanggal.map(|hari| format!("{} ({})", b.dokumen, tanggal_pendek(hari.0)));
    [
        b.nomor(),
        b.orang_nama.clone(),
        b.jenis_nama().to_owned(),
        b.dusun.clone(),
        b.keadaan().label().to_owned(),
        tanggal_pendek(sejak),
        lama(sejak, akhir),
        terbit.unwrap_or_default(),
        b.catatan,
    ]
}

/// What the board shows now, all of it; written down, for it names people.
pub(super) async fn post(caller: Caller, form: Form) -> ::web::Result<Response> {
    let saring = Saring::dari_form(&form);
    let mut tx = caller.write("ekspor_berkas_dukcapil").await?;
    let semua = store::list_berkas(&mut tx, saring.syarat(), (BATAS, 0)).await?;
    access::store::record_pembukaan(&mut tx, None, "ekspor berkas Dukcapil", "Unduh daftar berkas", None)
        .await?;
    tx.commit().await?;
    let siapa = &caller.signed_in()?.pengguna.nama;
    let hari_ini = tanggal_pendek(caller.today());
    let unit = format!("{} {}", caller.unit.kind_word, caller.unit.name);
    let tanda = vec![format!("Berkas Dukcapil {unit}, diunduh {hari_ini} oleh {siapa}")];
    let semua: Vec<[String; 9]> = semua.into_iter().map(|b| baris(&caller, b)).collect();
    let isi =
        tokio::task::spawn_blocking(move || lembar_xlsx("Berkas Dukcapil", &tanda, &JUDUL, &semua)).await;
    let isi = isi.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    let nama =
        format!("attachment; filename=\"berkas-dukcapil-{}-{}.xlsx\"", caller.ctx.unit, caller.today());
    let kepala = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, nama),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, isi).into_response())
}
