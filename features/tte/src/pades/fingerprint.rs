//! A hash of what a PDF object *means*: the same after renumbering, recompression or rewriting.

use super::algorithm::Digest;
use lopdf::{DecompressError, Dictionary, Document, Error, Object, ObjectId, Stream};
use std::collections::HashMap;

/// Objects visited in one document.
const MAX_NODES: usize = 400_000;
/// Stream bytes decoded in one document.
const MAX_DECODED: usize = 128 * 1024 * 1024;
const MAX_DEPTH: usize = 60;

/// The document is too large or too deep to be compared in reasonable time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch;

pub(super) type Hash = Vec<u8>;

/// Hashes objects of one document, each once.
pub(super) struct Fingerprints<'a> {
    document: &'a Document,
    known: HashMap<ObjectId, Hash>,
    open: Vec<ObjectId>,
    nodes: usize,
    pub(super) bytes_left: usize,
}

impl<'a> Fingerprints<'a> {
    /// Pages are known by their place only: a link to page 2 stays the same link when page 2 gains a
    /// signature field.
    pub(super) fn new(document: &'a Document, pages: &[ObjectId]) -> Self {
        let known = pages
            .iter()
            .enumerate()
            .map(|(place, id)| (*id, seal(b"page", place.to_string().as_bytes())))
            .collect();
        Self { document, known, open: Vec::new(), nodes: 0, bytes_left: MAX_DECODED }
    }

    pub(super) fn object(&mut self, object: &Object) -> Result<Hash, TooMuch> {
        self.at(object, 0)
    }

    pub(super) fn dictionary(&mut self, dictionary: &Dictionary) -> Result<Hash, TooMuch> {
        self.entries(dictionary, &[], 0)
    }

    fn at(&mut self, object: &Object, depth: usize) -> Result<Hash, TooMuch> {
        self.nodes += 1;
        if depth > MAX_DEPTH || self.nodes > MAX_NODES {
            return Err(TooMuch);
        }
        Ok(match object {
            Object::Null => seal(b"null", b""),
            Object::Boolean(value) => seal(b"bool", &[u8::from(*value)]),
            // 595 and 595.0 are one number, and writers choose freely.
            Object::Integer(_) | Object::Real(_) => {
                let number = object.as_float().unwrap_or_default();
                seal(b"number", number.to_string().as_bytes())
            }
            Object::Name(name) => seal(b"name", name),
            Object::String(bytes, _) => seal(b"string", bytes),
            Object::Array(items) => {
                let mut hashes = Vec::with_capacity(items.len());
                for item in items {
                    hashes.push(self.at(item, depth + 1)?);
                }
                seal(b"array", &hashes.concat())
            }
            Object::Dictionary(dictionary) => self.entries(dictionary, &[], depth)?,
            Object::Stream(stream) => self.stream(stream, depth)?,
            Object::Reference(id) => self.reference(*id, depth)?,
        })
    }

    fn reference(&mut self, id: ObjectId, depth: usize) -> Result<Hash, TooMuch> {
        if let Some(hash) = self.known.get(&id) {
            return Ok(hash.clone());
        }
        if let Some(place) = self.open.iter().position(|open| *open == id) {
            let steps = self.open.len() - place;
            return Ok(seal(b"above", steps.to_string().as_bytes()));
        }
        let Ok(object) = self.document.get_object(id) else {
            return Ok(seal(b"null", b""));
        };
        self.open.push(id);
        let hash = self.at(object, depth + 1)?;
        self.open.pop();
        self.known.insert(id, hash.clone());
        Ok(hash)
    }

    fn entries(&mut self, dictionary: &Dictionary, without: &[&[u8]], depth: usize) -> Result<Hash, TooMuch> {
        let mut entries: Vec<_> = dictionary
            .iter()
            .filter(|(key, value)| !value.is_null() && !without.contains(&key.as_slice()))
            .collect();
        entries.sort_by_key(|(key, _)| *key);
        let mut sealed = Vec::new();
        for (key, value) in entries {
            sealed.extend(seal(b"key", key));
            sealed.extend(self.at(value, depth + 1)?);
        }
        Ok(seal(b"dictionary", &sealed))
    }

    fn stream(&mut self, stream: &Stream, depth: usize) -> Result<Hash, TooMuch> {
        let packing: [&[u8]; 3] = [b"Length", b"Filter", b"DecodeParms"];
        let (content, without) = match stream.get_plain_content_with_limit(self.bytes_left) {
            Ok(content) => (content, &packing[..]),
            Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
                return Err(TooMuch);
            }
            // A picture format that is not decoded here: then its packed bytes must be the same.
            Err(_) => (stream.content.clone(), &packing[..1]),
        };
        self.bytes_left = self.bytes_left.saturating_sub(content.len());
        let entries = self.entries(&stream.dict, without, depth)?;
        Ok(seal(b"stream", &[entries, seal(b"bytes", &content)].concat()))
    }
}

/// A tagged hash: no value of one kind can pass for another.
pub(super) fn seal(kind: &[u8], content: &[u8]) -> Hash {
    Digest::Sha256.of(&[kind, b"\0", content])
}
