//! What a signature should say, checked before any byte is written.

use jiff::{Timestamp, tz::TimeZone};

/// Room for the CMS in bytes when nothing is known better: two RSA-4096 certificates and a time stamp.
pub const RESERVE: usize = 8 * 1024;
/// Below this no signature fits; above it only an attacker asks.
const RESERVE_RANGE: std::ops::RangeInclusive<usize> = 512..=64 * 1024;
const MAX_TEXT: usize = 200;
const MAX_FIELD_NAME: usize = 60;
/// The largest side of a PDF page (ISO 32000-1 Annex C).
const MAX_SIDE: f32 = 14_400.0;

/// Where the signature field lies, in points from the lower left corner of its page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub left: f32,
    pub bottom: f32,
    pub right: f32,
    pub top: f32,
}

impl Rect {
    /// No place on the page: the stamp, if any, is already part of the page.
    pub const INVISIBLE: Self = Self { left: 0.0, bottom: 0.0, right: 0.0, top: 0.0 };

    fn is_sound(&self) -> bool {
        let sides = [self.left, self.bottom, self.right, self.top];
        sides.iter().all(|side| (0.0..=MAX_SIDE).contains(side))
            && self.left <= self.right
            && self.bottom <= self.top
    }
}

/// One signature to be made.
#[derive(Debug, Clone)]
pub struct SignRequest<'a> {
    /// Name of the new form field; letters, digits, `-` and `_`. See [`super::free_field_name`].
    pub field: &'a str,
    /// Name of the signer as shown by readers.
    pub name: &'a str,
    pub reason: &'a str,
    pub location: &'a str,
    /// The moment of signing, written as `/M`.
    pub instant: Timestamp,
    /// Page that carries the field; the first is 0.
    pub page: usize,
    pub rect: Rect,
    /// Bytes kept free for the CMS structure; [`RESERVE`] is enough for most.
    pub reserve: usize,
}

/// What is wrong with a [`SignRequest`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    #[error("Nama kolom tanda tangan hanya boleh berisi huruf, angka, - dan _, paling banyak 60.")]
    FieldName,
    #[error("Nama, alasan, dan tempat tanda tangan paling banyak 200 huruf, tanpa baris baru.")]
    Text,
    #[error("Letak tanda tangan di luar halaman. Periksa ukuran dan posisinya.")]
    Rect,
    #[error("Ruang untuk tanda tangan harus antara 512 dan 65.536 byte.")]
    Reserve,
}

impl SignRequest<'_> {
    pub(super) fn check(&self) -> Result<(), RequestError> {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        if self.field.is_empty() || self.field.len() > MAX_FIELD_NAME || !self.field.chars().all(allowed) {
            return Err(RequestError::FieldName);
        }
        let readable = |text: &&str| text.chars().count() <= MAX_TEXT && !text.chars().any(char::is_control);
        if ![self.name, self.reason, self.location].iter().all(readable) {
            return Err(RequestError::Text);
        }
        if !self.rect.is_sound() {
            return Err(RequestError::Rect);
        }
        if !RESERVE_RANGE.contains(&self.reserve) {
            return Err(RequestError::Reserve);
        }
        Ok(())
    }

    /// The instant as a PDF date (ISO 32000-1 §7.9.4), in UTC: it must not depend on the host.
    pub(super) fn pdf_date(&self) -> String {
        let utc = self.instant.to_zoned(TimeZone::UTC);
        utc.strftime("D:%Y%m%d%H%M%SZ").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request<'a>(field: &'a str, reason: &'a str, rect: Rect, reserve: usize) -> SignRequest<'a> {
        SignRequest {
            field,
            name: "Lurah Contoh",
            reason,
            location: "Pleret",
            instant: Timestamp::from_second(1_700_000_000).unwrap(),
            page: 0,
            rect,
            reserve,
        }
    }

    #[test]
    fn checks_every_part() {
        let rect = |left, right| Rect { left, right, ..Rect::INVISIBLE };
        let long = "a".repeat(201);
        for (field, reason, place, reserve, expected) in [
            ("Tanda1", "Menyetujui (a", Rect::INVISIBLE, RESERVE, Ok(())),
            ("", "", Rect::INVISIBLE, RESERVE, Err(RequestError::FieldName)),
            ("a.b", "", Rect::INVISIBLE, RESERVE, Err(RequestError::FieldName)),
            ("A", &long, Rect::INVISIBLE, RESERVE, Err(RequestError::Text)),
            ("A", "dua\nbaris", Rect::INVISIBLE, RESERVE, Err(RequestError::Text)),
            ("A", "", rect(9.0, 5.0), RESERVE, Err(RequestError::Rect)),
            ("A", "", rect(0.0, f32::NAN), RESERVE, Err(RequestError::Rect)),
            ("A", "", rect(-1.0, 5.0), RESERVE, Err(RequestError::Rect)),
            ("A", "", Rect::INVISIBLE, 100, Err(RequestError::Reserve)),
            ("A", "", Rect::INVISIBLE, usize::MAX, Err(RequestError::Reserve)),
        ] {
            assert_eq!(request(field, reason, place, reserve).check(), expected, "{field} {reason}");
        }
    }

    #[test]
    fn date_is_utc() {
        let date = request("A", "", Rect::INVISIBLE, RESERVE).pdf_date();
        assert_eq!(date, "D:20231114221320Z");
    }
}
