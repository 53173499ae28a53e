//! Rows and SQL of this room.

use db::{At, Day, Db, ReadTx, Result, Unit};
use jiff::Timestamp;
use uuid::Uuid;

db::entity! {
    /// The hours of one weekday in one table of hours. A day without a row is free.
    pub struct JamKerja in "jam_kerja" version 1 {
        pub id: Uuid,
        /// A code of [`Masa`](crate::Masa).
        pub masa: String,
        /// Monday is 1.
        pub hari: i16,
        /// Minutes from midnight, as all that follow.
        pub buka: i16,
        pub tutup: i16,
        pub istirahat_dari: Option<i16>,
        pub istirahat_sampai: Option<i16>,
    }
}

db::entity! {
    /// A day on which the office is closed.
    pub struct HariLibur in "hari_libur" version 1 {
        pub id: Uuid,
        pub tanggal: Day,
        /// A code of [`JENIS_LIBUR`](crate::JENIS_LIBUR).
        pub jenis: String,
        pub nama: String,
    }
}

db::entity! {
    /// One Ramadan, both days included.
    pub struct MasaRamadan in "masa_ramadan" version 1 {
        pub id: Uuid,
        pub mulai: Day,
        pub selesai: Day,
    }
}

db::entity! {
    /// When somebody hears of a clock; one row per unit.
    pub struct AturWaktu in "atur_waktu" version 1 {
        pub id: Uuid,
        pub malam_ramadan: bool,
        /// Working minutes before the due time.
        pub segera_menit: i32,
        /// Working minutes after it; never where absent.
        pub kecamatan_menit: Option<i32>,
        pub dinas_menit: Option<i32>,
    }
}

db::entity! {
    /// A clock that runs for something that is to be done. Durations in microseconds of working time.
    pub struct JamLayanan in "jam_layanan" version 1 {
        pub id: Uuid,
        /// What it runs for: the room's word, and the row there.
        pub subjek_jenis: String,
        pub subjek_id: Uuid,
        /// As lists name it. Names nobody.
        pub perihal: String,
        pub jatah: i64,
        pub terpakai: i64,
        /// Since when it runs; absent while it stands.
        pub sejak: Option<At>,
        /// 1 runs, 2 stands, 3 has ended.
        pub keadaan: i16,
        /// See [`Tahap`](crate::Tahap).
        pub tahap: i16,
        pub mulai_pada: At,
        pub tenggat_pada: Option<At>,
        /// When its next stage comes.
        pub periksa_pada: Option<At>,
        pub selesai_pada: Option<At>,
    }
}

db::entity! {
    /// One thing that happened to a clock.
    pub struct JamPeristiwa in "jam_peristiwa" version 1 {
        pub id: Uuid,
        pub jam_id: Uuid,
        pub urutan: i64,
        /// `mulai`, `jeda`, `lanjut`, `selesai`, `kalender`, `segera`, `lewat`, `kecamatan`, `dinas`.
        pub jenis: String,
        pub pada: At,
        pub terpakai: i64,
        pub tenggat_pada: Option<At>,
        pub catatan: String,
    }
}

macro_rules! kolom_jam {
    () => {
        "id, subjek_jenis, subjek_id, perihal, jatah, terpakai, sejak, keadaan, tahap, mulai_pada, tenggat_pada, \
         periksa_pada, selesai_pada"
    };
}

db::statements! {
    LIST_JAM_KERJA = "select id, masa, hari, buka, tutup, istirahat_dari, istirahat_sampai
        from jam_kerja where unit = $1 order by masa, hari";
    LIST_LIBUR = "select id, tanggal, jenis, nama from hari_libur where unit = $1 order by tanggal, id";
    LIST_RAMADAN = "select id, mulai, selesai from masa_ramadan where unit = $1 order by mulai, id";
    FIND_ATUR = "select id, malam_ramadan, segera_menit, kecamatan_menit, dinas_menit
        from atur_waktu where unit = $1 order by id limit 1";
    FIND_JAM = concat!("select ", kolom_jam!(), " from jam_layanan
        where unit = $1 and subjek_jenis = $2 and subjek_id = $3");
    LIST_TERBUKA = concat!("select ", kolom_jam!(), " from jam_layanan
        where unit = $1 and subjek_jenis = $2 and keadaan < 3
        order by case when tenggat_pada is null then 1 else 0 end, tenggat_pada, mulai_pada, id");
    LIST_BERJALAN = concat!("select ", kolom_jam!(), " from jam_layanan
        where unit = $1 and keadaan = 1 order by mulai_pada, id");
    LIST_PERIKSA = concat!("select ", kolom_jam!(), " from jam_layanan
        where unit = $1 and keadaan = 1 and periksa_pada <= $2 order by periksa_pada, id limit 200");
    LIST_SELESAI = concat!("select ", kolom_jam!(), " from jam_layanan
        where unit = $1 and subjek_jenis = $2 and keadaan = 3 and selesai_pada >= $3 and selesai_pada < $4
        order by selesai_pada, id");
    LIST_RIWAYAT = "select id, jam_id, urutan, jenis, pada, terpakai, tenggat_pada, catatan
        from jam_peristiwa where unit = $1 and jam_id = $2 order by urutan";
    COUNT_RIWAYAT = "select count(*) from jam_peristiwa where unit = $1 and jam_id = $2";
    across "the clocks of all villages are looked after in one run; only the unit is read" LIST_UNIT_PERIKSA =
        "select distinct unit from jam_layanan where keadaan = 1 and periksa_pada <= $1 order by unit";
    across "an office above sees what came up to it from its own villages; the rows name nobody"
    LIST_NAIK = "select unit, perihal, tahap, tenggat_pada, terpakai, jatah, sejak, keadaan from jam_layanan
        where unit between $1 and $2 and keadaan < 3 and tahap >= $3
        order by tahap desc, tenggat_pada, unit, id limit 500";
}

/// Something overdue in a village, as the office above sees it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct BarisNaik {
    pub unit: i64,
    pub perihal: String,
    pub tahap: i16,
    pub tenggat_pada: Option<At>,
    pub terpakai: i64,
    pub jatah: i64,
    pub sejak: Option<At>,
    pub keadaan: i16,
}

pub async fn list_jam_kerja(tx: &mut ReadTx) -> Result<Vec<JamKerja>> {
    tx.query(LIST_JAM_KERJA).all().await
}

/// Every holiday of every year, in order.
pub async fn list_libur(tx: &mut ReadTx) -> Result<Vec<HariLibur>> {
    tx.query(LIST_LIBUR).all().await
}

pub async fn list_ramadan(tx: &mut ReadTx) -> Result<Vec<MasaRamadan>> {
    tx.query(LIST_RAMADAN).all().await
}

pub async fn find_atur(tx: &mut ReadTx) -> Result<Option<AturWaktu>> {
    tx.query(FIND_ATUR).optional().await
}

/// The clock of a row of some room.
pub async fn find_jam(tx: &mut ReadTx, jenis: &str, id: Uuid) -> Result<Option<JamLayanan>> {
    tx.query(FIND_JAM).bind(jenis).bind(id).optional().await
}

/// Clocks of a room that have not ended, the most urgent first.
pub async fn list_terbuka(tx: &mut ReadTx, jenis: &str) -> Result<Vec<JamLayanan>> {
    tx.query(LIST_TERBUKA).bind(jenis).all().await
}

pub(crate) async fn list_berjalan(tx: &mut ReadTx) -> Result<Vec<JamLayanan>> {
    tx.query(LIST_BERJALAN).all().await
}

/// Clocks whose next stage has come.
pub(crate) async fn list_periksa(tx: &mut ReadTx, saat: Timestamp) -> Result<Vec<JamLayanan>> {
    tx.query(LIST_PERIKSA).bind(saat).all().await
}

/// The units that have a clock whose next stage has come.
pub(crate) async fn list_unit_periksa(db: &Db, saat: Timestamp) -> Result<Vec<Unit>> {
    let rows: Vec<(i64,)> = db.peek().await?.query(LIST_UNIT_PERIKSA).bind(saat).all().await?;
    Ok(rows.into_iter().map(|(unit,)| Unit(unit)).collect())
}

/// Clocks of a room that ended in `dari..sampai`.
pub async fn list_selesai(
    tx: &mut ReadTx,
    jenis: &str,
    dari: Timestamp,
    sampai: Timestamp,
) -> Result<Vec<JamLayanan>> {
    tx.query(LIST_SELESAI).bind(jenis).bind(dari).bind(sampai).all().await
}

/// All that happened to a clock, oldest first.
pub async fn list_riwayat(tx: &mut ReadTx, jam_id: Uuid) -> Result<Vec<JamPeristiwa>> {
    tx.query(LIST_RIWAYAT).bind(jam_id).all().await
}

pub(crate) async fn count_riwayat(tx: &mut ReadTx, jam_id: Uuid) -> Result<i64> {
    tx.query(COUNT_RIWAYAT).bind(jam_id).count().await
}

/// What came up from the units `dari..=sampai`.
pub async fn list_naik(tx: &mut ReadTx, (dari, sampai): (i64, i64), tahap: i16) -> Result<Vec<BarisNaik>> {
    tx.query(LIST_NAIK).bind(dari).bind(sampai).bind(tahap).all().await
}
