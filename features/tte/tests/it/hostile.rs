//! Files broken at random: a refusal or a bad report, never a panic, never "valid".

use super::contoh::{OFFICE, SHAPES, Shape, byte_range, now, pdf, signed};
use proptest::prelude::*;
use std::sync::LazyLock;
use tte::pades::{Conclusion, extends, original_of, same_content, verify};
use tte::sertifikat::{Keystore, Passphrase};

static LETTERS: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| SHAPES.iter().map(|shape| signed(&pdf(*shape), "A")).collect());

fn is_valid(pdf: &[u8]) -> bool {
    verify(pdf, &OFFICE.anchors(), now()).is_ok_and(|report| report.conclusion() == Conclusion::Valid)
}

/// Exercises every reader; returns whether the file is judged valid.
fn read_all(pdf: &[u8]) -> bool {
    let _ = original_of(pdf);
    let _ = same_content(pdf, &LETTERS[0]);
    assert!(extends(pdf, b"") || pdf.is_empty());
    is_valid(pdf)
}

/// CMS has parts that nothing signs: the list of digests, certificates besides the signer's. Changing
/// them may leave a file valid, but then it must say the same of the same signer.
fn harmless(changed: &[u8], letter: &[u8]) {
    let report = |pdf: &[u8]| verify(pdf, &OFFICE.anchors(), now());
    if let Ok(found) = report(changed)
        && found.conclusion() == Conclusion::Valid
    {
        assert_eq!(found.signatures, report(letter).unwrap().signatures);
    }
}

#[test]
fn every_sampled_byte_counts() {
    for letter in LETTERS.iter() {
        assert!(is_valid(letter));
        let (_, [_, before, after, _]) = byte_range(letter);
        let step = before / 40;
        let sampled = (0..before).step_by(step.max(1)).chain((after..letter.len()).step_by(11));
        for place in sampled {
            let mut changed = letter.clone();
            changed[place] ^= 0x01;
            assert!(!is_valid(&changed), "byte {place} of {}", letter.len());
        }
        for place in (before..after).step_by(499) {
            let mut changed = letter.clone();
            changed[place] = if changed[place] == b'0' { b'1' } else { b'0' };
            harmless(&changed, letter);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_anywhere(which in 0..4_usize, part in 0.0..1.0_f64) {
        let letter = &LETTERS[which];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a random place")]
        let end = (letter.len() as f64 * part) as usize;
        prop_assert!(!read_all(&letter[..end]));
    }

    #[test]
    fn bytes_flipped(which in 0..4_usize, flips in prop::collection::vec((any::<prop::sample::Index>(), 1..=255_u8), 1..6)) {
        let mut changed = LETTERS[which].clone();
        let (_, [_, before, after, _]) = byte_range(&changed);
        let mut counted = false;
        for (index, bits) in flips {
            let place = index.index(changed.len());
            changed[place] ^= bits;
            counted |= changed[place] != LETTERS[which][place] && !(before..after).contains(&place);
        }
        let counted = counted && (changed[..before] != LETTERS[which][..before] || changed[after..] != LETTERS[which][after..]);
        let valid = read_all(&changed);
        prop_assert!(!(valid && counted));
    }

    #[test]
    fn pieces_shuffled(which in 0..4_usize, from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), length in 1..400_usize) {
        let mut changed = LETTERS[which].clone();
        let from = from.index(changed.len());
        let piece: Vec<u8> = changed[from..].iter().take(length).copied().collect();
        let to = to.index(changed.len());
        changed.splice(to..to, piece);
        prop_assert!(!read_all(&changed));
    }

    #[test]
    fn any_bytes_at_all(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(!read_all(&bytes));
        prop_assert!(!read_all(&[b"%PDF-1.7\n", &bytes[..]].concat()));
        prop_assert!(Keystore::open(&bytes, &Passphrase::new(String::new()), now()).is_err());
    }

    #[test]
    fn cms_bytes_at_random(bytes in prop::collection::vec(any::<u8>(), 1..300), at in 0..900_usize) {
        let mut changed = LETTERS[0].clone();
        let (_, [_, before, after, _]) = byte_range(&changed);
        for (offset, byte) in bytes.iter().enumerate() {
            let place = before + 1 + (at + offset) * 2;
            if place + 2 < after {
                changed[place..place + 2].copy_from_slice(format!("{byte:02X}").as_bytes());
            }
        }
        read_all(&changed);
        harmless(&changed, &LETTERS[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn keystores_with_a_flipped_byte(index in any::<prop::sample::Index>(), bits in 1..=255_u8) {
        let mut changed = OFFICE.p12.clone();
        let place = index.index(changed.len());
        changed[place] ^= bits;
        if let Ok(signer) = Keystore::open(&changed, &super::contoh::passphrase(), now()) {
            prop_assert_eq!(signer.identity(), OFFICE.lurah.identity());
        }
    }
}

#[test]
fn nested_to_the_sky() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    let dictionaries = "<</A ".repeat(100_000) + &">>".repeat(100_000);
    for body in [deep, dictionaries] {
        let start = 9 + "1 0 obj\n".len() + body.len() + "\nendobj\n".len();
        let pdf = format!(
            "%PDF-1.7\n1 0 obj\n{body}\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
        );
        assert!(!read_all(pdf.as_bytes()));
    }
}

#[test]
fn a_form_that_bites_its_tail() {
    let parts = [
        "1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>\nendobj\n",
        "2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>\nendobj\n",
        "3 0 obj\n<</FT/Sig/T(A)/Kids[3 0 R 4 0 R]/V 4 0 R>>\nendobj\n",
        "4 0 obj\n<</Kids[3 0 R]/Parent 4 0 R/V 4 0 R/ByteRange 4 0 R/Contents 4 0 R>>\nendobj\n",
    ];
    let header = "%PDF-1.7\n";
    let rows: Vec<String> = (0..parts.len())
        .map(|count| header.len() + parts[..count].concat().len())
        .map(|offset| format!("{offset:010} 00000 n \n"))
        .collect();
    let body = format!("{header}{}", parts.concat());
    let (start, rows) = (body.len(), rows.concat());
    let pdf = format!(
        "{body}xref\n0 5\n0000000000 65535 f \n{rows}trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    );
    assert!(!read_all(pdf.as_bytes()));
}

#[test]
fn shapes_differ() {
    assert_ne!(pdf(Shape::Classic), pdf(Shape::Streams));
}
