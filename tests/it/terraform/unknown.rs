//! Values that only the apply brings to light. `terraform_data` is the witness: its output is unknown
//! whenever its input changes.

use serde_json::json;

use super::moto;
use super::network::Network;
use super::workspace::{Workspace, connection, required_provider};

#[test]
fn nothing_need_be_known_when_the_endpoint_is_planned() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.declare("action", &json!("lambda:InvokeFunction"));

    let plan = terraform.plan(ALL_UNKNOWN).succeeded();
    assert!(plan.actions().contains(&"create lambda_vpc_endpoint.it".to_owned()), "{:?}", plan.actions());
    assert_eq!(plan.warnings().len(), 0);

    terraform.apply(ALL_UNKNOWN).succeeded();
    terraform.has_no_changes();
    let made = network.ec2.endpoint(&network.vpc);
    assert!(made.subnets.iter().eq(&network.subnets[..1]));
    assert_eq!(made.policy["Statement"][0]["Action"], "lambda:InvokeFunction");
}

/// Also blocks, elements and whole collections; the plan says nothing that the apply must take back.
#[test]
fn whatever_is_unknown_may_turn_out_null() {
    let network = Network::new();
    let terraform = Workspace::new(&network);

    for _ in ["created", "changed in place"] {
        terraform.apply(UNKNOWN_THEN_NULL).succeeded();
        terraform.has_no_changes();
        assert_eq!(network.ec2.endpoint(&network.vpc).subnets.len(), 2);
        terraform.run(&["taint", "terraform_data.null"]).succeeded();
    }
}

#[test]
fn what_becomes_unknown_later_is_updated_in_place() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.declare("action", &json!("lambda:InvokeFunction"));
    terraform.apply(ALL_UNKNOWN).succeeded();
    let born = network.ec2.endpoint(&network.vpc);

    terraform.declare("action", &json!("lambda:GetFunction"));
    let changed = terraform.apply(ALL_UNKNOWN).succeeded();
    assert_eq!(changed.actions(), ["update lambda_vpc_endpoint.it", "update terraform_data.policy"]);
    terraform.has_no_changes();

    let now = network.ec2.endpoint(&network.vpc);
    assert_eq!(now.id, born.id);
    assert_eq!(now.policy["Statement"][0]["Action"], "lambda:GetFunction");
}

#[test]
fn what_turns_out_as_it_was_is_no_inconsistency() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.declare("action", &json!("lambda:InvokeFunction"));
    terraform.apply(ALL_UNKNOWN).succeeded();
    let before = network.ec2.endpoint(&network.vpc);

    let again = "-replace=terraform_data.subnets";
    terraform.run(&["apply", "-json", "-auto-approve", again]).succeeded();
    assert_eq!(network.ec2.endpoint(&network.vpc), before);
}

#[test]
fn a_policy_waits_for_the_id_of_its_endpoint() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    let main = r#"
        resource "lambda_vpc_endpoint" "it" {
          vpc_id     = var.network.vpc
          subnet_ids = var.network.subnets
        }
        resource "lambda_endpoint_policy" "it" {
          vpc_endpoint_id = lambda_vpc_endpoint.it.id
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "lambda:InvokeFunction",
                           Resource = "*", Sid = replace(lambda_vpc_endpoint.it.id, "-", "") }]
          })
        }"#;

    let made = terraform.apply(main).succeeded();
    assert_eq!(made.actions(), ["create lambda_endpoint_policy.it", "create lambda_vpc_endpoint.it"]);
    terraform.has_no_changes();
}

#[test]
fn the_provider_may_be_configured_with_a_region_to_come() {
    let network = Network::new();
    let terraform = Workspace::empty();
    terraform.declare("network", &network.to_variable());
    terraform.write(
        "provider.tf",
        &format!(
            "{}\nprovider \"lambda\" {{\n  region = terraform_data.region.output\n{}}}\n",
            required_provider(),
            connection(moto::url())
        ),
    );
    let main = format!(
        r#"
        resource "terraform_data" "region" {{
          input = "{}"
        }}
        resource "lambda_vpc_endpoint" "it" {{
          vpc_id     = var.network.vpc
          subnet_ids = [var.network.subnets[0]]
        }}"#,
        Network::REGION
    );
    terraform.init();

    terraform.plan(&main).succeeded();
    terraform.apply(&main).succeeded();
    terraform.has_no_changes();
    assert_eq!(terraform.state("lambda_vpc_endpoint.it")["region"], Network::REGION);
}

const ALL_UNKNOWN: &str = r#"
    resource "terraform_data" "vpc" {
      input = var.network.vpc
    }
    resource "terraform_data" "subnets" {
      input = [var.network.subnets[0]]
    }
    resource "terraform_data" "policy" {
      input = jsonencode({
        Statement = [{ Effect = "Allow", Principal = "*", Action = var.action, Resource = "*" }]
      })
    }
    resource "lambda_vpc_endpoint" "it" {
      vpc_id     = terraform_data.vpc.output
      subnet_ids = terraform_data.subnets.output
      policy     = terraform_data.policy.output
      tags       = { vpc = terraform_data.vpc.output }
    }"#;

const UNKNOWN_THEN_NULL: &str = r#"
    resource "terraform_data" "null" {
      input = "null"
    }
    locals {
      null = jsondecode(terraform_data.null.output)
    }
    resource "lambda_vpc_endpoint" "it" {
      vpc_id              = var.network.vpc
      subnet_ids          = [var.network.subnets[0], local.null == null ? var.network.subnets[1] : ""]
      security_group_ids  = local.null
      private_dns_enabled = local.null
      ip_address_type     = local.null
      policy              = local.null
      tags                = local.null
      dynamic "dns_options" {
        for_each = local.null == null ? [] : ["ipv4"]
        content {
          dns_record_ip_type = dns_options.value
        }
      }
      timeouts {
        create = local.null
      }
    }"#;
