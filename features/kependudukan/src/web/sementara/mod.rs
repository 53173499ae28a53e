//! Who stays for a while: list, arrival, page with history, departure, and the counts of their book.

mod daftar;
mod formulir;
mod penetapan;
mod rekap;
mod satu;

use web::{Caller, Guard, Route, TileData, TileFuture, get, post};

use crate::store;
use crate::{IMPOR, LIHAT};

pub(super) fn routes() -> Vec<Route> {
    let (lihat, catat) = (Guard::Needs(LIHAT), Guard::Needs(IMPOR));
    vec![
        get("/{kode}/penduduk-sementara", lihat, daftar::get),
        get("/{kode}/penduduk-sementara/baru", catat, formulir::baru),
        post("/{kode}/penduduk-sementara", catat, formulir::post),
        get("/{kode}/penduduk-sementara/rekap", lihat, rekap::get),
        get("/{kode}/penduduk-sementara/{id}", lihat, satu::get),
        post("/{kode}/penduduk-sementara/{id}/kepergian", catat, satu::pergi),
        post("/{kode}/penduduk-sementara/{id}/perpanjangan", catat, satu::perpanjang),
        get("/{kode}/penduduk-sementara/{id}/penetapan", catat, penetapan::get),
        post("/{kode}/penduduk-sementara/{id}/penetapan", catat, penetapan::post),
    ]
}

/// On the first page of who writes them down: whose stay has ended.
pub(super) fn tile(caller: &Caller) -> TileFuture<'_> {
    Box::pin(async move {
        let mut tx = caller.read().await?;
        let habis = store::filter_habis(db::Where::new(), caller.today());
        let jumlah = store::count_sementara(&mut tx, habis).await?;
        Ok((jumlah > 0).then(|| TileData {
            figure: jumlah.to_string(),
            label: "masa tinggal habis".to_owned(),
            note: "penduduk sementara".to_owned(),
            href: caller.href("/penduduk-sementara?keadaan=habis"),
            tone: ui::Tone::Wait,
        }))
    })
}
