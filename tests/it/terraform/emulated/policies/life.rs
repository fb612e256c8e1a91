//! Policies through their lives: refused ones, odd ones, and `lambda_endpoint_policy`.

use super::super::Stage;
use super::super::hcl::{IT, ONE_SUBNET, endpoint, policy, policy_resource};

const POLICY_RESOURCE: &str = "lambda_endpoint_policy.it";

/// There is no moment in which an endpoint with a policy lets everything through.
#[test]
fn a_policy_is_in_force_from_the_start() {
    let stage = Stage::immediate();
    let arguments = [ONE_SUBNET, "private_dns_enabled = true", &policy("lambda:InvokeFunction")];
    stage.terraform.apply(&endpoint(&arguments)).succeeded();
    let calls = stage.emulator.calls();
    let creations: Vec<_> = calls.iter().filter(|call| call.operation == "CreateVpcEndpoint").collect();
    assert_eq!(creations.len(), 1);
    assert!(creations[0].parameters["PolicyDocument"].contains("lambda:InvokeFunction"), "{creations:?}");
    assert!(calls.iter().all(|call| call.operation != "ModifyVpcEndpoint"), "{calls:?}");
}

/// Row 2 of the peer's issues: a policy that EC2 refuses is in the state all the same there, and every later plan fails
/// because the two cannot be compared.
#[test]
fn a_refused_policy_leaves_the_old_state() {
    let stage = Stage::immediate();
    let good = endpoint(&[ONE_SUBNET, &policy("lambda:InvokeFunction")]);
    stage.terraform.apply(&good).succeeded();
    let before = stage.terraform.state(IT);

    // A condition without an operator: JSON, but no policy.
    let bad = good.replace("Resource = \"*\"", "Resource = \"*\", Condition = { test = \"StringEquals\" }");
    for _ in ["first", "second"] {
        let error = stage.terraform.apply(&bad).error();
        assert!(error.detail.contains("InvalidPolicyDocument"), "{error:?}");
        assert!(error.detail.contains("that is Statement[0]"), "{error:?}");
        assert!(error.line.starts_with("policy"), "{error:?}");
        assert_eq!(stage.terraform.state(IT), before);
    }
    stage.terraform.apply(&good).succeeded();
    stage.terraform.has_no_changes();
    assert_eq!(stage.shown().policy["Statement"][0]["Action"], "lambda:InvokeFunction");
}

/// Row 2 again: whatever the live document looks like, it is a difference and no error.
#[test]
fn an_odd_live_policy_is_drift() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET, &policy("lambda:InvokeFunction")]);
    stage.terraform.apply(&main).succeeded();
    let id = stage.shown().id;

    for odd in [
        "{not JSON",
        "[]",
        "null",
        "\"text\"",
        "{}",
        "{\"Statement\": 1}",
        "{\"Statement\":[{\"Condition\":[[1]]}]}",
        "",
    ] {
        assert!(stage.emulator.replace_policy(&id, odd));
        assert_eq!(stage.changes_to(&main).len(), 1, "{odd:?}");
    }
}

/// Scenarios of the peer's tests of its policy resource, and what they leave out: the default policy is back at the end.
#[test]
fn a_policy_is_set_imported_changed_and_reset() {
    let stage = Stage::immediate();
    let own = endpoint(&[ONE_SUBNET]);
    let main = |action: &str| own.clone() + &policy_resource("lambda_vpc_endpoint.it.id", action);
    let action = || stage.shown().policy["Statement"][0]["Action"].clone();
    stage.terraform.apply(&main("lambda:InvokeFunction")).succeeded();
    stage.terraform.has_no_changes();
    assert_eq!(action(), "lambda:InvokeFunction");

    stage.terraform.run(&["state", "rm", POLICY_RESOURCE]).succeeded();
    stage.terraform.run(&["import", "-input=false", POLICY_RESOURCE, &stage.shown().id]).succeeded();
    stage.terraform.has_no_changes();

    let changed = stage.terraform.apply(&main("lambda:*")).succeeded();
    assert_eq!(changed.actions(), [format!("update {POLICY_RESOURCE}")]);
    assert_eq!(action(), "lambda:*");

    let taken_out = stage.terraform.apply(&own).succeeded();
    assert_eq!(taken_out.actions(), [format!("delete {POLICY_RESOURCE}")]);
    assert_eq!(action(), "*");
    stage.terraform.has_no_changes();
}

/// Scenarios of the peer's tests: the policy is reset, or its endpoint deleted, behind Terraform's back.
#[test]
fn a_policy_that_disappears_is_put_back() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET]) + &policy_resource("lambda_vpc_endpoint.it.id", "lambda:InvokeFunction");
    stage.terraform.apply(&main).succeeded();
    let id = stage.shown().id;

    stage.call("ModifyVpcEndpoint", &[("VpcEndpointId", &id), ("ResetPolicy", "true")]);
    let put_back = stage.terraform.apply(&main).succeeded();
    assert_eq!(put_back.actions(), [format!("update {POLICY_RESOURCE}")]);
    assert_eq!(stage.shown().policy["Statement"][0]["Action"], "lambda:InvokeFunction");

    stage.network.ec2.delete_endpoint(&id);
    let made_again = stage.terraform.apply(&main).succeeded();
    assert_eq!(made_again.actions(), [format!("create {POLICY_RESOURCE}"), format!("create {IT}")]);
    stage.terraform.has_no_changes();
    assert_eq!(stage.shown().policy["Statement"][0]["Action"], "lambda:InvokeFunction");
}
