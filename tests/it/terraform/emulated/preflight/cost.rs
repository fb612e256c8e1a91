//! How many calls the checks make, and when they make none.

use std::collections::BTreeMap;

use ec2_emulator::Fault;
use serde_json::{Value as Json, json};
use terraform_provider_lambda::proto::tfplugin6 as proto;

use crate::client::Launch;
use crate::terraform::emulated::Stage;
use crate::terraform::emulated::hcl::{ONE_SUBNET, TWO_SUBNETS, endpoint};
use crate::terraform::network::Network;

const PRIVATE: &str = "private_dns_enabled = true";
/// Every call that a check makes.
const CHECKS: [&str; 5] = [
    "DescribeSubnets",
    "DescribeSecurityGroups",
    "DescribeVpcAttribute",
    "DescribeVpcEndpointServices",
    "DescribeVpcEndpoints",
];

#[test]
fn a_plan_without_changes_makes_one_call() {
    let stage = Stage::immediate();
    let three = r#"
        resource "lambda_vpc_endpoint" "it" {
          count      = 3
          vpc_id     = var.network.vpc
          subnet_ids = [var.network.subnets[count.index]]
        }"#;
    stage.terraform.apply(three).succeeded();
    stage.emulator.reset_calls();
    stage.terraform.has_no_changes();
    assert_eq!(stage.counts(), counts(&[("DescribeVpcEndpoints", 1)]));
}

#[test]
fn a_change_asks_only_for_what_it_concerns() {
    let stage = Stage::immediate();
    let group = "security_group_ids = [var.network.groups[0]]";
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, group])).succeeded();
    let asks = |arguments: &[&str]| {
        stage.emulator.reset_calls();
        stage.terraform.plan(&endpoint(arguments)).succeeded();
        stage.counts()
    };
    assert_eq!(asks(&[ONE_SUBNET, group, "tags = { a = \"b\" }"]), counts(&[("DescribeVpcEndpoints", 1)]));
    assert_eq!(
        asks(&[TWO_SUBNETS, group]),
        counts(&[("DescribeVpcEndpoints", 1), ("DescribeSubnets", 1), ("DescribeVpcEndpointServices", 1)])
    );
    assert_eq!(
        asks(&[ONE_SUBNET, "security_group_ids = [var.network.groups[1]]"]),
        counts(&[("DescribeVpcEndpoints", 1), ("DescribeSecurityGroups", 1)])
    );
    assert_eq!(
        asks(&[ONE_SUBNET, group, PRIVATE]),
        counts(&[("DescribeVpcEndpoints", 2), ("DescribeVpcAttribute", 2)])
    );
}

/// What resources of one plan ask at the same time is asked once for all of them.
#[test]
fn many_endpoints_of_one_plan_share_their_calls() {
    const MANY: usize = 10;
    let stage = Stage::immediate();
    let main = format!(
        r#"resource "lambda_vpc_endpoint" "it" {{
          count              = {MANY}
          vpc_id             = var.network.vpc
          subnet_ids         = [var.network.subnets[count.index % 3]]
          security_group_ids = [var.network.groups[count.index % 2]]
          {PRIVATE}
        }}"#
    );
    stage.emulator.reset_calls();
    assert_eq!(stage.terraform.plan(&main).succeeded().actions().len(), MANY);
    let counts = stage.counts();
    for operation in CHECKS {
        let calls = counts.get(operation).copied().unwrap_or_default();
        // Terraform asks for ten at a time, though not all at the same moment.
        assert!((1..=MANY / 2).contains(&calls), "{operation}: {counts:?}");
    }
}

#[test]
fn no_checks_make_no_calls() {
    let stage = Stage::immediate();
    stage.terraform.write("provider_override.tf", "provider \"lambda\" {\n preflight_checks = false\n}\n");
    stage.emulator.reset_calls();
    let group = "security_group_ids = [var.network.groups[0]]";
    stage.terraform.plan(&endpoint(&[ONE_SUBNET, group, PRIVATE])).succeeded();
    assert_eq!(stage.counts(), counts(&[]));
}

#[test]
fn a_check_that_may_not_be_made_is_left_out() {
    let stage = Stage::immediate();
    for operation in CHECKS {
        stage
            .emulator
            .inject(Fault::error(operation, "UnauthorizedOperation", "You are not authorized.", 403).always());
    }
    let group = "security_group_ids = [var.network.groups[0]]";
    let plan = stage.terraform.plan(&endpoint(&[ONE_SUBNET, group, PRIVATE])).succeeded();
    assert_eq!((plan.actions().len(), plan.warnings().len()), (1, 0));
    for operation in CHECKS {
        assert!(stage.emulator.count(operation) > 0, "{operation} was not called");
    }
}

/// What Terraform shows of this with `TF_LOG=WARN`.
#[tokio::test]
async fn a_check_that_is_left_out_is_logged_with_the_permission() {
    let stage = Stage::immediate();
    let refusal = Fault::error("DescribeSubnets", "UnauthorizedOperation", "You are not authorized.", 403);
    stage.emulator.inject(refusal.always());
    let mut plugin = Launch::new().env("TF_LOG", "WARN").start().await;
    let config = json!({
        "region": Network::REGION, "access_key": "test", "secret_key": "test",
        "endpoints": [{ "ec2": stage.network.ec2.url() }],
    });
    let request = proto::configure_provider::Request { config: dynamic(&config), ..Default::default() };
    plugin.provider().configure_provider(request).await.unwrap();
    let planned = dynamic(&json!({"vpc_id": stage.network.vpc, "subnet_ids": [stage.network.subnets[0]]}));
    let request = proto::plan_resource_change::Request {
        type_name: "lambda_vpc_endpoint".to_owned(),
        config: planned.clone(),
        proposed_new_state: planned,
        ..Default::default()
    };
    let answer = plugin.provider().plan_resource_change(request).await.unwrap().into_inner();
    assert_eq!(answer.diagnostics, []);
    let line = plugin.process.stderr_line(|line| line.contains("ec2:DescribeSubnets")).await;
    let line: Json = serde_json::from_str(&line).unwrap();
    assert_eq!(line["@level"], "warn", "{line}");
    assert!(line["@message"].as_str().unwrap().contains("a plan-time check is left out"), "{line}");
}

fn counts(expected: &[(&str, usize)]) -> BTreeMap<String, usize> {
    expected.iter().map(|(operation, count)| ((*operation).to_owned(), *count)).collect()
}

#[expect(clippy::unnecessary_wraps, reason = "every message field that takes this is optional")]
fn dynamic(json: &Json) -> Option<proto::DynamicValue> {
    Some(proto::DynamicValue { msgpack: Vec::new(), json: json.to_string().into_bytes() })
}
