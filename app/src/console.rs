//! What a command says to the person at the terminal.

use std::fmt::Display;
use std::io::Write as _;

/// Writes a line to standard output; a closed pipe is no reason to fail.
pub fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Writes a line to standard error.
pub fn complain(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
