//! A bucket of tokens: how much may be done at once, and how much in the long run.

use std::time::Duration;

use super::clock::Instant;

/// Tokens that are taken one by one and come back with time, at a rate that may change.
#[derive(Debug)]
pub(super) struct Bucket {
    capacity: f64,
    tokens: f64,
    filled: Instant,
    /// Tokens that come back in a second.
    pub(super) per_second: f64,
}

impl Bucket {
    pub(super) fn full(capacity: f64, per_second: f64) -> Self {
        Self { capacity, tokens: capacity, filled: Instant::now(), per_second }
    }

    /// Takes a token; the time until there is one when there is none.
    pub(super) fn take(&mut self) -> Option<Duration> {
        let missing = self.missing();
        if missing.is_none() {
            self.tokens -= 1.0;
        }
        missing
    }

    /// The time until there is a token, if there is none.
    pub(super) fn missing(&mut self) -> Option<Duration> {
        self.tokens = (self.tokens + self.filled.elapsed().as_secs_f64() * self.per_second).min(self.capacity);
        self.filled = Instant::now();
        // Not quite whole: pauses end a moment late, never early.
        (self.tokens < 0.999).then(|| Duration::from_secs_f64((1.0 - self.tokens) / self.per_second))
    }

    /// Leaves nothing in it.
    pub(super) fn empty(&mut self) {
        self.tokens = 0.0;
        self.filled = Instant::now();
    }
}
