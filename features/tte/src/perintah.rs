//! What `balai tte ca`, `balai tte percaya` and `balai tte import FILE.p12` do.

use db::{Context, Db};
use jiff::Timestamp;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::penandatanganan::Kunci;
use crate::penerbitan::{baca_otoritas, baca_p12, siapkan_otoritas, siapkan_otoritas_contoh};
use crate::{Error, Otoritas, SertifikatPejabat, store};

#[derive(Debug, thiserror::Error)]
pub enum GalatPerintah {
    #[error(transparent)]
    Tte(#[from] Error),
    #[error("Unit ini sudah mempunyai penerbit sendiri: {0}. Hentikan dulu di halaman Penerbit tepercaya.")]
    SudahAda(String),
    #[error(transparent)]
    Db(#[from] db::Error),
    #[error("Pekerjaan terhenti di tengah jalan. Tidak ada yang tersimpan; coba lagi.")]
    Terhenti(#[from] tokio::task::JoinError),
}

async fn kunci(db: &Db, ctx: &Context, contoh: bool) -> db::Result<Kunci> {
    Ok(Kunci::new(db.read(ctx).await?.keys(), contoh))
}

/// `balai tte ca`: makes the unit's own authority named `nama`, or without a name the demonstration
/// authority, in an example world. `unit` is its name in words ("Kalurahan Pleret").
pub async fn perintah_ca(
    db: &Db,
    ctx: &Context,
    nama: Option<&str>,
    unit: &str,
) -> Result<Otoritas, GalatPerintah> {
    let contoh = nama.is_none();
    let kunci = kunci(db, ctx, contoh).await?;
    let (nama, unit, now): (_, _, Timestamp) = (nama.map(str::to_owned), unit.to_owned(), ctx.now);
    let make = move || match nama {
        Some(nama) => siapkan_otoritas(&nama, &unit, &kunci, now),
        None => siapkan_otoritas_contoh(&unit, &kunci, now),
    };
    let baru = tokio::task::spawn_blocking(make).await??;
    let mut tx = db.write(ctx, "pembuatan_otoritas").await?;
    if let Some(known) = store::find_otoritas_sendiri(&mut tx, contoh).await? {
        return Err(GalatPerintah::SudahAda(known.nama));
    }
    let row = store::insert_otoritas(&mut tx, &baru).await?;
    tx.commit().await?;
    Ok(row)
}

/// `balai tte percaya FILE`: trusts the authority in `berkas` (PEM or DER) from now on.
pub async fn perintah_percaya(
    db: &Db,
    ctx: &Context,
    berkas: &[u8],
    contoh: bool,
) -> Result<Otoritas, GalatPerintah> {
    let baru = baca_otoritas(berkas, contoh, ctx.now)?;
    let mut tx = db.write(ctx, "penambahan_otoritas").await?;
    let row = store::insert_otoritas(&mut tx, &baru).await?;
    tx.commit().await?;
    Ok(row)
}

/// `balai tte import FILE.p12`: installs the file for an official. The passphrase is not kept.
pub async fn perintah_import(
    db: &Db,
    ctx: &Context,
    pejabat_id: Uuid,
    p12: Vec<u8>,
    passphrase: Zeroizing<String>,
    contoh: bool,
) -> Result<SertifikatPejabat, GalatPerintah> {
    let kunci = kunci(db, ctx, contoh).await?;
    let anchors = store::trust_anchors(&mut db.read(ctx).await?, contoh).await?;
    let now = ctx.now;
    let read = move || baca_p12(&p12, passphrase, &kunci, &anchors, now);
    let baru = tokio::task::spawn_blocking(read).await??;
    let mut tx = db.write(ctx, "pemasangan_sertifikat").await?;
    if let Some(known) = store::find_serupa(&mut tx, &baru.pemilik.cert_sha256).await? {
        return Err(Error::serupa(&known).into());
    }
    let row = store::insert_sertifikat(&mut tx, pejabat_id, &baru).await?;
    tx.commit().await?;
    Ok(row)
}
