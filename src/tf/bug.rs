//! The last line of defence: a panic becomes a message to the user.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;

use super::Diagnostic;

/// Runs `operation`; a panic in it becomes a diagnostic that asks for a report, and the process lives on.
///
/// # Errors
/// The diagnostic, when `operation` panicked.
pub async fn guard<T>(operation: impl Future<Output = T>) -> Result<T, Diagnostic> {
    AssertUnwindSafe(operation)
        .catch_unwind()
        .await
        .map_err(|panic| Diagnostic::bug(format!("The operation stopped unexpectedly: {}.", message_of(&*panic))))
}

fn message_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}
