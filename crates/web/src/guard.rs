//! What every request passes before its handler: origin, limit, session, unit, permission.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use access::{Guard, Role, Session, SessionToken, store};
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
    if let Some(rate) = rule.per_minute
        && !app.limits().allows((parts.method.clone(), rule.path), rate, address)
    {
        return Err(Error::TooMany);
    }
    if parts.method == Method::POST && !is_same_origin(&parts.headers) {
        return Err(Error::Refused(
            "Kiriman dari situs lain ditolak. Buka halaman ini dari alamat Balai sendiri.".into(),
        ));
    }
    let (caller, is_stranger) = identify(&app, &rule, &parts, address).await?;
    if !caller.passes(rule.guard) {
        return Err(match caller.user {
            // Signed in elsewhere: the sign-in page would only send them back here.
            None if is_stranger => Error::NotFound,
            None => Error::LoginNeeded { next: next_after_login(&parts, caller.path) },
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

/// Where a visitor goes on after signing in: to the page they asked for. An act is not asked for again by
/// its address, so who sent a form after their session had ended comes back to the page it stood on.
fn next_after_login(parts: &Parts, path: String) -> String {
    if parts.method != Method::POST {
        return path;
    }
    let text = |name: header::HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let own = || {
        let (host, path) = text(header::REFERER)?.split_once("://")?.1.split_once('/')?;
        (Some(host) == text(header::HOST)).then(|| format!("/{path}"))
    };
    own().unwrap_or_else(|| "/".to_owned())
}

fn client_address(parts: &Parts, behind_proxy: bool) -> IpAddr {
    let forwarded = || {
        // The last entry is our own proxy's; some proxies add it as a line of its own.
        let line = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        line.rsplit(',').next()?.trim().parse().ok()
    };
    let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let believed = if behind_proxy { forwarded() } else { None };
    believed.or(direct).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

/// Who asks; and whether they are signed in, but not to the unit they ask for.
async fn identify(app: &App, rule: &Rule, parts: &Parts, address: IpAddr) -> Result<(Caller, bool)> {
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
    let was_known = user.is_some();
    let user = user.and_then(|user| user_in(user, unit));
    let is_stranger = was_known && user.is_none();
    let actor = user.as_ref().map_or(Actor::Public, |user| Actor::User(user.pengguna.id));
    let mut ctx = Context::new(actor, unit.unwrap_or(Unit(0)), now);
    ctx.assignment = user.as_ref().and_then(|user| user.penugasan.first()).map(|penugasan| penugasan.id);
    let csrf = match (&user, token) {
        (Some(_), Some(token)) => token.csrf(app.db()),
        _ => String::new(),
    };
    let path = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
    let headers = parts.headers.clone();
    let caller = Caller { app: app.clone(), ctx, user, unit: name, address, headers, path, csrf };
    Ok((caller, is_stranger))
}

/// The user as one of this unit. Someone from elsewhere is a visitor here: public pages open, all others
/// do not exist. From a unit above, only the roles reach here that are meant to: a kecamatan's clerk does not
/// write in its villages.
fn user_in(mut user: SignedIn, unit: Option<Unit>) -> Option<SignedIn> {
    let Some(unit) = unit.filter(|unit| *unit != user.unit()) else { return Some(user) };
    user.penugasan.retain(|penugasan| penugasan.role().is_some_and(Role::reaches_below));
    (user.unit().contains(unit) && !user.penugasan.is_empty()).then_some(user)
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
    if let Err(error) = session.touch(app.db(), now).await {
        // A full disk must not keep anybody from reading.
        tracing::warn!(%error, "a session could not be prolonged");
    }
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
    use access::{Pengguna, Penugasan};

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

    fn parts(method: Method, pairs: &[(&'static str, &str)]) -> Parts {
        let (mut parts, ()) = Request::new(()).into_parts();
        parts.method = method;
        parts.headers = headers(pairs);
        parts
    }

    #[test]
    fn a_role_ends_at_its_unit_s_border_unless_it_reaches_below() {
        const DESA: Unit = Unit(3_402_132_002);
        let now = Timestamp::UNIX_EPOCH;
        let check = |home: Unit, roles: &[Role], unit: Option<Unit>, expected: Option<&[Role]>| {
            let ctx = Context::system("uji", home, now);
            let pengguna = Pengguna::new(&ctx, "sri".into(), "Sri".into(), String::new());
            let (id, pada, words) = (ctx.new_id(), db::At::from(now), String::new());
            let session = Session {
                id,
                unit: home.0,
                pengguna_id: pengguna.id,
                penugasan_id: None,
                dibuat_pada: pada,
                terakhir_pada: pada,
                perangkat: words.clone(),
                alamat: words,
            };
            let day = jiff::civil::date(2020, 1, 1);
            let penugasan = roles.iter().map(|role| Penugasan::new(&ctx, pengguna.id, *role, day)).collect();
            let user = user_in(SignedIn { pengguna, session, penugasan }, unit);
            let left = user.as_ref().map(|user| user.roles().collect::<Vec<_>>());
            assert_eq!(left.as_deref(), expected, "{home} {roles:?} {unit:?}");
        };
        let (kecamatan, other) = (Unit(3_402_130_000), Unit(3_402_132_003));
        let both = [Role::Operator, Role::Camat];
        check(DESA, &both, Some(DESA), Some(&both));
        check(DESA, &[], Some(DESA), Some(&[]));
        check(DESA, &both, None, Some(&both));
        check(DESA, &both, Some(other), None);
        check(DESA, &both, Some(kecamatan), None);
        check(kecamatan, &both, Some(DESA), Some(&[Role::Camat]));
        check(kecamatan, &[Role::Operator, Role::Penandatangan], Some(DESA), None);
        check(kecamatan, &[Role::Admin], Some(DESA), Some(&[Role::Admin]));
    }

    #[test]
    fn after_signing_in_a_form_s_page_comes_back() {
        let check = |method, from: Option<&str>, expected| {
            let mut pairs = vec![("host", "balai.desa.id")];
            pairs.extend(from.map(|from| ("referer", from)));
            assert_eq!(next_after_login(&parts(method, &pairs), "/1/x".to_owned()), expected, "{from:?}");
        };
        check(Method::GET, Some("https://balai.desa.id/lain"), "/1/x");
        check(Method::POST, Some("https://balai.desa.id/1/surat/baru?draf=7"), "/1/surat/baru?draf=7");
        check(Method::POST, Some("https://jahat.example/1/surat"), "/");
        check(Method::POST, Some("bukan alamat"), "/");
        check(Method::POST, None, "/");
    }

    #[test]
    fn only_the_proxy_s_own_word_is_believed() {
        let check = |lines: &[&str], expected: &str| {
            let mut parts = parts(Method::GET, &[]);
            for line in lines {
                parts.headers.append("x-forwarded-for", line.parse().unwrap());
            }
            assert_eq!(client_address(&parts, true).to_string(), expected, "{lines:?}");
            assert_eq!(client_address(&parts, false).to_string(), "127.0.0.1", "no proxy was declared");
        };
        check(&["203.0.113.9"], "203.0.113.9");
        check(&["10.9.9.9, 203.0.113.9"], "203.0.113.9");
        check(&["10.9.9.9", "203.0.113.9"], "203.0.113.9");
        check(&["bukan alamat"], "127.0.0.1");
    }
}
