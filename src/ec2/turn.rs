//! Turns at an endpoint: EC2 refuses a change while another one runs, so ours go one after the other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

use super::{Client, Deadline, Error};

/// The queues of all endpoints that are being changed, by id.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>);

/// The right to change one endpoint, for as long as this lives.
#[derive(Debug)]
pub struct Turn {
    _guard: OwnedMutexGuard<()>,
}

impl Turns {
    fn queue(&self, id: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        queues.retain(|_, queue| Arc::strong_count(queue) > 1);
        queues.entry(id.to_owned()).or_default().clone()
    }
}

impl Client {
    /// Waits for the turn to change the endpoint `id`. To be kept until the endpoint is available again.
    ///
    /// # Errors
    /// That `deadline` is over first.
    pub async fn turn(&self, id: &str, deadline: &Deadline) -> Result<Turn, Error> {
        let waiting = self.shared.turns.queue(id).lock_owned();
        let guard = deadline.within(waiting, &format!("another change of the endpoint {id} to end")).await?;
        Ok(Turn { _guard: guard })
    }
}
