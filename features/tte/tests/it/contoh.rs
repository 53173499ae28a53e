//! Small valid PDFs, a demonstration authority and its officials.

use jiff::Timestamp;
use lopdf::{Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use std::sync::LazyLock;
use tte::pades::{Certificates, RESERVE, RawSigner, Rect, Report, SignRequest, TrustAnchors, sign, verify};
use tte::sertifikat::{Keystore, Masa, Passphrase, Pemegang, Penerbit, Signer};

/// How a test file keeps its objects and its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Cross-reference table, nothing special.
    Classic,
    /// Cross-reference stream and object streams.
    Streams,
    /// `/Annots`, `/AcroForm` and `/Fields` as objects of their own.
    Indirect,
    /// Tagged, with a link in an `/Annots` array that is part of the page.
    Tagged,
}

pub(crate) const SHAPES: [Shape; 4] = [Shape::Classic, Shape::Streams, Shape::Indirect, Shape::Tagged];

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

/// When the letters of these tests are signed.
pub(crate) fn signing_time() -> Timestamp {
    at("2026-03-02T02:00:00Z")
}

/// When they are verified.
pub(crate) fn now() -> Timestamp {
    at("2026-11-22T02:00:00Z")
}

/// Long enough for judges that look at the real clock.
pub(crate) fn masa() -> Masa {
    Masa { from: at("2020-01-01T00:00:00Z"), until: at("2049-12-31T00:00:00Z") }
}

pub(crate) fn passphrase() -> Passphrase {
    Passphrase::new("rahasia desa 2026".to_owned())
}

/// A two-page letter.
pub(crate) fn pdf(shape: Shape) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let tree = document.new_object_id();
    let pages: Vec<ObjectId> = (1..=2).map(|number| page(&mut document, tree, font, number)).collect();
    let kids: Vec<Object> = pages.iter().map(|id| Object::Reference(*id)).collect();
    let content = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => 2,
        "MediaBox" => vec![0.into(), 0.into(), 595.28.into(), 841.89.into()],
    };
    document.objects.insert(tree, Object::Dictionary(content));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let title = Object::string_literal("Surat (contoh) \\ dua");
    let info = document.add_object(dictionary! { "Title" => title });
    document.trailer.set("Info", info);
    let id = Object::String(vec![0xAB; 16], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    decorate(&mut document, shape, catalog, pages[0]);
    document.compress();
    save(&mut document, shape == Shape::Streams)
}

pub(crate) fn save(document: &mut Document, streams: bool) -> Vec<u8> {
    let options = SaveOptions::builder().use_object_streams(streams).use_xref_streams(streams).build();
    let mut out = Vec::new();
    document.save_with_options(&mut out, options).expect("saves");
    out
}

fn page(document: &mut Document, tree: ObjectId, font: ObjectId, number: usize) -> ObjectId {
    let text = format!("BT /F1 14 Tf 72 720 Td (Surat Keterangan halaman {number}) Tj ET\n").repeat(8);
    let content = document.add_object(Stream::new(dictionary! {}, text.into_bytes()));
    document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    })
}

fn decorate(document: &mut Document, shape: Shape, catalog: ObjectId, page: ObjectId) {
    let mut extra = Vec::new();
    match shape {
        Shape::Classic | Shape::Streams => {}
        Shape::Indirect => {
            let annotations = document.add_object(Object::Array(Vec::new()));
            let fields = document.add_object(Object::Array(Vec::new()));
            let form = document.add_object(dictionary! { "Fields" => fields });
            document.get_dictionary_mut(page).unwrap().set("Annots", annotations);
            extra.push(("AcroForm", Object::Reference(form)));
        }
        Shape::Tagged => {
            let link = dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
                "Border" => vec![0.into(), 0.into(), 0.into()], "F" => 4,
                "Contents" => Object::string_literal("Periksa surat"),
            };
            let link = document.add_object(link);
            let dictionary = document.get_dictionary_mut(page).unwrap();
            dictionary.set("Annots", vec![Object::Reference(link)]);
            let root = document.add_object(dictionary! { "Type" => "StructTreeRoot" });
            extra.push(("StructTreeRoot", Object::Reference(root)));
            extra.push(("MarkInfo", Object::Dictionary(dictionary! { "Marked" => true })));
            extra.push(("Lang", Object::string_literal("id")));
        }
    }
    let catalog = document.get_dictionary_mut(catalog).unwrap();
    for (key, value) in extra {
        catalog.set(key, value);
    }
}

/// The demonstration authority with two officials.
pub(crate) struct Office {
    pub(crate) authority: Penerbit,
    pub(crate) p12: Vec<u8>,
    pub(crate) lurah: Signer,
    pub(crate) camat: Signer,
}

pub(crate) static OFFICE: LazyLock<Office> = LazyLock::new(|| {
    let authority = Penerbit::contoh("Kalurahan Sukamaju", masa()).expect("authority");
    let issue = |nama, nomor, unit| {
        let holder = Pemegang { nama, nomor, unit };
        authority.terbitkan(&holder, masa(), &passphrase()).expect("issues")
    };
    let p12 = issue("Siti Rahayu, S.IP.", "SK-141/2024", "Kalurahan Sukamaju");
    let lurah = Keystore::open(&p12, &passphrase(), now()).expect("opens");
    let camat = issue("Budi Camat", "SK-2/2025", "Kapanewon Contoh");
    let camat = Keystore::open(&camat, &passphrase(), now()).expect("opens");
    Office { authority, p12, lurah, camat }
});

impl Office {
    pub(crate) fn anchors(&self) -> TrustAnchors {
        TrustAnchors::from_der(&[self.authority.certificate_der()]).expect("anchor")
    }
}

pub(crate) fn request(field: &str) -> SignRequest<'_> {
    SignRequest {
        field,
        name: "Siti Rahayu, S.IP.",
        reason: "Menyetujui isi surat :) (asli",
        location: "Sukamaju",
        instant: signing_time(),
        page: 0,
        rect: Rect { left: 350.0, bottom: 60.0, right: 520.0, top: 140.0 },
        reserve: RESERVE,
    }
}

pub(crate) fn sign_with(
    original: &[u8],
    field: &str,
    chain: &Certificates,
    signer: &dyn RawSigner,
) -> Vec<u8> {
    sign(original, &request(field), chain, signer).expect("signs")
}

pub(crate) fn signed(original: &[u8], field: &str) -> Vec<u8> {
    sign_with(original, field, OFFICE.lurah.chain(), &OFFICE.lurah)
}

pub(crate) fn check(pdf: &[u8]) -> Report {
    verify(pdf, &OFFICE.anchors(), now()).expect("readable")
}

/// Appends one revision by hand, as an attacker or an archive would.
pub(crate) fn append(pdf: &[u8], objects: &[(ObjectId, String)]) -> Vec<u8> {
    let document = Document::load_mem(pdf).expect("loads");
    let mut out = pdf.to_vec();
    out.push(b'\n');
    let mut rows = Vec::new();
    for ((number, generation), body) in objects {
        rows.push(format!("{number} 1\n{:010} {generation:05} n \n", out.len()));
        out.extend(format!("{number} {generation} obj\n{body}\nendobj\n").bytes());
    }
    let (start, root) = (out.len(), document.trailer.get(b"Root").unwrap().as_reference().unwrap());
    let size = document.max_id + 20;
    out.extend(
        format!(
            "xref\n{}trailer\n<</Size {size}/Root {} 0 R/Prev {}>>\nstartxref\n{start}\n%%EOF\n",
            rows.concat(),
            root.0,
            document.xref_start
        )
        .bytes(),
    );
    out
}

/// The bytes of `find` replaced by `by`, of the same length, at its only place.
pub(crate) fn patch(pdf: &[u8], find: &[u8], by: &[u8]) -> Vec<u8> {
    assert_eq!(find.len(), by.len(), "a patch keeps all offsets");
    let places: Vec<usize> =
        (0..=pdf.len() - find.len()).filter(|&place| pdf[place..].starts_with(find)).collect();
    assert_eq!(places.len(), 1, "{}", find.escape_ascii());
    let mut out = pdf.to_vec();
    out[places[0]..places[0] + by.len()].copy_from_slice(by);
    out
}

/// Position of the last `needle`.
pub(crate) fn rfind(pdf: &[u8], needle: &[u8]) -> usize {
    pdf.windows(needle.len())
        .rposition(|window| window == needle)
        .unwrap_or_else(|| panic!("{} is there", needle.escape_ascii()))
}

/// The `/ByteRange` array of the last signature, as written.
pub(crate) fn byte_range(pdf: &[u8]) -> (String, [usize; 4]) {
    let start = rfind(pdf, b"/ByteRange ") + b"/ByteRange ".len();
    let end = start + pdf[start..].iter().position(|byte| *byte == b']').unwrap() + 1;
    let text = String::from_utf8(pdf[start..end].to_vec()).unwrap();
    let numbers: Vec<usize> =
        text.trim_matches(['[', ']']).split_whitespace().map(|number| number.parse().unwrap()).collect();
    (text, numbers.try_into().unwrap())
}
