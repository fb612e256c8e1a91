//! `policy_findings(json)`

use std::collections::BTreeMap;

use super::{text, text_of};
use crate::policy::{self, Finding, Severity};
use crate::tf::{Function, Type, Value};

pub(super) fn function() -> Function {
    let members = ["severity", "path", "message"].map(|name| (name, Type::String));
    Function {
        name: "policy_findings",
        summary: "What is to be said of an endpoint policy",
        description: "The errors and warnings that a plan gives for this policy, in the order of the document: a list of \
                      objects with `severity` (`error` or `warning`), `path` (such as `Statement[0].Action[1]`, empty for \
                      the whole) and `message`. The list is empty when there is nothing to say, which is what a `check` \
                      block or a test can ask for.",
        parameters: vec![text("json", "A policy as JSON.")],
        returns: Type::List(Box::new(Type::Object(members.into()))),
        call: |arguments| Ok(Value::List(policy::findings(text_of(arguments, 0)).into_iter().map(object).collect())),
    }
}

fn object(finding: Finding) -> Value {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let members = [("severity", severity.to_owned()), ("path", finding.path), ("message", finding.message)];
    Value::Object(BTreeMap::from(members.map(|(name, text)| (name.to_owned(), Value::String(text)))))
}
