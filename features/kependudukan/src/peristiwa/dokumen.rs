//! Papers that Dukcapil issues for an event whose people are residents no more: an akta kematian, an SKPWNI. An
//! event of its own that points at the report and changes nobody's row.

use std::collections::{BTreeMap, BTreeSet};

use db::{ReadTx, Result, Where, WriteTx};
use jiff::civil::Date;
use kamus::tanggal_panjang;
use uuid::Uuid;

use super::kejadian::Kejadian;
use crate::entitas::{JenisPeristiwa, Peristiwa, Rincian, TIADA_AKHIR};
use crate::store;

/// The report for which the paper was issued.
const UNTUK: &str = "untuk";

/// Which kind of event has which paper: the field of its number, what a clerk calls it, and the field of the
/// event's own form that asks for the number where it is there already.
const DOKUMEN: [Ragam; 3] = [
    (JenisPeristiwa::Mati, "akta_kematian", "Nomor akta kematian", "no_akta"),
    (JenisPeristiwa::PindahKeluar, "skpwni", "Nomor SKPWNI", "no_surat"),
    (JenisPeristiwa::LahirMati, "surat_lahir_mati", "Nomor surat keterangan lahir mati", ""),
];

/// A paper that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dokumen {
    pub nomor: String,
    /// The day that stands on it.
    pub tanggal: Date,
    pub keterangan: Option<String>,
}

/// Why a paper cannot be written down; the sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum GalatDokumen {
    #[error("Peristiwanya sudah dibatalkan. Muat ulang halamannya.")]
    Dibatalkan,
    #[error("Peristiwa ini tidak berdokumen dari Dukcapil.")]
    TanpaDokumen,
    #[error("Nomor dokumennya sudah tercatat. Batalkan yang lama dulu bila keliru.")]
    Sudah,
    #[error("Isi nomor dokumennya, paling panjang 60 huruf.")]
    Nomor,
    #[error("Dokumen tidak dapat terbit sebelum kejadiannya, {0}.")]
    SebelumKejadian(String),
    #[error("Tanggal terbit belum terjadi. Periksa bulan dan tahunnya.")]
    BelumTerjadi,
    #[error(transparent)]
    Db(#[from] db::Error),
}

type Ragam = (JenisPeristiwa, &'static str, &'static str, &'static str);

fn ragam(jenis: JenisPeristiwa) -> Option<&'static Ragam> {
    DOKUMEN.iter().find(|(satu, ..)| *satu == jenis)
}

/// Whether the report's own form told the number.
fn terisi(rincian: &Rincian, (.., awal): &Ragam) -> bool {
    !awal.is_empty() && !rincian.jawab(awal).is_empty()
}

/// The paper that was written down after the report: what it is called, and its number.
pub(crate) async fn dokumen_kemudian(
    tx: &mut ReadTx,
    p: &Peristiwa,
) -> Result<Option<(&'static str, String)>> {
    let Some((_, bidang, label, _)) = ragam(p.jenis()) else { return Ok(None) };
    Ok(cari(tx, p).await?.map(|rincian| (*label, rincian.jawab(bidang).to_owned())))
}

/// Reports of these days whose paper nobody has written down yet, one for all who were reported together.
pub async fn tanpa_dokumen(tx: &mut ReadTx, masa: (Date, Date)) -> Result<Vec<Peristiwa>> {
    let saring = Where::new().and("dibatalkan_pada = ?", [TIADA_AKHIR.into()]);
    let mut tercatat = BTreeSet::new();
    let mut hasil: Vec<Peristiwa> = Vec::new();
    for p in store::list_peristiwa_masa(tx, masa, saring).await? {
        if p.jenis() == JenisPeristiwa::NomorTerbit {
            tercatat.insert(p.rincian(tx.keys())?.jawab(UNTUK).to_owned());
        } else if let Some(ragam) = ragam(p.jenis())
            && !hasil.iter().any(|lain| lain.rombongan_id == p.rombongan_id)
            && !terisi(&p.rincian(tx.keys())?, ragam)
        {
            hasil.push(p);
        }
    }
    hasil.retain(|p| !tercatat.contains(&p.rombongan_id.to_string()));
    Ok(hasil)
}

async fn cari(tx: &mut ReadTx, p: &Peristiwa) -> Result<Option<Rincian>> {
    let untuk = p.rombongan_id.to_string();
    let mut calon = Vec::new();
    for satu in store::list_rombongan(tx, p.rombongan_id).await? {
        match (satu.penduduk_id, satu.keluarga_id) {
            (Some(id), _) => calon.extend(store::list_peristiwa_orang(tx, id).await?),
            (None, Some(id)) => calon.extend(store::list_nomor_keluarga(tx, id).await?),
            (None, None) => {}
        }
    }
    for satu in calon.into_iter().filter(|c| c.jenis() == JenisPeristiwa::NomorTerbit && c.berlaku()) {
        let rincian = satu.rincian(tx.keys())?;
        if rincian.jawab(UNTUK) == untuk {
            return Ok(Some(rincian));
        }
    }
    Ok(None)
}

/// Writes down the paper of a report; tells the new event.
pub async fn catat_dokumen(
    tx: &mut WriteTx,
    p: &Peristiwa,
    dokumen: &Dokumen,
    hari_ini: Date,
) -> Result<Uuid, GalatDokumen> {
    let Some(ragam @ (_, bidang, ..)) = ragam(p.jenis()) else { return Err(GalatDokumen::TanpaDokumen) };
    if !p.berlaku() {
        return Err(GalatDokumen::Dibatalkan);
    }
    let nomor = dokumen.nomor.trim();
    if nomor.is_empty() || nomor.chars().count() > 60 {
        return Err(GalatDokumen::Nomor);
    }
    if dokumen.tanggal < p.tanggal.0 {
        return Err(GalatDokumen::SebelumKejadian(tanggal_panjang(p.tanggal.0)));
    }
    if dokumen.tanggal > hari_ini {
        return Err(GalatDokumen::BelumTerjadi);
    }
    if terisi(&p.rincian(tx.keys())?, ragam) || cari(tx, p).await?.is_some() {
        return Err(GalatDokumen::Sudah);
    }
    let isian = [((*bidang).to_owned(), nomor.to_owned()), (UNTUK.to_owned(), p.rombongan_id.to_string())];
    let rincian = Rincian {
        isian: BTreeMap::from(isian),
        keterangan: dokumen.keterangan.clone(),
        ..Rincian::default()
    };
    let id = tx.ctx().new_id();
    let mut kejadian = Kejadian::baru(dokumen.tanggal, hari_ini, rincian).dengan_id(id);
    match (p.penduduk_id, p.keluarga_id) {
        (Some(orang), _) => {
            let kini = store::find_penduduk(tx, orang).await?.ok_or(db::Error::NotFound("penduduk"))?;
            kejadian = kejadian.orang(JenisPeristiwa::NomorTerbit, kini.clone(), kini);
        }
        (None, Some(keluarga)) => {
            let kini = store::find_keluarga(tx, keluarga).await?.ok_or(db::Error::NotFound("keluarga"))?;
            kejadian = kejadian.tanpa_orang(JenisPeristiwa::NomorTerbit, kini);
        }
        (None, None) => return Err(GalatDokumen::TanpaDokumen),
    }
    kejadian.simpan(tx).await?;
    Ok(id)
}

/// What an event of numbers says about papers, in a clerk's words.
pub(crate) fn tulis_dokumen(rincian: &Rincian) -> Vec<(&'static str, String)> {
    let isi = DOKUMEN.iter().map(|(_, bidang, label, _)| (*label, rincian.jawab(bidang).to_owned()));
    isi.filter(|(_, isi)| !isi.is_empty()).collect()
}
