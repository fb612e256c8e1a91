//! Which policies are the same: every row that the AWS provider's comparison decides, with the verdict of IAM.

use serde_json::{Value, json};
use terraform_provider_lambda::policy::equivalent;

/// What is compared, with whether IAM can tell the two apart.
type Row = (&'static str, Value, Value, bool);

#[test]
fn statements() {
    let whole = |statement: Value| json!({"Version": "2012-10-17", "Statement": statement});
    let other = json!({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"});
    let one = with("Sid", json!("one"));
    all(&[
        ("order of statements", whole(json!([one, other])), whole(json!([other, one])), true),
        ("one statement, in a list or not", whole(one.clone()), whole(json!([one])), true),
        ("repeated statements", whole(json!([one, one, other])), whole(json!([one, other, other])), true),
        ("a statement more", whole(json!([one])), whole(json!([one, other])), false),
        ("another id of the statement", whole(one.clone()), whole(with("Sid", json!("two"))), false),
        ("another version", whole(one.clone()), json!({"Version": "2008-10-17", "Statement": one}), false),
        (
            "no version and the assumed one",
            json!({"Statement": one}),
            json!({"Version": "2008-10-17", "Statement": one}),
            true,
        ),
        ("an id and none", whole(one.clone()), json!({"Id": "x", "Version": "2012-10-17", "Statement": one}), false),
        (
            "an unknown member and none",
            whole(one.clone()),
            json!({"X": 1, "Version": "2012-10-17", "Statement": one}),
            false,
        ),
        ("a list of policies and one", whole(one.clone()), json!([whole(one)]), false),
    ]);
}

#[test]
fn members_of_a_statement() {
    all(&[
        ("effect in another case", with("Effect", json!("allow")), with("Effect", json!("Allow")), true),
        ("another effect", with("Effect", json!("Deny")), with("Effect", json!("Allow")), false),
        ("an action, in a list or not", with("Action", json!("a:B")), with("Action", json!(["a:B"])), true),
        ("an action in another case", with("Action", json!("a:B")), with("Action", json!("A:b")), true),
        ("order of actions", with("Action", json!(["a:B", "a:C"])), with("Action", json!(["a:C", "a:B"])), true),
        ("a repeated action", with("Action", json!(["a:B", "a:B"])), with("Action", json!("a:B")), true),
        ("an action more", with("Action", json!(["a:B", "a:C"])), with("Action", json!("a:B")), false),
        ("order of resources", with("Resource", json!(["x", "y"])), with("Resource", json!(["y", "x"])), true),
        ("a resource in another case", with("Resource", json!("x")), with("Resource", json!("X")), false),
        ("a wildcard and what it covers", with("Action", json!("a:*")), with("Action", json!(["a:*", "a:B"])), false),
        ("odd values of two kinds", with("Action", json!([{}])), with("Action", json!([null])), false),
        ("an unknown member and none", with("Unknown", json!(1)), with("Sid", Value::Null), false),
    ]);
}

#[test]
fn principals() {
    let root = "arn:aws:iam::123456789012:root";
    let two = ["arn:aws:iam::123456789012:root", "arn:aws:iam::210987654321:root"];
    all(&[
        ("anybody in two spellings", principal(json!("*")), principal(json!({"AWS": "*"})), true),
        ("an account and its root", principal(json!({"AWS": "123456789012"})), principal(json!({"AWS": root})), true),
        (
            "an account and its root in another partition",
            principal(json!({"AWS": ["123456789012"]})),
            principal(json!({"AWS": "arn:aws-us-gov:iam::123456789012:root"})),
            true,
        ),
        ("order of principals", principal(json!({"AWS": two})), principal(json!({"AWS": [two[1], two[0]]})), true),
        ("two accounts", principal(json!({"AWS": two[0]})), principal(json!({"AWS": two[1]})), false),
        ("two texts", principal(json!("*")), principal(json!(root)), false),
        ("anybody and nobody named", principal(json!("*")), principal(Value::Null), false),
        (
            "anybody and a service of any name",
            principal(json!({"AWS": "*"})),
            principal(json!({"Service": "*"})),
            false,
        ),
        (
            "a user and the root",
            principal(json!({"AWS": "arn:aws:iam::123456789012:user/root"})),
            principal(json!({"AWS": root})),
            false,
        ),
        (
            "eleven digits",
            principal(json!({"AWS": "12345678901"})),
            principal(json!({"AWS": "arn:aws:iam::12345678901:root"})),
            false,
        ),
    ]);
}

#[test]
fn conditions() {
    let of = |value: Value| with("Condition", value);
    all(&[
        ("none and an empty one", of(json!({})), of(Value::Null), true),
        ("none and an operator without keys", of(json!({"Bool": {}})), of(Value::Null), true),
        ("a value, in a list or not", of(json!({"Bool": {"k": "true"}})), of(json!({"Bool": {"k": ["true"]}})), true),
        ("a Boolean and its text", of(json!({"Bool": {"k": true}})), of(json!({"Bool": {"k": "true"}})), true),
        (
            "a number and its text",
            of(json!({"NumericEquals": {"k": 1}})),
            of(json!({"NumericEquals": {"k": "1"}})),
            true,
        ),
        (
            "numbers that are one to a float",
            of(json!({"NumericEquals": {"k": 18_446_744_073_709_551_615_u64}})),
            of(json!({"NumericEquals": {"k": 18_446_744_073_709_551_614_u64}})),
            false,
        ),
        ("an operator in another case", of(json!({"bool": {"k": "true"}})), of(json!({"Bool": {"k": "true"}})), true),
        ("a key in another case", of(json!({"Bool": {"K": "true"}})), of(json!({"Bool": {"k": "true"}})), true),
        (
            "order of values",
            of(json!({"StringEquals": {"k": ["a", "b"]}})),
            of(json!({"StringEquals": {"k": ["b", "a"]}})),
            true,
        ),
        (
            "a value in another case",
            of(json!({"StringEquals": {"k": "a"}})),
            of(json!({"StringEquals": {"k": "A"}})),
            false,
        ),
        (
            "a value more",
            of(json!({"StringEquals": {"k": ["a", "b"]}})),
            of(json!({"StringEquals": {"k": "a"}})),
            false,
        ),
        ("another operator", of(json!({"StringLike": {"k": "a"}})), of(json!({"StringEquals": {"k": "a"}})), false),
        ("another key", of(json!({"StringEquals": {"l": "a"}})), of(json!({"StringEquals": {"k": "a"}})), false),
        ("what is no condition, and another", of(json!({"test": "StringEquals"})), of(json!({"test": "x"})), false),
        ("what is no condition, twice", of(json!({"test": "StringEquals"})), of(json!({"test": "StringEquals"})), true),
        ("what is no condition, and none", of(json!({"test": "StringEquals"})), of(Value::Null), false),
    ]);
}

/// Texts, since some of them are no JSON. The peer fails where one is not.
#[test]
fn whole_documents() {
    let full_access = r#"{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}"#;
    let rows = [
        ("nothing and full access", "", full_access, true),
        ("white space", " \n", full_access, true),
        (
            "full access, indented",
            "{ \"Statement\" : [ {\n\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"*\"]},\"Action\":[\"*\"],\"Resource\":[\"*\"] } ] }",
            full_access,
            true,
        ),
        (
            "nothing and a denial",
            "",
            r#"{"Statement":[{"Action":"*","Effect":"Deny","Principal":"*","Resource":"*"}]}"#,
            false,
        ),
        ("nothing and an empty object", "", "{}", false),
        ("no JSON and full access", "{not json", full_access, false),
        ("no JSON, twice", "{not json", "{not json", true),
        ("no JSON, and other such", "{not json", "{nor this", false),
        (
            "a member that stands twice",
            r#"{"Statement":{"Effect":"Deny","Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#,
            full_access,
            false,
        ),
        ("null and nothing", "null", "", false),
    ];
    for (row, a, b, same) in rows {
        assert_eq!((equivalent(a, b), equivalent(b, a)), (same, same), "{row}: {a} and {b}");
    }
}

fn all(rows: &[Row]) {
    for (row, a, b, same) in rows {
        let (a, b) = (document(a), document(b));
        assert_eq!((equivalent(&a, &b), equivalent(&b, &a)), (*same, *same), "{row}: {a} and {b}");
    }
}

/// A statement alone is made a policy.
fn document(value: &Value) -> String {
    let is_statement = value.get("Effect").is_some();
    if is_statement { json!({"Version": "2012-10-17", "Statement": value}).to_string() } else { value.to_string() }
}

/// A statement with this in place of one member; null takes the member out.
fn with(member: &str, value: Value) -> Value {
    let mut statement =
        json!({"Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunction", "Resource": "*"});
    statement[member] = value;
    statement.as_object_mut().expect("an object").retain(|_, value| !value.is_null());
    statement
}

fn principal(value: Value) -> Value {
    with("Principal", value)
}
