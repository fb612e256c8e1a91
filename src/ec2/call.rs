//! How a call is made, and made again: the only place that repeats calls.

use std::time::Duration;

use aws_sdk_ec2::config::http::HttpResponse;
use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};

use super::clock::Instant;
use super::deadline::steps;
use super::pace::{Pace, Turn};
use super::quota::Quota;
use super::{Client, Deadline, Error};

impl Client {
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
        self.call_while(operation, deadline, Error::patience, send).await
    }

    /// The same, where `patience` says of an error for how long it makes sense to try again.
    pub(super) async fn call_while<T, E, F>(
        &self,
        operation: &'static str,
        deadline: &Deadline,
        patience: fn(&Error) -> Option<Duration>,
        send: impl Fn() -> F,
    ) -> Result<T, Error>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        let mut tries = Tries::default();
        let mut pauses = steps(Duration::from_millis(250), Duration::from_secs(20));
        let mut turn = self.shared.paces.of(operation).map(Pace::turn);
        loop {
            if let Some(turn) = &mut turn {
                turn.take(operation, deadline).await.map_err(|over| tries.cut_off(over, operation))?;
            }
            tracing::debug!(operation, region = self.region, "calling EC2");
            let error = match deadline.answer(Box::pin(send()), operation).await {
                Ok(Ok(answer)) => {
                    self.refund(tries.last.is_some());
                    turn.iter_mut().for_each(Turn::accepted);
                    return Ok(answer);
                }
                Ok(Err(error)) => Error::from_sdk(operation, &error),
                Err(over) => return Err(over.after(tries.last.as_ref(), operation)),
            };
            tracing::debug!(operation, code = error.code(), "EC2 did not do it");
            let patience = patience(&error);
            let error = self.repeatable(error, &mut tries, patience)?;
            match turn.as_mut() {
                // The pace says when.
                Some(turn) if error.is_throttling() => turn.refused(),
                other => {
                    other.into_iter().for_each(Turn::failed);
                    let what = format!("EC2 to accept {operation}");
                    let pause = jittered(pauses.next().unwrap_or_default());
                    deadline.pause(pause, &what).await.map_err(|over| over.after(Some(&error), operation))?;
                }
            }
            tries.last = Some(error);
        }
    }

    /// The error back, when the call makes sense to be made again.
    fn repeatable(&self, error: Error, tries: &mut Tries, patience: Option<Duration>) -> Result<Error, Error> {
        // A try that took long is no reason to give up earlier.
        let failing = tries.failing_since.get_or_insert_with(Instant::now).elapsed();
        if patience.is_none_or(|patience| failing >= patience) {
            return Err(error);
        }
        tries.failures += u32::from(error.is_failure());
        if tries.failures >= self.max_attempts {
            let last = format!("That was try {}, the last one that max_retries allows.", tries.failures);
            return Err(error.given_up(&last));
        }
        if error.is_failure() && !self.take_token() {
            return Err(error.given_up("token_bucket_rate_limiter_capacity allows no more repetitions."));
        }
        Ok(error)
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

/// What has been tried of one call, in vain.
#[derive(Default)]
struct Tries {
    failing_since: Option<Instant>,
    /// Those that AWS throttled, or that failed on the way.
    failures: u32,
    last: Option<Error>,
}

impl Tries {
    /// Time is over before the next try.
    fn cut_off(&self, over: Error, operation: &str) -> Error {
        if self.last.is_some() { over.after(self.last.as_ref(), operation) } else { over }
    }
}

/// Between half and the whole of `pause`, so that callers who failed together do not return together.
fn jittered(pause: Duration) -> Duration {
    pause.mul_f64(0.5 + fastrand::f64() / 2.0)
}
