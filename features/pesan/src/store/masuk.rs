//! What came in: deliveries byte for byte, and the messages in them.

use db::{At, Bytes, Context, Db, ReadTx, Result, Value, WorkTx, WriteTx};
use jiff::Timestamp;
use uuid::Uuid;

use crate::penyedia::{Jenis, PesanDatang};

db::statements! {
    work INSERT_KIRIMAN = "insert into pesan_kiriman (unit, id, penyedia, sidik, isi_segel, diterima_pada)
        values ($1, $2, $3, $4, $5, $6) on conflict (unit, sidik) do nothing";
    work TANDAI_DIBACA = "update pesan_kiriman set dibaca_pada = $3, galat = $4 where unit = $1 and id = $2";
    GET_KIRIMAN = "select penyedia, isi_segel, dibaca_pada from pesan_kiriman where unit = $1 and id = $2";
    COUNT_RUSAK = "select count(*) from pesan_kiriman where unit = $1 and galat is not null";
    work INSERT_MASUK = "insert into pesan_masuk (unit, id, penyedia, pesan_kunci, kontak_id, isi_segel, keadaan,
            dikirim_pada, diterima_pada) values ($1, $2, $3, $4, $5, $6, 1, $7, $8)
        on conflict (unit, penyedia, pesan_kunci) do nothing";
    work TANDAI_MASUK = "update pesan_masuk set keadaan = $3, ditangani_pada = $4 where unit = $1 and id = $2 and keadaan = 1";
    LIST_MENUNGGU = "select id, isi_segel, dikirim_pada from pesan_masuk
        where unit = $1 and kontak_id = $2 and keadaan = 1 order by dikirim_pada, diterima_pada, id";
    LIST_MASUK = "select isi_segel, keadaan, diterima_pada from pesan_masuk
        where unit = $1 and kontak_id = $2 order by diterima_pada desc, id desc limit $3";
    COUNT_MASUK_SEJAK = "select count(*) from pesan_masuk where unit = $1 and diterima_pada >= $2";
    LIST_PERNAH = "select kontak_id, max(diterima_pada) as terakhir, count(*) as jumlah from pesan_masuk
        where unit = $1 group by kontak_id order by terakhir desc, kontak_id limit 50";
    work HAPUS_KIRIMAN_LAMA = "delete from pesan_kiriman where unit = $1
        and ((diterima_pada < $2 and dibaca_pada is not null) or diterima_pada < $3)";
    work HAPUS_MASUK_KONTAK = "delete from pesan_masuk where unit = $1 and kontak_id = $2";
    work HAPUS_MASUK_LAMA = "delete from pesan_masuk where unit = $1 and diterima_pada < $2";
    GET_SUSUL = "select pada from pesan_susul where unit = $1";
    work SET_SUSUL = "insert into pesan_susul (unit, pada) values ($1, $2)
        on conflict (unit) do update set pada = excluded.pada";
}

const ISI: &str = "pesan_masuk.isi";
const KIRIMAN: &str = "pesan_kiriman.isi";
const KUNCI: &str = "pesan.id";

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nasib {
    Ditangani = 2,
    /// A newer one was handled before: it belongs to a question that is gone.
    Terlambat = 3,
    /// Nothing is said to it: a group, a contact that said stop.
    Dibiarkan = 4,
}

/// Keeps a delivery and asks for it to be read, both or neither. False when these very bytes came before.
pub(crate) async fn insert_kiriman(
    work: &mut WorkTx,
    ctx: &Context,
    jenis: Jenis,
    keys: &vault::UnitKeys,
    mentah: &[u8],
) -> Result<bool> {
    let id = ctx.new_id();
    let baru = work
        .execute(
            INSERT_KIRIMAN,
            vec![
                ctx.unit.0.into(),
                id.into(),
                jenis.kode().into(),
                Bytes::from(keys.hash(KIRIMAN, mentah)).into(),
                Bytes::from(keys.seal(KIRIMAN, mentah)).into(),
                ctx.now.into(),
            ],
        )
        .await?;
    if baru > 0 {
        let isi = serde_json::json!({ "kiriman": id });
        jobs::enqueue_work(work, ctx, crate::kerja::TERIMA, isi, ctx.now).await?;
    }
    Ok(baru > 0)
}

/// A delivery that was not read yet.
pub(crate) async fn find_kiriman(tx: &mut ReadTx, id: Uuid) -> Result<Option<(Jenis, Vec<u8>)>> {
    let row: Option<(i16, Bytes, Option<At>)> = tx.query(GET_KIRIMAN).bind(id).optional().await?;
    let Some((penyedia, segel, None)) = row else { return Ok(None) };
    let terbuka = tx.keys().open(KIRIMAN, &segel.0)?;
    Ok(Jenis::dari_kode(penyedia).map(|jenis| (jenis, terbuka)))
}

pub(crate) async fn tandai_dibaca(tx: &mut WriteTx, id: Uuid, galat: Option<String>) -> Result<()> {
    let (unit, now) = (tx.ctx().unit.0, tx.ctx().now);
    tx.execute(TANDAI_DIBACA, vec![unit.into(), id.into(), now.into(), galat.into()]).await?;
    Ok(())
}

/// Keeps a message once, however often its provider tells of it.
pub(crate) async fn insert_masuk(
    tx: &mut WriteTx,
    jenis: Jenis,
    kontak_id: Uuid,
    pesan: &PesanDatang,
) -> Result<bool> {
    let ctx = *tx.ctx();
    let isi =
        serde_json::to_vec(pesan).map_err(|source| db::Error::Payload { entity: "pesan_masuk", source })?;
    let values = vec![
        ctx.unit.0.into(),
        ctx.new_id().into(),
        jenis.kode().into(),
        Bytes::from(tx.keys().hash(KUNCI, pesan.id.as_bytes())).into(),
        kontak_id.into(),
        Bytes::from(tx.keys().seal(ISI, &isi)).into(),
        pesan.pada.into(),
        ctx.now.into(),
    ];
    Ok(tx.execute(INSERT_MASUK, values).await? > 0)
}

/// The messages of a contact that wait, in the order in which they were written.
pub(crate) async fn list_menunggu(
    tx: &mut ReadTx,
    kontak_id: Uuid,
) -> Result<Vec<(Uuid, PesanDatang, Timestamp)>> {
    let rows: Vec<(Uuid, Bytes, At)> = tx.query(LIST_MENUNGGU).bind(kontak_id).all().await?;
    rows.into_iter().map(|(id, segel, pada)| Ok((id, buka(tx, &segel)?, pada.timestamp()))).collect()
}

fn buka(tx: &ReadTx, segel: &Bytes) -> Result<PesanDatang> {
    let terbuka = tx.keys().open(ISI, &segel.0)?;
    serde_json::from_slice(&terbuka).map_err(|source| db::Error::Payload { entity: "pesan_masuk", source })
}

pub(crate) async fn tandai_masuk(tx: &mut WriteTx, id: Uuid, nasib: Nasib) -> Result<()> {
    let (unit, now) = (tx.ctx().unit.0, tx.ctx().now);
    tx.execute(TANDAI_MASUK, vec![unit.into(), id.into(), (nasib as i16).into(), now.into()]).await?;
    Ok(())
}

/// A message as pages show it.
pub(crate) struct BarisMasuk {
    pub(crate) pesan: PesanDatang,
    pub(crate) keadaan: i16,
    pub(crate) diterima_pada: At,
}

pub(crate) async fn list_masuk(tx: &mut ReadTx, kontak_id: Uuid, batas: i64) -> Result<Vec<BarisMasuk>> {
    let rows: Vec<(Bytes, i16, At)> = tx.query(LIST_MASUK).bind(kontak_id).bind(batas).all().await?;
    let baris = rows.into_iter().map(|(segel, keadaan, diterima_pada)| {
        Ok(BarisMasuk { pesan: buka(tx, &segel)?, keadaan, diterima_pada })
    });
    baris.collect()
}

pub(crate) async fn count_masuk_sejak(tx: &mut ReadTx, sejak: Timestamp) -> Result<i64> {
    tx.query(COUNT_MASUK_SEJAK).bind(sejak).count().await
}

/// Deliveries that nobody could read.
pub(crate) async fn count_rusak(tx: &mut ReadTx) -> Result<i64> {
    tx.query(COUNT_RUSAK).count().await
}

/// The contacts that wrote last: when, and how many messages are kept.
pub(crate) async fn list_pernah(tx: &mut ReadTx) -> Result<Vec<(Uuid, At, i64)>> {
    tx.query(LIST_PERNAH).all().await
}

pub(crate) async fn find_susul(tx: &mut ReadTx) -> Result<Option<Timestamp>> {
    let row: Option<(At,)> = tx.query(GET_SUSUL).optional().await?;
    Ok(row.map(|(pada,)| pada.timestamp()))
}

pub(crate) async fn set_susul(tx: &mut WriteTx, pada: Timestamp) -> Result<()> {
    let unit = tx.ctx().unit.0;
    tx.execute(SET_SUSUL, vec![unit.into(), pada.into()]).await?;
    Ok(())
}

/// Forgets all that a contact wrote.
pub(crate) async fn hapus_kontak(tx: &mut WriteTx, kontak_id: Uuid) -> Result<()> {
    let unit = tx.ctx().unit.0;
    tx.execute(HAPUS_MASUK_KONTAK, vec![unit.into(), kontak_id.into()]).await?;
    Ok(())
}

/// Forgets what was read before `kiriman`, and whatever came before `pesan`.
pub(crate) async fn hapus_lama(db: &Db, unit: i64, kiriman: Timestamp, pesan: Timestamp) -> Result<()> {
    let mut work = db.work().await?;
    work.execute(HAPUS_KIRIMAN_LAMA, vec![Value::from(unit), kiriman.into(), pesan.into()]).await?;
    work.execute(HAPUS_MASUK_LAMA, vec![Value::from(unit), pesan.into()]).await?;
    work.commit().await
}
