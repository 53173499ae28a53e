//! The whole application in front of two villages, and a visitor who sends exactly what a test says.

mod contoh;
mod crawl;
pub(crate) mod html;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use access::{NewSession, Role, Session};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use balai::config::{Home, Place};
use db::{Context, Unit};
use testkit::{KEMBARAN, SUKAMAJU, TestApp};
use tower::ServiceExt as _;

pub(crate) use contoh::{MARK, OWN, fill};
pub(crate) use crawl::{Page, crawl};

/// Every room, both villages filled, on SQLite.
pub(crate) struct World {
    pub app: TestApp,
    router: axum::Router,
    /// Data, files and backups; gone with the world.
    _folder: tempfile::TempDir,
}

/// Someone signed in.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    cookie: String,
    pub csrf: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }
}

/// A request as a test writes it.
pub(crate) struct Ask<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub person: Option<&'a Person>,
    pub fields: &'a [(&'a str, &'a str)],
    pub headers: &'a [(&'a str, &'a str)],
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = db::testing::sqlite().await;
        let place = Place {
            data: Some(folder.path().join("data")),
            database: Some(database.url.clone()),
            key: Some(folder.path().join("induk.kunci")),
        };
        let home = Home::real(&place).expect("an empty folder");
        std::fs::create_dir_all(&home.data).expect("a folder for data");
        let files = files::FileStore::new(home.files());
        let app = TestApp::with_naming(database, balai::features, wilayah::naming, |builder| {
            balai::provide(builder, files)
                .provide(home)
                .provide(documents::Typesetter::in_process())
                .provide(wilayah::DaftarLangkah(wilayah::langkah()))
        })
        .await;
        for unit in [SUKAMAJU, KEMBARAN] {
            contoh::fill(&app, unit).await;
        }
        let router = web::router(app.app.clone(), balai::features());
        Self { app, router, _folder: folder }
    }

    /// Someone with these roles in a unit.
    pub(crate) async fn person(&self, unit: Unit, roles: &[Role]) -> Person {
        let ctx = Context::system("cerita", unit, self.app.app.now());
        let pengguna = testkit::add_user(&self.app.db, &ctx, roles).await;
        let new = NewSession {
            id: ctx.new_id(),
            unit,
            pengguna_id: pengguna.id,
            penugasan_id: None,
            perangkat: "Uji".to_owned(),
            alamat: "127.0.0.1".to_owned(),
        };
        let token = Session::start(&self.app.db, new, ctx.now).await.expect("a session starts");
        Person { cookie: token.as_cookie().to_owned(), csrf: token.csrf(&self.app.db) }
    }

    /// Everybody who works in Sukamaju, in one person: sees all that any role sees.
    pub(crate) async fn everyone(&self) -> Person {
        self.person(SUKAMAJU, &Role::ALL).await
    }

    pub(crate) async fn get(&self, path: &str, person: Option<&Person>) -> Answer {
        self.send(Ask { method: "GET", path, person, fields: &[], headers: &[] }).await
    }

    /// Posts a form with its csrf token and a request key.
    pub(crate) async fn post(
        &self,
        path: &str,
        person: &Person,
        key: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut all = vec![("csrf", person.csrf.as_str()), ("request_key", key)];
        all.extend(fields);
        self.send(Ask { method: "POST", path, person: Some(person), fields: &all, headers: &[] }).await
    }

    pub(crate) async fn send(&self, ask: Ask<'_>) -> Answer {
        let body = form_urlencoded(ask.fields);
        let mut request =
            Request::builder().method(ask.method).uri(ask.path).header(header::HOST, "balai.test");
        if ask.method == "POST" {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if let Some(person) = ask.person {
            request = request.header(header::COOKIE, format!("balai={}", person.cookie));
        }
        for (name, value) in ask.headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body)).expect("a well-formed request");
        request.extensions_mut().insert(ConnectInfo(fresh_address()));
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("the body arrives").to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }
}

/// Each request comes from another phone, so that limits per address stay out of these stories.
fn fresh_address() -> SocketAddr {
    static NEXT: AtomicU32 = AtomicU32::new(0x0a00_0001);
    SocketAddr::from((NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes(), 4000))
}

fn form_urlencoded(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
            .collect()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}
