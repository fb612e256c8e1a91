//! `DescribeVpcEndpoints`

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::future::{join_all, try_join_all};

use super::call::Patience;
use super::describe::{PAGE, filter, for_each_hundred};
use super::identified::Identified;
use super::reads::{Found, Page, Source, each};
use super::{Client, Deadline, Error, Kind, State, VpcEndpoint};

const OPERATION: &str = "DescribeVpcEndpoints";
const BY_ID: &str = "vpc-endpoint-id";
/// The names of Lambda's services in all Regions and partitions. Those of other vendors end in an id, `vpce-svc-…`.
const LAMBDA: &str = "*.lambda";

impl Client {
    /// The endpoint with this id, as it was `oldest` ago or later; `None` when it is gone, which EC2 says by an error, by the
    /// state `deleted` or by an empty answer. In one call with others who read at the same time.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn read_vpc_endpoint(
        &self,
        id: &str,
        oldest: Duration,
        deadline: &Deadline,
    ) -> Result<Option<VpcEndpoint>, Error> {
        self.remember_known(id);
        let source = Endpoints { client: self, deadline };
        let found = self.shared.endpoint_reads.read(&[id.to_owned()].into(), oldest, &source, deadline).await?;
        found.into_iter().find(|(asked, _)| asked == id).map_or(Ok(None), |(_, found)| found)
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
        let of_vpcs = |some| self.vpc_endpoints_with("vpc-id", some, Error::patience, deadline);
        let call = |vpcs| for_each_hundred(vpcs, of_vpcs);
        let mut found = self.shared.vpc_endpoints.ask(&[vpc_id.to_owned()].into(), deadline, call).await?;
        found.retain(|endpoint| endpoint.vpc_id == vpc_id && !endpoint.is_gone());
        Ok(found)
    }

    /// The endpoints among `ids` that exist. By ids, one that does not exist fails the call; a filter leaves it out, but not
    /// all emulators know it: it is used from when it is first needed, and where it fails, each is asked for by itself.
    pub(super) async fn vpc_endpoints(
        &self,
        ids: BTreeSet<String>,
        deadline: &Deadline,
    ) -> Result<Vec<VpcEndpoint>, Error> {
        for_each_hundred(ids, |some| async move {
            let found = match self.shared.filters_ids() {
                Some(true) if some.len() > 1 => self.vpc_endpoints_with(BY_ID, some, Error::patience, deadline).await?,
                _ => self.vpc_endpoints_by_ids(some, deadline).await?,
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
            Err(_) => self.vpc_endpoints_that_exist(ids, deadline).await,
        }
    }

    /// The endpoints among several ids of which one does not exist.
    async fn vpc_endpoints_that_exist(&self, ids: Vec<String>, deadline: &Deadline) -> Result<Vec<VpcEndpoint>, Error> {
        if self.shared.filters_ids() != Some(false) {
            match self.vpc_endpoints_with(BY_ID, ids.clone(), Error::short_patience, deadline).await {
                Ok(found) => {
                    self.shared.set_filters_ids(true);
                    return Ok(found);
                }
                Err(error) if error.kind() == Kind::Over => return Err(error),
                Err(error) => {
                    tracing::warn!("each endpoint is asked for by itself: {error}");
                    self.shared.set_filters_ids(false);
                }
            }
        }
        let alone = |id: String| Box::pin(self.vpc_endpoints_by_ids(vec![id], deadline));
        Ok(try_join_all(ids.into_iter().map(alone)).await?.into_iter().flatten().collect())
    }

    /// All endpoints that a filter with these values lets pass.
    async fn vpc_endpoints_with(
        &self,
        name: &str,
        values: Vec<String>,
        patience: Patience,
        deadline: &Deadline,
    ) -> Result<Vec<VpcEndpoint>, Error> {
        let (mut found, mut token) = (Vec::new(), None);
        loop {
            let (page, next) = self.page_of_vpc_endpoints(name, &values, token, patience, deadline).await?;
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
        patience: Patience,
        deadline: &Deadline,
    ) -> Result<Page<VpcEndpoint>, Error> {
        let request = || {
            let request = self.sdk.describe_vpc_endpoints().filters(filter(name, values));
            request.max_results(PAGE).set_next_token(token.clone())
        };
        let answer = self.call_while(OPERATION, deadline, patience, || request().send()).await?;
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
    async fn alone(&self, id: String) -> Found<VpcEndpoint> {
        let found = self.client.vpc_endpoints([id.clone()].into(), self.deadline).await;
        (id, found.map(|mut found| found.pop()))
    }

    async fn together(&self, ids: Vec<String>) -> Vec<Found<VpcEndpoint>> {
        if ids.is_empty() {
            return Vec::new();
        }
        match self.client.vpc_endpoints(ids.iter().cloned().collect(), self.deadline).await {
            Err(error) if error.code() == "InvalidVpcEndpointId.Malformed" && ids.len() > 1 => {
                join_all(ids.into_iter().map(|id| self.alone(id))).await
            }
            outcome => each(ids, outcome),
        }
    }
}

/// Whether EC2 would take this for an endpoint's id, which emulators make in a form of their own.
fn is_well_formed(id: &str) -> bool {
    id.strip_prefix("vpce-").is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_hexdigit()))
}

impl Source<VpcEndpoint> for Endpoints<'_> {
    const OPERATION: &'static str = OPERATION;

    async fn by_ids(&self, ids: Vec<String>) -> Vec<Found<VpcEndpoint>> {
        // A filter would let it pass for one that is gone.
        let (ids, malformed): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| is_well_formed(id));
        let mut found = join_all(malformed.into_iter().map(|id| self.alone(id))).await;
        found.extend(self.together(ids).await);
        found
    }

    async fn page(&self, token: Option<String>) -> Result<Page<VpcEndpoint>, Error> {
        let lambda = [LAMBDA.to_owned()];
        let page = self
            .client
            .page_of_vpc_endpoints("service-name", &lambda, token, Error::short_patience, self.deadline)
            .await;
        page.map(|(page, next)| (page.into_iter().filter(|endpoint| !endpoint.is_gone()).collect(), next))
    }
}
