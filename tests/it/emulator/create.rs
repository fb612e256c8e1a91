//! `CreateVpcEndpoint`

use ec2_emulator::{LastError, Options, State, Timing};

use super::lab::{LAMBDA, Lab, group, subnet};

#[test]
fn an_endpoint_is_pending_then_available_and_unknown_at_first() {
    let lab = Lab::new();
    let created = lab.ec2.ok("CreateVpcEndpoint", &lab.endpoint(&[("SubnetId.1", &lab.subnets[0])]));
    let id = created.text("vpcEndpointId");
    assert_eq!(created.text("state"), "pending");
    let describe = [("VpcEndpointId.1", id.as_str())];
    let (status, code, message) = lab.ec2.refused("DescribeVpcEndpoints", &describe);
    assert_eq!((status, code.as_str()), (400, "InvalidVpcEndpointId.NotFound"));
    assert_eq!(message, format!("The Vpc Endpoint Id '{id}' does not exist"));
    assert!(!lab.ec2.ok("DescribeVpcEndpoints", &[]).has("vpcEndpointId"), "nor does the whole list know it");
    lab.advance(3);
    assert_eq!(lab.describe(&id).text("state"), "pending");
    lab.advance(80);
    assert_eq!(lab.describe(&id).text("state"), "available");
}

#[test]
fn the_answer_lists_all_that_the_endpoint_will_have() {
    let lab = Lab::new();
    let [a, b, _] = &lab.subnets;
    let asked = [("SubnetId.1", a.as_str()), ("SubnetId.2", b), ("SecurityGroupId.1", &lab.groups[0])];
    let created = lab.ec2.ok("CreateVpcEndpoint", &lab.endpoint(&asked));
    assert_eq!(created.items("subnetIdSet"), [a.clone(), b.clone()]);
    assert_eq!(created.texts("groupId"), [lab.groups[0].clone()]);
    assert_eq!(created.items("networkInterfaceIdSet").len(), 2);
    assert_eq!(created.text("vpcEndpointType"), "Interface");
    assert_eq!(created.text("serviceRegion"), "eu-central-1");
    assert_eq!(created.text("ownerId"), "123456789012");
    assert_eq!((created.text("ipAddressType"), created.text("dnsRecordIpType")), ("ipv4".into(), "ipv4".into()));
    assert_eq!(created.text("privateDnsEnabled"), "true", "AWS services have private DNS unless told otherwise");
}

#[test]
fn without_subnets_and_groups_it_has_the_default_group_and_nothing_else() {
    let lab = Lab::new();
    let id = lab.create(&[("PrivateDnsEnabled", "false")]);
    let endpoint = lab.describe(&id);
    assert!(endpoint.items("networkInterfaceIdSet").is_empty());
    assert!(endpoint.texts("dnsName").is_empty());
    assert_eq!(endpoint.texts("groupName"), ["default"]);
    assert_eq!(endpoint.text("privateDnsEnabled"), "false");
}

#[test]
fn dns_names_are_regional_then_zonal_then_private() {
    let lab = Lab::new();
    let [a, b, _] = &lab.subnets;
    let id = lab.create(&[("SubnetId.1", a), ("SubnetId.2", b)]);
    let endpoint = lab.describe(&id);
    let names = endpoint.texts("dnsName");
    let (own, domain) = names[0].split_once('.').unwrap();
    assert_eq!(domain, "lambda.eu-central-1.vpce.amazonaws.com");
    let hash = own.strip_prefix(&format!("{id}-")).unwrap();
    assert!(hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{hash}");
    assert_eq!(names[1], format!("{own}-eu-central-1a.{domain}"));
    assert_eq!(names[2], format!("{own}-eu-central-1b.{domain}"));
    assert_eq!(names[3..], ["lambda.eu-central-1.amazonaws.com"]);
    let zones = endpoint.texts("hostedZoneId");
    assert!(zones[0] == zones[1] && zones[1] == zones[2] && zones[2] != zones[3], "{zones:?}");
}

#[test]
fn a_service_of_another_region_has_no_zonal_names() {
    let lab = Lab::new();
    let there = "com.amazonaws.us-west-2.lambda";
    let [a, b, _] = &lab.subnets;
    let asked = [
        ("VpcId", lab.vpc.as_str()),
        ("VpcEndpointType", "Interface"),
        ("ServiceName", there),
        ("ServiceRegion", "us-west-2"),
        ("SubnetId.1", a),
        ("SubnetId.2", b),
    ];
    let created = lab.ec2.ok("CreateVpcEndpoint", &asked);
    assert_eq!(created.text("serviceRegion"), "us-west-2");
    let names = created.texts("dnsName");
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names[0].ends_with(".lambda.us-west-2.vpce.amazonaws.com"));
    assert_eq!(names[1], "lambda.us-west-2.amazonaws.com");
    let without_region: Vec<_> = asked.into_iter().filter(|(name, _)| *name != "ServiceRegion").collect();
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &without_region), "InvalidServiceName");
}

#[test]
fn the_type_defaults_to_gateway_which_lambda_has_not() {
    let lab = Lab::new();
    let asked = [("VpcId", lab.vpc.as_str()), ("ServiceName", LAMBDA)];
    let (status, code, message) = lab.ec2.refused("CreateVpcEndpoint", &asked);
    assert_eq!((status, code.as_str()), (400, "InvalidParameter"));
    assert_eq!(message, "Endpoint type (Gateway) does not match available service types ([Interface]).");
}

/// What more is asked for, the code it is refused with, and the message where that is known.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

#[test]
fn what_cannot_be_is_refused_with_ec2s_words() {
    let lab = Lab::new();
    let [a, ..] = lab.subnets.each_ref().map(String::as_str);
    let second = subnet(&lab.ec2, &lab.vpc, 'a', "10.0.10.0/24", None);
    let other_vpc = lab.ec2.ok("CreateVpc", &[("CidrBlock", "10.1.0.0/16")]).text("vpcId");
    let foreign_subnet = subnet(&lab.ec2, &other_vpc, 'b', "10.1.0.0/24", None);
    let foreign_group = group(&lab.ec2, &other_vpc, "foreign");
    lab.emulator.set_zones_not_offered(&["euc1-az1"]);
    let c = lab.subnets[2].as_str();
    let duplicate = format!(
        "Found another VPC endpoint subnet in the availability zone of {second}. VPC endpoint subnets should be in different \
         availability zones supported by the VPC endpoint service."
    );
    let not_offered =
        format!("The VPC endpoint service {LAMBDA} does not support the availability zone of the subnet: {c}.");
    let unknown = "subnet-00000000000000001";
    let cases: [Case; 9] = [
        (&[("SubnetId.1", a), ("SubnetId.2", &second)], "DuplicateSubnetsInSameZone", &duplicate),
        (&[("SubnetId.1", c)], "InvalidParameter", &not_offered),
        (&[("SubnetId.1", &foreign_subnet)], "InvalidParameter", ""),
        (&[("SubnetId.1", unknown)], "InvalidSubnetID.NotFound", &format!("The subnet ID '{unknown}' does not exist")),
        (&[("SubnetId.1", "subnet-x")], "InvalidSubnetID.Malformed", ""),
        (&[("SecurityGroupId.1", "sg-00000000000000001")], "InvalidGroup.NotFound", ""),
        (&[("SecurityGroupId.1", &foreign_group)], "InvalidGroup.NotFound", ""),
        (&[("RouteTableId.1", "rtb-00000000000000001")], "InvalidParameter", ""),
        (&[("SubnetIds.1", a)], "UnknownParameter", ""),
    ];
    for (more, code, message) in cases {
        let (status, found, said) = lab.ec2.refused("CreateVpcEndpoint", &lab.endpoint(more));
        assert_eq!((status, found.as_str()), (400, code), "{more:?}: {said}");
        assert!(message.is_empty() || said == message, "{said}");
    }
    assert_eq!(lab.emulator.endpoint_count(), 0);
}

#[test]
fn unknown_vpc_and_service_are_refused() {
    let lab = Lab::new();
    let asked = |vpc, service| {
        lab.ec2
            .refused("CreateVpcEndpoint", &[("VpcId", vpc), ("VpcEndpointType", "Interface"), ("ServiceName", service)])
    };
    let (_, code, message) = asked("vpc-00000000000000001", LAMBDA);
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("InvalidVpcID.NotFound", "The vpc ID 'vpc-00000000000000001' does not exist")
    );
    let (_, code, message) = asked(&lab.vpc, "com.amazonaws.eu-central-1.lambada");
    assert_eq!(code, "InvalidServiceName");
    assert_eq!(message, "The Vpc Endpoint Service 'com.amazonaws.eu-central-1.lambada' does not exist");
}

#[test]
fn the_quota_counts_what_is_not_deleted() {
    let lab = Lab::with(&Options { endpoints_per_vpc: 2, timing: Timing::realistic(), ..Options::default() });
    let asked = lab.endpoint(&[("PrivateDnsEnabled", "false")]);
    let first = lab.ec2.ok("CreateVpcEndpoint", &asked).text("vpcEndpointId");
    lab.ec2.ok("CreateVpcEndpoint", &asked);
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &asked), "VpcEndpointLimitExceeded");
    lab.ec2.ok("DeleteVpcEndpoints", &[("VpcEndpointId.1", &first)]);
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &asked), "VpcEndpointLimitExceeded", "it is still being deleted");
    lab.advance(120);
    lab.ec2.ok("CreateVpcEndpoint", &asked);
}

#[test]
fn a_dry_run_changes_nothing() {
    let lab = Lab::new();
    let (status, code, message) = lab.ec2.refused("CreateVpcEndpoint", &lab.endpoint(&[("DryRun", "true")]));
    assert_eq!((status, code.as_str()), (412, "DryRunOperation"));
    assert_eq!(message, "Request would have succeeded, but DryRun flag is set.");
    assert_eq!(lab.emulator.endpoint_count(), 0);
}

#[test]
fn an_endpoint_that_fails_says_why() {
    let lab = Lab::new();
    let error = LastError { code: "InternalError".into(), message: "No capacity.".into() };
    lab.emulator.next_endpoint_becomes(State::Failed, Some(error));
    let id = lab.ec2.ok("CreateVpcEndpoint", &lab.endpoint(&[("SubnetId.1", &lab.subnets[0])])).text("vpcEndpointId");
    lab.advance(120);
    let endpoint = lab.describe(&id);
    assert_eq!(endpoint.text("state"), "failed");
    assert_eq!((endpoint.text("code"), endpoint.text("message")), ("InternalError".into(), "No capacity.".into()));
    assert_eq!(lab.modify_refused(&id, &[("ResetPolicy", "true")]).0, "IncorrectState");
    assert!(lab.ec2.ok("CreateVpcEndpoint", &lab.endpoint(&[("PrivateDnsEnabled", "false")])).has("vpcEndpointId"));
}
