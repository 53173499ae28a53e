//! What keeps an act from being done.

/// Each is a sentence for the person at the desk; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else acted first.
    #[error("{0}")]
    Terlambat(String),
    /// A rule stands against it.
    #[error("{0}")]
    Ditolak(String),
    /// What may not be seen does not exist.
    #[error("tidak ada")]
    TidakAda,
    #[error(transparent)]
    Nomor(#[from] nomor::Error),
    #[error(transparent)]
    Berkas(#[from] files::Error),
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
            Error::TidakAda => Self::NotFound,
            Error::Db(error)
            | Error::Nomor(nomor::Error::Db(error))
            | Error::Berkas(files::Error::Db(error)) => error.into(),
            Error::Berkas(files::Error::DiskPenuh) => {
                db::Error::Io(std::io::ErrorKind::StorageFull.into()).into()
            }
            Error::Berkas(files::Error::Folder(inner)) => db::Error::Io(inner).into(),
            other => Self::Refused(other.to_string()),
        }
    }
}
