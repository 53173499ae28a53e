use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

/// Everything that can keep a page from being shown.
#[derive(Debug)]
pub enum Error {
    /// Not there, or not for you: the same answer.
    NotFound,
    /// Sign in first, then come back to this address.
    LoginNeeded {
        next: String,
    },
    /// The request itself is refused, with a sentence that says what to do.
    Refused(String),
    /// Somebody else acted first; the sentence says what is the case now.
    Conflict(String),
    /// Too many requests from this address.
    TooMany,
    /// A body beyond the route's limit, in bytes.
    TooLarge(usize),
    Internal(anyhow::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        match error {
            db::Error::NotFound(_) | db::Error::UnknownUnit(_) => Self::NotFound,
            db::Error::Unavailable(_) => Self::Internal(anyhow::Error::new(error).context(BUSY)),
            db::Error::Io(ref inner) if matches!(inner.kind(), StorageFull | QuotaExceeded) => {
                Self::Internal(anyhow::Error::new(error).context(BUSY))
            }
            other => Self::Internal(other.into()),
        }
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

/// Marks an internal error as one of a full disk or a busy database.
const BUSY: &str = "database unavailable";

#[derive(Template)]
#[template(path = "web/galat.html")]
struct Galat {
    page: ui::Page,
    sentence: String,
    code: Option<String>,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::LoginNeeded { next } => {
                let query: String =
                    form_urlencoded::Serializer::new(String::new()).append_pair("lanjut", &next).finish();
                Redirect::to(&format!("/masuk?{query}")).into_response()
            }
            Self::NotFound => page(
                StatusCode::NOT_FOUND,
                "Halaman tidak ditemukan",
                "Periksa lagi alamatnya, atau kembali ke halaman depan.",
            ),
            Self::Refused(sentence) => {
                page(StatusCode::BAD_REQUEST, "Permintaan tidak dapat diproses", &sentence)
            }
            Self::Conflict(sentence) => page(StatusCode::CONFLICT, "Sudah diubah orang lain", &sentence),
            Self::TooMany => {
                page(StatusCode::TOO_MANY_REQUESTS, "Terlalu sering", "Tunggu satu menit, lalu coba lagi.")
            }
            Self::TooLarge(limit) => page(
                StatusCode::PAYLOAD_TOO_LARGE,
                "Berkas terlalu besar",
                &format!(
                    "Kiriman paling besar {} MB. Perkecil berkasnya, lalu kirim lagi.",
                    limit / 1_048_576
                ),
            ),
            Self::Internal(error) => internal(&error),
        }
    }
}

/// The chain goes to the log once; the person gets a code to read out over the phone.
fn internal(error: &anyhow::Error) -> Response {
    let code = vault::token::<5>();
    tracing::error!(code, error = format!("{error:#}"), "request failed");
    if error.to_string() == BUSY {
        return page(
            StatusCode::SERVICE_UNAVAILABLE,
            "Sedang tidak dapat menyimpan",
            "Data Anda belum tersimpan. Periksa apakah ruang penyimpanan penuh, tunggu sebentar, lalu coba lagi.",
        );
    }
    let sentence = "Terjadi gangguan pada Balai. Data yang sudah tersimpan aman. Coba lagi; bila tetap gagal, \
                    sampaikan kode ini kepada pengelola.";
    render(StatusCode::INTERNAL_SERVER_ERROR, "Ada gangguan", sentence, Some(code))
}

fn page(status: StatusCode, title: &str, sentence: &str) -> Response {
    render(status, title, sentence, None)
}

fn render(status: StatusCode, title: &str, sentence: &str, code: Option<String>) -> Response {
    let template = Galat { page: ui::Page::new(title).noindex(), sentence: sentence.to_owned(), code };
    let body = template.render().unwrap_or_else(|_| sentence.to_owned());
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    (status, [(header::CONTENT_TYPE, html)], body).into_response()
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    #[test]
    fn a_full_disk_is_told_from_other_trouble() {
        for (kind, status) in [
            (ErrorKind::StorageFull, StatusCode::SERVICE_UNAVAILABLE),
            (ErrorKind::QuotaExceeded, StatusCode::SERVICE_UNAVAILABLE),
            (ErrorKind::PermissionDenied, StatusCode::INTERNAL_SERVER_ERROR),
        ] {
            let error = Error::from(db::Error::Io(kind.into()));
            assert_eq!(error.into_response().status(), status, "{kind:?}");
        }
    }
}
