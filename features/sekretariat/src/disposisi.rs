//! The head's orders on a letter, and what those do who were given them.

use db::WriteTx;
use jiff::civil::Date;
use uuid::Uuid;
use wilayah::Pejabat;

use crate::error::{Error, Result, tolak};
use crate::keadaan::{Keadaan, Tindakan};
use crate::masuk::{self, Terlihat};
use crate::store::{self, Disposisi, Pelaku, Penerima};

/// Orders to be given.
#[derive(Debug, Clone)]
pub struct Perintah {
    /// Who receives them, with the office in words.
    pub kepada: Vec<(Pejabat, String)>,
    /// Codes of [`PETUNJUK`](crate::keadaan::PETUNJUK).
    pub petunjuk: Vec<String>,
    pub catatan: Option<String>,
    pub batas: Option<Date>,
    /// The office of whoever gives them.
    pub jabatan: String,
}

/// Sends a letter on to one or several officials.
pub async fn beri(tx: &mut WriteTx, terlihat: Terlihat, perintah: Perintah, pelaku: &Pelaku) -> Result<Uuid> {
    let mut surat = masuk::pegang(tx, terlihat).await?;
    let hari_ini = surat.diterima.0;
    if perintah.kepada.is_empty() {
        return tolak("Pilih paling sedikit satu penerima.");
    }
    if perintah.batas.is_some_and(|batas| batas < hari_ini) {
        return tolak("Batas waktu tidak mungkin sebelum surat diterima.");
    }
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    tx.insert(&Disposisi {
        id,
        surat_masuk_id: surat.id,
        dari_nama: pelaku.nama.clone(),
        dari_jabatan: perintah.jabatan,
        petunjuk: perintah.petunjuk.join(" "),
        catatan: perintah.catatan,
        batas: perintah.batas.map(Into::into),
        oleh: pelaku.id,
        pada: kini.into(),
    })
    .await?;
    let nama: Vec<String> = perintah.kepada.iter().map(|(p, _)| p.nama.clone()).collect();
    for (pejabat, jabatan) in perintah.kepada {
        let penerima_id = tx.ctx().new_id();
        tx.insert(&Penerima {
            id: penerima_id,
            disposisi_id: id,
            surat_masuk_id: surat.id,
            pejabat_id: pejabat.id,
            pengguna_id: pejabat.pengguna_id,
            nama: pejabat.nama,
            jabatan,
            dibaca_pada: None,
            selesai_pada: None,
            catatan: None,
        })
        .await?;
    }
    surat.keadaan = Keadaan::Didisposisikan.kode();
    masuk::simpan(tx, surat, Tindakan::Disposisi, pelaku, format!("Kepada {}", nama.join(", "))).await?;
    Ok(id)
}

/// The line of somebody who acts on what they were given.
async fn milik(tx: &mut WriteTx, id: Uuid, pelaku: &Pelaku) -> Result<Penerima> {
    let penerima = store::find_penerima(tx, id).await?.ok_or(Error::TidakAda)?;
    if pelaku.id.is_none() || penerima.pengguna_id != pelaku.id {
        return Err(Error::TidakAda);
    }
    Ok(penerima)
}

/// Notes that somebody has read what they were given. A second time changes nothing.
pub async fn baca(tx: &mut WriteTx, id: Uuid, pelaku: &Pelaku) -> Result<Uuid> {
    let mut penerima = milik(tx, id, pelaku).await?;
    if penerima.dibaca_pada.is_none() {
        penerima.dibaca_pada = Some(tx.ctx().now.into());
        tx.update(&penerima).await?;
        let surat = penerima.surat_masuk_id;
        store::insert_riwayat(tx, surat, Tindakan::Pembacaan, pelaku, String::new()).await?;
    }
    Ok(penerima.surat_masuk_id)
}

/// Notes that it is done, and how. When the last one is, the letter is followed up.
pub async fn selesaikan(tx: &mut WriteTx, id: Uuid, catatan: &str, pelaku: &Pelaku) -> Result<Uuid> {
    let mut penerima = milik(tx, id, pelaku).await?;
    if penerima.selesai_pada.is_some() {
        return Err(Error::Terlambat("Disposisi ini sudah Anda tandai selesai.".to_owned()));
    }
    let surat_id = penerima.surat_masuk_id;
    let surat = store::get_masuk(tx, surat_id).await?;
    let mut surat = masuk::pegang(tx, Terlihat { id: surat_id, versi: surat.versi }).await?;
    let kini = tx.ctx().now;
    penerima.dibaca_pada.get_or_insert(kini.into());
    penerima.selesai_pada = Some(kini.into());
    penerima.catatan = Some(catatan.to_owned());
    tx.update(&penerima).await?;
    let semua = store::list_penerima(tx, surat_id).await?;
    if semua.iter().all(|p| p.selesai_pada.is_some()) && surat.keadaan() == Keadaan::Didisposisikan {
        surat.keadaan = Keadaan::Ditindaklanjuti.kode();
    }
    masuk::simpan(tx, surat, Tindakan::Penyelesaian, pelaku, catatan).await?;
    Ok(surat_id)
}
