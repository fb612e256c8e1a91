//! Values in the plain JSON form in which Terraform stores states.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::msgpack::{name_of, parse_number};
use super::{Diagnostic, Diagnostics, Path, Type, Value};

/// Reads a stored object of type `ty`.
///
/// As Terraform does: attributes that the type does not have are dropped, missing ones are absent, and primitive values
/// convert into each other.
///
/// # Errors
/// A diagnostic with the attribute's path for each part that is not of its type.
pub fn decode(bytes: &[u8], ty: &Type) -> Result<Value, Diagnostics> {
    let json: Json = serde_json::from_slice(bytes).map_err(|error| {
        Diagnostic::error(
            "Unreadable state",
            format!("The stored state of this object is not JSON: {error}. Restore the state from a backup."),
        )
    })?;
    let mut diagnostics = Diagnostics::default();
    let value = read(&json, ty, &Path::root(), &mut diagnostics);
    diagnostics.into_result()?;
    Ok(value)
}

fn read(json: &Json, ty: &Type, path: &Path, diagnostics: &mut Diagnostics) -> Value {
    match (json, ty) {
        (Json::Null, ty) => ty.absent(),
        (Json::Array(elements), Type::List(ty) | Type::ListBlock(ty)) => {
            let read_at = |(index, element)| read(element, ty, &path.index(index), diagnostics);
            Value::List(elements.iter().enumerate().map(read_at).collect())
        }
        (Json::Array(elements), Type::Set(ty) | Type::SetBlock(ty)) => {
            Value::set(elements.iter().map(|element| read(element, ty, path, diagnostics)))
        }
        (Json::Object(entries), Type::Map(ty)) => Value::Map(
            entries.iter().map(|(key, json)| (key.clone(), read(json, ty, &path.key(key), diagnostics))).collect(),
        ),
        (Json::Object(entries), Type::Object(attributes)) => read_object(entries, attributes, path, diagnostics),
        (json, ty) => read_primitive(json, ty).unwrap_or_else(|| mismatch(ty, path, diagnostics)),
    }
}

fn read_object(
    entries: &serde_json::Map<String, Json>,
    attributes: &[(&'static str, Type)],
    path: &Path,
    diagnostics: &mut Diagnostics,
) -> Value {
    let read_attribute = |(name, ty): &(&'static str, Type)| {
        let json = entries.get(*name).unwrap_or(&Json::Null);
        ((*name).to_owned(), read(json, ty, &path.attribute(*name), diagnostics))
    };
    Value::Object(attributes.iter().map(read_attribute).collect::<BTreeMap<_, _>>())
}

fn read_primitive(json: &Json, ty: &Type) -> Option<Value> {
    match (json, ty) {
        (Json::Bool(value), Type::Bool) => Some(Value::Bool(*value)),
        (Json::String(text), Type::Bool) => text.parse().ok().map(Value::Bool),
        (Json::Number(number), Type::Number) => parse_number(&number.to_string()).map(Value::Number),
        (Json::String(text), Type::Number) => parse_number(text).map(Value::Number),
        (Json::String(text), Type::String) => Some(Value::String(text.clone())),
        (Json::Number(number), Type::String) => Some(Value::String(number.to_string())),
        (Json::Bool(value), Type::String) => Some(Value::String(value.to_string())),
        _ => None,
    }
}

fn mismatch(ty: &Type, path: &Path, diagnostics: &mut Diagnostics) -> Value {
    diagnostics.push(
        Diagnostic::error(
            "Unreadable state",
            format!("The stored value of {path} is not {}. Restore the state from a backup, or remove this object from the state and import it.", name_of(ty)),
        )
        .at(path.clone()),
    );
    Value::Null
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_read_as_terraform_reads_them() {
        let ty = Type::Object(vec![
            ("flag", Type::Bool),
            ("count", Type::Number),
            ("text", Type::String),
            ("ids", Type::Set(Box::new(Type::String))),
            ("blocks", Type::ListBlock(Box::new(Type::Object(vec![("x", Type::String)])))),
        ]);
        let value = decode(br#"{"flag":"true","count":1e2,"text":7,"ids":["b","a","b"],"gone":{}}"#, &ty).unwrap();
        assert_eq!(value.attribute("flag"), &Value::Bool(true));
        assert_eq!(value.attribute("count"), &Value::Number(100.into()));
        assert_eq!(value.attribute("text"), &Value::from("7"));
        assert_eq!(value.attribute("ids"), &Value::Set(vec!["a".into(), "b".into()]));
        assert_eq!(value.attribute("blocks"), &Value::List(vec![]));
        assert_eq!(value.attribute("gone"), &Value::Null);
    }

    #[test]
    fn misfits_are_named() {
        let ty = Type::Object(vec![("ids", Type::List(Box::new(Type::String)))]);
        let errors: Vec<_> = decode(br#"{"ids":["a",{}]}"#, &ty).unwrap_err().into_iter().collect();
        assert_eq!(errors[0].path.to_string(), "ids[1]");
        assert!(decode(b"{", &ty).is_err());
    }
}
