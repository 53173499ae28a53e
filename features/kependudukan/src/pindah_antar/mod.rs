//! Moving between two villages of one Balai is a handshake.
//!
//! The village that is left sends (`kiriman_pindah`), the other one answers (`jawaban_pindah`), each in its own unit and its
//! own ledger. Of the people nothing is copied before they are taken in: the receiving clerk reads them from the
//! sender, who keeps them as moved away all the while. The answer has the id of what was sent, so there is one at
//! most, and all who could answer (two clerks there, the sender who withdraws) queue for the receiving unit: whoever
//! comes first has decided. The sender's row follows the answer by [`kabarkan`], which a job repeats until it is done.

mod bawaan;
pub(crate) mod foto;
#[cfg(test)]
mod tests;
mod tujuan;

use db::{At, Bytes, Context, Day, Db, Error, ReadTx, Result, Unit, WriteTx};
use jiff::Timestamp;
use uuid::Uuid;

pub use bawaan::{Bawaan, Muatan, muatan};
pub use tujuan::{desa_lain, tebak};

use crate::entitas::{JenisPeristiwa, Penduduk, Peristiwa};
use crate::store;

/// Who reads and writes in the other village's unit.
const SISTEM: &str = "pindah antardesa";
/// What waits is listed in the directory under the receiving unit's code.
const UNTUK: &str = "kependudukan.kiriman_pindah";
/// Seals why something was refused.
const ALASAN: &str = "kependudukan.kiriman_pindah";

db::entity! {
    /// People who moved away and were sent to the village that they moved to.
    pub struct KirimanPindah in "kiriman_pindah" version 1 directory ["kependudukan.kiriman_pindah" => untuk] {
        pub id: Uuid,
        /// The events of moving out.
        pub rombongan_id: Uuid,
        /// The receiving unit.
        pub tujuan: i64,
        /// The receiving unit while an answer is awaited.
        pub untuk: Option<String>,
        pub jumlah: i32,
        /// When they moved.
        pub tanggal: Day,
        /// See [`KeadaanKiriman`].
        pub keadaan: i16,
        pub alasan_segel: Option<Bytes>,
        pub oleh: Option<Uuid>,
        pub dikirim_pada: At,
        pub berubah_pada: At,
    }
}

db::entity! {
    /// What the receiving village answered. Its id is that of what was sent.
    pub struct JawabanPindah in "jawaban_pindah" version 1 {
        pub id: Uuid,
        /// The sending unit.
        pub asal: i64,
        /// The events of arrival.
        pub rombongan_id: Option<Uuid>,
        pub jumlah: i32,
        pub tanggal: Day,
        /// See [`KeadaanKiriman`]; on the way where the arrival was undone.
        pub keadaan: i16,
        pub alasan_segel: Option<Bytes>,
        /// Absent where the sender withdrew.
        pub oleh: Option<Uuid>,
        pub dijawab_pada: At,
    }
}

/// How far people are on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeadaanKiriman {
    DiJalan,
    Diterima,
    Ditolak,
    Ditarik,
}

impl KeadaanKiriman {
    const SEMUA: [Self; 4] = [Self::DiJalan, Self::Diterima, Self::Ditolak, Self::Ditarik];

    pub fn kode(self) -> i16 {
        match self {
            Self::DiJalan => 1,
            Self::Diterima => 2,
            Self::Ditolak => 3,
            Self::Ditarik => 4,
        }
    }

    fn dari_kode(kode: i16) -> Self {
        // The table takes no other number.
        Self::SEMUA.into_iter().find(|keadaan| keadaan.kode() == kode).unwrap_or(Self::DiJalan)
    }
}

impl KirimanPindah {
    pub fn keadaan(&self) -> KeadaanKiriman {
        KeadaanKiriman::dari_kode(self.keadaan)
    }

    pub fn alasan(&self, tx: &ReadTx) -> Result<Option<String>> {
        buka_alasan(tx, self.alasan_segel.as_ref())
    }
}

impl JawabanPindah {
    pub fn keadaan(&self) -> KeadaanKiriman {
        KeadaanKiriman::dari_kode(self.keadaan)
    }

    pub fn alasan(&self, tx: &ReadTx) -> Result<Option<String>> {
        buka_alasan(tx, self.alasan_segel.as_ref())
    }
}

fn buka_alasan(tx: &ReadTx, segel: Option<&Bytes>) -> Result<Option<String>> {
    let Some(segel) = segel else { return Ok(None) };
    Ok(Some(String::from_utf8_lossy(&tx.keys().open(ALASAN, &segel.0)?).into_owned()))
}

/// Why people cannot be sent, taken in or withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum GalatPindah {
    #[error("Hanya kepindahan keluar yang masih berlaku yang dapat dikirim.")]
    BukanPindah,
    #[error("Desa tujuan tidak ada di Balai ini. Pilih dari daftar.")]
    TujuanTiada,
    #[error("Kepindahan ini sudah dikirim. Lihat keadaannya di Pindah antardesa.")]
    SudahDikirim,
    #[error("Kiriman ini sudah {}. Tidak ada yang berubah.", sudah(*.0))]
    SudahDijawab(KeadaanKiriman),
    #[error(
        "Data orang ini di desa asal berubah sesudah dikirim. Minta desa asal menarik kirimannya, lalu mengirim ulang."
    )]
    Berubah,
    #[error(transparent)]
    Db(#[from] Error),
}

fn sudah(keadaan: KeadaanKiriman) -> &'static str {
    match keadaan {
        KeadaanKiriman::DiJalan => "dikirim",
        KeadaanKiriman::Diterima => "diterima",
        KeadaanKiriman::Ditolak => "ditolak",
        KeadaanKiriman::Ditarik => "ditarik desa asal",
    }
}

/// What waits for an answer, and from where.
#[derive(Debug, Clone)]
pub struct Masuk {
    pub asal: Unit,
    pub kiriman: KirimanPindah,
}

/// The people who moved out by these events; none where one of them has another status by now, or moved once more.
pub(crate) async fn yang_pindah(
    tx: &mut ReadTx,
    rombongan_id: Uuid,
) -> Result<Option<Vec<(Penduduk, Peristiwa)>>> {
    let mut semua = Vec::new();
    for p in store::list_rombongan(tx, rombongan_id).await? {
        if p.jenis() != JenisPeristiwa::PindahKeluar || !p.berlaku() {
            continue;
        }
        let Some(id) = p.penduduk_id else { continue };
        let orang = store::find_penduduk(tx, id).await?;
        let Some(orang) = orang.filter(|o| o.status_dasar() == kamus::StatusDasar::Pindah) else {
            return Ok(None);
        };
        if pindah_terakhir(&store::list_peristiwa_orang(tx, id).await?) != Some(rombongan_id) {
            return Ok(None);
        }
        semua.push((orang, p));
    }
    Ok((!semua.is_empty()).then_some(semua))
}

/// By which report somebody moved out last.
pub(crate) fn pindah_terakhir(peristiwa: &[Peristiwa]) -> Option<Uuid> {
    let pindah = |p: &&Peristiwa| p.berlaku() && p.jenis() == JenisPeristiwa::PindahKeluar;
    peristiwa.iter().rev().find(pindah).map(|p| p.rombongan_id)
}

/// Sends those who moved out by these events to another village of this Balai.
pub async fn kirim(tx: &mut WriteTx, rombongan_id: Uuid, tujuan: Unit) -> Result<Uuid, GalatPindah> {
    let ctx = *tx.ctx();
    let orang = yang_pindah(tx, rombongan_id).await?.ok_or(GalatPindah::BukanPindah)?;
    if store::find_kiriman_rombongan(tx, rombongan_id).await?.is_some_and(|k| terikat(k.keadaan())) {
        return Err(GalatPindah::SudahDikirim);
    }
    let kiriman = KirimanPindah {
        id: ctx.new_id(),
        rombongan_id,
        tujuan: tujuan.0,
        untuk: Some(tujuan.to_string()),
        jumlah: i32::try_from(orang.len()).unwrap_or(i32::MAX),
        tanggal: orang[0].1.tanggal,
        keadaan: KeadaanKiriman::DiJalan.kode(),
        alasan_segel: None,
        oleh: ctx.user(),
        dikirim_pada: ctx.now.into(),
        berubah_pada: ctx.now.into(),
    };
    tx.insert(&kiriman).await?;
    Ok(kiriman.id)
}

/// Whether the move itself must stand: somebody there counts on it.
fn terikat(keadaan: KeadaanKiriman) -> bool {
    matches!(keadaan, KeadaanKiriman::DiJalan | KeadaanKiriman::Diterima)
}

/// In which state a move is bound to an answer, so that it cannot be undone here.
pub(crate) async fn ikatan(tx: &mut ReadTx, rombongan_id: Uuid) -> Result<Option<KeadaanKiriman>> {
    let kiriman = store::find_kiriman_rombongan(tx, rombongan_id).await?;
    Ok(kiriman.map(|k| k.keadaan()).filter(|keadaan| terikat(*keadaan)))
}

/// Where what waits for this unit's answer lies: the sending unit, and its id there.
pub async fn list_menunggu(db: &Db, ctx: &Context) -> Result<Vec<(Unit, Uuid)>> {
    let di_direktori = db.peek().await?.find_in_directory(db, UNTUK, &ctx.unit.to_string()).await?;
    let mut tx = db.read(ctx).await?;
    let mut semua = Vec::with_capacity(di_direktori.len());
    for (asal, id) in di_direktori {
        // What was answered here is listed until the sender knows.
        let jawaban = store::find_jawaban(&mut tx, id).await?;
        if jawaban.is_none_or(|jawaban| jawaban.keadaan() == KeadaanKiriman::DiJalan) {
            semua.push((asal, id));
        }
    }
    Ok(semua)
}

/// What waits for this unit's answer, oldest first.
pub async fn list_masuk(db: &Db, ctx: &Context) -> Result<Vec<Masuk>> {
    let mut semua = Vec::new();
    for (asal, id) in list_menunggu(db, ctx).await? {
        semua.extend(satu_masuk(db, ctx, asal, id).await?);
    }
    semua.sort_by_key(|masuk| (masuk.kiriman.dikirim_pada, masuk.kiriman.id));
    Ok(semua)
}

pub async fn find_masuk(db: &Db, ctx: &Context, id: Uuid) -> Result<Option<Masuk>> {
    match list_menunggu(db, ctx).await?.into_iter().find(|(_, kiriman)| *kiriman == id) {
        Some((asal, id)) => satu_masuk(db, ctx, asal, id).await,
        None => Ok(None),
    }
}

/// The sender's row.
async fn satu_masuk(db: &Db, ctx: &Context, asal: Unit, id: Uuid) -> Result<Option<Masuk>> {
    let mut tx = db.read(&sistem(asal, ctx.now)).await?;
    let kiriman = store::find_kiriman(&mut tx, id).await?;
    let kiriman = kiriman.filter(|k| k.tujuan == ctx.unit.0 && k.keadaan() == KeadaanKiriman::DiJalan);
    Ok(kiriman.map(|kiriman| Masuk { asal, kiriman }))
}

/// Answers for the receiving unit, whose transaction this is.
pub async fn jawab(
    tx: &mut WriteTx,
    masuk: &Masuk,
    keadaan: KeadaanKiriman,
    alasan: Option<&str>,
    rombongan_id: Option<Uuid>,
) -> Result<(), GalatPindah> {
    let ctx = *tx.ctx();
    let lama = store::find_jawaban(tx, masuk.kiriman.id).await?;
    if let Some(lama) = lama.as_ref().filter(|lama| lama.keadaan() != KeadaanKiriman::DiJalan) {
        return Err(GalatPindah::SudahDijawab(lama.keadaan()));
    }
    let jawaban = JawabanPindah {
        id: masuk.kiriman.id,
        asal: masuk.asal.0,
        rombongan_id,
        jumlah: masuk.kiriman.jumlah,
        tanggal: masuk.kiriman.tanggal,
        keadaan: keadaan.kode(),
        alasan_segel: alasan.map(|alasan| tx.keys().seal(ALASAN, alasan.as_bytes()).into()),
        oleh: ctx.user(),
        dijawab_pada: ctx.now.into(),
    };
    if lama.is_some() {
        tx.update(&jawaban).await?;
    } else {
        tx.insert(&jawaban).await?;
    }
    crate::jobs::antrekan_kabar(tx, &jawaban).await?;
    Ok(())
}

/// The arrival was undone: whoever came is on the way again, and may be answered anew.
pub(crate) async fn buka_lagi(tx: &mut WriteTx, rombongan_id: Uuid) -> Result<()> {
    let Some(lama) = store::find_jawaban_rombongan(tx, rombongan_id).await? else { return Ok(()) };
    let jawaban = JawabanPindah {
        keadaan: KeadaanKiriman::DiJalan.kode(),
        rombongan_id: None,
        oleh: tx.ctx().user(),
        dijawab_pada: tx.ctx().now.into(),
        ..lama
    };
    tx.update(&jawaban).await?;
    crate::jobs::antrekan_kabar(tx, &jawaban).await
}

/// Takes back what was sent, unless it was answered before. The receiving unit says which.
pub async fn tarik(db: &Db, ctx: &Context, id: Uuid) -> Result<(), GalatPindah> {
    let kiriman = store::find_kiriman(&mut db.read(ctx).await?, id).await?;
    let kiriman = kiriman.ok_or(Error::NotFound("kiriman_pindah"))?;
    if kiriman.keadaan() != KeadaanKiriman::DiJalan {
        return Err(GalatPindah::SudahDijawab(kiriman.keadaan()));
    }
    let tujuan = Unit(kiriman.tujuan);
    match db.write(&sistem(tujuan, ctx.now), "penarikan_pindah").await {
        Ok(mut tx) => {
            let masuk = Masuk { asal: ctx.unit, kiriman };
            jawab(&mut tx, &masuk, KeadaanKiriman::Ditarik, None, None).await?;
            tx.commit().await?;
            kabarkan(db, (ctx.unit, tujuan, id), ctx).await?;
        }
        // The unit is no longer on this Balai, so nobody there can have taken them in.
        Err(Error::UnknownUnit(_)) => {
            let mut tx = db.write(ctx, "penarikan_pindah").await?;
            ubah_keadaan(&mut tx, id, KeadaanKiriman::Ditarik, None).await?;
            tx.commit().await?;
        }
        Err(galat) => return Err(galat.into()),
    }
    Ok(())
}

/// Brings the sender's row to what the receiving unit answered. Again changes nothing.
pub async fn kabarkan(db: &Db, (asal, tujuan, id): (Unit, Unit, Uuid), ctx: &Context) -> Result<()> {
    // Who withdraws does so by name; all other news comes from the other village.
    let ctx = if ctx.unit == asal { *ctx } else { sistem(asal, ctx.now) };
    let mut tx = db.write(&ctx, "kabar_pindah").await?;
    // Read behind the sender's other writers, so that older news never follows newer.
    let mut sana = db.read(&sistem(tujuan, ctx.now)).await?;
    let Some(jawaban) = store::find_jawaban(&mut sana, id).await? else { return Ok(()) };
    let alasan = jawaban.alasan(&sana)?;
    drop(sana);
    if ubah_keadaan(&mut tx, id, jawaban.keadaan(), alasan.as_deref()).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Tells whether the row changed.
async fn ubah_keadaan(
    tx: &mut WriteTx,
    id: Uuid,
    keadaan: KeadaanKiriman,
    alasan: Option<&str>,
) -> Result<bool> {
    let Some(lama) = store::find_kiriman(tx, id).await? else { return Ok(false) };
    if lama.keadaan() == keadaan {
        return Ok(false);
    }
    let di_jalan = keadaan == KeadaanKiriman::DiJalan;
    let kiriman = KirimanPindah {
        keadaan: keadaan.kode(),
        untuk: di_jalan.then(|| Unit(lama.tujuan).to_string()),
        alasan_segel: alasan.map(|alasan| tx.keys().seal(ALASAN, alasan.as_bytes()).into()),
        berubah_pada: tx.ctx().now.into(),
        ..lama
    };
    tx.update(&kiriman).await?;
    Ok(true)
}

/// Writes into the sender's and the receiver's books that somebody there looks at who is on the way.
pub async fn catat_pandangan(db: &Db, ctx: &Context, masuk: &Masuk, desa: (&str, &str)) -> Result<()> {
    let (asal, tujuan) = desa;
    let mut tx = db.write(&sistem(masuk.asal, ctx.now), "pembukaan_kiriman").await?;
    for (orang, _) in yang_pindah(&mut tx, masuk.kiriman.rombongan_id).await?.unwrap_or_default() {
        let keperluan = "Mencatat kedatangan";
        access::store::record_pembukaan(&mut tx, Some(orang.id), "kiriman_pindah", keperluan, Some(tujuan))
            .await?;
    }
    tx.commit().await?;
    let mut tx = db.write(ctx, "pembukaan_kiriman").await?;
    let keperluan = format!("Mencatat kedatangan dari {asal}");
    access::store::record_pembukaan(&mut tx, None, "kiriman_pindah", &keperluan, None).await?;
    tx.commit().await
}

fn sistem(unit: Unit, now: Timestamp) -> Context {
    Context::system(SISTEM, unit, now)
}
