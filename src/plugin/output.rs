//! The only places that write to stdout and stderr.
//!
//! `println!` and `eprintln!` panic when the reader has gone, which happens to
//! stderr as soon as core is killed.

use std::io::{self, Write};

use super::error::StartError;

/// Writes the line and flushes. Under core that is the handshake line and
/// nothing else: core takes whatever comes first for it.
pub(super) fn stdout_line(line: &str) -> Result<(), StartError> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")
        .and_then(|()| stdout.flush())
        .map_err(|cause| StartError::new("cannot write to stdout", &cause))
}

/// Writes the line in one piece; if nobody reads it, nothing is lost.
pub(super) fn stderr_line(line: &str) {
    let _ = io::stderr().lock().write_all(format!("{line}\n").as_bytes());
}
