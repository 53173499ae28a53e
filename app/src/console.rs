//! What a command says to the person at the terminal.

use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _};

use zeroize::Zeroizing;

/// Writes a line to standard output; a closed pipe is no reason to fail.
pub fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Writes a line to standard error.
pub fn complain(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Reads a secret from standard input, as typed or piped; only somebody at a keyboard is asked for it.
pub fn ask(question: &str) -> std::io::Result<Zeroizing<String>> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        complain(question);
    }
    let mut text = Zeroizing::new(String::new());
    stdin.read_line(&mut text)?;
    Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}
