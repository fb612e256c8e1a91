//! Values that only the apply brings to light.

use serde_json::json;

use super::Stage;
use super::hcl::{IT, endpoint};

/// What the endpoint stands in, as if another resource of the same run made it.
const WITNESS: &str = r#"
    resource "terraform_data" "network" {
      input = { vpc = var.network.vpc, subnets = var.subnets, groups = var.groups, dns = var.dns }
    }"#;

/// Row 15 of the peer's issues: subnets that are not known at plan led to "inconsistent final plan" there.
#[test]
fn subnets_groups_and_flags_may_be_unknown_at_plan() {
    let stage = Stage::immediate();
    let main = endpoint(&[
        "subnet_ids = terraform_data.network.output.subnets",
        "security_group_ids = terraform_data.network.output.groups",
        "private_dns_enabled = terraform_data.network.output.dns",
    ]) + WITNESS;
    let [a, b, c] = &stage.network.subnets;
    let [first, second] = &stage.network.groups;
    let mut id = String::new();
    for (subnets, groups, dns) in [
        (json!([a]), json!([first]), json!(false)),
        (json!([a, b, c]), json!([first, second]), json!(true)),
        (json!([c]), json!(null), json!(null)),
        (json!([b, c]), json!([second]), json!(true)),
    ] {
        for (name, value) in [("subnets", &subnets), ("groups", &groups), ("dns", &dns)] {
            stage.terraform.declare(name, value);
        }
        let applied = stage.terraform.apply(&main).succeeded();
        assert_eq!(applied.warnings().len(), 0);
        stage.terraform.has_no_changes();
        let shown = stage.shown();
        assert!(id.is_empty() || shown.id == id, "in place");
        id = shown.id;
        assert_eq!(json!(shown.subnets).as_array().unwrap().len(), subnets.as_array().unwrap().len());
        assert_eq!(shown.private_dns, dns == json!(true));
        assert_eq!(shown.groups.contains(first), groups.to_string().contains(first.as_str()));
        assert_eq!(stage.terraform.state(IT)["network_interfaces"].as_object().unwrap().len(), shown.subnets.len());
    }
}

/// One unknown element makes the set unknown, and the rest of the plan stays what it is.
#[test]
fn one_subnet_among_several_may_be_unknown() {
    let stage = Stage::immediate();
    let main = |place: usize| {
        format!("resource \"terraform_data\" \"it\" {{\ninput = var.network.subnets[{place}]\n}}\n")
            + &endpoint(&[
                "subnet_ids = [var.network.subnets[0], terraform_data.it.output]",
                "private_dns_enabled = true",
            ])
    };
    for (place, interfaces) in [(1, 2), (2, 2), (0, 1)] {
        stage.terraform.apply(&main(place)).succeeded();
        stage.terraform.has_no_changes();
        assert_eq!(stage.shown().subnets.len(), interfaces, "{place}");
    }
    assert_eq!(stage.emulator.count("CreateVpcEndpoint"), 1);
}
