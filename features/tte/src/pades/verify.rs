//! Verification of every signature in a file.

use super::algorithm::Digest;
use super::certificate::{Certificate, hex};
use super::chain::{self, TrustAnchors};
use super::cms_read::Cms;
use super::compare::{self, Extras, Verdict};
use super::dates;
use super::fields::{self, SignatureField};
use super::locate::{self, Located};
use super::pdf::{self, ReadError};
use super::report::{
    Coverage, Integrity, Report, SignatureReport, Signer, TimeSource, TimestampReport, Trust, TrustProblem,
};
use super::timestamp;
use jiff::Timestamp;
use lopdf::Document;

const CADES: &str = "ETSI.CAdES.detached";
const PKCS7: &str = "adbe.pkcs7.detached";
const TIME_STAMP: &str = "ETSI.RFC3161";

/// Checks every signature of `pdf` as of `at` (now).
///
/// `Err` means that the file is no readable PDF; a broken signature is a finding inside the report.
/// Nobody is asked whether a certificate was revoked: see [`crate::cabut`].
pub fn verify(pdf: &[u8], trust: &TrustAnchors, at: Timestamp) -> Result<Report, ReadError> {
    let document = pdf::load(pdf)?;
    let input = Input { pdf, document: &document, trust, at };
    let fields = fields::signed(&document)?;
    let mut found: Vec<Found<'_>> = fields.iter().map(|field| input.find(field)).collect();
    found.sort_by_key(|found| found.located.as_ref().map_or(usize::MAX, |located| located.end));
    reject_overlaps(&mut found);
    // Time stamps do not count: nobody checked who made them, so they vouch for no visible stamp.
    let signatures = found.iter().filter(|found| found.sub_filter != TIME_STAMP);
    let last = signatures.filter_map(Found::end).max().unwrap_or(0);
    let mut report = Report {
        signatures: Vec::new(),
        document_timestamps: Vec::new(),
        document_sha256: hex(&Digest::Sha256.of(&[pdf])),
    };
    for found in &found {
        if found.sub_filter == TIME_STAMP {
            report.document_timestamps.push(found.time_stamp());
        } else {
            report.signatures.push(input.examine(found, last));
        }
    }
    Ok(report)
}

struct Input<'a> {
    pdf: &'a [u8],
    document: &'a Document,
    trust: &'a TrustAnchors,
    at: Timestamp,
}

/// A signature and the bytes it claims.
struct Found<'a> {
    field: &'a SignatureField,
    sub_filter: String,
    located: Result<Located<'a>, &'static str>,
}

impl Found<'_> {
    fn end(&self) -> Option<usize> {
        self.located.as_ref().ok().map(|located| located.end)
    }

    fn time_stamp(&self) -> TimestampReport {
        match &self.located {
            Ok(located) => timestamp::over_document(&located.contents, &[located.before, located.after]),
            Err(_) => TimestampReport { gen_time: None, imprint_fits: false },
        }
    }
}

/// What the signature itself shows, before trust and coverage are judged.
struct Seen {
    integrity: Integrity,
    signer: Option<Signer>,
    trust: Trust,
    path: Vec<Vec<u8>>,
    signed_at: Option<Timestamp>,
    time_source: TimeSource,
    timestamp: Option<TimestampReport>,
}

/// Each signature must lie wholly inside what the next one signs.
fn reject_overlaps(found: &mut [Found<'_>]) {
    for index in 1..found.len() {
        let (earlier, later) = found.split_at_mut(index);
        if let (Some(Ok(before)), Ok(after)) = (earlier.last().map(|found| &found.located), &later[0].located)
            && before.end > after.gap.start
        {
            later[0].located = Err("signatures overlap");
        }
    }
}

impl<'a> Input<'a> {
    fn find(&self, field: &'a SignatureField) -> Found<'a> {
        let sub_filter = pdf::name_at(self.document, &field.signature, b"SubFilter")
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .unwrap_or_default();
        Found { field, sub_filter, located: locate::locate(self.pdf, self.document, field) }
    }

    /// `last` is where the last signature of the file ends.
    fn examine(&self, found: &Found<'_>, last: usize) -> SignatureReport {
        let dictionary = &found.field.signature;
        let claimed = |key| pdf::text_at(self.document, dictionary, key);
        let stated = claimed(b"M").and_then(|date| dates::from_pdf(&date));
        let seen = match &found.located {
            Ok(located) => self.read(located, &found.sub_filter, stated),
            Err(reason) => Seen::broken(Integrity::Malformed(reason)),
        };
        let coverage = match &found.located {
            Ok(located) => self.coverage(located, last),
            Err(_) => Coverage::Nothing,
        };
        SignatureReport {
            field: found.field.name.clone(),
            sub_filter: found.sub_filter.clone(),
            signer: seen.signer,
            signed_at: seen.signed_at,
            time_source: seen.time_source,
            integrity: seen.integrity,
            trust: seen.trust,
            path: seen.path,
            coverage,
            timestamp: seen.timestamp,
            name: claimed(b"Name"),
            reason: claimed(b"Reason"),
            location: claimed(b"Location"),
        }
    }

    fn read(&self, located: &Located<'_>, sub_filter: &str, stated: Option<Timestamp>) -> Seen {
        if ![CADES, PKCS7].contains(&sub_filter) {
            return Seen::broken(Integrity::Unsupported(sub_filter.to_owned()));
        }
        let Some(cms) = Cms::from_padded(&located.contents) else {
            return Seen::broken(Integrity::Malformed("Contents is no CMS signature"));
        };
        let integrity = cms.check(&[located.before, located.after], sub_filter == CADES);
        let timestamp = timestamp::beside(&cms);
        let (signed_at, time_source) = witness(timestamp.as_ref(), &cms, stated);
        let signer = cms.signer();
        let (trust, path) = self.judge(&integrity, signer, &cms, signed_at);
        Seen {
            trust,
            path,
            signer: signer.map(Certificate::signer),
            integrity,
            signed_at,
            time_source,
            timestamp,
        }
    }

    fn judge(
        &self,
        integrity: &Integrity,
        signer: Option<&Certificate>,
        cms: &Cms<'_>,
        signed_at: Option<Timestamp>,
    ) -> (Trust, Vec<Vec<u8>>) {
        let untrusted = |problem| (Trust::Untrusted(problem), Vec::new());
        match signer {
            None => untrusted(TrustProblem::NoCertificate),
            Some(_) if *integrity != Integrity::Intact => untrusted(TrustProblem::NotChecked),
            Some(leaf) => {
                let moment = signed_at.unwrap_or(self.at);
                chain::judge(leaf, &cms.certificates, self.trust, moment, self.at)
            }
        }
    }

    fn coverage(&self, located: &Located<'_>, last: usize) -> Coverage {
        if located.end == self.pdf.len() {
            return Coverage::WholeFile;
        }
        // A later signer may show a stamp of his own; what nobody signed may show nothing.
        let extras = if located.end < last { Extras::Signatures } else { Extras::Invisible };
        let later = match pdf::load(&self.pdf[..located.end]) {
            Ok(revision) => compare::compare(self.document, &revision, extras),
            Err(_) => Verdict::CannotTell,
        };
        Coverage::EarlierRevision { later }
    }
}

impl Seen {
    fn broken(integrity: Integrity) -> Self {
        Self {
            integrity,
            signer: None,
            trust: Trust::Untrusted(TrustProblem::NotChecked),
            path: Vec::new(),
            signed_at: None,
            time_source: TimeSource::Unknown,
            timestamp: None,
        }
    }
}

/// The best witness of the time of signing.
fn witness(
    timestamp: Option<&TimestampReport>,
    cms: &Cms<'_>,
    stated: Option<Timestamp>,
) -> (Option<Timestamp>, TimeSource) {
    let stamped = timestamp.filter(|report| report.imprint_fits).and_then(|report| report.gen_time);
    let witnesses = [
        (stamped, TimeSource::Timestamp),
        (cms.signing_time(), TimeSource::SigningTime),
        (stated, TimeSource::Claimed),
    ];
    witnesses.into_iter().find(|(time, _)| time.is_some()).unwrap_or((None, TimeSource::Unknown))
}
