//! The rows of this room's tables.

use std::collections::BTreeMap;

use db::{At, Bytes, Day, ReadTx, Result};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::jenis::{self, Jenis};
use crate::keadaan::Keadaan;

db::entity! {
    /// A case that the village brings to Dukcapil.
    pub struct Berkas in "berkas_dukcapil" version 1 subjects [orang_id] {
        pub id: Uuid,
        pub tahun: i16,
        /// Counts within the year.
        pub urut: i64,
        pub jenis: String,
        /// The resident whom it is about, or who heads the family.
        pub orang_id: Uuid,
        pub orang_nama: String,
        pub keluarga_id: Option<Uuid>,
        pub peristiwa_id: Option<Uuid>,
        pub dusun: String,
        /// Sealed [`Isian`].
        pub isian_segel: Bytes,
        /// Codes of requirements that are there, separated by spaces.
        pub syarat: String,
        pub keadaan: i16,
        /// Rises with each act.
        pub versi: i64,
        /// What is missing, or why it was given up.
        pub catatan: String,
        /// The last hand-over.
        pub serah_id: Option<Uuid>,
        /// What was issued, in words.
        pub dokumen: String,
        /// The event by which the register has the numbers.
        pub terbit_id: Option<Uuid>,
        pub terbit_tanggal: Option<Day>,
        pub dimulai_pada: At,
        pub berakhir_pada: Option<At>,
    }
}

db::entity! {
    /// One step of a case.
    pub struct Langkah in "langkah_dukcapil" version 1 subjects [orang_id] {
        pub id: Uuid,
        pub berkas_id: Uuid,
        pub orang_id: Uuid,
        pub urutan: i64,
        pub tindakan: String,
        pub keadaan: i16,
        /// When it happened; `pada` is when it was written down.
        pub tanggal: Day,
        pub oleh: Option<Uuid>,
        pub oleh_nama: String,
        pub catatan: String,
        pub pada: At,
    }
}

db::entity! {
    /// A scan of a requirement.
    pub struct Pindaian in "pindaian_dukcapil" version 1 subjects [orang_id] {
        pub id: Uuid,
        pub berkas_id: Uuid,
        pub orang_id: Uuid,
        /// The code of the requirement.
        pub syarat: String,
        /// The file.
        pub isi_id: Uuid,
        pub oleh: Option<Uuid>,
        pub pada: At,
    }
}

db::entity! {
    /// A collective hand-over.
    pub struct Serah in "serah_dukcapil" version 1 {
        pub id: Uuid,
        pub tahun: i16,
        pub urut: i64,
        pub tanggal: Day,
        /// Who of the office brought the cases.
        pub pembawa: String,
        /// Who took them, where it is known beforehand.
        pub penerima: String,
        pub oleh: Option<Uuid>,
        pub oleh_nama: String,
        pub pada: At,
    }
}

db::entity! {
    /// A line of a hand-over.
    pub struct SerahIsi in "serah_dukcapil_isi" version 1 {
        pub id: Uuid,
        pub serah_id: Uuid,
        pub berkas_id: Uuid,
        pub urutan: i64,
        /// Sheets of paper.
        pub lembar: i32,
    }
}

db::entity! {
    /// A unit's own settings.
    pub struct AturDukcapil in "atur_dukcapil" version 1 {
        pub id: Uuid,
        /// Days for which scans stay after the end of a case.
        pub hari_simpan: i32,
        /// To which office cases go.
        pub tujuan: String,
    }
}

/// What only the forms ask, by field.
pub type Isian = BTreeMap<String, String>;

/// Who acts, as the history names them.
#[derive(Debug, Clone, Default)]
pub struct Pelaku {
    pub id: Option<Uuid>,
    pub nama: String,
}

const ISIAN: &str = "dukcapil.isian";

#[derive(Serialize, Deserialize)]
struct Segel(Isian);

impl Berkas {
    pub(crate) fn segel(tx: &ReadTx, isian: &Isian) -> Bytes {
        let json = serde_json::to_vec(&Segel(isian.clone())).expect("plain text always becomes JSON");
        tx.keys().seal(ISIAN, &json).into()
    }

    /// What was answered of what only the forms ask.
    pub fn isian(&self, tx: &ReadTx) -> Result<Isian> {
        let plain = tx.keys().open(ISIAN, &self.isian_segel.0)?;
        let isi: Segel = serde_json::from_slice(&plain)
            .map_err(|source| db::Error::Payload { entity: "berkas_dukcapil", source })?;
        Ok(isi.0)
    }

    pub fn keadaan(&self) -> Keadaan {
        Keadaan::dari_kode(self.keadaan).expect("the table takes only known states")
    }

    /// The kind; absent when a later version of the program no longer has it.
    pub fn jenis(&self) -> Option<&'static Jenis> {
        jenis::find(&self.jenis)
    }

    pub fn jenis_nama(&self) -> &str {
        self.jenis().map_or(self.jenis.as_str(), |jenis| jenis.nama.as_str())
    }

    /// Codes of the requirements that are there.
    pub fn syarat(&self) -> Vec<&str> {
        self.syarat.split_whitespace().collect()
    }

    /// "D-2026-0042"
    pub fn nomor(&self) -> String {
        format!("D-{}-{:04}", self.tahun, self.urut)
    }
}

impl Serah {
    /// "S-2026-0007"
    pub fn nomor(&self) -> String {
        format!("S-{}-{:04}", self.tahun, self.urut)
    }
}
