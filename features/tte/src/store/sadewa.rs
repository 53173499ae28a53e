//! All SQL on `layanan_sadewa`.

use std::time::Duration;

use db::{At, Bytes, ReadTx, Result, WriteTx};
use vault::UnitKeys;
use zeroize::Zeroizing;

use crate::sadewa::{Klien, Pengaturan};

const SEGEL: &str = "layanan_sadewa.rahasia";

db::entity! {
    /// The unit's account at SADEWA. Nobody is called while there is none.
    pub struct LayananSadewa in "layanan_sadewa" version 1 {
        pub id: uuid::Uuid,
        /// A [`Pengaturan`]; sealed. None where it was turned off.
        pub rahasia_segel: Option<Bytes>,
        pub diubah_pada: At,
    }
}

db::statements! {
    GET_SADEWA = "select id, rahasia_segel, diubah_pada from layanan_sadewa where unit = $1";
}

impl LayananSadewa {
    fn pengaturan(&self, keys: &UnitKeys) -> Option<Pengaturan> {
        let terbuka = Zeroizing::new(keys.open(SEGEL, &self.rahasia_segel.as_ref()?.0).ok()?);
        serde_json::from_slice(&terbuka).ok()
    }
}

/// What the unit has chosen.
pub(crate) async fn find_pengaturan(tx: &mut ReadTx) -> Result<Option<Pengaturan>> {
    let row: Option<LayananSadewa> = tx.query(GET_SADEWA).optional().await?;
    Ok(row.and_then(|row| row.pengaturan(tx.keys())))
}

/// The unit's account at SADEWA; `batas` is how long an answer is waited for.
pub async fn find_sadewa(tx: &mut ReadTx, batas: Duration) -> Result<Option<Klien>> {
    Ok(find_pengaturan(tx).await?.map(|pengaturan| Klien::new(pengaturan).batas(batas)))
}

/// Puts it, or turns it off; there is one row for it.
pub(crate) async fn put_sadewa(tx: &mut WriteTx, pengaturan: Option<&Pengaturan>) -> Result<()> {
    let ctx = *tx.ctx();
    let ada: Option<LayananSadewa> = tx.query(GET_SADEWA).optional().await?;
    let segel = pengaturan.map(|pengaturan| {
        let isi = Zeroizing::new(serde_json::to_vec(pengaturan).expect("texts become JSON"));
        tx.keys().seal(SEGEL, &isi).into()
    });
    let baru = ada.is_none();
    let id = ada.map_or_else(|| ctx.new_id(), |row| row.id);
    let row = LayananSadewa { id, rahasia_segel: segel, diubah_pada: ctx.now.into() };
    if baru { tx.insert(&row).await } else { tx.update(&row).await }
}
