//! Time stamp tokens (RFC 3161): what they say, not yet whether their authority may say it.

use super::algorithm::Digest;
use super::cms_read::Cms;
use super::dates;
use super::report::TimestampReport;
use super::tlv::{self, Tlv};
use const_oid::ObjectIdentifier as Oid;

const TST_INFO: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.1.4");
pub(super) const SIGNATURE_TIME_STAMP: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// The token beside a signature, over that signature's value.
pub(super) fn beside(cms: &Cms<'_>) -> Option<TimestampReport> {
    let token = cms.unsigned(SIGNATURE_TIME_STAMP)?;
    Some(report(Cms::read(token), &[cms.signature]))
}

/// A document time stamp, over the bytes of the file.
pub(super) fn over_document(contents: &[u8], parts: &[&[u8]]) -> TimestampReport {
    report(Cms::from_padded(contents), parts)
}

fn report(token: Option<Cms<'_>>, parts: &[&[u8]]) -> TimestampReport {
    token
        .and_then(|token| Some(read(&token, parts)?.report))
        .unwrap_or(TimestampReport { gen_time: None, imprint_fits: false })
}

/// A token's words.
pub(super) struct Said<'a> {
    pub(super) report: TimestampReport,
    pub(super) nonce: Option<&'a [u8]>,
}

pub(super) fn read<'a>(token: &Cms<'a>, parts: &[&[u8]]) -> Option<Said<'a>> {
    if token.content_type != TST_INFO {
        return None;
    }
    let info = Tlv::only(token.content?.expect(tlv::OCTET_STRING)?.value)?;
    let fields = info.expect(tlv::SEQUENCE)?.children()?;
    let imprint = fields.get(2)?.expect(tlv::SEQUENCE)?.children()?;
    let algorithm = imprint.first()?.children()?.first()?.oid()?;
    let hash = imprint.get(1)?.expect(tlv::OCTET_STRING)?.value;
    let fits = Digest::from_oid(algorithm).is_ok_and(|digest| digest.of(parts) == hash);
    // Behind the time: accuracy, ordering, nonce, each where it was wanted.
    let nonce = fields.iter().skip(5).find(|field| field.tag == tlv::INTEGER).map(|field| field.value);
    let gen_time = fields.get(4).copied().and_then(dates::from_asn1);
    Some(Said { report: TimestampReport { gen_time, imprint_fits: fits }, nonce })
}
