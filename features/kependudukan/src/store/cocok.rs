//! Whom a typed name means, the nearest first.
//!
//! First those who match as spelled or as sounded. Where these are few, also those whose name holds enough parts
//! of the sound: one walk over the same index, and the few that come near are compared letter by letter in Rust,
//! so that both engines find the same people.

use std::collections::HashSet;

use db::{ReadTx, Result, Value, Where};
use kamus::CariNama;
use uuid::Uuid;

use super::filter_kata;

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

/// The residents within `saring` whom a typed name may mean.
pub async fn cari_cocok(tx: &mut ReadTx, saring: Where, teks: &str) -> Result<Cocok> {
    let cari = CariNama::baru(teks);
    if cari.kosong() {
        return Ok(Cocok { utuh: true, ..Cocok::default() });
    }
    let batas = i64::try_from(BATAS_COCOK).unwrap_or(i64::MAX) + 1;
    let syarat = filter_kata(saring.clone(), &cari.ejaan());
    let cocok: Vec<(Uuid, String)> = tx.query(COCOK).bind(batas).filter(syarat).all().await?;
    let utuh = cocok.len() <= BATAS_COCOK;
    let tepat = urutkan(&cari, cocok, |jarak| Some(jarak.unwrap_or(u32::MAX)));
    let mirip = if tepat.len() < SEDIKIT { cari_mirip(tx, saring, &cari, &tepat).await? } else { Vec::new() };
    Ok(Cocok { tepat, mirip, utuh })
}

async fn cari_mirip(tx: &mut ReadTx, saring: Where, cari: &CariNama, tepat: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut pola: Vec<String> = cari.potongan(POTONGAN).iter().map(|potong| format!("%{potong}%")).collect();
    pola.resize(POTONGAN, String::new());
    let query =
        pola.into_iter().fold(tx.query(MIRIP).bind(CALON), |query, pola| query.bind(Value::from(pola)));
    let calon: Vec<(Uuid, String)> = query.filter(saring).all().await?;
    let sudah: HashSet<Uuid> = tepat.iter().copied().collect();
    let calon = calon.into_iter().filter(|(id, _)| !sudah.contains(id)).collect();
    let mut mirip = urutkan(cari, calon, |jarak| jarak);
    mirip.truncate(TAMPIL.saturating_sub(tepat.len()));
    Ok(mirip)
}

/// By nearness; equally near ones stay in their order. `pakai` decides what becomes of another name.
fn urutkan(cari: &CariNama, semua: Vec<(Uuid, String)>, pakai: fn(Option<u32>) -> Option<u32>) -> Vec<Uuid> {
    let mut berjarak: Vec<(u32, Uuid)> = semua
        .into_iter()
        .filter_map(|(id, kunci)| {
            let (ejaan, bunyi) = kunci.trim().split_once(" / ").unwrap_or((kunci.as_str(), ""));
            Some((pakai(cari.jarak(ejaan, bunyi))?, id))
        })
        .collect();
    berjarak.sort_by_key(|(jarak, _)| *jarak);
    berjarak.into_iter().map(|(_, id)| id).collect()
}
