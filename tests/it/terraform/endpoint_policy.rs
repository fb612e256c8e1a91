//! `lambda_endpoint_policy`: the policy of an endpoint that is looked after elsewhere.

use serde_json::{Value, json};

use super::network::Network;
use super::workspace::Workspace;

#[test]
fn a_policy_is_set_changed_and_taken_away() {
    let (network, terraform, id) = with_endpoint();

    let created = terraform.apply(&policy("lambda:InvokeFunction")).succeeded();
    assert_eq!(created.actions(), ["create lambda_endpoint_policy.it"]);
    terraform.has_no_changes();
    assert_eq!(action(&network), "lambda:InvokeFunction");
    let state = terraform.state("lambda_endpoint_policy.it");
    assert_eq!(state["id"], id.as_str());
    assert_eq!(state["vpc_endpoint_id"], id.as_str());
    assert_eq!(state["region"], Network::REGION);

    let updated = terraform.apply(&policy("lambda:GetFunction")).succeeded();
    assert_eq!(updated.actions(), ["update lambda_endpoint_policy.it"]);
    terraform.has_no_changes();
    assert_eq!(action(&network), "lambda:GetFunction");

    // That EC2's default policy is back is not to be seen here: moto ignores `ResetPolicy`.
    let destroyed = terraform.destroy().succeeded();
    assert_eq!(destroyed.actions(), ["delete lambda_endpoint_policy.it"]);
    assert_eq!(terraform.state_file()["resources"], json!([]));
    assert_eq!(network.ec2.endpoint(&network.vpc).id, id, "the endpoint stays");
}

#[test]
fn a_policy_changed_behind_terraforms_back_is_put_back() {
    let (network, terraform, id) = with_endpoint();
    let main = policy("lambda:InvokeFunction");
    terraform.apply(&main).succeeded();
    network.ec2.set_policy(&id, DEFAULT);

    let plan = terraform.plan_again(&[]).succeeded();
    assert_eq!(plan.drift(), ["update lambda_endpoint_policy.it"]);
    assert_eq!(plan.actions(), ["update lambda_endpoint_policy.it"]);

    terraform.apply(&main).succeeded();
    terraform.has_no_changes();
    assert_eq!(action(&network), "lambda:InvokeFunction");
}

#[test]
fn a_policy_goes_with_its_endpoint() {
    let (network, terraform, id) = with_endpoint();
    terraform.apply(&policy("lambda:InvokeFunction")).succeeded();
    network.ec2.delete_endpoint(&id);

    let plan = terraform.plan_again(&[]).succeeded();
    assert_eq!(plan.drift(), ["delete lambda_endpoint_policy.it"]);
    assert_eq!(plan.actions(), ["create lambda_endpoint_policy.it"]);
    // Nothing left to reset is as good as reset.
    terraform.run(&["destroy", "-json", "-auto-approve", "-refresh=false"]).succeeded();
}

#[test]
fn another_endpoint_replaces_the_policy() {
    let (network, terraform, _) = with_endpoint();
    let main = policy("lambda:InvokeFunction");
    terraform.apply(&main).succeeded();

    let other = network.ec2.create_endpoint(&network.vpc, &network.subnets[1], &network.groups[0], DEFAULT);
    terraform.declare("endpoint", &json!(other));
    let replaced = terraform.apply(&main).succeeded();
    assert_eq!(replaced.actions(), ["replace lambda_endpoint_policy.it"]);
    terraform.has_no_changes();
    assert_eq!(terraform.state("lambda_endpoint_policy.it")["id"], other.as_str());
}

#[test]
fn endpoint_and_policy_can_be_made_and_destroyed_together() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    let main = format!(
        r#"
        resource "lambda_vpc_endpoint" "it" {{
          vpc_id     = var.network.vpc
          subnet_ids = var.network.subnets
        }}
        {}"#,
        policy("lambda:InvokeFunction").replace("var.endpoint", "lambda_vpc_endpoint.it.id")
    );

    terraform.apply(&main).succeeded();
    terraform.has_no_changes();
    assert_eq!(action(&network), "lambda:InvokeFunction");
    terraform.destroy().succeeded();
    assert_eq!(network.ec2.endpoints(&network.vpc), []);
}

#[test]
fn an_endpoint_that_does_not_exist_gets_no_policy() {
    let (_, terraform, _) = with_endpoint();
    terraform.declare("endpoint", &json!("vpce-00000000000000000"));

    let refused = terraform.apply(&policy("lambda:InvokeFunction"));
    let error = refused.error();
    assert!(error.detail.contains("InvalidVpcEndpointId.NotFound"), "{error:?}");
    assert_eq!(terraform.state("lambda_endpoint_policy.it"), Value::Null);
}

/// An endpoint that Terraform does not manage, whose id is `var.endpoint`.
fn with_endpoint() -> (Network, Workspace, String) {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    let id = network.ec2.create_endpoint(&network.vpc, &network.subnets[0], &network.groups[0], DEFAULT);
    terraform.declare("endpoint", &json!(id));
    (network, terraform, id)
}

fn policy(action: &str) -> String {
    format!(
        r#"
        resource "lambda_endpoint_policy" "it" {{
          vpc_endpoint_id = var.endpoint
          policy = jsonencode({{
            Statement = [{{ Effect = "Allow", Principal = "*", Action = "{action}", Resource = "*" }}]
          }})
        }}"#
    )
}

/// What EC2 lets through the VPC's one endpoint.
fn action(network: &Network) -> Value {
    network.ec2.endpoint(&network.vpc).policy["Statement"][0]["Action"].clone()
}

/// EC2's default for an interface endpoint.
const DEFAULT: &str = r#"{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}"#;
