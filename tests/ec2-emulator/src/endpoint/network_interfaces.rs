//! An endpoint's network interfaces: one in each of its subnets.

use jiff::Timestamp;

use crate::error::Error;
use crate::kind::{self, new_id};
use crate::network::Network;
use crate::network_interface::NetworkInterface;

use super::addresses::{Addresses, Configuration, choose};
use super::ip_type::IpType;
use super::{Attachment, Endpoint};

/// An interface that can be made: nothing is changed before all of a call's are known to be.
pub(super) struct Planned {
    subnet: String,
    addresses: Addresses,
}

/// # Errors
/// When the addresses cannot be had.
pub(super) fn plan(
    network: &Network,
    subnet: &str,
    ip_type: IpType,
    configuration: Option<&Configuration>,
) -> Result<Planned, Error> {
    let addresses = choose(network, network.subnet(subnet)?, ip_type, configuration)?;
    Ok(Planned { subnet: subnet.to_owned(), addresses })
}

/// Makes a planned interface of the endpoint.
pub(super) fn attach(network: &mut Network, endpoint: &mut Endpoint, planned: &Planned, now: Timestamp) {
    let Some(subnet) = network.subnets.find(&planned.subnet) else { return };
    let mac = [(); 5].map(|()| format!("{:02x}", fastrand::u8(..)));
    let interface = NetworkInterface {
        id: kind::INTERFACE.new_id(),
        owner: endpoint.owner.clone(),
        region: endpoint.region.clone(),
        endpoint: endpoint.id.clone(),
        vpc: endpoint.vpc.clone(),
        subnet: subnet.id.clone(),
        zone: subnet.zone.clone(),
        groups: endpoint.groups.clone(),
        ipv4: planned.addresses.0,
        ipv6: planned.addresses.1,
        mac: format!("02:{}", mac.join(":")),
        attachment: new_id("ela-attach"),
        created: now,
        ends: None,
    };
    let attachment =
        Attachment { subnet: subnet.id.clone(), zone: subnet.zone.name.clone(), interface: interface.id.clone() };
    // A replaced interface takes the place of the one before.
    match endpoint.attachments.iter_mut().find(|present| present.subnet == attachment.subnet) {
        Some(present) => *present = attachment,
        None => endpoint.attachments.push(attachment),
    }
    network.interfaces.insert(interface);
}

/// Lets the interface in a subnet go at `end`; until then it stays in the subnet's way.
pub(super) fn detach(network: &mut Network, endpoint: &Endpoint, subnet: &str, end: Timestamp) {
    let own = endpoint.attachments.iter().find(|attachment| attachment.subnet == subnet);
    if let Some(interface) = own.and_then(|own| network.interfaces.find_mut(&own.interface)) {
        interface.ends = Some(end);
    }
}

/// Gives or takes the addresses that make the interface one of the endpoint's new type.
pub(super) fn readdress(network: &mut Network, interface: &str, (v4, v6): Addresses) {
    if let Some(interface) = network.interfaces.find_mut(interface) {
        interface.ipv4 = v4.and(interface.ipv4.or(v4));
        interface.ipv6 = v6.and(interface.ipv6.or(v6));
    }
}

impl Planned {
    pub(super) fn subnet(&self) -> &str {
        &self.subnet
    }

    pub(super) fn addresses(&self) -> Addresses {
        self.addresses
    }
}
