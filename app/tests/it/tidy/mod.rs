//! Laws that are read from the files themselves.

mod arrows;
mod docs;
mod evidence;
mod owners;
mod sizes;
pub(crate) mod sql;
mod words;

pub(crate) use evidence::holds_test;
pub(crate) use owners::owners;

/// Fails with one finding a line.
#[track_caller]
pub(crate) fn none(findings: &[String], law: &str) {
    assert!(findings.is_empty(), "{law}\n  {}", findings.join("\n  "));
}
