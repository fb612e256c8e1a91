//! How a call is made, and made again: the only place that repeats calls.

use std::time::Duration;

use aws_sdk_ec2::config::http::HttpResponse;
use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};

use super::clock::Instant;
use super::deadline::steps;
use super::pace::{Pace, Place};
use super::quota::Quota;
use super::{Client, Deadline, Error, Kind};

/// For how long it makes sense to repeat a call after an error; not at all where there is no time.
pub(super) type Patience = fn(&Error) -> Option<Duration>;

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

    /// The same with another patience than an error's own.
    pub(super) async fn call_while<T, E, F>(
        &self,
        operation: &'static str,
        deadline: &Deadline,
        patience: Patience,
        send: impl Fn() -> F,
    ) -> Result<T, Error>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        let mut tries = Tries::default();
        let mut pauses = steps(Duration::from_millis(250), Duration::from_secs(20));
        let mut place = self.shared.paces.of(operation).map(Pace::join);
        loop {
            if let Some(place) = &mut place {
                place.take_turn(operation, deadline).await.map_err(|over| tries.cut_off(over, operation))?;
            }
            tracing::debug!(operation, region = self.region, "calling EC2");
            let answer = deadline.answer(Box::pin(send()), operation);
            let answered = match &mut place {
                Some(place) => place.hold_during(answer).await,
                None => answer.await,
            };
            let error = match answered {
                Ok(Ok(answer)) => {
                    self.refund(tries.last.is_some());
                    place.iter_mut().for_each(Place::accepted);
                    return Ok(answer);
                }
                Ok(Err(error)) => Error::from_sdk(operation, &error),
                Err(over) => return Err(over.after(tries.last.as_ref(), operation)),
            };
            tracing::debug!(operation, code = error.code(), "EC2 did not do it");
            if let Some(place) = &mut place {
                place.failed(&error);
            }
            let patience = patience(&error);
            let error = self.repeatable(error, &mut tries, patience)?;
            // Where calls have a pace, it says when those that were too fast may come again.
            if place.is_none() || !error.is_throttling() {
                let what = format!("EC2 to accept {operation}");
                let pause = jittered(pauses.next().unwrap_or_default());
                deadline.pause(pause, &what).await.map_err(|over| over.after(Some(&error), operation))?;
            }
            tries.last = Some(error);
        }
    }

    /// The error back, when the call makes sense to be made again.
    fn repeatable(&self, error: Error, tries: &mut Tries, patience: Option<Duration>) -> Result<Error, Error> {
        let failing = tries.failing_in_this_way(error.kind());
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
    /// How they fail, and since when.
    failing: Option<(Kind, Instant)>,
    /// Those that AWS throttled, or that failed on the way.
    failures: u32,
    last: Option<Error>,
}

impl Tries {
    /// For how long they have been failing like this. A try that took long is no reason to give up earlier, and neither is
    /// that they failed in another way before.
    fn failing_in_this_way(&mut self, kind: Kind) -> Duration {
        let (_, since) = *self.failing.take_if(|(before, _)| *before == kind).get_or_insert((kind, Instant::now()));
        self.failing = Some((kind, since));
        since.elapsed()
    }

    /// Time is over before the next try.
    fn cut_off(&self, over: Error, operation: &str) -> Error {
        if self.last.is_some() { over.after(self.last.as_ref(), operation) } else { over }
    }
}

/// Between half and the whole of `pause`, so that callers who failed together do not return together.
fn jittered(pause: Duration) -> Duration {
    pause.mul_f64(0.5 + fastrand::f64() / 2.0)
}
