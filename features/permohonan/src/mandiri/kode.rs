//! One-time codes. A row is made for every NIK that is asked with, known or not.

use ::web::App;
use db::{Context, Db, Value};
use jiff::SignedDuration;
use uuid::Uuid;

use super::PengirimKode;
use crate::store::mandiri::{COBA_KODE, DELETE_KODE, DELETE_KODE_LAMA, INSERT_KODE};

/// Tries at one code.
pub(crate) const PERCOBAAN: i64 = 5;
/// As the message says that brings it.
pub(crate) const UMUR: SignedDuration = SignedDuration::from_mins(15);

/// Six digits, each as likely.
fn enam_angka() -> String {
    loop {
        let angka = u32::from_be_bytes(vault::random::<4>());
        // Above this the last stretch would favour small numbers.
        if angka < 4_294_000_000 {
            return format!("{:06}", angka % 1_000_000);
        }
    }
}

fn kunci(db: &Db, id: Uuid, kode: &str) -> [u8; 32] {
    db.master().directory_hash("kode-warga", format!("{id}\0{kode}").as_bytes())
}

/// Makes a code for a resident, or for nobody, and sends it; gives the id under which it is tried. The sending
/// happens beside the answer, so that its time tells nothing.
pub(crate) async fn minta_kode(
    app: &App,
    ctx: &Context,
    penduduk_id: Option<Uuid>,
    pengirim: &PengirimKode,
) -> db::Result<Uuid> {
    let db = app.db();
    let (id, kode) = (ctx.new_id(), enam_angka());
    let mut work = db.work().await?;
    let values: Vec<Value> = vec![
        ctx.unit.0.into(),
        id.into(),
        penduduk_id.into(),
        kunci(db, id, &kode).into(),
        (ctx.now + UMUR).into(),
    ];
    work.execute(INSERT_KODE, values).await?;
    work.execute(DELETE_KODE_LAMA, vec![ctx.now.into()]).await?;
    work.commit().await?;
    if let Some(penduduk_id) = penduduk_id {
        let kirim = pengirim.0.kirim_kode(app.clone(), *ctx, penduduk_id, kode);
        tokio::spawn(async move {
            match kirim.await {
                Ok(true) => {}
                Ok(false) => tracing::info!("no phone on record for a code"),
                Err(error) => tracing::error!(%error, "a code could not be sent"),
            }
        });
    }
    Ok(id)
}

/// Trades a code for the resident it was sent to. A wrong one, one tried too often, and one for nobody are
/// answered alike.
pub(crate) async fn tukar_kode(db: &Db, ctx: &Context, id: Uuid, kode: &str) -> db::Result<Option<Uuid>> {
    let mut work = db.work().await?;
    let baris: Option<(Option<Uuid>, db::Bytes)> =
        work.query(COBA_KODE).bind(ctx.unit.0).bind(id).bind(ctx.now).bind(PERCOBAAN).optional().await?;
    let benar = kunci(db, id, kode);
    let sama = baris.as_ref().is_some_and(|(_, kunci)| kunci.0[..] == benar[..]);
    let penduduk = baris.and_then(|(penduduk, _)| penduduk).filter(|_| sama);
    if penduduk.is_some() {
        work.execute(DELETE_KODE, vec![ctx.unit.0.into(), id.into()]).await?;
    }
    work.commit().await?;
    Ok(penduduk)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_code_has_six_digits() {
        for _ in 0..1000 {
            let kode = super::enam_angka();
            assert!(kode.len() == 6 && kode.bytes().all(|b| b.is_ascii_digit()), "{kode}");
        }
    }
}
