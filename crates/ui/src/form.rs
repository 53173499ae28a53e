//! A form as a page shows it: its fields, and all its errors at once.

use crate::Field;

/// One line of the error summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorItem {
    /// Id of the field it links to; empty when the error concerns the form as a whole.
    pub field: String,
    pub text: String,
}

/// Fields in order, the keys that every POST carries, and errors that belong to no field.
#[derive(Debug, Clone, Default)]
pub struct Form {
    pub csrf: String,
    /// Makes a repeated submit harmless.
    pub request_key: String,
    fields: Vec<Field>,
    general: Vec<String>,
    missing: Field,
}

impl Form {
    pub fn new(csrf: impl Into<String>, request_key: impl Into<String>) -> Self {
        Self { csrf: csrf.into(), request_key: request_key.into(), ..Self::default() }
    }

    #[must_use]
    pub fn with(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// The field of this name. A template that asks for one that was never added gets an empty field.
    pub fn field(&self, name: &str) -> &Field {
        let found = self.fields.iter().find(|f| f.name == name);
        debug_assert!(found.is_some(), "the form has no field {name}");
        found.unwrap_or(&self.missing)
    }

    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Puts back what was typed. Names the form does not know are ignored; a name sent several times fills
    /// the values of checkboxes.
    #[must_use]
    pub fn fill<'a>(mut self, typed: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        for (name, value) in typed {
            if let Some(field) = self.fields.iter_mut().find(|f| f.name == name) {
                value.clone_into(&mut field.value);
                field.values.push(value.to_owned());
            }
        }
        self
    }

    /// Marks a field as refused; the first error of a field stands. An empty or unknown name marks the form.
    pub fn refuse(&mut self, name: &str, text: impl Into<String>) {
        match self.fields.iter_mut().find(|f| f.name == name) {
            Some(field) => {
                field.error.get_or_insert_with(|| text.into());
            }
            None => self.general.push(text.into()),
        }
    }

    /// All errors, in the order of the page.
    pub fn errors(&self) -> Vec<ErrorItem> {
        let general = self.general.iter().map(|text| ErrorItem { field: String::new(), text: text.clone() });
        let fields = self.fields.iter().filter_map(|f| {
            f.error.as_ref().map(|text| ErrorItem { field: f.name.clone(), text: text.clone() })
        });
        general.chain(fields).collect()
    }

    pub fn has_error(&self) -> bool {
        !self.general.is_empty() || self.fields.iter().any(Field::has_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form::new("c", "k").with(Field::new("nama", "Nama")).with(Field::new("nik", "NIK"))
    }

    #[test]
    fn errors_come_in_page_order() {
        let mut form = form();
        form.refuse("nik", "NIK harus 16 angka.");
        form.refuse("nik", "NIK sudah ada.");
        form.refuse("nama", "Isi nama.");
        form.refuse("", "Sudah diubah orang lain.");
        let said: Vec<_> = form.errors().into_iter().map(|e| (e.field, e.text)).collect();
        assert_eq!(
            said,
            [
                (String::new(), "Sudah diubah orang lain.".to_owned()),
                ("nama".into(), "Isi nama.".into()),
                ("nik".into(), "NIK harus 16 angka.".into()),
            ]
        );
    }

    #[test]
    fn what_was_typed_comes_back() {
        let form = form().fill([("nama", " Siti "), ("lain", "x")]);
        assert_eq!(form.field("nama").value, " Siti ");
        assert_eq!(form.field("nik").value, "");
        assert!(!form.has_error());
    }
}
