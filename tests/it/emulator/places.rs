//! Accounts and Regions.

use super::client::Client;
use super::lab::{Lab, REGION};

#[test]
fn accounts_and_regions_do_not_see_each_other() {
    let lab = Lab::new();
    let vpc = [("VpcId.1", lab.vpc.as_str())];
    for other in [lab.ec2.with_key("AKIA210987654321"), lab.ec2.in_region("eu-west-1")] {
        assert_eq!(other.code("DescribeVpcs", &vpc), "InvalidVpcID.NotFound");
        assert!(!other.ok("DescribeSubnets", &[]).has("subnetId"));
    }
    lab.ec2.ok("DescribeVpcs", &vpc);
}

#[test]
fn a_role_is_assumed_into_its_account() {
    let lab = Lab::new();
    assert_eq!(lab.ec2.ok("GetCallerIdentity", &[]).text("Account"), "123456789012");
    let role = [("RoleArn", "arn:aws:iam::210987654321:role/deploy"), ("RoleSessionName", "run")];
    let assumed = lab.ec2.ok("AssumeRole", &role);
    assert_eq!(assumed.text("Arn"), "arn:aws:sts::210987654321:assumed-role/deploy/run");
    let key = assumed.text("AccessKeyId");
    assert!(key.starts_with("ASIA") && key.len() == 20, "{key}");
    let there = lab.ec2.with_key(&key);
    assert_eq!(there.ok("GetCallerIdentity", &[]).text("Account"), "210987654321");
    assert_eq!(there.ok("CreateVpc", &[("CidrBlock", "10.0.0.0/16")]).text("ownerId"), "210987654321");
}

#[test]
fn a_request_that_nobody_signed_is_refused() {
    let lab = Lab::new();
    let mut reply = ureq::post(&lab.ec2.url)
        .config()
        .http_status_as_error(false)
        .build()
        .send_form([("Action", "DescribeVpcs")])
        .unwrap();
    assert_eq!(reply.status().as_u16(), 401);
    assert!(reply.body_mut().read_to_string().unwrap().contains("<Code>AuthFailure</Code>"));
    assert_eq!(lab.ec2.code("DescribeEverything", &[]), "InvalidAction");
}

#[test]
fn an_emulator_ends_when_it_is_dropped() {
    let lab = Lab::new();
    let url = lab.ec2.url.clone();
    drop(lab);
    assert!(Client::new(&url, REGION).call("DescribeVpcs", &[]).is_err());
}
