//! Ends: of endpoints, and of the subnets and groups that they stood in.

use ec2_emulator::{Options, Timing};

use super::Stage;
use super::ec2_calls::Parameters;
use super::hcl::{ALL_SUBNETS, IT, ONE_SUBNET, TWO_SUBNETS, endpoint};

const BOTH_GROUPS: &str = "security_group_ids = var.network.groups";

/// Interfaces that outlast by far the change or the endpoint that they belonged to.
fn lingering() -> Stage {
    let ms = std::time::Duration::from_millis;
    let timing = Timing { modify_lightly: ms(700), interfaces_linger: ms(900), ..Timing::quick() };
    Stage::with(&Options { timing, ..Options::default() })
}

impl Stage {
    /// Deletes subnets and groups; panics as EC2 refuses while an interface is in one of them.
    #[track_caller]
    fn delete(&self, subnets: &[String], groups: &[String]) {
        for id in subnets {
            self.call("DeleteSubnet", &[("SubnetId", id)]);
        }
        for id in groups {
            self.call("DeleteSecurityGroup", &[("GroupId", id)]);
        }
    }
}

/// Rows 13 and 14 of the peer's issues: deleting subnets and security groups after the endpoint failed or hung for a
/// quarter of an hour there, because interfaces were still in them.
#[test]
fn nothing_is_in_the_way_of_subnets_and_groups_after_destroy() {
    let stage = lingering();
    stage.terraform.apply(&endpoint(&[ALL_SUBNETS, BOTH_GROUPS])).succeeded();

    stage.terraform.destroy().succeeded();
    stage.delete(&stage.network.subnets, &stage.network.groups);
    stage.call("DeleteVpc", &[("VpcId", &stage.network.vpc)]);
}

/// Rows 13 and 14 again, for subnets and groups that leave an endpoint which stays.
#[test]
fn nothing_is_in_the_way_of_subnets_and_groups_that_left() {
    let stage = lingering();
    stage.terraform.apply(&endpoint(&[ALL_SUBNETS, BOTH_GROUPS])).succeeded();

    stage.terraform.apply(&endpoint(&[TWO_SUBNETS, BOTH_GROUPS])).succeeded();
    stage.delete(&stage.network.subnets[2..], &[]);
    stage.terraform.apply(&endpoint(&[TWO_SUBNETS, "security_group_ids = [var.network.groups[0]]"])).succeeded();
    stage.delete(&[], &stage.network.groups[1..]);
    stage.terraform.apply(&endpoint(&[ONE_SUBNET])).succeeded();
    stage.delete(&stage.network.subnets[1..2], &stage.network.groups[..1]);
    stage.terraform.has_no_changes();
}

#[test]
fn endpoints_that_go_together_go_in_one_call() {
    let stage = Stage::immediate();
    let main = endpoint(&["count = 6", ONE_SUBNET]);
    stage.terraform.apply(&main).succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 6);

    stage.emulator.reset_calls();
    stage.terraform.destroy().succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 0);
    let calls = stage.done("DeleteVpcEndpoints");
    assert_eq!(calls.iter().map(Parameters::len).sum::<usize>(), 6, "each once: {calls:?}");
    // One as a rule; on a busy machine Terraform may be late with some.
    assert!(calls.len() <= 2, "{calls:?}");
}

/// One that somebody else has deleted since the refresh is done with, and no obstacle to the others of its call.
#[test]
fn an_endpoint_that_is_gone_already_is_no_failure() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&["count = 3", ONE_SUBNET])).succeeded();
    let gone = stage.terraform.state(IT)["id"].as_str().unwrap().to_owned();
    stage.network.ec2.delete_endpoint(&gone);

    stage.terraform.run(&["destroy", "-json", "-auto-approve", "-refresh=false"]).succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 0);
}

/// One that somebody else is deleting is waited for.
#[test]
fn an_endpoint_that_is_going_already_is_waited_for() {
    let stage = lingering();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, BOTH_GROUPS])).succeeded();
    stage.network.ec2.delete_endpoint(&stage.shown().id);

    stage.terraform.run(&["destroy", "-json", "-auto-approve", "-refresh=false"]).succeeded();
    stage.delete(&stage.network.subnets, &stage.network.groups);
}

/// Row 28 of the peer's issues, and a gap of its tests: EC2 answers 200 to a deletion that it refuses, and the wait for the
/// endpoint to go then lasted until its limit. The others of the same call go.
#[test]
fn one_that_cannot_be_deleted_says_so_at_once_and_the_others_go() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&["count = 3", ONE_SUBNET])).succeeded();
    let held = stage.terraform.state(IT)["id"].as_str().unwrap().to_owned();
    stage.emulator.refuse_deletion(&held, "InvalidParameter", "The endpoint is managed by a service.");

    let error = stage.terraform.destroy().error();
    for part in ["The endpoint is managed by a service", "InvalidParameter"] {
        assert!(error.detail.contains(part), "{part}: {error:?}");
    }
    assert_eq!(stage.shown().id, held);
    assert_eq!(stage.terraform.state(IT)["id"], held.as_str());

    stage.emulator.allow_deletion(&held);
    stage.terraform.destroy().succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 0);
}
