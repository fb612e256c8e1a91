//! `lambda_endpoint_policy`: the policy of an endpoint, as a resource of its own.

mod model;
mod resource;

pub(crate) use resource::EndpointPolicy;
