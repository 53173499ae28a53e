use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use subtle::ConstantTimeEq as _;

use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::guard::MaxBody;

/// A file that came with a form. Its name and type are what the sender claims.
#[derive(Debug, Clone)]
pub struct Upload {
    pub field: String,
    pub file_name: String,
    pub bytes: Bytes,
}

/// A posted form, already checked to come from our own page.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
}

impl Form {
    /// A form from its fields, for tests and previews.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let fields = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { fields, files: Vec::new() }
    }

    /// What was typed, without surrounding space; empty when absent.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// As [`Self::text`], but absent when empty.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// All values of a repeated field, such as checkboxes.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// Everything typed, to show a refused form again.
    pub fn typed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields
            .iter()
            .filter(|(name, _)| name != "csrf" && name != "request_key")
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A chosen file; absent when the field was left empty.
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.field == field && !file.bytes.is_empty())
    }

    /// The key that makes a repeated submit harmless.
    pub fn request_key(&self) -> Result<&str> {
        let key = self.text("request_key");
        if key.is_empty() || key.len() > 64 { Err(stale()) } else { Ok(key) }
    }

    fn check_csrf(&self, caller: &Caller) -> Result<()> {
        let expected = caller.csrf();
        let given = self.text("csrf");
        let same = bool::from(expected.as_bytes().ct_eq(given.as_bytes()));
        if caller.user.is_none() || same { Ok(()) } else { Err(stale()) }
    }
}

fn stale() -> Error {
    Error::Refused(
        "Formulir ini sudah kedaluwarsa. Kembali ke halaman sebelumnya, muat ulang, lalu kirim lagi.".into(),
    )
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let caller = request.extensions().get::<Caller>().cloned().ok_or(Error::NotFound)?;
        let limit = request.extensions().get::<MaxBody>().map_or(1_048_576, |limit| limit.0);
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let form = if kind.starts_with("multipart/form-data") {
            let multipart = Multipart::from_request(request, state).await.map_err(|_| broken())?;
            read_multipart(multipart, limit).await?
        } else {
            let body = Bytes::from_request(request, state).await.map_err(|_| Error::TooLarge(limit))?;
            let fields =
                form_urlencoded::parse(&body).map(|(n, v)| (n.into_owned(), v.into_owned())).collect();
            Self { fields, files: Vec::new() }
        };
        form.check_csrf(&caller)?;
        Ok(form)
    }
}

fn broken() -> Error {
    Error::Refused("Kiriman terputus di tengah jalan. Tidak ada yang tersimpan; coba kirim lagi.".into())
}

/// Reads fields and files into memory; the body as a whole is limited by the route.
async fn read_multipart(mut multipart: Multipart, limit: usize) -> Result<Form> {
    let mut form = Form::default();
    loop {
        let field = multipart.next_field().await.map_err(|error| too_large_or_broken(&error, limit))?;
        let Some(field) = field else { return Ok(form) };
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|error| too_large_or_broken(&error, limit))?;
        match file_name {
            Some(file_name) => form.files.push(Upload { field: name, file_name, bytes }),
            None => form.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
}

fn too_large_or_broken(error: &axum::extract::multipart::MultipartError, limit: usize) -> Error {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge(limit)
    } else {
        broken()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_absence_is_empty() {
        let form = Form::from_pairs([("nama", "  Siti "), ("hobi", "a"), ("hobi", "b"), ("csrf", "x")]);
        assert_eq!(form.text("nama"), "Siti");
        assert_eq!((form.text("lain"), form.some("lain")), ("", None));
        assert_eq!(form.all("hobi").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(form.typed().count(), 3, "the token is not shown again");
        assert!(form.request_key().is_err());
    }
}
