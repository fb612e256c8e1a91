//! Interface endpoints: one file per call, and one per part of an endpoint.

mod addresses;
mod client_token;
mod create;
mod delete;
mod describe;
mod dns;
mod ip_type;
mod json;
mod modify;
mod network_interfaces;
mod policy;
mod rules;
mod state;

pub(crate) use client_token::ClientTokens;
pub(crate) use create::create_vpc_endpoint;
pub(crate) use delete::delete_vpc_endpoints;
pub(crate) use describe::describe_vpc_endpoints;
pub(crate) use dns::base_name;
pub(crate) use modify::modify_vpc_endpoint;
pub use state::{LastError, State};

use jiff::Timestamp;

use crate::error::Error;
use crate::kind;
use crate::network::Network;
use crate::network_interface::NetworkInterface;
use crate::services::Service;
use crate::table::{Row, Table};
use ip_type::{IpType, RecordType};

/// An interface endpoint.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) region: String,
    pub(crate) vpc: String,
    pub(crate) service: &'static Service,
    pub(crate) service_region: String,
    pub(crate) created: Timestamp,
    /// From when on Describe calls know it.
    pub(crate) known_from: Timestamp,
    pub(crate) state: State,
    /// What the state will be, and when.
    pub(crate) due: Option<(Timestamp, State)>,
    /// When its latest change is over in all respects: the state reached, the interfaces gone that it ends.
    pub(crate) over_at: Timestamp,
    /// When nobody will know of it any more.
    pub(crate) forgotten_at: Option<Timestamp>,
    pub(crate) last_error: Option<LastError>,
    pub(crate) policy: String,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) groups: Vec<String>,
    pub(crate) ip_type: IpType,
    pub(crate) record_type: RecordType,
    pub(crate) private_dns: bool,
    /// What the endpoint's own DNS names have after its id.
    pub(crate) dns_hash: String,
    /// The hidden hosted zone of the private DNS name.
    pub(crate) private_zone: String,
}

/// An endpoint's presence in a subnet.
#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    pub(crate) subnet: String,
    /// The name of the subnet's Availability Zone.
    pub(crate) zone: String,
    /// `eni-…`
    pub(crate) interface: String,
}

impl Row for Endpoint {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Endpoint {
    pub(crate) fn is_deleted(&self) -> bool {
        self.state == State::Deleted
    }

    /// Whether the service is one of another Region.
    pub(crate) fn is_cross_region(&self) -> bool {
        self.service_region != self.region
    }

    pub(crate) fn service_name(&self) -> String {
        self.service.name(&self.service_region)
    }

    /// Makes the change of state that is due by now. A change of security groups reaches the interfaces only with it.
    pub(crate) fn settle(&mut self, now: Timestamp, interfaces: &mut Table<NetworkInterface>) {
        let Some((_, state)) = self.due.filter(|(at, _)| *at <= now) else { return };
        self.due = None;
        self.state = state;
        for attachment in &self.attachments {
            if let Some(interface) = interfaces.find_mut(&attachment.interface)
                && interface.ends.is_none()
            {
                interface.groups.clone_from(&self.groups);
            }
        }
    }

    pub(crate) fn forgotten(&self, now: Timestamp) -> bool {
        self.is_deleted() && self.forgotten_at.is_none_or(|at| at <= now)
    }

    fn subnets(&self) -> impl Iterator<Item = &str> {
        self.attachments.iter().map(|attachment| attachment.subnet.as_str())
    }
}

impl Network {
    /// The endpoint, unless it is deleted.
    ///
    /// # Errors
    /// When no endpoint has the id.
    fn endpoint(&self, id: &str) -> Result<&Endpoint, Error> {
        kind::ENDPOINT.check(id)?;
        let found = self.endpoints.find(id).filter(|endpoint| !endpoint.is_deleted());
        found.ok_or_else(|| Error::not_found(&kind::ENDPOINT, id))
    }
}
