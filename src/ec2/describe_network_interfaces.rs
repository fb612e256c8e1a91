//! `DescribeNetworkInterfaces`

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ec2::types;

use super::describe::{filter, for_each_hundred};
use super::{Client, Deadline, Error, tags};

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
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let call = |all| for_each_hundred(all, |some| self.network_interfaces(some, deadline));
        let mut found = match self.shared.network_interfaces.ask(ids.clone(), call).await {
            Err(error) if error.code() == "UnauthorizedOperation" => {
                tracing::warn!("the endpoint's network interfaces are not shown: {error}");
                Vec::new()
            }
            outcome => outcome?,
        };
        found.retain(|interface| ids.contains(&interface.id));
        Ok(found)
    }

    /// By a filter, which leaves out what does not exist; by ids, one missing interface would fail the call.
    async fn network_interfaces(&self, ids: Vec<String>, deadline: &Deadline) -> Result<Vec<NetworkInterface>, Error> {
        let request = || self.sdk.describe_network_interfaces().filters(filter("network-interface-id", ids.clone()));
        let answer = self.call("DescribeNetworkInterfaces", deadline, || request().send()).await?;
        Ok(answer.network_interfaces.unwrap_or_default().into_iter().map(NetworkInterface::from_sdk).collect())
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
