//! All that is said to AWS, in our words: one file per call, one reading of its errors, one way to retry and to wait.
//!
//! This module and [`provider`](crate::provider) are the only ones that name an `aws_` crate. Facts about EC2 that a type
//! cannot carry (which codes mean what, which member defaults to what) stand next to the call that they concern.

mod connections;
mod create_vpc_endpoint;
mod deadline;
mod delete_vpc_endpoints;
mod describe_vpc_endpoints;
mod error;
mod modify_vpc_endpoint;
mod partition;
mod tags;
mod vpc_endpoint;
mod wait;

pub use connections::{Client, Connections, Settings};
pub use create_vpc_endpoint::NewVpcEndpoint;
pub use deadline::Deadline;
pub use error::{Error, Kind};
pub use modify_vpc_endpoint::{PolicyChange, VpcEndpointChanges};
pub use partition::{partition, service_name};
pub use vpc_endpoint::{DnsEntry, State, VpcEndpoint};
