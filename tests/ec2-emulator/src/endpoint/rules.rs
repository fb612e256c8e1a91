//! What an endpoint has to keep to, on create and on modify alike.

use crate::call::Call;
use crate::error::Error;
use crate::network::Network;
use crate::parameters::Parameters;
use crate::services::Service;
use crate::settings::Settings;
use crate::subnet::Subnet;

use super::ip_type::{IpType, RecordType};

/// How many security groups a network interface can have.
const GROUPS_PER_INTERFACE: usize = 5;
/// Availability Zones from which services of other Regions cannot be reached.
const NOT_CROSS_REGION: [&str; 5] = ["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"];

/// The service that an endpoint is for, and its Region.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) vpc: &'a str,
    pub(super) service: &'static Service,
    pub(super) service_region: &'a str,
    pub(super) cross_region: bool,
}

impl Target<'_> {
    fn is_offered_in(&self, subnet: &Subnet, settings: &Settings) -> bool {
        let zone = subnet.zone.id.as_str();
        if self.cross_region {
            return !NOT_CROSS_REGION.contains(&zone);
        }
        self.service.is_offered_in(zone, settings)
    }
}

/// # Errors
/// When one of the subnets to be `added` to those `present` is unknown, of another VPC, in a zone where the service is
/// not offered, or in a zone that has one already.
pub(super) fn subnets(call: &Call, target: Target, present: &[String], added: &[String]) -> Result<(), Error> {
    let mut zones =
        present.iter().map(|id| Ok(call.network.subnet(id)?.zone.id.as_str())).collect::<Result<Vec<_>, Error>>()?;
    for id in added {
        let subnet = call.network.subnet(id)?;
        if subnet.vpc != target.vpc {
            return Err(Error::parameter(format!("The subnet {id} does not belong to the VPC {}.", target.vpc)));
        }
        if !target.is_offered_in(subnet, call.settings) {
            let service = target.service.name(target.service_region);
            return Err(Error::zone_not_offered(&service, id));
        }
        if zones.contains(&subnet.zone.id.as_str()) {
            return Err(Error::duplicate_zone(id));
        }
        zones.push(&subnet.zone.id);
    }
    Ok(())
}

/// # Errors
/// When one of the groups is unknown or of another VPC, which EC2 does not tell apart, or when they are too many.
pub(super) fn groups(network: &Network, vpc: &str, groups: &[String]) -> Result<(), Error> {
    for id in groups {
        let group = network.group(id)?;
        if group.vpc != vpc {
            return Err(Error::not_found(&crate::kind::GROUP, id));
        }
    }
    if groups.len() > GROUPS_PER_INTERFACE { Err(Error::group_limit(GROUPS_PER_INTERFACE)) } else { Ok(()) }
}

/// # Errors
/// When one of the subnets has not the addresses that the type takes.
pub(super) fn ip_type(network: &Network, subnets: &[String], ip_type: IpType) -> Result<(), Error> {
    for id in subnets {
        let subnet = network.subnet(id)?;
        let fits = match ip_type {
            IpType::Ipv4 => subnet.cidr.is_some(),
            IpType::Ipv6 => subnet.ipv6.is_some() && subnet.cidr.is_none(),
            IpType::Dualstack => subnet.ipv6.is_some() && subnet.cidr.is_some(),
        };
        if !fits {
            let message = format!("The subnet {id} does not support the IP address type {}.", ip_type.as_str());
            return Err(Error::parameter(message));
        }
    }
    Ok(())
}

/// What `DnsOptions` asks for; `before` is what the endpoint has, where there is one.
///
/// # Errors
/// When the record type does not fit the addresses, or an option is for other services.
pub(super) fn record_type(
    call: &Call,
    vpc: &str,
    addresses: IpType,
    before: Option<RecordType>,
) -> Result<RecordType, Error> {
    let options = call.parameters.structure("DnsOptions");
    other_options(&options, vpc)?;
    let Some(asked) = options.text("DnsRecordIpType") else {
        let kept = before.filter(|before| before.fits(addresses));
        return Ok(kept.unwrap_or(RecordType::Same(addresses)));
    };
    let asked = RecordType::parse(asked)?;
    if asked.fits(addresses) {
        return Ok(asked);
    }
    Err(Error::parameter(format!(
        "The DNS record IP type {} is not compatible with the IP address type {}.",
        asked.as_str(),
        addresses.as_str()
    )))
}

/// Options that only services with gateway endpoints or of VPC Lattice have: none of those is here.
fn other_options(options: &Parameters, vpc: &str) -> Result<(), Error> {
    match options.flag("PrivateDnsOnlyForInboundResolverEndpoint")? {
        Some(true) => return Err(Error::inbound_resolver(vpc)),
        Some(false) => {
            let message = "DnsOptions PrivateDnsOnlyForInboundResolverEndpoint is not applicable to the service.";
            return Err(Error::parameter(message));
        }
        None => {}
    }
    if options.text("PrivateDnsPreference").is_some() || !options.list("PrivateDnsSpecifiedDomain").is_empty() {
        let message = "Private DNS preferences are applicable only to Resource and ServiceNetwork VPC Endpoints.";
        return Err(Error::parameter(message));
    }
    Ok(())
}

/// Whether the endpoint `own`, or a new one, may take the service's private names in the VPC.
///
/// # Errors
/// When the service has none, the VPC resolves none, or another endpoint holds them; one that is being deleted still
/// does.
pub(super) fn private_dns(network: &Network, target: Target, own: Option<&str>) -> Result<(), Error> {
    let names = target.service.private_names(target.service_region);
    let Some(name) = names.first() else {
        return Err(Error::parameter(format!(
            "Private DNS can't be enabled because the service {} does not provide a private DNS name.",
            target.service.name(target.service_region)
        )));
    };
    let vpc = network.vpc(target.vpc)?;
    if !vpc.dns_support || !vpc.dns_hostnames {
        return Err(Error::private_dns_attributes(&vpc.id));
    }
    let holds = network.endpoints.iter().any(|endpoint| {
        let same = endpoint.vpc == vpc.id && endpoint.service.private_names(&endpoint.service_region).contains(name);
        same && endpoint.private_dns && !endpoint.is_deleted() && Some(endpoint.id.as_str()) != own
    });
    if holds { Err(Error::private_dns_conflict(name, &vpc.id)) } else { Ok(()) }
}

/// Route tables are for gateway endpoints.
///
/// # Errors
/// When the call names some in `parameter`.
pub(super) fn no_route_tables(parameters: &Parameters, parameter: &str) -> Result<(), Error> {
    if parameters.list(parameter).is_empty() {
        return Ok(());
    }
    Err(Error::parameter("Route table IDs are only supported for Gateway type VPC Endpoint."))
}
