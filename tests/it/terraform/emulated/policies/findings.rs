//! What the plan says of a policy, before EC2 has seen it.

use super::super::Stage;
use super::super::hcl::{ONE_SUBNET, endpoint, policy_resource};

/// A document, the headline of what is said of it, and parts of the text.
type Case = (&'static str, &'static str, &'static [&'static str]);

const ERRORS: [Case; 6] = [
    ("\"{\\n  \\\"Statement\\\": x\"", "Invalid JSON", &["line 2", "column"]),
    ("jsonencode({})", "No statement", &["Add one"]),
    (
        "jsonencode({ Statement = [{ Principal = \"*\", Action = \"*\" }] })",
        "Incomplete statement",
        &["Statement[0]", "Effect"],
    ),
    (
        "jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"*\" }] })",
        "Incomplete statement",
        &["Statement[0]", "Principal"],
    ),
    (
        "jsonencode({ Statement = [{ Effect = \"Allow\", Principal = \"*\" }] })",
        "Incomplete statement",
        &["Statement[0]", "Action"],
    ),
    (
        "jsonencode({ Id = join(\"\", [for i in range(1000) : \"123456789012345678901234567890\"]) })",
        "Policy too long",
        &["20,480"],
    ),
];

const WARNINGS: [Case; 6] = [
    (
        "jsonencode({ Statement = [{ Effect = \"Allow\", Principal = \"*\", Action = [\"lambda:*\", \"s3:GetObject\"], Resource = \"*\" }] })",
        "Action of another service",
        &["Statement[0].Action[1]", "s3:GetObject"],
    ),
    (
        "jsonencode({ Statement = [{ Effect = \"Allow\", Principal = \"*\", Action = \"lambda:InvokeFunctoin\", Resource = \"*\" }] })",
        "Unknown action",
        &["Statement[0].Action", "lambda:InvokeFunction\""],
    ),
    (
        "jsonencode({ Statement = [{ Effect = \"Allow\", Principal = \"*\", Action = \"lambda:InvokeFunction\", Resource = \"arn:aws:lambda:eu-west-1:123456789012:function:orders\" }] })",
        "Function named in one form only",
        &["Statement[0].Resource", "arn:aws:lambda:eu-west-1:123456789012:function:orders:*"],
    ),
    (
        "jsonencode({ Statement = [{ Effect = \"Allow\", Principal = \"*\", Action = \"lambda:ListFunctions\", Resource = \"arn:aws:lambda:*:*:function:ord*\" }] })",
        "Action without resources",
        &["Statement[0].Action", "lambda:ListFunctions"],
    ),
    (
        "jsonencode({ Statement = [{ Effect = \"Allow\", Principal = \"*\", Action = \"*\", Resource = \"*\", Condition = { StringLike = { \"aws:PrincipalOrgID\" = \"o-*\" } } }] })",
        "Wildcard that AWS refuses",
        &["Statement[0].Condition", "o-*"],
    ),
    (
        "jsonencode({ Statement = [{ Effect = \"Allow\", NotPrincipal = { AWS = \"123456789012\" }, Action = \"*\", Resource = \"*\" }] })",
        "NotPrincipal with Allow",
        &["Statement[0]", "NotPrincipal"],
    ),
];

#[test]
fn errors_are_told_at_plan_and_nothing_is_asked_of_ec2() {
    let stage = Stage::unchecked();
    for case @ (document, ..) in ERRORS {
        for main in [inline(document), apart(document)] {
            let error = stage.terraform.plan(&main).error();
            assert_told(&case, &error.summary, &error.detail, &error.line);
        }
    }
    assert_eq!(stage.emulator.count("CreateVpcEndpoint"), 0);
}

#[test]
fn warnings_do_not_block() {
    let stage = Stage::immediate();
    for case @ (document, ..) in WARNINGS {
        // Terraform validates twice on its way to a plan, and says the same twice.
        let warning = stage.terraform.plan(&inline(document)).succeeded().warnings().remove(0);
        assert_told(&case, &warning.summary, &warning.detail, &warning.line);
    }
    stage.terraform.apply(&inline(WARNINGS[0].0)).succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 1);
}

/// A document that nobody knows at plan time is checked once it is known, before EC2 is asked.
#[test]
fn a_document_unknown_at_plan_is_checked_at_apply() {
    let stage = Stage::unchecked();
    let other = "resource \"terraform_data\" \"later\" { input = \"no JSON\" }\n";
    let main = format!("{other}{}", inline("terraform_data.later.output"));
    stage.terraform.plan(&main).succeeded();
    let error = stage.terraform.apply(&main).error();
    assert_eq!(error.summary, "Invalid JSON");
    assert_eq!(stage.emulator.count("CreateVpcEndpoint"), 0);
}

fn assert_told((document, headline, parts): &Case, summary: &str, detail: &str, line: &str) {
    assert_eq!(summary, *headline, "{document}: {detail}");
    for part in *parts {
        assert!(detail.contains(part), "{part:?} in {detail:?}");
    }
    assert!(line.starts_with("policy"), "{line:?}");
}

fn inline(document: &str) -> String {
    endpoint(&[ONE_SUBNET, &format!("policy = {document}")])
}

fn apart(document: &str) -> String {
    let whole = policy_resource("\"vpce-0123456789abcdef0\"", "*");
    let start = whole.find("policy = ").expect("the argument");
    format!("{}policy = {document}\n}}\n", &whole[..start])
}
