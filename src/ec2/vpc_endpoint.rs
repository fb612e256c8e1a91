//! A VPC endpoint as EC2 describes it.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ec2::types;

use super::tags;

/// A VPC endpoint, as far as interface endpoints have it. Members that an answer left out are `None` or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VpcEndpoint {
    /// `vpce-…`
    pub id: String,
    /// `vpc-…`
    pub vpc_id: String,
    /// `com.amazonaws.REGION.lambda`
    pub service_name: String,
    /// The Region of the service, where EC2 tells it.
    pub service_region: Option<String>,
    /// `Interface`, `Gateway`, …
    pub endpoint_type: String,
    /// Where in its life it is.
    pub state: State,
    /// The endpoint policy as EC2 stores it.
    pub policy_document: Option<String>,
    /// `subnet-…`
    pub subnet_ids: BTreeSet<String>,
    /// `sg-…`
    pub security_group_ids: BTreeSet<String>,
    /// `ipv4`, `dualstack` or `ipv6`
    pub ip_address_type: Option<String>,
    /// `ipv4`, `dualstack`, `ipv6` or `service-defined`
    pub dns_record_ip_type: Option<String>,
    /// Whether Lambda's public name resolves to the endpoint within the VPC.
    pub private_dns_enabled: Option<bool>,
    /// Whether an AWS service manages the endpoint.
    pub requester_managed: Option<bool>,
    /// `eni-…`
    pub network_interface_ids: BTreeSet<String>,
    /// Names of the endpoint, in EC2's order: Regional, zonal, private.
    pub dns_entries: Vec<DnsEntry>,
    /// RFC 3339, UTC.
    pub creation_timestamp: Option<String>,
    /// Tags by key, those of AWS (`aws:…`) included.
    pub tags: BTreeMap<String, String>,
    /// The account that owns the endpoint: 12 digits.
    pub owner_id: Option<String>,
    /// What failed last, as `code: message`.
    pub last_error: Option<String>,
}

/// A name by which the endpoint is reached.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DnsEntry {
    /// The name.
    pub dns_name: Option<String>,
    /// The Route 53 hosted zone that holds it.
    pub hosted_zone_id: Option<String>,
}

/// Where in its life an endpoint is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for the service's owner; does not happen with services of AWS.
    PendingAcceptance,
    /// Being made or changed.
    Pending,
    /// Carries traffic.
    Available,
    /// Being removed.
    Deleting,
    /// Gone, though still shown for a while.
    Deleted,
    /// Refused by the service's owner.
    Rejected,
    /// Could not be made.
    Failed,
    /// Was never accepted.
    Expired,
    /// Anything that EC2 says beyond these.
    Other(String),
}

impl Default for State {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

impl State {
    const NAMES: [(&'static str, State); 8] = [
        ("pendingAcceptance", Self::PendingAcceptance),
        ("pending", Self::Pending),
        ("available", Self::Available),
        ("deleting", Self::Deleting),
        ("deleted", Self::Deleted),
        ("rejected", Self::Rejected),
        ("failed", Self::Failed),
        ("expired", Self::Expired),
    ];

    /// Reads a state. The API's model writes `Available`, the wire says `available`: case does not count.
    fn from_wire(text: &str) -> Self {
        let known = Self::NAMES.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        known.map_or_else(|| Self::Other(text.to_owned()), |(_, state)| state)
    }

    /// The state as the wire says it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Other(text) => text,
            known => Self::NAMES.iter().find(|(_, state)| state == known).map_or("", |(name, _)| name),
        }
    }
}

impl VpcEndpoint {
    pub(super) fn from_sdk(endpoint: types::VpcEndpoint) -> Self {
        let last_error = endpoint
            .last_error
            .map(|error| format!("{}: {}", error.code.unwrap_or_default(), error.message.unwrap_or_default()));
        let groups = endpoint.groups.unwrap_or_default();
        Self {
            id: endpoint.vpc_endpoint_id.unwrap_or_default(),
            vpc_id: endpoint.vpc_id.unwrap_or_default(),
            service_name: endpoint.service_name.unwrap_or_default(),
            service_region: endpoint.service_region,
            endpoint_type: endpoint.vpc_endpoint_type.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
            state: endpoint.state.map(|state| State::from_wire(state.as_str())).unwrap_or_default(),
            policy_document: endpoint.policy_document.filter(|document| !document.is_empty()),
            subnet_ids: endpoint.subnet_ids.unwrap_or_default().into_iter().collect(),
            security_group_ids: groups.into_iter().filter_map(|group| group.group_id).collect(),
            ip_address_type: endpoint.ip_address_type.map(|kind| kind.as_str().to_ascii_lowercase()),
            dns_record_ip_type: endpoint
                .dns_options
                .and_then(|options| options.dns_record_ip_type)
                .map(|kind| kind.as_str().to_owned()),
            private_dns_enabled: endpoint.private_dns_enabled,
            requester_managed: endpoint.requester_managed,
            network_interface_ids: endpoint.network_interface_ids.unwrap_or_default().into_iter().collect(),
            dns_entries: endpoint.dns_entries.unwrap_or_default().into_iter().map(DnsEntry::from_sdk).collect(),
            creation_timestamp: endpoint.creation_timestamp.map(|time| time.to_string()),
            tags: tags::from_sdk(endpoint.tags.unwrap_or_default()),
            owner_id: endpoint.owner_id,
            last_error: last_error.or(endpoint.failure_reason),
        }
    }
}

impl DnsEntry {
    fn from_sdk(entry: types::DnsEntry) -> Self {
        Self { dns_name: entry.dns_name, hosted_zone_id: entry.hosted_zone_id }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_read_in_any_case_and_write_as_the_wire_does() {
        let cases = [("Available", "available"), ("pendingacceptance", "pendingAcceptance"), ("partial", "partial")];
        for (wire, name) in cases {
            assert_eq!(State::from_wire(wire).as_str(), name);
        }
    }
}
