//! Papers: the forms of a case, and the list of a hand-over.

use ::web::{Caller, Error, Form};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use documents::{Job, Typesetter};
use uuid::Uuid;

use crate::formulir::{self, Bahan, BarisSerah};
use crate::store;

/// The forms of a case as PDF, numbers in the open: each is written down as a look.
pub(super) async fn formulir(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let mut tx = caller.write("pembukaan_data").await?;
    let b = store::get_berkas(&mut tx, id).await?;
    let jenis = b.jenis().ok_or(Error::NotFound)?;
    let diminta = form.text("formulir");
    let kode: Vec<&str> = jenis
        .formulir
        .iter()
        .map(String::as_str)
        .filter(|kode| diminta == "semua" || *kode == diminta)
        .collect();
    if kode.is_empty() {
        return Err(Error::NotFound);
    }
    let bahan = Bahan::baca(&mut tx, &b).await?;
    let nilai = formulir::nilai(&bahan)?;
    let kepala = formulir::kepala(&caller, &mut tx).await?;
    let hal = format!("cetak {}", kode.join(", "));
    let keperluan = format!("Berkas Dukcapil {}", b.nomor());
    access::store::record_pembukaan(&mut tx, Some(b.orang_id), &hal, &keperluan, None).await?;
    tx.commit().await?;
    let job = formulir::satu_pdf(&kode, jenis, &nilai, &b.nomor(), &kepala);
    let nama = format!("{}-{}", diminta.to_lowercase().replace('.', ""), b.nomor().to_lowercase());
    kirim(&caller, job, &nama).await
}

/// The list that both sides sign. No number of a person stands in it.
pub(super) async fn serah(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let serah = store::get_serah(&mut tx, id).await?;
    let mut baris = Vec::new();
    for isi in store::list_serah_isi(&mut tx, id).await? {
        let b = store::get_berkas(&mut tx, isi.berkas_id).await?;
        let jenis = b.jenis_nama().to_owned();
        baris.push(BarisSerah { nomor: b.nomor(), jenis, lembar: isi.lembar, nama: b.orang_nama });
    }
    let kepala = formulir::kepala(&caller, &mut tx).await?;
    let tujuan = formulir::tujuan(&mut tx).await?;
    drop(tx);
    let job = formulir::serah_pdf(&serah, &tujuan, &baris, &kepala);
    kirim(&caller, job, &format!("daftar-serah-{}", serah.nomor().to_lowercase())).await
}

/// Sets a paper; what the typesetter refuses says what to do. `nama` names nobody.
async fn kirim(caller: &Caller, job: Job, nama: &str) -> ::web::Result<Response> {
    use documents::Error::{Busy, TooBig, TooSlow};
    let isi = match caller.app.service::<Typesetter>().typeset(job).await {
        Ok(pdf) => pdf.bytes,
        Err(galat @ (Busy | TooSlow { .. } | TooBig { .. })) => {
            return Err(Error::Refused(format!("PDF tidak jadi dibuat. {galat}")));
        }
        Err(galat) => return Err(anyhow::Error::from(galat).into()),
    };
    let kepala = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{nama}.pdf\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, isi).into_response())
}
