//! Token buckets: how fast calls may come, per account, Region and operation.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::network::Place;

/// How many calls at once, and how many a second after those.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rate {
    capacity: f64,
    per_second: f64,
}

impl Rate {
    pub(crate) const ENDPOINTS: Self = Self::new(4.0, 0.3);
    pub(crate) const READING: Self = Self::new(100.0, 20.0);
    /// Unfiltered and unpaged reading of what there is much of.
    pub(crate) const READING_ALL: Self = Self::new(50.0, 10.0);
    pub(crate) const CHANGING: Self = Self::new(50.0, 5.0);
    pub(crate) const TAGGING: Self = Self::new(100.0, 10.0);
    pub(crate) const INTERFACES: Self = Self::new(100.0, 5.0);

    const fn new(capacity: f64, per_second: f64) -> Self {
        Self { capacity, per_second }
    }
}

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    filled: Timestamp,
}

/// All buckets, full until they are first used.
#[derive(Debug, Default)]
pub(crate) struct Buckets(HashMap<(Place, String), Bucket>);

impl Buckets {
    /// Takes a token for `operation`; false when there is none.
    pub(crate) fn take(&mut self, place: &Place, operation: String, rate: Rate, now: Timestamp) -> bool {
        let full = Bucket { tokens: rate.capacity, filled: now };
        let bucket = self.0.entry((place.clone(), operation)).or_insert(full);
        let passed = now.duration_since(bucket.filled).as_secs_f64().max(0.0);
        bucket.tokens = (bucket.tokens + passed * rate.per_second).min(rate.capacity);
        bucket.filled = now;
        let enough = bucket.tokens >= 1.0;
        bucket.tokens -= if enough { 1.0 } else { 0.0 };
        enough
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::clock::later;

    #[test]
    fn four_endpoint_changes_at_once_and_then_one_every_three_and_a_half_seconds() {
        let place = Place { account: "1".to_owned(), region: "r".to_owned() };
        let mut buckets = Buckets::default();
        let start = Timestamp::UNIX_EPOCH;
        let mut take = |millis| {
            let now = later(start, Duration::from_millis(millis));
            buckets.take(&place, "CreateVpcEndpoint".to_owned(), Rate::ENDPOINTS, now)
        };
        assert_eq!([0, 0, 0, 0, 0].map(&mut take), [true, true, true, true, false]);
        assert_eq!([3_000, 3_500, 3_500].map(&mut take), [false, true, false]);
    }
}
