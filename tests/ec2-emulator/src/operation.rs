//! The operations that there are: their parameters, how often they may be called, what answers them.

use crate::bucket::Rate;
use crate::call::{Answer, Call};
use crate::parameters::Parameters;
use crate::{
    endpoint, network_acl, network_interface, peering, route_table, security_group, services, sts, subnet, tags, vpc,
    zones,
};

/// One operation of the API.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// Parameters up to their first dot, besides `DryRun`.
    pub(crate) parameters: &'static [&'static str],
    pub(crate) rate: Rate,
    pub(crate) run: fn(&mut Call) -> Answer,
}

const PAGED: [&str; 3] = ["Filter", "MaxResults", "NextToken"];

impl Operation {
    const fn reading(name: &'static str, parameters: &'static [&'static str], run: fn(&mut Call) -> Answer) -> Self {
        Self { name, parameters, rate: Rate::READING, run }
    }

    const fn changing(name: &'static str, parameters: &'static [&'static str], run: fn(&mut Call) -> Answer) -> Self {
        Self { name, parameters, rate: Rate::CHANGING, run }
    }

    const fn rate(self, rate: Rate) -> Self {
        Self { rate, ..self }
    }

    /// The names of all.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        OPERATIONS.iter().map(|operation| operation.name)
    }

    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        OPERATIONS.iter().find(|operation| operation.name == name)
    }

    /// Whether it is one of STS, which words its answers in another way.
    pub(crate) fn is_sts(name: &str) -> bool {
        matches!(name, "GetCallerIdentity" | "AssumeRole" | "AssumeRoleWithWebIdentity")
    }

    /// A parameter that the operation does not have.
    pub(crate) fn unknown<'a>(&self, parameters: &'a Parameters) -> Option<&'a str> {
        let paged = self.name.starts_with("Describe");
        let known =
            |name: &str| name == "DryRun" || (paged && PAGED.contains(&name)) || self.parameters.contains(&name);
        parameters.names().into_iter().find(|name| !known(name))
    }

    /// The bucket that the call takes its token from.
    pub(crate) fn bucket(&self, parameters: &Parameters) -> (String, Rate) {
        let much = matches!(self.name, "DescribeNetworkInterfaces" | "DescribeSecurityGroups");
        if much && parameters.is_empty() {
            return (format!("{} unfiltered", self.name), Rate::READING_ALL);
        }
        (self.name.to_owned(), self.rate)
    }
}

static OPERATIONS: [Operation; 48] = [
    Operation::changing(
        "CreateVpcEndpoint",
        &[
            "VpcEndpointType",
            "VpcId",
            "ServiceName",
            "PolicyDocument",
            "RouteTableId",
            "SubnetId",
            "SecurityGroupId",
            "IpAddressType",
            "DnsOptions",
            "ClientToken",
            "PrivateDnsEnabled",
            "TagSpecification",
            "SubnetConfiguration",
            "ServiceNetworkArn",
            "ResourceConfigurationArn",
            "ServiceRegion",
        ],
        endpoint::create_vpc_endpoint,
    )
    .rate(Rate::ENDPOINTS),
    Operation::changing(
        "ModifyVpcEndpoint",
        &[
            "VpcEndpointId",
            "ResetPolicy",
            "PolicyDocument",
            "AddRouteTableId",
            "RemoveRouteTableId",
            "AddSubnetId",
            "RemoveSubnetId",
            "AddSecurityGroupId",
            "RemoveSecurityGroupId",
            "IpAddressType",
            "DnsOptions",
            "PrivateDnsEnabled",
            "SubnetConfiguration",
        ],
        endpoint::modify_vpc_endpoint,
    )
    .rate(Rate::ENDPOINTS),
    Operation::changing("DeleteVpcEndpoints", &["VpcEndpointId"], endpoint::delete_vpc_endpoints).rate(Rate::ENDPOINTS),
    Operation::reading("DescribeVpcEndpoints", &["VpcEndpointId"], endpoint::describe_vpc_endpoints),
    Operation::reading(
        "DescribeVpcEndpointServices",
        &["ServiceName", "ServiceRegion"],
        services::describe_vpc_endpoint_services,
    ),
    Operation::changing("CreateTags", &["ResourceId", "Tag"], tags::create_tags).rate(Rate::TAGGING),
    Operation::changing("DeleteTags", &["ResourceId", "Tag"], tags::delete_tags).rate(Rate::TAGGING),
    Operation::reading("DescribeTags", &[], tags::describe_tags),
    Operation::changing(
        "CreateVpc",
        &[
            "CidrBlock",
            "AmazonProvidedIpv6CidrBlock",
            "Ipv6CidrBlock",
            "Ipv6Pool",
            "InstanceTenancy",
            "TagSpecification",
        ],
        vpc::create_vpc,
    ),
    Operation::reading("DescribeVpcs", &["VpcId"], vpc::describe_vpcs),
    Operation::changing("DeleteVpc", &["VpcId"], vpc::delete_vpc),
    Operation::changing(
        "ModifyVpcAttribute",
        &["VpcId", "EnableDnsSupport", "EnableDnsHostnames", "EnableNetworkAddressUsageMetrics"],
        vpc::modify_vpc_attribute,
    ),
    Operation::reading("DescribeVpcAttribute", &["VpcId", "Attribute"], vpc::describe_vpc_attribute),
    Operation::changing(
        "CreateSubnet",
        &[
            "VpcId",
            "CidrBlock",
            "Ipv6CidrBlock",
            "Ipv6Native",
            "AvailabilityZone",
            "AvailabilityZoneId",
            "TagSpecification",
        ],
        subnet::create_subnet,
    ),
    Operation::reading("DescribeSubnets", &["SubnetId"], subnet::describe_subnets),
    Operation::changing("DeleteSubnet", &["SubnetId"], subnet::delete_subnet),
    Operation::changing(
        "CreateSecurityGroup",
        &["GroupName", "GroupDescription", "VpcId", "TagSpecification"],
        security_group::create_security_group,
    ),
    Operation::reading("DescribeSecurityGroups", &["GroupId", "GroupName"], security_group::describe_security_groups),
    Operation::changing("DeleteSecurityGroup", &["GroupId"], security_group::delete_security_group),
    Operation::reading(
        "DescribeSecurityGroupRules",
        &["SecurityGroupRuleId"],
        security_group::describe_security_group_rules,
    ),
    Operation::changing("AuthorizeSecurityGroupIngress", RULES, security_group::authorize_ingress),
    Operation::changing("AuthorizeSecurityGroupEgress", RULES, security_group::authorize_egress),
    Operation::changing("RevokeSecurityGroupIngress", RULES, security_group::revoke_ingress),
    Operation::changing("RevokeSecurityGroupEgress", RULES, security_group::revoke_egress),
    Operation::reading(
        "DescribeNetworkInterfaces",
        &["NetworkInterfaceId", "IncludeManagedResources"],
        network_interface::describe_network_interfaces,
    ),
    Operation::changing("DeleteNetworkInterface", &["NetworkInterfaceId"], network_interface::delete_network_interface)
        .rate(Rate::INTERFACES),
    Operation::reading(
        "DescribeAvailabilityZones",
        &["ZoneName", "ZoneId", "AllAvailabilityZones"],
        zones::describe_availability_zones,
    ),
    Operation::changing(
        "CreateVpcPeeringConnection",
        &["VpcId", "PeerVpcId", "PeerOwnerId", "PeerRegion", "TagSpecification"],
        peering::create,
    ),
    Operation::changing("AcceptVpcPeeringConnection", &["VpcPeeringConnectionId"], peering::accept),
    Operation::changing("RejectVpcPeeringConnection", &["VpcPeeringConnectionId"], peering::reject),
    Operation::changing("DeleteVpcPeeringConnection", &["VpcPeeringConnectionId"], peering::delete),
    Operation::reading("DescribeVpcPeeringConnections", &["VpcPeeringConnectionId"], peering::describe_peerings),
    Operation::changing("CreateRouteTable", &["VpcId", "TagSpecification", "ClientToken"], route_table::create),
    Operation::reading("DescribeRouteTables", &["RouteTableId"], route_table::describe_tables),
    Operation::changing("DeleteRouteTable", &["RouteTableId"], route_table::delete),
    Operation::changing("AssociateRouteTable", &["RouteTableId", "SubnetId"], route_table::associate),
    Operation::changing("DisassociateRouteTable", &["AssociationId"], route_table::disassociate),
    Operation::changing("CreateRoute", ROUTE, route_table::create_route),
    Operation::changing("DeleteRoute", ROUTE, route_table::delete_route),
    Operation::changing("CreateNetworkAcl", &["VpcId", "TagSpecification", "ClientToken"], network_acl::create),
    Operation::reading("DescribeNetworkAcls", &["NetworkAclId"], network_acl::describe_acls),
    Operation::changing("DeleteNetworkAcl", &["NetworkAclId"], network_acl::delete),
    Operation::changing("CreateNetworkAclEntry", ENTRY, network_acl::create_entry),
    Operation::changing("DeleteNetworkAclEntry", ENTRY, network_acl::delete_entry),
    Operation::changing(
        "ReplaceNetworkAclAssociation",
        &["AssociationId", "NetworkAclId"],
        network_acl::replace_association,
    ),
    Operation::reading("GetCallerIdentity", &[], sts::get_caller_identity),
    Operation::reading(
        "AssumeRole",
        &[
            "RoleArn",
            "RoleSessionName",
            "DurationSeconds",
            "ExternalId",
            "Policy",
            "PolicyArns",
            "Tags",
            "TransitiveTagKeys",
            "SourceIdentity",
        ],
        sts::assume_role,
    ),
    Operation::reading(
        "AssumeRoleWithWebIdentity",
        &["RoleArn", "RoleSessionName", "DurationSeconds", "Policy", "PolicyArns", "WebIdentityToken"],
        sts::assume_role_with_web_identity,
    ),
];

const RULES: &[&str] = &[
    "GroupId",
    "IpPermissions",
    "SecurityGroupRuleId",
    "IpProtocol",
    "FromPort",
    "ToPort",
    "CidrIp",
    "TagSpecification",
];
const ROUTE: &[&str] = &[
    "RouteTableId",
    "DestinationCidrBlock",
    "DestinationIpv6CidrBlock",
    "GatewayId",
    "NatGatewayId",
    "NetworkInterfaceId",
    "VpcPeeringConnectionId",
];
const ENTRY: &[&str] = &[
    "NetworkAclId",
    "RuleNumber",
    "Protocol",
    "RuleAction",
    "Egress",
    "CidrBlock",
    "Ipv6CidrBlock",
    "PortRange",
    "Icmp",
];
