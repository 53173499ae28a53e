//! From a request to a room and back: features, routes with their guards, callers, forms, errors.
//!
//! A room hands over a [`Feature`], plain data. No route exists without a [`access::Guard`], and what a
//! caller may not see does not exist for them.

mod app;
mod cache;
mod caller;
mod error;
mod feature;
mod flash;
mod form;
mod guard;
mod limit;
mod router;

pub use access::{Grant, Guard, Permission, Role};
pub use app::{App, Builder, Naming, NamingFuture, Settings, UnitName};
pub use caller::{Caller, SignedIn, html, refused, see_other};
pub use error::{Error, Result};
pub use feature::{Feature, Menu, Route, Tile, TileData, TileFuture, get, post};
pub use form::{Form, Upload};
pub use guard::session_cookie;
pub use router::router;
