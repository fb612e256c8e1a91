//! `DescribeSubnets`

use std::collections::BTreeSet;

use aws_sdk_ec2::types;

use super::describe::{filter, for_each_hundred};
use super::identified::Identified;
use super::{Client, Deadline, Error};

/// A subnet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subnet {
    /// `subnet-…`
    pub id: String,
    /// `vpc-…`
    pub vpc_id: String,
    /// `eu-west-1a`
    pub availability_zone: String,
    /// `euw1-az1`; empty where an emulator has none.
    pub availability_zone_id: String,
}

impl Client {
    /// The subnets among `ids` that exist, in one call with others who ask at the same time.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn describe_subnets(&self, ids: &BTreeSet<String>, deadline: &Deadline) -> Result<Vec<Subnet>, Error> {
        let call = |all| for_each_hundred(all, |some| self.subnets(some, deadline));
        self.shared.subnets.of(ids, deadline, call).await
    }

    async fn subnets(&self, ids: Vec<String>, deadline: &Deadline) -> Result<Vec<Subnet>, Error> {
        let request = || self.sdk.describe_subnets().filters(filter("subnet-id", ids.clone()));
        let answer = self.call("DescribeSubnets", deadline, || request().send()).await?;
        Ok(answer.subnets.unwrap_or_default().into_iter().map(Subnet::from_sdk).collect())
    }
}

impl Identified for Subnet {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Subnet {
    fn from_sdk(subnet: types::Subnet) -> Self {
        Self {
            id: subnet.subnet_id.unwrap_or_default(),
            vpc_id: subnet.vpc_id.unwrap_or_default(),
            availability_zone: subnet.availability_zone.unwrap_or_default(),
            availability_zone_id: subnet.availability_zone_id.unwrap_or_default(),
        }
    }
}
