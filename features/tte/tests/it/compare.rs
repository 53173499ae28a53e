//! Is a file that came back still our letter?

use super::contoh::{SHAPES, Shape, pdf, save, signed};
use lopdf::{Document, Object, dictionary};
use tte::pades::{Difference, Verdict, same_content};

/// The file written anew by another program.
fn rewritten(pdf: &[u8], streams: bool, edit: impl Fn(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    edit(&mut document);
    document.decompress();
    document.renumber_objects_with(40);
    save(&mut document, streams)
}

#[test]
fn rewriting_changes_nothing() {
    for shape in SHAPES {
        let original = pdf(shape);
        for streams in [false, true] {
            let copy = rewritten(&original, streams, |_| {});
            assert_ne!(copy, original);
            assert_eq!(same_content(&copy, &original), Verdict::Unchanged, "{shape:?}");
            let copy = rewritten(&signed(&original, "A"), streams, |_| {});
            assert_eq!(same_content(&copy, &original), Verdict::Unchanged, "{shape:?}");
        }
    }
}

fn first_page(document: &mut Document) -> &mut lopdf::Dictionary {
    let page = document.page_iter().next().unwrap();
    document.get_dictionary_mut(page).unwrap()
}

#[test]
fn every_kind_of_change_has_its_name() {
    type Edit = fn(&mut Document);
    let cases: [(Edit, Difference); 8] = [
        (|document| document.delete_pages(&[2]), Difference::PageCount),
        (
            |document| {
                let page = document.page_iter().nth(1).unwrap();
                document.change_page_content(page, b"0 0 m".to_vec()).unwrap();
            },
            Difference::Content(2),
        ),
        (
            |document| first_page(document).set("MediaBox", vec![0.into(), 0.into(), 9.into(), 9.into()]),
            Difference::Frame(1),
        ),
        (
            |document| {
                let fonts = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
                for font in fonts.filter(|font| font.has_type(b"Font")) {
                    font.set("BaseFont", "Symbol");
                }
            },
            Difference::Frame(1),
        ),
        (
            |document| {
                let note = dictionary! { "Type" => "Annot", "Subtype" => "Stamp" };
                first_page(document).set("Annots", vec![Object::Dictionary(note)]);
            },
            Difference::Annotations(1),
        ),
        (
            |document| {
                first_page(document).remove(b"Annots");
            },
            Difference::Annotations(1),
        ),
        (
            |document| {
                let field = dictionary! { "FT" => "Tx", "T" => Object::string_literal("Nama") };
                let form = dictionary! { "Fields" => vec![Object::Dictionary(field)] };
                document.catalog_mut().unwrap().set("AcroForm", form);
            },
            Difference::Form,
        ),
        (|document| document.catalog_mut().unwrap().set("OpenAction", "Apa"), Difference::Document),
    ];
    let original = pdf(Shape::Tagged);
    for (edit, expected) in cases {
        let changed = rewritten(&original, false, edit);
        assert_eq!(same_content(&changed, &original), Verdict::Changed(expected));
    }
}

#[test]
fn a_stamp_may_not_cover_the_letter() {
    let original = pdf(Shape::Tagged);
    let changed = Verdict::Changed(Difference::Annotations(1));
    let stamp = |sides: [Object; 4], flags: i64, second: bool| {
        let copy = rewritten(&original, false, |document| {
            let sides = sides.clone().map(|side| document.add_object(side)).map(Object::Reference);
            let widget = dictionary! {
                "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "F" => flags, "Rect" => sides.to_vec(),
            };
            let mut annotations = first_page(document).get(b"Annots").unwrap().as_array().unwrap().clone();
            annotations.push(Object::Dictionary(widget.clone()));
            if second {
                annotations.push(Object::Dictionary(widget));
            }
            first_page(document).set("Annots", annotations);
        });
        same_content(&copy, &original)
    };
    let rect = |right: f32, top: f32| [0.into(), 0.into(), right.into(), top.into()];
    assert_eq!(stamp(rect(300.0, 400.0), 4, false), Verdict::Unchanged);
    assert_eq!(stamp(rect(300.0, 400.0), 4, true), changed, "two make too much");
    assert_eq!(stamp(rect(-300.0, 840.0), 4, false), changed);
    assert_eq!(stamp(rect(595.0, 840.0), 4, false), changed);
    assert_eq!(stamp(rect(595.0, 840.0), 4 | 2, false), Verdict::Unchanged, "hidden");
    assert_eq!(stamp([0.into(), 0.into(), "x".into(), 0.into()], 4, false), changed);
}

#[test]
fn what_cannot_be_read_cannot_be_compared() {
    let original = pdf(Shape::Classic);
    for bytes in [&b""[..], b"%PDF-1.7", &original[..original.len() / 2]] {
        assert_eq!(same_content(bytes, &original), Verdict::CannotTell);
        assert_eq!(same_content(&original, bytes), Verdict::CannotTell);
    }
}
