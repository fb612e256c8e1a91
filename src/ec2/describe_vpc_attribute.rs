//! `DescribeVpcAttribute`

use aws_sdk_ec2::types::VpcAttributeName;

use super::{Client, Deadline, Error};

/// The DNS attributes of a VPC, both of which private DNS needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VpcDns {
    /// `enableDnsSupport`
    pub support: bool,
    /// `enableDnsHostnames`
    pub hostnames: bool,
}

impl Client {
    /// The DNS attributes of a VPC. EC2 tells one in each call.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn describe_vpc_dns(&self, vpc_id: &str, deadline: &Deadline) -> Result<VpcDns, Error> {
        let ask = |attribute: VpcAttributeName| async move {
            let request = || self.sdk.describe_vpc_attribute().vpc_id(vpc_id).attribute(attribute.clone());
            self.call("DescribeVpcAttribute", deadline, || request().send()).await
        };
        let (support, hostnames) =
            tokio::try_join!(ask(VpcAttributeName::EnableDnsSupport), ask(VpcAttributeName::EnableDnsHostnames))?;
        Ok(VpcDns {
            support: support.enable_dns_support.and_then(|attribute| attribute.value).unwrap_or(false),
            hostnames: hostnames.enable_dns_hostnames.and_then(|attribute| attribute.value).unwrap_or(false),
        })
    }
}
