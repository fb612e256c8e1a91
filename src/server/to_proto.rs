//! From our values to the protocol's messages.

use crate::proto::tfplugin6 as proto;
use crate::tf::{Diagnostic, Diagnostics, Path, Schema, Severity, Step, Type, Value, msgpack};

/// A configuration or state that `schema` describes.
#[expect(clippy::unnecessary_wraps, reason = "every message field that takes this is optional")]
pub(super) fn value(value: &Value, schema: &Schema) -> Option<proto::DynamicValue> {
    Some(value_of_type(value, &schema.value_type()))
}

/// A value of this type.
pub(super) fn value_of_type(value: &Value, ty: &Type) -> proto::DynamicValue {
    proto::DynamicValue { msgpack: msgpack::encode(value, ty), json: Vec::new() }
}

/// An identity; nothing where there is none.
pub(super) fn identity(identity: &Value, schema: &Schema) -> Option<proto::ResourceIdentityData> {
    (!identity.is_null()).then(|| proto::ResourceIdentityData { identity_data: value(identity, schema) })
}

/// All messages to the user.
pub(super) fn diagnostics(diagnostics: Diagnostics) -> Vec<proto::Diagnostic> {
    diagnostics.into_iter().map(diagnostic).collect()
}

/// The way to an attribute.
pub(super) fn path(path: &Path) -> proto::AttributePath {
    proto::AttributePath { steps: path.steps().iter().map(step).collect() }
}

fn diagnostic(diagnostic: Diagnostic) -> proto::Diagnostic {
    let severity = match diagnostic.severity {
        Severity::Error => proto::diagnostic::Severity::Error,
        Severity::Warning => proto::diagnostic::Severity::Warning,
    };
    proto::Diagnostic {
        severity: severity.into(),
        summary: diagnostic.summary,
        detail: diagnostic.detail,
        attribute: (!diagnostic.path.steps().is_empty()).then(|| path(&diagnostic.path)),
    }
}

fn step(step: &Step) -> proto::attribute_path::Step {
    use proto::attribute_path::step::Selector;
    let selector = match step {
        Step::Attribute(name) => Selector::AttributeName(name.clone()),
        Step::Key(key) => Selector::ElementKeyString(key.clone()),
        Step::Index(index) => Selector::ElementKeyInt(i64::try_from(*index).unwrap_or(i64::MAX)),
    };
    proto::attribute_path::Step { selector: Some(selector) }
}
