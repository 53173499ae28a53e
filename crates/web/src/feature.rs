use std::pin::Pin;

use access::{Grant, Guard};
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::{App, Caller, Result};

/// One address that the site answers, and what it asks of its caller.
pub struct Route {
    pub method: Method,
    /// axum's pattern. Pages of a unit begin with `/{kode}`, its ten-digit code.
    pub path: &'static str,
    pub guard: Guard,
    /// Requests a minute from one address; none for no limit.
    pub per_minute: Option<u32>,
    /// The largest body taken, in bytes.
    pub max_body: usize,
    pub(crate) handler: MethodRouter<App>,
}

/// The largest ordinary form.
const FORM: usize = 1024 * 1024;

/// A page.
pub fn get<H: Handler<T, App>, T: 'static>(path: &'static str, guard: Guard, handler: H) -> Route {
    Route {
        method: Method::GET,
        path,
        guard,
        per_minute: None,
        max_body: FORM,
        handler: on(MethodFilter::GET, handler),
    }
}

/// An act.
pub fn post<H: Handler<T, App>, T: 'static>(path: &'static str, guard: Guard, handler: H) -> Route {
    Route {
        method: Method::POST,
        path,
        guard,
        per_minute: None,
        max_body: FORM,
        handler: on(MethodFilter::POST, handler),
    }
}

impl Route {
    /// At most so many requests a minute from one address.
    #[must_use]
    pub fn limited(mut self, per_minute: u32) -> Self {
        self.per_minute = Some(per_minute);
        self
    }

    /// Takes uploads of up to so many bytes.
    #[must_use]
    pub fn upload(mut self, max_body: usize) -> Self {
        self.max_body = max_body;
        self
    }
}

/// An entry of the staff menu, shown to those who may open it.
#[derive(Debug, Clone, Copy)]
pub struct Menu {
    pub label: &'static str,
    /// Behind the unit's path, such as `/penduduk`.
    pub path: &'static str,
    pub icon: &'static str,
    pub group: &'static str,
    pub guard: Guard,
    /// Smaller stands higher.
    pub order: u16,
}

/// A figure on the staff's first page, shown to those who may open what it leads to.
#[derive(Clone, Copy)]
pub struct Tile {
    pub guard: Guard,
    /// Smaller stands higher.
    pub order: u16,
    pub load: for<'c> fn(&'c Caller) -> TileFuture<'c>,
}

pub type TileFuture<'c> = Pin<Box<dyn Future<Output = Result<Option<TileData>>> + Send + 'c>>;

/// What a [`Tile`] says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileData {
    /// "14.023"
    pub figure: String,
    /// "surat menunggu paraf"
    pub label: String,
    pub note: String,
    pub href: String,
    pub tone: ui::Tone,
}

/// A room, as plain data.
pub struct Feature {
    pub name: &'static str,
    pub routes: Vec<Route>,
    pub menu: Vec<Menu>,
    pub roles: Vec<Grant>,
    pub entities: Vec<db::EntityDef>,
    pub statements: Vec<&'static [db::Statement]>,
    pub jobs: Vec<jobs::Worker>,
    pub tiles: Vec<Tile>,
}

impl Feature {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            routes: Vec::new(),
            menu: Vec::new(),
            roles: Vec::new(),
            entities: Vec::new(),
            statements: Vec::new(),
            jobs: Vec::new(),
            tiles: Vec::new(),
        }
    }
}
