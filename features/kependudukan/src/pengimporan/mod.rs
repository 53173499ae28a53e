//! Taking over a workbook: first a report, then one confirmed act.
//!
//! The first workbook fills the empty register (*data awal*). A later one changes nothing by itself: it
//! leaves proposals, which somebody accepts or refuses. Who is missing from a workbook stays.

mod bidang;
mod muatan;
mod penerapan;
mod petakan;
mod putusan;
mod rencana;
mod usul;

use std::collections::HashSet;
use std::sync::Arc;

use db::{Context, Db};
use jiff::civil::Date;

pub use bidang::{label_kolom, tampil};
pub use muatan::{KeluargaIsian, Muatan, Sumber, TemuanSimpan};
pub use penerapan::{Hasil, Perintah, terapkan};
pub use petakan::{Asal, Terbuka, Terima, ingat, nilai_asing, petakan, simpan_berkas, tabel, terima};
pub use putusan::{Putusan, putuskan};
pub use usul::{Tambahan, baca_tambahan, baca_usulan};

use crate::entitas::IMPOR;
use crate::impor::{self, GalatBerkas, Pelengkap, Pemetaan};
use crate::store;
use rencana::Rencana;

/// Why a workbook was not taken over.
#[derive(Debug, thiserror::Error)]
pub enum GalatImpor {
    /// Nothing can be said about its rows.
    #[error(transparent)]
    Berkas(#[from] GalatBerkas),
    #[error(
        "Ada {0} baris yang salah. Perbaiki dulu di berkasnya, atau pilih untuk melewati baris yang salah."
    )]
    AdaBarisSalah(i64),
    #[error("Tidak ada baris yang dapat dipakai. Perbaiki berkasnya, lalu unggah lagi.")]
    TanpaBaris,
    #[error("Tanggal data tidak boleh sesudah hari ini.")]
    TanggalNanti,
    /// Decided, cancelled, or a day old.
    #[error("Laporan ini sudah tidak berlaku. Unggah lagi berkasnya.")]
    SudahTiada,
    /// Its columns have no meaning yet.
    #[error("Kolom berkas ini belum dipetakan. Petakan dulu kolomnya.")]
    BelumDipetakan,
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// What a workbook would do to the register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ringkasan {
    /// The register is empty: the workbook becomes its first content.
    pub data_awal: bool,
    /// Rows with data, good and bad.
    pub jumlah_baris: i64,
    pub baru: i64,
    /// Registered persons about whom the workbook says something else.
    pub berubah: i64,
    pub sama: i64,
    /// Of `sama` or new: proposed by an earlier workbook, and waiting or refused.
    pub sudah_diusulkan: i64,
    /// Bad rows.
    pub ditolak: i64,
    /// Present residents whom the workbook does not name. They stay.
    pub tidak_ada: i64,
    pub keluarga: i64,
}

impl Ringkasan {
    /// Whether taking it over would do anything.
    pub fn ada_perubahan(&self) -> bool {
        self.baru > 0 || self.berubah > 0
    }

    /// Nobody in it is known although there is a register: perhaps another village's workbook.
    pub fn asing(&self) -> bool {
        !self.data_awal && self.sama == 0 && self.berubah == 0 && self.sudah_diusulkan == 0 && self.baru > 0
    }
}

/// A checked workbook and what it would do.
pub struct Laporan {
    pub ringkasan: Ringkasan,
    pub muatan: Muatan,
    /// The workbook with remarks; absent where there is nothing to remark.
    pub catatan: Option<Vec<u8>>,
    /// The file itself, where the clerk may still have something to say about it.
    pub berkas: Option<Arc<Vec<u8>>>,
}

/// What the clerk said about a file as a whole.
#[derive(Debug, Clone, Default)]
struct Cara {
    pelengkap: Pelengkap,
    pemetaan: Option<Pemetaan>,
}

/// Reads and checks a workbook and lays it beside the register. Changes nothing.
pub async fn laporan(db: &Db, ctx: &Context, hari_ini: Date, isi: Vec<u8>) -> Result<Laporan, GalatImpor> {
    baca(db, ctx, hari_ini, (Arc::new(isi), Cara::default())).await
}

async fn baca(
    db: &Db,
    ctx: &Context,
    hari_ini: Date,
    (isi, cara): (Arc<Vec<u8>>, Cara),
) -> Result<Laporan, GalatImpor> {
    let dibaca = {
        let isi = Arc::clone(&isi);
        tokio::task::spawn_blocking(move || periksa(&isi, hari_ini, &cara)).await
    };
    let (muatan, catatan) =
        dibaca.map_err(|galat| db::Error::Refused(format!("membaca berkas: {galat}")))??;
    let ringkasan = ringkas(db, ctx, &muatan).await?;
    let berkas = muatan.sumber.tata.is_some().then_some(isi);
    Ok(Laporan { ringkasan, muatan, catatan, berkas })
}

fn periksa(isi: &[u8], hari_ini: Date, cara: &Cara) -> Result<(Muatan, Option<Vec<u8>>), GalatImpor> {
    let hasil = match &cara.pemetaan {
        Some(pemetaan) => impor::baca_terpetakan(isi, hari_ini, pemetaan, &cara.pelengkap)?,
        None => impor::baca_dengan(isi, hari_ini, &cara.pelengkap)?,
    };
    let catatan = (!hasil.temuan.is_empty()).then(|| impor::buku_catatan(&hasil.lembar, &hasil.temuan));
    Ok((Muatan::baru(isi, &hasil, cara), catatan))
}

/// Reads a workbook in waiting once more, with what the clerk says about the whole file.
pub async fn lengkapi(
    db: &Db,
    ctx: &Context,
    hari_ini: Date,
    (id, pelengkap): (uuid::Uuid, Pelengkap),
) -> Result<(), GalatImpor> {
    let mut tx = db.read(ctx).await?;
    let pemetaan = petakan::sumber(&mut tx, id).await?.pemetaan;
    let isi = petakan::buka_berkas(&mut tx, id).await?;
    drop(tx);
    let laporan = baca(db, ctx, hari_ini, (isi, Cara { pelengkap, pemetaan })).await?;
    ganti(db, ctx, id, &laporan).await
}

/// Puts a new report in the place of the one in waiting.
async fn ganti(db: &Db, ctx: &Context, id: uuid::Uuid, laporan: &Laporan) -> Result<(), GalatImpor> {
    let keys = db.read(ctx).await?.keys().clone();
    let segel = |isi: &[u8]| db::Bytes(keys.seal(IMPOR, isi));
    let baru = (segel(&laporan.muatan.json()), laporan.catatan.as_deref().map(segel));
    if store::ganti_tertunda(db, (ctx.unit, id), baru).await? == 0 {
        return Err(GalatImpor::SudahTiada);
    }
    Ok(())
}

/// Lays a checked workbook beside the register as it is now.
pub async fn ringkas(db: &Db, ctx: &Context, muatan: &Muatan) -> Result<Ringkasan, GalatImpor> {
    let mut tx = db.read(ctx).await?;
    let rencana = Rencana::susun(&mut tx, muatan).await?;
    let sudah = store::sidik_usulan(&mut tx).await?;
    Ok(hitung(&rencana, muatan, &sudah, tx.keys()))
}

fn hitung(
    rencana: &Rencana,
    muatan: &Muatan,
    sudah: &HashSet<db::Bytes>,
    keys: &vault::UnitKeys,
) -> Ringkasan {
    let jumlah = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let baru = rencana
        .baru
        .iter()
        .filter(|i| rencana.data_awal || !sudah.contains(&usul::sidik_tambahan(&muatan.orang[**i], keys)));
    let baru = baru.count();
    let berubah = rencana.beda.iter().filter(|b| b.ubah.iter().any(|u| !sudah.contains(&b.sidik(u, keys))));
    let berubah = berubah.count();
    let sudah_diusulkan = rencana.baru.len() - baru + (rencana.beda.len() - berubah);
    Ringkasan {
        data_awal: rencana.data_awal,
        jumlah_baris: muatan.jumlah_baris,
        baru: jumlah(baru),
        berubah: jumlah(berubah),
        sama: jumlah(rencana.sama),
        sudah_diusulkan: jumlah(sudah_diusulkan),
        ditolak: muatan.ditolak(),
        tidak_ada: jumlah(rencana.tidak_ada.len()),
        keluarga: jumlah(muatan.keluarga.len()),
    }
}

/// Present residents whom a checked workbook does not name.
pub async fn tidak_ada(db: &Db, ctx: &Context, muatan: &Muatan) -> Result<Vec<uuid::Uuid>, GalatImpor> {
    let mut tx = db.read(ctx).await?;
    Ok(Rencana::susun(&mut tx, muatan).await?.tidak_ada)
}

/// Seals a checked workbook until it is decided; tells its id.
pub async fn simpan(db: &Db, ctx: &Context, laporan: &Laporan) -> Result<uuid::Uuid, GalatImpor> {
    let id = ctx.new_id();
    let tx = db.read(ctx).await?;
    let keys = tx.keys().clone();
    drop(tx);
    let segel = |isi: &[u8]| db::Bytes(keys.seal(IMPOR, isi));
    let tertunda = store::Tertunda {
        id,
        oleh: ctx.user(),
        isi: segel(&laporan.muatan.json()),
        catatan: laporan.catatan.as_deref().map(segel),
        berkas: laporan.berkas.as_ref().map(|isi| segel(isi)),
    };
    store::simpan_tertunda(db, ctx, tertunda).await?;
    Ok(id)
}

/// The checked workbook of this id.
pub async fn muat(db: &Db, ctx: &Context, id: uuid::Uuid) -> Result<Muatan, GalatImpor> {
    let mut tx = db.read(ctx).await?;
    let isi = store::find_tertunda(&mut tx, id).await?.ok_or(GalatImpor::SudahTiada)?;
    let terbuka = tx.keys().open(IMPOR, &isi.0).map_err(db::Error::from)?;
    if terbuka == petakan::MENUNGGU {
        return Err(GalatImpor::BelumDipetakan);
    }
    Muatan::dari_json(&terbuka).ok_or(GalatImpor::SudahTiada)
}

/// The workbook with remarks of this id, as `.xlsx`.
pub async fn muat_catatan(db: &Db, ctx: &Context, id: uuid::Uuid) -> Result<Vec<u8>, GalatImpor> {
    let mut tx = db.read(ctx).await?;
    let isi = store::find_catatan(&mut tx, id).await?.ok_or(GalatImpor::SudahTiada)?;
    Ok(tx.keys().open(IMPOR, &isi.0).map_err(db::Error::from)?)
}
