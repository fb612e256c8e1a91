//! One policy in many spellings: after one was applied, no other plans a change.

use super::super::Stage;
use super::super::hcl::{IT, ONE_SUBNET, endpoint};

/// What users write, each a whole `policy` argument, all the same to IAM.
const SPELLINGS: [(&str, &str); 6] = [
    (
        "jsonencode",
        r#"policy = jsonencode({
            Version   = "2012-10-17"
            Statement = [{
              Sid       = "Orders"
              Effect    = "Allow"
              Principal = { AWS = ["123456789012"] }
              Action    = ["lambda:InvokeFunction", "lambda:GetFunction"]
              Resource  = ["arn:aws:lambda:eu-west-1:123456789012:function:orders", "arn:aws:lambda:eu-west-1:123456789012:function:orders:*"]
              Condition = { Bool = { "aws:SecureTransport" = true } }
            }]
          })"#,
    ),
    (
        "another order, one statement without a list, other case",
        r#"policy = jsonencode({
            Statement = {
              Resource  = ["arn:aws:lambda:eu-west-1:123456789012:function:orders:*", "arn:aws:lambda:eu-west-1:123456789012:function:orders"]
              Condition = { bool = { "AWS:securetransport" = ["true"] } }
              Action    = ["lambda:getfunction", "LAMBDA:InvokeFunction", "lambda:GetFunction"]
              Principal = { AWS = "arn:aws:iam::123456789012:root" }
              Effect    = "Allow"
              Sid       = "Orders"
            }
            Version = "2012-10-17"
          })"#,
    ),
    (
        "a heredoc",
        r#"policy = <<-JSON

            {
              "Version" :   "2012-10-17",
              "Statement" : [ {
                "Sid": "Orders", "Effect": "Allow", "Principal": { "AWS": "123456789012" },
                "Action": [ "lambda:GetFunction",
                            "lambda:InvokeFunction" ],
                "Resource": [ "arn:aws:lambda:eu-west-1:123456789012:function:orders",
                              "arn:aws:lambda:eu-west-1:123456789012:function:orders:*" ],
                "Condition": { "Bool": { "aws:SecureTransport": "true" } }
              } ]
            }

          JSON"#,
    ),
    (
        "as data.aws_iam_policy_document writes it",
        r#"policy = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Sid\": \"Orders\",\n      \"Effect\": \"Allow\",\n      \"Action\": [\n        \"lambda:InvokeFunction\",\n        \"lambda:GetFunction\"\n      ],\n      \"Resource\": [\n        \"arn:aws:lambda:eu-west-1:123456789012:function:orders:*\",\n        \"arn:aws:lambda:eu-west-1:123456789012:function:orders\"\n      ],\n      \"Principal\": {\n        \"AWS\": \"arn:aws:iam::123456789012:root\"\n      },\n      \"Condition\": {\n        \"Bool\": {\n          \"aws:SecureTransport\": \"true\"\n        }\n      }\n    }\n  ]\n}""#,
    ),
    (
        "escapes",
        r#"policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"\\u004frders\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":[\"lambda:InvokeFunction\",\"lambda:GetFunction\"],\"Resource\":[\"arn:aws:lambda:eu-west-1:123456789012:function:orders\",\"arn:aws:lambda:eu-west-1:123456789012:function:orders:*\"],\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}}]}""#,
    ),
    (
        "an account of another partition's root",
        r#"policy = jsonencode({
            Version   = "2012-10-17"
            Statement = [{
              Sid       = "Orders"
              Effect    = "allow"
              Principal = { AWS = "arn:aws-cn:iam::123456789012:root" }
              Action    = ["lambda:InvokeFunction", "lambda:GetFunction"]
              Resource  = ["arn:aws:lambda:eu-west-1:123456789012:function:orders", "arn:aws:lambda:eu-west-1:123456789012:function:orders:*"]
              Condition = { Bool = { "aws:SecureTransport" = [true, "true"] } }
            }]
          })"#,
    ),
];

#[test]
fn no_spelling_of_one_policy_plans_a_change() {
    let stage = Stage::immediate();
    for policy in SPELLINGS.map(|(_, policy)| policy) {
        let main = stage_with(policy);
        stage.terraform.apply(&main).succeeded();
        stage.terraform.has_no_changes();
    }
    assert_eq!(stage.emulator.count("ModifyVpcEndpoint"), 1, "only the resource's own policy was ever put");
}

/// The text in the state is the user's, whatever EC2 makes of it.
#[test]
fn the_state_keeps_the_text_that_was_applied() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET, SPELLINGS[2].1]);
    stage.terraform.apply(&main).succeeded();
    let text = stage.terraform.state(IT)["policy"].clone();
    assert!(text.as_str().is_some_and(|text| text.contains("\"Version\" :   \"2012-10-17\"")), "{text}");

    stage.terraform.run(&["apply", "-refresh-only", "-auto-approve", "-input=false", "-json"]).succeeded();
    assert_eq!(stage.terraform.state(IT)["policy"], text);
}

/// What EC2 has is shown as `jsonencode()` writes it, however EC2 has it.
#[test]
fn a_live_policy_is_shown_without_its_white_space() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET, SPELLINGS[0].1]);
    stage.terraform.apply(&main).succeeded();
    let live = "{\n  \"Version\" : \"2012-10-17\", \n  \"Statement\" : [ ] }";
    assert!(stage.emulator.replace_policy(&stage.shown().id, live));
    stage.terraform.run(&["apply", "-refresh-only", "-auto-approve", "-input=false", "-json"]).succeeded();
    assert_eq!(stage.terraform.state(IT)["policy"], r#"{"Statement":[],"Version":"2012-10-17"}"#);
}

#[test]
fn a_real_difference_shows() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET, SPELLINGS[0].1]);
    stage.terraform.apply(&main).succeeded();
    for (from, to) in [
        ("\"Allow\"", "\"Deny\""),
        ("GetFunction", "GetAlias"),
        ("123456789012\"]", "210987654321\"]"),
        ("orders:*", "orders:1"),
        ("Bool =", "BoolIfExists ="),
        ("= true", "= false"),
        ("Orders", "Others"),
    ] {
        assert!(main.contains(from), "{from}");
        assert_eq!(
            stage.terraform.plan(&main.replace(from, to)).succeeded().actions(),
            [format!("update {IT}")],
            "{to}"
        );
    }
}

/// The endpoint with its policy inline, and another with the same one in a resource of its own.
fn stage_with(policy: &str) -> String {
    let other = "resource \"lambda_vpc_endpoint\" \"other\" {\nvpc_id = var.network.vpc\nsubnet_ids = [var.network.subnets[1]]\n}\n";
    format!(
        "{}{other}resource \"lambda_endpoint_policy\" \"it\" {{\nvpc_endpoint_id = lambda_vpc_endpoint.other.id\n{policy}\n}}\n",
        endpoint(&[ONE_SUBNET, policy])
    )
}
