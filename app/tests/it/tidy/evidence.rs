//! Each promise of docs/evidence.md is proved by a test or a picture that exists.

use crate::repo::{read, root};
use crate::tidy::none;

/// A row: the promise and its proofs.
struct Promise {
    line: usize,
    words: String,
    proofs: Vec<String>,
}

fn promises(text: &str) -> Vec<Promise> {
    let rows = text.lines().enumerate().filter(|(_, line)| line.starts_with('|'));
    rows.map(|(number, line)| {
        (number + 1, line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>())
    })
    .filter(|(_, cells)| {
        cells.first() != Some(&"promise") && !cells.iter().all(|cell| cell.starts_with("---"))
    })
    .map(|(line, cells)| Promise {
        line,
        words: cells.first().copied().unwrap_or_default().to_owned(),
        proofs: cells
            .get(1)
            .map(|cell| cell.split("<br>").map(|proof| proof.trim().trim_matches('`').to_owned()).collect())
            .unwrap_or_default(),
    })
    .collect()
}

/// What is wrong with a proof, if anything.
fn fault(proof: &str) -> Option<String> {
    if let Some((file, test)) = proof.split_once("::") {
        let Ok(source) = std::fs::read_to_string(root().join(file)) else {
            return Some(format!("{file} does not exist"));
        };
        return (!holds_test(&source, test)).then(|| format!("{file} has no test {test}"));
    }
    if proof.starts_with("docs/gambar/") {
        let size = std::fs::metadata(root().join(proof)).map_or(0, |meta| meta.len());
        return (size < 1_000).then(|| format!("{proof} is no picture"));
    }
    Some(format!("{proof:?} is neither file.rs::test nor a picture"))
}

/// Whether the source has a function of that name which the test runner runs.
pub(crate) fn holds_test(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let head = |line: &str| line.contains(&format!("fn {name}(")) || line.contains(&format!("fn {name}<"));
    lines.iter().enumerate().any(|(at, line)| {
        head(line)
            && lines[..at]
                .iter()
                .rev()
                .take_while(|line| line.starts_with('#') || line.starts_with("//") || line.ends_with(")]"))
                .any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
    })
}

#[test]
fn every_promise_has_its_proof() {
    let promises = promises(&read("docs/evidence.md"));
    assert!(!promises.is_empty(), "docs/evidence.md promises nothing");
    let mut findings = Vec::new();
    for promise in &promises {
        if promise.proofs.iter().all(String::is_empty) {
            findings.push(format!("line {}: \"{}\" has no proof", promise.line, promise.words));
        }
        let faults = promise.proofs.iter().filter(|proof| !proof.is_empty()).filter_map(|proof| fault(proof));
        findings.extend(faults.map(|fault| format!("line {}: {fault}", promise.line)));
    }
    none(&findings, "A promise without its proof is taken back:");
}

#[test]
fn a_missing_proof_is_seen() {
    let own = "app/tests/it/tidy/evidence.rs";
    assert_eq!(fault(&format!("{own}::a_missing_proof_is_seen")), None);
    assert!(fault(&format!("{own}::fault")).is_some(), "no test of that name");
    assert!(fault("app/tests/it/tidy/tidak_ada.rs::x").is_some());
    assert!(fault("docs/gambar/tidak-ada.png").is_some());
    assert!(fault("somebody said so").is_some());
    let table = "| promise | proof |\n| --- | --- |\n| A | `x::y`<br>`z::w` |\n| B | |\n";
    let read = promises(table);
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].proofs, ["x::y", "z::w"]);
    assert_eq!(read[1].proofs, [""]);
}
