//! `DescribeVpcEndpoints`

use super::describe::{filter, for_each_hundred};
use super::{Client, Deadline, Error, Kind, State, VpcEndpoint};

impl Client {
    /// The endpoint with this id; `None` when it is gone, which EC2 says by an error, by the state `deleted` or by an
    /// empty answer.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn describe_vpc_endpoint(&self, id: &str, deadline: &Deadline) -> Result<Option<VpcEndpoint>, Error> {
        self.remember_read(id);
        let request = || self.sdk.describe_vpc_endpoints().vpc_endpoint_ids(id);
        let answer = match self.call("DescribeVpcEndpoints", deadline, || request().send()).await {
            Ok(answer) => answer,
            Err(error) if error.kind() == Kind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut endpoints = answer.vpc_endpoints.unwrap_or_default().into_iter().map(VpcEndpoint::from_sdk);
        Ok(endpoints.find(|endpoint| endpoint.id == id && endpoint.state != State::Deleted))
    }

    /// All endpoints of a VPC, of whatever service, in one call with others who ask at the same time.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn describe_vpc_endpoints_of(
        &self,
        vpc_id: &str,
        deadline: &Deadline,
    ) -> Result<Vec<VpcEndpoint>, Error> {
        let call = |vpcs| for_each_hundred(vpcs, |some| self.vpc_endpoints_in(some, deadline));
        let mut found = self.shared.vpc_endpoints.ask([vpc_id.to_owned()].into(), call).await?;
        found.retain(|endpoint| endpoint.vpc_id == vpc_id && endpoint.state != State::Deleted);
        Ok(found)
    }

    async fn vpc_endpoints_in(&self, vpcs: Vec<String>, deadline: &Deadline) -> Result<Vec<VpcEndpoint>, Error> {
        const MOST: i32 = 1000;
        let (mut found, mut next) = (Vec::new(), None);
        loop {
            let request = || {
                let request = self.sdk.describe_vpc_endpoints().filters(filter("vpc-id", vpcs.clone()));
                request.max_results(MOST).set_next_token(next.clone())
            };
            let answer = self.call("DescribeVpcEndpoints", deadline, || request().send()).await?;
            found.extend(answer.vpc_endpoints.unwrap_or_default().into_iter().map(VpcEndpoint::from_sdk));
            next = answer.next_token.filter(|token| !token.is_empty());
            if next.is_none() {
                return Ok(found);
            }
        }
    }
}
