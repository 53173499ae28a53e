//! Everything that differs between operating systems, each call with its Windows twin.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where a user's settings live: `~/.config/balai`, or `%APPDATA%\Balai` on Windows.
pub fn config_dir() -> Option<PathBuf> {
    let home = std::env::home_dir()?;
    Some(if cfg!(windows) { home.join("AppData/Roaming/Balai") } else { home.join(".config/balai") })
}

/// Writes a file that only its owner can read, whole or not at all.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or_else(|| io::Error::other("a file has a folder"))?;
    std::fs::create_dir_all(folder)?;
    let mut part = tempfile::NamedTempFile::new_in(folder)?;
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    part.persist(path).map_err(|error| error.error)?;
    sync_dir(folder)
}

/// Makes a rename in a folder last through a power cut.
#[cfg(unix)]
pub fn sync_dir(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// NTFS journals renames itself, and folders cannot be opened as files.
#[cfg(windows)]
pub fn sync_dir(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Opens the user's browser, if there is one; failure only means that they type the address.
pub fn open_browser(url: &str) {
    let (program, args): (&str, Vec<&str>) = if cfg!(windows) {
        ("cmd", vec!["/C", "start", "", url])
    } else if cfg!(target_os = "macos") {
        ("open", vec![url])
    } else {
        ("xdg-open", vec![url])
    };
    let quiet = std::process::Stdio::null;
    let _ = Command::new(program).args(args).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
}

/// Resolves when the process is asked to stop.
#[cfg(unix)]
pub async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut term) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(windows)]
pub async fn stop_signal() {
    let _ = tokio::signal::ctrl_c().await;
}

/// The address by which others on the same network reach this machine. No packet is sent: connecting a
/// datagram socket only asks the system which of its addresses it would use.
pub fn lan_address() -> Option<std::net::IpAddr> {
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("10.255.255.255:9").ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_file_is_written_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dalam/kunci");
        write_private(&path, b"satu").unwrap();
        write_private(&path, b"dua").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"dua");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
        }
    }
}
