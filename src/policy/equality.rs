//! When two policies are the same to IAM.
//!
//! Both are brought into one canonical form, which is then compared: whatever IAM cannot tell apart has the same form, and
//! everything else, also what this code does not know, stays as it is and so makes a difference.

use serde_json::{Map, Value as Json, json};

use super::json::Node;

/// In bytes: more than ten times what EC2 takes. Longer texts are no policies, and nobody waits for their comparison.
const MOST_COMPARED: usize = 262_144;

/// Whether IAM cannot tell these two policies apart.
///
/// Nothing counts of: white space; the order of members, statements, actions, resources, principals and condition values;
/// repetition of these; whether a single one stands in a list; an account id or the ARN of its root; `"*"` or `{"AWS": "*"}`;
/// the case of effects, actions, condition operators and condition keys; an empty condition or none; a Boolean or a number or
/// its text in a condition; a missing version or the one that IAM then assumes; no policy or full access, where an endpoint
/// starts. A text that is not JSON, or in
/// which an object has two members of one name, or longer than any policy, is the same only as itself.
#[must_use]
pub fn equivalent(a: &str, b: &str) -> bool {
    let comparable = a.len().max(b.len()) <= MOST_COMPARED;
    a == b || (comparable && parse(a).zip(parse(b)).is_some_and(|(a, b)| canonical(a) == canonical(b)))
}

/// The policy as `jsonencode()` would write it: without white space, members in the order of their names. So a plan shows
/// what differs from a policy that EC2 has in other words, and no more. A text that is not JSON stays as it is.
#[must_use]
pub fn normalised(text: &str) -> String {
    json(text).map_or_else(|| text.to_owned(), |policy| policy.to_string())
}

fn parse(text: &str) -> Option<Json> {
    if text.trim().is_empty() {
        let full_access = json!({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"});
        return Some(json!({ "Statement": full_access }));
    }
    json(text)
}

fn json(text: &str) -> Option<Json> {
    // Which of two members with one name counts, readers do not agree on.
    Node::parse(text).ok().filter(|node| node.repeated_member().is_none())?;
    serde_json::from_str(text).ok()
}

fn canonical(policy: Json) -> Json {
    const ASSUMED_VERSION: &str = "2008-10-17";
    let Json::Object(mut policy) = policy else { return policy };
    policy.entry("Version").or_insert_with(|| json!(ASSUMED_VERSION));
    with_members(policy, |name, value| match name {
        "Statement" => set(value, statement),
        _ => value,
    })
}

fn statement(statement: Json) -> Json {
    let Json::Object(mut statement) = statement else { return statement };
    if statement.get("Condition").is_some_and(is_no_condition) {
        statement.remove("Condition");
    }
    with_members(statement, |name, value| match name {
        "Effect" => lower_case(value),
        "Action" | "NotAction" => set(value, lower_case),
        "Resource" | "NotResource" => set(value, |resource| resource),
        "Principal" | "NotPrincipal" => principal(value),
        "Condition" => condition(value),
        _ => value,
    })
}

/// Anybody is `"*"`, alone or as an AWS principal. Any other text is kept apart from the maps that IAM knows.
fn principal(principal: Json) -> Json {
    match principal {
        Json::String(text) if text == "*" => json!({"AWS": ["*"]}),
        Json::Object(kinds) => with_members(kinds, |kind, names| match kind {
            "AWS" => set(names, account),
            _ => set(names, |name| name),
        }),
        other => other,
    }
}

/// An account is written as its twelve digits or as the ARN of its root, in any partition.
fn account(principal: Json) -> Json {
    let Some(text) = principal.as_str() else { return text_of(principal) };
    let id = text.strip_prefix("arn:").and_then(|rest| {
        let (_partition, rest) = rest.split_once(':')?;
        rest.strip_prefix("iam::")?.strip_suffix(":root")
    });
    let is_id = |id: &&str| id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit());
    id.filter(is_id).map_or(principal.clone(), |id| json!(id))
}

fn is_no_condition(condition: &Json) -> bool {
    condition
        .as_object()
        .is_some_and(|operators| operators.values().all(|keys| keys.as_object().is_some_and(Map::is_empty)))
}

/// Operators and keys without regard to case, values as texts. What is no map of maps is kept as it is.
fn condition(condition: Json) -> Json {
    let Json::Object(operators) = condition else { return condition };
    let mut folded = Map::new();
    for (operator, keys) in operators {
        match keys {
            Json::Object(keys) => {
                add_keys(folded.entry(operator.to_ascii_lowercase()).or_insert_with(|| json!({})), keys);
            }
            odd => {
                folded.insert(operator, odd);
            }
        }
    }
    folded.retain(|_, keys| keys.as_object().is_none_or(|keys| !keys.is_empty()));
    Json::Object(folded)
}

/// Adds an operator's keys to those that another spelling of the operator brought. Two spellings of one key are two
/// conditions, both of which must hold: a key therefore has a set of sets of values.
fn add_keys(operator: &mut Json, keys: Map<String, Json>) {
    let Some(folded) = operator.as_object_mut() else { return };
    for (key, values) in keys {
        let mut conditions = folded.remove(&key.to_ascii_lowercase()).unwrap_or_else(|| json!([]));
        if let Some(conditions) = conditions.as_array_mut() {
            conditions.push(set(values, text_of));
        }
        folded.insert(key.to_ascii_lowercase(), set(conditions, |condition| condition));
    }
}

/// A list whose order and repetitions do not count; a single value is a list of one.
fn set(value: Json, element: impl Fn(Json) -> Json) -> Json {
    let elements = match value {
        Json::Array(elements) => elements,
        single => vec![single],
    };
    let mut elements: Vec<_> =
        elements.into_iter().map(element).map(|element| (element.to_string(), element)).collect();
    elements.sort_by(|(a, _), (b, _)| a.cmp(b));
    elements.dedup_by(|(a, _), (b, _)| a == b);
    elements.into_iter().map(|(_, element)| element).collect()
}

fn with_members(object: Map<String, Json>, change: impl Fn(&str, Json) -> Json) -> Json {
    Json::Object(object.into_iter().map(|(name, value)| (name.clone(), change(&name, value))).collect())
}

fn lower_case(value: Json) -> Json {
    match value {
        Json::String(text) => Json::String(text.to_ascii_lowercase()),
        other => other,
    }
}

/// Booleans and numbers as IAM compares them: as their texts.
fn text_of(value: Json) -> Json {
    match value {
        Json::Bool(_) | Json::Number(_) => Json::String(value.to_string()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(member: &str, value: &Json) -> String {
        let mut statement =
            json!({"Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunction", "Resource": "*"});
        statement[member] = value.clone();
        json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
    }

    #[test]
    fn what_iam_cannot_tell_apart_is_equivalent() {
        let root = "arn:aws-cn:iam::123456789012:root";
        let cases = [
            ("Action", json!(["a:B", "a:C"]), json!(["a:c", "a:b", "a:B"])),
            ("Action", json!("a:B"), json!(["a:b"])),
            ("Resource", json!(["x", "y"]), json!(["y", "x", "x"])),
            ("Principal", json!("*"), json!({"AWS": ["*"]})),
            ("Principal", json!({"AWS": "123456789012"}), json!({"AWS": [root]})),
            ("Effect", json!("Allow"), json!("allow")),
            ("Condition", json!({"Bool": {"aws:X": true}}), json!({"bool": {"AWS:x": ["true"]}})),
            ("Condition", json!({"NumericEquals": {"k": 1}}), json!({"NumericEquals": {"k": "1"}})),
            ("Condition", json!({"StringEquals": {"k": ["a", "b"]}}), json!({"StringEquals": {"k": ["b", "a"]}})),
            ("Condition", json!({"StringEquals": {"k": "a", "K": "b"}}), json!({"StringEquals": {"k": "b", "K": "a"}})),
        ];
        for (member, a, b) in cases {
            assert!(equivalent(&with(member, &a), &with(member, &b)), "{member}: {a} and {b}");
        }
        let plain = json!({"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}});
        let mut conditioned = plain.clone();
        conditioned["Statement"]["Condition"] = json!({});
        conditioned["Version"] = json!("2008-10-17");
        assert!(equivalent(&plain.to_string(), &conditioned.to_string()));
    }

    #[test]
    fn what_iam_tells_apart_is_not() {
        let cases = [
            ("Action", json!("a:B"), json!("a:C")),
            ("Action", json!("a:K"), json!("a:\u{212a}")), // the Kelvin sign is no K to IAM
            ("Resource", json!("x"), json!("X")),
            ("Principal", json!("arn:aws:iam::1:root"), json!("arn:aws:iam::2:root")),
            ("Principal", json!({"AWS": "*"}), json!({"Service": "*"})),
            ("Principal", json!("*"), json!("123456789012")),
            ("Effect", json!("Allow"), json!("Deny")),
            ("Condition", json!({"StringEquals": {"k": "a"}}), json!({"StringEquals": {"k": ["a", "b"]}})),
            ("Condition", json!({"StringEquals": {"k": "a"}}), json!({"StringLike": {"k": "a"}})),
            ("Condition", json!({"StringEquals": {"k": "a", "K": "b"}}), json!({"StringEquals": {"k": ["a", "b"]}})),
            ("Condition", json!({"test": "x"}), json!({"test": "y"})),
            ("Unknown", json!(1), json!(2)),
        ];
        for (member, a, b) in cases {
            assert!(!equivalent(&with(member, &a), &with(member, &b)), "{member}: {a} and {b}");
        }
        let without = r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
        let with_anybody = r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}"#;
        assert!(!equivalent(without, with_anybody));
        assert!(!equivalent(with_anybody, "{not json"));
    }

    #[test]
    fn no_policy_is_where_an_endpoint_starts() {
        let full_access = "{\n  \"Statement\": [\n    {\n      \"Action\": \"*\", \n      \"Effect\": \"Allow\", \n      \
                           \"Principal\": \"*\", \n      \"Resource\": \"*\"\n    }\n  ]\n}";
        assert!(equivalent("", full_access));
        assert!(equivalent("{not json", "{not json"));
    }
}
