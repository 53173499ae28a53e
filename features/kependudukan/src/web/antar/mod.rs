//! Moving between two villages of one Balai: what waits, what was sent, sending, taking in.

mod daftar;
mod kirim;
mod terima;

use std::collections::HashMap;

use ::web::{Caller, Guard, Menu, Route, TileData, TileFuture, get, post};
use db::{ReadTx, Unit};
use ui::Tone;

use crate::pindah_antar::{self, KeadaanKiriman};
use crate::{BACA_PERISTIWA, PERISTIWA};

pub(super) fn routes() -> Vec<Route> {
    let (baca, catat) = (Guard::Needs(BACA_PERISTIWA), Guard::Needs(PERISTIWA));
    vec![
        get("/{kode}/pindah-antar", baca, daftar::get),
        post("/{kode}/pindah-antar/{id}/pembukaan", catat, terima::buka).limited(60),
        post("/{kode}/pindah-antar/{id}/pemeriksaan", catat, terima::periksa).limited(60),
        post("/{kode}/pindah-antar/{id}/penerimaan", catat, terima::post),
        post("/{kode}/pindah-antar/{id}/penolakan", catat, terima::tolak),
        post("/{kode}/pindah-antar/{id}/penarikan", catat, kirim::tarik),
        get("/{kode}/peristiwa/{id}/pengiriman", catat, kirim::get),
        post("/{kode}/peristiwa/{id}/pengiriman", catat, kirim::post),
    ]
}

pub(super) fn menu() -> Menu {
    Menu {
        label: "Pindah antardesa",
        path: "/pindah-antar",
        icon: "surat",
        group: "Warga",
        guard: Guard::Needs(BACA_PERISTIWA),
        order: 22,
    }
}

pub(super) fn tile(caller: &Caller) -> TileFuture<'_> {
    Box::pin(async move {
        let jumlah = pindah_antar::list_menunggu(caller.app.db(), &caller.ctx).await?.len();
        Ok((jumlah > 0).then(|| TileData {
            figure: jumlah.to_string(),
            label: "pindahan dari desa lain".to_owned(),
            note: "menunggu diterima".to_owned(),
            href: caller.href("/pindah-antar"),
            tone: Tone::Wait,
        }))
    })
}

pub(super) fn kata_keadaan(keadaan: KeadaanKiriman) -> (&'static str, Tone) {
    match keadaan {
        KeadaanKiriman::DiJalan => ("Di jalan", Tone::Wait),
        KeadaanKiriman::Diterima => ("Diterima", Tone::Good),
        KeadaanKiriman::Ditolak => ("Ditolak", Tone::Bad),
        KeadaanKiriman::Ditarik => ("Ditarik", Tone::Info),
    }
}

/// The villages of this Balai in words, by unit.
struct NamaDesa(HashMap<i64, String>);

impl NamaDesa {
    async fn baca(tx: &mut ReadTx) -> db::Result<Self> {
        let semua = wilayah::list_unit_sambil(tx).await?.into_iter();
        Ok(Self(semua.map(|u| (u.unit, u.identitas.nama_lengkap())).collect()))
    }

    /// Its code where a village is no longer here.
    fn sebut(&self, unit: Unit) -> String {
        self.0.get(&unit.0).cloned().unwrap_or_else(|| unit.to_string())
    }
}
