//! Subnets.

use ipnet::{Ipv4Net, Ipv6Net};

use crate::address::{parse_v4, parse_v6, usable_count};
use crate::call::{Answer, Call, done};
use crate::describe::{Described, describe};
use crate::error::Error;
use crate::kind::{self, Kind, new_id};
use crate::network::Network;
use crate::parameters::Parameters;
use crate::table::Row;
use crate::tags;
use crate::vpc::{Ipv6Block, Vpc};
use crate::xml::Xml;
use crate::zones::{self, Zone, partition};

/// A subnet. It has IPv4 addresses, IPv6 addresses or both.
#[derive(Debug)]
pub(crate) struct Subnet {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) region: String,
    pub(crate) vpc: String,
    pub(crate) zone: Zone,
    pub(crate) cidr: Option<Ipv4Net>,
    pub(crate) ipv6: Option<Ipv6Block>,
}

impl Row for Subnet {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Subnet {
    fn arn(&self) -> String {
        format!("arn:{}:ec2:{}:{}:subnet/{}", partition(&self.region), self.region, self.owner, self.id)
    }
}

impl Described for Subnet {
    const KIND: &'static Kind = &kind::SUBNET;
    const IDS: &'static str = "SubnetId";
    const FILTERS: &'static [&'static str] = &[
        "availability-zone",
        "availabilityZone",
        "availability-zone-id",
        "available-ip-address-count",
        "cidr-block",
        "cidr",
        "customer-owned-ipv4-pool",
        "default-for-az",
        "enable-dns64",
        "enable-lni-at-device-index",
        "ipv6-cidr-block-association.ipv6-cidr-block",
        "ipv6-cidr-block-association.association-id",
        "ipv6-cidr-block-association.state",
        "ipv6-native",
        "map-customer-owned-ip-on-launch",
        "map-public-ip-on-launch",
        "outpost-arn",
        "owner-id",
        "private-dns-name-options-on-launch.hostname-type",
        "private-dns-name-options-on-launch.enable-resource-name-dns-a-record",
        "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record",
        "state",
        "subnet-arn",
        "subnet-id",
        "vpc-id",
    ];

    fn values(&self, filter: &str, _network: &Network) -> Vec<String> {
        let v6 = self.ipv6.as_ref();
        let value = match filter {
            "availability-zone" | "availabilityZone" => Some(self.zone.name.clone()),
            "availability-zone-id" => Some(self.zone.id.clone()),
            "cidr-block" | "cidr" => self.cidr.map(|cidr| cidr.to_string()),
            "ipv6-cidr-block-association.ipv6-cidr-block" => v6.map(|block| block.cidr.to_string()),
            "ipv6-cidr-block-association.association-id" => v6.map(|block| block.association.clone()),
            "ipv6-cidr-block-association.state" => v6.map(|_| "associated".to_owned()),
            "ipv6-native" => Some(self.cidr.is_none().to_string()),
            "default-for-az" | "enable-dns64" | "map-public-ip-on-launch" => Some("false".to_owned()),
            "owner-id" => Some(self.owner.clone()),
            "state" => Some("available".to_owned()),
            "subnet-arn" => Some(self.arn()),
            "subnet-id" => Some(self.id.clone()),
            "vpc-id" => Some(self.vpc.clone()),
            _ => None,
        };
        value.into_iter().collect()
    }

    fn xml(&self, network: &Network) -> Xml {
        let free = |cidr| {
            let used = network.interfaces.iter().filter(|interface| interface.subnet == self.id).count();
            (usable_count(cidr) as usize).saturating_sub(used).to_string()
        };
        let v6 = self.ipv6.iter().map(|block| {
            let association = Xml::new().text("associationId", &block.association);
            let state = Xml::new().text("state", "associated");
            association.text("ipv6CidrBlock", block.cidr.to_string()).structure("ipv6CidrBlockState", state)
        });
        Xml::new()
            .text("subnetId", &self.id)
            .text("subnetArn", self.arn())
            .text("state", "available")
            .text("ownerId", &self.owner)
            .text("vpcId", &self.vpc)
            .optional("cidrBlock", self.cidr.map(|cidr| cidr.to_string()))
            .list("ipv6CidrBlockAssociationSet", v6)
            .text("availableIpAddressCount", self.cidr.map_or_else(|| "0".to_owned(), free))
            .text("availabilityZone", &self.zone.name)
            .text("availabilityZoneId", &self.zone.id)
            .flag("defaultForAz", false)
            .flag("mapPublicIpOnLaunch", false)
            .flag("assignIpv6AddressOnCreation", self.cidr.is_none())
            .flag("ipv6Native", self.cidr.is_none())
            .flag("enableDns64", false)
            .structure("privateDnsNameOptionsOnLaunch", name_options(self.cidr.is_none()))
            .and(network.tags.xml(&self.id))
    }
}

/// What names instances would get: by their addresses, or by their ids where they have no IPv4 address.
fn name_options(ipv6_native: bool) -> Xml {
    Xml::new()
        .text("hostnameType", if ipv6_native { "resource-name" } else { "ip-name" })
        .flag("enableResourceNameDnsARecord", false)
        .flag("enableResourceNameDnsAAAARecord", false)
}

impl Network {
    /// # Errors
    /// When no subnet has the id.
    pub(crate) fn subnet(&self, id: &str) -> Result<&Subnet, Error> {
        kind::SUBNET.check(id)?;
        self.subnets.find(id).ok_or_else(|| Error::not_found(&kind::SUBNET, id))
    }
}

/// `CreateSubnet`
pub(crate) fn create_subnet(call: &mut Call) -> Answer {
    let vpc = call.network.vpc(call.parameters.required("VpcId")?)?;
    let tags = tags::on_create(call.parameters, &kind::SUBNET)?;
    let native = call.parameters.flag("Ipv6Native")? == Some(true);
    let subnet = Subnet {
        id: kind::SUBNET.new_id(),
        owner: call.place.account.clone(),
        region: call.place.region.clone(),
        vpc: vpc.id.clone(),
        zone: zone(call.parameters, &call.place.region)?,
        cidr: if native { None } else { Some(ipv4(call, vpc)?) },
        ipv6: ipv6(call, vpc)?,
    };
    if native && subnet.ipv6.is_none() {
        return Err(Error::missing_parameter("Ipv6CidrBlock"));
    }
    call.network.tags.set(&subnet.id, &tags);
    let answer = Xml::new().structure("subnet", subnet.xml(call.network));
    call.network.subnets.insert(subnet);
    Ok(answer)
}

fn zone(parameters: &Parameters, region: &str) -> Result<Zone, Error> {
    let asked = parameters.text("AvailabilityZone").or(parameters.text("AvailabilityZoneId"));
    let all = zones::zones(region);
    let wanted = asked.unwrap_or(&all[0].name);
    zones::find(region, wanted).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|zone| zone.name.as_str()).collect();
        Error::value(format!(
            "Value ({wanted}) for parameter availabilityZone is invalid. Subnets can currently only be created in the \
             following availability zones: {}.",
            names.join(", ")
        ))
    })
}

fn ipv4(call: &Call, vpc: &Vpc) -> Result<Ipv4Net, Error> {
    let cidr = parse_v4(call.parameters.required("CidrBlock")?)?;
    if !(16..=28).contains(&cidr.prefix_len()) || !vpc.cidr.contains(&cidr) {
        return Err(Error::new("InvalidSubnet.Range", format!("The CIDR '{cidr}' is invalid.")));
    }
    let siblings = call.network.subnets.iter().filter(|subnet| subnet.vpc == vpc.id);
    let mut blocks = siblings.filter_map(|subnet| subnet.cidr);
    if blocks.any(|other| other.contains(&cidr) || cidr.contains(&other)) {
        return Err(conflict(&cidr.to_string()));
    }
    Ok(cidr)
}

fn ipv6(call: &Call, vpc: &Vpc) -> Result<Option<Ipv6Block>, Error> {
    let Some(text) = call.parameters.text("Ipv6CidrBlock") else { return Ok(None) };
    let cidr: Ipv6Net = parse_v6(text)?;
    if !vpc.ipv6.as_ref().is_some_and(|block| block.cidr.contains(&cidr)) {
        return Err(Error::new("InvalidSubnet.Range", format!("The CIDR '{cidr}' is invalid.")));
    }
    let mut blocks = call.network.subnets.iter().filter_map(|subnet| subnet.ipv6.as_ref());
    if blocks.any(|other| other.cidr == cidr) {
        return Err(conflict(&cidr.to_string()));
    }
    Ok(Some(Ipv6Block { cidr, association: new_id("subnet-cidr-assoc") }))
}

fn conflict(cidr: &str) -> Error {
    Error::new("InvalidSubnet.Conflict", format!("The CIDR '{cidr}' conflicts with another subnet"))
}

/// `DescribeSubnets`
pub(crate) fn describe_subnets(call: &mut Call) -> Answer {
    describe(call, &call.network.subnets, "subnetSet")
}

/// `DeleteSubnet`, which a network interface in it prevents.
pub(crate) fn delete_subnet(call: &mut Call) -> Answer {
    let id = call.network.subnet(call.parameters.required("SubnetId")?)?.id.clone();
    if call.network.interfaces.iter().any(|interface| interface.subnet == id) {
        return Err(Error::dependency(&kind::SUBNET, &id));
    }
    call.network.route_tables.iter_mut().for_each(|table| table.forget(&id));
    call.network.acls.iter_mut().for_each(|acl| acl.forget(&id));
    call.network.subnets.retain(|subnet| subnet.id != id);
    call.network.tags.forget(&id);
    done()
}
