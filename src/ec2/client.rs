//! The client for one Region: what all calls share, and how a call is repeated.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_config::{Region, SdkConfig};
use aws_sdk_ec2::config::http::HttpResponse;
use aws_sdk_ec2::config::retry::RetryConfig;
use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};

use super::batch::Batch;
use super::clock::Instant;
use super::deadline::steps;
use super::delete_vpc_endpoints::Failure;
use super::lookout::Lookouts;
use super::pace::Paces;
use super::quota::Quota;
use super::reads::Reads;
use super::turn::Turns;
use super::{Deadline, EndpointService, Error, Kind, NetworkInterface, SecurityGroup, Subnet, VpcDns, VpcEndpoint};
use crate::aws::Access;

/// EC2 in one Region. The calls are in a file each.
#[derive(Clone, Debug)]
pub struct Client {
    pub(super) sdk: aws_sdk_ec2::Client,
    pub(super) shared: Arc<Shared>,
    region: String,
    max_attempts: u32,
}

/// What all users of one Region's client do together.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) turns: Turns,
    pub(super) paces: Paces,
    pub(super) lookouts: Lookouts,
    pub(super) endpoint_reads: Reads<VpcEndpoint>,
    pub(super) network_interface_reads: Reads<NetworkInterface>,
    pub(super) policies_put: Mutex<HashSet<String>>,
    pub(super) deletions: Batch<Failure>,
    pub(super) network_interfaces: Batch<NetworkInterface>,
    pub(super) security_groups: Batch<SecurityGroup>,
    pub(super) subnets: Batch<Subnet>,
    pub(super) endpoint_services: Batch<EndpointService>,
    pub(super) vpc_dns: Batch<(String, VpcDns)>,
    pub(super) vpc_endpoints: Batch<VpcEndpoint>,
    pub(super) endpoints_read: Mutex<HashSet<String>>,
    quota: Option<Quota>,
}

impl Shared {
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

    /// Whether this endpoint has been read since the provider was configured: it is then in the state.
    #[must_use]
    pub fn has_read(&self, endpoint: &str) -> bool {
        self.shared.endpoints_read.lock().unwrap_or_else(PoisonError::into_inner).contains(endpoint)
    }

    pub(super) fn remember_read(&self, endpoint: &str) {
        self.shared.endpoints_read.lock().unwrap_or_else(PoisonError::into_inner).insert(endpoint.to_owned());
    }

    /// Makes a call, and makes it again while that may help, until it succeeds, fails for good or `deadline` is over.
    pub(super) async fn call<T, E, F>(
        &self,
        operation: &'static str,
        deadline: &Deadline,
        send: impl Fn() -> F,
    ) -> Result<T, Error>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        self.repeat(operation, deadline, send, Error::patience).await
    }

    /// The same, for a call that EC2 would refuse when it had done it already: without an answer, the caller must look.
    pub(super) async fn call_once_heard<T, E, F>(
        &self,
        operation: &'static str,
        deadline: &Deadline,
        send: impl Fn() -> F,
    ) -> Result<T, Error>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        let patience = |error: &Error| error.patience().filter(|_| error.kind() != Kind::Unanswered);
        self.repeat(operation, deadline, send, patience).await
    }

    async fn repeat<T, E, F>(
        &self,
        operation: &'static str,
        deadline: &Deadline,
        send: impl Fn() -> F,
        patience: impl Fn(&Error) -> Option<Duration>,
    ) -> Result<T, Error>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        let mut failing_since = None;
        let mut pauses = steps(Duration::from_millis(250), Duration::from_secs(20));
        let mut last: Option<Error> = None;
        let mut failures = 0;
        let pace = self.shared.paces.of(operation);
        loop {
            if let Some(pace) = pace {
                let turn = pace.turn(operation, deadline).await;
                turn.map_err(|over| if last.is_some() { over.after(last.as_ref(), operation) } else { over })?;
            }
            tracing::debug!(operation, region = self.region, "calling EC2");
            let error = match deadline.answer(Box::pin(send()), operation).await {
                Ok(Ok(answer)) => {
                    self.refund(last.is_some());
                    pace.inspect(|pace| pace.accepted());
                    return Ok(answer);
                }
                Ok(Err(error)) => Error::from_sdk(operation, &error),
                Err(over) => return Err(over.after(last.as_ref(), operation)),
            };
            tracing::debug!(operation, code = error.code(), "EC2 did not do it");
            // A try that took long is no reason to give up earlier.
            let failing = failing_since.get_or_insert_with(Instant::now).elapsed();
            if patience(&error).is_none_or(|patience| failing >= patience) {
                return Err(error);
            }
            failures += u32::from(error.is_failure());
            if failures >= self.max_attempts {
                return Err(error.given_up(&format!("That was try {failures}, the last one that max_retries allows.")));
            }
            if error.is_failure() && !self.take_token() {
                return Err(error.given_up("token_bucket_rate_limiter_capacity allows no more repetitions."));
            }
            let throttled = pace.filter(|_| error.is_throttling()).inspect(|pace| pace.refused());
            if throttled.is_none() {
                let pause = jittered(pauses.next().unwrap_or_default());
                let what = format!("EC2 to accept {operation}");
                deadline.pause(pause, &what).await.map_err(|over| over.after(Some(&error), operation))?;
            }
            last = Some(error);
        }
    }

    fn take_token(&self) -> bool {
        self.shared.quota.as_ref().is_none_or(Quota::take)
    }

    fn refund(&self, repeated: bool) {
        if let Some(quota) = &self.shared.quota {
            quota.refund(repeated);
        }
    }
}

/// Between half and the whole of `pause`, so that callers who failed together do not return together.
fn jittered(pause: Duration) -> Duration {
    pause.mul_f64(0.5 + fastrand::f64() / 2.0)
}
