//! `DescribeVpcAttribute`

use std::collections::BTreeSet;

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
    /// The DNS attributes of a VPC, together with others who ask at the same time.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn describe_vpc_dns(&self, vpc_id: &str, deadline: &Deadline) -> Result<Option<VpcDns>, Error> {
        let call = |vpcs: BTreeSet<String>| async move {
            let mut found = Vec::new();
            for vpc in vpcs {
                found.push((vpc.clone(), self.vpc_dns(&vpc, deadline).await?));
            }
            Ok(found)
        };
        let found = self.shared.vpc_dns.ask(&[vpc_id.to_owned()].into(), deadline, call).await?;
        Ok(found.into_iter().find(|(vpc, _)| vpc == vpc_id).map(|(_, dns)| dns))
    }

    /// EC2 tells one attribute in each call.
    async fn vpc_dns(&self, vpc_id: &str, deadline: &Deadline) -> Result<VpcDns, Error> {
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
