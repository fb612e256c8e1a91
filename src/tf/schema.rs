//! A schema: the fields of a model, and what can be said of a whole configuration by them.

use super::{Diagnostic, Diagnostics, Field, Model, Path, Shape, Type, Usage, Value};

/// What users may write and read of one provider, resource or identity.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Raised when stored states need a conversion.
    pub version: i64,
    /// What the whole is for: Markdown, whole sentences.
    pub description: &'static str,
    /// The attributes and blocks, in the order of declaration.
    pub fields: Vec<Field>,
}

impl Schema {
    /// The schema that `M` declares.
    #[must_use]
    pub fn of<M: Model>(version: i64) -> Self {
        Self { version, description: M::DESCRIPTION.trim(), fields: M::fields() }
    }

    /// The type of a whole configuration or state.
    #[must_use]
    pub fn value_type(&self) -> Type {
        Field::object_type(&self.fields)
    }

    /// What the fields' own checks say of `config`. Unknown values are not judged.
    #[must_use]
    pub fn check(&self, config: &Value) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        check_fields(&self.fields, config, &Path::root(), &mut diagnostics);
        diagnostics
    }
}

fn check_fields(fields: &[Field], object: &Value, path: &Path, diagnostics: &mut Diagnostics) {
    for field in fields {
        let value = object.attribute(field.name);
        let path = path.attribute(field.name);
        match &field.shape {
            Shape::Attribute(ty) => check_attribute(field, ty, value, &path, diagnostics),
            Shape::Block(_, fields) => check_blocks(fields, value, &path, diagnostics),
        }
    }
}

fn check_attribute(field: &Field, ty: &Type, value: &Value, path: &Path, diagnostics: &mut Diagnostics) {
    if field.usage == Usage::Computed && !value.is_null() {
        diagnostics.push(
            Diagnostic::error(
                "Value cannot be set",
                format!("{path} is given by the provider. Take it out of the configuration."),
            )
            .at(path.clone()),
        );
    }
    if matches!((ty, value), (Type::Set(_) | Type::List(_), Value::Set(e) | Value::List(e)) if e.contains(&Value::Null))
    {
        diagnostics.push(
            Diagnostic::error(
                "Null element",
                format!("{path} holds a null. Leave out what has no value, for example with compact()."),
            )
            .at(path.clone()),
        );
    }
    if !matches!(value, Value::Null | Value::Unknown) {
        field.checks.iter().for_each(|check| check.run(value, path, diagnostics));
    }
}

/// Checks every block under a name. Those of a set are reported at the set, into which Terraform cannot point.
fn check_blocks(fields: &[Field], value: &Value, path: &Path, diagnostics: &mut Diagnostics) {
    match value {
        Value::List(blocks) => {
            for (position, block) in blocks.iter().enumerate() {
                check_fields(fields, block, &path.index(position), diagnostics);
            }
        }
        Value::Set(blocks) => {
            let mut inner = Diagnostics::default();
            for block in blocks {
                check_fields(fields, block, &Path::root(), &mut inner);
            }
            for diagnostic in inner {
                diagnostics.push(diagnostic.at(path.clone()));
            }
        }
        Value::Object(_) => check_fields(fields, value, path, diagnostics),
        _ => {}
    }
}
