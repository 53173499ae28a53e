//! A bounded walk over BER/DER bytes that keeps each element's own bytes.
//!
//! Signatures are over bytes *as sent*: a typed decoder that re-encodes would verify something else,
//! and would refuse a whole signature for one odd certificate beside the signer's.

use const_oid::ObjectIdentifier;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OID: u8 = 0x06;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
pub(crate) const CONTEXT_0: u8 = 0xA0;
pub(crate) const CONTEXT_1: u8 = 0xA1;

/// Elements of one constructed value; more than any real signature has.
const MAX_CHILDREN: usize = 1024;
/// Nesting of indefinite lengths, the only place where the walk recurses.
const MAX_DEPTH: u8 = 12;

/// One element: its tag byte, its content, and all its bytes.
#[derive(Clone, Copy)]
pub(crate) struct Tlv<'a> {
    pub(crate) tag: u8,
    pub(crate) value: &'a [u8],
    pub(crate) raw: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// The first element of `input`, and what follows it.
    pub(crate) fn first(input: &'a [u8]) -> Option<(Self, &'a [u8])> {
        read(input, 0)
    }

    /// An element that fills `input` exactly.
    pub(crate) fn only(input: &'a [u8]) -> Option<Self> {
        let (tlv, rest) = Self::first(input)?;
        rest.is_empty().then_some(tlv)
    }

    /// `self` if it carries `tag`.
    pub(crate) fn expect(self, tag: u8) -> Option<Self> {
        (self.tag == tag).then_some(self)
    }

    /// The elements inside, all of them or nothing.
    pub(crate) fn children(&self) -> Option<Vec<Tlv<'a>>> {
        let (mut rest, mut found) = (self.value, Vec::new());
        while !rest.is_empty() {
            let (tlv, after) = Self::first(rest)?;
            found.push(tlv);
            if found.len() > MAX_CHILDREN {
                return None;
            }
            rest = after;
        }
        Some(found)
    }

    /// The object identifier held here.
    pub(crate) fn oid(&self) -> Option<ObjectIdentifier> {
        self.expect(OID).and_then(|tlv| ObjectIdentifier::from_bytes(tlv.value).ok())
    }

    /// The bytes of a bit string of whole bytes.
    pub(crate) fn bits(&self) -> Option<&'a [u8]> {
        match self.expect(BIT_STRING)?.value.split_first()? {
            (0, bits) => Some(bits),
            _ => None,
        }
    }
}

fn read(input: &[u8], depth: u8) -> Option<(Tlv<'_>, &[u8])> {
    let (&tag, rest) = input.split_first()?;
    if tag & 0x1F == 0x1F || depth > MAX_DEPTH {
        return None;
    }
    let (&length, rest) = rest.split_first()?;
    if length == 0x80 {
        return read_indefinite(input, tag, rest, depth);
    }
    let (length, rest) = read_length(length, rest)?;
    let value = rest.get(..length)?;
    let header = input.len() - rest.len();
    let raw = input.get(..header + length)?;
    Some((Tlv { tag, value, raw }, &rest[length..]))
}

fn read_length(first: u8, rest: &[u8]) -> Option<(usize, &[u8])> {
    if first < 0x80 {
        return Some((usize::from(first), rest));
    }
    let bytes = usize::from(first & 0x7F);
    if bytes > 4 {
        return None;
    }
    let (digits, rest) = rest.split_at_checked(bytes)?;
    let length = digits.iter().fold(0_usize, |sum, &digit| (sum << 8) | usize::from(digit));
    Some((length, rest))
}

/// BER's open-ended form, which Bouncy Castle writes unless told otherwise.
fn read_indefinite<'a>(input: &'a [u8], tag: u8, body: &'a [u8], depth: u8) -> Option<(Tlv<'a>, &'a [u8])> {
    if tag & 0x20 == 0 {
        return None;
    }
    let mut rest = body;
    for _ in 0..MAX_CHILDREN {
        if let Some(after) = rest.strip_prefix(&[0, 0]) {
            let value = &body[..body.len() - rest.len()];
            let raw = &input[..input.len() - after.len()];
            return Some((Tlv { tag, value, raw }, after));
        }
        rest = read(rest, depth + 1)?.1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_all_forms() {
        for (input, value, rest) in [
            (&[0x04, 0x01, 0xAA, 0xBB][..], &[0xAA][..], &[0xBB][..]),
            (&[0x04, 0x81, 0x01, 0xAA], &[0xAA], &[]),
            (&[0x04, 0x84, 0, 0, 0, 1, 0xAA], &[0xAA], &[]),
            (&[0x30, 0x80, 0x05, 0x00, 0x00, 0x00, 7], &[0x05, 0x00], &[7]),
        ] {
            let (tlv, after) = Tlv::first(input).expect("reads");
            assert_eq!((tlv.value, after), (value, rest), "{input:?}");
        }
    }

    #[test]
    fn refuses_what_does_not_fit() {
        for input in [
            &[][..],
            &[0x04],
            &[0x04, 0x05, 1],
            &[0x04, 0x85, 0, 0, 0, 0, 1, 1],
            &[0x04, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 1],
            &[0x1F, 0x01, 0x00],
            &[0x04, 0x80, 0, 0],
            &[0x30, 0x80, 0x05, 0x00],
        ] {
            assert!(Tlv::first(input).is_none(), "{input:?}");
        }
        assert!(Tlv::first(&[0x30, 0x80].repeat(5_000)).is_none(), "nesting is bounded");
    }
}
