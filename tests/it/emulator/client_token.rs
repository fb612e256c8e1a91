//! `ClientToken`

use super::lab::Lab;

#[test]
fn the_same_request_twice_makes_one_endpoint() {
    let lab = Lab::new();
    let asked = lab.endpoint(&[("ClientToken", "one"), ("SubnetId.1", &lab.subnets[0])]);
    let first = lab.ec2.ok("CreateVpcEndpoint", &asked);
    assert_eq!(first.text("clientToken"), "one");
    lab.advance(120);
    let second = lab.ec2.ok("CreateVpcEndpoint", &asked);
    assert_eq!(second.text("vpcEndpointId"), first.text("vpcEndpointId"));
    assert_eq!(second.text("state"), "available", "the answer shows the endpoint as it is by now");
    assert_eq!(lab.emulator.endpoint_count(), 1);
}

#[test]
fn another_request_with_the_same_token_is_refused() {
    let lab = Lab::new();
    lab.ec2.ok("CreateVpcEndpoint", &lab.endpoint(&[("ClientToken", "one")]));
    let other = lab.endpoint(&[("ClientToken", "one"), ("PrivateDnsEnabled", "false")]);
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &other), "IdempotentParameterMismatch");
    let long = "x".repeat(65);
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &lab.endpoint(&[("ClientToken", &long)])), "InvalidClientToken");
}

#[test]
fn a_refused_request_does_not_use_its_token_up() {
    let lab = Lab::new();
    let wrong = lab.endpoint(&[("ClientToken", "one"), ("SubnetId.1", "subnet-00000000000000001")]);
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &wrong), "InvalidSubnetID.NotFound");
    lab.ec2.ok("CreateVpcEndpoint", &lab.endpoint(&[("ClientToken", "one")]));
}
