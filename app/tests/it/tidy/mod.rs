//! Laws that are read from the files themselves.

mod arrows;
mod docs;
mod evidence;
mod owners;
mod sizes;
mod sql;
mod words;

/// Fails with one finding a line.
#[track_caller]
pub fn none(findings: &[String], law: &str) {
    assert!(findings.is_empty(), "{law}\n  {}", findings.join("\n  "));
}
