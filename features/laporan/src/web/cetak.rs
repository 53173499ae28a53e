//! Files: a month's report, and what every file answers with.

use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use documents::Typesetter;
use serde::Deserialize;
use web::Caller;

use super::bulanan::muat;
use crate::cetak::{self, LembarLampid};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Kertas {
    kertas: String,
}

/// F4 unless A4 is asked for.
pub(super) fn kertas(kode: &str) -> &'static str {
    if kode.eq_ignore_ascii_case("a4") { "A4" } else { "F4" }
}

pub(crate) async fn pdf(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(k): Query<Kertas>,
) -> web::Result<Response> {
    let lembar = lembar(&caller, &kode).await?;
    let isi = susun(&caller, cetak::pdf_lampid(&lembar, kertas(&k.kertas))).await?;
    Ok(berkas(register::PDF, &format!("laporan-{}-{kode}.pdf", caller.ctx.unit), isi))
}

pub(crate) async fn xlsx(caller: Caller, Path((_, kode)): Path<(String, String)>) -> web::Result<Response> {
    let lembar = lembar(&caller, &kode).await?;
    let isi = cetak::xlsx_lampid(&lembar).map_err(anyhow::Error::from)?;
    Ok(berkas(register::XLSX, &format!("laporan-{}-{kode}.xlsx", caller.ctx.unit), isi))
}

async fn lembar(caller: &Caller, kode: &str) -> web::Result<LembarLampid> {
    let bulan = super::bulan(kode)?;
    let mut tx = caller.read().await?;
    let b = muat(caller, &mut tx, bulan).await?;
    let (pengesah, tanggal, tanda) = if let (Some(isi), Some(laporan)) = (&b.beku, &b.masa.beku) {
        let kapan = super::waktu(caller, laporan.diketahui);
        (isi.pengesah.clone(), isi.tanggal, format!("Dibekukan {kapan}."))
    } else {
        let hari_ini = caller.today();
        let tanda = "Sementara: laporan ini belum dibekukan.".to_owned();
        (wilayah::pengesah(&mut tx, hari_ini).await?, hari_ini, tanda)
    };
    let kepala = pengesah.kepala(tanggal, caller.app.settings().contoh);
    Ok(LembarLampid { kepala, bulan: bulan.to_string(), tabel: b.tabel().clone(), tanda })
}

/// Sets a page; what the typesetter refuses says what to do.
pub(super) async fn susun(caller: &Caller, job: documents::Job) -> web::Result<Vec<u8>> {
    use documents::Error::{Busy, TooBig, TooSlow};
    match caller.app.service::<Typesetter>().typeset(job).await {
        Ok(pdf) => Ok(pdf.bytes),
        Err(galat @ (Busy | TooSlow { .. } | TooBig { .. })) => Err(web::Error::Refused(format!(
            "PDF tidak jadi dibuat. {galat} Isinya juga dapat diunduh sebagai Excel."
        ))),
        Err(galat) => Err(anyhow::Error::from(galat).into()),
    }
}

pub(super) fn berkas(jenis: &'static str, nama: &str, isi: Vec<u8>) -> Response {
    let kepala = [
        (header::CONTENT_TYPE, jenis.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{nama}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (kepala, isi).into_response()
}
