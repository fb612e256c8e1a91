//! Calls that callers share: whoever asks within the same few milliseconds is asked for together.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use super::{Deadline, Error, Kind};

/// How long the first caller waits for company. Terraform asks for many resources at once, so a moment is enough.
const COMPANY: Duration = Duration::from_millis(5);

/// Waits for company: a moment of real time, however fast the clock runs.
pub(super) async fn company() {
    tokio::time::sleep(COMPANY).await;
}

type Answer<T> = Result<Vec<T>, Error>;
/// What a caller asks for, and where the answer goes, with the number of those who asked for it.
type Caller<T> = (BTreeSet<String>, oneshot::Sender<(Answer<T>, usize)>);

/// A call about things with ids, made once for all who ask at about the same time.
#[derive(Debug)]
pub(super) struct Batch<T> {
    waiting: Mutex<Vec<Caller<T>>>,
}

impl<T> Default for Batch<T> {
    fn default() -> Self {
        Self { waiting: Mutex::default() }
    }
}

/// How a call went that may have been shared.
struct Outcome<T> {
    answer: Answer<T>,
    /// How many asked for it.
    callers: usize,
    /// Whether it was made by the one who is told.
    own: bool,
}

impl<T: Clone> Batch<T> {
    /// Asks for `ids` by `call`, together with others. The answer is that for all of them: the caller picks its own.
    ///
    /// # Errors
    /// What `call` failed by, or that `deadline` is over.
    pub(super) async fn ask<F: Future<Output = Answer<T>>>(
        &self,
        ids: &BTreeSet<String>,
        deadline: &Deadline,
        call: impl Fn(BTreeSet<String>) -> F,
    ) -> Answer<T> {
        self.gather(ids, deadline, company, |all, ()| call(all)).await
    }

    /// The same where what stops a call may concern one of several callers only: each then asks by itself.
    ///
    /// # Errors
    /// What `call` failed by, or that `deadline` is over.
    pub(super) async fn ask_or_alone<F: Future<Output = Answer<T>>>(
        &self,
        ids: &BTreeSet<String>,
        deadline: &Deadline,
        call: impl Fn(BTreeSet<String>) -> F,
    ) -> Answer<T> {
        let outcome = self.share(ids, deadline, company(), |all, ()| call(all)).await?;
        if outcome.answer.is_err() && outcome.callers > 1 { call(ids.clone()).await } else { outcome.answer }
    }

    /// As [`ask`](Self::ask), where others may join until `gathered`, whose outcome the call gets.
    ///
    /// # Errors
    /// What `call` failed by, or that `deadline` is over.
    pub(super) async fn gather<G, W: Future<Output = G>, F: Future<Output = Answer<T>>>(
        &self,
        ids: &BTreeSet<String>,
        deadline: &Deadline,
        gathered: impl Fn() -> W,
        call: impl Fn(BTreeSet<String>, G) -> F,
    ) -> Answer<T> {
        loop {
            let outcome = self.share(ids, deadline, gathered(), &call).await?;
            match outcome.answer {
                // It is another caller's time that is over.
                Err(error) if error.kind() == Kind::Over && !outcome.own => {}
                answer => return answer,
            }
        }
    }

    /// # Errors
    /// That `deadline` is over before another caller's call is.
    async fn share<G, F: Future<Output = Answer<T>>>(
        &self,
        ids: &BTreeSet<String>,
        deadline: &Deadline,
        gathered: impl Future<Output = G>,
        call: impl FnOnce(BTreeSet<String>, G) -> F,
    ) -> Result<Outcome<T>, Error> {
        let (sender, receiver) = oneshot::channel();
        let own = self.join(ids.clone(), sender);
        if own {
            let gathered = gathered.await;
            let asked = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
            let all = asked.iter().flat_map(|(ids, _)| ids).cloned().collect();
            let answer = call(all, gathered).await;
            let callers = asked.len();
            for (_, sender) in asked {
                // Nobody listens any more whose time is over.
                let _ = sender.send((answer.clone(), callers));
            }
        }
        let interrupted = || Error::permanent("The call was interrupted. Run the same command again.");
        let answer = deadline.answer(receiver, "a call that several share").await?;
        let (answer, callers) = answer.unwrap_or_else(|_| (Err(interrupted()), 1));
        Ok(Outcome { answer, callers, own })
    }

    /// Joins the callers that wait; true for the first, who makes the call.
    fn join(&self, ids: BTreeSet<String>, sender: oneshot::Sender<(Answer<T>, usize)>) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push((ids, sender));
        waiting.len() == 1
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::future::join_all;
    use tokio_util::sync::CancellationToken;

    use super::*;

    fn id(number: usize) -> BTreeSet<String> {
        BTreeSet::from([format!("id-{number}")])
    }

    #[tokio::test]
    async fn callers_of_one_moment_share_one_call_and_each_gets_the_answer() {
        let (batch, calls) = (Batch::default(), AtomicUsize::new(0));
        let deadline = Deadline::of_a_read(&CancellationToken::new());
        let ask = async |number: usize| {
            let call = |all: BTreeSet<String>| {
                calls.fetch_add(1, Ordering::Relaxed);
                async move { Ok(all.into_iter().collect()) }
            };
            batch.ask(&id(number), &deadline, call).await
        };
        let answers = join_all((0..20).map(ask)).await;
        assert_eq!(calls.load(Ordering::Relaxed), 1);
        for (number, answer) in answers.into_iter().enumerate() {
            assert!(answer.unwrap().contains(&format!("id-{number}")));
        }
        ask(20).await.unwrap();
        assert_eq!(calls.load(Ordering::Relaxed), 2);
    }

    /// The first caller makes the call, in its own time.
    #[tokio::test]
    async fn nobody_fails_because_the_time_of_another_is_over() {
        let batch = Batch::<String>::default();
        let (short, long) = (Duration::ZERO, Duration::from_mins(1));
        let ask = async |number: usize, limit: Duration| {
            let deadline = Deadline::after(limit, CancellationToken::new());
            let call = |all: BTreeSet<String>| async {
                deadline.pause(Duration::from_millis(1), "the answer").await?;
                Ok(all.into_iter().collect())
            };
            batch.ask(&id(number), &deadline, call).await
        };
        let answers = join_all([ask(0, short), ask(1, long), ask(2, long)]).await;
        assert_eq!(answers[0].as_ref().unwrap_err().kind(), Kind::Over);
        for (number, answer) in answers.iter().enumerate().skip(1) {
            assert!(answer.as_ref().unwrap().contains(&format!("id-{number}")));
        }
    }
}
