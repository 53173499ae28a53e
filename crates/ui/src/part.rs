//! Small values that components take.

use std::borrow::Borrow;
use std::fmt;

/// The feeling of a tag, message or figure. A word always stands with it: colour alone tells nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    /// Done, valid, safe.
    Good,
    /// Somebody must do something.
    Wait,
    /// Neutral news.
    Info,
    /// Refused, revoked, dangerous.
    Bad,
}

/// The suffix of the style class.
impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "polos",
            Self::Good => "baik",
            Self::Wait => "tunggu",
            Self::Info => "info",
            Self::Bad => "bahaya",
        })
    }
}

impl askama::filters::HtmlSafe for Tone {}

impl Tone {
    /// Icon that goes with a message of this tone.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Plain | Self::Info => "info",
            Self::Good => "centang",
            Self::Wait => "jam",
            Self::Bad => "awas",
        }
    }

    /// How a screen reader introduces a message of this tone.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plain | Self::Info => "Keterangan",
            Self::Good => "Berhasil",
            Self::Wait => "Perhatian",
            Self::Bad => "Gagal",
        }
    }
}

/// One line of a task list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub label: String,
    pub hint: Option<String>,
    /// `None`: cannot be started yet.
    pub href: Option<String>,
    /// The state in a word or two: "Selesai", "Belum".
    pub status: String,
    pub tone: Tone,
}

impl Task {
    pub fn new(label: impl Into<String>, status: impl Into<String>, tone: Tone) -> Self {
        Self { label: label.into(), hint: None, href: None, status: status.into(), tone }
    }

    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Further style of a button: "" is the main act of a page, "secondary" any other, "danger" one that hurts.
pub fn button_class(kind: impl AsRef<str>) -> &'static str {
    match kind.as_ref() {
        "secondary" => " govuk-button--secondary",
        "danger" => " govuk-button--warning",
        _ => "",
    }
}

/// A whole number the Indonesian way: `14.023`.
pub fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        out.push('-');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

/// Whole percent of `done` in `total`, 0 when there is nothing to do and never above 100.
///
/// Templates hand over references, hence `Borrow`.
pub fn percent(done: impl Borrow<u64>, total: impl Borrow<u64>) -> u64 {
    let (done, total) = (*done.borrow(), *total.borrow());
    let of = u128::from(done.min(total)) * 100;
    of.checked_div(u128::from(total)).map_or(0, |p| u64::try_from(p).unwrap_or(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_dots() {
        for (n, said) in
            [(0, "0"), (999, "999"), (1000, "1.000"), (14023, "14.023"), (-1_234_567, "-1.234.567")]
        {
            assert_eq!(thousands(n), said);
        }
    }

    #[test]
    fn percent_never_leaves_its_scale() {
        for (done, total, said) in
            [(0, 0, 0), (1, 3, 33), (3, 3, 100), (9, 3, 100), (u64::MAX, u64::MAX, 100)]
        {
            assert_eq!(percent(done, total), said, "{done} of {total}");
        }
    }
}
