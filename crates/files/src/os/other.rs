use std::fs::File;
use std::io;
use std::path::Path;

/// Opens a new or emptied file. Windows passes the folder's rights on to it.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    File::create(path)
}

/// Creates a folder, and those above it.
pub(crate) fn create_private_dir(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// NTFS keeps names in its own journal, and a folder cannot be flushed there.
#[expect(clippy::unnecessary_wraps, reason = "the twin of the Unix function, which can fail")]
pub(crate) fn sync_dir(_path: &Path) -> io::Result<()> {
    Ok(())
}
