//! All SQL on `stempel_waktu`.

use db::{At, Bytes, ReadTx, Result, WriteTx};
use vault::UnitKeys;
use zeroize::Zeroizing;

use crate::bsre::Rahasia;
use crate::stempel::Stempel;

const SEGEL: &str = "stempel_waktu.rahasia";

db::entity! {
    /// The unit's time stamping authority. Nobody is asked while there is none.
    pub struct StempelWaktu in "stempel_waktu" version 1 {
        pub id: uuid::Uuid,
        /// Address and account; sealed. None where it was turned off.
        pub rahasia_segel: Option<Bytes>,
        pub diubah_pada: At,
    }
}

db::statements! {
    GET_STEMPEL = "select id, rahasia_segel, diubah_pada from stempel_waktu where unit = $1";
}

impl StempelWaktu {
    fn rahasia(&self, keys: &UnitKeys) -> Option<Rahasia> {
        let terbuka = Zeroizing::new(keys.open(SEGEL, &self.rahasia_segel.as_ref()?.0).ok()?);
        serde_json::from_slice(&terbuka).ok()
    }
}

/// Whom this unit asks for time stamps.
pub async fn find_stempel(tx: &mut ReadTx) -> Result<Option<Stempel>> {
    let row: Option<StempelWaktu> = tx.query(GET_STEMPEL).optional().await?;
    Ok(row.and_then(|row| row.rahasia(tx.keys())).map(Stempel::new))
}

/// Puts it, or turns it off; there is one row for it.
pub(crate) async fn put_stempel(tx: &mut WriteTx, rahasia: Option<&Rahasia>) -> Result<()> {
    let ctx = *tx.ctx();
    let ada: Option<StempelWaktu> = tx.query(GET_STEMPEL).optional().await?;
    let segel = rahasia.map(|rahasia| {
        let isi = Zeroizing::new(serde_json::to_vec(rahasia).expect("texts become JSON"));
        tx.keys().seal(SEGEL, &isi).into()
    });
    let baru = ada.is_none();
    let id = ada.map_or_else(|| ctx.new_id(), |row| row.id);
    let row = StempelWaktu { id, rahasia_segel: segel, diubah_pada: ctx.now.into() };
    if baru { tx.insert(&row).await } else { tx.update(&row).await }
}
