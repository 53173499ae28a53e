use db::{Bytes, Result};
use kamus::NomorKk;
use uuid::Uuid;
use vault::UnitKeys;

use super::KK;

db::entity! {
    /// A family card. Without a number it waits for one from Dukcapil.
    pub struct Keluarga in "keluarga" version 1 subjects [kepala_id] {
        pub id: Uuid,
        pub no_kk_segel: Option<Bytes>,
        pub no_kk_kunci: Option<Bytes>,
        pub kepala_id: Option<Uuid>,
        pub alamat: Option<String>,
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        /// Tahapan keluarga sejahtera, 1 to 5.
        pub kelas_sosial: Option<i16>,
    }
}

impl Keluarga {
    /// Seals the card's number.
    pub fn pasang_no_kk(&mut self, keys: &UnitKeys, no_kk: Option<NomorKk>) {
        self.no_kk_segel = no_kk.map(|kk| keys.seal(KK, kk.as_str().as_bytes()).into());
        self.no_kk_kunci = no_kk.map(|kk| kunci_kk(keys, kk));
    }

    pub fn no_kk(&self, keys: &UnitKeys) -> Result<Option<NomorKk>> {
        buka_kk(keys, self.no_kk_segel.as_ref())
    }
}

/// The keyed hash by which a family card is found.
pub(crate) fn kunci_kk(keys: &UnitKeys, no_kk: NomorKk) -> Bytes {
    keys.hash(KK, no_kk.as_str().as_bytes()).into()
}

pub(crate) fn buka_kk(keys: &UnitKeys, segel: Option<&Bytes>) -> Result<Option<NomorKk>> {
    let Some(segel) = segel else { return Ok(None) };
    let terbuka = keys.open(KK, &segel.0)?;
    Ok(std::str::from_utf8(&terbuka).ok().and_then(|teks| NomorKk::baru(teks).ok()))
}
