//! Half-typed forms. No facts: they live in a work table and leave no ledger line.

use db::{At, Bytes, Db, ReadTx, Result, Value, WriteTx};
use uuid::Uuid;

db::statements! {
    work LIST_DRAF = "select id, jenis, isi, diubah_pada from surat_draf
        where unit = $1 and pengguna_id = $2 order by diubah_pada desc limit 20";
    work FIND_DRAF = "select id, jenis, isi, diubah_pada from surat_draf
        where unit = $1 and pengguna_id = $2 and id = $3";
    work PUT_DRAF = "insert into surat_draf (unit, id, pengguna_id, jenis, isi, diubah_pada)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (unit, id) do update set isi = excluded.isi, diubah_pada = excluded.diubah_pada
        where surat_draf.pengguna_id = excluded.pengguna_id";
    work DELETE_DRAF = "delete from surat_draf where unit = $1 and pengguna_id = $2 and id = $3";
    work DELETE_DRAF_LAMA = "delete from surat_draf where unit = $1 and diubah_pada < $2";
}

const SEGEL: &str = "surat.draf";
/// Drafts nobody came back to are personal data without a purpose.
const UMUR: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// A form as it was left.
#[derive(Debug, Clone)]
pub(crate) struct Draf {
    pub(crate) id: Uuid,
    pub(crate) jenis: String,
    /// Field names and what was typed.
    pub(crate) isi: Vec<(String, String)>,
    pub(crate) diubah_pada: At,
}

impl Draf {
    pub(crate) fn teks(&self, nama: &str) -> &str {
        self.isi.iter().find(|(field, _)| field == nama).map_or("", |(_, nilai)| nilai.as_str())
    }
}

type Row = (Uuid, String, Bytes, At);

fn buka(tx: &ReadTx, (id, jenis, isi, diubah_pada): Row) -> Result<Draf> {
    let plain = tx.keys().open(SEGEL, &isi.0)?;
    let isi = serde_json::from_slice(&plain)
        .map_err(|source| db::Error::Payload { entity: "surat_draf", source })?;
    Ok(Draf { id, jenis, isi, diubah_pada })
}

/// A person's own drafts, newest first.
pub(crate) async fn list_draf(tx: &mut ReadTx, pengguna_id: Uuid) -> Result<Vec<Draf>> {
    let unit = tx.ctx().unit.0;
    let rows: Vec<Row> = tx.query(LIST_DRAF).bind(unit).bind(pengguna_id).all().await?;
    rows.into_iter().map(|row| buka(tx, row)).collect()
}

pub(crate) async fn find_draf(tx: &mut ReadTx, pengguna_id: Uuid, id: Uuid) -> Result<Option<Draf>> {
    let unit = tx.ctx().unit.0;
    let row: Option<Row> = tx.query(FIND_DRAF).bind(unit).bind(pengguna_id).bind(id).optional().await?;
    row.map(|row| buka(tx, row)).transpose()
}

/// Keeps a draft as it now stands, and lets those go that nobody touched for a month.
pub(crate) async fn put_draf(db: &Db, tx: &ReadTx, pengguna_id: Uuid, draf: &Draf) -> Result<()> {
    let ctx = *tx.ctx();
    let json = serde_json::to_vec(&draf.isi).expect("pairs of text have a JSON form");
    let sealed = Bytes::from(tx.keys().seal(SEGEL, &json));
    let unit = Value::from(ctx.unit.0);
    let values = vec![
        unit.clone(),
        draf.id.into(),
        pengguna_id.into(),
        draf.jenis.clone().into(),
        sealed.into(),
        ctx.now.into(),
    ];
    let mut work = db.work().await?;
    work.execute(PUT_DRAF, values).await?;
    work.execute(DELETE_DRAF_LAMA, vec![unit, (ctx.now - UMUR).into()]).await?;
    work.commit().await
}

/// Leaves a half-typed letter for who acts, as part of their act: what another room already knows need not be
/// typed again.
pub async fn titip_draf(tx: &mut WriteTx, id: Uuid, jenis: &str, isi: &[(String, String)]) -> Result<()> {
    let ctx = *tx.ctx();
    let Some(pengguna_id) = ctx.user() else { return Ok(()) };
    let json = serde_json::to_vec(isi).expect("pairs of text have a JSON form");
    let sealed = Bytes::from(tx.keys().seal(SEGEL, &json));
    let values =
        vec![ctx.unit.0.into(), id.into(), pengguna_id.into(), jenis.into(), sealed.into(), ctx.now.into()];
    tx.execute(PUT_DRAF, values).await?;
    Ok(())
}

pub(crate) async fn delete_draf(db: &Db, ctx: &db::Context, id: Uuid) -> Result<()> {
    let Some(pengguna_id) = ctx.user() else { return Ok(()) };
    let mut work = db.work().await?;
    work.execute(DELETE_DRAF, vec![ctx.unit.0.into(), pengguna_id.into(), id.into()]).await?;
    work.commit().await
}

/// Lets a draft go within the act that made a letter of it.
pub(crate) async fn delete_draf_surat(tx: &mut WriteTx, id: Uuid) -> Result<()> {
    let ctx = *tx.ctx();
    let Some(pengguna_id) = ctx.user() else { return Ok(()) };
    tx.execute(DELETE_DRAF, vec![ctx.unit.0.into(), pengguna_id.into(), id.into()]).await?;
    Ok(())
}
