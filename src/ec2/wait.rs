//! Waiting for endpoints and their network interfaces: looked at at once, then again after pauses that fit the time that EC2
//! takes. Whoever waits at the same time looks together.

use std::collections::BTreeSet;
use std::time::Duration;

use super::clock::Instant;
use super::{Client, Deadline, Error, NetworkInterface, State, VpcEndpoint};

/// For how long EC2 may not know an endpoint that it has just made.
const UNKNOWN_AFTER_CREATE: Duration = Duration::from_mins(1);

/// The pause between two looks when the end is near.
const CLOSE: Duration = Duration::from_millis(850);

/// How often a wait that goes on is told of.
const PROGRESS: Duration = Duration::from_secs(10);

impl Client {
    /// Waits until an endpoint can be used.
    ///
    /// # Errors
    /// That it came to another end, with EC2's last error; that it is gone; that `deadline` is over; or what EC2 refused.
    pub async fn wait_until_available(&self, id: &str, deadline: &Deadline) -> Result<VpcEndpoint, Error> {
        self.available(id, Duration::ZERO, deadline).await
    }

    /// Waits until an endpoint that has just been made can be used.
    ///
    /// # Errors
    /// As [`Client::wait_until_available`].
    pub async fn wait_until_created(&self, id: &str, deadline: &Deadline) -> Result<VpcEndpoint, Error> {
        self.available(id, UNKNOWN_AFTER_CREATE, deadline).await
    }

    async fn available(&self, id: &str, unknown_for: Duration, deadline: &Deadline) -> Result<VpcEndpoint, Error> {
        let began = Instant::now();
        self.wait_for_endpoint(id, deadline, |endpoint| match endpoint {
            Some(endpoint) if endpoint.state == State::Available => Ok(Look::Done(endpoint)),
            Some(endpoint) => still_on_its_way(&endpoint).map(Look::Waiting),
            None if began.elapsed() < unknown_for => Ok(Look::Waiting(format!("EC2 to show the endpoint {id}"))),
            None => Err(gone(id)),
        })
        .await
    }

    /// Reads an endpoint back after a change that EC2 makes at once, of its policy or tags. Only while it is pending is it
    /// waited for; what state it has else is not this change's doing.
    ///
    /// # Errors
    /// That it is gone; that `deadline` is over; or what EC2 refused.
    pub async fn read_back(&self, id: &str, deadline: &Deadline) -> Result<VpcEndpoint, Error> {
        self.wait_for_endpoint(id, deadline, |endpoint| match endpoint {
            Some(endpoint) if endpoint.state == State::Pending => still_on_its_way(&endpoint).map(Look::Waiting),
            Some(endpoint) => Ok(Look::Done(endpoint)),
            None => Err(gone(id)),
        })
        .await
    }

    /// Waits until an endpoint is gone.
    ///
    /// # Errors
    /// That `deadline` is over, or what EC2 refused.
    pub async fn wait_until_deleted(&self, id: &str, deadline: &Deadline) -> Result<(), Error> {
        self.wait_for_endpoint(id, deadline, |endpoint| {
            let Some(endpoint) = endpoint else { return Ok(Look::Done(())) };
            let (state, reason) = (endpoint.state.as_str(), because(&endpoint));
            Ok(Look::Waiting(format!("the endpoint {id} to be deleted; its state is {state}{reason}")))
        })
        .await
    }

    /// Waits until network interfaces are gone: as long as one exists, EC2 refuses to delete its subnet and its security
    /// groups.
    ///
    /// # Errors
    /// That `deadline` is over, or what EC2 refused.
    pub async fn wait_until_detached(&self, interfaces: &BTreeSet<String>, deadline: &Deadline) -> Result<(), Error> {
        if interfaces.is_empty() {
            return Ok(());
        }
        let lookouts = &self.shared.lookouts;
        let mut watch = lookouts.network_interfaces.watch(lookouts, interfaces);
        let mut wait = Wait::new("network interfaces to be removed");
        loop {
            let call = |ids| self.visible_network_interfaces(ids, deadline);
            // They go soon after the change that they belong to, which is what takes long.
            let left = watch.look(wait.pause().min(CLOSE), call, &wait.what, &wait.deadline(deadline)).await?;
            let Some(NetworkInterface { id, subnet_id, .. }) = left.first() else { return Ok(()) };
            wait.goes_on(format!("the network interface {id} in {subnet_id} to be removed"));
        }
    }

    async fn wait_for_endpoint<T>(
        &self,
        id: &str,
        deadline: &Deadline,
        mut judge: impl FnMut(Option<VpcEndpoint>) -> Result<Look<T>, Error>,
    ) -> Result<T, Error> {
        let lookouts = &self.shared.lookouts;
        let mut watch = lookouts.endpoints.watch(lookouts, &[id.to_owned()].into());
        let mut wait = Wait::new(&format!("EC2 to say how the endpoint {id} is"));
        self.remember_known(id);
        loop {
            let call = |ids| self.vpc_endpoints(ids, deadline);
            let found = watch.look(wait.pause(), call, &wait.what, &wait.deadline(deadline)).await?;
            match judge(found.into_iter().next())? {
                Look::Done(outcome) => return Ok(outcome),
                Look::Waiting(what) => wait.goes_on(what),
            }
        }
    }
}

/// What a look at something means to who waits for it.
enum Look<T> {
    Done(T),
    /// For this, in words.
    Waiting(String),
}

/// A wait that goes on.
struct Wait {
    began: Instant,
    told: Option<Instant>,
    /// What is waited for, in words.
    what: String,
}

impl Wait {
    fn new(what: &str) -> Self {
        Self { began: Instant::now(), told: None, what: what.to_owned() }
    }

    /// None before the first look.
    fn pause(&self) -> Duration {
        self.told.map_or(Duration::ZERO, |_| pause_at(self.began.elapsed()))
    }

    /// The first look is taken also when the user asks to stop: what has been changed is to be known.
    fn deadline(&self, deadline: &Deadline) -> Deadline {
        if self.told.is_none() { deadline.in_any_case() } else { deadline.clone() }
    }

    /// Tells of a wait that is new, that has come further, or that has gone on for a while.
    fn goes_on(&mut self, what: String) {
        if self.what != what || self.told.is_none_or(|told| told.elapsed() >= PROGRESS) {
            tracing::info!(elapsed_s = self.began.elapsed().as_secs(), "waiting for {what}");
            self.told = Some(Instant::now());
            self.what = what;
        }
    }
}

/// The pause before the next look at what has been waited for this long. Small changes are over in moments. Otherwise nothing
/// happens for a while, in which looks are saved up; then the end is near, and every second counts. What takes minutes
/// longer than usual takes its time.
fn pause_at(age: Duration) -> Duration {
    match age.as_secs() {
        ..20 => age.clamp(Duration::from_millis(250), Duration::from_secs(2)),
        20..300 => CLOSE,
        _ => Duration::from_secs(5),
    }
}

/// What an endpoint waits for that is not available yet.
///
/// # Errors
/// When it will never be.
fn still_on_its_way(endpoint: &VpcEndpoint) -> Result<String, Error> {
    let (id, state, reason) = (&endpoint.id, endpoint.state.as_str(), because(endpoint));
    match endpoint.state {
        State::Pending | State::PendingAcceptance => {
            Ok(format!("the endpoint {id} to become available; its state is {state}{reason}"))
        }
        _ => Err(Error::permanent(format!("The endpoint {id} cannot become available: its state is {state}{reason}."))),
    }
}

fn gone(id: &str) -> Error {
    Error::permanent(format!("The endpoint {id} is gone."))
}

fn because(endpoint: &VpcEndpoint) -> String {
    endpoint.last_error.as_ref().map(|error| format!(" and its last error is {error}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_close_at_first_rare_before_anything_can_happen_and_close_again() {
        let pauses = [0, 300, 1_000, 5_000, 19_000, 20_000, 299_000, 600_000];
        let pauses = pauses.map(|age| pause_at(Duration::from_millis(age)).as_millis());
        assert_eq!(pauses, [250, 300, 1_000, 2_000, 2_000, 850, 850, 5_000]);
    }
}
