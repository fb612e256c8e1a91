//! `SubnetConfigurations`: addresses that the caller chooses.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::address::{free_v4, free_v6, is_usable_v4, is_usable_v6};
use crate::error::Error;
use crate::network::Network;
use crate::parameters::Parameters;
use crate::subnet::Subnet;

use super::ip_type::IpType;

/// The addresses wanted in one subnet.
#[derive(Clone, Debug)]
pub(super) struct Configuration {
    pub(super) subnet: String,
    ipv4: Option<Ipv4Addr>,
    ipv6: Option<Ipv6Addr>,
}

/// The addresses of an interface.
pub(super) type Addresses = (Option<Ipv4Addr>, Option<Ipv6Addr>);

/// Reads `SubnetConfiguration.N` for an endpoint that is to be in `subnets`.
///
/// # Errors
/// When a subnet is none of the endpoint's, an address is none, or one that the endpoint's type takes is missing.
pub(super) fn read(parameters: &Parameters, subnets: &[String], ip_type: IpType) -> Result<Vec<Configuration>, Error> {
    let read = |structure: Parameters| {
        let subnet = structure.required("SubnetId")?.to_owned();
        if !subnets.contains(&subnet) {
            let message = format!("The subnet configuration for {subnet} is for a subnet that the endpoint is not in.");
            return Err(Error::parameter(message));
        }
        let configuration =
            Configuration { subnet, ipv4: address(&structure, "Ipv4")?, ipv6: address(&structure, "Ipv6")? };
        complete(&configuration, ip_type)?;
        Ok(configuration)
    };
    parameters.structures("SubnetConfiguration").into_iter().map(read).collect()
}

fn address<A: std::str::FromStr>(structure: &Parameters, name: &str) -> Result<Option<A>, Error> {
    let read = |text: &str| {
        let message = format!("Value ({text}) for parameter {name} is invalid. Invalid address.");
        text.parse().map_err(|_| Error::value(message))
    };
    structure.text(name).map(read).transpose()
}

/// Each family that the endpoint has needs its address, and no other may be given.
fn complete(configuration: &Configuration, ip_type: IpType) -> Result<(), Error> {
    let given = [
        ("IPv4", configuration.ipv4.is_some(), ip_type.has_v4()),
        ("IPv6", configuration.ipv6.is_some(), ip_type.has_v6()),
    ];
    match given.into_iter().find(|(_, given, taken)| given != taken) {
        None => Ok(()),
        Some((family, given, _)) => {
            let wrong = if given { "is not supported" } else { "is required" };
            let subnet = &configuration.subnet;
            let kind = ip_type.as_str();
            let message =
                format!("An {family} address {wrong} in the configuration of {subnet} for IP address type {kind}.");
            Err(Error::parameter(message))
        }
    }
}

/// Addresses for an interface in a subnet: those configured, else any that are free.
///
/// # Errors
/// When a configured address is not the subnet's to give or taken, or none is free.
pub(super) fn choose(
    network: &Network,
    subnet: &Subnet,
    ip_type: IpType,
    configuration: Option<&Configuration>,
) -> Result<Addresses, Error> {
    let neighbours = || network.interfaces.iter().filter(|interface| interface.subnet == subnet.id);
    let v4 = match (subnet.cidr.filter(|_| ip_type.has_v4()), configuration.and_then(|wanted| wanted.ipv4)) {
        (None, _) => None,
        (Some(block), Some(address)) => {
            Some(fixed(address, is_usable_v4(block, address), neighbours().any(|other| other.ipv4 == Some(address)))?)
        }
        (Some(block), None) => {
            let taken: Vec<_> = neighbours().filter_map(|other| other.ipv4).collect();
            Some(free_v4(block, &taken).ok_or_else(|| Error::no_free_address(&subnet.id))?)
        }
    };
    let v6 = match (subnet.ipv6.as_ref().filter(|_| ip_type.has_v6()), configuration.and_then(|wanted| wanted.ipv6)) {
        (None, _) => None,
        (Some(block), Some(address)) => Some(fixed(
            address,
            is_usable_v6(block.cidr, address),
            neighbours().any(|other| other.ipv6 == Some(address)),
        )?),
        (Some(block), None) => {
            let taken: Vec<_> = neighbours().filter_map(|other| other.ipv6).collect();
            Some(free_v6(block.cidr, &taken))
        }
    };
    Ok((v4, v6))
}

fn fixed<A: std::fmt::Display>(address: A, usable: bool, taken: bool) -> Result<A, Error> {
    if !usable {
        return Err(Error::value(format!("Address {address} does not fall within the subnet's address range")));
    }
    if taken { Err(Error::address_in_use(&address.to_string())) } else { Ok(address) }
}

impl Configuration {
    /// Whether an interface has just these addresses.
    pub(super) fn is(&self, addresses: Addresses) -> bool {
        (self.ipv4, self.ipv6) == addresses
    }
}

/// The configuration for a subnet.
pub(super) fn of<'a>(configurations: &'a [Configuration], subnet: &str) -> Option<&'a Configuration> {
    configurations.iter().find(|configuration| configuration.subnet == subnet)
}
