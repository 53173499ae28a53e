//! All SQL of this room.

use db::{At, Bytes, Db, ReadTx, Result, Value, WorkTx, WriteTx};
use uuid::Uuid;

use crate::entitas::ImporOpensid;

db::statements! {
    GET_IMPOR = "select id, sidik, program, versi, kode_asal, nama_asal, pembukaan, masuk, diambil, laporan, oleh, pada
        from impor_opensid where unit = $1 and id = $2";
    FIND_SIDIK = "select id, sidik, program, versi, kode_asal, nama_asal, pembukaan, masuk, diambil, laporan, oleh, pada
        from impor_opensid where unit = $1 and sidik = $2";
    LIST_IMPOR = "select id, sidik, program, versi, kode_asal, nama_asal, pembukaan, masuk, diambil, laporan, oleh, pada
        from impor_opensid where unit = $1 order by pada desc, id desc limit 50";
    work SIMPAN = "insert into opensid_sementara (id, unit, oleh, dibuat_pada, isi) values ($1, $2, $3, $4, $5)";
    work BACA = "select isi, dibuat_pada from opensid_sementara where unit = $1 and id = $2";
    work BUANG = "delete from opensid_sementara where unit = $1 and id = $2";
    work BUANG_LAMA = "delete from opensid_sementara where dibuat_pada < $1";
}

/// A database that was read waits this long for its decision.
const SIMPAN_JAM: i64 = 24;

pub async fn find_impor(tx: &mut ReadTx, id: Uuid) -> Result<Option<ImporOpensid>> {
    tx.query(GET_IMPOR).bind(id).optional().await
}

/// The same source, taken over before.
pub async fn find_menurut_sidik(tx: &mut ReadTx, sidik: [u8; 32]) -> Result<Option<ImporOpensid>> {
    tx.query(FIND_SIDIK).bind(Bytes::from(sidik)).optional().await
}

/// Newest first.
pub async fn list_impor(tx: &mut ReadTx) -> Result<Vec<ImporOpensid>> {
    tx.query(LIST_IMPOR).all().await
}

/// Keeps a sealed database until it is decided, and drops those that nobody decided in a day.
pub(crate) async fn simpan_tertunda(db: &Db, ctx: &db::Context, id: Uuid, isi: Bytes) -> Result<()> {
    let mut tx = db.work().await?;
    buang_lama(&mut tx, ctx.now).await?;
    let values = vec![
        Value::from(id),
        Value::from(ctx.unit.0),
        Value::from(ctx.user()),
        Value::from(ctx.now),
        Value::from(isi),
    ];
    tx.execute(SIMPAN, values).await?;
    tx.commit().await
}

async fn buang_lama(tx: &mut WorkTx, now: jiff::Timestamp) -> Result<u64> {
    let batas = now - jiff::SignedDuration::from_hours(SIMPAN_JAM);
    tx.execute(BUANG_LAMA, vec![Value::from(batas)]).await
}

/// The sealed database; none when it was decided, cancelled or is a day old.
pub(crate) async fn find_tertunda(tx: &mut ReadTx, id: Uuid) -> Result<Option<Bytes>> {
    let (unit, now) = (tx.ctx().unit.0, tx.ctx().now);
    let baris: Option<(Bytes, At)> = tx.query(BACA).bind(unit).bind(id).optional().await?;
    let batas = now - jiff::SignedDuration::from_hours(SIMPAN_JAM);
    Ok(baris.filter(|(_, dibuat)| dibuat.timestamp() >= batas).map(|(isi, _)| isi))
}

/// Drops it in the act that took it over.
pub(crate) async fn buang_tertunda(tx: &mut WriteTx, id: Uuid) -> Result<u64> {
    let unit = tx.ctx().unit.0;
    tx.execute(BUANG, vec![Value::from(unit), Value::from(id)]).await
}

/// Drops it because somebody cancelled.
pub(crate) async fn batalkan_tertunda(db: &Db, ctx: &db::Context, id: Uuid) -> Result<()> {
    let mut tx = db.work().await?;
    tx.execute(BUANG, vec![Value::from(ctx.unit.0), Value::from(id)]).await?;
    buang_lama(&mut tx, ctx.now).await?;
    tx.commit().await
}
