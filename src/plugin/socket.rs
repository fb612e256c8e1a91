//! The unix socket, in a directory that only its owner can enter.

use std::{
    env,
    fs::Permissions,
    io,
    os::unix::fs::PermissionsExt as _,
    path::{self, Path, PathBuf},
};

use tempfile::TempDir;
use tokio::net::UnixListener;

use super::error::StartError;

/// A socket that is listened on, and its directory, which is removed on drop.
#[derive(Debug)]
pub(super) struct Socket {
    pub(super) listener: UnixListener,
    directory: TempDir,
}

impl Socket {
    /// Listens in `wanted`. Without it, in the temporary directory, or, where
    /// that cannot hold a socket (a path has room for about 100 bytes), in `/tmp`.
    ///
    /// Must be called inside the runtime.
    pub(super) fn bind(wanted: Option<&Path>) -> Result<Self, StartError> {
        let bound = match wanted {
            Some(parent) => bind_in(parent),
            None => bind_in(&env::temp_dir()).or_else(|_| bind_in(Path::new("/tmp"))),
        };
        bound.map_err(|cause| StartError::new("cannot make a socket to listen on", &cause))
    }

    /// Absolute: core may look from another directory.
    pub(super) fn path(&self) -> PathBuf {
        path_in(&self.directory)
    }
}

fn bind_in(parent: &Path) -> io::Result<Socket> {
    let directory = tempfile::Builder::new()
        .prefix("plugin")
        .permissions(Permissions::from_mode(0o700))
        .tempdir_in(path::absolute(parent)?)?;
    let path = path_in(&directory);
    fits_in_line(&path)?;
    Ok(Socket { listener: UnixListener::bind(path)?, directory })
}

fn path_in(directory: &TempDir) -> PathBuf {
    directory.path().join("s")
}

/// The handshake line is text, cut at `|` and ended by a line break.
fn fits_in_line(path: &Path) -> io::Result<()> {
    match path.to_str() {
        Some(text) if !text.contains(['|', '\n', '\r']) => Ok(()),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{} cannot stand in the handshake line", path.display()),
        )),
    }
}
