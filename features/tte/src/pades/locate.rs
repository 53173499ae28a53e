//! Which bytes a signature speaks for.
//!
//! Every known forgery on signed PDFs plays with `/ByteRange`: bytes hidden in the gap, a gap that is
//! not the signature's, a range that stops early. So nothing here is taken on trust: the gap must be
//! the hexadecimal string that follows `/Contents` in this very object, and not a byte more.

use super::fields::SignatureField;
use super::pdf::find;
use lopdf::xref::XrefEntry;
use lopdf::{Document, Object};
use std::ops::Range;

/// 256 KiB of CMS in hexadecimal: a chain with revocation data and time stamp included.
const MAX_CONTENTS: usize = 512 * 1024;

/// The signed bytes of one signature.
pub(super) struct Located<'a> {
    pub(super) before: &'a [u8],
    pub(super) after: &'a [u8],
    /// The hexadecimal string, `<` and `>` included.
    pub(super) gap: Range<usize>,
    /// End of the last signed byte.
    pub(super) end: usize,
    /// What the hexadecimal string says.
    pub(super) contents: Vec<u8>,
}

pub(super) fn locate<'a>(
    pdf: &'a [u8],
    document: &Document,
    field: &SignatureField,
) -> Result<Located<'a>, &'static str> {
    let [start, before, after, rest] = byte_range(field)?;
    if start != 0 {
        return Err("ByteRange does not start at the first byte");
    }
    let end = after.checked_add(rest).ok_or("ByteRange overflows")?;
    if before >= after || end > pdf.len() {
        return Err("ByteRange overlaps or leaves the file");
    }
    let gap = before..after;
    let contents = read_gap(&pdf[gap.clone()])?;
    let declared = field.signature.get(b"Contents").and_then(Object::as_str);
    if declared.map_err(|_| "no Contents")? != contents {
        return Err("gap is not the Contents of this signature");
    }
    check_place(pdf, document, field, &gap)?;
    if end < pdf.len() && !ends_a_revision(&pdf[..end]) {
        return Err("signed bytes do not end at the end of a revision");
    }
    Ok(Located { before: &pdf[..before], after: &pdf[after..end], gap, end, contents })
}

fn byte_range(field: &SignatureField) -> Result<[usize; 4], &'static str> {
    let items = field.signature.get(b"ByteRange").and_then(Object::as_array).map_err(|_| "no ByteRange")?;
    let numbers: Vec<usize> = items
        .iter()
        .filter_map(|item| item.as_i64().ok())
        .filter_map(|number| usize::try_from(number).ok())
        .collect();
    if numbers.len() != items.len() {
        return Err("ByteRange holds something else than offsets");
    }
    numbers.try_into().map_err(|_| "ByteRange is not two ranges")
}

/// `<`, an even number of hexadecimal digits, `>`: anything else could hide content.
fn read_gap(gap: &[u8]) -> Result<Vec<u8>, &'static str> {
    if gap.len() > MAX_CONTENTS {
        return Err("Contents too large");
    }
    let digits = gap
        .strip_prefix(b"<")
        .and_then(|gap| gap.strip_suffix(b">"))
        .ok_or("gap is not a hexadecimal string")?;
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pairs = digits.chunks(2).map(|pair| match *pair {
        [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
        _ => None,
    });
    let bytes: Option<Vec<u8>> = pairs.collect();
    bytes.filter(|bytes| !bytes.is_empty()).ok_or("gap is not a hexadecimal string")
}

/// The gap must be the value of the only `/Contents` inside the signature's own object.
fn check_place(
    pdf: &[u8],
    document: &Document,
    field: &SignatureField,
    gap: &Range<usize>,
) -> Result<(), &'static str> {
    let id = field.id.ok_or("signature is not an object of its own")?;
    let Some(XrefEntry::Normal { offset, .. }) = document.reference_table.get(id.0) else {
        return Err("signature lies in an object stream");
    };
    let start = usize::try_from(*offset).map_err(|_| "offset too large")?;
    let head = pdf.get(start..gap.start).ok_or("gap lies outside its object")?;
    let tail = &pdf[gap.end..];
    let length = find(tail, b"endobj").ok_or("signature object has no end")?;
    let tail = &tail[..length];
    if find(head, b"endobj").is_some() {
        return Err("gap lies outside its object");
    }
    if !head.trim_ascii_end().ends_with(b"/Contents") {
        return Err("gap is not the value of Contents");
    }
    for key in [&b"/Contents"[..], b"/ByteRange"] {
        let count = [head, tail].iter().map(|part| occurrences(part, key)).sum::<usize>();
        if count != 1 {
            return Err("signature dictionary repeats a key");
        }
    }
    Ok(())
}

fn occurrences(haystack: &[u8], needle: &[u8]) -> usize {
    haystack.windows(needle.len()).filter(|window| *window == needle).count()
}

pub(super) fn ends_a_revision(signed: &[u8]) -> bool {
    signed.trim_ascii_end().ends_with(b"%%EOF")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gap_is_only_hexadecimal() {
        assert_eq!(read_gap(b"<0aFF>"), Ok(vec![0x0A, 0xFF]));
        for gap in [&b""[..], b"<>", b"<0>", b"<0g>", b"0a", b"<0a> ", b"<0a>/Nama(x)<0a>", b"(0a)"] {
            assert!(read_gap(gap).is_err(), "{}", gap.escape_ascii());
        }
    }
}
