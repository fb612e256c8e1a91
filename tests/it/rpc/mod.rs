//! What the provider answers over the wire, asked by our own client: the parts of the protocol that no terraform command
//! shows, and input that terraform itself would refuse before it reaches us.

mod capabilities;
mod config;
mod functions;
mod identity;
mod limits;
mod panics;
mod plan;
mod secrets;
mod state;

use rmpv::Value as Wire;
use serde_json::{Value as Json, json};
use terraform_provider_lambda::proto::tfplugin6 as proto;

/// Stands for an unknown value in the JSON of a test.
const UNKNOWN: &str = "(unknown)";

/// A value as core sends it: the JSON in MessagePack, [`UNKNOWN`] as an unknown value.
#[expect(clippy::unnecessary_wraps, reason = "every message field that takes this is optional")]
fn dynamic(json: &Json) -> Option<proto::DynamicValue> {
    let mut msgpack = Vec::new();
    rmpv::encode::write_value(&mut msgpack, &to_wire(json)).unwrap();
    Some(proto::DynamicValue { msgpack, json: Vec::new() })
}

/// A value as the provider sent it, as JSON.
fn json_of(dynamic: Option<proto::DynamicValue>) -> Json {
    let bytes = dynamic.expect("there is a value").msgpack;
    to_json(&rmpv::decode::read_value(&mut bytes.as_slice()).unwrap())
}

/// Severity (E or W), attribute path and summary of each diagnostic.
fn told(diagnostics: &[proto::Diagnostic]) -> Vec<String> {
    let tell = |diagnostic: &proto::Diagnostic| {
        let severity = if diagnostic.severity() == proto::diagnostic::Severity::Error { 'E' } else { 'W' };
        format!("{severity} {} {}", path_of(diagnostic), diagnostic.summary)
    };
    diagnostics.iter().map(tell).collect()
}

fn path_of(diagnostic: &proto::Diagnostic) -> String {
    use proto::attribute_path::step::Selector;
    let steps = diagnostic.attribute.iter().flat_map(|path| &path.steps).filter_map(|step| step.selector.as_ref());
    let texts = steps.map(|step| match step {
        Selector::AttributeName(name) => format!(".{name}"),
        Selector::ElementKeyString(key) => format!("[{key}]"),
        Selector::ElementKeyInt(index) => format!("[{index}]"),
    });
    texts.collect()
}

fn to_wire(json: &Json) -> Wire {
    match json {
        Json::Null => Wire::Nil,
        Json::Bool(value) => Wire::from(*value),
        Json::Number(number) => Wire::from(number.as_i64().expect("tests use small integers")),
        Json::String(text) if text == UNKNOWN => Wire::Ext(0, vec![0]),
        Json::String(text) => Wire::from(text.as_str()),
        Json::Array(elements) => Wire::Array(elements.iter().map(to_wire).collect()),
        Json::Object(entries) => {
            Wire::Map(entries.iter().map(|(key, value)| (Wire::from(key.as_str()), to_wire(value))).collect())
        }
    }
}

fn to_json(wire: &Wire) -> Json {
    match wire {
        Wire::Nil => Json::Null,
        Wire::Boolean(value) => json!(value),
        Wire::Integer(number) => json!(number.as_i64()),
        Wire::String(text) => json!(text.as_str()),
        Wire::Array(elements) => elements.iter().map(to_json).collect(),
        Wire::Map(entries) => {
            entries.iter().map(|(key, value)| (key.as_str().unwrap().to_owned(), to_json(value))).collect()
        }
        Wire::Ext(..) => json!(UNKNOWN),
        other => panic!("the provider sends no {other:?}"),
    }
}
