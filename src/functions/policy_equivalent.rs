//! `policy_equivalent(a, b)`

use super::{text, text_of};
use crate::policy;
use crate::tf::{Function, Type, Value};

pub(super) fn function() -> Function {
    Function {
        name: "policy_equivalent",
        summary: "Whether two endpoint policies mean the same",
        description: "True when IAM cannot tell the two policies apart, as the provider decides whether a policy has changed: \
                      order, repetition and white space do not count, nor does the case of actions. An empty text is the \
                      policy that an endpoint starts with, full access. A text that is not JSON is the same only as itself.",
        parameters: vec![text("a", "A policy as JSON."), text("b", "Another policy as JSON.")],
        returns: Type::Bool,
        call: |arguments| Ok(Value::Bool(policy::equivalent(text_of(arguments, 0), text_of(arguments, 1)))),
    }
}
