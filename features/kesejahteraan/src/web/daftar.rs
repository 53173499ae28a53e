use ::web::Caller;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use ui::{Choice, Field};

use super::{berjalan, masa};
use crate::Sasaran;
use crate::store::{self, Saring};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    cari: String,
    /// Empty for those that run, `semua` for all.
    keadaan: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "kesejahteraan/daftar.html")]
struct Daftar {
    page: ui::Page,
    alamat: String,
    cari: Field,
    keadaan: Field,
    baris: Vec<Baris>,
    paging: ui::Paging,
    disaring: bool,
}

struct Baris {
    href: String,
    nama: String,
    sasaran: &'static str,
    asal_dana: String,
    masa: String,
    penerima: String,
    berjalan: bool,
}

pub(super) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> ::web::Result<Response> {
    let pada = (pinta.keadaan != "semua").then(|| caller.today());
    let saring = Saring { cari: pinta.cari.clone(), pada };
    let mut tx = caller.read().await?;
    let total = u64::try_from(store::count_bantuan(&mut tx, &saring).await?).unwrap_or(0);
    let alamat = caller.href("/bantuan");
    let paging = ui::Paging::new(alamat.as_str(), pinta.hal.parse().unwrap_or(1), total)
        .query([("cari", pinta.cari.as_str()), ("keadaan", pinta.keadaan.as_str())]);
    let potongan = (i64::from(ui::PAGE_SIZE), i64::try_from(paging.offset()).unwrap_or(i64::MAX));
    let semua = store::daftar_bantuan(&mut tx, &saring, potongan).await?;
    let baris = semua.into_iter().map(|b| Baris {
        href: format!("{alamat}/{}", b.id),
        nama: b.nama,
        sasaran: Sasaran::dari_kode(b.sasaran).map_or("", Sasaran::label),
        asal_dana: b.asal_dana,
        masa: masa(b.mulai, b.selesai),
        penerima: kamus::angka(b.penerima),
        berjalan: berjalan(&caller, b.mulai, b.selesai),
    });
    let keadaan = Choice::list([("", "Sedang berjalan"), ("semua", "Semua")]);
    ::web::html(&Daftar {
        page: caller.page("Bantuan sosial"),
        cari: Field::new("cari", "Cari nama program")
            .value(&pinta.cari)
            .autocomplete("off")
            .attr("maxlength", "100"),
        keadaan: Field::new("keadaan", "Keadaan").choices(keadaan).value(pinta.keadaan.as_str()),
        baris: baris.collect(),
        paging,
        disaring: !pinta.cari.is_empty() || pinta.keadaan != "semua",
        alamat,
    })
}
