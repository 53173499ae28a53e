//! A resident's visit: half an hour, one village, nothing but their own requests.

use axum::http::{HeaderMap, HeaderValue, header};
use db::{Context, Db, Value};
use jiff::SignedDuration;
use uuid::Uuid;
use web::Caller;

use crate::store::mandiri::{DELETE_SESI, DELETE_SESI_LAMA, FIND_SESI, INSERT_SESI};

const UMUR: SignedDuration = SignedDuration::from_mins(30);
const COOKIE: &str = "balai_warga";

fn kunci(db: &Db, token: &str) -> [u8; 32] {
    db.master().directory_hash("sesi-warga", token.as_bytes())
}

fn kue(caller: &Caller, isi: &str, detik: i64) -> HeaderValue {
    let aman = if caller.app.settings().secure { "; Secure" } else { "" };
    let jalan = caller.href("/mandiri");
    HeaderValue::from_str(&format!(
        "{COOKIE}={isi}; Path={jalan}; Max-Age={detik}; HttpOnly; SameSite=Strict{aman}"
    ))
    .expect("our own tokens stand in a header")
}

/// Opens a visit; gives the cookie that keeps it.
pub(crate) async fn mulai_sesi(caller: &Caller, penduduk_id: Uuid) -> db::Result<HeaderValue> {
    let (db, ctx) = (caller.app.db(), &caller.ctx);
    let token = vault::token::<20>();
    let mut work = db.work().await?;
    let values: Vec<Value> =
        vec![ctx.unit.0.into(), kunci(db, &token).into(), penduduk_id.into(), (ctx.now + UMUR).into()];
    work.execute(INSERT_SESI, values).await?;
    work.commit().await?;
    Ok(kue(caller, &token, UMUR.as_secs()))
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let semua = headers.get_all(header::COOKIE).iter().filter_map(|isi| isi.to_str().ok());
    semua.flat_map(|isi| isi.split("; ")).find_map(|pasang| pasang.strip_prefix(COOKIE)?.strip_prefix('='))
}

/// Whose visit it is, while it lasts.
pub(crate) async fn find_sesi(caller: &Caller) -> db::Result<Option<Uuid>> {
    let Some(token) = token(&caller.headers) else { return Ok(None) };
    let (db, ctx) = (caller.app.db(), &caller.ctx);
    let mut peek = db.peek().await?;
    let query = peek.query(FIND_SESI).bind(ctx.unit.0).bind(kunci(db, token)).bind(ctx.now);
    Ok(query.optional::<(Uuid,)>().await?.map(|(id,)| id))
}

/// Ends a visit; gives the cookie that forgets it.
pub(crate) async fn akhiri_sesi(caller: &Caller) -> db::Result<HeaderValue> {
    if let Some(token) = token(&caller.headers) {
        let db = caller.app.db();
        let mut work = db.work().await?;
        work.execute(DELETE_SESI, vec![caller.ctx.unit.0.into(), kunci(db, token).into()]).await?;
        work.commit().await?;
    }
    Ok(kue(caller, "", 0))
}

/// Drops visits that are over.
pub(crate) async fn sapu_sesi(db: &Db, ctx: &Context) -> db::Result<()> {
    let mut work = db.work().await?;
    work.execute(DELETE_SESI_LAMA, vec![ctx.now.into()]).await?;
    work.commit().await
}
