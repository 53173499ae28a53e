//! A trial signature: whether a key that is to be installed would be judged valid.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::Error;
use crate::pades::{self, Conclusion, RESERVE, Rect, SignRequest, Trust, TrustAnchors, TrustProblem};
use crate::sertifikat::Signer;

/// Signs an empty page and judges it as a letter would be.
pub(crate) fn uji_coba(signer: &Signer, anchors: &TrustAnchors, now: Timestamp) -> Result<(), Error> {
    let request = SignRequest {
        field: "UjiCoba",
        name: "",
        reason: "",
        location: "",
        instant: now,
        page: 0,
        rect: Rect::INVISIBLE,
        reserve: RESERVE,
    };
    let signed = pades::sign(&halaman_kosong(), &request, signer.chain(), signer)?;
    let report = pades::verify(&signed, anchors, now)?;
    if report.conclusion() == Conclusion::Valid {
        return Ok(());
    }
    let trust = report.signatures.into_iter().next().map(|signature| signature.trust);
    Err(match trust {
        Some(Trust::Untrusted(TrustProblem::WrongKeyUsage)) => Error::BukanUntukTandaTangan,
        Some(Trust::Untrusted(_)) => Error::BelumDipercaya { penerbit: signer.identity().issuer },
        Some(Trust::Trusted { .. }) | None => Error::TandaTangan(pades::SignError::KeyFailed),
    })
}

/// The smallest sound PDF: one empty page, its table computed.
fn halaman_kosong() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>>>",
    ];
    let mut pdf = String::from("%PDF-1.7\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (index, body) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", pdf.len());
        let _ = write!(pdf, "{} 0 obj\n{body}\nendobj\n", index + 1);
    }
    let start = pdf.len();
    let size = objects.len() + 1;
    let _ = write!(
        pdf,
        "xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    pdf.into_bytes()
}
