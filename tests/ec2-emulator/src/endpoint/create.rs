//! `CreateVpcEndpoint`

use std::collections::BTreeMap;

use crate::call::{Answer, Call};
use crate::clock::later;
use crate::describe::Described;
use crate::error::Error;
use crate::kind;
use crate::services::{self, Service};
use crate::tags;
use crate::xml::Xml;

use super::ip_type::{IpType, RecordType};
use super::network_interfaces::{Planned, attach, plan};
use super::rules::Target;
use super::{ClientTokens, Endpoint, State, addresses, dns, policy, rules};

/// What is asked for, checked.
struct New {
    vpc: String,
    service: &'static Service,
    service_region: String,
    policy: String,
    groups: Vec<String>,
    interfaces: Vec<Planned>,
    ip_type: IpType,
    record_type: RecordType,
    private_dns: bool,
    tags: BTreeMap<String, String>,
}

/// `CreateVpcEndpoint`
pub(crate) fn create_vpc_endpoint(call: &mut Call) -> Answer {
    if let Some(id) = ClientTokens::made(call)?
        && let Some(endpoint) = call.network.endpoints.find(&id)
    {
        return Ok(answer(call, endpoint));
    }
    let new = New::read(call)?;
    let mut endpoint = new.endpoint(call);
    call.network.tags.set(&endpoint.id, &new.tags);
    for planned in &new.interfaces {
        attach(call.network, &mut endpoint, planned, call.now);
    }
    let answer = answer(call, &endpoint);
    call.network.client_tokens.remember(call.parameters, &endpoint.id);
    call.network.endpoints.insert(endpoint);
    Ok(answer)
}

fn answer(call: &Call, endpoint: &Endpoint) -> Xml {
    let token = call.parameters.text("ClientToken");
    Xml::new().structure("vpcEndpoint", endpoint.xml(call.network)).optional("clientToken", token)
}

impl New {
    fn read(call: &Call) -> Result<Self, Error> {
        let vpc = call.network.vpc(call.parameters.required("VpcId")?)?.id.clone();
        let (service, service_region) = service(call)?;
        let cross_region = service_region != call.place.region;
        let target = Target { vpc: &vpc, service, service_region: &service_region, cross_region };
        rules::no_route_tables(call.parameters, "RouteTableId")?;
        let subnets = distinct(&call.parameters.list("SubnetId"));
        rules::subnets(call, target, &[], &subnets)?;
        let groups = groups(call, &vpc)?;
        let ip_type = call.parameters.text("IpAddressType").map_or(Ok(IpType::Ipv4), IpType::parse)?;
        rules::ip_type(call.network, &subnets, ip_type)?;
        let record_type = rules::record_type(call, &vpc, ip_type, None)?;
        // AWS services have private DNS unless told otherwise.
        let private_dns = call.parameters.flag("PrivateDnsEnabled")?.unwrap_or(true);
        if private_dns {
            rules::private_dns(call.network, target, None)?;
        }
        quota(call, &vpc)?;
        Ok(Self {
            policy: policy(call)?,
            interfaces: interfaces(call, &subnets, ip_type)?,
            tags: tags::on_create(call.parameters, &kind::ENDPOINT)?,
            groups,
            ip_type,
            record_type,
            private_dns,
            vpc,
            service,
            service_region,
        })
    }

    /// The endpoint, still without interfaces. It becomes available unless a test has seen to another end.
    fn endpoint(&self, call: &mut Call) -> Endpoint {
        let outcomes = &mut call.settings.outcomes;
        let (end, last_error) = if outcomes.is_empty() { (State::Available, None) } else { outcomes.remove(0) };
        let timing = &call.settings.timing;
        let over_at = later(call.now, timing.spread(timing.create));
        Endpoint {
            id: kind::ENDPOINT.new_id(),
            owner: call.place.account.clone(),
            region: call.place.region.clone(),
            vpc: self.vpc.clone(),
            service: self.service,
            service_region: self.service_region.clone(),
            created: call.now,
            known_from: later(call.now, timing.unknown_after_create),
            state: State::Pending,
            due: Some((over_at, end)),
            over_at,
            forgotten_at: None,
            last_error,
            policy: self.policy.clone(),
            attachments: Vec::new(),
            groups: self.groups.clone(),
            ip_type: self.ip_type,
            record_type: self.record_type,
            private_dns: self.private_dns,
            dns_hash: dns::new_hash(),
            private_zone: dns::new_hosted_zone(),
        }
    }
}

/// The service with the asked name in the asked Region, if it has interface endpoints.
fn service(call: &Call) -> Result<(&'static Service, String), Error> {
    let name = call.parameters.required("ServiceName")?;
    let region = call.parameters.text("ServiceRegion").unwrap_or(&call.place.region);
    let service = services::find(name, region).filter(|service| service.cross_region || region == call.place.region);
    let service = service.ok_or_else(|| Error::unknown_service(name))?;
    let kind = call.parameters.text("VpcEndpointType").unwrap_or("Gateway");
    match kind {
        kind if kind == service.kind => {}
        "Interface" | "Gateway" | "GatewayLoadBalancer" | "Resource" | "ServiceNetwork" | "Tunnel" => {
            return Err(Error::type_mismatch(kind, service.kind));
        }
        other => return Err(Error::endpoint_type(other)),
    }
    if service.kind != "Interface" {
        return Err(Error::unsupported("The emulator makes interface endpoints only."));
    }
    Ok((service, region.to_owned()))
}

/// The groups asked for, else the VPC's default one.
fn groups(call: &Call, vpc: &str) -> Result<Vec<String>, Error> {
    let asked = distinct(&call.parameters.list("SecurityGroupId"));
    rules::groups(call.network, vpc, &asked)?;
    let default = || call.network.default_group(vpc).into_iter().collect();
    Ok(if asked.is_empty() { default() } else { asked })
}

fn policy(call: &Call) -> Result<String, Error> {
    let Some(text) = call.parameters.text("PolicyDocument") else { return Ok(policy::DEFAULT.to_owned()) };
    policy::check(text, call.settings, call.now)?;
    Ok(text.to_owned())
}

fn interfaces(call: &Call, subnets: &[String], ip_type: IpType) -> Result<Vec<Planned>, Error> {
    let configurations = addresses::read(call.parameters, subnets, ip_type)?;
    let plan = |subnet: &String| plan(call.network, subnet, ip_type, addresses::of(&configurations, subnet));
    subnets.iter().map(plan).collect()
}

fn quota(call: &Call, vpc: &str) -> Result<(), Error> {
    let present = call.network.endpoints.iter().filter(|endpoint| endpoint.vpc == vpc && !endpoint.is_deleted());
    if present.count() < call.settings.endpoints_per_vpc { Ok(()) } else { Err(Error::endpoint_limit()) }
}

/// Each once, in order.
pub(super) fn distinct(ids: &[&str]) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for id in ids {
        if !distinct.iter().any(|seen| seen == id) {
            distinct.push((*id).to_owned());
        }
    }
    distinct
}
