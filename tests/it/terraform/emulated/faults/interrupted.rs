//! Ctrl-C, which a terminal sends to Terraform and to the provider alike.

use std::time::Duration;

use ec2_emulator::{Fault, FaultKind, Timing};
use rustix::process::{Signal, kill_process};

use super::{Stage, Version, processes, soon};
use crate::terraform::run::Run;

#[test]
fn an_interrupted_create_is_in_the_state() {
    let stage = Stage::unchecked();
    stage.emulator.set_timing(slow());
    let main = Version::First.endpoint("10m", "");
    let run = interrupted(&stage, "DescribeVpcEndpoints", || stage.terraform.apply(&main));
    says_so(&run, "Cannot create VPC endpoint");
    stage.state_is_true();
    assert_eq!(stage.terraform.state("lambda_vpc_endpoint.it")["state"], "pending");

    stage.emulator.set_timing(Timing::quick());
    stage.terraform.apply(&main).succeeded();
    stage.is_mended();
}

#[test]
fn an_interrupted_update_is_gone_on_with() {
    let stage = Stage::unchecked();
    stage.terraform.apply(&Version::First.endpoint("10m", "")).succeeded();
    let born = stage.id();
    stage.emulator.set_timing(slow());
    let main = Version::Second.endpoint("10m", "");
    let run = interrupted(&stage, "DescribeVpcEndpoints", || stage.apply_unrefreshed(&main));
    says_so(&run, "Cannot update VPC endpoint");
    stage.state_is_true();

    stage.emulator.clock().advance(slow().modify);
    stage.terraform.apply(&main).succeeded();
    stage.is_mended();
    assert_eq!(stage.id(), born);
}

#[test]
fn an_interrupted_delete_is_gone_on_with() {
    let stage = Stage::unchecked();
    stage.terraform.apply(&Version::First.endpoint("10m", "")).succeeded();
    stage.emulator.set_timing(slow());
    let run = interrupted(&stage, "DescribeVpcEndpoints", || stage.destroy_unrefreshed());
    says_so(&run, "Cannot delete VPC endpoint");
    assert!(stage.id().starts_with("vpce-"));

    stage.emulator.clock().advance(slow().delete + slow().interfaces_linger);
    stage.terraform.destroy().succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 0);
}

/// What EC2 is about to answer is heard out: nothing is changed that the state does not know of.
#[test]
fn an_interrupt_during_a_change_loses_nothing_of_it() {
    let stage = Stage::unchecked();
    stage.terraform.apply(&Version::First.endpoint("10m", "")).succeeded();
    let answers_late = FaultKind::Delay(Duration::from_secs(1));
    stage.emulator.inject(Fault::new("ModifyVpcEndpoint", answers_late));
    let main = Version::Second.endpoint("10m", "");
    let run = interrupted(&stage, "ModifyVpcEndpoint", || stage.apply_unrefreshed(&main));
    says_so(&run, "Cannot update VPC endpoint");
    assert!(stage.network.ec2.endpoint(&stage.network.vpc).subnets.contains(&stage.network.subnets[2]));
    stage.state_is_true();
    stage.terraform.apply(&main).succeeded();
    stage.is_mended();
}

/// A supervisor that ends the provider by itself: what has been made by then is in the state all the same.
#[test]
fn a_provider_that_is_terminated_returns_what_it_has_made() {
    let stage = Stage::unchecked();
    stage.emulator.set_timing(slow());
    let main = Version::First.endpoint("10m", "");
    let terminate = || stage.signal_provider(Signal::TERM);
    let run = soon(|| stage.during("DescribeVpcEndpoints", || stage.terraform.apply(&main), terminate));
    says_so(&run, "Cannot create VPC endpoint");
    stage.state_is_true();
}

/// Everything takes minutes.
fn slow() -> Timing {
    let minutes = Duration::from_mins(5);
    Timing { create: minutes, modify: minutes, delete: minutes, ..Timing::immediate() }
}

/// Does `command`, with a Ctrl-C during the first call of `operation` in it.
fn interrupted(stage: &Stage, operation: &str, command: impl FnOnce() -> Run + Send) -> Run {
    let interrupt = || {
        stage.signal_provider(Signal::INT);
        for terraform in processes(stage.terraform.path(), "terraform") {
            kill_process(terraform, Signal::INT).unwrap();
        }
    };
    soon(|| stage.during(operation, command, interrupt))
}

fn says_so(run: &Run, summary: &str) {
    let errors = run.errors();
    let own = errors.iter().find(|error| error.summary == summary).unwrap_or_else(|| panic!("{errors:#?}"));
    assert!(own.detail.contains("Interrupted"), "{own:#?}");
    // What an interrupted creation leaves is tainted: the same command again would replace it.
    let advice = if summary.contains("create") { "`terraform untaint`" } else { "Run the same command again" };
    assert!(own.detail.contains(advice), "{own:#?}");
}
