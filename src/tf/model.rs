//! Typed views of values: a model names each of its fields once, and schema, decoding, encoding and documentation
//! follow from that.

use std::collections::{BTreeMap, BTreeSet};

use super::{Field, Nesting, Shape, Type, Value};

/// A struct whose fields are the attributes and blocks of a schema; declared with the macro `model!`.
pub trait Model: Clone + Default + Send + Sync + 'static {
    /// What the whole is for: Markdown.
    const DESCRIPTION: &'static str;

    /// The fields, in the order of declaration.
    fn fields() -> Vec<Field>;

    /// The model that an object with these fields holds; anything but an object is read as one without values.
    fn from_value(object: &Value) -> Self;

    /// The object that this model describes.
    fn to_value(&self) -> Value;
}

/// Declares a [`Model`]: `name: type = use`, with doc comments as descriptions. A model cannot be printed, since it may
/// hold secrets.
macro_rules! model {
    ($(#[doc = $about:literal])* $vis:vis struct $name:ident {
        $($(#[doc = $text:literal])* $field:ident : $ty:ty = $spec:expr),* $(,)?
    }) => {
        $(#[doc = $about])*
        #[derive(Clone, Default, PartialEq)]
        $vis struct $name { $($(#[doc = $text])* $vis $field: $ty),* }

        impl $crate::tf::Model for $name {
            const DESCRIPTION: &'static str = concat!($($about, "\n"),*);

            fn fields() -> Vec<$crate::tf::Field> {
                vec![$($crate::tf::Field {
                    name: $crate::tf::attribute_name(stringify!($field)),
                    description: concat!($($text, "\n"),*).trim_ascii(),
                    shape: <$ty as $crate::tf::FieldType>::shape(),
                    ..$spec
                }),*]
            }

            fn from_value(object: &$crate::tf::Value) -> Self {
                Self { $($field: $crate::tf::FieldType::from_value(object.attribute($crate::tf::attribute_name(stringify!($field))))),* }
            }

            fn to_value(&self) -> $crate::tf::Value {
                $crate::tf::Value::Object(std::collections::BTreeMap::from([
                    $(($crate::tf::attribute_name(stringify!($field)).to_owned(), $crate::tf::FieldType::to_value(&self.$field))),*
                ]))
            }
        }
    };
}
pub(crate) use model;

/// What users write for a field of this name: Rust's keywords are `r#type` there.
#[must_use]
pub fn attribute_name(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// A type that a field of a model can have.
pub trait FieldType: Sized {
    /// What the field holds.
    fn shape() -> Shape;
    /// The field for a value of that shape.
    fn from_value(value: &Value) -> Self;
    /// The value of the field.
    fn to_value(&self) -> Value;
}

/// An attribute's value in its three states.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Attr<T> {
    /// Absent.
    #[default]
    Null,
    /// Known only after apply, in whole or in part.
    Unknown,
    /// Known.
    Known(T),
}

impl<T> Attr<T> {
    /// The known value.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Null | Self::Unknown => None,
        }
    }

    /// Whether this is absent.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether this is known only after apply.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

impl Attr<String> {
    /// The known text; empty where there is none.
    #[must_use]
    pub fn text(&self) -> &str {
        self.known().map_or("", String::as_str)
    }
}

impl<T> From<Option<T>> for Attr<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Known)
    }
}

impl<T> From<T> for Attr<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

/// A type that an attribute can have when it is known.
pub trait Element: Sized {
    /// Its type in the schema.
    fn value_type() -> Type;
    /// The element for a value that is known at its top; `None` when a part of it is not.
    fn from_value(value: &Value) -> Option<Self>;
    /// The value of the element.
    fn to_value(&self) -> Value;
}

impl<T: Element> FieldType for Attr<T> {
    fn shape() -> Shape {
        Shape::Attribute(T::value_type())
    }

    fn from_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Unknown => Self::Unknown,
            known => T::from_value(known).map_or(Self::Unknown, Self::Known),
        }
    }

    fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Unknown => Value::Unknown,
            Self::Known(value) => value.to_value(),
        }
    }
}

impl Element for String {
    fn value_type() -> Type {
        Type::String
    }

    fn from_value(value: &Value) -> Option<Self> {
        value.as_str().map(ToOwned::to_owned)
    }

    fn to_value(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Element for bool {
    fn value_type() -> Type {
        Type::Bool
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }
}

/// A set of strings. Its elements are known: a set that holds an unknown one is read as unknown.
/// A list of texts, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts(pub Vec<String>);

impl Element for Texts {
    fn value_type() -> Type {
        Type::List(Box::new(Type::String))
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::List(elements) if value.is_wholly_known() => {
                Some(Self(elements.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect()))
            }
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::List(self.0.iter().cloned().map(Value::String).collect())
    }
}

/// A whole number of a moderate size; what is none is not known here, and its checks say so.
impl Element for u32 {
    fn value_type() -> Type {
        Type::Number
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.to_string().parse().ok(),
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::Number((*self).into())
    }
}

impl Element for BTreeSet<String> {
    fn value_type() -> Type {
        Type::Set(Box::new(Type::String))
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Set(elements) if value.is_wholly_known() => {
                Some(elements.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect())
            }
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::set(self.iter().map(|element| Value::String(element.clone())))
    }
}

/// A map of strings, each element with its own three states.
impl Element for BTreeMap<String, Attr<String>> {
    fn value_type() -> Type {
        Type::Map(Box::new(Type::String))
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Map(elements) => {
                Some(elements.iter().map(|(key, value)| (key.clone(), FieldType::from_value(value))).collect())
            }
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::Map(self.iter().map(|(key, value)| (key.clone(), FieldType::to_value(value))).collect())
    }
}

/// Objects by key.
impl<M: Model> Element for BTreeMap<String, M> {
    fn value_type() -> Type {
        Type::Map(Box::new(Field::object_type(&M::fields())))
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Map(elements) => {
                Some(elements.iter().map(|(key, value)| (key.clone(), M::from_value(value))).collect())
            }
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::Map(self.iter().map(|(key, model)| (key.clone(), model.to_value())).collect())
    }
}

/// A list of objects.
impl<M: Model> Element for Vec<M> {
    fn value_type() -> Type {
        Type::List(Box::new(Field::object_type(&M::fields())))
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::List(elements) => Some(elements.iter().map(M::from_value).collect()),
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::List(self.iter().map(M::to_value).collect())
    }
}

/// A block that stands at most once: `None` where the configuration has none.
impl<M: Model> FieldType for Option<M> {
    fn shape() -> Shape {
        Shape::Block(Nesting::Single, M::fields())
    }

    fn from_value(value: &Value) -> Self {
        matches!(value, Value::Object(_)).then(|| M::from_value(value))
    }

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, M::to_value)
    }
}

/// Blocks of one name in list order, at most `MAX` of them (0: no limit).
#[derive(Clone, PartialEq, Eq)]
pub struct BlockList<M, const MAX: i64>(pub Vec<M>);

impl<M, const MAX: i64> Default for BlockList<M, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<M: Model, const MAX: i64> FieldType for BlockList<M, MAX> {
    fn shape() -> Shape {
        Shape::Block(Nesting::List { max: MAX }, M::fields())
    }

    fn from_value(value: &Value) -> Self {
        match value {
            Value::List(blocks) => Self(blocks.iter().map(M::from_value).collect()),
            _ => Self::default(),
        }
    }

    fn to_value(&self) -> Value {
        Value::List(self.0.iter().map(M::to_value).collect())
    }
}

/// Blocks of one name without order; not known how many while a `dynamic` block goes over something unknown.
#[derive(Clone, PartialEq, Eq)]
pub struct BlockSet<M>(pub Attr<Vec<M>>);

impl<M> BlockSet<M> {
    /// The blocks; `None` while it is not known how many there are.
    pub fn blocks(&self) -> Option<&[M]> {
        self.0.known().map(Vec::as_slice)
    }
}

impl<M> Default for BlockSet<M> {
    fn default() -> Self {
        Self(Attr::Known(Vec::new()))
    }
}

impl<M: Model> FieldType for BlockSet<M> {
    fn shape() -> Shape {
        Shape::Block(Nesting::Set, M::fields())
    }

    fn from_value(value: &Value) -> Self {
        match value {
            Value::Set(blocks) => Self(Attr::Known(blocks.iter().map(M::from_value).collect())),
            Value::Unknown => Self(Attr::Unknown),
            _ => Self::default(),
        }
    }

    fn to_value(&self) -> Value {
        self.blocks().map_or(Value::Unknown, |blocks| Value::set(blocks.iter().map(M::to_value)))
    }
}
