//! Acts in the example as its people do: through the pages, signed in, at the story's time.

use access::{NewSession, Session};
use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use db::{Context, Unit};
use jiff::Timestamp;
use tower::ServiceExt as _;
use uuid::Uuid;
use web::App;

use super::{PLERET, jam};

pub(super) struct Peramban<'a> {
    pub(super) app: &'a App,
    router: Router,
}

/// Who does something, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pelaku {
    pub(super) pengguna: Uuid,
    pub(super) pada: Timestamp,
}

impl<'a> Peramban<'a> {
    pub(super) fn new(app: &'a App) -> Self {
        Self { app, router: web::router(app.clone(), crate::features()) }
    }

    /// Posts a form of the village, `/surat/baru/domisili`, and tells where its act led.
    pub(super) async fn kirim(
        &self,
        pelaku: Pelaku,
        path: &str,
        fields: &[(&str, String)],
    ) -> Result<String> {
        self.kirim_di(PLERET, pelaku, path, fields).await
    }

    /// The same in any office.
    pub(super) async fn kirim_di(
        &self,
        unit: Unit,
        pelaku: Pelaku,
        path: &str,
        fields: &[(&str, String)],
    ) -> Result<String> {
        jam::setel(pelaku.pada);
        let db = self.app.db();
        let ctx = Context::system("contoh", unit, pelaku.pada);
        let session = NewSession {
            id: ctx.new_id(),
            unit,
            pengguna_id: pelaku.pengguna,
            penugasan_id: None,
            perangkat: "Dunia contoh".to_owned(),
            alamat: "127.0.0.1".to_owned(),
        };
        let id = session.id;
        let token = Session::start(db, session, pelaku.pada).await?;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &token.csrf(db)).append_pair("request_key", &vault::token::<15>());
        form.extend_pairs(fields);
        let cookie = web::session_cookie(self.app, Some(&token));
        let cookie = cookie.to_str()?.split(';').next().unwrap_or_default().to_owned();
        let request = Request::post(format!("/{unit}{path}"))
            .header(header::HOST, "balai.contoh")
            .header(header::ORIGIN, "http://balai.contoh")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie)
            .body(Body::from(form.finish()))?;
        let answer = self.router.clone().oneshot(request).await?;
        Session::end(db, id, pelaku.pengguna).await?;
        if answer.status() != StatusCode::SEE_OTHER {
            let status = answer.status();
            let page = axum::body::to_bytes(answer.into_body(), 1 << 20).await?;
            tracing::debug!(path, page = %String::from_utf8_lossy(&page), "the example's act was refused");
            bail!("Dunia contoh: {path} dijawab {status}");
        }
        let location = answer.headers().get(header::LOCATION).context("jawaban tanpa alamat")?;
        Ok(location.to_str()?.to_owned())
    }
}
