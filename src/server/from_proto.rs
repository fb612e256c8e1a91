//! From the protocol's messages to our values.

use crate::proto::tfplugin6 as proto;
use crate::tf::{Diagnostics, Schema, Value, json, msgpack};

/// The value of a configuration, state or identity that `schema` describes.
///
/// Terraform sends MessagePack; JSON is allowed by the protocol; OpenTofu sends a message without either for null.
pub(super) fn value(message: Option<proto::DynamicValue>, schema: &Schema) -> Result<Value, Diagnostics> {
    let message = message.unwrap_or_default();
    if !message.msgpack.is_empty() {
        msgpack::decode(&message.msgpack, &schema.value_type())
    } else if message.json.is_empty() {
        Ok(Value::Null)
    } else {
        json::decode(&message.json, &schema.value_type())
    }
}

/// The identity in a message; null where there is none.
pub(super) fn identity(message: Option<proto::ResourceIdentityData>, schema: &Schema) -> Result<Value, Diagnostics> {
    value(message.and_then(|message| message.identity_data), schema)
}
