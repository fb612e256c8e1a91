//! `function_arns(arn)`

use super::{text, text_of};
use crate::policy;
use crate::tf::{Function, FunctionError, Type, Value};

pub(super) fn function() -> Function {
    Function {
        name: "function_arns",
        summary: "Both forms of a function's ARN, for an endpoint policy",
        description: "The ARN without a qualifier and the ARN with one, in this order: an endpoint policy needs both for the \
                      function to be called in either way. Given an ARN with a version or an alias, that is the qualifier; \
                      otherwise it is `*`, for all of them.",
        parameters: vec![text("arn", "The ARN of a function, with a version or an alias or without.")],
        returns: Type::List(Box::new(Type::String)),
        call: |arguments| match policy::both_forms(text_of(arguments, 0)) {
            Ok(forms) => Ok(Value::List(forms.map(Value::String).into())),
            Err(text) => Err(FunctionError { argument: Some(0), text }),
        },
    }
}
