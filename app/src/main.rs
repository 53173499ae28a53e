//! `balai`: runs a village office. See `balai --help`.

use std::process::ExitCode;

use balai::console::complain;
use balai::perintah::{Cli, run};
use clap::Parser as _;

fn main() -> ExitCode {
    // Before anything else: the typesetter's child must not open data or read options.
    if std::env::args().nth(1).as_deref() == Some("__typst-worker") {
        return documents::worker_main();
    }
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BALAI_LOG")
                .unwrap_or_else(|_| "info,sqlx=warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(format!("Balai tidak dapat memulai: {error}"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
