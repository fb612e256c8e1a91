//! What a user is told: a summary, a detail with the remedy, and the attribute at fault.

use super::Path;

/// Whether a diagnostic stops the operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The operation fails.
    Error,
    /// The operation goes on; the user is told.
    Warning,
}

/// One message to the user.
///
/// The summary is a short sentence without ids or a full stop; the detail says in whole sentences what is
/// wrong and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether this stops the operation.
    pub severity: Severity,
    /// The headline.
    pub summary: String,
    /// What is wrong and what to do.
    pub detail: String,
    /// The attribute at fault; the root when no single one is.
    pub path: Path,
}

impl Diagnostic {
    /// A message that stops the operation, about the resource as a whole.
    pub fn error(summary: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { severity: Severity::Error, summary: summary.into(), detail: detail.into(), path: Path::root() }
    }

    /// A message that does not stop the operation, about the resource as a whole.
    pub fn warning(summary: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(summary, detail) }
    }

    /// The same message, about the attribute at `path`.
    #[must_use]
    pub fn at(self, path: impl Into<Path>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// A message for what only a mistake in this provider can cause.
    pub fn bug(detail: impl std::fmt::Display) -> Self {
        Self::error(
            "Error in the provider",
            format!(
                "{detail}\n\nThis is a bug in terraform-provider-lambda, not in your configuration. Please report it with the \
                 steps that led here and the output of the same command under TF_LOG=DEBUG."
            ),
        )
    }
}

/// The messages of one operation, in the order in which they arose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one message.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all messages of another operation.
    pub fn append(&mut self, other: impl Into<Self>) {
        self.0.extend(other.into().0);
    }

    /// Whether any message stops the operation.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// `Ok` when nothing here stops the operation; warnings are dropped then.
    ///
    /// # Errors
    /// All messages, when one of them is an error.
    pub fn into_result(self) -> Result<(), Self> {
        if self.has_errors() { Err(self) } else { Ok(()) }
    }
}

impl From<Option<Diagnostic>> for Diagnostics {
    fn from(diagnostic: Option<Diagnostic>) -> Self {
        Self(diagnostic.into_iter().collect())
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
