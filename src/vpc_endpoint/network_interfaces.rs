//! An endpoint's network interfaces by subnet.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::model::{Model, NetworkInterface, SubnetConfiguration};
use crate::ec2;
use crate::tf::Attr;

impl NetworkInterface {
    fn from_ec2(interface: &ec2::NetworkInterface) -> Self {
        Self {
            id: interface.id.clone().into(),
            ipv4: interface.ipv4.clone().into(),
            ipv6: interface.ipv6.clone().into(),
            availability_zone: interface.availability_zone.clone().into(),
            availability_zone_id: interface.availability_zone_id.clone().into(),
        }
    }

    /// One that apply will make.
    fn to_come() -> Self {
        Self {
            id: Attr::Unknown,
            ipv4: Attr::Unknown,
            ipv6: Attr::Unknown,
            availability_zone: Attr::Unknown,
            availability_zone_id: Attr::Unknown,
        }
    }
}

/// The interface in each of `subnets`, with null members where EC2 shows none.
pub(super) fn by_subnet(
    interfaces: &[ec2::NetworkInterface],
    subnets: &BTreeSet<String>,
) -> BTreeMap<String, NetworkInterface> {
    let of = |subnet: &String| {
        let shown = interfaces.iter().find(|interface| interface.subnet_id == *subnet);
        (subnet.clone(), shown.map(NetworkInterface::from_ec2).unwrap_or_default())
    };
    subnets.iter().map(of).collect()
}

/// The interfaces that will be: those of subnets that nothing changes for stay as they are, the others are known after
/// apply. The keys are known whenever the subnets are.
pub(super) fn planned(planned: &Model, prior: Option<&Model>) -> Attr<BTreeMap<String, NetworkInterface>> {
    let Some(subnets) = planned.all_subnet_ids() else { return Attr::Unknown };
    let kept = |subnet: &String| prior.and_then(|prior| unchanged(planned, prior, subnet));
    let entry = |subnet: String| (subnet.clone(), kept(&subnet).unwrap_or_else(NetworkInterface::to_come));
    Attr::Known(subnets.into_iter().map(entry).collect())
}

/// Whether EC2 must be asked to give the addresses of `block`, which are not those that the endpoint has.
pub(super) fn needs_addresses(block: &SubnetConfiguration, prior: &Model) -> bool {
    let subnet = block.subnet_id.text();
    let current = prior.network_interfaces.known().and_then(|interfaces| interfaces.get(subnet));
    let (ipv4, ipv6) = match current {
        Some(interface) if !interface.id.is_null() => (&interface.ipv4, &interface.ipv6),
        // Where EC2 shows no interface, what was asked for last is all that is known.
        _ => {
            match prior.subnet_configuration.blocks().unwrap_or_default().iter().find(|b| b.subnet_id.text() == subnet)
            {
                Some(block) => (&block.ipv4, &block.ipv6),
                None => (&Attr::Null, &Attr::Null),
            }
        }
    };
    let differs = |wanted: &Attr<String>, has: &Attr<String>| !wanted.is_null() && !same_address(wanted, has);
    differs(&block.ipv4, ipv4) || differs(&block.ipv6, ipv6)
}

/// Whether two texts write the same address: an IPv6 address has several spellings.
pub(super) fn same_address(a: &Attr<String>, b: &Attr<String>) -> bool {
    let parse = |text: &Attr<String>| text.text().parse::<IpAddr>().ok();
    a == b || parse(a).is_some_and(|address| Some(address) == parse(b))
}

/// The interface in `subnet`, when the plan leaves it alone.
fn unchanged(planned: &Model, prior: &Model, subnet: &str) -> Option<NetworkInterface> {
    let current = prior.network_interfaces.known()?.get(subnet)?;
    let mut blocks = planned.subnet_configuration.blocks()?.iter();
    let readdressed = blocks.any(|block| block.subnet_id.text() == subnet && needs_addresses(block, prior));
    let same_type = planned.ip_address_type == prior.ip_address_type;
    (!readdressed && same_type).then(|| current.clone())
}
