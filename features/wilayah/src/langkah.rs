//! The first hour: what must be set before the first letter, step by step.

use std::pin::Pin;

use db::ReadTx;

use crate::jabatan::Jabatan;
use crate::store;

/// What a step answers when asked whether it is done.
pub type Jawaban<'a> = Pin<Box<dyn Future<Output = db::Result<bool>> + Send + 'a>>;

/// One step of the first hour. Rooms above offer theirs; the app collects them.
#[derive(Clone, Copy)]
pub struct Langkah {
    /// Smaller comes first. wilayah's own are 10, 20 and 30.
    pub urutan: u16,
    pub judul: &'static str,
    pub keterangan: &'static str,
    /// Within the unit: "/wilayah".
    pub path: &'static str,
    pub selesai: for<'a> fn(&'a mut ReadTx) -> Jawaban<'a>,
}

/// All steps of this installation, provided as a service by the app.
pub struct DaftarLangkah(pub Vec<Langkah>);

/// The steps of this room.
pub fn langkah() -> Vec<Langkah> {
    vec![
        Langkah {
            urutan: 10,
            judul: "Nama, alamat, dan sebutan",
            keterangan: "Nama wilayah, alamat kantor, dan kata-kata setempat seperti lurah atau kepala desa.",
            path: "/wilayah",
            selesai: |tx| {
                Box::pin(async move {
                    let identitas = store::find_identitas(tx).await?;
                    Ok(identitas.is_some_and(|i| i.alamat.is_some() && !i.kabupaten.is_empty()))
                })
            },
        },
        Langkah {
            urutan: 20,
            judul: "Kop surat",
            keterangan: "Lambang dan baris kepala surat. Lihat pratinjaunya sebelum mencetak.",
            path: "/wilayah/kop",
            selesai: |tx| {
                Box::pin(async move {
                    let identitas = store::find_identitas(tx).await?;
                    Ok(identitas.is_some_and(|i| i.logo.is_some()))
                })
            },
        },
        Langkah {
            urutan: 30,
            judul: "Pejabat",
            keterangan: "Siapa yang menandatangani surat, dengan nomor dan tanggal SK-nya.",
            path: "/pejabat",
            selesai: |tx| {
                Box::pin(async move {
                    let zona = store::find_identitas(tx).await?.map(|i| i.zona()).unwrap_or_default();
                    let today = zona.tanggal(tx.ctx().now);
                    let pejabat = store::pejabat_pada(tx, today).await?;
                    Ok(pejabat.iter().any(|p| p.jabatan() == Jabatan::Kepala))
                })
            },
        },
    ]
}
