use std::collections::HashMap;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use waktu::Bulan;
use web::Caller;

use crate::lampid::{Baris, KOLOM};
use crate::masa;
use crate::pembekuan::Keadaan;
use crate::store::{self, LaporanBulanan};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    hal: String,
}

#[derive(Template)]
#[template(path = "laporan/daftar.html")]
struct Halaman {
    page: ui::Page,
    paging: ui::Paging,
    baris: Vec<Satu>,
}

struct Satu {
    bulan: String,
    href: String,
    keadaan: &'static str,
    nada: ui::Tone,
    /// At its end; empty until it is frozen.
    jiwa: String,
    keluarga: String,
    kapan: String,
}

pub(crate) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let kini = Bulan::dari(caller.today());
    let semua = match masa::bulan_pertama(&mut tx).await? {
        Some(pertama) => mundur(pertama, kini),
        None => Vec::new(),
    };
    let beku = store::list_laporan(&mut tx).await?;
    let beku: HashMap<Bulan, LaporanBulanan> =
        beku.into_iter().map(|l| (Bulan::dari(l.bulan.0), l)).collect();
    let paging = ui::Paging::new(caller.href("/laporan"), super::halaman(&saring.hal), semua.len() as u64);
    let baris =
        super::sepotong(semua, &paging).into_iter().map(|bulan| satu(&caller, bulan, beku.get(&bulan)));
    let baris = baris.collect::<db::Result<_>>()?;
    web::html(&Halaman { page: caller.page("Laporan bulanan"), paging, baris })
}

/// The months from the present one back to the first.
fn mundur(pertama: Bulan, kini: Bulan) -> Vec<Bulan> {
    let mut semua = Vec::new();
    let mut bulan = kini;
    while bulan >= pertama {
        semua.push(bulan);
        bulan = bulan.sebelumnya();
    }
    semua
}

fn satu(caller: &Caller, bulan: Bulan, beku: Option<&LaporanBulanan>) -> db::Result<Satu> {
    let keadaan = Keadaan::dari(bulan, beku, caller.today());
    let isi = beku.map(LaporanBulanan::isi).transpose()?;
    let akhir = |kolom: usize| {
        isi.as_ref().map(|isi| kamus::angka(isi.tabel.angka(Baris::Akhir, &KOLOM[kolom]))).unwrap_or_default()
    };
    let kapan = match beku {
        Some(LaporanBulanan { dikirim_pada: Some(pada), .. }) => {
            format!("dikirim {}", super::waktu(caller, *pada))
        }
        Some(laporan) => format!("dibekukan {}", super::waktu(caller, laporan.diketahui)),
        None => String::new(),
    };
    Ok(Satu {
        bulan: bulan.to_string(),
        href: caller.href(&format!("/laporan/{}", bulan.kode())),
        keadaan: keadaan.label(),
        nada: super::nada(keadaan),
        jiwa: akhir(6),
        keluarga: akhir(9),
        kapan,
    })
}
