//! What a browser carries between the steps of signing in, before there is a session.

use data_encoding::BASE64URL_NOPAD;
use db::{Db, Unit};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a ticket is for. Each has its own seal, so that a ticket of one place opens nothing at another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guna {
    /// The steps of signing in.
    Masuk,
    /// A new code for somebody who is signed in, and gives the password once more.
    GantiKode,
}

impl Guna {
    const fn seal(self) -> &'static str {
        match self {
            Self::Masuk => "pengguna.tiket",
            Self::GantiKode => "pengguna.tiket.kode",
        }
    }
}

/// Long enough to install an authenticator app.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(15);

/// A sealed note that this person gave the right password a moment ago. It opens only here, ends by
/// itself, and dies when the password changes.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Tiket {
    pub(crate) unit: i64,
    pub(crate) id: Uuid,
    until: i64,
    /// Of the stored password hash at that moment.
    sandi: String,
    /// The one-time code was given as well.
    pub(crate) kode: bool,
    /// A new authenticator secret that is being set up.
    pub(crate) rahasia: Option<Vec<u8>>,
    pub(crate) lanjut: String,
}

impl Tiket {
    pub(crate) fn new(db: &Db, unit: Unit, pengguna: &access::Pengguna, now: Timestamp) -> Self {
        Self {
            unit: unit.0,
            id: pengguna.id,
            until: (now + GOOD_FOR).as_second(),
            sandi: mark(db, &pengguna.sandi),
            kode: false,
            rahasia: None,
            lanjut: String::new(),
        }
    }

    /// As a form's hidden field.
    pub(crate) fn seal(&self, db: &Db, guna: Guna) -> String {
        let plain = serde_json::to_vec(self).expect("plain fields become JSON");
        BASE64URL_NOPAD.encode(&db.master().seal(guna.seal(), &plain))
    }

    /// Absent for what is not of our making, too old, or made for something else.
    pub(crate) fn open(db: &Db, text: &str, guna: Guna, now: Timestamp) -> Option<Self> {
        let sealed = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let plain = db.master().open(guna.seal(), &sealed).ok()?;
        let tiket: Self = serde_json::from_slice(&plain).ok()?;
        (now.as_second() < tiket.until).then_some(tiket)
    }

    /// Whether the password is still the one this ticket was given for.
    pub(crate) fn fits(&self, db: &Db, pengguna: &access::Pengguna) -> bool {
        self.sandi == mark(db, &pengguna.sandi)
    }

    /// The same ticket for a password that its holder has just set.
    pub(crate) fn renew(&mut self, db: &Db, pengguna: &access::Pengguna) {
        self.sandi = mark(db, &pengguna.sandi);
    }
}

fn mark(db: &Db, stored: &str) -> String {
    BASE64URL_NOPAD.encode(&db.master().directory_hash("pengguna.tiket", stored.as_bytes())[..12])
}
