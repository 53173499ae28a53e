//! What the office does with a proposal.

use db::{Error, Result, WriteTx};
use jiff::civil::Date;
use uuid::Uuid;

use super::{JenisUsulan, KeadaanUsulan, UsulanWarga, segel_jawaban};
use crate::entitas::{JenisPeristiwa, Penduduk, Rincian};
use crate::peristiwa::Kejadian;
use crate::store;

/// Why a proposal cannot be decided; the sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum GalatUsulan {
    #[error("Usulan ini sudah diputuskan orang lain. Muat ulang halamannya.")]
    SudahDiputus,
    #[error("Orang ini sudah bukan penduduk. Kembalikan usulannya dengan penjelasan.")]
    BukanPenduduk,
    #[error(transparent)]
    Db(#[from] Error),
}

/// The proposal, which must still be in this state.
async fn dalam(tx: &mut WriteTx, id: Uuid, keadaan: KeadaanUsulan) -> Result<UsulanWarga, GalatUsulan> {
    let usulan = store::find_usulan_warga(tx, id, db::Where::new()).await?;
    let usulan = usulan.ok_or(Error::NotFound("usulan_warga"))?;
    if usulan.keadaan() == keadaan { Ok(usulan) } else { Err(GalatUsulan::SudahDiputus) }
}

async fn putuskan(
    tx: &mut WriteTx,
    usulan: &UsulanWarga,
    keadaan: KeadaanUsulan,
    jawaban: &str,
) -> Result<UsulanWarga> {
    let ctx = *tx.ctx();
    let jadi = UsulanWarga {
        keadaan: keadaan.kode(),
        jawaban_segel: segel_jawaban(tx.keys(), jawaban),
        diputus_oleh: ctx.user(),
        diputus_pada: Some(ctx.now.into()),
        ..usulan.clone()
    };
    tx.update(&jadi).await?;
    Ok(jadi)
}

/// Accepts a proposal. A corrected address is written at once; all others wait for their event.
pub async fn terima(tx: &mut WriteTx, id: Uuid, hari_ini: Date) -> Result<UsulanWarga, GalatUsulan> {
    let usulan = dalam(tx, id, KeadaanUsulan::Menunggu).await?;
    let diterima = putuskan(tx, &usulan, KeadaanUsulan::Diterima, "").await?;
    if usulan.jenis() != JenisUsulan::Alamat {
        return Ok(diterima);
    }
    let lama = match usulan.penduduk_id {
        Some(penduduk_id) => store::find_penduduk(tx, penduduk_id).await?,
        None => None,
    };
    let lama = lama.filter(Penduduk::aktif).ok_or(GalatUsulan::BukanPenduduk)?;
    // What stands on the family card is Dukcapil's to change; where somebody lives, the neighbourhood knows.
    let baru = Penduduk { alamat_sekarang: Some(usulan.isi(tx.keys())?.tempat), ..lama.clone() };
    let rincian = Rincian { keterangan: Some("Usulan dari wilayah.".to_owned()), ..Rincian::default() };
    let kejadian = Kejadian::baru(usulan.tanggal.0, hari_ini, rincian);
    let ids = kejadian.orang(JenisPeristiwa::Koreksi, lama, baru).simpan(tx).await?;
    selesaikan(tx, id, ids.first().copied()).await
}

/// Marks an accepted proposal as written into the register, by the event where one is known.
pub async fn selesaikan(
    tx: &mut WriteTx,
    id: Uuid,
    peristiwa_id: Option<Uuid>,
) -> Result<UsulanWarga, GalatUsulan> {
    let usulan = dalam(tx, id, KeadaanUsulan::Diterima).await?;
    if usulan.selesai_pada.is_some() {
        return Err(GalatUsulan::SudahDiputus);
    }
    let selesai_pada = Some(tx.ctx().now.into());
    let jadi = UsulanWarga { peristiwa_id, selesai_pada, ..usulan };
    tx.update(&jadi).await?;
    Ok(jadi)
}

/// Asks the proposer for more.
pub async fn kembalikan(tx: &mut WriteTx, id: Uuid, alasan: &str) -> Result<UsulanWarga, GalatUsulan> {
    let usulan = dalam(tx, id, KeadaanUsulan::Menunggu).await?;
    Ok(putuskan(tx, &usulan, KeadaanUsulan::Dikembalikan, alasan).await?)
}

/// Refuses it for good.
pub async fn tolak(tx: &mut WriteTx, id: Uuid, alasan: &str) -> Result<UsulanWarga, GalatUsulan> {
    let usulan = dalam(tx, id, KeadaanUsulan::Menunggu).await?;
    Ok(putuskan(tx, &usulan, KeadaanUsulan::Ditolak, alasan).await?)
}
