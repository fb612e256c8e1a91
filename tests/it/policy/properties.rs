//! What is true of the comparison whatever the policies: proptest makes them up.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};
use terraform_provider_lambda::policy::{Severity, equivalent, findings};

proptest! {
    #[test]
    fn a_policy_is_equivalent_to_itself(policy in policy()) {
        prop_assert!(equivalent(&policy.to_string(), &policy.to_string()));
        prop_assert!(equivalent(&policy.to_string(), &serde_json::to_string_pretty(&policy).expect("JSON")));
    }

    #[test]
    fn equivalence_has_no_direction(a in policy(), b in policy()) {
        prop_assert_eq!(equivalent(&a.to_string(), &b.to_string()), equivalent(&b.to_string(), &a.to_string()));
    }

    /// Two respellings of one policy are equivalent to each other, not to the policy alone.
    #[test]
    fn respellings_are_equivalent_to_each_other(policy in policy(), one in any::<u64>(), other in any::<u64>()) {
        let (one, other) = (respelled(&policy, one), respelled(&policy, other));
        prop_assert!(equivalent(&policy.to_string(), &one.to_string()), "{policy}\n{one}");
        prop_assert!(equivalent(&one.to_string(), &other.to_string()), "{one}\n{other}");
    }

    #[test]
    fn any_one_change_is_seen(policy in policy(), change in change(), place in any::<Index>(), respelling in any::<u64>()) {
        let mut changed = policy.clone();
        if change.apply(&mut changed, place) {
            prop_assert!(!equivalent(&policy.to_string(), &changed.to_string()), "{policy}\n{changed}");
            let respelled = respelled(&changed, respelling);
            prop_assert!(!equivalent(&policy.to_string(), &respelled.to_string()), "{policy}\n{respelled}");
        }
    }

    #[test]
    fn any_text_gets_an_answer(a in any::<String>(), b in policy()) {
        prop_assert!(findings(&a).iter().all(|finding| !finding.message.is_empty()));
        prop_assert!(findings(&b.to_string()).iter().all(|finding| finding.severity == Severity::Warning));
        prop_assert!(equivalent(&a, &a));
        prop_assert_eq!(equivalent(&a, &b.to_string()), equivalent(&b.to_string(), &a));
    }
}

fn policy() -> impl Strategy<Value = Value> {
    vec(statement(), 1..4).prop_map(|statements| json!({"Version": "2012-10-17", "Statement": statements}))
}

fn statement() -> impl Strategy<Value = Value> {
    let effect = select(&["Allow", "Deny"][..]);
    let actions = names(&["lambda:InvokeFunction", "lambda:GetFunction", "lambda:*", "*"]);
    let resources = names(&["*", "arn:aws:lambda:*:*:function:a", "arn:aws:lambda:*:*:function:a:*"]);
    let principals = names(&["*", "123456789012", "210987654321", "arn:aws:iam::123456789012:role/r"]);
    (effect, actions, resources, principals, prop::option::of(condition())).prop_map(
        |(effect, actions, resources, principals, condition)| {
            let mut statement = json!({
                "Effect": effect, "Action": actions, "Resource": resources, "Principal": {"AWS": principals},
            });
            if let Some(condition) = condition {
                statement["Condition"] = condition;
            }
            statement
        },
    )
}

fn condition() -> impl Strategy<Value = Value> {
    let operator = select(&["StringEquals", "StringLike", "Bool"][..]);
    let key = select(&["aws:PrincipalArn", "aws:SourceVpc", "lambda:FunctionArn"][..]);
    (operator, key, names(&["true", "false", "1"])).prop_map(|(operator, key, values)| json!({operator: {key: values}}))
}

fn names(all: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(all, 1..=all.len())
}

/// The same policy in other words, chosen by `seed`: lists turned round, doubled or unwrapped, cases and spellings changed.
fn respelled(policy: &Value, seed: u64) -> Value {
    let mut statements = list(&policy["Statement"]);
    statements.iter_mut().enumerate().for_each(|(index, statement)| {
        *statement = respelled_statement(statement, seed.rotate_right(u32::try_from(index).unwrap_or(0) * 9));
    });
    json!({"Statement": respelled_list(statements, seed), "Version": policy["Version"]})
}

fn respelled_statement(statement: &Value, seed: u64) -> Value {
    let mut respelled = Map::new();
    for (name, value) in statement.as_object().expect("a statement").iter().rev() {
        let value = match name.as_str() {
            "Action" => respelled_list(list(value).iter().map(|action| cased(action, seed)).collect(), seed >> 1),
            "Resource" => respelled_list(list(value), seed >> 2),
            "Principal" => respelled_principal(&value["AWS"], seed >> 3),
            "Condition" => respelled_condition(value, seed >> 4),
            _ => value.clone(),
        };
        respelled.insert(name.clone(), value);
    }
    if seed & 0x20 != 0 {
        respelled.entry("Condition").or_insert_with(|| json!({}));
    }
    Value::Object(respelled)
}

fn respelled_principal(names: &Value, seed: u64) -> Value {
    let names = list(names);
    if seed & 0x40 != 0 && names == [json!("*")] {
        return json!("*");
    }
    let names = names.into_iter().map(|name| match name.as_str() {
        Some(id) if seed & 0x80 != 0 && id.len() == 12 => json!(format!("arn:aws-cn:iam::{id}:root")),
        _ => name,
    });
    json!({"AWS": respelled_list(names.collect(), seed)})
}

fn respelled_condition(condition: &Value, seed: u64) -> Value {
    let mut respelled = Map::new();
    for (operator, keys) in condition.as_object().expect("a condition") {
        for (key, values) in keys.as_object().expect("keys") {
            let values = list(values).into_iter().map(|value| match value.as_str() {
                Some("true") if seed & 0x100 != 0 => json!(true),
                Some("1") if seed & 0x200 != 0 => json!(1),
                _ => value,
            });
            let operator = cased(&json!(operator), seed);
            let key = cased(&json!(key), seed >> 1);
            let values = respelled_list(values.collect(), seed >> 2);
            respelled
                .insert(operator.as_str().expect("a text").to_owned(), json!({key.as_str().expect("a text"): values}));
        }
    }
    Value::Object(respelled)
}

fn respelled_list(mut list: Vec<Value>, seed: u64) -> Value {
    if seed & 0b1 != 0 {
        list.reverse();
    }
    if seed & 0b110 == 0b110 {
        list.push(list[0].clone());
    }
    if list.len() == 1 && seed & 0b1000 != 0 { list.remove(0) } else { Value::Array(list) }
}

fn cased(text: &Value, seed: u64) -> Value {
    let text = text.as_str().expect("a text");
    json!(match seed & 0x30 {
        0x10 => text.to_ascii_uppercase(),
        0x20 => text.to_ascii_lowercase(),
        _ => text.to_owned(),
    })
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])
}

/// One thing that means something else.
#[derive(Clone, Copy, Debug)]
enum Change {
    Effect,
    Action,
    Resource,
    Principal,
    Operator,
    Key,
    ConditionValue,
}

fn change() -> impl Strategy<Value = Change> {
    use Change::{Action, ConditionValue, Effect, Key, Operator, Principal, Resource};
    select(&[Effect, Action, Resource, Principal, Operator, Key, ConditionValue][..])
}

impl Change {
    /// Changes one statement of a policy; false where there is nothing to change, or where the statement stands there
    /// twice, so that the changed one may be a mere repetition less.
    fn apply(self, policy: &mut Value, place: Index) -> bool {
        let statements = policy["Statement"].as_array_mut().expect("statements");
        let chosen = place.index(statements.len());
        let statement = &mut statements[chosen];
        match self {
            Self::Effect => statement["Effect"] = json!(if statement["Effect"] == "Allow" { "Deny" } else { "Allow" }),
            Self::Action => statement["Action"][0] = json!("lambda:New"),
            Self::Resource => statement["Resource"][0] = json!("new"),
            Self::Principal => statement["Principal"]["AWS"][0] = json!("999999999999"),
            Self::Operator | Self::Key | Self::ConditionValue if statement.get("Condition").is_none() => return false,
            Self::Operator => statement["Condition"] = json!({"DateEquals": only(&statement["Condition"])}),
            Self::Key => {
                let values = only(only(&statement["Condition"])).clone();
                *only_mut(&mut statement["Condition"]) = json!({"aws:New": values});
            }
            Self::ConditionValue => only_mut(only_mut(&mut statement["Condition"]))[0] = json!("new"),
        }
        // A new effect can make two statements into one, which is then still another set than before unless both effects
        // were there already.
        let changed = statements[chosen].clone();
        statements.iter().filter(|statement| **statement == changed).count() == 1
    }
}

fn only(object: &Value) -> &Value {
    object.as_object().and_then(|members| members.values().next()).expect("a member")
}

fn only_mut(object: &mut Value) -> &mut Value {
    object.as_object_mut().and_then(|members| members.values_mut().next()).expect("a member")
}
