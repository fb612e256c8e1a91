//! Filters and pages.

use std::collections::BTreeSet;

use super::lab::{LAMBDA, Lab};

#[test]
fn every_filter_of_endpoints_selects() {
    let lab = Lab::new();
    let id = lab.create_plain();
    lab.ec2.ok("CreateTags", &[("ResourceId.1", &id), ("Tag.1.Key", "k"), ("Tag.1.Value", "v")]);
    let find = |name: &str, value: &str| {
        let reply = lab.ec2.ok("DescribeVpcEndpoints", &[("Filter.1.Name", name), ("Filter.1.Value.1", value)]);
        reply.texts("vpcEndpointId").len()
    };
    for (name, value) in [
        ("ip-address-type", "ipv4"),
        ("service-name", LAMBDA),
        ("service-region", "eu-central-1"),
        ("tag:k", "v"),
        ("tag-key", "k"),
        ("vpc-id", lab.vpc.as_str()),
        ("vpc-endpoint-id", id.as_str()),
        ("vpc-endpoint-state", "available"),
        ("vpc-endpoint-type", "Interface"),
        ("service-name", "com.amazonaws.*.lambda"),
    ] {
        assert_eq!(find(name, value), 1, "{name}={value}");
        assert_eq!(find(name, "else"), 0, "{name}=else");
    }
    let unknown = [("Filter.1.Name", "vpc"), ("Filter.1.Value.1", "x")];
    let (_, code, message) = lab.ec2.refused("DescribeVpcEndpoints", &unknown);
    assert_eq!((code.as_str(), message.as_str()), ("InvalidFilter", "The filter 'vpc' is invalid"));
}

#[test]
fn filters_are_anded_and_their_values_ored() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let find = |second: &str| {
        let filters = [
            ("Filter.1.Name", "vpc-endpoint-state"),
            ("Filter.1.Value.1", "pending"),
            ("Filter.1.Value.2", "available"),
            ("Filter.2.Name", "vpc-endpoint-id"),
            ("Filter.2.Value.1", second),
        ];
        lab.ec2.ok("DescribeVpcEndpoints", &filters).texts("vpcEndpointId")
    };
    assert_eq!(find(&id), [&*id]);
    assert!(find("vpce-00000000000000001").is_empty());
}

#[test]
fn pages_hold_all_endpoints_once() {
    let lab = Lab::new();
    let made: BTreeSet<_> = (0..7).map(|_| lab.create(&[("PrivateDnsEnabled", "false")])).collect();
    let mut seen = BTreeSet::new();
    let mut pages = 0;
    let mut token = String::new();
    loop {
        let mut asked = vec![("MaxResults", "3")];
        asked.extend((!token.is_empty()).then_some(("NextToken", token.as_str())));
        let page = lab.ec2.ok("DescribeVpcEndpoints", &asked);
        assert!(page.texts("vpcEndpointId").into_iter().all(|id| seen.insert(id)), "no endpoint twice");
        pages += 1;
        token = page.text("nextToken");
        if token.is_empty() {
            break;
        }
    }
    assert_eq!((seen, pages), (made, 3));
    assert_eq!(lab.ec2.code("DescribeVpcEndpoints", &[("NextToken", "nonsense")]), "InvalidNextToken");
    let both = [("MaxResults", "5"), ("NetworkInterfaceId.1", "eni-00000000000000001")];
    assert_eq!(lab.ec2.code("DescribeNetworkInterfaces", &both), "InvalidParameterCombination");
    assert_eq!(lab.ec2.code("DescribeNetworkInterfaces", &[("MaxResults", "4")]), "InvalidMaxResults");
}

#[test]
fn lambda_is_described_as_a_service_with_the_zones_that_have_it() {
    let lab = Lab::new();
    let there = lab.ec2.in_region("us-east-1");
    let service = there.ok("DescribeVpcEndpointServices", &[("ServiceName.1", "com.amazonaws.us-east-1.lambda")]);
    assert_eq!(service.items("availabilityZoneSet"), ["a", "b", "c", "d", "f"].map(|zone| format!("us-east-1{zone}")));
    assert!(!service.items("availabilityZoneIdSet").contains(&"use1-az3".to_owned()));
    assert_eq!(service.text("privateDnsName"), "lambda.us-east-1.amazonaws.com");
    assert_eq!(service.items("baseEndpointDnsNameSet"), ["lambda.us-east-1.vpce.amazonaws.com"]);
    let filtered = lab
        .ec2
        .ok("DescribeVpcEndpointServices", &[("Filter.1.Name", "service-type"), ("Filter.1.Value.1", "Gateway")]);
    assert_eq!(filtered.items("serviceNameSet"), ["com.amazonaws.eu-central-1.s3"]);
    let china = lab.ec2.in_region("cn-north-1").ok("DescribeVpcEndpointServices", &[]);
    assert!(china.items("serviceNameSet").contains(&"cn.com.amazonaws.cn-north-1.lambda".to_owned()));
    assert_eq!(lab.ec2.code("DescribeVpcEndpointServices", &[("ServiceName.1", "x")]), "InvalidServiceName");
}

#[test]
fn zones_have_names_and_ids() {
    let lab = Lab::new();
    let zones = lab.ec2.ok("DescribeAvailabilityZones", &[]);
    assert_eq!(zones.texts("zoneName"), ["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
    assert_eq!(zones.texts("zoneId"), ["euc1-az2", "euc1-az3", "euc1-az1"]);
    let one =
        lab.ec2.ok("DescribeAvailabilityZones", &[("Filter.1.Name", "zone-id"), ("Filter.1.Value.1", "euc1-az1")]);
    assert_eq!(one.texts("zoneName"), ["eu-central-1c"]);
}
