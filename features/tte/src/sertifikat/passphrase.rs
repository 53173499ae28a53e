//! The secret between an official and a PKCS#12 file.

use super::Error;
use std::fmt;
use zeroize::Zeroizing;

/// A passphrase; wiped when dropped, never shown.
pub struct Passphrase(Zeroizing<String>);

/// The file may be stolen and guessed at offline; eight characters is the least that is worth typing.
const SHORTEST: usize = 8;

impl Passphrase {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    pub(super) fn expose(&self) -> &str {
        &self.0
    }

    /// Long enough to protect a new file; files from elsewhere are opened with whatever they have.
    pub(super) fn check_new(&self) -> Result<(), Error> {
        if self.0.chars().count() < SHORTEST {
            return Err(Error::PassphrasePendek(SHORTEST));
        }
        Ok(())
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Passphrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing() {
        let shown = format!("{:?}", Passphrase::new("rahasia sekali".to_owned()));
        assert!(!shown.contains("rahasia"), "{shown}");
    }
}
