//! The whole world as a template sees it: the files of its job, our paper library, our fonts.
//! There is no file system, no package and no network behind it, so there is nothing to escape to.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::error::TemplateFault;
use crate::job::{Info, Job};

/// Read before the template; sets what every PDF must have. The title comes as data, never as source.
const OPENING: &str = r#"#let info = json("info.json")
#set document(title: info.title)
#set text(lang: "id", font: "Liberation Serif")
#include "/main.typ"
"#;
const OPENING_PATH: &str = "/.balai/buka.typ";
const INFO_PATH: &str = "/.balai/info.json";
pub(crate) const PAPER_PATH: &str = "/kertas.typ";
const PAPER: &str = include_str!("../typst/kertas.typ");

/// Liberation 2.1.5 (SIL OFL 1.1, see `fonts/OFL.txt`): the widths of Times and Arial, so a village's
/// Word letter keeps its lines.
const FONTS: [&[u8]; 8] = [
    include_bytes!("../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf"),
    include_bytes!("../fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../fonts/LiberationSans-Bold.ttf"),
    include_bytes!("../fonts/LiberationSans-Italic.ttf"),
    include_bytes!("../fonts/LiberationSans-BoldItalic.ttf"),
];

/// What all jobs share; made once per process.
struct Base {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static BASE: LazyLock<Base> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().filter_map(|font| Font::new(Bytes::new(*font), 0)).collect();
    Base {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// Pays the one-time cost (fonts, standard library) before the first job waits for it.
pub(crate) fn warm_up() {
    LazyLock::force(&BASE);
}

/// One job's world.
pub(crate) struct Desk {
    main: FileId,
    files: HashMap<FileId, Bytes>,
    sources: HashMap<FileId, Source>,
    today: Datetime,
}

impl Desk {
    /// Refuses a path that is not a plain virtual path.
    pub(crate) fn new(job: &Job) -> Result<Self, TemplateFault> {
        let info = serde_json::json!({ "title": job.info.title }).to_string();
        let mut desk = Self {
            main: file_id(OPENING_PATH)?,
            files: HashMap::new(),
            sources: HashMap::new(),
            today: datetime(&job.info)?,
        };
        for (path, content) in &job.files {
            desk.put(path, content.clone())?;
        }
        // Ours come last, so that a job cannot replace them.
        desk.put(PAPER_PATH, PAPER.into())?;
        desk.put(OPENING_PATH, OPENING.into())?;
        desk.put(INFO_PATH, info.into_bytes())?;
        Ok(desk)
    }

    fn put(&mut self, path: &str, content: Vec<u8>) -> Result<(), TemplateFault> {
        let id = file_id(path)?;
        if id.get().vpath().extension() == Some("typ")
            && let Ok(text) = str::from_utf8(&content)
        {
            self.sources.insert(id, Source::new(id, text.to_owned()));
        }
        self.files.insert(id, Bytes::new(content));
        Ok(())
    }

    pub(crate) fn now(&self) -> Datetime {
        self.today
    }
}

fn file_id(path: &str) -> Result<FileId, TemplateFault> {
    let path = VirtualPath::new(path).map_err(|_| TemplateFault {
        file: path.to_owned(),
        line: 0,
        column: 0,
        message: format!("nama berkas `{path}` tidak dapat dipakai"),
        hint: "Pakai nama seperti /logo.svg".to_owned(),
    })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn datetime(info: &Info) -> Result<Datetime, TemplateFault> {
    let at = info.at;
    let narrow = |part: i8| u8::try_from(part).ok();
    (|| {
        Datetime::from_ymd_hms(
            i32::from(at.year()),
            narrow(at.month())?,
            narrow(at.day())?,
            narrow(at.hour())?,
            narrow(at.minute())?,
            narrow(at.second())?,
        )
    })()
    .ok_or_else(|| TemplateFault {
        file: String::new(),
        line: 0,
        column: 0,
        message: format!("tanggal dokumen {at} tidak dapat dipakai"),
        hint: String::new(),
    })
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &BASE.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BASE.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match self.sources.get(&id) {
            Some(source) => Ok(source.clone()),
            None if self.files.contains_key(&id) => Err(FileError::NotSource),
            None => Err(absent(id)),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        BASE.fonts.get(index).cloned()
    }

    /// The document's date, whatever offset is asked: a letter has one date.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(self.today.year()?, self.today.month()?, self.today.day()?)
    }
}

fn absent(id: FileId) -> FileError {
    let path = id.get();
    match path.root() {
        VirtualRoot::Project => FileError::NotFound(path.vpath().get_with_slash().into()),
        VirtualRoot::Package(spec) => FileError::Package(PackageError::NotFound(spec.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_font_is_readable_and_may_be_embedded() {
        warm_up();
        assert_eq!(BASE.fonts.len(), FONTS.len());
        for family in ["liberation serif", "liberation sans"] {
            assert_eq!(BASE.book.select_family(family).count(), 4, "{family}");
        }
    }

    #[test]
    fn a_job_cannot_replace_our_files() {
        let now = "2026-11-22T09:30:00+07:00[Asia/Jakarta]".parse().unwrap();
        let job = Job::new("", Info::new("x", &now))
            .file(OPENING_PATH, "diganti")
            .file("/sub/../kertas.typ", "diganti");
        let desk = Desk::new(&job).unwrap();
        assert_eq!(desk.source(desk.main()).unwrap().text(), OPENING);
        assert_eq!(desk.source(file_id(PAPER_PATH).unwrap()).unwrap().text(), PAPER);
    }

    #[test]
    fn a_path_that_climbs_out_is_refused() {
        let now = "2026-11-22T09:30:00+07:00[Asia/Jakarta]".parse().unwrap();
        let job = Job::new("", Info::new("x", &now)).file("/../rahasia", "");
        let refused = Desk::new(&job).err().unwrap();
        assert!(refused.to_string().contains("`/../rahasia` tidak dapat dipakai"), "{refused}");
    }
}
