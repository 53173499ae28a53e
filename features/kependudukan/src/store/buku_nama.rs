//! The names of a village's present residents, kept in memory while nobody among them changes.
//!
//! A search by name walks through all names of the village, for it also finds the middle of a word. In memory that
//! walk takes a tenth of the time. What is kept is one long text with a line for each resident, good for a position
//! of the unit's ledger; a village is taken in when it has been searched a few times without a change, and the one
//! that was not asked for the longest makes room.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use db::{ReadTx, Result, Value, Where};
use kamus::{Daftar as _, StatusDasar};
use memchr::memmem;
use uuid::Uuid;

use super::cari::PolaKata;

/// So many searches at one state of the register are left to the database.
const SEBELUM_DIMUAT: u32 = 2;
/// All villages together, in bytes.
const MUAT: usize = 32 << 20;

/// Lines in the order of the list: by name.
#[derive(Debug)]
pub(super) struct BukuNama {
    teks: String,
    /// Where each line begins, and whose it is.
    baris: Vec<(u32, Uuid)>,
}

struct Isi {
    seq: i64,
    /// Searches at this state.
    dicari: u32,
    buku: Option<Arc<BukuNama>>,
    /// The higher, the later it was asked for.
    giliran: u64,
}

#[derive(Default)]
struct Rak {
    isi: HashMap<[u8; 32], Isi>,
    giliran: u64,
}

static RAK: LazyLock<Mutex<Rak>> = LazyLock::new(Mutex::default);

db::statements! {
    /// Every name, for the book in memory.
    NAMA = "select id, kunci_nama from penduduk where unit = $1 and status_dasar = $2 order by nama, id";
}

/// Whether these conditions mean all present residents and nothing else: whom the book holds.
pub(super) fn memuat(saring: &Where) -> bool {
    let hadir = Where::new().and("status_dasar = ?", [Value::from(StatusDasar::Hidup.kode())]);
    *saring == hadir
}

/// The unit's book, where it is worth having.
pub(super) async fn buka(tx: &mut ReadTx) -> Result<Option<Arc<BukuNama>>> {
    // Another database has other keys, so this tells the same unit of two databases apart.
    let kunci = tx.keys().hash("penduduk.buku_nama", b"");
    let seq = tx.head().await?;
    let dulu = RAK.lock().ok().and_then(|rak| rak.isi.get(&kunci).map(|isi| isi.seq));
    let sama = match dulu {
        Some(dulu) if dulu == seq => true,
        Some(dulu) if dulu < seq => !tx.moved_since(dulu, &["penduduk"]).await?,
        _ => false,
    };
    if let Some(buku) = catat(kunci, seq, sama) {
        return Ok(buku);
    }
    let semua: Vec<(Uuid, String)> = tx.query(NAMA).bind(StatusDasar::Hidup.kode()).all().await?;
    let Some(buku) = BukuNama::susun(semua) else { return Ok(None) };
    let buku = Arc::new(buku);
    simpan(kunci, seq, Arc::clone(&buku));
    Ok(Some(buku))
}

/// Notes the search; tells what there is, or nothing when the book is to be made now.
#[expect(clippy::option_option, reason = "a third answer: make it")]
fn catat(kunci: [u8; 32], seq: i64, sama: bool) -> Option<Option<Arc<BukuNama>>> {
    let Ok(mut rak) = RAK.lock() else { return Some(None) };
    rak.giliran += 1;
    let giliran = rak.giliran;
    let isi = rak.isi.entry(kunci).or_insert(Isi { seq, dicari: 0, buku: None, giliran });
    if !sama {
        *isi = Isi { seq, dicari: 0, buku: None, giliran };
    }
    (isi.seq, isi.giliran) = (seq, giliran);
    isi.dicari = isi.dicari.saturating_add(1);
    if isi.buku.is_some() {
        return Some(isi.buku.clone());
    }
    (isi.dicari <= SEBELUM_DIMUAT).then_some(None)
}

/// Only where the register is still at that position, and within the room for all.
fn simpan(kunci: [u8; 32], seq: i64, buku: Arc<BukuNama>) {
    let Ok(mut rak) = RAK.lock() else { return };
    if let Some(isi) = rak.isi.get_mut(&kunci).filter(|isi| isi.seq == seq) {
        isi.buku = Some(buku);
    }
    while rak.isi.values().filter_map(|isi| isi.buku.as_ref()).map(|buku| buku.besar()).sum::<usize>() > MUAT
    {
        let terlama = rak.isi.iter().filter(|(_, isi)| isi.buku.is_some()).min_by_key(|(_, isi)| isi.giliran);
        let Some(terlama) = terlama.map(|(kunci, _)| *kunci) else { return };
        rak.isi.remove(&terlama);
    }
}

impl BukuNama {
    /// None for more names than a village can have.
    fn susun(semua: Vec<(Uuid, String)>) -> Option<Self> {
        let mut teks = String::new();
        let mut baris = Vec::with_capacity(semua.len());
        for (id, kunci) in semua {
            baris.push((u32::try_from(teks.len()).ok()?, id));
            teks.push_str(&kunci.to_ascii_uppercase().replace('\n', " "));
            teks.push('\n');
        }
        Some(Self { teks, baris })
    }

    fn besar(&self) -> usize {
        self.teks.len() + self.baris.len() * size_of::<(u32, Uuid)>()
    }

    /// Numbers of the lines that hold these letters, each once, in order.
    fn baris_dengan(&self, potong: &str) -> Vec<usize> {
        let potong = potong.to_ascii_uppercase();
        let mut hasil: Vec<usize> = Vec::new();
        for letak in memmem::find_iter(self.teks.as_bytes(), potong.as_bytes()) {
            let baris = self.baris.partition_point(|(awal, _)| *awal as usize <= letak) - 1;
            if hasil.last() != Some(&baris) {
                hasil.push(baris);
            }
        }
        hasil
    }

    /// Those who match every word as spelled or as sounded; at most `batas`.
    pub(super) fn cocok(&self, kata: &[PolaKata], batas: usize) -> Vec<(Uuid, String)> {
        let mut sisa: Option<Vec<usize>> = None;
        for satu in kata {
            let mut kena = self.baris_dengan(&satu.ejaan);
            if let Some(bunyi) = &satu.awal_bunyi {
                kena.extend(self.baris_dengan(bunyi));
                kena.sort_unstable();
                kena.dedup();
            }
            sisa = Some(match sisa {
                None => kena,
                Some(dulu) => dulu.into_iter().filter(|n| kena.binary_search(n).is_ok()).collect(),
            });
        }
        sisa.unwrap_or_default().into_iter().take(batas).map(|n| self.satu(n)).collect()
    }

    /// Those with most of the parts, at most `batas`; those with as many stand by name.
    pub(super) fn mirip(&self, potongan: &[String], batas: usize) -> Vec<(Uuid, String)> {
        let mut banyak: Vec<u8> = vec![0; self.baris.len()];
        for potong in potongan.iter().filter(|potong| !potong.is_empty()) {
            for n in self.baris_dengan(potong) {
                banyak[n] += 1;
            }
        }
        let mut kena: Vec<usize> = (0..banyak.len()).filter(|n| banyak[*n] > 0).collect();
        kena.sort_by_key(|n| std::cmp::Reverse(banyak[*n]));
        kena.into_iter().take(batas).map(|n| self.satu(n)).collect()
    }

    fn satu(&self, n: usize) -> (Uuid, String) {
        let (awal, id) = self.baris[n];
        let akhir = self.baris.get(n + 1).map_or(self.teks.len(), |(akhir, _)| *akhir as usize);
        (id, self.teks[awal as usize..akhir].trim_end_matches('\n').to_owned())
    }
}
