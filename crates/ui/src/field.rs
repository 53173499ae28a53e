//! One field of a form as a page shows it: what is asked, what was typed, what is wrong with it.

use std::borrow::Borrow;
use std::fmt::Write as _;

use crate::{Choice, Markup, escape};

/// What the macros of `ui/form.html` and `ui/choice.html` take.
///
/// Fields are obligatory unless [`Field::optional`]: on a form where nearly everything is needed, marking the
/// few exceptions is calmer than a page full of stars.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// Name in the POST body and id in the page.
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    /// What the person typed, exactly, also when it was refused.
    pub value: String,
    /// Picked values of checkboxes.
    pub values: Vec<String>,
    pub error: Option<String>,
    pub optional: bool,
    /// Expected length in characters: 4, 8, 16, 20 or 30; 0 fills the line.
    pub width: u8,
    /// Lines of a textarea.
    pub rows: u8,
    pub choices: Vec<Choice>,
    attrs: Vec<(&'static str, String)>,
}

impl Field {
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), rows: 4, ..Self::default() }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    #[must_use]
    pub fn values<V: Into<String>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.values = values.into_iter().map(Into::into).collect();
        self
    }

    /// A sentence that says what to do: "NIK harus 16 angka. Anda mengetik 15."
    #[must_use]
    pub fn error(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    #[must_use]
    pub fn width(mut self, characters: u8) -> Self {
        self.width = characters;
        self
    }

    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    #[must_use]
    pub fn choices(mut self, choices: Vec<Choice>) -> Self {
        self.choices = choices;
        self
    }

    /// Digits only: phones show the number pad. Used for NIK, KK, numbers, telephone.
    #[must_use]
    pub fn numeric(self) -> Self {
        self.attr("inputmode", "numeric").attr("spellcheck", "false")
    }

    /// An `autocomplete` purpose; "off" where the answer is about somebody else.
    #[must_use]
    pub fn autocomplete(self, purpose: impl Into<String>) -> Self {
        self.attr("autocomplete", purpose)
    }

    /// Kinds of file that a file field offers: ".xlsx,.ods".
    #[must_use]
    pub fn accept(self, kinds: impl Into<String>) -> Self {
        self.attr("accept", kinds)
    }

    /// Any further attribute of the control. The name is ours, the value is escaped.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attrs.push((name, value.into()));
        self
    }

    /// The same field as one box for a date: number pad, a hint with an example where none was given.
    #[must_use]
    pub fn as_date(&self) -> Self {
        let mut date = self.clone().attr("autocomplete", "off").attr("maxlength", "20");
        date.hint.get_or_insert_with(|| "Contoh: 31-01-1990".into());
        date.width = 12;
        date
    }

    /// Does the list itself hold this value?
    pub fn has_choice(&self, value: &str) -> bool {
        self.choices.iter().any(|c| c.value == value)
    }

    pub fn has_error(&self) -> bool {
        self.error.is_some()
    }

    /// Is this choice the picked one (or one of them)?
    pub fn picked(&self, value: &str) -> bool {
        self.value == value || self.values.iter().any(|v| v == value)
    }

    /// Id of the n-th control (from 1); the first has the field's own id, so an error link lands there.
    pub fn id(&self, nth: impl Borrow<usize>) -> String {
        match *nth.borrow() {
            0 | 1 => self.name.clone(),
            nth => format!("{}-{nth}", self.name),
        }
    }

    /// `aria-describedby` and `aria-invalid`, for a control or a fieldset.
    pub fn described(&self) -> Markup {
        let name = escape(&self.name);
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{name}-petunjuk"));
        }
        if self.error.is_some() {
            ids.push(format!("{name}-salah"));
        }
        let mut html = String::new();
        if !ids.is_empty() {
            write!(html, " aria-describedby=\"{}\"", ids.join(" ")).expect("a String takes every write");
        }
        if self.error.is_some() {
            html.push_str(" aria-invalid=\"true\"");
        }
        Markup(html)
    }

    /// `id`, `name` and all that belongs to a single control.
    pub fn control(&self) -> Markup {
        let name = escape(&self.name);
        let mut html = format!(" id=\"{name}\" name=\"{name}\"{}", self.described());
        for (attr, value) in &self.attrs {
            write!(html, " {attr}=\"{}\"", escape(value)).expect("a String takes every write");
        }
        Markup(html)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_links_hint_and_error() {
        let plain = Field::new("nik", "NIK").numeric();
        assert_eq!(
            plain.control().to_string(),
            r#" id="nik" name="nik" inputmode="numeric" spellcheck="false""#
        );
        let wrong = plain.hint("16 angka").error(Some("NIK harus 16 angka.".into()));
        assert_eq!(
            wrong.described().to_string(),
            r#" aria-describedby="nik-petunjuk nik-salah" aria-invalid="true""#
        );
    }

    #[test]
    fn attribute_values_are_escaped() {
        let field = Field::new("a\"b", "x").attr("data-x", "\"><script>");
        let html = field.control().to_string();
        assert!(!html.contains("<script>") && html.contains("&quot;&gt;"), "{html}");
    }

    #[test]
    fn picked_knows_one_and_many() {
        assert!(Field::new("a", "A").value("1").picked("1"));
        let many = Field::new("a", "A").values(["1", "3"]);
        assert!(many.picked("3") && !many.picked("2"));
    }
}
