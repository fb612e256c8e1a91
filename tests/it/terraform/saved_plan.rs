//! Plans that are kept and applied later, as a review of changes has it.

use super::network::Network;
use super::workspace::Workspace;

#[test]
fn saved_plans_create_change_and_destroy() {
    let network = Network::new();
    let terraform = Workspace::new(&network);

    terraform.write("main.tf", &endpoint(1));
    terraform.plan_again(&["-out=saved"]).succeeded();
    assert_eq!(network.ec2.endpoints(&network.vpc), [], "a plan makes nothing");
    terraform.run(&["apply", "-json", "saved"]).succeeded();
    terraform.has_no_changes();

    terraform.write("main.tf", &endpoint(3));
    terraform.plan_again(&["-out=saved"]).succeeded();
    terraform.run(&["apply", "-json", "saved"]).succeeded();
    terraform.has_no_changes();
    assert_eq!(network.ec2.endpoint(&network.vpc).subnets.len(), 3);

    terraform.plan_again(&["-destroy", "-out=saved"]).succeeded();
    terraform.run(&["apply", "-json", "saved"]).succeeded();
    assert_eq!(network.ec2.endpoints(&network.vpc), []);
}

fn endpoint(zones: usize) -> String {
    format!(
        r#"
        resource "lambda_vpc_endpoint" "it" {{
          vpc_id     = var.network.vpc
          subnet_ids = slice(var.network.subnets, 0, {zones})
        }}"#
    )
}
