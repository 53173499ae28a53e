//! What was true of a resident on any day, and what was believed about it at any time.
//!
//! The row in `penduduk` is the present version; earlier ones stand in `riwayat_penduduk`. Nothing is
//! overwritten: a version that turns out wrong is kept as what was believed until then.

mod garis;

use db::{Day, Result, WriteTx};
use jiff::civil::Date;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::entitas::{Masa, Penduduk, RiwayatPenduduk, SELAMANYA, TIADA_AKHIR, kunci_cari};
use crate::store;
use garis::{Ruas, tindih};

/// Fields that tell of the version itself, not of the person.
const BUKAN_ISI: [&str; 3] = ["id", "berlaku_sejak", "dicatat_pada"];

/// A resident's row as a map of columns.
pub(crate) fn peta(p: &Penduduk) -> Map<String, Value> {
    let mut peta = match serde_json::to_value(p) {
        Ok(Value::Object(peta)) => peta,
        _ => Map::new(),
    };
    peta.retain(|kolom, _| !BUKAN_ISI.contains(&kolom.as_str()));
    peta
}

/// The row with these columns set anew.
///
/// # Errors
/// When a value does not fit its column.
pub(crate) fn pasang(p: &Penduduk, ubahan: &Map<String, Value>) -> Result<Penduduk> {
    let gagal = |source| db::Error::Payload { entity: "penduduk", source };
    let mut utuh = serde_json::to_value(p).map_err(gagal)?;
    if let Value::Object(peta) = &mut utuh {
        peta.extend(ubahan.clone());
    }
    serde_json::from_value(utuh).map_err(gagal)
}

/// The columns in which two versions differ, with the newer value.
pub(crate) fn beda(lama: &Penduduk, baru: &Penduduk) -> Map<String, Value> {
    let dulu = peta(lama);
    peta(baru).into_iter().filter(|(kolom, nilai)| dulu.get(kolom) != Some(nilai)).collect()
}

/// Lets `ubahan` be true of a resident from `sejak` on: later versions take it over up to the day on which
/// they say something of their own about that column. Tells the present version. A day before the first
/// version means its first day.
pub(crate) async fn ubah(
    tx: &mut WriteTx,
    id: Uuid,
    ubahan: &Map<String, Value>,
    sejak: Date,
    peristiwa_id: Option<Uuid>,
) -> Result<Penduduk> {
    let kini = store::find_penduduk(tx, id).await?.ok_or(db::Error::NotFound("penduduk"))?;
    if ubahan.is_empty() {
        return Ok(kini);
    }
    let ubahan = &dengan_kunci(ubahan);
    let lalu = store::list_riwayat_berlaku(tx, id).await?;
    let mut lama = Vec::with_capacity(lalu.len() + 1);
    for r in &lalu {
        lama.push(Ruas { sejak: r.sejak.0, sampai: r.sampai.0, isi: peta(&r.isi(tx.keys())?) });
    }
    lama.push(Ruas { sejak: kini.berlaku_sejak.0, sampai: SELAMANYA, isi: peta(&kini) });
    let baru = tindih(&lama, ubahan, sejak);
    simpan(tx, &kini, (&lalu, &lama), &baru, peristiwa_id).await
}

/// A changed name takes along what it is searched by, whoever changed it.
fn dengan_kunci(ubahan: &Map<String, Value>) -> Map<String, Value> {
    let mut lengkap = ubahan.clone();
    for (kolom, kunci) in [("nama", "kunci_nama"), ("nama_ibu", "kunci_ibu")] {
        if let Some(nama) = ubahan.get(kolom) {
            lengkap.insert(kunci.to_owned(), nama.as_str().map(kunci_cari).into());
        }
    }
    lengkap
}

/// Withdraws the versions that are believed no more and writes those that are new.
async fn simpan(
    tx: &mut WriteTx,
    kini: &Penduduk,
    (lalu, lama): (&[RiwayatPenduduk], &[Ruas]),
    baru: &[Ruas],
    peristiwa_id: Option<Uuid>,
) -> Result<Penduduk> {
    let (ctx, keys) = (*tx.ctx(), tx.keys().clone());
    let sekarang = ctx.now.into();
    for (r, ruas) in lalu.iter().zip(lama) {
        if !baru.contains(ruas) {
            tx.update(&RiwayatPenduduk { dicabut_pada: sekarang, ..r.clone() }).await?;
        }
    }
    let (Some(akhir), Some(akhir_lama)) = (baru.last(), lama.last()) else { return Ok(kini.clone()) };
    let mut tambahan = Vec::new();
    for ruas in &baru[..baru.len() - 1] {
        if !lama[..lama.len() - 1].contains(ruas) {
            let masa = Masa {
                sejak: ruas.sejak,
                sampai: ruas.sampai,
                dicatat_pada: sekarang,
                dicabut_pada: TIADA_AKHIR,
            };
            let isi = pasang(kini, &ruas.isi)?;
            tambahan.push(RiwayatPenduduk::baru(ctx.new_id(), &isi, masa, peristiwa_id, &keys));
        }
    }
    let mut jadi = kini.clone();
    if akhir != akhir_lama {
        // What was believed until now to go on for ever.
        let masa = Masa {
            sejak: kini.berlaku_sejak.0,
            sampai: SELAMANYA,
            dicatat_pada: kini.dicatat_pada,
            dicabut_pada: sekarang,
        };
        tambahan.push(RiwayatPenduduk::baru(ctx.new_id(), kini, masa, peristiwa_id, &keys));
        jadi = pasang(kini, &akhir.isi)?;
        jadi.berlaku_sejak = Day(akhir.sejak);
        jadi.dicatat_pada = sekarang;
        tx.update(&jadi).await?;
    }
    tx.insert_all(&tambahan).await?;
    Ok(jadi)
}
