//! Peering connections, route tables and network ACLs.

use super::lab::Lab;

#[test]
fn two_accounts_peer_when_the_other_side_accepts() {
    let lab = Lab::new();
    let there = lab.ec2.with_key("AKIA210987654321").in_region("eu-west-1");
    let peer = there.ok("CreateVpc", &[("CidrBlock", "10.1.0.0/16")]).text("vpcId");
    let asked = [
        ("VpcId", lab.vpc.as_str()),
        ("PeerVpcId", &peer),
        ("PeerOwnerId", "210987654321"),
        ("PeerRegion", "eu-west-1"),
    ];
    let id = lab.ec2.ok("CreateVpcPeeringConnection", &asked).text("vpcPeeringConnectionId");
    let accept = [("VpcPeeringConnectionId", id.as_str())];
    let describe = || lab.ec2.ok("DescribeVpcPeeringConnections", &[("VpcPeeringConnectionId.1", &id)]);
    assert_eq!(describe().text("code"), "pending-acceptance");
    assert!(!describe().has("cidrBlock"), "CIDRs show while it is active only");
    assert_eq!(lab.ec2.code("AcceptVpcPeeringConnection", &accept), "OperationNotPermitted");
    there.ok("AcceptVpcPeeringConnection", &accept);
    assert_eq!(describe().text("code"), "active");
    assert_eq!(describe().items("cidrBlockSet").len(), 0, "the items are structures");
    assert_eq!(there.code("DeleteVpc", &[("VpcId", &peer)]), "DependencyViolation");
    lab.ec2.ok("DeleteVpcPeeringConnection", &accept);
    assert_eq!(describe().text("code"), "deleted");
    there.ok("DeleteVpc", &[("VpcId", &peer)]);
}

#[test]
fn a_subnet_has_the_main_route_table_until_it_is_given_another() {
    let lab = Lab::new();
    let a = lab.subnets[0].as_str();
    let of = |name: &str, value: &str| {
        lab.ec2.ok("DescribeRouteTables", &[("Filter.1.Name", name), ("Filter.1.Value.1", value)])
    };
    assert_eq!(of("association.main", "true").texts("destinationCidrBlock"), ["10.0.0.0/16"]);
    assert!(!of("association.subnet-id", a).has("routeTableId"));
    let table = lab.ec2.ok("CreateRouteTable", &[("VpcId", &lab.vpc)]).text("routeTableId");
    let route = [
        ("RouteTableId", table.as_str()),
        ("DestinationCidrBlock", "10.1.0.0/16"),
        ("VpcPeeringConnectionId", "pcx-1"),
    ];
    lab.ec2.ok("CreateRoute", &route);
    assert_eq!(lab.ec2.code("CreateRoute", &route), "RouteAlreadyExists");
    let association =
        lab.ec2.ok("AssociateRouteTable", &[("RouteTableId", &table), ("SubnetId", a)]).text("associationId");
    assert_eq!(of("association.subnet-id", a).texts("destinationCidrBlock"), ["10.0.0.0/16", "10.1.0.0/16"]);
    assert_eq!(lab.ec2.code("DeleteRouteTable", &[("RouteTableId", &table)]), "DependencyViolation");
    lab.ec2.ok("DisassociateRouteTable", &[("AssociationId", &association)]);
    lab.ec2.ok("DeleteRoute", &route[..2]);
    lab.ec2.ok("DeleteRouteTable", &[("RouteTableId", &table)]);
}

#[test]
fn a_subnet_has_the_default_network_acl_until_it_is_given_another() {
    let lab = Lab::new();
    let a = lab.subnets[0].as_str();
    let of_a =
        || lab.ec2.ok("DescribeNetworkAcls", &[("Filter.1.Name", "association.subnet-id"), ("Filter.1.Value.1", a)]);
    let default = of_a();
    assert_eq!((default.text("default"), default.text("ruleAction")), ("true".into(), "allow".into()));
    let acl = lab.ec2.ok("CreateNetworkAcl", &[("VpcId", &lab.vpc)]).text("networkAclId");
    let entry = [
        ("NetworkAclId", acl.as_str()),
        ("RuleNumber", "100"),
        ("Protocol", "6"),
        ("RuleAction", "allow"),
        ("Egress", "false"),
        ("CidrBlock", "10.0.0.0/8"),
        ("PortRange.From", "443"),
        ("PortRange.To", "443"),
    ];
    lab.ec2.ok("CreateNetworkAclEntry", &entry);
    let association = lab.ec2.ok("DescribeNetworkAcls", &[]).texts("networkAclAssociationId");
    let mine = association.iter().find(|id| id.ends_with(a.trim_start_matches("subnet"))).unwrap();
    let changed = lab.ec2.ok("ReplaceNetworkAclAssociation", &[("AssociationId", mine), ("NetworkAclId", &acl)]);
    assert!(changed.text("newAssociationId").starts_with("aclassoc-"));
    assert_eq!(of_a().text("networkAclId"), acl);
    assert_eq!(of_a().texts("ruleNumber"), ["32767", "100", "32767"], "egress first");
    assert_eq!(lab.ec2.code("DeleteNetworkAcl", &[("NetworkAclId", &acl)]), "DependencyViolation");
    lab.ec2.ok("DeleteNetworkAclEntry", &[("NetworkAclId", &acl), ("RuleNumber", "100"), ("Egress", "false")]);
    lab.ec2.ok("DeleteSubnet", &[("SubnetId", a)]);
    lab.ec2.ok("DeleteNetworkAcl", &[("NetworkAclId", &acl)]);
}
