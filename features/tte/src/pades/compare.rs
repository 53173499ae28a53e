//! Does a file that came back still show what was sent out?

use super::fields;
use super::fingerprint::{Fingerprints, Hash, TooMuch, seal};
use super::pdf;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// What can differ; pages count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    PageCount,
    /// Text or drawing of a page.
    Content(usize),
    /// Fonts, pictures, size or rotation of a page.
    Frame(usize),
    /// Notes, links, stamps or form fields on a page.
    Annotations(usize),
    /// Form fields or their values.
    Form,
    /// Something of the document as a whole, such as a script or a layer.
    Document,
}

/// Judgement on two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Unchanged,
    Changed(Difference),
    /// One of the two cannot be read, or is too large to compare.
    CannotTell,
}

/// What a signed file may have on top of the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extras {
    /// Signature fields, with visible stamps on up to a quarter of a page.
    Signatures,
    /// Signature fields that take no room on the page.
    Invisible,
}

/// Parts of the catalog that a signer or archive adds to, and that paint nothing. The structure tree
/// and bookmarks are among them: they are *not* compared.
const UNCOMPARED: [&[u8]; 11] = [
    b"Pages",
    b"AcroForm",
    b"DSS",
    b"Metadata",
    b"Extensions",
    b"Version",
    b"StructTreeRoot",
    b"MarkInfo",
    b"Outlines",
    b"Perms",
    b"PieceInfo",
];
/// Page entries that decide how it looks, in their inherited form.
const FRAME: [&[u8]; 10] = [
    b"Resources",
    b"MediaBox",
    b"CropBox",
    b"BleedBox",
    b"TrimBox",
    b"ArtBox",
    b"Rotate",
    b"UserUnit",
    b"Group",
    b"AA",
];
const MAX_PAGES: usize = 2_000;
const MAX_PARENTS: usize = 32;
const HIDDEN: i64 = 2;
/// Stamps may take a quarter of a page: a large one could paint over the letter.
const LARGEST_STAMP: f32 = 4.0;
/// Square points that nobody sees.
const HAIR: f32 = 0.01;

/// Compares what two files show: page count, decoded page content, fonts and pictures, boxes, notes,
/// form values and document-wide scripts and layers. A signature field on top is no change,
/// nor are stamps of such fields on up to a quarter of a page.
///
/// This is for providers who rewrite the file; but a file that merely [`super::extends`] ours needs
/// it as well, since a revision between ours and the signature can paint over everything.
pub fn same_content(signed: &[u8], original: &[u8]) -> Verdict {
    match (pdf::load(signed), pdf::load(original)) {
        (Ok(signed), Ok(original)) => compare(&signed, &original, Extras::Signatures),
        _ => Verdict::CannotTell,
    }
}

pub(super) fn compare(new: &Document, old: &Document, extras: Extras) -> Verdict {
    let (new_pages, old_pages) = (pdf::page_ids(new), pdf::page_ids(old));
    if new_pages.len() != old_pages.len() {
        return Verdict::Changed(Difference::PageCount);
    }
    if old_pages.len() > MAX_PAGES {
        return Verdict::CannotTell;
    }
    let mut new = Side::new(new, new_pages);
    let mut old = Side::new(old, old_pages);
    match first_difference(&mut new, &mut old, extras) {
        Ok(None) => Verdict::Unchanged,
        Ok(Some(difference)) => Verdict::Changed(difference),
        Err(TooMuch) => Verdict::CannotTell,
    }
}

fn first_difference(
    new: &mut Side<'_>,
    old: &mut Side<'_>,
    extras: Extras,
) -> Result<Option<Difference>, TooMuch> {
    for page in 0..old.pages.len() {
        if new.content(page)? != old.content(page)? {
            return Ok(Some(Difference::Content(page + 1)));
        }
        if new.frame(page)? != old.frame(page)? {
            return Ok(Some(Difference::Frame(page + 1)));
        }
        if !same_annotations(new, old, page, extras)? {
            return Ok(Some(Difference::Annotations(page + 1)));
        }
    }
    if !same_form(new, old)? {
        return Ok(Some(Difference::Form));
    }
    Ok((new.catalog()? != old.catalog()?).then_some(Difference::Document))
}

/// All old notes are there in their order; what is new is a signature field.
fn same_annotations(
    new: &mut Side<'_>,
    old: &mut Side<'_>,
    page: usize,
    extras: Extras,
) -> Result<bool, TooMuch> {
    let mut expected = old.annotations(page)?.into_iter().peekable();
    let mut stamped = 0.0;
    for (hash, area) in new.annotations(page)? {
        if expected.next_if(|(wanted, _)| *wanted == hash).is_some() {
            continue;
        }
        match area {
            Some(area) => stamped += area,
            None => return Ok(false),
        }
    }
    let room = match extras {
        Extras::Signatures => new.page_area(page) / LARGEST_STAMP,
        Extras::Invisible => HAIR,
    };
    if stamped > room {
        return Ok(false);
    }
    Ok(expected.peek().is_none())
}

/// Old fields keep their values; new fields are signatures; no XFA slips in.
fn same_form(new: &mut Side<'_>, old: &mut Side<'_>) -> Result<bool, TooMuch> {
    let (new_form, old_form) = (new.form()?, old.form()?);
    let kept = old_form.iter().all(|(name, value)| new_form.get(name) == Some(value));
    let added_signatures_only =
        new_form.iter().all(|(name, (is_signature, _))| *is_signature || old_form.contains_key(name));
    Ok(kept && added_signatures_only && new.xfa()? == old.xfa()?)
}

/// One of the two files.
struct Side<'a> {
    document: &'a Document,
    pages: Vec<ObjectId>,
    hashes: Fingerprints<'a>,
}

impl<'a> Side<'a> {
    fn new(document: &'a Document, pages: Vec<ObjectId>) -> Self {
        let hashes = Fingerprints::new(document, &pages);
        Self { document, pages, hashes }
    }

    fn page(&self, index: usize) -> Option<&'a Dictionary> {
        self.document.get_dictionary(*self.pages.get(index)?).ok()
    }

    fn content(&mut self, index: usize) -> Result<Hash, TooMuch> {
        let content = self
            .document
            .get_page_content_with_limit(self.pages[index], self.hashes.bytes_left)
            .map_err(|_| TooMuch)?;
        self.hashes.bytes_left -= content.len().min(self.hashes.bytes_left);
        Ok(seal(b"content", content.trim_ascii_end()))
    }

    fn frame(&mut self, index: usize) -> Result<Vec<Option<Hash>>, TooMuch> {
        let Some(page) = self.page(index) else {
            return Err(TooMuch);
        };
        FRAME
            .iter()
            .map(|key| inherited(self.document, page, key).map(|value| self.hashes.object(value)).transpose())
            .collect()
    }

    /// The annotations of a page, each with the area that it takes if it is a signature field.
    fn annotations(&mut self, index: usize) -> Result<Vec<(Hash, Option<f32>)>, TooMuch> {
        let Some(page) = self.page(index) else {
            return Err(TooMuch);
        };
        let mut found = Vec::new();
        for item in pdf::array_at(self.document, page, b"Annots") {
            let Ok((_, Object::Dictionary(annotation))) = self.document.dereference(item) else {
                continue;
            };
            let area = self.signature_area(annotation);
            let mut alone = annotation.clone();
            // Upward links, and the place in the structure tree: not what is shown.
            for key in [&b"Parent"[..], b"P", b"StructParent"] {
                alone.remove(key);
            }
            found.push((self.hashes.dictionary(&alone)?, area));
        }
        Ok(found)
    }

    /// Square points that a signature field takes on its page; `None` for every other annotation.
    fn signature_area(&self, annotation: &Dictionary) -> Option<f32> {
        let name = |key| pdf::name_at(self.document, annotation, key);
        let field = inherited(self.document, annotation, b"FT").and_then(|kind| kind.as_name().ok());
        let acts = annotation.has(b"A") || annotation.has(b"AA");
        if name(b"Subtype") != Some(b"Widget") || field != Some(b"Sig") || acts {
            return None;
        }
        let flags = pdf::value(self.document, annotation, b"F").and_then(|flags| flags.as_i64().ok());
        if flags.is_some_and(|flags| flags & HIDDEN != 0) {
            return Some(0.0);
        }
        self.area(pdf::value(self.document, annotation, b"Rect")?)
    }

    fn page_area(&self, index: usize) -> f32 {
        let media = self.page(index).and_then(|page| inherited(self.document, page, b"MediaBox"));
        media.and_then(|media| self.area(media)).unwrap_or(0.0)
    }

    /// The area of a rectangle whose four sides are numbers or references to numbers.
    fn area(&self, rect: &Object) -> Option<f32> {
        let number = |side| self.document.dereference(side).ok()?.1.as_float().ok();
        let sides: Option<Vec<f32>> = rect.as_array().ok()?.iter().map(number).collect();
        let [left, bottom, right, top] = sides?[..] else {
            return None;
        };
        Some(((right - left) * (top - bottom)).abs())
    }

    /// Field name → is it a signature, and its value.
    fn form(&mut self) -> Result<BTreeMap<String, (bool, Option<Hash>)>, TooMuch> {
        let mut found = BTreeMap::new();
        for (name, kind, value) in fields::values(self.document).map_err(|_| TooMuch)? {
            let value = value.map(|value| self.hashes.object(value)).transpose()?;
            found.insert(name, (kind == Some(b"Sig"), value));
        }
        Ok(found)
    }

    fn xfa(&mut self) -> Result<Option<Hash>, TooMuch> {
        let catalog = self.document.catalog().map_err(|_| TooMuch)?;
        pdf::dictionary_at(self.document, catalog, b"AcroForm")
            .and_then(|form| form.get(b"XFA").ok())
            .map(|xfa| self.hashes.object(xfa))
            .transpose()
    }

    fn catalog(&mut self) -> Result<BTreeSet<(Vec<u8>, Hash)>, TooMuch> {
        let catalog = self.document.catalog().map_err(|_| TooMuch)?;
        let mut found = BTreeSet::new();
        for (key, value) in catalog {
            if !UNCOMPARED.contains(&key.as_slice()) {
                found.insert((key.clone(), self.hashes.object(value)?));
            }
        }
        Ok(found)
    }
}

/// A value of this dictionary or of the nearest `/Parent` that has it.
fn inherited<'a>(document: &'a Document, start: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut holder = start;
    for _ in 0..MAX_PARENTS {
        if let Ok(value) = holder.get(key) {
            return document.dereference(value).ok().map(|(_, found)| found);
        }
        holder = pdf::dictionary_at(document, holder, b"Parent")?;
    }
    None
}
