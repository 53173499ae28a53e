//! Half-typed forms, kept while somebody types.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use uuid::Uuid;
use web::{Caller, Error, Result};

use super::pokok::Rujukan;
use crate::katalog::find_jenis;
use crate::store::{self, Draf};

pub(crate) struct BarisDraf {
    pub(crate) href: String,
    pub(crate) hapus: String,
    pub(crate) judul: String,
    pub(crate) diubah: String,
}

/// One's own drafts.
pub(crate) async fn baris_draf(caller: &Caller, tx: &mut db::ReadTx) -> Result<Vec<BarisDraf>> {
    let Some(pengguna) = caller.ctx.user() else { return Ok(Vec::new()) };
    let mut baris = Vec::new();
    for draf in store::list_draf(tx, pengguna).await? {
        let Some(jenis) = find_jenis(tx, &draf.jenis).await? else { continue };
        let nama = match Rujukan::ketikan(draf.teks("orang"), draf.teks("lembaga")) {
            Some(Rujukan::Orang(id)) => kependudukan::find_subjek(tx, id).await?.map(|subjek| subjek.nama),
            Some(Rujukan::Lembaga(id)) => ::lembaga::store::find_lembaga(tx, id).await?.map(|l| l.nama),
            None => Some(draf.teks("o_nama").to_owned()),
        };
        let nama = nama.filter(|nama| !nama.trim().is_empty()).unwrap_or_else(|| "belum ada nama".to_owned());
        baris.push(BarisDraf {
            href: caller.href(&format!("/surat/baru/{}?draf={}", jenis.kode, draf.id)),
            hapus: caller.href(&format!("/surat/draf/{}/penghapusan", draf.id)),
            judul: format!("{}: {nama}", jenis.nama),
            diubah: super::saat(caller, draf.diubah_pada),
        });
    }
    Ok(baris)
}

/// Keeps what is typed so far. Scripts post here while somebody types; the button does so without them.
pub(crate) async fn post(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: web::Form,
) -> Result<Response> {
    let mut tx = caller.read().await?;
    let jenis = find_jenis(&mut tx, &kode).await?.ok_or(Error::NotFound)?;
    let pengguna = caller.ctx.user().ok_or(Error::NotFound)?;
    let id: Uuid = form.text("draf").parse().map_err(|_| Error::NotFound)?;
    let isi = form.typed().map(|(nama, nilai)| (nama.to_owned(), nilai.to_owned())).collect();
    let draf = Draf { id, jenis: jenis.kode.clone(), isi, diubah_pada: caller.ctx.now.into() };
    store::put_draf(caller.app.db(), &tx, pengguna, &draf).await?;
    if form.has("simpan") {
        return Ok(super::berhasil(
            &caller.href("/surat"),
            "Draf tersimpan. Lanjutkan kapan saja dari halaman ini.",
        ));
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(crate) async fn hapus(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    form.request_key()?;
    store::delete_draf(caller.app.db(), &caller.ctx, id).await?;
    Ok(super::berhasil(&caller.href("/surat"), "Draf dihapus."))
}
