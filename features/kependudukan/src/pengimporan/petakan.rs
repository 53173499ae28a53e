//! Files with headings of their own: kept sealed until the clerk has said what they mean.

use std::sync::Arc;

use db::{Bytes, Context, Db, Once, ReadTx, WriteTx};
use jiff::civil::Date;
use uuid::Uuid;
use vault::UnitKeys;

use super::muatan::{Muatan, Sumber};
use super::{Cara, GalatImpor, Laporan, baca, ganti};
use crate::entitas::{IMPOR, PEMETAAN, PemetaanKolom};
use crate::impor::{Ingatan, NilaiAsing, Pemetaan, Tabel};
use crate::store;

/// Stands in a waiting file's place until its columns are mapped.
pub(super) const MENUNGGU: &[u8] = b"menunggu pemetaan kolom";

/// What became of an upload.
pub enum Terima {
    Laporan(Box<Laporan>),
    /// Readable, but the clerk has to say what its columns mean.
    Petakan(Arc<Vec<u8>>),
}

/// Where the mapping that a page begins with comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asal {
    /// From the headings alone.
    Tebakan,
    /// Somebody of this unit mapped the same headings before.
    Ingatan,
    /// The report at hand was made with it.
    Laporan,
}

/// A waiting file's table, and the mapping to begin with.
pub struct Terbuka {
    pub tabel: Arc<Tabel>,
    pub pemetaan: Pemetaan,
    pub asal: Asal,
}

/// Takes an upload of any layout.
pub async fn terima(db: &Db, ctx: &Context, hari_ini: Date, isi: Vec<u8>) -> Result<Terima, GalatImpor> {
    let isi = Arc::new(isi);
    match baca(db, ctx, hari_ini, (Arc::clone(&isi), Cara::default())).await {
        Err(GalatImpor::Berkas(galat)) if galat.lain_tata() => {
            buka_tabel(Arc::clone(&isi)).await?;
            Ok(Terima::Petakan(isi))
        }
        lain => Ok(Terima::Laporan(Box::new(lain?))),
    }
}

/// Seals a file until its columns are mapped; tells its id.
pub async fn simpan_berkas(db: &Db, ctx: &Context, isi: &[u8]) -> Result<Uuid, GalatImpor> {
    let id = ctx.new_id();
    let keys = db.read(ctx).await?.keys().clone();
    let segel = |isi: &[u8]| Bytes(keys.seal(IMPOR, isi));
    let (isi, berkas) = (segel(MENUNGGU), Some(segel(isi)));
    let tertunda = store::Tertunda { id, oleh: ctx.user(), isi, catatan: None, berkas };
    store::simpan_tertunda(db, ctx, tertunda).await?;
    Ok(id)
}

async fn buka_tabel(isi: Arc<Vec<u8>>) -> Result<Tabel, GalatImpor> {
    let dibuka = tokio::task::spawn_blocking(move || Tabel::buka(&isi)).await;
    Ok(dibuka.map_err(|galat| db::Error::Refused(format!("membaca berkas: {galat}")))??)
}

/// The file itself.
pub(super) async fn buka_berkas(tx: &mut ReadTx, id: Uuid) -> Result<Arc<Vec<u8>>, GalatImpor> {
    let berkas = store::find_berkas(tx, id).await?.ok_or(GalatImpor::SudahTiada)?;
    Ok(Arc::new(tx.keys().open(IMPOR, &berkas.0).map_err(db::Error::from)?))
}

/// What is known of a file in waiting.
pub(super) async fn sumber(tx: &mut ReadTx, id: Uuid) -> Result<Sumber, GalatImpor> {
    let isi = store::find_tertunda(tx, id).await?.ok_or(GalatImpor::SudahTiada)?;
    let terbuka = tx.keys().open(IMPOR, &isi.0).map_err(db::Error::from)?;
    Ok(Muatan::dari_json(&terbuka).map(|muatan| muatan.sumber).unwrap_or_default())
}

/// A waiting file's table, with the mapping of its report, else the one remembered, else a guess.
pub async fn tabel(db: &Db, ctx: &Context, id: Uuid) -> Result<Terbuka, GalatImpor> {
    let mut tx = db.read(ctx).await?;
    let sumber = sumber(&mut tx, id).await?;
    let isi = buka_berkas(&mut tx, id).await?;
    drop(tx);
    let tabel = Arc::new(buka_tabel(isi).await?);
    if let Some(pemetaan) = sumber.pemetaan {
        return Ok(Terbuka { tabel, pemetaan, asal: Asal::Laporan });
    }
    let mut tx = db.read(ctx).await?;
    let (pemetaan, asal) = match ingatan(&mut tx, &tabel).await? {
        Some(ingatan) => (ingatan.untuk(&tabel), Asal::Ingatan),
        None => (tabel.tebak(), Asal::Tebakan),
    };
    Ok(Terbuka { tabel, pemetaan, asal })
}

/// Values that the lists do not know, under a mapping.
pub async fn nilai_asing(tabel: &Arc<Tabel>, pemetaan: &Pemetaan) -> Result<Vec<NilaiAsing>, GalatImpor> {
    let (tabel, pemetaan) = (Arc::clone(tabel), pemetaan.clone());
    let dihitung = tokio::task::spawn_blocking(move || tabel.nilai_asing(&pemetaan)).await;
    Ok(dihitung.map_err(|galat| db::Error::Refused(format!("membaca berkas: {galat}")))?)
}

fn sidik(tabel: &Tabel, keys: &UnitKeys) -> Bytes {
    keys.hash(PEMETAAN, tabel.sidik().as_bytes()).into()
}

async fn ingatan(tx: &mut ReadTx, tabel: &Tabel) -> Result<Option<Ingatan>, GalatImpor> {
    let sidik = sidik(tabel, tx.keys());
    let Some(baris) = store::find_pemetaan(tx, sidik).await? else { return Ok(None) };
    let terbuka = tx.keys().open(PEMETAAN, &baris.isi_segel.0).map_err(db::Error::from)?;
    Ok(serde_json::from_slice(&terbuka).ok())
}

/// Reads a waiting file with this mapping, and puts the report in its place.
pub async fn petakan(
    db: &Db,
    ctx: &Context,
    hari_ini: Date,
    (id, pemetaan): (Uuid, Pemetaan),
) -> Result<(), GalatImpor> {
    let mut tx = db.read(ctx).await?;
    let pelengkap = sumber(&mut tx, id).await?.pelengkap;
    let isi = buka_berkas(&mut tx, id).await?;
    drop(tx);
    let laporan = baca(db, ctx, hari_ini, (isi, Cara { pelengkap, pemetaan: Some(pemetaan) })).await?;
    ganti(db, ctx, id, &laporan).await
}

/// Remembers a mapping for the next file with these headings, within the act at hand.
pub async fn ingat(
    tx: &mut WriteTx,
    kunci: &str,
    tabel: &Tabel,
    pemetaan: &Pemetaan,
) -> Result<(), GalatImpor> {
    if tx.once(kunci, "").await? != Once::First {
        return Ok(());
    }
    let isi = serde_json::to_vec(&Ingatan::dari(tabel, pemetaan)).expect("plain data always becomes JSON");
    let ctx = *tx.ctx();
    let sidik = sidik(tabel, tx.keys());
    let lama = store::find_pemetaan(tx, sidik.clone()).await?;
    let baris = PemetaanKolom {
        id: lama.as_ref().map_or_else(|| ctx.new_id(), |lama| lama.id),
        sidik,
        isi_segel: tx.keys().seal(PEMETAAN, &isi).into(),
        oleh: ctx.user(),
        pada: ctx.now.into(),
    };
    match lama {
        Some(_) => tx.update(&baris).await?,
        None => tx.insert(&baris).await?,
    }
    Ok(())
}
