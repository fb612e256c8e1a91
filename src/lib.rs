//! A Terraform and OpenTofu provider for private access to AWS Lambda through VPC endpoints.

pub mod ec2;
mod endpoint_policy;
pub mod plugin;
pub mod policy;
pub mod proto;
pub mod provider;
pub mod server;
pub mod tf;
mod vpc_endpoint;

/// Where the provider is published: host, namespace and type. The namespace is not decided yet; whatever needs the
/// address takes it from here.
pub const ADDRESS: &str = "registry.terraform.io/terraform-provider-lambda/lambda";
