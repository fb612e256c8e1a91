//! `DescribeVpcEndpointServices`

use std::collections::BTreeSet;

use aws_sdk_ec2::types::ServiceDetail;

use super::describe::{filter, for_each_hundred};
use super::identified::Identified;
use super::{Client, Deadline, Error};

/// An endpoint service, as far as a plan needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EndpointService {
    /// `com.amazonaws.REGION.lambda`
    pub name: String,
    /// The names of the zones in which it is offered: `eu-west-1a`.
    pub availability_zones: BTreeSet<String>,
}

impl Client {
    /// The endpoint service with this name, in one call with others who ask at the same time; `None` when the Region has
    /// none.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn describe_endpoint_service(
        &self,
        service_name: &str,
        deadline: &Deadline,
    ) -> Result<Option<EndpointService>, Error> {
        let call = |names| for_each_hundred(names, |some| self.endpoint_services(some, deadline));
        let found = self.shared.endpoint_services.of(&[service_name.to_owned()].into(), deadline, call).await?;
        Ok(found.into_iter().next())
    }

    /// By a filter, which leaves out what does not exist; by names, one missing service would fail the call.
    async fn endpoint_services(&self, names: Vec<String>, deadline: &Deadline) -> Result<Vec<EndpointService>, Error> {
        let request = || self.sdk.describe_vpc_endpoint_services().filters(filter("service-name", names.clone()));
        let answer = self.call("DescribeVpcEndpointServices", deadline, || request().send()).await?;
        let details = answer.service_details.unwrap_or_default().into_iter();
        Ok(details.map(EndpointService::from_sdk).collect())
    }
}

/// A service's name tells it from all others.
impl Identified for EndpointService {
    fn id(&self) -> &str {
        &self.name
    }
}

impl EndpointService {
    fn from_sdk(detail: ServiceDetail) -> Self {
        Self {
            name: detail.service_name.unwrap_or_default(),
            availability_zones: detail.availability_zones.unwrap_or_default().into_iter().collect(),
        }
    }
}
