//! Endpoints for the Lambda of another Region.

use super::Stage;
use super::hcl::{IT, ONE_SUBNET, TWO_SUBNETS, endpoint};

const FRANKFURT: &str = "service_region = \"eu-central-1\"";
const VIRGINIA: &str = "service_region = \"us-east-1\"";

#[test]
fn the_lambda_of_another_region_is_reached() {
    let stage = Stage::new();
    stage.terraform.apply(&endpoint(&[TWO_SUBNETS, VIRGINIA, "private_dns_enabled = true"])).succeeded();
    stage.terraform.has_no_changes();

    let asked = stage.done("CreateVpcEndpoint").remove(0);
    assert_eq!(
        (asked["ServiceName"].as_str(), asked["ServiceRegion"].as_str()),
        ("com.amazonaws.us-east-1.lambda", "us-east-1")
    );
    let stored = stage.terraform.state(IT);
    assert_eq!(stored["service_name"], "com.amazonaws.us-east-1.lambda");
    assert_eq!(stored["region"], "eu-central-1");
    assert_eq!(stored["private_dns_names"][0], "lambda.us-east-1.amazonaws.com");
    assert!(stored["endpoint_url"].as_str().unwrap().ends_with(".lambda.us-east-1.vpce.amazonaws.com"), "{stored}");
    assert_eq!(stored["zonal_dns_names"].as_object().unwrap().len(), 0, "zones of another Region have no names");

    // It can be changed, forgotten and found again like any other.
    let changed = endpoint(&[ONE_SUBNET, VIRGINIA, "private_dns_enabled = true"]);
    assert_eq!(stage.changes_to(&changed).len(), 1);
    stage.terraform.run(&["state", "rm", IT]).succeeded();
    stage.terraform.run(&["import", "-input=false", IT, &stage.shown().id]).succeeded();
    stage.terraform.has_no_changes();
}

#[test]
fn naming_the_own_region_asks_for_nothing_and_another_replaces() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, FRANKFURT])).succeeded();
    assert!(!stage.done("CreateVpcEndpoint")[0].contains_key("ServiceRegion"));
    stage.terraform.write("main.tf", &endpoint(&[ONE_SUBNET]));
    stage.terraform.has_no_changes();

    let replaced = stage.terraform.apply(&endpoint(&[ONE_SUBNET, VIRGINIA])).succeeded();
    assert_eq!(replaced.actions(), [format!("replace {IT}")]);
    stage.terraform.has_no_changes();
    let back = stage.terraform.apply(&endpoint(&[ONE_SUBNET])).succeeded();
    assert_eq!(back.actions(), [format!("replace {IT}")], "a line that is taken out is undone");
    assert_eq!(stage.shown().service, "com.amazonaws.eu-central-1.lambda");
}

#[test]
fn a_service_that_is_not_there_is_refused() {
    let stage = Stage::immediate();
    let elsewhere = "service_name = \"com.amazonaws.us-east-1.lambda\"";
    for arguments in [
        &[ONE_SUBNET, elsewhere, FRANKFURT][..],
        &[ONE_SUBNET, "service_name = \"com.amazonaws.eu-central-1.lambada\""],
    ] {
        let error = stage.terraform.apply(&endpoint(arguments)).error();
        assert!(error.detail.contains("InvalidServiceName"), "{error:?}");
        assert!(error.line.starts_with("service_name"), "{error:?}");
    }
    assert_eq!(stage.emulator.endpoint_count(), 0);
}
