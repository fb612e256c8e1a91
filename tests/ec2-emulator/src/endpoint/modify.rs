//! `ModifyVpcEndpoint`

use crate::call::{Answer, Call, done};
use crate::clock::later;
use crate::error::Error;

use super::create::distinct;
use super::ip_type::{IpType, RecordType};
use super::network_interfaces::{Planned, attach, detach, plan, readdress};
use super::rules::Target;
use super::{Endpoint, State, addresses, policy, rules};

/// What the endpoint is to become, checked.
struct Change {
    remove_subnets: Vec<String>,
    /// New interfaces: in subnets that are added, and in those whose address changes.
    attach: Vec<Planned>,
    /// Interfaces whose addresses change with the endpoint's type.
    readdress: Vec<(String, Planned)>,
    groups: Vec<String>,
    ip_type: IpType,
    record_type: RecordType,
    private_dns: bool,
    policy: Option<String>,
}

/// How much there is to do.
#[derive(PartialEq, Eq)]
enum Weight {
    Nothing,
    /// Only the policy or the security groups.
    Light,
    Full,
}

/// `ModifyVpcEndpoint`
pub(crate) fn modify_vpc_endpoint(call: &mut Call) -> Answer {
    let endpoint = call.network.endpoint(call.parameters.required("VpcEndpointId")?)?;
    match endpoint.state {
        State::Available => {}
        State::Pending => return Err(Error::operation_in_progress()),
        State::Deleting => return Err(Error::not_found(&crate::kind::ENDPOINT, &endpoint.id)),
        other => return Err(Error::incorrect_state(&endpoint.id, other.as_str())),
    }
    let change = Change::read(call, endpoint)?;
    let weight = change.weight(endpoint);
    let id = endpoint.id.clone();
    change.apply(call, &id, &weight);
    done()
}

impl Change {
    fn read(call: &Call, endpoint: &Endpoint) -> Result<Self, Error> {
        rules::no_route_tables(call.parameters, "AddRouteTableId")?;
        rules::no_route_tables(call.parameters, "RemoveRouteTableId")?;
        let Subnets { added, removed: remove_subnets, all: subnets } = subnets(call, endpoint)?;
        let ip_type = call.parameters.text("IpAddressType").map_or(Ok(endpoint.ip_type), IpType::parse)?;
        rules::ip_type(call.network, &subnets, ip_type)?;
        let record_type = rules::record_type(call, &endpoint.vpc, ip_type, Some(endpoint.record_type))?;
        let private_dns = call.parameters.flag("PrivateDnsEnabled")?.unwrap_or(endpoint.private_dns);
        if private_dns && !endpoint.private_dns {
            rules::private_dns(call.network, target(endpoint), Some(&endpoint.id))?;
        }
        let kept = |id: &&String| !added.contains(id);
        let kept: Vec<_> = subnets.iter().filter(kept).cloned().collect();
        Ok(Self {
            attach: interfaces(call, endpoint, &added, &kept, ip_type)?,
            readdress: if ip_type == endpoint.ip_type {
                Vec::new()
            } else {
                readdressed(call, endpoint, &kept, ip_type)?
            },
            groups: groups(call, endpoint)?,
            policy: policy(call)?,
            remove_subnets,
            ip_type,
            record_type,
            private_dns,
        })
    }

    fn weight(&self, endpoint: &Endpoint) -> Weight {
        let names_and_types = (self.ip_type, self.record_type, self.private_dns);
        if names_and_types != (endpoint.ip_type, endpoint.record_type, endpoint.private_dns)
            || !self.remove_subnets.is_empty()
            || !self.attach.is_empty()
        {
            Weight::Full
        } else if self.groups != endpoint.groups
            || self.policy.as_ref().is_some_and(|policy| *policy != endpoint.policy)
        {
            Weight::Light
        } else {
            Weight::Nothing
        }
    }

    fn apply(self, call: &mut Call, id: &str, weight: &Weight) {
        let timing = &call.settings.timing;
        let takes = if *weight == Weight::Light { timing.modify_lightly } else { timing.modify };
        let end = later(call.now, timing.spread(takes));
        let interfaces_end = later(end, timing.interfaces_linger);
        // Taken out while its interfaces, in the same network, are made and ended.
        let mut endpoints = std::mem::take(&mut call.network.endpoints);
        if let Some(endpoint) = endpoints.find_mut(id) {
            let ends = self.remove_subnets.iter().map(String::as_str).chain(self.attach.iter().map(Planned::subnet));
            endpoint.over_at = if ends.clone().next().is_some() { interfaces_end } else { end };
            ends.for_each(|subnet| detach(call.network, endpoint, subnet, interfaces_end));
            endpoint.attachments.retain(|attachment| !self.remove_subnets.contains(&attachment.subnet));
            self.attach.iter().for_each(|planned| attach(call.network, endpoint, planned, call.now));
            self.readdress.iter().for_each(|(id, planned)| readdress(call.network, id, planned.addresses()));
            self.write(endpoint);
            if *weight != Weight::Nothing {
                endpoint.state = State::Pending;
                endpoint.due = Some((end, State::Available));
                endpoint.settle(call.now, &mut call.network.interfaces);
            }
        }
        call.network.endpoints = endpoints;
    }

    fn write(self, endpoint: &mut Endpoint) {
        endpoint.groups = self.groups;
        endpoint.ip_type = self.ip_type;
        endpoint.record_type = self.record_type;
        endpoint.private_dns = self.private_dns;
        if let Some(policy) = self.policy {
            endpoint.policy = policy;
        }
    }
}

fn target(endpoint: &Endpoint) -> Target<'_> {
    Target {
        vpc: &endpoint.vpc,
        service: endpoint.service,
        service_region: &endpoint.service_region,
        cross_region: endpoint.is_cross_region(),
    }
}

/// What becomes of an endpoint's subnets.
struct Subnets {
    added: Vec<String>,
    removed: Vec<String>,
    /// Those that the endpoint will then be in.
    all: Vec<String>,
}

/// Reads the subnets to add and to remove. One cannot take the place of another of its zone in one call: that one is still
/// there when the new one is checked.
fn subnets(call: &Call, endpoint: &Endpoint) -> Result<Subnets, Error> {
    let present: Vec<String> = endpoint.subnets().map(ToOwned::to_owned).collect();
    let mut added = distinct(&call.parameters.list("AddSubnetId"));
    added.retain(|id| !present.contains(id));
    let removed = distinct(&call.parameters.list("RemoveSubnetId"));
    for id in &removed {
        call.network.subnet(id)?;
        if !present.contains(id) {
            let message = format!("The subnet {id} is not associated with the VPC endpoint {}.", endpoint.id);
            return Err(Error::parameter(message));
        }
    }
    rules::subnets(call, target(endpoint), &present, &added)?;
    let all = present.iter().filter(|id| !removed.contains(id)).chain(&added).cloned().collect();
    Ok(Subnets { added, removed, all })
}

/// Interfaces in the added subnets, and new ones in those of the kept whose configured address is another.
fn interfaces(
    call: &Call,
    endpoint: &Endpoint,
    added: &[String],
    kept: &[String],
    ip_type: IpType,
) -> Result<Vec<Planned>, Error> {
    let all: Vec<_> = kept.iter().chain(added).cloned().collect();
    let configurations = addresses::read(call.parameters, &all, ip_type)?;
    let replaced = |subnet: &&String| {
        let own = endpoint.attachments.iter().find(|attachment| attachment.subnet == **subnet);
        let interface = own.and_then(|own| call.network.interfaces.find(&own.interface));
        let wanted = addresses::of(&configurations, subnet);
        wanted.is_some_and(|wanted| !interface.is_some_and(|interface| wanted.is((interface.ipv4, interface.ipv6))))
    };
    let plan = |subnet: &String| plan(call.network, subnet, ip_type, addresses::of(&configurations, subnet));
    kept.iter().filter(replaced).chain(added).map(plan).collect()
}

/// What the interfaces that stay get when the endpoint's type changes.
fn readdressed(
    call: &Call,
    endpoint: &Endpoint,
    kept: &[String],
    ip_type: IpType,
) -> Result<Vec<(String, Planned)>, Error> {
    let stay = endpoint.attachments.iter().filter(|attachment| kept.contains(&attachment.subnet));
    stay.map(|own| Ok((own.interface.clone(), plan(call.network, &own.subnet, ip_type, None)?))).collect()
}

/// The groups that the endpoint will then have: never none.
fn groups(call: &Call, endpoint: &Endpoint) -> Result<Vec<String>, Error> {
    let added = distinct(&call.parameters.list("AddSecurityGroupId"));
    let removed = distinct(&call.parameters.list("RemoveSecurityGroupId"));
    for id in &removed {
        call.network.group(id)?;
        if !endpoint.groups.contains(id) {
            let message = format!("The security group {id} is not associated with the VPC endpoint {}.", endpoint.id);
            return Err(Error::parameter(message));
        }
    }
    let mut groups = endpoint.groups.clone();
    groups.retain(|id| !removed.contains(id));
    groups.extend(added.into_iter().filter(|id| !endpoint.groups.contains(id)));
    rules::groups(call.network, &endpoint.vpc, &groups)?;
    if groups.is_empty() {
        return Err(Error::parameter("A VPC endpoint must have at least one security group."));
    }
    Ok(groups)
}

fn policy(call: &Call) -> Result<Option<String>, Error> {
    let reset = call.parameters.flag("ResetPolicy")? == Some(true);
    match call.parameters.text("PolicyDocument") {
        Some(_) if reset => {
            Err(Error::combination("The parameters ResetPolicy and PolicyDocument cannot be used together"))
        }
        Some(text) => {
            policy::check(text, call.settings, call.now)?;
            Ok(Some(text.to_owned()))
        }
        None => Ok(reset.then(|| policy::DEFAULT.to_owned())),
    }
}
