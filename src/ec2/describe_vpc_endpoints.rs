//! `DescribeVpcEndpoints`

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::future::join_all;

use super::describe::{filter, for_each_hundred};
use super::lookout::Identified;
use super::reads::{Look, Page, Source, looks};
use super::{Client, Deadline, Error, Kind, State, VpcEndpoint};

const OPERATION: &str = "DescribeVpcEndpoints";
const MOST: i32 = 1000;
const BY_ID: &str = "vpc-endpoint-id";
/// The services of Lambda, of all Regions and partitions. The third-party ones end in an id.
const LAMBDA: &str = "*.lambda";

impl Client {
    /// The endpoint with this id, as it was `oldest` ago or later; `None` when it is gone, which EC2 says by an error, by the state `deleted`
    /// or by an empty answer. In one call with others who read at the same time.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn read_vpc_endpoint(
        &self,
        id: &str,
        oldest: Duration,
        deadline: &Deadline,
    ) -> Result<Option<VpcEndpoint>, Error> {
        self.remember_read(id);
        let source = Endpoints { client: self, deadline };
        let looks = self.shared.endpoint_reads.read(&[id.to_owned()].into(), oldest, &source, deadline).await?;
        looks.into_iter().find(|(asked, _)| asked == id).map_or(Ok(None), |(_, found)| found)
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
        let call = |vpcs| for_each_hundred(vpcs, |some| self.vpc_endpoints_with("vpc-id", some, deadline));
        let mut found = self.shared.vpc_endpoints.ask([vpc_id.to_owned()].into(), call).await?;
        found.retain(|endpoint| endpoint.vpc_id == vpc_id && !endpoint.is_gone());
        Ok(found)
    }

    /// The endpoints among `ids` that exist. By ids, one that does not exist fails the call; a filter leaves it out, but not
    /// all emulators know it: it is used from when it is first needed.
    pub(super) async fn vpc_endpoints(
        &self,
        ids: BTreeSet<String>,
        deadline: &Deadline,
    ) -> Result<Vec<VpcEndpoint>, Error> {
        for_each_hundred(ids, |some| async move {
            let found = if some.len() > 1 && self.shared.filters_ids.load(Ordering::Relaxed) {
                self.vpc_endpoints_with(BY_ID, some, deadline).await?
            } else {
                self.vpc_endpoints_by_ids(some, deadline).await?
            };
            Ok(found.into_iter().filter(|endpoint| !endpoint.is_gone()).collect())
        })
        .await
    }

    async fn vpc_endpoints_by_ids(&self, ids: Vec<String>, deadline: &Deadline) -> Result<Vec<VpcEndpoint>, Error> {
        let request = || self.sdk.describe_vpc_endpoints().set_vpc_endpoint_ids(Some(ids.clone()));
        match self.call(OPERATION, deadline, || request().send()).await {
            Ok(answer) => Ok(from_sdk(answer.vpc_endpoints)),
            Err(error) if error.kind() != Kind::NotFound => Err(error),
            Err(_) if ids.len() == 1 => Ok(Vec::new()),
            Err(_) => {
                let found = self.vpc_endpoints_with(BY_ID, ids, deadline).await?;
                self.shared.filters_ids.store(true, Ordering::Relaxed);
                Ok(found)
            }
        }
    }

    /// All endpoints that a filter with these values lets pass.
    async fn vpc_endpoints_with(
        &self,
        name: &str,
        values: Vec<String>,
        deadline: &Deadline,
    ) -> Result<Vec<VpcEndpoint>, Error> {
        let (mut found, mut token) = (Vec::new(), None);
        loop {
            let (page, next) = self.page_of_vpc_endpoints(name, &values, token, deadline).await?;
            found.extend(page);
            token = next;
            if token.is_none() {
                return Ok(found);
            }
        }
    }

    async fn page_of_vpc_endpoints(
        &self,
        name: &str,
        values: &[String],
        token: Option<String>,
        deadline: &Deadline,
    ) -> Result<Page<VpcEndpoint>, Error> {
        let request = || {
            let request = self.sdk.describe_vpc_endpoints().filters(filter(name, values));
            request.max_results(MOST).set_next_token(token.clone())
        };
        let answer = self.call(OPERATION, deadline, || request().send()).await?;
        Ok((from_sdk(answer.vpc_endpoints), answer.next_token.filter(|token| !token.is_empty())))
    }
}

fn from_sdk(endpoints: Option<Vec<aws_sdk_ec2::types::VpcEndpoint>>) -> Vec<VpcEndpoint> {
    endpoints.unwrap_or_default().into_iter().map(VpcEndpoint::from_sdk).collect()
}

impl Identified for VpcEndpoint {
    fn id(&self) -> &str {
        &self.id
    }
}

impl VpcEndpoint {
    fn is_gone(&self) -> bool {
        self.state == State::Deleted
    }
}

/// Endpoints as they are read.
struct Endpoints<'a> {
    client: &'a Client,
    deadline: &'a Deadline,
}

impl Endpoints<'_> {
    /// What this one is. For ids of which one makes the call about all of them fail: the others are not to suffer.
    async fn alone(&self, id: String) -> Look<VpcEndpoint> {
        let found = self.client.vpc_endpoints([id.clone()].into(), self.deadline).await;
        (id, found.map(|mut found| found.pop()))
    }
}

impl Source<VpcEndpoint> for Endpoints<'_> {
    const OPERATION: &'static str = OPERATION;

    async fn by_ids(&self, ids: Vec<String>) -> Vec<Look<VpcEndpoint>> {
        match self.client.vpc_endpoints(ids.iter().cloned().collect(), self.deadline).await {
            Err(error) if error.code() == "InvalidVpcEndpointId.Malformed" && ids.len() > 1 => {
                join_all(ids.into_iter().map(|id| self.alone(id))).await
            }
            outcome => looks(ids, outcome),
        }
    }

    async fn page(&self, token: Option<String>) -> Result<Page<VpcEndpoint>, Error> {
        let lambda = [LAMBDA.to_owned()];
        let page = self.client.page_of_vpc_endpoints("service-name", &lambda, token, self.deadline).await;
        page.map(|(page, next)| (page.into_iter().filter(|endpoint| !endpoint.is_gone()).collect(), next))
    }
}
