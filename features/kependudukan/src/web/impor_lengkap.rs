//! The clerk's one answer for all rows that do not say where somebody lives.

use axum::extract::Path;
use axum::response::Response;
use ui::{Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::impor::galat;
use crate::impor::Pelengkap;
use crate::pengimporan::{self, Sumber};

/// A form on the report.
pub(super) struct Lengkapi {
    pub(super) form: ui::Form,
    pub(super) aksi: String,
}

impl Lengkapi {
    /// Nothing when every row says where somebody lives, or the file is not at hand.
    pub(super) fn baru(caller: &Caller, sumber: &Sumber, aksi: String) -> Option<Self> {
        if !sumber.dapat_dilengkapi() {
            return None;
        }
        let (belum, isi) = (sumber.belum, &sumber.pelengkap);
        let semua = [
            ("dusun", "Dusun", belum.dusun, &isi.dusun, 20),
            ("rw", "RW", belum.rw, &isi.rw, 8),
            ("rt", "RT", belum.rt, &isi.rt, 8),
        ];
        let form = semua.into_iter().filter(|(_, _, banyak, ..)| *banyak > 0).fold(
            caller.form(),
            |form, (nama, label, banyak, isi, lebar)| {
                let banyak = kamus::angka(i64::try_from(banyak).unwrap_or(i64::MAX));
                let petunjuk = format!("Belum tertulis di {banyak} baris.");
                let isi = isi.clone().unwrap_or_default();
                form.with(Field::new(nama, label).hint(petunjuk).optional().width(lebar).value(isi))
            },
        );
        Some(Self { form, aksi })
    }
}

/// Reads the file once more with these answers.
pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let isi = |nama: &str| form.some(nama).map(str::to_owned);
    let pelengkap = Pelengkap { dusun: isi("dusun"), rw: isi("rw"), rt: isi("rt") };
    pengimporan::lengkapi(caller.app.db(), &caller.ctx, caller.today(), (id, pelengkap))
        .await
        .map_err(galat)?;
    let kabar = Flash::new(Tone::Good, "Isian dipakai untuk baris yang belum menulisnya.");
    Ok(web::see_other(&caller.href(&format!("/impor/{id}")), Some(kabar)))
}
