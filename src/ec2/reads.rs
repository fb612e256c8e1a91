//! Reading what is in the state: as few calls as there can be, however many resources are read.
//!
//! Reads of the same moment share a call. The first two calls ask by id, which is all that a small configuration needs;
//! after these, a call pages through everything of the kind that there is, and later reads find their answer in what was seen.
//! How old that may be, the reader says.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::batch::{Batch, company};
use super::clock::Instant;
use super::identified::Identified;
use super::{Deadline, Error, Kind};

/// How old what was seen may be to be as good as looked at now.
pub const JUST_NOW: Duration = Duration::from_secs(3);

/// Calls within [`BUSY`] after which everything is paged through instead of asking by id.
const FEW_CALLS: usize = 2;
const BUSY: Duration = Duration::from_secs(10);
/// Pages of 1,000 after which it would be cheaper to ask by id: far more is there than is read.
const MOST_PAGES: usize = 10;

/// What became of a read: the thing, or that it is gone, or why nobody knows.
pub(super) type Found<T> = (String, Result<Option<T>, Error>);

/// What each of `ids` is by the outcome of a call about all of them.
pub(super) fn each<T: Clone + Identified>(ids: Vec<String>, outcome: Result<Vec<T>, Error>) -> Vec<Found<T>> {
    let found = outcome.map(|found| found.into_iter().map(|thing| (thing.id().to_owned(), thing)).collect());
    let look = |id: String| {
        let found: &Result<HashMap<_, _>, _> = &found;
        let found = found.as_ref().map(|found| found.get(&id).cloned()).map_err(Error::clone);
        (id, found)
    };
    ids.into_iter().map(look).collect()
}

/// A page of what there is, and the token of the next.
pub(super) type Page<T> = (Vec<T>, Option<String>);

/// Where things of a kind are read.
pub(super) trait Source<T> {
    /// The name of the call.
    const OPERATION: &'static str;

    /// What each of `ids` is, in one call if all of them are there, in few otherwise.
    async fn by_ids(&self, ids: Vec<String>) -> Vec<Found<T>>;

    /// One page of all that there are.
    async fn page(&self, token: Option<String>) -> Result<Page<T>, Error>;
}

/// The reads of one kind of things, by all who read it.
#[derive(Debug)]
pub(super) struct Reads<T> {
    asking: Batch<Found<T>>,
    /// One call at a time: who comes meanwhile finds the answer, or company.
    calling: tokio::sync::Mutex<()>,
    seen: Mutex<Seen<T>>,
}

impl<T> Default for Reads<T> {
    fn default() -> Self {
        Self { asking: Batch::default(), calling: tokio::sync::Mutex::default(), seen: Mutex::default() }
    }
}

impl<T: Clone + Identified> Reads<T> {
    /// What each of `ids` is, or was at the earliest `oldest` ago. Less than [`JUST_NOW`] counts as that.
    ///
    /// # Errors
    /// That `deadline` was over before it could be asked.
    pub(super) async fn read<S: Source<T>>(
        &self,
        ids: &BTreeSet<String>,
        oldest: Duration,
        source: &S,
        deadline: &Deadline,
    ) -> Result<Vec<Found<T>>, Error> {
        if let Some(seen) = ids.iter().map(|id| self.seen(id, oldest)).collect() {
            return Ok(seen);
        }
        let gathered = || async {
            company().await;
            deadline.within(self.calling.lock(), &format!("EC2 to answer {}", S::OPERATION)).await
        };
        let call = |all, calling: Result<_, Error>| async {
            let _calling = calling?;
            let found = self.ask(all, source).await;
            // The time of the one who asked says nothing to the others.
            let over =
                found.iter().find_map(|(_, found)| found.as_ref().err().filter(|error| error.kind() == Kind::Over));
            over.map_or(Ok(()), |over| Err(over.clone()))?;
            Ok(found)
        };
        let found = self.asking.gather(ids, deadline, gathered, call).await?;
        Ok(found.into_iter().filter(|(id, _)| ids.contains(id)).collect())
    }

    /// Forgets what was seen of a thing that is being changed, and what calls that are under way will say of it.
    pub(super) fn forget(&self, id: &str) {
        self.with(|seen| seen.forget(id));
    }

    /// Asks for what has not just been seen for somebody else.
    async fn ask<S: Source<T>>(&self, ids: BTreeSet<String>, source: &S) -> Vec<Found<T>> {
        let (mut all, mut left) = self.split(ids, |began| began.elapsed() <= JUST_NOW);
        if !left.is_empty() && self.with(Seen::is_busy) {
            let now = Instant::now();
            if let Err(error) = self.page_through(source).await {
                tracing::warn!("the resources are asked for by id: {error}");
            }
            let (more, rest) = self.split(left, |began| began >= now);
            all.extend(more);
            left = rest;
        }
        if !left.is_empty() {
            let began = self.with(Seen::begin_call);
            let found = source.by_ids(left.into_iter().collect()).await;
            for one in &found {
                self.with(|seen| seen.keep_found(one, began));
            }
            all.extend(found);
        }
        all
    }

    /// What has been seen by calls that began late enough, and the ids of the rest.
    fn split(&self, ids: BTreeSet<String>, late: impl Fn(Instant) -> bool) -> (Vec<Found<T>>, BTreeSet<String>) {
        let (mut seen, mut left) = (Vec::new(), BTreeSet::new());
        for id in ids {
            match self.with(|seen| seen.get(&id, &late).cloned()) {
                Some(found) => seen.push((id, Ok(found))),
                None => drop(left.insert(id)),
            }
        }
        (seen, left)
    }

    /// Sees everything that there is, unless that is far more than is read.
    async fn page_through<S: Source<T>>(&self, source: &S) -> Result<(), Error> {
        let mut token = None;
        for _ in 0..MOST_PAGES {
            let began = self.with(Seen::begin_call);
            let (page, next) = source.page(token).await?;
            self.with(|seen| page.into_iter().for_each(|thing| seen.keep(thing.id().to_owned(), Some(thing), began)));
            token = next;
            if token.is_none() {
                return Ok(());
            }
        }
        self.with(|seen| seen.too_many = true);
        Ok(())
    }

    fn seen(&self, id: &str, oldest: Duration) -> Option<Found<T>> {
        let found = self.with(|seen| seen.get(id, |began| began.elapsed() <= oldest).cloned());
        found.map(|found| (id.to_owned(), Ok(found)))
    }

    fn with<R>(&self, act: impl FnOnce(&mut Seen<T>) -> R) -> R {
        act(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What calls have said, and since when each answer may be old.
#[derive(Debug)]
struct Seen<T> {
    things: HashMap<String, (Instant, Option<T>)>,
    changed: HashMap<String, Instant>,
    calls: Vec<Instant>,
    too_many: bool,
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self { things: HashMap::new(), changed: HashMap::new(), calls: Vec::new(), too_many: false }
    }
}

impl<T: Clone> Seen<T> {
    /// What a call said that began late enough.
    fn get(&self, id: &str, late: impl Fn(Instant) -> bool) -> Option<&Option<T>> {
        let (began, found) = self.things.get(id)?;
        late(*began).then_some(found)
    }

    fn keep_found(&mut self, (id, found): &Found<T>, began: Instant) {
        if let Ok(found) = found {
            self.keep(id.clone(), found.clone(), began);
        }
    }

    /// Keeps an answer of a call that `began` then, unless the thing was changed since.
    fn keep(&mut self, id: String, found: Option<T>, began: Instant) {
        if self.changed.get(&id).is_none_or(|changed| *changed < began) {
            self.things.insert(id, (began, found));
        }
    }

    fn forget(&mut self, id: &str) {
        self.things.remove(id);
        self.changed.insert(id.to_owned(), Instant::now());
    }

    fn begin_call(&mut self) -> Instant {
        let now = Instant::now();
        self.calls.push(now);
        now
    }

    /// Whether reads keep coming, and it makes sense to see everything.
    fn is_busy(&mut self) -> bool {
        self.calls.retain(|began| began.elapsed() < BUSY);
        self.calls.len() >= FEW_CALLS && !self.too_many
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio_util::sync::CancellationToken;

    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Thing(String);

    impl Identified for Thing {
        fn id(&self) -> &str {
            &self.0
        }
    }

    /// Has pages without end, none of which holds what is asked for; by ids there is everything.
    #[derive(Default)]
    struct Endless {
        calls: AtomicUsize,
        pages: AtomicUsize,
    }

    impl Source<Thing> for Endless {
        const OPERATION: &'static str = "DescribeThings";

        async fn by_ids(&self, ids: Vec<String>) -> Vec<Found<Thing>> {
            self.calls.fetch_add(1, Ordering::Relaxed);
            let found = ids.iter().cloned().map(Thing).collect();
            each(ids, Ok(found))
        }

        async fn page(&self, _: Option<String>) -> Result<Page<Thing>, Error> {
            let page = self.pages.fetch_add(1, Ordering::Relaxed);
            Ok((vec![Thing(format!("other-{page}"))], Some("more".to_owned())))
        }
    }

    const LONG: Duration = Duration::from_hours(1);

    async fn read(reads: &Reads<Thing>, source: &Endless, id: &str, oldest: Duration) -> Option<Thing> {
        let deadline = Deadline::of_a_read(&CancellationToken::new());
        let looks = reads.read(&[id.to_owned()].into(), oldest, source, &deadline).await.unwrap();
        looks.into_iter().next().unwrap().1.unwrap()
    }

    #[tokio::test]
    async fn where_far_more_is_there_than_is_read_paging_ends_for_good() {
        let (reads, source) = (Reads::default(), Endless::default());
        for id in ["a", "b", "c", "d", "e"] {
            assert_eq!(read(&reads, &source, id, LONG).await, Some(Thing(id.to_owned())));
        }
        assert_eq!((source.calls.into_inner(), source.pages.into_inner()), (5, MOST_PAGES));
    }

    #[tokio::test]
    async fn what_was_seen_is_not_asked_for_again_unless_it_was_changed() {
        let (reads, source) = (Reads::default(), Endless::default());
        for _ in 0..3 {
            read(&reads, &source, "a", LONG).await;
        }
        assert_eq!(source.calls.load(Ordering::Relaxed), 1);
        reads.forget("a");
        read(&reads, &source, "a", LONG).await;
        assert_eq!(source.calls.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn what_a_call_says_of_a_thing_that_was_changed_meanwhile_is_not_kept() {
        let mut seen = Seen::default();
        let began = seen.begin_call();
        seen.forget("a");
        seen.keep("a".to_owned(), Some(Thing("a".to_owned())), began);
        assert_eq!(seen.get("a", |_| true), None);
    }
}
