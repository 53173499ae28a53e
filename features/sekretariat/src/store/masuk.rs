//! Letters that came in, and how the village keeps its agenda.

use db::{At, Day, ReadTx, Result, Where, WriteTx};
use jiff::civil::Date;
use uuid::Uuid;

use crate::keadaan::{Keadaan, Sifat, Tindakan};

db::entity! {
    /// How the village keeps its agenda; one row.
    pub struct AturSekretariat in "atur_sekretariat" version 1 {
        pub id: Uuid,
        /// Letters that come in share the counter of those that go out.
        pub nomor_bersama: bool,
    }
}

db::entity! {
    /// A letter that came in.
    pub struct SuratMasuk in "surat_masuk" version 1 {
        pub id: Uuid,
        /// Of the day it was received.
        pub tahun: i16,
        pub urut: i64,
        pub diterima: Day,
        /// Its own number and date.
        pub nomor: String,
        pub tanggal: Day,
        pub pengirim: String,
        pub perihal: String,
        pub klasifikasi: Option<String>,
        pub sifat: i16,
        pub keadaan: i16,
        /// Where the paper lies.
        pub lokasi: Option<String>,
        pub keterangan: Option<String>,
        /// Rises with each act.
        pub versi: i64,
        /// Why the entry does not count.
        pub dibatalkan: Option<String>,
        pub pemusnahan_id: Option<Uuid>,
        pub oleh: Option<Uuid>,
        pub oleh_nama: String,
        pub pada: At,
    }
}

db::entity! {
    /// What happened to a letter that came in.
    pub struct Riwayat in "surat_masuk_riwayat" version 1 {
        pub id: Uuid,
        pub surat_masuk_id: Uuid,
        pub urutan: i64,
        pub tindakan: i16,
        pub isi: String,
        pub oleh: Option<Uuid>,
        pub oleh_nama: String,
        pub pada: At,
    }
}

impl SuratMasuk {
    pub fn sifat(&self) -> Sifat {
        Sifat::dari_kode(self.sifat).unwrap_or(Sifat::Biasa)
    }

    pub fn keadaan(&self) -> Keadaan {
        Keadaan::dari_kode(self.keadaan).unwrap_or(Keadaan::Baru)
    }

    /// Whether nothing more is done with it.
    pub fn berakhir(&self) -> bool {
        self.dibatalkan.is_some() || self.pemusnahan_id.is_some()
    }
}

/// Who acts, as the history names them.
#[derive(Debug, Clone, Default)]
pub struct Pelaku {
    pub id: Option<Uuid>,
    pub nama: String,
}

macro_rules! kolom {
    () => {
        "id, tahun, urut, diterima, nomor, tanggal, pengirim, perihal, klasifikasi, sifat, keadaan, lokasi, \
         keterangan, versi, dibatalkan, pemusnahan_id, oleh, oleh_nama, pada"
    };
}

db::statements! {
    FIND_ATUR = "select id, nomor_bersama from atur_sekretariat where unit = $1 order by id limit 1";
    GET_MASUK = concat!("select ", kolom!(), " from surat_masuk where unit = $1 and id = $2");
    LIST_MASUK = concat!("select ", kolom!(), " from surat_masuk
        where unit = $1 /*where*/ order by diterima desc, urut desc, id limit $2 offset $3");
    COUNT_MASUK = "select count(*) from surat_masuk where unit = $1 /*where*/";
    LIST_MASUK_MASA = concat!("select ", kolom!(), " from surat_masuk
        where unit = $1 and diterima >= $2 and diterima <= $3 order by diterima, urut, id");
    LIST_MASUK_LAMA = concat!("select ", kolom!(), " from surat_masuk
        where unit = $1 and diterima <= $2 and dibatalkan is null and pemusnahan_id is null
        order by diterima, urut, id limit 2000");
    LIST_SERUPA = concat!("select ", kolom!(), " from surat_masuk
        where unit = $1 and nomor = $2 and tanggal = $3 and lower(pengirim) = lower($4) and dibatalkan is null
        order by id limit 1");
    LIST_RIWAYAT = "select id, surat_masuk_id, urutan, tindakan, isi, oleh, oleh_nama, pada
        from surat_masuk_riwayat where unit = $1 and surat_masuk_id = $2 order by urutan";
    COUNT_RIWAYAT = "select count(*) from surat_masuk_riwayat where unit = $1 and surat_masuk_id = $2";
}

pub async fn find_atur(tx: &mut ReadTx) -> Result<Option<AturSekretariat>> {
    tx.query(FIND_ATUR).optional().await
}

pub async fn get_masuk(tx: &mut ReadTx, id: Uuid) -> Result<SuratMasuk> {
    tx.query(GET_MASUK).bind(id).one().await
}

pub async fn find_masuk(tx: &mut ReadTx, id: Uuid) -> Result<Option<SuratMasuk>> {
    tx.query(GET_MASUK).bind(id).optional().await
}

pub async fn list_masuk(
    tx: &mut ReadTx,
    saring: Where,
    (batas, lewati): (i64, i64),
) -> Result<Vec<SuratMasuk>> {
    tx.query(LIST_MASUK).bind(batas).bind(lewati).filter(saring).all().await
}

pub async fn count_masuk(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_MASUK).filter(saring).count().await
}

/// Those received in these days, both included, in the order of the book.
pub async fn list_masuk_masa(tx: &mut ReadTx, (dari, sampai): (Date, Date)) -> Result<Vec<SuratMasuk>> {
    tx.query(LIST_MASUK_MASA).bind(Day(dari)).bind(Day(sampai)).all().await
}

/// Those received until a day that still lie here.
pub(crate) async fn list_masuk_lama(tx: &mut ReadTx, sampai: Date) -> Result<Vec<SuratMasuk>> {
    tx.query(LIST_MASUK_LAMA).bind(Day(sampai)).all().await
}

/// The same letter, entered before.
pub(crate) async fn find_serupa(
    tx: &mut ReadTx,
    (nomor, tanggal): (&str, Date),
    pengirim: &str,
) -> Result<Option<SuratMasuk>> {
    tx.query(LIST_SERUPA).bind(nomor).bind(Day(tanggal)).bind(pengirim).optional().await
}

pub async fn list_riwayat(tx: &mut ReadTx, id: Uuid) -> Result<Vec<Riwayat>> {
    tx.query(LIST_RIWAYAT).bind(id).all().await
}

pub(crate) async fn insert_riwayat(
    tx: &mut WriteTx,
    surat_masuk_id: Uuid,
    tindakan: Tindakan,
    pelaku: &Pelaku,
    isi: impl Into<String>,
) -> Result<()> {
    let sebelum = tx.query(COUNT_RIWAYAT).bind(surat_masuk_id).count().await?;
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    tx.insert(&Riwayat {
        id,
        surat_masuk_id,
        urutan: sebelum + 1,
        tindakan: tindakan.kode(),
        isi: isi.into(),
        oleh: pelaku.id,
        oleh_nama: pelaku.nama.clone(),
        pada: kini.into(),
    })
    .await
}
