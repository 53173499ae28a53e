//! Where conversations stand, one-time codes, and how often somebody tried.

use db::{At, Bytes, Db, ReadTx, Result, Value, WriteTx};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::percakapan::Percakapan;

db::statements! {
    GET_PERCAKAPAN = "select isi_segel, pesan_terakhir_pada, diubah_pada from pesan_percakapan
        where unit = $1 and kontak_id = $2";
    work PUT_PERCAKAPAN = "insert into pesan_percakapan (unit, kontak_id, isi_segel, pesan_terakhir_pada, diubah_pada)
        values ($1, $2, $3, $4, $5)
        on conflict (unit, kontak_id) do update set isi_segel = excluded.isi_segel,
            pesan_terakhir_pada = excluded.pesan_terakhir_pada, diubah_pada = excluded.diubah_pada";
    work INSERT_KODE = "insert into pesan_kode (unit, id, untuk, kode_kunci, penduduk_id, kontak_id, oleh, salah, sampai_pada)
        values ($1, $2, $3, $4, $5, $6, $7, 0, $8)";
    FIND_KODE_KANTOR = "select id, penduduk_id, oleh from pesan_kode
        where unit = $1 and untuk = 1 and kode_kunci = $2 and dipakai_pada is null and sampai_pada > $3";
    GET_KODE = "select penduduk_id, kode_kunci, salah, sampai_pada, dipakai_pada from pesan_kode
        where unit = $1 and id = $2 and untuk = 2";
    work PAKAI_KODE = "update pesan_kode set dipakai_pada = $3 where unit = $1 and id = $2 and dipakai_pada is null";
    work HABISKAN_KODE = "update pesan_kode set sampai_pada = $3
        where unit = $1 and untuk = 1 and penduduk_id = $2 and dipakai_pada is null";
    work SALAHI_KODE = "update pesan_kode set salah = salah + 1 where unit = $1 and id = $2";
    work HITUNG = "insert into pesan_percobaan (unit, kunci, hari, jumlah) values ($1, $2, $3, 1)
        on conflict (unit, kunci, hari) do update set jumlah = pesan_percobaan.jumlah + 1";
    GET_HITUNG = "select jumlah from pesan_percobaan where unit = $1 and kunci = $2 and hari = $3";
    work HAPUS_KODE = "delete from pesan_kode where unit = $1 and penduduk_id = $2";
    work HAPUS_KODE_KONTAK = "delete from pesan_kode where unit = $1 and kontak_id = $2";
    work HAPUS_PERCAKAPAN = "delete from pesan_percakapan where unit = $1 and kontak_id = $2";
    work HAPUS_KODE_LAMA = "delete from pesan_kode where unit = $1 and sampai_pada < $2";
    work HAPUS_PERCOBAAN_LAMA = "delete from pesan_percobaan where unit = $1 and hari < $2";
    work HAPUS_PERCAKAPAN_LAMA = "delete from pesan_percakapan where unit = $1 and diubah_pada < $2";
}

const ISI: &str = "pesan_percakapan.isi";
const KODE: &str = "pesan_kode.kode";
const COBA: &str = "pesan_percobaan";

/// A code lives this long.
pub(crate) const MASA_KODE: SignedDuration = SignedDuration::from_mins(15);
/// So often may be tried in a day, for each contact and for each thing tried.
pub(crate) const BATAS_COBA: i64 = 5;

/// Where a conversation stands.
pub(crate) struct Kedudukan {
    pub(crate) isi: Percakapan,
    /// Of the newest message that was handled.
    pub(crate) pesan_terakhir: Timestamp,
    pub(crate) diubah: Timestamp,
}

pub(crate) async fn find_percakapan(tx: &mut ReadTx, kontak_id: Uuid) -> Result<Option<Kedudukan>> {
    let row: Option<(Bytes, At, At)> = tx.query(GET_PERCAKAPAN).bind(kontak_id).optional().await?;
    let Some((segel, pesan, diubah)) = row else { return Ok(None) };
    let terbuka = tx.keys().open(ISI, &segel.0)?;
    // A shape of an older release begins anew rather than stops the conversation.
    let isi = serde_json::from_slice(&terbuka).unwrap_or_default();
    Ok(Some(Kedudukan { isi, pesan_terakhir: pesan.timestamp(), diubah: diubah.timestamp() }))
}

pub(crate) async fn put_percakapan(
    tx: &mut WriteTx,
    kontak_id: Uuid,
    isi: &Percakapan,
    pesan_terakhir: Timestamp,
) -> Result<()> {
    let (unit, now) = (tx.ctx().unit.0, tx.ctx().now);
    let polos = serde_json::to_vec(isi)
        .map_err(|source| db::Error::Payload { entity: "pesan_percakapan", source })?;
    let segel: Bytes = tx.keys().seal(ISI, &polos).into();
    let values = vec![unit.into(), kontak_id.into(), segel.into(), pesan_terakhir.into(), now.into()];
    tx.execute(PUT_PERCAKAPAN, values).await?;
    Ok(())
}

/// A code that the office hands over: whoever sends it is bound to the resident.
pub(crate) async fn insert_kode_kantor(tx: &mut WriteTx, penduduk_id: Uuid, kode: &str) -> Result<()> {
    let ctx = *tx.ctx();
    let values = vec![ctx.unit.0.into(), penduduk_id.into(), ctx.now.into()];
    tx.execute(HABISKAN_KODE, values).await?;
    insert_kode(tx, 1, kode, (Some(penduduk_id), None)).await?;
    Ok(())
}

/// A code that went to the number on record. Without a resident nobody can ever use it.
pub(crate) async fn insert_kode_tercatat(
    tx: &mut WriteTx,
    penduduk_id: Option<Uuid>,
    kontak_id: Uuid,
    kode: &str,
) -> Result<Uuid> {
    insert_kode(tx, 2, kode, (penduduk_id, Some(kontak_id))).await
}

async fn insert_kode(
    tx: &mut WriteTx,
    untuk: i16,
    kode: &str,
    (penduduk_id, kontak_id): (Option<Uuid>, Option<Uuid>),
) -> Result<Uuid> {
    let ctx = *tx.ctx();
    let id = ctx.new_id();
    let kunci: Bytes = tx.keys().hash(KODE, kode.as_bytes()).into();
    let values = vec![
        ctx.unit.0.into(),
        id.into(),
        untuk.into(),
        kunci.into(),
        penduduk_id.into(),
        kontak_id.into(),
        ctx.user().into(),
        (ctx.now + MASA_KODE).into(),
    ];
    tx.execute(INSERT_KODE, values).await?;
    Ok(id)
}

/// The resident for whom the office handed out a code, and who did.
pub(crate) async fn pakai_kode_kantor(tx: &mut WriteTx, kode: &str) -> Result<Option<(Uuid, Option<Uuid>)>> {
    let (unit, now) = (tx.ctx().unit.0, tx.ctx().now);
    let kunci: Bytes = tx.keys().hash(KODE, kode.as_bytes()).into();
    let row: Option<(Uuid, Option<Uuid>, Option<Uuid>)> =
        tx.query(FIND_KODE_KANTOR).bind(kunci).bind(now).optional().await?;
    let Some((id, Some(penduduk_id), oleh)) = row else { return Ok(None) };
    tx.execute(PAKAI_KODE, vec![unit.into(), id.into(), now.into()]).await?;
    Ok(Some((penduduk_id, oleh)))
}

/// Resident, hash, wrong tries, until when, when used.
type BarisKode = (Option<Uuid>, Bytes, i64, At, Option<At>);

/// Tries a code that went to the number on record. The same work is done whether or not anybody stands behind it.
pub(crate) async fn coba_kode_tercatat(tx: &mut WriteTx, id: Uuid, kode: &str) -> Result<Option<Uuid>> {
    let (unit, now) = (tx.ctx().unit.0, tx.ctx().now);
    let kunci: Bytes = tx.keys().hash(KODE, kode.as_bytes()).into();
    let row: Option<BarisKode> = tx.query(GET_KODE).bind(id).optional().await?;
    let Some((penduduk_id, tersimpan, salah, sampai, dipakai)) = row else { return Ok(None) };
    let hidup = dipakai.is_none() && now < sampai.timestamp() && salah < BATAS_COBA;
    // Keyed hashes are compared, so the time tells nothing of the code.
    let cocok = hidup && tersimpan == kunci && penduduk_id.is_some();
    let pernyataan = if cocok { PAKAI_KODE } else { SALAHI_KODE };
    let mut values: Vec<Value> = vec![unit.into(), id.into()];
    if cocok {
        values.push(now.into());
    }
    tx.execute(pernyataan, values).await?;
    Ok(penduduk_id.filter(|_| cocok))
}

/// Counts a try; tells whether it is still within the day's limit.
pub(crate) async fn hitung_coba(tx: &mut WriteTx, apa: &str, hari: jiff::civil::Date) -> Result<bool> {
    let unit = tx.ctx().unit.0;
    let kunci: Bytes = tx.keys().hash(COBA, apa.as_bytes()).into();
    tx.execute(HITUNG, vec![unit.into(), kunci.clone().into(), hari.into()]).await?;
    let jumlah = tx.query(GET_HITUNG).bind(kunci).bind(hari).count().await?;
    Ok(jumlah <= BATAS_COBA)
}

/// Takes away the codes that were made for a resident.
pub(crate) async fn hapus_kode(tx: &mut WriteTx, penduduk_id: Uuid) -> Result<()> {
    let unit = tx.ctx().unit.0;
    tx.execute(HAPUS_KODE, vec![unit.into(), penduduk_id.into()]).await?;
    Ok(())
}

/// Forgets where the conversation with a contact stands, and the codes that it was sent.
pub(crate) async fn hapus_kontak(tx: &mut WriteTx, kontak_id: Uuid) -> Result<()> {
    let unit = tx.ctx().unit.0;
    for pernyataan in [HAPUS_PERCAKAPAN, HAPUS_KODE_KONTAK] {
        tx.execute(pernyataan, vec![unit.into(), kontak_id.into()]).await?;
    }
    Ok(())
}

pub(crate) async fn hapus_lama(db: &Db, unit: i64, kini: Timestamp) -> Result<()> {
    let sehari = SignedDuration::from_hours(24);
    let mut work = db.work().await?;
    work.execute(HAPUS_KODE_LAMA, vec![Value::from(unit), (kini - sehari).into()]).await?;
    let hari = kamus::Zona::Wib.tanggal(kini - sehari * 2);
    work.execute(HAPUS_PERCOBAAN_LAMA, vec![Value::from(unit), hari.into()]).await?;
    work.execute(HAPUS_PERCAKAPAN_LAMA, vec![Value::from(unit), (kini - sehari * 30).into()]).await?;
    work.commit().await
}
