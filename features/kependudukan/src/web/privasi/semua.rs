//! Who looked at whom, when and what for: the page of who answers for it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use db::{Once, ReadTx, Value, Where};
use jiff::civil::Date;
use serde::Deserialize;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::super::{halaman, jumlah, potongan, waktu};
use crate::ekspor::{CSV, sel_csv};
use crate::privasi::{self, AturPrivasi};
use crate::store;

/// As many looks as one file takes.
const BATAS: i64 = 20_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    pengguna: String,
    orang: String,
    /// `2026-03`
    bulan: String,
    hal: String,
}

impl Saring {
    fn dari_form(form: &Form) -> Self {
        let teks = |nama: &str| form.text(nama).to_owned();
        Self { pengguna: teks("pengguna"), orang: teks("orang"), bulan: teks("bulan"), hal: String::new() }
    }

    fn syarat(&self, caller: &Caller) -> Where {
        let saring = Where::new()
            .and_some("pengguna_id = ?", self.pengguna.parse::<Uuid>().ok())
            .and_some("subjek_id = ?", self.orang.parse::<Uuid>().ok());
        let Ok(awal) = format!("{}-01", self.bulan.trim()).parse::<Date>() else { return saring };
        let zona = caller.unit.zone;
        let saat = |hari: Date| zona.offset().to_timestamp(hari.at(0, 0, 0, 0)).ok();
        let Ok(besok) = awal.last_of_month().tomorrow() else { return saring };
        let (Some(awal), Some(akhir)) = (saat(awal), saat(besok)) else { return saring };
        saring.and("pada >= ? and pada < ?", [Value::from(awal), Value::from(akhir)])
    }

    fn pasangan(&self) -> [(&'static str, String); 3] {
        [("pengguna", self.pengguna.clone()), ("orang", self.orang.clone()), ("bulan", self.bulan.clone())]
    }
}

#[derive(Template)]
#[template(path = "kependudukan/privasi.html")]
struct Halaman {
    page: ui::Page,
    alamat: String,
    pengguna: Field,
    bulan: Field,
    /// The one person whose looks are shown.
    orang: Option<(String, String)>,
    baris: Vec<Baris>,
    paging: ui::Paging,
    saringan: Vec<(&'static str, String)>,
    form: ui::Form,
    hapus: Vec<(String, String)>,
}

pub(super) struct Baris {
    pub(super) siapa: String,
    pub(super) kapan: String,
    pub(super) orang: String,
    pub(super) href: String,
    pub(super) hal: String,
    pub(super) untuk: String,
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let tahun = privasi::tahun_simpan(&mut tx).await?;
    let form = caller.form().with(tahun_simpan().value(tahun.to_string()));
    web::html(&susun(&caller, &mut tx, saring, form).await?)
}

fn tahun_simpan() -> Field {
    Field::new("tahun", "Lama simpan sesudah meninggal atau pindah")
        .numeric()
        .width(4)
        .hint("Tahun, 1 sampai 50")
}

async fn susun(caller: &Caller, tx: &mut ReadTx, saring: Saring, form: ui::Form) -> web::Result<Halaman> {
    let syarat = saring.syarat(caller);
    let total = access::store::count_pembukaan(tx, syarat.clone()).await?;
    let alamat = caller.href("/privasi");
    let paging =
        ui::Paging::new(alamat.as_str(), halaman(&saring.hal), jumlah(total)).query(saring.pasangan());
    let baris = baris(caller, tx, syarat, potongan(&paging)).await?;
    let orang = match saring.orang.parse::<Uuid>() {
        Ok(id) => store::find_penduduk(tx, id).await?.map(|p| (p.id.to_string(), p.nama)),
        Err(_) => None,
    };
    let mut pilihan = vec![Choice::new("", "Semua")];
    let semua = access::store::list_pengguna(tx).await?;
    pilihan.extend(semua.into_iter().map(|p| Choice::new(p.id.to_string(), p.nama)));
    let hapus = store::list_penghapusan(tx).await?;
    Ok(Halaman {
        page: caller.page("Siapa melihat data siapa").noindex().has_error(form.has_error()),
        pengguna: Field::new("pengguna", "Petugas").choices(pilihan).value(saring.pengguna.as_str()),
        bulan: Field::new("bulan", "Bulan").value(saring.bulan.as_str()).hint("Misalnya 2026-03").width(8),
        orang,
        baris,
        paging,
        saringan: saring.pasangan().into(),
        form,
        hapus: hapus.into_iter().map(|h| (waktu(caller, h.pada), h.alasan)).collect(),
        alamat,
    })
}

/// Looks in words, newest first.
pub(super) async fn baris(
    caller: &Caller,
    tx: &mut ReadTx,
    syarat: Where,
    potongan: (i64, i64),
) -> db::Result<Vec<Baris>> {
    let petugas: HashMap<Uuid, String> =
        access::store::list_pengguna(tx).await?.into_iter().map(|p| (p.id, p.nama)).collect();
    let mut nama: HashMap<Uuid, (String, String)> = HashMap::new();
    let mut semua = Vec::new();
    for p in access::store::daftar_pembukaan(tx, syarat, potongan).await? {
        let (orang, href) = match p.subjek_id {
            None => ("Daftar".to_owned(), String::new()),
            Some(id) => {
                if let Entry::Vacant(kosong) = nama.entry(id) {
                    kosong.insert(siapa(caller, tx, id).await?);
                }
                nama[&id].clone()
            }
        };
        let siapa = p.pengguna_id.and_then(|id| petugas.get(&id).cloned());
        let untuk = match p.penerima {
            Some(penerima) => format!("{}. Penerima: {penerima}", p.keperluan),
            None => p.keperluan,
        };
        semua.push(Baris {
            siapa: siapa.unwrap_or_else(|| "Sistem".to_owned()),
            kapan: waktu(caller, p.pada),
            orang,
            href,
            hal: p.hal,
            untuk,
        });
    }
    Ok(semua)
}

/// A person's name, and the page of who looked at them.
async fn siapa(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> db::Result<(String, String)> {
    if let Some(p) = store::find_penduduk(tx, id).await? {
        return Ok((p.nama, caller.href(&format!("/penduduk/{id}/privasi"))));
    }
    let sementara = store::find_sementara(tx, id).await?;
    Ok((sementara.map_or_else(|| "–".to_owned(), |p| p.nama), String::new()))
}

/// The filtered looks as a file; that it was taken is a look of its own.
pub(super) async fn ekspor(caller: Caller, form: Form) -> web::Result<Response> {
    let saring = Saring::dari_form(&form);
    let mut tx = caller.write("ekspor_pembukaan_data").await?;
    let keperluan = "Unduh catatan siapa melihat data siapa";
    access::store::record_pembukaan(&mut tx, None, "ekspor", keperluan, None).await?;
    tx.commit().await?;
    let mut tx = caller.read().await?;
    let semua = baris(&caller, &mut tx, saring.syarat(&caller), (BATAS, 0)).await?;
    let mut isi = String::from("\u{feff}");
    let judul = ["Petugas", "Waktu", "Orang", "Apa", "Untuk apa"].map(str::to_owned);
    let baris = semua.into_iter().map(|b| [b.siapa, b.kapan, b.orang, b.hal, b.untuk]);
    for satu in std::iter::once(judul).chain(baris) {
        isi.push_str(&satu.map(|sel| sel_csv(&sel)).join(","));
        isi.push_str("\r\n");
    }
    let nama = format!("attachment; filename=\"privasi-{}-{}.csv\"", caller.ctx.unit, caller.today());
    let kepala = [
        (header::CONTENT_TYPE, CSV.to_owned()),
        (header::CONTENT_DISPOSITION, nama),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, isi).into_response())
}

pub(super) async fn atur(caller: Caller, form: Form) -> web::Result<Response> {
    let mut tampil = caller.form().with(tahun_simpan()).fill(form.typed());
    let tahun = form.text("tahun").parse::<i16>().ok().filter(|tahun| (1..=50).contains(tahun));
    let Some(tahun_simpan) = tahun else {
        tampil.refuse("tahun", "Isi lama simpan antara 1 dan 50 tahun.");
        let mut tx = caller.read().await?;
        return web::refused(&susun(&caller, &mut tx, Saring::default(), tampil).await?);
    };
    let tujuan = caller.href("/privasi");
    let mut tx = caller.write("pengaturan_privasi").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    if let Some(lama) = store::find_atur_privasi(&mut tx).await? {
        tx.update(&AturPrivasi { tahun_simpan, ..lama }).await?;
    } else {
        let id = tx.ctx().new_id();
        tx.insert(&AturPrivasi { id, tahun_simpan }).await?;
    }
    tx.commit().await?;
    Ok(web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Lama simpan sudah diatur."))))
}
