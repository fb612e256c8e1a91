//! The kinds of resources: what their ids look like and how EC2 speaks of them.

use crate::error::Error;

/// A kind of resource.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// What ids begin with, before the dash.
    pub(crate) prefix: &'static str,
    /// The name of the kind in tag specifications, `DescribeTags` and ARNs.
    pub(crate) resource_type: &'static str,
    /// The code for an id that nothing has.
    pub(crate) not_found: &'static str,
    /// The code for an id that nothing can have.
    pub(crate) malformed: &'static str,
    /// What EC2 calls the id when nothing has it.
    pub(crate) title: &'static str,
    /// What EC2 calls the resource when it cannot be deleted.
    pub(crate) noun: &'static str,
}

pub(crate) static ENDPOINT: Kind = Kind {
    prefix: "vpce",
    resource_type: "vpc-endpoint",
    not_found: "InvalidVpcEndpointId.NotFound",
    malformed: "InvalidVpcEndpointId.Malformed",
    title: "Vpc Endpoint Id",
    noun: "vpc endpoint",
};

pub(crate) static VPC: Kind = Kind {
    prefix: "vpc",
    resource_type: "vpc",
    not_found: "InvalidVpcID.NotFound",
    malformed: "InvalidVpcID.Malformed",
    title: "vpc ID",
    noun: "vpc",
};

pub(crate) static SUBNET: Kind = Kind {
    prefix: "subnet",
    resource_type: "subnet",
    not_found: "InvalidSubnetID.NotFound",
    malformed: "InvalidSubnetID.Malformed",
    title: "subnet ID",
    noun: "subnet",
};

pub(crate) static GROUP: Kind = Kind {
    prefix: "sg",
    resource_type: "security-group",
    not_found: "InvalidGroup.NotFound",
    malformed: "InvalidGroupId.Malformed",
    title: "security group",
    noun: "security group",
};

pub(crate) static GROUP_RULE: Kind = Kind {
    prefix: "sgr",
    resource_type: "security-group-rule",
    not_found: "InvalidSecurityGroupRuleId.NotFound",
    malformed: "InvalidSecurityGroupRuleId.Malformed",
    title: "security group rule ID",
    noun: "security group rule",
};

pub(crate) static INTERFACE: Kind = Kind {
    prefix: "eni",
    resource_type: "network-interface",
    not_found: "InvalidNetworkInterfaceID.NotFound",
    malformed: "InvalidNetworkInterfaceID.Malformed",
    title: "networkInterface ID",
    noun: "networkInterface",
};

pub(crate) static ROUTE_TABLE: Kind = Kind {
    prefix: "rtb",
    resource_type: "route-table",
    not_found: "InvalidRouteTableID.NotFound",
    malformed: "InvalidRouteTableId.Malformed",
    title: "routeTable ID",
    noun: "routeTable",
};

pub(crate) static NETWORK_ACL: Kind = Kind {
    prefix: "acl",
    resource_type: "network-acl",
    not_found: "InvalidNetworkAclID.NotFound",
    malformed: "InvalidNetworkAclID.Malformed",
    title: "networkAcl ID",
    noun: "networkAcl",
};

pub(crate) static PEERING: Kind = Kind {
    prefix: "pcx",
    resource_type: "vpc-peering-connection",
    not_found: "InvalidVpcPeeringConnectionID.NotFound",
    malformed: "InvalidVpcPeeringConnectionId.Malformed",
    title: "vpcPeeringConnection ID",
    noun: "vpcPeeringConnection",
};

static ALL: [&Kind; 9] =
    [&ENDPOINT, &VPC, &SUBNET, &GROUP, &GROUP_RULE, &INTERFACE, &ROUTE_TABLE, &NETWORK_ACL, &PEERING];

impl Kind {
    /// The kind that has ids like this one.
    pub(crate) fn of(id: &str) -> Option<&'static Self> {
        let prefix = id.split_once('-')?.0;
        ALL.into_iter().find(|kind| kind.prefix == prefix)
    }

    /// # Errors
    /// When nothing of this kind can have the id: they end in 17 hexadecimal digits, in 8 in old times.
    pub(crate) fn check(&self, id: &str) -> Result<(), Error> {
        let digits = id.strip_prefix(self.prefix).and_then(|rest| rest.strip_prefix('-'));
        let well_formed = digits.is_some_and(|digits| {
            matches!(digits.len(), 8 | 17) && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        });
        if well_formed { Ok(()) } else { Err(Error::malformed(self, id)) }
    }

    /// An id that nothing has yet.
    pub(crate) fn new_id(&self) -> String {
        new_id(self.prefix)
    }
}

/// `PREFIX-` and 17 random hexadecimal digits.
pub(crate) fn new_id(prefix: &str) -> String {
    format!("{prefix}-0{:016x}", fastrand::u64(..))
}
