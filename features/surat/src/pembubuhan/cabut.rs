//! Whether the signer's certificate was revoked by its issuer when the letter was about to be issued.

use db::Context;
use tte::cabut::putuskan;
use web::App;

use crate::error::Result;

/// The signer's certificate and those above it, as DER.
pub(crate) struct Rantai(pub(super) Vec<Vec<u8>>);

/// What is to be known of the certificate, or why the letter is not issued.
pub(crate) async fn periksa(
    app: &App,
    ctx: &Context,
    Rantai(rantai): &Rantai,
) -> Result<Result<Option<String>, String>> {
    let mut tx = app.db().read(ctx).await?;
    let pemeriksa = tte::find_pemeriksa(&mut tx).await?;
    drop(tx);
    let jawab = pemeriksa.periksa(rantai, ctx.now).await;
    Ok(putuskan(pemeriksa.cara(), &jawab))
}
