//! Signing, and our own verdict on it.

use super::contoh::{OFFICE, SHAPES, Shape, at, check, now, pdf, request, sign_with, signed, signing_time};
use lopdf::{Document, Object, dictionary};
use tte::pades::{
    Certificates, Conclusion, Coverage, Integrity, ReadError, RequestError, SignError, SignRequest,
    TimeSource, Trust, TrustAnchors, TrustProblem, Verdict, extends, free_field_name, original_of,
    same_content, sign, verify,
};
use tte::sertifikat::CONTOH;

#[test]
fn one_signature_on_every_shape() {
    for shape in SHAPES {
        let original = pdf(shape);
        let signed = signed(&original, "TandaTangan1");
        let report = check(&signed);
        assert_eq!(report.conclusion(), Conclusion::Valid, "{shape:?} {report:#?}");
        let [signature] = &report.signatures[..] else {
            panic!("one signature");
        };
        assert_eq!(signature.field, "TandaTangan1");
        assert_eq!(signature.coverage, Coverage::WholeFile);
        assert_eq!(signature.signed_at, Some(signing_time()));
        assert_eq!(signature.time_source, TimeSource::Claimed);
        let reason = signature.reason.as_deref();
        assert_eq!(reason, Some("Menyetujui isi surat :) (asli"));
        let signer = signature.signer.as_ref().expect("a signer");
        assert_eq!(signer.common_name, "Siti Rahayu, S.IP.");
        assert_eq!(signer.organisation.as_deref(), Some("Kalurahan Sukamaju"));
        assert_eq!(signer.issuer, CONTOH);
        assert_eq!(*signer, OFFICE.lurah.identity());
        let anchor = CONTOH.to_owned();
        assert_eq!(signature.trust, Trust::Trusted { anchor });
    }
}

#[test]
fn the_original_stays_inside() {
    for shape in SHAPES {
        for tail in ["", "\n", "\r\n"] {
            let mut original = pdf(shape).trim_ascii_end().to_vec();
            original.extend(tail.bytes());
            let once = signed(&original, "A");
            let twice = signed(&once, "B");
            for file in [&once, &twice] {
                assert!(extends(file, &original), "{shape:?}");
                assert_eq!(original_of(file), Some(&original[..]), "{shape:?} {tail:?}");
                assert_eq!(same_content(file, &original), Verdict::Unchanged, "{shape:?}");
            }
            assert!(!extends(&original, &original));
        }
    }
    assert_eq!(original_of(&pdf(Shape::Classic)), None);
}

#[test]
fn trailer_keeps_identity() {
    for shape in SHAPES {
        let original = Document::load_mem(&pdf(shape)).unwrap();
        let signed = Document::load_mem(&signed(&pdf(shape), "A")).unwrap();
        for key in [&b"Root"[..], b"Info", b"ID"] {
            assert_eq!(signed.trailer.get(key).unwrap(), original.trailer.get(key).unwrap());
        }
        let size = signed.trailer.get(b"Size").and_then(Object::as_i64).unwrap();
        let highest = signed.reference_table.max_id();
        assert_eq!(size, i64::from(highest) + 1, "{shape:?}");
    }
}

#[test]
fn a_second_signer_leaves_the_first_valid() {
    for shape in SHAPES {
        let once = signed(&pdf(shape), "TTE1");
        let field = free_field_name(&once, "TTE").unwrap();
        assert_eq!(field, "TTE2");
        let twice = sign_with(&once, &field, OFFICE.camat.chain(), &OFFICE.camat);
        let report = check(&twice);
        assert_eq!(report.conclusion(), Conclusion::Valid, "{shape:?} {report:#?}");
        let later = Verdict::Unchanged;
        assert_eq!(report.signatures[0].coverage, Coverage::EarlierRevision { later });
        assert_eq!(report.signatures[1].coverage, Coverage::WholeFile);
        let names: Vec<_> = report
            .signatures
            .iter()
            .map(|signature| signature.signer.as_ref().unwrap().common_name.as_str())
            .collect();
        assert_eq!(names, ["Siti Rahayu, S.IP.", "Budi Camat"]);
    }
}

#[test]
fn refusals() {
    let original = pdf(Shape::Classic);
    let once = signed(&original, "A");
    let try_with = |pdf: &[u8], request: SignRequest<'_>| {
        sign(pdf, &request, OFFICE.lurah.chain(), &OFFICE.lurah).unwrap_err()
    };
    assert_eq!(try_with(&once, request("A")), SignError::FieldTaken("A".to_owned()));
    assert_eq!(try_with(&original, request("a b")), SignError::Request(RequestError::FieldName));
    let beyond = SignRequest { page: 2, ..request("A") };
    assert_eq!(try_with(&original, beyond), SignError::NoSuchPage(3));
    let tight = SignRequest { reserve: 512, ..request("A") };
    assert!(matches!(try_with(&original, tight), SignError::ReserveTooSmall { reserve: 512, .. }));
    for (bytes, expected) in [
        (&b""[..], ReadError::NotPdf),
        (b"PK\x03\x04", ReadError::NotPdf),
        (b"%PDF-1.7\n%%EOF", ReadError::Damaged),
        (&original[..original.len() / 2], ReadError::Damaged),
        (&vec![b'%'; 21 * 1024 * 1024], ReadError::TooLarge),
    ] {
        assert_eq!(try_with(bytes, request("A")), SignError::Unreadable(expected));
    }
}

#[test]
fn a_locked_file_is_left_alone() {
    let mut document = Document::load_mem(&pdf(Shape::Classic)).unwrap();
    let parameters = dictionary! { "Type" => "TransformParams", "P" => 1 };
    let reference = dictionary! { "TransformMethod" => "DocMDP", "TransformParams" => parameters };
    let certification = dictionary! { "Type" => "Sig", "Reference" => vec![reference.into()] };
    let certification = document.add_object(certification);
    let permissions = dictionary! { "DocMDP" => certification };
    document.catalog_mut().unwrap().set("Perms", permissions);
    let locked = super::contoh::save(&mut document, false);
    let refused = sign(&locked, &request("A"), OFFICE.lurah.chain(), &OFFICE.lurah);
    assert_eq!(refused.unwrap_err(), SignError::Locked);
}

#[test]
fn a_key_of_another_certificate_is_found_before_anything_is_written() {
    let own = OFFICE.authority.certificate_der();
    let chain = Certificates::from_der(&[own]).unwrap();
    let refused = sign(&pdf(Shape::Classic), &request("A"), &chain, &OFFICE.lurah);
    assert_eq!(refused.unwrap_err(), SignError::KeyMismatch);
}

#[test]
fn trust_depends_on_anchor_and_time() {
    let signed = signed(&pdf(Shape::Classic), "A");
    let nobody = verify(&signed, &TrustAnchors::default(), now()).unwrap();
    assert_eq!(nobody.conclusion(), Conclusion::Untrusted);
    let trust = &nobody.signatures[0].trust;
    assert_eq!(*trust, Trust::Untrusted(TrustProblem::NoPath));
    let early = verify(&signed, &OFFICE.anchors(), at("2026-03-01T00:00:00Z")).unwrap();
    let trust = &early.signatures[0].trust;
    assert_eq!(*trust, Trust::Untrusted(TrustProblem::SignedInFuture));
    // The letter outlives its certificate: what counts is the moment of signing.
    let late = verify(&signed, &OFFICE.anchors(), at("2060-01-01T00:00:00Z")).unwrap();
    assert_eq!(late.conclusion(), Conclusion::Valid);
}

#[test]
fn signing_outside_the_validity_of_the_certificate_shows() {
    let original = pdf(Shape::Classic);
    let problem = |instant: &str| {
        let request = SignRequest { instant: at(instant), ..request("A") };
        let signed = sign(&original, &request, OFFICE.lurah.chain(), &OFFICE.lurah).unwrap();
        let report = verify(&signed, &OFFICE.anchors(), at("2060-01-01T00:00:00Z")).unwrap();
        assert_eq!(report.signatures[0].integrity, Integrity::Intact);
        report.signatures[0].trust.clone()
    };
    let masa = super::contoh::masa();
    let expired = TrustProblem::Expired { until: masa.until };
    assert_eq!(problem("2050-06-01T00:00:00Z"), Trust::Untrusted(expired));
    let early = TrustProblem::NotYetValid { from: masa.from };
    assert_eq!(problem("2019-06-01T00:00:00Z"), Trust::Untrusted(early));
}

#[test]
fn an_unsigned_file_is_unsigned() {
    for shape in SHAPES {
        assert_eq!(check(&pdf(shape)).conclusion(), Conclusion::Unsigned);
    }
}
