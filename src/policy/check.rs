//! The check of an argument that holds an endpoint policy: findings become messages at the argument.

use super::{Severity, at_position, findings};
use crate::tf::check::Check;
use crate::tf::{Diagnostic, Value};

/// The text must be a policy that EC2 can accept; what will hardly do what was meant is a warning.
#[must_use]
pub(crate) fn document() -> Check {
    Check::new("A JSON document.", |value: &Value, path, diagnostics| {
        let Some(text) = value.as_str() else { return };
        for finding in findings(text) {
            let place = if finding.path.is_empty() { String::new() } else { format!("{}: ", finding.path) };
            let detail = format!("{place}{}", finding.message);
            let diagnostic = match finding.severity {
                Severity::Error => Diagnostic::error(finding.summary, detail),
                Severity::Warning => Diagnostic::warning(finding.summary, detail),
            };
            diagnostics.push(diagnostic.at(path.clone()));
        }
    })
}

/// EC2's refusal of this policy, with what stands at the position that it names.
#[must_use]
pub(crate) fn located(refusal: Diagnostic, policy: &str) -> Diagnostic {
    match at_position(policy, &refusal.detail) {
        Some(what) => Diagnostic { detail: format!("{} In the policy, that is {what}.", refusal.detail), ..refusal },
        None => refusal,
    }
}
