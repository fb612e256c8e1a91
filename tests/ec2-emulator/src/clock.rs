//! The emulator's time: it starts with the wall clock's and can then run faster, stand still or be put forward.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// The clock by which endpoints change state, token buckets refill and timestamps are made. Shared by all threads.
#[derive(Debug)]
pub struct Clock(Mutex<Pace>);

#[derive(Debug)]
struct Pace {
    /// When the pace last changed, in real time …
    since: Instant,
    /// … and in the emulator's.
    reading: Timestamp,
    speed: f64,
    stopped: bool,
}

impl Clock {
    /// A running clock; `speed` is how many of its seconds pass in a real one.
    #[must_use]
    pub fn new(speed: f64) -> Self {
        Self(Mutex::new(Pace { since: Instant::now(), reading: Timestamp::now(), speed, stopped: false }))
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.lock().now()
    }

    /// Lets `speed` of its seconds pass in a real one from now on.
    pub fn set_speed(&self, speed: f64) {
        self.lock().change(|pace| pace.speed = speed);
    }

    /// Stands still until [`resume`](Self::resume); [`advance`](Self::advance) works all the same.
    pub fn stop(&self) {
        self.lock().change(|pace| pace.stopped = true);
    }

    /// Runs again.
    pub fn resume(&self) {
        self.lock().change(|pace| pace.stopped = false);
    }

    /// Puts the clock forward.
    pub fn advance(&self, by: Duration) {
        self.lock().change(|pace| pace.reading = later(pace.reading, by));
    }

    fn lock(&self) -> MutexGuard<'_, Pace> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pace {
    fn now(&self) -> Timestamp {
        if self.stopped {
            return self.reading;
        }
        later(self.reading, self.since.elapsed().mul_f64(self.speed.max(0.0)))
    }

    fn change(&mut self, change: impl FnOnce(&mut Self)) {
        self.reading = self.now();
        self.since = Instant::now();
        change(self);
    }
}

/// `time` and `by` more; the end of time when that is past it.
pub(crate) fn later(time: Timestamp, by: Duration) -> Timestamp {
    time.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// As EC2 writes it: ISO 8601 in UTC with milliseconds.
pub(crate) fn iso_8601(time: Timestamp) -> String {
    format!("{time:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_moves_only_when_put_forward() {
        let clock = Clock::new(1.0);
        clock.stop();
        let before = clock.now();
        assert_eq!(clock.now(), before);
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now(), later(before, Duration::from_secs(90)));
    }

    #[test]
    fn a_fast_clock_runs_ahead() {
        let clock = Clock::new(1_000_000.0);
        let before = clock.now();
        while clock.now() < later(before, Duration::from_mins(1)) {
            std::hint::spin_loop();
        }
        clock.stop();
        assert!(clock.now() > Timestamp::now(), "a minute passed in well under a minute");
    }

    #[test]
    fn timestamps_have_milliseconds() {
        let time = Timestamp::from_millisecond(1_504_634_127_583).unwrap();
        assert_eq!(iso_8601(time), "2017-09-05T17:55:27.583Z");
    }
}
