//! Who of the register waits for Dukcapil and has no case yet.

use ::web::Caller;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use kamus::tanggal_pendek;
use serde::Deserialize;
use ui::{Choice, Field};

use super::papan::pilihan_dusun;
use super::{lama, tab};
use crate::alur::Asal;
use crate::{KERJA, Tunggu, jenis};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Saring {
    jenis: String,
    dusun: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "dukcapil/tunggu.html")]
struct Halaman {
    page: ui::Page,
    tab: Vec<ui::MenuItem>,
    alamat: String,
    saringan: Vec<Field>,
    baris: Vec<Baris>,
    paging: ui::Paging,
    aksi: String,
    kerja: bool,
}

struct Baris {
    nama: String,
    href: Option<String>,
    jenis: &'static str,
    kode: &'static str,
    hal: String,
    dusun: String,
    sejak: String,
    lama: String,
    /// The field that tells what it begins from.
    asal: (&'static str, String),
    /// Its own: what was begun for one is not begun for another.
    kunci: String,
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let mut semua = crate::list_tunggu(&mut tx, caller.today()).await?;
    let jumlah = semua.len();
    semua.retain(|t| {
        (saring.jenis.is_empty() || t.jenis.kode == saring.jenis)
            && (saring.dusun.is_empty() || t.dusun == saring.dusun)
    });
    let hal = saring.hal.parse().unwrap_or(1);
    let alamat = caller.href("/dukcapil/tunggu");
    let paging = ui::Paging::new(alamat.as_str(), hal, u64::try_from(semua.len()).unwrap_or(0))
        .query([("jenis", saring.jenis.as_str()), ("dusun", saring.dusun.as_str())]);
    let lewati = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let tampil = semua.into_iter().skip(lewati).take(ui::PAGE_SIZE as usize);
    let mut pilihan = vec![Choice::new("", "Semua")];
    pilihan.extend(jenis::semua().iter().filter(|j| j.tunggu).map(|j| Choice::new(&j.kode, &j.nama)));
    ::web::html(&Halaman {
        page: caller.page("Menunggu Dukcapil").back("Berkas Dukcapil", caller.href("/dukcapil")).noindex(),
        tab: tab(&caller, 1, jumlah),
        saringan: vec![
            Field::new("jenis", "Menunggu").choices(pilihan).value(saring.jenis.as_str()),
            pilihan_dusun(&mut tx, &saring.dusun).await?,
        ],
        baris: tampil.map(|t| satu(&caller, t)).collect(),
        paging,
        alamat,
        aksi: caller.href("/dukcapil/baru"),
        kerja: caller.can(KERJA),
    })
}

fn satu(caller: &Caller, t: Tunggu) -> Baris {
    let orang = t.orang_id.filter(|_| caller.can(kependudukan::LIHAT));
    Baris {
        href: orang.map(|id| caller.href(&format!("/penduduk/{id}"))),
        jenis: &t.jenis.nama,
        kode: &t.jenis.kode,
        asal: match t.asal {
            Asal::Orang(id) => ("orang", id.to_string()),
            Asal::Keluarga(id) => ("keluarga", id.to_string()),
            Asal::Peristiwa(id) => ("peristiwa", id.to_string()),
        },
        sejak: tanggal_pendek(t.sejak),
        lama: lama(t.sejak, caller.today()),
        kunci: caller.request_key(),
        nama: t.nama,
        hal: t.hal,
        dusun: t.dusun,
    }
}
