//! `lambda_vpc_endpoint`: an interface endpoint for Lambda.

mod fault;
mod model;
mod resource;

pub(crate) use resource::VpcEndpoint;
