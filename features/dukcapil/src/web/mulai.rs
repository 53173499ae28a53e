//! Beginning a case.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kependudukan::entitas::JenisPeristiwa;
use ui::{Flash, Tone};
use uuid::Uuid;

use super::{alamat, pelaku};
use crate::alur::{self, Asal};
use crate::jenis::{self, Jenis, Pokok};
use crate::store;

#[derive(Template)]
#[template(path = "dukcapil/mulai.html")]
struct Halaman {
    page: ui::Page,
    nama: String,
    pilihan: Vec<Pilihan>,
    ada: Vec<(String, String)>,
    aksi: String,
}

struct Pilihan {
    jenis: &'static Jenis,
    asal: (&'static str, String),
    kunci: String,
}

/// The kinds that fit a resident, and the cases that they have.
pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let orang = kependudukan::store::find_penduduk(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let peristiwa = kependudukan::store::list_peristiwa_orang(&mut tx, id).await?;
    let keluarga = match orang.keluarga_id {
        Some(id) => kependudukan::store::find_keluarga(&mut tx, id).await?,
        None => None,
    };
    let lahir_di_sini = peristiwa.iter().any(|p| p.berlaku() && p.jenis() == JenisPeristiwa::Lahir);
    let asal = |j: &Jenis| match j.pokok {
        Pokok::Orang if !orang.aktif() => None,
        Pokok::Orang => {
            let cocok = match j.kode.as_str() {
                "kelahiran" => orang.nik_kunci.is_none() && lahir_di_sini,
                "nik" => orang.nik_kunci.is_none() && !lahir_di_sini,
                "akta_lahir" => orang.nik_kunci.is_some() && orang.akta_lahir.is_none(),
                _ => orang.nik_kunci.is_some(),
            };
            cocok.then(|| ("orang", id.to_string()))
        }
        Pokok::Keluarga => {
            let tanpa = keluarga.as_ref().filter(|k| k.no_kk_kunci.is_none() && orang.aktif());
            tanpa.map(|k| ("keluarga", k.id.to_string()))
        }
        Pokok::Peristiwa => {
            let cocok = peristiwa.iter().rev().find(|p| p.berlaku() && j.dari_peristiwa(p.jenis()));
            cocok.map(|p| ("peristiwa", p.id.to_string()))
        }
    };
    let pilihan = jenis::semua()
        .iter()
        .filter_map(|jenis| Some(Pilihan { jenis, asal: asal(jenis)?, kunci: caller.request_key() }));
    let pilihan = pilihan.collect();
    let ada = store::list_orang(&mut tx, id).await?.into_iter().map(|b| {
        (alamat(&caller, b.id), format!("{} {}: {}", b.nomor(), b.jenis_nama(), b.keadaan().label()))
    });
    ::web::html(&Halaman {
        page: caller
            .page("Buat berkas Dukcapil")
            .back(orang.nama.as_str(), caller.href(&format!("/penduduk/{id}")))
            .noindex(),
        nama: orang.nama,
        pilihan,
        ada: ada.collect(),
        aksi: caller.href("/dukcapil/baru"),
    })
}

pub(super) async fn post(caller: Caller, form: Form) -> ::web::Result<Response> {
    let jenis = jenis::find(form.text("jenis")).ok_or(Error::NotFound)?;
    let id = |nama: &str| form.text(nama).parse::<Uuid>().ok();
    let asal = id("orang").map(Asal::Orang).or_else(|| id("keluarga").map(Asal::Keluarga));
    let asal = asal.or_else(|| id("peristiwa").map(Asal::Peristiwa)).ok_or(Error::NotFound)?;
    let (pelaku, id) = (pelaku(&caller)?, caller.ctx.new_id());
    let target = alamat(&caller, id);
    let mut tx = match caller.begin("pembukaan_berkas_dukcapil", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    alur::mulai(&mut tx, id, jenis, asal, &pelaku, caller.today()).await?;
    tx.commit().await?;
    let kabar = Flash::new(Tone::Good, "Berkas sudah dimulai. Lengkapi isian dan syaratnya.");
    Ok(::web::see_other(&target, Some(kabar)))
}
