//! What configurations can call: `provider::lambda::NAME(...)`, a function in a file each. None of them needs AWS.

mod endpoint_service_name;
mod function_arns;
mod policy_equivalent;
mod policy_findings;

use crate::tf::{Function, Parameter, Type, Value};

/// Every function on offer.
#[must_use]
pub(crate) fn all() -> Vec<Function> {
    vec![
        endpoint_service_name::function(),
        function_arns::function(),
        policy_equivalent::function(),
        policy_findings::function(),
    ]
}

/// A parameter that takes a string.
fn text(name: &'static str, description: &'static str) -> Parameter {
    Parameter { name, ty: Type::String, description }
}

/// The string that was given for the parameter at `index`.
fn text_of(arguments: &[Value], index: usize) -> &str {
    arguments[index].as_str().unwrap_or_default()
}
