//! What goes out, in order for each contact.

use db::{At, Bytes, Db, ReadTx, Result, Value, WriteTx};
use jiff::Timestamp;
use uuid::Uuid;

use crate::penyedia::Kiriman;

db::statements! {
    work INSERT_KELUAR = "insert into pesan_keluar (unit, id, kontak_id, penduduk_id, isi_segel, keadaan, percobaan,
            mulai_pada, dibuat_pada, urut)
        values ($1, $2, $3, $7, $4, $5, 0, $6, $6,
            (select coalesce(max(urut), 0) + 1 from pesan_keluar where unit = $1 and kontak_id = $3))";
    /// The next to be sent, and whatever is being sent.
    LIST_GILIRAN = "select id, penduduk_id, isi_segel, keadaan, percobaan, mulai_pada, dibuat_pada from pesan_keluar
        where unit = $1 and kontak_id = $2 and keadaan in (1, 2) order by keadaan desc, urut limit 1";
    GET_TERAKHIR_KIRIM = "select max(dikirim_pada) from pesan_keluar where unit = $1 and kontak_id = $2";
    work AMBIL_GILIRAN = "update pesan_keluar set keadaan = 2, percobaan = percobaan + 1, mulai_pada = $3
        where unit = $1 and id = $2 and keadaan in (1, 2)";
    work SET_TERKIRIM = "update pesan_keluar set keadaan = 3, penyedia_kunci = $3, dikirim_pada = $4, galat = null,
        galat_kode = null where unit = $1 and id = $2 and keadaan = 2";
    work SET_NASIB = "update pesan_keluar set keadaan = $3, mulai_pada = $4, galat_kode = $5, galat = $6
        where unit = $1 and id = $2 and keadaan = 2";
    /// Only forward: a `delivered` that comes after `read` changes nothing.
    work SET_STATUS = "update pesan_keluar set keadaan = $3,
            sampai_pada = coalesce(sampai_pada, $4), dibaca_pada = coalesce(dibaca_pada, $5)
        where unit = $1 and penyedia_kunci = $2 and keadaan in (3, 4) and keadaan < $3";
    work SET_STATUS_GAGAL = "update pesan_keluar set keadaan = 6, galat_kode = $3, galat = $4
        where unit = $1 and penyedia_kunci = $2 and keadaan = 3";
    FIND_STATUS = "select id, kontak_id from pesan_keluar where unit = $1 and penyedia_kunci = $2";
    /// What waits for the resident to write, or to ask for it.
    LIST_TAHANAN = "select id, penduduk_id from pesan_keluar
        where unit = $1 and kontak_id = $2 and keadaan = $3 order by urut";
    work LEPAS_TAHANAN = "update pesan_keluar set keadaan = 1, mulai_pada = $3
        where unit = $1 and id = $2 and keadaan in (7, 9)";
    work TAHAN_ULANG = "update pesan_keluar set keadaan = 7, galat_kode = null, galat = null
        where unit = $1 and id = $2 and keadaan = 6";
    /// A message that was put aside is sent anew as another one.
    work PENSIUNKAN = "update pesan_keluar set keadaan = 8 where unit = $1 and id = $2 and keadaan = 6";
    work BUANG_ANTREAN = "update pesan_keluar set keadaan = 8
        where unit = $1 and kontak_id = $2 and keadaan in (1, 6, 7, 9)";
    work BUANG_TENTANG = "update pesan_keluar set keadaan = 8
        where unit = $1 and kontak_id = $2 and penduduk_id = $3 and keadaan in (1, 6, 7, 9)";
    LIST_KELUAR = "select id, isi_segel, keadaan, galat, dibuat_pada from pesan_keluar
        where unit = $1 and kontak_id = $2 order by urut desc limit $3";
    GET_KELUAR = "select kontak_id, penduduk_id, isi_segel from pesan_keluar where unit = $1 and id = $2";
    COUNT_KELUAR = "select keadaan, count(*) from pesan_keluar where unit = $1 group by keadaan order by keadaan";
    LIST_GAGAL = "select id, kontak_id, galat_kode, galat, dibuat_pada from pesan_keluar
        where unit = $1 and keadaan = 6 order by dibuat_pada desc, id desc limit 50";
    work BUANG_BASI = "update pesan_keluar set keadaan = 8
        where unit = $1 and keadaan in (1, 2) and dibuat_pada < $2";
    LIST_KONTAK_ANTRE = "select distinct kontak_id from pesan_keluar where unit = $1 and keadaan in (1, 2)";
    work HAPUS_KELUAR_KONTAK = "delete from pesan_keluar where unit = $1 and kontak_id = $2";
    work HAPUS_KELUAR_LAMA = "delete from pesan_keluar where unit = $1 and dibuat_pada < $2";
}

const ISI: &str = "pesan_keluar.isi";
const KUNCI: &str = "pesan.id";

/// Where a message is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keadaan {
    Antre = 1,
    Dikirimkan = 2,
    Terkirim = 3,
    Sampai = 4,
    Dibaca = 5,
    Gagal = 6,
    /// Waits until the resident writes: the 24 hours are over and there is no template.
    Ditahan = 7,
    Dibuang = 8,
    /// Sensitive: waits until the resident asks for it.
    Diambil = 9,
}

impl Keadaan {
    pub(crate) fn label(kode: i16) -> (&'static str, ui::Tone) {
        match kode {
            1 => ("Menunggu dikirim", ui::Tone::Wait),
            2 => ("Sedang dikirim", ui::Tone::Wait),
            3 => ("Terkirim", ui::Tone::Info),
            4 => ("Sampai", ui::Tone::Good),
            5 => ("Dibaca", ui::Tone::Good),
            6 => ("Gagal", ui::Tone::Bad),
            7 => ("Menunggu warga menulis", ui::Tone::Wait),
            9 => ("Menunggu AMBIL", ui::Tone::Wait),
            _ => ("Tidak dikirim", ui::Tone::Plain),
        }
    }
}

/// A message whose turn it is.
pub(crate) struct Giliran {
    pub(crate) id: Uuid,
    pub(crate) tentang: Option<Uuid>,
    pub(crate) kiriman: Kiriman,
    pub(crate) sedang: bool,
    pub(crate) percobaan: i64,
    pub(crate) mulai_pada: Timestamp,
    pub(crate) dibuat_pada: Timestamp,
}

/// Keeps a message for a contact; `tentang` is the resident it tells about, so that it reaches nobody who is not
/// bound to them when it goes out.
pub(crate) async fn insert_keluar(
    tx: &mut WriteTx,
    (kontak_id, tentang): (Uuid, Option<Uuid>),
    kiriman: &Kiriman,
    keadaan: Keadaan,
) -> Result<Uuid> {
    let ctx = *tx.ctx();
    let id = ctx.new_id();
    let isi = serde_json::to_vec(kiriman)
        .map_err(|source| db::Error::Payload { entity: "pesan_keluar", source })?;
    let segel: Bytes = tx.keys().seal(ISI, &isi).into();
    let values = vec![
        ctx.unit.0.into(),
        id.into(),
        kontak_id.into(),
        segel.into(),
        (keadaan as i16).into(),
        ctx.now.into(),
        tentang.into(),
    ];
    tx.execute(INSERT_KELUAR, values).await?;
    if keadaan == Keadaan::Antre {
        jobs::enqueue(tx, crate::kerja::KIRIM, serde_json::json!({ "kontak": kontak_id })).await?;
    }
    Ok(id)
}

fn buka(tx: &ReadTx, segel: &Bytes) -> Result<Kiriman> {
    let terbuka = tx.keys().open(ISI, &segel.0)?;
    serde_json::from_slice(&terbuka).map_err(|source| db::Error::Payload { entity: "pesan_keluar", source })
}

/// Id, whom it tells about, contents, state, tries, not before, since when.
type BarisGiliran = (Uuid, Option<Uuid>, Bytes, i16, i64, At, At);

pub(crate) async fn find_giliran(tx: &mut ReadTx, kontak_id: Uuid) -> Result<Option<Giliran>> {
    let row: Option<BarisGiliran> = tx.query(LIST_GILIRAN).bind(kontak_id).optional().await?;
    let Some((id, tentang, segel, keadaan, percobaan, mulai, dibuat)) = row else { return Ok(None) };
    let kiriman = buka(tx, &segel)?;
    let sedang = keadaan == Keadaan::Dikirimkan as i16;
    let (mulai_pada, dibuat_pada) = (mulai.timestamp(), dibuat.timestamp());
    Ok(Some(Giliran { id, tentang, kiriman, sedang, percobaan, mulai_pada, dibuat_pada }))
}

/// When the contact was last sent something.
pub(crate) async fn find_terakhir_kirim(tx: &mut ReadTx, kontak_id: Uuid) -> Result<Option<Timestamp>> {
    let (pada,): (Option<At>,) = tx.query(GET_TERAKHIR_KIRIM).bind(kontak_id).one().await?;
    Ok(pada.map(At::timestamp))
}

/// Writes down that a message is being sent, before it is. After `sampai` it counts as never answered for.
pub(crate) async fn ambil(tx: &mut WriteTx, id: Uuid, sampai: Timestamp) -> Result<()> {
    let unit = tx.ctx().unit.0;
    tx.execute(AMBIL_GILIRAN, vec![unit.into(), id.into(), sampai.into()]).await?;
    Ok(())
}

pub(crate) async fn set_terkirim(tx: &mut WriteTx, id: Uuid, penyedia_id: &str) -> Result<()> {
    let (unit, now) = (tx.ctx().unit.0, tx.ctx().now);
    let kunci: Bytes = tx.keys().hash(KUNCI, penyedia_id.as_bytes()).into();
    tx.execute(SET_TERKIRIM, vec![unit.into(), id.into(), kunci.into(), now.into()]).await?;
    Ok(())
}

/// Puts a message that could not be sent where it belongs: back into the queue, aside, or held.
pub(crate) async fn set_nasib(
    tx: &mut WriteTx,
    id: Uuid,
    (keadaan, mulai): (Keadaan, Timestamp),
    (kode, galat): (Option<i64>, &str),
) -> Result<()> {
    let unit = tx.ctx().unit.0;
    let values = vec![
        unit.into(),
        id.into(),
        (keadaan as i16).into(),
        mulai.into(),
        kode.into(),
        Some(galat).filter(|galat| !galat.is_empty()).into(),
    ];
    tx.execute(SET_NASIB, values).await?;
    Ok(())
}

/// A receipt. One that is not for ours, or that comes behind a later one, changes nothing.
pub(crate) async fn set_status(
    tx: &mut WriteTx,
    penyedia_id: &str,
    keadaan: Keadaan,
    pada: Timestamp,
) -> Result<()> {
    let unit = tx.ctx().unit.0;
    let kunci: Bytes = tx.keys().hash(KUNCI, penyedia_id.as_bytes()).into();
    let dibaca = (keadaan == Keadaan::Dibaca).then(|| At::from(pada));
    let values =
        vec![unit.into(), kunci.into(), (keadaan as i16).into(), At::from(pada).into(), dibaca.into()];
    tx.execute(SET_STATUS, values).await?;
    Ok(())
}

/// The provider says afterwards that a message did not arrive. Tells whose it was.
pub(crate) async fn set_status_gagal(
    tx: &mut WriteTx,
    penyedia_id: &str,
    kode: i64,
    galat: &str,
) -> Result<Option<(Uuid, Uuid)>> {
    let unit = tx.ctx().unit.0;
    let kunci: Bytes = tx.keys().hash(KUNCI, penyedia_id.as_bytes()).into();
    let values = vec![unit.into(), kunci.clone().into(), kode.into(), galat.into()];
    if tx.execute(SET_STATUS_GAGAL, values).await? == 0 {
        return Ok(None);
    }
    tx.query(FIND_STATUS).bind(kunci).optional().await
}

pub(crate) async fn tahan_ulang(tx: &mut WriteTx, id: Uuid) -> Result<()> {
    let unit = tx.ctx().unit.0;
    tx.execute(TAHAN_ULANG, vec![unit.into(), id.into()]).await?;
    Ok(())
}

/// Lets go what was held for this contact, as far as it tells about nobody or one of `warga`; tells how many.
pub(crate) async fn lepas_tahanan(
    tx: &mut WriteTx,
    kontak_id: Uuid,
    dari: Keadaan,
    warga: &[Uuid],
) -> Result<u64> {
    let (unit, now) = (tx.ctx().unit.0, tx.ctx().now);
    let semua: Vec<(Uuid, Option<Uuid>)> =
        tx.query(LIST_TAHANAN).bind(kontak_id).bind(dari as i16).all().await?;
    let mut banyak = 0;
    for (id, _) in semua.into_iter().filter(|(_, tentang)| tentang.is_none_or(|id| warga.contains(&id))) {
        banyak += tx.execute(LEPAS_TAHANAN, vec![unit.into(), id.into(), now.into()]).await?;
    }
    if banyak > 0 {
        jobs::enqueue(tx, crate::kerja::KIRIM, serde_json::json!({ "kontak": kontak_id })).await?;
    }
    Ok(banyak)
}

/// Takes a failed message out of the list of failed ones; false when it is not there any more.
pub(crate) async fn pensiunkan(tx: &mut WriteTx, id: Uuid) -> Result<bool> {
    let unit = tx.ctx().unit.0;
    Ok(tx.execute(PENSIUNKAN, vec![unit.into(), id.into()]).await? > 0)
}

/// Drops what still waits for a contact that said stop or has another owner, and what failed.
pub(crate) async fn buang_antrean(tx: &mut WriteTx, kontak_id: Uuid) -> Result<()> {
    let unit = tx.ctx().unit.0;
    tx.execute(BUANG_ANTREAN, vec![unit.into(), kontak_id.into()]).await?;
    Ok(())
}

/// Drops what a contact was still to be told about a resident.
pub(crate) async fn buang_tentang(tx: &mut WriteTx, kontak_id: Uuid, penduduk_id: Uuid) -> Result<()> {
    let unit = tx.ctx().unit.0;
    tx.execute(BUANG_TENTANG, vec![unit.into(), kontak_id.into(), penduduk_id.into()]).await?;
    Ok(())
}

/// Drops what was queued before an instant and never went out.
pub(crate) async fn buang_basi(tx: &mut WriteTx, sebelum: Timestamp) -> Result<()> {
    let unit = tx.ctx().unit.0;
    tx.execute(BUANG_BASI, vec![unit.into(), sebelum.into()]).await?;
    Ok(())
}

/// A message as pages show it.
pub(crate) struct BarisKeluar {
    pub(crate) id: Uuid,
    pub(crate) kiriman: Kiriman,
    pub(crate) keadaan: i16,
    pub(crate) galat: Option<String>,
    pub(crate) dibuat_pada: At,
}

pub(crate) async fn list_keluar(tx: &mut ReadTx, kontak_id: Uuid, batas: i64) -> Result<Vec<BarisKeluar>> {
    let rows: Vec<(Uuid, Bytes, i16, Option<String>, At)> =
        tx.query(LIST_KELUAR).bind(kontak_id).bind(batas).all().await?;
    let baris = rows.into_iter().map(|(id, segel, keadaan, galat, dibuat_pada)| {
        Ok(BarisKeluar { id, kiriman: buka(tx, &segel)?, keadaan, galat, dibuat_pada })
    });
    baris.collect()
}

/// A message with its contact and whom it tells about.
pub(crate) async fn find_keluar(
    tx: &mut ReadTx,
    id: Uuid,
) -> Result<Option<((Uuid, Option<Uuid>), Kiriman)>> {
    let row: Option<(Uuid, Option<Uuid>, Bytes)> = tx.query(GET_KELUAR).bind(id).optional().await?;
    row.map(|(kontak_id, tentang, segel)| Ok(((kontak_id, tentang), buka(tx, &segel)?))).transpose()
}

/// How many messages are in each state.
pub(crate) async fn count_keluar(tx: &mut ReadTx) -> Result<Vec<(i16, i64)>> {
    tx.query(COUNT_KELUAR).all().await
}

/// A message that was put aside.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Gagal {
    pub(crate) id: Uuid,
    pub(crate) kontak_id: Uuid,
    pub(crate) galat_kode: Option<i64>,
    pub(crate) galat: Option<String>,
    pub(crate) dibuat_pada: At,
}

pub(crate) async fn list_gagal(tx: &mut ReadTx) -> Result<Vec<Gagal>> {
    tx.query(LIST_GAGAL).all().await
}

pub(crate) async fn list_kontak_antre(tx: &mut ReadTx) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = tx.query(LIST_KONTAK_ANTRE).all().await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Forgets all that was written to a contact, also what waits to be sent.
pub(crate) async fn hapus_kontak(tx: &mut WriteTx, kontak_id: Uuid) -> Result<()> {
    let unit = tx.ctx().unit.0;
    tx.execute(HAPUS_KELUAR_KONTAK, vec![unit.into(), kontak_id.into()]).await?;
    Ok(())
}

pub(crate) async fn hapus_lama(db: &Db, unit: i64, sebelum: Timestamp) -> Result<()> {
    let mut work = db.work().await?;
    work.execute(HAPUS_KELUAR_LAMA, vec![Value::from(unit), sebelum.into()]).await?;
    work.commit().await
}
