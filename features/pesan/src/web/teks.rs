//! Texts in the village's own words.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use ui::{Field, Flash, Tone};

use crate::entitas::{Bahasa, TeksPesan};
use crate::layanan::DaftarLayanan;
use crate::store;
use crate::teks::{Bawaan, SEMUA};

const BAHASA: [(Bahasa, &str, &str); 2] =
    [(Bahasa::Indonesia, "indonesia", "Bahasa Indonesia"), (Bahasa::Jawa, "jawa", "Basa Jawa (krama)")];

#[derive(Template)]
#[template(path = "pesan/teks.html")]
struct Daftar {
    page: ui::Page,
    /// When it is said, the text, its address, whether it is the village's own.
    baris: Vec<(&'static str, String, String, bool)>,
}

#[derive(Template)]
#[template(path = "pesan/teks_ubah.html")]
struct Ubah {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    tempat: String,
}

/// Our own texts, and those of every service.
fn semua(caller: &Caller) -> Vec<&'static Bawaan> {
    let layanan = caller.app.find_service::<DaftarLayanan>().map_or(&[][..], |semua| &semua.0);
    SEMUA.iter().chain(layanan.iter().flat_map(|layanan| layanan.teks())).collect()
}

fn cari(caller: &Caller, kunci: &str) -> Option<&'static Bawaan> {
    semua(caller).into_iter().find(|bawaan| bawaan.kunci == kunci)
}

pub(super) async fn daftar(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let sendiri = store::list_teks(&mut tx).await?;
    let baris = semua(&caller).into_iter().map(|bawaan| {
        let punya =
            |bahasa: Bahasa| sendiri.iter().find(|t| t.kunci == bawaan.kunci && t.bahasa == bahasa.kode());
        let isi = punya(Bahasa::Indonesia).map_or(bawaan.indonesia, |t| &t.isi);
        let ada = punya(Bahasa::Indonesia).is_some() || punya(Bahasa::Jawa).is_some();
        (bawaan.kapan, isi.to_owned(), caller.href(&format!("/pesan/teks/{}", bawaan.kunci)), ada)
    });
    let page = caller.page("Teks pesan").back("Pesan warga", caller.href("/pesan"));
    ::web::html(&Daftar { page, baris: baris.collect() })
}

fn halaman(caller: &Caller, bawaan: &Bawaan, form: ui::Form) -> Ubah {
    let tempat: Vec<String> = bawaan.tempat().into_iter().map(|nama| format!("{{{nama}}}")).collect();
    Ubah {
        page: caller
            .page(bawaan.kapan)
            .back("Teks pesan", caller.href("/pesan/teks"))
            .has_error(form.has_error()),
        form,
        aksi: caller.href(&format!("/pesan/teks/{}", bawaan.kunci)),
        tempat: tempat.join(" "),
    }
}

fn formulir(caller: &Caller) -> ui::Form {
    BAHASA.iter().fold(caller.form(), |form, (_, nama, label)| {
        form.with(Field::new(*nama, *label).rows(6).hint("Kosongkan untuk memakai teks bawaan Balai"))
    })
}

pub(super) async fn ubah(
    caller: Caller,
    Path((_, kunci)): Path<(String, String)>,
) -> ::web::Result<Response> {
    let bawaan = cari(&caller, &kunci).ok_or(Error::NotFound)?;
    let mut tx = caller.read().await?;
    let mut terisi = Vec::new();
    for (bahasa, nama, _) in BAHASA {
        let sendiri = store::find_teks(&mut tx, bawaan.kunci, bahasa).await?;
        terisi.push((nama, sendiri.map_or_else(|| bawaan.dalam(bahasa).to_owned(), |teks| teks.isi)));
    }
    let form = formulir(&caller).fill(terisi.iter().map(|(nama, isi)| (*nama, isi.as_str())));
    ::web::html(&halaman(&caller, bawaan, form))
}

pub(super) async fn simpan(
    caller: Caller,
    Path((_, kunci)): Path<(String, String)>,
    form: Form,
) -> ::web::Result<Response> {
    let bawaan = cari(&caller, &kunci).ok_or(Error::NotFound)?;
    let mut tampil = formulir(&caller).fill(form.typed());
    for (_, nama, _) in BAHASA {
        for sebab in periksa(bawaan, form.text(nama)) {
            tampil.refuse(nama, sebab);
        }
    }
    if tampil.has_error() {
        return ::web::refused(&halaman(&caller, bawaan, tampil));
    }
    let tujuan = caller.href("/pesan/teks");
    let mut tx = caller.write("perubahan_teks_pesan").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    let ctx = *tx.ctx();
    for (bahasa, nama, _) in BAHASA {
        // A browser sends lines with two signs at their end.
        let isi = form.text(nama).replace("\r\n", "\n");
        let dulu = store::find_teks(&mut tx, bawaan.kunci, bahasa).await?;
        let asli = isi.is_empty() || isi == bawaan.dalam(bahasa);
        match (dulu, asli) {
            (Some(dulu), true) => tx.delete::<TeksPesan>(dulu.id).await?,
            (Some(dulu), false) if dulu.isi == isi => {}
            (Some(dulu), false) => tx.update(&TeksPesan { isi, diubah_pada: ctx.now.into(), ..dulu }).await?,
            (None, true) => {}
            (None, false) => {
                let (kunci, bahasa) = (bawaan.kunci.to_owned(), bahasa.kode());
                tx.insert(&TeksPesan { id: ctx.new_id(), kunci, bahasa, isi, diubah_pada: ctx.now.into() })
                    .await?;
            }
        }
    }
    tx.commit().await?;
    Ok(::web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Teks sudah disimpan."))))
}

/// What keeps a text from being said.
fn periksa(bawaan: &Bawaan, isi: &str) -> Vec<String> {
    if isi.is_empty() {
        return Vec::new();
    }
    let mut temuan = Vec::new();
    let panjang = isi.chars().count();
    // What comes as a button must fit onto one.
    let batas = if bawaan.indonesia.chars().count() <= 24 { 24 } else { 1_024 };
    if panjang > batas {
        temuan.push(format!("Teks ini {panjang} huruf, paling panjang {batas}."));
    }
    for tempat in bawaan.tempat().into_iter().filter(|tempat| *tempat != "desa") {
        if !isi.contains(&format!("{{{tempat}}}")) {
            temuan.push(format!("Tulis juga {{{tempat}}}: di situ isinya disebut."));
        }
    }
    temuan
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_places_and_its_length() {
        let kode = crate::teks::cari("kode").unwrap();
        assert!(periksa(kode, "").is_empty(), "empty means the text that comes with Balai");
        assert!(periksa(kode, "Kode {kode}").is_empty());
        assert_eq!(periksa(kode, "Kode Anda").len(), 1);
        assert_eq!(periksa(kode, &"x".repeat(1_100)).len(), 2);
        assert_eq!(periksa(crate::teks::cari("setuju").unwrap(), "Saya setuju dengan semuanya ini").len(), 1);
        assert!(
            periksa(crate::teks::cari("sambut").unwrap(), "Halo").is_empty(),
            "the village's name may be left out"
        );
    }
}
