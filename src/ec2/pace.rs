//! How fast endpoints are made, changed and removed: as EC2 lets an account do it, and no faster.
//!
//! For each of these three calls EC2 has a bucket of 4 tokens, refilled at 0.3 a second, per account and Region (the EC2 API
//! reference, request throttling). Some accounts have more, emulators have no limit, and other processes take from the same
//! bucket: so what EC2 refuses decides, and until it refuses something calls go at the rate of its other changing calls.

use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::MutexGuard;

use super::bucket::Bucket;
use super::clock::{self, Instant};
use super::{Deadline, Error, Kind};

/// How many calls EC2 takes at once.
const AT_ONCE: f64 = 4.0;
/// Calls a second, before EC2 has refused any: what it grants its other changing calls.
const UNREFUSED: f64 = 5.0;
/// Calls a second, once EC2 has refused one: its own 0.3 and a little less, since calls do not take equally long to arrive.
const REFUSED: f64 = 0.3 * 0.98;
/// Calls a second at the least, however many others take from the bucket: a try in 17 seconds.
const LEAST: f64 = 0.3 / 5.0;
/// By how much a refusal slows down when others take from the bucket too, and a success speeds up again. With these, eight
/// processes use up what the bucket gives, and none of them waits much longer than the others.
const SLOWER: f64 = 0.25;
const FASTER: f64 = 1.3;

/// The paces of all calls that have one.
#[derive(Debug, Default)]
pub(super) struct Paces {
    pub(super) create: Pace,
    pub(super) modify: Pace,
    pub(super) delete: Pace,
}

impl Paces {
    /// The pace of `operation`, where it has one.
    pub(super) fn of(&self, operation: &str) -> Option<&Pace> {
        match operation {
            "CreateVpcEndpoint" => Some(&self.create),
            "ModifyVpcEndpoint" => Some(&self.modify),
            "DeleteVpcEndpoints" => Some(&self.delete),
            _ => None,
        }
    }
}

/// The pace of one operation, kept by all who call it.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// Whoever holds it is next.
    queue: tokio::sync::Mutex<()>,
    estimate: Mutex<Estimate>,
}

impl Pace {
    /// For one who wants to call, as often as it takes.
    pub(super) fn join(&self) -> Place<'_> {
        Place { pace: self, held: None, went: Instant::now() }
    }

    /// Waits until a call could go, so that more may join it; no longer than `deadline`.
    pub(super) async fn ready(&self, deadline: &Deadline) {
        let what = "a call";
        let Ok(_next) = deadline.within(self.queue.lock(), what).await else { return };
        while let Some(missing) = self.with(Estimate::missing) {
            if deadline.pause(missing, what).await.is_err() {
                return;
            }
        }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Estimate) -> T) -> T {
        act(&mut self.estimate.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A caller's place among all who call. Once EC2 has refused calls, one goes after the other, and who is refused then is
/// next again.
pub(super) struct Place<'a> {
    pace: &'a Pace,
    held: Option<MutexGuard<'a, ()>>,
    /// When the last call went.
    went: Instant,
}

/// For how long after a call has gone its caller's place is held: EC2 refuses at once what comes too fast.
const HELD: Duration = Duration::from_secs(2);

impl Place<'_> {
    /// Waits for the turn to call `operation`, first come, first served.
    ///
    /// # Errors
    /// That `deadline` is over first.
    pub(super) async fn take_turn(&mut self, operation: &str, deadline: &Deadline) -> Result<(), Error> {
        let what = format!("its turn to call {operation}, of which EC2 takes few a second");
        if self.held.is_none() {
            self.held = Some(deadline.within(self.pace.queue.lock(), &what).await?);
        }
        while let Some(missing) = self.pace.with(Estimate::take) {
            tracing::info!(elapsed_s = deadline.elapsed().as_secs(), "waiting for {what}");
            deadline.pause(missing, &what).await?;
        }
        if !self.pace.with(|estimate| estimate.is_limited()) {
            self.held = None;
        }
        self.went = Instant::now();
        Ok(())
    }

    /// The answer to the call. One that takes long holds nobody up.
    pub(super) async fn hold_during<T>(&mut self, answer: impl Future<Output = T>) -> T {
        let mut answer = pin!(answer);
        if self.held.is_some() {
            if let Some(answer) = clock::within(HELD, answer.as_mut()).await {
                return answer;
            }
            self.held = None;
        }
        answer.await
    }

    /// EC2 took the call.
    pub(super) fn accepted(&mut self) {
        self.pace.with(|estimate| estimate.speed_up(self.went));
        self.held = None;
    }

    /// EC2 did not take the call. Who was refused for the pace keeps the place, and so does who must know what came of it;
    /// before all others, as the call may have been carried out.
    pub(super) fn failed(&mut self, error: &Error) {
        if error.is_throttling() {
            self.pace.with(|estimate| estimate.slow_down(self.went));
        } else if error.kind() != Kind::Unanswered {
            self.held = None;
        }
    }
}

/// What EC2's bucket is thought to hold.
#[derive(Debug)]
struct Estimate {
    bucket: Bucket,
    /// When a refusal last slowed it down. Calls that had gone by then say nothing about the pace since.
    slowed: Option<Instant>,
}

impl Default for Estimate {
    fn default() -> Self {
        Self { bucket: Bucket::full(AT_ONCE, UNREFUSED), slowed: None }
    }
}

impl Estimate {
    /// Takes a token; the time until there is one when there is none.
    fn take(&mut self) -> Option<Duration> {
        self.bucket.take().map(|missing| self.spread(missing))
    }

    /// The time until there is a token, if there is none.
    fn missing(&mut self) -> Option<Duration> {
        self.bucket.missing().map(|missing| self.spread(missing))
    }

    /// A little more where others take from the bucket: those who were refused together with us shall not come back together
    /// with us.
    fn spread(&self, missing: Duration) -> Duration {
        if self.bucket.per_second < REFUSED { missing.mul_f64(1.0 + fastrand::f64() / 4.0) } else { missing }
    }

    /// A call that went then was refused.
    fn slow_down(&mut self, went: Instant) {
        if self.slowed.is_some_and(|slowed| went <= slowed) {
            return;
        }
        self.bucket.empty();
        let slower = (self.bucket.per_second * SLOWER).max(LEAST);
        self.bucket.per_second = if self.bucket.per_second > REFUSED { REFUSED } else { slower };
        self.slowed = Some(Instant::now());
    }

    fn is_limited(&self) -> bool {
        self.bucket.per_second <= REFUSED
    }

    /// A call that went then was taken.
    fn speed_up(&mut self, went: Instant) {
        if self.bucket.per_second < REFUSED && self.slowed.is_none_or(|slowed| went > slowed) {
            self.bucket.per_second = (self.bucket.per_second * FASTER).min(REFUSED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_calls_go_at_once_and_a_refusal_stops_the_next() {
        let mut estimate = Estimate::default();
        assert_eq!([(); 4].map(|()| estimate.take()), [None; 4]);
        estimate.slow_down(Instant::now());
        let wait = estimate.take().unwrap();
        assert!((3.0..3.5).contains(&wait.as_secs_f64()), "{wait:?}");
    }

    /// Calls go every 0.2 s, and on the way to AWS and back there may be several.
    #[test]
    fn refusals_of_calls_that_were_under_way_together_count_once() {
        let mut estimate = Estimate::default();
        let went = Instant::now();
        (0..3).for_each(|_| estimate.slow_down(went));
        assert!((estimate.bucket.per_second - REFUSED).abs() < f64::EPSILON);
        estimate.slow_down(Instant::now());
        assert!(estimate.bucket.per_second < REFUSED);
        let slowed = estimate.bucket.per_second;
        estimate.speed_up(went);
        assert!((estimate.bucket.per_second - slowed).abs() < f64::EPSILON);
    }

    #[test]
    fn who_shares_a_bucket_slows_down_and_comes_back() {
        let mut estimate = Estimate::default();
        (0..20).for_each(|_| estimate.slow_down(Instant::now()));
        assert!((estimate.bucket.per_second - LEAST).abs() < f64::EPSILON);
        (0..20).for_each(|_| estimate.speed_up(Instant::now()));
        assert!((estimate.bucket.per_second - REFUSED).abs() < f64::EPSILON);
    }
}
