//! What somebody changed behind Terraform's back is in the next plan, and the next apply mends it.

use super::network::Network;
use super::workspace::Workspace;

#[test]
fn a_deleted_endpoint_is_planned_again() {
    let (network, terraform) = applied();
    let lost = network.ec2.endpoint(&network.vpc).id;
    network.ec2.delete_endpoint(&lost);

    let plan = terraform.plan_again(&[]).succeeded();
    assert_eq!(plan.drift(), ["delete lambda_vpc_endpoint.it"]);
    assert_eq!(plan.actions(), ["create lambda_vpc_endpoint.it"]);

    terraform.apply(ENDPOINT).succeeded();
    terraform.has_no_changes();
    assert_ne!(network.ec2.endpoint(&network.vpc).id, lost);
}

/// moto, and with it what is made of it, fails at the filter by which EC2 leaves out what does not exist.
#[test]
fn one_of_several_that_nobody_knows_is_planned_again() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.apply(&ENDPOINT.replace("vpc_id", "count = 3\nvpc_id")).succeeded();
    let mut file = terraform.state_file();
    file["resources"][0]["instances"][1]["attributes"]["id"] = "vpce-0123456789abcdef0".into();
    terraform.write("terraform.tfstate", &file.to_string());

    assert_eq!(terraform.plan_again(&[]).succeeded().actions(), ["create lambda_vpc_endpoint.it[1]"]);
}

#[test]
fn a_deleted_endpoint_is_no_obstacle_to_destroy() {
    let (network, terraform) = applied();
    network.ec2.delete_endpoint(&network.ec2.endpoint(&network.vpc).id);

    terraform.destroy().succeeded();
    // Also when nothing has refreshed the state before the delete.
    terraform.apply(ENDPOINT).succeeded();
    network.ec2.delete_endpoint(&network.ec2.endpoint(&network.vpc).id);
    terraform.run(&["destroy", "-json", "-auto-approve", "-refresh=false"]).succeeded();
}

#[test]
fn a_changed_policy_is_planned_and_put_back() {
    let (network, terraform) = applied();
    let id = network.ec2.endpoint(&network.vpc).id;
    let configured = network.ec2.endpoint(&network.vpc).policy;
    network.ec2.set_policy(&id, FULL_ACCESS);

    let plan = terraform.plan_again(&[]).succeeded();
    assert_eq!(plan.drift(), ["update lambda_vpc_endpoint.it"]);
    assert_eq!(plan.actions(), ["update lambda_vpc_endpoint.it"]);

    terraform.apply(ENDPOINT).succeeded();
    terraform.has_no_changes();
    assert_eq!(network.ec2.endpoint(&network.vpc).policy, configured);
}

#[test]
fn a_policy_that_only_looks_different_is_no_drift() {
    let (network, terraform) = applied();
    let endpoint = network.ec2.endpoint(&network.vpc);
    let rewritten = serde_json::to_string_pretty(&endpoint.policy).expect("JSON is written");
    network.ec2.set_policy(&endpoint.id, &rewritten);

    terraform.has_no_changes();
}

#[test]
fn changed_and_foreign_tags_are_planned_and_put_back() {
    let (network, terraform) = applied();
    let before = network.ec2.endpoint(&network.vpc);
    network.ec2.set_tag(&before.id, "team", "somebody else");
    network.ec2.set_tag(&before.id, "owner", "nobody");

    let plan = terraform.plan_again(&[]).succeeded();
    assert_eq!(plan.actions(), ["update lambda_vpc_endpoint.it"]);

    terraform.apply(ENDPOINT).succeeded();
    terraform.has_no_changes();
    assert_eq!(network.ec2.endpoint(&network.vpc), before);
}

#[test]
fn changed_subnets_and_groups_are_planned_and_put_back() {
    let (network, terraform) = applied();
    let before = network.ec2.endpoint(&network.vpc);
    network.ec2.add_subnet(&before.id, &network.subnets[2]);
    network.ec2.add_security_group(&before.id, &network.groups[1]);

    let plan = terraform.plan_again(&[]).succeeded();
    assert_eq!(plan.actions(), ["update lambda_vpc_endpoint.it"]);

    terraform.apply(ENDPOINT).succeeded();
    terraform.has_no_changes();
    assert_eq!(network.ec2.endpoint(&network.vpc), before);
}

#[test]
fn refresh_only_takes_the_change_into_the_state_and_plans_nothing() {
    let (network, terraform) = applied();
    let id = network.ec2.endpoint(&network.vpc).id;
    network.ec2.set_tag(&id, "team", "somebody else");

    let plan = terraform.plan_again(&["-refresh-only"]).succeeded();
    assert_eq!(plan.drift(), ["update lambda_vpc_endpoint.it"]);
    assert_eq!(plan.actions(), [""; 0]);

    terraform.run(&["apply", "-json", "-auto-approve", "-refresh-only"]).succeeded();
    let state = terraform.state("lambda_vpc_endpoint.it");
    assert_eq!(state["tags_all"]["team"], "somebody else");
    assert_eq!(network.ec2.endpoint(&network.vpc).tags["team"], "somebody else");
}

#[test]
fn what_is_not_configured_may_change_without_a_plan() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    let bare = r#"
        resource "lambda_vpc_endpoint" "it" {
          vpc_id     = var.network.vpc
          subnet_ids = [var.network.subnets[0]]
        }"#;
    terraform.apply(bare).succeeded();
    let id = network.ec2.endpoint(&network.vpc).id;
    network.ec2.set_policy(&id, FULL_ACCESS);

    terraform.has_no_changes();
}

/// An endpoint, made and in step with its configuration.
fn applied() -> (Network, Workspace) {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.apply(ENDPOINT).succeeded();
    terraform.has_no_changes();
    (network, terraform)
}

const FULL_ACCESS: &str = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;

const ENDPOINT: &str = r#"
    resource "lambda_vpc_endpoint" "it" {
      vpc_id             = var.network.vpc
      subnet_ids         = [var.network.subnets[0]]
      security_group_ids = [var.network.groups[0]]
      policy = jsonencode({
        Version   = "2012-10-17"
        Statement = [{ Effect = "Allow", Principal = "*", Action = "lambda:InvokeFunction", Resource = "*" }]
      })
      tags = { team = "orders" }
    }"#;
