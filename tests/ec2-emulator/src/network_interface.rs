//! Network interfaces. The only ones here are those of endpoints.

use std::net::{Ipv4Addr, Ipv6Addr};

use jiff::Timestamp;

use crate::call::{Answer, Call};
use crate::clock::iso_8601;
use crate::describe::{Described, describe};
use crate::error::Error;
use crate::kind::{self, Kind};
use crate::network::Network;
use crate::table::Row;
use crate::xml::Xml;
use crate::zones::Zone;

/// The interface of an endpoint in one of its subnets.
#[derive(Debug)]
pub(crate) struct NetworkInterface {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) region: String,
    /// `vpce-…`
    pub(crate) endpoint: String,
    pub(crate) vpc: String,
    pub(crate) subnet: String,
    pub(crate) zone: Zone,
    pub(crate) groups: Vec<String>,
    pub(crate) ipv4: Option<Ipv4Addr>,
    pub(crate) ipv6: Option<Ipv6Addr>,
    pub(crate) mac: String,
    /// `ela-attach-…`
    pub(crate) attachment: String,
    pub(crate) created: Timestamp,
    /// When it will be gone, where that is settled.
    pub(crate) ends: Option<Timestamp>,
}

impl Row for NetworkInterface {
    fn id(&self) -> &str {
        &self.id
    }
}

impl NetworkInterface {
    fn description(&self) -> String {
        format!("VPC Endpoint Interface {}", self.endpoint)
    }

    fn private_dns_name(&self) -> Option<String> {
        let label = self.ipv4?.to_string().replace('.', "-");
        let domain = match self.region.as_str() {
            "us-east-1" => "ec2.internal".to_owned(),
            region => format!("{region}.compute.internal"),
        };
        Some(format!("ip-{label}.{domain}"))
    }

    fn addresses(&self) -> Xml {
        let v4 = self.ipv4.map(|address| {
            let item = Xml::new().text("privateIpAddress", address.to_string());
            item.optional("privateDnsName", self.private_dns_name()).flag("primary", true)
        });
        let v6 =
            self.ipv6.map(|address| Xml::new().text("ipv6Address", address.to_string()).flag("isPrimaryIpv6", false));
        Xml::new()
            .optional("privateIpAddress", self.ipv4.map(|address| address.to_string()))
            .optional("privateDnsName", self.private_dns_name())
            .list("privateIpAddressesSet", v4)
            .list("ipv6AddressesSet", v6)
            .optional("ipv6Address", self.ipv6.map(|address| address.to_string()))
    }

    fn attachment(&self) -> Xml {
        Xml::new()
            .text("attachmentId", &self.attachment)
            .text("instanceOwnerId", "amazon-aws")
            .text("deviceIndex", "1")
            .text("networkCardIndex", "0")
            .text("status", "attached")
            .text("attachTime", iso_8601(self.created))
            .flag("deleteOnTermination", false)
    }
}

impl Described for NetworkInterface {
    const KIND: &'static Kind = &kind::INTERFACE;
    const IDS: &'static str = "NetworkInterfaceId";
    const FILTERS: &'static [&'static str] = &[
        "association.allocation-id",
        "association.association-id",
        "addresses.association.owner-id",
        "addresses.association.public-ip",
        "addresses.primary",
        "addresses.private-ip-address",
        "association.ip-owner-id",
        "association.public-ip",
        "association.public-dns-name",
        "attachment.attach-time",
        "attachment.attachment-id",
        "attachment.delete-on-termination",
        "attachment.device-index",
        "attachment.instance-id",
        "attachment.instance-owner-id",
        "attachment.status",
        "availability-zone",
        "availability-zone-id",
        "description",
        "group-id",
        "ipv6-addresses.ipv6-address",
        "interface-type",
        "mac-address",
        "network-interface-id",
        "operator.managed",
        "operator.principal",
        "owner-id",
        "private-dns-name",
        "private-ip-address",
        "requester-id",
        "requester-managed",
        "source-dest-check",
        "status",
        "subnet-id",
        "vpc-id",
    ];

    fn values(&self, filter: &str, _network: &Network) -> Vec<String> {
        let value = match filter {
            "group-id" => return self.groups.clone(),
            "addresses.primary" => self.ipv4.map(|_| "true".to_owned()),
            "addresses.private-ip-address" | "private-ip-address" => self.ipv4.map(|address| address.to_string()),
            "attachment.attach-time" => Some(iso_8601(self.created)),
            "attachment.attachment-id" => Some(self.attachment.clone()),
            "attachment.delete-on-termination" | "operator.managed" => Some("false".to_owned()),
            "attachment.device-index" => Some("1".to_owned()),
            "attachment.instance-owner-id" => Some("amazon-aws".to_owned()),
            "attachment.status" => Some("attached".to_owned()),
            "availability-zone" => Some(self.zone.name.clone()),
            "availability-zone-id" => Some(self.zone.id.clone()),
            "description" => Some(self.description()),
            "ipv6-addresses.ipv6-address" => self.ipv6.map(|address| address.to_string()),
            "interface-type" => Some("vpc_endpoint".to_owned()),
            "mac-address" => Some(self.mac.clone()),
            "network-interface-id" => Some(self.id.clone()),
            "owner-id" => Some(self.owner.clone()),
            "private-dns-name" => self.private_dns_name(),
            "requester-managed" | "source-dest-check" => Some("true".to_owned()),
            "status" => Some("in-use".to_owned()),
            "subnet-id" => Some(self.subnet.clone()),
            "vpc-id" => Some(self.vpc.clone()),
            _ => None,
        };
        value.into_iter().collect()
    }

    fn xml(&self, network: &Network) -> Xml {
        let groups = self.groups.iter().map(|id| {
            let name = network.groups.find(id).map(|group| group.name.clone());
            Xml::new().text("groupId", id).optional("groupName", name)
        });
        Xml::new()
            .text("networkInterfaceId", &self.id)
            .text("subnetId", &self.subnet)
            .text("vpcId", &self.vpc)
            .text("availabilityZone", &self.zone.name)
            .text("availabilityZoneId", &self.zone.id)
            .text("description", self.description())
            .text("ownerId", &self.owner)
            .text("requesterId", "000000000000")
            .flag("requesterManaged", true)
            .text("status", "in-use")
            .text("macAddress", &self.mac)
            .flag("sourceDestCheck", true)
            .text("interfaceType", "vpc_endpoint")
            .flag("denyAllIgwTraffic", self.ipv6.is_some())
            .list("groupSet", groups)
            .structure("attachment", self.attachment())
            .and(self.addresses())
            .and(network.tags.xml(&self.id))
    }
}

/// `DescribeNetworkInterfaces`
pub(crate) fn describe_network_interfaces(call: &mut Call) -> Answer {
    describe(call, &call.network.interfaces, "networkInterfaceSet")
}

/// `DeleteNetworkInterface`, which the endpoint that uses the interface prevents.
pub(crate) fn delete_network_interface(call: &mut Call) -> Answer {
    let id = call.parameters.required("NetworkInterfaceId")?;
    kind::INTERFACE.check(id)?;
    call.network.interfaces.find(id).ok_or_else(|| Error::not_found(&kind::INTERFACE, id))?;
    Err(Error::value(format!("Network interface '{id}' is currently in use.")))
}
