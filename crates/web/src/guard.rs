//! What every request passes before its handler: origin, limit, session, unit, permission.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use access::{Guard, Session, SessionToken, store};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use db::{Actor, Context, Unit};
use jiff::Timestamp;

use crate::app::App;
use crate::caller::{Caller, SignedIn};
use crate::error::{Error, Result};
use crate::flash;

/// The largest body the route takes.
#[derive(Clone, Copy)]
pub(crate) struct MaxBody(pub(crate) usize);

/// What a route asks, beside its handler.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) path: &'static str,
    pub(crate) guard: Guard,
    pub(crate) per_minute: Option<u32>,
    pub(crate) max_body: usize,
}

pub(crate) async fn enter(
    State((app, rule)): State<(App, Rule)>,
    request: Request,
    next: Next,
) -> Result<Response> {
    let (mut parts, body) = request.into_parts();
    let address = client_address(&parts, app.settings().behind_proxy);
    if rule.per_minute.is_some_and(|rate| !app.limits().allows(rule.path, rate, address)) {
        return Err(Error::TooMany);
    }
    if parts.method == Method::POST && !is_same_origin(&parts.headers) {
        return Err(Error::Refused(
            "Kiriman dari situs lain ditolak. Buka halaman ini dari alamat Balai sendiri.".into(),
        ));
    }
    let caller = identify(&app, &rule, &parts, address).await?;
    if !caller.passes(rule.guard) {
        return Err(match caller.user {
            None => Error::LoginNeeded { next: caller.path },
            Some(_) => Error::NotFound,
        });
    }
    let private = caller.user.is_some();
    let had_flash = flash::find_cookie(&parts.headers, "balai_kabar").is_some();
    parts.extensions.insert(MaxBody(rule.max_body));
    parts.extensions.insert(caller);
    let mut response = said_in_words(next.run(Request::from_parts(parts, body)).await);
    if private && !response.headers().contains_key(header::CACHE_CONTROL) {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if had_flash && response.status().is_success() {
        response.headers_mut().append(header::SET_COOKIE, flash::forget());
    }
    Ok(response)
}

/// An address or query that does not parse is refused by the extractor in bare English; here it becomes a
/// page like any other.
fn said_in_words(response: Response) -> Response {
    let bare = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY if bare => Error::NotFound.into_response(),
        _ => response,
    }
}

/// Browsers say where a request comes from; what does not say so (old ones) must at least name our host.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (None, _) => true,
        (Some(_), None) => false,
    }
}

fn client_address(parts: &Parts, behind_proxy: bool) -> IpAddr {
    let forwarded = || {
        let header = parts.headers.get("x-forwarded-for")?.to_str().ok()?;
        header.rsplit(',').next()?.trim().parse().ok()
    };
    let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let believed = if behind_proxy { forwarded() } else { None };
    believed.or(direct).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

async fn identify(app: &App, rule: &Rule, parts: &Parts, address: IpAddr) -> Result<Caller> {
    let now = app.now();
    let token = flash::find_cookie(&parts.headers, cookie_name(app)).and_then(SessionToken::from_cookie);
    let user = match &token {
        Some(token) => find_user(app, token, now).await?,
        None => None,
    };
    let home = user.as_ref().map(SignedIn::unit);
    let unit = if rule.path.starts_with("/{kode}") {
        Some(unit_in(parts.uri.path()).ok_or(Error::NotFound)?)
    } else {
        home
    };
    let name = match unit {
        Some(unit) => app.unit_name(unit, now).await?.ok_or(Error::NotFound)?,
        None => crate::UnitName::default(),
    };
    // Someone from elsewhere is a visitor here: public pages open, all others do not exist.
    let user = user.filter(|user| unit.is_none_or(|unit| user.unit().contains(unit)));
    let actor = user.as_ref().map_or(Actor::Public, |user| Actor::User(user.pengguna.id));
    let mut ctx = Context::new(actor, unit.unwrap_or(Unit(0)), now);
    ctx.assignment = user.as_ref().and_then(|user| user.penugasan.first()).map(|penugasan| penugasan.id);
    let csrf = match (&user, token) {
        (Some(_), Some(token)) => token.csrf(app.db()),
        _ => String::new(),
    };
    let path = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
    Ok(Caller {
        app: app.clone(),
        ctx,
        user,
        unit: name,
        address,
        headers: parts.headers.clone(),
        path,
        csrf,
    })
}

/// The unit whose code stands first in the path.
fn unit_in(path: &str) -> Option<Unit> {
    let code = path.trim_start_matches('/').split('/').next()?;
    let ten = code.len() == 10 && code.bytes().all(|b| b.is_ascii_digit());
    ten.then(|| code.parse().ok().map(Unit)).flatten()
}

async fn find_user(app: &App, token: &SessionToken, now: Timestamp) -> Result<Option<SignedIn>> {
    let Some(session) = Session::find(app.db(), token, now).await? else { return Ok(None) };
    let zone = app.unit_name(session.unit(), now).await?.map(|name| name.zone).unwrap_or_default();
    let mut tx = app.db().read(&Context::system("sesi", session.unit(), now)).await?;
    let Some(pengguna) = store::find_pengguna(&mut tx, session.pengguna_id).await? else { return Ok(None) };
    if !pengguna.aktif {
        return Ok(None);
    }
    let today = zone.tanggal(now);
    let mut penugasan = store::list_penugasan(&mut tx, pengguna.id).await?;
    penugasan.retain(|p| p.is_current(today));
    drop(tx);
    session.touch(app.db(), now).await?;
    Ok(Some(SignedIn { pengguna, session, penugasan }))
}

/// The session cookie's name; with TLS the browser itself guards it (`__Host-`).
pub(crate) fn cookie_name(app: &App) -> &'static str {
    if app.settings().secure { "__Host-balai" } else { "balai" }
}

/// Sets the session cookie, or takes it away.
pub fn session_cookie(app: &App, token: Option<&SessionToken>) -> HeaderValue {
    let (value, age) = token.map_or(("", 0), |token| (token.as_cookie(), 60 * 60 * 12));
    let secure = if app.settings().secure { "; Secure" } else { "" };
    let text = format!("{}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}", cookie_name(app));
    HeaderValue::from_str(&text).expect("a token is plain letters")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn a_form_of_another_site_is_told_apart() {
        let check = |pairs: &[(&'static str, &str)], expected| {
            assert_eq!(is_same_origin(&headers(pairs)), expected, "{pairs:?}");
        };
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "cross-site"), ("host", "a"), ("origin", "https://a")], false);
        check(&[("origin", "https://balai.desa.id"), ("host", "balai.desa.id")], true);
        check(&[("origin", "https://jahat.example"), ("host", "balai.desa.id")], false);
        check(&[("origin", "null"), ("host", "balai.desa.id")], false);
        check(&[], true);
    }

    #[test]
    fn a_unit_is_ten_digits_at_the_head_of_the_path() {
        assert_eq!(unit_in("/3402132002/penduduk"), Some(Unit(3_402_132_002)));
        assert_eq!(unit_in("/34.02.13.2002"), None);
        assert_eq!(unit_in("/masuk"), None);
        assert_eq!(unit_in("/99999999999"), None);
    }
}
