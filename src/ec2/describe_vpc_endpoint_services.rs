//! `DescribeVpcEndpointServices`

use std::collections::BTreeSet;

use super::{Client, Deadline, Error};

/// An endpoint service, as far as a plan needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EndpointService {
    /// The names of the zones in which it is offered: `eu-west-1a`.
    pub availability_zones: BTreeSet<String>,
    /// Their ids: `euw1-az1`; empty where EC2 tells none.
    pub availability_zone_ids: BTreeSet<String>,
}

impl Client {
    /// The endpoint service with this name; `None` when the Region has none.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn describe_endpoint_service(
        &self,
        service_name: &str,
        deadline: &Deadline,
    ) -> Result<Option<EndpointService>, Error> {
        let request = || self.sdk.describe_vpc_endpoint_services().service_names(service_name);
        let answer = match self.call("DescribeVpcEndpointServices", deadline, || request().send()).await {
            Ok(answer) => answer,
            Err(error) if error.code() == "InvalidServiceName" => return Ok(None),
            Err(error) => return Err(error),
        };
        let details = answer.service_details.unwrap_or_default().into_iter();
        let mut services = details.filter(|detail| detail.service_name.as_deref() == Some(service_name));
        Ok(services.next().map(|detail| EndpointService {
            availability_zones: detail.availability_zones.unwrap_or_default().into_iter().collect(),
            availability_zone_ids: detail.availability_zone_ids.unwrap_or_default().into_iter().collect(),
        }))
    }
}
