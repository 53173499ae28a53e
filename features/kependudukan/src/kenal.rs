//! Telling by what somebody knows whether they may be the resident they say they are.

use db::{ReadTx, Result};
use jiff::civil::Date;
use kamus::{Nik, Telepon};
use uuid::Uuid;

use crate::entitas::TELEPON;
use crate::store::{find_aktif_nik, find_penduduk};

/// Who lives here under this NIK and was born that day, with the phone on record. Knowing both proves nothing:
/// a NIK holds the date of birth.
pub async fn find_kenal(tx: &mut ReadTx, nik: Nik, lahir: Date) -> Result<Option<(Uuid, Option<Telepon>)>> {
    let Some(id) = find_aktif_nik(tx, nik).await? else { return Ok(None) };
    let penduduk = find_penduduk(tx, id).await?.filter(|p| p.aktif() && p.tanggal_lahir.0 == lahir);
    let Some(penduduk) = penduduk else { return Ok(None) };
    let telepon = match &penduduk.telepon_segel {
        Some(segel) => {
            let terbuka = tx.keys().open(TELEPON, &segel.0)?;
            String::from_utf8(terbuka).ok().and_then(|nomor| Telepon::baru(&nomor).ok())
        }
        None => None,
    };
    Ok(Some((id, telepon)))
}
