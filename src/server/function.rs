//! The RPCs about functions. Their answers carry no diagnostics, but an error of their own.

use super::{Server, from_proto, schema, to_proto};
use crate::proto::tfplugin6 as proto;
use crate::tf::{Diagnostics, Function, FunctionError, Provider, Value, guard};

impl<P: Provider> Server<P> {
    pub(super) fn get_functions(&self) -> proto::get_functions::Response {
        proto::get_functions::Response { functions: self.functions(), ..Default::default() }
    }

    /// Every function by its name.
    pub(super) fn functions(&self) -> std::collections::HashMap<String, proto::Function> {
        let functions = self.provider.functions().iter();
        functions.map(|function| (function.name.to_owned(), schema::function(function))).collect()
    }

    pub(super) async fn call_function(&self, request: proto::call_function::Request) -> proto::call_function::Response {
        let outcome = guard(async { self.call(&request) }).await;
        match outcome.unwrap_or_else(|bug| Err(FunctionError { argument: None, text: bug.detail })) {
            Ok(result) => proto::call_function::Response { result: Some(result), error: None },
            Err(FunctionError { argument, text }) => {
                let function_argument = argument.and_then(|argument| i64::try_from(argument).ok());
                let error = proto::FunctionError { text, function_argument };
                proto::call_function::Response { result: None, error: Some(error) }
            }
        }
    }

    fn call(&self, request: &proto::call_function::Request) -> Result<proto::DynamicValue, FunctionError> {
        let Some(function) = self.provider.functions().iter().find(|function| function.name == request.name) else {
            let text = format!("This version of the provider has no function \"{}\".", request.name);
            return Err(FunctionError { argument: None, text });
        };
        let result = function.call(&arguments(function, &request.arguments)?)?;
        Ok(to_proto::value_of_type(&result, &function.returns))
    }
}

/// The arguments in our values. One too many is kept, as null, for the function to count.
fn arguments(function: &Function, arguments: &[proto::DynamicValue]) -> Result<Vec<Value>, FunctionError> {
    let argument = |(index, argument): (usize, _)| match function.parameters.get(index) {
        Some(parameter) => {
            from_proto::value_of_type(argument, &parameter.ty).map_err(|error| of_another_type(index, error))
        }
        None => Ok(Value::Null),
    };
    arguments.iter().enumerate().map(argument).collect()
}

fn of_another_type(index: usize, error: Diagnostics) -> FunctionError {
    let details: Vec<_> = error.into_iter().map(|diagnostic| diagnostic.detail).collect();
    FunctionError { argument: Some(index), text: details.join(" ") }
}
