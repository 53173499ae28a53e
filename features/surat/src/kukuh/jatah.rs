//! How much working time the office above gives itself.

use std::ops::RangeInclusive;

use db::{ReadTx, WriteTx};
use jiff::SignedDuration;

use crate::store::{self, AturPengukuhan};

/// Where a kecamatan set nothing: the same four hours that the village promises.
pub const JATAH: SignedDuration = SignedDuration::from_hours(4);

/// Hours that a kecamatan may give itself: at most a usual week.
pub const JAM_JATAH: RangeInclusive<i32> = 1..=40;

/// How long this kecamatan gives itself for a letter that comes in now.
pub async fn jatah(tx: &mut ReadTx) -> db::Result<SignedDuration> {
    let kini = store::list_atur_pengukuhan(tx, 1).await?.pop();
    Ok(kini.map_or(JATAH, |kini| SignedDuration::from_mins(kini.jatah_menit.into())))
}

/// From now on so many hours. What came in before keeps its time, and what held before stays told.
pub(crate) async fn tetapkan_jatah(tx: &mut WriteTx, jam: i32) -> db::Result<()> {
    if jatah(tx).await? == SignedDuration::from_hours(jam.into()) {
        return Ok(());
    }
    let ctx = *tx.ctx();
    let versi = AturPengukuhan {
        id: ctx.new_id(),
        jatah_menit: jam * 60,
        oleh: ctx.user(),
        ditetapkan_pada: ctx.now.into(),
    };
    tx.insert(&versi).await
}
