//! Writing down what Dukcapil issued.

use std::collections::BTreeMap;

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kamus::tanggal_pendek;
use kependudukan::peristiwa::Peringatan;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;

use super::{alamat, pelaku, terlihat};
use crate::alur::{self, HasilTerbit, Terbitan};
use crate::jenis::Jenis;
use crate::keadaan::Tindakan;
use crate::store::{self, Berkas};

#[derive(Template)]
#[template(path = "dukcapil/terbit.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    jenis: &'static Jenis,
    nama: String,
    versi: i64,
    /// What stands against all of it.
    umum: Vec<String>,
    peringatan: bool,
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let berkas = store::get_berkas(&mut tx, id).await?;
    let jenis = berkas.jenis().ok_or(Error::NotFound)?;
    if Tindakan::Penerbitan.dari(berkas.keadaan()).is_none() {
        return Ok(::web::see_other(&alamat(&caller, id), None));
    }
    let form = formulir(&caller, jenis, &[]);
    ::web::html(&halaman(&caller, (&berkas, berkas.versi), jenis, form, Vec::new()))
}

fn formulir(caller: &Caller, jenis: &Jenis, peringatan: &[Peringatan]) -> ui::Form {
    let mut form = caller.form();
    for t in &jenis.terbit {
        let mut bidang = Field::new(&t.kode, t.label()).autocomplete("off");
        if t.enam_belas() {
            bidang = bidang.numeric().width(16).hint("16 angka, salin persis dari dokumennya.");
        }
        if !t.wajib {
            let petunjuk = if t.kode == "no_kk" { "Kosongkan bila nomornya tetap." } else { "" };
            bidang = bidang.optional();
            if !petunjuk.is_empty() {
                bidang = bidang.hint(petunjuk);
            }
        }
        form = form.with(bidang);
    }
    let pilihan = peringatan.iter().map(|p| (p.kode.clone(), p.kalimat.clone()));
    form.with(Field::new("tanggal", "Tanggal terbit di dokumen").value(tanggal_pendek(caller.today())))
        .with(Field::new("catatan", "Catatan").optional())
        .with(
            Field::new("setuju", "Tidak biasa, tetapi mungkin. Centang bila memang benar.")
                .choices(Choice::list(pilihan)),
        )
}

fn halaman(
    caller: &Caller,
    (berkas, versi): (&Berkas, i64),
    jenis: &'static Jenis,
    form: ui::Form,
    umum: Vec<String>,
) -> Halaman {
    Halaman {
        page: caller
            .page("Catat yang terbit")
            .back(berkas.orang_nama.as_str(), alamat(caller, berkas.id))
            .has_error(form.has_error() || !umum.is_empty())
            .noindex(),
        aksi: format!("{}/penerbitan", alamat(caller, berkas.id)),
        jenis,
        nama: berkas.orang_nama.clone(),
        versi,
        umum,
        peringatan: !form.field("setuju").choices.is_empty(),
        form,
    }
}

pub(super) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let (terlihat, pelaku, target) =
        (terlihat(id, form.text("versi"))?, pelaku(&caller)?, alamat(&caller, id));
    let mut tx = match caller.begin("penerbitan_berkas_dukcapil", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let berkas = store::get_berkas(&mut tx, id).await?;
    let jenis = berkas.jenis().ok_or(Error::NotFound)?;
    let nomor: BTreeMap<String, String> = jenis
        .terbit
        .iter()
        .filter_map(|t| Some((t.kode.clone(), form.some(&t.kode)?.trim().to_owned())))
        .collect();
    let tanggal = match kamus::urai_tanggal(form.text("tanggal")) {
        Ok(tanggal) => tanggal,
        Err(galat) => {
            let mut tampil = formulir(&caller, jenis, &[]).fill(form.typed());
            tampil.refuse("tanggal", galat.to_string());
            return ::web::refused(&halaman(&caller, (&berkas, terlihat.versi), jenis, tampil, Vec::new()));
        }
    };
    let setuju = form.all("setuju").map(str::to_owned).collect();
    let terbitan = Terbitan { nomor, tanggal, catatan: form.text("catatan").to_owned(), setuju };
    match alur::terbitkan(&mut tx, terlihat, &terbitan, &pelaku, caller.today()).await? {
        HasilTerbit::Tercatat => {
            tx.commit().await?;
            let kabar = Flash::new(Tone::Good, "Sudah dicatat, juga di buku penduduk.");
            Ok(::web::see_other(&target, Some(kabar)))
        }
        HasilTerbit::Periksa { galat, peringatan } => {
            let mut tampil = formulir(&caller, jenis, &peringatan).fill(form.typed());
            let mut umum = Vec::new();
            for (bidang, kalimat) in galat {
                if tampil.fields().iter().any(|f| f.name == bidang) {
                    tampil.refuse(&bidang, kalimat);
                } else {
                    umum.push(kalimat);
                }
            }
            if umum.is_empty() && !tampil.has_error() {
                tampil.refuse("setuju", "Centang setiap peringatan bila memang benar, atau ubah isiannya.");
            }
            ::web::refused(&halaman(&caller, (&berkas, terlihat.versi), jenis, tampil, umum))
        }
    }
}
