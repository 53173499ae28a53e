use db::At;
use uuid::Uuid;

db::entity! {
    /// A scan of what somebody showed for an event.
    pub struct LampiranPeristiwa in "lampiran_peristiwa" version 1 subjects [penduduk_id] {
        pub id: Uuid,
        pub peristiwa_id: Uuid,
        /// Absent for a stillbirth.
        pub penduduk_id: Option<Uuid>,
        pub berkas_id: Uuid,
        pub oleh: Option<Uuid>,
        pub pada: At,
    }
}
