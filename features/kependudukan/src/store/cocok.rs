//! Whom a typed name means, the nearest first.
//!
//! First those who match as spelled or as sounded. Where these are few, also those whose name holds enough parts
//! of the sound: one walk over the same index, and the few that come near are compared letter by letter in Rust,
//! so that both engines find the same people.

use std::collections::HashSet;

use db::{ReadTx, Result, Value, Where};
use kamus::{CariNama, Daftar as _, StatusDasar};
use uuid::Uuid;

use super::cari::pola_kata;
use super::{buku_nama, filter_kata};
use crate::entitas::ejaan_dan_bunyi;

db::statements! {
    COCOK = "select id, kunci_nama from penduduk where unit = $1 /*where*/ order by nama, id limit $2";
    /// Those with most of the parts; a part that is not asked for is an empty pattern, which no name matches.
    MIRIP = "select id, kunci_nama from (
            select id, kunci_nama, nama,
                case when kunci_nama like $3 then 1 else 0 end + case when kunci_nama like $4 then 1 else 0 end
                + case when kunci_nama like $5 then 1 else 0 end + case when kunci_nama like $6 then 1 else 0 end
                + case when kunci_nama like $7 then 1 else 0 end + case when kunci_nama like $8 then 1 else 0 end
                    as banyak
            from penduduk where unit = $1 /*where*/
        ) as bagian where banyak > 0 order by banyak desc, nama, id limit $2";
    /// Residents whose name begins to sound like this: a walk along the index, however many live there.
    SEBUNYI = "select id, kunci_nama from penduduk where unit = $1 and status_dasar = $2
        and kunci_nama >= $3 and kunci_nama < $4 order by kunci_nama, id limit $5";
}

/// So many matches are put in order of nearness; a search that finds more is too short to have an order.
pub const BATAS_COCOK: usize = 1000;
/// With fewer matches than this, near names are looked for too.
const SEDIKIT: usize = 10;
/// Near names that are compared, and that are shown.
const CALON: i64 = 400;
const TAMPIL: usize = 25;
/// Parts of the sound that one walk looks for.
const POTONGAN: usize = 6;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cocok {
    /// Match as spelled or as sounded, the nearest first.
    pub tepat: Vec<Uuid>,
    /// Only resemble it.
    pub mirip: Vec<Uuid>,
    /// Whether `tepat` holds all of them.
    pub utuh: bool,
}

impl Cocok {
    pub fn semua(&self) -> Vec<Uuid> {
        self.tepat.iter().chain(&self.mirip).copied().collect()
    }
}

/// How far a resident's name is from what was typed.
pub(crate) type Berjarak = (u32, Uuid);

/// The residents within `saring` whom a typed name may mean.
pub async fn cari_cocok(tx: &mut ReadTx, saring: Where, teks: &str) -> Result<Cocok> {
    let cari = CariNama::baru(teks);
    if cari.kosong() {
        return Ok(Cocok { utuh: true, ..Cocok::default() });
    }
    let (tepat, mirip, utuh) = cari_berjarak(tx, saring, &cari).await?;
    let ids = |semua: Vec<Berjarak>| semua.into_iter().map(|(_, id)| id).collect();
    Ok(Cocok { tepat: ids(tepat), mirip: ids(mirip), utuh })
}

/// Those who match, those who only resemble it, each with its distance, and whether the former are all.
pub(crate) async fn cari_berjarak(
    tx: &mut ReadTx,
    saring: Where,
    cari: &CariNama,
) -> Result<(Vec<Berjarak>, Vec<Berjarak>, bool)> {
    let buku = if buku_nama::memuat(&saring) { buku_nama::buka(tx).await? } else { None };
    let cocok = match &buku {
        Some(buku) => buku.cocok(&pola_kata(&cari.ejaan()), BATAS_COCOK + 1),
        None => cocok_tersimpan(tx, saring.clone(), cari).await?,
    };
    let utuh = cocok.len() <= BATAS_COCOK;
    let tepat = urutkan(cari, cocok, |jarak| Some(jarak.unwrap_or(u32::MAX)));
    if tepat.len() >= SEDIKIT {
        return Ok((tepat, Vec::new(), utuh));
    }
    let calon = match &buku {
        Some(buku) => buku.mirip(&cari.potongan(POTONGAN), usize::try_from(CALON).unwrap_or(usize::MAX)),
        None => calon_tersimpan(tx, saring, cari).await?,
    };
    let mirip = pilih_mirip(cari, calon, &tepat);
    Ok((tepat, mirip, utuh))
}

async fn cocok_tersimpan(tx: &mut ReadTx, saring: Where, cari: &CariNama) -> Result<Vec<(Uuid, String)>> {
    let batas = i64::try_from(BATAS_COCOK).unwrap_or(i64::MAX) + 1;
    tx.query(COCOK).bind(batas).filter(filter_kata(saring, &cari.ejaan())).all().await
}

async fn calon_tersimpan(tx: &mut ReadTx, saring: Where, cari: &CariNama) -> Result<Vec<(Uuid, String)>> {
    let mut pola: Vec<String> = cari.potongan(POTONGAN).iter().map(|potong| format!("%{potong}%")).collect();
    pola.resize(POTONGAN, String::new());
    let query =
        pola.into_iter().fold(tx.query(MIRIP).bind(CALON), |query, pola| query.bind(Value::from(pola)));
    query.filter(saring).all().await
}

fn pilih_mirip(cari: &CariNama, calon: Vec<(Uuid, String)>, tepat: &[Berjarak]) -> Vec<Berjarak> {
    let sudah: HashSet<Uuid> = tepat.iter().map(|(_, id)| *id).collect();
    let calon = calon.into_iter().filter(|(id, _)| !sudah.contains(id)).collect();
    let mut mirip = urutkan(cari, calon, |jarak| jarak);
    mirip.truncate(TAMPIL.saturating_sub(tepat.len()));
    mirip
}

/// By nearness; equally near ones stay in their order. `pakai` decides what becomes of another name.
fn urutkan(
    cari: &CariNama,
    semua: Vec<(Uuid, String)>,
    pakai: fn(Option<u32>) -> Option<u32>,
) -> Vec<Berjarak> {
    let mut berjarak: Vec<(u32, Uuid)> = semua
        .into_iter()
        .filter_map(|(id, kunci)| {
            let (ejaan, bunyi) = ejaan_dan_bunyi(&kunci);
            Some((pakai(cari.jarak(ejaan, bunyi))?, id))
        })
        .collect();
    berjarak.sort_by_key(|(jarak, _)| *jarak);
    berjarak
}

/// As many as one village adds to a search of many: who sounds alike, and who only begins like it.
const SEBUNYI_SEDESA: i64 = 50;
const SEAWAL_SEDESA: i64 = 200;
/// Letters of the sound by which a name begins alike.
const AWAL: usize = 3;

/// Present residents whose whole name, from its first word on, begins to sound like what was typed.
pub(crate) async fn cari_sebunyi(tx: &mut ReadTx, cari: &CariNama) -> Result<Vec<Berjarak>> {
    let calon = sebunyi(tx, &kamus::kunci_nama(&cari.ejaan()), SEBUNYI_SEDESA).await?;
    Ok(urutkan(cari, calon, |jarak| Some(jarak.unwrap_or(u32::MAX))))
}

/// Those whose name only begins with the same few letters of the sound, as far as it comes near.
pub(crate) async fn cari_seawal(tx: &mut ReadTx, cari: &CariNama) -> Result<Vec<Berjarak>> {
    let bunyi: String = kamus::kunci_nama(&cari.ejaan()).chars().take(AWAL).collect();
    let calon = sebunyi(tx, bunyi.trim_end(), SEAWAL_SEDESA).await?;
    Ok(urutkan(cari, calon, |jarak| jarak))
}

async fn sebunyi(tx: &mut ReadTx, bunyi: &str, batas: i64) -> Result<Vec<(Uuid, String)>> {
    let awal = format!(" {bunyi}");
    // Behind everything that begins with it.
    let akhir = format!("{awal}\u{10ffff}");
    let hidup = StatusDasar::Hidup.kode();
    tx.query(SEBUNYI).bind(hidup).bind(awal.as_str()).bind(akhir.as_str()).bind(batas).all().await
}

#[cfg(test)]
mod tests {
    use db::{Context, Statement, Unit, testing};

    use super::*;

    #[tokio::test]
    async fn a_search_by_sound_reads_only_what_sounds_alike() {
        let db = testing::sqlite().await;
        let ctx = Context::system("uji", Unit(3_402_132_003), testing::story_time());
        db.register_unit(ctx.unit, ctx.now).await.unwrap();
        let sql: &str = Box::leak(format!("explain query plan {}", SEBUNYI.sql).into_boxed_str());
        let mut tx = db.read(&ctx).await.unwrap();
        let query = tx.query(Statement { sql, ..SEBUNYI }).bind(1_i16).bind(" A").bind(" B").bind(50_i64);
        let rencana: Vec<(i64, i64, i64, String)> = query.all().await.unwrap();
        let langkah: Vec<&str> = rencana.iter().map(|(_, _, _, langkah)| langkah.as_str()).collect();
        assert_eq!(
            langkah,
            ["SEARCH penduduk USING COVERING INDEX penduduk_bunyi \
              (unit=? AND status_dasar=? AND kunci_nama>? AND kunci_nama<?)"],
            "no sort, no table"
        );
    }
}
