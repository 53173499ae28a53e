use db::WriteTx;
use jiff::civil::Date;
use nomor::Nomor;
use uuid::Uuid;

use super::{Meja, alasan};
use crate::atur::{Kantor, get_atur};
use crate::error::{Result, tolak};
use crate::jenis::{Cara, Jenis};
use crate::keadaan::{Keadaan, Tindakan};
use crate::orang::Orang;
use crate::penandatangan::Bentuk;
use crate::store::{self, Isi, Surat};

/// A letter that was written by hand while Balai could not be used.
#[derive(Debug, Clone)]
pub struct SuratManual {
    pub jenis: &'static Jenis,
    /// The running number on the paper.
    pub urut: i64,
    pub tanggal: Date,
    pub orang: Orang,
    pub penandatangan_id: Uuid,
    pub bentuk: Bentuk,
    pub alasan: String,
}

/// Enters a hand-written letter under the number it carries, which nobody else may have.
pub async fn catat_manual(tx: &mut WriteTx, manual: SuratManual, meja: &Meja) -> Result<Uuid> {
    let sebab = alasan(&manual.alasan)?;
    let kantor = Kantor::baca(tx).await?;
    if manual.tanggal > kantor.hari_ini {
        return tolak("Tanggal surat tidak boleh sesudah hari ini.");
    }
    let pejabat = wilayah::get_pejabat(tx, manual.penandatangan_id).await?;
    if !pejabat.menjabat(manual.tanggal) {
        return tolak("Pejabat yang dipilih tidak menjabat pada tanggal surat. Pilih penanda tangan lain.");
    }
    let atur = get_atur(tx, manual.jenis).await?;
    let kode = &manual.jenis.kode;
    let dicatat = nomor_manual(tx, &manual, &atur.klasifikasi).await?;
    let ctx = *tx.ctx();
    let penandatangan = kantor.penandatangan(&pejabat, manual.bentuk);
    let mut surat = Surat {
        id: ctx.new_id(),
        jenis: kode.clone(),
        jenis_id: manual.jenis.versi,
        keadaan: Keadaan::Terbit.kode(),
        versi: 1,
        klasifikasi: atur.klasifikasi,
        cara: Cara::Basah.kode(),
        isian_segel: Surat::segel_isi(tx.keys(), &Isi::default()),
        penandatangan_id: manual.penandatangan_id,
        bentuk: manual.bentuk.kode().to_owned(),
        tanggal: Some(manual.tanggal.into()),
        nomor: Some(dicatat.teks),
        nomor_urut: Some(dicatat.urut),
        nomor_tahun: Some(manual.tanggal.year()),
        ttd_nama: Some(penandatangan.nama.clone()),
        ttd_selaku: Some(penandatangan.selaku()),
        terbit_pada: Some(ctx.now.into()),
        alasan: Some(sebab.clone()),
        manual: true,
        dibuat_oleh: meja.pelaku.id,
        dibuat_pada: ctx.now.into(),
        ..Surat::kosong()
    };
    surat.tentang(tx.keys(), &manual.orang);
    tx.insert(&surat).await?;
    store::insert_peristiwa(tx, surat.id, Tindakan::Pencatatan, &meja.pelaku, (None, Some(sebab))).await?;
    Ok(surat.id)
}

/// The number on the paper, as the numbering allows it, and in no other letter's hands.
async fn nomor_manual(tx: &mut WriteTx, manual: &SuratManual, klasifikasi: &str) -> Result<Nomor> {
    let (tanggal, urut, jenis) = (manual.tanggal, manual.urut, &manual.jenis.kode);
    let satu_hitungan = nomor::get_pengaturan(tx).await?.lingkup == nomor::Lingkup::Semua;
    let dipakai = store::list_urut(tx, tanggal.year(), urut).await?;
    let dipakai = dipakai.iter().find(|(lain, _)| satu_hitungan || lain == jenis);
    let dipakai = dipakai.map(|(_, nomor)| nomor.as_str());
    let hasil = nomor::tertulis(tx, (tanggal, urut), klasifikasi, jenis, dipakai).await?;
    if store::find_nomor(tx, tanggal.year(), &hasil.teks).await?.is_some() {
        return tolak(format!("Nomor {} sudah dipakai surat lain. Periksa nomor di kertasnya.", hasil.teks));
    }
    Ok(hasil)
}
