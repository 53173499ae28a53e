//! Who may do what: permissions and roles, people who log in, their sessions, and who saw whom.
//!
//! A *peran* (login role) says what a person may do in Balai. It is not a *jabatan* (office), which
//! says what they are in the village; that lives in the room `pengguna`.

mod account;
mod device;
mod password;
mod role;
mod session;
pub mod store;
mod throttle;
mod totp;

pub use account::{BadLogin, login_is_free, parse_login};
pub use device::device_words;
pub use password::{WeakPassword, check_password, hash_password, spend_a_verification, verify_password};
pub use role::{Grant, Guard, Matrix, Permission, Role};
pub use session::{NewSession, Session, SessionToken};
pub use store::{PembukaanData, Pengguna, Penugasan};
pub use throttle::{Throttle, delay_after};
pub use totp::{code_at, new_secret, provisioning_uri, verify_code};

/// The fact tables that this crate owns.
pub const ENTITIES: &[db::EntityDef] =
    &[<Pengguna as db::Entity>::DEF, <Penugasan as db::Entity>::DEF, <PembukaanData as db::Entity>::DEF];

pub const STATEMENTS: &[&[db::Statement]] = &[store::STATEMENTS, session::STATEMENTS, throttle::STATEMENTS];
