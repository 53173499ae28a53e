//! Opening a PDF that a stranger may have made.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The largest file that is read or signed: 20 MiB, a long letter with scans.
pub const MAX_PDF_BYTES: usize = 20 * 1024 * 1024;
/// What one object or cross-reference stream may grow to while a file is opened.
const MAX_STREAM_BYTES: usize = 16 * 1024 * 1024;
/// More objects than this are nobody's letter.
const MAX_OBJECTS: u32 = 1_000_000;

/// Why a file cannot be read as a PDF at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("Berkas terlalu besar: paling besar 20 MB. Perkecil gambar di dalamnya, lalu coba lagi.")]
    TooLarge,
    #[error("Berkas ini bukan PDF. Pilih berkas yang berakhiran .pdf.")]
    NotPdf,
    #[error("Berkas PDF ini rusak atau terpotong. Unduh atau simpan ulang berkasnya, lalu coba lagi.")]
    Damaged,
    #[error("Berkas PDF ini dikunci dengan sandi. Simpan ulang tanpa sandi, lalu coba lagi.")]
    Encrypted,
    #[error("Berkas PDF ini berisi terlalu banyak kolom tanda tangan untuk diperiksa.")]
    TooManySignatures,
}

/// Reads a file exactly as written.
///
/// A file whose cross-reference table had to be repaired is refused: two programs could read two
/// different documents out of it, and a signature must not be judged on a guess.
pub(super) fn load(pdf: &[u8]) -> Result<Document, ReadError> {
    if pdf.len() > MAX_PDF_BYTES {
        return Err(ReadError::TooLarge);
    }
    if !pdf.starts_with(b"%PDF-") {
        return Err(ReadError::NotPdf);
    }
    let options = LoadOptions::with_max_decompressed_size(MAX_STREAM_BYTES);
    // The parser is not ours; on hostile bytes a panic in it must stay a refusal.
    let document = catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(pdf, options)))
        .map_err(|_| ReadError::Damaged)?
        .map_err(|error| match error {
            lopdf::Error::InvalidPassword | lopdf::Error::UnsupportedSecurityHandler(_) => {
                ReadError::Encrypted
            }
            _ => ReadError::Damaged,
        })?;
    if document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(ReadError::Encrypted);
    }
    if document.xref_recovery.is_some() || document.max_id > MAX_OBJECTS {
        return Err(ReadError::Damaged);
    }
    document.catalog().map_err(|_| ReadError::Damaged)?;
    Ok(document)
}

/// The value under `key`, references followed.
pub(super) fn value<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Object> {
    let object = dictionary.get(key).ok()?;
    document.dereference(object).ok().map(|(_, found)| found)
}

pub(super) fn dictionary_at<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    value(document, dictionary, key)?.as_dict().ok()
}

pub(super) fn array_at<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> &'a [Object] {
    match value(document, dictionary, key) {
        Some(Object::Array(items)) => items,
        _ => &[],
    }
}

pub(super) fn name_at<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a [u8]> {
    value(document, dictionary, key)?.as_name().ok()
}

/// A text string (ISO 32000-1 §7.9.2.2): UTF-16, UTF-8 or, near enough, Latin-1.
pub(super) fn text_at(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    let bytes = value(document, dictionary, key)?.as_str().ok()?;
    Some(match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().copied().map(char::from).collect(),
    })
}

pub(super) fn page_ids(document: &Document) -> Vec<ObjectId> {
    document.page_iter().collect()
}

/// Position of the first `needle` in `haystack`.
pub(super) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
