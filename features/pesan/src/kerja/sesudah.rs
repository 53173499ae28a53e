//! A message has gone out, and the service that sent it hears of it: in an act of its own, so that whatever the service
//! does with it never sends the message again.

use db::WriteTx;
use jobs::{Done, Job};
use serde_json::json;
use uuid::Uuid;
use web::App;

use super::{SESUDAH, id_dari};
use crate::kontak;
use crate::layanan::{DaftarLayanan, Pemakai};
use crate::penyedia::Sesudah;
use crate::store;

/// Leaves it in the queue, in the act that writes down that the message went out.
pub(super) async fn titip(
    tx: &mut WriteTx,
    (kontak_id, tentang): (Uuid, Option<Uuid>),
    sesudah: &Sesudah,
) -> db::Result<()> {
    let isi = json!({
        "kontak": kontak_id,
        "tentang": tentang,
        "layanan": sesudah.layanan,
        "langkah": sesudah.langkah,
    });
    jobs::enqueue(tx, SESUDAH, isi).await?;
    Ok(())
}

pub(super) fn sesudah(job: Job) -> Done {
    Box::pin(async move {
        let app: &App = job.app();
        let kontak_id = id_dari(&job, "kontak")?;
        let tentang: Option<Uuid> = job.payload["tentang"].as_str().and_then(|id| id.parse().ok());
        let kode = job.payload["layanan"].as_str().unwrap_or_default();
        let semua = app.find_service::<DaftarLayanan>().cloned().unwrap_or_default();
        // A room that is no longer there wants to hear nothing.
        let Some(layanan) = semua.cari(kode) else { return Ok(()) };
        let mut tx = app.db().write(&job.ctx(), "pemberitahuan_terkirim").await?;
        let kontak = store::get_kontak(&mut tx, kontak_id).await?;
        let warga = kontak::list_warga(&mut tx, kontak_id).await?;
        if tentang.is_some_and(|id| !warga.contains(&id)) {
            return Ok(());
        }
        let siapa = Pemakai { kontak_id, penduduk_id: tentang, bahasa: kontak.bahasa() };
        layanan.terkirim(&mut tx, &siapa, &job.payload["langkah"]).await?;
        tx.commit().await?;
        Ok(())
    })
}
