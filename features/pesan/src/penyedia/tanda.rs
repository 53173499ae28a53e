//! The signature under a delivery: Meta and GOWA sign alike.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// `sha256=<hex>` over the raw bytes. An empty secret signs nothing.
pub(crate) fn sah(rahasia: &str, tanda: Option<&str>, mentah: &[u8]) -> bool {
    let Some(hex) = tanda.and_then(|tanda| tanda.trim().strip_prefix("sha256=")) else { return false };
    let Ok(diberi) = data_encoding::HEXLOWER_PERMISSIVE.decode(hex.as_bytes()) else { return false };
    if rahasia.is_empty() {
        return false;
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(rahasia.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(mentah);
    mac.verify_slice(&diberi).is_ok()
}

/// Whether two words are the same, in a time that does not tell where they differ.
pub(crate) fn sama(satu: &str, lain: &str) -> bool {
    !satu.is_empty() && bool::from(satu.as_bytes().ct_eq(lain.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recorded_vector_is_accepted_and_every_change_refused() {
        // RFC 4231, test case 2.
        let (rahasia, isi) = ("Jefe", b"what do ya want for nothing?".as_slice());
        let benar = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert!(sah(rahasia, Some(benar), isi));
        assert!(sah(rahasia, Some(&benar.to_uppercase().replace("SHA256", "sha256")), isi));
        for (rahasia, tanda, isi) in [
            ("Jefe", Some(&benar[..70]), isi),
            ("Jefe", Some("sha1=5bdc"), isi),
            ("Jefe", Some("sha256=zz"), isi),
            ("Jefe", Some("sha256="), isi),
            ("Jefe", None, isi),
            ("jefe", Some(benar), isi),
            ("", Some(benar), isi),
            ("Jefe", Some(benar), b"what do ya want for nothing!".as_slice()),
        ] {
            assert!(!sah(rahasia, tanda, isi), "{rahasia} {tanda:?}");
        }
    }

    #[test]
    fn an_empty_word_is_never_the_same() {
        assert!(sama("kata", "kata"));
        assert!(!sama("kata", "kato"));
        assert!(!sama("", ""));
    }
}
