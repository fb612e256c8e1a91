//! The real `terraform` binary drives the real provider against moto, as a user's machine would.
//!
//! [`workspace`] runs the commands, [`run`] reads what they say, [`ec2`] looks at the outcome
//! without Terraform. The other modules are scenarios, one theme each. moto keeps less than EC2
//! does; where a scenario therefore stops short of applying something, it says so.

mod ec2;
mod moto;
mod network;
mod run;
mod workspace;

mod bad_input;
mod drift;
mod emulated;
mod endpoint_policy;
mod examples;
mod import;
mod lifecycle;
mod mocked;
mod provider_block;
mod regions;
mod replacement;
mod saved_plan;
mod state;
mod unknown;
