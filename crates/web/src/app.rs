use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

use access::{Guard, Matrix};
use db::{Db, Unit};

use crate::cache::{FactCache, PageCache};
use crate::feature::{Feature, Menu, Tile};
use crate::limit::Limits;

/// How this installation is reached.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Cookies are marked `Secure`: TLS is ours or a declared proxy's.
    pub secure: bool,
    /// A declared proxy stands in front, whose `X-Forwarded-For` is believed.
    pub behind_proxy: bool,
    /// An example world: a banner says so on every page.
    pub contoh: bool,
    /// Where the outside world reaches us, without a slash at the end; QR codes carry it.
    pub base_url: String,
}

/// A unit in words, as pages and papers call it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitName {
    /// "Pleret"
    pub name: String,
    /// "Kalurahan"
    pub kind_word: String,
    /// "Kapanewon Pleret, Kabupaten Bantul"
    pub parent: String,
    pub logo: Option<String>,
    pub zone: kamus::Zona,
}

/// What a naming room answers: nothing for a unit that is not here.
pub type NamingFuture = Pin<Box<dyn Future<Output = db::Result<Option<UnitName>>> + Send>>;
/// Turns a unit into words. The room `wilayah` provides it.
pub type Naming = fn(Db, Unit, jiff::Timestamp) -> NamingFuture;

/// Everything a request may need. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    db: Db,
    settings: Settings,
    matrix: Matrix,
    menu: Vec<Menu>,
    tiles: Vec<Tile>,
    naming: Naming,
    services: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
    cache: PageCache,
    facts: FactCache,
    limits: Limits,
    clock: fn() -> jiff::Timestamp,
}

/// Puts an [`App`] together.
pub struct Builder {
    inner: Inner,
}

impl App {
    /// Begins with the rooms' roles and menu.
    pub fn builder(db: Db, settings: Settings, features: &[Feature], naming: Naming) -> Builder {
        let matrix = Matrix::new(features.iter().flat_map(|feature| feature.roles.iter().copied()));
        let mut menu: Vec<Menu> = features.iter().flat_map(|feature| feature.menu.iter().copied()).collect();
        // A group stands where its first entry stands, and stays together.
        menu.sort_by_key(|entry| entry.order);
        let place = |group: &str| menu.iter().position(|entry| entry.group == group);
        let places: Vec<_> = menu.iter().map(|entry| place(entry.group)).collect();
        let mut placed: Vec<_> = places.into_iter().zip(menu).collect();
        placed.sort_by_key(|(place, entry)| (*place, entry.order));
        let menu = placed.into_iter().map(|(_, entry)| entry).collect();
        let mut tiles: Vec<Tile> =
            features.iter().flat_map(|feature| feature.tiles.iter().copied()).collect();
        tiles.sort_by_key(|tile| tile.order);
        Builder {
            inner: Inner {
                db,
                settings,
                matrix,
                menu,
                tiles,
                naming,
                services: HashMap::new(),
                cache: PageCache::default(),
                facts: FactCache::default(),
                limits: Limits::default(),
                clock: db::clock::now,
            },
        }
    }

    pub fn db(&self) -> &Db {
        &self.0.db
    }

    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub fn matrix(&self) -> &Matrix {
        &self.0.matrix
    }

    pub(crate) fn menu(&self) -> &[Menu] {
        &self.0.menu
    }

    /// The figures of the staff's first page, in order.
    pub fn tiles(&self) -> &[Tile] {
        &self.0.tiles
    }

    pub(crate) fn facts(&self) -> &FactCache {
        &self.0.facts
    }

    pub(crate) fn cache(&self) -> &PageCache {
        &self.0.cache
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// The present instant; tests set it.
    pub fn now(&self) -> jiff::Timestamp {
        (self.0.clock)()
    }

    pub async fn unit_name(&self, unit: Unit, now: jiff::Timestamp) -> db::Result<Option<UnitName>> {
        (self.0.naming)(self.0.db.clone(), unit, now).await
    }

    /// A service that the binary provided, such as the typesetter.
    ///
    /// # Panics
    /// When it was never provided: that is a mistake in wiring, found by the first test that needs it.
    pub fn service<T: Send + Sync + 'static>(&self) -> &T {
        self.find_service().expect("every service is provided when the app is put together")
    }

    pub fn find_service<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.0.services.get(&TypeId::of::<T>()).and_then(|service| service.downcast_ref())
    }
}

impl Builder {
    #[must_use]
    pub fn provide<T: Send + Sync + 'static>(mut self, service: T) -> Self {
        self.inner.services.insert(TypeId::of::<T>(), Box::new(service));
        self
    }

    /// Another clock, for tests.
    #[must_use]
    pub fn clock(mut self, clock: fn() -> jiff::Timestamp) -> Self {
        self.inner.clock = clock;
        self
    }

    /// Other settings, for tests.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.inner.settings = settings;
        self
    }

    pub fn build(self) -> App {
        App(Arc::new(self.inner))
    }
}

impl Menu {
    pub(crate) fn is_open(&self, allows: impl Fn(Guard) -> bool) -> bool {
        allows(self.guard)
    }
}
