//! Template in, pages out. Runs inside the worker (or, for tests, in the caller's process).

use serde::{Deserialize, Serialize};
use typst::comemo;
use typst::diag::SourceResult;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnosis;
use crate::error::TemplateFault;
use crate::job::{Job, Standard};
use crate::world::Desk;

/// What is wanted of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Order {
    Pdf,
    /// One SVG per page, for a preview.
    Svg,
}

/// One PDF, or one SVG per page.
pub(crate) struct Output {
    pub(crate) parts: Vec<Vec<u8>>,
    pub(crate) pages: usize,
}

/// Sets one job and forgets everything about it: the compiler's memory of a job holds residents' data,
/// and without clearing it grows by about 0.3 MB per letter.
pub(crate) fn run(order: Order, job: &Job) -> Result<Output, TemplateFault> {
    let desk = Desk::new(job)?;
    let result = set(order, job, &desk).map_err(|faults| diagnosis::first(&desk, &faults));
    comemo::evict(0);
    result
}

fn set(order: Order, job: &Job, desk: &Desk) -> SourceResult<Output> {
    let document = typst::compile::<PagedDocument>(desk).output?;
    let pages = document.pages().len();
    let parts = match order {
        Order::Pdf => vec![typst_pdf::pdf(&document, &options(job, desk))?],
        Order::Svg => {
            let options = typst_svg::SvgOptions::default();
            document.pages().iter().map(|page| typst_svg::svg(page, &options).into_bytes()).collect()
        }
    };
    Ok(Output { parts, pages })
}

fn options(job: &Job, desk: &Desk) -> PdfOptions {
    let standards: &[PdfStandard] = match job.standard {
        Standard::A2aUa1 => &[PdfStandard::A_2a, PdfStandard::Ua_1],
        Standard::A2b => &[PdfStandard::A_2b],
    };
    let now = desk.now();
    PdfOptions {
        ident: job.info.ident.clone().map_or(Smart::Auto, Smart::Custom),
        creator: Smart::Custom(Some("Balai".to_owned())),
        timestamp: Timestamp::new_local(now, job.info.offset_minutes)
            .or_else(|| Some(Timestamp::new_utc(now))),
        standards: PdfStandards::new(standards).expect("both pairs share PDF 1.7"),
        ..PdfOptions::default()
    }
}
