//! Letters that the office above signs too: the village's list and acts, the worklist there, and its answers.

mod daftar;
mod desa;
mod satu;

use ::web::{Caller, Error, Guard, Menu, Result, Route, Tile, TileData, TileFuture, get, post};
use kamus::{KodeWilayah, Tingkat};
use ui::Tone;

use crate::kukuh::KeadaanKukuh;
use crate::store::{self, SaringKukuh};
use crate::{PENGUKUHAN, TANDATANGAN, TERBIT};

pub(super) use desa::{Bagian, bagian};

pub(super) fn routes() -> Vec<Route> {
    let (lihat, terbit) = (Guard::Needs(PENGUKUHAN), Guard::Needs(TERBIT));
    vec![
        get("/{kode}/pengukuhan", lihat, daftar::get),
        post("/{kode}/pengukuhan", lihat, daftar::post),
        get("/{kode}/pengukuhan/{id}", lihat, satu::get),
        post("/{kode}/pengukuhan/{id}/pembukaan", lihat, satu::buka).limited(60),
        post("/{kode}/pengukuhan/{id}/pengukuhan", lihat, satu::kukuhkan),
        post("/{kode}/pengukuhan/{id}/pengembalian", lihat, satu::kembalikan),
        post("/{kode}/pengukuhan/{id}/penandatanganan", Guard::Needs(TANDATANGAN), satu::tanda_tangani)
            .limited(20),
        post("/{kode}/surat/{id}/penerusan", terbit, desa::teruskan),
        post("/{kode}/surat/{id}/pembawaan", terbit, desa::bawa),
        post("/{kode}/surat/{id}/penarikan-camat", terbit, desa::tarik),
    ]
}

pub(super) fn menu() -> Menu {
    Menu {
        label: "Pengukuhan camat",
        path: "/pengukuhan",
        icon: "sah",
        group: "Layanan",
        guard: Guard::Needs(PENGUKUHAN),
        order: 205,
    }
}

/// What waits here, on the first page of the office above.
pub(super) fn tile() -> Tile {
    Tile { guard: Guard::Needs(PENGUKUHAN), order: 205, load: menunggu }
}

fn menunggu(caller: &Caller) -> TileFuture<'_> {
    Box::pin(async move {
        if kantor(caller) != Some(Tempat::Kecamatan) {
            return Ok(None);
        }
        let saring = SaringKukuh { keadaan: Some(KeadaanKukuh::Menunggu), ..SaringKukuh::default() };
        let jumlah = store::count_pengukuhan(&mut caller.read().await?, &saring).await?;
        Ok((jumlah > 0).then(|| TileData {
            figure: kamus::angka(jumlah),
            label: "surat desa menunggu camat".to_owned(),
            note: String::new(),
            href: caller.href("/pengukuhan"),
            tone: Tone::Wait,
        }))
    })
}

/// On which end of the way this office stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tempat {
    Desa,
    Kecamatan,
}

/// Only for those of this very office: who looks down from above answers for nobody.
fn kantor(caller: &Caller) -> Option<Tempat> {
    let sendiri = caller.signed_in().is_ok_and(|user| user.unit() == caller.ctx.unit);
    let kode = KodeWilayah::baru(caller.ctx.unit.0).ok().filter(|_| sendiri)?;
    match kode.tingkat() {
        Tingkat::Desa | Tingkat::Kelurahan => Some(Tempat::Desa),
        Tingkat::Kecamatan => Some(Tempat::Kecamatan),
        Tingkat::Kabupaten | Tingkat::Provinsi => None,
    }
}

/// Nobody but the kecamatan itself has these pages.
fn di_kecamatan(caller: &Caller) -> Result<()> {
    if kantor(caller) == Some(Tempat::Kecamatan) { Ok(()) } else { Err(Error::NotFound) }
}
