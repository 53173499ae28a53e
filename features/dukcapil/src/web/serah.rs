//! Collective hand-overs: choosing cases, and the list that both sides sign.

use ::web::{Caller, Form};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::Where;
use kamus::{tanggal_panjang, tanggal_pendek};
use serde::Deserialize;
use ui::{Field, Flash, Tone};
use uuid::Uuid;

use super::{alamat, pelaku, tab, terlihat};
use crate::alur::{self, Muatan, Penyerahan, lembar_biasa};
use crate::error::Error;
use crate::keadaan::Keadaan;
use crate::store::{self, Berkas};
use crate::{KERJA, Serah};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Hal {
    hal: String,
}

#[derive(Template)]
#[template(path = "dukcapil/serah_daftar.html")]
struct Daftar {
    page: ui::Page,
    tab: Vec<ui::MenuItem>,
    baris: Vec<(String, String, String, String)>,
    paging: ui::Paging,
    baru: Option<String>,
}

pub(super) async fn daftar(caller: Caller, Query(hal): Query<Hal>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let menunggu = crate::list_tunggu(&mut tx, caller.today()).await?.len();
    let total = u64::try_from(store::count_serah(&mut tx).await?).unwrap_or(0);
    let paging = ui::Paging::new(caller.href("/dukcapil/serah"), hal.hal.parse().unwrap_or(1), total);
    let potong = (i64::from(ui::PAGE_SIZE), i64::try_from(paging.offset()).unwrap_or(i64::MAX));
    let semua = store::list_serah(&mut tx, potong).await?.into_iter();
    let baris = semua.map(|s| {
        let href = caller.href(&format!("/dukcapil/serah/{}", s.id));
        (href, s.nomor(), tanggal_panjang(s.tanggal.0), s.pembawa)
    });
    ::web::html(&Daftar {
        page: caller.page("Daftar serah").back("Berkas Dukcapil", caller.href("/dukcapil")).noindex(),
        tab: tab(&caller, 2, menunggu),
        baris: baris.collect(),
        paging,
        baru: caller.can(KERJA).then(|| caller.href("/dukcapil/serah/baru")),
    })
}

#[derive(Template)]
#[template(path = "dukcapil/serah_baru.html")]
struct Baru {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    umum: Option<String>,
    baris: Vec<Pilihan>,
    /// Cases that are prepared but not complete.
    belum: Vec<(String, String, String)>,
}

struct Pilihan {
    id: String,
    versi: i64,
    nama: String,
    nomor: String,
    jenis: String,
    lembar: String,
    dipilih: bool,
}

fn formulir(caller: &Caller) -> ui::Form {
    caller
        .form()
        .with(Field::new("tanggal", "Diserahkan tanggal").value(tanggal_pendek(caller.today())))
        .with(Field::new("pembawa", "Dibawa oleh").attr("maxlength", "100"))
        .with(
            Field::new("penerima", "Diterima oleh")
                .hint("Petugas Dukcapil, bila sudah diketahui.")
                .attr("maxlength", "100")
                .optional(),
        )
}

async fn halaman(
    caller: &Caller,
    form: ui::Form,
    kiriman: Option<&Form>,
    umum: Option<String>,
) -> ::web::Result<Baru> {
    let mut tx = caller.read().await?;
    let saring = Where::new().and("keadaan = ?", [Keadaan::Disiapkan.kode().into()]);
    let (mut baris, mut belum) = (Vec::new(), Vec::new());
    for b in store::list_berkas(&mut tx, saring, (1000, 0)).await? {
        let Some(jenis) = b.jenis() else { continue };
        match jenis.kurang(&b.syarat()).first() {
            None => baris.push(pilihan(&b, lembar_biasa(jenis, &b), kiriman)),
            Some(s) => belum.push((alamat(caller, b.id), b.orang_nama, format!("belum ada {}", s.nama))),
        }
    }
    Ok(Baru {
        page: caller
            .page("Serahkan ke Dukcapil")
            .back("Daftar serah", caller.href("/dukcapil/serah"))
            .has_error(form.has_error() || umum.is_some())
            .noindex(),
        form,
        aksi: caller.href("/dukcapil/serah"),
        umum,
        baris,
        belum,
    })
}

fn pilihan(b: &Berkas, lembar: i32, kiriman: Option<&Form>) -> Pilihan {
    let id = b.id.to_string();
    let diketik = kiriman.and_then(|f| f.some(&format!("lembar_{id}")));
    Pilihan {
        dipilih: kiriman.is_none_or(|f| f.all("berkas").any(|satu| satu == id)),
        lembar: diketik.map_or_else(|| lembar.to_string(), str::to_owned),
        versi: b.versi,
        nama: b.orang_nama.clone(),
        nomor: b.nomor(),
        jenis: b.jenis_nama().to_owned(),
        id,
    }
}

pub(super) async fn baru(caller: Caller) -> ::web::Result<Response> {
    ::web::html(&halaman(&caller, formulir(&caller), None, None).await?)
}

/// What was ticked, with its sheets.
fn muatan(form: &Form) -> ::web::Result<Vec<Muatan>> {
    let mut semua = Vec::new();
    for id in form.all("berkas") {
        let versi = form.text(&format!("versi_{id}"));
        let lembar = form.text(&format!("lembar_{id}")).parse().unwrap_or(0);
        let id = id.parse().map_err(|_| ::web::Error::NotFound)?;
        semua.push(Muatan { terlihat: terlihat(id, versi)?, lembar });
    }
    Ok(semua)
}

pub(super) async fn post(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut tampil = formulir(&caller).fill(form.typed());
    let tanggal = match kamus::urai_tanggal(form.text("tanggal")) {
        Ok(tanggal) => tanggal,
        Err(galat) => {
            tampil.refuse("tanggal", galat.to_string());
            return ::web::refused(&halaman(&caller, tampil, Some(&form), None).await?);
        }
    };
    let penyerahan = Penyerahan {
        tanggal,
        pembawa: form.text("pembawa").to_owned(),
        penerima: form.text("penerima").to_owned(),
        muatan: muatan(&form)?,
    };
    let (pelaku, id) = (pelaku(&caller)?, caller.ctx.new_id());
    let target = caller.href(&format!("/dukcapil/serah/{id}"));
    let mut tx = match caller.begin("penyerahan_berkas_dukcapil", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    match alur::serahkan(&mut tx, id, &penyerahan, &pelaku, caller.today()).await {
        Ok(()) => {}
        Err(Error::Ditolak(kalimat)) => {
            drop(tx);
            return ::web::refused(&halaman(&caller, tampil, Some(&form), Some(kalimat)).await?);
        }
        Err(lain) => return Err(lain.into()),
    }
    tx.commit().await?;
    let kabar =
        Flash::new(Tone::Good, "Berkas dicatat sudah diserahkan. Cetak daftarnya untuk ditandatangani.");
    Ok(::web::see_other(&target, Some(kabar)))
}

#[derive(Template)]
#[template(path = "dukcapil/serah.html")]
struct Satu {
    page: ui::Page,
    serah: Serah,
    tanggal: String,
    unit: String,
    baris: Vec<Baris>,
    lembar: i32,
    pdf: String,
}

struct Baris {
    href: String,
    nomor: String,
    nama: String,
    jenis: String,
    lembar: i32,
    keadaan: Keadaan,
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let serah = store::get_serah(&mut tx, id).await?;
    let mut baris = Vec::new();
    for isi in store::list_serah_isi(&mut tx, id).await? {
        let b = store::get_berkas(&mut tx, isi.berkas_id).await?;
        baris.push(Baris {
            href: alamat(&caller, b.id),
            nomor: b.nomor(),
            jenis: b.jenis_nama().to_owned(),
            keadaan: b.keadaan(),
            lembar: isi.lembar,
            nama: b.orang_nama,
        });
    }
    ::web::html(&Satu {
        page: caller
            .page(format!("Daftar serah {}", serah.nomor()))
            .back("Daftar serah", caller.href("/dukcapil/serah"))
            .noindex(),
        tanggal: tanggal_panjang(serah.tanggal.0),
        unit: format!("{} {}", caller.unit.kind_word, caller.unit.name),
        lembar: baris.iter().map(|b| b.lembar).sum(),
        pdf: caller.href(&format!("/dukcapil/serah/{id}/pdf")),
        baris,
        serah,
    })
}
