//! What Dukcapil issued, written down in the register by the register's own acts.

use std::collections::BTreeMap;

use db::WriteTx;
use jiff::civil::Date;
use kamus::tanggal_pendek;
use kependudukan::peristiwa::{self, Dokumen, GalatBatal, GalatDokumen, Jawab, Peringatan};
use kependudukan::store as warga;
use uuid::Uuid;

use super::{Terlihat, kata, maju, wakil};
use crate::error::{Error, Result, tolak};
use crate::jenis::{Jenis, Pokok, Terbit};
use crate::keadaan::Tindakan;
use crate::store::{self, Berkas, Pelaku};

/// What was typed.
#[derive(Clone)]
pub struct Terbitan {
    /// Numbers by their code; those that were not issued are absent.
    pub nomor: BTreeMap<String, String>,
    /// The day that stands on the paper.
    pub tanggal: Date,
    pub catatan: String,
    /// Warnings that were ticked.
    pub setuju: Vec<String>,
}

/// Tells nothing of the numbers.
impl std::fmt::Debug for Terbitan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Terbitan").field("tanggal", &self.tanggal).finish_non_exhaustive()
    }
}

/// What came of it.
#[derive(Debug)]
pub enum HasilTerbit {
    Tercatat,
    /// Field and sentence of what cannot be, and what is unlikely.
    Periksa {
        galat: Vec<(String, String)>,
        peringatan: Vec<Peringatan>,
    },
}

/// The register's answer: the event, or what stands against it.
enum Dicatat {
    Ya(Option<Uuid>),
    Periksa(Vec<(String, String)>, Vec<Peringatan>),
}

/// Writes the numbers into the register and ends the case. Nothing is written where something stands against it.
pub async fn terbitkan(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    t: &Terbitan,
    pelaku: &Pelaku,
    hari_ini: Date,
) -> Result<HasilTerbit> {
    let mut berkas = maju(tx, terlihat, Tindakan::Penerbitan).await?;
    let Some(jenis) = berkas.jenis() else { return tolak("Jenis berkas ini tidak dikenal lagi.") };
    let galat = kurang(jenis, t, hari_ini);
    if !galat.is_empty() {
        return Ok(HasilTerbit::Periksa { galat, peringatan: Vec::new() });
    }
    let dicatat = match jenis.pokok {
        Pokok::Peristiwa => dokumen(tx, &berkas, jenis, t, hari_ini).await?,
        Pokok::Orang | Pokok::Keluarga => nomor(tx, &berkas, t, hari_ini).await?,
    };
    berkas.terbit_id = match dicatat {
        Dicatat::Ya(id) => id,
        Dicatat::Periksa(galat, peringatan) => return Ok(HasilTerbit::Periksa { galat, peringatan }),
    };
    let mut semua: Vec<&str> =
        jenis.terbit.iter().filter(|b| t.nomor.contains_key(&b.kode)).map(Terbit::dokumen).collect();
    if semua.is_empty() {
        semua.push("KK dengan nomor tetap");
    }
    berkas.dokumen = semua.join(", ");
    berkas.terbit_tanggal = Some(t.tanggal.into());
    berkas.catatan = String::new();
    berkas.berakhir_pada = Some(tx.ctx().now.into());
    tx.update(&berkas).await?;
    let catatan = match t.catatan.trim() {
        "" => berkas.dokumen.clone(),
        catatan => format!("{}. {catatan}", berkas.dokumen),
    };
    store::insert_langkah(tx, &berkas, Tindakan::Penerbitan, pelaku, (t.tanggal, &catatan)).await?;
    Ok(HasilTerbit::Tercatat)
}

fn kurang(jenis: &Jenis, t: &Terbitan, hari_ini: Date) -> Vec<(String, String)> {
    let tiada = jenis.terbit.iter().filter(|b| b.wajib && !t.nomor.contains_key(&b.kode));
    let mut galat: Vec<(String, String)> =
        tiada.map(|b| (b.kode.clone(), format!("Isi {} yang terbit.", b.label()))).collect();
    if t.tanggal > hari_ini {
        let kalimat = "Tanggal terbit belum terjadi. Periksa bulan dan tahunnya.";
        galat.push(("tanggal".to_owned(), kalimat.to_owned()));
    }
    if t.catatan.chars().count() > 200 {
        galat.push(("catatan".to_owned(), "Paling panjang 200 huruf.".to_owned()));
    }
    galat
}

/// NIK, card number and akta of residents: the register's event "nomor terbit".
async fn nomor(tx: &mut WriteTx, berkas: &Berkas, t: &Terbitan, hari_ini: Date) -> Result<Dicatat> {
    if t.nomor.is_empty() {
        return Ok(Dicatat::Ya(None));
    }
    let Some(macam) = peristiwa::macam_dari_alamat("nomor-terbit") else {
        return tolak("Buku penduduk tidak mengenal pencatatan nomor terbit.");
    };
    let subjek =
        match berkas.keluarga_id.filter(|_| berkas.jenis().is_some_and(|j| j.pokok == Pokok::Keluarga)) {
            None => berkas.orang_id,
            Some(keluarga) => match wakil(tx, keluarga).await? {
                Some(kepala) => kepala.id,
                None => return tolak("Keluarga itu sudah tidak beranggota. Batalkan berkas ini."),
            },
        };
    let mut jawab = Jawab::default();
    jawab.pasang("tanggal", tanggal_pendek(t.tanggal));
    jawab.pasang("tanggal_lapor", tanggal_pendek(hari_ini));
    jawab.pasang("keterangan", format!("Berkas Dukcapil {}", berkas.nomor()));
    for (kode, isi) in &t.nomor {
        jawab.pasang(kode, isi.as_str());
    }
    let k = peristiwa::Keadaan::muat(tx, macam, Some(subjek), &jawab, hari_ini).await?;
    let (draf, temuan) = peristiwa::periksa(macam, &k, &jawab);
    let peringatan = temuan.semua_peringatan().to_vec();
    match draf {
        Some(draf) if !temuan.belum_disetujui(&t.setuju) => {
            Ok(Dicatat::Ya(draf.simpan(tx).await?.into_iter().next()))
        }
        Some(_) => Ok(Dicatat::Periksa(Vec::new(), peringatan)),
        None => Ok(Dicatat::Periksa(temuan.semua_galat().to_vec(), peringatan)),
    }
}

/// A paper that belongs to an event.
async fn dokumen(
    tx: &mut WriteTx,
    berkas: &Berkas,
    jenis: &Jenis,
    t: &Terbitan,
    hari_ini: Date,
) -> Result<Dicatat> {
    let p = match berkas.peristiwa_id {
        Some(id) => warga::find_peristiwa(tx, id).await?,
        None => None,
    };
    let (Some(p), Some(butir)) = (p, jenis.terbit.first()) else {
        return tolak("Peristiwa berkas ini tidak ditemukan.");
    };
    let nomor = t.nomor.get(&butir.kode).cloned().unwrap_or_default();
    let keterangan = Some(format!("Berkas Dukcapil {}", berkas.nomor()));
    let baru = Dokumen { nomor, tanggal: t.tanggal, keterangan };
    match peristiwa::catat_dokumen(tx, &p, &baru, hari_ini).await {
        Ok(id) => Ok(Dicatat::Ya(Some(id))),
        Err(GalatDokumen::Db(galat)) => Err(galat.into()),
        Err(galat) => {
            let bidang = match galat {
                GalatDokumen::SebelumKejadian(_) | GalatDokumen::BelumTerjadi => "tanggal",
                GalatDokumen::Nomor => butir.kode.as_str(),
                _ => "",
            };
            Ok(Dicatat::Periksa(vec![(bidang.to_owned(), galat.to_string())], Vec::new()))
        }
    }
}

/// Takes back what was written down as issued: the register's event is undone by another one, and the case is with
/// Dukcapil again.
pub async fn betulkan(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    alasan: &str,
    pelaku: &Pelaku,
    hari_ini: Date,
) -> Result<()> {
    let alasan = kata(alasan, "Tulis apa yang keliru.")?;
    let mut berkas = maju(tx, terlihat, Tindakan::Pembetulan).await?;
    let tercatat = match berkas.terbit_id {
        Some(id) => warga::find_peristiwa(tx, id).await?,
        None => None,
    };
    // Somebody may have undone it among the events already.
    if let Some(p) = tercatat.filter(kependudukan::entitas::Peristiwa::berlaku) {
        match peristiwa::batalkan(tx, &p, alasan, hari_ini).await {
            Ok(_) => {}
            Err(GalatBatal::Db(galat)) => return Err(galat.into()),
            Err(galat) => return Err(Error::Ditolak(galat.to_string())),
        }
    }
    berkas.terbit_id = None;
    berkas.terbit_tanggal = None;
    berkas.berakhir_pada = None;
    berkas.dokumen = String::new();
    tx.update(&berkas).await?;
    Ok(store::insert_langkah(tx, &berkas, Tindakan::Pembetulan, pelaku, (hari_ini, alasan)).await?)
}
