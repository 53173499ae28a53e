//! QR codes as SVG, sharp at any size and light enough to stand in every letter.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment};

/// The light border that a scanner needs, in modules (ISO/IEC 18004 asks for four).
const QUIET_ZONE: i32 = 4;

/// How much of the code may be damaged and still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ecc {
    /// 7 %
    Low,
    /// 15 %: right for paper that is handled with care.
    Medium,
    /// 25 %: survives a stamp on its corner.
    Quartile,
    /// 30 %
    High,
}

impl From<Ecc> for QrCodeEcc {
    fn from(ecc: Ecc) -> Self {
        match ecc {
            Ecc::Low => Self::Low,
            Ecc::Medium => Self::Medium,
            Ecc::Quartile => Self::Quartile,
            Ecc::High => Self::High,
        }
    }
}

/// The text does not fit into the largest QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Teks sepanjang {0} huruf terlalu panjang untuk kode QR. Pendekkan teksnya.")]
pub struct QrTooLong(pub usize);

/// A tail of capitals and digits takes 5.5 bits a letter instead of eight.
fn segments(text: &str) -> Vec<QrSegment> {
    let dense = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let head = text.trim_end_matches(dense);
    let tail = &text[head.len()..];
    if tail.len() < WORTHWHILE || head.is_empty() {
        return QrSegment::make_segments(text);
    }
    [QrSegment::make_segments(head), QrSegment::make_segments(tail)].concat()
}

/// A second segment costs a header.
const WORTHWHILE: usize = 16;

/// The smallest code that holds the text; within its size the correction is as strong as it can be.
fn encode(text: &str, ecc: Ecc) -> Result<QrCode, QrTooLong> {
    QrCode::encode_segments(&segments(text), ecc.into()).map_err(|_| QrTooLong(text.chars().count()))
}

/// Size class 1 to 40 (side in modules = 17 + 4 × version). Above about 15 a code printed 25 mm wide
/// gets hard to read for a cheap phone.
pub fn qr_version(text: &str, ecc: Ecc) -> Result<u8, QrTooLong> {
    Ok(encode(text, ecc)?.version().value())
}

/// A black on white code with its quiet zone; one unit of the view box is one module.
pub fn qr_svg(text: &str, ecc: Ecc) -> Result<String, QrTooLong> {
    let code = encode(text, ecc)?;
    let side = code.size() + 2 * QUIET_ZONE;
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d=""##
    );
    for y in 0..code.size() {
        for (x, width) in dark_runs(&code, y) {
            write!(svg, "M{} {}h{width}v1h-{width}z", x + QUIET_ZONE, y + QUIET_ZONE)
                .expect("writing to a String cannot fail");
        }
    }
    svg.push_str(r#""/></svg>"#);
    Ok(svg)
}

/// Neighbouring dark modules of one row as (start, length): a third of the size of single squares,
/// and no hairlines between them in print.
fn dark_runs(code: &QrCode, y: i32) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for x in (0..code.size()).filter(|&x| code.get_module(x, y)) {
        match runs.last_mut() {
            Some((start, width)) if *start + *width == x => *width += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_grows_with_text_and_correction() {
        // Byte mode capacities of ISO/IEC 18004, table 7.
        let table = [
            (14, Ecc::Medium, 1),
            (15, Ecc::Medium, 2),
            (17, Ecc::Low, 1),
            (7, Ecc::High, 1),
            (8, Ecc::High, 2),
            (11, Ecc::Quartile, 1),
            (271, Ecc::Low, 10),
        ];
        for (length, ecc, version) in table {
            assert_eq!(qr_version(&"a".repeat(length), ecc), Ok(version), "{length} {ecc:?}");
        }
    }

    #[test]
    fn a_tail_in_capitals_makes_a_smaller_code() {
        let address = "https://balai.example/v/abc#";
        let dense = format!("{address}{}", "A2".repeat(100));
        let plain = format!("{address}{}", "a2".repeat(100));
        assert_eq!(qr_version(&dense, Ecc::Medium), Ok(9));
        assert_eq!(qr_version(&plain, Ecc::Medium), Ok(11));
    }

    #[test]
    fn too_long_a_text_is_refused_with_a_sentence() {
        let refused = qr_svg(&"a".repeat(3000), Ecc::Medium).unwrap_err();
        assert_eq!(refused, QrTooLong(3000));
        assert!(refused.to_string().contains("3000 huruf"));
        assert!(qr_version(&"a".repeat(3000), Ecc::Low).is_err());
    }

    #[test]
    fn the_picture_has_its_quiet_zone_and_finder() {
        let svg = qr_svg("https://balai.example/v/abc", Ecc::Medium).unwrap();
        assert!(svg.contains(r#"viewBox="0 0 37 37""#), "version 3 is 29 wide, plus 2 x 4");
        assert!(svg.contains("M4 4h7v1h-7z"), "top edge of the first finder pattern");
        assert!(!svg.contains("M0 4") && !svg.contains("M3 4"), "quiet zone stays light");
        assert_eq!(svg, qr_svg("https://balai.example/v/abc", Ecc::Medium).unwrap());
    }

    #[test]
    fn the_text_never_stands_in_the_picture() {
        let svg = qr_svg("<script>&\"", Ecc::Low).unwrap();
        assert!(!svg.contains("script"));
    }
}
