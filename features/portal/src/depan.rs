//! The front page of a unit.

use askama::Template;
use axum::response::Response;
use ui::chart::Chart;
use web::Caller;
use wilayah::{Jabatan, Sebutan};

use crate::halaman::{TanpaAngka, akhir_bulan, angka_atau_sebab, halaman, kunci, melayani};
use crate::layanan::{Layanan, daftar_layanan};
use crate::perangkat::{Orang, list_orang};
use crate::tabel::{piramida, sebut};

#[derive(Template)]
#[template(path = "portal/depan.html")]
struct Depan {
    page: ui::Page,
    letak: String,
    /// It serves residents.
    melayani: bool,
    layanan: Vec<Layanan>,
    /// Without dukuh and staff, who stand on their own page.
    perangkat: Vec<Orang>,
    sebutan_perangkat: &'static str,
    angka: Result<Ringkas, TanpaAngka>,
    piramida: Option<Chart>,
    kontak: Kontak,
}

/// The four figures on top.
struct Ringkas {
    per: String,
    /// "padukuhan"
    kata_dusun: String,
    penduduk: String,
    laki_laki: String,
    perempuan: String,
    keluarga: String,
}

/// How to find and reach the office.
struct Kontak {
    kode: String,
    alamat: Option<String>,
    telepon: Option<String>,
    surel: Option<String>,
    situs: Option<String>,
    dusun: usize,
    kata_dusun: &'static str,
}

impl Kontak {
    fn baru(identitas: &wilayah::Identitas, sebutan: &Sebutan, dusun: usize) -> Self {
        let i = identitas.clone();
        let kodepos = i.kodepos.map(|kodepos| format!("Kode pos {kodepos}"));
        let alamat: Vec<String> = [i.alamat, kodepos].into_iter().flatten().collect();
        Self {
            kode: identitas.kode_wilayah().to_string(),
            alamat: (!alamat.is_empty()).then(|| alamat.join(", ")),
            telepon: i.telepon,
            surel: i.surel,
            situs: i.situs,
            dusun,
            kata_dusun: sebutan.dusun.unwrap_or("Lingkungan"),
        }
    }
}

pub(crate) async fn get(caller: Caller) -> web::Result<Response> {
    caller.cached(&kunci(&caller, "depan"), async || Ok(susun(&caller).await?.render()?)).await
}

async fn susun(caller: &Caller) -> web::Result<Depan> {
    let angka = angka_atau_sebab(caller).await?;
    let mut tx = caller.read().await?;
    let identitas = wilayah::get_identitas(&mut tx).await?;
    let sebutan = wilayah::sebutan(&identitas);
    let bagian = wilayah::list_bagian(&mut tx).await?;
    let dusun = bagian.iter().filter(|b| !b.dusun.is_empty() && b.rw.is_empty() && b.rt.is_empty()).count();
    let perangkat = list_orang(&mut tx, sebutan, caller.today()).await?;
    let inti = |o: &Orang| !matches!(o.jenis, Jabatan::KepalaDusun | Jabatan::Staf);
    let letak = [identitas.induk(), identitas.provinsi.clone()];
    Ok(Depan {
        page: halaman(caller, "Beranda", ""),
        letak: letak.into_iter().filter(|teks| !teks.is_empty()).collect::<Vec<_>>().join(", "),
        melayani: melayani(caller.ctx.unit),
        layanan: daftar_layanan(&mut tx, caller).await?,
        perangkat: perangkat.into_iter().filter(inti).collect(),
        sebutan_perangkat: sebutan.perangkat,
        piramida: angka.as_ref().ok().and_then(piramida),
        angka: angka.map(|a| Ringkas {
            per: akhir_bulan(&a),
            kata_dusun: sebutan.dusun.unwrap_or("Lingkungan").to_lowercase(),
            penduduk: sebut(a.penduduk),
            laki_laki: sebut(a.laki_laki),
            perempuan: sebut(a.perempuan),
            keluarga: sebut(a.keluarga),
        }),
        kontak: Kontak::baru(&identitas, sebutan, dusun),
    })
}
