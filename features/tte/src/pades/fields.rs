//! The form fields of a file, as far as signatures are concerned.

use super::pdf::{self, ReadError};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::HashSet;

/// Signatures in one file; a letter has two or three.
const MAX_SIGNATURES: usize = 16;
const MAX_FIELDS: usize = 4_000;
const MAX_DEPTH: usize = 16;

/// A signature field that has been signed.
pub(super) struct SignatureField {
    pub(super) name: String,
    /// The object that holds the signature; `None` if it is written into the field itself.
    pub(super) id: Option<ObjectId>,
    pub(super) signature: Dictionary,
}

type NamedValue<'a> = (String, Option<&'a [u8]>, Option<&'a Object>);

struct Field<'a> {
    name: String,
    kind: Option<&'a [u8]>,
    dictionary: &'a Dictionary,
}

/// All signed signature fields, in the order of the form.
pub(super) fn signed(document: &Document) -> Result<Vec<SignatureField>, ReadError> {
    let mut found = Vec::new();
    for field in all(document)? {
        if field.kind != Some(b"Sig") {
            continue;
        }
        let Some(signature) = pdf::dictionary_at(document, field.dictionary, b"V") else {
            continue;
        };
        let id = field.dictionary.get(b"V").and_then(Object::as_reference).ok();
        found.push(SignatureField { name: field.name, id, signature: signature.clone() });
        if found.len() > MAX_SIGNATURES {
            return Err(ReadError::TooManySignatures);
        }
    }
    Ok(found)
}

/// Full names of all fields.
pub(super) fn names(document: &Document) -> Result<Vec<String>, ReadError> {
    Ok(all(document)?.into_iter().map(|field| field.name).collect())
}

/// Full name, kind and value of all fields.
pub(super) fn values(document: &Document) -> Result<Vec<NamedValue<'_>>, ReadError> {
    let mut found = Vec::new();
    for field in all(document)? {
        let value = pdf::value(document, field.dictionary, b"V");
        found.push((field.name, field.kind, value));
    }
    Ok(found)
}

/// A first signer may forbid any further change (DocMDP level 1, ISO 32000-1 §12.8.2.2).
pub(super) fn is_locked(document: &Document) -> bool {
    let level = || {
        let catalog = document.catalog().ok()?;
        let permissions = pdf::dictionary_at(document, catalog, b"Perms")?;
        let signature = pdf::dictionary_at(document, permissions, b"DocMDP")?;
        let reference = pdf::array_at(document, signature, b"Reference").first()?;
        let reference = document.dereference(reference).ok()?.1.as_dict().ok()?;
        let parameters = pdf::dictionary_at(document, reference, b"TransformParams")?;
        pdf::value(document, parameters, b"P")?.as_i64().ok()
    };
    level() == Some(1)
}

/// The next free name made of `base` and a number from 1, for [`super::SignRequest::field`].
pub fn free_field_name(original: &[u8], base: &str) -> Result<String, ReadError> {
    let document = pdf::load(original)?;
    let taken: HashSet<String> = names(&document)?.into_iter().collect();
    let numbered = (1..=taken.len() + 1).map(|number| format!("{base}{number}"));
    Ok(numbered.into_iter().find(|name| !taken.contains(name)).expect("one more name than there are fields"))
}

fn all(document: &Document) -> Result<Vec<Field<'_>>, ReadError> {
    let catalog = document.catalog().map_err(|_| ReadError::Damaged)?;
    let Some(form) = pdf::dictionary_at(document, catalog, b"AcroForm") else {
        return Ok(Vec::new());
    };
    let mut walk = Walk { document, seen: HashSet::new(), found: Vec::new() };
    for item in pdf::array_at(document, form, b"Fields") {
        walk.visit(item, "", None, 0)?;
    }
    Ok(walk.found)
}

struct Walk<'a> {
    document: &'a Document,
    seen: HashSet<ObjectId>,
    found: Vec<Field<'a>>,
}

impl<'a> Walk<'a> {
    fn visit(
        &mut self,
        item: &'a Object,
        parent: &str,
        inherited: Option<&'a [u8]>,
        depth: usize,
    ) -> Result<(), ReadError> {
        if depth > MAX_DEPTH || self.found.len() >= MAX_FIELDS {
            return Err(ReadError::TooManySignatures);
        }
        if let Object::Reference(id) = item
            && !self.seen.insert(*id)
        {
            return Ok(());
        }
        let Ok((_, Object::Dictionary(dictionary))) = self.document.dereference(item) else {
            return Ok(());
        };
        let own = pdf::text_at(self.document, dictionary, b"T");
        let name = match own {
            Some(own) if parent.is_empty() => own,
            Some(own) => format!("{parent}.{own}"),
            None => parent.to_owned(),
        };
        let kind = pdf::name_at(self.document, dictionary, b"FT").or(inherited);
        for kid in pdf::array_at(self.document, dictionary, b"Kids") {
            self.visit(kid, &name, kind, depth + 1)?;
        }
        self.found.push(Field { name, kind, dictionary });
        Ok(())
    }
}
