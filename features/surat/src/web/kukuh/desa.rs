//! The village's side, on the page of its letter.

use ::web::{Caller, Form, Result};
use axum::extract::Path;
use axum::response::Response;
use db::{ReadTx, Unit};
use files::FileStore;
use kamus::tanggal_panjang;
use ui::{Flash, Tone};
use uuid::Uuid;

use super::super::{alamat, berhasil, meja, saat, terlihat};
use crate::TERBIT;
use crate::error::Error;
use crate::keadaan::Tindakan;
use crate::kukuh::{self, Jalur, KeadaanKukuh};
use crate::store::{self, Penerusan, Surat};

/// What a letter's page says of the office above.
pub(in crate::web) struct Bagian {
    pub(in crate::web) keadaan: Option<KeadaanKukuh>,
    pub(in crate::web) kalimat: String,
    /// The office above, where the letter may be passed on to it now.
    pub(in crate::web) teruskan: Option<String>,
    pub(in crate::web) bawa: bool,
    pub(in crate::web) tarik: bool,
    /// The file as it was before the camat signed too.
    pub(in crate::web) ada_awal: bool,
}

/// Absent for letters that no camat signs.
pub(in crate::web) async fn bagian(
    caller: &Caller,
    tx: &mut ReadTx,
    surat: &Surat,
) -> Result<Option<Bagian>> {
    if !surat.jenis().sampai_camat() || surat.manual {
        return Ok(None);
    }
    let lama = store::find_penerusan_surat(tx, surat.id).await?;
    let terbit = kukuh::perlu_camat(surat);
    if lama.is_none() && !terbit {
        return Ok(None);
    }
    let atasan = kukuh::atasan(tx).await?.map(|atasan| (atasan.unit, atasan.identitas.nama_lengkap()));
    let kini = lama.as_ref().map(Penerusan::keadaan);
    let boleh = caller.can(TERBIT) && terbit && kukuh::dapat_diteruskan(tx, surat).await?;
    let kalimat = match &lama {
        Some(lama) => cerita(caller, lama, atasan.as_ref()),
        None if atasan.is_some() => "Surat ini juga ditandatangani camat.".to_owned(),
        None => {
            "Surat ini juga ditandatangani camat. Kecamatan tidak memakai Balai ini, jadi suratnya dibawa ke \
                 kecamatan."
                .to_owned()
        }
    };
    Ok(Some(Bagian {
        keadaan: kini,
        kalimat,
        bawa: boleh && atasan.is_some() && kini != Some(KeadaanKukuh::Dibawa),
        teruskan: atasan.filter(|_| boleh).map(|(_, nama)| nama),
        tarik: caller.can(TERBIT) && kini == Some(KeadaanKukuh::Menunggu),
        ada_awal: lama.as_ref().is_some_and(|lama| lama.awal_id.is_some()),
    }))
}

fn cerita(caller: &Caller, lama: &Penerusan, atasan: Option<&(i64, String)>) -> String {
    let pada = |at| saat(caller, at);
    let isi = |teks: &Option<String>| teks.clone().unwrap_or_default();
    match lama.keadaan() {
        KeadaanKukuh::Menunggu if atasan.is_none_or(|(unit, _)| *unit != lama.tujuan) => {
            "Kecamatan tujuan tidak lagi ada di Balai ini. Tarik kembali, lalu bawa suratnya ke kecamatan."
                .to_owned()
        }
        KeadaanKukuh::Menunggu => format!(
            "Diteruskan ke {} pada {}.",
            atasan.map(|(_, nama)| nama.as_str()).unwrap_or_default(),
            pada(lama.diteruskan_pada)
        ),
        KeadaanKukuh::Dikukuhkan => format!(
            "Dikukuhkan {}, {}, pada {}. {}. Register kecamatan {}.",
            isi(&lama.camat_nama),
            isi(&lama.camat_selaku),
            lama.tanggal.map(|hari| tanggal_panjang(hari.0)).unwrap_or_default(),
            if lama.elektronik { "Ditandatangani secara elektronik" } else { "Tanda tangan basah di kertas" },
            isi(&lama.register),
        ),
        KeadaanKukuh::Dikembalikan => {
            format!("Dikembalikan kecamatan pada {}: {}", pada(lama.berubah_pada), isi(&lama.alasan))
        }
        KeadaanKukuh::Ditarik => format!("Ditarik kembali pada {}.", pada(lama.berubah_pada)),
        KeadaanKukuh::Dibawa => {
            "Suratnya dibawa sendiri ke kecamatan. Balai tidak mencatat jawabannya.".to_owned()
        }
    }
}

pub(super) async fn teruskan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let mut tx = match caller.begin(Tindakan::Penerusan.kode(), &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let jalur = kukuh::teruskan(&mut tx, terlihat, &meja).await?;
    tx.commit().await?;
    // At once; where that fails, the job does it.
    if let Err(galat) = kukuh::sampaikan(caller.app.db(), jalur, caller.ctx.now).await {
        tracing::warn!(%galat, "the office above hears of it by a job");
    }
    Ok(berhasil(&target, "Surat diteruskan. Menunggu camat."))
}

pub(super) async fn bawa(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let mut tx = match caller.begin(Tindakan::Pembawaan.kode(), &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    kukuh::bawa(&mut tx, terlihat, &meja).await?;
    tx.commit().await?;
    Ok(berhasil(&target, "Dicatat: suratnya dibawa sendiri ke kecamatan."))
}

/// Takes the letter back. A repetition finds it taken back, and changes nothing.
pub(super) async fn tarik(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response> {
    form.request_key()?;
    let target = alamat(&caller, id);
    let mut tx = caller.read().await?;
    store::get_surat(&mut tx, id).await?;
    let row = store::find_penerusan_surat(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    drop(tx);
    let jalur = Jalur { asal: caller.ctx.unit, tujuan: Unit(row.tujuan), id: row.id };
    let hasil = match row.keadaan() {
        KeadaanKukuh::Menunggu => {
            kukuh::tarik(caller.app.db(), caller.app.service::<FileStore>(), jalur, &caller.ctx).await
        }
        KeadaanKukuh::Ditarik => Ok(()),
        lain => Err(Error::Terlambat(kukuh::sudah(lain))),
    };
    let kabar = match hasil {
        Ok(()) => Flash::new(Tone::Good, "Surat ditarik kembali dari kecamatan."),
        Err(Error::Terlambat(kalimat)) => Flash::new(Tone::Wait, kalimat),
        Err(lain) => return Err(lain.into()),
    };
    Ok(::web::see_other(&target, Some(kabar)))
}
