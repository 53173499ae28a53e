//! How long letters really took, for everybody.

use std::collections::HashMap;

use ::web::Caller;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use waktu::{Bulan, bulan_terakhir_tutup, dalam_kata};

use crate::alur::JAM;
use crate::angka::rangkum;
use crate::store;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    bulan: String,
}

#[derive(Template)]
#[template(path = "permohonan/angka.html")]
struct Halaman {
    page: ui::Page,
    bulan: Bulan,
    baris: Vec<(String, usize, String, String)>,
    lain: Vec<(String, String)>,
}

/// How many closed months one may look back.
const KE_BELAKANG: usize = 12;

pub(super) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> ::web::Result<Response> {
    let terakhir = bulan_terakhir_tutup(caller.unit.zone, caller.ctx.now);
    // Only whole months that are over: no figure changes from day to day and tells who came yesterday.
    let boleh: Vec<Bulan> =
        std::iter::successors(Some(terakhir), |bulan| Some(bulan.sebelumnya())).take(KE_BELAKANG).collect();
    let diminta: Option<Bulan> = pinta.bulan.parse().ok();
    let bulan = boleh.iter().copied().find(|bulan| Some(*bulan) == diminta).unwrap_or(terakhir);
    let render = async || {
        let zona = caller.unit.zone;
        let ujung = zona.awal_hari(bulan.awal()).zip(zona.awal_hari(bulan.berikutnya().awal()));
        let mut baris = Vec::new();
        if let Some((dari, sampai)) = ujung {
            let mut tx = caller.read().await?;
            let siap: HashMap<_, _> = store::list_siap(&mut tx, dari, sampai).await?.into_iter().collect();
            let katalog = surat::Katalog::baca(&mut tx).await?;
            let jam = waktu::store::list_selesai(&mut tx, JAM, dari, sampai).await?;
            let semua = jam.iter().filter_map(|jam| {
                let kode = siap.get(&jam.subjek_id)?;
                Some((katalog.nama(kode).to_owned(), jam.lama()?))
            });
            baris = rangkum(semua);
        }
        let kata = |lama: Option<jiff::SignedDuration>| lama.map_or_else(|| "–".to_owned(), dalam_kata);
        let baris = baris.into_iter().map(|b| {
            let (median, p90) = b.lama.unzip();
            (b.nama, b.jumlah, kata(median), kata(p90))
        });
        let alamat = |bulan: &Bulan| caller.href(&format!("/waktu-layanan?bulan={}", bulan.kode()));
        let halaman = Halaman {
            page: publik(&caller),
            bulan,
            baris: baris.collect(),
            lain: boleh.iter().map(|bulan| (alamat(bulan), bulan.to_string())).collect(),
        };
        Ok(halaman.render()?)
    };
    caller.cached(&format!("waktu-layanan {} {}", caller.today(), bulan.kode()), render).await
}

/// The same page for everybody, since one copy is kept for all visitors.
fn publik(caller: &Caller) -> ui::Page {
    ui::Page::new("Waktu layanan surat")
        .contoh(caller.app.settings().contoh)
        .unit(caller.unit.kind_word.clone(), caller.unit.name.clone(), caller.href(""))
        .parent(caller.unit.parent.clone())
        .logo(caller.unit.logo.clone())
        .back("Layanan", caller.href("/layanan"))
}
