//! How fast endpoints are made, changed and removed: as EC2 lets an account do it, and no faster.
//!
//! For each of these three calls EC2 has a bucket of 4 tokens, refilled at 0.3 a second, per account and Region (the EC2 API
//! reference, request throttling). Some accounts have more, emulators have no limit, and other processes take from the same
//! bucket: so what EC2 refuses decides, and until it refuses something calls go at the rate of its other changing calls.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::MutexGuard;

use super::clock::Instant;
use super::{Deadline, Error};

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
    bucket: Mutex<Bucket>,
}

impl Pace {
    /// For one who wants to call, as often as it takes.
    pub(super) fn turn(&self) -> Turn<'_> {
        Turn { pace: self, held: None }
    }

    /// Waits until a call could go, so that more may join it; no longer than `deadline`.
    pub(super) async fn ready(&self, deadline: &Deadline) {
        let what = "a call";
        let Ok(_next) = deadline.within(self.queue.lock(), what).await else { return };
        while let Some(missing) = self.with(Bucket::missing) {
            if deadline.pause(missing, what).await.is_err() {
                return;
            }
        }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Bucket) -> T) -> T {
        act(&mut self.bucket.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A caller's place among all who call. Once EC2 has refused calls, one goes after the other, and who is refused is next
/// again.
pub(super) struct Turn<'a> {
    pace: &'a Pace,
    held: Option<MutexGuard<'a, ()>>,
}

impl Turn<'_> {
    /// Waits for the turn to call `operation`, first come, first served.
    ///
    /// # Errors
    /// That `deadline` is over first.
    pub(super) async fn take(&mut self, operation: &str, deadline: &Deadline) -> Result<(), Error> {
        let what = format!("its turn to call {operation}, of which EC2 takes few a second");
        if self.held.is_none() {
            self.held = Some(deadline.within(self.pace.queue.lock(), &what).await?);
        }
        while let Some(missing) = self.pace.with(Bucket::take) {
            tracing::info!(elapsed_s = deadline.elapsed().as_secs(), "waiting for {what}");
            deadline.pause(missing, &what).await?;
        }
        if !self.pace.with(|bucket| bucket.is_limited()) {
            self.held = None;
        }
        Ok(())
    }

    /// EC2 refused the call because of its pace.
    pub(super) fn refused(&mut self) {
        self.pace.with(Bucket::slow_down);
    }

    /// EC2 took the call.
    pub(super) fn accepted(&mut self) {
        self.pace.with(Bucket::speed_up);
        self.held = None;
    }

    /// The call failed for another reason: others may go first.
    pub(super) fn failed(&mut self) {
        self.held = None;
    }
}

/// What EC2's bucket is thought to hold.
#[derive(Debug)]
struct Bucket {
    tokens: f64,
    filled: Instant,
    per_second: f64,
}

impl Default for Bucket {
    fn default() -> Self {
        Self { tokens: AT_ONCE, filled: Instant::now(), per_second: UNREFUSED }
    }
}

impl Bucket {
    /// Takes a token; the time until there is one when there is none.
    fn take(&mut self) -> Option<Duration> {
        let missing = self.missing();
        if missing.is_none() {
            self.tokens -= 1.0;
        }
        missing
    }

    /// The time until there is a token, if there is none. A little more once refused: others who were refused together with
    /// us shall not come back together with us.
    fn missing(&mut self) -> Option<Duration> {
        self.tokens = (self.tokens + self.filled.elapsed().as_secs_f64() * self.per_second).min(AT_ONCE);
        self.filled = Instant::now();
        let spread = if self.per_second < REFUSED { 1.0 + fastrand::f64() / 4.0 } else { 1.0 };
        // Not quite whole: pauses end a moment late, never early.
        (self.tokens < 0.999).then(|| Duration::from_secs_f64((1.0 - self.tokens) / self.per_second * spread))
    }

    fn slow_down(&mut self) {
        self.missing();
        self.tokens = 0.0;
        self.per_second = if self.per_second > REFUSED { REFUSED } else { (self.per_second * SLOWER).max(LEAST) };
    }

    fn is_limited(&self) -> bool {
        self.per_second <= REFUSED
    }

    fn speed_up(&mut self) {
        if self.per_second < REFUSED {
            self.per_second = (self.per_second * FASTER).min(REFUSED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_calls_go_at_once_and_a_refusal_stops_the_next() {
        let mut bucket = Bucket::default();
        assert_eq!([(); 4].map(|()| bucket.take()), [None; 4]);
        bucket.slow_down();
        let wait = bucket.take().unwrap();
        assert!((3.0..3.5).contains(&wait.as_secs_f64()), "{wait:?}");
    }

    #[test]
    fn who_shares_a_bucket_slows_down_and_comes_back() {
        let mut bucket = Bucket::default();
        (0..20).for_each(|_| bucket.slow_down());
        assert!((bucket.per_second - LEAST).abs() < f64::EPSILON);
        (0..20).for_each(|_| bucket.speed_up());
        assert!((bucket.per_second - REFUSED).abs() < f64::EPSILON);
    }
}
