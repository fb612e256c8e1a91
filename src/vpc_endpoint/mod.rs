//! `lambda_vpc_endpoint`: an interface endpoint for Lambda.

mod change;
mod conversion;
mod fault;
mod import;
mod model;
mod names;
mod network_interfaces;
mod plan;
mod preflight;
mod refused;
mod resource;
mod validate;

pub(crate) use resource::VpcEndpoint;
