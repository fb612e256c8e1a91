//! Many changes at once: EC2 takes one change of an endpoint at a time, and few calls a second.

use std::thread;
use std::time::Duration;

use ec2_emulator::Options;

use super::Stage;
use super::hcl::{ALL_SUBNETS, IT, ONE_SUBNET, TWO_SUBNETS, endpoint, policy_resource};

/// Rows 3 and 4 of the peer's issues: resources that change one endpoint at the same time fail there with
/// `OperationInProgress`, or wait a minute each to avoid it. Here they queue.
#[test]
fn endpoint_and_policy_change_in_one_apply_without_collision() {
    let stage = Stage::new();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET])).succeeded();
    // By its id and not by reference, so that Terraform does not put the two in order.
    stage.terraform.declare("id", &stage.shown().id.into());
    let main = |subnets: &str, action: &str| endpoint(&[subnets]) + &policy_resource("var.id", action);

    for (subnets, action) in [(ALL_SUBNETS, "lambda:InvokeFunction"), (TWO_SUBNETS, "lambda:*")] {
        stage.emulator.reset_calls();
        let applied = stage.terraform.apply(&main(subnets, action)).succeeded();
        assert_eq!(applied.actions().len(), 2);
        assert_eq!(stage.refused(), [], "{subnets}");
        assert_eq!(stage.done("ModifyVpcEndpoint").len(), 2);
        stage.terraform.has_no_changes();
        assert_eq!(stage.shown().policy["Statement"][0]["Action"], action);
    }
    // The policy is reset while the endpoint is being deleted.
    stage.terraform.destroy().succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 0);
}

/// Rows 3 and 4 again, for changes by somebody else, whom no queue of ours can hold back.
#[test]
fn a_change_by_somebody_else_is_waited_for() {
    let stage = Stage::new();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET])).succeeded();
    let parameters =
        |id: &str| [("VpcEndpointId".to_owned(), id.to_owned()), ("PrivateDnsEnabled".to_owned(), "true".to_owned())];
    let parameters = parameters(&stage.shown().id);
    stage.emulator.clock().stop();
    stage.call("ModifyVpcEndpoint", &parameters.each_ref().map(|(name, value)| (name.as_str(), value.as_str())));

    thread::scope(|scope| {
        let apply = scope.spawn(|| stage.terraform.apply(&endpoint(&[TWO_SUBNETS])));
        let met = stage.emulator.wait_for_calls("ModifyVpcEndpoint", 2, Duration::from_mins(1));
        stage.emulator.clock().resume();
        apply.join().unwrap().succeeded();
        assert!(met, "the apply asked for its change while the other was under way");
    });
    assert!(stage.refused().contains(&("ModifyVpcEndpoint".to_owned(), "OperationInProgress".to_owned())));
    stage.terraform.has_no_changes();
    assert_eq!(stage.shown().subnets.len(), 2);
    assert!(!stage.shown().private_dns, "the configuration has the last word");
}

/// A gap of the peer's tests. EC2 takes four changes of endpoints at once, then one in three seconds. Without a pace, six of
/// ten would be refused, again and again.
#[test]
fn more_endpoints_than_ec2_takes_at_once_come_and_go() {
    let stage = Stage::with(&Options { speed: SPEED, throttling: true, ..Options::default() });
    stage.terraform.env("LAMBDA_PROVIDER_CLOCK_SPEED", &SPEED.to_string());
    let main = endpoint(&["count = 10", ONE_SUBNET, "tags = { Name = \"it\" }"]);
    stage.terraform.apply(&main).succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 10);
    stage.terraform.has_no_changes();

    stage.terraform.apply(&main.replace(ONE_SUBNET, TWO_SUBNETS)).succeeded();
    stage.terraform.destroy().succeeded();
    assert_eq!(stage.emulator.endpoint_count(), 0);
    let refused = stage.refused();
    for operation in ["CreateVpcEndpoint", "ModifyVpcEndpoint", "DeleteVpcEndpoints"] {
        let refusals = refused.iter().filter(|(refused, _)| refused == operation).count();
        assert!(refusals < 6, "{operation} was refused {refusals} times");
    }
    assert!(stage.done("DeleteVpcEndpoints").len() <= 5, "deletes go together");
    assert_eq!(stage.terraform.state(IT), serde_json::Value::Null);
}

/// A change of `default_tags` touches everything at once. EC2 takes a thousand resources in a call that sets tags, and
/// refuses it as a whole when one of them is gone.
#[test]
fn the_same_tags_are_set_together_and_one_that_is_gone_is_in_nobodys_way() {
    let stage = Stage::immediate();
    let main = |tags: &str| endpoint(&["count = 10", ONE_SUBNET, tags]);
    stage.terraform.apply(&main("")).succeeded();
    stage.emulator.reset_calls();
    stage.terraform.apply(&main("tags = { team = \"a\" }")).succeeded();
    let calls = stage.done("CreateTags").len();
    assert!(calls <= 5, "{calls} calls for ten endpoints");
    stage.terraform.has_no_changes();

    let instances = &stage.terraform.state_file()["resources"][0]["instances"];
    let gone = instances[3]["attributes"]["id"].as_str().unwrap().to_owned();
    stage.network.ec2.delete_endpoint(&gone);
    stage.terraform.write("main.tf", &main("tags = { team = \"b\" }"));
    let error = stage.terraform.run(&["apply", "-json", "-auto-approve", "-input=false", "-refresh=false"]).error();
    assert!(error.detail.contains(&gone), "{error:?}");
    assert_eq!(stage.terraform.plan_again(&[]).succeeded().actions(), [format!("create {IT}[3]")]);
}

/// How many seconds of EC2 and of the provider pass in a real one.
const SPEED: f64 = 10.0;
