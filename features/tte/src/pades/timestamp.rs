//! Time stamp tokens (RFC 3161): what they say, not yet whether their authority may say it.

use super::algorithm::Digest;
use super::cms_read::Cms;
use super::dates;
use super::report::TimestampReport;
use super::tlv::{self, Tlv};
use const_oid::ObjectIdentifier as Oid;

const TST_INFO: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.1.4");
const SIGNATURE_TIME_STAMP: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.2.14");

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
        .filter(|token| token.content_type == TST_INFO)
        .and_then(|token| read(token.content?, parts))
        .unwrap_or(TimestampReport { gen_time: None, imprint_fits: false })
}

fn read(content: Tlv<'_>, parts: &[&[u8]]) -> Option<TimestampReport> {
    let info = Tlv::only(content.expect(tlv::OCTET_STRING)?.value)?;
    let fields = info.expect(tlv::SEQUENCE)?.children()?;
    let imprint = fields.get(2)?.expect(tlv::SEQUENCE)?.children()?;
    let algorithm = imprint.first()?.children()?.first()?.oid()?;
    let hash = imprint.get(1)?.expect(tlv::OCTET_STRING)?.value;
    let fits = Digest::from_oid(algorithm).is_ok_and(|digest| digest.of(parts) == hash);
    Some(TimestampReport { gen_time: fields.get(4).copied().and_then(dates::from_asn1), imprint_fits: fits })
}
