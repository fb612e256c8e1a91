//! Functions that configurations can call: `provider::lambda::NAME(...)`.

use super::{Type, Value};

/// A function: pure, and the same for the same arguments, configured provider or not.
pub struct Function {
    /// The name, without the provider's.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// What it returns and of what: Markdown.
    pub description: &'static str,
    /// The parameters in their order. None of them takes null.
    pub parameters: Vec<Parameter>,
    /// What it returns.
    pub returns: Type,
    /// The work. It gets as many arguments as there are parameters, each wholly known.
    pub call: fn(&[Value]) -> Result<Value, FunctionError>,
}

/// One parameter.
pub struct Parameter {
    /// The name, for documentation and messages.
    pub name: &'static str,
    /// What it takes.
    pub ty: Type,
    /// What it is: Markdown.
    pub description: &'static str,
}

/// Why a call cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionError {
    /// The argument at fault, from 0; `None` where it is not one argument's.
    pub argument: Option<usize>,
    /// What is wrong and what to do.
    pub text: String,
}

impl Function {
    /// Calls the function: unknown for arguments that are not wholly known.
    ///
    /// # Errors
    /// What the function says, or that there are too few or too many arguments, or that one is null.
    pub fn call(&self, arguments: &[Value]) -> Result<Value, FunctionError> {
        if arguments.len() != self.parameters.len() {
            let text = format!("{} takes {} arguments, not {}.", self.name, self.parameters.len(), arguments.len());
            return Err(FunctionError { argument: None, text });
        }
        if let Some(null) = arguments.iter().position(Value::is_null) {
            let text = format!("{} must not be null.", self.parameters[null].name);
            return Err(FunctionError { argument: Some(null), text });
        }
        if arguments.iter().all(Value::is_wholly_known) { (self.call)(arguments) } else { Ok(Value::Unknown) }
    }
}
