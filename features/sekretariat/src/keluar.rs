//! What goes out: the office's own letters, those written outside of Balai, and their delivery.

use db::{ReadTx, WriteTx};
use jiff::civil::Date;
use surat::Katalog;
use uuid::Uuid;

use crate::error::{Error, Result, tolak};
use crate::store::{self, Ekspedisi, Pelaku, SuratDinas};

/// Whose letter it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asal {
    /// Of room `surat`: one of the office's own kinds.
    Surat(Uuid),
    /// Written outside of Balai.
    Dinas(Uuid),
}

/// A letter that went out, in the columns of Buku Agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keluar {
    pub asal: Asal,
    pub urut: i64,
    pub nomor: String,
    pub tanggal: Date,
    pub kepada: String,
    pub isi: String,
    pub klasifikasi: String,
    pub keterangan: String,
    pub batal: bool,
    /// Signed, so that it may be sent.
    pub siap: bool,
}

/// All that carries a number and a date in these days, both included, in the order of the book. A further
/// source (the old letter log) is one more list put in before the sorting.
pub async fn list(tx: &mut ReadTx, masa: (Date, Date)) -> db::Result<Vec<Keluar>> {
    let katalog = Katalog::baca(tx).await?;
    let mut semua: Vec<Keluar> =
        surat::store::list_keluar(tx, masa).await?.into_iter().map(|row| dari_surat(&katalog, row)).collect();
    semua.extend(store::list_dinas_masa(tx, masa).await?.into_iter().map(dari_dinas));
    semua.sort_by(|a, b| (a.tanggal, a.urut, &a.nomor).cmp(&(b.tanggal, b.urut, &b.nomor)));
    Ok(semua)
}

fn dari_surat(katalog: &Katalog, row: surat::store::BarisAgenda) -> Keluar {
    let keadaan = surat::keadaan::Keadaan::dari_kode(row.keadaan);
    let batal = keadaan == Some(surat::keadaan::Keadaan::Batal);
    let kata = match keadaan {
        Some(surat::keadaan::Keadaan::Terbit) | None => None,
        Some(lain) => Some(lain.singkat()),
    };
    let manual = row.manual.then_some("Ditulis di luar Balai");
    let keterangan: Vec<&str> = kata.into_iter().chain(manual).collect();
    Keluar {
        asal: Asal::Surat(row.id),
        urut: row.nomor_urut.unwrap_or(0),
        nomor: row.nomor,
        tanggal: row.tanggal.map(|hari| hari.0).unwrap_or_default(),
        kepada: row.subjek_nama,
        isi: katalog.nama(&row.jenis).to_owned(),
        klasifikasi: row.klasifikasi,
        keterangan: keterangan.join(", "),
        batal,
        siap: keadaan == Some(surat::keadaan::Keadaan::Terbit),
    }
}

pub(crate) fn dari_dinas(row: SuratDinas) -> Keluar {
    let mut keterangan = Vec::new();
    if row.dibatalkan.is_some() {
        keterangan.push("BATAL".to_owned());
    }
    if row.pemusnahan_id.is_some() {
        keterangan.push("Arsip dimusnahkan".to_owned());
    }
    keterangan.extend(row.keterangan);
    Keluar {
        asal: Asal::Dinas(row.id),
        urut: row.urut,
        nomor: row.nomor,
        tanggal: row.tanggal.0,
        kepada: row.kepada,
        isi: row.perihal,
        klasifikasi: row.klasifikasi,
        keterangan: keterangan.join(", "),
        batal: row.dibatalkan.is_some(),
        siap: row.dibatalkan.is_none(),
    }
}

/// A letter that went out, by where it lies.
pub async fn find(tx: &mut ReadTx, asal: Asal) -> Result<Option<Keluar>> {
    match asal {
        Asal::Dinas(id) => Ok(Some(dari_dinas(store::get_dinas(tx, id).await?))),
        Asal::Surat(id) => {
            let katalog = Katalog::baca(tx).await?;
            let row = surat::store::find_keluar(tx, id).await?;
            Ok(row.map(|row| dari_surat(&katalog, row)))
        }
    }
}

/// A letter that was written outside of Balai.
#[derive(Debug, Clone)]
pub struct Tulisan {
    pub tanggal: Date,
    pub klasifikasi: String,
    pub kepada: String,
    pub perihal: String,
    pub keterangan: Option<String>,
    /// The running number on the paper; none takes the next.
    pub urut: Option<i64>,
}

/// Enters such a letter under its number, which nobody else may have.
pub async fn catat_dinas(tx: &mut WriteTx, tulisan: Tulisan, pelaku: &Pelaku) -> Result<SuratDinas> {
    let tahun = tulisan.tanggal.year();
    let semua_satu = nomor::get_pengaturan(tx).await?.lingkup == nomor::Lingkup::Semua;
    let mut dipakai = None;
    if let (Some(urut), true) = (tulisan.urut, semua_satu) {
        let lain = surat::store::list_urut(tx, tahun, urut).await?;
        dipakai = lain.into_iter().next().map(|(_, nomor)| nomor);
    }
    let klasifikasi = tulisan.klasifikasi;
    let nomor =
        nomor::ambil_dinas(tx, tulisan.tanggal, &klasifikasi, tulisan.urut, dipakai.as_deref()).await?;
    let kembar = surat::store::find_nomor(tx, tahun, &nomor.teks).await?.is_some()
        || store::find_nomor_dinas(tx, tahun, &nomor.teks).await?.is_some();
    if kembar {
        return tolak(format!("Nomor {} sudah dipakai surat lain. Periksa nomor di kertasnya.", nomor.teks));
    }
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    let row = SuratDinas {
        id,
        tahun,
        urut: nomor.urut,
        nomor: nomor.teks,
        tanggal: tulisan.tanggal.into(),
        kepada: tulisan.kepada,
        perihal: tulisan.perihal,
        klasifikasi,
        keterangan: tulisan.keterangan,
        dibatalkan: None,
        pemusnahan_id: None,
        oleh: pelaku.id,
        oleh_nama: pelaku.nama.clone(),
        pada: kini.into(),
    };
    tx.insert(&row).await?;
    Ok(row)
}

/// Takes such an entry out of the agenda. Its number stays.
pub async fn batalkan_dinas(tx: &mut WriteTx, id: Uuid, alasan: &str) -> Result<()> {
    let mut row = store::get_dinas(tx, id).await?;
    if row.dibatalkan.is_some() {
        return Err(Error::Terlambat("Surat ini sudah dibatalkan dari agenda.".to_owned()));
    }
    row.dibatalkan = Some(alasan.to_owned());
    Ok(tx.update(&row).await?)
}

/// Sends a letter on its way: a line of Buku Ekspedisi.
pub async fn kirim(
    tx: &mut WriteTx,
    asal: Asal,
    (dikirim, kepada): (Date, String),
    keterangan: Option<String>,
    pelaku: &Pelaku,
) -> Result<Ekspedisi> {
    let Some(surat) = find(tx, asal).await? else { return Err(Error::TidakAda) };
    if !surat.siap {
        return tolak("Surat ini belum terbit atau sudah tidak berlaku, jadi tidak dikirim.");
    }
    if dikirim < surat.tanggal {
        return tolak(format!(
            "Surat ini bertanggal {}, jadi tidak mungkin dikirim {}.",
            kamus::tanggal_panjang(surat.tanggal),
            kamus::tanggal_panjang(dikirim)
        ));
    }
    let tahun = dikirim.year();
    let urut = store::last_ekspedisi(tx, tahun).await? + 1;
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    let (surat_id, surat_dinas_id) = match asal {
        Asal::Surat(id) => (Some(id), None),
        Asal::Dinas(id) => (None, Some(id)),
    };
    let row = Ekspedisi {
        id,
        tahun,
        urut,
        dikirim: dikirim.into(),
        surat_id,
        surat_dinas_id,
        nomor: surat.nomor,
        tanggal: surat.tanggal.into(),
        perihal: surat.isi,
        kepada,
        keterangan,
        penerima: None,
        diterima: None,
        dibatalkan: None,
        oleh: pelaku.id,
        oleh_nama: pelaku.nama.clone(),
        pada: kini.into(),
    };
    tx.insert(&row).await?;
    Ok(row)
}

/// Notes who took it, and when.
pub async fn terima(tx: &mut WriteTx, id: Uuid, penerima: &str, diterima: Date) -> Result<()> {
    let mut row = store::get_ekspedisi(tx, id).await?;
    if row.dibatalkan.is_some() {
        return tolak("Pengiriman ini sudah dibatalkan.");
    }
    if row.penerima.is_some() {
        return Err(Error::Terlambat("Penerimanya sudah dicatat.".to_owned()));
    }
    if diterima < row.dikirim.0 {
        return tolak(format!(
            "Surat dikirim {}, jadi tidak mungkin diterima sebelumnya.",
            kamus::tanggal_panjang(row.dikirim.0)
        ));
    }
    row.penerima = Some(penerima.to_owned());
    row.diterima = Some(diterima.into());
    Ok(tx.update(&row).await?)
}

/// Takes a delivery out of the book. Its number stays.
pub async fn batalkan_kirim(tx: &mut WriteTx, id: Uuid, alasan: &str) -> Result<()> {
    let mut row = store::get_ekspedisi(tx, id).await?;
    if row.dibatalkan.is_some() {
        return Err(Error::Terlambat("Pengiriman ini sudah dibatalkan.".to_owned()));
    }
    row.dibatalkan = Some(alasan.to_owned());
    Ok(tx.update(&row).await?)
}
