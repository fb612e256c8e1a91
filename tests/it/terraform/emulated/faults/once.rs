//! Each call fails once in a way that passes: nobody notices, and nothing is made twice.

use std::collections::BTreeSet;

use ec2_emulator::{Fault, FaultKind, Outcome};

use super::{ALL_AT_CREATION, Stage, Version};
use crate::terraform::run::Run;

const CREATE: &[&str] =
    &["CreateVpcEndpoint", "DescribeVpcEndpoints", "ModifyVpcEndpoint", "DescribeNetworkInterfaces", "CreateTags"];
const UPDATE: &[&str] = &[
    "DescribeSecurityGroups",
    "ModifyVpcEndpoint",
    "DeleteTags",
    "CreateTags",
    "DescribeVpcEndpoints",
    "DescribeNetworkInterfaces",
];
const DELETE: &[&str] =
    &["ModifyVpcEndpoint", "DeleteVpcEndpoints", "DescribeVpcEndpoints", "DescribeNetworkInterfaces"];

#[test]
fn throttled_once_is_not_noticed() {
    lives(&refused("RequestLimitExceeded", 503));
}

#[test]
fn in_progress_once_is_not_noticed() {
    lives(&refused("OperationInProgress", 400));
}

#[test]
fn a_server_error_once_is_not_noticed() {
    lives(&refused("InternalError", 500));
}

#[test]
fn unavailable_once_is_not_noticed() {
    lives(&refused("Unavailable", 503));
}

#[test]
fn a_closed_connection_once_is_not_noticed() {
    lives(&FaultKind::Disconnect);
}

#[test]
fn a_garbled_answer_once_is_not_noticed() {
    lives(&FaultKind::Garbage);
}

#[test]
fn a_lost_answer_once_is_not_noticed_and_nothing_is_done_twice() {
    lives(&FaultKind::LostAnswer);
}

fn refused(code: &str, status: u16) -> FaultKind {
    FaultKind::Error { code: code.to_owned(), message: "Later.".to_owned(), status }
}

/// A whole life, in which every call meets the fault at its first try.
fn lives(fault: &FaultKind) {
    let stage = Stage::unchecked();
    let of = |version: Version| version.endpoint("1m", ALL_AT_CREATION) + &version.policy("1m");
    hits(&stage, fault, CREATE, || stage.terraform.apply(&of(Version::First)));
    stage.is_mended();
    let tokens: BTreeSet<_> =
        stage.emulator.calls().into_iter().filter_map(|call| call.parameters.get("ClientToken").cloned()).collect();
    assert_eq!(tokens.len(), 1, "every try of a creation bears the same token");

    let born = stage.id();
    hits(&stage, fault, UPDATE, || stage.apply_unrefreshed(&of(Version::Second)));
    stage.is_mended();
    assert_eq!(stage.id(), born);

    hits(&stage, fault, DELETE, || stage.destroy_unrefreshed());
    assert_eq!(stage.emulator.endpoint_count(), 0);
}

/// Has `command` succeed although the first call of each operation meets the fault.
fn hits(stage: &Stage, fault: &FaultKind, operations: &[&str], command: impl FnOnce() -> Run) {
    let before = stage.emulator.calls().len();
    // The answers to these have nothing in them, so the SDK reads none of it.
    let unread = |operation: &&&str| *fault == FaultKind::Garbage && operation.ends_with("Tags");
    let operations: Vec<_> = operations.iter().filter(|operation| !unread(operation)).collect();
    for operation in &operations {
        stage.emulator.inject(Fault::new(operation, fault.clone()));
    }
    command().succeeded();
    let unmet = |operation: &&&&str| {
        let calls = stage.emulator.calls();
        let first = calls[before..].iter().find(|call| call.operation == ***operation);
        first.is_none_or(|call| call.outcome == Some(Outcome::Done))
    };
    assert_eq!(operations.iter().filter(unmet).count(), 0, "calls met no fault: {:?}", stage.emulator.calls());
    stage.emulator.clear_faults();
}
