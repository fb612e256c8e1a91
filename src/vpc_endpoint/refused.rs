//! Arguments that `aws_vpc_endpoint` has and that make no sense for Lambda: refused with the reason, so that a pasted
//! configuration says what to take out of it.

use super::model::INTERFACE;
use crate::tf::check::Check;
use crate::tf::{Diagnostic, Diagnostics, Path, Value};

/// Any value is refused, for this reason.
pub(super) fn refused(reason: &'static str) -> Check {
    Check::new(String::new(), move |_, path, diagnostics| refuse(reason, path, diagnostics))
}

/// `false` asks for nothing; `true` is refused, for this reason.
pub(super) fn unless_false(reason: &'static str) -> Check {
    Check::new(String::new(), move |value, path, diagnostics| {
        if *value != Value::Bool(false) {
            refuse(reason, path, diagnostics);
        }
    })
}

/// `Interface` says what is so anyway; other types are refused.
pub(super) fn other_type() -> Check {
    Check::new(String::new(), |value, path, diagnostics| {
        if value.as_str() != Some(INTERFACE) {
            refuse("Lambda has interface endpoints only.", path, diagnostics);
        }
    })
}

fn refuse(reason: &str, path: &Path, diagnostics: &mut Diagnostics) {
    let detail = format!("{path} has no meaning for a Lambda endpoint. {reason} Take {path} out of the configuration.");
    diagnostics.push(Diagnostic::error("Argument not for Lambda", detail).at(path.clone()));
}
