//! What the documents point at exists.

use std::path::{Path, PathBuf};

use crate::repo::{files, read, root};
use crate::tidy::none;

/// Folders and files at the root that a path in backticks begins with.
const HEADS: &[&str] = &[
    "app/",
    "crates/",
    "features/",
    "docs/",
    "bin/",
    "migrations/",
    ".ci/",
    ".config/",
    "Cargo.",
    "clippy.toml",
];

/// The lines of a document outside code fences, with their numbers.
fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let mut kept = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            kept.push((number + 1, line));
        }
    }
    kept
}

/// The targets of `[words](target)` on a line.
fn links(line: &str) -> Vec<String> {
    line.match_indices("](")
        .filter_map(|(at, _)| line[at + 2..].split_once(')').map(|(target, _)| target.to_owned()))
        .collect()
}

/// What stands in backticks on a line.
fn ticked(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// A heading's anchor, as the usual renderers make it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .collect::<String>()
        .replace(' ', "-")
}

fn has_anchor(path: &Path, wanted: &str) -> bool {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    prose(&text)
        .iter()
        .any(|(_, line)| line.starts_with('#') && anchor(line.trim_start_matches('#')) == wanted)
}

/// Why a link leads nowhere, if it does not.
fn broken(document: &Path, target: &str) -> bool {
    if target.contains("://") || target.starts_with("mailto:") {
        return false;
    }
    let (file, place) = target.split_once('#').unwrap_or((target, ""));
    let path: PathBuf = if file.is_empty() {
        root().join(document)
    } else {
        root().join(document.parent().unwrap_or(Path::new(""))).join(file)
    };
    !path.exists() || (!place.is_empty() && !has_anchor(&path, place))
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut findings = Vec::new();
    for document in files(".md") {
        for (number, line) in prose(&read(&document)) {
            for target in links(line).into_iter().filter(|target| broken(&document, target)) {
                findings.push(format!("{}:{number} -> {target}", document.display()));
            }
        }
    }
    none(&findings, "A link in a document leads to a file or heading that exists:");
}

/// Whether the text names one place of this repository, not a pattern.
fn is_place(text: &str) -> bool {
    HEADS.iter().any(|head| text.starts_with(head))
        && !text.contains(|c: char| c.is_whitespace() || "<>*{}…[]$".contains(c))
}

#[test]
fn paths_named_in_documents_exist() {
    let mut findings = Vec::new();
    for document in files(".md") {
        let home = document.parent().unwrap_or(Path::new("")).to_owned();
        for (number, line) in prose(&read(&document)) {
            for text in ticked(line).into_iter().filter(|text| is_place(text)) {
                let path = text.split("::").next().unwrap_or_default().trim_end_matches([',', '.']);
                if !root().join(path).exists() && !root().join(&home).join(path).exists() {
                    findings.push(format!("{}:{number} names {text}", document.display()));
                }
            }
        }
    }
    none(&findings, "A path in backticks exists:");
}

#[test]
fn the_map_is_short_enough_to_be_read() {
    let lines = read("ARCHITECTURE.md").lines().count();
    assert!(lines <= 300, "ARCHITECTURE.md has {lines} lines");
}

#[test]
fn links_and_paths_are_told_apart_from_words() {
    assert_eq!(links("see [a](b.md) and [c](d.md#e)"), ["b.md", "d.md#e"]);
    assert_eq!(ticked("run `bin/demo` and `x`"), ["bin/demo", "x"]);
    assert_eq!(anchor(" Two commands"), "two-commands");
    assert!(is_place("docs/BENCH.md") && !is_place("features/<nama>/") && !is_place("GET /surat"));
    assert!(broken(Path::new("README.md"), "tidak-ada.md") && !broken(Path::new("README.md"), "STYLE.md"));
    assert!(
        broken(Path::new("README.md"), "#no-such-heading")
            && !broken(Path::new("README.md"), "#two-commands")
    );
}
