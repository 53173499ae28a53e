//! Sending those who moved out to the village that they moved to, and taking that back.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::{Once, ReadTx, Unit};
use serde::Deserialize;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};
use wilayah::UnitTerdaftar;

use super::super::peristiwa::satu_peristiwa;
use crate::entitas::{JenisPeristiwa, Peristiwa};
use crate::pindah_antar::{self, GalatPindah, KeadaanKiriman};
use crate::store;

/// Villages offered at once; a name that means more is too short.
const TAWARAN: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Cari {
    cari: String,
}

#[derive(Template)]
#[template(path = "kependudukan/pindah_antar_kirim.html")]
struct Kirim {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    orang: String,
    alamat: String,
    kata: Field,
    /// Something was looked for and not found.
    kosong: bool,
    ada: bool,
}

pub(crate) async fn get(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    Query(cari): Query<Cari>,
) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let p = pindah(&caller, &mut tx, id).await?;
    web::html(&halaman(&caller, &mut tx, &p, (&cari.cari, None)).await?)
}

/// The event, where it is a move out of the village.
async fn pindah(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> web::Result<Peristiwa> {
    let p = satu_peristiwa(caller, tx, id).await?;
    if p.jenis() != JenisPeristiwa::PindahKeluar {
        return Err(web::Error::NotFound);
    }
    if !p.berlaku() {
        return Err(web::Error::Conflict(GalatPindah::BukanPindah.to_string()));
    }
    Ok(p)
}

async fn halaman(
    caller: &Caller,
    tx: &mut ReadTx,
    p: &Peristiwa,
    (cari, salah): (&str, Option<String>),
) -> web::Result<Kirim> {
    let rincian = p.rincian(tx.keys())?;
    let alamat = rincian.jawab("tujuan_alamat").to_owned();
    let mut nama = Vec::new();
    for p in store::list_rombongan(tx, p.rombongan_id).await? {
        if let (JenisPeristiwa::PindahKeluar, Some(id)) = (p.jenis(), p.penduduk_id) {
            nama.extend(store::find_penduduk(tx, id).await?.map(|orang| orang.nama));
        }
    }
    let desa = pindah_antar::desa_lain(tx).await?;
    let cocok = temukan(&desa, if cari.trim().is_empty() { &alamat } else { cari });
    let pilihan: Vec<Choice> = cocok
        .into_iter()
        .take(TAWARAN)
        .map(|u| Choice::new(u.unit.to_string(), u.identitas.nama_lengkap()).hint(u.identitas.induk()))
        .collect();
    let ada = !pilihan.is_empty();
    let mut form = caller.form().with(Field::new("tujuan", "Desa tujuan").choices(pilihan));
    if let Some(salah) = salah {
        form.refuse("tujuan", salah);
    }
    let kata = Field::new("cari", "Nama atau kode desa tujuan").value(cari).autocomplete("off");
    Ok(Kirim {
        page: caller
            .page("Kirim ke desa tujuan")
            .back("Peristiwa", caller.href(&format!("/peristiwa/{}", p.id)))
            .has_error(form.has_error())
            .noindex(),
        aksi: caller.href(&format!("/peristiwa/{}/pengiriman", p.id)),
        orang: nama.join(", "),
        alamat,
        kata,
        kosong: !ada && !cari.trim().is_empty(),
        ada,
        form,
    })
}

/// Villages that a text names as a whole, then those whose name begins with it.
fn temukan<'a>(desa: &'a [UnitTerdaftar], teks: &str) -> Vec<&'a UnitTerdaftar> {
    let mut cocok = pindah_antar::tebak(desa, teks);
    let awalan = kamus::normal_nama(teks);
    if cocok.is_empty() && awalan.chars().count() >= 3 {
        cocok = desa.iter().filter(|u| kamus::normal_nama(&u.identitas.nama).starts_with(&awalan)).collect();
    }
    cocok
}

pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tx = caller.write("pengiriman_pindah").await?;
    let desa = pindah_antar::desa_lain(&mut tx).await?;
    let tujuan = form.text("tujuan").parse().ok().filter(|kode| desa.iter().any(|u| u.unit == *kode));
    let p = pindah(&caller, &mut tx, id).await?;
    let sasaran = caller.href("/pindah-antar?arah=keluar");
    let hasil = match tujuan {
        Some(tujuan) => {
            if let Once::Again(sasaran) = tx.once(form.request_key()?, &sasaran).await? {
                return Ok(web::see_other(&sasaran, None));
            }
            pindah_antar::kirim(&mut tx, p.rombongan_id, Unit(tujuan)).await
        }
        None => Err(GalatPindah::TujuanTiada),
    };
    match hasil {
        Ok(_) => {}
        Err(GalatPindah::Db(galat)) => return Err(galat.into()),
        Err(galat) => {
            drop(tx);
            let mut tx = caller.read().await?;
            return web::refused(&halaman(&caller, &mut tx, &p, ("", Some(galat.to_string()))).await?);
        }
    }
    tx.commit().await?;
    let kabar = Flash::new(Tone::Good, "Sudah dikirim. Menunggu diterima desa tujuan.");
    Ok(web::see_other(&sasaran, Some(kabar)))
}

pub(crate) async fn tarik(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    form.request_key()?;
    let kabar = match pindah_antar::tarik(caller.app.db(), &caller.ctx, id).await {
        // Withdrawn a moment ago is what a repeated submit finds.
        Ok(()) | Err(GalatPindah::SudahDijawab(KeadaanKiriman::Ditarik)) => {
            Flash::new(Tone::Good, "Kiriman sudah ditarik. Orangnya tetap tercatat pindah keluar di sini.")
        }
        Err(GalatPindah::Db(galat)) => return Err(galat.into()),
        Err(galat) => Flash::new(Tone::Bad, galat.to_string()),
    };
    Ok(web::see_other(&caller.href("/pindah-antar?arah=keluar"), Some(kabar)))
}
