//! Times as PDF and ASN.1 write them.

use super::tlv::{self, Tlv};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// `UTCTime` or `GeneralizedTime`, in UTC; fractions of a second are dropped.
pub(super) fn from_asn1(tlv: Tlv<'_>) -> Option<Timestamp> {
    let text = std::str::from_utf8(tlv.value).ok()?.strip_suffix('Z')?;
    let digits = match tlv.tag {
        tlv::GENERALIZED_TIME => text.split('.').next()?.to_owned(),
        tlv::UTC_TIME => {
            let year: u8 = text.get(..2)?.parse().ok()?;
            format!("{}{text}", if year < 50 { "20" } else { "19" })
        }
        _ => return None,
    };
    (digits.len() == 14).then(|| civil(&digits))??.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// A PDF date (ISO 32000-1 §7.9.4), at least to the day: `D:20261122093000+07'00'`.
pub(super) fn from_pdf(text: &str) -> Option<Timestamp> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (digits, zone) = text.split_at(end);
    if !(8..=14).contains(&digits.len()) {
        return None;
    }
    let padded = format!("{digits:0<14}");
    let zone = TimeZone::fixed(offset(zone)?);
    Some(civil(&padded)?.to_zoned(zone).ok()?.timestamp())
}

fn offset(zone: &str) -> Option<Offset> {
    let sign = match zone.bytes().next() {
        None | Some(b'Z') => return Some(Offset::UTC),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).unwrap_or("0").parse().ok()?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// Fourteen digits, year first.
fn civil(digits: &str) -> Option<DateTime> {
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i8>().ok();
    DateTime::new(
        digits.get(..4)?.parse().ok()?,
        number(4..6)?,
        number(6..8)?,
        number(8..10)?,
        number(10..12)?,
        number(12..14)?,
        0,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pdf_dates() {
        for (text, expected) in [
            ("D:20261122093000+07'00'", Some("2026-11-22T02:30:00Z")),
            ("D:20261122093000-0330", Some("2026-11-22T13:00:00Z")),
            ("D:20261122023000Z", Some("2026-11-22T02:30:00Z")),
            ("20261122", Some("2026-11-22T00:00:00Z")),
            ("D:2026112209", Some("2026-11-22T09:00:00Z")),
            ("D:20261322", None),
            ("D:20261122093000+é7", None),
            ("D:2026112209300099999", None),
            ("kemarin", None),
            ("", None),
        ] {
            let found = from_pdf(text).map(|instant| instant.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn asn1_times() {
        for (tag, text, expected) in [
            (tlv::UTC_TIME, "261122023000Z", Some("2026-11-22T02:30:00Z")),
            (tlv::UTC_TIME, "991122023000Z", Some("1999-11-22T02:30:00Z")),
            (tlv::GENERALIZED_TIME, "20240625093641.503Z", Some("2024-06-25T09:36:41Z")),
            (tlv::GENERALIZED_TIME, "20240625", None),
            (tlv::INTEGER, "20240625093641Z", None),
        ] {
            let value = text.as_bytes();
            let found = from_asn1(Tlv { tag, value, raw: value });
            assert_eq!(found.map(|at| at.to_string()).as_deref(), expected, "{text}");
        }
    }
}
