//! A panic's text, in a form that core shows to its user.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    panic::{self, PanicHookInfo},
};

use super::{Identity, output};

/// Makes panics write to stderr in Go's form: core shows what follows a line
/// that begins with `panic: `, even when nothing is logged, and does not know Rust's form.
pub(super) fn install(identity: Identity) {
    panic::set_hook(Box::new(move |info| {
        output::stderr_line(&report(&identity, info));
    }));
}

fn report(identity: &Identity, info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("no message");
    let place = info.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    // Only captured with RUST_BACKTRACE set.
    let backtrace = Backtrace::capture();
    let backtrace = match backtrace.status() {
        BacktraceStatus::Captured => format!("\n\n{backtrace}"),
        _ => String::new(),
    };
    format!(
        "panic: {message}\n\n{identity} panicked at {place}.\n\
         This is a bug in the provider: please report it with these lines.{backtrace}"
    )
}
