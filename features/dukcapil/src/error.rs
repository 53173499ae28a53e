//! What keeps a case from moving on.

/// Each is a sentence for the clerk; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else acted first.
    #[error("{0}")]
    Terlambat(String),
    /// A rule stands against it.
    #[error("{0}")]
    Ditolak(String),
    #[error(transparent)]
    Db(#[from] db::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

pub(crate) fn tolak<T>(kalimat: impl Into<String>) -> Result<T> {
    Err(Error::Ditolak(kalimat.into()))
}

impl From<Error> for web::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Terlambat(kalimat) => Self::Conflict(kalimat),
            Error::Ditolak(kalimat) => Self::Refused(kalimat),
            Error::Db(error) => error.into(),
        }
    }
}
