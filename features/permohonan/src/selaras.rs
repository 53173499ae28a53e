//! A request follows its letter: found when somebody makes it, moved when it moves.
//!
//! The room of letters knows no requests, so this looks: when a page is about to be acted on, and by a job.

use db::{Context, Db, ReadTx, WriteTx};
use surat::keadaan::Keadaan as KeadaanSurat;
use surat::store::Surat;

use crate::alur::{JAM, jadi};
use crate::error::Result;
use crate::keadaan::{Ambil, Keadaan, Tindakan};
use crate::obrolan;
use crate::store::{self, Pelaku, Permohonan};

/// The letter of a request: the one it has, or the one of this person and kind that was made after the request was
/// taken up and answers no other request.
async fn cari_surat(tx: &mut ReadTx, permohonan: &Permohonan) -> db::Result<Option<Surat>> {
    if let Some(id) = permohonan.surat_id {
        let mut surat = surat::store::get_surat(tx, id).await?;
        // A letter that the camat has still to sign is not there yet: the one in its place answers the request.
        while let (KeadaanSurat::Diganti, true, Some(pengganti)) =
            (surat.keadaan(), surat.jenis().sampai_camat(), surat.pengganti_id)
        {
            surat = surat::store::get_surat(tx, pengganti).await?;
        }
        return Ok(Some(surat));
    }
    let Some(sejak) = permohonan.diproses_pada else { return Ok(None) };
    let jenis = surat::find_jenis(tx, &permohonan.jenis).await?;
    let lembaga = jenis.is_some_and(|jenis| !jenis.pokok.jenis.menerima_orang());
    // A body's letter is found by the NIK of who answers for it: who asked.
    let nik = if lembaga {
        kependudukan::find_subjek(tx, permohonan.orang_id).await?.and_then(|orang| orang.nik)
    } else {
        None
    };
    let mut calon = surat::store::list_terakhir(tx, permohonan.orang_id, nik).await?;
    calon.retain(|s| {
        s.jenis == permohonan.jenis && s.dibuat_pada >= sejak && !s.manual && s.lembaga() == lembaga
    });
    // The oldest first: of two requests of one kind the first made letter answers the first.
    for surat in calon.into_iter().rev() {
        if surat.keadaan() != KeadaanSurat::Batal && store::find_surat(tx, surat.id).await?.is_none() {
            return Ok(Some(surat));
        }
    }
    Ok(None)
}

/// Whether a request would move now.
async fn tertinggal(tx: &mut ReadTx, permohonan: &Permohonan) -> db::Result<bool> {
    let Some(surat) = cari_surat(tx, permohonan).await? else { return Ok(false) };
    let (keadaan, _) = surat::kukuh::bagi_pemohon(tx, &surat).await?;
    Ok(permohonan.surat_id != Some(surat.id) || permohonan.keadaan().mengikuti(keadaan).is_some())
}

/// Lets one request follow its letter, within the caller's act.
pub async fn selaraskan(tx: &mut WriteTx, permohonan: &mut Permohonan) -> Result<()> {
    let Some(surat) = cari_surat(tx, permohonan).await? else { return Ok(()) };
    let sistem = Pelaku::default();
    let kini = tx.ctx().now;
    let baru = permohonan.surat_id != Some(surat.id);
    permohonan.surat_id = Some(surat.id);
    let (keadaan, jadi_pada) = surat::kukuh::bagi_pemohon(tx, &surat).await?;
    let Some(keadaan) = permohonan.keadaan().mengikuti(keadaan) else {
        if baru {
            permohonan.versi += 1;
            tx.update(permohonan).await?;
        }
        return Ok(());
    };
    if keadaan == Keadaan::Diperiksa {
        permohonan.surat_id = None;
        permohonan.diproses_pada = None;
        let catatan = "Suratnya dibatalkan";
        return jadi(tx, permohonan, (keadaan, Tindakan::Kemajuan), &sistem, (catatan, kini)).await;
    }
    if keadaan != Keadaan::Ditandatangani {
        return jadi(tx, permohonan, (keadaan, Tindakan::Kemajuan), &sistem, ("", kini)).await;
    }
    // It was signed when it was signed, whenever we look.
    let pada = jadi_pada.map_or(kini, db::At::timestamp);
    permohonan.siap_pada = Some(pada.into());
    jadi(tx, permohonan, (keadaan, Tindakan::Kemajuan), &sistem, ("", pada)).await?;
    waktu::selesaikan(tx, JAM, permohonan.id, pada).await?;
    if permohonan.ambil() != Ambil::Antar {
        jadi(tx, permohonan, (Keadaan::Siap, Tindakan::Kemajuan), &sistem, ("", pada)).await?;
        if obrolan::kirim_pdf(tx, permohonan, &surat).await? {
            jadi(tx, permohonan, (Keadaan::Terkirim, Tindakan::Pengantaran), &sistem, ("", kini)).await?;
        }
    }
    Ok(())
}

/// Lets every request of a unit follow its letter; tells how many moved.
pub async fn selaraskan_semua(db: &Db, ctx: &Context) -> Result<usize> {
    let mut tx = db.read(ctx).await?;
    let mut perlu = false;
    for permohonan in store::list_bersurat(&mut tx).await? {
        if tertinggal(&mut tx, &permohonan).await? {
            perlu = true;
            break;
        }
    }
    drop(tx);
    if !perlu {
        return Ok(0);
    }
    let mut tx = db.write(ctx, "kemajuan_permohonan").await?;
    let mut jumlah = 0;
    for mut permohonan in store::list_bersurat(&mut tx).await? {
        let sebelum = permohonan.versi;
        selaraskan(&mut tx, &mut permohonan).await?;
        jumlah += usize::from(permohonan.versi != sebelum);
    }
    tx.commit().await?;
    Ok(jumlah)
}
