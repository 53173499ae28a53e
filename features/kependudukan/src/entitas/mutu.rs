use db::At;
use uuid::Uuid;

db::entity! {
    /// A finding that somebody has checked and found right.
    pub struct MutuAbaikan in "mutu_abaikan" version 1 subjects [penduduk_id] {
        /// The finding's own id, made of what it says: other data are another finding.
        pub id: Uuid,
        /// See [`Jenis`](crate::mutu::Jenis).
        pub jenis: String,
        pub penduduk_id: Option<Uuid>,
        pub keluarga_id: Option<Uuid>,
        pub alasan: String,
        pub oleh: Option<Uuid>,
        pub pada: At,
    }
}
