use std::collections::HashMap;

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kamus::Nik;
use uuid::Uuid;
use web::{Caller, Form};

use super::daftar::Saring;
use crate::ekspor::{self, XLSX};
use crate::{mutu, store};

const JUDUL: [&str; 9] =
    ["Nama", "NIK", "Dusun", "RW", "RT", "Berat", "Jenis", "Temuan", "Yang perlu dilakukan"];

/// Gives the filtered work list as a file, numbers masked. The download is recorded.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let saring = Saring::dari_form(&form);
    let mut tx = caller.write("ekspor_mutu").await?;
    let keperluan = "Unduh daftar mutu data dengan nomor samar";
    access::store::record_pembukaan(&mut tx, None, "ekspor mutu", keperluan, None).await?;
    tx.commit().await?;
    let mut tx = caller.read().await?;
    let hasil = super::hasil(&caller, &mut tx).await?;
    let nik: HashMap<Uuid, Nik> =
        store::list_orang_mutu(&mut tx).await?.into_iter().filter_map(|o| Some((o.id, o.nik?))).collect();
    drop(tx);
    let samar = |t: &mutu::Temuan| t.orang.first().and_then(|id| nik.get(id)).map(Nik::samar);
    let baris: Vec<[String; 9]> = saring
        .pilih(&hasil)
        .into_iter()
        .map(|t| {
            let j = t.jenis;
            [
                t.nama.clone(),
                samar(t).unwrap_or_default(),
                t.dusun.clone(),
                t.rw.clone(),
                t.rt.clone(),
                j.berat().label().to_owned(),
                j.label().to_owned(),
                t.kalimat.clone(),
                j.saran().to_owned(),
            ]
        })
        .collect();
    let siapa = caller.signed_in()?.pengguna.nama.clone();
    let unit = format!("{} {}", caller.unit.kind_word, caller.unit.name);
    let waktu = super::super::waktu(&caller, caller.ctx.now.into());
    let tanda = vec![
        format!("Mutu data penduduk {unit}, diunduh {waktu} oleh {siapa}"),
        "NIK disamarkan.".to_owned(),
    ];
    let isi = tokio::task::spawn_blocking(move || ekspor::lembar_xlsx("Mutu data", &tanda, &JUDUL, &baris));
    let isi = isi.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    let nama = format!("attachment; filename=\"mutu-data-{}-{}.xlsx\"", caller.ctx.unit, caller.today());
    let kepala = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, nama),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, isi).into_response())
}
