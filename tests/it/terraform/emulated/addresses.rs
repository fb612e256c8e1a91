//! Addresses of the user's choice: `subnet_configuration`.

use serde_json::json;

use super::Stage;
use super::ec2_calls::names;
use super::hcl::{IT, ONE_SUBNET, TWO_SUBNETS, endpoint};

/// A block for the subnet at this place with these addresses.
fn fixed(place: usize, addresses: &str) -> String {
    format!("subnet_configuration {{\nsubnet_id = var.network.subnets[{place}]\n{addresses}\n}}")
}

fn fixed_ipv4(place: usize, last: u8) -> String {
    fixed(place, &format!("ipv4 = \"10.0.{place}.{last}\""))
}

impl Stage {
    /// The addresses of the endpoint's interfaces in the subnets at these places, as the state has them.
    #[track_caller]
    fn addresses<const N: usize>(&self, family: &str, places: [usize; N]) -> [String; N] {
        let interfaces = &self.terraform.state(IT)["network_interfaces"];
        places.map(|place| interfaces[&self.network.subnets[place]][family].as_str().unwrap().to_owned())
    }
}

/// Row 20 of the peer's issues: fixed addresses were long missing there, and now each subnet has to be written twice. Here
/// the blocks alone will do.
#[test]
fn addresses_are_fixed_and_changed_in_place() {
    let stage = Stage::new();
    stage.terraform.apply(&endpoint(&[&fixed_ipv4(0, 10), &fixed_ipv4(1, 10)])).succeeded();
    stage.terraform.has_no_changes();
    assert_eq!(stage.addresses("ipv4", [0, 1]), ["10.0.0.10", "10.0.1.10"]);
    assert_eq!(stage.terraform.state(IT)["dns_entry"].as_array().unwrap().len(), 3);
    let born = stage.shown();

    let calls = stage.changes_to(&endpoint(&[&fixed_ipv4(0, 11), &fixed_ipv4(1, 11)]));
    assert_eq!(calls.len(), 1, "{calls:?}");
    assert_eq!(stage.addresses("ipv4", [0, 1]), ["10.0.0.11", "10.0.1.11"]);

    // Only the one that changes is sent, so that the other's connections live on.
    let calls = stage.changes_to(&endpoint(&[&fixed_ipv4(0, 11), &fixed_ipv4(1, 12)]));
    assert_eq!(names(&calls[0]), ["SubnetConfiguration.1.Ipv4", "SubnetConfiguration.1.SubnetId"]);
    assert_eq!(calls[0]["SubnetConfiguration.1.SubnetId"], stage.network.subnets[1]);
    assert_eq!(stage.addresses("ipv4", [0, 1]), ["10.0.0.11", "10.0.1.12"]);
    assert_eq!(stage.shown().id, born.id);
}

#[test]
fn ipv6_addresses_are_fixed_and_changed_in_place() {
    let stage = Stage::with_ipv6(true);
    let of = |last: u8| {
        let block = |place| fixed(place, &format!("ipv6 = cidrhost(\"${{var.ipv6[{place}]}}/64\", {last})"));
        endpoint(&["ip_address_type = \"ipv6\"", &block(0), &block(1)])
    };
    stage.terraform.apply(&of(10)).succeeded();
    stage.terraform.has_no_changes();
    assert!(stage.addresses("ipv6", [0, 1]).iter().all(|address| address.ends_with("::a")));

    assert_eq!(stage.changes_to(&of(11)).len(), 1);
    assert!(stage.addresses("ipv6", [0, 1]).iter().all(|address| address.ends_with("::b")));
}

#[test]
fn both_families_are_fixed_and_changed_in_place() {
    let stage = Stage::with_ipv6(false);
    let of = |last: u8| {
        let v6 = format!("ipv6 = cidrhost(\"${{var.ipv6[0]}}/64\", {last})");
        endpoint(&["ip_address_type = \"dualstack\"", &fixed(0, &format!("ipv4 = \"10.0.0.{last}\"\n{v6}"))])
    };
    stage.terraform.apply(&of(10)).succeeded();
    stage.terraform.has_no_changes();

    assert_eq!(stage.changes_to(&of(11)).len(), 1);
    assert_eq!(stage.addresses("ipv4", [0]), ["10.0.0.11"]);
    assert!(stage.addresses("ipv6", [0])[0].ends_with("::b"));
}

/// The endpoint has the subnets of `subnet_ids` and those of the blocks; one may be in both.
#[test]
fn subnets_are_those_listed_and_those_with_addresses() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, &fixed_ipv4(1, 10)])).succeeded();
    stage.terraform.has_no_changes();
    assert_eq!(stage.shown().subnets.len(), 2);
    assert_eq!(stage.terraform.state(IT)["subnet_ids"], json!([stage.network.subnets[0]]), "as configured");

    #[rustfmt::skip]
    let steps: [(&str, &[&str], &[&str], usize); 5] = [
        ("listed too", &[TWO_SUBNETS, &fixed_ipv4(1, 10)], &[], 2),
        ("the block goes, the subnet stays", &[TWO_SUBNETS], &[], 2),
        ("the block comes back with another address", &[TWO_SUBNETS, &fixed_ipv4(1, 20)],
            &["SubnetConfiguration.1.Ipv4", "SubnetConfiguration.1.SubnetId"], 2),
        ("a third with an address", &[TWO_SUBNETS, &fixed_ipv4(1, 20), &fixed_ipv4(2, 10)],
            &["AddSubnetId.1", "SubnetConfiguration.1.Ipv4", "SubnetConfiguration.1.SubnetId"], 3),
        ("the blocks go, and a subnet that only they named", &[TWO_SUBNETS], &["RemoveSubnetId.1"], 2),
    ];
    for (what, arguments, asked, subnets) in steps {
        let calls = stage.changes_to(&endpoint(arguments));
        assert_eq!(calls.iter().flat_map(names).collect::<Vec<_>>(), asked, "{what}");
        assert_eq!(stage.shown().subnets.len(), subnets, "{what}");
    }
    assert_eq!(stage.addresses("ipv4", [1]), ["10.0.1.20"], "what is no longer fixed stays where it is");
}

#[test]
fn addresses_and_their_subnets_may_be_unknown_at_plan() {
    let stage = Stage::immediate();
    let main = |last: u8| {
        let witness = format!(
            "resource \"terraform_data\" \"it\" {{\ninput = {{ subnet = var.network.subnets[1], ipv4 = \"10.0.1.{last}\" }}\n}}\n"
        );
        let block = "subnet_configuration {\nsubnet_id = terraform_data.it.output.subnet\nipv4 = terraform_data.it.output.ipv4\n}";
        witness + &endpoint(&[ONE_SUBNET, block])
    };
    for last in [10, 11] {
        stage.terraform.apply(&main(last)).succeeded();
        stage.terraform.has_no_changes();
        assert_eq!(stage.addresses("ipv4", [1]), [format!("10.0.1.{last}")]);
    }
    assert_eq!(stage.emulator.count("CreateVpcEndpoint"), 1);
}

#[test]
fn an_address_changed_by_somebody_else_is_put_back() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET, &fixed_ipv4(1, 10)]);
    stage.terraform.apply(&main).succeeded();
    stage.call(
        "ModifyVpcEndpoint",
        &[
            ("VpcEndpointId", &stage.shown().id),
            ("SubnetConfiguration.1.SubnetId", &stage.network.subnets[1]),
            ("SubnetConfiguration.1.Ipv4", "10.0.1.99"),
        ],
    );

    assert_eq!(stage.changes_to(&main).len(), 1);
    assert_eq!(stage.addresses("ipv4", [1]), ["10.0.1.10"]);
}
