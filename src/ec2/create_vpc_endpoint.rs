//! `CreateVpcEndpoint`

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ec2::types::{
    DnsOptionsSpecification, DnsRecordIpType, IpAddressType, ResourceType, TagSpecification, VpcEndpointType,
};

use super::{Client, Deadline, Error, VpcEndpoint, tags};

/// An interface endpoint to be made. What is `None` or empty is left to EC2.
#[derive(Clone, Debug, Default)]
pub struct NewVpcEndpoint {
    /// `vpc-…`
    pub vpc_id: String,
    /// `com.amazonaws.REGION.lambda`
    pub service_name: String,
    /// The Region of the service, where it is another one.
    pub service_region: Option<String>,
    /// One subnet of each availability zone that shall have a network interface.
    pub subnet_ids: BTreeSet<String>,
    /// Addresses of choice, for some of these subnets.
    pub subnet_configurations: Vec<SubnetConfiguration>,
    /// The VPC's default group when empty.
    pub security_group_ids: BTreeSet<String>,
    /// Always sent: EC2's default is to turn it on.
    pub private_dns_enabled: bool,
    /// `ipv4`, `dualstack` or `ipv6`
    pub ip_address_type: Option<String>,
    /// `ipv4`, `dualstack`, `ipv6` or `service-defined`
    pub dns_record_ip_type: Option<String>,
    /// The endpoint policy, at most 20,480 characters; full access when absent.
    pub policy_document: Option<String>,
    /// Tags by key, at most 50.
    pub tags: BTreeMap<String, String>,
}

/// The addresses of an endpoint's network interface in a subnet.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubnetConfiguration {
    /// `subnet-…`
    pub subnet_id: String,
    /// The IPv4 address; EC2 chooses where it is absent.
    pub ipv4: Option<String>,
    /// The IPv6 address; EC2 chooses where it is absent.
    pub ipv6: Option<String>,
}

impl Client {
    /// Asks for an endpoint. It exists when this returns, mostly still pending.
    ///
    /// Repeating the call within `deadline` makes no second endpoint: all tries bear the same client token.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn create_vpc_endpoint(&self, new: &NewVpcEndpoint, deadline: &Deadline) -> Result<VpcEndpoint, Error> {
        const OPERATION: &str = "CreateVpcEndpoint";
        let token = format!("{:032x}", fastrand::u128(..));
        let request = || {
            self.sdk
                .create_vpc_endpoint()
                .client_token(&token)
                // The default is Gateway, which Lambda does not have.
                .vpc_endpoint_type(VpcEndpointType::Interface)
                .vpc_id(&new.vpc_id)
                .service_name(&new.service_name)
                .private_dns_enabled(new.private_dns_enabled)
                .set_service_region(new.service_region.clone())
                .set_subnet_ids(list(&new.subnet_ids))
                .set_subnet_configurations(subnet_configurations(&new.subnet_configurations))
                .set_security_group_ids(list(&new.security_group_ids))
                .set_ip_address_type(new.ip_address_type.as_deref().map(IpAddressType::from))
                .set_dns_options(new.dns_record_ip_type.as_deref().map(dns_options))
                .set_policy_document(new.policy_document.clone())
                .set_tag_specifications(tag_specification(&new.tags))
        };
        let answer = self.call(OPERATION, &deadline.hearing_out(), || request().send()).await?;
        let endpoint = answer.vpc_endpoint.map(VpcEndpoint::from_sdk).filter(|endpoint| !endpoint.id.is_empty());
        let endpoint =
            endpoint.ok_or_else(|| Error::permanent("EC2's answer to CreateVpcEndpoint names no endpoint."))?;
        self.remember_known(&endpoint.id);
        Ok(endpoint)
    }
}

/// The only member of the DNS options that Lambda's endpoints may send: EC2 refuses the others, even when false.
pub(super) fn dns_options(record_ip_type: &str) -> DnsOptionsSpecification {
    DnsOptionsSpecification::builder().dns_record_ip_type(DnsRecordIpType::from(record_ip_type)).build()
}

/// Addresses for a request; absent when none are chosen.
pub(super) fn subnet_configurations(
    configurations: &[SubnetConfiguration],
) -> Option<Vec<aws_sdk_ec2::types::SubnetConfiguration>> {
    let build = |configuration: &SubnetConfiguration| {
        aws_sdk_ec2::types::SubnetConfiguration::builder()
            .subnet_id(&configuration.subnet_id)
            .set_ipv4(configuration.ipv4.clone())
            .set_ipv6(configuration.ipv6.clone())
            .build()
    };
    (!configurations.is_empty()).then(|| configurations.iter().map(build).collect())
}

/// A list for a request; absent when there is nothing to list.
pub(super) fn list(ids: &BTreeSet<String>) -> Option<Vec<String>> {
    (!ids.is_empty()).then(|| ids.iter().cloned().collect())
}

fn tag_specification(by_key: &BTreeMap<String, String>) -> Option<Vec<TagSpecification>> {
    (!by_key.is_empty()).then(|| {
        let specification = TagSpecification::builder().resource_type(ResourceType::VpcEndpoint);
        vec![specification.set_tags(Some(tags::to_sdk(by_key))).build()]
    })
}
