//! `lambda_endpoint_policy_document`, as a configuration uses it.

use serde_json::{Value, json};

use super::super::Stage;
use super::super::hcl::{ONE_SUBNET, endpoint};

const EVERYBODY: &str = "principals {\ntype = \"*\"\nidentifiers = [\"*\"]\n}\n";

/// A document with these statements.
fn document(statements: &[&str]) -> String {
    let statements: Vec<_> = statements.iter().map(|statement| format!("statement {{\n{statement}\n}}\n")).collect();
    format!("data \"lambda_endpoint_policy_document\" \"it\" {{\n{}}}\n", statements.concat())
}

const OUTPUT: &str = "output \"json\" { value = data.lambda_endpoint_policy_document.it.json }\n";

#[test]
fn blocks_become_a_policy_that_plans_no_change() {
    let stage = Stage::immediate();
    let statement = "sid = \"Orders\"
         actions = [\"lambda:InvokeFunction\", \"lambda:GetFunction\"]
         functions = [\"arn:aws:lambda:eu-west-1:123456789012:function:orders\"]
         principals {
           type        = \"AWS\"
           identifiers = [\"123456789012\", \"arn:aws:iam::123456789012:role/&{aws:username}\"]
         }
         condition {
           test     = \"StringEquals\"
           variable = \"aws:PrincipalOrgID\"
           values   = [\"o-a1b2c3d4e5\"]
         }";
    let denial = format!("effect = \"Deny\"\nactions = [\"lambda:DeleteFunction\"]\nresources = [\"*\"]\n{EVERYBODY}");
    let main = document(&[statement, &denial])
        + OUTPUT
        + &endpoint(&[ONE_SUBNET, "policy = data.lambda_endpoint_policy_document.it.minified_json"]);
    assert_eq!(stage.terraform.apply(&main).succeeded().warnings().len(), 0);
    stage.terraform.has_no_changes();

    let function = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
    let expected = json!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Orders",
                "Effect": "Allow",
                "Action": ["lambda:GetFunction", "lambda:InvokeFunction"],
                "Resource": [function, format!("{function}:*")],
                "Principal": {"AWS": ["123456789012", "arn:aws:iam::123456789012:role/${aws:username}"]},
                "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
            },
            {"Effect": "Deny", "Action": "lambda:DeleteFunction", "Resource": "*", "Principal": "*"},
        ],
    });
    let output = stage.terraform.state_file()["outputs"]["json"]["value"].clone();
    let written: Value = serde_json::from_str(output.as_str().unwrap()).unwrap();
    assert_eq!(written, expected);
    assert_eq!(stage.shown().policy, expected);
}

/// The document is there at plan time, so that what is to be said of it is said there.
#[test]
fn a_document_is_read_while_planning() {
    let stage = Stage::immediate();
    let statement = format!("actions = [\"s3:GetObject\"]\nresources = [\"*\"]\n{EVERYBODY}");
    let main =
        document(&[&statement]) + &endpoint(&[ONE_SUBNET, "policy = data.lambda_endpoint_policy_document.it.json"]);
    let warnings = stage.terraform.plan(&main).succeeded().warnings();
    assert!(warnings.iter().any(|warning| warning.summary == "Action of another service"), "{warnings:?}");
}

/// What is known only after apply is waited for.
#[test]
fn a_document_of_unknown_values_is_read_at_apply() {
    let stage = Stage::immediate();
    let statement =
        format!("actions = [\"lambda:InvokeFunction\"]\nfunctions = [terraform_data.arn.output]\n{EVERYBODY}");
    let main = |arn: &str| {
        format!("resource \"terraform_data\" \"arn\" {{ input = \"{arn}\" }}\n") + &document(&[&statement]) + OUTPUT
    };
    stage.terraform.plan(&main("orders")).succeeded();
    let error = stage.terraform.apply(&main("orders")).error();
    assert_eq!(error.summary, "Invalid function ARN");
    stage.terraform.apply(&main("arn:aws:lambda:eu-west-1:123456789012:function:orders")).succeeded();
}

#[test]
fn what_is_wrong_with_a_statement_is_told_at_its_place() {
    let stage = Stage::immediate();
    let cases = [
        ("actions = [\"lambda:*\"]\nresources = [\"*\"]".to_owned(), "No principal", "principals {"),
        (format!("resources = [\"*\"]\n{EVERYBODY}"), "No action", "Set actions"),
        (format!("effect = \"Perhaps\"\nactions = [\"*\"]\n{EVERYBODY}"), "", "Allow"),
        (format!("actions = [\"*\"]\nfunctions = [\"orders\"]\n{EVERYBODY}"), "Invalid function ARN", "\"orders\""),
        (format!("actions = [\"*\"]\nnot_actions = [\"a:b\"]\n{EVERYBODY}"), "Contradiction", "actions or not_actions"),
        (
            "actions = [\"*\"]\nprincipals {\ntype = \"*\"\nidentifiers = [\"1\"]\n}".to_owned(),
            "Invalid principals",
            "their only identifier",
        ),
    ];
    for (statement, summary, detail) in cases {
        let error = stage.terraform.plan(&document(&[&statement])).error();
        assert!(error.summary.contains(summary) && error.detail.contains(detail), "{statement}: {error:?}");
    }
}
