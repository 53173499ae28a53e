//! Short statements that anybody can check without asking: a key for each unit, and nothing of what is stated.

use ring::digest::{SHA256, digest};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use zeroize::Zeroizing;

/// Bytes of an Ed25519 signature.
pub const PANJANG_TANDA: usize = 64;
/// Bytes of a key's short name within a statement.
pub const PANJANG_KODE: usize = 4;

/// The private half, while it is used.
pub(crate) struct Benih(Zeroizing<[u8; 32]>);

impl Benih {
    pub(crate) fn baru() -> Self {
        Self(Zeroizing::new(vault::random()))
    }

    pub(crate) fn dari(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    fn pasangan(&self) -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(self.bytes()).expect("any 32 bytes are a seed")
    }

    pub(crate) fn publik(&self) -> Vec<u8> {
        self.pasangan().public_key().as_ref().to_vec()
    }

    pub(crate) fn tanda_tangani(&self, pesan: &[u8]) -> [u8; PANJANG_TANDA] {
        let tanda = self.pasangan().sign(pesan);
        tanda.as_ref().try_into().expect("an Ed25519 signature has 64 bytes")
    }
}

/// SHA-256 of a public key, in lower-case hexadecimal: what people compare.
pub fn sidik_kunci(publik: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(digest(&SHA256, publik).as_ref())
}

/// The key's short name: how its fingerprint begins.
pub(crate) fn kode_kunci(publik: &[u8]) -> String {
    sidik_kunci(publik)[..2 * PANJANG_KODE].to_owned()
}

/// Whether this key signed exactly these bytes.
pub fn periksa_pernyataan(publik: &[u8], pesan: &[u8], tanda: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, publik).verify(pesan, tanda).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032 §7.1, test 2.
    #[test]
    fn the_published_vector_holds() {
        let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap();
        let benih =
            Benih::dari(&hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")).unwrap();
        assert_eq!(benih.publik(), hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
        let tanda = benih.tanda_tangani(&[0x72]);
        assert_eq!(
            tanda.to_vec(),
            hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                 085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
        );
        assert!(periksa_pernyataan(&benih.publik(), &[0x72], &tanda));
        assert!(!periksa_pernyataan(&benih.publik(), &[0x73], &tanda));
        assert!(!periksa_pernyataan(&Benih::baru().publik(), &[0x72], &tanda));
        assert!(
            !periksa_pernyataan(b"", &[0x72], &tanda) && !periksa_pernyataan(&benih.publik(), &[0x72], b"")
        );
    }

    #[test]
    fn a_short_name_begins_the_fingerprint() {
        let publik = Benih::baru().publik();
        assert_eq!(kode_kunci(&publik).len(), 8);
        assert!(sidik_kunci(&publik).starts_with(&kode_kunci(&publik)));
        assert!(Benih::dari(&[1; 31]).is_none());
    }
}
