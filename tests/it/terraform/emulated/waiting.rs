//! Waiting: for as long as it takes, no longer than allowed, and never without a word.

use std::thread;
use std::time::{Duration, Instant};

use ec2_emulator::{CallRecord, Fault, FaultKind, LastError, State, Timing};

use super::Stage;
use super::hcl::{IT, ONE_SUBNET, TWO_SUBNETS, endpoint, policy};

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

    stage.emulator.set_timing(Timing { unknown_after_create: Duration::ZERO, ..Timing::quick() });
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

/// Where EC2 does not make a change by itself, no state is waited for: what the endpoint is like is another matter.
#[test]
fn a_change_of_tags_or_policy_is_possible_in_any_state() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET])).succeeded();
    assert!(stage.emulator.set_endpoint_state(&stage.shown().id, State::Partial));
    let limit = "timeouts {\nupdate = \"5s\"\n}";
    let (tags, policy) = ("tags = { Name = \"it\" }", policy("lambda:*"));
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, tags, limit])).succeeded();
    assert_eq!(stage.terraform.state(IT)["state"], "partial");

    // A change of the policy makes an endpoint available again; here it does not.
    assert!(stage.emulator.set_endpoint_state(&stage.shown().id, State::Available));
    let becomes_partial = || {
        let modified = stage.emulator.wait_for_calls("ModifyVpcEndpoint", 1, Duration::from_mins(1));
        assert!(modified && stage.emulator.set_endpoint_state(&stage.shown().id, State::Partial));
    };
    stage.emulator.set_timing(Timing { modify_lightly: Duration::from_mins(1), ..Timing::immediate() });
    thread::scope(|scope| {
        let apply = scope.spawn(|| stage.terraform.apply(&endpoint(&[ONE_SUBNET, tags, &policy, limit])));
        becomes_partial();
        apply.join().unwrap().succeeded();
    });
    assert_eq!(stage.terraform.state(IT)["state"], "partial");
}

/// Ten that are waited for are one call, which says how all of them are.
#[test]
fn all_who_wait_look_together() {
    let stage = Stage::immediate();
    stage.emulator.set_timing(Timing { unknown_after_create: Duration::ZERO, ..Timing::quick() });
    stage.emulator.clock().stop();
    let of_all = |call: &CallRecord| {
        call.operation == "DescribeVpcEndpoints" && call.parameters.contains_key("VpcEndpointId.10")
    };
    thread::scope(|scope| {
        let apply = scope.spawn(|| stage.terraform.apply(&endpoint(&["count = 10", ONE_SUBNET])));
        let looked = stage.emulator.wait_until(Duration::from_mins(1), |calls| calls.iter().any(of_all));
        stage.emulator.clock().resume();
        apply.join().unwrap().succeeded();
        assert!(looked, "the endpoints are looked at in one call");
    });
    stage.terraform.has_no_changes();
}

/// Row 34 again: whoever looks into the log sees what goes on.
#[test]
fn the_log_tells_what_is_waited_for() {
    let stage = Stage::new();
    stage.terraform.env("TF_LOG_PROVIDER", "INFO");
    stage.terraform.env("TF_LOG_PATH", "log");
    stage.terraform.apply(&endpoint(&[ONE_SUBNET])).succeeded();
    let log = std::fs::read_to_string(stage.terraform.path().join("log")).unwrap();
    let told = log.lines().find(|line| line.contains("waiting for the endpoint vpce-"));
    let told = told.unwrap_or_else(|| panic!("nobody tells: {log}"));
    for part in ["[INFO]", "to become available; its state is pending", "elapsed_s=0"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}
