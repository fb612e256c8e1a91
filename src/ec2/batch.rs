//! Calls that callers share: whoever asks within the same few milliseconds is asked for together.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use super::Error;

/// How long the first caller waits for company. Terraform asks for many resources at once, so a moment is enough.
pub(super) async fn company() {
    tokio::time::sleep(Duration::from_millis(5)).await;
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

impl<T: Clone> Batch<T> {
    /// Asks for `ids` by `call`, together with others. The answer is that for all of them: the caller picks its own.
    pub(super) async fn ask<F: Future<Output = Answer<T>>>(
        &self,
        ids: BTreeSet<String>,
        call: impl FnOnce(BTreeSet<String>) -> F,
    ) -> Answer<T> {
        self.gather(ids, company(), |all, ()| call(all)).await
    }

    /// The same for changes. What stops a call for several callers may concern only one of them, or the time of only one:
    /// each then asks by itself.
    pub(super) async fn ask_or_alone<F: Future<Output = Answer<T>>>(
        &self,
        ids: &BTreeSet<String>,
        call: impl Fn(BTreeSet<String>) -> F,
    ) -> Answer<T> {
        match self.share(ids.clone(), company(), |all, ()| call(all)).await {
            (Err(_), 2..) => call(ids.clone()).await,
            (answer, _) => answer,
        }
    }

    /// As [`ask`](Self::ask), where others may join until `gathered`, whose outcome the call gets.
    pub(super) async fn gather<G, F: Future<Output = Answer<T>>>(
        &self,
        ids: BTreeSet<String>,
        gathered: impl Future<Output = G>,
        call: impl FnOnce(BTreeSet<String>, G) -> F,
    ) -> Answer<T> {
        self.share(ids, gathered, call).await.0
    }

    /// The answer, and how many asked for it.
    async fn share<G, F: Future<Output = Answer<T>>>(
        &self,
        ids: BTreeSet<String>,
        gathered: impl Future<Output = G>,
        call: impl FnOnce(BTreeSet<String>, G) -> F,
    ) -> (Answer<T>, usize) {
        let (sender, receiver) = oneshot::channel();
        if self.join(ids, sender) {
            let gathered = gathered.await;
            let asked = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
            let all = asked.iter().flat_map(|(ids, _)| ids).cloned().collect();
            let answer = call(all, gathered).await;
            let callers = asked.len();
            for (_, sender) in asked {
                // Nobody listens any more where a caller was interrupted.
                let _ = sender.send((answer.clone(), callers));
            }
        }
        let interrupted = || Error::permanent("The call was interrupted. Run the same command again.");
        receiver.await.unwrap_or_else(|_| (Err(interrupted()), 1))
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

    use super::*;

    #[tokio::test]
    async fn callers_of_one_moment_share_one_call_and_each_gets_the_answer() {
        let (batch, calls) = (Batch::default(), AtomicUsize::new(0));
        let ask = |number: usize| {
            batch.ask(BTreeSet::from([format!("id-{number}")]), |all| {
                calls.fetch_add(1, Ordering::Relaxed);
                async move { Ok(all.into_iter().collect()) }
            })
        };
        let answers = join_all((0..20).map(ask)).await;
        assert_eq!(calls.load(Ordering::Relaxed), 1);
        for (number, answer) in answers.into_iter().enumerate() {
            assert!(answer.unwrap().contains(&format!("id-{number}")));
        }
        ask(20).await.unwrap();
        assert_eq!(calls.load(Ordering::Relaxed), 2);
    }
}
