//! What an office set, as the rules take it.

use db::{ReadTx, Result, WriteTx};
use jiff::SignedDuration;
use kamus::{KodeWilayah, Tingkat, Zona};
use uuid::Uuid;

use crate::jam::{Ambang, ganti_kalender};
use crate::kalender::{JamHari, Kalender, Masa, Pola, Rentang};
use crate::store::{self, AturWaktu, JamKerja};

/// The zone of the transaction's unit.
pub(crate) fn zona(tx: &ReadTx) -> Zona {
    KodeWilayah::baru(tx.ctx().unit.0).map(Zona::dari_provinsi).unwrap_or_default()
}

/// Whether the office itself is the one above the villages: what it does late goes on to the regency.
pub(crate) fn di_kecamatan(tx: &ReadTx) -> bool {
    KodeWilayah::baru(tx.ctx().unit.0).is_ok_and(|kode| kode.tingkat() == Tingkat::Kecamatan)
}

impl JamKerja {
    fn jam(&self) -> JamHari {
        let istirahat = self.istirahat_dari.zip(self.istirahat_sampai);
        JamHari {
            buka: self.buka,
            tutup: self.tutup,
            istirahat: istirahat.map(|(dari, sampai)| Rentang { dari, sampai }),
        }
    }
}

/// The calendar in force. An office that set no hours has the usual ones.
pub async fn kalender(tx: &mut ReadTx) -> Result<Kalender> {
    let mut kalender = Kalender::bawaan(zona(tx));
    let baris = store::list_jam_kerja(tx).await?;
    if !baris.is_empty() {
        let satu = |b: &JamKerja| Some(((Masa::dari_kode(&b.masa)?, b.hari), b.jam()));
        kalender.jam = baris.iter().filter_map(satu).collect();
    }
    let ramadan = store::list_ramadan(tx).await?;
    kalender.ramadan = ramadan.into_iter().map(|r| (r.mulai.0, r.selesai.0)).collect();
    let libur = store::list_libur(tx).await?;
    kalender.libur = libur.into_iter().map(|l| (l.tanggal.0, l.nama)).collect();
    kalender.malam_ramadan = get_atur(tx).await?.malam_ramadan;
    Ok(kalender)
}

/// The office's own settings, or the usual ones.
pub(crate) async fn get_atur(tx: &mut ReadTx) -> Result<AturWaktu> {
    if let Some(ada) = store::find_atur(tx).await? {
        return Ok(ada);
    }
    let biasa = if di_kecamatan(tx) { Ambang::kecamatan() } else { Ambang::default() };
    let menit = |durasi: SignedDuration| i32::try_from(durasi.as_mins()).unwrap_or(i32::MAX);
    Ok(AturWaktu {
        id: Uuid::nil(),
        malam_ramadan: false,
        segera_menit: menit(biasa.segera),
        kecamatan_menit: biasa.kecamatan.map(menit),
        dinas_menit: biasa.dinas.map(menit),
    })
}

pub async fn ambang(tx: &mut ReadTx) -> Result<Ambang> {
    let atur = get_atur(tx).await?;
    let menit = |menit: i32| SignedDuration::from_mins(i64::from(menit));
    Ok(Ambang {
        segera: menit(atur.segera_menit),
        kecamatan: atur.kecamatan_menit.filter(|_| !di_kecamatan(tx)).map(menit),
        dinas: atur.dinas_menit.map(menit),
    })
}

/// Changes the calendar in the caller's act, and brings running clocks along.
pub async fn ubah_kalender<F>(tx: &mut WriteTx, ubah: F) -> Result<()>
where
    F: AsyncFnOnce(&mut WriteTx) -> Result<()>,
{
    let lama = kalender(tx).await?;
    ubah(tx).await?;
    ganti_kalender(tx, &lama).await
}

/// Puts one table of hours in place of what stands there. The first table of an office brings the usual
/// others along, so that setting one does not empty the rest.
pub(crate) async fn ganti_jam(tx: &mut WriteTx, masa: Masa, jam: Vec<(i16, JamHari)>) -> Result<()> {
    let ada = store::list_jam_kerja(tx).await?;
    let mut baru: Vec<(Masa, i16, JamHari)> = jam.into_iter().map(|(hari, jam)| (masa, hari, jam)).collect();
    if ada.is_empty() {
        baru.extend(Pola::LimaHari.jam().into_iter().filter(|(lain, ..)| *lain != masa));
    }
    for lama in ada.iter().filter(|b| b.masa == masa.kode()) {
        tx.delete::<JamKerja>(lama.id).await?;
    }
    tulis(tx, baru).await
}

/// Puts a usual week in place of the hours; the night counter stays.
pub(crate) async fn pakai_pola(tx: &mut WriteTx, pola: Pola) -> Result<()> {
    for lama in store::list_jam_kerja(tx).await? {
        if lama.masa != Masa::Malam.kode() {
            tx.delete::<JamKerja>(lama.id).await?;
        }
    }
    tulis(tx, pola.jam()).await
}

async fn tulis(tx: &mut WriteTx, semua: Vec<(Masa, i16, JamHari)>) -> Result<()> {
    let ctx = *tx.ctx();
    let baris: Vec<JamKerja> = semua
        .into_iter()
        .map(|(masa, hari, jam)| JamKerja {
            id: ctx.new_id(),
            masa: masa.kode().to_owned(),
            hari,
            buka: jam.buka,
            tutup: jam.tutup,
            istirahat_dari: jam.istirahat.map(|r| r.dari),
            istirahat_sampai: jam.istirahat.map(|r| r.sampai),
        })
        .collect();
    tx.insert_all(&baris).await
}

/// Writes the unit's one row of settings.
pub(crate) async fn simpan_atur(tx: &mut WriteTx, atur: AturWaktu) -> Result<()> {
    let atur = AturWaktu { id: Uuid::nil(), ..atur };
    if store::find_atur(tx).await?.is_some() { tx.update(&atur).await } else { tx.insert(&atur).await }
}
