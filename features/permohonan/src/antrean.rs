//! Queue numbers of the kiosk at the hall. A number says what for, never for whom: who it is shows at the counter.

use db::{ReadTx, Result, WriteTx};
use uuid::Uuid;

use crate::store::Pelaku;
use crate::store::antrean::hari;
pub use crate::store::antrean::{Antrean, AturAnjungan, find_atur, list_hari_ini};

pub const MENUNGGU: i16 = 1;
pub const DIPANGGIL: i16 = 2;
pub const DILAYANI: i16 = 3;
pub const TIDAK_DATANG: i16 = 4;

/// Numbers that a day holds at most: a finger left on the screen fills no book.
const TERBANYAK: usize = 500;

/// Opens the kiosk under a new address, or closes it.
pub async fn atur(tx: &mut WriteTx, dibuka: bool) -> Result<()> {
    let baru = AturAnjungan { id: Uuid::nil(), kunci: vault::token::<20>(), dibuka };
    match find_atur(tx).await? {
        Some(_) => tx.update(&baru).await,
        None => tx.insert(&baru).await,
    }
}

/// Draws the next number of the day; `None` when the day is full.
pub async fn ambil_nomor(tx: &mut WriteTx, jenis: &str) -> Result<Option<Antrean>> {
    let semua = list_hari_ini(tx).await?;
    if semua.len() >= TERBANYAK {
        return Ok(None);
    }
    let ctx = *tx.ctx();
    let baru = Antrean {
        id: ctx.new_id(),
        tanggal: hari(tx).into(),
        nomor: semua.last().map_or(0, |akhir| akhir.nomor) + 1,
        jenis: jenis.to_owned(),
        keadaan: MENUNGGU,
        petugas_id: None,
        petugas_nama: String::new(),
        permohonan_id: None,
        diambil_pada: ctx.now.into(),
        dipanggil_pada: None,
    };
    tx.insert(&baru).await?;
    Ok(Some(baru))
}

/// Calls the next who waits; whoever this officer served before is served.
pub async fn panggil(tx: &mut WriteTx, pelaku: &Pelaku) -> Result<Option<Antrean>> {
    let semua = list_hari_ini(tx).await?;
    for lama in semua.iter().filter(|a| a.keadaan == DIPANGGIL && a.petugas_id == pelaku.id) {
        tx.update(&Antrean { keadaan: DILAYANI, ..lama.clone() }).await?;
    }
    let Some(berikut) = semua.into_iter().find(|a| a.keadaan == MENUNGGU) else { return Ok(None) };
    let kini = tx.ctx().now;
    let dipanggil = Antrean {
        keadaan: DIPANGGIL,
        petugas_id: pelaku.id,
        petugas_nama: pelaku.nama.clone(),
        dipanggil_pada: Some(kini.into()),
        ..berikut
    };
    tx.update(&dipanggil).await?;
    Ok(Some(dipanggil))
}

/// Ends the number that this officer has called: served, or nobody came.
pub async fn tutup(tx: &mut WriteTx, pelaku: &Pelaku, datang: bool) -> Result<()> {
    let keadaan = if datang { DILAYANI } else { TIDAK_DATANG };
    for lama in list_hari_ini(tx).await? {
        if lama.keadaan == DIPANGGIL && lama.petugas_id == pelaku.id {
            tx.update(&Antrean { keadaan, ..lama }).await?;
        }
    }
    Ok(())
}

/// The number that stands at this officer's counter and has no request yet.
pub async fn di_loket(tx: &mut ReadTx, pelaku: &Pelaku) -> Result<Option<Antrean>> {
    let milik =
        |a: &Antrean| a.keadaan == DIPANGGIL && a.petugas_id == pelaku.id && a.permohonan_id.is_none();
    Ok(list_hari_ini(tx).await?.into_iter().find(milik))
}

/// A request came of this number.
pub(crate) async fn kaitkan(tx: &mut WriteTx, antrean: Antrean, permohonan_id: Uuid) -> Result<()> {
    tx.update(&Antrean { permohonan_id: Some(permohonan_id), ..antrean }).await
}
