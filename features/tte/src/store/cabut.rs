//! All SQL on `atur_pencabutan` and `daftar_cabut`.

use db::{At, Bytes, ReadTx, Result, WriteTx};
use uuid::Uuid;

use crate::cabut::{Cara, Daftar, Pemeriksa};

db::entity! {
    /// Whether the unit asks issuers about revoked certificates. Nobody is asked while there is none.
    pub struct AturPencabutan in "atur_pencabutan" version 1 {
        pub id: Uuid,
        /// A [`Cara`].
        pub cara: i16,
        pub diubah_pada: At,
    }
}

db::entity! {
    /// A list of revoked certificates that somebody brought; the newest of an authority takes the place of the last.
    pub struct DaftarCabut in "daftar_cabut" version 1 {
        pub id: Uuid,
        pub otoritas_id: Uuid,
        pub der: Bytes,
        pub jumlah: i64,
        pub terbit_pada: At,
        /// Until when it holds.
        pub berikutnya_pada: At,
        pub diunggah_pada: At,
    }
}

db::statements! {
    GET_ATUR_CABUT = "select id, cara, diubah_pada from atur_pencabutan where unit = $1";
    LIST_DAFTAR_CABUT = "select id, otoritas_id, der, jumlah, terbit_pada, berikutnya_pada, diunggah_pada
        from daftar_cabut where unit = $1 order by diunggah_pada, id";
}

/// What the unit chose.
pub(crate) async fn cara_cabut(tx: &mut ReadTx) -> Result<Cara> {
    let row: Option<AturPencabutan> = tx.query(GET_ATUR_CABUT).optional().await?;
    Ok(row.and_then(|row| Cara::dari_kode(row.cara)).unwrap_or_default())
}

pub(crate) async fn list_daftar_cabut(tx: &mut ReadTx) -> Result<Vec<DaftarCabut>> {
    tx.query(LIST_DAFTAR_CABUT).all().await
}

/// Who says whether a certificate was revoked.
pub async fn find_pemeriksa(tx: &mut ReadTx) -> Result<Pemeriksa> {
    let cara = cara_cabut(tx).await?;
    let daftar = list_daftar_cabut(tx).await?.into_iter().map(|daftar| daftar.der.0).collect();
    Ok(Pemeriksa::new(cara, daftar))
}

/// Puts what the unit chose; there is one row for it.
pub(crate) async fn put_cara_cabut(tx: &mut WriteTx, cara: Cara) -> Result<()> {
    let ctx = *tx.ctx();
    let ada: Option<AturPencabutan> = tx.query(GET_ATUR_CABUT).optional().await?;
    let baru = ada.is_none();
    let id = ada.map_or_else(|| ctx.new_id(), |row| row.id);
    let row = AturPencabutan { id, cara: cara.kode(), diubah_pada: ctx.now.into() };
    if baru { tx.insert(&row).await } else { tx.update(&row).await }
}

/// Keeps a list in the place of the authority's last one. Tells `false` when that one is newer.
pub(crate) async fn put_daftar_cabut(
    tx: &mut WriteTx,
    otoritas_id: Uuid,
    der: Vec<u8>,
    daftar: &Daftar,
) -> Result<bool> {
    let ctx = *tx.ctx();
    let semua = list_daftar_cabut(tx).await?;
    let lama = semua.into_iter().find(|satu| satu.otoritas_id == otoritas_id);
    if lama.as_ref().is_some_and(|lama| lama.terbit_pada.timestamp() > daftar.terbit) {
        return Ok(false);
    }
    let baru = lama.is_none();
    let row = DaftarCabut {
        id: lama.map_or_else(|| ctx.new_id(), |lama| lama.id),
        otoritas_id,
        der: der.into(),
        jumlah: i64::try_from(daftar.jumlah()).unwrap_or(i64::MAX),
        terbit_pada: daftar.terbit.into(),
        berikutnya_pada: daftar.berikutnya.into(),
        diunggah_pada: ctx.now.into(),
    };
    if baru {
        tx.insert(&row).await?;
    } else {
        tx.update(&row).await?;
    }
    Ok(true)
}
