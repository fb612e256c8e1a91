//! All that is said to AWS, in our words: one file per call, one reading of its errors, one way to retry and to wait.
//!
//! How few calls there are is up to `batch` (who asks at the same moment shares a call), `reads` (what is in the state),
//! `facts` (what never changes) and `lookout` (what is waited for); how fast they go, to `pace` and `quota`.
//!
//! This module and [`aws`](crate::aws) are the only ones that name an `aws_` crate. Facts about EC2 that a type
//! cannot carry (which codes mean what, which member defaults to what) stand next to the call that they concern.

mod batch;
mod bucket;
mod call;
mod client;
mod clock;
mod connections;
mod create_vpc_endpoint;
mod deadline;
mod delete_vpc_endpoints;
mod describe;
mod describe_network_interfaces;
mod describe_security_groups;
mod describe_subnets;
mod describe_vpc_attribute;
mod describe_vpc_endpoint_services;
mod describe_vpc_endpoints;
mod error;
mod facts;
mod identified;
mod lookout;
mod modify_vpc_endpoint;
mod pace;
mod partition;
mod quota;
mod reads;
mod tags;
mod turn;
mod vpc_endpoint;
mod wait;

pub use client::Client;
pub use connections::Connections;
pub use create_vpc_endpoint::{NewVpcEndpoint, SubnetConfiguration};
pub use deadline::Deadline;
pub use describe_network_interfaces::NetworkInterface;
pub use describe_security_groups::SecurityGroup;
pub use describe_subnets::Subnet;
pub use describe_vpc_attribute::VpcDns;
pub use describe_vpc_endpoint_services::EndpointService;
pub use error::{Error, Kind};
pub use modify_vpc_endpoint::{PolicyChange, VpcEndpointChanges};
pub use partition::{partition, service_name};
pub use reads::JUST_NOW;
pub use turn::Turn;
pub use vpc_endpoint::{DnsEntry, State, VpcEndpoint};
