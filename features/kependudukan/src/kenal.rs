//! Telling by what somebody knows whether they may be the resident they say they are, and the phone on record.

use db::{ReadTx, Result, WriteTx};
use jiff::civil::Date;
use kamus::{Nik, Telepon};
use uuid::Uuid;

use crate::entitas::{JenisPeristiwa, Penduduk, Rincian};
use crate::peristiwa::Kejadian;
use crate::store::{find_aktif_nik, find_penduduk};

/// Who lives here under this NIK and was born that day, with the phone on record. Knowing both proves nothing:
/// a NIK holds the date of birth.
pub async fn find_kenal(tx: &mut ReadTx, nik: Nik, lahir: Date) -> Result<Option<(Uuid, Option<Telepon>)>> {
    let Some(id) = find_aktif_nik(tx, nik).await? else { return Ok(None) };
    let penduduk = find_penduduk(tx, id).await?.filter(|p| p.aktif() && p.tanggal_lahir.0 == lahir);
    let Some(penduduk) = penduduk else { return Ok(None) };
    let telepon = nomor(tx, &penduduk)?;
    Ok(Some((id, telepon)))
}

/// The phone on record; none where what was taken over reads as none.
fn nomor(tx: &ReadTx, penduduk: &Penduduk) -> Result<Option<Telepon>> {
    Ok(penduduk.telepon(tx.keys())?.and_then(|nomor| Telepon::baru(&nomor).ok()))
}

/// Puts a phone on record that the resident was seen to hold; a correction like any other. False when nobody lives
/// here under this id, or when that phone is on record already.
pub async fn catat_telepon(tx: &mut WriteTx, id: Uuid, telepon: &Telepon, hari: Date) -> Result<bool> {
    let Some(lama) = find_penduduk(tx, id).await?.filter(Penduduk::aktif) else { return Ok(false) };
    if nomor(tx, &lama)?.as_ref() == Some(telepon) {
        return Ok(false);
    }
    let mut baru = lama.clone();
    baru.pasang_telepon(tx.keys(), Some(telepon.as_str()));
    let alasan = ("alasan_koreksi".to_owned(), "Ponsel dihubungkan oleh warga sendiri.".to_owned());
    let rincian = Rincian { isian: [alasan].into(), ..Rincian::default() };
    let kejadian = Kejadian::baru(hari, hari, rincian).orang(JenisPeristiwa::Koreksi, lama, baru);
    kejadian.simpan(tx).await?;
    Ok(true)
}
