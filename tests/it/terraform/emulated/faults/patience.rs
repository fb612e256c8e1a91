//! What EC2 does not know yet, because it was made moments ago, and what it will never know.

use std::time::Duration;

use ec2_emulator::{Options, Outcome, Timing};

use super::{Stage, Version, soon};

const ROLE: &str = "arn:aws:iam::123456789012:role/made-just-now";

#[test]
fn an_endpoint_that_ec2_does_not_show_yet_is_waited_for() {
    let timing = Timing { unknown_after_create: Duration::from_secs(2), ..Timing::immediate() };
    let stage = Stage::with(&Options { timing, ..Options::default() });
    stage.terraform.apply(&Version::First.endpoint("1m", "")).succeeded();
    let not_found = Some(Outcome::Refused("InvalidVpcEndpointId.NotFound".to_owned()));
    let looks = stage.emulator.calls().into_iter().filter(|call| call.operation == "DescribeVpcEndpoints");
    assert!(looks.filter(|call| call.outcome == not_found).count() > 1);
    stage.is_mended();
}

#[test]
fn an_endpoint_that_is_gone_is_not_waited_for() {
    let stage = Stage::unchecked();
    stage.terraform.apply(&Version::First.endpoint("10m", "")).succeeded();
    let id = stage.id();
    stage.emulator.set_timing(Timing::immediate());
    stage.network.ec2.delete_endpoint(&id);
    stage.emulator.reset_calls();

    let error = soon(|| stage.apply_unrefreshed(&Version::Second.endpoint("10m", ""))).error();
    assert_eq!(error.summary, "Cannot update VPC endpoint");
    assert!(error.detail.contains("InvalidVpcEndpointId.NotFound") && error.detail.contains(&id), "{error:#?}");
    assert_eq!(stage.emulator.count("ModifyVpcEndpoint"), 1);

    stage.terraform.apply(&Version::Second.endpoint("10m", "")).succeeded();
    stage.is_mended();
}

#[test]
fn a_principal_that_was_made_just_now_is_waited_for() {
    let stage = Stage::unchecked();
    stage.emulator.hide_principal(ROLE, Duration::from_secs(2));
    stage.terraform.apply(&Version::First.endpoint("1m", &naming(ROLE))).succeeded();
    let tries = stage.emulator.calls().into_iter().filter(|call| call.operation == "CreateVpcEndpoint");
    let refused = Some(Outcome::Refused("InvalidPolicyDocument".to_owned()));
    assert!(tries.filter(|call| call.outcome == refused).count() >= 1);
    stage.is_mended();

    // The same for a policy that is a resource of its own.
    let other = format!("{ROLE}-too");
    stage.emulator.hide_principal(&other, Duration::from_secs(2));
    stage.emulator.reset_calls();
    let main = Version::First.endpoint("1m", "");
    let policy =
        Version::First.policy("1m").replace("Principal = \"*\"", &format!("Principal = {{ AWS = \"{other}\" }}"));
    stage.terraform.apply(&main).succeeded();
    stage.terraform.apply(&(main + &policy)).succeeded();
    assert!(stage.emulator.count("ModifyVpcEndpoint") > 2);
}

#[test]
fn a_document_that_ec2_cannot_read_is_refused_at_once() {
    let stage = Stage::unchecked();
    let main = Version::First.endpoint(
        "1m",
        "policy = jsonencode({ Statement = [{ Effect = \"Perhaps\", Principal = \"*\", Action = \"*\" }] })",
    );
    let error = soon(|| stage.terraform.apply(&main)).error();
    assert_eq!(error.summary, "Cannot create VPC endpoint");
    assert!(error.line.starts_with("policy"), "{error:#?}");
    assert!(error.detail.contains("Syntax error at position"), "{error:#?}");
    assert_eq!(stage.emulator.count("CreateVpcEndpoint"), 1);
    assert_eq!(stage.emulator.endpoint_count(), 0);
}

fn naming(principal: &str) -> String {
    format!(
        r#"policy = jsonencode({{
            Statement = [{{ Effect = "Allow", Principal = {{ AWS = "{principal}" }}, Action = "*", Resource = "*" }}]
        }})"#
    )
}
