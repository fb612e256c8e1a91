//! What does not change of a thing for as long as it exists: asked for once, then remembered.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use super::batch::Batch;
use super::identified::Identified;
use super::{Deadline, Error};

/// Things of one kind, as far as they have been asked for.
#[derive(Debug)]
pub(super) struct Facts<T> {
    known: Mutex<HashMap<String, T>>,
    asking: Batch<T>,
}

impl<T> Default for Facts<T> {
    fn default() -> Self {
        Self { known: Mutex::default(), asking: Batch::default() }
    }
}

impl<T: Clone + Identified> Facts<T> {
    /// Those of `ids` that exist. `call` asks for those that are not known yet, together with other callers.
    ///
    /// # Errors
    /// What `call` failed by, or that `deadline` is over.
    pub(super) async fn of<F: Future<Output = Result<Vec<T>, Error>>>(
        &self,
        ids: &BTreeSet<String>,
        deadline: &Deadline,
        call: impl Fn(BTreeSet<String>) -> F,
    ) -> Result<Vec<T>, Error> {
        let (mut found, unknown) = self.known(ids);
        if !unknown.is_empty() {
            self.remember(&self.asking.ask(&unknown, deadline, call).await?);
            found.extend(self.known(&unknown).0);
        }
        Ok(found)
    }

    /// What is known of `ids`, and those of which nothing is.
    fn known(&self, ids: &BTreeSet<String>) -> (Vec<T>, BTreeSet<String>) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let unknown = ids.iter().filter(|id| !known.contains_key(*id)).cloned().collect();
        (ids.iter().filter_map(|id| known.get(id)).cloned().collect(), unknown)
    }

    fn remember(&self, found: &[T]) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.extend(found.iter().map(|thing| (thing.id().to_owned(), thing.clone())));
    }
}
