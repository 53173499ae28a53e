//! The further public figures of the last closed month: broad ages, papers, and groups by dusun.

use askama::Template;
use axum::response::Response;
use kependudukan::publik::{AngkaPublik, Baris, TabelDusun};
use ui::chart::Chart;
use web::Caller;

use crate::halaman::{TanpaAngka, akhir_bulan, angka_atau_sebab, halaman, kunci};
use crate::tabel::{TERSEMBUNYI, batang};

#[derive(Template)]
#[template(path = "portal/rinci.html")]
struct Rinci {
    page: ui::Page,
    per: String,
    angka: Result<Isi, TanpaAngka>,
    kembali: String,
}

struct Isi {
    umur: Vec<Baris>,
    grafik: Vec<Chart>,
    /// Each with its heading.
    per_dusun: Vec<(String, TabelDusun)>,
    tersembunyi: Option<&'static str>,
}

impl Isi {
    fn baru(angka: &AngkaPublik, kata_dusun: &'static str) -> Self {
        let grafik = angka.lain.iter().filter_map(|t| batang(&t.judul, &t.judul, Some(&t.baris), false));
        let judul = |t: &TabelDusun| format!("{} menurut {}", t.judul, kata_dusun.to_lowercase());
        let tertutup = angka.per_dusun.iter().flat_map(|t| &t.baris).any(|b| b.isi.is_none());
        Self {
            umur: angka.kelompok_umur.clone().unwrap_or_default(),
            grafik: grafik.collect(),
            per_dusun: angka.per_dusun.iter().map(|t| (judul(t), t.clone())).collect(),
            tersembunyi: tertutup.then_some(TERSEMBUNYI),
        }
    }

    /// The village is too small for all of them.
    fn kosong(&self) -> bool {
        self.umur.is_empty() && self.grafik.is_empty() && self.per_dusun.is_empty()
    }
}

pub(crate) async fn get(caller: Caller) -> web::Result<Response> {
    caller.cached(&kunci(&caller, "statistik rinci"), async || Ok(susun(&caller).await?.render()?)).await
}

async fn susun(caller: &Caller) -> web::Result<Rinci> {
    let angka = angka_atau_sebab(caller).await?;
    let mut tx = caller.read().await?;
    let identitas = wilayah::get_identitas(&mut tx).await?;
    let kata_dusun = wilayah::sebutan(&identitas).dusun.unwrap_or("Lingkungan");
    Ok(Rinci {
        page: halaman(caller, "Statistik lebih rinci", "/statistik"),
        per: angka.as_ref().map(akhir_bulan).unwrap_or_default(),
        angka: angka.map(|angka| Isi::baru(&angka, kata_dusun)),
        kembali: caller.href("/statistik"),
    })
}
