//! The policies that are measured, each with another spelling of itself.

use serde_json::{Value, json};

/// EC2's limit for a policy, in characters.
const LONGEST: usize = 20_480;

/// One statement for one function, as in the guides.
pub(super) fn example() -> [String; 2] {
    spellings(vec![statement(0)])
}

/// As many statements as EC2 accepts.
pub(super) fn long() -> [String; 2] {
    let mut statements = Vec::new();
    loop {
        statements.push(statement(statements.len()));
        if policy(&statements).len() > LONGEST {
            statements.pop();
            return spellings(statements);
        }
    }
}

/// The policy, and the same in the opposite order.
fn spellings(mut statements: Vec<Value>) -> [String; 2] {
    let one = policy(&statements);
    statements.reverse();
    [one, policy(&statements)]
}

fn policy(statements: &[Value]) -> String {
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

fn statement(number: usize) -> Value {
    let function = format!("arn:aws:lambda:eu-west-1:123456789012:function:orders-{number}");
    json!({
        "Sid": format!("Orders{number}"),
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
        "Action": ["lambda:InvokeFunction", "lambda:GetFunction"],
        "Resource": [function, format!("{function}:*")],
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
    })
}
