//! What only the forms ask: asked in the browser and kept, sealed.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kamus::{Nik, Telepon, urai_tanggal};
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;

use super::{alamat, terlihat};
use crate::alur;
use crate::formulir::{self, Butir, samar};
use crate::jenis::Jenis;
use crate::store::{self, Berkas, Isian};

#[derive(Template)]
#[template(path = "dukcapil/isian.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    versi: i64,
    bagian: Vec<Bagian>,
}

struct Bagian {
    judul: &'static str,
    /// Field, and whether it is chosen or a day.
    bidang: Vec<(String, Rupa)>,
}

enum Rupa {
    Teks,
    Hari,
    Pilih,
}

/// A key as the name of a field.
fn nama(kunci: &str) -> String {
    kunci.replace('.', "_")
}

fn bidang(b: &Butir, isi: &str) -> Field {
    let mut f = Field::new(nama(&b.kunci), &b.label).optional().autocomplete("off");
    if b.rahasia() {
        // A number that was kept is not sent back to the page.
        let petunjuk = match isi {
            "" => "Kosongkan bila belum diketahui.".to_owned(),
            isi => format!("Sudah diisi: {}. Kosongkan bila tetap, tulis - untuk menghapus.", samar(isi)),
        };
        f = f.hint(petunjuk).numeric();
    } else {
        f = f.value(isi);
    }
    if b.kotak > 0 && b.kotak < 8 {
        f = f.numeric().width(8);
    }
    if !b.pilihan.is_empty() {
        let mut pilihan = vec![Choice::new("", "Belum diketahui")];
        pilihan.extend(
            (1..).zip(&b.pilihan).map(|(urut, kata): (usize, _)| Choice::new(urut.to_string(), kata)),
        );
        f = f.choices(pilihan);
    }
    f
}

fn halaman(caller: &Caller, b: &Berkas, jenis: &'static Jenis, isian: &Isian) -> Halaman {
    let mut form = caller.form();
    let mut bagian: Vec<Bagian> = Vec::new();
    for (judul, butir) in formulir::ditanya(jenis) {
        let isi = isian.get(&butir.kunci).map_or("", String::as_str);
        form = form.with(bidang(butir, isi));
        let rupa = match (butir.pilihan.is_empty(), butir.hari()) {
            (false, _) => Rupa::Pilih,
            (true, true) => Rupa::Hari,
            (true, false) => Rupa::Teks,
        };
        let satu = (nama(&butir.kunci), rupa);
        match bagian.iter_mut().find(|b| b.judul == judul) {
            Some(b) => b.bidang.push(satu),
            None => bagian.push(Bagian { judul, bidang: vec![satu] }),
        }
    }
    Halaman {
        page: caller.page("Isian formulir").back(b.orang_nama.as_str(), alamat(caller, b.id)).noindex(),
        form,
        aksi: format!("{}/isian", alamat(caller, b.id)),
        versi: b.versi,
        bagian,
    }
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let b = store::get_berkas(&mut tx, id).await?;
    let jenis = b.jenis().ok_or(Error::NotFound)?;
    if !b.keadaan().terbuka() {
        return Ok(::web::see_other(&alamat(&caller, id), None));
    }
    let isian = b.isian(&tx)?;
    ::web::html(&halaman(&caller, &b, jenis, &isian))
}

/// What is wrong with an answer.
fn galat(b: &Butir, isi: &str) -> Option<String> {
    if !b.pilihan.is_empty() {
        let sah = isi.parse::<usize>().is_ok_and(|urut| (1..=b.pilihan.len()).contains(&urut));
        return (!sah).then(|| "Pilih dari daftar.".to_owned());
    }
    if b.kotak == 16 {
        // A card number is built as a NIK is: sixteen digits.
        return Nik::baru(isi).err().map(|galat| galat.to_string());
    }
    if b.hari() {
        return urai_tanggal(isi).err().map(|galat| galat.to_string());
    }
    if b.rahasia() {
        return Telepon::baru(isi).err().map(|galat| galat.to_string());
    }
    if b.kotak > 0 && (isi.len() > b.kotak || !isi.bytes().all(|c| c.is_ascii_digit())) {
        return Some(format!("Isi dengan angka, paling banyak {} angka.", b.kotak));
    }
    (isi.chars().count() > 100).then(|| "Paling panjang 100 huruf.".to_owned())
}

pub(super) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let (terlihat, target) = (terlihat(id, form.text("versi"))?, alamat(&caller, id));
    let mut tx = match caller.begin("isian_berkas_dukcapil", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let b = store::get_berkas(&mut tx, id).await?;
    let jenis = b.jenis().ok_or(Error::NotFound)?;
    let lama = b.isian(&tx)?;
    let mut baru = Isian::new();
    let mut tampil = halaman(&caller, &b, jenis, &lama);
    tampil.form = tampil.form.fill(form.typed());
    for (_, butir) in formulir::ditanya(jenis) {
        let isi = form.text(&nama(&butir.kunci)).trim();
        match isi {
            "" if butir.rahasia() => {
                baru.extend(lama.get(&butir.kunci).map(|isi| (butir.kunci.clone(), isi.clone())));
            }
            "" | "-" => {}
            isi => match galat(butir, isi) {
                Some(kalimat) => tampil.form.refuse(&nama(&butir.kunci), kalimat),
                None => drop(baru.insert(butir.kunci.clone(), isi.to_owned())),
            },
        }
    }
    if tampil.form.has_error() {
        tampil.page = tampil.page.has_error(true);
        tampil.versi = terlihat.versi;
        return ::web::refused(&tampil);
    }
    alur::isi(&mut tx, terlihat, &baru).await?;
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, "Isian formulir sudah disimpan."))))
}
