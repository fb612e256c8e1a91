//! The arguments and attributes of `lambda_vpc_endpoint`, and how they stand to what EC2 says.

use std::collections::{BTreeMap, BTreeSet};

use crate::ec2::{self, NewVpcEndpoint, PolicyChange, VpcEndpointChanges};
use crate::tf::check::{id_prefix, json, not_empty, one_of};
use crate::tf::json::same_document;
use crate::tf::{Attr, Blocks, Timeouts, computed, model, optional, optional_computed, required};

const IP_ADDRESS_TYPES: &[&str] = &["ipv4", "dualstack", "ipv6"];
const DNS_RECORD_IP_TYPES: &[&str] = &["ipv4", "dualstack", "ipv6", "service-defined"];

model! {
    /// An interface VPC endpoint (AWS PrivateLink) for AWS Lambda: callers in the VPC, and in VPCs that are peered with
    /// it, reach Lambda's API without the internet.
    pub(crate) struct Model {
        /// The VPC to make the endpoint in.
        vpc_id: Attr<String> = required().replaces().check(id_prefix("vpc-")),
        /// The subnets in which the endpoint has a network interface, at most one of each availability zone. The set is
        /// authoritative: what is not listed is removed.
        subnet_ids: Attr<BTreeSet<String>> = required().check(not_empty()).check(id_prefix("subnet-")),
        /// The security groups of the endpoint's network interfaces; they must allow TCP port 443 from the callers. The set
        /// is authoritative. Where it is absent, EC2 attaches the VPC's default group.
        security_group_ids: Attr<BTreeSet<String>> = optional_computed().check(not_empty()).check(id_prefix("sg-")),
        /// Whether Lambda's public name resolves to the endpoint within the VPC. It needs `enableDnsSupport` and
        /// `enableDnsHostnames` on the VPC. Default `false`.
        private_dns_enabled: Attr<bool> = optional_computed().default(false),
        /// The IP addresses that the endpoint has. EC2 decides where it is absent.
        ip_address_type: Attr<String> = optional_computed().check(one_of(IP_ADDRESS_TYPES)),
        /// How the endpoint's names are answered.
        dns_options: Blocks<DnsOptions, 1> = optional(),
        /// The endpoint policy as JSON, at most 20,480 characters, in force from the endpoint's first moment on. Where it is
        /// absent and never was present, the policy is not managed here; taken out later, it is reset to full access.
        policy: Attr<String> = optional_computed().check(json()).equivalent(same_document),
        /// The name of Lambda's endpoint service. Derived from the Region; isolated partitions and emulators may need it.
        service_name: Attr<String> = optional_computed().replaces(),
        /// The Region of the endpoint. Where it is absent, the provider's.
        region: Attr<String> = optional_computed().replaces(),
        /// Tags of the endpoint.
        tags: Attr<BTreeMap<String, Attr<String>>> = optional(),
        /// How long each operation may take, as durations such as `30s`, `10m` or `1h30m`.
        timeouts: Option<Timeouts> = optional(),
        /// The endpoint's id: `vpce-…`.
        id: Attr<String> = computed(),
        /// The endpoint's ARN.
        arn: Attr<String> = computed(),
        /// Where in its life the endpoint is; `available` once it carries traffic.
        state: Attr<String> = computed().follows(&[
            "subnet_ids", "security_group_ids", "private_dns_enabled", "ip_address_type", "dns_options", "policy",
        ]),
        /// The account that owns the endpoint.
        owner_id: Attr<String> = computed(),
        /// Whether an AWS service manages the endpoint.
        requester_managed: Attr<bool> = computed(),
        /// When the endpoint was made: RFC 3339, UTC.
        creation_timestamp: Attr<String> = computed(),
        /// The ids of the endpoint's network interfaces, one for each subnet.
        network_interface_ids: Attr<BTreeSet<String>> = computed().follows(&["subnet_ids", "ip_address_type"]),
        /// The names by which the endpoint is reached, in EC2's order: Regional, zonal, private.
        dns_entry: Attr<Vec<DnsEntry>> = computed().follows(&[
            "subnet_ids", "private_dns_enabled", "ip_address_type", "dns_options",
        ]),
        /// All tags of the endpoint.
        tags_all: Attr<BTreeMap<String, Attr<String>>> = computed(),
    }
}

model! {
    /// How the endpoint's names are answered.
    pub(crate) struct DnsOptions {
        /// The IP addresses in the answers: those of `ip_address_type`, or with `dualstack` any of these. EC2 follows
        /// `ip_address_type` where it is absent.
        dns_record_ip_type: Attr<String> = optional().check(one_of(DNS_RECORD_IP_TYPES)),
    }
}

model! {
    /// A name by which the endpoint is reached.
    pub(crate) struct DnsEntry {
        /// The name.
        dns_name: Attr<String> = computed(),
        /// The Route 53 hosted zone that holds it.
        hosted_zone_id: Attr<String> = computed(),
    }
}

model! {
    /// What tells one endpoint from all others.
    pub(crate) struct Identity {
        /// The endpoint's id: `vpce-…`.
        id: Attr<String> = required(),
        /// The account that owns the endpoint.
        account_id: Attr<String> = optional(),
        /// The endpoint's Region.
        region: Attr<String> = optional(),
    }
}

impl Model {
    /// The endpoint that this describes, to be made.
    pub(super) fn to_create(&self) -> NewVpcEndpoint {
        NewVpcEndpoint {
            vpc_id: self.vpc_id.text().to_owned(),
            service_name: self.service_name.text().to_owned(),
            subnet_ids: set(&self.subnet_ids),
            security_group_ids: set(&self.security_group_ids),
            private_dns_enabled: self.private_dns_enabled.known().copied().unwrap_or(false),
            ip_address_type: self.ip_address_type.known().cloned(),
            dns_record_ip_type: self.dns_record_ip_type().cloned(),
            policy_document: self.policy.known().cloned(),
            tags: tags(&self.tags_all),
        }
    }

    /// What must change for `prior` to become this, tags aside.
    pub(super) fn to_modify(&self, prior: &Self, reset_policy: bool) -> VpcEndpointChanges {
        let (subnets, groups) = (set(&self.subnet_ids), set(&self.security_group_ids));
        let (prior_subnets, prior_groups) = (set(&prior.subnet_ids), set(&prior.security_group_ids));
        VpcEndpointChanges {
            add_subnet_ids: &subnets - &prior_subnets,
            remove_subnet_ids: &prior_subnets - &subnets,
            add_security_group_ids: &groups - &prior_groups,
            remove_security_group_ids: &prior_groups - &groups,
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

    /// What EC2 says of an endpoint in `region`. What EC2 does not know or leaves out is as in `stored`.
    pub(super) fn from_ec2(endpoint: ec2::VpcEndpoint, stored: Self, region: &str) -> Self {
        let owner = endpoint.owner_id.or_else(|| stored.owner_id.known().cloned()).unwrap_or_default();
        let arn = format!("arn:{}:ec2:{region}:{owner}:vpc-endpoint/{}", ec2::partition(region), endpoint.id);
        let tags_all: BTreeMap<_, _> = endpoint.tags.into_iter().filter(|(key, _)| !key.starts_with("aws:")).collect();
        Self {
            vpc_id: endpoint.vpc_id.into(),
            subnet_ids: endpoint.subnet_ids.into(),
            security_group_ids: endpoint.security_group_ids.into(),
            private_dns_enabled: seen_or_stored(endpoint.private_dns_enabled, stored.private_dns_enabled),
            dns_options: seen_dns_options(
                stored.dns_options,
                endpoint.dns_record_ip_type,
                endpoint.ip_address_type.as_ref(),
            ),
            ip_address_type: seen_or_stored(endpoint.ip_address_type, stored.ip_address_type),
            policy: endpoint.policy_document.into(),
            service_name: endpoint.service_name.into(),
            region: region.to_owned().into(),
            tags: seen_tags(&stored.tags, &tags_all),
            timeouts: stored.timeouts,
            id: endpoint.id.into(),
            arn: arn.into(),
            state: endpoint.state.as_str().to_owned().into(),
            owner_id: owner.into(),
            requester_managed: endpoint.requester_managed.unwrap_or(false).into(),
            creation_timestamp: endpoint.creation_timestamp.into(),
            network_interface_ids: endpoint.network_interface_ids.into(),
            dns_entry: endpoint.dns_entries.into_iter().map(DnsEntry::from_ec2).collect::<Vec<_>>().into(),
            tags_all: known_tags(&tags_all).into(),
        }
    }

    /// The tags to have, all told: what is null is not set.
    pub(super) fn planned_tags_all(&self) -> Attr<BTreeMap<String, Attr<String>>> {
        match &self.tags {
            Attr::Unknown => Attr::Unknown,
            Attr::Null => BTreeMap::new().into(),
            Attr::Known(tags) => tags
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect::<BTreeMap<_, _>>()
                .into(),
        }
    }

    /// The DNS record type that is asked for.
    pub(super) fn dns_record_ip_type(&self) -> Option<&String> {
        self.dns_options.0.first().and_then(|options| options.dns_record_ip_type.known())
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

impl DnsEntry {
    fn from_ec2(entry: ec2::DnsEntry) -> Self {
        Self { dns_name: entry.dns_name.into(), hosted_zone_id: entry.hosted_zone_id.into() }
    }
}

/// The known tags among `tags`.
pub(super) fn tags(tags: &Attr<BTreeMap<String, Attr<String>>>) -> BTreeMap<String, String> {
    let known = tags.known().into_iter().flatten();
    known.filter_map(|(key, value)| Some((key.clone(), value.known()?.clone()))).collect()
}

fn set(ids: &Attr<BTreeSet<String>>) -> BTreeSet<String> {
    ids.known().cloned().unwrap_or_default()
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

/// The block that state should show. A block that the user did not write shows only when EC2 does something else than
/// follow the IP address type: then it is drift, or an import that the configuration must match.
fn seen_dns_options(
    stored: Blocks<DnsOptions, 1>,
    live: Option<String>,
    ip_address_type: Option<&String>,
) -> Blocks<DnsOptions, 1> {
    let asked = stored.0.first().is_some_and(|options| options.dns_record_ip_type.known().is_some());
    match live {
        Some(live) if asked || (stored.0.is_empty() && Some(&live) != ip_address_type) => {
            Blocks(vec![DnsOptions { dns_record_ip_type: live.into() }])
        }
        _ => stored,
    }
}

/// The tags that state should show: those of EC2, and the null ones that the user wrote and EC2 rightly does not have.
fn seen_tags(
    stored: &Attr<BTreeMap<String, Attr<String>>>,
    live: &BTreeMap<String, String>,
) -> Attr<BTreeMap<String, Attr<String>>> {
    let nulls: BTreeMap<_, _> = stored.known().into_iter().flatten().filter(|(_, value)| value.is_null()).collect();
    if live.is_empty() && nulls.is_empty() && !matches!(stored, Attr::Known(_)) {
        return Attr::Null;
    }
    let mut tags = known_tags(live);
    for key in nulls.into_keys() {
        tags.entry(key.clone()).or_insert(Attr::Null);
    }
    tags.into()
}

fn known_tags(tags: &BTreeMap<String, String>) -> BTreeMap<String, Attr<String>> {
    tags.iter().map(|(key, value)| (key.clone(), value.clone().into())).collect()
}
