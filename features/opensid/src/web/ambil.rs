use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use jobs::State;
use ui::{Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::laporan;
use crate::jobs::PerintahTersimpan;
use crate::pengambilan::{self, Galat};
use crate::store;

/// Confirms a report. The act itself is a job, so that a cut line does not cut it.
pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let kunci = form.request_key()?;
    let mentah = match pengambilan::muat(caller.app.db(), &caller.ctx, id).await {
        // The first submit has done it.
        Err(Galat::SudahTiada) => return Ok(web::see_other(&caller.href(&format!("/opensid/{id}")), None)),
        lain => lain.map_err(laporan::galat)?,
    };
    let perintah = super::unggah::perintah(&caller, None);
    let l = pengambilan::laporan(caller.app.db(), &caller.ctx, &mentah, perintah).await;
    let l = l.map_err(laporan::galat)?;
    let mut tampil = laporan::formulir(&caller, &l).fill(form.typed());
    let pembukaan = pengambilan::baca_pembukaan(form.text("pembukaan"));
    match &pembukaan {
        Err(galat) => tampil.refuse("pembukaan", galat.clone()),
        Ok(Some(hari)) if *hari > caller.today() => {
            tampil.refuse("pembukaan", crate::rencana::GalatRencana::PembukaanNanti.to_string());
        }
        Ok(_) => {}
    }
    if l.desa_lain && form.text("desa_lain") != "1" {
        tampil.refuse("desa_lain", Galat::DesaLain.to_string());
    }
    let (false, Ok(pembukaan)) = (tampil.has_error(), pembukaan) else {
        return web::refused(&laporan::menunggu(&caller, id, l, tampil).await?);
    };
    if pengambilan::register_berisi(caller.app.db(), &caller.ctx).await.map_err(laporan::galat)? {
        return Err(laporan::galat(Galat::RegisterBerisi));
    }
    let perintah = PerintahTersimpan {
        tertunda: id,
        pembukaan,
        hari_ini: caller.today(),
        zona: caller.unit.zone,
        oleh: caller.ctx.user(),
    };
    let mut tx = caller.write("permintaan_opensid").await?;
    if let Once::Again(tujuan) = tx.once(kunci, &caller.href(&format!("/opensid/{id}"))).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    let kerja = crate::jobs::antrekan(&mut tx, &perintah).await?;
    tx.commit().await?;
    Ok(web::see_other(&caller.href(&format!("/opensid/{id}/kemajuan/{kerja}")), None))
}

#[derive(Template)]
#[template(path = "opensid/kemajuan.html")]
struct Kemajuan {
    page: ui::Page,
    alamat: String,
    selesai: bool,
    gagal: bool,
    lanjut: String,
    dikerjakan: u64,
    total: u64,
}

pub(crate) async fn kemajuan(
    caller: Caller,
    Path((_, id, kerja)): Path<(String, Uuid, Uuid)>,
) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let kemajuan = jobs::find_progress(&mut tx, kerja).await?.ok_or(web::Error::NotFound)?;
    let jumlah = |n: i64| u64::try_from(n).unwrap_or(0);
    web::html(&Kemajuan {
        page: caller.page("Mengambil data OpenSID"),
        alamat: caller.href(&format!("/opensid/{id}/kemajuan/{kerja}")),
        selesai: kemajuan.state == State::Done,
        gagal: kemajuan.state == State::Failed,
        lanjut: caller.href(&format!("/opensid/{id}")),
        dikerjakan: jumlah(kemajuan.done),
        total: jumlah(kemajuan.total),
    })
}

pub(crate) async fn batal(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    _form: Form,
) -> web::Result<Response> {
    store::batalkan_tertunda(caller.app.db(), &caller.ctx, id).await?;
    let kabar = Flash::new(Tone::Good, "Cadangan yang dibaca sudah dibuang. Tidak ada yang disimpan.");
    Ok(web::see_other(&caller.href("/opensid"), Some(kabar)))
}
