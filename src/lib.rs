//! A Terraform and OpenTofu provider for private access to AWS Lambda through VPC endpoints.
//!
//! [`plugin`] is how Terraform starts and trusts the process, [`server`] how it asks, [`tf`] what a provider is, [`provider`]
//! what this one offers, [`aws`] how AWS is reached and as whom, [`ec2`] what is said to it, [`policy`] what an endpoint policy
//! means. The resources stand in a folder each. ARCHITECTURE.md has the whole map, and who may name whom.

pub mod aws;
pub mod ec2;
mod endpoint_policy;
mod endpoint_policy_document;
mod functions;
pub mod plugin;
pub mod policy;
pub mod proto;
pub mod provider;
pub mod server;
mod tags;
pub mod tf;
mod vpc_endpoint;

/// Where the provider is published: host, namespace and type. The namespace is not decided yet; whatever needs the
/// address takes it from here.
pub const ADDRESS: &str = "registry.terraform.io/terraform-provider-lambda/lambda";
