//! What the papers of the start say.

use db::{At, Day, ReadTx, Result};
use uuid::Uuid;

db::entity! {
    /// What the village changed in those papers; one row.
    pub struct Peluncuran in "berkas_peluncuran" version 1 {
        pub id: Uuid,
        /// Of the decision; empty leaves room for a hand.
        pub nomor: String,
        pub tanggal: Option<Day>,
        /// JSON of [`Anggota`](crate::peluncuran::Anggota)s.
        pub tim: String,
        /// JSON of [`BarisRab`](crate::peluncuran::BarisRab)s.
        pub rab: String,
        pub diubah_pada: At,
    }
}

db::statements! {
    FIND_PELUNCURAN = "select id, nomor, tanggal, tim, rab, diubah_pada from berkas_peluncuran
        where unit = $1 order by id limit 1";
}

pub async fn find_peluncuran(tx: &mut ReadTx) -> Result<Option<Peluncuran>> {
    tx.query(FIND_PELUNCURAN).optional().await
}
