//! One attribute or block of a schema, declared once: type, use, replacement, default, checks, description.

use std::sync::Arc;

use super::check::Check;
use super::{Type, Value};

/// Who gives an attribute its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// The configuration must.
    Required,
    /// The configuration may.
    Optional,
    /// Only the provider does.
    Computed,
    /// The configuration may; where it does not, the provider does.
    OptionalComputed,
}

impl Usage {
    /// Whether the provider may give the value.
    #[must_use]
    pub fn is_computed(self) -> bool {
        matches!(self, Self::Computed | Self::OptionalComputed)
    }
}

/// How often a block may stand in a configuration and whether its order counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// At most once; its value is an object or null.
    Single,
    /// At most `max` times, in order.
    List {
        /// The largest number of blocks; 0 for no limit.
        max: i64,
    },
    /// Any number of times, without order.
    Set,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum Shape {
    /// An attribute: `name = value`.
    Attribute(Type),
    /// A block: `name { … }`.
    Block(Nesting, Vec<Field>),
}

impl Shape {
    /// The type of the values that this shape admits.
    #[must_use]
    pub fn value_type(&self) -> Type {
        match self {
            Self::Attribute(ty) => ty.clone(),
            Self::Block(Nesting::Single, fields) => Field::object_type(fields),
            Self::Block(Nesting::List { .. }, fields) => Type::ListBlock(Box::new(Field::object_type(fields))),
            Self::Block(Nesting::Set, fields) => Type::SetBlock(Box::new(Field::object_type(fields))),
        }
    }
}

/// Whether two texts mean the same, so that a change from one to the other is no change.
pub type Equivalent = fn(&str, &str) -> bool;

/// One attribute or block.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name users write.
    pub name: &'static str,
    /// What it means: Markdown, whole sentences.
    pub description: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Who gives the value; blocks are optional.
    pub usage: Usage,
    /// Whether a change makes Terraform replace the resource.
    pub replaces: bool,
    /// Whether Terraform hides the value in its output.
    pub sensitive: bool,
    /// The value where the configuration has none.
    pub default: Option<Value>,
    /// What a known value must satisfy.
    pub checks: Vec<Check>,
    /// The fields by whose change this computed value becomes unknown; it stays as it is otherwise.
    pub follows: &'static [&'static str],
    /// For strings that can say the same in several ways.
    pub equivalent: Option<Equivalent>,
}

/// A field that the configuration must set.
#[must_use]
pub fn required() -> Field {
    Field::new(Usage::Required)
}

/// A field that the configuration may set.
#[must_use]
pub fn optional() -> Field {
    Field::new(Usage::Optional)
}

/// A field that only the provider sets.
#[must_use]
pub fn computed() -> Field {
    Field::new(Usage::Computed)
}

/// A field that the configuration may set and the provider sets otherwise.
#[must_use]
pub fn optional_computed() -> Field {
    Field::new(Usage::OptionalComputed)
}

impl Field {
    fn new(usage: Usage) -> Self {
        Self {
            name: "",
            description: "",
            shape: Shape::Attribute(Type::String),
            usage,
            replaces: false,
            sensitive: false,
            default: None,
            checks: Vec::new(),
            follows: &[],
            equivalent: None,
        }
    }

    /// A change of this field replaces the resource.
    #[must_use]
    pub fn replaces(self) -> Self {
        Self { replaces: true, ..self }
    }

    /// Terraform hides this field's value in its output.
    #[must_use]
    pub fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }

    /// The value where the configuration has none. The field must be optional and computed.
    #[must_use]
    pub fn default(self, value: impl Into<Value>) -> Self {
        Self { default: Some(value.into()), ..self }
    }

    /// Adds a check of known values.
    #[must_use]
    pub fn check(mut self, check: Check) -> Self {
        self.checks.push(check);
        self
    }

    /// Names the fields by whose change this computed value becomes unknown.
    #[must_use]
    pub fn follows(self, fields: &'static [&'static str]) -> Self {
        Self { follows: fields, ..self }
    }

    /// A change between texts for which `equivalent` holds is no change.
    #[must_use]
    pub fn equivalent(self, equivalent: Equivalent) -> Self {
        Self { equivalent: Some(equivalent), ..self }
    }

    /// The type of an object with these fields.
    #[must_use]
    pub fn object_type(fields: &[Self]) -> Type {
        Type::Object(fields.iter().map(|field| (field.name, field.shape.value_type())).collect())
    }

    /// Whether `a` and `b` are the same value of this field.
    #[must_use]
    pub fn same(&self, a: &Value, b: &Value) -> bool {
        match (self.equivalent, a.as_str(), b.as_str()) {
            (Some(equivalent), Some(a), Some(b)) => a == b || equivalent(a, b),
            _ => a == b,
        }
    }
}

/// A check that closes over its parameters.
pub(super) type CheckFunction = Arc<dyn Fn(&Value, &super::Path, &mut super::Diagnostics) + Send + Sync>;
