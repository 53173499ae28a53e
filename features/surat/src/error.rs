//! What keeps a letter from moving on.

/// Each is a sentence for the person at the desk; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else acted first.
    #[error("{0}")]
    Terlambat(String),
    /// A rule stands against it.
    #[error("{0}")]
    Ditolak(String),
    #[error(transparent)]
    Nomor(#[from] nomor::Error),
    #[error(transparent)]
    Berkas(#[from] files::Error),
    #[error(transparent)]
    Dokumen(#[from] documents::Error),
    #[error(transparent)]
    Db(#[from] db::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal with its sentence.
pub(crate) fn tolak<T>(kalimat: impl Into<String>) -> Result<T> {
    Err(Error::Ditolak(kalimat.into()))
}

impl From<documents::QrTooLong> for Error {
    fn from(error: documents::QrTooLong) -> Self {
        Self::Ditolak(error.to_string())
    }
}

impl From<Error> for web::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Terlambat(kalimat) => Self::Conflict(kalimat),
            Error::Ditolak(kalimat) => Self::Refused(kalimat),
            Error::Db(error)
            | Error::Nomor(nomor::Error::Db(error))
            | Error::Berkas(files::Error::Db(error)) => error.into(),
            // The file is not at fault, so its sender is not asked to do better.
            Error::Berkas(files::Error::DiskPenuh) => {
                db::Error::Io(std::io::ErrorKind::StorageFull.into()).into()
            }
            Error::Berkas(files::Error::Folder(inner)) => db::Error::Io(inner).into(),
            other => Self::Refused(other.to_string()),
        }
    }
}
