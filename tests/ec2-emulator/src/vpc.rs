//! VPCs and their attributes.

use ipnet::{Ipv4Net, Ipv6Net};

use crate::address::{parse_v4, parse_v6};
use crate::call::{Answer, Call, done};
use crate::describe::{Described, describe};
use crate::error::Error;
use crate::kind::{self, Kind, new_id};
use crate::network::Network;
use crate::network_acl::NetworkAcl;
use crate::route_table::RouteTable;
use crate::security_group::SecurityGroup;
use crate::table::Row;
use crate::tags::{self, Tags};
use crate::xml::Xml;

/// A VPC.
#[derive(Debug)]
pub(crate) struct Vpc {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) region: String,
    pub(crate) cidr: Ipv4Net,
    pub(crate) cidr_association: String,
    pub(crate) ipv6: Option<Ipv6Block>,
    pub(crate) tenancy: String,
    pub(crate) dns_support: bool,
    pub(crate) dns_hostnames: bool,
    pub(crate) usage_metrics: bool,
}

/// IPv6 addresses of a VPC or of a subnet.
#[derive(Clone, Debug)]
pub(crate) struct Ipv6Block {
    pub(crate) cidr: Ipv6Net,
    pub(crate) association: String,
}

impl Row for Vpc {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Vpc {
    fn xml(&self, tags: &Tags) -> Xml {
        let associated = || Xml::new().text("state", "associated");
        let v4 = Xml::new()
            .text("associationId", &self.cidr_association)
            .text("cidrBlock", self.cidr.to_string())
            .structure("cidrBlockState", associated());
        let v6 = self.ipv6.iter().map(|block| {
            let association = Xml::new().text("associationId", &block.association);
            association
                .text("ipv6CidrBlock", block.cidr.to_string())
                .structure("ipv6CidrBlockState", associated())
                .text("ipv6Pool", "Amazon")
        });
        Xml::new()
            .text("vpcId", &self.id)
            .text("ownerId", &self.owner)
            .text("state", "available")
            .text("cidrBlock", self.cidr.to_string())
            .list("cidrBlockAssociationSet", [v4])
            .list("ipv6CidrBlockAssociationSet", v6)
            .text("dhcpOptionsId", "dopt-00000000000000001")
            .text("instanceTenancy", &self.tenancy)
            .flag("isDefault", false)
            .and(tags.xml(&self.id))
    }
}

impl Described for Vpc {
    const KIND: &'static Kind = &kind::VPC;
    const IDS: &'static str = "VpcId";
    const FILTERS: &'static [&'static str] = &[
        "cidr",
        "cidr-block-association.cidr-block",
        "cidr-block-association.association-id",
        "cidr-block-association.state",
        "dhcp-options-id",
        "ipv6-cidr-block-association.ipv6-cidr-block",
        "ipv6-cidr-block-association.ipv6-pool",
        "ipv6-cidr-block-association.association-id",
        "ipv6-cidr-block-association.state",
        "is-default",
        "owner-id",
        "state",
        "vpc-id",
    ];

    fn values(&self, filter: &str, _network: &Network) -> Vec<String> {
        let v6 = self.ipv6.as_ref();
        let value = match filter {
            "cidr" | "cidr-block-association.cidr-block" => Some(self.cidr.to_string()),
            "cidr-block-association.association-id" => Some(self.cidr_association.clone()),
            "cidr-block-association.state" => Some("associated".to_owned()),
            "dhcp-options-id" => Some("dopt-00000000000000001".to_owned()),
            "ipv6-cidr-block-association.ipv6-cidr-block" => v6.map(|block| block.cidr.to_string()),
            "ipv6-cidr-block-association.ipv6-pool" => v6.map(|_| "Amazon".to_owned()),
            "ipv6-cidr-block-association.association-id" => v6.map(|block| block.association.clone()),
            "ipv6-cidr-block-association.state" => v6.map(|_| "associated".to_owned()),
            "is-default" => Some("false".to_owned()),
            "owner-id" => Some(self.owner.clone()),
            "state" => Some("available".to_owned()),
            "vpc-id" => Some(self.id.clone()),
            _ => None,
        };
        value.into_iter().collect()
    }

    fn xml(&self, network: &Network) -> Xml {
        self.xml(&network.tags)
    }
}

impl Network {
    /// # Errors
    /// When no VPC has the id.
    pub(crate) fn vpc(&self, id: &str) -> Result<&Vpc, Error> {
        kind::VPC.check(id)?;
        self.vpcs.find(id).ok_or_else(|| Error::not_found(&kind::VPC, id))
    }
}

/// `CreateVpc`, and with it the VPC's default security group, main route table and default network ACL.
pub(crate) fn create_vpc(call: &mut Call) -> Answer {
    let cidr = parse_v4(call.parameters.required("CidrBlock")?)?;
    if !(16..=28).contains(&cidr.prefix_len()) {
        return Err(Error::new("InvalidVpc.Range", format!("The CIDR '{cidr}' is invalid.")));
    }
    let tags = tags::on_create(call.parameters, &kind::VPC)?;
    let vpc = Vpc {
        id: kind::VPC.new_id(),
        owner: call.place.account.clone(),
        region: call.place.region.clone(),
        cidr,
        cidr_association: new_id("vpc-cidr-assoc"),
        ipv6: ipv6_block(call)?,
        tenancy: call.parameters.text("InstanceTenancy").unwrap_or("default").to_owned(),
        dns_support: true,
        dns_hostnames: false,
        usage_metrics: false,
    };
    call.network.tags.set(&vpc.id, &tags);
    add_defaults(call.network, &vpc);
    let answer = Xml::new().structure("vpc", vpc.xml(&call.network.tags));
    call.network.vpcs.insert(vpc);
    Ok(answer)
}

/// A /56 that nobody else has, where one is asked for.
fn ipv6_block(call: &Call) -> Result<Option<Ipv6Block>, Error> {
    let association = || new_id("vpc-cidr-assoc");
    if let Some(cidr) = call.parameters.text("Ipv6CidrBlock") {
        return Ok(Some(Ipv6Block { cidr: parse_v6(cidr)?, association: association() }));
    }
    if call.parameters.flag("AmazonProvidedIpv6CidrBlock")? != Some(true) {
        return Ok(None);
    }
    let cidr = format!("2001:db8:{:x}:{:x}00::/56", fastrand::u16(..), fastrand::u8(1..));
    Ok(Some(Ipv6Block { cidr: parse_v6(&cidr)?, association: association() }))
}

fn add_defaults(network: &mut Network, vpc: &Vpc) {
    let group = SecurityGroup::new(vpc, "default", "default VPC security group");
    network.rules.insert(group.open_egress());
    network.rules.insert(group.open_to_itself());
    network.groups.insert(group);
    network.route_tables.insert(RouteTable::new(vpc, true));
    network.acls.insert(NetworkAcl::new(vpc, true));
}

/// `DescribeVpcs`
pub(crate) fn describe_vpcs(call: &mut Call) -> Answer {
    describe(call, &call.network.vpcs, "vpcSet")
}

/// `DeleteVpc`, which takes only what came with the VPC along.
pub(crate) fn delete_vpc(call: &mut Call) -> Answer {
    let id = call.network.vpc(call.parameters.required("VpcId")?)?.id.clone();
    let network = &mut *call.network;
    let used = network.subnets.iter().any(|subnet| subnet.vpc == id)
        || network.interfaces.iter().any(|interface| interface.vpc == id)
        || network.endpoints.iter().any(|endpoint| endpoint.vpc == id && !endpoint.is_deleted())
        || network.groups.iter().any(|group| group.vpc == id && !group.is_default())
        || network.route_tables.iter().any(|table| table.vpc == id && !table.is_main())
        || network.acls.iter().any(|acl| acl.vpc == id && !acl.default);
    if used || call.peerings.iter().any(|peering| peering.is_active_with(&id)) {
        return Err(Error::dependency(&kind::VPC, &id));
    }
    let groups = network.groups.retain(|group| group.vpc != id);
    let rules = network.rules.retain(|rule| !groups.contains(&rule.group));
    let tables = network.route_tables.retain(|table| table.vpc != id);
    let acls = network.acls.retain(|acl| acl.vpc != id);
    let vpcs = network.vpcs.retain(|vpc| vpc.id != id);
    [groups, rules, tables, acls, vpcs].iter().flatten().for_each(|gone| network.tags.forget(gone));
    done()
}

/// `DescribeVpcAttribute`: one attribute per call.
pub(crate) fn describe_vpc_attribute(call: &mut Call) -> Answer {
    let attribute = call.parameters.required("Attribute")?;
    let vpc = call.network.vpc(call.parameters.required("VpcId")?)?;
    let (name, value) = match attribute {
        "enableDnsSupport" => ("enableDnsSupport", vpc.dns_support),
        "enableDnsHostnames" => ("enableDnsHostnames", vpc.dns_hostnames),
        "enableNetworkAddressUsageMetrics" => ("enableNetworkAddressUsageMetrics", vpc.usage_metrics),
        other => return Err(Error::value(format!("Value ({other}) for parameter attribute is invalid."))),
    };
    Ok(Xml::new().text("vpcId", &vpc.id).structure(name, Xml::new().flag("value", value)))
}

/// `ModifyVpcAttribute`: one attribute per call.
pub(crate) fn modify_vpc_attribute(call: &mut Call) -> Answer {
    let id = call.network.vpc(call.parameters.required("VpcId")?)?.id.clone();
    let attributes = ["EnableDnsSupport", "EnableDnsHostnames", "EnableNetworkAddressUsageMetrics"];
    let sent = attributes.map(|name| call.parameters.flag(&format!("{name}.Value")));
    let [support, hostnames, metrics] = sent;
    let (support, hostnames, metrics) = (support?, hostnames?, metrics?);
    if [support, hostnames, metrics].iter().flatten().count() != 1 {
        return Err(Error::combination("Exactly one attribute can be modified per request"));
    }
    let vpc = call.network.vpcs.find_mut(&id).expect("it was found above");
    vpc.dns_support = support.unwrap_or(vpc.dns_support);
    vpc.dns_hostnames = hostnames.unwrap_or(vpc.dns_hostnames);
    vpc.usage_metrics = metrics.unwrap_or(vpc.usage_metrics);
    done()
}
