//! Waiting for an endpoint: looked at at once, then after short pauses that grow.

use std::collections::BTreeSet;
use std::time::Duration;

use super::deadline::steps;
use super::{Client, Deadline, Error, State, VpcEndpoint};

const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// For how long EC2 may not know an endpoint that it has just made.
const UNKNOWN_AFTER_CREATE: Duration = Duration::from_mins(1);

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
        let mut pauses = steps(FIRST_PAUSE, LONGEST_PAUSE);
        loop {
            let endpoint = self.describe_vpc_endpoint(id, deadline).await?;
            let what = match endpoint {
                Some(endpoint) if endpoint.state == State::Available => return Ok(endpoint),
                Some(endpoint) => still_on_its_way(&endpoint)?,
                None if deadline.elapsed() < unknown_for => format!("EC2 to show the endpoint {id}"),
                None => return Err(Error::permanent(format!("The endpoint {id} is gone."))),
            };
            wait_for(&what, &mut pauses, deadline).await?;
        }
    }

    /// Waits until an endpoint is gone.
    ///
    /// # Errors
    /// That `deadline` is over, or what EC2 refused.
    pub async fn wait_until_deleted(&self, id: &str, deadline: &Deadline) -> Result<(), Error> {
        let mut pauses = steps(FIRST_PAUSE, LONGEST_PAUSE);
        while let Some(endpoint) = self.describe_vpc_endpoint(id, deadline).await? {
            let (state, reason) = (endpoint.state.as_str(), because(&endpoint));
            let what = format!("the endpoint {id} to be deleted; its state is {state}{reason}");
            wait_for(&what, &mut pauses, deadline).await?;
        }
        Ok(())
    }

    /// Waits until network interfaces are gone: as long as one exists, EC2 refuses to delete its subnet and its security
    /// groups.
    ///
    /// # Errors
    /// That `deadline` is over, or what EC2 refused.
    pub async fn wait_until_detached(&self, interfaces: &BTreeSet<String>, deadline: &Deadline) -> Result<(), Error> {
        let mut pauses = steps(FIRST_PAUSE, LONGEST_PAUSE);
        loop {
            let left = self.describe_network_interfaces(interfaces, deadline).await?;
            let Some(interface) = left.first() else { return Ok(()) };
            let what = format!("the network interface {} in {} to be removed", interface.id, interface.subnet_id);
            wait_for(&what, &mut pauses, deadline).await?;
        }
    }
}

/// Says what is waited for, and lets the next pause pass.
async fn wait_for(what: &str, pauses: &mut impl Iterator<Item = Duration>, deadline: &Deadline) -> Result<(), Error> {
    tracing::info!(elapsed_s = deadline.elapsed().as_secs(), "waiting for {what}");
    deadline.pause(pauses.next().unwrap_or(LONGEST_PAUSE), what).await
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

fn because(endpoint: &VpcEndpoint) -> String {
    endpoint.last_error.as_ref().map(|error| format!(" and its last error is {error}")).unwrap_or_default()
}
