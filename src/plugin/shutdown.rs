//! What ends the process, and how long running calls are waited for.

use std::{future, io, os::unix::process::parent_id, time::Duration};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time,
};
use tokio_util::sync::CancellationToken;

use super::error::StartError;

/// How long the answer to Shutdown may take to reach core.
const ANSWER: Duration = Duration::from_millis(20);

/// How long cancelled calls may take when there is nobody left to answer to.
const ORPHAN_GRACE: Duration = Duration::from_secs(10);

/// How often it is checked that the parent is still there.
const PARENT_POLL: Duration = Duration::from_millis(250);

/// Why the process ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reason {
    /// Core said Shutdown: it waits for nothing but the end of the process.
    Shutdown,
    /// A signal: core, or whoever debugs, may still wait for answers.
    Signal,
    /// The parent is gone, and with it the reader of every answer.
    Orphaned,
}

/// The process that started this one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parent(u32);

impl Parent {
    /// To be called early: a parent that is gone by then is never missed.
    pub(super) fn current() -> Self {
        Self(parent_id())
    }

    /// Returns when the parent is gone. There is no signal for that which
    /// would not also come when merely the thread of core ends that started us.
    async fn gone(self) {
        let mut poll = time::interval(PARENT_POLL);
        while parent_id() == self.0 {
            poll.tick().await;
        }
    }
}

/// Waits for the reasons to end.
#[derive(Debug)]
pub(super) struct Ending {
    terminate: Signal,
    /// Only where Ctrl-C is meant for this process.
    interrupt: Option<Signal>,
    /// Only where the process is not to outlive it.
    parent: Option<Parent>,
}

impl Ending {
    /// Ends on SIGTERM or with `parent`. From here on the process survives
    /// Ctrl-C, which a terminal sends to core and to this process alike: core
    /// says `StopProvider` then and waits for the running calls.
    pub(super) fn with_core(parent: Parent) -> Result<Self, StartError> {
        // A handler stays when its stream is dropped. Unlike an ignored signal,
        // it is not inherited by a child, such as a credential process.
        drop(catch(SignalKind::interrupt())?);
        // A closed terminal ends core, or does not (nohup): so it goes by core.
        drop(catch(SignalKind::hangup())?);
        Ok(Self { terminate: catch(SignalKind::terminate())?, interrupt: None, parent: Some(parent) })
    }

    /// Ends on SIGINT and SIGTERM.
    pub(super) fn by_hand() -> Result<Self, StartError> {
        Ok(Self {
            terminate: catch(SignalKind::terminate())?,
            interrupt: Some(catch(SignalKind::interrupt())?),
            parent: None,
        })
    }

    /// Waits for the first reason; `shutdown` is cancelled by the controller.
    pub(super) async fn reason(&mut self, shutdown: &CancellationToken) -> Reason {
        let parent = self.parent;
        tokio::select! {
            () = shutdown.cancelled() => Reason::Shutdown,
            () = self.signal() => Reason::Signal,
            () = gone(parent) => Reason::Orphaned,
        }
    }

    /// Waits until calls that are still running are to be given up.
    pub(super) async fn patience(&mut self, reason: Reason) {
        match reason {
            Reason::Shutdown => time::sleep(ANSWER).await,
            Reason::Orphaned => time::sleep(ORPHAN_GRACE).await,
            Reason::Signal => {
                let parent = self.parent;
                tokio::select! {
                    // As with core: the second one is meant.
                    () = self.signal() => {}
                    () = async { gone(parent).await; time::sleep(ORPHAN_GRACE).await } => {}
                }
            }
        }
    }

    async fn signal(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            () = received(self.interrupt.as_mut()) => {}
        }
    }
}

fn catch(kind: SignalKind) -> Result<Signal, StartError> {
    signal(kind).map_err(|cause: io::Error| StartError::new("cannot handle signals", &cause))
}

async fn gone(parent: Option<Parent>) {
    match parent {
        Some(parent) => parent.gone().await,
        None => future::pending().await,
    }
}

async fn received(signal: Option<&mut Signal>) {
    match signal {
        Some(signal) => drop(signal.recv().await),
        None => future::pending().await,
    }
}
