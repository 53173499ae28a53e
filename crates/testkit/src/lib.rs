//! Stories in the fixed village Sukamaju: a whole application on a throw-away database.
//!
//! Sukamaju (34.02.13.2099) is made up, as is everyone in it; its twin Kembaran (34.02.13.2098) holds
//! the same people, so that a glance across the border would be seen. testkit knows no room: each
//! room's tests hand over their features and call their own `contoh`.

pub mod bsre;
mod client;
pub mod penerbit;
pub mod sadewa;
pub mod tsa;
pub mod wa;

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use access::{Pengguna, Penugasan, Role, Session};
use db::testing::{TestDb, story_time};
use db::{Context, Unit};
use jiff::Timestamp;
use web::{App, Builder, Feature, Naming, Settings, UnitName};

pub use client::{Answer, Client};
pub use db::testing;

/// Kalurahan Sukamaju, a village that does not exist.
pub const SUKAMAJU: Unit = Unit(3_402_132_099);
/// Its twin, to prove that nobody looks across the border.
pub const KEMBARAN: Unit = Unit(3_402_132_098);
/// The password of everyone who logs in here.
pub const SANDI: &str = "padi menguning di sawah";
/// The argon2id hash of [`SANDI`], made once: hashing for every test user would cost seconds.
const SANDI_HASH: &str = include_str!("sandi.txt");

/// An application with some rooms, in front of both villages.
pub struct TestApp {
    pub app: App,
    pub db: TestDb,
    router: axum::Router,
}

/// The same story on each engine.
pub async fn each_engine(features: fn() -> Vec<Feature>) -> Vec<TestApp> {
    let mut all = Vec::new();
    for db in testing::each_engine().await {
        all.push(TestApp::on(db, features, |builder| builder).await);
    }
    all
}

impl TestApp {
    /// On SQLite: enough for screens, whose statements are tried on both engines elsewhere.
    pub async fn new(features: fn() -> Vec<Feature>) -> Self {
        Self::on(testing::sqlite().await, features, |builder| builder).await
    }

    /// On a given database, with further services.
    pub async fn on(
        db: TestDb,
        features: fn() -> Vec<Feature>,
        extend: impl FnOnce(Builder) -> Builder,
    ) -> Self {
        Self::with_naming(db, features, names, extend).await
    }

    /// As [`Self::on`], with the naming of the room `wilayah` instead of the fixed names.
    pub async fn with_naming(
        db: TestDb,
        features: fn() -> Vec<Feature>,
        naming: Naming,
        extend: impl FnOnce(Builder) -> Builder,
    ) -> Self {
        for unit in [SUKAMAJU, KEMBARAN] {
            db.register_unit(unit, story_time()).await.expect("a fresh database takes a unit");
        }
        let settings = Settings { base_url: "http://balai.test".to_owned(), ..Settings::default() };
        let builder = App::builder(db.db.clone(), settings, &features(), naming).clock(story_time);
        let app = extend(builder).build();
        let router = web::router(app.clone(), features());
        Self { app, db, router }
    }

    /// The system's own context in Sukamaju, at the story's time.
    pub fn ctx(&self) -> Context {
        Context::system("cerita", SUKAMAJU, self.app.now())
    }

    /// The whole site, for a test that listens on a port of its own.
    pub fn router(&self) -> axum::Router {
        self.router.clone()
    }

    /// A visitor who is not signed in.
    pub fn tamu(&self) -> Client {
        Client::new(self.router.clone(), SUKAMAJU, None)
    }

    /// The browser that got this answer, with the session that it set.
    ///
    /// # Panics
    /// When the answer opened no session.
    pub fn sesudah(&self, answer: &Answer) -> Client {
        let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let token = cookies
            .filter_map(|cookie| cookie.strip_prefix("balai=")?.split(';').next())
            .find_map(access::SessionToken::from_cookie)
            .expect("the answer opens a session");
        Client::new(self.router.clone(), SUKAMAJU, Some((token.as_cookie().to_owned(), token.csrf(&self.db))))
    }

    /// Someone signed in to Sukamaju under one role.
    pub async fn sebagai(&self, role: Role) -> Client {
        self.sebagai_di(SUKAMAJU, &[role]).await
    }

    /// Someone signed in to a unit under several roles.
    pub async fn sebagai_di(&self, unit: Unit, roles: &[Role]) -> Client {
        let ctx = Context::system("cerita", unit, self.app.now());
        let pengguna = add_user(&self.db, &ctx, roles).await;
        self.sebagai_pengguna(unit, pengguna.id).await
    }

    /// Someone whom the unit knows already.
    pub async fn sebagai_pengguna(&self, unit: Unit, pengguna_id: uuid::Uuid) -> Client {
        let ctx = Context::system("cerita", unit, self.app.now());
        let new = access::NewSession {
            id: ctx.new_id(),
            unit,
            pengguna_id,
            penugasan_id: None,
            perangkat: "Uji".to_owned(),
            alamat: "127.0.0.1".to_owned(),
        };
        let token = Session::start(&self.db, new, ctx.now).await.expect("a session starts");
        Client::new(self.router.clone(), unit, Some((token.as_cookie().to_owned(), token.csrf(&self.db))))
    }
}

/// A user of the unit with these roles. The login is the first role's word and a number.
pub async fn add_user(db: &db::Db, ctx: &Context, roles: &[Role]) -> Pengguna {
    let role = roles.first().map_or("tamu", |role| role.code());
    let pengguna = Pengguna {
        id: ctx.new_id(),
        login: format!("{role}.{}", vault_token()),
        nama: format!("Uji {role}"),
        sandi: SANDI_HASH.trim().to_owned(),
        wajib_ganti_sandi: false,
        totp_segel: None,
        totp_langkah: 0,
        aktif: true,
        dibuat_pada: ctx.now.into(),
    };
    let mut tx = db.write(ctx, "pendaftaran_pengguna").await.expect("a writer");
    tx.insert(&pengguna).await.expect("a user goes in");
    for role in roles {
        let penugasan = Penugasan {
            id: ctx.new_id(),
            pengguna_id: pengguna.id,
            peran: role.code().to_owned(),
            dusun: None,
            rw: None,
            rt: None,
            sk: None,
            mulai: jiff::civil::date(2020, 1, 1).into(),
            selesai: None,
        };
        tx.insert(&penugasan).await.expect("an assignment goes in");
    }
    tx.commit().await.expect("the act is kept");
    pengguna
}

fn vault_token() -> String {
    uuid::Uuid::new_v4().simple().to_string()[..8].to_owned()
}

/// Carries work on until it waits for the `waits`th time, and drops it there, as a cut would. Tells what came of it
/// where it was done before. Asked for 1, 2, 3… it cuts at every place at which the work can be cut at all.
pub async fn cut_after<T>(waits: usize, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut left = waits;
    poll_fn(|cx| {
        left = left.saturating_sub(1);
        match work.as_mut().poll(cx) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Fixed names, so that rooms below `wilayah` can be tried without it.
pub fn names(_db: db::Db, unit: Unit, _now: Timestamp) -> web::NamingFuture {
    let name = match unit {
        SUKAMAJU => Some("Sukamaju"),
        KEMBARAN => Some("Kembaran"),
        _ => None,
    };
    let named = name.map(|name| UnitName {
        name: name.to_owned(),
        kind_word: "Kalurahan".to_owned(),
        parent: "Kapanewon Pleret, Kabupaten Bantul".to_owned(),
        logo: None,
        zone: kamus::Zona::Wib,
    });
    Box::pin(async move { Ok(named) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_is_cut_at_each_place_where_it_waits() {
        for waits in 1..=4 {
            let mut steps = 0;
            let work = async {
                for _ in 0..3 {
                    steps += 1;
                    tokio::task::yield_now().await;
                }
                "done"
            };
            let done = cut_after(waits, work).await;
            assert_eq!((done, steps), (if waits > 3 { Some("done") } else { None }, waits.min(3)));
        }
    }
}
