//! Why serving could not begin.

use std::{error::Error, fmt};

/// A text for whoever reads stderr; nothing in the program acts on it.
#[derive(Debug)]
pub(super) struct StartError(String);

impl StartError {
    /// `failure` says what could not be done: "cannot bind the socket".
    pub(super) fn new(failure: &str, cause: &dyn Error) -> Self {
        Self::from(format!("{failure}: {cause}"))
    }

    /// A text as it is, which may have several lines.
    pub(super) fn text(text: String) -> Self {
        Self(text)
    }
}

/// One line, which core logs as an error: of an unmarked one it keeps only a
/// record at level debug.
impl From<String> for StartError {
    fn from(message: String) -> Self {
        Self(format!("[ERROR] {message}"))
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
