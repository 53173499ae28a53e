//! How long each kind of letter may take.

use db::{ReadTx, Result, WriteTx};
use jiff::SignedDuration;

use crate::store::{self, AturPermohonan};

/// A public matter is finished within four working hours.
pub(crate) const JATAH_BIASA: i32 = 240;

/// The working time allowed for a kind.
pub async fn jatah(tx: &mut ReadTx, jenis: &str) -> Result<SignedDuration> {
    let semua = store::list_atur(tx).await?;
    let cari = |kode: &str| semua.iter().find(|atur| atur.jenis == kode).map(|atur| atur.jatah_menit);
    let menit = cari(jenis).or_else(|| cari("")).unwrap_or(JATAH_BIASA);
    Ok(SignedDuration::from_mins(i64::from(menit)))
}

/// Sets the time of a kind, or of all others (empty code); `None` takes a kind's own time away.
pub(crate) async fn simpan_jatah(tx: &mut WriteTx, jenis: &str, menit: Option<i32>) -> Result<()> {
    let ada = store::list_atur(tx).await?.into_iter().find(|atur| atur.jenis == jenis);
    match (ada, menit) {
        (Some(ada), Some(jatah_menit)) if ada.jatah_menit != jatah_menit => {
            tx.update(&AturPermohonan { jatah_menit, ..ada }).await
        }
        (Some(ada), None) => tx.delete::<AturPermohonan>(ada.id).await,
        (None, Some(jatah_menit)) => {
            let id = tx.ctx().new_id();
            tx.insert(&AturPermohonan { id, jenis: jenis.to_owned(), jatah_menit }).await
        }
        _ => Ok(()),
    }
}
