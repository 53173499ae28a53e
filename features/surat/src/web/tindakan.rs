//! The short acts on a letter: paraf, sending back, issuing, cancelling, revoking.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ui::Field;
use uuid::Uuid;
use web::{Caller, Result};

use super::{alamat, berhasil, kalimat, meja, sudah_terbit, terlihat};
use crate::alur;
use crate::keadaan::{Keadaan, Tindakan, terlambat};
use crate::store;

pub(crate) async fn paraf(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let mut tx = match caller.begin("paraf", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let keadaan = alur::paraf(&mut tx, terlihat, &meja).await?;
    tx.commit().await?;
    Ok(berhasil(
        &target,
        match keadaan {
            Keadaan::TandaTangan => "Surat diparaf dan sudah bernomor. Sekarang menunggu tanda tangan.",
            _ => "Surat diparaf.",
        },
    ))
}

/// Records that the paper was signed. What is printed is kept first, so that it can be compared later.
pub(crate) async fn penerbitan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    if sudah_terbit(&caller, terlihat).await? {
        return Ok(web::see_other(&target, None));
    }
    alur::lihat(&mut caller.read().await?, terlihat, Tindakan::Penerbitan).await?;
    crate::cetak::pastikan_asli(&caller.app, &caller.ctx, id).await?;
    let mut tx = match caller.begin("penerbitan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    alur::catat_ditandatangani(&mut tx, terlihat, &meja).await?;
    tx.commit().await?;
    Ok(berhasil(&target, "Dicatat sudah ditandatangani. Surat terbit."))
}

/// An act that asks for a reason, in words.
struct Ihwal {
    tindakan: Tindakan,
    judul: &'static str,
    penjelasan: &'static str,
    label: &'static str,
    tombol: &'static str,
    kabar: &'static str,
}

const PENGEMBALIAN: Ihwal = Ihwal {
    tindakan: Tindakan::Pengembalian,
    judul: "Kembalikan surat",
    penjelasan: "Surat kembali ke pembuatnya untuk diperbaiki. Nomor yang sudah diambil tetap milik surat ini.",
    label: "Apa yang perlu diperbaiki?",
    tombol: "Kembalikan",
    kabar: "Surat dikembalikan.",
};
const PEMBATALAN: Ihwal = Ihwal {
    tindakan: Tindakan::Pembatalan,
    judul: "Batalkan surat",
    penjelasan: "Surat tidak jadi terbit. Bila sudah bernomor, nomornya tetap tercatat sebagai BATAL di agenda.",
    label: "Mengapa dibatalkan?",
    tombol: "Batalkan surat",
    kabar: "Surat dibatalkan.",
};
const PENCABUTAN: Ihwal = Ihwal {
    tindakan: Tindakan::Pencabutan,
    judul: "Cabut surat",
    penjelasan: "Siapa pun yang memeriksa surat ini akan membaca bahwa surat sudah dicabut. Alasannya hanya \
                 dibaca kantor.",
    label: "Mengapa dicabut?",
    tombol: "Cabut surat",
    kabar: "Surat dicabut.",
};

#[derive(Template)]
#[template(path = "surat/alasan.html")]
struct Alasan {
    page: ui::Page,
    form: ui::Form,
    surat: String,
    penjelasan: &'static str,
    tombol: &'static str,
    aksi: String,
    kembali: String,
    versi: i64,
}

async fn tanya(
    caller: &Caller,
    id: Uuid,
    ihwal: &Ihwal,
    ketik: Option<(&web::Form, String)>,
) -> Result<Alasan> {
    let mut tx = caller.read().await?;
    let surat = store::get_surat(&mut tx, id).await?;
    if !ihwal.tindakan.boleh(surat.keadaan(), surat.cara()) {
        return Err(web::Error::Conflict(terlambat(surat.keadaan(), surat.nomor.as_deref())));
    }
    let mut form = caller.form().with(Field::new("alasan", ihwal.label).rows(3));
    let mut versi = surat.versi;
    if let Some((kiriman, kalimat)) = ketik {
        form = form.fill(kiriman.typed());
        form.refuse("alasan", kalimat);
        versi = kiriman.text("versi").parse().unwrap_or(versi);
    }
    let kembali = alamat(caller, id);
    Ok(Alasan {
        page: caller.page(ihwal.judul).back("Surat", kembali.clone()).has_error(form.has_error()),
        form,
        surat: format!("{} – {}", surat.jenis().nama, surat.subjek_nama),
        penjelasan: ihwal.penjelasan,
        tombol: ihwal.tombol,
        aksi: format!("{kembali}/{}", ihwal.tindakan.kode()),
        kembali,
        versi,
    })
}

async fn laksanakan(caller: Caller, id: Uuid, form: web::Form, ihwal: &Ihwal) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let mut tx = match caller.begin(ihwal.tindakan.kode(), &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let sebab = form.text("alasan");
    let hasil = match ihwal.tindakan {
        Tindakan::Pengembalian => alur::kembalikan(&mut tx, terlihat, sebab, &meja).await,
        Tindakan::Pembatalan => alur::batalkan(&mut tx, terlihat, sebab, &meja).await,
        _ => alur::cabut(&mut tx, terlihat, sebab, &meja).await,
    };
    match hasil {
        Ok(()) => tx.commit().await?,
        Err(error) => {
            drop(tx);
            let ditolak = (&form, kalimat(error)?);
            return web::refused(&tanya(&caller, id, ihwal, Some(ditolak)).await?);
        }
    }
    Ok(berhasil(&target, ihwal.kabar))
}

macro_rules! beralasan {
    ($($tanya:ident $laksana:ident $ihwal:ident;)*) => { $(
        pub(crate) async fn $tanya(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
            web::html(&tanya(&caller, id, &$ihwal, None).await?)
        }

        pub(crate) async fn $laksana(
            caller: Caller,
            Path((_, id)): Path<(String, Uuid)>,
            form: web::Form,
        ) -> Result<Response> {
            laksanakan(caller, id, form, &$ihwal).await
        }
    )* };
}

beralasan! {
    pengembalian kembalikan PENGEMBALIAN;
    pembatalan batalkan PEMBATALAN;
    pencabutan cabut PENCABUTAN;
}
