//! One request in its resident's own pages: where it stands, photos of what is missing, the letter.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use db::{Once, ReadTx};
use files::FileStore;
use surat::keadaan::Keadaan as KeadaanSurat;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;

use super::web::{halaman, pribadi, tamu};
use crate::keadaan::Keadaan;
use crate::store::{self, Pelaku, Permohonan};
use crate::{alur, keluarga, konfirmasi};

#[derive(Template)]
#[template(path = "permohonan/mandiri_satu.html")]
struct Satu {
    page: ui::Page,
    keadaan: Keadaan,
    nomor: String,
    /// Whom it is about, where that is somebody else.
    untuk: Option<String>,
    alasan: String,
    tunggu: Option<String>,
    kurang: Vec<String>,
    foto: usize,
    form: Option<ui::Form>,
    aksi: String,
    pdf: Option<String>,
}

/// A request of this guest, with who the guest is; anybody else's does not exist.
async fn milik(caller: &Caller, id: Uuid) -> ::web::Result<(ReadTx, Permohonan, Uuid)> {
    let tamu = tamu(caller).await?;
    let mut tx = caller.read().await?;
    let p = store::get_permohonan(&mut tx, id).await?;
    if p.orang_id == tamu || p.pemohon_id == Some(tamu) { Ok((tx, p, tamu)) } else { Err(Error::NotFound) }
}

pub(crate) async fn satu(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let (mut tx, p, tamu) = milik(&caller, id).await?;
    tampil_satu(&caller, &mut tx, (p, tamu), None).await
}

async fn tampil_satu(
    caller: &Caller,
    tx: &mut ReadTx,
    (p, tamu): (Permohonan, Uuid),
    galat: Option<String>,
) -> ::web::Result<Response> {
    let aksi = caller.href(&format!("/mandiri/permohonan/{}", p.id));
    let syarat = p.list_syarat(tx).await?;
    let diminta = |kode: &str| p.kurang.split_whitespace().any(|lain| lain == kode);
    let mut form = caller
        .form()
        .with(
            Field::new("syarat", "Foto ini")
                .choices(syarat.iter().map(|s| Choice::new(&s.kode, &s.nama)).collect()),
        )
        .with(Field::new("foto", "Foto").accept("image/*").attr("capture", "environment"));
    let ditolak = galat.is_some();
    if let Some(galat) = galat {
        form.refuse("foto", galat);
    }
    let terbuka = !p.keadaan().berakhir() && p.surat_id.is_none() && !syarat.is_empty();
    let halaman = Satu {
        page: halaman(caller, p.jenis_nama.clone())
            .back("Layanan Mandiri", caller.href("/mandiri"))
            .has_error(ditolak),
        keadaan: p.keadaan(),
        nomor: p.nomor(),
        untuk: (p.orang_id != tamu).then(|| p.orang_nama.clone()),
        alasan: p.alasan.clone(),
        tunggu: konfirmasi::kalimat(tx, &p).await?,
        kurang: syarat.iter().filter(|s| diminta(&s.kode)).map(|s| s.nama.clone()).collect(),
        foto: store::list_foto(tx, p.id).await?.len(),
        form: terbuka.then_some(form),
        pdf: berkas_surat(caller, tx, (&p, tamu)).await?.map(|_| format!("{aksi}/berkas")),
        aksi,
    };
    pribadi(&halaman, ditolak)
}

/// The file that was signed electronically and still holds, where this guest may have it. A paper signed in ink is
/// fetched at the office, and so is the letter of another adult.
async fn berkas_surat(
    caller: &Caller,
    tx: &mut ReadTx,
    (p, tamu): (&Permohonan, Uuid),
) -> db::Result<Option<Uuid>> {
    let Some(id) = p.surat_id.filter(|_| p.siap_pada.is_some()) else { return Ok(None) };
    if !keluarga::boleh_berkas(tx, p, tamu, caller.today()).await? {
        return Ok(None);
    }
    let surat = surat::store::get_surat(tx, id).await?;
    let berlaku = surat.keadaan() == KeadaanSurat::Terbit && surat.cara().elektronik();
    Ok(surat.terbit_id.filter(|_| berlaku))
}

/// Takes a photo of a document.
pub(crate) async fn foto(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let (mut tx, p, tamu) = milik(&caller, id).await?;
    let hasil = match form.file("foto") {
        Some(berkas) => crate::foto::perkecil(berkas.bytes.to_vec()).await,
        None => Err(crate::Error::Ditolak("Pilih atau ambil fotonya dulu.".to_owned())),
    };
    let jpeg = match hasil {
        Ok(jpeg) => jpeg,
        Err(galat) => return tampil_satu(&caller, &mut tx, (p, tamu), Some(kalimat(galat)?)).await,
    };
    drop(tx);
    let target = caller.href(&format!("/mandiri/permohonan/{id}"));
    let mut tx = caller.write("pengiriman_foto").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(::web::see_other(&target, None));
    }
    let berkas: &FileStore = caller.app.service();
    let mut p = store::get_permohonan(&mut tx, id).await?;
    let syarat = form.text("syarat");
    if let Err(galat) = crate::foto::simpan(&mut tx, berkas, &p, syarat, &jpeg).await {
        drop(tx);
        return tampil_satu(&caller, &mut caller.read().await?, (p, tamu), Some(kalimat(galat)?)).await;
    }
    alur::foto_masuk(&mut tx, &mut p, syarat, &Pelaku::default()).await?;
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, "Foto sudah diterima."))))
}

fn kalimat(galat: crate::Error) -> ::web::Result<String> {
    match galat {
        crate::Error::Ditolak(kalimat) => Ok(kalimat),
        lain => Err(lain.into()),
    }
}

/// The letter itself.
pub(crate) async fn berkas(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let (mut tx, p, tamu) = milik(&caller, id).await?;
    let terbit = berkas_surat(&caller, &mut tx, (&p, tamu)).await?.ok_or(Error::NotFound)?;
    let simpanan: &FileStore = caller.app.service();
    let (_, bytes) = simpanan.get(&mut tx, terbit).await.map_err(|galat| Error::Internal(galat.into()))?;
    let kepala = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"surat.pdf\""),
    ];
    Ok((kepala, bytes).into_response())
}
