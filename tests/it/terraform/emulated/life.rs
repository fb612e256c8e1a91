//! An endpoint's whole life as its user sees it.

use serde_json::json;

use super::Stage;

/// Two subnets, so that the third is left to be added.
const ENDPOINT: &str = r#"
    resource "lambda_vpc_endpoint" "it" {
      vpc_id              = var.network.vpc
      subnet_ids          = [var.network.subnets[0], var.network.subnets[1]]
      security_group_ids  = [var.network.groups[0]]
      private_dns_enabled = true
      policy = jsonencode({
        Statement = [{ Effect = "Allow", Principal = "*", Action = "lambda:InvokeFunction", Resource = "*" }]
      })
      tags = { Name = "it" }
    }"#;

#[test]
fn create_plan_nothing_and_destroy() {
    let Stage { emulator, network, terraform } = Stage::new();
    terraform.apply(ENDPOINT).succeeded();
    terraform.has_no_changes();

    let state = terraform.state("lambda_vpc_endpoint.it");
    let id = state["id"].as_str().unwrap();
    assert_eq!(state["state"], "available");
    assert_eq!(state["network_interfaces"].as_object().unwrap().len(), 2);
    let interface = &state["network_interfaces"][&network.subnets[0]];
    assert_eq!(interface["availability_zone"], "eu-central-1a");
    assert!(interface["ipv4"].as_str().unwrap().starts_with("10.0.0."), "{interface}");
    let regional = state["regional_dns_name"].as_str().unwrap();
    assert!(regional.starts_with(id) && regional.ends_with(".lambda.eu-central-1.vpce.amazonaws.com"), "{regional}");
    assert_eq!(state["endpoint_url"], format!("https://{regional}"));
    assert_eq!(state["private_dns_names"], json!(["lambda.eu-central-1.amazonaws.com"]));
    assert_eq!(
        state["zonal_dns_names"].as_object().unwrap().keys().collect::<Vec<_>>(),
        ["eu-central-1a", "eu-central-1b"]
    );

    terraform.destroy().succeeded();
    assert_eq!(emulator.endpoint_count(), 0);
}
