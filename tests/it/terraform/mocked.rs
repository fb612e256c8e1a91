//! Users test their modules with `mock_provider`: computed values are then random letters, ids included.

use super::workspace::{Workspace, required_provider};

#[test]
fn modules_can_be_tested_with_mocked_endpoints() {
    let terraform = Workspace::empty();
    terraform.write("provider.tf", &required_provider());
    terraform.write("main.tf", MODULE);
    terraform.write("module.tftest.hcl", TEST);
    terraform.init();

    terraform.run(&["test"]).succeeded();
}

const MODULE: &str = r#"
    resource "lambda_vpc_endpoint" "it" {
      vpc_id     = "vpc-0123456789abcdef0"
      subnet_ids = ["subnet-0123456789abcdef0"]
    }
    resource "lambda_endpoint_policy" "it" {
      vpc_endpoint_id = lambda_vpc_endpoint.it.id
      policy          = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] })
    }"#;

const TEST: &str = r#"
    mock_provider "lambda" {}
    run "mocked" {
      assert {
        condition     = lambda_endpoint_policy.it.vpc_endpoint_id == lambda_vpc_endpoint.it.id
        error_message = "The policy belongs to another endpoint."
      }
    }"#;
