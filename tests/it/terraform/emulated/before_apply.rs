//! What EC2 would refuse is said before anything is made, with what there is to do about it.

use serde_json::json;

use super::Stage;
use super::ec2_calls::text;
use super::hcl::{ALL_SUBNETS, IT, ONE_SUBNET, TWO_SUBNETS, endpoint};

const PRIVATE_DNS: &str = "private_dns_enabled = true";

/// Row 9 of the peer's issues: EC2 says that there is "a conflicting DNS domain" and not whose it is, and so does the peer.
#[test]
fn the_endpoint_that_holds_the_private_name_is_named_with_the_way_to_adopt_it() {
    let stage = Stage::immediate();
    let network = &stage.network;
    let policy = r#"{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}"#;
    let holder = network.ec2.create_endpoint(&network.vpc, &network.subnets[0], &network.groups[0], policy);
    stage.call("ModifyVpcEndpoint", &[("VpcEndpointId", &holder), ("PrivateDnsEnabled", "true")]);

    let main = endpoint(&[ONE_SUBNET, PRIVATE_DNS, "security_group_ids = [var.network.groups[0]]"]);
    let error = stage.terraform.plan(&main).finding();
    assert!(error.line.starts_with("private_dns_enabled"), "{error:?}");
    assert!(error.detail.contains(&format!("terraform import ADDRESS {holder}")), "{error:?}");

    // What it says is enough to go on.
    stage.terraform.run(&["import", "-input=false", IT, &holder]).succeeded();
    stage.terraform.has_no_changes();
}

/// Row 9 again, where it shows only during apply: one configuration makes both.
#[test]
fn of_two_endpoints_for_one_name_the_second_says_who_has_it() {
    let stage = Stage::immediate();
    let apply = stage.terraform.apply(&endpoint(&["count = 2", ONE_SUBNET, PRIVATE_DNS]));
    let error = apply.error();
    assert_eq!(stage.emulator.endpoint_count(), 1);
    assert!(error.line.starts_with("private_dns_enabled"), "{error:?}");
    assert!(error.detail.contains(&stage.shown().id), "{error:?}");
}

/// Rows 10 and 11: Lambda's endpoints are not offered in every zone, which shows there when the apply fails, by a zone's
/// name that means another zone in every account.
#[test]
fn a_zone_without_lambda_is_named_with_its_id() {
    let stage = Stage::immediate();
    stage.emulator.set_zones_not_offered(&["euc1-az3"]);

    let error = stage.terraform.plan(&endpoint(&[ALL_SUBNETS])).error();
    assert!(error.line.starts_with("subnet_ids"), "{error:?}");
    for part in ["eu-central-1b", "euc1-az3", &stage.network.subnets[1], "one of eu-central-1a, eu-central-1c"] {
        assert!(error.detail.contains(part), "{part}: {error:?}");
    }

    // Also for one that is added later.
    stage.terraform.apply(&endpoint(&[ONE_SUBNET])).succeeded();
    assert!(stage.terraform.plan(&endpoint(&[TWO_SUBNETS])).error().detail.contains("euc1-az3"));
}

/// Row 12: two subnets of one zone are refused there by the apply, without a word on which they are.
#[test]
fn two_subnets_of_one_zone_are_named_with_the_zone() {
    let stage = Stage::immediate();
    let parameters =
        [("VpcId", stage.network.vpc.as_str()), ("AvailabilityZone", "eu-central-1a"), ("CidrBlock", "10.0.9.0/24")];
    let twin = text(&stage.call("CreateSubnet", &parameters), "subnetId");
    stage.terraform.declare("twin", &json!(twin));

    let block = "subnet_configuration {\nsubnet_id = var.twin\nipv4 = \"10.0.9.10\"\n}";
    for arguments in [&["subnet_ids = concat(var.network.subnets, [var.twin])"][..], &[ONE_SUBNET, block]] {
        let error = stage.terraform.plan(&endpoint(arguments)).error();
        assert!(error.line.starts_with("subnet_ids"), "{error:?}");
        for part in ["eu-central-1a", &twin, &stage.network.subnets[0]] {
            assert!(error.detail.contains(part), "{part}: {error:?}");
        }
    }
}

/// A scenario of the peer's that EC2 takes and nobody wants: an endpoint without subnets carries no traffic.
#[test]
fn an_endpoint_without_subnets_is_refused() {
    let stage = Stage::immediate();
    let error = stage.terraform.plan(&endpoint(&[PRIVATE_DNS])).error();
    assert!(error.detail.contains("at least one subnet"), "{error:?}");
}
