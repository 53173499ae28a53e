//! Known forgeries on signed PDFs; none may pass.

use super::contoh::{Shape, append, byte_range, check, patch, pdf, rfind, signed};
use lopdf::{Document, ObjectId};
use tte::pades::{Conclusion, Coverage, Difference, Integrity, Verdict, same_content};

fn letter() -> Vec<u8> {
    signed(&pdf(Shape::Classic), "A")
}

fn ids(pdf: &[u8]) -> (Document, ObjectId, ObjectId) {
    let document = Document::load_mem(pdf).unwrap();
    let page = document.page_iter().next().unwrap();
    let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
    (document, page, root)
}

/// What comes after the last signature, as judged.
fn later(pdf: &[u8]) -> Verdict {
    let report = check(pdf);
    let expected = |verdict| match verdict {
        Verdict::Unchanged => Conclusion::Valid,
        _ => Conclusion::Changed,
    };
    match report.signatures[0].coverage {
        Coverage::EarlierRevision { later } => {
            assert_eq!(report.conclusion(), expected(later));
            later
        }
        ref other => panic!("{other:?}"),
    }
}

#[test]
fn page_content_replaced_in_a_later_revision() {
    let letter = letter();
    let (document, page, _) = ids(&letter);
    let content = document.get_page_contents(page)[0];
    let forged = append(&letter, &[(content, "<</Length 5>>\nstream\n0 0 m\nendstream".to_owned())]);
    assert_eq!(later(&forged), Verdict::Changed(Difference::Content(1)));
}

#[test]
fn additions_in_a_later_revision() {
    let letter = letter();
    let (document, page, root) = ids(&letter);
    let next = document.max_id + 1;
    let body = |id: ObjectId| {
        let mut text = Vec::new();
        let start = rfind(&letter, format!("\n{} 0 obj", id.0).as_bytes());
        text.extend(&letter[start..]);
        let text = String::from_utf8_lossy(&text).into_owned();
        let start = text.find("<<").unwrap();
        text[start..text.find("\nendobj").unwrap()].to_owned()
    };
    let with = |id: ObjectId, addition: &str| {
        let body = body(id);
        format!("{}{addition}>>", body.strip_suffix(">>").unwrap())
    };
    let note = "<</Type/Annot/Subtype/FreeText/Rect[0 0 500 500]/Contents(LUNAS)>>";
    let widget = "<</Type/Annot/Subtype/Widget/FT/Sig/T(X)/Rect[0 0 500 500]>>";
    let flat = "<</Type/Annot/Subtype/Widget/FT/Sig/T(X)/Rect[0 0 0 0]>>";
    let annotated = |annotation: &str| {
        let page_body = body(page).replace("/Annots [", &format!("/Annots [{next} 0 R "));
        append(&letter, &[(page, page_body), ((next, 0), annotation.to_owned())])
    };
    let annotations = Verdict::Changed(Difference::Annotations(1));
    assert_eq!(later(&annotated(note)), annotations);
    assert_eq!(later(&annotated(widget)), annotations, "a stamp that nobody signed");
    assert_eq!(later(&annotated(flat)), Verdict::Unchanged);
    let script = with(root, "/OpenAction<</S/JavaScript/JS(x)>>");
    assert_eq!(later(&append(&letter, &[(root, script)])), Verdict::Changed(Difference::Document));
    let turned = with(page, "/Rotate 180");
    assert_eq!(later(&append(&letter, &[(page, turned)])), Verdict::Changed(Difference::Frame(1)));
    // A store of certificates and revocation data is how B-LT is made.
    let archive = with(root, "/DSS<</Certs[]>>");
    assert_eq!(later(&append(&letter, &[(root, archive)])), Verdict::Unchanged);
}

#[test]
fn page_changed_between_our_file_and_the_signature() {
    let original = pdf(Shape::Classic);
    let (document, page, _) = ids(&original);
    let content = document.get_page_contents(page)[0];
    let shadow = append(&original, &[(content, "<</Length 5>>\nstream\n0 0 m\nendstream".to_owned())]);
    let signed = signed(&shadow, "A");
    assert_eq!(check(&signed).conclusion(), Conclusion::Valid, "it is a true signature");
    let verdict = same_content(&signed, &original);
    assert_eq!(verdict, Verdict::Changed(Difference::Content(1)), "but not on our letter");
}

/// The signature with another `/ByteRange` of the same width.
fn with_range(numbers: &str) -> Integrity {
    let letter = letter();
    let (range, _) = byte_range(&letter);
    let padded = format!("{numbers:<width$}", width = range.len());
    let forged = patch(&letter, range.as_bytes(), padded.as_bytes());
    let report = check(&forged);
    assert_eq!(report.conclusion(), Conclusion::Changed, "{numbers}");
    assert_eq!(report.signatures[0].coverage, Coverage::Nothing, "{numbers}");
    report.signatures[0].integrity.clone()
}

#[test]
fn tricks_with_the_byte_range() {
    let (_, [_, before, after, rest]) = byte_range(&letter());
    let max = i64::MAX;
    for numbers in [
        format!("[1 {before} {after} {rest}]"),
        format!("[0 {before} {after} {}]", rest + 1),
        format!("[0 {before} {after} {}]", rest - 3),
        format!("[0 {before} {} {}]", after + 9, rest - 9),
        format!("[0 {} {after} {rest}]", before - 9),
        format!("[0 {} {after} {rest}]", before + 9),
        format!("[0 {after} {before} {rest}]"),
        format!("[0 {before} {after} -{rest}]"),
        format!("[0 -{before} {after} {rest}]"),
        format!("[0 {before} {after} {max}]"),
        "[0 99999999999 99999999999 99999999999]".to_owned(),
        format!("[0 {before} {after}]"),
        format!("[0 {before} {after} {rest} 0 0]"),
        format!("[0 {before}.5 {after} {rest}]"),
        "[]".to_owned(),
        "null".to_owned(),
        "[0 9 9 0 R]".to_owned(),
        "[/A /B /C /D]".to_owned(),
    ] {
        let integrity = with_range(&numbers);
        assert!(matches!(integrity, Integrity::Malformed(_)), "{numbers} {integrity:?}");
    }
}

#[test]
fn a_signature_without_range_or_contents() {
    let letter = letter();
    for (find, by) in [("/ByteRange", "/ByteRanga"), ("/Contents <", "/Contentz <")] {
        let forged = patch(&letter, find.as_bytes(), by.as_bytes());
        let report = check(&forged);
        assert!(matches!(report.signatures[0].integrity, Integrity::Malformed(_)));
    }
}

#[test]
fn content_hidden_in_the_gap() {
    // The signed tail is moved back and foreign objects are put between: signature wrapping.
    let letter = letter();
    let (range, [_, before, after, rest]) = byte_range(&letter);
    let hidden = b"/Evil(1)";
    let mut forged = letter[..after].to_vec();
    forged.extend(hidden);
    forged.extend(&letter[after..]);
    let numbers = format!("[0 {before} {} {rest}]", after + hidden.len());
    let numbers = format!("{numbers:<width$}", width = range.len());
    let forged = patch(&forged, range.as_bytes(), numbers.as_bytes());
    match tte::pades::verify(&forged, &super::contoh::OFFICE.anchors(), super::contoh::now()) {
        Ok(report) => assert_eq!(report.conclusion(), Conclusion::Changed),
        Err(error) => assert_eq!(error, tte::pades::ReadError::Damaged),
    }
}

#[test]
fn a_field_pointed_at_a_copy_of_the_signature() {
    let letter = letter();
    let (document, ..) = ids(&letter);
    let (_, [_, before, after, _]) = byte_range(&letter);
    let hex = String::from_utf8(letter[before..after].to_vec()).unwrap();
    let (range, _) = byte_range(&letter);
    let copy = format!(
        "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange {range}/Contents {hex}>>"
    );
    let holds_signature =
        |object: &lopdf::Object| object.as_dict().is_ok_and(|dictionary| dictionary.has(b"ByteRange"));
    let (&signature, _) =
        document.objects.iter().find(|(_, object)| holds_signature(object)).expect("a signature");
    let forged = append(&letter, &[(signature, copy)]);
    let report = check(&forged);
    let integrity = &report.signatures[0].integrity;
    assert!(matches!(integrity, Integrity::Malformed(_)), "{integrity:?}");
}

#[test]
fn a_visible_stamp_under_a_made_up_time_stamp() {
    let letter = letter();
    let stamped = signed(&letter, "B");
    let tail = patch(&stamped[letter.len()..], b"ETSI.CAdES.detached", b"ETSI.RFC3161       ");
    let report = check(&[&letter, &tail[..]].concat());
    assert_eq!(report.document_timestamps.len(), 1);
    let later = Verdict::Changed(Difference::Annotations(1));
    assert_eq!(report.signatures[0].coverage, Coverage::EarlierRevision { later });
    assert_eq!(report.conclusion(), Conclusion::Changed);
}

#[test]
fn another_format_is_named_not_guessed() {
    let forged = patch(&letter(), b"ETSI.CAdES.detached", b"adbe.x509.rsa_sha1 ");
    let integrity = check(&forged).signatures[0].integrity.clone();
    let name = "adbe.x509.rsa_sha1".to_owned();
    assert_eq!(integrity, Integrity::Unsupported(name));
}

#[test]
fn padding_behind_the_signature_is_zeros() {
    let letter = letter();
    let (_, [_, _, after, _]) = byte_range(&letter);
    let mut forged = letter.clone();
    forged[after - 2] = b'7';
    let report = check(&forged);
    assert!(matches!(report.signatures[0].integrity, Integrity::Malformed(_)));
}

#[test]
fn one_file_cannot_carry_the_signature_of_another() {
    let letter = letter();
    let (range, [_, before, after, _]) = byte_range(&letter);
    let other = signed(&super::contoh::pdf(Shape::Tagged), "A");
    let (_, [_, start, end, _]) = byte_range(&other);
    assert_eq!(end - start, after - before);
    let mut forged = letter.clone();
    forged[before..after].copy_from_slice(&other[start..end]);
    assert_eq!(byte_range(&forged).0, range);
    let report = check(&forged);
    assert_eq!(report.signatures[0].integrity, Integrity::DigestMismatch);
}
