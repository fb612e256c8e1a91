//! `DeleteVpcEndpoints`

use std::collections::BTreeSet;

use super::{Client, Deadline, Error, Kind};

impl Client {
    /// Asks for an endpoint's removal, in one call with others who ask at the same time; the removal then takes its time.
    /// That the endpoint is gone already is success.
    ///
    /// EC2 answers 200 even when it removes nothing; the failures are items of the answer.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn delete_vpc_endpoint(&self, id: &str, deadline: &Deadline) -> Result<(), Error> {
        let call = |ids| self.delete_vpc_endpoints(ids, deadline);
        match self.shared.deletions.ask(BTreeSet::from([id.to_owned()]), call).await {
            Ok(failures) => verdict(failures.into_iter().find(|(failed, _)| failed == id).map(|(_, error)| error)),
            Err(error) => verdict(Some(error)),
        }
    }

    /// The endpoints that EC2 did not remove, with its reasons.
    async fn delete_vpc_endpoints(
        &self,
        ids: BTreeSet<String>,
        deadline: &Deadline,
    ) -> Result<Vec<(String, Error)>, Error> {
        const OPERATION: &str = "DeleteVpcEndpoints";
        let ids: Vec<_> = ids.into_iter().collect();
        let request = || self.sdk.delete_vpc_endpoints().set_vpc_endpoint_ids(Some(ids.clone()));
        let answer = self.call(OPERATION, deadline, || request().send()).await?;
        let failures = answer.unsuccessful.unwrap_or_default().into_iter().filter_map(|item| {
            let (error, id) = (item.error?, item.resource_id?);
            let (code, message) = (error.code.unwrap_or_default(), error.message.unwrap_or_default());
            Some((id, Error::refused(OPERATION, &code, &message)))
        });
        Ok(failures.collect())
    }
}

fn verdict(error: Option<Error>) -> Result<(), Error> {
    error.filter(|error| error.kind() != Kind::NotFound).map_or(Ok(()), Err)
}
