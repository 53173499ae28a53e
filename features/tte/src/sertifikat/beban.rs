//! What a PKCS#12 file asks of whoever opens it, read off before anything is computed.
//!
//! A passphrase becomes a key in as many rounds as the *file* says, once for each of its parts. The parser
//! bounds the rounds of one part (and gigabytes of scrypt), not their sum.

use super::Error;
use crate::pades::{Tlv, tlv};
use const_oid::ObjectIdentifier as Oid;

/// Rounds in all parts together, about a second of computing. Our files ask for 600,000, OpenSSL's for
/// 6,144, Java's for 30,000.
const MAX_ROUNDS: u64 = 2_000_000;
/// Rounds in one part: what the parser takes at most.
const MAX_ROUNDS_OF_ONE: u64 = 1_000_000;
/// Bytes sealed as a whole, certificates as a rule; further sealed keys among them would show only later.
const MAX_SEALED: usize = 16 * 1024;
/// A key derivation that costs memory; no program writes it unasked.
const SCRYPT: Oid = Oid::new_unwrap("1.3.6.1.4.1.11591.4.11");
/// `[0]` around bytes: the sealed content of an `EncryptedData`.
const SEALED: u8 = 0x80;
const CONSTRUCTED: u8 = 0x20;
const MAX_DEPTH: u8 = 40;

/// Refuses a file that would cost more than a real one does.
pub(super) fn check(p12: &[u8]) -> Result<(), Error> {
    let file = Tlv::only(p12).ok_or(Error::TidakTerbaca)?;
    let mut beban = Beban::default();
    beban.visit(file, 0)?;
    if beban.rounds > MAX_ROUNDS || beban.sealed > MAX_SEALED || beban.scrypt {
        return Err(Error::TerlaluBerat);
    }
    Ok(())
}

#[derive(Default)]
struct Beban {
    rounds: u64,
    sealed: usize,
    scrypt: bool,
}

impl Beban {
    /// Wherever a salt is followed by a number, that number is one of rounds: in `MacData`, in the
    /// parameters of PBKDF2, and in those of the older schemes.
    fn visit(&mut self, element: Tlv<'_>, depth: u8) -> Result<(), Error> {
        if depth > MAX_DEPTH {
            return Err(Error::TidakTerbaca);
        }
        if element.tag & CONSTRUCTED != 0 {
            let children = element.children().ok_or(Error::TidakTerbaca)?;
            for pair in children.windows(2) {
                if (pair[0].tag, pair[1].tag) == (tlv::OCTET_STRING, tlv::INTEGER) {
                    self.add(number(pair[1].value));
                }
            }
            return children.into_iter().try_for_each(|child| self.visit(child, depth + 1));
        }
        match element.tag {
            SEALED => self.sealed = self.sealed.saturating_add(element.value.len()),
            tlv::OID => self.scrypt |= element.oid() == Some(SCRYPT),
            // Bytes that hold a structure of their own, as a safe in its envelope does.
            tlv::OCTET_STRING => {
                if let Some(inner) = Tlv::only(element.value).filter(|inner| inner.tag == tlv::SEQUENCE) {
                    return self.visit(inner, depth + 1);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, rounds: u64) {
        let counted = if rounds > MAX_ROUNDS_OF_ONE { u64::MAX } else { rounds };
        self.rounds = self.rounds.saturating_add(counted);
    }
}

/// A number as it is written, most significant byte first; what does not fit is the largest.
fn number(bytes: &[u8]) -> u64 {
    let significant: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    if significant.len() > 8 {
        return u64::MAX;
    }
    significant.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn der(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
        let content = parts.concat();
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x84], &length[..], &content].concat()
    }

    /// `{ salt, rounds }`, as in every scheme.
    fn rounds(count: u32) -> Vec<u8> {
        let count = [&[0], &count.to_be_bytes()[..]].concat();
        der(tlv::SEQUENCE, &[der(tlv::OCTET_STRING, &[vec![7; 8]]), der(tlv::INTEGER, &[count])])
    }

    /// A safe in its envelope, with so many sealed keys of so many rounds.
    fn keys(number: usize, count: u32) -> Vec<u8> {
        let safe = der(tlv::SEQUENCE, &vec![rounds(count); number]);
        der(tlv::SEQUENCE, &[der(tlv::CONTEXT_0, &[der(tlv::OCTET_STRING, &[safe])])])
    }

    fn sealed(bytes: usize) -> Vec<u8> {
        der(tlv::SEQUENCE, &[rounds(2_048), der(SEALED, &[vec![0xAA; bytes]])])
    }

    fn scrypt() -> Vec<u8> {
        der(tlv::SEQUENCE, &[der(tlv::OID, &[SCRYPT.as_bytes().to_vec()])])
    }

    #[test]
    fn only_a_file_of_usual_weight_is_opened() {
        let heavy = Err(Error::TerlaluBerat);
        let deep = (0..60).fold(rounds(1), |inner, _| der(tlv::SEQUENCE, &[inner]));
        for (what, file, expected) in [
            ("as OpenSSL writes it", [keys(1, 2_048), sealed(6_000), rounds(2_048)].concat(), Ok(())),
            ("as we write it", [keys(1, 200_000), sealed(6_000), rounds(200_000)].concat(), Ok(())),
            ("the parser's most, twice", keys(2, 1_000_000), Ok(())),
            ("one part too heavy", keys(1, 1_000_001), heavy.clone()),
            ("beyond counting", keys(1, u32::MAX), heavy.clone()),
            ("light parts, but many", keys(1_000, 2_001), heavy.clone()),
            ("a heavy seal", rounds(2_000_000), heavy.clone()),
            ("much under one seal", sealed(16 * 1024 + 1), heavy.clone()),
            ("much under two seals", [sealed(9_000), sealed(9_000)].concat(), heavy.clone()),
            ("memory instead of rounds", scrypt(), heavy),
            ("more parts than can be counted", keys(1_025, 1), Err(Error::TidakTerbaca)),
            ("nested without end", deep, Err(Error::TidakTerbaca)),
        ] {
            assert_eq!(check(&der(tlv::SEQUENCE, &[file])), expected, "{what}");
        }
    }

    #[test]
    fn what_is_no_structure_is_not_opened() {
        for file in [&b""[..], b"%PDF-1.7", &[0x30, 0x05, 1], &[0x30, 0x02, 0x04, 0x05]] {
            assert_eq!(check(file), Err(Error::TidakTerbaca), "{file:?}");
        }
    }
}
