//! Where operating systems differ.

#[cfg(not(unix))]
mod other;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(crate) use other::{create_private, create_private_dir, sync_dir};
#[cfg(unix)]
pub(crate) use unix::{create_private, create_private_dir, sync_dir};
