//! The unit's time stamping authority (RFC 3161). Nobody is asked while none was chosen; it sees a hash, never a letter.

use std::time::Duration;

use crate::bsre::{Rahasia, http};
use crate::pades::Stamper;

/// Where time stamps come from, and as whom they are asked for.
#[derive(Debug, Clone)]
pub struct Stempel {
    pub(crate) rahasia: Rahasia,
    pub(crate) batas: Duration,
}

/// A time stamp is a short question; nobody waits longer for it.
const BATAS: Duration = Duration::from_secs(20);
/// Larger than any token with its certificates.
const JAWABAN_MAKS: usize = 32 * 1024;

impl Stempel {
    pub(crate) fn new(rahasia: Rahasia) -> Self {
        Self { rahasia, batas: BATAS }
    }

    /// Another patience, for tests.
    #[must_use]
    pub fn batas(mut self, batas: Duration) -> Self {
        self.batas = batas;
        self
    }

    async fn minta(&self, query: &[u8]) -> Option<Vec<u8>> {
        let mut minta = http::klien().ok()?.post(&self.rahasia.alamat);
        if !self.rahasia.pengguna.is_empty() {
            minta = minta.basic_auth(&self.rahasia.pengguna, Some(&self.rahasia.sandi));
        }
        let minta = minta.header("content-type", "application/timestamp-query").body(query.to_vec());
        let jawaban = http::panggil(minta, self.batas).await.ok()?;
        (jawaban.status == 200 && jawaban.isi.len() <= JAWABAN_MAKS).then_some(jawaban.isi)
    }
}

impl Stamper for Stempel {
    /// Waits for the answer: signing runs on a thread of its own.
    fn ask(&self, query: &[u8]) -> Option<Vec<u8>> {
        tokio::runtime::Handle::try_current().ok()?.block_on(self.minta(query))
    }
}
