//! `DescribeNetworkInterfaces`

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::time::Duration;

use aws_sdk_ec2::types;

use super::describe::{PAGE, filter, for_each_hundred};
use super::identified::Identified;
use super::reads::{Found, Page, Source, each};
use super::{Client, Deadline, Error, tags};

const OPERATION: &str = "DescribeNetworkInterfaces";

/// A network interface of an endpoint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkInterface {
    /// `eni-…`
    pub id: String,
    /// `subnet-…`
    pub subnet_id: String,
    /// The IPv4 address.
    pub ipv4: Option<String>,
    /// The IPv6 address.
    pub ipv6: Option<String>,
    /// `eu-west-1a`
    pub availability_zone: Option<String>,
    /// `euw1-az1`
    pub availability_zone_id: Option<String>,
    /// Tags by key, those of AWS (`aws:…`) included.
    pub tags: BTreeMap<String, String>,
}

impl Client {
    /// The network interfaces among `ids` that exist, in one call with others who ask at the same time. None where the caller
    /// may not see network interfaces: an endpoint can be managed without.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn describe_network_interfaces(
        &self,
        ids: &BTreeSet<String>,
        deadline: &Deadline,
    ) -> Result<Vec<NetworkInterface>, Error> {
        if ids.is_empty() || self.shared.interfaces_hidden.load(Ordering::Relaxed) {
            return Ok(Vec::new());
        }
        let call = |all| self.network_interfaces(all, deadline);
        let mut found = self.as_far_as_allowed(self.shared.network_interfaces.ask(ids, deadline, call).await)?;
        found.retain(|interface| ids.contains(&interface.id));
        Ok(found)
    }

    /// The same, as they were `oldest` ago or later: for reads of what is in the state.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn read_network_interfaces(
        &self,
        ids: &BTreeSet<String>,
        oldest: Duration,
        deadline: &Deadline,
    ) -> Result<Vec<NetworkInterface>, Error> {
        if self.shared.interfaces_hidden.load(Ordering::Relaxed) {
            return Ok(Vec::new());
        }
        let source = NetworkInterfaces { client: self, deadline };
        let found = self.shared.network_interface_reads.read(ids, oldest, &source, deadline).await?;
        self.as_far_as_allowed(found.into_iter().filter_map(|(_, found)| found.transpose()).collect())
    }

    /// None where the caller may not see any, which is then not tried again.
    fn as_far_as_allowed(&self, outcome: Result<Vec<NetworkInterface>, Error>) -> Result<Vec<NetworkInterface>, Error> {
        match outcome {
            Err(error) if error.code() == "UnauthorizedOperation" => {
                tracing::warn!("network interfaces are not shown: {error}");
                self.shared.interfaces_hidden.store(true, Ordering::Relaxed);
                Ok(Vec::new())
            }
            outcome => outcome,
        }
    }

    /// Those of `ids` that exist and may be seen.
    pub(super) async fn visible_network_interfaces(
        &self,
        ids: BTreeSet<String>,
        deadline: &Deadline,
    ) -> Result<Vec<NetworkInterface>, Error> {
        self.as_far_as_allowed(self.network_interfaces(ids, deadline).await)
    }

    /// By a filter, which leaves out what does not exist; by ids, one missing interface would fail the call.
    pub(super) async fn network_interfaces(
        &self,
        ids: BTreeSet<String>,
        deadline: &Deadline,
    ) -> Result<Vec<NetworkInterface>, Error> {
        for_each_hundred(ids, |some| async move {
            let request = || self.sdk.describe_network_interfaces().filters(filter("network-interface-id", &some));
            let answer = self.call(OPERATION, deadline, || request().send()).await?;
            Ok(from_sdk(answer.network_interfaces))
        })
        .await
    }

    async fn page_of_network_interfaces(
        &self,
        token: Option<String>,
        deadline: &Deadline,
    ) -> Result<Page<NetworkInterface>, Error> {
        let request = || {
            let request = self.sdk.describe_network_interfaces().filters(filter("interface-type", ["vpc_endpoint"]));
            request.max_results(PAGE).set_next_token(token.clone())
        };
        let answer = self.call_while(OPERATION, deadline, Error::short_patience, || request().send()).await?;
        Ok((from_sdk(answer.network_interfaces), answer.next_token.filter(|token| !token.is_empty())))
    }
}

fn from_sdk(interfaces: Option<Vec<types::NetworkInterface>>) -> Vec<NetworkInterface> {
    interfaces.unwrap_or_default().into_iter().map(NetworkInterface::from_sdk).collect()
}

impl Identified for NetworkInterface {
    fn id(&self) -> &str {
        &self.id
    }
}

/// Network interfaces as they are read.
struct NetworkInterfaces<'a> {
    client: &'a Client,
    deadline: &'a Deadline,
}

impl Source<NetworkInterface> for NetworkInterfaces<'_> {
    const OPERATION: &'static str = OPERATION;

    async fn by_ids(&self, ids: Vec<String>) -> Vec<Found<NetworkInterface>> {
        let found = self.client.network_interfaces(ids.iter().cloned().collect(), self.deadline).await;
        each(ids, found)
    }

    async fn page(&self, token: Option<String>) -> Result<Page<NetworkInterface>, Error> {
        self.client.page_of_network_interfaces(token, self.deadline).await
    }
}

impl NetworkInterface {
    fn from_sdk(interface: types::NetworkInterface) -> Self {
        let ipv6 = interface.ipv6_addresses.unwrap_or_default().into_iter().find_map(|address| address.ipv6_address);
        Self {
            id: interface.network_interface_id.unwrap_or_default(),
            subnet_id: interface.subnet_id.unwrap_or_default(),
            ipv4: interface.private_ip_address,
            ipv6: interface.ipv6_address.or(ipv6),
            availability_zone: interface.availability_zone,
            availability_zone_id: interface.availability_zone_id,
            tags: tags::from_sdk(interface.tag_set.unwrap_or_default()),
        }
    }
}
