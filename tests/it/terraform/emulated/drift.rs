//! What somebody else did to the endpoint is in the next plan, and the next apply undoes it.

use ec2_emulator::{Options, State, Timing};

use super::Stage;
use super::ec2_calls::text;
use super::hcl::{IT, ONE_SUBNET, TWO_SUBNETS, endpoint, policy};

/// What somebody does: an operation and its parameters besides the endpoint's id. `{}` is the endpoint's own id, and names
/// in braces stand for ids of the network.
type Deed = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

#[rustfmt::skip]
const DEEDS: [Deed; 13] = [
    ("a subnet comes", "ModifyVpcEndpoint", &[("AddSubnetId.1", "{subnet2}")]),
    ("a subnet goes", "ModifyVpcEndpoint", &[("RemoveSubnetId.1", "{subnet1}")]),
    ("one goes, another comes", "ModifyVpcEndpoint", &[("RemoveSubnetId.1", "{subnet0}"), ("AddSubnetId.1", "{subnet2}")]),
    ("a group comes", "ModifyVpcEndpoint", &[("AddSecurityGroupId.1", "{group1}")]),
    ("a group takes another's place", "ModifyVpcEndpoint", &[("AddSecurityGroupId.1", "{group1}"), ("RemoveSecurityGroupId.1", "{group0}")]),
    ("private DNS goes off", "ModifyVpcEndpoint", &[("PrivateDnsEnabled", "false")]),
    ("the addresses change", "ModifyVpcEndpoint", &[("IpAddressType", "ipv4")]),
    ("the records change", "ModifyVpcEndpoint", &[("DnsOptions.DnsRecordIpType", "ipv4")]),
    ("the policy is reset", "ModifyVpcEndpoint", &[("ResetPolicy", "true")]),
    ("a tag changes", "CreateTags", &[("Tag.1.Key", "team"), ("Tag.1.Value", "nobody")]),
    ("a tag comes", "CreateTags", &[("Tag.1.Key", "foreign"), ("Tag.1.Value", "")]),
    ("a tag goes", "DeleteTags", &[("Tag.1.Key", "team")]),
    ("all tags go", "DeleteTags", &[]),
];

impl Stage {
    fn somebody_does(&self, (what, operation, parameters): Deed) {
        let id = self.shown().id;
        let network = &self.network;
        let fill = |value: &str| {
            let filled = (0..3).fold(value.to_owned(), |text, place| {
                text.replace(&format!("{{subnet{place}}}"), &network.subnets[place])
            });
            (0..2).fold(filled, |text, place| text.replace(&format!("{{group{place}}}"), &network.groups[place]))
        };
        let own = if operation == "ModifyVpcEndpoint" { "VpcEndpointId" } else { "ResourceId.1" };
        let filled: Vec<_> = parameters.iter().map(|(name, value)| (*name, fill(value))).collect();
        let mut all = vec![(own, id.as_str())];
        all.extend(filled.iter().map(|(name, value)| (*name, value.as_str())));
        let before = self.call("DescribeVpcEndpoints", &[("VpcEndpointId.1", &id)]);
        self.call(operation, &all);
        let after = self.call("DescribeVpcEndpoints", &[("VpcEndpointId.1", &id)]);
        assert_ne!(strip_request(&before), strip_request(&after), "{what}");
    }
}

/// An answer without the id of its request.
fn strip_request(answer: &str) -> String {
    answer.replace(&text(answer, "requestId"), "")
}

#[test]
fn whatever_somebody_changed_is_planned_and_put_back() {
    let stage = Stage::with_ipv6(false);
    let main = endpoint(&[
        TWO_SUBNETS,
        "security_group_ids = [var.network.groups[0]]",
        "private_dns_enabled = true",
        "ip_address_type = \"dualstack\"",
        "dns_options {\ndns_record_ip_type = \"ipv6\"\n}",
        "tags = { Name = \"it\", team = \"orders\" }",
        &policy("lambda:InvokeFunction"),
    ]);
    stage.terraform.apply(&main).succeeded();
    let before = stage.shown();
    let types = || {
        let stored = stage.terraform.state(IT);
        (stored["ip_address_type"].clone(), stored["dns_options"].clone())
    };
    let types_before = types();

    for deed in DEEDS {
        stage.somebody_does(deed);
        let applied = stage.terraform.apply(&main).succeeded();
        assert_eq!(applied.drift(), [format!("update {IT}")], "{}", deed.0);
        assert_eq!(applied.actions(), [format!("update {IT}")], "{}", deed.0);
        assert_eq!(stage.shown(), before, "{}", deed.0);
    }
    stage.terraform.has_no_changes();
    assert_eq!(types(), types_before);
}

/// Scenarios of the peer's: an endpoint that is gone is planned again.
#[test]
fn a_deleted_endpoint_is_made_again() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET, "private_dns_enabled = true"]);
    stage.terraform.apply(&main).succeeded();
    let lost = stage.shown().id;
    stage.network.ec2.delete_endpoint(&lost);

    let applied = stage.terraform.apply(&main).succeeded();
    assert_eq!(applied.actions(), [format!("create {IT}")]);
    stage.terraform.has_no_changes();
    assert_ne!(stage.shown().id, lost);
}

/// The peer copies the state and does nothing about it.
#[test]
fn an_endpoint_that_can_never_serve_is_replaced() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET, "private_dns_enabled = true", "tags = { Name = \"it\" }"]);
    stage.terraform.apply(&main).succeeded();

    for state in [State::Rejected, State::Failed, State::Expired] {
        let lost = stage.shown();
        assert!(stage.emulator.set_endpoint_state(&lost.id, state));
        let applied = stage.terraform.apply(&main).succeeded();
        assert_eq!(applied.actions(), [format!("replace {IT}")], "{state:?}");
        stage.terraform.has_no_changes();
        let new = stage.shown();
        assert_ne!(new.id, lost.id, "{state:?}");
        assert!(new.private_dns);
        assert_eq!(stage.emulator.endpoint_count(), 1, "{state:?}");
    }
}

#[test]
fn an_endpoint_that_is_being_deleted_is_replaced_once_it_is_gone() {
    let stage = Stage::with(&Options {
        timing: Timing { create: std::time::Duration::ZERO, ..Timing::quick() },
        ..Options::default()
    });
    let main = endpoint(&[ONE_SUBNET, "private_dns_enabled = true"]);
    stage.terraform.apply(&main).succeeded();
    let lost = stage.shown().id;

    stage.emulator.clock().stop();
    stage.network.ec2.delete_endpoint(&lost);
    let plan = stage.terraform.plan_again(&["-out=saved"]).succeeded();
    assert_eq!(plan.actions(), [format!("replace {IT}")]);
    stage.emulator.clock().resume();
    stage.terraform.run(&["apply", "-json", "saved"]).succeeded();
    stage.terraform.has_no_changes();
    assert_ne!(stage.shown().id, lost);
}
