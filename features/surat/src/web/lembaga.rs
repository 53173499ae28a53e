//! A body of the register: found by name, with its last letters and the kinds that can be about it.

use ::lembaga::store as register;
use ::lembaga::{label_jenis, tempat};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;
use web::{Caller, Error, Result};

use super::baru::{BATAS, Golongan, Terakhir, golongan, pencari_jenis, terakhir};
use crate::badan::{Badan, find_badan};
use crate::katalog::Katalog;
use crate::store;

/// A body that was found.
pub(super) struct BarisLembaga {
    pub(super) href: String,
    pub(super) nama: String,
    pub(super) jenis: &'static str,
    pub(super) tempat: String,
}

/// Those that exist, and those that were dissolved. No number is a name.
pub(super) async fn cari(
    caller: &Caller,
    tx: &mut db::ReadTx,
    teks: &str,
) -> Result<(Vec<BarisLembaga>, Vec<BarisLembaga>)> {
    if super::daftar::rahasia(teks) {
        return Ok((Vec::new(), Vec::new()));
    }
    let hari_ini = caller.today();
    let semua = register::cari_lembaga(tx, teks, BATAS).await?;
    let (bubar, ada): (Vec<_>, Vec<_>) =
        semua.into_iter().partition(|satu| satu.selesai.is_some_and(|hari| hari.0 <= hari_ini));
    let baris = |satu: register::BarisLembaga| BarisLembaga {
        href: caller.href(&format!("/surat/lembaga/{}", satu.id)),
        jenis: label_jenis(&satu.jenis),
        tempat: tempat(&satu.dusun, &satu.rw, &satu.rt),
        nama: satu.nama,
    };
    Ok((ada.into_iter().map(baris).collect(), bubar.into_iter().map(baris).collect()))
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pinta {
    /// Words that the kinds of letters shown must hold.
    #[serde(default)]
    jenis: String,
}

#[derive(Template)]
#[template(path = "surat/lembaga.html")]
struct Halaman {
    page: ui::Page,
    nama: String,
    bubar: bool,
    rinci: Vec<(&'static str, String)>,
    terakhir: Vec<Terakhir>,
    form: ui::Form,
    golongan: Vec<Golongan>,
    cari_jenis: String,
    aksi: String,
}

pub(crate) async fn get(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    Query(pinta): Query<Pinta>,
) -> Result<Response> {
    let mut tx = caller.read().await?;
    let lembaga = find_badan(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let mut semua = Vec::new();
    for surat in store::list_terakhir(&mut tx, id, None).await? {
        semua.push(terakhir(&caller, &tx, &surat, None)?);
    }
    let katalog = Katalog::baca(&mut tx).await?;
    let cocok = katalog
        .ditawarkan()
        .filter(|jenis| jenis.pokok.jenis.menerima_lembaga() && jenis.pokok.menerima(&lembaga.kini));
    let golongan = golongan(cocok, &pinta.jenis, |jenis| {
        caller.href(&format!("/surat/baru/{}?lembaga={id}", jenis.kode))
    });
    let badan = lembaga.badan.clone().unwrap_or_default();
    web::html(&Halaman {
        page: caller.page(lembaga.nama.clone()).back("Cari lagi", caller.href("/surat/baru")),
        bubar: !lembaga.kini.is_empty(),
        rinci: rinci(badan, tempat(&lembaga.dusun, &lembaga.rw, &lembaga.rt)),
        nama: lembaga.nama,
        terakhir: semua,
        form: caller.form().with(pencari_jenis(&pinta.jenis)),
        golongan,
        cari_jenis: pinta.jenis,
        aksi: caller.href(&format!("/surat/lembaga/{id}")),
    })
}

fn rinci(badan: Badan, tempat: String) -> Vec<(&'static str, String)> {
    let biasa = |isi: String, lain: &str| if isi.is_empty() { lain.to_owned() } else { isi };
    vec![
        ("Jenis", badan.jenis),
        ("Wilayah kerja", biasa(tempat, "Seluruh wilayah")),
        ("Dasar", badan.dasar),
        ("Ketua", biasa(badan.ketua, "Belum dicatat")),
        ("Anggota", badan.anggota.to_string()),
    ]
}
