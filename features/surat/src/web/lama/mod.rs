//! Letters from before Balai: the list, and where it comes from.

mod impor;
mod unduh;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use ui::{Choice, Field, MenuItem, Paging};
use web::{Caller, Guard, Result, Route, get, post};

use crate::store::{self, SaringLama, SuratLama};
use crate::{AGENDA, ATUR};

/// The largest list taken.
const UNGGAHAN: usize = 20 << 20;

pub(super) fn routes() -> Vec<Route> {
    let (lihat, atur) = (Guard::Needs(AGENDA), Guard::Needs(ATUR));
    vec![
        get("/{kode}/surat/lama", lihat, daftar),
        post("/{kode}/surat/lama", lihat, cari),
        get("/{kode}/surat/lama/unduh", lihat, unduh::daftar).limited(30),
        get("/{kode}/surat/lama/impor", atur, impor::get),
        post("/{kode}/surat/lama/impor", atur, impor::post).upload(UNGGAHAN).limited(20),
        get("/{kode}/surat/lama/templat", atur, unduh::templat),
        post("/{kode}/surat/lama/impor/{id}/penghapusan", atur, impor::hapus),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    cari: String,
    tahun: String,
    hal: String,
}

impl Pinta {
    fn saring(&self) -> SaringLama {
        SaringLama {
            tahun: self.tahun.parse().ok(),
            cari: Some(self.cari.clone()).filter(|cari| !cari.trim().is_empty()),
        }
    }
}

pub(super) struct Baris {
    pub(super) nomor: String,
    pub(super) tanggal: String,
    pub(super) jenis: String,
    pub(super) perihal: String,
    pub(super) nama: String,
    pub(super) penandatangan: String,
    pub(super) arsip: String,
}

#[derive(Template)]
#[template(path = "surat/lama.html")]
struct Halaman {
    page: ui::Page,
    tab: Vec<MenuItem>,
    form: ui::Form,
    alamat: String,
    reset: String,
    baris: Vec<Baris>,
    paging: Paging,
    impor: Option<String>,
    unduh: String,
}

async fn daftar(caller: Caller, Query(pinta): Query<Pinta>) -> Result<Response> {
    let saring = pinta.saring();
    let alamat = caller.href("/surat/lama");
    let mut tx = caller.read().await?;
    let jumlah = u64::try_from(store::count_lama(&mut tx, &saring).await?).unwrap_or(0);
    let disaring = [("cari", pinta.cari.as_str()), ("tahun", pinta.tahun.as_str())];
    let paging = Paging::new(alamat.as_str(), pinta.hal.parse().unwrap_or(1), jumlah).query(disaring);
    let mulai = i64::try_from(paging.offset()).unwrap_or(0);
    let semua = store::list_lama(&mut tx, &saring, i64::from(ui::PAGE_SIZE), mulai).await?;
    let tahun = store::list_lama_tahun(&mut tx).await?;
    let tab = super::daftar::tab(&caller, &mut tx, super::daftar::TAB_LAMA).await?;
    let pilihan = tahun.into_iter().map(|tahun| {
        Choice::new(tahun.to_string(), if tahun == 0 { "Tanpa tahun".to_owned() } else { tahun.to_string() })
    });
    let unduh = Paging::new(caller.href("/surat/lama/unduh"), 1, 0).query(disaring).url(1);
    web::html(&Halaman {
        page: caller.page("Surat lama"),
        tab,
        form: caller
            .form()
            .with(Field::new("cari", "Nama, nomor, atau perihal").value(&pinta.cari).autocomplete("off"))
            .with(Field::new("tahun", "Tahun").choices(pilihan.collect()).value(&pinta.tahun).optional()),
        reset: if saring.tahun.is_some() || saring.cari.is_some() { alamat.clone() } else { String::new() },
        baris: semua.into_iter().map(baris).collect(),
        paging,
        impor: caller.can(ATUR).then(|| caller.href("/surat/lama/impor")),
        unduh,
        alamat,
    })
}

pub(super) fn baris(s: SuratLama) -> Baris {
    let tahun = if s.tahun == 0 { String::new() } else { s.tahun.to_string() };
    Baris {
        nomor: s.nomor,
        tanggal: s.tanggal.map_or(tahun, |hari| kamus::tanggal_pendek(hari.0)),
        jenis: s.jenis,
        perihal: s.perihal,
        nama: s.nama,
        penandatangan: s.penandatangan,
        arsip: s.lokasi_arsip,
    }
}

/// The search box is posted, as somebody may type a NIK into it: those letters stand on the person's own page.
async fn cari(caller: Caller, form: web::Form) -> Result<Response> {
    if super::daftar::rahasia(form.text("cari")) {
        let kalimat = "Angka sepanjang itu tidak dicari di sini. Buka penduduknya untuk melihat surat lamanya, atau \
                       cari dengan nama.";
        let kabar = ui::Flash::new(ui::Tone::Info, kalimat);
        return Ok(web::see_other(&caller.href("/surat/lama"), Some(kabar)));
    }
    let pinta = ["cari", "tahun"].map(|nama| (nama, form.text(nama).to_owned()));
    Ok(web::see_other(&Paging::new(caller.href("/surat/lama"), 1, 0).query(pinta.to_vec()).url(1), None))
}
