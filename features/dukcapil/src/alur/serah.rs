//! Handing many cases over at once.

use db::WriteTx;
use jiff::civil::Date;
use uuid::Uuid;

use super::Terlihat;
use crate::error::{Error, Result, tolak};
use crate::jenis::Jenis;
use crate::keadaan::Tindakan;
use crate::store::{self, Berkas, Pelaku, Serah, SerahIsi};

/// A case on the way, with its sheets.
#[derive(Debug, Clone, Copy)]
pub struct Muatan {
    pub terlihat: Terlihat,
    pub lembar: i32,
}

/// A hand-over as it was filled in.
#[derive(Debug, Clone)]
pub struct Penyerahan {
    pub tanggal: Date,
    pub pembawa: String,
    pub penerima: String,
    pub muatan: Vec<Muatan>,
}

/// How many sheets a case most likely has: one for each form and each requirement.
pub fn lembar_biasa(jenis: &Jenis, berkas: &Berkas) -> i32 {
    i32::try_from(jenis.formulir.len() + berkas.syarat().len()).unwrap_or(i32::MAX)
}

/// Why a case cannot go along.
fn halangan(berkas: &Berkas, m: &Muatan) -> Option<String> {
    let nama = format!("{} ({})", berkas.orang_nama, berkas.nomor());
    let kurang = berkas.jenis().map(|jenis| jenis.kurang(&berkas.syarat())).unwrap_or_default();
    if Tindakan::Penyerahan.dari(berkas.keadaan()).is_none() {
        return Some(format!("{nama}: {}.", berkas.keadaan().label().to_lowercase()));
    }
    if let Some(pertama) = kurang.first() {
        return Some(format!("{nama}: belum ada {}.", pertama.nama));
    }
    (!(1..=200).contains(&m.lembar)).then(|| format!("{nama}: jumlah lembar antara 1 dan 200."))
}

fn periksa(p: &Penyerahan, hari_ini: Date) -> Result<()> {
    if p.muatan.is_empty() {
        return tolak("Centang paling sedikit satu berkas.");
    }
    if p.pembawa.trim().chars().count() < 3 {
        return tolak("Tulis siapa yang membawa berkasnya.");
    }
    if p.pembawa.chars().count() > 100 || p.penerima.chars().count() > 100 {
        return tolak("Nama paling panjang 100 huruf.");
    }
    if p.tanggal > hari_ini {
        return tolak("Tanggal penyerahan belum terjadi.");
    }
    Ok(())
}

/// The cases with their sheets, where each may go.
async fn kumpulkan(tx: &mut WriteTx, muatan: &[Muatan]) -> Result<Vec<(Berkas, i32)>> {
    let mut semua = Vec::with_capacity(muatan.len());
    let mut halang = Vec::new();
    for m in muatan {
        let berkas = store::get_berkas(tx, m.terlihat.id).await?;
        if berkas.versi != m.terlihat.versi {
            let kalimat = format!("Berkas {} sudah diubah orang lain. Muat ulang daftarnya.", berkas.nomor());
            return Err(Error::Terlambat(kalimat));
        }
        halang.extend(halangan(&berkas, m));
        semua.push((berkas, m.lembar));
    }
    if !halang.is_empty() {
        return tolak(format!("Belum dapat diserahkan. {}", halang.join(" ")));
    }
    Ok(semua)
}

/// Hands all of them over or none; the list gets this id.
pub async fn serahkan(
    tx: &mut WriteTx,
    id: Uuid,
    p: &Penyerahan,
    pelaku: &Pelaku,
    hari_ini: Date,
) -> Result<()> {
    periksa(p, hari_ini)?;
    let semua = kumpulkan(tx, &p.muatan).await?;
    let ctx = *tx.ctx();
    let tahun = p.tanggal.year();
    let serah = Serah {
        id,
        tahun,
        urut: store::last_urut_serah(tx, tahun).await? + 1,
        tanggal: p.tanggal.into(),
        pembawa: p.pembawa.trim().to_owned(),
        penerima: p.penerima.trim().to_owned(),
        oleh: pelaku.id,
        oleh_nama: pelaku.nama.clone(),
        pada: ctx.now.into(),
    };
    tx.insert(&serah).await?;
    for (urutan, (mut berkas, lembar)) in (1..).zip(semua) {
        let id = ctx.new_id();
        tx.insert(&SerahIsi { id, serah_id: serah.id, berkas_id: berkas.id, urutan, lembar }).await?;
        berkas.keadaan = crate::Keadaan::Dikirim.kode();
        berkas.versi += 1;
        berkas.serah_id = Some(serah.id);
        tx.update(&berkas).await?;
        let catatan = format!("Daftar serah {}, dibawa {}", serah.nomor(), serah.pembawa);
        store::insert_langkah(tx, &berkas, Tindakan::Penyerahan, pelaku, (p.tanggal, &catatan)).await?;
    }
    Ok(())
}
