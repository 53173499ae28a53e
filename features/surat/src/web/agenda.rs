//! Buku Agenda: every number of a year, in order, BATAL included.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use ui::{Choice, Field, MenuItem, Paging};
use web::{Caller, Result};

use crate::katalog::Katalog;
use crate::keadaan::Keadaan;
use crate::store::{self, BarisAgenda};

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pinta {
    #[serde(default)]
    tahun: String,
    #[serde(default)]
    hal: String,
}

struct Baris {
    href: String,
    nomor: String,
    tanggal: String,
    jenis: &'static str,
    nama: String,
    penandatangan: String,
    keadaan: Keadaan,
    keterangan: String,
}

#[derive(Template)]
#[template(path = "surat/agenda.html")]
struct Agenda {
    page: ui::Page,
    tab: Vec<MenuItem>,
    form: ui::Form,
    paging: Paging,
    tahun: i16,
    baris: Vec<Baris>,
    alamat: String,
}

pub(crate) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> Result<Response> {
    let kini = caller.today().year();
    let tahun: i16 = pinta.tahun.parse().ok().filter(|tahun| (1945..=2200).contains(tahun)).unwrap_or(kini);
    let halaman: u32 = pinta.hal.parse().unwrap_or(1).max(1);
    let mut tx = caller.read().await?;
    let mut agenda = potongan(&mut tx, tahun, halaman).await?;
    let paging =
        Paging::new(caller.href("/surat/agenda"), halaman, u64::try_from(agenda.jumlah).unwrap_or(0))
            .query([("tahun", tahun.to_string())]);
    if paging.page != halaman {
        // Beyond the end, where the frame shows the last page.
        agenda = potongan(&mut tx, tahun, paging.page).await?;
    }
    let years = (kini - 5..=kini).rev().map(|tahun| Choice::new(tahun.to_string(), tahun.to_string()));
    let katalog = Katalog::baca(&mut tx).await?;
    let tab = super::daftar::tab(&caller, &mut tx, 2).await?;
    web::html(&Agenda {
        page: caller.page("Agenda surat"),
        tab,
        form: caller
            .form()
            .with(Field::new("tahun", "Tahun").choices(years.collect()).value(tahun.to_string())),
        paging,
        tahun,
        alamat: caller.href("/surat/agenda"),
        baris: agenda.baris.into_iter().map(|row| baris(&caller, &katalog, row)).collect(),
    })
}

async fn potongan(tx: &mut db::ReadTx, tahun: i16, halaman: u32) -> db::Result<store::Agenda> {
    let batas = i64::from(ui::PAGE_SIZE);
    store::list_agenda(tx, tahun, batas, i64::from(halaman - 1) * batas).await
}

fn baris(caller: &Caller, katalog: &Katalog, row: BarisAgenda) -> Baris {
    let manual = row.manual.then_some("Surat manual");
    let catatan: Vec<&str> = manual.into_iter().chain(row.alasan.as_deref()).collect();
    Baris {
        href: super::alamat(caller, row.id),
        nomor: row.nomor,
        tanggal: row.tanggal.map(|hari| kamus::tanggal_pendek(hari.0)).unwrap_or_default(),
        jenis: katalog.nama(&row.jenis),
        nama: row.subjek_nama,
        penandatangan: row.ttd_nama.unwrap_or_default(),
        keadaan: Keadaan::dari_kode(row.keadaan).unwrap_or(Keadaan::Terbit),
        keterangan: catatan.join(": "),
    }
}
