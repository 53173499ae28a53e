//! All SQL on `rilis_publik`.

use db::{At, Day, ReadTx, Result};
use jiff::civil::Date;
use uuid::Uuid;

db::entity! {
    /// The public figures of one month, as they were first shown. Never changed.
    pub struct RilisPublik in "rilis_publik" version 1 {
        pub id: Uuid,
        /// The month's first day.
        pub bulan: Day,
        /// JSON of [`kependudukan::publik::AngkaPublik`].
        pub isi: String,
        pub dibuat_pada: At,
    }
}

db::statements! {
    FIND_RILIS = "select id, bulan, isi, dibuat_pada from rilis_publik where unit = $1 and bulan = $2";
}

pub(crate) async fn find_rilis(tx: &mut ReadTx, bulan: Date) -> Result<Option<RilisPublik>> {
    tx.query(FIND_RILIS).bind(bulan).optional().await
}
