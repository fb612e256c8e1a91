//! The client for one Region, and what all calls share.

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use aws_config::{Region, SdkConfig};
use aws_sdk_ec2::config::retry::RetryConfig;

use super::batch::Batch;
use super::delete_vpc_endpoints::Failure;
use super::facts::Facts;
use super::lookout::Lookouts;
use super::pace::Paces;
use super::quota::Quota;
use super::reads::Reads;
use super::tags::Tagging;
use super::turn::Turns;
use super::{EndpointService, NetworkInterface, SecurityGroup, Subnet, VpcDns, VpcEndpoint};
use crate::aws::Access;

/// EC2 in one Region. The calls are in a file each.
#[derive(Clone, Debug)]
pub struct Client {
    pub(super) sdk: aws_sdk_ec2::Client,
    pub(super) shared: Arc<Shared>,
    pub(super) region: String,
    pub(super) max_attempts: u32,
}

/// What all users of one Region's client do together.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) turns: Turns,
    pub(super) paces: Paces,
    pub(super) lookouts: Lookouts,
    pub(super) endpoint_reads: Reads<VpcEndpoint>,
    pub(super) network_interface_reads: Reads<NetworkInterface>,
    filters_ids: Mutex<Option<bool>>,
    /// Whether the caller turned out not to be allowed to see network interfaces.
    pub(super) interfaces_hidden: AtomicBool,
    pub(super) policies_put: Mutex<HashSet<String>>,
    pub(super) deletions: Batch<Failure>,
    pub(super) tagging: Tagging,
    pub(super) network_interfaces: Batch<NetworkInterface>,
    pub(super) security_groups: Facts<SecurityGroup>,
    pub(super) subnets: Facts<Subnet>,
    pub(super) endpoint_services: Facts<EndpointService>,
    pub(super) vpc_dns: Batch<(String, VpcDns)>,
    pub(super) vpc_endpoints: Batch<VpcEndpoint>,
    pub(super) endpoints_known: Mutex<HashSet<String>>,
    pub(super) quota: Option<Quota>,
}

impl Shared {
    /// Whether endpoints can be asked for by a filter of their ids; not known before it is tried.
    pub(super) fn filters_ids(&self) -> Option<bool> {
        *self.filters_ids.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set_filters_ids(&self, able: bool) {
        *self.filters_ids.lock().unwrap_or_else(PoisonError::into_inner) = Some(able);
    }

    /// Forgets what was read of what has just been changed, or may have been.
    pub(super) fn forget<'a>(&self, ids: impl IntoIterator<Item = &'a String>) {
        for id in ids {
            self.endpoint_reads.forget(id);
            self.network_interface_reads.forget(id);
        }
    }
}

impl Client {
    pub(super) fn new(access: &Access, config: &SdkConfig, region: &str) -> Self {
        // Calls are repeated here and nowhere else: only here is known which may be, and until when. The SDK slows them down.
        let retries = if access.adaptive() { RetryConfig::adaptive() } else { RetryConfig::standard() };
        let mut builder = aws_sdk_ec2::config::Builder::from(config)
            .region(Region::new(region.to_owned()))
            .retry_config(retries.with_max_attempts(1));
        if let Some(url) = &access.endpoints().ec2 {
            builder = builder.endpoint_url(url);
        }
        let quota = access.settings().retries.capacity.map(Quota::new);
        Self {
            sdk: aws_sdk_ec2::Client::from_conf(builder.build()),
            shared: Arc::new(Shared { quota, ..Shared::default() }),
            region: region.to_owned(),
            max_attempts: access.max_attempts(),
        }
    }

    /// The Region whose EC2 this is.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Whether a policy has been put in force on this endpoint since the provider was configured.
    #[must_use]
    pub fn has_put_policy(&self, endpoint: &str) -> bool {
        self.shared.policies_put.lock().unwrap_or_else(PoisonError::into_inner).contains(endpoint)
    }

    pub(super) fn remember_policy_put(&self, endpoint: &str) {
        self.shared.policies_put.lock().unwrap_or_else(PoisonError::into_inner).insert(endpoint.to_owned());
    }

    /// Whether this endpoint has been read, made or waited for since the provider was configured: it is then in the state.
    #[must_use]
    pub fn is_known(&self, endpoint: &str) -> bool {
        self.shared.endpoints_known.lock().unwrap_or_else(PoisonError::into_inner).contains(endpoint)
    }

    pub(super) fn remember_known(&self, endpoint: &str) {
        self.shared.endpoints_known.lock().unwrap_or_else(PoisonError::into_inner).insert(endpoint.to_owned());
    }
}
