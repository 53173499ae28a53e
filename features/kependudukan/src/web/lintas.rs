//! The page by which somebody is looked for in all villages below a unit.

use ::web::{Caller, Form, Guard, Menu, Route, get, post};
use askama::Template;
use axum::response::Response;
use db::Unit;
use kamus::Nik;
use ui::Field;

use crate::LINTAS;
use crate::lintas::{self, SEMPIT};

pub(super) fn routes() -> Vec<Route> {
    let guard = Guard::Needs(LINTAS);
    vec![
        get("/{kode}/pencarian-lintas", guard, halaman),
        post("/{kode}/pencarian-lintas", guard, cari).limited(30),
    ]
}

pub(super) fn menu() -> Menu {
    Menu {
        label: "Pencarian lintas desa",
        path: "/pencarian-lintas",
        icon: "cari",
        group: "Warga",
        guard: Guard::Needs(LINTAS),
        order: 26,
    }
}

#[derive(Template)]
#[template(path = "kependudukan/lintas.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    desa: usize,
    luas: bool,
    hasil: Option<Vec<Baris>>,
    lebih: bool,
}

struct Baris {
    nama: String,
    nik: String,
    lahir: i16,
    desa: String,
}

fn formulir(caller: &Caller) -> ui::Form {
    caller.form().with(Field::new("kata", "NIK atau nama").autocomplete("off")).with(
        Field::new("keperluan", "Untuk apa")
            .hint("Dicatat di sini dan di desa orang yang ditampilkan. Jangan menulis nomor.")
            .autocomplete("off"),
    )
}

fn susun(caller: &Caller, desa: usize, form: ui::Form) -> Halaman {
    Halaman {
        page: caller.page("Pencarian lintas desa").noindex().has_error(form.has_error()),
        form,
        aksi: caller.href("/pencarian-lintas"),
        desa,
        luas: desa > SEMPIT,
        hasil: None,
        lebih: false,
    }
}

async fn halaman(caller: Caller) -> ::web::Result<Response> {
    let desa = lintas::desa_bawahan(caller.app.db(), caller.ctx.unit).await?.len();
    ::web::html(&susun(&caller, desa, formulir(&caller)))
}

/// Nothing of it stands in an address: not the word, not the purpose, not who was found.
async fn cari(caller: Caller, form: Form) -> ::web::Result<Response> {
    let db = caller.app.db();
    let desa = lintas::desa_bawahan(db, caller.ctx.unit).await?;
    let (kata, keperluan) = (form.text("kata"), form.text("keperluan"));
    let mut tampil = formulir(&caller).fill(form.typed());
    if let Err(kalimat) = periksa_kata(kata) {
        tampil.refuse("kata", kalimat);
    }
    if let Err(kalimat) = periksa_keperluan(keperluan) {
        tampil.refuse("keperluan", kalimat);
    }
    if tampil.has_error() {
        return ::web::refused(&susun(&caller, desa.len(), tampil));
    }
    let units: Vec<Unit> = desa.iter().map(|u| Unit(u.unit)).collect();
    let hasil = lintas::cari(db, &caller.ctx, &units, kata).await?;
    let siapa = &caller.signed_in()?.pengguna.nama;
    let peminta = format!("{} {}: {siapa}", caller.unit.kind_word, caller.unit.name);
    lintas::catat(db, &caller.ctx, &hasil.orang, (keperluan, &peminta)).await?;
    let nama_desa = |unit: Unit| {
        let desa = desa.iter().find(|u| u.unit == unit.0);
        desa.map(|u| format!("{}, {}", u.identitas.nama_lengkap(), u.identitas.kecamatan))
    };
    let baris = hasil.orang.into_iter().map(|o| Baris {
        nama: o.nama,
        nik: o.nik_samar,
        lahir: o.tahun_lahir,
        desa: nama_desa(o.unit).unwrap_or_default(),
    });
    if Nik::baru(kata).is_ok() {
        // A number is not sent back to the page.
        tampil = formulir(&caller).fill([("keperluan", keperluan)]);
    }
    let mut halaman = susun(&caller, desa.len(), tampil);
    halaman.hasil = Some(baris.collect());
    halaman.lebih = hasil.lebih;
    ::web::html(&halaman)
}

/// Digits are a NIK, anything else a name.
fn periksa_kata(kata: &str) -> Result<(), String> {
    if kata.bytes().filter(u8::is_ascii_digit).count() >= 3 {
        return Nik::baru(kata).map(|_| ()).map_err(|galat| galat.to_string());
    }
    let huruf = kata.chars().filter(|c| c.is_alphabetic()).count();
    match (huruf, kata.chars().count()) {
        (0..3, _) => Err("Ketik NIK 16 angka, atau nama paling sedikit 3 huruf.".to_owned()),
        (_, 101..) => Err("Nama paling panjang 100 huruf.".to_owned()),
        _ => Ok(()),
    }
}

fn periksa_keperluan(keperluan: &str) -> Result<(), String> {
    let huruf = keperluan.chars().count();
    if !(5..=200).contains(&huruf) {
        return Err("Tulis untuk apa Anda mencari orang ini, 5 sampai 200 huruf.".to_owned());
    }
    // The purpose is kept open in every village: no number of a person may stand in it.
    if keperluan.bytes().filter(u8::is_ascii_digit).count() >= 10 {
        return Err("Jangan menulis NIK atau nomor lain di sini. Tulis keperluannya saja.".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_nik_or_a_name() {
        for (kata, sah) in [
            ("3402134101859001", true),
            ("34.02.13.410185.9001", true),
            ("340213410185900", false),
            ("Siti Aminah", true),
            ("Si", false),
            ("", false),
            ("%%%", false),
            ("R2", false),
            (&"a".repeat(101), false),
        ] {
            assert_eq!(periksa_kata(kata).is_ok(), sah, "{kata}");
        }
        for (keperluan, sah) in [
            ("Bansos PKH", true),
            ("", false),
            ("ya", false),
            ("NIK 3402134101859001", false),
            (&"x".repeat(201), false),
        ] {
            assert_eq!(periksa_keperluan(keperluan).is_ok(), sah, "{keperluan}");
        }
    }
}
