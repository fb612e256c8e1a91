//! Between the model and what EC2 takes and says.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{DnsEntry, DnsOptions, INTERFACE, Model, SubnetConfiguration, ids, is_on, known_tags};
use super::names::Names;
use super::network_interfaces::{by_subnet, needs_addresses, same_address};
use crate::ec2::{self, NewVpcEndpoint, PolicyChange, VpcEndpointChanges};
use crate::policy;
use crate::tf::{Attr, BlockList, BlockSet};

impl Model {
    /// The endpoint that this describes, to be made.
    pub(super) fn to_create(&self) -> NewVpcEndpoint {
        let service_region = self.service_region.known().filter(|region| self.region.known() != Some(region));
        NewVpcEndpoint {
            vpc_id: self.vpc_id.text().to_owned(),
            service_name: self.service_name.text().to_owned(),
            service_region: service_region.cloned(),
            subnet_ids: self.all_subnet_ids().unwrap_or_default(),
            subnet_configurations: self
                .subnet_configurations(|block| block.ipv4.known().or(block.ipv6.known()).is_some()),
            security_group_ids: ids(&self.security_group_ids),
            private_dns_enabled: is_on(&self.private_dns_enabled) && !is_on(&self.private_dns_after_available),
            ip_address_type: self.ip_address_type.known().cloned(),
            dns_record_ip_type: self.dns_record_ip_type().cloned(),
            policy_document: self.policy.known().cloned(),
            tags: known_tags(&self.tags_all),
        }
    }

    /// What must change for `prior` to become this with the security groups `groups`, tags aside.
    pub(super) fn to_modify(&self, prior: &Self, groups: &BTreeSet<String>, reset_policy: bool) -> VpcEndpointChanges {
        let subnets = self.all_subnet_ids().unwrap_or_default();
        let prior_subnets = prior.all_subnet_ids().unwrap_or_default();
        let prior_groups = ids(&prior.security_group_ids);
        VpcEndpointChanges {
            add_subnet_ids: &subnets - &prior_subnets,
            remove_subnet_ids: &prior_subnets - &subnets,
            subnet_configurations: self.subnet_configurations(|block| needs_addresses(block, prior)),
            add_security_group_ids: groups - &prior_groups,
            remove_security_group_ids: &prior_groups - groups,
            private_dns_enabled: changed(&self.private_dns_enabled, &prior.private_dns_enabled),
            ip_address_type: changed(&self.ip_address_type, &prior.ip_address_type),
            dns_record_ip_type: self.changed_dns_record_ip_type(prior),
            policy: if reset_policy {
                Some(PolicyChange::Reset)
            } else {
                changed(&self.policy, &prior.policy).map(PolicyChange::Put)
            },
        }
    }

    /// What EC2 says of an endpoint in `region` and, where they were asked for, of its network interfaces. What EC2 does
    /// not know or leaves out is as in `stored`, and so are the tags that are the endpoint's own: which of `tags_all` they are,
    /// the rules of the provider block decide.
    pub(super) fn from_ec2(
        endpoint: ec2::VpcEndpoint,
        interfaces: Option<&[ec2::NetworkInterface]>,
        stored: Self,
        region: &str,
    ) -> Self {
        let owner = endpoint.owner_id.or_else(|| stored.owner_id.known().cloned()).unwrap_or_default();
        let arn = format!("arn:{}:ec2:{region}:{owner}:vpc-endpoint/{}", ec2::partition(region), endpoint.id);
        let tags_all: BTreeMap<_, _> = endpoint.tags.into_iter().filter(|(key, _)| !key.starts_with("aws:")).collect();
        let names = Names::of(&endpoint.id, &endpoint.dns_entries);
        Self {
            vpc_id: endpoint.vpc_id.into(),
            subnet_ids: listed_subnet_ids(&stored, &endpoint.subnet_ids).into(),
            subnet_configuration: seen_configurations(stored.subnet_configuration, interfaces, &endpoint.subnet_ids),
            network_interfaces: interfaces
                .map_or(stored.network_interfaces, |interfaces| by_subnet(interfaces, &endpoint.subnet_ids).into()),
            security_group_ids: endpoint.security_group_ids.into(),
            private_dns_enabled: seen_or_stored(endpoint.private_dns_enabled, stored.private_dns_enabled),
            private_dns_after_available: is_on(&stored.private_dns_after_available).into(),
            dns_options: seen_dns_options(
                stored.dns_options,
                endpoint.dns_record_ip_type,
                endpoint.ip_address_type.as_ref(),
            ),
            ip_address_type: seen_or_stored(endpoint.ip_address_type, stored.ip_address_type),
            policy: endpoint.policy_document.as_deref().map(policy::normalised).into(),
            service_name: endpoint.service_name.into(),
            service_region: match seen_or_stored(endpoint.service_region, stored.service_region) {
                Attr::Known(service_region) => service_region.into(),
                Attr::Null | Attr::Unknown => region.to_owned().into(),
            },
            region: region.to_owned().into(),
            tags: stored.tags,
            tag_network_interfaces: is_on(&stored.tag_network_interfaces).into(),
            timeouts: stored.timeouts,
            vpc_endpoint_type: INTERFACE.to_owned().into(),
            route_table_ids: stored.route_table_ids,
            auto_accept: stored.auto_accept,
            resource_configuration_arn: stored.resource_configuration_arn,
            service_network_arn: stored.service_network_arn,
            id: endpoint.id.into(),
            arn: arn.into(),
            state: endpoint.state.as_str().to_owned().into(),
            owner_id: owner.into(),
            requester_managed: endpoint.requester_managed.unwrap_or(false).into(),
            creation_timestamp: endpoint.creation_timestamp.into(),
            network_interface_ids: endpoint.network_interface_ids.into(),
            dns_entry: endpoint.dns_entries.into_iter().map(DnsEntry::from_ec2).collect::<Vec<_>>().into(),
            endpoint_url: names.regional.as_ref().map(|name| format!("https://{name}")).into(),
            regional_dns_name: names.regional.into(),
            zonal_dns_names: as_attrs(&names.zonal).into(),
            private_dns_names: names.private.into(),
            hosted_zone_id: names.hosted_zone_id.into(),
            tags_all: as_attrs(&tags_all).into(),
        }
    }

    fn subnet_configurations(&self, wanted: impl Fn(&SubnetConfiguration) -> bool) -> Vec<ec2::SubnetConfiguration> {
        let blocks = self.subnet_configuration.blocks().unwrap_or_default().iter();
        blocks.filter(|block| wanted(block)).map(SubnetConfiguration::to_ec2).collect()
    }

    /// The DNS record type to ask for; what is no longer asked for returns to what EC2 does by itself, which is to follow
    /// the IP address type.
    fn changed_dns_record_ip_type(&self, prior: &Self) -> Option<String> {
        match (self.dns_record_ip_type(), prior.dns_record_ip_type()) {
            (Some(now), before) if before != Some(now) => Some(now.clone()),
            (None, Some(_)) => self.ip_address_type.known().or_else(|| prior.ip_address_type.known()).cloned(),
            _ => None,
        }
    }
}

impl SubnetConfiguration {
    fn to_ec2(&self) -> ec2::SubnetConfiguration {
        ec2::SubnetConfiguration {
            subnet_id: self.subnet_id.text().to_owned(),
            ipv4: self.ipv4.known().cloned(),
            ipv6: self.ipv6.known().cloned(),
        }
    }
}

impl DnsEntry {
    fn from_ec2(entry: ec2::DnsEntry) -> Self {
        Self { dns_name: entry.dns_name.into(), hosted_zone_id: entry.hosted_zone_id.into() }
    }
}

fn changed<T: Clone + PartialEq>(now: &Attr<T>, before: &Attr<T>) -> Option<T> {
    if now == before { None } else { now.known().cloned() }
}

/// What EC2 shows; where it shows nothing, as emulators do, what was stored before.
fn seen_or_stored<T>(live: Option<T>, stored: Attr<T>) -> Attr<T> {
    match (live, stored) {
        (Some(live), _) => live.into(),
        (None, stored @ Attr::Known(_)) => stored,
        (None, Attr::Null | Attr::Unknown) => Attr::Null,
    }
}

/// The live subnets, less those that the configuration names in `subnet_configuration` only.
fn listed_subnet_ids(stored: &Model, live: &BTreeSet<String>) -> BTreeSet<String> {
    let listed = ids(&stored.subnet_ids);
    let blocks = stored.subnet_configuration.blocks().unwrap_or_default().iter();
    let only_configured: BTreeSet<_> =
        blocks.filter_map(|block| block.subnet_id.known().cloned()).filter(|id| !listed.contains(id)).collect();
    live - &only_configured
}

/// The blocks that state should show: those whose subnet the endpoint still has, with the addresses that it has there.
fn seen_configurations(
    stored: BlockSet<SubnetConfiguration>,
    interfaces: Option<&[ec2::NetworkInterface]>,
    live: &BTreeSet<String>,
) -> BlockSet<SubnetConfiguration> {
    let BlockSet(Attr::Known(mut blocks)) = stored else { return BlockSet::default() };
    blocks.retain(|block| live.contains(block.subnet_id.text()));
    for block in &mut blocks {
        let mut shown = interfaces.unwrap_or_default().iter();
        if let Some(interface) = shown.find(|interface| interface.subnet_id == block.subnet_id.text()) {
            see_address(&mut block.ipv4, interface.ipv4.as_ref());
            see_address(&mut block.ipv6, interface.ipv6.as_ref());
        }
    }
    BlockSet(Attr::Known(blocks))
}

/// An address that the user chose shows as what it is now; one that was left to EC2 stays unset.
fn see_address(chosen: &mut Attr<String>, live: Option<&String>) {
    let live = Attr::from(live.cloned());
    if chosen.known().is_some() && !live.is_null() && !same_address(chosen, &live) {
        *chosen = live;
    }
}

/// The block that state should show. A block that the user did not write shows only when EC2 does something else than
/// follow the IP address type: then it is drift, or an import that the configuration must match.
fn seen_dns_options(
    stored: BlockList<DnsOptions, 1>,
    live: Option<String>,
    ip_address_type: Option<&String>,
) -> BlockList<DnsOptions, 1> {
    let BlockList(mut blocks) = stored;
    match (blocks.first_mut(), live) {
        (Some(block), Some(live)) if block.dns_record_ip_type.known().is_some() => {
            block.dns_record_ip_type = live.into();
        }
        (None, Some(live)) if Some(&live) != ip_address_type => {
            blocks.push(DnsOptions { dns_record_ip_type: live.into(), ..DnsOptions::default() });
        }
        _ => {}
    }
    BlockList(blocks)
}

/// The same values, all of them known.
pub(super) fn as_attrs(values: &BTreeMap<String, String>) -> BTreeMap<String, Attr<String>> {
    values.iter().map(|(key, value)| (key.clone(), value.clone().into())).collect()
}
