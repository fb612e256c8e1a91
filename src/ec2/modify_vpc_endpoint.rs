//! `ModifyVpcEndpoint`

use std::collections::BTreeSet;

use aws_sdk_ec2::types::IpAddressType;

use super::create_vpc_endpoint::{SubnetConfiguration, dns_options, list, subnet_configurations};
use super::{Client, Deadline, Error};

/// What to change of an endpoint, all in one call; what is `None` or empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VpcEndpointChanges {
    /// Subnets to add, each of a zone that has none yet.
    pub add_subnet_ids: BTreeSet<String>,
    /// Subnets to remove, with their network interfaces.
    pub remove_subnet_ids: BTreeSet<String>,
    /// Addresses to give; each replaces the subnet's network interface.
    pub subnet_configurations: Vec<SubnetConfiguration>,
    /// Security groups to add.
    pub add_security_group_ids: BTreeSet<String>,
    /// Security groups to remove; one must remain.
    pub remove_security_group_ids: BTreeSet<String>,
    /// Whether Lambda's public name shall resolve to the endpoint within the VPC.
    pub private_dns_enabled: Option<bool>,
    /// `ipv4`, `dualstack` or `ipv6`
    pub ip_address_type: Option<String>,
    /// `ipv4`, `dualstack`, `ipv6` or `service-defined`
    pub dns_record_ip_type: Option<String>,
    /// The endpoint policy.
    pub policy: Option<PolicyChange>,
}

/// What to do with an endpoint's policy. EC2 leaves undefined what it does when asked for both at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyChange {
    /// Put this document in force.
    Put(String),
    /// Return to full access, which is where every endpoint starts.
    Reset,
}

impl VpcEndpointChanges {
    /// Whether EC2 accepts these changes again when it has made them already: it refuses to remove what is not there.
    fn may_be_repeated(&self) -> bool {
        let listed = [
            &self.add_subnet_ids,
            &self.remove_subnet_ids,
            &self.add_security_group_ids,
            &self.remove_security_group_ids,
        ];
        listed.into_iter().all(BTreeSet::is_empty) && self.subnet_configurations.is_empty()
    }
}

const OPERATION: &str = "ModifyVpcEndpoint";

impl Client {
    /// Changes an endpoint. It may be pending afterwards; EC2 refuses further changes until it is available again,
    /// which is waited for here.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached. An error of the kind [`Kind::Unanswered`](super::Kind::Unanswered)
    /// leaves open whether EC2 has made the changes: those that cannot be repeated are not.
    pub async fn modify_vpc_endpoint(
        &self,
        id: &str,
        changes: &VpcEndpointChanges,
        deadline: &Deadline,
    ) -> Result<(), Error> {
        let (document, reset) = match &changes.policy {
            Some(PolicyChange::Put(document)) => (Some(document.clone()), None),
            Some(PolicyChange::Reset) => (None, Some(true)),
            None => (None, None),
        };
        let request = || {
            self.sdk
                .modify_vpc_endpoint()
                .vpc_endpoint_id(id)
                .set_add_subnet_ids(list(&changes.add_subnet_ids))
                .set_remove_subnet_ids(list(&changes.remove_subnet_ids))
                .set_subnet_configurations(subnet_configurations(&changes.subnet_configurations))
                .set_add_security_group_ids(list(&changes.add_security_group_ids))
                .set_remove_security_group_ids(list(&changes.remove_security_group_ids))
                .set_private_dns_enabled(changes.private_dns_enabled)
                .set_ip_address_type(changes.ip_address_type.as_deref().map(IpAddressType::from))
                .set_dns_options(changes.dns_record_ip_type.as_deref().map(dns_options))
                .set_policy_document(document.clone())
                .set_reset_policy(reset)
        };
        let patience = if changes.may_be_repeated() { Error::patience } else { Error::patience_once_heard };
        let outcome = self.call_while(OPERATION, deadline, patience, || request().send()).await;
        self.shared.forget([&id.to_owned()]);
        outcome?;
        if matches!(changes.policy, Some(PolicyChange::Put(_))) {
            self.remember_policy_put(id);
        }
        Ok(())
    }
}
