//! What can go wrong between a template and its pages, each as a sentence for the screen.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Why there is no document. `Display` is Indonesian and fit to show to the person who asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The template is wrong, or its data do not fit it. Nothing else is affected.
    #[error(transparent)]
    Template(#[from] TemplateFault),
    /// The job ran past the time limit and was stopped.
    #[error(
        "Dokumen dihentikan karena belum selesai dalam {} detik. Periksa perulangan di dalam templat, atau kurangi isinya.",
        .limit.as_secs()
    )]
    TooSlow { limit: Duration },
    /// The job, its memory or its result passed a limit.
    #[error("{what} terlalu besar. Kurangi isi atau ukuran gambarnya, lalu coba lagi.")]
    TooBig { what: &'static str },
    /// Too many jobs were waiting before this one. Nothing is wrong with it.
    #[error("Mesin cetak dokumen sedang sibuk. Tunggu sebentar, lalu coba lagi.")]
    Busy,
    /// The child process ended without an answer. A second try is reasonable.
    #[error(
        "Mesin cetak dokumen berhenti mendadak. Coba sekali lagi; bila terulang, laporkan kepada pengelola Balai."
    )]
    WorkerDied,
    /// The child process could not be started at all: a matter for whoever runs the server.
    #[error("Mesin cetak dokumen tidak dapat dijalankan. Laporkan kepada pengelola Balai ({0}).")]
    NotStarted(#[source] std::io::Error),
}

/// An error in a template, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFault {
    /// Virtual path, such as `/main.typ`; empty when the fault belongs to no line.
    pub file: String,
    /// Counted from 1; 0 when the fault belongs to no line.
    pub line: usize,
    /// Counted from 1 in characters; 0 when the fault belongs to no line.
    pub column: usize,
    /// Indonesian where we know the message, else Typst's own English words.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
}

impl std::error::Error for TemplateFault {}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Templat salah")?;
        if self.line > 0 {
            let file = self.file.trim_start_matches('/');
            write!(f, " di {file} baris {} kolom {}", self.line, self.column)?;
        }
        write!(f, ": {}.", self.message.trim_end_matches('.'))?;
        if !self.hint.is_empty() {
            write!(f, " {}.", self.hint.trim_end_matches('.'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(line: usize, hint: &str) -> String {
        let fault = TemplateFault {
            file: "/main.typ".into(),
            line,
            column: 7,
            message: "nama `nma` tidak dikenal".into(),
            hint: hint.into(),
        };
        Error::from(fault).to_string()
    }

    #[test]
    fn a_fault_says_where_and_what_to_do() {
        assert_eq!(
            fault(3, "Periksa ejaannya."),
            "Templat salah di main.typ baris 3 kolom 7: nama `nma` tidak dikenal. Periksa ejaannya."
        );
        assert_eq!(fault(0, ""), "Templat salah: nama `nma` tidak dikenal.");
    }

    #[test]
    fn a_limit_is_named_in_seconds() {
        let limit = Duration::from_secs(10);
        assert!(Error::TooSlow { limit }.to_string().contains("dalam 10 detik"));
    }
}
