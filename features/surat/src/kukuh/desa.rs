//! The village's acts: passing on, carrying by hand, letting go.

use db::{Unit, WriteTx};
use uuid::Uuid;

use super::{Jalur, KeadaanKukuh, atasan, dapat_diteruskan, jobs, perlu_camat};
use crate::alur::{Meja, Terlihat, ambil};
use crate::error::{Result, tolak};
use crate::keadaan::Tindakan;
use crate::store::{self, Penerusan, Surat};

/// Passes an issued letter on to the office above. The job that tells it there is enqueued in the same act.
pub(crate) async fn teruskan(tx: &mut WriteTx, terlihat: Terlihat, meja: &Meja) -> Result<Jalur> {
    let surat = ambil(tx, terlihat, Tindakan::Penerusan).await?;
    let Some(atasan) = atasan(tx).await? else {
        return tolak("Kecamatan tidak memakai Balai ini. Bawa suratnya ke kecamatan.");
    };
    let tujuan = Unit(atasan.unit);
    let catatan = atasan.identitas.nama_lengkap();
    let row =
        catat(tx, surat, (tujuan, KeadaanKukuh::Menunggu), Tindakan::Penerusan, (meja, catatan)).await?;
    let jalur = Jalur { asal: tx.ctx().unit, tujuan, id: row };
    jobs::antrekan_penerusan(tx, jalur).await?;
    Ok(jalur)
}

/// Writes down that somebody carries the paper to the office above, outside of Balai.
pub(crate) async fn bawa(tx: &mut WriteTx, terlihat: Terlihat, meja: &Meja) -> Result<()> {
    let surat = ambil(tx, terlihat, Tindakan::Pembawaan).await?;
    let tujuan = atasan(tx).await?.map_or(Unit(0), |atasan| Unit(atasan.unit));
    let catatan = String::new();
    catat(tx, surat, (tujuan, KeadaanKukuh::Dibawa), Tindakan::Pembawaan, (meja, catatan)).await?;
    Ok(())
}

async fn catat(
    tx: &mut WriteTx,
    mut surat: Surat,
    (tujuan, keadaan): (Unit, KeadaanKukuh),
    tindakan: Tindakan,
    (meja, catatan): (&Meja, String),
) -> Result<Uuid> {
    if !perlu_camat(&surat) {
        return tolak("Surat ini tidak ditandatangani camat.");
    }
    if !dapat_diteruskan(tx, &surat).await? {
        return tolak("Surat ini sudah diteruskan. Lihat keadaannya di bagian Pengukuhan camat.");
    }
    let ctx = *tx.ctx();
    surat.jadi(surat.keadaan());
    tx.update(&surat).await?;
    let catatan = Some(catatan).filter(|teks| !teks.is_empty());
    store::insert_peristiwa(tx, surat.id, tindakan, &meja.pelaku, (None, catatan)).await?;
    let row = Penerusan {
        id: ctx.new_id(),
        surat_id: surat.id,
        tujuan: tujuan.0,
        keadaan: keadaan.kode(),
        awal_id: None,
        sidik_awal: None,
        camat_nama: None,
        camat_selaku: None,
        register: None,
        tanggal: None,
        elektronik: false,
        alasan: None,
        oleh: ctx.user(),
        diteruskan_pada: ctx.now.into(),
        berubah_pada: ctx.now.into(),
    };
    tx.insert(&row).await?;
    Ok(row.id)
}

/// The letter holds no longer: what waits for it in the office above is to be withdrawn, by a job of this act.
pub(crate) async fn lepas(tx: &mut WriteTx, surat_id: Uuid) -> Result<()> {
    if let Some(row) = store::find_penerusan_surat(tx, surat_id).await?
        && row.keadaan() == KeadaanKukuh::Menunggu
    {
        let jalur = Jalur { asal: tx.ctx().unit, tujuan: Unit(row.tujuan), id: row.id };
        jobs::antrekan_pelepasan(tx, jalur).await?;
    }
    Ok(())
}
