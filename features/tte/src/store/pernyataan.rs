//! All SQL on `kunci_pernyataan`.

use db::{At, Bytes, ReadTx, Result, WriteTx};
use vault::UnitKeys;

use crate::pernyataan::{Benih, PANJANG_TANDA, kode_kunci};

const SEGEL: &str = "kunci_pernyataan.benih";

db::entity! {
    /// A key by which the unit vouches for the words in its letters' QR codes. Ended, never removed.
    pub struct KunciPernyataan in "kunci_pernyataan" version 1 {
        pub id: uuid::Uuid,
        /// How the fingerprint begins: eight hexadecimal digits.
        pub kode: String,
        /// The public key, 32 bytes.
        pub publik: Bytes,
        /// The private half; sealed.
        pub benih_segel: Bytes,
        pub dibuat_pada: At,
        /// Since when another one signs.
        pub diganti_pada: Option<At>,
        /// Somebody else may hold it: nothing signed with it is believed any more.
        pub bocor_pada: Option<At>,
    }
}

db::statements! {
    LIST_KUNCI = "select id, kode, publik, benih_segel, dibuat_pada, diganti_pada, bocor_pada
        from kunci_pernyataan where unit = $1 order by dibuat_pada desc, id desc";
    FIND_KUNCI_AKTIF = "select id, kode, publik, benih_segel, dibuat_pada, diganti_pada, bocor_pada
        from kunci_pernyataan where unit = $1 and diganti_pada is null";
    across "whoever scans a letter holds the public keys of all villages here; the rows name nobody" LIST_KUNCI_PUBLIK =
        "select unit, kode, publik, dibuat_pada, diganti_pada, bocor_pada from kunci_pernyataan
        order by unit, dibuat_pada desc, id desc";
}

/// A public key with its village, as anybody may know it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KunciPublik {
    pub unit: i64,
    pub kode: String,
    pub publik: Bytes,
    pub dibuat_pada: At,
    pub diganti_pada: Option<At>,
    pub bocor_pada: Option<At>,
}

impl KunciPernyataan {
    /// Signs one statement.
    pub fn tanda_tangani(&self, keys: &UnitKeys, pesan: &[u8]) -> Result<[u8; PANJANG_TANDA]> {
        let terbuka = zeroize::Zeroizing::new(keys.open(SEGEL, &self.benih_segel.0)?);
        let benih = Benih::dari(&terbuka).ok_or(vault::OpenError)?;
        Ok(benih.tanda_tangani(pesan))
    }
}

/// All keys of the unit, newest first.
pub async fn list_kunci(tx: &mut ReadTx) -> Result<Vec<KunciPernyataan>> {
    tx.query(LIST_KUNCI).all().await
}

/// The public keys of every village here.
pub async fn list_kunci_publik(db: &db::Db) -> Result<Vec<KunciPublik>> {
    db.peek().await?.query(LIST_KUNCI_PUBLIK).all().await
}

/// The key that signs now, made when it is needed for the first time.
pub async fn kunci_aktif(tx: &mut WriteTx) -> Result<KunciPernyataan> {
    match tx.query(FIND_KUNCI_AKTIF).optional().await? {
        Some(kunci) => Ok(kunci),
        None => insert_kunci(tx).await,
    }
}

async fn insert_kunci(tx: &mut WriteTx) -> Result<KunciPernyataan> {
    let ctx = *tx.ctx();
    let benih = Benih::baru();
    let publik = benih.publik();
    let row = KunciPernyataan {
        id: ctx.new_id(),
        kode: kode_kunci(&publik),
        benih_segel: tx.keys().seal(SEGEL, benih.bytes()).into(),
        publik: publik.into(),
        dibuat_pada: ctx.now.into(),
        diganti_pada: None,
        bocor_pada: None,
    };
    tx.insert(&row).await?;
    Ok(row)
}

/// From now on another key signs. `bocor`: what the old one signed is not believed any more either.
pub async fn ganti_kunci(tx: &mut WriteTx, bocor: bool) -> Result<KunciPernyataan> {
    let now: At = tx.ctx().now.into();
    let mut lama = kunci_aktif(tx).await?;
    lama.diganti_pada = Some(now);
    lama.bocor_pada = bocor.then_some(now);
    tx.update(&lama).await?;
    insert_kunci(tx).await
}

/// An old key that somebody else may hold after all; tells `false` when that was known.
pub(crate) async fn nyatakan_bocor(tx: &mut WriteTx, id: uuid::Uuid) -> Result<bool> {
    let semua = list_kunci(tx).await?;
    let Some(mut kunci) = semua.into_iter().find(|kunci| kunci.id == id && kunci.diganti_pada.is_some())
    else {
        return Err(db::Error::NotFound("kunci_pernyataan"));
    };
    if kunci.bocor_pada.is_some() {
        return Ok(false);
    }
    kunci.bocor_pada = Some(tx.ctx().now.into());
    tx.update(&kunci).await?;
    Ok(true)
}
