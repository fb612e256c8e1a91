//! Endpoint policies: the default one, and what EC2 refuses.

use jiff::Timestamp;

use crate::error::Error;
use crate::settings::Settings;

use super::json::{Json, Position, Value};

/// The policy of an interface endpoint that was given none, byte for byte: a space before each line feed after a comma.
pub(super) const DEFAULT: &str = "{\n  \"Statement\": [\n    {\n      \"Action\": \"*\", \n      \"Effect\": \"Allow\", \n      \
                                  \"Principal\": \"*\", \n      \"Resource\": \"*\"\n    }\n  ]\n}";
const LONGEST: usize = 20_480;

/// # Errors
/// When EC2 would not store the policy.
pub(super) fn check(text: &str, settings: &Settings, now: Timestamp) -> Result<(), Error> {
    if text.chars().count() > LONGEST {
        return Err(Error::policy_size(LONGEST));
    }
    let syntax = |(line, column)| Error::policy_syntax(line, column);
    let document = Json::parse(text).map_err(syntax)?;
    let principals = document_principals(&document).map_err(syntax)?;
    let unknown = |principal| settings.unknown_principals.get(principal).is_some_and(|until| now < *until);
    if principals.into_iter().any(unknown) { Err(Error::policy_principal()) } else { Ok(()) }
}

/// Checks the document against IAM's grammar and returns the principals it names.
fn document_principals(document: &Json) -> Result<Vec<&str>, Position> {
    let mut principals = Vec::new();
    let mut statements = None;
    for (name, at, value) in document.members()? {
        match name.as_str() {
            "Version" if !is_version(value) => return Err(value.at),
            "Version" | "Id" => {}
            "Statement" => statements = Some(value),
            _ => return Err(*at),
        }
    }
    for statement in statements.ok_or(document.at)?.each() {
        principals.extend(statement_principals(statement)?);
    }
    Ok(principals)
}

fn is_version(value: &Json) -> bool {
    matches!(&value.value, Value::String(version) if ["2008-10-17", "2012-10-17"].contains(&version.as_str()))
}

fn statement_principals(statement: &Json) -> Result<Vec<&str>, Position> {
    let mut principals = None;
    let (mut effect, mut actions, mut resources) = (0, 0, 0);
    for (name, at, value) in statement.members()? {
        match name.as_str() {
            "Sid" => drop(strings(value)?),
            "Effect" => {
                effect += 1;
                let [text] = strings(value)?[..] else { return Err(value.at) };
                if !["Allow", "Deny"].contains(&text) {
                    return Err(value.at);
                }
            }
            "Action" | "NotAction" => actions += strings(value)?.len().min(1),
            "Resource" | "NotResource" => resources += strings(value)?.len().min(1),
            "Principal" | "NotPrincipal" => principals = Some(principal(value)?),
            "Condition" => condition(value)?,
            _ => return Err(*at),
        }
    }
    let complete = (effect, actions, resources) == (1, 1, 1);
    principals.filter(|_| complete).ok_or(statement.at)
}

/// One string or a list of them.
fn strings(value: &Json) -> Result<Vec<&str>, Position> {
    let each = value.each().iter().map(|item| match &item.value {
        Value::String(text) => Ok(text.as_str()),
        _ => Err(item.at),
    });
    each.collect()
}

/// `"*"`, or an object of lists by kind of principal.
fn principal(value: &Json) -> Result<Vec<&str>, Position> {
    if let Value::String(text) = &value.value {
        return if text == "*" { Ok(Vec::new()) } else { Err(value.at) };
    }
    let mut principals = Vec::new();
    for (kind, at, named) in value.members()? {
        if !["AWS", "Federated", "Service", "CanonicalUser"].contains(&kind.as_str()) {
            return Err(*at);
        }
        principals.extend(strings(named)?);
    }
    Ok(principals)
}

/// Operator, then key, then a value or a list of values.
fn condition(value: &Json) -> Result<(), Position> {
    for (_, _, keys) in value.members()? {
        for (_, _, values) in keys.members()? {
            let nested = |item: &&Json| matches!(item.value, Value::Object(_) | Value::Array(_));
            if let Some(wrong) = values.each().iter().find(nested) {
                return Err(wrong.at);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused_at(text: &str) -> Option<Position> {
        Json::parse(text).and_then(|document| document_principals(&document).map(drop)).err()
    }

    #[test]
    fn the_default_policy_is_valid_and_has_its_odd_spaces() {
        assert_eq!(refused_at(DEFAULT), None);
        let lines: Vec<_> = DEFAULT.split('\n').collect();
        let statement = ["      \"Action\": \"*\", ", "      \"Effect\": \"Allow\", ", "      \"Principal\": \"*\", "];
        assert_eq!(lines[..3], ["{", "  \"Statement\": [", "    {"]);
        assert_eq!(lines[3..6], statement);
        assert_eq!(lines[6..], ["      \"Resource\": \"*\"", "    }", "  ]", "}"]);
    }

    #[test]
    fn a_policy_is_refused_where_it_goes_wrong() {
        let condition = r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"test":"StringEquals"}}}"#;
        for (text, position) in [
            ("{not json", (1, 2)),
            ("", (1, 1)),
            ("{}", (1, 1)),
            ("{\n  \"Statement\": [],\n  \"Foo\": 1\n}", (3, 3)),
            (r#"{"Statement":[{"Effect":"Maybe","Principal":"*","Action":"*","Resource":"*"}]}"#, (1, 25)),
            (r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#, (1, 15)),
            (condition, (1, 96)),
        ] {
            assert_eq!(refused_at(text), Some(position), "{text}");
        }
    }
}
