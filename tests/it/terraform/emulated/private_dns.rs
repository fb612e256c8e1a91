//! Lambda's public name within the VPC: on, off, and never too early.

use ec2_emulator::Fault;

use super::Stage;
use super::ec2_calls::names;
use super::hcl::{IT, ONE_SUBNET, endpoint};

const ON: &str = "private_dns_enabled = true";
const AFTER: &str = "private_dns_after_available = true";

/// Rows 6 and 7 of the peer's issues: versions of it replaced the endpoint when private DNS was turned on, and others left
/// it on when the line said false or was gone.
#[test]
fn private_dns_follows_the_configuration_in_place() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, ON])).succeeded();
    let id = stage.shown().id;

    for (line, on) in [
        ("private_dns_enabled = false", false),
        (ON, true),
        ("", false),
        (ON, true),
        ("private_dns_enabled = null", false),
    ] {
        let calls = stage.changes_to(&endpoint(&[ONE_SUBNET, line]));
        assert_eq!(calls.len(), 1, "{line}");
        assert_eq!(calls[0]["PrivateDnsEnabled"], on.to_string(), "{line}");
        let shown = stage.shown();
        assert_eq!((shown.id.as_str(), shown.private_dns), (id.as_str(), on), "{line}");
        let names = stage.terraform.state(IT)["private_dns_names"].as_array().unwrap().len();
        assert_eq!(names, usize::from(on), "{line}");
    }
}

/// Row 7 again: what is not said is off, whoever turns it on.
#[test]
fn private_dns_that_somebody_turned_on_is_turned_off() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET]);
    stage.terraform.apply(&main).succeeded();
    stage.call("ModifyVpcEndpoint", &[("VpcEndpointId", &stage.shown().id), ("PrivateDnsEnabled", "true")]);

    assert_eq!(stage.changes_to(&main)[0]["PrivateDnsEnabled"], "false");
}

/// Row 8: with the peer, an endpoint made with private DNS takes over the name at once, and callers get no answer until
/// its interfaces work. The emulator refuses changes of an endpoint that is not available yet.
#[test]
fn the_name_is_taken_over_only_when_the_endpoint_can_answer() {
    let stage = Stage::new();
    stage.emulator.reset_calls();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, ON, AFTER])).succeeded();

    assert_eq!(stage.done("CreateVpcEndpoint")[0]["PrivateDnsEnabled"], "false");
    let changes = stage.done("ModifyVpcEndpoint");
    assert_eq!(changes.len(), 1);
    assert_eq!(names(&changes[0]), ["PrivateDnsEnabled", "VpcEndpointId"]);
    assert!(!stage.refused().iter().any(|(operation, _)| operation == "ModifyVpcEndpoint"), "{:?}", stage.refused());
    assert!(stage.shown().private_dns);
    stage.terraform.has_no_changes();
    let stored = stage.terraform.state(IT);
    assert_eq!((&stored["private_dns_enabled"], &stored["state"]), (&true.into(), &"available".into()));
    assert_eq!(stored["private_dns_names"][0], "lambda.eu-central-1.amazonaws.com");

    // Later it means nothing: there is no moment to wait for.
    assert_eq!(stage.changes_to(&endpoint(&[ONE_SUBNET, ON])).len(), 0);
}

#[test]
fn the_state_is_true_when_the_name_could_not_be_taken_over() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET, ON, AFTER]);
    stage.emulator.inject(Fault::error(
        "ModifyVpcEndpoint",
        "InvalidParameter",
        "private-dns-enabled cannot be set",
        400,
    ));

    let error = stage.terraform.apply(&main).error();
    assert!(error.detail.contains("private-dns-enabled cannot be set"), "{error:?}");
    let stored = stage.terraform.state(IT);
    assert_eq!(stored["id"], stage.shown().id);
    assert_eq!(stored["private_dns_enabled"], false);

    stage.terraform.apply(&main).succeeded();
    stage.terraform.has_no_changes();
    assert!(stage.shown().private_dns);
    assert_eq!(stage.emulator.endpoint_count(), 1);
}

#[test]
fn the_order_of_turning_on_costs_nothing_where_private_dns_is_off() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, AFTER])).succeeded();
    assert_eq!(stage.emulator.count("ModifyVpcEndpoint"), 0);
    stage.terraform.has_no_changes();
}
