//! A call fails for as long as the operation may take: the error says so, the state says what is true, and the next
//! command mends the rest.

use ec2_emulator::Fault;

use super::{ALL_AT_CREATION, Stage, Version, soon};
use crate::terraform::run::Run;

/// Long enough for a change on an EC2 that does everything at once, and soon over.
const LIMIT: &str = "2s";

#[test]
fn a_create_that_never_begins_leaves_nothing() {
    let stage = Stage::unchecked_and_immediate();
    fails(&stage, "CreateVpcEndpoint", "Cannot create VPC endpoint", create);
    assert_eq!(stage.emulator.endpoint_count(), 0);
    assert_eq!(stage.terraform.state("lambda_vpc_endpoint.it"), serde_json::Value::Null);
    let mended = create(&stage).succeeded();
    assert_eq!(mended.actions(), ["create lambda_vpc_endpoint.it"]);
    stage.is_mended();
}

#[test]
fn a_create_that_cannot_be_watched_is_in_the_state() {
    let stage = Stage::unchecked_and_immediate();
    fails(&stage, "DescribeVpcEndpoints", "Cannot create VPC endpoint", create);
    stage.state_is_true();
    // Whether it will ever be available is not known, so it is one to be replaced.
    assert!(stage.is_tainted("lambda_vpc_endpoint"));
    create(&stage).succeeded();
    stage.is_mended();
}

#[test]
fn a_create_whose_second_step_fails_says_that_the_name_is_off() {
    let stage = Stage::unchecked_and_immediate();
    let detail = fails(&stage, "ModifyVpcEndpoint", "Cannot turn private DNS on", create);
    assert_eq!(stage.terraform.state("lambda_vpc_endpoint.it")["private_dns_enabled"], false);
    stage.state_is_true();
    // Only an error can say so in the state, and an error makes Terraform mark the endpoint for replacement.
    assert!(stage.is_tainted("lambda_vpc_endpoint") && detail.contains("`terraform untaint`"), "{detail}");
    let born = stage.id();
    stage.terraform.run(&["untaint", "lambda_vpc_endpoint.it"]).succeeded();
    create(&stage).succeeded();
    stage.is_mended();
    assert_eq!(stage.id(), born);
}

/// The endpoint is usable: no reason to make another one.
#[test]
fn a_created_endpoint_whose_interfaces_cannot_be_seen_is_kept() {
    kept_with_a_warning("DescribeNetworkInterfaces");
}

#[test]
fn a_created_endpoint_whose_interfaces_cannot_be_tagged_is_kept() {
    kept_with_a_warning("CreateTags");
}

fn kept_with_a_warning(operation: &str) {
    let stage = Stage::unchecked_and_immediate();
    inject(&stage, operation);
    let told = soon(|| create(&stage));
    assert_eq!(told.errors().len(), 0, "{:#?}", told.errors());
    let warnings = told.warnings();
    assert!(warnings.iter().any(|warning| warning.detail.contains(operation)), "{warnings:#?}");
    assert!(!stage.is_tainted("lambda_vpc_endpoint"));
    let born = stage.id();
    stage.emulator.clear_faults();
    create(&stage).succeeded();
    stage.is_mended();
    assert_eq!(stage.id(), born);
}

#[test]
fn updates_that_fail_are_gone_on_with() {
    let stage = Stage::unchecked_and_immediate();
    let mut version = Version::First;
    stage.terraform.apply(&version.endpoint(LIMIT, ALL_AT_CREATION)).succeeded();
    let born = stage.id();
    for operation in [
        "DescribeSecurityGroups",
        "ModifyVpcEndpoint",
        "DeleteTags",
        "CreateTags",
        "DescribeVpcEndpoints",
        "DescribeNetworkInterfaces",
    ] {
        version = version.other();
        if operation == "DescribeSecurityGroups" {
            // Asked for by the change to the default group only.
            assert!(version == Version::Second);
        }
        let main = version.endpoint(LIMIT, ALL_AT_CREATION);
        fails(&stage, operation, "Cannot update VPC endpoint", |stage| stage.apply_unrefreshed(&main));
        stage.state_is_true();
        assert!(!stage.is_tainted("lambda_vpc_endpoint"), "{operation}");
        let mended = stage.terraform.apply(&main).succeeded();
        assert!(mended.actions().iter().all(|action| action.starts_with("update")), "{:?}", mended.actions());
        stage.is_mended();
        assert_eq!(stage.id(), born, "{operation}");
    }
}

#[test]
fn deletes_that_fail_are_gone_on_with() {
    let stage = Stage::unchecked_and_immediate();
    for operation in ["DeleteVpcEndpoints", "DescribeVpcEndpoints", "DescribeNetworkInterfaces"] {
        create(&stage).succeeded();
        let id = stage.id();
        fails(&stage, operation, "Cannot delete VPC endpoint", Stage::destroy_unrefreshed);
        assert_eq!(stage.id(), id, "{operation}");
        stage.emulator.clear_faults();
        stage.terraform.destroy().succeeded();
        assert_eq!(stage.emulator.endpoint_count(), 0, "{operation}");
    }
}

#[test]
fn a_policy_that_cannot_be_put_in_force_is_put_by_the_next_apply() {
    let stage = Stage::unchecked_and_immediate();
    let endpoint = Version::First.endpoint(LIMIT, "");
    stage.terraform.apply(&endpoint).succeeded();
    let [first, second] = [Version::First, Version::Second].map(|version| endpoint.clone() + &version.policy(LIMIT));
    for operation in ["ModifyVpcEndpoint", "DescribeVpcEndpoints"] {
        fails(&stage, operation, "Cannot create endpoint policy", |stage| stage.apply_unrefreshed(&first));
        stage.emulator.clear_faults();
        stage.terraform.apply(&first).succeeded();
        stage.is_mended();

        fails(&stage, operation, "Cannot update endpoint policy", |stage| stage.apply_unrefreshed(&second));
        stage.emulator.clear_faults();
        stage.terraform.apply(&second).succeeded();
        stage.is_mended();
        assert!(!stage.is_tainted("lambda_endpoint_policy"));

        if operation == "ModifyVpcEndpoint" {
            fails(&stage, operation, "Cannot reset endpoint policy", |stage| stage.apply_unrefreshed(&endpoint));
            assert_eq!(stage.terraform.state("lambda_endpoint_policy.it")["vpc_endpoint_id"], stage.id().as_str());
        }
        stage.emulator.clear_faults();
        stage.terraform.apply(&endpoint).succeeded();
        let policy = stage.network.ec2.endpoint(&stage.network.vpc).policy;
        assert_eq!(policy["Statement"][0]["Action"], "*");
    }
}

fn create(stage: &Stage) -> Run {
    stage.terraform.apply(&Version::First.endpoint(LIMIT, ALL_AT_CREATION))
}

/// Has `command` fail because `operation` is refused all along, and returns what it says.
#[track_caller]
fn fails(stage: &Stage, operation: &str, summary: &str, command: impl FnOnce(&Stage) -> Run) -> String {
    inject(stage, operation);
    let run = soon(|| command(stage));
    let error = run.error();
    assert_eq!(error.summary, summary);
    for part in [operation, "RequestLimitExceeded", "Slowly.", "timeouts", "run the same command again"] {
        assert!(error.detail.contains(part), "{operation}: no {part} in {error:#?}");
    }
    stage.emulator.clear_faults();
    error.detail
}

fn inject(stage: &Stage, operation: &str) {
    stage.emulator.inject(Fault::error(operation, "RequestLimitExceeded", "Slowly.", 503).always());
}
