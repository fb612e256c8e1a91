//! What a refresh of many endpoints costs, and that it is right all the same. The peer makes 5 calls for each endpoint in
//! three zones, one more for its policy, one after the other.

use std::collections::BTreeMap;

use ec2_emulator::{Options, Outcome, Timing};
use serde_json::Value;

use super::Stage;
use super::hcl::policy;

const MANY: usize = 25;

impl Stage {
    /// On which [`MANY`] endpoints exist, each with a policy of its own.
    fn of_many(arguments: &str) -> Self {
        let timing = Timing::immediate();
        let stage = Self::with(&Options { timing, endpoints_per_vpc: MANY, ..Options::default() });
        stage.terraform.apply(&many(arguments)).succeeded();
        stage.emulator.reset_calls();
        stage
    }

    /// The ids of all endpoints in the state.
    fn ids(&self) -> Vec<String> {
        let file = self.terraform.state_file();
        let resources = file["resources"].as_array().unwrap().iter();
        let endpoints = resources.filter(|resource| resource["type"] == "lambda_vpc_endpoint");
        let instances = endpoints.flat_map(|resource| resource["instances"].as_array().unwrap());
        instances.map(|instance| instance["attributes"]["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// In reverse order, so that a deletion in the middle shows.
fn many(arguments: &str) -> String {
    let policy = policy("lambda:InvokeFunction");
    format!(
        r#"resource "lambda_vpc_endpoint" "it" {{
            count      = {MANY}
            vpc_id     = var.network.vpc
            subnet_ids = var.network.subnets
            tags       = {{ number = count.index }}
            {arguments}
        }}
        resource "lambda_endpoint_policy" "it" {{
            count           = {MANY}
            vpc_endpoint_id = lambda_vpc_endpoint.it[count.index].id
            {policy}
        }}"#
    )
}

#[test]
fn many_endpoints_and_policies_are_read_in_three_calls() {
    let stage = Stage::of_many("");
    stage.terraform.has_no_changes();
    let counts = stage.counts();
    assert_eq!(counts.keys().collect::<Vec<_>>(), ["DescribeVpcEndpoints"], "{counts:?}");
    assert!(counts["DescribeVpcEndpoints"] <= 3, "{counts:?}");
}

/// Managed tags make a refresh look at the interfaces too.
#[test]
fn many_network_interfaces_are_read_in_three_calls() {
    let stage = Stage::of_many("tag_network_interfaces = true");
    stage.terraform.has_no_changes();
    let counts = stage.counts();
    assert!(counts["DescribeNetworkInterfaces"] <= 3 && counts["DescribeVpcEndpoints"] <= 3, "{counts:?}");
}

#[test]
fn what_somebody_changed_among_many_is_found() {
    let stage = Stage::of_many("");
    let (first, last) = (&stage.ids()[0], &stage.ids()[MANY - 1]);
    for id in [first, last] {
        stage.call("CreateTags", &[("ResourceId.1", id), ("Tag.1.Key", "number"), ("Tag.1.Value", "x")]);
    }
    let plan = stage.terraform.plan_again(&[]).succeeded();
    let updates = [0, MANY - 1].map(|number| format!("update lambda_vpc_endpoint.it[{number}]"));
    assert_eq!(plan.actions(), updates);
}

/// One that is gone fails EC2's answer about all that were asked for with it.
#[test]
fn one_that_is_gone_costs_a_call_and_fails_nothing() {
    for number in [0, MANY - 1] {
        let stage = Stage::of_many("");
        let gone = &stage.ids()[number];
        stage.network.ec2.delete_endpoint(gone);
        stage.emulator.reset_calls();

        let plan = stage.terraform.plan_again(&[]).succeeded();
        let both = ["lambda_endpoint_policy", "lambda_vpc_endpoint"].map(|kind| format!("create {kind}.it[{number}]"));
        assert_eq!(plan.actions(), both);
        let asked = calls_about_state(&stage);
        assert!(asked <= 6, "{asked} calls: {:?}", stage.counts());
        let refused =
            stage.emulator.calls().into_iter().filter(|call| matches!(call.outcome, Some(Outcome::Refused(_))));
        assert!(refused.count() <= 2, "{:?}", stage.refused());
    }
}

/// Describes of endpoints that are not for a plan-time check, which asks by VPC.
fn calls_about_state(stage: &Stage) -> usize {
    let by_vpc =
        |parameters: &BTreeMap<String, String>| parameters.get("Filter.1.Name").is_some_and(|name| name == "vpc-id");
    stage.done("DescribeVpcEndpoints").iter().filter(|parameters| !by_vpc(parameters)).count()
        + stage.refused().iter().filter(|(operation, _)| operation == "DescribeVpcEndpoints").count()
}

/// A state may hold what is no id at all; the others are read all the same.
#[test]
fn a_malformed_id_among_many_is_an_error_of_its_own() {
    let stage = Stage::of_many("");
    let mut file = stage.terraform.state_file();
    let first = file["resources"].as_array_mut().unwrap().iter_mut().find(|it| it["type"] == "lambda_vpc_endpoint");
    let attributes = &mut first.unwrap()["instances"][0]["attributes"];
    attributes["id"] = Value::from("vpce-no-id");
    stage.terraform.write("terraform.tfstate", &file.to_string());

    let error = stage.terraform.plan_again(&[]).error();
    assert_eq!(error.summary, "Cannot read VPC endpoint");
    assert!(error.detail.contains("InvalidVpcEndpointId.Malformed"), "{error:?}");
}
