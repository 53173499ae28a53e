use db::{At, Bytes, Db, ReadTx, Result, Value, WorkTx, WriteTx};
use uuid::Uuid;

use crate::entitas::{Impor, PemetaanKolom};

db::statements! {
    GET_IMPOR = "select id, sidik, tanggal_data, data_awal, jumlah_baris, baru, berubah, sama, ditolak, tidak_ada,
        oleh, pada from impor where unit = $1 and id = $2";
    LIST_IMPOR = "select id, sidik, tanggal_data, data_awal, jumlah_baris, baru, berubah, sama, ditolak, tidak_ada,
        oleh, pada from impor where unit = $1 order by pada desc, id desc limit 50";
    FIND_PEMETAAN = "select id, sidik, isi_segel, oleh, pada from pemetaan_kolom where unit = $1 and sidik = $2";
    work SIMPAN_SEMENTARA = "insert into impor_sementara (id, unit, oleh, dibuat_pada, isi, catatan, berkas)
        values ($1, $2, $3, $4, $5, $6, $7)";
    work GANTI_SEMENTARA = "update impor_sementara set isi = $3, catatan = $4
        where unit = $1 and id = $2 and berkas is not null";
    work TETAPKAN_SEMENTARA = "update impor_sementara set berkas = null where unit = $1 and id = $2";
    work BACA_BERKAS = "select berkas, dibuat_pada from impor_sementara where unit = $1 and id = $2";
    work BACA_SEMENTARA = "select isi, dibuat_pada from impor_sementara where unit = $1 and id = $2";
    work BACA_CATATAN = "select catatan from impor_sementara where unit = $1 and id = $2";
    work BUANG_SEMENTARA = "delete from impor_sementara where unit = $1 and id = $2";
    work BUANG_LAMA = "delete from impor_sementara where dibuat_pada < $1";
}

/// A checked workbook waits this long for its decision.
const SIMPAN_JAM: i64 = 24;

pub async fn find_impor(tx: &mut ReadTx, id: Uuid) -> Result<Option<Impor>> {
    tx.query(GET_IMPOR).bind(id).optional().await
}

/// Newest first.
pub async fn list_impor(tx: &mut ReadTx) -> Result<Vec<Impor>> {
    tx.query(LIST_IMPOR).all().await
}

/// A sealed workbook in waiting.
pub struct Tertunda {
    pub id: Uuid,
    pub oleh: Option<Uuid>,
    pub isi: Bytes,
    pub catatan: Option<Bytes>,
    /// The file itself, where the clerk may still have something to say about it.
    pub berkas: Option<Bytes>,
}

/// Keeps a checked workbook until it is decided, and drops those that nobody decided in a day.
pub async fn simpan_tertunda(db: &Db, ctx: &db::Context, tertunda: Tertunda) -> Result<()> {
    let mut tx = db.work().await?;
    buang_lama(&mut tx, ctx.now).await?;
    let values = vec![
        Value::from(tertunda.id),
        Value::from(ctx.unit.0),
        Value::from(tertunda.oleh),
        Value::from(ctx.now),
        Value::from(tertunda.isi),
        Value::from(tertunda.catatan),
        Value::from(tertunda.berkas),
    ];
    tx.execute(SIMPAN_SEMENTARA, values).await?;
    tx.commit().await
}

/// What was confirmed is what will be taken over: the file goes, so that it cannot be read another way.
pub async fn tetapkan_tertunda(tx: &mut WriteTx, id: Uuid) -> Result<()> {
    let unit = tx.ctx().unit.0;
    tx.execute(TETAPKAN_SEMENTARA, vec![Value::from(unit), Value::from(id)]).await?;
    Ok(())
}

/// Puts a new reading in the place of a workbook in waiting; 0 when it was decided meanwhile.
pub async fn ganti_tertunda(db: &Db, tertunda: (db::Unit, Uuid), isi: (Bytes, Option<Bytes>)) -> Result<u64> {
    let mut tx = db.work().await?;
    let (unit, id) = tertunda;
    let values = vec![Value::from(unit.0), Value::from(id), Value::from(isi.0), Value::from(isi.1)];
    let banyak = tx.execute(GANTI_SEMENTARA, values).await?;
    tx.commit().await?;
    Ok(banyak)
}

/// The sealed file of a workbook in waiting; none when it was not kept or the wait is over.
pub async fn find_berkas(tx: &mut ReadTx, id: Uuid) -> Result<Option<Bytes>> {
    let (unit, now) = (tx.ctx().unit.0, tx.ctx().now);
    let baris: Option<(Option<Bytes>, At)> = tx.query(BACA_BERKAS).bind(unit).bind(id).optional().await?;
    let batas = now - jiff::SignedDuration::from_hours(SIMPAN_JAM);
    Ok(baris.filter(|(_, dibuat)| dibuat.timestamp() >= batas).and_then(|(berkas, _)| berkas))
}

/// How this unit mapped this set of headings before.
pub async fn find_pemetaan(tx: &mut ReadTx, sidik: Bytes) -> Result<Option<PemetaanKolom>> {
    tx.query(FIND_PEMETAAN).bind(sidik).optional().await
}

/// Drops workbooks that waited for more than a day.
pub async fn buang_lama(tx: &mut WorkTx, now: jiff::Timestamp) -> Result<u64> {
    let batas = now - jiff::SignedDuration::from_hours(SIMPAN_JAM);
    tx.execute(BUANG_LAMA, vec![Value::from(batas)]).await
}

/// The sealed rows of a workbook in waiting; none when it was decided, cancelled or is a day old.
pub async fn find_tertunda(tx: &mut ReadTx, id: Uuid) -> Result<Option<Bytes>> {
    let (unit, now) = (tx.ctx().unit.0, tx.ctx().now);
    let baris: Option<(Bytes, At)> = tx.query(BACA_SEMENTARA).bind(unit).bind(id).optional().await?;
    let batas = now - jiff::SignedDuration::from_hours(SIMPAN_JAM);
    Ok(baris.filter(|(_, dibuat)| dibuat.timestamp() >= batas).map(|(isi, _)| isi))
}

/// The sealed workbook with remarks.
pub async fn find_catatan(tx: &mut ReadTx, id: Uuid) -> Result<Option<Bytes>> {
    let unit = tx.ctx().unit.0;
    let baris: Option<(Option<Bytes>,)> = tx.query(BACA_CATATAN).bind(unit).bind(id).optional().await?;
    Ok(baris.and_then(|(catatan,)| catatan))
}

/// Drops a workbook in waiting, in the act that took it over.
pub async fn buang_tertunda(tx: &mut WriteTx, id: Uuid) -> Result<u64> {
    let unit = tx.ctx().unit.0;
    tx.execute(BUANG_SEMENTARA, vec![Value::from(unit), Value::from(id)]).await
}

/// Drops a workbook in waiting that was cancelled.
pub async fn batalkan_tertunda(db: &Db, ctx: &db::Context, id: Uuid) -> Result<()> {
    let mut tx = db.work().await?;
    tx.execute(BUANG_SEMENTARA, vec![Value::from(ctx.unit.0), Value::from(id)]).await?;
    buang_lama(&mut tx, ctx.now).await?;
    tx.commit().await
}
