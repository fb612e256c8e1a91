//! Checks of known values: each says what it wants (for the documentation) and tells what is wrong.

use std::fmt;
use std::sync::Arc;

use super::field::CheckFunction;
use super::{Diagnostic, Diagnostics, Path, Value, parse_go_duration};

/// One condition on a known value.
#[derive(Clone)]
pub struct Check {
    /// What the value must be, to follow the description: "One of `ipv4`, `ipv6`."
    pub text: String,
    run: CheckFunction,
}

impl Check {
    /// A condition described by `text`; `run` adds a diagnostic when it does not hold.
    pub fn new(text: impl Into<String>, run: impl Fn(&Value, &Path, &mut Diagnostics) + Send + Sync + 'static) -> Self {
        Self { text: text.into(), run: Arc::new(run) }
    }

    /// Applies the condition to a known value at `path`.
    pub fn run(&self, value: &Value, path: &Path, diagnostics: &mut Diagnostics) {
        (self.run)(value, path, diagnostics);
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Check").field(&self.text).finish()
    }
}

/// The text must be one of a closed set.
#[must_use]
pub fn one_of(allowed: &'static [&'static str]) -> Check {
    let list = quoted(allowed);
    let text = format!("One of {list}.");
    Check::new(text, move |value, path, diagnostics| {
        let Some(text) = value.as_str() else { return };
        if !allowed.contains(&text) {
            diagnostics.push(
                Diagnostic::error("Value not allowed", format!("\"{text}\" is not allowed here. Use one of {list}."))
                    .at(path.clone()),
            );
        }
    })
}

/// The collection must have an element.
#[must_use]
pub fn not_empty() -> Check {
    Check::new("At least one element.", |value, path, diagnostics| {
        if matches!(value, Value::List(elements) | Value::Set(elements) if elements.is_empty()) {
            diagnostics.push(
                Diagnostic::error("Empty value", format!("{path} must have at least one element.")).at(path.clone()),
            );
        }
    })
}

/// The number must be whole, and not below `least`.
#[must_use]
pub fn at_least(least: u32) -> Check {
    Check::new(format!("A whole number, {least} or more."), move |value, path, diagnostics| {
        let Value::Number(number) = value else { return };
        if number.to_string().parse::<u32>().is_ok_and(|number| number >= least) {
            return;
        }
        let detail = format!("{path} is {number}. Write a whole number, {least} or more.");
        diagnostics.push(Diagnostic::error("Value not allowed", detail).at(path.clone()));
    })
}

/// The argument has no meaning here, whatever its value is: `reason` says why. For arguments of the AWS provider, so that a
/// pasted configuration says what to take out of it.
#[must_use]
pub fn refused(reason: &'static str) -> Check {
    Check::new(String::new(), move |_, path, diagnostics| {
        let detail = format!("{path} has no meaning in this provider. {reason} Take {path} out of the configuration.");
        diagnostics.push(Diagnostic::error("Argument not for Lambda", detail).at(path.clone()));
    })
}

/// The text must be a duration in Go's notation.
#[must_use]
pub fn go_duration() -> Check {
    Check::new("A duration such as `30s`, `10m` or `1h30m`.", |value, path, diagnostics| {
        let Some(text) = value.as_str() else { return };
        if parse_go_duration(text).is_none() {
            diagnostics.push(
                Diagnostic::error(
                    "Invalid duration",
                    format!("\"{text}\" is not a duration. Write a number with a unit, such as \"30s\", \"10m\" or \"1h30m\"."),
                )
                .at(path.clone()),
            );
        }
    })
}

/// The text, or each text of a set or list, should start with `prefix`, as the ids of AWS do.
///
/// A warning, not an error: `terraform test` fills mocked resources with random ids, and those must pass.
#[must_use]
pub fn id_prefix(prefix: &'static str) -> Check {
    Check::new(String::new(), move |value, path, diagnostics| match value {
        Value::List(elements) | Value::Set(elements) => {
            elements.iter().filter_map(Value::as_str).for_each(|id| warn_of_prefix(id, prefix, path, diagnostics));
        }
        other => other.as_str().into_iter().for_each(|id| warn_of_prefix(id, prefix, path, diagnostics)),
    })
}

fn warn_of_prefix(id: &str, prefix: &str, path: &Path, diagnostics: &mut Diagnostics) {
    if !id.starts_with(prefix) {
        diagnostics.push(
            Diagnostic::warning(
                "Unusual id",
                format!("\"{id}\" does not start with \"{prefix}\", as ids of this kind do. EC2 will not find it."),
            )
            .at(path.clone()),
        );
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
