//! `DeleteVpcEndpoints`

use std::collections::BTreeSet;
use std::time::Duration;

use super::clock;
use super::deadline::steps;
use super::{Client, Deadline, Error, Kind};

const OPERATION: &str = "DeleteVpcEndpoints";

/// How long the first waits for company: nothing beside what a deletion takes, and each call is one of few.
const COMPANY: Duration = Duration::from_millis(100);

/// Why an endpoint was not removed.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    endpoint: String,
    error: Error,
    /// Whether it makes sense to ask for this endpoint by itself.
    again: bool,
}

impl Client {
    /// Asks for an endpoint's removal, in one call with others who ask at the same time; the removal then takes its time.
    /// That the endpoint is gone already is success.
    ///
    /// EC2 answers 200 even when it removes nothing; the failures are items of the answer.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn delete_vpc_endpoint(&self, id: &str, deadline: &Deadline) -> Result<(), Error> {
        // Terraform deletes as many as it can at once, though not in the same moment. Until the call may go, more can join it.
        let gathered = || async {
            clock::sleep(COMPANY).await;
            self.shared.paces.delete.ready(deadline).await;
        };
        let call = |ids, ()| self.delete_vpc_endpoints(ids, deadline);
        let own = BTreeSet::from([id.to_owned()]);
        let mut failures = self.shared.deletions.gather(&own, deadline, gathered, call).await?;
        for pause in steps(Duration::from_millis(500), Duration::from_secs(20)) {
            let failure = failures.into_iter().find(|failure| failure.endpoint == id);
            let Some(failure) = failure.filter(|failure| failure.error.kind() != Kind::NotFound) else { return Ok(()) };
            if !failure.again {
                return Err(failure.error);
            }
            let what = format!("EC2 to delete the endpoint {id}");
            deadline.pause(pause, &what).await.map_err(|over| over.after(Some(&failure.error), OPERATION))?;
            failures = self.delete_vpc_endpoints(own.clone(), deadline).await?;
        }
        Ok(())
    }

    /// The endpoints that EC2 did not remove, with its reasons.
    ///
    /// # Errors
    /// That `deadline` is over.
    async fn delete_vpc_endpoints(&self, ids: BTreeSet<String>, deadline: &Deadline) -> Result<Vec<Failure>, Error> {
        let ids: Vec<_> = ids.into_iter().collect();
        let request = || self.sdk.delete_vpc_endpoints().set_vpc_endpoint_ids(Some(ids.clone()));
        let outcome = self.call(OPERATION, deadline, || request().send()).await;
        self.shared.forget(&ids);
        let answer = match outcome {
            Ok(answer) => answer,
            Err(error) if error.kind() == Kind::Over => return Err(error),
            Err(error) => return Ok(failed_together(ids, &error)),
        };
        let failures = answer.unsuccessful.unwrap_or_default().into_iter().filter_map(|item| {
            let (refusal, endpoint) = (item.error?, item.resource_id?);
            let (code, message) = (refusal.code.unwrap_or_default(), refusal.message.unwrap_or_default());
            let error = Error::refused(OPERATION, &code, &message);
            Some(Failure { endpoint, again: error.patience().is_some(), error })
        });
        Ok(failures.collect())
    }
}

/// A call that failed as a whole. What stopped it may concern only one of several endpoints, or the time of only one of
/// those who asked: the others ask again by themselves.
fn failed_together(ids: Vec<String>, error: &Error) -> Vec<Failure> {
    let again = ids.len() > 1;
    ids.into_iter().map(|endpoint| Failure { endpoint, error: error.clone(), again }).collect()
}
