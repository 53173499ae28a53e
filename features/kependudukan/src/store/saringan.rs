//! Filters that somebody keeps. A work table: a filter says nothing about the village, is nobody's evidence, and may
//! hold a name that somebody once looked for, which has no place in a ledger that keeps everything for ever.

use db::{Context, Db, ReadTx, Result, Value};
use uuid::Uuid;

db::statements! {
    work LIST_SARINGAN = "select id, nama, kueri from saringan_simpan
        where unit = $1 and pengguna_id = $2 order by nama, id limit 20";
    work COUNT_SARINGAN = "select count(*) from saringan_simpan where unit = $1 and pengguna_id = $2";
    work SIMPAN_SARINGAN = "insert into saringan_simpan (id, unit, pengguna_id, nama, kueri, dibuat_pada)
        values ($1, $2, $3, $4, $5, $6)";
    work GANTI_SARINGAN = "delete from saringan_simpan where unit = $1 and pengguna_id = $2 and nama = $3";
    work HAPUS_SARINGAN = "delete from saringan_simpan where unit = $1 and pengguna_id = $2 and id = $3";
}

/// More than this nobody finds again.
const BATAS: i64 = 20;

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Saringan {
    pub id: Uuid,
    pub nama: String,
    /// As it stands in an address.
    pub kueri: String,
}

pub async fn list_saringan(tx: &mut ReadTx, pengguna: Uuid) -> Result<Vec<Saringan>> {
    let unit = tx.ctx().unit.0;
    tx.query(LIST_SARINGAN).bind(unit).bind(pengguna).all().await
}

/// Keeps a filter in place of one of the same name; tells whether there was room.
pub async fn simpan_saringan(
    db: &Db,
    ctx: &Context,
    pengguna: Uuid,
    (nama, kueri): (&str, &str),
) -> Result<bool> {
    let mut tx = db.work().await?;
    let (unit, siapa) = (Value::from(ctx.unit.0), Value::from(pengguna));
    tx.execute(GANTI_SARINGAN, vec![unit.clone(), siapa.clone(), Value::from(nama)]).await?;
    if tx.query(COUNT_SARINGAN).bind(unit.clone()).bind(siapa.clone()).count().await? >= BATAS {
        return Ok(false);
    }
    let values = vec![
        Value::from(ctx.new_id()),
        unit,
        siapa,
        Value::from(nama),
        Value::from(kueri),
        Value::from(ctx.now),
    ];
    tx.execute(SIMPAN_SARINGAN, values).await?;
    tx.commit().await?;
    Ok(true)
}

pub async fn hapus_saringan(db: &Db, ctx: &Context, pengguna: Uuid, id: Uuid) -> Result<()> {
    let mut tx = db.work().await?;
    let values = vec![Value::from(ctx.unit.0), Value::from(pengguna), Value::from(id)];
    tx.execute(HAPUS_SARINGAN, values).await?;
    tx.commit().await
}
