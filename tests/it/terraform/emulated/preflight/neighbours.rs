//! The other endpoints of the VPC.

use crate::terraform::emulated::Stage;
use crate::terraform::emulated::hcl::{ONE_SUBNET, endpoint};

const PRIVATE: &str = "private_dns_enabled = true";

#[test]
fn the_endpoint_that_holds_the_name_is_named_with_the_way_to_adopt_it() {
    let stage = Stage::immediate();
    let holder = lambda_endpoint(&stage, "true");
    let error = stage.terraform.plan(&endpoint(&[ONE_SUBNET, PRIVATE])).finding();
    assert_eq!((error.summary.as_str(), error.line.as_str()), ("Private DNS name taken", PRIVATE));
    let adopt = format!("terraform import ADDRESS {holder}");
    for part in [&holder, &stage.network.vpc, adopt.as_str(), "private_dns_enabled = false"] {
        assert!(error.detail.contains(part), "no {part} in {error:#?}");
    }

    // One that exists meets it when it wants the name, and not before.
    let plain = endpoint(&["subnet_ids = [var.network.subnets[1]]"]);
    stage.terraform.apply(&plain).succeeded();
    let wants = endpoint(&["subnet_ids = [var.network.subnets[1]]", PRIVATE]);
    assert!(stage.terraform.plan(&wants).finding().detail.contains(&adopt));
}

#[test]
fn an_endpoint_that_leaves_the_name_alone_is_no_obstacle() {
    let stage = Stage::immediate();
    lambda_endpoint(&stage, "false");
    stage.terraform.plan(&endpoint(&[ONE_SUBNET, PRIVATE])).succeeded();
}

/// Terraform plans each once more as it begins to apply it: by then there are those that it has just made.
#[test]
fn endpoints_of_the_same_apply_are_not_taken_for_left_over_ones() {
    let stage = Stage::immediate();
    stage.terraform.write("main.tf", &endpoint(&["count = 3", ONE_SUBNET]));
    let apply = ["apply", "-json", "-auto-approve", "-input=false", "-parallelism=1"];
    let run = stage.terraform.run(&apply).succeeded();
    assert_eq!(run.warnings().len(), 0, "{}", run.transcript());
}

/// The name is free by the time at which the new one comes.
#[test]
fn the_endpoint_that_is_replaced_is_no_obstacle() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET, PRIVATE]);
    stage.terraform.apply(&main).succeeded();
    let plan = stage.terraform.plan_again(&["-replace=lambda_vpc_endpoint.it"]).succeeded();
    assert_eq!((plan.actions(), plan.warnings().len()), (vec!["replace lambda_vpc_endpoint.it".to_owned()], 0));

    // Nor is one that a failed apply left marked for replacement. Core then plans as if nothing were there, so all that is
    // known of the holder is that it is in the state: a word, and no obstacle.
    stage.terraform.run(&["taint", "lambda_vpc_endpoint.it"]).succeeded();
    let plan = stage.terraform.plan_again(&[]).succeeded();
    assert_eq!(plan.actions(), ["replace lambda_vpc_endpoint.it"]);
    let warnings = plan.warnings();
    assert!(warnings.iter().all(|warning| warning.line == PRIVATE), "{warnings:#?}");
    stage.terraform.apply(&main).succeeded();
    stage.terraform.has_no_changes();
}

/// It may have been raised, so it is a warning.
#[test]
fn a_full_vpc_is_warned_of_with_its_quota() {
    let stage = Stage::immediate();
    for _ in 0..50 {
        lambda_endpoint(&stage, "false");
    }
    let plan = stage.terraform.plan(&endpoint(&["subnet_ids = [var.network.subnets[1]]"])).succeeded();
    let warnings = plan.warnings();
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    assert!(warnings[0].line.starts_with("vpc_id"), "{warnings:#?}");
    for part in [stage.network.vpc.as_str(), "50", "VpcEndpointLimitExceeded", "L-29B6F2EB"] {
        assert!(warnings[0].detail.contains(part), "no {part} in {warnings:#?}");
    }
    let refused = stage.terraform.apply(&endpoint(&["subnet_ids = [var.network.subnets[1]]"])).error();
    assert!(refused.detail.contains("VpcEndpointLimitExceeded"), "{refused:#?}");
}

/// Made without Terraform, in the first subnet.
fn lambda_endpoint(stage: &Stage, private_dns: &str) -> String {
    let network = &stage.network;
    let parameters = [
        ("VpcId", network.vpc.as_str()),
        ("VpcEndpointType", "Interface"),
        ("ServiceName", "com.amazonaws.eu-central-1.lambda"),
        ("SubnetId.1", &network.subnets[0]),
        ("PrivateDnsEnabled", private_dns),
    ];
    stage.made("CreateVpcEndpoint", &parameters, "vpcEndpointId")
}
