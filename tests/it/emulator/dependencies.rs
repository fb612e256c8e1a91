//! What cannot be deleted because something needs it.

use super::lab::Lab;

#[test]
fn a_subnet_and_a_group_in_use_stay() {
    let lab = Lab::new();
    let [a, ..] = lab.subnets.each_ref().map(String::as_str);
    let group = lab.groups[0].as_str();
    let id = lab.create(&[("SubnetId.1", a), ("SecurityGroupId.1", group)]);
    let (status, code, message) = lab.ec2.refused("DeleteSubnet", &[("SubnetId", a)]);
    assert_eq!((status, code.as_str()), (400, "DependencyViolation"));
    assert_eq!(message, format!("The subnet '{a}' has dependencies and cannot be deleted."));
    let message = lab.ec2.message("DeleteSecurityGroup", &[("GroupId", group)]);
    assert_eq!(message, format!("resource {group} has a dependent object"));
    let interface = lab.describe(&id).items("networkInterfaceIdSet").remove(0);
    let message = lab.ec2.message("DeleteNetworkInterface", &[("NetworkInterfaceId", &interface)]);
    assert_eq!(message, format!("Network interface '{interface}' is currently in use."));
}

#[test]
fn a_vpc_goes_when_only_what_came_with_it_is_left() {
    let lab = Lab::new();
    let vpc = [("VpcId", lab.vpc.as_str())];
    assert_eq!(lab.ec2.code("DeleteVpc", &vpc), "DependencyViolation");
    for subnet in &lab.subnets {
        lab.ec2.ok("DeleteSubnet", &[("SubnetId", subnet)]);
    }
    assert_eq!(lab.ec2.code("DeleteVpc", &vpc), "DependencyViolation", "groups are left");
    for group in &lab.groups {
        lab.ec2.ok("DeleteSecurityGroup", &[("GroupId", group)]);
    }
    lab.ec2.ok("DeleteVpc", &vpc);
    assert_eq!(lab.ec2.code("DescribeVpcs", &[("VpcId.1", &lab.vpc)]), "InvalidVpcID.NotFound");
    for operation in
        ["DescribeSecurityGroups", "DescribeRouteTables", "DescribeNetworkAcls", "DescribeSecurityGroupRules"]
    {
        assert!(!lab.ec2.ok(operation, &[]).has("item"), "{operation} shows what went with the VPC");
    }
}

#[test]
fn a_group_that_a_rule_names_stays() {
    let lab = Lab::new();
    let [callers, operators] = lab.groups.each_ref().map(String::as_str);
    let rule = [
        ("GroupId", callers),
        ("IpPermissions.1.IpProtocol", "tcp"),
        ("IpPermissions.1.FromPort", "443"),
        ("IpPermissions.1.ToPort", "443"),
        ("IpPermissions.1.Groups.1.GroupId", operators),
    ];
    lab.ec2.ok("AuthorizeSecurityGroupIngress", &rule);
    assert_eq!(lab.ec2.code("AuthorizeSecurityGroupIngress", &rule), "InvalidPermission.Duplicate");
    assert_eq!(lab.ec2.code("DeleteSecurityGroup", &[("GroupId", operators)]), "DependencyViolation");
    lab.ec2.ok("RevokeSecurityGroupIngress", &rule);
    lab.ec2.ok("DeleteSecurityGroup", &[("GroupId", operators)]);
}
