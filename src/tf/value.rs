//! Terraform's values and their types, as far as this provider's schemas need them.
//!
//! Left out because no schema here uses them: tuples and `dynamic`.

use std::collections::BTreeMap;

use bigdecimal::BigDecimal;
use serde_json::{Value as Json, json};

/// A type constraint of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `bool`
    Bool,
    /// `number`: a decimal of any size
    Number,
    /// `string`
    String,
    /// `list(T)`
    List(Box<Type>),
    /// `set(T)`
    Set(Box<Type>),
    /// `map(T)`
    Map(Box<Type>),
    /// `object({…})`, its attributes in the order of declaration
    Object(Vec<(&'static str, Type)>),
    /// The value of a repeated block in list order: empty where a configuration has none, never null
    ListBlock(Box<Type>),
    /// The value of a repeated block without order: empty where a configuration has none, never null
    SetBlock(Box<Type>),
}

impl Type {
    /// The type in the JSON notation of the plugin protocol: `"string"`, `["set","string"]`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Bool => json!("bool"),
            Self::Number => json!("number"),
            Self::String => json!("string"),
            Self::List(element) | Self::ListBlock(element) => json!(["list", element.to_json()]),
            Self::Set(element) | Self::SetBlock(element) => json!(["set", element.to_json()]),
            Self::Map(element) => json!(["map", element.to_json()]),
            Self::Object(attributes) => {
                let attributes: serde_json::Map<_, _> =
                    attributes.iter().map(|(name, ty)| ((*name).to_owned(), ty.to_json())).collect();
                json!(["object", attributes])
            }
        }
    }

    /// What stands where a value of this type is absent.
    #[must_use]
    pub fn absent(&self) -> Value {
        match self {
            Self::ListBlock(_) => Value::List(Vec::new()),
            Self::SetBlock(_) => Value::Set(Vec::new()),
            _ => Value::Null,
        }
    }
}

/// A value in one of three states: null, not yet known, or known.
///
/// Values compare as Terraform compares them: sets without order, numbers by what they are worth.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Absent.
    Null,
    /// Known only after apply.
    Unknown,
    /// `true` or `false`.
    Bool(bool),
    /// A decimal of any size.
    Number(BigDecimal),
    /// Text, in Unicode normalization form C when it comes from Terraform.
    String(String),
    /// Elements in order.
    List(Vec<Value>),
    /// Elements without order; made by [`Value::set`], which keeps them sorted.
    Set(Vec<Value>),
    /// Elements by key.
    Map(BTreeMap<String, Value>),
    /// Attributes by name.
    Object(BTreeMap<String, Value>),
}

impl Value {
    /// A set of these elements. Equal ones coalesce, save those that hold something unknown: they may yet differ.
    pub fn set(elements: impl IntoIterator<Item = Self>) -> Self {
        let mut elements: Vec<_> = elements.into_iter().collect();
        elements.sort();
        elements.dedup_by(|a, b| a == b && a.is_wholly_known());
        Self::Set(elements)
    }

    /// Whether this is [`Value::Null`].
    #[must_use]
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// Whether nothing in this value is unknown.
    #[must_use]
    pub fn is_wholly_known(&self) -> bool {
        match self {
            Self::Unknown => false,
            Self::List(elements) | Self::Set(elements) => elements.iter().all(Self::is_wholly_known),
            Self::Map(elements) | Self::Object(elements) => elements.values().all(Self::is_wholly_known),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => true,
        }
    }

    /// The same value with null in the place of everything unknown.
    #[must_use]
    pub fn unknown_as_null(self) -> Self {
        match self {
            Self::Unknown => Self::Null,
            Self::List(elements) => Self::List(elements.into_iter().map(Self::unknown_as_null).collect()),
            Self::Set(elements) => Self::set(elements.into_iter().map(Self::unknown_as_null)),
            Self::Map(elements) => Self::Map(each(elements, Self::unknown_as_null)),
            Self::Object(elements) => Self::Object(each(elements, Self::unknown_as_null)),
            known => known,
        }
    }

    /// The attribute `name` of an object; null where there is none.
    #[must_use]
    pub fn attribute(&self, name: &str) -> &Self {
        match self {
            Self::Object(attributes) => attributes.get(name).unwrap_or(&Self::Null),
            _ => &Self::Null,
        }
    }

    /// Sets the attribute `name`; anything but an object stays as it is.
    pub fn set_attribute(&mut self, name: &str, value: Self) {
        if let Self::Object(attributes) = self {
            attributes.insert(name.to_owned(), value);
        }
    }

    /// The text of a known string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

fn each(elements: BTreeMap<String, Value>, change: impl Fn(Value) -> Value) -> BTreeMap<String, Value> {
    elements.into_iter().map(|(key, value)| (key, change(value))).collect()
}
