//! Rows and SQL of this room.

use db::{At, Bytes, Day, Entity as _, ReadTx, Result, Where, WriteTx};
use jiff::civil::Date;
use uuid::Uuid;
use vault::UnitKeys;

/// Seals a card's number.
const KARTU: &str = "penerima_bantuan.kartu";
/// What stands in place of an erased name.
const DIHAPUS: &str = "(dihapus)";

db::entity! {
    /// A programme of social aid.
    pub struct Bantuan in "bantuan" version 1 {
        pub id: Uuid,
        pub nama: String,
        /// A code of [`Sasaran`](crate::Sasaran).
        pub sasaran: i16,
        /// In the words of its source; empty where unknown.
        pub asal_dana: String,
        pub keterangan: String,
        pub mulai: Option<Day>,
        /// The last day.
        pub selesai: Option<Day>,
        pub dicatat_pada: At,
    }
}

db::entity! {
    /// Who is in a programme.
    pub struct Penerima in "penerima_bantuan" version 1 subjects [penduduk_id] {
        pub id: Uuid,
        pub bantuan_id: Uuid,
        /// The person, or who holds the card for the family or household; absent where the register knows nobody.
        pub penduduk_id: Option<Uuid>,
        /// The group that gets it.
        pub lembaga_id: Option<Uuid>,
        /// As it stands on the card.
        pub nama: String,
        pub kunci_nama: String,
        pub kartu_segel: Option<Bytes>,
        pub dicatat_pada: At,
    }
}

impl Penerima {
    /// A card's number, sealed.
    pub fn segel(keys: &UnitKeys, nomor: &str) -> Bytes {
        Bytes(keys.seal(KARTU, nomor.as_bytes()))
    }

    /// The card's number in the open, where there is one.
    pub fn kartu(&self, keys: &UnitKeys) -> Result<Option<String>> {
        let Some(segel) = &self.kartu_segel else { return Ok(None) };
        Ok(Some(String::from_utf8_lossy(&keys.open(KARTU, &segel.0)?).into_owned()))
    }
}

db::statements! {
    DAFTAR_BANTUAN = "select b.id, b.nama, b.sasaran, b.asal_dana, b.mulai, b.selesai,
            (select count(*) from penerima_bantuan p where p.unit = b.unit and p.bantuan_id = b.id) as penerima
        from bantuan b where b.unit = $1 /*where*/ order by b.selesai desc nulls first, b.nama, b.id limit $2 offset $3";
    COUNT_BANTUAN = "select count(*) from bantuan b where b.unit = $1 /*where*/";
    GET_BANTUAN = "select id, nama, sasaran, asal_dana, keterangan, mulai, selesai, dicatat_pada
        from bantuan where unit = $1 and id = $2";
    LIST_PENERIMA = "select id, bantuan_id, penduduk_id, lembaga_id, nama, kunci_nama, kartu_segel, dicatat_pada
        from penerima_bantuan where unit = $1 and bantuan_id = $2 /*where*/ order by nama, id limit $3 offset $4";
    COUNT_PENERIMA = "select count(*) from penerima_bantuan where unit = $1 and bantuan_id = $2 /*where*/";
    LIST_MILIK = "select p.id, p.bantuan_id, p.penduduk_id, p.lembaga_id, p.nama, p.kunci_nama, p.kartu_segel,
            p.dicatat_pada, b.nama as bantuan, b.asal_dana, b.mulai, b.selesai
        from penerima_bantuan p join bantuan b on b.unit = p.unit and b.id = p.bantuan_id
        where p.unit = $1 and p.penduduk_id = $2 order by b.mulai, b.nama, p.id";
}

/// A row of the list of programmes.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct BarisBantuan {
    pub(crate) id: Uuid,
    pub(crate) nama: String,
    pub(crate) sasaran: i16,
    pub(crate) asal_dana: String,
    pub(crate) mulai: Option<Day>,
    pub(crate) selesai: Option<Day>,
    pub(crate) penerima: i64,
}

/// Somebody's place in a programme.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Milik {
    #[sqlx(flatten)]
    pub penerima: Penerima,
    pub bantuan: String,
    pub asal_dana: String,
    pub mulai: Option<Day>,
    pub selesai: Option<Day>,
}

/// Which programmes a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Saring {
    pub(crate) cari: String,
    /// Only those that run on this day.
    pub(crate) pada: Option<Date>,
}

impl Saring {
    fn syarat(&self) -> Where {
        let mut syarat = Where::new();
        if !self.cari.trim().is_empty() {
            let pola = db::containing(&self.cari.trim().to_lowercase());
            syarat = syarat.and("lower(b.nama) like ? escape '!'", [pola]);
        }
        if let Some(hari) = self.pada {
            syarat = syarat.and(
                "(b.mulai is null or b.mulai <= ?) and (b.selesai is null or b.selesai >= ?)",
                [hari.into(), hari.into()],
            );
        }
        syarat
    }
}

pub(crate) async fn count_bantuan(tx: &mut ReadTx, saring: &Saring) -> Result<i64> {
    tx.query(COUNT_BANTUAN).filter(saring.syarat()).count().await
}

pub(crate) async fn daftar_bantuan(
    tx: &mut ReadTx,
    saring: &Saring,
    (batas, mulai): (i64, i64),
) -> Result<Vec<BarisBantuan>> {
    tx.query(DAFTAR_BANTUAN).bind(batas).bind(mulai).filter(saring.syarat()).all().await
}

pub(crate) async fn find_bantuan(tx: &mut ReadTx, id: Uuid) -> Result<Option<Bantuan>> {
    tx.query(GET_BANTUAN).bind(id).optional().await
}

/// By part of a name, also where it is spelt otherwise; an empty search is no condition.
fn bernama(cari: &str) -> Where {
    let kunci = kamus::kunci_nama(cari);
    if kunci.is_empty() {
        return Where::new();
    }
    Where::new().and("kunci_nama like ? escape '!'", [db::containing(&kunci)])
}

pub(crate) async fn count_penerima(tx: &mut ReadTx, bantuan: Uuid, cari: &str) -> Result<i64> {
    tx.query(COUNT_PENERIMA).bind(bantuan).filter(bernama(cari)).count().await
}

/// Recipients by name.
pub async fn list_penerima(
    tx: &mut ReadTx,
    bantuan: Uuid,
    cari: &str,
    (batas, mulai): (i64, i64),
) -> Result<Vec<Penerima>> {
    tx.query(LIST_PENERIMA).bind(bantuan).bind(batas).bind(mulai).filter(bernama(cari)).all().await
}

/// The programmes that somebody is or was in.
pub async fn list_milik(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<Milik>> {
    tx.query(LIST_MILIK).bind(penduduk_id).all().await
}

/// Takes away what names somebody; that a programme had a recipient stays. Tells how many ledger lines lost
/// their payload.
pub(crate) async fn lupakan(tx: &mut WriteTx, penduduk_id: Uuid) -> Result<i64> {
    let semua = list_milik(tx, penduduk_id).await?;
    let baris = db::ledger::erase(tx, penduduk_id, &[Penerima::DEF]).await?;
    for milik in semua {
        let kosong = Penerima {
            penduduk_id: None,
            nama: DIHAPUS.to_owned(),
            kunci_nama: String::new(),
            kartu_segel: None,
            ..milik.penerima
        };
        tx.update(&kosong).await?;
    }
    Ok(baris)
}
