//! Pages, without village business: a Typst source with data in, PDF/A (or SVG for a preview) out.
//!
//! Typst cannot be cancelled and its sources are edited by villages, so the compiler never runs in
//! the server's own process. [`Typesetter`] sends each [`Job`] to a child process that has no files,
//! no network, an empty environment, and limits on time and memory. The child is the same program,
//! started with an argument for which its `main` calls [`worker_main`].
//!
//! ```no_run
//! # async fn example(now: jiff::Zoned) -> Result<(), documents::Error> {
//! use documents::{Info, Job, Typesetter, WorkerConfig};
//!
//! let typesetter = Typesetter::new(WorkerConfig::new("balai").arg("__typst-worker"));
//! let source = r#"#let d = json("/data.json")
//! Menerangkan bahwa #d.nama adalah warga kami."#;
//! let job = Job::new(source, Info::new("Surat Keterangan", &now))
//!     .data(&serde_json::json!({ "nama": "#Budi *Santoso*" }));
//! let pdf = typesetter.typeset(job).await?;
//! # let _ = pdf.bytes; Ok(()) }
//! ```
//!
//! Values belong in `data` and are read with `json("/data.json")`: they are printed literally,
//! whatever signs they hold. Never build a source with `format!`.

mod compile;
mod diagnosis;
mod error;
mod job;
mod os;
mod pool;
mod qr;
mod wire;
mod worker;
mod world;

pub use error::{Error, TemplateFault};
pub use job::{Info, Job, Pdf, Standard};
pub use pool::{Typesetter, WorkerConfig};
pub use qr::{Ecc, QrTooLong, qr_svg, qr_version};
pub use worker::worker_main;
