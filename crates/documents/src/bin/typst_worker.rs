//! The Typst worker alone, so that this crate's tests and benches need not build the whole app.

use std::process::ExitCode;

fn main() -> ExitCode {
    documents::worker_main()
}
