//! `ModifyVpcEndpoint`

use super::lab::{Lab, subnet};

#[test]
fn a_modify_makes_it_pending_and_a_second_one_is_refused_until_it_is_over() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let reply = lab.modify(&id, &[("AddSubnetId.1", &lab.subnets[2])]);
    assert_eq!(reply.text("return"), "true");
    assert_eq!(lab.describe(&id).text("state"), "pending");
    let (code, message) = lab.modify_refused(&id, &[("ResetPolicy", "true")]);
    assert_eq!((code.as_str(), message.as_str()), ("OperationInProgress", "VpcEndpoint modify operation in progress"));
    lab.advance(120);
    assert_eq!(lab.describe(&id).text("state"), "available");
    lab.modify(&id, &[("ResetPolicy", "true")]);
}

#[test]
fn subnets_come_and_go_with_their_interfaces_and_names() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let [a, b, c] = &lab.subnets;
    let before = lab.describe(&id).items("networkInterfaceIdSet");
    lab.modify(&id, &[("AddSubnetId.1", c), ("RemoveSubnetId.1", a)]);
    let endpoint = lab.describe(&id);
    assert_eq!(endpoint.items("subnetIdSet"), [b.clone(), c.clone()]);
    let interfaces = endpoint.items("networkInterfaceIdSet");
    assert_eq!(interfaces[0], before[1], "the one that stays is the same");
    assert!(!before.contains(&interfaces[1]));
    let names = endpoint.texts("dnsName");
    assert!(names[1].contains("-eu-central-1b.") && names[2].contains("-eu-central-1c."), "{names:?}");
    assert!(lab.interface(&id, a).has("networkInterfaceId"), "the removed one still stands in the subnet's way");
    assert_eq!(lab.ec2.code("DeleteSubnet", &[("SubnetId", a)]), "DependencyViolation");
    lab.advance(120);
    assert!(!lab.interface(&id, a).has("networkInterfaceId"));
    lab.ec2.ok("DeleteSubnet", &[("SubnetId", a)]);
}

#[test]
fn a_subnet_of_the_same_zone_comes_in_only_when_the_other_is_gone() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let a = lab.subnets[0].as_str();
    let other = subnet(&lab.ec2, &lab.vpc, 'a', "10.0.10.0/24", None);
    let (code, _) = lab.modify_refused(&id, &[("AddSubnetId.1", &other), ("RemoveSubnetId.1", a)]);
    assert_eq!(code, "DuplicateSubnetsInSameZone");
    assert_eq!(lab.describe(&id).items("subnetIdSet"), lab.subnets[..2], "nothing was changed");
    lab.modify(&id, &[("RemoveSubnetId.1", a)]);
    lab.advance(120);
    lab.modify(&id, &[("AddSubnetId.1", &other)]);
    assert_eq!(lab.describe(&id).items("subnetIdSet"), [lab.subnets[1].clone(), other]);
}

#[test]
fn groups_reach_the_interfaces_when_the_modify_is_over() {
    let lab = Lab::new();
    let [callers, operators] = lab.groups.each_ref().map(String::as_str);
    let a = lab.subnets[0].as_str();
    let id = lab.create(&[("SubnetId.1", a), ("SecurityGroupId.1", callers)]);
    lab.modify(&id, &[("AddSecurityGroupId.1", operators), ("RemoveSecurityGroupId.1", callers)]);
    assert_eq!(lab.describe(&id).texts("groupId"), [operators]);
    assert_eq!(lab.interface(&id, a).texts("groupId"), [callers]);
    assert_eq!(lab.ec2.code("DeleteSecurityGroup", &[("GroupId", callers)]), "DependencyViolation");
    lab.advance(6);
    assert_eq!(lab.interface(&id, a).texts("groupId"), [operators]);
    lab.ec2.ok("DeleteSecurityGroup", &[("GroupId", callers)]);
}

#[test]
fn the_last_group_stays() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let default = lab.describe(&id).text("groupId");
    assert_eq!(lab.modify_refused(&id, &[("RemoveSecurityGroupId.1", &default)]).0, "InvalidParameter");
    lab.modify(&id, &[("RemoveSecurityGroupId.1", &default), ("AddSecurityGroupId.1", &lab.groups[0])]);
    assert_eq!(lab.describe(&id).texts("groupId"), [lab.groups[0].clone()]);
}

#[test]
fn a_modify_that_is_refused_changes_nothing_of_what_else_it_asks() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let before = lab.describe(&id).body;
    let changes = [("AddSubnetId.1", lab.subnets[2].as_str()), ("PolicyDocument", "{not json")];
    assert_eq!(lab.modify_refused(&id, &changes).0, "InvalidPolicyDocument");
    let request = |body: &str| body.split_once("</requestId>").unwrap().1.to_owned();
    assert_eq!(request(&lab.describe(&id).body), request(&before));
    assert!(!lab.interface(&id, &lab.subnets[2]).has("networkInterfaceId"));
}

#[test]
fn record_types_follow_the_address_type() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let (code, _) = lab.modify_refused(&id, &[("DnsOptions.DnsRecordIpType", "ipv6")]);
    assert_eq!(code, "InvalidParameter");
    lab.modify(&id, &[("IpAddressType", "dualstack"), ("DnsOptions.DnsRecordIpType", "ipv6")]);
    let endpoint = lab.describe(&id);
    assert_eq!((endpoint.text("ipAddressType"), endpoint.text("dnsRecordIpType")), ("dualstack".into(), "ipv6".into()));
    let interface = lab.interface(&id, &lab.subnets[0]);
    assert!(
        interface.text("privateIpAddress").starts_with("10.0.0.")
            && interface.text("ipv6Address").starts_with("2001:db8:")
    );
    for (name, value) in
        [("PrivateDnsOnlyForInboundResolverEndpoint", "false"), ("PrivateDnsPreference", "ALL_DOMAINS")]
    {
        lab.advance(120);
        assert_eq!(lab.modify_refused(&id, &[(&format!("DnsOptions.{name}"), value)]).0, "InvalidParameter", "{name}");
    }
}

#[test]
fn what_is_not_there_cannot_be_modified() {
    let lab = Lab::new();
    let unknown = "vpce-00000000000000001";
    let (code, message) = lab.modify_refused(unknown, &[("ResetPolicy", "true")]);
    assert_eq!(code, "InvalidVpcEndpointId.NotFound");
    assert_eq!(message, format!("The Vpc Endpoint Id '{unknown}' does not exist"));
    assert_eq!(lab.modify_refused("vpce-x", &[]).0, "InvalidVpcEndpointId.Malformed");
    let id = lab.create_plain();
    assert_eq!(lab.modify_refused(&id, &[("RemoveSubnetId.1", &lab.subnets[2])]).0, "InvalidParameter");
    assert_eq!(lab.modify_refused(&id, &[("RemoveSecurityGroupId.1", &lab.groups[0])]).0, "InvalidParameter");
}
