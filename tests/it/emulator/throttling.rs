//! Token buckets.

use ec2_emulator::{Options, Timing};

use super::lab::Lab;

fn throttled() -> Lab {
    Lab::with(&Options { throttling: true, timing: Timing::immediate(), ..Options::default() })
}

#[test]
fn four_endpoints_at_once_and_then_one_every_three_and_a_half_seconds() {
    let lab = throttled();
    let asked = lab.endpoint(&[("PrivateDnsEnabled", "false")]);
    for _ in 0..4 {
        lab.ec2.ok("CreateVpcEndpoint", &asked);
    }
    let refused = lab.ec2.refused("CreateVpcEndpoint", &asked);
    assert_eq!(refused, (503, "RequestLimitExceeded".to_owned(), "Request limit exceeded.".to_owned()));
    lab.advance(4);
    lab.ec2.ok("CreateVpcEndpoint", &asked);
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &asked), "RequestLimitExceeded");
}

#[test]
fn each_operation_account_and_region_has_a_bucket_of_its_own() {
    let lab = throttled();
    let asked = lab.endpoint(&[("PrivateDnsEnabled", "false")]);
    while lab.ec2.call("CreateVpcEndpoint", &asked).unwrap().status == 200 {}
    lab.ec2.ok("DescribeVpcEndpoints", &[]);
    lab.ec2.ok("DeleteVpcEndpoints", &[("VpcEndpointId.1", "vpce-00000000000000001")]);
    assert_eq!(lab.ec2.with_key("AKIA210987654321").code("CreateVpcEndpoint", &asked), "InvalidVpcID.NotFound");
    assert_eq!(lab.ec2.in_region("eu-west-1").code("CreateVpcEndpoint", &asked), "InvalidVpcID.NotFound");
}

#[test]
fn reading_everything_is_dearer_than_reading_with_a_filter() {
    let lab = throttled();
    let count = |parameters: &[(&str, &str)]| {
        (0..1000).take_while(|_| lab.ec2.call("DescribeNetworkInterfaces", parameters).unwrap().status == 200).count()
    };
    assert_eq!(count(&[]), 50);
    assert_eq!(count(&[("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", "x")]), 100);
}
