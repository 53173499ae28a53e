//! What a file is, by its content.

mod zip;

use crate::error::{Error, Result};

/// The kinds of content that Balai takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isi {
    Pdf,
    Png,
    Jpeg,
    Webp,
    /// Also with macros (`.xlsm`): they are never run.
    Xlsx,
    Ods,
    Xls,
}

impl Isi {
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Xls => "application/vnd.ms-excel",
        }
    }

    pub const fn adalah_gambar(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Webp)
    }

    pub const fn adalah_buku_kerja(self) -> bool {
        matches!(self, Self::Xlsx | Self::Ods | Self::Xls)
    }
}

/// The first bytes of an OLE compound file: `.xls`, and also `.doc` and locked `.xlsx`.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Tells what a file is by its content, never by its name.
///
/// # Errors
/// A sentence for anything that is not one of [`Isi`].
pub fn kenali(bytes: &[u8]) -> Result<Isi> {
    match bytes {
        [] => Err(Error::Kosong),
        [b'%', b'P', b'D', b'F', b'-', ..] => Ok(Isi::Pdf),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Isi::Png),
        [0xff, 0xd8, 0xff, ..] => Ok(Isi::Jpeg),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Isi::Webp),
        [b'P', b'K', 3, 4, ..] => zipped(bytes),
        _ if bytes.starts_with(COMPOUND) => compound(bytes),
        _ if is_svg(bytes) => Err(Error::Svg),
        _ => Err(Error::TidakDikenal),
    }
}

fn zipped(bytes: &[u8]) -> Result<Isi> {
    // An OpenDocument file begins with an uncompressed entry that holds nothing but its type.
    let after_header = bytes.get(30..).unwrap_or_default();
    if let Some(kind) = after_header.strip_prefix(b"mimetype") {
        return if kind.starts_with(Isi::Ods.content_type().as_bytes()) {
            Ok(Isi::Ods)
        } else {
            Err(Error::TidakDikenal)
        };
    }
    let is_workbook = zip::names(bytes).any(|name| name.eq_ignore_ascii_case(b"xl/workbook.xml"));
    if is_workbook { Ok(Isi::Xlsx) } else { Err(Error::TidakDikenal) }
}

/// A compound file lists its streams in entries of 128 bytes that begin with the name in UTF-16.
fn compound(bytes: &[u8]) -> Result<Isi> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks(128).any(|entry| entry.starts_with(&wide))
    };
    if has("EncryptedPackage") {
        Err(Error::Terkunci)
    } else if has("Workbook") || has("Book") {
        Ok(Isi::Xls)
    } else {
        Err(Error::TidakDikenal)
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    head.windows(4).any(|window| window.eq_ignore_ascii_case(b"<svg"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn compound_with(stream: &str) -> Vec<u8> {
        let mut bytes = COMPOUND.to_vec();
        bytes.resize(512, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    }

    fn open_document(kind: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(30, 0);
        bytes.extend(b"mimetype");
        bytes.extend(kind.as_bytes());
        bytes
    }

    #[test]
    fn content_decides() {
        for (bytes, isi) in [
            (b"%PDF-1.7\n".to_vec(), Isi::Pdf),
            (b"\x89PNG\r\n\x1a\n....".to_vec(), Isi::Png),
            (b"\xff\xd8\xff\xe0....".to_vec(), Isi::Jpeg),
            (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), Isi::Webp),
            (zip::with_names(&["[Content_Types].xml", "xl/workbook.xml"]), Isi::Xlsx),
            (open_document("application/vnd.oasis.opendocument.spreadsheet"), Isi::Ods),
            (compound_with("Workbook"), Isi::Xls),
            (compound_with("Book"), Isi::Xls),
        ] {
            assert_eq!(kenali(&bytes).unwrap(), isi);
        }
    }

    #[test]
    fn refusals_say_why() {
        let check = |bytes: &[u8], start: &str| {
            let sentence = kenali(bytes).unwrap_err().to_string();
            assert!(sentence.starts_with(start), "{sentence}");
        };
        check(b"", "Berkas kosong");
        check(b"<?xml version=\"1.0\"?>\n<SVG xmlns='...'>", "Gambar SVG");
        check(b"MZ\x90\0", "Isi berkas tidak dikenal");
        check(b"GIF89a", "Isi berkas tidak dikenal");
        check(b"<!doctype html><script>", "Isi berkas tidak dikenal");
        check(b"PK\x03\x04 not a zip", "Isi berkas tidak dikenal");
        check(&zip::with_names(&["word/document.xml"]), "Isi berkas tidak dikenal");
        check(&open_document("application/vnd.oasis.opendocument.text"), "Isi berkas tidak dikenal");
        check(&compound_with("WordDocument"), "Isi berkas tidak dikenal");
        check(&compound_with("EncryptedPackage"), "Buku kerja ini dikunci");
        // A script before the header would run where a lenient viewer meets a lenient browser.
        check(b"<script>1</script>%PDF-1.7", "Isi berkas tidak dikenal");
    }

    proptest! {
        #[test]
        fn no_content_makes_it_panic(
            magic in prop::sample::select(vec![&b"PK\x03\x04"[..], COMPOUND, b"RIFF", b""]),
            tail in prop::collection::vec(any::<u8>(), 0..600),
        ) {
            let bytes = [magic, &tail].concat();
            let _ = kenali(&bytes);
        }
    }
}
