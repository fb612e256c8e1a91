//! State files that another version of the provider wrote.

use std::fs;

use serde_json::{Value, json};

use super::network::Network;
use super::workspace::Workspace;

#[test]
fn state_of_a_newer_schema_is_refused() {
    let (_network, terraform) = applied();
    edit_instance(&terraform, |instance| instance["schema_version"] = json!(99));

    let error = terraform.plan_again(&[]).error();
    assert_eq!(error.summary, "Resource instance managed by newer provider version");
}

#[test]
fn attributes_that_this_version_does_not_know_are_passed_over() {
    let (_network, terraform) = applied();
    edit_instance(&terraform, |instance| {
        instance["attributes"]["of_a_later_version"] = json!({ "nested": [1, 2.5, null] });
    });

    terraform.has_no_changes();
}

#[test]
fn attributes_that_an_older_version_did_not_write_are_read_from_ec2() {
    let (_network, terraform) = applied();
    edit_instance(&terraform, |instance| {
        let attributes = instance["attributes"].as_object_mut().expect("an object");
        attributes.retain(|name, _| ["id", "vpc_id"].contains(&name.as_str()));
    });

    terraform.has_no_changes();
}

fn applied() -> (Network, Workspace) {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform
        .apply(
            r#"resource "lambda_vpc_endpoint" "it" {
                vpc_id     = var.network.vpc
                subnet_ids = var.network.subnets
                tags       = { team = "orders" }
            }"#,
        )
        .succeeded();
    (network, terraform)
}

/// Changes what the state file says of the one resource.
fn edit_instance(terraform: &Workspace, edit: impl FnOnce(&mut Value)) {
    let mut state = terraform.state_file();
    edit(&mut state["resources"][0]["instances"][0]);
    fs::write(terraform.path().join("terraform.tfstate"), state.to_string()).expect("the workspace is writable");
}
