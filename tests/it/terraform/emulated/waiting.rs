//! Waiting: for as long as it takes, no longer than allowed, and never without a word.

use std::time::{Duration, Instant};

use ec2_emulator::{Fault, FaultKind, LastError, State};

use super::Stage;
use super::hcl::{IT, ONE_SUBNET, TWO_SUBNETS, endpoint};

/// Row 27 of the peer's issues: the wait for a new endpoint ends early there, and the message does not tell why EC2 did
/// not make it.
#[test]
fn an_endpoint_that_fails_says_why_and_is_made_again() {
    let stage = Stage::new();
    let reason = LastError { code: "InternalError".to_owned(), message: "No capacity for interfaces.".to_owned() };
    stage.emulator.next_endpoint_becomes(State::Failed, Some(reason));
    let main = endpoint(&[ONE_SUBNET]);

    let error = stage.terraform.apply(&main).error();
    let failed = stage.terraform.state(IT)["id"].as_str().unwrap().to_owned();
    for part in [failed.as_str(), "failed", "InternalError", "No capacity for interfaces"] {
        assert!(error.detail.contains(part), "{part}: {error:?}");
    }
    let applied = stage.terraform.apply(&main).succeeded();
    assert_eq!(applied.actions(), [format!("replace {IT}")]);
    stage.terraform.has_no_changes();
    assert_ne!(stage.shown().id, failed);
    assert_eq!(stage.emulator.endpoint_count(), 1);
}

/// Row 27 again, and a gap of the peer's tests: the limits are the user's, each operation has its own, and the message
/// tells what was waited for. What exists is in the state.
#[test]
fn each_operation_ends_in_its_own_time() {
    let stage = Stage::new();
    let main = |limited: &str, subnets: &str| endpoint(&[subnets, &format!("timeouts {{\n{limited} = \"2s\"\n}}")]);
    let gives_up = |run: &super::super::run::Run, waiting_for: &str| {
        let error = run.error();
        for part in ["Gave up after 2s", waiting_for, "timeouts"] {
            assert!(error.detail.contains(part), "{part}: {error:?}");
        }
    };

    stage
        .emulator
        .set_timing(ec2_emulator::Timing { unknown_after_create: Duration::ZERO, ..ec2_emulator::Timing::quick() });
    stage.emulator.clock().stop();
    gives_up(&stage.terraform.apply(&main("create", ONE_SUBNET)), "its state is pending");
    assert_eq!(stage.terraform.state(IT)["id"], stage.shown().id);
    stage.emulator.clock().resume();

    stage.terraform.apply(&main("update", ONE_SUBNET)).succeeded();
    stage.emulator.clock().stop();
    gives_up(&stage.terraform.apply(&main("update", TWO_SUBNETS)), "its state is pending");
    stage.emulator.clock().resume();
    stage.terraform.apply(&main("delete", TWO_SUBNETS)).succeeded();
    stage.terraform.has_no_changes();

    stage.emulator.clock().stop();
    gives_up(&stage.terraform.destroy(), "its state is deleting");
    stage.emulator.clock().resume();
    stage.terraform.destroy().succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 0);
}

/// Row 31 of the peer's issues: without the permission route53:AssociateVPCWithHostedZone, EC2 lets the call that turns
/// private DNS on hang, and so did everything else.
#[test]
fn a_call_that_hangs_ends_with_the_likely_reason() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET])).succeeded();
    stage.emulator.inject(Fault::new("ModifyVpcEndpoint", FaultKind::Delay(Duration::from_secs(40))).always());

    let begun = Instant::now();
    let limit = "timeouts {\nupdate = \"3s\"\n}";
    let error = stage.terraform.apply(&endpoint(&[ONE_SUBNET, "private_dns_enabled = true", limit])).error();
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert!(error.detail.contains("route53:AssociateVPCWithHostedZone"), "{error:?}");
    assert_eq!(stage.terraform.state(IT)["private_dns_enabled"], false);
}

/// Row 34 of the peer's issues: a change of tags went on for three quarters of an hour there. It waits for nothing here.
#[test]
fn a_change_of_tags_waits_for_nothing() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET])).succeeded();
    stage.emulator.clock().stop();
    stage.emulator.reset_calls();

    stage
        .terraform
        .apply(&endpoint(&[ONE_SUBNET, "tags = { Name = \"it\" }", "timeouts {\nupdate = \"5s\"\n}"]))
        .succeeded();
    assert_eq!(stage.emulator.count("CreateTags"), 1);
    assert_eq!(stage.emulator.count("ModifyVpcEndpoint"), 0);
    let reads = stage.emulator.count("DescribeVpcEndpoints");
    assert!(reads <= 2, "one for the refresh and one to see what came of it, not {reads}");
}
