//! hclog's JSON form of one event.

use jiff::Timestamp;
use serde_json::{Map, Value};
use tracing::Metadata;

use super::{OWN, fields::Fields, level};

/// Core cuts lines at 64 KiB and takes the pieces for plain text.
const MAX_LINE: usize = 60 * 1024;

/// The event as one line, without the line break.
pub(super) fn format(metadata: &Metadata<'_>, fields: Fields) -> String {
    let (message, mut object) = fields.into_message();
    put_header(&mut object, metadata, message);
    let line = Value::Object(object.clone()).to_string();
    if line.len() <= MAX_LINE {
        return line;
    }
    object.retain(|name, _| name.starts_with('@'));
    object.insert("truncated".to_owned(), Value::Bool(true));
    Value::Object(object).to_string()
}

/// The part of `target` below our crate; none if it is another crate's.
pub(super) fn own_module(target: &str) -> Option<&str> {
    let below = target.strip_prefix(OWN)?;
    if below.is_empty() {
        return Some(below);
    }
    below.strip_prefix("::")
}

fn put_header(object: &mut Map<String, Value>, metadata: &Metadata<'_>, message: String) {
    let module = own_module(metadata.target()).unwrap_or(metadata.target());
    // Exactly six digits: with any other number core takes the line for plain text.
    let timestamp = format!("{:.6}", Timestamp::now());
    for (name, value) in [
        ("@level", level::name(*metadata.level()).to_owned()),
        ("@message", message),
        ("@module", module.replace("::", ".")),
        ("@timestamp", timestamp),
    ] {
        object.insert(name.to_owned(), Value::String(value));
    }
}
