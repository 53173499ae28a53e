use db::{At, Bytes, Day};
use uuid::Uuid;

use crate::laporan::Laporan;

db::entity! {
    /// One OpenSID database taken over, with its reconciliation. Names nobody.
    pub struct ImporOpensid in "impor_opensid" version 1 {
        /// The same as the act's row in `impor`.
        pub id: Uuid,
        /// SHA-256 of the source.
        pub sidik: Bytes,
        /// What made the dump.
        pub program: String,
        pub versi: Option<String>,
        /// Code and name of the village in the source.
        pub kode_asal: Option<String>,
        pub nama_asal: String,
        /// The register opens with this day.
        pub pembukaan: Day,
        /// Rows of all tables.
        pub masuk: i64,
        pub diambil: i64,
        /// JSON of [`Laporan`].
        pub laporan: String,
        /// Absent when a command did it.
        pub oleh: Option<Uuid>,
        pub pada: At,
    }
}

impl ImporOpensid {
    pub fn laporan(&self) -> db::Result<Laporan> {
        serde_json::from_str(&self.laporan)
            .map_err(|source| db::Error::Payload { entity: "impor_opensid", source })
    }
}
