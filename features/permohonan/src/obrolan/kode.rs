//! Codes of Layanan Mandiri, sent to the phone on record.

use std::sync::Arc;

use ::web::App;
use db::{Context, ReadTx};
use kamus::Telepon;
use uuid::Uuid;

use crate::mandiri::{Pengirim, Terkirim};

/// Sends a code to the phone that stands in the register.
#[derive(Debug, Clone, Copy, Default)]
pub struct KodeLewatPesan;

/// The phone on record of somebody who lives here.
async fn telepon(tx: &mut ReadTx, penduduk_id: Uuid) -> db::Result<Option<Telepon>> {
    let penduduk = kependudukan::store::find_penduduk(tx, penduduk_id).await?;
    let Some(penduduk) = penduduk.filter(kependudukan::Penduduk::aktif) else { return Ok(None) };
    Ok(penduduk.telepon(tx.keys())?.and_then(|nomor| Telepon::baru(&nomor).ok()))
}

impl Pengirim for KodeLewatPesan {
    fn kirim_kode(&self, app: App, ctx: Context, penduduk_id: Uuid, kode: String) -> Terkirim {
        Box::pin(async move {
            let mut tx = app.db().write(&ctx, "pengiriman_kode").await?;
            let Some(telepon) = telepon(&mut tx, penduduk_id).await? else { return Ok(false) };
            let terkirim = pesan::kirim_kode(&mut tx, &telepon, &kode, app.settings().contoh).await?;
            tx.commit().await?;
            Ok(terkirim)
        })
    }
}

/// One after the other, until one of them brings it.
#[derive(Clone)]
pub struct Bergiliran(pub Vec<Arc<dyn Pengirim>>);

impl Pengirim for Bergiliran {
    fn kirim_kode(&self, app: App, ctx: Context, penduduk_id: Uuid, kode: String) -> Terkirim {
        let semua = self.0.clone();
        Box::pin(async move {
            for pengirim in semua {
                if pengirim.kirim_kode(app.clone(), ctx, penduduk_id, kode.clone()).await? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }
}
