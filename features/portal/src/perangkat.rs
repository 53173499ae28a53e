//! Who serves: names and offices of today. Numbers of officials (NIP, NIAP) are not for this page.

use askama::Template;
use axum::response::Response;
use db::ReadTx;
use jiff::civil::Date;
use web::Caller;
use wilayah::{Jabatan, Sebutan};

use crate::halaman::{halaman, kunci};

pub(crate) struct Orang {
    pub(crate) nama: String,
    pub(crate) jabatan: String,
    pub(crate) jenis: Jabatan,
}

/// Those in office, by rank.
pub(crate) async fn list_orang(tx: &mut ReadTx, sebutan: &Sebutan, pada: Date) -> db::Result<Vec<Orang>> {
    let pejabat = wilayah::pejabat_pada(tx, pada).await?;
    let orang = |p: &wilayah::Pejabat| Orang {
        nama: p.nama.clone(),
        jabatan: wilayah::jabatan_label(p, sebutan),
        jenis: p.jabatan(),
    };
    Ok(pejabat.iter().map(orang).collect())
}

#[derive(Template)]
#[template(path = "portal/perangkat.html")]
struct Perangkat {
    page: ui::Page,
    /// Groups with a heading, each with somebody in it.
    kelompok: Vec<(String, Vec<Orang>)>,
}

pub(crate) async fn get(caller: Caller) -> web::Result<Response> {
    caller.cached(&kunci(&caller, "perangkat"), async || Ok(susun(&caller).await?.render()?)).await
}

async fn susun(caller: &Caller) -> web::Result<Perangkat> {
    let mut tx = caller.read().await?;
    let identitas = wilayah::get_identitas(&mut tx).await?;
    let sebutan = wilayah::sebutan(&identitas);
    let semua = list_orang(&mut tx, sebutan, caller.today()).await?;
    let pimpinan = format!("{} dan perangkatnya", sebutan.kepala);
    let dusun = sebutan.kepala_dusun.unwrap_or("Kepala dusun").to_owned();
    let mut kelompok = vec![(pimpinan, Vec::new()), (dusun, Vec::new()), ("Staf".to_owned(), Vec::new())];
    for orang in semua {
        let tempat = match orang.jenis {
            Jabatan::KepalaDusun => 1,
            Jabatan::Staf => 2,
            _ => 0,
        };
        kelompok[tempat].1.push(orang);
    }
    kelompok.retain(|(_, orang)| !orang.is_empty());
    let page = halaman(caller, sebutan.perangkat, "/perangkat");
    Ok(Perangkat { page, kelompok })
}
