//! Who manages a policy, when more than one could.

use super::super::Stage;
use super::super::hcl::{IT, ONE_SUBNET, endpoint, policy, policy_resource};

/// A `lambda_endpoint_policy` by the endpoint's id as text, so that Terraform sees no dependency.
fn policy_of(id: &str, action: &str) -> String {
    policy_resource(&format!("\"{id}\""), action)
}

#[test]
fn a_policy_that_is_managed_twice_is_warned_of() {
    let stage = Stage::immediate();
    let inline = endpoint(&[ONE_SUBNET, &policy("lambda:InvokeFunction")]);
    stage.terraform.apply(&inline).succeeded();

    let both = inline + &policy_resource("lambda_vpc_endpoint.it.id", "lambda:InvokeFunction");
    let warning = stage.terraform.plan(&both).succeeded().finding();
    assert_eq!(warning.summary, "Policy managed twice");
    for name in [stage.shown().id.as_str(), "lambda_vpc_endpoint", "lambda_endpoint_policy"] {
        assert!(warning.detail.contains(name), "{name} in {warning:?}");
    }
    assert!(warning.line.starts_with("policy"), "{warning:?}");
}

#[test]
fn an_endpoint_without_a_policy_argument_is_not_warned_of() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET]) + &policy_resource("lambda_vpc_endpoint.it.id", "lambda:InvokeFunction");
    assert_eq!(stage.terraform.apply(&main).succeeded().warnings().len(), 0);
    assert_eq!(stage.terraform.plan(&main).succeeded().warnings().len(), 0);
}

/// As users of the AWS provider have it: under `ignore_changes`, Terraform passes what is in the state for what is configured.
#[test]
fn an_endpoint_whose_policy_is_ignored_is_not_warned_of() {
    let stage = Stage::immediate();
    let own = endpoint(&[ONE_SUBNET, "lifecycle {\nignore_changes = [policy]\n}"]);
    let main = own + &policy_resource("lambda_vpc_endpoint.it.id", "lambda:InvokeFunction");
    stage.terraform.apply(&main).succeeded();
    assert_eq!(stage.terraform.plan(&main).succeeded().warnings().len(), 0);
    stage.terraform.has_no_changes();
}

#[test]
fn a_policy_of_somebody_else_is_not_replaced_in_silence() {
    let stage = Stage::immediate();
    let own = endpoint(&[ONE_SUBNET]);
    stage.terraform.apply(&own).succeeded();
    let id = stage.shown().id;
    let theirs = r#"{"Statement":[{"Effect":"Deny","Principal":"*","Action":"lambda:Get*","Resource":"*"}]}"#;
    assert!(stage.emulator.replace_policy(&id, theirs));

    let main = own.clone() + &policy_of(&id, "lambda:InvokeFunction");
    let warning = stage.terraform.plan(&main).succeeded().finding();
    assert_eq!(warning.summary, "Another policy is replaced");
    assert!(warning.detail.contains(theirs) && warning.detail.contains("terraform import"), "{warning:?}");
    assert!(!stage.terraform.apply(&main).succeeded().warnings().is_empty());

    // The same policy in other words is nobody else's.
    stage.terraform.run(&["state", "rm", "lambda_endpoint_policy.it"]).succeeded();
    assert_eq!(stage.terraform.apply(&main).succeeded().warnings().len(), 0);
}

#[test]
fn without_preflight_checks_nobody_looks() {
    let stage = Stage::unchecked();
    let own = endpoint(&[ONE_SUBNET]);
    stage.terraform.apply(&own).succeeded();
    assert!(stage.emulator.replace_policy(&stage.shown().id, r#"{"Statement":[]}"#));

    let main = own + &policy_of(&stage.shown().id, "lambda:InvokeFunction");
    assert_eq!(stage.terraform.apply(&main).succeeded().warnings().len(), 0);
    assert_eq!(stage.shown().policy["Statement"][0]["Action"], "lambda:InvokeFunction");
}

/// The endpoint takes its policy back in the same apply in which another resource puts its own: in either order, the new
/// policy is what is left.
#[test]
fn a_policy_moves_from_the_endpoint_to_its_own_resource() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, &policy("lambda:InvokeFunction")])).succeeded();

    let moved = endpoint(&[ONE_SUBNET]) + &policy_of(&stage.shown().id, "lambda:GetFunction");
    let run = stage.terraform.apply(&moved).succeeded();
    assert_eq!(run.actions(), ["create lambda_endpoint_policy.it".to_owned(), format!("update {IT}")]);
    assert_eq!(stage.shown().policy["Statement"][0]["Action"], "lambda:GetFunction");
    stage.terraform.has_no_changes();
}

/// And back again.
#[test]
fn a_policy_moves_from_its_own_resource_to_the_endpoint() {
    let stage = Stage::immediate();
    let own = endpoint(&[ONE_SUBNET]);
    let apart = own + &policy_resource("lambda_vpc_endpoint.it.id", "lambda:InvokeFunction");
    stage.terraform.apply(&apart).succeeded();

    let inline = endpoint(&[ONE_SUBNET, &policy("lambda:GetFunction")]);
    stage.terraform.apply(&inline).succeeded();
    stage.terraform.apply(&inline).succeeded();
    assert_eq!(stage.shown().policy["Statement"][0]["Action"], "lambda:GetFunction");
    stage.terraform.has_no_changes();
}
