use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Router, extract::Request};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::error::Error;
use crate::feature::Feature;
use crate::guard::{self, Rule};

/// The whole site: every room's routes behind their guards, assets, security headers.
pub fn router(app: App, features: Vec<Feature>) -> Router {
    let mut router = Router::new();
    for route in features.into_iter().flat_map(|feature| feature.routes) {
        let rule = Rule {
            path: route.path,
            guard: route.guard,
            per_minute: route.per_minute,
            max_body: route.max_body,
        };
        let handler = route
            .handler
            .layer(DefaultBodyLimit::max(route.max_body))
            .layer(middleware::from_fn_with_state((app.clone(), rule), guard::enter));
        router = router.route(route.path, handler);
    }
    router
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { Error::NotFound })
        .layer(CompressionLayer::new())
        .route("/aset/{berkas}", axum::routing::get(asset))
        .layer(middleware::from_fn(headers))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_mins(2)))
        .layer(CatchPanicLayer::custom(|_| {
            Error::Internal(anyhow::anyhow!("a handler panicked")).into_response()
        }))
        .with_state(app)
}

async fn asset(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ui::asset(&file) else { return Error::NotFound.into_response() };
    let takes = |kind: &str| {
        let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        accepted.is_some_and(|accepted| accepted.contains(kind))
    };
    let (body, encoding): (&'static [u8], Option<&'static str>) = if takes("br") && !asset.br.is_empty() {
        (asset.br, Some("br"))
    } else if takes("gzip") && !asset.gz.is_empty() {
        (asset.gz, Some("gzip"))
    } else {
        (asset.bytes, None)
    };
    let fixed = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    let mut response = (fixed, body).into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// No inline code, no third party, no framing; the address stays with us.
const SECURITY: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; \
         connect-src 'self'; font-src 'self'; frame-src 'self' blob:; object-src 'none'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in SECURITY {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
