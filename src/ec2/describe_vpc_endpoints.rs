//! `DescribeVpcEndpoints`

use super::{Client, Deadline, Error, Kind, State, VpcEndpoint};

impl Client {
    /// The endpoint with this id; `None` when it is gone, which EC2 says by an error, by the state `deleted` or by an
    /// empty answer.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn describe_vpc_endpoint(&self, id: &str, deadline: &Deadline) -> Result<Option<VpcEndpoint>, Error> {
        let request = || self.sdk.describe_vpc_endpoints().vpc_endpoint_ids(id);
        let answer = match self.call("DescribeVpcEndpoints", deadline, || request().send()).await {
            Ok(answer) => answer,
            Err(error) if error.kind() == Kind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut endpoints = answer.vpc_endpoints.unwrap_or_default().into_iter().map(VpcEndpoint::from_sdk);
        Ok(endpoints.find(|endpoint| endpoint.id == id && endpoint.state != State::Deleted))
    }
}
