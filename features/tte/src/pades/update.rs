//! An incremental update (ISO 32000-1 §7.5.6): new objects and a new cross-reference section behind
//! the unchanged bytes of the original.

use super::object::{self, dictionary, name};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// What is appended, as it grows.
pub(super) struct Update {
    out: Vec<u8>,
    next: u32,
    offsets: Vec<(ObjectId, usize)>,
}

impl Update {
    /// Starts behind `original`.
    ///
    /// Exactly one line feed always comes between, so that the original's last byte can be found again.
    pub(super) fn new(original: &[u8], document: &Document) -> Self {
        let mut out = Vec::with_capacity(original.len() + 32 * 1024);
        out.extend(original);
        out.push(b'\n');
        Self { out, next: document.max_id + 1, offsets: Vec::new() }
    }

    /// A number for an object that the original does not have.
    pub(super) fn new_id(&mut self) -> ObjectId {
        let id = (self.next, 0);
        self.next += 1;
        id
    }

    /// Appends an object, new or in place of the one with the same number.
    pub(super) fn put(&mut self, id: ObjectId, content: &Object) {
        self.open(id);
        object::write(&mut self.out, content);
        self.close();
    }

    /// Begins an object whose bytes the caller writes through [`Self::bytes`].
    pub(super) fn open(&mut self, id: ObjectId) {
        self.offsets.push((id, self.out.len()));
        object::put(&mut self.out, format_args!("{} {} obj\n", id.0, id.1));
    }

    pub(super) fn close(&mut self) {
        self.out.extend(b"\nendobj\n");
    }

    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.out
    }

    /// Closes the update with a section of the same kind as the original's.
    pub(super) fn finish(mut self, original: &[u8], document: &Document) -> Vec<u8> {
        let previous = document.xref_start;
        let classic = original.get(previous..).is_some_and(|section| section.starts_with(b"xref"));
        let start = self.out.len();
        if classic {
            self.write_table(document, previous);
        } else {
            self.write_stream(document, previous);
        }
        object::put(&mut self.out, format_args!("startxref\n{start}\n%%EOF\n"));
        self.out
    }

    /// `/ID` and `/Info` are carried over: PDF/A asks for the first, people look at the second.
    fn trailer(&self, document: &Document, previous: usize) -> Dictionary {
        let mut trailer = dictionary([("Size", integer(self.next))]);
        for key in [&b"Root"[..], b"Info", b"ID"] {
            if let Ok(value) = document.trailer.get(key) {
                trailer.set(key.to_vec(), value.clone());
            }
        }
        trailer.set("Prev", integer(previous));
        trailer
    }

    fn write_table(&mut self, document: &Document, previous: usize) {
        self.offsets.sort_unstable();
        self.out.extend(b"xref\n");
        for ((number, generation), offset) in &self.offsets {
            object::put(&mut self.out, format_args!("{number} 1\n{offset:010} {generation:05} n \n"));
        }
        self.out.extend(b"trailer\n");
        let trailer = self.trailer(document, previous);
        object::write(&mut self.out, &Object::Dictionary(trailer));
        self.out.push(b'\n');
    }

    fn write_stream(&mut self, document: &Document, previous: usize) {
        let id = self.new_id();
        self.offsets.push((id, self.out.len()));
        self.offsets.sort_unstable();
        let (mut rows, mut index) = (Vec::new(), Vec::new());
        for ((number, generation), offset) in &self.offsets {
            let offset = u32::try_from(*offset).expect("files are at most 20 MiB");
            rows.push(1);
            rows.extend(offset.to_be_bytes());
            rows.extend(generation.to_be_bytes());
            index.extend([integer(*number), integer(1_u32)]);
        }
        let mut entries = self.trailer(document, previous);
        let widths = [1_u32, 4, 2].map(integer).to_vec();
        entries.extend(&dictionary([
            ("Type", name("XRef")),
            ("W", Object::Array(widths)),
            ("Index", Object::Array(index)),
            ("Length", integer(rows.len())),
        ]));
        object::put(&mut self.out, format_args!("{} {} obj\n", id.0, id.1));
        object::write(&mut self.out, &Object::Stream(Stream::new(entries, rows)));
        self.out.extend(b"\nendobj\n");
    }
}

fn integer(value: impl TryInto<i64>) -> Object {
    Object::Integer(value.try_into().unwrap_or(i64::MAX))
}
