//! `DeleteVpcEndpoints`

use super::{Client, Deadline, Error, Kind};

impl Client {
    /// Asks for an endpoint's removal, which then takes its time. That it is gone already is success.
    ///
    /// EC2 answers 200 even when it removes nothing; the failures are items of the answer.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn delete_vpc_endpoint(&self, id: &str, deadline: &Deadline) -> Result<(), Error> {
        const OPERATION: &str = "DeleteVpcEndpoints";
        let request = || self.sdk.delete_vpc_endpoints().vpc_endpoint_ids(id);
        let answer = match self.call(OPERATION, deadline, || request().send()).await {
            Ok(answer) => answer,
            Err(error) if error.kind() == Kind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let failures = answer.unsuccessful.unwrap_or_default().into_iter().filter_map(|item| item.error);
        let errors = failures.map(|error| {
            Error::refused(
                OPERATION,
                error.code.as_deref().unwrap_or_default(),
                error.message.as_deref().unwrap_or_default(),
            )
        });
        errors.into_iter().find(|error| error.kind() != Kind::NotFound).map_or(Ok(()), Err)
    }
}
