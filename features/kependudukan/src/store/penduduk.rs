use db::{ReadTx, Result, Where};
use uuid::Uuid;

use super::cari::Urutan;
use crate::entitas::{Keluarga, Penduduk, kunci_nik};
use crate::store::find_keluarga;
use crate::subjek::Subjek;

/// One page of the list and how many match from there on, both from one walk over an index; then the
/// page's rows themselves. The walk ends after `$2` matches.
macro_rules! halaman {
    ($kolom:literal, $urut:literal, $urut_p:literal) => {
        concat!(
            "with cocok as materialized (select id, ",
            $kolom,
            " from penduduk where unit = $1 /*where*/ order by ",
            $urut,
            " limit $2 offset $4),
            halaman as (select id from cocok order by ",
            $urut,
            " limit $3)
            select p.id, p.nama, p.nik_segel, p.jenis_kelamin, p.tempat_lahir, p.tanggal_lahir, p.shdk,
                p.alamat, p.dusun, p.rw, p.rt, p.status_dasar, p.keluarga_id,
                (select count(*) from cocok) as terhitung
            from halaman h join penduduk p on p.unit = $1 and p.id = h.id order by ",
            $urut_p
        )
    };
}

db::statements! {
    GET_PENDUDUK = concat!("select ", penduduk_kolom!(), " from penduduk where unit = $1 and id = $2");
    /// Everybody, for laying a workbook beside the register.
    LIST_PENDUDUK = concat!("select ", penduduk_kolom!(), " from penduduk where unit = $1 order by id");
    LIST_ANGGOTA = concat!("select ", penduduk_kolom!(),
        " from penduduk where unit = $1 and keluarga_id = $2 order by status_dasar, shdk, tanggal_lahir, id");
    COUNT_PENDUDUK = "select count(*) from (select 1 as satu from penduduk where unit = $1 /*where*/ limit $2) as terbatas";
    DAFTAR_NAMA = halaman!("nama", "nama, id", "p.nama, p.id");
    DAFTAR_NAMA_TURUN = halaman!("nama", "nama desc, id desc", "p.nama desc, p.id desc");
    DAFTAR_UMUR = halaman!("tanggal_lahir", "tanggal_lahir desc, id", "p.tanggal_lahir desc, p.id");
    DAFTAR_UMUR_TURUN = halaman!("tanggal_lahir", "tanggal_lahir, id", "p.tanggal_lahir, p.id");
    DAFTAR_TEMPAT = halaman!("dusun, rw, rt, nama", "dusun, rw, rt, nama, id", "p.dusun, p.rw, p.rt, p.nama, p.id");
    DAFTAR_TEMPAT_TURUN = halaman!("dusun, rw, rt, nama", "dusun desc, rw desc, rt desc, nama, id",
        "p.dusun desc, p.rw desc, p.rt desc, p.nama, p.id");
    BARIS_DAFTAR = "select id, nama, nik_segel, jenis_kelamin, tempat_lahir, tanggal_lahir, shdk, alamat, dusun, rw, rt,
        status_dasar, keluarga_id from penduduk where unit = $1 and id = $2";
    FIND_AKTIF_NIK = "select id from penduduk where unit = $1 and nik_kunci = $2 and status_dasar = 1";
    /// The whole filtered list, for an export.
    LIST_TERSARING = concat!("select ", penduduk_kolom!(),
        " from penduduk where unit = $1 /*where*/ order by nama, id limit $2");
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct BarisDaftar {
    pub id: Uuid,
    pub nama: String,
    pub nik_segel: Option<db::Bytes>,
    pub jenis_kelamin: i16,
    pub tempat_lahir: Option<String>,
    pub tanggal_lahir: db::Day,
    pub shdk: i16,
    pub alamat: Option<String>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub status_dasar: i16,
    pub keluarga_id: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct BarisTerhitung {
    #[sqlx(flatten)]
    baris: BarisDaftar,
    terhitung: i64,
}

pub async fn find_penduduk(tx: &mut ReadTx, id: Uuid) -> Result<Option<Penduduk>> {
    tx.query(GET_PENDUDUK).bind(id).optional().await
}

pub async fn list_penduduk(tx: &mut ReadTx) -> Result<Vec<Penduduk>> {
    tx.query(LIST_PENDUDUK).all().await
}

/// The present resident with this NIK.
pub async fn find_aktif_nik(tx: &mut ReadTx, nik: kamus::Nik) -> Result<Option<Uuid>> {
    let kunci = kunci_nik(tx.keys(), nik);
    let baris: Option<(Uuid,)> = tx.query(FIND_AKTIF_NIK).bind(kunci).optional().await?;
    Ok(baris.map(|(id,)| id))
}

/// Members of a family, present ones first, the head on top.
pub async fn list_anggota(tx: &mut ReadTx, keluarga_id: Uuid) -> Result<Vec<Penduduk>> {
    tx.query(LIST_ANGGOTA).bind(keluarga_id).all().await
}

/// How many match, counted no further than `batas`.
pub async fn count_penduduk(tx: &mut ReadTx, saring: Where, batas: i64) -> Result<i64> {
    tx.query(COUNT_PENDUDUK).bind(batas).filter(saring).count().await
}

/// Whether nobody was ever registered: the next workbook is the village's first.
pub async fn register_kosong(tx: &mut ReadTx) -> Result<bool> {
    Ok(count_penduduk(tx, Where::new(), 1).await? == 0)
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct HalamanDaftar {
    pub baris: Vec<BarisDaftar>,
    /// How many match in all; none where the walk for the page ended before they did.
    pub jumlah: Option<i64>,
}

/// A page of the list, counted along for up to `hitung` matches: a narrow search then needs no second walk.
/// For a list of nearly everybody counting along is dearer than [`count_penduduk`].
pub async fn halaman_penduduk(
    tx: &mut ReadTx,
    saring: Where,
    urutan: Urutan,
    (batas, lewati): (i64, i64),
    hitung: i64,
) -> Result<HalamanDaftar> {
    let statement = match urutan {
        Urutan::Nama => DAFTAR_NAMA,
        Urutan::NamaTurun => DAFTAR_NAMA_TURUN,
        Urutan::Umur => DAFTAR_UMUR,
        Urutan::UmurTurun => DAFTAR_UMUR_TURUN,
        Urutan::Tempat => DAFTAR_TEMPAT,
        Urutan::TempatTurun => DAFTAR_TEMPAT_TURUN,
    };
    let hitung = hitung.max(batas);
    let query = tx.query(statement).bind(hitung).bind(batas).bind(lewati).filter(saring);
    let semua: Vec<BarisTerhitung> = query.all().await?;
    let jumlah = match semua.first() {
        Some(pertama) => (pertama.terhitung < hitung).then_some(lewati + pertama.terhitung),
        // No row carries the number: nobody matches, or they end before this page.
        None => (lewati == 0).then_some(0),
    };
    Ok(HalamanDaftar { baris: semua.into_iter().map(|satu| satu.baris).collect(), jumlah })
}

/// A page of the list alone.
pub async fn daftar_penduduk(
    tx: &mut ReadTx,
    saring: Where,
    urutan: Urutan,
    potongan: (i64, i64),
) -> Result<Vec<BarisDaftar>> {
    Ok(halaman_penduduk(tx, saring, urutan, potongan, 0).await?.baris)
}

/// The rows of a list for these persons, in this order.
pub async fn daftar_menurut_id(tx: &mut ReadTx, ids: &[Uuid]) -> Result<Vec<BarisDaftar>> {
    let mut semua = Vec::with_capacity(ids.len());
    for id in ids {
        semua.extend(tx.query(BARIS_DAFTAR).bind(*id).optional().await?);
    }
    Ok(semua)
}

pub async fn list_tersaring(tx: &mut ReadTx, saring: Where, batas: i64) -> Result<Vec<Penduduk>> {
    tx.query(LIST_TERSARING).bind(batas).filter(saring).all().await
}

/// The person a letter is about, resident or penduduk sementara.
pub async fn find_subjek(tx: &mut ReadTx, id: Uuid) -> Result<Option<Subjek>> {
    if let Some(penduduk) = find_penduduk(tx, id).await? {
        let keluarga: Option<Keluarga> = match penduduk.keluarga_id {
            Some(keluarga_id) => find_keluarga(tx, keluarga_id).await?,
            None => None,
        };
        return Subjek::dari_penduduk(&penduduk, keluarga.as_ref(), tx.keys()).map(Some);
    }
    let Some(sementara) = super::find_sementara(tx, id).await? else { return Ok(None) };
    Subjek::dari_sementara(&sementara, tx.keys()).map(Some)
}

#[cfg(test)]
mod tests {
    use db::{Context, Statement, Unit, testing};

    use super::*;
    use crate::store::filter_kata;

    #[tokio::test]
    async fn a_search_by_name_walks_the_short_index_and_walks_it_once() {
        let db = testing::sqlite().await;
        let ctx = Context::system("uji", Unit(3_402_132_003), testing::story_time());
        db.register_unit(ctx.unit, ctx.now).await.unwrap();
        let sql: &str = Box::leak(format!("explain query plan {}", DAFTAR_NAMA.sql).into_boxed_str());
        let mut tx = db.read(&ctx).await.unwrap();
        let saring = filter_kata(Where::new().and("status_dasar = ?", [1_i16.into()]), "sity aminah");
        let query = tx.query(Statement { sql, ..DAFTAR_NAMA }).bind(1000).bind(25).bind(0).filter(saring);
        let rencana: Vec<(i64, i64, i64, String)> = query.all().await.unwrap();
        let memakai =
            |index: &str| rencana.iter().filter(|(_, _, _, langkah)| langkah.contains(index)).count();
        assert_eq!(
            (memakai("COVERING INDEX penduduk_nama "), memakai("penduduk_daftar")),
            (1, 0),
            "{rencana:?}"
        );
    }
}
