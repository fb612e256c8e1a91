//! What EC2 would refuse during apply, said at plan time: on the argument at fault, with both parties and the remedy.
//!
//! Only what is to be made or changed is looked at, and only what is known. A check that cannot be made, for want of a
//! permission or of an answer, is left out: the apply will tell. What nothing can change before the apply (the zone of a
//! subnet, its VPC, where Lambda is offered) stops the plan; what another resource of the same run may put right, or what
//! EC2 may not know yet, is a warning.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Model, ids, is_on};
use crate::ec2::{Client, Deadline, EndpointService, Error, State, Subnet, VpcEndpoint};
use crate::tf::{Attr, Diagnostic, Diagnostics, Path, Plan, Severity};

/// Interface endpoints that a VPC may have, Gateway Load Balancer endpoints included, unless the quota was raised.
const QUOTA: usize = 50;

/// What is wrong with a plan in the eyes of EC2.
pub(super) async fn faults(plan: &Plan<Model>, replaced: Option<&str>, client: &Client) -> Diagnostics {
    let deadline = Deadline::of_a_check(&plan.stop);
    let (subnets, groups, names, quota) = tokio::join!(
        subnets(plan, client, &deadline),
        security_groups(plan, client, &deadline),
        private_dns(plan, client, &deadline),
        neighbours(plan, replaced, client, &deadline),
    );
    let mut diagnostics = Diagnostics::default();
    for found in [subnets, groups, names, quota] {
        match found {
            Ok(faults) => diagnostics.append(faults),
            Err(error) => tracing::warn!("a plan-time check is left out: {error}"),
        }
    }
    diagnostics
}

async fn subnets(plan: &Plan<Model>, client: &Client, deadline: &Deadline) -> Result<Diagnostics, Error> {
    let Some(wanted) = plan.planned.all_subnet_ids() else { return Ok(Diagnostics::default()) };
    let prior = plan.prior.as_ref().and_then(Model::all_subnet_ids);
    if prior.as_ref() == Some(&wanted) || wanted.is_empty() {
        return Ok(Diagnostics::default());
    }
    let (found, service) = tokio::join!(client.describe_subnets(&wanted, deadline), service(plan, client, deadline));
    let found = found?;
    let new = prior.map_or_else(|| wanted.clone(), |prior| &wanted - &prior);
    let mut diagnostics = Diagnostics::default();
    missing("subnet", "subnet_ids", &new, found.iter().map(|subnet| &subnet.id), &mut diagnostics);
    elsewhere(plan, "subnet", "subnet_ids", found.iter().map(|subnet| (&subnet.id, &subnet.vpc_id)), &mut diagnostics);
    shared_zones(&found, &mut diagnostics);
    if let Some(service) = service {
        unserved_zones(found.iter().filter(|subnet| new.contains(&subnet.id)), &service, &mut diagnostics);
    }
    Ok(diagnostics)
}

/// Lambda's endpoint service, where it is known and may be seen.
async fn service(plan: &Plan<Model>, client: &Client, deadline: &Deadline) -> Option<EndpointService> {
    let found = client.describe_endpoint_service(plan.planned.service_name.known()?, deadline).await;
    found.unwrap_or_else(|error| {
        tracing::warn!("whether the zones are served is not checked: {error}");
        None
    })
}

async fn security_groups(plan: &Plan<Model>, client: &Client, deadline: &Deadline) -> Result<Diagnostics, Error> {
    let wanted = ids(&plan.planned.security_group_ids);
    let prior = plan.prior.as_ref().map(|prior| ids(&prior.security_group_ids)).unwrap_or_default();
    let new = &wanted - &prior;
    let mut diagnostics = Diagnostics::default();
    if !new.is_empty() {
        let found = client.describe_security_groups(&new, deadline).await?;
        let argument = "security_group_ids";
        missing("security group", argument, &new, found.iter().map(|group| &group.id), &mut diagnostics);
        elsewhere(
            plan,
            "security group",
            argument,
            found.iter().map(|group| (&group.id, &group.vpc_id)),
            &mut diagnostics,
        );
    }
    Ok(diagnostics)
}

async fn private_dns(plan: &Plan<Model>, client: &Client, deadline: &Deadline) -> Result<Diagnostics, Error> {
    let Some(vpc_id) = turns_private_dns_on(plan) else { return Ok(Diagnostics::default()) };
    let Some(dns) = client.describe_vpc_dns(vpc_id, deadline).await? else { return Ok(Diagnostics::default()) };
    let attributes = [("enableDnsSupport", dns.support), ("enableDnsHostnames", dns.hostnames)];
    let off: Vec<_> = attributes.into_iter().filter(|(_, on)| !on).map(|(name, _)| name).collect();
    if off.is_empty() {
        return Ok(Diagnostics::default());
    }
    Ok(Diagnostic::warning(
        "VPC without DNS",
        format!(
            "Private DNS needs the attributes enableDnsSupport and enableDnsHostnames on the VPC, and {vpc_id} has {} off. Turn \
             on what is off (enable_dns_support and enable_dns_hostnames of aws_vpc) unless this run does, or set private_dns_enabled to false.",
            off.join(" and ")
        ),
    )
    .at("private_dns_enabled")
    .into())
}

/// The other endpoints in the VPC: one may hold the private name already, and there may be too many. `replaced` goes
/// before the planned one comes.
async fn neighbours(
    plan: &Plan<Model>,
    replaced: Option<&str>,
    client: &Client,
    deadline: &Deadline,
) -> Result<Diagnostics, Error> {
    let (creates, turns_on) = (plan.prior.is_none(), turns_private_dns_on(plan).is_some());
    let Some(vpc_id) = plan.planned.vpc_id.known().filter(|_| creates || turns_on) else {
        return Ok(Diagnostics::default());
    };
    let own = plan.prior.as_ref().map(|prior| prior.id.text());
    let mut others = client.describe_vpc_endpoints_of(vpc_id, deadline).await?;
    others.retain(|other| Some(other.id.as_str()) != own && Some(other.id.as_str()) != replaced);
    let mut diagnostics = Diagnostics::default();
    others.retain(|other| !is_lost(other));
    let service = plan.planned.service_name.text();
    if turns_on && let Some(holder) = others.iter().find(|other| holds_private_name(other, service)) {
        diagnostics.push(name_taken(holder, vpc_id));
    }
    let subnets = plan.planned.all_subnet_ids().filter(|_| creates && !turns_on);
    let left_over = |other: &&VpcEndpoint| other.service_name == service && !client.is_known(&other.id);
    if let Some(twin) = others.iter().filter(left_over).find(|other| subnets.as_ref() == Some(&other.subnet_ids)) {
        diagnostics.push(twin_found(twin, vpc_id));
    }
    let counted = others.iter().filter(|other| other.endpoint_type != "Gateway").count();
    if creates && counted >= QUOTA {
        diagnostics.push(over_quota(vpc_id, counted));
    }
    Ok(diagnostics)
}

/// The VPC in which the plan turns private DNS on, when it does and the VPC is known.
fn turns_private_dns_on(plan: &Plan<Model>) -> Option<&str> {
    let was_on = plan.prior.as_ref().is_some_and(|prior| is_on(&prior.private_dns_enabled));
    let turns_on = is_on(&plan.planned.private_dns_enabled) && !was_on;
    plan.planned.vpc_id.known().map(String::as_str).filter(|_| turns_on)
}

/// Whether an endpoint holds the private name of this service in its VPC. Lambda's name differs by Region.
pub(super) fn holds_private_name(endpoint: &VpcEndpoint, service_name: &str) -> bool {
    endpoint.service_name == service_name && endpoint.private_dns_enabled == Some(true)
}

/// Whether an endpoint is on its way out, or never came to be.
fn is_lost(endpoint: &VpcEndpoint) -> bool {
    matches!(endpoint.state, State::Deleting | State::Failed | State::Rejected | State::Expired)
}

/// No error: the holder may be about to go, as a tainted one is, which looks like any other one here, since Terraform plans
/// its successor as if from nothing.
fn name_taken(holder: &VpcEndpoint, vpc_id: &str) -> Diagnostic {
    Diagnostic::warning(
        "Private DNS name taken",
        format!(
            "A VPC has Lambda's private DNS name only once, and {vpc_id} has it already. {} That is as it should be if this run \
             removes or replaces it, but not with create_before_destroy.",
            way_out(&holder.id)
        ),
    )
    .at("private_dns_enabled")
}

fn twin_found(twin: &VpcEndpoint, vpc_id: &str) -> Diagnostic {
    let id = &twin.id;
    Diagnostic::warning(
        "Another endpoint for Lambda",
        format!(
            "The endpoint {id} for Lambda is in the same subnets of {vpc_id} already. If an apply that was cut short has left it, \
             manage it by `terraform import ADDRESS {id}`, or delete it."
        ),
    )
    .at("subnet_ids")
}

/// What to do about an endpoint that holds Lambda's private name.
pub(super) fn way_out(holder: &str) -> String {
    format!(
        "The endpoint {holder} holds Lambda's private DNS name. Manage that endpoint instead, by `terraform import ADDRESS \
         {holder}`; or turn private DNS off there, or here by private_dns_enabled = false."
    )
}

fn over_quota(vpc_id: &str, counted: usize) -> Diagnostic {
    Diagnostic::warning(
        "Endpoint quota",
        format!(
            "{vpc_id} has {counted} interface endpoints, and the quota is {QUOTA} unless it was raised. EC2 will refuse another \
             one with VpcEndpointLimitExceeded if it was not (Service Quotas L-29B6F2EB)."
        ),
    )
    .at("vpc_id")
}

fn missing<'a>(
    kind: &str,
    argument: &str,
    wanted: &BTreeSet<String>,
    found: impl Iterator<Item = &'a String>,
    diagnostics: &mut Diagnostics,
) {
    let found: BTreeSet<_> = found.collect();
    for id in wanted.iter().filter(|id| !found.contains(id)) {
        let detail = format!("EC2 shows no {kind} {id}. Check the id, the Region and the account.");
        diagnostics.push(Diagnostic::warning(format!("No such {kind}"), detail).at(Path::from(argument)));
    }
}

fn elsewhere<'a>(
    plan: &Plan<Model>,
    kind: &str,
    argument: &str,
    found: impl Iterator<Item = (&'a String, &'a String)>,
    diagnostics: &mut Diagnostics,
) {
    let Attr::Known(vpc_id) = &plan.planned.vpc_id else { return };
    for (id, theirs) in found.filter(|(_, theirs)| *theirs != vpc_id) {
        let detail = format!(
            "The {kind} {id} belongs to {theirs}, and the endpoint to {vpc_id}. Use a {kind} of {vpc_id}, or make the endpoint \
             in {theirs}."
        );
        let diagnostic = Diagnostic::error("Of another VPC", detail).at(Path::from(argument));
        // A security group may be associated with other VPCs than its own.
        let severity = if argument == "subnet_ids" { Severity::Error } else { Severity::Warning };
        diagnostics.push(Diagnostic { severity, ..diagnostic });
    }
}

fn shared_zones(found: &[Subnet], diagnostics: &mut Diagnostics) {
    let mut by_zone = BTreeMap::<_, Vec<_>>::new();
    for subnet in found {
        by_zone.entry(&subnet.availability_zone).or_default().push(subnet.id.as_str());
    }
    for (zone, subnets) in by_zone.into_iter().filter(|(_, subnets)| subnets.len() > 1) {
        let detail = format!(
            "The subnets {} are all in the availability zone {zone}, and an endpoint takes one subnet of each zone. Leave \
             one of them.",
            subnets.join(" and ")
        );
        diagnostics.push(Diagnostic::error("Two subnets in one zone", detail).at("subnet_ids"));
    }
}

/// Lambda's endpoint service is not offered in every zone. Zone ids tell the same zone in all accounts, names do not.
fn unserved_zones<'a>(
    subnets: impl Iterator<Item = &'a Subnet>,
    service: &EndpointService,
    diagnostics: &mut Diagnostics,
) {
    if service.availability_zones.is_empty() {
        return;
    }
    for subnet in subnets.filter(|subnet| !service.availability_zones.contains(&subnet.availability_zone)) {
        let offered: Vec<_> = service.availability_zones.iter().map(String::as_str).collect();
        let detail = format!(
            "Lambda's endpoint service is not offered in the availability zone {} ({}) of the subnet {}. Use a subnet in one \
             of {}.",
            subnet.availability_zone,
            subnet.availability_zone_id,
            subnet.id,
            offered.join(", ")
        );
        diagnostics.push(Diagnostic::error("Zone not served", detail).at("subnet_ids"));
    }
}
