//! What dukuh, RW and RT propose about their own area.
//!
//! A proposal changes nothing. The office accepts it, which leads to the form of an event, or sends it back or
//! refuses it with a reason that the proposer reads.

mod jenis;
mod putusan;

use db::{At, Bytes, Day, Result};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vault::UnitKeys;

pub use jenis::{JenisUsulan, Orangnya};
pub use putusan::{GalatUsulan, kembalikan, selesaikan, terima, tolak};

/// What seals the words of a proposal and of its answer.
const ISI: &str = "kependudukan.usulan_warga";

db::entity! {
    /// Something that a dukuh, RW or RT says has happened in their area.
    pub struct UsulanWarga in "usulan_warga" version 1 subjects [penduduk_id] {
        pub id: Uuid,
        pub pengusul_id: Uuid,
        /// Absent for somebody who is not registered yet.
        pub penduduk_id: Option<Uuid>,
        /// See [`JenisUsulan`].
        pub jenis: i16,
        /// When it happened.
        pub tanggal: Day,
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        /// Sealed [`IsiUsulan`].
        pub isi_segel: Bytes,
        pub foto_id: Option<Uuid>,
        /// See [`KeadaanUsulan`].
        pub keadaan: i16,
        /// Why it was sent back or refused, sealed.
        pub jawaban_segel: Option<Bytes>,
        pub diputus_oleh: Option<Uuid>,
        pub diputus_pada: Option<At>,
        /// What it led to, where that is known.
        pub peristiwa_id: Option<Uuid>,
        /// When it was written into the register.
        pub selesai_pada: Option<At>,
        pub diusulkan_pada: At,
    }
}

/// What was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IsiUsulan {
    /// Whom it is about, where they are not registered.
    pub nama: String,
    /// Where from, where to, or the right address; see [`JenisUsulan::tempat`].
    pub tempat: String,
    pub catatan: String,
}

/// Masked: what was typed names people.
impl std::fmt::Debug for IsiUsulan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IsiUsulan").finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeadaanUsulan {
    Menunggu,
    Diterima,
    /// The proposer is asked to say more.
    Dikembalikan,
    Ditolak,
}

impl KeadaanUsulan {
    pub const SEMUA: [Self; 4] = [Self::Menunggu, Self::Diterima, Self::Dikembalikan, Self::Ditolak];

    pub fn kode(self) -> i16 {
        match self {
            Self::Menunggu => 1,
            Self::Diterima => 2,
            Self::Dikembalikan => 3,
            Self::Ditolak => 4,
        }
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|keadaan| keadaan.kode() == kode)
    }

    /// The word in an address.
    pub fn kata(self) -> &'static str {
        match self {
            Self::Menunggu => "menunggu",
            Self::Diterima => "diterima",
            Self::Dikembalikan => "dikembalikan",
            Self::Ditolak => "ditolak",
        }
    }

    pub fn dari_kata(kata: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|keadaan| keadaan.kata() == kata)
    }
}

impl UsulanWarga {
    pub fn jenis(&self) -> JenisUsulan {
        JenisUsulan::dari_kode(self.jenis).unwrap_or(JenisUsulan::Lainnya)
    }

    pub fn keadaan(&self) -> KeadaanUsulan {
        KeadaanUsulan::dari_kode(self.keadaan).unwrap_or(KeadaanUsulan::Ditolak)
    }

    /// Accepted, but not yet in the register.
    pub fn sedang_dicatat(&self) -> bool {
        self.keadaan() == KeadaanUsulan::Diterima && self.selesai_pada.is_none()
    }

    pub fn isi(&self, keys: &UnitKeys) -> Result<IsiUsulan> {
        let terbuka = keys.open(ISI, &self.isi_segel.0)?;
        serde_json::from_slice(&terbuka)
            .map_err(|source| db::Error::Payload { entity: "usulan_warga", source })
    }

    /// Why it was sent back or refused; empty where nothing was said.
    pub fn jawaban(&self, keys: &UnitKeys) -> Result<String> {
        let Some(segel) = &self.jawaban_segel else { return Ok(String::new()) };
        Ok(String::from_utf8_lossy(&keys.open(ISI, &segel.0)?).into_owned())
    }
}

impl IsiUsulan {
    pub(crate) fn segel(&self, keys: &UnitKeys) -> Bytes {
        let json = serde_json::to_vec(self).expect("plain data always becomes JSON");
        keys.seal(ISI, &json).into()
    }
}

fn segel_jawaban(keys: &UnitKeys, jawaban: &str) -> Option<Bytes> {
    (!jawaban.is_empty()).then(|| keys.seal(ISI, jawaban.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_read_back_by_number_and_word() {
        for keadaan in KeadaanUsulan::SEMUA {
            assert_eq!(KeadaanUsulan::dari_kode(keadaan.kode()), Some(keadaan));
            assert_eq!(KeadaanUsulan::dari_kata(keadaan.kata()), Some(keadaan));
        }
        assert_eq!((KeadaanUsulan::dari_kode(9), KeadaanUsulan::dari_kata("x")), (None, None));
    }

    #[test]
    fn what_was_typed_hides_in_debug() {
        let isi = IsiUsulan { nama: "Siti".to_owned(), ..IsiUsulan::default() };
        assert!(!format!("{isi:?}").contains("Siti"));
    }
}
