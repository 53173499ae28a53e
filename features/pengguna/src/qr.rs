use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// The light border that scanners ask for, in modules.
const QUIET: i32 = 4;

/// A QR code to show on a page, 240 pixels wide so that it fits a phone; empty when the text is too long.
pub(crate) fn drawing(text: &str) -> ui::Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Quartile) else { return ui::Markup::default() };
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET).expect("a String takes every write");
        }
    }
    ui::Markup::trusted(format!(
        "<svg width=\"240\" height=\"240\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
         role=\"img\" aria-label=\"Kode QR untuk aplikasi autentikator\"><path fill=\"#fff\" \
         d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}

/// A secret as a person types it into an app, in groups of four.
pub(crate) fn typed_key(secret: &[u8]) -> String {
    let text = data_encoding::BASE32_NOPAD.encode(secret);
    let groups: Vec<&str> =
        text.as_bytes().chunks(4).filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_grouped() {
        assert_eq!(typed_key(&[0; 20]), "AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA");
    }

    #[test]
    fn a_code_too_long_to_draw_is_left_out() {
        assert!(drawing("otpauth://totp/Balai").to_string().starts_with("<svg"));
        assert!(drawing(&"a".repeat(5_000)).to_string().is_empty());
    }
}
