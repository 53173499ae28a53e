//! Rows and SQL of this room: contacts and settings here, the boxes and conversations beside it.

pub(crate) mod keluar;
pub(crate) mod masuk;
pub(crate) mod obrolan;

use db::{At, Bytes, Db, ReadTx, Result, Unit};
use jiff::Timestamp;
use uuid::Uuid;

use crate::entitas::{AturPesan, BSUID, Bahasa, IkatanKontak, Kontak, TELEPON, TeksPesan};
use crate::penyedia::{Alamat, Jenis};

db::statements! {
    GET_KONTAK = "select id, penyedia, telepon_segel, telepon_kunci, bsuid_segel, bsuid_kunci, bahasa, persetujuan_versi,
            persetujuan_pada, berhenti_pada, gagal_pada, dicatat_pada
        from kontak where unit = $1 and id = $2";
    FIND_KONTAK_TELEPON = "select id, penyedia, telepon_segel, telepon_kunci, bsuid_segel, bsuid_kunci, bahasa,
            persetujuan_versi, persetujuan_pada, berhenti_pada, gagal_pada, dicatat_pada
        from kontak where unit = $1 and penyedia = $2 and telepon_kunci = $3";
    FIND_KONTAK_BSUID = "select id, penyedia, telepon_segel, telepon_kunci, bsuid_segel, bsuid_kunci, bahasa,
            persetujuan_versi, persetujuan_pada, berhenti_pada, gagal_pada, dicatat_pada
        from kontak where unit = $1 and penyedia = $2 and bsuid_kunci = $3";
    LIST_KONTAK = "select id, penyedia, telepon_segel, telepon_kunci, bsuid_segel, bsuid_kunci, bahasa,
            persetujuan_versi, persetujuan_pada, berhenti_pada, gagal_pada, dicatat_pada
        from kontak where unit = $1 /*where*/ order by dicatat_pada desc, id desc limit $2";
    /// Nobody is bound to it now, and no message of it is kept any more.
    FIND_KONTAK_LAMA = "select k.id from kontak k
        where k.unit = $1 and k.dicatat_pada < $2 and (k.telepon_segel is not null or k.bsuid_segel is not null)
            and not exists (select 1 from ikatan_kontak i where i.unit = k.unit and i.kontak_id = k.id
                and i.selesai_pada is null and i.sampai_pada > $3)
            and not exists (select 1 from pesan_masuk m where m.unit = k.unit and m.kontak_id = k.id)
            and not exists (select 1 from pesan_keluar p where p.unit = k.unit and p.kontak_id = k.id)
        order by k.dicatat_pada, k.id limit 1";
    LIST_IKATAN_KONTAK = "select id, kontak_id, penduduk_id, cara, oleh, mulai_pada, sampai_pada, selesai_pada, sebab
        from ikatan_kontak where unit = $1 and kontak_id = $2 and selesai_pada is null order by mulai_pada, id";
    LIST_IKATAN_PENDUDUK = "select id, kontak_id, penduduk_id, cara, oleh, mulai_pada, sampai_pada, selesai_pada, sebab
        from ikatan_kontak where unit = $1 and penduduk_id = $2 and selesai_pada is null order by mulai_pada, id";
    LIST_IKATAN_SEMUA = "select id, kontak_id, penduduk_id, cara, oleh, mulai_pada, sampai_pada, selesai_pada, sebab
        from ikatan_kontak where unit = $1 and penduduk_id = $2 order by mulai_pada, id";
    COUNT_IKATAN = "select count(*) from ikatan_kontak where unit = $1 and kontak_id = $2";
    GET_IKATAN = "select id, kontak_id, penduduk_id, cara, oleh, mulai_pada, sampai_pada, selesai_pada, sebab
        from ikatan_kontak where unit = $1 and id = $2";
    /// Who can be written to: bound, the chosen provider (or the simulator) carries it, and the contact neither
    /// said stop nor fails.
    LIST_TERJANGKAU = "select distinct i.penduduk_id from ikatan_kontak i
        join kontak k on k.unit = i.unit and k.id = i.kontak_id
        where i.unit = $1 and i.selesai_pada is null and i.sampai_pada > $2
            and k.berhenti_pada is null and k.gagal_pada is null and k.persetujuan_pada is not null
            and (k.penyedia = 3
                or exists (select 1 from atur_pesan a where a.unit = i.unit and a.penyedia = k.penyedia))";
    GET_ATUR = "select id, penyedia, rahasia_segel, nomor_kantor, dihentikan_pada, sebab_henti, diubah_pada
        from atur_pesan where unit = $1";
    across "the provider of all villages is asked in one run what it could not deliver; only the unit is read"
    LIST_UNIT_PENYEDIA = "select unit from atur_pesan where penyedia = $1 order by unit";
    LIST_TEKS = "select id, kunci, bahasa, isi, diubah_pada from teks_pesan where unit = $1 order by kunci, bahasa";
    FIND_TEKS = "select id, kunci, bahasa, isi, diubah_pada from teks_pesan
        where unit = $1 and kunci = $2 and bahasa = $3";
}

pub async fn find_kontak(tx: &mut ReadTx, id: Uuid) -> Result<Option<Kontak>> {
    tx.query(GET_KONTAK).bind(id).optional().await
}

pub(crate) async fn get_kontak(tx: &mut ReadTx, id: Uuid) -> Result<Kontak> {
    tx.query(GET_KONTAK).bind(id).one().await
}

/// The contact that has this id at the provider, else the one with this phone.
pub(crate) async fn find_kontak_alamat(
    tx: &mut ReadTx,
    jenis: Jenis,
    alamat: &Alamat,
) -> Result<Option<Kontak>> {
    if let Some(bsuid) = &alamat.bsuid {
        let kunci: Bytes = tx.keys().hash(BSUID, bsuid.as_bytes()).into();
        let ada = tx.query(FIND_KONTAK_BSUID).bind(jenis.kode()).bind(kunci).optional().await?;
        if ada.is_some() {
            return Ok(ada);
        }
    }
    let Some(telepon) = &alamat.telepon else { return Ok(None) };
    let kunci: Bytes = tx.keys().hash(TELEPON, telepon.as_bytes()).into();
    tx.query(FIND_KONTAK_TELEPON).bind(jenis.kode()).bind(kunci).optional().await
}

pub(crate) async fn list_kontak(tx: &mut ReadTx, saring: db::Where, batas: i64) -> Result<Vec<Kontak>> {
    tx.query(LIST_KONTAK).bind(batas).filter(saring).all().await
}

/// A contact with which nothing was said since `sebelum` and to which nobody is bound.
pub(crate) async fn find_kontak_lama(tx: &mut ReadTx, sebelum: Timestamp) -> Result<Option<Uuid>> {
    let kini = tx.ctx().now;
    let row: Option<(Uuid,)> = tx.query(FIND_KONTAK_LAMA).bind(sebelum).bind(kini).optional().await?;
    Ok(row.map(|(id,)| id))
}

/// The bindings of a contact that have not ended; some may have run out.
pub async fn list_ikatan_kontak(tx: &mut ReadTx, kontak_id: Uuid) -> Result<Vec<IkatanKontak>> {
    tx.query(LIST_IKATAN_KONTAK).bind(kontak_id).all().await
}

/// The bindings of a resident that have not ended.
pub async fn list_ikatan_penduduk(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<IkatanKontak>> {
    tx.query(LIST_IKATAN_PENDUDUK).bind(penduduk_id).all().await
}

/// All bindings of a resident, also those that ended.
pub async fn list_ikatan_semua(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<IkatanKontak>> {
    tx.query(LIST_IKATAN_SEMUA).bind(penduduk_id).all().await
}

/// How many residents ever spoke from a contact.
pub(crate) async fn count_ikatan(tx: &mut ReadTx, kontak_id: Uuid) -> Result<i64> {
    tx.query(COUNT_IKATAN).bind(kontak_id).count().await
}

pub(crate) async fn find_ikatan(tx: &mut ReadTx, id: Uuid) -> Result<Option<IkatanKontak>> {
    tx.query(GET_IKATAN).bind(id).optional().await
}

/// The residents who can be written to at an instant.
pub async fn list_terjangkau(tx: &mut ReadTx, pada: At) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = tx.query(LIST_TERJANGKAU).bind(pada.0).all().await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub async fn find_atur(tx: &mut ReadTx) -> Result<Option<AturPesan>> {
    tx.query(GET_ATUR).optional().await
}

/// The units that chose a provider.
pub(crate) async fn list_unit_penyedia(db: &Db, jenis: Jenis) -> Result<Vec<Unit>> {
    let rows: Vec<(i64,)> = db.peek().await?.query(LIST_UNIT_PENYEDIA).bind(jenis.kode()).all().await?;
    Ok(rows.into_iter().map(|(unit,)| Unit(unit)).collect())
}

pub(crate) async fn list_teks(tx: &mut ReadTx) -> Result<Vec<TeksPesan>> {
    tx.query(LIST_TEKS).all().await
}

pub(crate) async fn find_teks(tx: &mut ReadTx, kunci: &str, bahasa: Bahasa) -> Result<Option<TeksPesan>> {
    tx.query(FIND_TEKS).bind(kunci).bind(bahasa.kode()).optional().await
}
