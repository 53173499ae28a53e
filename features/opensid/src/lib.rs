//! Coming from OpenSID: reads its database, takes it over with its history, and says what was left.

mod entitas;
mod jobs;
pub mod laporan;
pub mod pengambilan;
pub mod rencana;
pub mod skema;
pub mod store;
pub mod sumber;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod waktu;
mod web;

use ::web::Feature;

pub use entitas::ImporOpensid;

pub fn feature() -> Feature {
    let mut f = Feature::new("opensid");
    f.routes = web::routes();
    f.menu = web::menu();
    f.jobs = jobs::workers();
    f.entities = vec![<ImporOpensid as db::Entity>::DEF];
    f.statements = vec![store::STATEMENTS];
    f
}
