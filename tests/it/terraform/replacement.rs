//! Changes that EC2 makes only by a new endpoint.

use super::network::Network;
use super::workspace::Workspace;

#[test]
fn another_vpc_replaces_the_endpoint() {
    let (first, second) = (Network::new(), Network::new());
    let terraform = Workspace::new(&first);
    terraform.apply(ENDPOINT).succeeded();
    let old = first.ec2.endpoint(&first.vpc);

    terraform.declare("network", &second.to_variable());
    let replaced = terraform.apply(ENDPOINT).succeeded();
    assert_eq!(replaced.actions(), ["replace lambda_vpc_endpoint.it"]);
    terraform.has_no_changes();

    assert_eq!(first.ec2.endpoints(&first.vpc), []);
    let new = second.ec2.endpoint(&second.vpc);
    assert_ne!(new.id, old.id);
    assert!(new.subnets.iter().eq(&second.subnets[..1]));
}

#[test]
fn a_new_endpoint_can_come_before_the_old_one_goes() {
    let (first, second) = (Network::new(), Network::new());
    let terraform = Workspace::new(&first);
    let main = ENDPOINT.replace("vpc_id", "lifecycle {\n create_before_destroy = true\n }\n vpc_id");
    terraform.apply(&main).succeeded();

    terraform.declare("network", &second.to_variable());
    terraform.apply(&main).succeeded();
    terraform.has_no_changes();

    assert_eq!(first.ec2.endpoints(&first.vpc), []);
    assert_eq!(second.ec2.endpoints(&second.vpc).len(), 1);
}

#[test]
fn another_region_or_service_is_planned_as_a_replacement() {
    let network = Network::new();
    let terraform = Workspace::without_preflight_checks(&network);
    terraform.apply(ENDPOINT).succeeded();

    for argument in ["region = \"us-west-2\"", "service_name = \"com.amazonaws.eu-central-1.lambda.next\""] {
        let main = ENDPOINT.replace("vpc_id", &format!("{argument}\n vpc_id"));
        let plan = terraform.plan(&main).succeeded();
        assert_eq!(plan.actions(), ["replace lambda_vpc_endpoint.it"], "{argument}");
    }
}

#[test]
fn naming_the_region_and_service_in_use_changes_nothing() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.apply(ENDPOINT).succeeded();

    let named = "region = \"eu-central-1\"\n service_name = \"com.amazonaws.eu-central-1.lambda\"\n vpc_id";
    terraform.write("main.tf", &ENDPOINT.replace("vpc_id", named));
    terraform.has_no_changes();
}

const ENDPOINT: &str = r#"
    resource "lambda_vpc_endpoint" "it" {
      vpc_id             = var.network.vpc
      subnet_ids         = [var.network.subnets[0]]
      security_group_ids = [var.network.groups[0]]
    }"#;
