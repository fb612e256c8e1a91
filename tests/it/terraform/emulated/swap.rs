//! A subnet that takes the place of another of the same availability zone, which EC2 refuses in one call.

use ec2_emulator::Fault;
use serde_json::json;

use super::Stage;
use super::ec2_calls::{Parameters, names, text};
use super::hcl::{IT, endpoint};

impl Stage {
    /// Makes another subnet in the second zone, 10.0.9.0/24.
    fn twin(&self) -> String {
        let parameters =
            [("VpcId", self.network.vpc.as_str()), ("AvailabilityZone", "eu-central-1b"), ("CidrBlock", "10.0.9.0/24")];
        text(&self.call("CreateSubnet", &parameters), "subnetId")
    }

    /// Applies `main` with `subnet` as `var.second`.
    #[track_caller]
    fn swap_in(&self, subnet: &str, main: &str) -> Vec<Parameters> {
        self.terraform.declare("second", &json!(subnet));
        self.changes_to(main)
    }
}

/// A gap of the peer's tests. Row 12 of its issues: that two subnets are in one zone shows only when EC2 refuses it. Row 13:
/// replacing a subnet hangs, because the old interface is still there.
#[test]
fn the_old_subnet_is_removed_before_the_new_one_is_added() {
    let stage = Stage::new();
    let (old, new) = (stage.network.subnets[1].clone(), stage.twin());
    let main = endpoint(&["subnet_ids = [var.network.subnets[0], var.second]", "tags = { Name = \"it\" }"]);
    stage.terraform.declare("second", &json!(old));
    stage.terraform.apply(&main).succeeded();

    let calls = stage.swap_in(&new, &main.replace("vpc_id", "private_dns_enabled = true\nvpc_id"));
    let asked: Vec<_> = calls.iter().map(names).collect();
    assert_eq!(asked, [vec!["PrivateDnsEnabled", "RemoveSubnetId.1"], vec!["AddSubnetId.1"]]);
    assert!(stage.shown().subnets.contains(&new) && stage.shown().private_dns);
    assert!(!stage.refused().iter().any(|(_, code)| code == "OperationInProgress"), "{:?}", stage.refused());
    stage.call("DeleteSubnet", &[("SubnetId", &old)]);
}

#[test]
fn the_only_subnet_and_its_address_can_be_swapped() {
    let stage = Stage::immediate();
    let new = stage.twin();
    let main = endpoint(&["subnet_configuration {\nsubnet_id = var.second\nipv4 = cidrhost(var.block, 10)\n}"]);
    stage.terraform.declare("second", &json!(stage.network.subnets[1]));
    stage.terraform.declare("block", &json!("10.0.1.0/24"));
    stage.terraform.apply(&main).succeeded();
    let born = stage.shown().id;

    stage.terraform.declare("block", &json!("10.0.9.0/24"));
    let calls = stage.swap_in(&new, &main);
    let added = ["AddSubnetId.1", "SubnetConfiguration.1.Ipv4", "SubnetConfiguration.1.SubnetId"];
    assert_eq!(calls.iter().map(names).collect::<Vec<_>>(), [vec!["RemoveSubnetId.1"], added.to_vec()]);
    assert_eq!(stage.terraform.state(IT)["network_interfaces"][&new]["ipv4"], "10.0.9.10");
    assert_eq!(stage.shown().id, born);
}

/// What is true between the two calls is in the state when the second one fails.
#[test]
fn a_swap_that_stops_half_way_is_gone_on_with() {
    let stage = Stage::immediate();
    let new = stage.twin();
    let main = endpoint(&["subnet_ids = [var.network.subnets[0], var.second]"]);
    stage.terraform.declare("second", &json!(stage.network.subnets[1]));
    stage.terraform.apply(&main).succeeded();

    let refusal = Fault::error("ModifyVpcEndpoint", "InsufficientFreeAddressesInSubnet", "No address is free.", 400);
    stage.emulator.inject(refusal.from_call(3));
    stage.terraform.declare("second", &json!(new));
    let error = stage.terraform.apply(&main).error();
    assert!(error.line.starts_with("subnet_ids") && error.detail.contains("No address is free"), "{error:?}");
    assert_eq!(stage.terraform.state(IT)["subnet_ids"], json!([stage.network.subnets[0]]));

    let calls = stage.changes_to(&main);
    assert_eq!(calls.iter().map(names).collect::<Vec<_>>(), [["AddSubnetId.1"]]);
}
