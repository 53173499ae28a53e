use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use jobs::State;
use kamus::{tanggal_panjang, urai_tanggal};
use ui::{Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::impor;
use crate::entitas::Impor;
use crate::jobs::PerintahTersimpan;
use crate::pengimporan::{self, GalatImpor};
use crate::store;

/// Confirms a report. The act itself is a job, so that a cut line does not cut it.
pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let kunci = form.request_key()?;
    let muatan = match pengimporan::muat(caller.app.db(), &caller.ctx, id).await {
        // The first submit has done it.
        Err(GalatImpor::SudahTiada) => {
            return Ok(web::see_other(&caller.href(&format!("/impor/{id}")), None));
        }
        lain => lain.map_err(impor::galat)?,
    };
    let ringkasan =
        pengimporan::ringkas(caller.app.db(), &caller.ctx, &muatan).await.map_err(impor::galat)?;
    let mut tampil = impor::formulir_terap(&caller, &ringkasan).fill(form.typed());
    let tanggal = urai_tanggal(form.text("tanggal_data"));
    match &tanggal {
        Err(galat) => tampil.refuse("tanggal_data", galat.to_string()),
        Ok(tanggal) if *tanggal > caller.today() => {
            tampil.refuse("tanggal_data", GalatImpor::TanggalNanti.to_string());
        }
        Ok(_) => {}
    }
    let lewati_salah = form.text("lewati") == "1";
    if ringkasan.ditolak > 0 && !lewati_salah {
        tampil.refuse("lewati", GalatImpor::AdaBarisSalah(ringkasan.ditolak).to_string());
    }
    let (false, Ok(tanggal_data)) = (tampil.has_error(), tanggal) else {
        return impor::laporan_ditolak(&caller, id, &muatan, tampil).await;
    };
    let perintah = PerintahTersimpan {
        tertunda: id,
        tanggal_data,
        hari_ini: caller.today(),
        lewati_salah,
        oleh: caller.ctx.user(),
    };
    let mut tx = caller.write("permintaan_impor").await?;
    let tujuan = caller.href(&format!("/impor/{id}/kemajuan"));
    if let Once::Again(tujuan) = tx.once(kunci, &tujuan).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    store::tetapkan_tertunda(&mut tx, id).await?;
    let kerja = crate::jobs::antrekan(&mut tx, &perintah).await?;
    tx.commit().await?;
    Ok(web::see_other(&format!("{tujuan}/{kerja}"), None))
}

/// A repeated submit does not know the job: the report or the result is what there is to see.
pub(crate) async fn terulang(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    Ok(web::see_other(&caller.href(&format!("/impor/{id}")), None))
}

#[derive(Template)]
#[template(path = "kependudukan/impor_kemajuan.html")]
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
    web::html(&Kemajuan {
        page: caller.page("Menyimpan data"),
        alamat: caller.href(&format!("/impor/{id}/kemajuan/{kerja}")),
        selesai: kemajuan.state == State::Done,
        gagal: kemajuan.state == State::Failed,
        lanjut: caller.href(&format!("/impor/{id}")),
        dikerjakan: super::jumlah(kemajuan.done),
        total: super::jumlah(kemajuan.total),
    })
}

pub(crate) async fn batal(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    _form: Form,
) -> web::Result<Response> {
    store::batalkan_tertunda(caller.app.db(), &caller.ctx, id).await?;
    let kabar = Flash::new(Tone::Good, "Hasil pemeriksaan sudah dibuang. Tidak ada yang disimpan.");
    Ok(web::see_other(&caller.href("/impor"), Some(kabar)))
}

#[derive(Template)]
#[template(path = "kependudukan/impor_selesai.html")]
struct Selesai {
    page: ui::Page,
    impor: Impor,
    pada: String,
    tanggal: String,
    oleh: String,
    penduduk: String,
    usulan: String,
    menunggu: i64,
}

pub(crate) async fn selesai(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let impor = store::find_impor(&mut tx, id).await?.ok_or(web::Error::NotFound)?;
    let oleh = match impor.oleh {
        Some(pengguna) => access::store::find_pengguna(&mut tx, pengguna).await?.map(|p| p.nama),
        None => None,
    };
    let menunggu = store::count_usulan(&mut tx, crate::entitas::Keadaan::Menunggu, db::Where::new()).await?;
    let judul = if impor.data_awal { "Data awal tersimpan" } else { "Usulan tersimpan" };
    web::html(&Selesai {
        page: caller.page(judul).back("Impor data", caller.href("/impor")),
        pada: super::waktu(&caller, impor.pada),
        tanggal: tanggal_panjang(impor.tanggal_data.0),
        oleh: oleh.unwrap_or_else(|| "Perintah pengelola".to_owned()),
        penduduk: caller.href("/penduduk"),
        usulan: caller.href("/impor/usulan"),
        menunggu,
        impor,
    })
}
