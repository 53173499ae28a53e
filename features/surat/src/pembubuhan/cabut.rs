//! Whether the signer's certificate was revoked by its issuer when the letter was about to be issued.

use tte::cabut::{Saksi, putuskan};

use super::Tempat;
use crate::error::Result;

/// What a signature was made with, and when.
pub(super) struct Bukti {
    /// The signer's certificate and those above it.
    pub(super) rantai: Vec<Vec<u8>>,
    pub(super) saksi: Saksi,
}

/// What is to be known of the certificate, or why the letter is not issued.
pub(super) async fn periksa(
    Tempat { app, ctx, .. }: Tempat<'_>,
    bukti: &Bukti,
) -> Result<Result<Option<String>, String>> {
    let mut tx = app.db().read(ctx).await?;
    let pemeriksa = tte::find_pemeriksa(&mut tx).await?;
    drop(tx);
    let jawab = pemeriksa.periksa(&bukti.rantai, ctx.now).await;
    Ok(putuskan(pemeriksa.cara(), &jawab, bukti.saksi))
}
