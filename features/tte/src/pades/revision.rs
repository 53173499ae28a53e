//! The states of a file that was signed by appending.

use super::fields;
use super::pdf;
use lopdf::xref::XrefEntry;

const END: &[u8] = b"%%EOF";

/// The bytes of the revision before the first signature, if the file has one.
///
/// Exact for files signed by [`super::sign()`]; for another program's the last line end may be off.
pub fn original_of(signed: &[u8]) -> Option<&[u8]> {
    let document = pdf::load(signed).ok()?;
    let first = fields::signed(&document)
        .ok()?
        .iter()
        .filter_map(|field| match document.reference_table.get(field.id?.0) {
            Some(XrefEntry::Normal { offset, .. }) => usize::try_from(*offset).ok(),
            _ => None,
        })
        .min()?;
    let earlier = signed.get(..first)?;
    let end = earlier.windows(END.len()).rposition(|window| window == END)? + END.len();
    let line_ends = signed[end..first].iter().take_while(|byte| b"\r\n".contains(byte)).count();
    // The last of them was put there to part the two revisions.
    let original = &signed[..end + line_ends.saturating_sub(1)];
    pdf::load(original).ok().map(|_| original)
}

/// Whether `signed` begins with exactly the bytes of `original`, and goes on.
///
/// It says that our numbered file is inside, not that it is what a reader shows: ask
/// [`super::same_content`] as well.
pub fn extends(signed: &[u8], original: &[u8]) -> bool {
    signed.len() > original.len() && signed.starts_with(original)
}
