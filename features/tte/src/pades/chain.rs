//! From the signer's certificate up to one that we trust (RFC 5280 §6, the part without revocation: see [`crate::cabut`]).

use super::certificate::{Certificate, CertificateUnreadable};
use super::report::{Trust, TrustProblem};
use jiff::{SignedDuration, Timestamp};
use x509_cert::der::pem;

/// Signer, four authorities, anchor: longer than any Indonesian PSrE's.
const MAX_PATH: usize = 6;
/// Signature checks spent on one path; a bag of look-alike authorities must not cost seconds.
const MAX_CHECKS: usize = 64;
/// How far the signer's clock may be ahead of ours.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(10);

const PEM_BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const PEM_END: &str = "-----END CERTIFICATE-----";

/// A certificate chain that signs: the signer's own certificate first, then its issuers.
pub struct Certificates(Vec<Certificate>);

impl Certificates {
    /// Reads DER certificates, the signer's first. At least one.
    pub fn from_der<B: AsRef<[u8]>>(chain: &[B]) -> Result<Self, CertificateUnreadable> {
        let chain: Vec<_> =
            chain.iter().map(|der| Certificate::parse(der.as_ref())).collect::<Result<_, _>>()?;
        if chain.is_empty() || chain.len() > MAX_PATH {
            return Err(CertificateUnreadable);
        }
        Ok(Self(chain))
    }

    pub(crate) fn leaf(&self) -> &Certificate {
        self.0.first().expect("from_der refuses an empty chain")
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Certificate> {
        self.0.iter()
    }

    /// The certificates as DER, the signer's first.
    pub fn to_der(&self) -> Vec<Vec<u8>> {
        self.iter().map(|certificate| certificate.der().to_vec()).collect()
    }
}

/// The authorities (or single certificates) that this office trusts.
#[derive(Default)]
pub struct TrustAnchors(Vec<Certificate>);

impl TrustAnchors {
    /// Reads DER certificates; none at all means that nobody is trusted.
    pub fn from_der<B: AsRef<[u8]>>(anchors: &[B]) -> Result<Self, CertificateUnreadable> {
        anchors.iter().map(|der| Certificate::parse(der.as_ref())).collect::<Result<_, _>>().map(Self)
    }

    /// Reads a PEM file as authorities publish it: any number of certificates, other text between.
    pub fn from_pem(text: &str) -> Result<Self, CertificateUnreadable> {
        let mut anchors = Vec::new();
        for part in text.split(PEM_BEGIN).skip(1) {
            let end = part.find(PEM_END).ok_or(CertificateUnreadable)?;
            let pem = format!("{PEM_BEGIN}{}{PEM_END}\n", &part[..end]);
            let (_, der) = pem::decode_vec(pem.as_bytes()).map_err(|_| CertificateUnreadable)?;
            anchors.push(Certificate::parse(&der)?);
        }
        Ok(Self(anchors))
    }

    /// Trusts those of another office too.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Judges `leaf` as it stood when it signed.
///
/// Without a verified time stamp, `signed_at` is the signer's own word; that is what PAdES B-B can
/// give. It is refused only where it lies in our future. The path leads from `leaf` to the anchor.
pub(super) fn judge(
    leaf: &Certificate,
    others: &[Certificate],
    anchors: &TrustAnchors,
    signed_at: Timestamp,
    now: Timestamp,
) -> (Trust, Vec<Vec<u8>>) {
    let untrusted = |problem| (Trust::Untrusted(problem), Vec::new());
    if signed_at > now.checked_add(CLOCK_SKEW).unwrap_or(Timestamp::MAX) {
        return untrusted(TrustProblem::SignedInFuture);
    }
    if let Some(problem) = unfit(leaf, signed_at) {
        return untrusted(problem);
    }
    if !leaf.may_sign() {
        return untrusted(TrustProblem::WrongKeyUsage);
    }
    let problem = TrustProblem::NoPath;
    let mut search = Search { others, anchors, at: signed_at, checks: 0, problem, path: Vec::new() };
    match search.climb(leaf, 0) {
        Some(anchor) => {
            search.path.reverse();
            (Trust::Trusted { anchor }, search.path)
        }
        None => untrusted(search.problem),
    }
}

fn unfit(certificate: &Certificate, at: Timestamp) -> Option<TrustProblem> {
    if at > certificate.valid_until() {
        return Some(TrustProblem::Expired { until: certificate.valid_until() });
    }
    if at < certificate.valid_from() {
        return Some(TrustProblem::NotYetValid { from: certificate.valid_from() });
    }
    certificate.has_unknown_demand().then_some(TrustProblem::UnknownDemand)
}

struct Search<'a> {
    others: &'a [Certificate],
    anchors: &'a TrustAnchors,
    at: Timestamp,
    checks: usize,
    /// The best explanation so far of why no path was found.
    problem: TrustProblem,
    /// The certificates of the path that was found, the anchor first.
    path: Vec<Vec<u8>>,
}

impl<'a> Search<'a> {
    /// The common name of the anchor above `certificate`, if there is a sound path to one.
    fn climb(&mut self, certificate: &Certificate, depth: usize) -> Option<String> {
        let anchors = self.anchors;
        for anchor in &anchors.0 {
            if anchor.der() == certificate.der() {
                self.path.push(anchor.der().to_vec());
                return Some(anchor.signer().common_name);
            }
            if self.issued(certificate, anchor, depth) {
                self.path.extend([anchor.der().to_vec(), certificate.der().to_vec()]);
                return Some(anchor.signer().common_name);
            }
        }
        if depth + 2 >= MAX_PATH {
            return None;
        }
        let others: &'a [Certificate] = self.others;
        for issuer in others {
            // A self-issued authority is either an anchor, found above, or nobody's.
            if issuer.is_self_issued() || !self.issued(certificate, issuer, depth) {
                continue;
            }
            if let Some(anchor) = self.climb(issuer, depth + 1) {
                self.path.push(certificate.der().to_vec());
                return Some(anchor);
            }
        }
        None
    }

    fn issued(&mut self, certificate: &Certificate, issuer: &Certificate, depth: usize) -> bool {
        if !certificate.names_issuer(issuer) {
            return false;
        }
        if !issuer.may_issue(depth) {
            self.problem = TrustProblem::IssuerNotAuthority;
            return false;
        }
        if let Some(problem) = unfit(issuer, self.at) {
            self.problem = problem;
            return false;
        }
        self.checks += 1;
        if self.checks > MAX_CHECKS {
            return false;
        }
        let sound = certificate.signed_by(issuer).is_ok();
        if !sound {
            self.problem = TrustProblem::BadCertificateSignature;
        }
        sound
    }
}
