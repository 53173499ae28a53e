//! SADEWA (Central Sign of the province): a letter is uploaded, its official signs it *there*, and the file is fetched.
//!
//! No passphrase passes through here. Nothing is believed: what comes back is bytes, judged like a file from anywhere.
//! Only the upload changes something there. An answer to it that was lost is [`Galat::TidakPasti`], since the published
//! contract cannot look a document up by its name, and a second upload makes a second document.

mod galat;
mod jawaban;
mod klien;

pub use galat::{Galat, Sebab};
pub use jawaban::{Diunggah, Keadaan};
pub use klien::{Klien, acuan_layak};

use crate::bsre::Rahasia;

/// Where the service is, as whom the office calls it, and from where signed files are fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Pengaturan {
    /// Up to `…/centralsign`, without a slash at the end.
    pub akun: Rahasia,
    /// What stands before the `path` of a document; the published contract does not say it.
    pub unduhan: String,
}
