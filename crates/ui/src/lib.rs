//! The look of Balai: base templates, components, theme, charts and the gallery that shows them all.
//!
//! Rooms write their own templates, extend `ui/base_staff.html` (or `_public`, `_plain`) and call the macros of
//! `templates/ui/*.html`; README.md has one line of use for each. Pages work without scripts and hold none inline.

// Templates of every crate say `ui::asset_url(…)`; inside this crate that path must resolve too.
extern crate self as ui;

mod asset;
pub mod chart;
mod choice;
mod field;
mod form;
mod gallery;
mod icon;
mod markup;
mod page;
mod paging;
mod part;

pub use asset::{Asset, asset, asset_url};
pub use choice::Choice;
pub use field::Field;
pub use form::{ErrorItem, Form};
pub use gallery::{gallery, gallery_page, gallery_plain, gallery_public};
pub use icon::{icon, logo};
pub use markup::{Markup, escape};
pub use page::{Flash, Link, MenuGroup, MenuItem, Page, UserBadge};
pub use paging::{PAGE_SIZE, PageLink, Paging};
pub use part::{Task, Tone, button_class, percent, thousands};
