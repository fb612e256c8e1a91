//! `DescribeSecurityGroups`

use std::collections::BTreeSet;

use aws_sdk_ec2::types;

use super::describe::{filter, for_each_hundred};
use super::identified::Identified;
use super::{Client, Deadline, Error};

/// A security group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SecurityGroup {
    /// `sg-…`
    pub id: String,
    /// `vpc-…`
    pub vpc_id: String,
}

impl Client {
    /// The security groups among `ids` that exist, in one call with others who ask at the same time.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn describe_security_groups(
        &self,
        ids: &BTreeSet<String>,
        deadline: &Deadline,
    ) -> Result<Vec<SecurityGroup>, Error> {
        let call = |all| for_each_hundred(all, |some| self.security_groups(vec![("group-id", some)], deadline));
        self.shared.security_groups.of(ids, deadline, call).await
    }

    /// The VPC's default group, which every VPC has and which cannot be renamed.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn default_security_group(&self, vpc_id: &str, deadline: &Deadline) -> Result<SecurityGroup, Error> {
        let filters = vec![("vpc-id", vec![vpc_id.to_owned()]), ("group-name", vec!["default".to_owned()])];
        let mut found = self.security_groups(filters, deadline).await?;
        found.pop().ok_or_else(|| Error::permanent(format!("EC2 shows no default security group of {vpc_id}.")))
    }

    async fn security_groups(
        &self,
        filters: Vec<(&str, Vec<String>)>,
        deadline: &Deadline,
    ) -> Result<Vec<SecurityGroup>, Error> {
        let filters: Vec<_> = filters.into_iter().map(|(name, values)| filter(name, values)).collect();
        let request = || self.sdk.describe_security_groups().set_filters(Some(filters.clone()));
        let answer = self.call("DescribeSecurityGroups", deadline, || request().send()).await?;
        Ok(answer.security_groups.unwrap_or_default().into_iter().map(SecurityGroup::from_sdk).collect())
    }
}

impl Identified for SecurityGroup {
    fn id(&self) -> &str {
        &self.id
    }
}

impl SecurityGroup {
    fn from_sdk(group: types::SecurityGroup) -> Self {
        Self { id: group.group_id.unwrap_or_default(), vpc_id: group.vpc_id.unwrap_or_default() }
    }
}
