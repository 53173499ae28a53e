//! Signing: one more revision on top of an unchanged file.

use super::RawSigner;
use super::chain::Certificates;
use super::cms_write;
use super::error::SignError;
use super::fields;
use super::object::{self, ascii, dictionary, name, text};
use super::pdf;
use super::request::{Rect, SignRequest};
use super::stamp::Stamper;
use super::update::Update;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

const RANGE_WIDTH: usize = "[0000000000 0000000000 0000000000 0000000000]".len();
/// The field is printed and may not be edited (ISO 32000-1 §12.5.3: Print, Locked).
const PRINT_LOCKED: i64 = 4 | 128;
/// Signatures exist; change only by appending (ISO 32000-1 §12.7.2).
const SIG_FLAGS: i64 = 1 | 2;

/// Signs `original` and returns it with one revision appended (PAdES B-B).
///
/// The result begins with the original's bytes; signatures already there stay valid. The widget is not
/// put into the structure tree of a tagged file.
pub fn sign(
    original: &[u8],
    request: &SignRequest<'_>,
    chain: &Certificates,
    signer: &dyn RawSigner,
) -> Result<Vec<u8>, SignError> {
    sign_stamped(original, request, chain, signer, None)
}

/// As [`sign()`]; with a `stamper` the signature carries a time that is not the signer's own word (PAdES B-T). Without
/// its token nothing is signed.
pub fn sign_stamped(
    original: &[u8],
    request: &SignRequest<'_>,
    chain: &Certificates,
    signer: &dyn RawSigner,
    stamper: Option<&dyn Stamper>,
) -> Result<Vec<u8>, SignError> {
    request.check()?;
    let document = pdf::load(original)?;
    if fields::is_locked(&document) {
        return Err(SignError::Locked);
    }
    if fields::names(&document)?.iter().any(|taken| taken == request.field) {
        return Err(SignError::FieldTaken(request.field.to_owned()));
    }
    let pages = pdf::page_ids(&document);
    let page = *pages.get(request.page).ok_or(SignError::NoSuchPage(request.page + 1))?;
    let mut update = Update::new(original, &document);
    let field = update.new_id();
    let signature = update.new_id();
    put_widget(&mut update, request, page, field, signature);
    attach_to_page(&mut update, &document, page, field)?;
    attach_to_form(&mut update, &document, field)?;
    let slots = put_signature(&mut update, request, signature);
    let mut out = update.finish(original, &document);
    slots.fill_range(&mut out);
    let (before, after) = (&out[..slots.contents.start], &out[slots.contents.end..]);
    let digest = signer.algorithm().digest().of(&[before, after]);
    let cms = cms_write::detached(&digest, chain, signer, stamper)?;
    slots.fill_contents(&mut out, &cms)?;
    Ok(out)
}

/// The visible stamp is page content, drawn before signing; so the widget's appearance is empty.
fn put_widget(
    update: &mut Update,
    request: &SignRequest<'_>,
    page: ObjectId,
    field: ObjectId,
    signature: ObjectId,
) {
    let Rect { left, bottom, right, top } = request.rect;
    let appearance = update.new_id();
    let form = dictionary([
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("BBox", reals([0.0, 0.0, right - left, top - bottom])),
        ("Resources", Object::Dictionary(Dictionary::new())),
        ("Length", Object::Integer(0)),
    ]);
    update.put(appearance, &Object::Stream(Stream::new(form, Vec::new())));
    let normal = dictionary([("N", Object::Reference(appearance))]);
    let widget = dictionary([
        ("Type", name("Annot")),
        ("Subtype", name("Widget")),
        ("FT", name("Sig")),
        ("T", text(request.field)),
        ("TU", text("Tanda tangan elektronik")),
        ("F", Object::Integer(PRINT_LOCKED)),
        ("P", Object::Reference(page)),
        ("Rect", reals([left, bottom, right, top])),
        ("AP", Object::Dictionary(normal)),
        ("V", Object::Reference(signature)),
    ]);
    update.put(field, &Object::Dictionary(widget));
}

fn reals(values: [f32; 4]) -> Object {
    Object::Array(values.map(Object::Real).to_vec())
}

/// Adds `item` to the array under `key`, rewriting only the object that holds the array.
///
/// Returns whether `holder` itself was changed and has to be written.
fn push(
    update: &mut Update,
    document: &Document,
    holder: &mut Dictionary,
    key: &str,
    item: ObjectId,
) -> bool {
    let item = Object::Reference(item);
    if let Ok(Object::Reference(id)) = holder.get(key.as_bytes())
        && let Ok(Object::Array(items)) = document.get_object(*id)
    {
        let longer = items.iter().cloned().chain([item]).collect();
        update.put(*id, &Object::Array(longer));
        return false;
    }
    let items = pdf::array_at(document, holder, key.as_bytes());
    let longer = items.iter().cloned().chain([item]).collect();
    holder.set(key, Object::Array(longer));
    true
}

fn attach_to_page(
    update: &mut Update,
    document: &Document,
    page: ObjectId,
    field: ObjectId,
) -> Result<(), SignError> {
    let damaged = |_| SignError::Unreadable(pdf::ReadError::Damaged);
    let mut content = document.get_dictionary(page).map_err(damaged)?.clone();
    if push(update, document, &mut content, "Annots", field) {
        update.put(page, &Object::Dictionary(content));
    }
    Ok(())
}

fn attach_to_form(update: &mut Update, document: &Document, field: ObjectId) -> Result<(), SignError> {
    let damaged = |_| SignError::Unreadable(pdf::ReadError::Damaged);
    let root = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(damaged)?;
    let mut catalog = document.get_dictionary(root).map_err(damaged)?.clone();
    let shared = match catalog.get(b"AcroForm") {
        Ok(Object::Reference(id)) => Some(*id),
        _ => None,
    };
    let form = pdf::dictionary_at(document, &catalog, b"AcroForm").cloned();
    let exists = form.is_some();
    let mut form = form.unwrap_or_default();
    let old_flags = form.get(b"SigFlags").and_then(Object::as_i64).unwrap_or(0);
    let grown = push(update, document, &mut form, "Fields", field);
    if !grown && old_flags & SIG_FLAGS == SIG_FLAGS {
        return Ok(());
    }
    form.set("SigFlags", Object::Integer(old_flags | SIG_FLAGS));
    match shared {
        Some(id) if exists => update.put(id, &Object::Dictionary(form)),
        _ => {
            catalog.set("AcroForm", Object::Dictionary(form));
            update.put(root, &Object::Dictionary(catalog));
        }
    }
    Ok(())
}

/// Where the two values lie that are known only at the end.
struct Slots {
    range: usize,
    /// From `<` to behind `>`.
    contents: std::ops::Range<usize>,
}

/// The signature dictionary, by hand, since its offsets matter.
fn put_signature(update: &mut Update, request: &SignRequest<'_>, id: ObjectId) -> Slots {
    update.open(id);
    let out = update.bytes();
    out.extend(b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange ");
    let range = out.len();
    out.resize(range + RANGE_WIDTH, b' ');
    out.extend(b"/Contents ");
    let start = out.len();
    out.push(b'<');
    out.resize(out.len() + request.reserve * 2, b'0');
    out.push(b'>');
    let contents = start..out.len();
    for (key, value) in [
        ("/Name ", text(request.name)),
        ("/Reason ", text(request.reason)),
        ("/Location ", text(request.location)),
        ("/M ", ascii(&request.pdf_date())),
    ] {
        out.extend(key.as_bytes());
        object::write(out, &value);
    }
    out.extend(b">>");
    update.close();
    Slots { range, contents }
}

impl Slots {
    fn fill_range(&self, out: &mut [u8]) {
        let (before, after) = (self.contents.start, self.contents.end);
        let rest = out.len() - after;
        let range = format!("[{:010} {before:010} {after:010} {rest:010}]", 0);
        out[self.range..self.range + RANGE_WIDTH].copy_from_slice(range.as_bytes());
    }

    fn fill_contents(&self, out: &mut [u8], cms: &[u8]) -> Result<(), SignError> {
        let reserve = (self.contents.len() - 2) / 2;
        if cms.len() > reserve {
            let needed = cms.len();
            return Err(SignError::ReserveTooSmall { needed, reserve });
        }
        let mut hex = Vec::with_capacity(cms.len() * 2);
        for byte in cms {
            object::put(&mut hex, format_args!("{byte:02X}"));
        }
        let start = self.contents.start + 1;
        out[start..start + hex.len()].copy_from_slice(&hex);
        Ok(())
    }
}
