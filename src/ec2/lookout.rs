//! Looking at what changes by itself: whoever waits in one Region looks together, and all looks together keep a pace.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::bucket::Bucket;
use super::clock::Instant;
use super::identified::Identified;
use super::{Deadline, Error, NetworkInterface, VpcEndpoint};

/// Looks that may be taken in advance: while nothing can have happened yet, they are saved up.
const SAVED: f64 = 30.0;

/// Looks a second in the long run, over all lookouts.
const PER_SECOND: f64 = 1.0;

/// All that is waited for.
#[derive(Debug)]
pub(super) struct Lookouts {
    pub(super) endpoints: Lookout<VpcEndpoint>,
    pub(super) network_interfaces: Lookout<NetworkInterface>,
    looks: Mutex<Bucket>,
}

impl Default for Lookouts {
    fn default() -> Self {
        let looks = Mutex::new(Bucket::full(SAVED, PER_SECOND));
        Self { endpoints: Lookout::default(), network_interfaces: Lookout::default(), looks }
    }
}

impl Lookouts {
    /// The time until there may be another look, if there may not be one now, which then counts as taken.
    fn take(&self) -> Option<Duration> {
        self.looks.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Things of one kind that are waited for.
#[derive(Debug)]
pub(super) struct Lookout<T> {
    /// How many wait for each id.
    watched: Mutex<BTreeMap<String, usize>>,
    looking: tokio::sync::Mutex<()>,
    latest: watch::Sender<Sight<T>>,
}

/// What one look saw.
#[derive(Debug)]
struct Sight<T> {
    began: Option<Instant>,
    ids: BTreeSet<String>,
    found: Vec<T>,
}

impl<T> Default for Lookout<T> {
    fn default() -> Self {
        let nothing = Sight { began: None, ids: BTreeSet::new(), found: Vec::new() };
        Self { watched: Mutex::default(), looking: tokio::sync::Mutex::default(), latest: watch::Sender::new(nothing) }
    }
}

impl<T: Clone + Identified> Lookout<T> {
    /// Keeps an eye on `ids` for as long as what is returned lives.
    pub(super) fn watch<'a>(&'a self, all: &'a Lookouts, ids: &BTreeSet<String>) -> Watch<'a, T> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            *watched.entry(id.clone()).or_default() += 1;
        }
        Watch { lookout: self, all, ids: ids.clone(), seen: Instant::now() }
    }

    fn watched(&self) -> BTreeSet<String> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }
}

/// A waiter's view of what it waits for.
pub(super) struct Watch<'a, T> {
    lookout: &'a Lookout<T>,
    all: &'a Lookouts,
    ids: BTreeSet<String>,
    /// What began before this has been seen, or says nothing.
    seen: Instant,
}

impl<T: Clone + Identified> Watch<'_, T> {
    /// What there is of the watched things once `pause` is over, or as soon as another waiter has looked. `call` looks.
    ///
    /// # Errors
    /// What EC2 refused, or that `deadline` is over while waiting for `what`.
    pub(super) async fn look<F: Future<Output = Result<Vec<T>, Error>>>(
        &mut self,
        pause: Duration,
        call: impl FnOnce(BTreeSet<String>) -> F,
        what: &str,
        deadline: &Deadline,
    ) -> Result<Vec<T>, Error> {
        let mut sights = self.lookout.latest.subscribe();
        let paused = async {
            if !pause.is_zero() {
                deadline.pause(pause, what).await?;
            }
            deadline.within(self.lookout.looking.lock(), what).await
        };
        let looking = tokio::select! {
            biased;
            // The sender lives as long as the lookout.
            _ = sights.wait_for(|sight| self.is_news(sight)) => None,
            looking = paused => Some(looking?),
        };
        if looking.is_some() && !self.is_news(&self.lookout.latest.borrow()) {
            while let Some(pause) = self.all.take() {
                deadline.pause(pause, what).await?;
            }
            let (began, ids) = (Instant::now(), self.lookout.watched());
            let found = call(ids.clone()).await?;
            self.lookout.latest.send_replace(Sight { began: Some(began), ids, found });
        }
        let latest = self.lookout.latest.borrow();
        self.seen = latest.began.unwrap_or(self.seen);
        Ok(latest.found.iter().filter(|thing| self.ids.contains(thing.id())).cloned().collect())
    }

    fn is_news(&self, sight: &Sight<T>) -> bool {
        sight.began.is_some_and(|began| began > self.seen) && self.ids.is_subset(&sight.ids)
    }
}

impl<T> Drop for Watch<'_, T> {
    fn drop(&mut self) {
        let mut watched = self.lookout.watched.lock().unwrap_or_else(PoisonError::into_inner);
        for id in &self.ids {
            match watched.get_mut(id) {
                Some(count) if *count > 1 => *count -= 1,
                _ => drop(watched.remove(id)),
            }
        }
    }
}
