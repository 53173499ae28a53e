//! The residents of the caller's area, as far as the caller may see them.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::Where;
use jiff::civil::Date;
use kamus::{Daftar as _, JenisKelamin, Shdk, umur};
use serde::Deserialize;
use ui::{Choice, Field};
use uuid::Uuid;
use web::Caller;

use super::super::lingkup::Lingkup;
use super::super::{halaman, jumlah, potongan};
use crate::store::{self, Warga};
use crate::subjek::{alamat_sebaris, label};
use crate::usulan_warga::{JenisUsulan, Orangnya};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    rt: String,
    /// What is to be reported of whom is chosen here.
    jenis: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "kependudukan/lapor_warga.html")]
struct Daftar {
    page: ui::Page,
    alamat: String,
    cari: Field,
    rt: Field,
    jenis: String,
    paging: ui::Paging,
    baris: Vec<Baris>,
}

struct Baris {
    href: String,
    nama: String,
    kelamin: &'static str,
    umur: i16,
    alamat: String,
    hubungan: String,
}

impl Baris {
    fn dari(w: &Warga, href: String, hari_ini: Date) -> Self {
        let laki_laki = w.jenis_kelamin == JenisKelamin::LakiLaki.kode();
        Self {
            href,
            nama: w.nama.clone(),
            kelamin: if laki_laki { "L" } else { "P" },
            umur: umur(w.tanggal_lahir.0, hari_ini),
            alamat: alamat_sebaris(w.alamat.as_deref().unwrap_or(""), &w.dusun, &w.rw, &w.rt),
            hubungan: label::<Shdk>(Some(w.shdk)),
        }
    }
}

pub(super) async fn daftar(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let lingkup = Lingkup::dari(&caller).saring(Where::new());
    // A number finds nobody here, and so does not tell whether somebody has it.
    let bernomor = saring.cari.bytes().filter(u8::is_ascii_digit).count() >= 3;
    let cari = if bernomor { "" } else { saring.cari.as_str() };
    let mut rt: Vec<String> =
        store::list_tempat_warga(&mut tx, lingkup.clone()).await?.into_iter().map(|(_, _, rt)| rt).collect();
    rt.sort_unstable();
    rt.dedup();
    let dipilih = Some(saring.rt.clone()).filter(|isi| rt.contains(isi));
    let syarat = store::filter_kata(lingkup, cari).and_some("rt = ?", dipilih.clone());
    let total = store::count_warga(&mut tx, syarat.clone()).await?;
    let alamat = caller.href("/lapor/warga");
    let jenis = JenisUsulan::dari_kata(&saring.jenis);
    let kata = jenis.map_or("", JenisUsulan::kata);
    let dipilih = dipilih.unwrap_or_default();
    let paging = ui::Paging::new(alamat.as_str(), halaman(&saring.hal), jumlah(total)).query([
        ("cari", cari),
        ("rt", dipilih.as_str()),
        ("jenis", kata),
    ]);
    let semua = store::daftar_warga(&mut tx, syarat, potongan(&paging)).await?;
    let hari_ini = caller.today();
    let baris = semua.iter().map(|w| {
        let href = match jenis {
            Some(_) => caller.href(&format!("/lapor/baru?jenis={kata}&penduduk={}", w.id)),
            None => format!("{alamat}/{}", w.id),
        };
        Baris::dari(w, href, hari_ini)
    });
    let baris = baris.collect();
    let mut pilihan = vec![Choice::new("", "Semua RT")];
    pilihan.extend(rt.into_iter().map(|rt| Choice::new(rt.clone(), format!("RT {rt}"))));
    let judul = jenis.map_or("Warga di wilayah saya", |jenis| jenis.label());
    web::html(&Daftar {
        page: caller.page(judul).back("Lapor", caller.href("/lapor")).noindex(),
        cari: Field::new("cari", "Cari nama").value(cari).autocomplete("off").attr("maxlength", "100"),
        rt: Field::new("rt", "RT").choices(pilihan).value(dipilih),
        jenis: kata.to_owned(),
        alamat,
        paging,
        baris,
    })
}

#[derive(Template)]
#[template(path = "kependudukan/lapor_orang.html")]
struct Halaman {
    page: ui::Page,
    orang: Baris,
    serumah: Vec<Baris>,
    jenis: Vec<(String, &'static str)>,
    tautan: Vec<(String, &'static str)>,
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let lingkup = Lingkup::dari(&caller).saring(Where::new());
    let w = store::find_warga(&mut tx, id, lingkup.clone()).await?.ok_or(web::Error::NotFound)?;
    let serumah = match w.keluarga_id {
        Some(keluarga_id) => store::list_serumah(&mut tx, keluarga_id, lingkup).await?,
        None => Vec::new(),
    };
    let hari_ini = caller.today();
    let alamat = |id: Uuid| caller.href(&format!("/lapor/warga/{id}"));
    let lain = serumah.iter().filter(|lain| lain.id != id);
    let jenis = JenisUsulan::SEMUA.into_iter().filter(|jenis| jenis.orangnya() != Orangnya::Baru);
    let jenis =
        jenis.map(|j| (caller.href(&format!("/lapor/baru?jenis={}&penduduk={id}", j.kata())), j.label()));
    web::html(&Halaman {
        page: caller.page(w.nama.as_str()).back("Warga", caller.href("/lapor/warga")).noindex(),
        orang: Baris::dari(&w, String::new(), hari_ini),
        serumah: lain.map(|w| Baris::dari(w, alamat(w.id), hari_ini)).collect(),
        jenis: jenis.collect(),
        tautan: crate::tautan::untuk(&caller, id),
    })
}
