//! The arguments and attributes of `lambda_vpc_endpoint`.

use std::collections::{BTreeMap, BTreeSet};

use super::refused::{other_type, refused, unless_false};
use crate::policy;
use crate::tf::check::{id_prefix, not_empty, one_of};
use crate::tf::{Attr, BlockList, BlockSet, Timeouts, computed, model, optional, optional_computed, required};

const IP_ADDRESS_TYPES: &[&str] = &["ipv4", "dualstack", "ipv6"];
const DNS_RECORD_IP_TYPES: &[&str] = &["ipv4", "dualstack", "ipv6", "service-defined"];

/// What may change the ids of an endpoint's network interfaces.
const INTERFACES_FOLLOW: &[&str] = &["subnet_ids", "subnet_configuration", "ip_address_type"];
/// What changes the names of an endpoint.
const NAMES_FOLLOW: &[&str] =
    &["subnet_ids", "subnet_configuration", "private_dns_enabled", "ip_address_type", "dns_options"];
/// What is a change of the endpoint in EC2's eyes, after which it may be pending for a while.
const STATE_FOLLOWS: &[&str] = &[
    "subnet_ids",
    "subnet_configuration",
    "security_group_ids",
    "private_dns_enabled",
    "ip_address_type",
    "dns_options",
    "policy",
];

model! {
    /// An interface VPC endpoint (AWS PrivateLink) for AWS Lambda: callers in the VPC, and in VPCs that are peered with
    /// it, reach Lambda's API without the internet.
    pub(crate) struct Model {
        /// The VPC to make the endpoint in.
        vpc_id: Attr<String> = required().replaces().check(id_prefix("vpc-")),
        /// The subnets in which the endpoint has a network interface, at most one of each availability zone. The set is
        /// authoritative: what is not listed is removed. Where it is absent, the subnets of `subnet_configuration`.
        subnet_ids: Attr<BTreeSet<String>> = optional_computed().check(not_empty()).check(id_prefix("subnet-")),
        /// A subnet in which the endpoint's network interface has addresses of your choice. It need not be repeated in
        /// `subnet_ids`. A change of addresses replaces the network interface, which cuts connections through it.
        subnet_configuration: BlockSet<SubnetConfiguration> = optional(),
        /// The security groups of the endpoint's network interfaces; they must allow TCP port 443 from the callers. The set
        /// is authoritative. Where it is absent from the start, EC2 attaches the VPC's default group, which is then not managed
        /// here; taken out after it was applied, it returns to that group.
        security_group_ids: Attr<BTreeSet<String>> = optional_computed().check(not_empty()).check(id_prefix("sg-")),
        /// Whether Lambda's public name resolves to the endpoint within the VPC. It needs `enableDnsSupport` and
        /// `enableDnsHostnames` on the VPC. Default `false`.
        private_dns_enabled: Attr<bool> = optional_computed().default(false),
        /// Whether to turn private DNS on only once the endpoint can carry traffic, so that at no moment the name resolves
        /// to an endpoint that does not answer. It costs a second change at creation. Default `false`.
        private_dns_after_available: Attr<bool> = optional_computed().default(false),
        /// The IP addresses that the endpoint has. EC2 decides where it is absent.
        ip_address_type: Attr<String> = optional_computed().check(one_of(IP_ADDRESS_TYPES)),
        /// How the endpoint's names are answered.
        dns_options: BlockList<DnsOptions, 1> = optional(),
        /// The endpoint policy as JSON, at most 20,480 characters, in force from the endpoint's first moment on. Where it is
        /// absent and never was applied, the policy is not managed here; taken out after it was applied, it is reset to full
        /// access. An import alone applies nothing.
        policy: Attr<String> = optional_computed().check(policy::document()).equivalent(policy::equivalent),
        /// The name of Lambda's endpoint service. Derived from the Region; isolated partitions and emulators may need it.
        service_name: Attr<String> = optional_computed().replaces(),
        /// The Region of the Lambda service, for an endpoint to the Lambda of another Region. Where it is absent, the
        /// endpoint's own Region.
        service_region: Attr<String> = optional_computed().replaces(),
        /// The Region of the endpoint. Where it is absent, the provider's.
        region: Attr<String> = optional_computed().replaces(),
        /// Tags of the endpoint.
        tags: Attr<BTreeMap<String, Attr<String>>> = optional(),
        /// Whether the endpoint's network interfaces bear `tags_all` too. Default `false`.
        tag_network_interfaces: Attr<bool> = optional_computed().default(false),
        /// How long each operation may take, as durations such as `30s`, `10m` or `1h30m`.
        timeouts: Option<Timeouts> = optional(),
        /// Accepted for configurations of `aws_vpc_endpoint`: `Interface`, the only type that Lambda has.
        vpc_endpoint_type: Attr<String> = optional_computed().default(INTERFACE).check(other_type()),
        /// Not for Lambda: only gateway endpoints have route tables.
        route_table_ids: Attr<BTreeSet<String>> = optional().check(refused(
            "Only gateway endpoints have route tables; Lambda's is an interface endpoint, which is reached by its addresses.",
        )),
        /// Not for Lambda: services of AWS accept by themselves.
        auto_accept: Attr<bool> = optional().check(unless_false(
            "Services of AWS accept connections by themselves, and nothing waits for acceptance.",
        )),
        /// Not for Lambda: a member of VPC Lattice.
        resource_configuration_arn: Attr<String> = optional().check(refused(
            "Resource configurations belong to VPC Lattice, not to endpoints for Lambda.",
        )),
        /// Not for Lambda: a member of VPC Lattice.
        service_network_arn: Attr<String> = optional().check(refused(
            "Service networks belong to VPC Lattice, not to endpoints for Lambda.",
        )),
        /// The endpoint's id: `vpce-…`.
        id: Attr<String> = computed(),
        /// The endpoint's ARN.
        arn: Attr<String> = computed(),
        /// Where in its life the endpoint is; `available` once it carries traffic.
        state: Attr<String> = computed().follows(STATE_FOLLOWS),
        /// The account that owns the endpoint.
        owner_id: Attr<String> = computed(),
        /// Whether an AWS service manages the endpoint.
        requester_managed: Attr<bool> = computed(),
        /// When the endpoint was made: RFC 3339, UTC.
        creation_timestamp: Attr<String> = computed(),
        /// The ids of the endpoint's network interfaces, one for each subnet.
        network_interface_ids: Attr<BTreeSet<String>> = computed().follows(INTERFACES_FOLLOW),
        /// The endpoint's network interfaces by subnet id: the keys are known at plan, so that `for_each` can go over them.
        /// What EC2 shows no interface for has null members.
        network_interfaces: Attr<BTreeMap<String, NetworkInterface>> = computed(),
        /// The names by which the endpoint is reached, in EC2's order: Regional, zonal, private.
        dns_entry: Attr<Vec<DnsEntry>> = computed().follows(NAMES_FOLLOW),
        /// The name that resolves to all of the endpoint's addresses, from anywhere.
        regional_dns_name: Attr<String> = computed(),
        /// The names that resolve to the address in one availability zone, by the zone's name.
        zonal_dns_names: Attr<BTreeMap<String, Attr<String>>> = computed().follows(NAMES_FOLLOW),
        /// The names that resolve to the endpoint within the VPC only.
        private_dns_names: Attr<BTreeSet<String>> = computed().follows(NAMES_FOLLOW),
        /// The Route 53 hosted zone of the Regional and zonal names, for alias records.
        hosted_zone_id: Attr<String> = computed(),
        /// The URL of Lambda's API at the Regional name: what callers outside the VPC's DNS, such as those in a peered VPC,
        /// pass as their endpoint URL.
        endpoint_url: Attr<String> = computed(),
        /// All tags of the endpoint.
        tags_all: Attr<BTreeMap<String, Attr<String>>> = computed(),
    }
}

/// The only type of endpoint that Lambda has.
pub(super) const INTERFACE: &str = "Interface";

model! {
    /// A subnet in which the endpoint has addresses of your choice.
    pub(crate) struct SubnetConfiguration {
        /// The subnet.
        subnet_id: Attr<String> = required().check(id_prefix("subnet-")),
        /// The IPv4 address: needed where the endpoint has IPv4 addresses.
        ipv4: Attr<String> = optional(),
        /// The IPv6 address: needed where the endpoint has IPv6 addresses.
        ipv6: Attr<String> = optional(),
    }
}

model! {
    /// How the endpoint's names are answered.
    pub(crate) struct DnsOptions {
        /// The IP addresses in the answers: those of `ip_address_type`, or with `dualstack` any of these. EC2 follows
        /// `ip_address_type` where it is absent.
        dns_record_ip_type: Attr<String> = optional().check(one_of(DNS_RECORD_IP_TYPES)),
        /// Not for Lambda: only services that have gateway endpoints too.
        private_dns_only_for_inbound_resolver_endpoint: Attr<bool> = optional().check(unless_false(
            "It is for services that have gateway endpoints too, and Lambda has none.",
        )),
        /// Not for Lambda: a member of VPC Lattice.
        private_dns_preference: Attr<String> = optional().check(refused("It belongs to VPC Lattice, not to endpoints for Lambda.")),
        /// Not for Lambda: a member of VPC Lattice.
        private_dns_specified_domains: Attr<BTreeSet<String>> = optional().check(refused(
            "It belongs to VPC Lattice, not to endpoints for Lambda.",
        )),
    }
}

model! {
    /// A network interface of the endpoint.
    pub(crate) struct NetworkInterface {
        /// `eni-…`
        id: Attr<String> = computed(),
        /// The IPv4 address.
        ipv4: Attr<String> = computed(),
        /// The IPv6 address.
        ipv6: Attr<String> = computed(),
        /// The name of its availability zone.
        availability_zone: Attr<String> = computed(),
        /// The id of its availability zone, which means the same zone in every account.
        availability_zone_id: Attr<String> = computed(),
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
    /// All subnets of the endpoint, however they are configured; `None` while one of them is not known.
    pub(super) fn all_subnet_ids(&self) -> Option<BTreeSet<String>> {
        let listed = match &self.subnet_ids {
            Attr::Known(ids) => ids.clone(),
            Attr::Null => BTreeSet::new(),
            Attr::Unknown => return None,
        };
        let configured = self.subnet_configuration.blocks()?.iter().map(|block| block.subnet_id.known().cloned());
        listed.into_iter().map(Some).chain(configured).collect()
    }

    /// The DNS record type that is asked for.
    pub(super) fn dns_record_ip_type(&self) -> Option<&String> {
        self.dns_options.0.first().and_then(|options| options.dns_record_ip_type.known())
    }
}

/// The known elements of a set of ids.
pub(super) fn ids(set: &Attr<BTreeSet<String>>) -> BTreeSet<String> {
    set.known().cloned().unwrap_or_default()
}

/// The known tags among `tags`.
pub(super) fn known_tags(tags: &Attr<BTreeMap<String, Attr<String>>>) -> BTreeMap<String, String> {
    let known = tags.known().into_iter().flatten();
    known.filter_map(|(key, value)| Some((key.clone(), value.known()?.clone()))).collect()
}

/// Whether a flag is on.
pub(super) fn is_on(flag: &Attr<bool>) -> bool {
    flag.known().copied().unwrap_or(false)
}
