//! Letters that the office above signs too: the village's list and acts, the worklist there, and its answers.

mod atur;
mod daftar;
mod desa;
mod satu;
mod tanda_tangan;

use ::web::{Caller, Error, Guard, Menu, Result, Route, Tile, TileData, TileFuture, get, post};
use kamus::{KodeWilayah, Tingkat};
use ui::Tone;

use crate::kukuh::{self, KeadaanKukuh};
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
        post(
            "/{kode}/pengukuhan/{id}/penandatanganan",
            Guard::Needs(TANDATANGAN),
            tanda_tangan::tanda_tangani,
        )
        .limited(20),
        post("/{kode}/pengukuhan/{id}/penelusuran", Guard::Needs(TANDATANGAN), tanda_tangan::telusuri)
            .limited(20),
        post("/{kode}/pengukuhan/{id}/unggahan", lihat, tanda_tangan::unggah)
            .limited(60)
            .upload(super::UNGGAHAN),
        get("/{kode}/atur-pengukuhan", lihat, atur::get),
        post("/{kode}/atur-pengukuhan", lihat, atur::post),
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
        let mut tx = caller.read().await?;
        let jumlah = store::count_pengukuhan(&mut tx, &saring).await?;
        let jam = waktu::store::list_terbuka(&mut tx, kukuh::JAM).await?;
        let lewat =
            |jam: &waktu::JamLayanan| jam.tenggat_pada.is_some_and(|at| at.timestamp() < caller.ctx.now);
        let lewat = jam.iter().filter(|jam| lewat(jam)).count();
        Ok((jumlah > 0).then(|| TileData {
            figure: kamus::angka(jumlah),
            label: "surat desa menunggu camat".to_owned(),
            note: if lewat > 0 { format!("{lewat} lewat waktu") } else { String::new() },
            href: caller.href("/pengukuhan"),
            tone: if lewat > 0 { Tone::Bad } else { Tone::Wait },
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
