//! Scans, how long archives are kept, and their destruction.

use db::{At, Day, ReadTx, Result};
use uuid::Uuid;

db::entity! {
    /// A scan of a letter, or the photo of a receipt.
    pub struct ArsipBerkas in "arsip_berkas" version 1 {
        pub id: Uuid,
        /// Of a [`SuratMasuk`](super::SuratMasuk), [`SuratDinas`](super::SuratDinas) or
        /// [`Ekspedisi`](super::Ekspedisi).
        pub arsip_id: Uuid,
        pub berkas_id: Uuid,
        /// Content type.
        pub jenis: String,
        pub oleh_nama: String,
        pub pada: At,
    }
}

db::entity! {
    /// How long letters of a klasifikasi are kept.
    pub struct JadwalRetensi in "jadwal_retensi" version 1 {
        pub id: Uuid,
        pub klasifikasi: String,
        /// Years.
        pub aktif: i16,
        /// Years after that.
        pub inaktif: i16,
        pub nasib: i16,
        /// The regulation, or that it is a habit.
        pub dasar: String,
    }
}

db::entity! {
    /// A destruction of archives: proposed by one person, carried out by another.
    pub struct Pemusnahan in "pemusnahan_arsip" version 1 {
        pub id: Uuid,
        /// Of the minutes.
        pub nomor: String,
        pub tanggal: Day,
        pub cara: String,
        pub saksi: String,
        pub keadaan: i16,
        pub diusulkan_oleh: Option<Uuid>,
        pub diusulkan_nama: String,
        pub diputus_oleh: Option<Uuid>,
        pub diputus_nama: Option<String>,
        pub diputus_pada: Option<At>,
        pub pada: At,
    }
}

db::entity! {
    /// One archive in such minutes, as it stood in the agenda.
    pub struct PemusnahanIsi in "pemusnahan_isi" version 1 {
        pub id: Uuid,
        pub pemusnahan_id: Uuid,
        pub arsip: i16,
        pub arsip_id: Uuid,
        pub nomor: String,
        pub tanggal: Day,
        pub uraian: String,
        pub klasifikasi: String,
        /// The rule under which it was due.
        pub retensi: String,
    }
}

macro_rules! musnah {
    () => {
        "id, nomor, tanggal, cara, saksi, keadaan, diusulkan_oleh, diusulkan_nama, diputus_oleh, diputus_nama, \
         diputus_pada, pada"
    };
}

db::statements! {
    LIST_BERKAS = "select id, arsip_id, berkas_id, jenis, oleh_nama, pada from arsip_berkas
        where unit = $1 and arsip_id = $2 order by pada, id";
    LIST_JADWAL = "select id, klasifikasi, aktif, inaktif, nasib, dasar from jadwal_retensi
        where unit = $1 order by klasifikasi";
    GET_MUSNAH = concat!("select ", musnah!(), " from pemusnahan_arsip where unit = $1 and id = $2");
    LIST_MUSNAH = concat!("select ", musnah!(), " from pemusnahan_arsip where unit = $1 order by pada desc, id limit 100");
    LIST_MUSNAH_ISI = "select id, pemusnahan_id, arsip, arsip_id, nomor, tanggal, uraian, klasifikasi, retensi
        from pemusnahan_isi where unit = $1 and pemusnahan_id = $2 order by tanggal, nomor, id";
    LIST_DIUSULKAN = "select i.arsip_id from pemusnahan_isi i
        join pemusnahan_arsip p on p.unit = i.unit and p.id = i.pemusnahan_id
        where i.unit = $1 and p.keadaan = 1 order by i.arsip_id";
}

/// The scans of a letter, oldest first.
pub async fn list_berkas(tx: &mut ReadTx, arsip_id: Uuid) -> Result<Vec<ArsipBerkas>> {
    tx.query(LIST_BERKAS).bind(arsip_id).all().await
}

/// The village's own rules.
pub async fn list_jadwal(tx: &mut ReadTx) -> Result<Vec<JadwalRetensi>> {
    tx.query(LIST_JADWAL).all().await
}

pub async fn get_pemusnahan(tx: &mut ReadTx, id: Uuid) -> Result<Pemusnahan> {
    tx.query(GET_MUSNAH).bind(id).one().await
}

/// The last destructions, newest first.
pub async fn list_pemusnahan(tx: &mut ReadTx) -> Result<Vec<Pemusnahan>> {
    tx.query(LIST_MUSNAH).all().await
}

pub async fn list_pemusnahan_isi(tx: &mut ReadTx, id: Uuid) -> Result<Vec<PemusnahanIsi>> {
    tx.query(LIST_MUSNAH_ISI).bind(id).all().await
}

/// What stands in a proposal that nobody has decided yet.
pub(crate) async fn list_diusulkan(tx: &mut ReadTx) -> Result<Vec<Uuid>> {
    let found: Vec<(Uuid,)> = tx.query(LIST_DIUSULKAN).all().await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}
