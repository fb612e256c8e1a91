//! Values in the MessagePack form that Terraform sends and expects.
//!
//! The form depends on the type: a number may be an integer, a float or decimal text; an object holds exactly its
//! type's attributes; any extension, whatever its code, is an unknown value.

use std::collections::BTreeMap;

use bigdecimal::{BigDecimal, ToPrimitive};
use rmpv::Value as Wire;

use super::{Diagnostic, Diagnostics, Path, Type, Value};

/// No schema here nests deeper than a handful of levels; deeper input is refused before it exhausts the stack.
const DEEPEST: usize = 64;

/// Reads a value of type `ty`. Every part that does not fit is reported, not only the first.
///
/// # Errors
/// A diagnostic with the attribute's path for each part that is not of its type.
pub fn decode(mut bytes: &[u8], ty: &Type) -> Result<Value, Diagnostics> {
    let wire = rmpv::decode::read_value_with_max_depth(&mut bytes, DEEPEST)
        .map_err(|error| Diagnostic::bug(format!("A value from Terraform is not MessagePack: {error}.")))?;
    let mut diagnostics = Diagnostics::default();
    let value = read(&wire, ty, &Path::root(), &mut diagnostics);
    diagnostics.into_result()?;
    Ok(value)
}

/// Writes a value of type `ty`: objects with every attribute of the type, blocks never null.
#[must_use]
pub fn encode(value: &Value, ty: &Type) -> Vec<u8> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, &write(value, ty)).expect("writing to memory does not fail");
    bytes
}

fn read(wire: &Wire, ty: &Type, path: &Path, diagnostics: &mut Diagnostics) -> Value {
    match (wire, ty) {
        (Wire::Ext(..), _) => Value::Unknown,
        (Wire::Nil, ty) => ty.absent(),
        (Wire::Boolean(value), Type::Bool) => Value::Bool(*value),
        (Wire::String(text), Type::String) if text.is_str() => {
            Value::String(text.as_str().unwrap_or_default().to_owned())
        }
        (wire, Type::Number) => read_number(wire).map_or_else(|| mismatch(wire, ty, path, diagnostics), Value::Number),
        (Wire::Array(elements), Type::List(ty) | Type::ListBlock(ty)) => {
            let read_at = |(index, element)| read(element, ty, &path.index(index), diagnostics);
            Value::List(elements.iter().enumerate().map(read_at).collect())
        }
        (Wire::Array(elements), Type::Set(ty) | Type::SetBlock(ty)) => {
            Value::set(elements.iter().map(|element| read(element, ty, path, diagnostics)))
        }
        (Wire::Map(entries), Type::Map(ty)) => read_map(entries, ty, path, diagnostics),
        (Wire::Map(entries), Type::Object(attributes)) => read_object(entries, attributes, path, diagnostics),
        (wire, ty) => mismatch(wire, ty, path, diagnostics),
    }
}

fn read_map(entries: &[(Wire, Wire)], ty: &Type, path: &Path, diagnostics: &mut Diagnostics) -> Value {
    let mut elements = BTreeMap::new();
    for (key, wire) in entries {
        let key = key.as_str().unwrap_or_default();
        elements.insert(key.to_owned(), read(wire, ty, &path.key(key), diagnostics));
    }
    Value::Map(elements)
}

fn read_object(
    entries: &[(Wire, Wire)],
    attributes: &[(&'static str, Type)],
    path: &Path,
    diagnostics: &mut Diagnostics,
) -> Value {
    let mut object: BTreeMap<_, _> = attributes.iter().map(|(name, ty)| ((*name).to_owned(), ty.absent())).collect();
    for (key, wire) in entries {
        let key = key.as_str().unwrap_or_default();
        let path = path.attribute(key);
        match attributes.iter().find(|(name, _)| *name == key) {
            Some((_, ty)) => {
                object.insert(key.to_owned(), read(wire, ty, &path, diagnostics));
            }
            None => diagnostics.push(
                Diagnostic::error("Unsupported argument", format!("An argument named \"{key}\" is not expected here."))
                    .at(path),
            ),
        }
    }
    Value::Object(object)
}

fn read_number(wire: &Wire) -> Option<BigDecimal> {
    match wire {
        Wire::Integer(number) => {
            number.as_i64().map(BigDecimal::from).or_else(|| number.as_u64().map(BigDecimal::from))
        }
        Wire::F32(number) => parse_number(&number.to_string()),
        Wire::F64(number) => parse_number(&number.to_string()),
        Wire::String(text) => parse_number(text.as_str()?),
        _ => None,
    }
}

/// The most digits that a number may have before or after its point when written out: Terraform itself keeps 512 bits,
/// and `1e999999999` must not fill the memory.
const MOST_DIGITS: i64 = 1000;

/// The number that `text` writes; `None` for text that is no number, and for numbers of absurd length.
pub(super) fn parse_number(text: &str) -> Option<BigDecimal> {
    let number: BigDecimal = text.parse().ok()?;
    let (_, scale) = number.as_bigint_and_exponent();
    (scale.abs() <= MOST_DIGITS && number.digits() <= MOST_DIGITS.unsigned_abs()).then_some(number)
}

fn mismatch(wire: &Wire, ty: &Type, path: &Path, diagnostics: &mut Diagnostics) -> Value {
    diagnostics.push(
        Diagnostic::error(
            "Incorrect value type",
            format!("{path} must be {}, not {}.", name_of(ty), name_of_wire(wire)),
        )
        .at(path.clone()),
    );
    Value::Null
}

/// What users call a type: `set of string`.
pub(super) fn name_of(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Number => "number".to_owned(),
        Type::String => "string".to_owned(),
        Type::List(element) => format!("list of {}", name_of(element)),
        Type::Set(element) => format!("set of {}", name_of(element)),
        Type::Map(element) => format!("map of {}", name_of(element)),
        Type::Object(_) => "object".to_owned(),
        Type::ListBlock(_) | Type::SetBlock(_) => "blocks".to_owned(),
    }
}

fn name_of_wire(wire: &Wire) -> &'static str {
    match wire {
        Wire::Nil => "null",
        Wire::Boolean(_) => "bool",
        Wire::Integer(_) | Wire::F32(_) | Wire::F64(_) => "number",
        Wire::String(_) => "string",
        Wire::Binary(_) => "bytes",
        Wire::Array(_) => "a list",
        Wire::Map(_) => "a map",
        Wire::Ext(..) => "an unknown value",
    }
}

fn write(value: &Value, ty: &Type) -> Wire {
    match (value, ty) {
        (Value::Unknown, _) => Wire::Ext(0, vec![0]),
        (Value::Null, Type::ListBlock(_) | Type::SetBlock(_)) => Wire::Array(Vec::new()),
        (Value::Bool(value), _) => Wire::Boolean(*value),
        (Value::Number(number), _) => write_number(number),
        (Value::String(text), _) => Wire::from(text.as_str()),
        (
            Value::List(elements) | Value::Set(elements),
            Type::List(ty) | Type::Set(ty) | Type::ListBlock(ty) | Type::SetBlock(ty),
        ) => Wire::Array(elements.iter().map(|element| write(element, ty)).collect()),
        (Value::Map(elements), Type::Map(ty)) => {
            Wire::Map(elements.iter().map(|(key, value)| (Wire::from(key.as_str()), write(value, ty))).collect())
        }
        (object @ Value::Object(_), Type::Object(attributes)) => {
            let entry = |(name, ty): &(&'static str, Type)| (Wire::from(*name), write(object.attribute(name), ty));
            Wire::Map(attributes.iter().map(entry).collect())
        }
        _ => Wire::Nil,
    }
}

fn write_number(number: &BigDecimal) -> Wire {
    if number.is_integer()
        && let Some(integer) = number.to_i64()
    {
        return Wire::from(integer);
    }
    Wire::from(number.to_plain_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Value {
        Value::Number(text.parse().unwrap())
    }

    fn decoded(wire: &Wire, ty: &Type) -> Result<Value, Diagnostics> {
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, wire).unwrap();
        decode(&bytes, ty)
    }

    #[test]
    fn numbers_arrive_in_all_forms() {
        let cases = [
            (Wire::from(3), "3"),
            (Wire::from(-3), "-3"),
            (Wire::from(u64::MAX), "18446744073709551615"),
            (Wire::from(9_007_199_254_740_993_u64), "9007199254740993"),
            (Wire::F64(2.5), "2.5"),
            (Wire::F32(2.5), "2.5"),
            (Wire::from("0.1"), "0.1"),
            (Wire::from("9223372036854775808"), "9223372036854775808"),
            (Wire::from("10000000000000000000000000000000000000000"), "1e40"),
        ];
        for (wire, text) in cases {
            assert_eq!(decoded(&wire, &Type::Number).unwrap(), number(text), "{wire}");
        }
    }

    #[test]
    fn numbers_leave_as_integer_or_text() {
        let cases = [("3", Wire::from(3)), ("3.0", Wire::from(3)), ("0.1", Wire::from("0.1"))];
        for (text, wire) in cases {
            assert_eq!(write(&number(text), &Type::Number), wire);
        }
        assert_eq!(write(&number("1e40"), &Type::Number), Wire::from(format!("1{}", "0".repeat(40))));
    }

    #[test]
    fn numbers_of_absurd_size_are_refused() {
        for text in ["1e999999999", "1e-999999999", "NaN", "inf", ""] {
            assert!(decoded(&Wire::from(text), &Type::Number).is_err(), "{text}");
        }
        assert!(decoded(&Wire::F64(f64::INFINITY), &Type::Number).is_err());
    }

    #[test]
    fn every_extension_is_unknown() {
        for code in [0, 12, 99] {
            assert_eq!(decoded(&Wire::Ext(code, vec![0x81, 1, 0xc2]), &Type::String).unwrap(), Value::Unknown);
        }
    }

    #[test]
    fn objects_are_written_whole_and_blocks_never_null() {
        let ty = Type::Object(vec![("a", Type::String), ("b", Type::ListBlock(Box::new(Type::String)))]);
        let empty = Value::Object(BTreeMap::new());
        let whole = Wire::Map(vec![(Wire::from("a"), Wire::Nil), (Wire::from("b"), Wire::Array(vec![]))]);
        assert_eq!(write(&empty, &ty), whole);
    }

    #[test]
    fn each_misfit_is_named_with_its_path() {
        let ty = Type::Object(vec![("a", Type::Bool), ("b", Type::Map(Box::new(Type::String)))]);
        let wire = Wire::Map(vec![
            (Wire::from("a"), Wire::from("yes")),
            (Wire::from("b"), Wire::Map(vec![(Wire::from("k"), Wire::Array(vec![]))])),
            (Wire::from("c"), Wire::Nil),
        ]);
        let paths: Vec<_> = decoded(&wire, &ty).unwrap_err().into_iter().map(|d| d.path.to_string()).collect();
        assert_eq!(paths, ["a", "b[\"k\"]", "c"]);
    }

    #[test]
    fn cut_or_deep_input_is_an_error() {
        assert!(decode(&[0x92, 0x01], &Type::Number).is_err());
        assert!(decode(&vec![0x91; 100_000], &Type::Number).is_err());
        assert!(decode(&[], &Type::Number).is_err());
    }

    #[test]
    fn sets_compare_without_order_and_keep_unknown_elements_apart() {
        let ty = Type::Set(Box::new(Type::String));
        let unknown = Wire::Ext(0, vec![0]);
        let wire = Wire::Array(vec![Wire::from("b"), unknown.clone(), Wire::from("a"), unknown, Wire::from("b")]);
        let Value::Set(elements) = decoded(&wire, &ty).unwrap() else { panic!("not a set") };
        assert_eq!(elements.len(), 4);
    }
}
