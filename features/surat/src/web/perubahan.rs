//! A returned letter, changed by its maker and submitted again.

use axum::extract::Path;
use axum::response::Response;
use uuid::Uuid;
use web::{Caller, Result};

use super::isi::{HalamanIsi, Landasan, gambar, pasang, tanpa_salah};
use super::{alamat, kalimat, meja, terlihat};
use crate::alur;
use crate::borang::{self, Borang};
use crate::keadaan::{Tindakan, terlambat};
use crate::orang::Orang;
use crate::store::{self, Surat};

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
    let mut tx = caller.read().await?;
    let surat = ambil(&mut tx, id).await?;
    let landasan = Landasan::baca(&mut tx, surat.jenis()).await?;
    let (orang, isi) = (surat.orang(&tx)?, surat.isi(&tx)?);
    drop(tx);
    let ketikan = borang::ketikan_lengkap(&surat, &orang, &isi);
    let mut borang = borang::susun(caller.form(), &landasan.dasar(terdaftar(orang)), &ketikan);
    borang.form = borang.form.fill(ketikan.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())));
    web::html(&halaman(&caller, &surat, borang, surat.versi))
}

async fn ambil(tx: &mut db::ReadTx, id: Uuid) -> Result<Surat> {
    let surat = store::get_surat(tx, id).await?;
    if !Tindakan::Perubahan.boleh(surat.keadaan(), surat.cara()) {
        return Err(web::Error::Conflict(terlambat(surat.keadaan(), surat.nomor.as_deref())));
    }
    Ok(surat)
}

/// Somebody typed in is typed in again; the others are taken from the letter.
fn terdaftar(orang: Orang) -> Option<Orang> {
    (!orang.diketik()).then_some(orang)
}

/// `versi` is the letter's as the form was opened: who types on does not overrule what came between.
fn halaman(caller: &Caller, surat: &Surat, borang: Borang, versi: i64) -> HalamanIsi {
    let kembali = alamat(caller, surat.id);
    let aksi = format!("{kembali}/perubahan");
    HalamanIsi {
        page: caller
            .page(format!("Ubah surat: {}", surat.jenis().nama))
            .back("Surat", kembali.clone())
            .has_error(borang.form.has_error()),
        borang,
        pratinjau: aksi.clone(),
        aksi,
        simpan_draf: None,
        ikut: vec![("versi", versi.to_string())],
        catatan: surat.alasan.as_ref().map(|alasan| format!("Dikembalikan: {alasan}")),
        tombol: "Ajukan lagi",
        batal: kembali,
        gambar: Vec::new(),
        galat_pratinjau: None,
    }
}

/// Submits the change; the preview's button posts here too, and only looks.
pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let (target, terlihat) = (alamat(&caller, id), terlihat(id, &form)?);
    let mut tx = caller.read().await?;
    let surat = store::get_surat(&mut tx, id).await?;
    let landasan = Landasan::baca(&mut tx, surat.jenis()).await?;
    let orang = terdaftar(surat.orang(&tx)?);
    drop(tx);
    let terbaca = borang::baca(caller.form(), &landasan.dasar(orang), &form);
    let melihat = form.has("lihat") || form.has("ambil") || caller.headers.contains_key("x-balai-langsung");
    if melihat {
        let gambar = gambar(&caller, &landasan, &terbaca, Some(&surat)).await;
        let borang = tanpa_salah(&caller, terbaca.borang, &landasan, &form).await?;
        let mut halaman = halaman(&caller, &surat, borang, terlihat.versi);
        pasang(&mut halaman, gambar);
        return web::html(&halaman);
    }
    let Some(pengajuan) = terbaca.pengajuan else {
        return web::refused(&halaman(&caller, &surat, terbaca.borang, terlihat.versi));
    };
    let meja = meja(&caller)?;
    let mut tx = match caller.begin("perubahan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    if let Err(error) = alur::ubah(&mut tx, terlihat, pengajuan, &meja).await {
        drop(tx);
        let mut borang = terbaca.borang;
        borang.form.refuse("", kalimat(error)?);
        return web::refused(&halaman(&caller, &surat, borang, terlihat.versi));
    }
    tx.commit().await?;
    Ok(super::berhasil(&target, "Surat diubah dan diajukan lagi."))
}
