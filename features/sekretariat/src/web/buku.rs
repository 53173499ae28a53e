//! Buku A.7 and A.8 on screen, on paper and as sheets, for any time.

use ::web::{Caller, Error};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use register::{BAGIAN, Kolom, Lembar};
use serde::Deserialize;
use ui::{Choice, Field, MenuItem, Paging};

use crate::LIHAT;
use crate::buku::{self, Buku};
use crate::mata::Mata;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    dari: String,
    sampai: String,
    hal: String,
    /// Of a file: `pdf-f4`, `pdf-a4` or `xlsx`.
    bentuk: String,
    bagian: String,
}

impl Saring {
    /// The days asked for, and for each field that cannot be read why. Else the year so far.
    fn masa(&self, hari_ini: Date) -> ((Date, Date), Vec<(&'static str, String)>) {
        let mut salah = Vec::new();
        let mut hari = |nama: &'static str, isi: &str, kosong: Date| {
            if isi.trim().is_empty() {
                return kosong;
            }
            kamus::urai_tanggal(isi).unwrap_or_else(|galat| {
                salah.push((nama, galat.to_string()));
                kosong
            })
        };
        let sampai = hari("sampai", &self.sampai, hari_ini);
        let dari = hari("dari", &self.dari, sampai.first_of_year());
        if dari > sampai {
            salah.push(("dari", "Tanggal awal sesudah tanggal akhir. Tukar keduanya.".to_owned()));
        }
        ((dari.min(sampai), sampai), salah)
    }

    fn pasangan(&self) -> [(&'static str, &str); 2] {
        [("dari", &self.dari), ("sampai", &self.sampai)]
    }
}

#[derive(Template)]
#[template(path = "sekretariat/buku.html")]
struct Halaman {
    page: ui::Page,
    tab: Vec<MenuItem>,
    alamat: String,
    kolom: &'static [Kolom],
    bidang: Vec<Field>,
    masa: String,
    baris: Vec<Vec<String>>,
    paging: Paging,
    bentuk: Field,
    bagian: Option<Field>,
    saringan: Vec<(&'static str, String)>,
}

fn kata(masa: (Date, Date)) -> String {
    format!("Masa {} sampai {}", kamus::tanggal_panjang(masa.0), kamus::tanggal_panjang(masa.1))
}

pub(super) async fn get(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(saring): Query<Saring>,
) -> ::web::Result<Response> {
    let buku = Buku::dari_kode(&kode).ok_or(Error::NotFound)?;
    let (masa, salah) = saring.masa(caller.today());
    let mut tx = caller.read().await?;
    let mata = Mata::baca(&mut tx, caller.ctx.user(), caller.today(), caller.can(LIHAT)).await?;
    let baris = buku::isi(&mut tx, buku, masa, mata.pimpinan()).await?;
    let alamat = caller.href(&format!("/buku-surat/{}", buku.kode()));
    let total = baris.len();
    let paging =
        Paging::new(alamat.clone(), saring.hal.parse().unwrap_or(1), total as u64).query(saring.pasangan());
    let bidang = |nama: &'static str, label: &str, isi: &str, terbaca: Date| {
        let galat = salah.iter().find(|(n, _)| *n == nama).map(|(_, kalimat)| kalimat.clone());
        let isi = if galat.is_some() { isi.to_owned() } else { kamus::tanggal_pendek(terbaca) };
        Field::new(nama, label).value(isi).width(12).error(galat)
    };
    let bentuk =
        Choice::list([("pdf-f4", "PDF, kertas F4"), ("pdf-a4", "PDF, kertas A4"), ("xlsx", "Excel (.xlsx)")]);
    let bagian = (total > BAGIAN).then(|| {
        let semua = (0..total.div_ceil(BAGIAN)).map(|ke| {
            let sampai = ((ke + 1) * BAGIAN).min(total);
            let nama = format!("Bagian {}: nomor {} sampai {sampai}", ke + 1, ke * BAGIAN + 1);
            Choice::new((ke + 1).to_string(), nama)
        });
        Field::new("bagian", "Bagian PDF").choices(semua.collect()).value("1")
    });
    let tab_ke = if buku == Buku::Agenda { 3 } else { 4 };
    ::web::html(&Halaman {
        page: caller
            .page(format!("{} {}", buku.nomor(), buku.judul()))
            .has_error(!salah.is_empty())
            .noindex(),
        tab: super::tab(&caller, tab_ke),
        kolom: buku.kolom(),
        bidang: vec![
            bidang("dari", "Dari tanggal", &saring.dari, masa.0),
            bidang("sampai", "sampai tanggal", &saring.sampai, masa.1),
        ],
        masa: kata(masa),
        baris: super::sepotong(baris, &paging),
        paging,
        bentuk: Field::new("bentuk", "Unduh sebagai").choices(bentuk).value("pdf-f4"),
        bagian,
        saringan: vec![("dari", kamus::tanggal_pendek(masa.0)), ("sampai", kamus::tanggal_pendek(masa.1))],
        alamat,
    })
}

pub(super) async fn unduhan(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(saring): Query<Saring>,
) -> ::web::Result<Response> {
    let buku = Buku::dari_kode(&kode).ok_or(Error::NotFound)?;
    let (masa, _) = saring.masa(caller.today());
    let lembar = lembar(&caller, buku, masa).await?;
    let nama = format!("buku-{}-{}-{}", buku.kode(), caller.ctx.unit, masa.1);
    if saring.bentuk == "xlsx" {
        let isi = tokio::task::spawn_blocking(move || register::xlsx(&lembar)).await;
        let isi = isi.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
        return Ok(super::kirim_unduhan(register::XLSX, &format!("{nama}.xlsx"), isi));
    }
    let kertas = if saring.bentuk == "pdf-a4" { "A4" } else { "F4" };
    let (lembar, akhiran) = sebagian(lembar, saring.bagian.parse().unwrap_or(1));
    let isi = super::susun(&caller, register::pdf(&lembar, kertas)).await?;
    Ok(super::kirim_unduhan(register::PDF, &format!("{nama}{akhiran}.pdf"), isi))
}

/// The part that a PDF holds, with what its name ends in.
fn sebagian(mut lembar: Lembar, bagian: usize) -> (Lembar, String) {
    let semua = lembar.baris.len().div_ceil(BAGIAN);
    if semua <= 1 {
        return (lembar, String::new());
    }
    let bagian = bagian.clamp(1, semua);
    lembar.keterangan.push(format!("Bagian {bagian} dari {semua}"));
    lembar.baris = lembar.baris.into_iter().skip((bagian - 1) * BAGIAN).take(BAGIAN).collect();
    (lembar, format!("-bagian-{bagian}"))
}

async fn lembar(caller: &Caller, buku: Buku, masa: (Date, Date)) -> ::web::Result<Lembar> {
    let mut tx = caller.read().await?;
    let mata = Mata::baca(&mut tx, caller.ctx.user(), caller.today(), caller.can(LIHAT)).await?;
    let baris = buku::isi(&mut tx, buku, masa, mata.pimpinan()).await?;
    let pengesah = wilayah::pengesah(&mut tx, caller.today()).await?;
    let siapa = &caller.signed_in()?.pengguna.nama;
    let waktu = super::saat(caller, caller.ctx.now.into());
    Ok(Lembar {
        kepala: pengesah.kepala(caller.today(), caller.app.settings().contoh),
        nomor: buku.nomor().to_owned(),
        judul: buku.judul(),
        kolom: buku.kolom(),
        keterangan: vec![kata(masa)],
        tanda: format!("Diunduh {waktu} oleh {siapa}."),
        baris,
        angka: false,
    })
}
