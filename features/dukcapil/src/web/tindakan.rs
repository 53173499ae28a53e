//! The acts on one case.

use ::web::{Caller, Form};
use axum::extract::Path;
use axum::response::Response;
use db::WriteTx;
use jiff::civil::Date;
use ui::{Flash, Tone};
use uuid::Uuid;

use super::{alamat, pelaku, terlihat};
use crate::alur::{self, Terlihat};
use crate::error::Error;
use crate::store::Pelaku;

type Alamat = Path<(String, Uuid)>;

/// One act with its sentence; what a rule stands against is said on the case's own page.
async fn lakukan<F>(
    caller: &Caller,
    (id, form): (Uuid, &Form),
    (act, kalimat): (&'static str, &str),
    kerja: F,
) -> ::web::Result<Response>
where
    F: AsyncFnOnce(&mut WriteTx, Terlihat, &Pelaku) -> crate::Result<()>,
{
    let (terlihat, pelaku, target) = (terlihat(id, form.text("versi"))?, pelaku(caller)?, alamat(caller, id));
    let mut tx = match caller.begin(act, form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    match kerja(&mut tx, terlihat, &pelaku).await {
        Ok(()) => {}
        Err(Error::Ditolak(kalimat)) => {
            return Ok(::web::see_other(&target, Some(Flash::new(Tone::Bad, kalimat))));
        }
        Err(lain) => return Err(lain.into()),
    }
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, kalimat))))
}

/// A day that was typed; not later than today.
fn tanggal(teks: &str, hari_ini: Date) -> crate::Result<Date> {
    match kamus::urai_tanggal(teks) {
        Ok(hari) if hari <= hari_ini => Ok(hari),
        Ok(_) => Err(Error::Ditolak("Tanggal itu belum terjadi.".to_owned())),
        Err(galat) => Err(Error::Ditolak(galat.to_string())),
    }
}

pub(super) async fn syarat(caller: Caller, Path((_, id)): Alamat, form: Form) -> ::web::Result<Response> {
    let ada: Vec<String> = form.all("syarat").map(str::to_owned).collect();
    lakukan(&caller, (id, &form), ("syarat_berkas_dukcapil", "Syarat sudah disimpan."), async |tx, t, _| {
        alur::centang(tx, t, &ada).await
    })
    .await
}

pub(super) async fn kekurangan(caller: Caller, Path((_, id)): Alamat, form: Form) -> ::web::Result<Response> {
    let act = ("kekurangan_berkas_dukcapil", "Kekurangannya sudah dicatat.");
    lakukan(&caller, (id, &form), act, async |tx, t, p| {
        let hari = tanggal(form.text("tanggal"), caller.today())?;
        alur::kembalikan(tx, t, (form.text("kurang"), hari), p).await
    })
    .await
}

pub(super) async fn pelengkapan(
    caller: Caller,
    Path((_, id)): Alamat,
    form: Form,
) -> ::web::Result<Response> {
    let act = ("pelengkapan_berkas_dukcapil", "Berkas lengkap lagi dan dapat diserahkan.");
    lakukan(&caller, (id, &form), act, async |tx, t, p| {
        alur::lengkapi(tx, t, form.text("catatan"), p, caller.today()).await
    })
    .await
}

pub(super) async fn pembatalan(caller: Caller, Path((_, id)): Alamat, form: Form) -> ::web::Result<Response> {
    let act = ("pembatalan_berkas_dukcapil", "Berkas dibatalkan.");
    lakukan(&caller, (id, &form), act, async |tx, t, p| {
        alur::batalkan(tx, t, form.text("alasan"), p, caller.today()).await
    })
    .await
}

pub(super) async fn pembetulan(caller: Caller, Path((_, id)): Alamat, form: Form) -> ::web::Result<Response> {
    let act = ("pembetulan_berkas_dukcapil", "Pencatatan dibatalkan. Berkas kembali menunggu Dukcapil.");
    lakukan(&caller, (id, &form), act, async |tx, t, p| {
        alur::betulkan(tx, t, form.text("keliru"), p, caller.today()).await
    })
    .await
}
