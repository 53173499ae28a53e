//! One order: the template, what it may read, and what the PDF must say about itself.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Zoned;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

pub(crate) const MAIN: &str = "/main.typ";
pub(crate) const DATA: &str = "/data.json";

/// Which PDF standard the result must meet. Typst checks it and refuses otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standard {
    /// PDF/A-2a together with PDF/UA-1: archivable, tagged, readable by a screen reader. Every image
    /// needs `alt`.
    #[default]
    A2aUa1,
    /// PDF/A-2b: archivable by its looks alone.
    A2b,
}

/// What the PDF says about itself. The language is always Indonesian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Info {
    pub(crate) title: String,
    pub(crate) at: DateTime,
    pub(crate) offset_minutes: i32,
    pub(crate) ident: Option<String>,
}

impl Info {
    /// `title` is shown by viewers instead of the file name. `at` is the document's date; it is also
    /// what `datetime.today()` gives inside the template, so one job always makes the same bytes.
    pub fn new(title: impl Into<String>, at: &Zoned) -> Self {
        Self {
            title: title.into(),
            at: at.datetime(),
            offset_minutes: at.offset().seconds() / 60,
            ident: None,
        }
    }

    /// A stable, unique name for this document (its hash becomes the PDF's `/ID`). Without one,
    /// documents of the same title share an id.
    #[must_use]
    pub fn ident(mut self, ident: impl Into<String>) -> Self {
        self.ident = Some(ident.into());
        self
    }
}

/// A document to be set. `Debug` tells sizes only, as data and images are personal.
#[derive(Clone)]
pub struct Job {
    pub(crate) info: Info,
    pub(crate) standard: Standard,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Job {
    /// `main` is Typst source, known to the compiler as `/main.typ`.
    pub fn new(main: impl Into<String>, info: Info) -> Self {
        let files = BTreeMap::from([(MAIN.to_owned(), main.into().into_bytes())]);
        Self { info, standard: Standard::default(), files }
    }

    /// What the template reads with `json("/data.json")`.
    #[must_use]
    pub fn data(self, value: &serde_json::Value) -> Self {
        self.file(DATA, value.to_string())
    }

    /// An image or a further source under a virtual path such as `/logo.svg`. The same path again
    /// replaces the former content.
    #[must_use]
    pub fn file(mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), content.into());
        self
    }

    #[must_use]
    pub fn standard(mut self, standard: Standard) -> Self {
        self.standard = standard;
        self
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sizes: BTreeMap<_, _> = self.files.iter().map(|(path, content)| (path, content.len())).collect();
        f.debug_struct("Job").field("standard", &self.standard).field("bytes", &sizes).finish_non_exhaustive()
    }
}

/// A finished document.
#[derive(Clone, PartialEq, Eq)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub pages: usize,
}

impl fmt::Debug for Pdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdf({} bytes, {} pages)", self.bytes.len(), self.pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info() -> Info {
        Info::new("Surat", &"2026-11-22T09:30:00+07:00[Asia/Jakarta]".parse().unwrap())
    }

    #[test]
    fn the_village_clock_is_kept_with_its_offset() {
        let info = info();
        assert_eq!(info.at.to_string(), "2026-11-22T09:30:00");
        assert_eq!(info.offset_minutes, 420);
    }

    #[test]
    fn debug_tells_no_data() {
        let job = Job::new("Halo", info()).data(&serde_json::json!({"nik": "3402134101859001"}));
        let shown = format!("{job:?}");
        assert!(shown.contains("/data.json"), "{shown}");
        assert!(!shown.contains("3402134101859001"), "{shown}");
        assert!(!format!("{:?}", Pdf { bytes: b"%PDF".to_vec(), pages: 1 }).contains("37"));
    }
}
