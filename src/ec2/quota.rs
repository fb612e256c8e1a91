//! A limit on repetitions that all calls of one Region share: while AWS fails a lot, it is not asked all the more.

use std::sync::{Mutex, PoisonError};

/// What one repetition costs, as in AWS's SDKs.
const REPETITION: u32 = 5;

/// Tokens for repetitions. A call that succeeds after one gives back what it cost, any other success a single token.
#[derive(Debug)]
pub(super) struct Quota {
    capacity: u32,
    left: Mutex<u32>,
}

impl Quota {
    /// A full bucket of `capacity` tokens.
    pub(super) fn new(capacity: u32) -> Self {
        Self { capacity, left: Mutex::new(capacity) }
    }

    /// Takes the tokens of one repetition, if they are there.
    pub(super) fn take(&self) -> bool {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = left.checked_sub(REPETITION);
        *left = rest.unwrap_or(*left);
        rest.is_some()
    }

    /// A call succeeded, after a repetition or at once.
    pub(super) fn refund(&self, repeated: bool) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        *left = (*left + if repeated { REPETITION } else { 1 }).min(self.capacity);
    }
}
