//! The provider is killed in the middle of a call. What it had not told Terraform by then is lost; the next command mends
//! that, or says what to do.

use ec2_emulator::{Fault, FaultKind};
use rustix::process::Signal;

use super::{ALL_AT_CREATION, PATIENCE, Stage, Version};
use crate::terraform::run::Run;

const LIMIT: &str = "1m";

#[test]
fn killed_before_the_endpoint_exists() {
    let stage = Stage::unchecked_and_immediate();
    let main = Version::First.endpoint(LIMIT, ALL_AT_CREATION);
    killed(&stage, "CreateVpcEndpoint", || stage.terraform.apply(&main));
    stage.terraform.apply(&main).succeeded();
    stage.is_mended();
}

/// Terraform knows nothing of the endpoint, and EC2 gives its name to no second one: the plan says how to adopt it.
#[test]
fn killed_while_the_endpoint_is_made_the_next_plan_says_how_to_adopt_it() {
    let stage = Stage::unchecked_and_immediate();
    let main = Version::First.endpoint(LIMIT, "private_dns_enabled = true");
    killed_afterwards(&stage, &main);
    adopts(&stage, &main, |run| {
        let finding = run.finding();
        assert_eq!(finding.line, "private_dns_enabled = true");
        finding.detail
    });
}

/// Without private DNS nothing forbids a second endpoint. It may be wanted, so it is no error.
#[test]
fn killed_while_an_endpoint_without_a_private_name_is_made_the_next_plan_tells_of_it() {
    let stage = Stage::unchecked_and_immediate();
    let main = Version::First.endpoint(LIMIT, "");
    killed_afterwards(&stage, &main);
    adopts(&stage, &main, |run| {
        let warnings = run.warnings();
        assert_eq!(warnings.len(), 1, "{warnings:#?}");
        warnings[0].detail.clone()
    });
}

/// Makes the endpoint, and kills the provider at the first look at it.
fn killed_afterwards(stage: &Stage, main: &str) {
    killed(stage, "DescribeVpcEndpoints", || stage.terraform.apply(main));
    assert_eq!(stage.emulator.endpoint_count(), 1);
    assert_eq!(stage.terraform.state("lambda_vpc_endpoint.it"), serde_json::Value::Null);
}

/// Does what the plan says: `told` finds that in it.
fn adopts(stage: &Stage, main: &str, told: impl FnOnce(&Run) -> String) {
    let there = stage.network.ec2.endpoint(&stage.network.vpc).id;
    stage.set_checks("true");
    let told = told(&stage.terraform.plan(main));
    assert!(told.contains(&format!("terraform import ADDRESS {there}")), "{told}");
    stage.terraform.run(&["import", "-input=false", "lambda_vpc_endpoint.it", &there]).succeeded();
    stage.terraform.apply(main).succeeded();
    stage.is_mended();
}

#[test]
fn killed_during_an_update() {
    let stage = Stage::unchecked_and_immediate();
    let mut version = Version::First;
    stage.terraform.apply(&version.endpoint(LIMIT, ALL_AT_CREATION)).succeeded();
    let born = stage.id();
    for operation in
        ["ModifyVpcEndpoint", "DeleteTags", "CreateTags", "DescribeVpcEndpoints", "DescribeNetworkInterfaces"]
    {
        version = version.other();
        let main = version.endpoint(LIMIT, ALL_AT_CREATION);
        killed(&stage, operation, || stage.apply_unrefreshed(&main));
        let mended = stage.terraform.apply(&main).succeeded();
        assert!(mended.actions().iter().all(|action| action.starts_with("update")), "{:?}", mended.actions());
        stage.is_mended();
        assert_eq!(stage.id(), born, "{operation}");
    }
}

#[test]
fn killed_during_a_delete() {
    let stage = Stage::unchecked_and_immediate();
    for operation in ["DeleteVpcEndpoints", "DescribeVpcEndpoints", "DescribeNetworkInterfaces"] {
        stage.terraform.apply(&Version::First.endpoint(LIMIT, "")).succeeded();
        killed(&stage, operation, || stage.destroy_unrefreshed());
        stage.terraform.destroy().succeeded();
        assert_eq!(stage.emulator.endpoint_count(), 0, "{operation}");
    }
}

#[test]
fn killed_during_a_change_of_the_policy() {
    let stage = Stage::unchecked_and_immediate();
    let endpoint = Version::First.endpoint(LIMIT, "");
    stage.terraform.apply(&endpoint).succeeded();
    for version in [Version::First, Version::Second] {
        let main = endpoint.clone() + &version.policy(LIMIT);
        killed(&stage, "ModifyVpcEndpoint", || stage.apply_unrefreshed(&main));
        stage.terraform.apply(&main).succeeded();
        stage.is_mended();
    }
    killed(&stage, "ModifyVpcEndpoint", || stage.destroy_unrefreshed());
    stage.terraform.destroy().succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 0);
}

/// Has `command` fail because the provider is killed while EC2 works on the first call of `operation` in it.
fn killed(stage: &Stage, operation: &str, command: impl FnOnce() -> Run + Send) {
    stage.emulator.inject(Fault::new(operation, FaultKind::Delay(PATIENCE)));
    let run = stage.during(operation, command, || stage.signal_provider(Signal::KILL));
    assert!(!run.errors().is_empty(), "terraform noticed nothing");
    stage.emulator.clear_faults();
}
