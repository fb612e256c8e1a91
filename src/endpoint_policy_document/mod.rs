//! The data source `lambda_endpoint_policy_document`: the JSON of an endpoint policy, from HCL.

mod data_source;
mod model;
mod render;
mod validate;

pub(crate) use data_source::EndpointPolicyDocument;
