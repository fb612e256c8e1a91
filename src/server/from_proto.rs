//! From the protocol's messages to our values.

use crate::proto::tfplugin6 as proto;
use crate::tf::{Diagnostics, Schema, Type, Value, json, msgpack};

/// The value of a configuration, state or identity that `schema` describes.
///
/// Terraform sends MessagePack; JSON is allowed by the protocol; OpenTofu sends a message without either for null.
pub(super) fn value(message: Option<proto::DynamicValue>, schema: &Schema) -> Result<Value, Diagnostics> {
    value_of_type(&message.unwrap_or_default(), &schema.value_type())
}

/// The value of this type in a message.
pub(super) fn value_of_type(message: &proto::DynamicValue, ty: &Type) -> Result<Value, Diagnostics> {
    if !message.msgpack.is_empty() {
        msgpack::decode(&message.msgpack, ty)
    } else if message.json.is_empty() {
        Ok(Value::Null)
    } else {
        json::decode(&message.json, ty)
    }
}

/// The identity in a message; null where there is none.
pub(super) fn identity(message: Option<proto::ResourceIdentityData>, schema: &Schema) -> Result<Value, Diagnostics> {
    value(message.and_then(|message| message.identity_data), schema)
}
